"""Which indicator brought how many points, whatever the aggregation; the sum is exact.

In a weighted mean an indicator brings ``weight × score``. In any other aggregation ``f`` the
difference to the weighted mean (the *imbalance*) is shared among the members by the Shapley
value: a coalition of members counts with its own scores, the others with the mean ``m`` of the
group, so that a member is charged for how far it strays from the rest. With idempotent
aggregations (all but ``formula``) nothing is left over: ``f(m, …, m) = m``; what a formula
leaves is a line of its own. What falls to a member that is a group goes down to its indicators
by their weights in it (as in Owen's value, a group acts as one). Steps of a group's own give a
line of their own, too.

The Shapley value is exact for up to `EXACT_MEMBERS` members. With more it is the mean over
every rotation of the written order, forwards and backwards: the sum stays exact.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import factorial
from typing import TYPE_CHECKING, Final

from govcoord.numerals import Number, exact
from govcoord.scoring.aggregate import weighted_mean

if TYPE_CHECKING:
    from govcoord.scoring.report import Sheet
    from govcoord.scoring.scorecard import Member, Scorecard

EXACT_MEMBERS: Final = 8

Worth = Callable[[int], Number]
"""What a coalition is worth; bit *i* of its number says whether member *i* takes part."""


def shapley(worth: Worth, members: int) -> list[Number]:
    """The share of each member in ``worth(all) - worth(none)``; the shares add up to it.

    >>> shapley(lambda coalition: 12 if coalition == 3 else 0, 2)
    [6, 6]
    """
    if members > EXACT_MEMBERS:
        return _by_rotations(worth, members)
    worths = [Fraction(worth(coalition)) for coalition in range(1 << members)]
    chances = [
        Fraction(factorial(size) * factorial(members - size - 1), factorial(members))
        for size in range(members)
    ]
    found = [Fraction(0)] * members
    for coalition in range(1 << members):
        size = coalition.bit_count()
        for member in range(members):
            if not coalition >> member & 1:
                gain = worths[coalition | 1 << member] - worths[coalition]
                found[member] += chances[size] * gain
    return [exact(share) for share in found]


def _by_rotations(worth: Worth, members: int) -> list[Number]:
    order = list(range(members))
    orders = [order[i:] + order[:i] for i in order]
    orders += [turned[::-1] for turned in orders]
    found = [Fraction(0)] * members
    known: dict[int, Fraction] = {}
    for one in orders:
        coalition = 0
        for member in one:
            joined = coalition | 1 << member
            for key in (coalition, joined):
                if key not in known:
                    known[key] = Fraction(worth(key))
            found[member] += known[joined] - known[coalition]
            coalition = joined
    return [exact(share / len(orders)) for share in found]


def imbalance(card: Scorecard, position: int, members: Sequence[Member]) -> list[Number]:
    """What the aggregation of a group adds to the weighted mean: one share for each member.

    The last number is what is no member's: 0 but for formulas.
    """
    whole = sum((Fraction(weight) for _, weight, _ in members), Fraction(0))
    shares = [(Fraction(weight) / whole, score) for _, weight, score in members]
    mean = weighted_mean(shares)

    def worth(coalition: int) -> Number:
        mixed = [
            (child, weight, score if coalition >> i & 1 else mean)
            for i, (child, weight, score) in enumerate(members)
        ]
        return card.combine(position, mixed)

    everyone = (1 << len(members)) - 1
    try:
        gains = shapley(worth, len(members))
        level = exact(Fraction(worth(0)) - mean)
    except ValueError:
        # The formula has no value at the mean: its effect is no member's.
        return [*[0] * len(members), exact(Fraction(worth(everyone)) - mean)]
    # Of its gain, ``weight × (score - mean)`` is what the weighted mean gives the member anyway.
    plain = [Fraction(share) * (score - mean) for share, score in shares]
    return [*(exact(gain - part) for gain, part in zip(gains, plain)), level]


def interactions(sheet: Sheet) -> tuple[list[Number], list[tuple[str, int, Number]]]:
    """Points beyond ``weight × score`` for each indicator, and lines that are no indicator's.

    The lines are pairs of kind (``formula``, ``rescaling``), position of the group and points.
    """
    card, weights = sheet.scorecard, sheet.weights
    points: list[Number] = [0] * len(card.indicators)
    lines: list[tuple[str, int, Number]] = []
    if sheet.nodes is None:
        return points, lines
    scores, before = sheet.nodes
    for at, branch in enumerate(card.tree):
        value, reached = before[at], scores[at]
        if branch.leaf >= 0 or not weights[at] or value is None or reached is None:
            continue
        if branch.aggregate != "weighted_mean":
            members = [
                (child, weights[child], score)
                for child in branch.children
                if weights[child] and (score := scores[child]) is not None
            ]
            *shares, level = imbalance(card, at, members)
            for (child, weight, _), share in zip(members, shares):
                _hand_down(card, weights, child, Fraction(weights[at]) * share / weight, points)
            if level:
                lines.append(("formula", at, exact(Fraction(weights[at]) * level)))
        if reached != value:
            lines.append(("rescaling", at, exact(weights[at] * Fraction(reached - value))))
    return points, lines


def _hand_down(
    card: Scorecard,
    weights: Sequence[Number],
    position: int,
    rate: Fraction,
    points: list[Number],
) -> None:
    """Add ``rate`` points for each unit of weight to every indicator below."""
    branch = card.tree[position]
    if branch.leaf >= 0:
        points[branch.leaf] = exact(points[branch.leaf] + rate * weights[position])
    for child in branch.children:
        _hand_down(card, weights, child, rate, points)


__all__ = ["EXACT_MEMBERS", "imbalance", "interactions", "shapley"]
