"""From the scores of a group's members to the score of the group."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Final

from attrs import frozen

from govcoord.numerals import Number, exact
from govcoord.scoring.decimals import context_of, decimal_of, logarithm, power_of, rounded

_MOST_PARTS: Final = 20

Weighted = Sequence[tuple[Number, Number]]
"""Pairs of weight and score; the weights add up to 1."""


def weighted_mean(pairs: Weighted) -> Number:
    """The arithmetic mean: the sum of weight × score.

    >>> weighted_mean([(Fraction(1, 4), 40), (Fraction(3, 4), 80)])
    70
    """
    return exact(sum((weight * score for weight, score in pairs), Fraction(0)))


def geometric(pairs: Weighted, precision: int) -> Number:
    """The weighted geometric mean, ``exp(sum of weight × ln(score))``; 0 when any score is 0.

    Irrational as a rule: rounded to ``precision`` significant digits. ValueError for a
    score below 0.

    >>> geometric([(Fraction(1, 2), 4), (Fraction(1, 2), 9)], 28)
    6
    """
    _refuse_negative(pairs)
    if any(score == 0 for _, score in pairs):
        return 0
    context = context_of(precision)
    total = context.create_decimal(0)
    for weight, product in _products(pairs):
        part = context.multiply(decimal_of(weight, context), logarithm(product, context))
        total = context.add(total, part)
    return _between(pairs, rounded(total.exp(context), precision))


def _products(pairs: Weighted) -> Weighted:
    """The same mean of fewer scores: logarithms are dear, and products of fractions are not.

    Where all weights are multiples of one small share, the scores' product, each taken as often
    as its weight says, has that share as its weight.

    >>> _products([(Fraction(1, 3), 2), (Fraction(2, 3), 5)])
    [(Fraction(1, 3), Fraction(50, 1))]
    """
    parts = lcm(*(Fraction(weight).denominator for weight, _ in pairs))
    if parts > _MOST_PARTS:
        return pairs
    above = below = 1
    for weight, score in pairs:
        often, share = int(weight * parts), Fraction(score)
        above *= share.numerator**often
        below *= share.denominator**often
    return [(Fraction(1, parts), Fraction(above, below))]


def harmonic(pairs: Weighted) -> Number:
    """The weighted harmonic mean, ``1 / sum of weight / score``; 0 when any score is 0.

    Exact. ValueError for a score below 0.

    >>> harmonic([(Fraction(1, 2), 40), (Fraction(1, 2), 60)])
    48
    """
    _refuse_negative(pairs)
    if any(score == 0 for _, score in pairs):
        return 0
    return exact(1 / sum((Fraction(weight) / score for weight, score in pairs), Fraction(0)))


def power(pairs: Weighted, exponent: Number, precision: int) -> Number:
    """The weighted power mean, ``(sum of weight × score^p)^(1/p)``, for ``p`` other than 0.

    The lower ``p``, the dearer an imbalance: 1 is the arithmetic mean, -1 the harmonic one.
    0 when any score is 0 and ``p`` is below 0. ValueError for a score below 0.

    >>> power([(Fraction(1, 2), 1), (Fraction(1, 2), 7)], 2, 28)
    5
    """
    _refuse_negative(pairs)
    if exponent < 0 and any(score == 0 for _, score in pairs):
        return 0
    raised = [(weight, power_of(score, exponent, precision)) for weight, score in pairs]
    return _between(pairs, power_of(weighted_mean(raised), 1 / Fraction(exponent), precision))


def _between(pairs: Weighted, mean: Number) -> Number:
    # A mean lies between the scores; rounding must not take it outside.
    scores = [score for _, score in pairs]
    return min(max(scores), max(min(scores), mean))


def minimum(pairs: Weighted) -> Number:
    """The lowest score, whatever the weights.

    >>> minimum([(Fraction(9, 10), 90), (Fraction(1, 10), 20)])
    20
    """
    return min(score for _, score in pairs)


def median(pairs: Weighted) -> Number:
    """The weighted median: the score with half of the weight on either side.

    Where the weight splits in two equal halves, the mean of the scores next to the border.

    >>> third = Fraction(1, 3)
    >>> median([(third, 9), (third, 1), (third, 4)]), median([(third * 2, 3), (third, 8)])
    (4, 3)
    """
    ordered = sorted((score, Fraction(weight)) for weight, score in pairs)
    reached = Fraction(0)
    for at, (score, weight) in enumerate(ordered):
        reached += weight
        if reached * 2 == 1:
            return exact(Fraction(score + ordered[at + 1][0]) / 2)
        if reached * 2 > 1:
            return score
    return ordered[-1][0]


def penalised(pairs: Weighted, penalty: Number) -> Number:
    """The mean less a share of its distance to the lowest score.

    >>> penalised([(Fraction(1, 2), 40), (Fraction(1, 2), 80)], Fraction(1, 4))
    55
    """
    mean = weighted_mean(pairs)
    return exact(mean - penalty * (mean - minimum(pairs)))


def mazziotta_pareto(pairs: Weighted, penalty: Number) -> Number:
    """``mean - penalty × variance / mean``: a penalty for scores that lie far apart.

    The variance is that of the population, with the group's weights. Exact. With ``penalty``
    1 this is the index of Mazziotta and Pareto (mean less standard deviation × coefficient of
    variation); -1 adds where high scores are bad. ValueError where the mean is 0 and the
    scores are not.

    >>> mazziotta_pareto([(Fraction(1, 2), 90), (Fraction(1, 2), 110)], 1)
    99
    """
    mean = weighted_mean(pairs)
    variance = sum((Fraction(weight) * (score - mean) ** 2 for weight, score in pairs), Fraction(0))
    if not variance:
        return mean
    if mean == 0:
        raise ValueError("scores whose mean is not 0")
    return exact(mean - penalty * variance / mean)


def _refuse_negative(pairs: Weighted) -> None:
    low = minimum(pairs)
    if low < 0:
        raise ValueError("scores of at least 0")


@frozen
class Parameters:
    """What an aggregation may need besides weights and scores."""

    precision: int = 28
    exponent: Number = 1
    penalty: Number = 1


AGGREGATES: Final[Mapping[str, Callable[[Weighted, Parameters], Number]]] = {
    "weighted_mean": lambda pairs, _: weighted_mean(pairs),
    "geometric": lambda pairs, given: geometric(pairs, given.precision),
    "harmonic": lambda pairs, _: harmonic(pairs),
    "power": lambda pairs, given: power(pairs, given.exponent, given.precision),
    "minimum": lambda pairs, _: minimum(pairs),
    "maximum": lambda pairs, _: max(score for _, score in pairs),
    "median": lambda pairs, _: median(pairs),
    "penalised": lambda pairs, given: penalised(pairs, given.penalty),
    "mazziotta_pareto": lambda pairs, given: mazziotta_pareto(pairs, given.penalty),
}
"""Every aggregation by the name that stands in YAML, but for ``formula``."""
