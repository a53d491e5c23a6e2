"""Working-day calendars, spans of days and their suspensions, months.

Every span follows the administrative rule that the day of the event is not counted: the
span from ``start`` to ``end`` holds the days after ``start`` up to and including ``end``.
"""

from __future__ import annotations

import threading
from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import accumulate, compress
from typing import Any, Final

from attrs import field, frozen

from govcoord.errors import CalendarError

__all__ = ["Calendar", "Interval", "add_months", "days_between", "union"]

#: A suspension: first and last suspended day, both included; ``None`` is still open.
Interval = tuple[date, date | None]

# Rules of a country that are computed rather than announced are trusted this far.
_COMPUTED_YEARS: Final = (2000, 2050)
_PLAIN_YEARS: Final = (1900, 2199)
_NOTICE_SEARCH: Final = (2001, 2040)
_DAY: Final = timedelta(days=1)


def _country_code(text: str) -> str:
    return "none" if text.lower() == "none" else text.upper()


def _dates(days: Iterable[date]) -> frozenset[date]:
    return frozenset(days)


def _years(years: Iterable[int]) -> frozenset[int]:
    return frozenset(years)


@frozen(cache_hash=True)
class Calendar:
    """The working days of a country, over the years that it is sure of.

    ``country`` is an ISO code that the `holidays` library knows, or ``"none"`` for Monday to
    Friday only. For ``"CN"`` the sure years are those whose official notice, with make-up
    working days, the library holds; ``first_year`` and ``last_year`` may narrow them. Other
    countries' holidays follow from rules: 2000-2050 unless the two years say otherwise.

    ``extra_workdays`` and ``extra_holidays`` win over the library. A year in
    ``extra_years`` is vouched for by the owner: beyond the notices, such a year has the
    statutory holidays, no shifted days, and the two lists. Methods raise
    :class:`CalendarError` for a date outside the sure years. The notice for a year may
    still move the last days of December before it, as those of 2006 and 2011 did.

    >>> calendar = Calendar()
    >>> calendar.is_workday(date(2024, 2, 4))  # a Sunday worked for the Spring Festival
    True
    >>> calendar.add_workdays(date(2024, 2, 8), 5)
    datetime.date(2024, 2, 21)
    """

    country: str = field(default="CN", converter=_country_code)
    subdivision: str | None = None
    first_year: int | None = None
    last_year: int | None = None
    extra_workdays: frozenset[date] = field(default=frozenset(), converter=_dates)
    extra_holidays: frozenset[date] = field(default=frozenset(), converter=_dates)
    extra_years: frozenset[int] = field(default=frozenset(), converter=_years)

    def __attrs_post_init__(self) -> None:
        for day in (*self.extra_workdays, *self.extra_holidays):
            _checked(day)
        both = self.extra_workdays & self.extra_holidays
        if both:
            raise ValueError(f"{min(both)} is both an extra workday and an extra holiday")

    @property
    def years(self) -> range:
        """The years that the calendar is sure of.

        >>> Calendar("none").years
        range(1900, 2200)
        """
        table = _table(self)
        return range(table.first.year, table.last.year + 1)

    def is_workday(self, day: date) -> bool:
        """Whether ``day`` is a working day.

        >>> Calendar("none").is_workday(date(2024, 2, 4))
        False
        """
        table = _table(self)
        index = _checked(day).toordinal() - table.base
        if not 0 <= index < table.size:
            raise _outside(self, table, day)
        return table.counts[index + 1] > table.counts[index]

    def workdays_between(
        self, start: date, end: date, *, except_for: Iterable[Interval] = ()
    ) -> int:
        """How many working days lie after ``start`` up to and including ``end``.

        The negative of the swapped count when ``end`` comes first. ``except_for`` are
        suspensions, both days suspended; days in several of them are left out once, and
        an open one reaches to the later of the two dates.

        >>> Calendar().workdays_between(date(2024, 2, 8), date(2024, 2, 21))
        5
        """
        table = _tables.get(self) or _table(self)
        if type(start) is not date or type(end) is not date:
            _checked(start)
            _checked(end)
        counts = table.counts
        first, last = start.toordinal() - table.before, end.toordinal() - table.before
        if first < 0 or last < 0:
            raise _outside(self, table, min(start, end))
        try:
            # INVARIANT: `counts[i]` is how many of the first i days are working days.
            count = counts[last] - counts[first]
        except IndexError:
            raise _outside(self, table, max(start, end)) from None
        if not except_for:
            return count
        return count - _inside(start, end, except_for, self.workdays_between)

    def add_workdays(self, start: date, n: int) -> date:
        """The ``n``-th working day after ``start``, which is not counted itself.

        A start on a holiday does not first roll forward: one working day after a Saturday
        is Monday. Zero gives ``start`` itself, a negative number goes back.
        ``workdays_between(start, add_workdays(start, n)) == n`` for every ``n >= 0``.

        >>> Calendar("none").add_workdays(date(2024, 3, 2), 1)  # a Saturday
        datetime.date(2024, 3, 4)
        """
        if type(start) is not date:
            _checked(start)
        if n == 0:
            return start
        table = _tables.get(self) or _table(self)
        index = start.toordinal() - table.before
        # Going back, the start itself is not counted either.
        counted = index if n > 0 else index - 1
        if not 0 <= counted <= table.size:
            raise _outside(self, table, start)
        # INVARIANT: `workdays[k]` is the working day that is number k + 1 in `counts`.
        position = table.counts[counted] + (n - 1 if n > 0 else n)
        if not 0 <= position < len(table.workdays):
            year = table.first.year - 1 if n < 0 else table.last.year + 1
            raise CalendarError(
                f"{n} working days from {start} lead into {year}, outside the years"
                f" {table.span} that calendar `{self.country}` is sure of{_REMEDY}"
            )
        return date.fromordinal(table.workdays[position])


