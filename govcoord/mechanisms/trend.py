"""Lines through a few figures: where they lead, and how sure that is.

Time is measured in years: the end of 2024 is 2025, the end of 30 June 2025 is 2025 and 181/365.
Lines are exact; an interval has a square root in it, which is rounded outwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from math import isqrt
from typing import Literal

import attrs

from govcoord.numerals import Number, exact

Method = Literal["least_squares", "last_two", "none"]
Point = tuple[date, Number]

_DF = (*range(1, 31), 40, 60, 120)
_QUANTILES: dict[str, str] = {
    "80%": "3.078 1.886 1.638 1.533 1.476 1.440 1.415 1.397 1.383 1.372 1.363 1.356 1.350 1.345 "
    "1.341 1.337 1.333 1.330 1.328 1.325 1.323 1.321 1.319 1.318 1.316 1.315 1.314 1.313 1.311 "
    "1.310 1.303 1.296 1.289",
    "95%": "12.706 4.303 3.182 2.776 2.571 2.447 2.365 2.306 2.262 2.228 2.201 2.179 2.160 2.145 "
    "2.131 2.120 2.110 2.101 2.093 2.086 2.080 2.074 2.069 2.064 2.060 2.056 2.052 2.048 2.045 "
    "2.042 2.021 2.000 1.980",
}
"""Two-sided quantiles of Student's t by degrees of freedom, as statistical tables print them."""


@attrs.frozen
class Forecast:
    """What a line gives for a day: ``value``, and the interval in which it may lie.

    ``low`` and ``high`` are ``None`` where the figures say nothing of their spread.
    """

    at: date
    value: Number
    method: Method
    figures: int
    low: Number | None = None
    high: Number | None = None
    interval: str | None = None


def year_point(day: date) -> Fraction:
    """The end of a day in years.

    >>> year_point(date(2024, 12, 31)), year_point(date(2025, 6, 30)) - 2025
    (Fraction(2025, 1), Fraction(181, 365))
    """
    start = date(day.year, 1, 1)
    return day.year + Fraction((day - start).days + 1, (date(day.year + 1, 1, 1) - start).days)


def forecast(
    points: Sequence[Point], at: date, method: Method, *, interval: str = "95%", digits: int = 2
) -> Forecast | None:
    """The figure to expect on a day; ``None`` with fewer than two figures or without a method.

    ``least_squares`` is the line with the least sum of squared distances to all figures, with a
    prediction interval where there are three or more (normal errors of equal spread: Student's
    t with n-2 degrees of freedom, ``interval`` 80% or 95%); ``last_two`` the line through the
    last two. Interval ends are rounded outwards to ``digits`` decimals.

    >>> year_ends = [(date(2021 + n, 12, 31), value) for n, value in enumerate((10, 9, 8))]
    >>> forecast(year_ends, date(2025, 12, 31), "least_squares").value
    6
    """
    if method == "none" or len(points) < 2:
        return None
    used = points[-2:] if method == "last_two" else points
    xs, ys = [year_point(day) for day, _ in used], [Fraction(value) for _, value in used]
    count, mean = len(xs), sum(xs, Fraction(0)) / len(xs)
    spread = sum(((x - mean) ** 2 for x in xs), Fraction(0))
    level = sum(ys, Fraction(0)) / count
    slope = sum(((x - mean) * y for x, y in zip(xs, ys)), Fraction(0)) / spread
    x = year_point(at)
    value = level + slope * (x - mean)
    made = Forecast(at, exact(value), method, count)
    if count < 3 or method == "last_two":
        return made
    errors = sum(((y - level - slope * (x_ - mean)) ** 2 for x_, y in zip(xs, ys)), Fraction(0))
    square = errors / (count - 2) * (1 + Fraction(1, count) + (x - mean) ** 2 / spread)
    half = root_up(square * quantile(count - 2, interval) ** 2, digits)
    return attrs.evolve(made, low=exact(value - half), high=exact(value + half), interval=interval)


def quantile(df: int, interval: str) -> Fraction:
    """Student's t for a two-sided interval, of the next lower degree in the table.

    >>> quantile(2, "95%"), quantile(35, "95%") == quantile(30, "95%")
    (Fraction(4303, 1000), True)
    """
    values = _QUANTILES[interval].split()
    return Fraction(values[max(n for n, known in enumerate(_DF) if known <= df)])


def root_up(square: Fraction, digits: int) -> Fraction:
    """The square root, rounded up to ``digits`` decimals.

    >>> root_up(Fraction(2), 2), root_up(Fraction(9, 4), 1)
    (Fraction(71, 50), Fraction(3, 2))
    """
    scaled = square * 10 ** (2 * digits)
    root = isqrt(scaled.numerator // scaled.denominator)
    return Fraction(root if root * root == scaled else root + 1, 10**digits)
