"""Hours of courses in periods: a course counts once, and what is too much may be carried over.

Evidence has three values. What counts for certain gives the least number of hours of a
period, what may count the most; both are bounds that hold whatever turns out to be true.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal

import attrs

from govcoord.numerals import Number, exact

Repeats = Literal["once", "each_period"]
"""A course that is taken again: it counts once for ever, or once in each period."""


@attrs.frozen
class Sitting:
    """One person in one run of a course; it lies in the period in which it ends.

    ``hours`` are ``None`` where they are not known; ``counts`` is ``None`` where it is not
    known whether the sitting counts.
    """

    course: str
    last: date
    hours: Number | None
    counts: bool | None = True


@attrs.frozen
class Carry:
    """At most so many hours of a period are carried into the next ``periods`` periods."""

    at_most: Number = 0
    periods: int = 0


@attrs.frozen
class Hours:
    """What sittings come to in a period; ``most`` is ``None`` where there is no bound."""

    least: Number
    most: Number | None


@attrs.frozen
class Account:
    """A period's hours: carried into it, done in it, and left to be carried out of it."""

    carried: Number
    own: Number
    left: Number

    @property
    def total(self) -> Number:
        """What counts in the period."""
        return exact(Fraction(self.carried) + self.own)


def tally(
    sittings: Iterable[Sitting], periods: Sequence[tuple[date, date]], repeats: Repeats
) -> tuple[Hours, ...]:
    """The hours of each period; periods are in order.

    A course counts at the largest hours of its sittings: with ``once`` only what a later
    period's sitting has beyond those before it.

    >>> year = [(date(n, 1, 1), date(n, 12, 31)) for n in (2024, 2025)]
    >>> taken = [Sitting("a", date(2024, 5, 1), 8), Sitting("a", date(2025, 5, 1), 10)]
    >>> [one.least for one in tally(taken, year, "once")]
    [8, 2]
    """
    given = [one for one in sittings if one.counts is not False]
    found = []
    before_sure: dict[str, Number] = {}
    before_most: dict[str, Number | None] = {}
    for first, last in periods:
        here = [one for one in given if first <= one.last <= last]
        sure = _largest(one for one in here if one.counts and one.hours is not None)
        most: dict[str, Number | None] = {}
        for one in here:
            so_far = most.get(one.course, 0)
            unbounded = one.hours is None or so_far is None
            most[one.course] = None if unbounded else max(so_far or 0, one.hours or 0)
        least = sum(_beyond(n, before_most.get(c, 0)) for c, n in sure.items())
        upper = [None if n is None else _beyond(n, before_sure.get(c, 0)) for c, n in most.items()]
        bound = None if None in upper else exact(Fraction(sum(n for n in upper if n is not None)))
        found.append(Hours(exact(Fraction(least)), bound))
        if repeats == "once":
            for course, n in sure.items():
                before_sure[course] = max(before_sure.get(course, 0), n)
            for course, m in most.items():
                seen = before_most.get(course, 0)
                before_most[course] = None if m is None or seen is None else max(seen, m)
    return tuple(found)


def _largest(sittings: Iterable[Sitting]) -> dict[str, Number]:
    found: dict[str, Number] = {}
    for one in sittings:
        found[one.course] = max(found.get(one.course, 0), one.hours or 0)
    return found


def _beyond(hours: Number, before: Number | None) -> Fraction:
    """The hours beyond those before; nothing where those may be any number."""
    return Fraction(0) if before is None else Fraction(max(hours - before, 0))


def settle(own: Sequence[Number], needs: Sequence[Number], carry: Carry) -> Iterator[Account]:
    """The account of each period, one after the other.

    Carried hours serve first, the oldest before the others; what a period has done and does
    not need is carried on, up to the limit.

    >>> [a.carried for a in settle([30, 5, 5], [20, 20, 20], Carry(8, 1))]
    [0, 8, 0]
    """
    stock: list[tuple[int, Fraction]] = []  # the period it comes from, and what is left of it
    for n, (done, need) in enumerate(zip(own, needs, strict=True)):
        stock = [(at, left) for at, left in stock if n - at <= carry.periods and left > 0]
        carried = sum((left for _, left in stock), Fraction(0))
        owed, kept = Fraction(need), []
        for at, left in stock:
            used = min(left, owed)
            owed -= used
            kept.append((at, left - used))
        spare = min(max(Fraction(done) - owed, Fraction(0)), Fraction(carry.at_most))
        stock = [*kept, (n, spare)] if carry.periods else kept
        yield Account(exact(carried), done, exact(spare if carry.periods else Fraction(0)))
