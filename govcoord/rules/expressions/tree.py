"""The tree of an expression: nodes, what they read, and the text they print as."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import attrs

from govcoord.numerals import Number, format_number
from govcoord.rules.vocabulary import Type
from govcoord.units import Unit, format_quantity

__all__ = [
    "Binary",
    "Call",
    "Coalesce",
    "Const",
    "Expression",
    "RecordRef",
    "Ref",
    "Scale",
    "children",
    "inputs",
    "record_inputs",
    "show",
]

Place = tuple[int, int]


@attrs.frozen(slots=True)
class Const:
    """A literal: its canonical value, type, and unit."""

    value: Any
    type: Type
    unit: Unit | None = None
    at: Place = attrs.field(default=(0, 0), eq=False, repr=False, kw_only=True)


@attrs.frozen(slots=True)
class Ref:
    """An attribute: its id, or in an unchecked tree also a title."""

    name: str
    at: Place = attrs.field(default=(0, 0), eq=False, repr=False, kw_only=True)


@attrs.frozen(slots=True)
class RecordRef:
    """A list of records, or one field of all of them.

    ``record`` is the id of the record kind, or in an unchecked tree also its key.
    """

    record: str
    field: str | None = None
    at: Place = attrs.field(default=(0, 0), eq=False, repr=False, kw_only=True)


@attrs.frozen(slots=True)
class Binary:
    """``+ - * /`` of numbers and quantities, ``- | &`` of sets."""

    op: str
    left: Expression
    right: Expression
    at: Place = attrs.field(default=(0, 0), eq=False, repr=False, kw_only=True)


@attrs.frozen(slots=True)
class Scale:
    """A number times a constant: a conversion of units, put there by the type check."""

    expr: Expression
    factor: Number
    at: Place = attrs.field(default=(0, 0), eq=False, repr=False, kw_only=True)


@attrs.frozen(slots=True)
class Coalesce:
    """The first of several that is not missing: ``a or b``."""

    options: tuple[Expression, ...]
    at: Place = attrs.field(default=(0, 0), eq=False, repr=False, kw_only=True)


@attrs.frozen(slots=True)
class Call:
    """A function of arguments."""

    function: str
    args: tuple[Expression, ...]
    at: Place = attrs.field(default=(0, 0), eq=False, repr=False, kw_only=True)


Expression = Const | Ref | RecordRef | Binary | Scale | Coalesce | Call


def children(expr: Expression) -> tuple[Expression, ...]:
    """The expressions directly inside ``expr``."""
    if isinstance(expr, Binary):
        return expr.left, expr.right
    if isinstance(expr, Scale):
        return (expr.expr,)
    if isinstance(expr, Coalesce):
        return expr.options
    if isinstance(expr, Call):
        return expr.args
    return ()


def _walk(expr: Expression) -> Iterator[Expression]:
    todo = [expr]
    while todo:
        at = todo.pop()
        yield at
        todo.extend(children(at))


def inputs(expr: Expression) -> frozenset[str]:
    """The names of the attributes that ``expr`` reads.

    >>> inputs(Binary("-", Ref("elapsed"), Ref("limit"))) == {"elapsed", "limit"}
    True
    """
    return frozenset(at.name for at in _walk(expr) if isinstance(at, Ref))


def record_inputs(expr: Expression) -> frozenset[str]:
    """The record kinds whose lists ``expr`` reads."""
    return frozenset(at.record for at in _walk(expr) if isinstance(at, RecordRef))


# how strongly operators bind; a text needs brackets where a weaker one stands inside
STRENGTH: Final = {"or": 1, "|": 2, "&": 3, "+": 4, "-": 4, "*": 5, "/": 5}
_ATOM: Final = 9
_NAME = re.compile(r"[^\W\d]\w*\Z")
WORDS: Final = frozenset({"or", "或", "或者", "true", "false", "是", "否"})
"""Words that are no names unless they stand in backticks."""


def show(expr: Expression) -> str:
    """The expression as text; reading it gives the same expression.

    Conversions of units are not shown: they follow from the units again.

    >>> show(Binary("*", Binary("+", Ref("a"), Ref("b")), Const(2, Type.INTEGER)))
    '(a + b) * 2'
    """
    return _show(expr)[0]


def _show(expr: Expression) -> tuple[str, int]:
    if isinstance(expr, Const):
        return _literal(expr), _ATOM
    if isinstance(expr, Ref):
        return _name(expr.name), _ATOM
    if isinstance(expr, RecordRef):
        field = "" if expr.field is None else "." + _name(expr.field)
        return _name(expr.record) + field, _ATOM
    if isinstance(expr, Scale):
        return _show(expr.expr)
    if isinstance(expr, Call):
        return f"{expr.function}({', '.join(show(arg) for arg in expr.args)})", _ATOM
    if isinstance(expr, Coalesce):
        return " or ".join(_within(option, 2) for option in expr.options), STRENGTH["or"]
    own = STRENGTH[expr.op]
    return f"{_within(expr.left, own)} {expr.op} {_within(expr.right, own + 1)}", own


def _within(expr: Expression, least: int) -> str:
    text, strength = _show(expr)
    return text if strength >= least else f"({text})"


def _name(name: str) -> str:
    return name if _NAME.match(name) and name not in WORDS else f"`{name}`"


def _literal(const: Const) -> str:
    value = const.value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if const.unit is None:
        return format_number(value)
    return format_quantity(value, const.unit, "en").replace(",", "")
