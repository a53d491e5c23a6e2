"""Looking at the experts of a pool: who can be chosen, who is recused, where in the order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from govcoord.errors import CaseError
from govcoord.mechanisms.said import said
from govcoord.mechanisms.sampling import place_of
from govcoord.mechanisms.spans import Span, add, day_of
from govcoord.numerals import Number, format_number
from govcoord.rules.kinds.eligibility import examine
from govcoord.rules.kinds.panel.records import (
    CandidateFinding,
    CandidateState,
    Expert,
    Interest,
    Request,
)
from govcoord.rules.kinds.panel.words import TEXTS
from govcoord.rules.kinds.standards.given import facts_of
from govcoord.rules.mechanism import Setting
from govcoord.rules.vocabulary import AS_OF, Vocabulary

if TYPE_CHECKING:
    from govcoord.rules.kinds.panel.selection import Panel

DIGITS = 12
"""Hexadecimal digits of a lot that are shown."""


@attrs.frozen
class Key:
    """A key of the order: a built-in one with its time, or a fact that is better high or low."""

    by: str
    higher: bool = True
    within: Span | None = None


@attrs.frozen
class Looked:
    """An expert who was looked at: the finding, and what quotas ask of a candidate."""

    finding: CandidateFinding
    facts: Mapping[str, Any]
    sort: tuple[Any, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether it waits for evidence."""
        return self.finding.state == "needs_evidence"


