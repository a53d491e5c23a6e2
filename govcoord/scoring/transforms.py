"""Steps that make figures ready for a score: outliers, logarithms, powers, words.

Functions as in `govcoord.scoring.normalise`. Logarithms and broken powers are irrational and
rounded to ``Step.precision`` significant digits; everything else is exact, the test of
skewness too: it compares squares.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor
from typing import Final

from govcoord.numerals import Number, exact
from govcoord.scoring.decimals import log_of, power_of
from govcoord.scoring.steps import ConstantFiguresError, Figures, OutsideError, Scores, Step, known

_SHIFT: Final = Fraction(1, 100)


def percentile_of(figures: Figures, share: Number) -> Number:
    """The percentile of the figures, on a straight line between the two next to it.

    The place is ``share × (n - 1)``, counted from 0: what spreadsheets call
    ``PERCENTILE.INC``, and definition 7 of Hyndman and Fan (1996).

    >>> percentile_of([4, 1, 2], Fraction(1, 2)), percentile_of([1, 2], Fraction(1, 4))
    (2, Fraction(5, 4))
    """
    ordered = sorted(figures)
    place = Fraction(share) * (len(ordered) - 1)
    low, high = ordered[floor(place)], ordered[ceil(place)]
    return exact(low + (high - low) * (place - floor(place)))


def winsorise(step: Step, figures: Figures) -> Scores:
    """Outliers drawn in to the nearest figure that is none.

    ``low_percentile`` and ``high_percentile`` hold the figures between two percentiles.
    ``count`` draws in so many figures at either end. With ``skewness`` and ``kurtosis`` it
    draws in the fewest figures, up to ``count``, at the end to which the figures lean, until
    the skewness is at most the one or the (excess) kurtosis at most the other, as the JRC does;
    where that is not enough, ``otherwise`` keeps the figures as they came, takes logarithms
    (``ln(x - min + 0.01 × (max - min))``, mirrored for figures that lean low), or fails.
    Sources: OECD/JRC Handbook on composite indicators, step 4; the package COINr, `Treat`.

    >>> winsorise(Step(method="winsorise", count=1), [1, 5, 6, 7, 99])
    [5, 5, 6, 7, 7]
    """
    if not figures:
        return []
    if step.skewness is not None:
        return _by_shape(step, figures)
    if step.count is not None:
        return _drawn_in(figures, step.count, step.count)
    low = percentile_of(figures, 0 if step.low_share is None else step.low_share)
    high = percentile_of(figures, 1 if step.high_share is None else step.high_share)
    return [min(high, max(low, figure)) for figure in figures]


def _drawn_in(figures: Figures, low: int, high: int) -> Scores:
    """The figures with so many of the lowest and highest drawn in."""
    ordered = sorted(figures)
    last = len(ordered) - 1
    least, most = ordered[min(low, last)], ordered[max(last - high, 0)]
    if least > most:
        raise ConstantFiguresError
    return [min(most, max(least, figure)) for figure in figures]


def _by_shape(step: Step, figures: Figures) -> Scores:
    leans_high = _third(figures) > 0
    for count in range((step.count or 0) + 1):
        tried = _drawn_in(figures, 0, count) if leans_high else _drawn_in(figures, count, 0)
        if is_shapely(tried, known(step.skewness), known(step.kurtosis)):
            return tried
    if step.otherwise == "fail":
        raise OutsideError(0, f"figures without outliers once {step.count or 0} are drawn in")
    return list(figures) if step.otherwise == "keep" else _shifted_log(step, figures, leans_high)


def _third(figures: Figures) -> Fraction:
    return _moment(figures, 3)


def _moment(figures: Figures, degree: int) -> Fraction:
    mean = Fraction(sum(figures), 1) / len(figures)
    total = sum(((figure - mean) ** degree for figure in figures), Fraction(0))
    return Fraction(total) / len(figures)


def is_shapely(figures: Figures, skewness: Number, kurtosis: Number) -> bool:
    """Whether the sample skewness (as an absolute value) or the excess kurtosis is in bounds.

    Both are the unbiased ones (G1 and G2 of Joanes and Gill, 1998); with fewer than 4 figures,
    or figures that are all equal, there is nothing to draw in.

    >>> is_shapely([1, 2, 3, 4, 5], 2, 3), is_shapely([1, 1, 1, 1, 1, 1, 1, 1, 99], 2, 3)
    (True, False)
    """
    n = len(figures)
    second = _moment(figures, 2)
    if n < 4 or not second:
        return True
    squared = Fraction(n * (n - 1), (n - 2) ** 2) * _third(figures) ** 2 / second**3
    if squared <= Fraction(skewness) ** 2:
        return True
    excess = _moment(figures, 4) / second**2 - 3
    unbiased = Fraction(n - 1, (n - 2) * (n - 3)) * ((n + 1) * excess + 6)
    return unbiased <= kurtosis


def _shifted_log(step: Step, figures: Figures, leans_high: bool) -> Scores:
    low, high = min(figures), max(figures)
    shift = (high - low) * _SHIFT
    if leans_high:
        return [log_of(figure - low + shift, "e", step.precision) for figure in figures]
    return [-log_of(high - figure + shift, "e", step.precision) for figure in figures]


def _each(figures: Figures, make: Callable[[Number], Number]) -> Scores:
    found: Scores = []
    for position, figure in enumerate(figures):
        try:
            found.append(make(figure))
        except ValueError as reason:
            raise OutsideError(position, str(reason)) from None
    return found


def log(step: Step, figures: Figures) -> Scores:
    """The logarithm of ``figure + add`` to ``base`` e, 10 or 2.

    >>> log(Step(method="log", base="10", add=1), [9, 99])
    [1, 2]
    """
    return _each(figures, lambda figure: log_of(figure + step.add, step.base, step.precision))


def power(step: Step, figures: Figures) -> Scores:
    """The figure to the power of ``exponent``: 1/2 is the square root, 1/3 the cube root.

    >>> power(Step(method="power", exponent=Fraction(1, 2)), [9])
    [3]
    """
    return _each(figures, lambda figure: power_of(figure, step.exponent, step.precision))


def inverse(step: Step, figures: Figures) -> Scores:
    """One divided by the figure; what was better when high is better when low then.

    >>> inverse(Step(method="inverse"), [4])
    [Fraction(1, 4)]
    """

    def one(figure: Number) -> Number:
        if figure == 0:
            raise ValueError("a figure other than 0")
        return exact(1 / Fraction(figure))

    return _each(figures, one)


def linear(step: Step, figures: Figures) -> Scores:
    """``times × figure + plus``; a ``times`` below 0 turns the direction round.

    >>> linear(Step(method="linear", times=20, plus=45), [1])
    [65]
    """
    return [exact(step.times * figure + step.plus) for figure in figures]


def categories(step: Step, figures: Figures) -> Scores:
    """The score of each word; the figure is the word's number in the scorecard.

    >>> categories(Step(method="categories", categories=(100, 60, 0)), [1, 0])
    [60, 100]
    """
    return [step.categories[int(figure)] for figure in figures]