class _Table:
    """The days of a calendar, prepared for look-up by ordinal."""

    __slots__ = ("base", "before", "counts", "first", "last", "size", "workdays")

    def __init__(self, first: date, flags: bytearray) -> None:
        self.first, self.last = first, first + timedelta(days=len(flags) - 1)
        self.base = first.toordinal()
        self.before = self.base - 1
        self.size = len(flags)
        self.counts = tuple(accumulate(flags, initial=0))
        self.workdays = tuple(compress(range(self.base, self.base + self.size), flags))

    @property
    def span(self) -> str:
        return f"{self.first.year}-{self.last.year}"


_REMEDY: Final = (
    ": list the official days as `workdays` and `holidays` under `calendar:` of the vocabulary,"
    " and vouch for the year under `years`"
)
_tables: dict[Calendar, _Table] = {}
_lock = threading.Lock()


def _table(calendar: Calendar) -> _Table:
    """The calendar's table, built once per value."""
    table = _tables.get(calendar)
    if table is None:
        with _lock:
            table = _tables.get(calendar) or _build(calendar)
            _tables[calendar] = table
    return table


def _build(calendar: Calendar) -> _Table:
    plain = calendar.country == "none"
    years = _sure_years(calendar, _PLAIN_YEARS) if plain else _official_years(calendar)
    first, last = date(years[0], 1, 1), date(years[-1], 12, 31)
    flags = _plain_flags(first, last) if plain else _official_flags(calendar, first, last)
    for days, flag in ((calendar.extra_holidays, 0), (calendar.extra_workdays, 1)):
        for day in days:
            if not first <= day <= last:
                raise CalendarError(
                    f"{day} is an extra day outside the years {first.year}-{last.year} of"
                    f" calendar `{calendar.country}`: vouch for its year in `extra_years`"
                )
            flags[day.toordinal() - first.toordinal()] = flag
    return _Table(first, flags)


def _sure_years(calendar: Calendar, default: tuple[int, int]) -> list[int]:
    """The years of a calendar whose days follow from rules."""
    first = default[0] if calendar.first_year is None else calendar.first_year
    last = default[1] if calendar.last_year is None else calendar.last_year
    return _contiguous(calendar, set(range(first, last + 1)))


def _contiguous(calendar: Calendar, sure: set[int]) -> list[int]:
    years = sorted(sure | calendar.extra_years)
    if not years:
        raise CalendarError(f"calendar `{calendar.country}` is sure of no year at all")
    missing = sorted(set(range(years[0], years[-1])) - set(years))
    if missing:
        raise CalendarError(
            f"calendar `{calendar.country}` has no days for {missing[0]}, between"
            f" {years[0]} and {years[-1]}{_REMEDY}"
        )
    return years


