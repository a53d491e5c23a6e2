"""Suspensions of the clock while workdays are solved backwards: left as they are, or moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final

from govcoord.periods import Interval
from govcoord.rules.ranges import Ranges
from govcoord.rules.regions import Test
from govcoord.rules.solving.aims import Aim, Search, anything, nearest, nothing, point
from govcoord.rules.solving.preimages import days_of, mirrored, where

Spans = Sequence[Interval]
START, END = "from", "to"
_FAR: Final = date(2035, 1, 1)


def fixed(
    search: Search, kind: str, length: int, aim: Aim, *, far: bool = False, free: int | None = None
) -> tuple[Aim, Spans] | None:
    """The aim with all suspensions fixed, and their days: as now, or after everything (``far``).

    One that is ``free`` is left out of the aim.
    """
    found: Aim | None = aim
    spans: list[Interval] = []
    for row in range(length):
        if found is not None:
            pinned = _pinned(search, kind, row, found, far=far)
            if pinned is None:
                return None
            found = found if row == free else pinned[0]
            spans.append(pinned[1])
    return None if found is None else (found, spans)


def _pinned(
    search: Search, kind: str, row: int, aim: Aim, *, far: bool
) -> tuple[Aim, Interval] | None:
    start, end = (search.slot(name, (kind, row)) for name in (START, END))
    test = aim.tests.get(start) or anything(search.attribute(start))
    region, over = test.region, search.now.get(end)
    if not far and over is not None and start not in search.now and isinstance(region, Ranges):
        region = region.meet(Ranges.interval(None, over))
    day = nearest(region, search.attribute(start), _FAR if far else search.now.get(start))
    found = None if day is None else search.narrow(aim, start, Test(point(day), False))
    if found is not None and end in aim.tests:
        found = search.narrow(found, end, Test(Ranges.interval(day, None), True))
    if found is None or day is None:
        return None
    last = search.choose(found, end)
    if last is not None:
        found = search.narrow(found, end, Test(point(last), False))
    return None if found is None else (found, (day, last))


def moved(
    search: Search,
    kind: str,
    length: int,
    aim: Aim,
    measure: Callable[..., int],
    region: Ranges,
) -> Iterator[Aim]:
    """Aims in which one end of one suspension is where ``measure`` falls into the region."""
    domain = days_of(search.vocabulary.calendar)
    for row in range(length):
        rest = fixed(search, kind, length, aim, free=row)
        if rest is None:
            continue
        others = [*rest[1][:row], *rest[1][row + 1 :]]
        start, end = (search.slot(name, (kind, row)) for name in (START, END))
        first, last = search.now.get(start, rest[1][row][0]), rest[1][row][1]

        def begun(day: date, last: date | None = last, others: Spans = others) -> int:
            return measure(except_for=[(day, last), *others])

        def ended(day: date, first: date = first, others: Spans = others) -> int:
            return -measure(except_for=[(first, day), *others])

        closed = nothing(search.attribute(end)) if last is None else Test(point(last), False)
        ways = (
            (start, where(begun, region, domain, date.fromordinal), end, closed),
            (end, where(ended, mirrored(region), domain, date.fromordinal), start, None),
        )
        for slot, days, other, test in ways:
            kept = search.narrow(rest[0], other, test or Test(point(first), False))
            found = None if kept is None else search.narrow(kept, slot, Test(days, False))
            if found is not None:
                yield found
