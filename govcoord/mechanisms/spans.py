"""Lengths of time on three clocks that do not mix: working days, calendar time, calendar months.

Working days are counted on a `Calendar`. Days and months are calendar time by the day. Hours
and minutes run day and night, through weekends and holidays, between two moments. Time that
is paused is not counted, however many pauses cover it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Literal, TypeAlias, get_args

import attrs

from govcoord.errors import CaseError, UnitError
from govcoord.numerals import Number, exact
from govcoord.periods import Calendar, Interval, add_months, days_between, union
from govcoord.units import Unit, find_unit, format_quantity, parse_quantity

Moment: TypeAlias = date | datetime
"""A day, or a moment of a day; for a clock that counts days a moment stands for its day."""

SpanUnit = Literal["workday", "day", "hour", "minute", "month"]

Pause = tuple[Moment, Moment | None]
"""From and until: days are both paused; of moments the time between. ``None`` is still open."""

A_MOMENT = "a day with a time (`2024-02-09 17:30`)"

_DAY = timedelta(days=1)
_SECONDS = {"hour": 3600, "minute": 60}


@attrs.frozen
class Span:
    """A length of time in one unit; ``days`` are left over beside whole months.

    >>> Span.parse("2个工作日"), Span.parse("2 weeks"), Span(1, "month", 3).words()
    (Span(n=2, unit='workday', days=0), Span(n=14, unit='day', days=0), '1 month 3 days')
    """

    n: Number
    unit: SpanUnit
    days: int = 0

    def __attrs_post_init__(self) -> None:
        if self.unit not in get_args(SpanUnit):
            raise UnitError(f"`{self.unit}` is no unit of a time limit")
        if self.n < 0:
            raise UnitError(f"a time limit of {self.words()} is negative")
        seconds = self.n * _SECONDS.get(self.unit, 1)
        if Fraction(seconds).denominator != 1:
            whole = "seconds" if self.unit in _SECONDS else "units"
            raise UnitError(f"a time limit of {self.words()} is no whole number of {whole}")

    @classmethod
    def of(cls, value: Number, unit: Unit | None) -> Span:
        """The span of a quantity; `UnitError` where its unit is no clock's.

        Weeks are days and years are months. A bare number is refused: the unit of a limit
        belongs to the rule.
        """
        if unit is None:
            raise UnitError(
                f"`{value}` has no unit: write `workdays`, `days`, `hours`, `minutes` or `months`"
            )
        if unit.dimension == "workday":
            return cls(value, "workday")
        if unit.dimension == "month":
            return cls(exact(Fraction(value) * Fraction(unit.factor)), "month")
        if unit.dimension != "time":
            raise UnitError(f"`{unit.name}` is no unit of a time limit")
        seconds = Fraction(value) * Fraction(unit.factor)
        if unit.name in ("hour", "minute"):
            return cls(value, "hour" if unit.name == "hour" else "minute")
        return cls(exact(seconds / 86400), "day")

    @classmethod
    def parse(cls, text: str) -> Span:
        """The span that a text says; `UnitError` or ``ValueError`` where it says none."""
        return cls.of(*parse_quantity(text))

    @property
    def is_timed(self) -> bool:
        """Whether it runs between moments, not days."""
        return self.unit in _SECONDS

    def __add__(self, other: Span) -> Span:
        if other.unit != self.unit:
            raise UnitError(f"{self.words()} and {other.words()} are on different clocks")
        return Span(self.n + other.n, self.unit, self.days + other.days)

    def words(self, language: str = "en") -> str:
        """As a person writes it: ``10 workdays``, ``10个工作日``."""
        said = format_quantity(self.n, find_unit(self.unit), language)
        if not self.days:
            return said
        rest = format_quantity(self.days, find_unit("day"), language)
        return f"{said} {rest}" if language == "en" else f"{said}{rest}"

    def __str__(self) -> str:
        return self.words()

    def to_dict(self) -> str:
        """As plain data: the span in English words."""
        return self.words()


def day_of(moment: Moment) -> date:
    """The day of a moment.

    >>> day_of(datetime(2024, 2, 9, 17, 30))
    datetime.date(2024, 2, 9)
    """
    return moment.date() if isinstance(moment, datetime) else moment


def on_clock(moment: Moment, span_unit: str, name: str = "moment") -> Moment:
    """``moment`` as a clock of that unit sees it: its day, or the moment itself.

    A clock of hours refuses a day (`CaseError`): at what time is not known.
    """
    if span_unit not in _SECONDS:
        return day_of(moment)
    if not isinstance(moment, datetime):
        hint = "a limit in hours needs the time of day"
        raise CaseError(name, str(moment), A_MOMENT, hint=hint)
    if moment.tzinfo is not None:
        raise CaseError(name, moment, A_MOMENT, hint="write the local time, without a zone")
    return moment


def add(
    start: Moment,
    span: Span,
    calendar: Calendar,
    *,
    pauses: Iterable[Pause] = (),
    count_start: bool = False,
) -> Moment | None:
    """The last day (or the moment) of a span that begins at ``start``.

    The day of ``start`` is not counted unless ``count_start``. ``None`` where the end is not
    fixed because a pause is still open. Raises `CalendarError` where the calendar does not
    know a year.

    >>> festival = date(2024, 2, 8), date(2024, 2, 19)
    >>> add(date(2024, 2, 7), Span(3, "workday"), Calendar(), pauses=[festival])
    datetime.date(2024, 2, 22)
    """
    start = on_clock(start, span.unit, "start")
    closed, opened = _split(pauses, span.unit)
    if isinstance(start, datetime):
        end: Moment = _add_time(start, _seconds(span), closed)
    else:
        end = _add_days(start, span, calendar, closed, count_start)
    if opened is None or opened > end or (opened == end and span.is_timed):
        return end
    return None


def measure(
    start: Moment,
    end: Moment,
    unit: SpanUnit,
    calendar: Calendar,
    *,
    pauses: Iterable[Pause] = (),
) -> Span:
    """How much unpaused time lies after ``start`` up to and including ``end``; never negative.

    Months are whole months with the days left over, counted from ``start`` on.

    >>> measure(date(2024, 2, 8), date(2024, 2, 21), "workday", Calendar()).words()
    '5 workdays'
    """
    start, end = on_clock(start, unit, "start"), on_clock(end, unit, "end")
    if end <= start:
        return Span(0, unit)
    closed = [
        (first, end if last is None else last)
        for first, last in _normal(pauses, unit)
        if first <= end
    ]
    if isinstance(start, datetime) and isinstance(end, datetime):
        running = (end - start) - _paused(start, end, closed)
        return Span(exact(Fraction(_whole(running), _SECONDS[unit])), unit)
    days = _as_intervals(closed)
    if unit == "workday":
        return Span(calendar.workdays_between(start, end, except_for=days), unit)
    count = days_between(start, end, except_for=days)
    return Span(count, unit) if unit == "day" else _months(start, count)


def is_paused(moment: Moment, unit: SpanUnit, pauses: Iterable[Pause]) -> bool:
    """Whether a pause covers the moment (of moments: begins at or before it, ends after it)."""
    moment = on_clock(moment, unit)
    ended = moment if unit not in _SECONDS else None
    return any(
        first <= moment and (last is None or moment < last or last == ended)
        for first, last in _normal(pauses, unit)
    )


def _months(start: date, days: int) -> Span:
    """Days from ``start`` as whole months and the rest."""
    end, months = start + days * _DAY, 0
    while add_months(start, months + 1) <= end:
        months += 1
    return Span(months, "month", (end - add_months(start, months)).days)


def _normal(pauses: Iterable[Pause], unit: str) -> list[Pause]:
    return [
        (on_clock(first, unit, "start"), None if last is None else on_clock(last, unit, "end"))
        for first, last in pauses
    ]


def _split(pauses: Iterable[Pause], unit: str) -> tuple[list[tuple[Moment, Moment]], Moment | None]:
    """The pauses with an end, and where the first open one begins."""
    normal = _normal(pauses, unit)
    closed = [(first, last) for first, last in normal if last is not None]
    return closed, min((first for first, last in normal if last is None), default=None)


def _as_intervals(pauses: Sequence[tuple[Moment, Moment]]) -> list[Interval]:
    return [(first, last) for first, last in pauses]


def _add_days(
    start: date,
    span: Span,
    calendar: Calendar,
    pauses: Sequence[tuple[Moment, Moment]],
    count_start: bool,
) -> date:
    if count_start and not span.n:
        raise UnitError("a limit that counts its first day is at least 1 long")
    origin = start - _DAY if count_start else start
    on_workdays = span.unit == "workday"
    need = int(span.n)
    if span.unit == "month":
        need = (add_months(start, need) - start).days
    need += span.days
    # An open pause is dropped by `union`: it was taken out before.
    paused = union(_as_intervals(pauses), date.max)
    held = 0
    while True:
        if on_workdays:
            end = calendar.add_workdays(origin, need + held)
            count = calendar.workdays_between(origin, end, except_for=paused)
        else:
            end = origin + (need + held) * _DAY
            count = days_between(origin, end, except_for=paused)
        # INVARIANT: `held` never overshoots, so the first end that fits is the earliest.
        if count >= need:
            return end
        held += need - count


def _add_time(start: datetime, seconds: int, pauses: Sequence[tuple[Moment, Moment]]) -> datetime:
    end = start + timedelta(seconds=seconds)
    while True:
        later = start + timedelta(seconds=seconds) + _paused(start, end, pauses)
        if later == end:
            return end
        end = later


def _paused(start: datetime, end: datetime, pauses: Sequence[tuple[Moment, Moment]]) -> timedelta:
    """How much of the time between two moments is paused, overlaps once."""
    total, reached = timedelta(0), start
    for first, last in sorted(pauses):
        assert isinstance(first, datetime)
        assert isinstance(last, datetime)
        begin, stop = max(first, reached), min(last, end)
        if stop > begin:
            total += stop - begin
            reached = stop
    return total


def _seconds(span: Span) -> int:
    return int(span.n * _SECONDS[span.unit])


def _whole(length: timedelta) -> Fraction:
    return Fraction(length // timedelta(microseconds=1), 1_000_000)
