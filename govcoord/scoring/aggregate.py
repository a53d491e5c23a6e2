"""From the scores of a group's members to the score of the group."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from govcoord.numerals import Number, exact
from govcoord.scoring.decimals import context_of, decimal_of, logarithm, rounded

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
    for weight, score in pairs:
        part = context.multiply(decimal_of(weight, context), logarithm(score, context))
        total = context.add(total, part)
    mean = rounded(total.exp(context), precision)
    # A mean lies between the scores; rounding must not take it outside.
    scores = [score for _, score in pairs]
    return min(max(scores), max(min(scores), mean))


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


def minimum(pairs: Weighted) -> Number:
    """The lowest score, whatever the weights.

    >>> minimum([(Fraction(9, 10), 90), (Fraction(1, 10), 20)])
    20
    """
    return min(score for _, score in pairs)


def _refuse_negative(pairs: Weighted) -> None:
    low = minimum(pairs)
    if low < 0:
        raise ValueError("scores of at least 0")


AGGREGATES: Final[Mapping[str, Callable[[Weighted, int], Number]]] = {
    "weighted_mean": lambda pairs, _: weighted_mean(pairs),
    "geometric": geometric,
    "harmonic": lambda pairs, _: harmonic(pairs),
    "minimum": lambda pairs, _: minimum(pairs),
}
"""Every aggregation by the name that stands in YAML."""
