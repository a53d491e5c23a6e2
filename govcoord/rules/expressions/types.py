"""What a checked expression is: its type and unit, and conversions between units."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

import attrs

from govcoord.numerals import Number, exact
from govcoord.rules.expressions.tree import Expression, RecordRef, Scale
from govcoord.rules.vocabulary import Attribute, Choices, Type
from govcoord.units import Unit

__all__ = [
    "NUMBERS",
    "Typed",
    "is_ratio",
    "of_field",
    "plain",
    "scaled",
    "unit_factor",
    "wider",
]

NUMBERS: Final = frozenset({Type.INTEGER, Type.NUMBER, Type.QUANTITY})


@attrs.frozen(slots=True)
class Typed:
    """A checked expression: conversions of units made explicit, names resolved to ids.

    ``unit`` is that of a quantity, ``choices`` the list of a choice or set.
    """

    expression: Expression
    type: Type
    unit: Unit | None = None
    choices: Choices | None = None


def of_field(ref: RecordRef, field: Attribute) -> Typed:
    """The type of a field of records."""
    return Typed(ref, field.type, field.unit, field.choices)


def wider(left: Typed, right: Typed) -> Type:
    """The type of a sum of two numbers."""
    if left.unit is not None:
        return Type.QUANTITY
    return Type.INTEGER if left.type is right.type is Type.INTEGER else Type.NUMBER


def unit_factor(source: Unit, target: Unit) -> Number | None:
    """What a number in ``source`` is multiplied by to be in ``target``; ``None`` if it cannot."""
    if source.dimension != target.dimension:
        return None
    return exact(Fraction(source.factor) / target.factor)


def scaled(typed: Typed, factor: Number) -> Typed:
    """The expression times a constant."""
    if factor == 1:
        return typed
    expr = typed.expression
    return attrs.evolve(typed, expression=Scale(expr, factor, at=expr.at))


def is_ratio(typed: Typed) -> bool:
    """Whether it is a part of a whole, such as a percentage."""
    return typed.unit is not None and typed.unit.dimension == "ratio"


def plain(typed: Typed) -> Typed:
    """A ratio as a plain number: `90%` as 0.9."""
    assert typed.unit is not None
    return attrs.evolve(scaled(typed, typed.unit.factor), type=Type.NUMBER, unit=None)
