"""Targets as meant: measures, demands, levels, phases and contradictions."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Literal

import attrs

from govcoord.numerals import Number, exact, format_number
from govcoord.source import Span
from govcoord.text import Text
from govcoord.unit_names import BY_NAME
from govcoord.units import Unit, format_quantity

Nature = Literal["target", "forecast", "example"]
Counts = Literal["as_at", "per_year", "cumulative"]


@attrs.frozen
class Demand:
    """What is required: ``key`` as written, ``value`` in the unit of the measure.

    ``of`` is ``None`` for an absolute value; else it says what the change is: a ``share`` of
    the baseline, percentage ``points``, or an ``amount``. ``written`` is the amount as
    written; ``strict`` excludes the value itself.
    """

    key: str
    value: Number
    up: bool
    of: Literal["share", "points", "amount"] | None = None
    written: str = attrs.field(default="", eq=False)
    strict: bool = False

    def required(self, baseline: Number | None) -> Number | None:
        """The figure that is required; ``None`` where the baseline is not known.

        A share of nothing is no change that could be measured: that too is ``None``.

        >>> Demand("reduce_by", Fraction(1, 2), False, "share").required(12)
        6
        """
        if self.of is None:
            return self.value
        if baseline is None or (self.of == "share" and baseline <= 0):
            return None
        change = Fraction(self.value) * baseline if self.of == "share" else self.value
        return exact(Fraction(baseline) + (change if self.up else -change))

    def implied(self, absolute: Number) -> Number | None:
        """The baseline at which a share of it and an absolute value are the same."""
        factor = 1 + Fraction(self.value) if self.up else 1 - Fraction(self.value)
        return exact(Fraction(absolute) / factor) if self.of == "share" and factor else None

    def words(self, unit: Unit | None, language: str) -> str:
        """The amount of the demand in words."""
        if self.of == "share":
            return f"{format_number(exact(Fraction(self.value) * 100))}%"
        if self.of == "points":
            return format_quantity(self.value, BY_NAME["percentage_point"], language)
        return format_quantity(self.value, unit, language)


@attrs.frozen
class Level:
    """What is required by a day, each year (from ``since``), or at all times."""

    number: int
    by: date | None
    yearly: bool
    since: int | None
    demands: tuple[Demand, ...]
    source: str
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen
class Baseline:
    """The year looked back to, and its figure where the plan gives one."""

    year: int
    value: Number | None
    source: str = ""


@attrs.frozen
class Target:
    """A target; figures are in ``unit``, between ``least`` and ``most``."""

    id: str
    title: Text
    source: str
    nature: Nature
    measure: str
    unit: Unit | None
    yes_no: bool
    counts: Counts
    least: Number | None
    most: Number | None
    baseline: Baseline | None
    levels: tuple[Level, ...]
    span: Span | None = attrs.field(default=None, eq=False, repr=False)

    def words(self, value: Number, language: str, digits: int = 2) -> str:
        """A figure in its unit, marked with ``≈`` where it had to be rounded."""
        number = format_number(value, digits=digits)
        if number.startswith("≈"):
            rounded = exact(Fraction(number[1:].replace(",", "")))
            return "≈" + format_quantity(rounded, self.unit, language)
        return format_quantity(value, self.unit, language)

    def gap_words(self, value: Number, language: str) -> str:
        """A difference of two figures: of two percentages it is in percentage points."""
        if self.unit is not None and self.unit.dimension == "ratio":
            points = attrs.evolve(self, unit=BY_NAME["percentage_point"])
            return points.words(exact(Fraction(value) * self.unit.factor * 100), language)
        return self.words(value, language)


@attrs.frozen
class Phase:
    """A phase of the plan, both days included."""

    id: str
    title: Text
    from_: date
    to: date
    source: str = ""


@attrs.frozen
class Reading:
    """What one section says."""

    source: str
    says: Text
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen
class Contradiction:
    """Places that do not agree."""

    id: str
    title: Text
    readings: tuple[Reading, ...]
    note: Text = Text()
    span: Span | None = attrs.field(default=None, eq=False, repr=False)
