"""Floors, ceilings and ranges of what is measured of a department, an office or a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import attrs

from govcoord.errors import CaseError
from govcoord.mechanisms.rolling import Status
from govcoord.mechanisms.said import said
from govcoord.mechanisms.uptime import period_of
from govcoord.numerals import Number, exact, round_number
from govcoord.periods import Calendar, add_months
from govcoord.rules.kinds.standards.given import Subject, facts_of, unknown, with_facts
from govcoord.rules.kinds.standards.words import TEXTS, lines, percent, status_line
from govcoord.rules.mechanism import Setting
from govcoord.rules.model import Amount
from govcoord.rules.places import Places
from govcoord.rules.regions import Box
from govcoord.rules.vocabulary import Attribute, Vocabulary
from govcoord.text import Text
from govcoord.units import Unit

KIND = "standards"

_WORST: tuple[Status, ...] = (
    "short", "over", "needs_evidence", "not_yet_due", "met", "exempt", "not_applicable",
)  # fmt: skip


@attrs.frozen(kw_only=True)
class Mending:
    """By when what is wrong is to be mended: a time from the day, or the end of its period."""

    within: Amount | None = None
    before: str | None = None

    def due(self, day: date | None, calendar: Calendar) -> date | None:
        """The last day; ``None`` where no day is set or known."""
        if day is None:
            return None
        if self.before is not None:
            end = period_of(day, self.before.removesuffix("_end"))[1]
            return end.date() - timedelta(days=1)
        if self.within is None or self.within.unit is None:
            return None
        unit, n = self.within.unit, self.within.value
        if unit.dimension == "workday":
            return calendar.add_workdays(day, int(n))
        if unit.dimension == "month":
            return add_months(day, int(n * unit.factor))
        return day + timedelta(seconds=int(n * unit.factor))


@attrs.frozen(kw_only=True)
class Bound:
    """A requirement: its bounds in the unit of the measure, and whom it is for."""

    id: str
    title: Text = Text()
    source: str = ""
    boxes: tuple[Box, ...] = attrs.field(default=(), repr=False)
    at_least: Number | None = None
    at_most: Number | None = None
    mending: Mending = Mending()
    overrides: frozenset[str] = frozenset()


@attrs.frozen(kw_only=True)
class Finding:
    """How a subject stands to one requirement.

    ``short`` and ``over`` are what is missing to or beyond a bound, ``mend_by`` the last day to
    make it good, ``missing`` the facts that would settle what is open.
    """

    requirement: str
    title: Text
    status: Status
    measure: Amount | None = None
    at_least: Amount | None = None
    at_most: Amount | None = None
    short: Amount | None = None
    over: Amount | None = None
    mend_by: date | None = None
    missing: tuple[str, ...] = ()
    source: str = ""

    def lines(self, subject: str, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """The finding in words."""
        missing = Places(vocabulary, language).titles(self.missing)
        yield status_line(subject, self.status, self.title, language)
        pairs = (
            ("measure", self.measure), ("at_least", self.at_least), ("at_most", self.at_most),
            ("short_by", self.short), ("over_by", self.over), ("mend_by", self.mend_by),
            ("missing", tuple(missing)), ("source", self.source or None),
        )  # fmt: skip
        yield from lines(pairs, language)


@attrs.frozen(kw_only=True)
class Standing:
    """How a subject stands to every requirement that is for it; ``status`` is the worst."""

    name: str
    status: Status
    findings: tuple[Finding, ...]

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterable[str]:
        """The findings in words."""
        if not self.findings:
            yield status_line(self.name, self.status, Text(), language)
        for finding in self.findings:
            yield from finding.lines(self.name, vocabulary, language)


def worst(statuses: Iterable[Status]) -> Status:
    """The status that asks for most; nothing at all is not applicable."""
    return min(statuses, key=_WORST.index, default="not_applicable")


@attrs.frozen(kw_only=True)
class MeasureStandard:
    """A measure with its requirements."""

    id: str
    title: Text
    source: str
    fields: tuple[Attribute, ...]
    applies: tuple[Box, ...] = attrs.field(repr=False)
    bounds: tuple[Bound, ...]
    value: Attribute | None = None
    part: Attribute | None = None
    whole: Attribute | None = None
    step: Number | None = None
    kind: str = KIND

    @property
    def record(self) -> type[Subject]:
        """A subject with the facts of its kind of record."""
        return with_facts(Subject, self.fields)

    def assess(self, given: Any, setting: Setting) -> Standing:
        """How a subject stands to every requirement that is for it."""
        facts = facts_of(given, self.fields)
        bound = setting.holds(self.applies, facts)
        if bound is False:
            return Standing(name=given.name, status="not_applicable", findings=())
        open_facts = () if bound else unknown(self.applies, facts)
        found = tuple(self.findings(facts, open_facts, setting))
        return Standing(name=given.name, status=worst(f.status for f in found), findings=found)

    def findings(
        self, facts: Mapping[str, Any], open_facts: Sequence[str], setting: Setting
    ) -> Iterator[Finding]:
        """A finding for every requirement that is for the subject or may be."""
        holds = {bound.id: setting.holds(bound.boxes, facts) for bound in self.bounds}
        for bound in self.bounds:
            over = [other for other in self.bounds if bound.id in other.overrides]
            if holds[bound.id] is False or any(holds[other.id] for other in over):
                continue
            missing = list(open_facts)
            for one in (bound, *over):
                if holds[one.id] is None:
                    missing += unknown(one.boxes, facts)
            yield self.finding(bound, facts, tuple(dict.fromkeys(missing)), setting)

    def finding(
        self, bound: Bound, facts: Mapping[str, Any], open_facts: tuple[str, ...], setting: Setting
    ) -> Finding:
        """How a subject stands to one requirement."""
        asked = [a.id for a in (self.value, self.part, self.whole) if a and a.id not in facts]
        made = Finding(
            requirement=bound.id,
            title=bound.title or self.title,
            status="needs_evidence",
            at_least=self.amount(bound.at_least),
            at_most=self.amount(bound.at_most),
            missing=(*open_facts, *asked),
            source=bound.source or self.source,
        )
        if asked:
            return made
        measured, short, over = self.compared(bound, facts)
        made = attrs.evolve(made, measure=self.amount(measured))
        if open_facts:
            return made
        if not short and not over:
            return attrs.evolve(made, status="met")
        return attrs.evolve(
            made,
            status="short" if short else "over",
            short=self.missed(short),
            over=self.missed(over),
            mend_by=bound.mending.due(setting.as_of, setting.calendar),
        )

    def compared(
        self, bound: Bound, facts: Mapping[str, Any]
    ) -> tuple[Number, Number | None, Number | None]:
        """What is measured, what is missing to the floor, what is beyond the ceiling."""
        least, most = bound.at_least, bound.at_most
        if self.value is not None:
            measured: Number = facts[self.value.id]
            counted = measured
        else:
            assert self.part is not None
            assert self.whole is not None
            counted, whole = facts[self.part.id], facts[self.whole.id]
            if whole <= 0:
                raise CaseError(self.whole.id, whole, said(TEXTS, "expect:whole"))
            if counted < 0:
                raise CaseError(self.part.id, counted, said(TEXTS, "expect:not_negative"))
            if counted > whole:
                expected = said(TEXTS, "expect:part", whole=self.missed(whole))
                raise CaseError(self.part.id, counted, expected)
            measured = exact(Fraction(counted) / whole)
            least = None if least is None else exact(least * Fraction(whole))
            most = None if most is None else exact(most * Fraction(whole))
        short = least - counted if least is not None and counted < least else None
        over = counted - most if most is not None and counted > most else None
        return measured, short, over

    def amount(self, number: Number | None) -> Amount | None:
        """A measure as an amount: shares in percent."""
        if number is None:
            return None
        if self.value is None:
            return percent(number)
        return Amount(number, self.value.unit)

    def missed(self, number: Number | None) -> Amount | None:
        """What is missing or too much, in whole steps that do make it good."""
        if number is None:
            return None
        counted = self.value or self.part
        assert counted is not None
        if self.step is not None:
            number = exact(
                self.step * round_number(exact(Fraction(number) / self.step), 0, "ceiling")
            )
        return Amount(number, counted.unit)


def in_unit(amount: Amount, unit: Unit | None) -> Number | None:
    """The number in a unit, ``None`` where the two do not fit."""
    if amount.unit == unit:
        return amount.value
    if amount.unit is None or unit is None or amount.unit.dimension != unit.dimension:
        return None
    return exact(Fraction(amount.value) * Fraction(amount.unit.factor) / Fraction(unit.factor))