@attrs.frozen
class Examiner:
    """Looks at experts for one matter: its fields, and its parties where they are known."""

    panel: Panel
    given: Request
    setting: Setting
    wanted: tuple[str, ...]
    parties: tuple[str, ...] | None

    def look(self, n: int, one: Expert) -> Looked:
        """Whether an expert can be chosen, and where in the order."""
        day = self.setting.day
        facts = {AS_OF: day, **facts_of(one, self.panel.attributes)}
        for at, served in enumerate(one.services or ()):
            if served > day:
                expected = said(TEXTS, "expect:served", day=day)
                raise CaseError(f"services[{at}]", served, expected, where=f"experts[{n}]")
        own = facts.get(self.panel.field_fact.id)
        held = frozenset() if own is None else frozenset([own]) if isinstance(own, str) else own
        matched = tuple(field for field in self.wanted if field in held)
        needed = [self.panel.field_fact.id, *(k.by for k in self.panel.keys if not _built_in(k))]
        needed += [q.per for q in self.panel.quotas if q.per is not None]
        examined = examine(self.panel.conditions, needed, facts, self.setting)
        interests, open_ties = self.interests(one, facts)
        missing = [*examined.missing, *open_ties, *self.unknown(one, facts)]
        failed = [*examined.failed]
        if self.panel.must_match and own is not None and not matched:
            failed.append("field_match")
        state: CandidateState = "not_needed"
        if failed:
            state = "ineligible"
        elif interests:
            state = "recused"
        elif one.available is False:
            state = "unavailable"
        elif self.rests(one):
            state = "resting"
        elif missing:
            state = "needs_evidence"
        sort, shown = self.sort(one, facts, matched) if state == "not_needed" else ((), ())
        finding = CandidateFinding(
            id=one.id, name=one.name, state=state, keys=shown, matched=matched,
            interests=interests, failed=tuple(failed),
            missing=tuple(dict.fromkeys(f"experts[{n}].{name}" for name in missing))
            if state == "needs_evidence" else (),
        )  # fmt: skip
        return Looked(finding, facts, sort)

    def unknown(self, one: Expert, facts: Mapping[str, Any]) -> Iterator[str]:
        """The facts of an expert that the choice needs and that are not known."""
        if one.available is None:
            yield "available"
        timed = any(key.by in ("longest_since", "fewest_services") for key in self.panel.keys)
        if one.services is None and (timed or self.panel.rest is not None):
            yield "services"
        for quota in self.panel.quotas:
            for box in quota.boxes or ():
                yield from (name for name, _ in box.tests if name not in facts)

    def interests(
        self, one: Expert, facts: Mapping[str, Any]
    ) -> tuple[tuple[Interest, ...], list[str]]:
        """The interests that recuse an expert, and the facts that would settle whether more do."""
        if self.parties is None:
            return (), ["parties"]
        found, open_ = [], []
        if (name := self.panel.institution) is not None:
            own = str(facts.get(name, ""))
            same = self.is_party(own, one) if own else None
            if same:
                found.append(Interest(party=own, kind=None, until=None))
            elif same is None:
                open_.append("cleared" if own else name)
        if one.ties is None:
            open_.append("ties")
        for at, tie in enumerate(one.ties or ()):
            known = tie.kind is None or tie.kind in self.panel.interests
            same = known and self.is_party(tie.party, one)
            holds = tie.kind is None or (known and self.holds(tie.until, tie.kind))
            if same is False or not holds:
                continue
            if same is None or tie.kind is None:
                open_.append("cleared" if same is None else f"ties[{at}].kind")
            else:
                found.append(Interest(party=tie.party, kind=tie.kind, until=tie.until))
        return tuple(found), open_

    def is_party(self, word: str, one: Expert) -> bool | None:
        """Whether a name is that of a party; ``None`` where it only looks like one.

        Names are compared as written, and as the vocabulary's departments. One that is part of
        the other may be the same body (``民政``, ``民政局``): that is for people to say.
        """
        vocabulary = self.setting.vocabulary
        names = names_of(word, vocabulary)
        cleared = {name for other in one.cleared for name in names_of(other, vocabulary)}
        alike = False
        for party in self.parties or ():
            theirs = names_of(party, vocabulary)
            if names & theirs:
                return True
            alike |= not theirs & cleared and any(
                min(len(a), len(b)) > 1 and (a in b or b in a) for a in names for b in theirs
            )
        return None if alike else False

    def holds(self, until: date | None, kind: str) -> bool:
        """Whether a tie that ended on a day still excludes, on the last day of its time too."""
        within = self.panel.interests[kind]
        if until is None or within is None or until >= self.setting.day:
            return True
        return self.runs(until, within)

    def runs(self, start: date, span: Span) -> bool:
        """Whether a time that began on a day has not ended before today."""
        last = add(start, span, self.setting.calendar)
        return last is None or day_of(last) >= self.setting.day

    def served(self, one: Expert, within: Span | None) -> int:
        """How often an expert has served within a time before the day."""
        days = one.services or ()
        if within is None:
            return len(days)
        return sum(self.runs(served, within) for served in days)

    def rests(self, one: Expert) -> bool:
        """Whether an expert has served too often of late."""
        rest = self.panel.rest
        return rest is not None and self.served(one, rest[1]) >= rest[0]

    # the order

    def sort(
        self, one: Expert, facts: Mapping[str, Any], matched: Sequence[str]
    ) -> tuple[tuple[Any, ...], tuple[str, ...]]:
        """What an expert is sorted by, smallest first, and the same to be shown."""
        values: list[Any] = []
        shown: list[str] = []
        for key in self.panel.keys:
            value, text = self.key(key, one, facts, matched)
            values.append(value)
            shown.append(text)
        return tuple(values), tuple(shown)

    def key(
        self, key: Key, one: Expert, facts: Mapping[str, Any], matched: Sequence[str]
    ) -> tuple[Any, str]:
        """One key of an expert."""
        if key.by == "field_match":
            return -len(matched), str(len(matched))
        if key.by == "longest_since":
            last = max(one.services or (), default=None)
            return (last or date.min), ("" if last is None else last.isoformat())
        if key.by == "fewest_services":
            n = self.served(one, key.within)
            return n, str(n)
        if key.by == "lot":
            place = place_of(one.id, f"{self.given.seed}\n{self.given.matter}")
            digits = f"{int(place * 16**DIGITS):0{DIGITS}x}"
            return (place, one.id), "" if self.given.seed is None else digits
        value: Number = facts[key.by]
        return (-value if key.higher else value), format_number(value)


def _built_in(key: Key) -> bool:
    return key.by in ("field_match", "longest_since", "fewest_services", "lot")


def names_of(word: str, vocabulary: Vocabulary) -> frozenset[str]:
    """The names of a body: as written, and all that the vocabulary knows of the department."""
    departments = vocabulary.choices.get("departments")
    id_ = departments.resolve(word.strip()) if departments else None
    names = {word}
    if departments is not None and id_ is not None:
        names |= {name for name, of in departments.words.items() if of == id_}
    return frozenset(" ".join(name.split()).casefold() for name in names)
