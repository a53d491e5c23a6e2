"""Preimages of ranges: which values a function takes into a region of numbers or days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from govcoord.errors import CalendarError
from govcoord.numerals import Number, exact
from govcoord.periods import Calendar
from govcoord.rules.ranges import AFTER, BEFORE, Cut, Ranges

Bounds = tuple[Any | None, Any | None]
"""The least and the greatest value, ``None`` where there is no limit."""

UNLIMITED: Bounds = (None, None)
FIRST_YEAR, LAST_YEAR = 1950, 2150
MOST_DAYS = 3000


def shifted(region: Ranges, by: Number) -> Ranges:
    """The numbers ``x`` with ``x - by`` in the region.

    >>> shifted(Ranges.interval(0, 5), 2) == Ranges.interval(2, 7)
    True
    """
    return Ranges(tuple((exact(value + by), side) for value, side in region.cuts), region.low)


def mirrored(region: Ranges) -> Ranges:
    """The numbers ``x`` with ``-x`` in the region.

    >>> mirrored(Ranges.interval(3, None)) == Ranges.interval(None, -3)
    True
    """
    cuts = tuple((-value, AFTER - side) for value, side in reversed(region.cuts))
    return Ranges(cuts, region.low ^ bool(len(region.cuts) & 1))


def scaled(region: Ranges, by: Number) -> Ranges:
    """The numbers ``x`` with ``x / by`` in the region (``by`` is not 0).

    >>> scaled(Ranges.interval(1, 2), -3) == Ranges.interval(-6, -3)
    True
    """
    if by < 0:
        return scaled(mirrored(region), -by)
    return Ranges(tuple((exact(value * by), side) for value, side in region.cuts), region.low)


def other_operand(op: str, value: Number, region: Ranges, *, left: bool) -> Ranges:
    """The numbers for the other operand, where ``value`` is the left or the right one.

    >>> other_operand("-", 10, Ranges.interval(1, None), left=False) == Ranges.interval(11, None)
    True
    """
    if op == "+":
        return shifted(region, -value)
    if op == "-":
        return shifted(mirrored(region), value) if left else shifted(region, value)
    if op == "*":
        if value == 0:
            return Ranges((), region.contains(0))
        return scaled(region, Fraction(1) / value)
    if not left:
        return Ranges() if value == 0 else scaled(region, value)
    return _divisors(value, region)


def _divisors(value: Number, region: Ranges) -> Ranges:
    """The numbers that ``value`` is divided by to come into the region."""
    if value == 0:
        return _not_zero() if region.contains(0) else Ranges()
    found = Ranges()
    for sign in (1, -1):
        half = Ranges.interval(0, None, lo_closed=False)
        part = (region if sign * value > 0 else mirrored(region)).meet(half)
        # on this side the quotient falls from infinity to 0 as the divisor grows
        size = abs(Fraction(value))
        cuts = [(exact(size / v), 1 - side) for v, side in part.cuts if v != 0]
        cuts.reverse()
        low = bool(len(part.cuts) & 1)
        side_of = Ranges(tuple(cuts), low).meet(half)
        found = found.join(side_of if sign > 0 else mirrored(side_of))
    return found


def _not_zero() -> Ranges:
    return Ranges.point(0).complement()


def where(
    function: Callable[[Any], Any],
    region: Ranges,
    domain: tuple[int, int],
    make: Callable[[int], Any],
) -> Ranges:
    """The values that a function that never falls takes into the region; exact.

    ``make`` turns the whole numbers of ``domain`` into values. Where the function fails (days
    outside the calendar) no value is taken.

    >>> where(lambda n: n * n, Ranges.interval(10, 40), (0, 20), int).cuts
    ((4, 0), (7, 0))
    """
    low, high = _sound(function, domain, make)
    cuts: list[Cut] = []
    for cut in region.cuts:
        at = _first_past(function, cut, low, high, make)
        if cuts and cuts[-1][0] == make(at):
            cuts.pop()
        else:
            cuts.append((make(at), BEFORE))
    return Ranges(tuple(cuts), region.low).meet(
        Ranges((((make(low)), BEFORE), (make(high + 1), BEFORE))) if low <= high else Ranges()
    )


def _first_past(
    function: Callable[[Any], Any], cut: Cut, low: int, high: int, make: Callable[[int], Any]
) -> int:
    value, side = cut
    high += 1
    while low < high:
        middle = (low + high) // 2
        got = function(make(middle))
        if got > value or (got == value and side == BEFORE):
            high = middle
        else:
            low = middle + 1
    return low


def _sound(
    function: Callable[[Any], Any], domain: tuple[int, int], make: Callable[[int], Any]
) -> tuple[int, int]:
    """The domain cut down to where the function works, which is in one piece."""
    low, high = domain

    def works(at: int) -> bool:
        try:
            function(make(at))
        except (CalendarError, ValueError, OverflowError):
            return False
        return True

    if works(low) and works(high):
        return low, high
    inside = next((at for at in range(low, high, max(1, (high - low) // 64)) if works(at)), None)
    if inside is None:
        return 1, 0
    return _edge(works, low, inside), -_edge(lambda at: works(-at), -high, -inside)


def _edge(works: Callable[[int], bool], low: int, inside: int) -> int:
    """The least number from ``low`` to ``inside`` from which on it works."""
    while low < inside:
        middle = (low + inside) // 2
        if works(middle):
            inside = middle
        else:
            low = middle + 1
    return inside


def days_of(calendar: Calendar) -> tuple[int, int]:
    """The first and the last day, as numbers, that are looked at."""
    years = calendar.years
    first = date(max(years[0], FIRST_YEAR), 1, 1)
    return first.toordinal(), date(min(years[-1], LAST_YEAR), 12, 31).toordinal()


def months(region: Ranges, calendar: Calendar) -> Ranges:
    """The days whose month is in the region, within the years that are looked at."""
    found: list[Cut] = []
    first, last = (date.fromordinal(n).year for n in days_of(calendar))
    for year in range(first, last + 1):
        for month in range(1, 13):
            if region.contains(month) != bool(len(found) & 1):
                found.append((date(year, month, 1), BEFORE))
    if len(found) & 1:
        found.append((date(last + 1, 1, 1), BEFORE))
    return Ranges(tuple(found))


def hull(region: Ranges) -> Bounds:
    """The least and the greatest value of a region, as far as it has limits."""
    if region.is_empty:
        return UNLIMITED
    pieces = region.intervals()
    low, high = pieces[0][0], pieces[-1][1]
    return (low[0] if low else None, high[0] if high else None)


def plus(one: Bounds, other: Bounds) -> Bounds:
    """The bounds of a sum."""
    low = None if one[0] is None or other[0] is None else one[0] + other[0]
    high = None if one[1] is None or other[1] is None else one[1] + other[1]
    return low, high


def minus(bounds: Bounds) -> Bounds:
    """The bounds of the negative."""
    low, high = bounds
    return (None if high is None else -high, None if low is None else -low)


def times(bounds: Bounds, by: Number) -> Bounds:
    """The bounds of a multiple."""
    if by < 0:
        return times(minus(bounds), -by)
    low, high = bounds
    return (None if low is None else low * by, None if high is None else high * by)
