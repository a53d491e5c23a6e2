"""A plain clock that walks day by day (or minute by minute), to hold the real one against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from govcoord.periods import Calendar, add_months

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
Pauses = Sequence[tuple[date, date | None]]


def paused(day: date, pauses: Pauses) -> bool:
    """Whether any suspension holds the day; both its days are suspended."""
    return any(first <= day and (last is None or day <= last) for first, last in pauses)


def counts(day: date, unit: str, calendar: Calendar, pauses: Pauses) -> bool:
    """Whether a clock of that unit ticks on the day."""
    return not paused(day, pauses) and (unit != "workday" or calendar.is_workday(day))


def ticks(start: date, n: int, unit: str, count_start: bool) -> int:
    """How many ticks a limit needs; a month is as many days as it has from the start on."""
    if unit != "month":
        return n
    last = add_months(start, n) - (DAY if count_start else timedelta(0))
    return sum(1 for _ in days_after(start - DAY if count_start else start, last))


def days_after(start: date, last: date) -> Iterator[date]:
    """The days after ``start`` up to and including ``last``."""
    while start < last:
        start += DAY
        yield start


def due(
    start: date, n: int, unit: str, calendar: Calendar, pauses: Pauses, count_start: bool
) -> date | None:
    """The day of the last tick; ``None`` where an open suspension begins first."""
    need = ticks(start, n, unit, count_start)
    day = start - DAY if count_start else start
    while need:
        day += DAY
        if any(last is None and first <= day for first, last in pauses):
            return None
        need -= counts(day, unit, calendar, pauses)
    return day


def counted(start: date, end: date, unit: str, calendar: Calendar, pauses: Pauses) -> int:
    """The ticks after ``start`` up to and including ``end``."""
    return sum(counts(day, unit, calendar, pauses) for day in days_after(start, end))


def due_time(
    start: datetime, minutes: int, pauses: Sequence[tuple[datetime, datetime | None]]
) -> datetime | None:
    """The end of so many minutes in which no suspension runs."""
    moment = start
    while minutes:
        if any(last is None and first <= moment for first, last in pauses):
            return None
        held = any(first <= moment and moment < (last or moment) for first, last in pauses)
        minutes -= not held
        moment += MINUTE
    return moment
