"""Calendar months, exactly: how many lie in a stretch of days, and in stretches that overlap.

A month that begins on a day ends on the day before the same day of the next month; where the
next month has no such day, on its last day. What is left over is a fraction of the month that
has begun: 15 February to 14 August are 6 months, one day more is 6 months and 1/31.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import attrs

from govcoord.numerals import Number, exact
from govcoord.periods import add_months

DAY = timedelta(days=1)


@attrs.frozen(order=True)
class Stretch:
    """The days from ``first`` to ``last``, both included, at a share of full time."""

    first: date
    last: date
    share: Number = 1


def month_end(start: date, n: int) -> date:
    """The day after the ``n``-th month that began on ``start``.

    >>> month_end(date(2025, 2, 15), 6), month_end(date(2025, 1, 31), 1)
    (datetime.date(2025, 8, 15), datetime.date(2025, 3, 1))
    """
    day = add_months(start, n)
    return day if day.day == start.day else day + DAY


def elapsed(start: date, until: date) -> Fraction:
    """The months from ``start`` up to and not including ``until``.

    >>> elapsed(date(2025, 2, 15), date(2025, 8, 16))
    Fraction(187, 31)
    """
    n = (until.year - start.year) * 12 + until.month - start.month
    begun = month_end(start, n)
    if begun > until:
        n -= 1
        begun = month_end(start, n)
    if begun == until:
        return Fraction(n)
    return n + Fraction((until - begun).days, (month_end(start, n + 1) - begun).days)


def window_of(last: date, months: int) -> date:
    """The first day of the window of so many months that ends on ``last``.

    >>> window_of(date(2025, 2, 28), 36), window_of(date(2024, 2, 29), 36)
    (datetime.date(2022, 3, 1), datetime.date(2021, 3, 1))
    """
    return add_months(last, -months) + DAY


def disjoint(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """The same days, each once, at the largest share that a stretch gives it; in order.

    >>> whole = Stretch(date(2025, 1, 1), date(2025, 1, 31))
    >>> half = Stretch(date(2025, 1, 20), date(2025, 2, 10), Fraction(1, 2))
    >>> [str(one.first) for one in disjoint([half, whole])]
    ['2025-01-01', '2025-02-01']
    """
    given = [one for one in stretches if one.share > 0 and one.first <= one.last]
    cuts = sorted({one.first for one in given} | {one.last + DAY for one in given})
    found: list[Stretch] = []
    for first, after in pairwise(cuts):
        shares = [one.share for one in given if one.first <= first <= one.last]
        if not shares:
            continue
        share = max(shares)
        if found and found[-1].last + DAY == first and found[-1].share == share:
            found[-1] = attrs.evolve(found[-1], last=after - DAY)
        else:
            found.append(Stretch(first, after - DAY, share))
    return tuple(found)


def months_within(stretches: Sequence[Stretch], first: date, last: date) -> Number:
    """The months of disjoint stretches that lie between two days, both included.

    Days without a gap are one run, whose months begin where it begins (or at ``first``); part
    time counts at its share; the months of separate runs are added.

    >>> spell = Stretch(date(2024, 7, 1), date(2025, 3, 14))
    >>> months_within([spell], date(2025, 1, 1), date(2025, 12, 31))
    Fraction(76, 31)
    """
    total = Fraction(0)
    start: date | None = None
    before: date | None = None
    for one in stretches:
        begins, until = max(one.first, first), min(one.last, last) + DAY
        if begins >= until:
            continue
        if start is None or before != begins:
            start = begins
        total += one.share * (elapsed(start, until) - elapsed(start, begins))
        before = until
    return exact(total)
