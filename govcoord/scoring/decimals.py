"""Decimals for the few irrational functions, the same on every machine.

Logarithm, exponential and square root of the decimal module are correctly rounded, and the
context is given here, whatever the caller's own context is.
"""

from __future__ import annotations

import decimal
from decimal import Decimal
from fractions import Fraction
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
