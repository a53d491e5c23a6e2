"""Weights that follow from the figures: the more an indicator tells subjects apart, the more."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from govcoord.numerals import Number, exact
from govcoord.scoring.decimals import context_of, decimal_of, logarithm, rounded


def divergence(scores: Sequence[Number], precision: int) -> Number:
    """``1 - entropy`` of the scores as shares of their sum, between 0 (all equal) and 1.

    The entropy is ``-sum of share × ln(share) / ln(n)``; irrational, so rounded to
    ``precision`` significant digits. ValueError for scores below 0 or none above.

    >>> divergence([5, 5, 5], 28), divergence([0, 7], 28)
    (0, 1)
    """
    if min(scores, default=-1) < 0:
        raise ValueError("scores of at least 0")
    total = sum(scores)
    if not total:
        raise ValueError("a score above 0 in every indicator")
    if len(set(scores)) == 1:
        return 0
    context = context_of(precision)
    entropy = context.create_decimal(0)
    for score in scores:
        if score:
            share = Fraction(score) / total
            part = context.multiply(decimal_of(share, context), logarithm(share, context))
            entropy = context.subtract(entropy, part)
    entropy = context.divide(entropy, logarithm(len(scores), context))
    return max(0, rounded(context.subtract(context.create_decimal(1), entropy), precision))


def entropy_weights(
    columns: Sequence[Sequence[Number]], bounds: Sequence[tuple[Number, Number]], precision: int
) -> list[Number]:
    """The weights of several columns of scores, held between their bounds; they add up to 1.

    In proportion to the divergence of each (Shannon's entropy, the usual entropy weight
    method). What a floor or cap adds or takes is shared by the others in proportion.
    ValueError where no column tells subjects apart.

    >>> entropy_weights([[1, 9], [5, 5]], [(0, 1), (Fraction(1, 10), 1)], 28)
    [Fraction(9, 10), Fraction(1, 10)]
    """
    found = [divergence(column, precision) for column in columns]
    total = sum(found)
    if not total:
        raise ValueError("scores that differ")
    return held([exact(Fraction(part) / total) for part in found], bounds)


def held(weights: Sequence[Number], bounds: Sequence[tuple[Number, Number]]) -> list[Number]:
    """Weights that add up to 1, each between its bounds, otherwise in the old proportions.

    The sum of the lower bounds must be at most 1, that of the upper ones at least 1.

    >>> held([Fraction(1, 2), Fraction(1, 2)], [(0, Fraction(1, 4)), (0, 1)])
    [Fraction(1, 4), Fraction(3, 4)]
    """
    fixed: dict[int, Number] = {}
    while True:
        free = [i for i in range(len(weights)) if i not in fixed]
        rest = 1 - sum((Fraction(weight) for weight in fixed.values()), Fraction(0))
        shares = _spread([Fraction(weights[i]) for i in free], rest)
        below = {i: bounds[i][0] for i, w in zip(free, shares) if w < bounds[i][0]}
        above = {i: bounds[i][1] for i, w in zip(free, shares) if w > bounds[i][1]}
        if not below and not above:
            found = {**fixed, **dict(zip(free, shares))}
            return [exact(Fraction(found[i])) for i in range(len(weights))]
        # Fix the side that pulls harder; the other may come right by it.
        lack = sum(
            (low - w for i, w in zip(free, shares) if (low := bounds[i][0]) > w), Fraction(0)
        )
        excess = sum(
            (w - top for i, w in zip(free, shares) if (top := bounds[i][1]) < w), Fraction(0)
        )
        fixed.update(below if lack >= excess else above)


def _spread(weights: Sequence[Fraction], rest: Fraction) -> list[Fraction]:
    total = sum(weights, Fraction(0))
    if not total:
        return [rest / len(weights)] * len(weights) if weights else []
    return [weight * rest / total for weight in weights]
