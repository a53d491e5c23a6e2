"""Ranges: unions of intervals of an ordered axis (numbers, quantities, days)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import attrs

Ordered = Any  # int | Fraction | date; one axis holds values that compare with each other
Cut = tuple[Ordered, int]
BEFORE, AFTER = 0, 1


@attrs.frozen(slots=True)
class Ranges:
    """A union of intervals, as sorted cuts at which membership changes.

    A cut is ``(value, BEFORE)`` or ``(value, AFTER)``; ``low`` says whether values below
    the first cut belong. Equal sets have equal representations.

    >>> r = Ranges.interval(3, 5)
    >>> [r.contains(v) for v in (2, 3, 5, 6)]
    [False, True, True, False]
    """

    cuts: tuple[Cut, ...] = ()
    low: bool = False

    @classmethod
    def interval(
        cls,
        lo: Ordered | None,
        hi: Ordered | None,
        *,
        lo_closed: bool = True,
        hi_closed: bool = True,
    ) -> Ranges:
        """The interval from ``lo`` to ``hi``; ``None`` leaves that end open to infinity."""
        cuts = []
        if lo is not None:
            cuts.append((lo, BEFORE if lo_closed else AFTER))
        if hi is not None:
            cuts.append((hi, AFTER if hi_closed else BEFORE))
        if len(cuts) == 2 and cuts[0] >= cuts[1]:
            return cls()
        return cls(tuple(cuts), lo is None)

    @classmethod
    def point(cls, value: Ordered) -> Ranges:
        """The one value ``value``."""
        return cls(((value, BEFORE), (value, AFTER)))

    def contains(self, value: Ordered) -> bool:
        """Whether ``value`` belongs."""
        return self.low ^ bool(bisect_right(self.cuts, (value, BEFORE)) & 1)

    def meet(self, other: Ranges) -> Ranges:
        """Values in both."""
        return self._combine(other, lambda a, b: a and b)

    def join(self, other: Ranges) -> Ranges:
        """Values in either."""
        return self._combine(other, lambda a, b: a or b)

    def complement(self) -> Ranges:
        """Values not in it."""
        return Ranges(self.cuts, not self.low)

    def _combine(self, other: Ranges, op: Callable[[bool, bool], bool]) -> Ranges:
        low = state = op(self.low, other.low)
        a, b, out = self.low, other.low, []
        mine, theirs = set(self.cuts), set(other.cuts)
        for cut in sorted(mine | theirs):
            a ^= cut in mine
            b ^= cut in theirs
            if op(a, b) != state:
                state = not state
                out.append(cut)
        return Ranges(tuple(out), low)

    @property
    def is_empty(self) -> bool:
        """Whether no value belongs."""
        return not self.cuts and not self.low

    @property
    def is_full(self) -> bool:
        """Whether every value belongs."""
        return not self.cuts and self.low

    def discrete(self) -> Ranges:
        """The same set over whole numbers or days, where 'after 5' is 'before 6'."""
        cuts: list[Cut] = []
        low = self.low
        for value, side in self.cuts:
            at = _next_whole(value, side)
            if at is None:
                continue
            if at == date.min:
                low = not low
            elif cuts and cuts[-1][0] == at:
                cuts.pop()
            else:
                cuts.append((at, BEFORE))
        return Ranges(tuple(cuts), low)

    def intervals(self) -> list[tuple[Cut | None, Cut | None]]:
        """The intervals as (low cut, high cut), ``None`` for infinity."""
        edges: list[Cut | None] = [None] if self.low else []
        edges.extend(self.cuts)
        if len(edges) % 2:
            edges.append(None)
        return list(zip(edges[::2], edges[1::2]))


def clip(region: Ranges, lo: Ordered | None, hi: Ordered | None) -> Ranges:
    """The region without cuts outside ``lo`` to ``hi``, where no value lies.

    >>> clip(Ranges.interval(0, 5), 0, 10) == Ranges.interval(None, 5)
    True
    """
    cuts = region.cuts
    first = 0 if lo is None else bisect_right(cuts, (lo, BEFORE))
    last = len(cuts) if hi is None else bisect_left(cuts, (hi, AFTER))
    if first == 0 and last == len(cuts):
        return region
    return Ranges(cuts[first:last], region.low ^ bool(first & 1))


def _next_whole(value: Ordered, side: int) -> Ordered | None:
    """The first whole number or day after a cut; ``None`` after the last day there is."""
    if isinstance(value, date):
        if not side:
            return value
        return value + timedelta(days=1) if value < date.max else None
    if isinstance(value, Fraction) and value.denominator != 1:
        return value.__floor__() + 1
    return int(value) + side
