"""Decimals for the few irrational functions, the same on every machine.

Logarithm, exponential and square root of the decimal module are correctly rounded, and the
context is given here, whatever the caller's own context is. Every function works with some
guard digits and rounds its result, half to even, to ``precision`` significant digits.
"""

from __future__ import annotations

import decimal
from decimal import Decimal
from fractions import Fraction
from math import isqrt
from typing import Final

from govcoord.numerals import Number, exact

_GUARD: Final = 12


def context_of(precision: int) -> decimal.Context:
    """A decimal context with some guard digits, whatever the caller's own context is."""
    return decimal.Context(
        prec=precision + _GUARD,
        rounding=decimal.ROUND_HALF_EVEN,
        Emin=decimal.MIN_EMIN,
        Emax=decimal.MAX_EMAX,
        traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
    )


def decimal_of(number: Number, context: decimal.Context) -> Decimal:
    """The number as a decimal, rounded to the context's precision."""
    if isinstance(number, int):
        return context.create_decimal(number)
    return context.divide(Decimal(number.numerator), Decimal(number.denominator))


def logarithm(number: Number, context: decimal.Context) -> Decimal:
    """The natural logarithm of a number above 0, correctly rounded."""
    return decimal_of(number, context).ln(context)


def rounded(value: Decimal, precision: int) -> Number:
    """The decimal as an exact number of at most ``precision`` significant digits."""
    context = decimal.Context(prec=precision, rounding=decimal.ROUND_HALF_EVEN)
    return exact(Fraction(context.plus(value)))


def log_of(number: Number, base: str, precision: int) -> Number:
    """The logarithm to base ``e``, ``10`` or ``2``; ValueError for a number not above 0.

    >>> log_of(1000, "10", 28)
    3
    """
    if number <= 0:
        raise ValueError("a figure above 0")
    context = context_of(precision)
    found = logarithm(number, context)
    if base != "e":
        found = context.divide(found, logarithm(int(base), context))
    return rounded(found, precision)


def exponential(number: Number, precision: int) -> Number:
    """``e`` to the power of the number; ValueError where that is beyond all figures."""
    if not -10_000 <= number <= 10_000:
        raise ValueError("an exponent between -10,000 and 10,000")
    context = context_of(precision)
    return rounded(decimal_of(number, context).exp(context), precision)


def root_of(number: Number, degree: int, precision: int) -> Number:
    """The root of a number of at least 0; exact where the square root is.

    >>> root_of(Fraction(9, 16), 2, 28), float(root_of(27, 3, 28))
    (Fraction(3, 4), 3.0)
    """
    if number < 0:
        raise ValueError("a figure of at least 0")
    if degree == 2:
        share = Fraction(number)
        above, below = isqrt(share.numerator), isqrt(share.denominator)
        if above * above == share.numerator and below * below == share.denominator:
            return exact(Fraction(above, below))
        context = context_of(precision)
        return rounded(decimal_of(number, context).sqrt(context), precision)
    return power_of(number, Fraction(1, degree), precision)


def power_of(number: Number, exponent: Number, precision: int) -> Number:
    """A number to a power: exact for whole exponents, otherwise ``exp(exponent × ln)``.

    ValueError for a number below 0 with a broken exponent, for 0 with one below 0, and for
    exponents beyond 100.

    >>> power_of(Fraction(1, 2), -2, 28), power_of(0, Fraction(1, 2), 28)
    (4, 0)
    """
    if not -100 <= exponent <= 100:
        raise ValueError("an exponent between -100 and 100")
    if number == 0 and exponent < 0:
        raise ValueError("a figure other than 0")
    if isinstance(exponent, int):
        return exact(Fraction(number) ** exponent)
    if number < 0:
        raise ValueError("a figure of at least 0")
    if number == 0:
        return 0
    if exponent == Fraction(1, 2):
        return root_of(number, 2, precision)
    context = context_of(precision)
    product = context.multiply(decimal_of(exponent, context), logarithm(number, context))
    return rounded(product.exp(context), precision)
