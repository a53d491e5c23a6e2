"""The document kind ``targets``: what is to be reached by when, phases, and contradictions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar, Literal

import attrs

from govcoord.errors import UnitError
from govcoord.mechanisms.pace import Outlook
from govcoord.mechanisms.trend import Method
from govcoord.rules.kinds.base import Context, Kind, Lowered
from govcoord.rules.kinds.targets.checks import check_contradictions
from govcoord.rules.kinds.targets.meaning import (
    Baseline,
    Contradiction,
    Demand,
    Level,
    Phase,
    Reading,
    Target,
)
from govcoord.rules.kinds.targets.results import TargetsMechanism
from govcoord.rules.model import Amount, Document, Name
from govcoord.source import Span
from govcoord.text import Text
from govcoord.units import Unit, convert, find_unit

DEMANDS = ("at_least", "more_than", "at_most", "less_than", "reduce_by", "increase_by")
"""The keys of a level that say what is required."""


@attrs.frozen(slots=True, kw_only=True)
class MeasureEntry:
    """What is counted or measured, in which unit, and how periods make one figure."""

    id: Name | None = None
    title: Text = Text()
    type: Literal["number", "yes_no"] = "number"
    unit: str | None = None
    better: Literal["higher", "lower"] | None = None
    counts: Literal["as_at", "per_year", "cumulative"] = "as_at"
    min: Amount | None = None
    max: Amount | None = None
    numerator: Text = Text()
    denominator: Text = Text()
    note: Text = Text()
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class BaselineEntry:
    """The year that a relative demand looks back to; a value that is left out must be given."""

    SHORTHAND: ClassVar[str] = "year"

    year: int
    value: Amount | None = None
    source: str = ""
    note: Text = Text()
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class LevelEntry:
    """What is required, and by when: a day, each year, or (neither) at all times."""

    by: date | None = None
    each: Literal["year"] | None = None
    since: int | None = None
    at_least: Amount | None = None
    more_than: Amount | None = None
    at_most: Amount | None = None
    less_than: Amount | None = None
    reduce_by: Amount | None = None
    increase_by: Amount | None = None
    source: str = ""
    note: Text = Text()
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class TargetEntry:
    """A target: its measure, its baseline and its levels."""

    id: Name
    title: Text = Text()
    note: Text = Text()
    source: str = ""
    nature: Literal["target", "forecast", "example"] = "target"
    measure: MeasureEntry
    baseline: BaselineEntry | None = None
    levels: tuple[LevelEntry, ...] = ()
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class PhaseEntry:
    """A phase of the plan, both days included."""

    title: Text = Text()
    from_: date = attrs.field(metadata={"key": "from"})
    to: date
    source: str = ""
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class ReadingEntry:
    """What one section says."""

    source: str
    says: Text
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class ContradictionEntry:
    """Places that do not agree; they are reported and not settled."""

    id: Name
    title: Text = Text()
    note: Text = Text()
    readings: tuple[ReadingEntry, ...]
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class ForecastEntry:
    """How figures are carried on to the due day."""

    SHORTHAND: ClassVar[str] = "method"

    method: Method
    interval: Literal["80%", "95%"] = "95%"
    digits: int = 2
    note: Text = Text()
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class TargetsDocument(Document):
    """A document of kind ``targets``."""

    ALONE: ClassVar[bool] = True

    forecast: ForecastEntry = ForecastEntry(method="least_squares")
    phases: Mapping[str, PhaseEntry] = attrs.field(factory=dict)
    targets: tuple[TargetEntry, ...] = ()
    contradictions: tuple[ContradictionEntry, ...] = ()


def lower(documents: Sequence[TargetsDocument], context: Context) -> Lowered:
    """One mechanism per document; contradictions are looked for in all of them together."""
    made = [_Lowering(document, context) for document in documents]
    mechanisms = tuple(one.mechanism() for one in made)
    check_contradictions(mechanisms, context.collector)
    return Lowered(mechanisms=mechanisms)


@attrs.frozen
class _Lowering:
    document: TargetsDocument
    context: Context

    def mechanism(self) -> TargetsMechanism:
        document = self.document
        seen: set[str] = set()
        ids = [entry.id for entry in document.targets]
        for id_ in (*ids, *(entry.id for entry in document.contradictions)):
            if id_ in seen:
                self.context.collector.add("GC261", id_.span, rule=id_)
            seen.add(id_)
        targets = [self._target(entry) for entry in document.targets]
        outlook = Outlook(
            document.forecast.method, document.forecast.interval, max(document.forecast.digits, 0)
        )
        return TargetsMechanism(
            str(document.id),
            document.title,
            document.source,
            tuple(target for target in targets if target is not None),
            tuple(self._phases()),
            tuple(self._contradictions()),
            outlook,
        )

    def add(self, code: str, span: Span | None, **params: Any) -> None:
        self.context.collector.add(code, span or self.document.span, **params)

    def _phases(self) -> Iterator[Phase]:
        for id_, entry in self.document.phases.items():
            if entry.from_ > entry.to:
                self.add("GC256", entry.span, start=entry.from_, end=entry.to)
            yield Phase(str(id_), entry.title, entry.from_, entry.to, entry.source)

    def _contradictions(self) -> Iterator[Contradiction]:
        for entry in self.document.contradictions:
            if len(entry.readings) < 2:
                self.add("GC480", entry.span, key="readings", value="…", needed="two readings")
                continue
            readings = (Reading(one.source, one.says, one.span) for one in entry.readings)
            span = entry.id.span
            yield Contradiction(str(entry.id), entry.title, tuple(readings), entry.note, span)

    def _target(self, entry: TargetEntry) -> Target | None:
        measure = entry.measure
        unit = self._unit(measure)
        if unit is False:
            return None
        yes_no = measure.type == "yes_no"
        baseline = self._baseline(entry, unit)
        levels = [self._level(n, level, entry, unit) for n, level in enumerate(entry.levels, 1)]
        return Target(
            id=str(entry.id),
            title=entry.title,
            source=entry.source or self.document.source,
            nature=entry.nature,
            measure=str(measure.id or entry.id),
            unit=unit,
            yes_no=yes_no,
            counts=measure.counts,
            least=self._value(measure.min, unit, "min"),
            most=self._value(measure.max, unit, "max"),
            baseline=baseline,
            levels=tuple(level for level in levels if level is not None),
            span=entry.id.span,
        )

    def _unit(self, measure: MeasureEntry) -> Unit | Literal[False] | None:
        if measure.unit is None:
            return None
        try:
            return find_unit(measure.unit)
        except UnitError as error:
            self.add("GC408", measure.span, key="unit", value=measure.unit, expected=str(error))
            return False

    def _baseline(self, entry: TargetEntry, unit: Unit | None) -> Baseline | None:
        given = entry.baseline
        if given is None:
            return None
        value = self._value(given.value, unit, "value")
        return Baseline(given.year, value, given.source or entry.source)

    def _value(self, amount: Amount | None, unit: Unit | None, key: str) -> Any:
        """An amount in the unit of the measure; a problem and ``None`` where it does not fit."""
        if amount is None:
            return None
        if amount.unit is None:
            return amount.value
        try:
            if unit is None:
                raise UnitError(f"the measure has no unit, `{amount}` has")
            return convert(amount.value, amount.unit, unit)
        except UnitError:
            expected = "target:plain" if unit is None else f"a quantity in {unit.name}"
            self.add("GC408", amount.span, key=key, value=amount, expected=expected)
            return None

    def _level(
        self, number: int, level: LevelEntry, entry: TargetEntry, unit: Unit | None
    ) -> Level | None:
        demands = [self._demand(key, level, entry, unit) for key in DEMANDS]
        known = tuple(demand for demand in demands if demand is not None)
        yes_no = entry.measure.type == "yes_no"
        written = any(getattr(level, key) is not None for key in DEMANDS)
        if yes_no == written:
            needed = "by" if yes_no else " / ".join(DEMANDS)
            self.add("GC480", level.span, key="levels", value=number, needed=needed)
        if level.each and level.by:
            self.add("GC480", level.span, key="each", value="year", needed="no by")
        if level.each and entry.measure.counts != "per_year":
            self.add("GC480", level.span, key="each", value="year", needed="counts: per_year")
        if entry.baseline and level.by and level.by.year <= entry.baseline.year:
            self.add("GC409", level.span, due=level.by, year=entry.baseline.year)
        return Level(
            number, level.by, level.each == "year", level.since, known,
            level.source or entry.source or self.document.source, level.span,
        )  # fmt: skip

    def _demand(
        self, key: str, level: LevelEntry, entry: TargetEntry, unit: Unit | None
    ) -> Demand | None:
        amount: Amount | None = getattr(level, key)
        if amount is None:
            return None
        up = key in ("at_least", "more_than", "increase_by")
        if entry.measure.better and (entry.measure.better == "higher") != up:
            self.add("GC408", amount.span, key=key, value=amount,
                     expected=f"target:{entry.measure.better}")  # fmt: skip
        if key not in ("reduce_by", "increase_by"):
            value = self._value(amount, unit, key)
            return (
                None
                if value is None
                else Demand(key, value, up, None, amount.written, key in ("more_than", "less_than"))
            )
        if entry.baseline is None:
            self.add("GC480", amount.span, key=key, value=amount, needed="baseline")
        return self._relative(key, amount, unit, up)

    def _relative(self, key: str, amount: Amount, unit: Unit | None, up: bool) -> Demand | None:
        """A change against the baseline: by a share of it, by points, or by an amount."""
        if amount.unit is not None and amount.unit.dimension == "ratio":
            share = Fraction(amount.value) * amount.unit.factor
            if key == "reduce_by" and share > 1:
                self.add("GC408", amount.span, key=key, value=amount, expected="target:share")
                return None
            return Demand(key, share, up, "share", amount.written)
        if amount.unit is not None and amount.unit.dimension == "percentage_point":
            if unit is None or unit.dimension != "ratio":
                self.add("GC408", amount.span, key=key, value=amount, expected="target:points")
                return None
            points = Fraction(amount.value) * amount.unit.factor / 100
            return Demand(key, points / unit.factor, up, "points", amount.written)
        if amount.unit is None:
            # `50` may mean percent, points or an amount
            self.add("GC408", amount.span, key=key, value=amount, expected="target:change")
            return None
        value = self._value(amount, unit, key)
        return None if value is None else Demand(key, value, up, "amount", amount.written)


KIND = Kind("targets", TargetsDocument, lower=lower)
