"""Days whose window holds too little, without looking at every day.

A window can only hold more months if it is made longer. So the days from ``a`` to ``b`` hold at
least what the part has that all their windows share, and at most what the whole has in which all
of them lie. Where that settles the matter the days are done with, otherwise they are halved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

import attrs

from govcoord.mechanisms.months import DAY, Stretch, months_within, window_of
from govcoord.numerals import Number


@attrs.frozen
class Windows:
    """The windows of ``within`` months over disjoint stretches, one that ends on each day.

    >>> spell = Stretch(date(2024, 1, 1), date(2024, 6, 30))
    >>> windows = Windows((spell,), 36)
    >>> windows.first_below(date(2025, 1, 1), date(2030, 1, 1), 6)
    datetime.date(2027, 1, 1)
    """

    stretches: tuple[Stretch, ...]
    within: int
    steady: bool = attrs.field(init=False)

    @steady.default
    def _steady(self) -> bool:
        # the months of a run are counted from where it begins; where its share changes on the
        # way, a longer run may count less, and the bounds say nothing
        return all(
            one.last + DAY != two.first or one.share == two.share
            for one, two in pairwise(self.stretches)
        )

    def months(self, day: date) -> Number:
        """The months in the window that ends on a day."""
        return months_within(self.stretches, window_of(day, self.within), day)

    def least(self, first: date, last: date) -> Number:
        """What every window that ends on one of these days holds at least."""
        if first == last:
            return self.months(first)
        if not self.steady:
            return 0
        return months_within(self.stretches, window_of(last, self.within), first)

    def most(self, first: date, last: date) -> Number | None:
        """What every window that ends on one of these days holds at most, where that is known."""
        if first < last and not self.steady:
            return None
        return months_within(self.stretches, window_of(first, self.within), last)

    def first_below(self, first: date, last: date, need: Number) -> date | None:
        """The first of these days whose window holds less than needed."""
        if first > last or self.least(first, last) >= need:
            return None
        if first == last:
            return first
        middle = _middle(first, last)
        found = self.first_below(first, middle, need)
        return self.first_below(middle + DAY, last, need) if found is None else found

    def first_reaching(self, first: date, last: date, need: Number) -> date | None:
        """The first of these days whose window holds what is needed."""
        most = self.most(first, last)
        if first > last or (most is not None and most < need):
            return None
        if first == last:
            return first
        middle = _middle(first, last)
        found = self.first_reaching(first, middle, need)
        return self.first_reaching(middle + DAY, last, need) if found is None else found

    def below(self, first: date, last: date, need: Number) -> Iterator[tuple[date, date]]:
        """The days whose window holds less than needed, in runs that may touch."""
        if first > last or self.least(first, last) >= need:
            return
        most = self.most(first, last)
        if first == last or (most is not None and most < need):
            yield first, last
            return
        middle = _middle(first, last)
        yield from self.below(first, middle, need)
        yield from self.below(middle + DAY, last, need)

    def lowest(self, first: date, last: date, known: Number | None = None) -> Number:
        """The fewest months that a window holds which ends on one of these days."""
        found = min(self.months(first), self.months(last))
        if known is not None:
            found = min(found, known)
        if first == last or self.least(first, last) >= found:
            return found
        middle = _middle(first, last)
        return self.lowest(middle + DAY, last, self.lowest(first, middle, found))


def _middle(first: date, last: date) -> date:
    return first + (last - first) // 2


def without(first: date, last: date, holes: Sequence[Stretch]) -> Iterator[tuple[date, date]]:
    """The days from ``first`` to ``last`` that lie in none of some disjoint holes, in order.

    >>> hole = Stretch(date(2025, 1, 5), date(2025, 1, 9))
    >>> [(a.day, b.day) for a, b in without(date(2025, 1, 1), date(2025, 1, 31), [hole])]
    [(1, 4), (10, 31)]
    """
    for hole in holes:
        if hole.last < first:
            continue
        if hole.first > last:
            break
        if first < hole.first:
            yield first, hole.first - DAY
        first = hole.last + DAY
    if first <= last:
        yield first, last
