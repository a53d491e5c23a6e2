"""Rates from samples and their margins of error, exact: whole numbers and no binary float.

The bounds are roots of rational numbers. They are enclosed between fractions until the decimal
asked for is certain, so that every digit told is right.

Sources: E. B. Wilson, Probable inference, the law of succession, and statistical inference,
J. Am. Stat. Assoc. 22 (1927) 209-212, for the interval of a rate; R. G. Newcombe, Interval
estimation for the difference between independent proportions, Statist. Med. 17 (1998) 873-890,
method 10, for that of a difference; the same squares added with weights for a weighted sum (G. Y.
Zou, W. Huang, X. Zhang, A note on confidence interval estimation for a linear function of
binomial proportions, Comput. Stat. Data Anal. 53 (2009) 1080-1085).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import isqrt

import attrs

from govcoord.numerals import exact, format_number, round_number

Enclosure = Callable[[int], tuple[Fraction, Fraction]]
"""Two fractions that a number lies between, closer together the more digits are asked for."""

LEVELS: Mapping[Fraction, Fraction] = {
    Fraction(level): Fraction(z)
    for level, z in (
        ("0.8", "1.281551565544600466965103329449"),
        ("0.9", "1.644853626951472714863848907992"),
        ("0.95", "1.959963984540054235524594430521"),
        ("0.98", "2.326347874040841100885606163347"),
        ("0.99", "2.575829303548900760978576748604"),
        ("0.999", "3.290526731491894793221627035375"),
    )
}
"""The quantile of the normal distribution for each two-sided level of confidence, 30 decimals."""

_MOST_DIGITS = 1280


def is_enough(sample: int, minimum: int | None) -> bool:
    """Whether a sample is as large as it must be; the least number itself is enough.

    >>> is_enough(30, 30), is_enough(29, 30), is_enough(0, None)
    (True, False, True)
    """
    return minimum is None or sample >= minimum


@attrs.frozen
class Bounds:
    """The two ends of an interval, to the decimals asked for."""

    low: Fraction
    high: Fraction

    def __str__(self) -> str:
        return f"{format_number(exact(self.low))} - {format_number(exact(self.high))}"


@attrs.frozen
class Interval:
    """An interval whose ends are known as closely as anybody wants."""

    low: Enclosure
    high: Enclosure

    def rounded(self, digits: int) -> Bounds:
        """Both ends to so many decimals, correctly rounded."""
        return Bounds(rounded(self.low, digits), rounded(self.high, digits))

    def holds(self, value: Fraction) -> bool:
        """Whether a value lies in the interval; the ends belong to it."""
        return compare(self.low, value) <= 0 <= compare(self.high, value)


@attrs.frozen
class Part:
    """``hits`` among ``size`` asked, times ``weight`` in a sum; a weight below 0 subtracts."""

    hits: int
    size: int
    weight: Fraction = Fraction(1)

    @property
    def rate(self) -> Fraction:
        """The share of hits."""
        return Fraction(self.hits, self.size)


def wilson(hits: int, size: int, z: Fraction) -> Interval:
    """The interval of a rate after Wilson; ``size`` is at least 1.

    With p the rate and n the size: ``(p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)``.

    >>> str(wilson(81, 263, Fraction("1.96")).rounded(4))
    '0.2553 - 0.3662'
    >>> str(wilson(0, 30, LEVELS[Fraction(95, 100)]).rounded(3))
    '0 - 0.114'
    """
    middle, square = _wilson(hits, size, z)
    return Interval(
        lambda digits: _minus(middle, root(square, digits)),
        lambda digits: _plus(middle, root(square, digits)),
    )


def weighted(parts: Sequence[Part], z: Fraction) -> Interval:
    """The interval of a weighted sum of independent rates, each with its own Wilson interval.

    The distances from each rate to its bound are squared, weighted and added. Two parts
    weighing 1 and -1 give Newcombe's interval of a difference.

    >>> difference = weighted([Part(56, 70), Part(48, 80, Fraction(-1))], Fraction("1.96"))
    >>> str(difference.rounded(4)), difference.holds(Fraction(0))
    ('0.0524 - 0.3339', False)
    """
    value = sum((part.weight * part.rate for part in parts), Fraction(0))
    return Interval(
        lambda digits: _minus(value, _distance(parts, z, digits, lower=True)),
        lambda digits: _plus(value, _distance(parts, z, digits, lower=False)),
    )


def _wilson(hits: int, size: int, z: Fraction) -> tuple[Fraction, Fraction]:
    """The middle of Wilson's interval and the square of half its width."""
    square = z * z
    whole = size + square
    spread = Fraction(hits * (size - hits), size) + square / 4
    return (hits + square / 2) / whole, square * spread / whole**2


def _distance(
    parts: Sequence[Part], z: Fraction, digits: int, *, lower: bool
) -> tuple[Fraction, Fraction]:
    """How far the lower (or upper) bound of a weighted sum lies from it."""
    low = high = Fraction(0)
    for part in parts:
        middle, square = _wilson(part.hits, part.size, z)
        below = lower == (part.weight > 0)
        aside = part.rate - middle if below else middle - part.rate
        near, far = (aside + end for end in root(square, digits))
        low += (part.weight * max(near, Fraction(0))) ** 2
        high += (part.weight * far) ** 2
    return root(low, digits)[0], root(high, digits)[1]


def root(value: Fraction, digits: int) -> tuple[Fraction, Fraction]:
    """Two fractions that the square root lies between; equal where it is a fraction itself.

    >>> root(Fraction(9, 4), 3), root(Fraction(2), 3)
    ((Fraction(3, 2), Fraction(3, 2)), (Fraction(707, 500), Fraction(283, 200)))
    """
    above, below = isqrt(value.numerator), isqrt(value.denominator)
    if above**2 == value.numerator and below**2 == value.denominator:
        return Fraction(above, below), Fraction(above, below)
    scale = 10**digits
    floor = isqrt(value.numerator * scale**2 // value.denominator)
    return Fraction(floor, scale), Fraction(floor + 1, scale)


def rounded(number: Enclosure, digits: int) -> Fraction:
    """The number to so many decimals, halves up, once the enclosure leaves no doubt.

    What cannot be told from a tie within 1280 digits is taken as the tie that it is.
    """
    more = digits + 12
    while True:
        low, high = number(more)
        found = round_number(low, digits)
        if more > _MOST_DIGITS or found == round_number(high, digits):
            return Fraction(round_number(high, digits))
        more *= 2


def compare(number: Enclosure, value: Fraction) -> int:
    """Whether a number is less than a value (-1), equal to it (0), or more (1)."""
    more = 24
    while more <= _MOST_DIGITS:
        low, high = number(more)
        if high < value or low > value:
            return -1 if high < value else 1
        if low == high:
            return 0
        more *= 2
    return 0


def _minus(value: Fraction, ends: tuple[Fraction, Fraction]) -> tuple[Fraction, Fraction]:
    return value - ends[1], value - ends[0]


def _plus(value: Fraction, ends: tuple[Fraction, Fraction]) -> tuple[Fraction, Fraction]:
    return value + ends[0], value + ends[1]
