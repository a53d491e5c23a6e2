"""A gate at work: what its items say of an application, and what was decided since."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from govcoord.diagnostics import suggest
from govcoord.errors import MISSING, CaseError
from govcoord.mechanisms.gates import Check, Found, Gate, Item, Verdict, conclude, find
from govcoord.mechanisms.objections import Objection, Review, review
from govcoord.mechanisms.obligation import Obligation
from govcoord.mechanisms.said import phrase
from govcoord.mechanisms.spans import Span, add, day_of
from govcoord.rules.kinds.gate.given import Application, facts_on
from govcoord.rules.kinds.gate.result import GateResult, Owed, Status, Told, Wrong
from govcoord.rules.kinds.gate.words import PHRASES, RESULTS
from govcoord.rules.mechanism import BlankRow, Blanks, Setting
from govcoord.rules.questions import missing_facts
from govcoord.rules.regions import Box
from govcoord.rules.vocabulary import AS_OF, Attribute
from govcoord.text import LANGUAGES, Text


@attrs.frozen
class Line:
    """An item as meant: its title and source, its condition, and what its evidence is."""

    item: Item
    title: Text
    source: str
    boxes: tuple[Box, ...]
    evidence: Text = Text()


@attrs.frozen
class Correction:
    """What stays owed after an outcome, and how long it may take from the day of telling."""

    text: Text
    within: Span | None = None


@attrs.frozen
class Appeal:
    """The time to appeal, to whom, and the time to decide on it."""

    within: Span
    to: str | None = None
    decide_within: Span | None = None


@attrs.frozen
class Look:
    """What the checklist says on a day; ``applies`` whether the gate is for this application."""

    applies: bool | None
    verdict: Verdict
    found: tuple[Found, ...]
    facts_missing: tuple[str, ...]

    @property
    def outcome(self) -> str | None:
        """The outcome where it is settled."""
        return self.verdict.outcome if self.applies else None

    @property
    def status(self) -> Status:
        """How far the checklist is settled."""
        if self.applies is False:
            return "not_applicable"
        return "needs_evidence" if self.outcome is None else "proposed"


@attrs.frozen(kw_only=True)
class GateMechanism:
    """A document of kind ``gate``, ready to look at applications.

    ``outcomes`` are titles, best first; ``corrections`` what stays owed after an outcome.
    """

    id: str
    title: Text
    source: str
    gate: Gate
    checklist: tuple[Line, ...]
    applies: tuple[Box, ...]
    subject: str | None
    decided_by: str
    outcomes: Mapping[str, Text]
    corrections: Mapping[str, Correction]
    appeal: Appeal | None = None
    kind: str = "gate"
    record: type[Application] = Application

    def assess(self, given: Application, setting: Setting) -> GateResult:
        """The outcome as of the day, and how a decision stands; `CaseError` for what is wrong."""
        day = setting.day
        checks = self._checks(given.checks)
        decision = self._decision(given, day)
        look = self._look(given, checks, setting)
        told = self._told()
        if look.applies is False and decision is None:
            return GateResult(
                status="not_applicable", outcome=None, decided_by=self.decided_by, told=told
            )
        wrong: list[Wrong] = []
        appeal = None
        if decision is not None:
            then = self._look(given, checks, attrs.evolve(setting, as_of=given.decided))
            wrong.extend(_compared(decision, then, look))
            appeal = self._appealed(given, setting, wrong)
            if appeal is not None and appeal.state in ("changed", "revoked"):
                decision = None
        owed = self._owed(given, decision, look.outcome, setting, wrong)
        settled = look.outcome is not None
        return GateResult(
            status=look.status,
            outcome=look.outcome,
            possible=look.verdict.possible,
            crossed=look.verdict.crossed,
            failed=look.verdict.failed,
            ask=look.verdict.ask,
            facts_missing=look.facts_missing,
            valid_until=look.verdict.valid_until if settled else None,
            items=look.found,
            decided_by=self.decided_by,
            decision=decision,
            wrong=tuple(wrong),
            owed=owed,
            appeal=appeal,
            provisional=appeal is not None and appeal.provisional,
            told=told,
        )

    def blanks(self, setting: Setting) -> Blanks:
        """The items that are checked, and the facts that conditions ask for."""
        rows = [
            _blank(line) for line in self.checklist if line.item.proof or not line.item.by_facts
        ]
        facts = _Facts.read(self, self.record(), setting)
        boxes = [*self.applies, *(box for line in self.checklist for box in line.boxes)]
        names = [name for name in facts.missing(boxes) if name != AS_OF]
        known = setting.vocabulary.attributes
        if self.subject is None:
            return Blanks({"checks": rows}, {"facts": _in_order(known, names)})
        own = setting.vocabulary.records[self.subject].fields
        others = {name: known[name] for name in known if name not in own}
        asked = {"facts": _in_order(own, names), "case": _in_order(others, names)}
        return Blanks({"checks": rows}, asked)

    def _look(
        self, given: Application, checks: Mapping[str, list[Check]], setting: Setting
    ) -> Look:
        """The checklist on the day of ``setting``."""
        facts = _Facts.read(self, given, setting)
        found = []
        for line in self.checklist:
            holds = facts.holds(line.boxes) if line.item.by_facts else None
            one = find(
                self.gate, line.item, holds, checks.get(line.item.id, ()), setting.day,
                setting.calendar,
            )  # fmt: skip
            if one.why == "facts":
                one = attrs.evolve(one, facts=facts.missing(line.boxes))
            found.append(one)
        applies = facts.holds(self.applies)
        missing = [*(() if applies is not None else facts.missing(self.applies))]
        verdict = conclude(self.gate, found)
        missing += [name for one in found if one.id in verdict.ask for name in one.facts]
        return Look(applies, verdict, tuple(found), tuple(dict.fromkeys(missing)))

    def _checks(self, given: Sequence[Check]) -> dict[str, list[Check]]:
        """The checks by item, which may be named by its title; no two of one day disagree."""
        words = _words(self.checklist)
        found: dict[str, list[Check]] = {}
        for n, check in enumerate(given):
            id_ = words.get(check.item)
            where = f"checks[{n}]"
            if id_ is None:
                raise _unknown("item", check.item, words, where)
            for other in found.get(id_, ()):
                if check.day and other.day == check.day and other.result != check.result:
                    raise CaseError("result", check.result, "one result a day", where=where)
            found.setdefault(id_, []).append(check)
        return found

    def _decision(self, given: Application, day: date) -> str | None:
        """The outcome decided until the day; the days must be in an order that can be."""
        last: tuple[str, date] | None = None
        for name in ("decided", "told", "appealed", "appeal_decided"):
            at: date | None = getattr(given, name)
            if at is not None and last is not None and at < last[1]:
                raise CaseError(name, str(at), f"at or after {last[1]}")
            last = last if at is None else (name, at)
        if given.decision is None:
            if last is not None:
                raise _unknown("decision", None, self.outcomes)
            return None
        words = {word: id_ for id_, title in self.outcomes.items() for word in title.all()}
        words.update((id_, id_) for id_ in self.outcomes)
        if given.decision not in words:
            raise _unknown("decision", given.decision, words)
        if given.decided is None:
            raise CaseError("decided", MISSING, "the day of the decision")
        return words[given.decision] if given.decided <= day else None

    def _appealed(self, given: Application, setting: Setting, wrong: list[Wrong]) -> Review | None:
        if self.appeal is None:
            return None
        happened = Objection(given.told, given.appealed, given.appeal_decided, given.appeal_result)
        found = review(
            happened, self.appeal.within, self.appeal.decide_within, setting.day, setting.calendar
        )
        wrong.extend(found.wrong)  # type: ignore[arg-type]
        return found

    def _owed(
        self,
        given: Application,
        decision: str | None,
        outcome: str | None,
        setting: Setting,
        wrong: list[Wrong],
    ) -> Owed | None:
        """The correction of what was decided, or of what is proposed."""
        correction = self.corrections.get(decision or outcome or "")
        if correction is None:
            return None
        start = (given.told or given.decided) if decision is not None else None
        due = None
        if start is not None and correction.within is not None:
            end = add(start, correction.within, setting.calendar)
            due = None if end is None else day_of(end)
        owed = Obligation("correction", given.unit or "", due, given.corrected)
        state = owed.state(setting.day)
        if state == "late":
            wrong.append("correction_late")
        elif state == "overdue":
            wrong.append("correction_overdue")
        return Owed(correction.text, due, state)

    def _told(self) -> Told:
        return Told(
            self.title,
            self.outcomes,
            {line.item.id: line.title for line in self.checklist},
            {line.item.id: line.evidence for line in self.checklist},
            self.subject,
            self.appeal.to if self.appeal else None,
        )


def _in_order(known: Mapping[str, Attribute], names: Collection[str]) -> list[Attribute]:
    """The attributes of these names, as they are declared."""
    return [attribute for name, attribute in known.items() if name in names]


def _blank(line: Line) -> BlankRow:
    """An item to be checked, with what it is and the evidence that it needs."""

    def remark(language: str) -> str:
        need = phrase(PHRASES, line.item.need, language)
        what = line.evidence.get(language)
        if what:
            need += phrase(PHRASES, "evidence", language, what=what)
        return phrase(PHRASES, "blank", language, title=line.title.get(language) or "", need=need)

    words = RESULTS[line.item.need == "red_line"]
    remarks = Text.of({language: remark(language) for language in LANGUAGES})
    return BlankRow({"item": line.item.id}, remarks, {"result": words})


def _compared(decision: str, then: Look, now: Look) -> list[Wrong]:
    """How a decision compares with the checklist of its own day, and with that of today."""
    if then.outcome is None and then.applies is not False:
        return ["without_evidence"]
    if then.outcome != decision:
        return ["against_checklist"]
    if now.outcome is None and now.applies is not False:
        return ["evidence_lapsed"]
    return [] if now.outcome == decision else ["no_longer_holds"]


def _words(checklist: Sequence[Line]) -> dict[str, str]:
    """Ids and titles of items; a title that two share is left out."""
    found: dict[str, str | None] = {}
    for line in checklist:
        for word in line.title.all():
            found[word] = line.item.id if found.get(word, line.item.id) == line.item.id else None
    ids = {line.item.id: line.item.id for line in checklist}
    return {**{word: id_ for word, id_ in found.items() if id_}, **ids}


def _unknown(
    name: str, word: str | None, known: Mapping[str, Any], where: str | None = None
) -> CaseError:
    near = suggest(word, known) if word else None
    expected = "one of " + ", ".join(f"`{one}`" for one in known)
    hint = f"did you mean `{near}`?" if near else None
    return CaseError(name, MISSING if word is None else word, expected, hint=hint, where=where)


@attrs.frozen
class _Facts:
    """The facts of an application on a day: those given, derived, and given by tables."""

    setting: Setting
    values: Mapping[str, Any]
    decision: Any = None
    about: Any = None

    @classmethod
    def read(cls, gate: GateMechanism, given: Application, setting: Setting) -> _Facts:
        """The facts that the gate's conditions test."""
        case = dict(setting.facts(given.case))
        about = None
        own = facts_on(given, gate.subject, setting)
        if gate.subject is None:
            case.update(own)
        else:
            case[setting.vocabulary.records[gate.subject].key] = [own]
        decision = setting.decide(case)
        if gate.subject is not None:
            (about,) = decision.subjects(gate.subject) or (None,)
        boxes = [*gate.applies, *(box for line in gate.checklist for box in line.boxes)]
        names = {name for box in boxes for name, _ in box.tests}
        values = {name: decision.fact(name, about) for name in names}
        known = {name: value for name, value in values.items() if value is not None}
        return cls(setting, known, decision, about)

    def holds(self, boxes: Sequence[Box]) -> bool | None:
        """Whether a condition holds; ``None`` where it is not known."""
        return self.setting.holds(boxes, self.values)

    def missing(self, boxes: Sequence[Box]) -> tuple[str, ...]:
        """The facts, as an application gives them, that a condition waits for."""
        found: set[str] = set()
        for box in boxes:
            if box.accepts(self.values) is None:
                for name, test in box.tests:
                    if test.accepts(self.values.get(name)) is None:
                        found |= missing_facts(self.decision, name, self.about)
        return tuple(sorted(name.rpartition("].")[2] for name in found))