def _plain_flags(first: date, last: date) -> bytearray:
    """One byte a day, 1 from Monday to Friday."""
    week = bytes(1 if weekday < 5 else 0 for weekday in range(7))
    size = (last - first).days + 1
    start = first.weekday()
    return bytearray((week * ((size + start) // 7 + 1))[start : start + size])


@lru_cache(maxsize=16)
def _country(name: str, subdivision: str | None, first: int, last: int, observed: bool) -> Any:
    """What the `holidays` library knows of a country."""
    import holidays

    # A neighbouring year may move a day over New Year's Eve.
    years = range(first - 1, last + 2)
    try:
        return holidays.country_holidays(
            name, subdiv=subdivision, years=years, expand=False, observed=observed
        )
    except NotImplementedError as error:
        raise CalendarError(f"no calendar is known: {error}") from error


def _official_years(calendar: Calendar) -> list[int]:
    """The years whose days the library really knows."""
    if calendar.country != "CN":
        return _sure_years(calendar, _COMPUTED_YEARS)
    oldest, newest = _noticed()
    first = oldest if calendar.first_year is None else max(oldest, calendar.first_year)
    last = newest if calendar.last_year is None else min(newest, calendar.last_year)
    return _contiguous(calendar, set(range(first, last + 1)))


@lru_cache(maxsize=1)
def _noticed() -> tuple[int, int]:
    """The first and last year of the unbroken run of Chinese notices.

    Every notice since 2001 names make-up working days, so a year without any is a year
    without a notice.
    """
    noticed = {day.year for day in _country("CN", None, *_NOTICE_SEARCH, True).weekend_workdays}
    newest = oldest = max(noticed)
    while oldest - 1 in noticed:
        oldest -= 1
    return oldest, newest


def _official_flags(calendar: Calendar, first: date, last: date) -> bytearray:
    """One byte a day, 1 on the working days of the library."""

    def source(observed: bool) -> Any:
        place = calendar.country, calendar.subdivision
        return _country(*place, first.year, last.year, observed)

    official = source(True)
    sure_until = _noticed()[1] if calendar.country == "CN" else last.year
    sure_from = _noticed()[0] if calendar.country == "CN" else first.year
    # Without a notice the library guesses substitute days; the owner knows better.
    guessed = source(False) if not sure_from <= first.year <= last.year <= sure_until else None
    flags = bytearray()
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        known = official if guessed is None or sure_from <= day.year <= sure_until else guessed
        flags.append(known.is_working_day(day))
    return flags


def _outside(calendar: Calendar, table: _Table, day: date) -> CalendarError:
    return CalendarError(
        f"{day} is outside the years {table.span} that calendar `{calendar.country}` is sure"
        f" of{_REMEDY}"
    )


def _checked(day: date) -> date:
    """The value itself when it is a plain date."""
    if isinstance(day, datetime) or not isinstance(day, date):
        raise TypeError(f"{day!r} is not a date without a time of day")
    return day


def _inside(
    start: date,
    end: date,
    intervals: Iterable[Interval],
    count: Callable[[date, date], int],
) -> int:
    """How many counted days of the span lie in suspensions; negative for a reversed span."""
    early, late, sign = (start, end, 1) if start <= end else (end, start, -1)
    total = 0
    for first, last in union(intervals, late):
        # (before, last] clipped to (early, late]
        before = first - _DAY if first > early else early
        until = min(last, late)
        if until > before:
            total += count(before, until)
    return sign * total


def days_between(start: date, end: date, *, except_for: Iterable[Interval] = ()) -> int:
    """How many calendar days lie after ``start`` up to and including ``end``.

    Suspensions are left out as in :meth:`Calendar.workdays_between`.

    >>> days_between(date(2024, 3, 1), date(2024, 3, 11))
    10
    >>> pause = (date(2024, 3, 4), date(2024, 3, 5))
    >>> days_between(date(2024, 3, 1), date(2024, 3, 11), except_for=[pause, pause])
    8
    """
    count = _checked(end).toordinal() - _checked(start).toordinal()
    if not except_for:
        return count
    return count - _inside(start, end, except_for, days_between)


def union(intervals: Iterable[Interval], until: date) -> list[tuple[date, date]]:
    """The suspended days as separate intervals in order, both ends suspended.

    Overlapping and adjacent intervals become one. An open end means ``until``; an open
    interval that starts later is dropped. Raises ``ValueError`` for an interval that ends
    before it starts.

    >>> union([(date(2024, 3, 5), None), (date(2024, 3, 1), date(2024, 3, 4))], date(2024, 3, 9))
    [(datetime.date(2024, 3, 1), datetime.date(2024, 3, 9))]
    """
    closed = []
    for first, last in intervals:
        _checked(first)
        if last is not None and _checked(last) < first:
            raise ValueError(f"a suspension ends on {last}, before it starts on {first}")
        if last is not None or first <= until:
            closed.append((first, until if last is None else last))
    merged: list[tuple[date, date]] = []
    for first, last in sorted(closed):
        if merged and first.toordinal() <= merged[-1][1].toordinal() + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


class BeyondYearsError(CalendarError, ValueError):
    """A date would lie outside the years 1-9999."""


def add_months(day: date, n: int) -> date:
    """The same day ``n`` months later (earlier when negative), or that month's last day.

    Raises ``ValueError`` outside the years 1-9999.

    >>> add_months(date(2024, 1, 31), 1), add_months(date(2024, 3, 31), -13)
    (datetime.date(2024, 2, 29), datetime.date(2023, 2, 28))
    """
    months = _checked(day).year * 12 + day.month - 1 + n
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        raise BeyondYearsError(f"{n} months from {day} lead outside the years 1-9999")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
