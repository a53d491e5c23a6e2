"""How far what was done is from what was planned, clause by clause, exactly.

A deviation is a share from 0 (as planned) to 1 (not at all). What is not known is a range: it
lies somewhere from ``least`` to ``most``, and both bounds can come true.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Literal

import attrs

from govcoord.numerals import Number

Way = Literal["at_least", "at_most", "exactly"]
"""What was planned is a floor, a ceiling, or the very number."""

WAYS: tuple[Way, ...] = ("at_least", "at_most", "exactly")


@attrs.frozen
class Deviation:
    """A deviation that lies from ``least`` to ``most``."""

    least: Fraction
    most: Fraction

    @property
    def is_known(self) -> bool:
        """Whether there is one value only."""
        return self.least == self.most


AS_PLANNED = Deviation(Fraction(0), Fraction(0))
UNDONE = Deviation(Fraction(1), Fraction(1))
UNKNOWN = Deviation(Fraction(0), Fraction(1))


def of_quantity(planned: Number, done: Number, way: Way | None) -> Deviation:
    """What is missing or too much, as a share of what was planned, at most the whole.

    Where the way is not known it is a range over all three.

    >>> of_quantity(100, 95, "at_least").least
    Fraction(1, 20)
    >>> of_quantity(20, 30, "at_most").least, of_quantity(100, 120, "at_least").least
    (Fraction(1, 2), Fraction(0, 1))
    """
    found = [
        _share(Fraction(planned), Fraction(done), one) for one in (WAYS if way is None else (way,))
    ]
    return Deviation(min(found), max(found))


def _share(planned: Fraction, done: Fraction, way: Way) -> Fraction:
    missed = {"at_least": planned - done, "at_most": done - planned, "exactly": abs(done - planned)}
    off = max(missed[way], Fraction(0))
    if off == 0:
        return off
    return Fraction(1) if planned == 0 else min(off / planned, Fraction(1))


def of_delay(due: date, done: date, full_after: Number) -> Deviation:
    """The days that something was late, as a share of those after which it is as if undone.

    >>> of_delay(date(2025, 6, 30), date(2025, 7, 9), 90).least
    Fraction(1, 10)
    """
    late = min(Fraction(max((done - due).days, 0)) / Fraction(full_after), Fraction(1))
    return Deviation(late, late)


def worst(parts: Iterable[Deviation]) -> Deviation:
    """The larger of several deviations of one thing."""
    least = most = Fraction(0)
    for one in parts:
        least, most = max(least, one.least), max(most, one.most)
    return Deviation(least, most)


Weighed = tuple[Number, Deviation]
"""A weight above nothing, and the deviation of what carries it."""


def rate(parts: Iterable[Weighed], open_parts: Iterable[Weighed] = ()) -> Deviation | None:
    """The mean by weight, ``None`` where nothing has any weight.

    Of ``open_parts`` it is not known whether they count at all: the range is over every choice
    of them that leaves something to count.

    >>> found = rate([(3, AS_PLANNED), (1, UNDONE), (1, UNKNOWN)])
    >>> found.least, found.most
    (Fraction(1, 5), Fraction(2, 5))
    >>> found = rate([(1, AS_PLANNED)], [(1, UNDONE)])
    >>> found.least, found.most
    (Fraction(0, 1), Fraction(1, 2))
    """
    sure, may = list(parts), list(open_parts)
    if not sure and not may:
        return None
    least = _lowest([(w, d.least) for w, d in sure], [(w, d.least) for w, d in may])
    most = _lowest([(w, -d.most) for w, d in sure], [(w, -d.most) for w, d in may])
    return Deviation(least, -most)


def _lowest(
    sure: Iterable[tuple[Number, Fraction]], may: Iterable[tuple[Number, Fraction]]
) -> Fraction:
    """The lowest mean: of those that may be left out, the ones below the mean are taken."""
    whole = total = Fraction(0)
    for weight, value in sure:
        whole, total = whole + weight, total + weight * value
    for weight, value in sorted(may, key=lambda pair: pair[1]):
        if not whole or value < total / whole:
            whole, total = whole + weight, total + weight * value
    return total / whole
