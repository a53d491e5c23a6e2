"""Splitting a whole exactly: by weights, within floors and caps, to the smallest unit.

The exact share of a party is ``level * weight``, raised to its floor or lowered to its cap, with
the one level at which the shares add up to the whole (water-filling). The shares are then cut
to whole units, and what is left over is given out by a rule that is declared.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

import attrs

from govcoord.numerals import Number, exact

Remainder = Literal["largest_remainder", "to_lead", "to_last"]
"""Who gets the units that are left over after cutting.

``largest_remainder``: one each to those who lost most, the first listed where two lost the same
(the method of Hamilton); ``to_lead`` and ``to_last``: to the lead, or to the last listed, up to
its cap, and what it cannot take by the largest remainder.
"""


@attrs.frozen
class Party:
    """One of those among whom a whole is split.

    ``weight`` is at least 0; ``floor`` and ``cap`` are amounts, ``None`` for none.
    """

    id: str
    weight: Number
    floor: Number | None = None
    cap: Number | None = None
    lead: bool = False


@attrs.frozen
class Part:
    """What a party gets: ``exact`` before and ``amount`` after cutting to units.

    ``bound`` says which bound holds it: ``floor``, ``cap``, or ``None``.
    """

    id: str
    amount: Number
    exact: Number
    bound: Literal["floor", "cap"] | None = None


class AllocationError(ValueError):
    """A whole that cannot be split: ``reason`` and the amount that shows it.

    Reasons: ``units`` (the whole is no whole number of units), ``no_weight`` (nobody has a
    weight), ``floors`` and ``caps`` (the bounds leave no room; the amount is their sum),
    ``crossed`` (a floor above the cap of one party), ``negative`` (a weight below zero).
    """

    def __init__(self, reason: str, amount: Number = 0, party: str | None = None) -> None:
        self.reason, self.amount, self.party = reason, amount, party
        super().__init__(reason, amount, party)


def allocate(
    total: Number, parties: Sequence[Party], *, unit: Number, remainder: Remainder
) -> tuple[Part, ...]:
    """Split ``total`` among ``parties`` in whole multiples of ``unit``; the parts add up to it.

    A total below zero (a correction) is split as its size is, with the sign turned. Floors are
    raised and caps lowered to whole units, so that no part breaks them. Raises
    `AllocationError`.

    >>> def three(remainder):
    ...     found = allocate(100, [Party(x, 1) for x in "abc"], unit=1, remainder=remainder)
    ...     return [part.amount for part in found]
    >>> three("largest_remainder"), three("to_last")
    ([34, 33, 33], [33, 33, 34])
    """
    if total < 0:
        return tuple(
            attrs.evolve(part, amount=-part.amount, exact=-part.exact)
            for part in allocate(-total, parties, unit=unit, remainder=remainder)
        )
    whole = exact(Fraction(total) / unit)
    if not isinstance(whole, int):
        raise AllocationError("units", unit)
    bounds = [_bounds(party, unit, whole) for party in parties]
    _check(whole, parties, bounds, unit)
    shares = fill(whole, [Fraction(party.weight) for party in parties], bounds)
    counts = _cut(whole, shares, parties, bounds, remainder)
    return tuple(
        Part(party.id, exact(count * unit), exact(share * unit), _held(share, party, low, high))
        for party, share, count, (low, high) in zip(parties, shares, counts, bounds)
    )


def _bounds(party: Party, unit: Number, whole: int) -> tuple[int, int]:
    """The floor and the cap in whole units, within 0 and the whole."""
    low = 0 if party.floor is None else -(-Fraction(party.floor) // unit)
    high = whole if party.cap is None else Fraction(party.cap) // unit
    return max(int(low), 0), min(int(high), whole)


def _check(
    whole: int, parties: Sequence[Party], bounds: Sequence[tuple[int, int]], unit: Number
) -> None:
    for party, (low, high) in zip(parties, bounds):
        if party.weight < 0:
            raise AllocationError("negative", party.weight, party.id)
        if low > high and party.cap is not None and high < whole:
            raise AllocationError("crossed", exact(low * unit), party.id)
    floors = sum(low for low, _ in bounds)
    if floors > whole:
        raise AllocationError("floors", exact(floors * unit))
    if whole and not any(party.weight for party in parties):
        raise AllocationError("no_weight")
    room = sum(high if party.weight else low for party, (low, high) in zip(parties, bounds))
    if room < whole:
        raise AllocationError("caps", exact(room * unit))


def fill(
    whole: Number, weights: Sequence[Fraction], bounds: Sequence[tuple[Number, Number]]
) -> list[Fraction]:
    """The exact shares: ``level * weight`` within the bounds, adding up to ``whole``.

    Who has no weight gets its floor. The bounds must leave room for the whole. As the level
    rises, the sum rises along a line that bends where a share leaves its floor or meets its
    cap; the bend at which the sum passes the whole is looked for, and the line solved there.
    """
    bends = sorted({Fraction(end) / w for w, pair in zip(weights, bounds) if w for end in pair})
    low, high = 0, len(bends)
    while low < high:
        middle = (low + high) // 2
        if sum(_at(bends[middle], weights, bounds)) < whole:
            low = middle + 1
        else:
            high = middle
    below = bends[low - 1] if low else Fraction(0)
    start = _at(below, weights, bounds)
    missing = whole - sum(start)
    free = [
        bool(w) and share == below * w and pair[0] <= share < pair[1]
        for w, share, pair in zip(weights, start, bounds)
    ]
    slope = sum(w for w, is_free in zip(weights, free) if is_free)
    rise = missing / slope if slope else Fraction(0)
    return [share + rise * w if is_free else share
            for w, share, is_free in zip(weights, start, free)]  # fmt: skip


def _at(
    level: Fraction, weights: Sequence[Fraction], bounds: Sequence[tuple[Number, Number]]
) -> list[Fraction]:
    return [
        Fraction(min(max(level * w, low), high) if w else low)
        for w, (low, high) in zip(weights, bounds)
    ]


def _cut(
    whole: int,
    shares: Sequence[Fraction],
    parties: Sequence[Party],
    bounds: Sequence[tuple[int, int]],
    remainder: Remainder,
) -> list[int]:
    """The shares as whole numbers that add up to the whole, none beyond its bounds."""
    counts = [share.numerator // share.denominator for share in shares]
    left = whole - sum(counts)
    first = _first(parties, remainder)
    if first is not None:
        taken = min(left, bounds[first][1] - counts[first])
        counts[first] += taken
        left -= taken
    losses = [(share - count, n) for n, (share, count) in enumerate(zip(shares, counts))]
    order = sorted((n for loss, n in losses if loss > 0), key=lambda n: (-losses[n][0], n))
    for n in order[:left]:
        counts[n] += 1
    return counts


def _first(parties: Sequence[Party], remainder: Remainder) -> int | None:
    """Who is given the remainder before all others."""
    if remainder == "to_last":
        return len(parties) - 1
    if remainder == "to_lead":
        return next((n for n, party in enumerate(parties) if party.lead), None)
    return None


def _held(share: Fraction, party: Party, low: int, high: int) -> Literal["floor", "cap"] | None:
    if not high:
        return None  # nothing is split
    if party.cap is not None and share == high:
        return "cap"
    return "floor" if party.floor is not None and share == low else None
