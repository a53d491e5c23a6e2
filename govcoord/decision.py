"""Decisions: what the rules say of a case, with the record of how they came to it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from govcoord.plain import jsonable
from govcoord.rules.cells import Mask
from govcoord.rules.program import MatchStep, TablePart, owner
from govcoord.rules.questions import Undetermined, open_questions
from govcoord.rules.resolve import Status, Verdict
from govcoord.rules.tables import FactRef, Table, TableRule

if TYPE_CHECKING:
    from govcoord.rules.engine import Plan

Mark = tuple[Mask, Mask]
"""Rows of a match step that match for certain, and that match or may match."""

Rows = tuple[tuple[Any, ...], ...]
"""The values of a list of records, a tuple for each record."""

State = tuple["Plan", tuple[Any, ...], tuple["Rows | None", ...], tuple[Any, ...]]
"""What a decision keeps: the plan, values of the case, of its records, and marks per step."""


@attrs.frozen(slots=True)
class Subject:
    """The record that an outcome is about: its kind, place in the list and department."""

    record: str
    index: int
    department: str | None = None


@attrs.frozen(slots=True)
class Outcome:
    """What one table says of the case, or of one record of it.

    ``status`` is ``decided``, ``none``, ``conflict`` or ``undetermined``. ``given`` has the
    value of each output of the table, ``None`` where there is none; ``rules`` are those that gave
    the answer, or the sides of a conflict.
    """

    table: Table = attrs.field(repr=False)
    verdict: Verdict
    given: tuple[Any, ...]
    subject: Subject | None = None
    rules: tuple[TableRule, ...] = attrs.field(default=(), eq=False, repr=False)

    @property
    def id(self) -> str:
        """The id of the table."""
        return self.table.id

    @property
    def status(self) -> Status:
        """How the table ended."""
        return self.verdict.status

    @property
    def values(self) -> dict[str, Any]:
        """Canonical values by output id; no entry where there is none."""
        outputs = self.table.outputs
        return {o.id: value for o, value in zip(outputs, self.given) if value is not None}

    @property
    def overridden(self) -> tuple[tuple[TableRule, TableRule], ...]:
        """Rules that match and gave way, each with a rule that overrides it."""
        rules = self.table.rules
        return tuple((rules[a], rules[b]) for a, b in self.verdict.beaten)

    @property
    def possible(self) -> tuple[TableRule, ...]:
        """Rules that may matter once missing facts are known."""
        return tuple(self.table.rules[n] for n in self.verdict.possible)

    def essence(self) -> dict[str, Any]:
        """The outcome as plain data without places in files, which differ between machines."""
        out = self.to_dict()
        for cited in (*out["rules"], *out.get("possible", ())):
            del cited["place"]
        return out

    def to_dict(self) -> dict[str, Any]:
        """The outcome as plain data."""
        out: dict[str, Any] = {"table": self.id, "status": self.status.value}
        if self.subject is not None:
            out["subject"] = attrs.asdict(self.subject)
        out["values"] = {name: jsonable(value) for name, value in sorted(self.values.items())}
        out["rules"] = [_cite(rule) for rule in self.rules]
        if self.verdict.beaten:
            out["overridden"] = [{"rule": a.id, "by": b.id} for a, b in self.overridden]
        if self.verdict.possible:
            out["possible"] = [_cite(rule) for rule in self.possible]
        return out


def _cite(rule: TableRule) -> dict[str, Any]:
    place = f"{rule.span.source.name}:{rule.span.line}" if rule.span else None
    return {"rule": rule.id, "source": rule.source or None, "place": place}


class Decision:
    """What a plan says of one case. Immutable; made by `Plan.evaluate`.

    It keeps the facts and which rules matched; outcomes, explanations and the digest are made
    from that record when they are asked for.
    """

    __slots__ = ("_state",)

    _state: State

    def __init__(
        self,
        plan: Plan,
        values: tuple[Any, ...],
        records: tuple[Rows | None, ...],
        marks: tuple[Any, ...],
    ) -> None:
        put_state(self, (plan, values, records, marks))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a decision cannot be changed: {name}")

    __delattr__ = __setattr__  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return Decision, self._state

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Decision):
            return NotImplemented
        return self._state[1:] == other._state[1:] and self._plan.digest == other._plan.digest

    def __hash__(self) -> int:
        return hash(self._state[1:])

    def __repr__(self) -> str:
        shown = ", ".join(f"{o.id}: {o.status.value}" for o in self.outcomes[:6])
        return f"<Decision {shown}>"

    # facts

    @property
    def plan(self) -> Plan:
        """The plan that made the decision."""
        return self._state[0]

    _plan = plan

    @property
    def _values(self) -> tuple[Any, ...]:
        return self._state[1]

    @property
    def _records(self) -> tuple[Rows | None, ...]:
        return self._state[2]

    @property
    def _marks(self) -> tuple[Any, ...]:
        return self._state[3]

    def fact(self, name: str, subject: Subject | None = None) -> Any | None:
        """The value of an attribute, given, derived or an output; ``None`` when not known.

        ``subject`` names the record when the attribute is a field of records.
        """
        vocabulary = self._plan.vocabulary
        kind, id_ = owner(name, vocabulary, subject.record if subject else None)
        attribute = vocabulary.attribute(id_, kind)
        if attribute is None:
            raise KeyError(name)
        if attribute.table is not None:
            return self._output(attribute.table, id_, subject if kind else None)
        slot = self._plan.slots[kind, id_]
        if kind is None:
            return self._values[slot]
        assert subject is not None
        rows = self._records[self._plan.record_order[kind]]
        return rows[subject.index][slot] if rows is not None else None

    @property
    def facts(self) -> dict[str, Any]:
        """All known facts of the case: given, derived and outputs; records under their keys."""
        known = {name: self.fact(name) for name in self._plan.vocabulary.attributes}
        out = {name: value for name, value in known.items() if value is not None}
        for kind, record in self._plan.vocabulary.records.items():
            subjects = self.subjects(kind)
            if subjects is not None:
                out[record.key] = [
                    {f: v for f in record.fields if (v := self.fact(f, s)) is not None}
                    for s in subjects
                ]
        return out

    def subjects(self, kind: str) -> list[Subject] | None:
        """The records of a kind, or ``None`` when the case does not give the list."""
        rows = self._records[self._plan.record_order[kind]]
        if rows is None:
            return None
        field = self._plan.vocabulary.records[kind].subject
        slot = self._plan.slots[kind, field] if field else None
        return [Subject(kind, n, None if slot is None else row[slot]) for n, row in enumerate(rows)]

    def record_values(
        self, kind: str, fields: Sequence[str | None]
    ) -> list[tuple[Any, ...]] | None:
        """Given or derived fields of each record of a kind: a tuple per record.

        ``None`` where the case does not give the list; in a tuple ``None`` is a value that is
        not known, or stands for the field ``None``. Faster than `fact` for many decisions.
        """
        rows = self._records[self._plan.record_order[kind]]
        if rows is None:
            return None
        slots = self._plan.slots
        at = [None if name is None else slots[kind, name] for name in fields]
        return [tuple([None if n is None else row[n] for n in at]) for row in rows]

    # outcomes

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What every table says, in the order in which they were evaluated."""
        found: list[Outcome] = []
        for step, mark in zip(self._plan.program.matches, self._marks):
            if step.scope is None:
                found.extend([self._outcome(part, mark, None) for part in step.parts])
            else:
                found.extend(self._record_outcomes(step, step.scope, mark))
        return tuple(found)

    def outcome(self, table: str, subject: Subject | None = None) -> Outcome | None:
        """What one table says of the case or of one record; ``None`` if it was not asked.

        Raises ``KeyError`` for an unknown table.
        """
        number, part = self._plan.parts[table]
        mark = self._marks[number]
        if part.table.scope is None:
            return self._outcome(part, mark, None)
        if mark is None or subject is None:
            return None
        return self._outcome(part, mark[subject.index], subject)

    def _record_outcomes(self, step: MatchStep, kind: str, marks: Any) -> Iterator[Outcome]:
        for subject in self.subjects(kind) or ():
            for part in step.parts:
                yield self._outcome(part, marks[subject.index], subject)

    def _outcome(self, part: TablePart, mark: Mark, subject: Subject | None) -> Outcome:
        certain, possible = mark
        known = possible is certain
        certain = (certain >> part.offset) & part.mask
        possible = certain if known else (possible >> part.offset) & part.mask
        if subject is not None or part.resolver.copies:
            return self._make(part, part.resolver.verdict(certain, possible), subject)
        # without a subject and copied facts an outcome is the same for every such match
        key = part.resolver.key(certain, possible)
        found = None if key is None else part.outcomes.get(key)
        if found is None:
            found = self._make(part, part.resolver.fresh(certain, possible), None)
            if key is not None:
                part.outcomes.keep(key, found)
        return found

    def _make(self, part: TablePart, verdict: Verdict, subject: Subject | None) -> Outcome:
        given = verdict.values
        if part.resolver.copies:
            given = tuple(
                self.fact(value.attribute, subject) if isinstance(value, FactRef) else value
                for value in given
            )
        rules = part.table.rules
        winners = tuple([rules[number] for number in verdict.winners])
        return Outcome(part.table, verdict, given, subject, winners)

    def _output(self, table: str, attribute: str, subject: Subject | None) -> Any | None:
        outcome = self.outcome(table, subject)
        if outcome is None:
            return None
        if outcome.table.status == attribute:
            settled = outcome.status is not Status.UNDETERMINED
            return outcome.status.value if settled else None
        for output in outcome.table.outputs:
            if output.attribute == attribute:
                return outcome.values.get(output.id)
        raise KeyError(attribute)

    @property
    def is_settled(self) -> bool:
        """Whether no missing fact leaves any rule open (then nothing is undetermined)."""
        for mark in self._marks:
            if mark is None:
                return False
            if mark and isinstance(mark[0], tuple):
                if any(certain != possible for certain, possible in mark):
                    return False
            elif mark and mark[0] != mark[1]:
                return False
        return True

    @property
    def conflicts(self) -> tuple[Outcome, ...]:
        """Outcomes in which rules disagree and none overrides the other."""
        return tuple(o for o in self.outcomes if o.status is Status.CONFLICT)

    @property
    def undetermined(self) -> tuple[Undetermined, ...]:
        """The questions that missing facts leave open, each with what to ask."""
        return open_questions(self)

    # the plan's own questions

    @property
    def joint_required(self) -> bool | None:
        """Whether the case must be handled jointly; ``None`` when that is not known."""
        value: bool | None = self._plan.view("joint_required", self)
        return value

    @property
    def lead(self) -> str | None:
        """The department that leads, or ``None`` where none is decided."""
        value: str | None = self._plan.view("lead", self)
        return value

    @property
    def supports(self) -> tuple[Any, ...]:
        """The supporting departments with their duties."""
        return tuple(self._plan.view("supports", self) or ())

    @property
    def liabilities(self) -> tuple[Any, ...]:
        """Proposals of liability, for a competent body to decide."""
        return tuple(self._plan.view("liabilities", self) or ())

    def view(self, name: str) -> Any:
        """A named answer that a document kind makes of the outcomes; ``None`` if none does."""
        return self._plan.view(name, self)

    # output

    def to_dict(self) -> dict[str, Any]:
        """The decision as plain data that ``json`` can write."""
        facts, outcomes = jsonable(self.facts), self.outcomes
        views = {name: self._plan.view(name, self) for name in sorted(self._plan.views)}
        return {
            "ruleset": self._plan.digest,
            "digest": self._digest(facts, outcomes),
            "facts": facts,
            "answers": jsonable(views),
            "outcomes": [outcome.to_dict() for outcome in outcomes],
            "undetermined": [question.to_dict() for question in self.undetermined],
        }

    @property
    def digest(self) -> str:
        """SHA-256 of the ruleset's digest, the facts and the outcomes, in canonical JSON.

        Where the rulesets lie on disk does not count.
        """
        return self._digest(jsonable(self.facts), self.outcomes)

    def _digest(self, facts: Any, outcomes: tuple[Outcome, ...]) -> str:
        content = {
            "ruleset": self._plan.digest,
            "facts": facts,
            "outcomes": [outcome.essence() for outcome in outcomes],
        }
        text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def explain(self, language: str = "en") -> str:
        """The decision in words: each outcome with its rules, facts and sources.

        ``language`` is ``en``, ``zh-Hans`` or ``zh-Hant``.
        """
        from govcoord.rules.explain import explain

        return explain(self, language)


put_state = Decision.__dict__["_state"].__set__
