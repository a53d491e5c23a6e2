"""Duties that come back: every week, month, quarter or year, on workdays.

A duty has a *period* (the month of March) and a day by which it is due: the first or last
workday of the period, a day of it moved to a workday, or so many workdays after its end. A
session counts for the period in whose window it is held: from the start of the period, or from
the day after its end where the duty looks back, until the next window opens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

import attrs

from govcoord.errors import GovcoordError
from govcoord.periods import Calendar, add_months

Every = Literal["week", "month", "quarter", "half_year", "year"]
State = Literal["held", "late", "missed", "due_soon", "ahead", "skipped"]

_DAY = timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@attrs.frozen
class Period:
    """A week from Monday to Sunday, or calendar months; both days are part of it."""

    every: Every
    first: date
    last: date

    @property
    def name(self) -> str:
        """``2025-W09``, ``2025-03``, ``2025-Q1``, ``2025-H1`` or ``2025``."""
        if self.every == "week":
            year, week, _ = self.first.isocalendar()
            return f"{year}-W{week:02}"
        year, month = self.first.year, self.first.month
        part = {
            "month": f"-{month:02}",
            "quarter": f"-Q{(month + 2) // 3}",
            "half_year": f"-H{(month + 5) // 6}",
            "year": "",
        }
        return f"{year:04}{part[self.every]}"

    @property
    def next(self) -> Period:
        """The period after it."""
        return period_of(self.last + _DAY, self.every)


def period_of(day: date, every: Every) -> Period:
    """The period that a day lies in.

    >>> period_of(date(2025, 1, 1), "week").name, period_of(date(2025, 5, 3), "quarter").name
    ('2025-W01', '2025-Q2')
    """
    if every == "week":
        first = day - _DAY * day.weekday()
        return Period(every, first, first + 6 * _DAY)
    months = _MONTHS[every]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Period(every, first, add_months(first, months) - _DAY)


_STARTS: Mapping[Every, str] = {
    "month": r"(\d{4})-(\d{2})", "quarter": r"(\d{4})-Q([1-4])", "half_year": r"(\d{4})-H([12])",
    "year": r"(\d{4})",
}  # fmt: skip


def period_named(name: str, every: Every) -> Period | None:
    """The period of that name, ``None`` where there is none.

    >>> period_named("2025-Q2", "quarter").first, period_named("2025-Q2", "month")
    (datetime.date(2025, 4, 1), None)
    """
    pattern = r"(\d{4})-W(\d{2})" if every == "week" else _STARTS[every]
    match = re.fullmatch(pattern, name, re.ASCII)
    if match is None:
        return None
    year, *part = map(int, match.groups())
    try:
        if every == "week":
            return period_of(date.fromisocalendar(year, part[0], 1), every)
        months = (part[0] - 1) * _MONTHS[every] if part else 0
        return period_of(add_months(date(year, 1, 1), months), every) if months < 12 else None
    except (ValueError, OverflowError, GovcoordError):
        return None


@attrs.frozen
class Due:
    """The day by which a duty is due: exactly one of the three is set.

    ``edge`` is the first or last workday of the period; ``after_end`` counts workdays after
    its last day; ``day`` is the number of a day of it (of the week, the month …), moved to the
    next workday, or to the one before where ``move`` says so.
    """

    edge: Literal["first_workday", "last_workday"] | None = None
    after_end: int | None = None
    day: int | None = None
    move: Literal["next", "previous"] = "next"

    def of(self, period: Period, calendar: Calendar) -> date | None:
        """The day in a period; ``None`` where a period has no workday to be due on."""
        if self.after_end is not None:
            return calendar.add_workdays(period.last, self.after_end)
        if self.day is None:
            return self._at_edge(period, calendar)
        wanted = min(period.first + _DAY * (self.day - 1), period.last)
        after = _first(_days(wanted, period.last), calendar)
        if self.move == "next" and after is not None:
            return after
        before = _first(_days(wanted, period.first), calendar)
        return after if before is None else before

    def _at_edge(self, period: Period, calendar: Calendar) -> date | None:
        ends = (period.first, period.last)
        return _first(_days(*(ends if self.edge == "first_workday" else ends[::-1])), calendar)

    def is_after(self, day: date, period: Period) -> bool:
        """Whether it is clear without a calendar that the duty is due after the day."""
        return self.after_end is not None and period.last + _DAY * self.after_end > day


def _first(days: Iterable[date], calendar: Calendar) -> date | None:
    """The first workday of some days; what comes after it need not be known."""
    return next((day for day in days if calendar.is_workday(day)), None)


def _days(start: date, end: date) -> Iterator[date]:
    """The days from one to the other, both included, forwards or backwards."""
    step = _DAY if start <= end else -_DAY
    for n in range(abs((end - start).days) + 1):
        yield start + n * step


@attrs.frozen
class Duty:
    """A duty that comes back; ``warn`` workdays before its day it is due soon."""

    id: str
    every: Every
    due: Due
    warn: int = 0

    @property
    def looks_back(self) -> bool:
        """Whether it is done after the period that it is about."""
        return self.due.after_end is not None

    def window(self, period: Period) -> tuple[date, date]:
        """The first and last day on which a session counts for the period."""
        if not self.looks_back:
            return period.first, period.last
        return period.last + _DAY, period.next.last


@attrs.frozen
class Occasion:
    """A duty in one period: when it is due, when it was done, how that stands.

    ``workdays`` is the number of workdays by which it was late or is overdue.
    """

    duty: str
    period: str
    due: date | None
    held: date | None
    state: State
    workdays: int = 0


def occasions(
    duty: Duty,
    first: date,
    last: date,
    held: Sequence[tuple[date, str | None]],
    as_of: date,
    calendar: Calendar,
) -> list[Occasion]:
    """Every occasion of a duty that is due from ``first`` to ``last``, both included.

    ``held`` are sessions with the period that they were for, or ``None`` for the one in whose
    window they were held; of several the first counts, and none after ``as_of``.
    """
    found = []
    period = _earliest(duty, first, calendar)
    while period.first <= last and not duty.due.is_after(last, period):
        due = duty.due.of(period, calendar)
        if due is None:
            if first <= period.last:
                found.append(Occasion(duty.id, period.name, None, None, "skipped"))
        elif first <= due <= last:
            days = sorted(d for d, name in held if d <= as_of and _counts(d, name, duty, period))
            found.append(_occasion(duty, period, due, days[0] if days else None, as_of, calendar))
        period = period.next
    return found


def _earliest(duty: Duty, first: date, calendar: Calendar) -> Period:
    """The first period whose occasion may fall due on the day or after it."""
    period = period_of(first, duty.every)
    while duty.looks_back:
        before = period_of(period.first - _DAY, duty.every)
        due = duty.due.of(before, calendar)
        if due is None or due < first:
            break
        period = before
    return period


def _counts(day: date, name: str | None, duty: Duty, period: Period) -> bool:
    if name is not None:
        return name == period.name
    first, last = duty.window(period)
    return first <= day <= last


def _occasion(
    duty: Duty, period: Period, due: date, held: date | None, as_of: date, calendar: Calendar
) -> Occasion:
    if held is not None:
        off = calendar.workdays_between(due, held) if held > due else 0
        return Occasion(duty.id, period.name, due, held, "late" if held > due else "held", off)
    if as_of > due:
        off = calendar.workdays_between(due, as_of)
        return Occasion(duty.id, period.name, due, None, "missed", off)
    soon = calendar.workdays_between(as_of, due) <= duty.warn
    return Occasion(duty.id, period.name, due, None, "due_soon" if soon else "ahead")
