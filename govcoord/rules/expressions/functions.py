"""The functions of expressions: the types of their arguments and results."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

import attrs

from govcoord.diagnostics import suggest
from govcoord.rules.conditions.unary import unit_params
from govcoord.rules.expressions.names import named
from govcoord.rules.expressions.tree import Call, Expression, RecordRef, Ref
from govcoord.rules.expressions.types import NUMBERS, Typed, of_field, scaled, unit_factor
from govcoord.rules.vocabulary import Attribute, Record, Type
from govcoord.units import find_unit

if TYPE_CHECKING:
    from govcoord.rules.expressions.check import Checker

__all__ = ["FUNCTIONS"]

_DATE: Final = frozenset({Type.DATE})


def _argument(
    checker: Checker, expr: Call, index: int, types: frozenset[Type], expected: str
) -> Typed:
    arg = expr.args[index]
    return checker.need(checker.typed(arg), arg, types, expected, f"{expr.function}()")


def _dates(checker: Checker, expr: Call, count: int) -> list[Expression]:
    return [_argument(checker, expr, n, _DATE, "date").expression for n in range(count)]


def _span(checker: Checker, expr: Call) -> Typed:
    """``workdays(from, to[, suspensions])`` and ``days(…)``."""
    args = _dates(checker, expr, 2)
    if len(expr.args) == 3:
        args.append(_suspensions(checker, expr.args[2], expr))
    unit = find_unit("workday" if expr.function == "workdays" else "day")
    return Typed(attrs.evolve(expr, args=tuple(args)), Type.QUANTITY, unit)


def _suspensions(checker: Checker, arg: Expression, expr: Call) -> RecordRef:
    kind = _kind(checker, arg, expr)
    for name in ("from", "to"):
        field = kind.fields.get(name)
        if field is None:
            raise checker.fail("GC220", arg, name=f"{kind.key}.{name}")
        checker.need(of_field(RecordRef(kind.id, name), field), arg, _DATE, "date", "workdays()")
    return RecordRef(kind.id, at=arg.at)


def _kind(checker: Checker, arg: Expression, expr: Call) -> Record:
    """The record kind that an argument names."""
    name = None
    if isinstance(arg, Ref):
        name = arg.name
    elif isinstance(arg, RecordRef):
        name = arg.record
    found = checker.names.kind(name) if name is not None else None
    if found is None:
        keys = [record.key for record in checker.vocabulary.records.values()]
        near = suggest(name, keys) if name else None
        got = checker.text(arg)
        raise checker.fail("GC242", arg, got=got, name=expr.function, suggestion=near)
    return found


def _field(checker: Checker, arg: Expression, expr: Call) -> tuple[RecordRef, Attribute]:
    """The field that ``records.field`` names."""
    kind = _kind(checker, arg, expr)
    name = arg.field if isinstance(arg, RecordRef) else None
    if name is None:
        raise checker.fail("GC246", arg, name=checker.text(arg))
    found = named(name, kind.fields)
    if found is None:
        near = suggest(name, kind.fields)
        raise checker.fail("GC220", arg, name=f"{kind.key}.{name}", suggestion=near)
    return RecordRef(kind.id, found.id, at=arg.at), found


def _added(checker: Checker, expr: Call) -> Typed:
    """``add_workdays``, ``add_days``, ``add_months``: a date and a span of that clock."""
    (start,) = _dates(checker, expr, 1)
    amount = _argument(checker, expr, 1, NUMBERS, "number")
    unit = find_unit(expr.function.removeprefix("add_").removesuffix("s"))
    if amount.unit is None:
        raise checker.fail(
            "GC251", expr.args[1], got=checker.text(expr.args[1]), **unit_params("unit", unit)
        )
    factor = unit_factor(amount.unit, unit)
    if factor is None:
        raise checker.clash(expr.args[1], amount.unit, unit)
    args = (start, scaled(amount, factor).expression)
    return Typed(attrs.evolve(expr, args=args), Type.DATE)


def _count(checker: Checker, expr: Call) -> Typed:
    first = expr.args[0]
    if len(expr.args) == 2:
        kind = _kind(checker, first, expr)
        name = expr.args[1].name if isinstance(expr.args[1], Ref) else ""
        field_ref = RecordRef(kind.id, name or None, at=expr.args[1].at)
        return _count_field(checker, field_ref, expr)
    if isinstance(first, RecordRef) and first.field is not None:
        return _count_field(checker, first, expr)
    is_list = isinstance(first, (Ref, RecordRef)) and not (
        isinstance(first, Ref) and checker.names.attribute(first.name)
    )
    if is_list:
        arg: Expression = RecordRef(_kind(checker, first, expr).id, at=first.at)
    else:
        arg = _argument(checker, expr, 0, frozenset({Type.SET}), "set").expression
    return Typed(attrs.evolve(expr, args=(arg,)), Type.INTEGER)


def _count_field(checker: Checker, arg: RecordRef, expr: Call) -> Typed:
    ref, field = _field(checker, arg, expr)
    checker.need(of_field(ref, field), arg, frozenset({Type.BOOLEAN}), "boolean", "count()")
    return Typed(attrs.evolve(expr, args=(ref,)), Type.INTEGER)


def _total(checker: Checker, expr: Call) -> Typed:
    ref, field = _field(checker, expr.args[0], expr)
    checker.need(of_field(ref, field), expr.args[0], NUMBERS, "number", "sum()")
    return attrs.evolve(of_field(ref, field), expression=attrs.evolve(expr, args=(ref,)))


def _extreme(checker: Checker, expr: Call) -> Typed:
    """``min`` and ``max`` of a field of records or of several values."""
    ordered = NUMBERS | {Type.DATE}
    if len(expr.args) == 1:
        ref, field = _field(checker, expr.args[0], expr)
        checker.need(of_field(ref, field), expr.args[0], ordered, "ordered", f"{expr.function}()")
        return attrs.evolve(of_field(ref, field), expression=attrs.evolve(expr, args=(ref,)))
    typed = [_argument(checker, expr, n, ordered, "ordered") for n in range(len(expr.args))]
    place = f"{expr.function}()"
    others = [checker.like(typed[0], t, arg, place) for t, arg in zip(typed[1:], expr.args[1:])]
    alike = [typed[0], *others]
    widest = Type.NUMBER if Type.NUMBER in {t.type for t in alike} else alike[0].type
    args = tuple(t.expression for t in alike)
    return Typed(attrs.evolve(expr, args=args), widest, alike[0].unit)


def _collected(checker: Checker, expr: Call) -> Typed:
    ref, field = _field(checker, expr.args[0], expr)
    wanted = frozenset({Type.CHOICE, Type.SET})
    checker.need(of_field(ref, field), expr.args[0], wanted, "choice", "collect()")
    tree = attrs.evolve(expr, args=(ref,))
    return Typed(tree, Type.SET, None, field.choices)


def _part_of_date(checker: Checker, expr: Call) -> Typed:
    args = tuple(_dates(checker, expr, 1))
    return Typed(attrs.evolve(expr, args=args), Type.INTEGER)


_Check = Callable[["Checker", Call], Typed]

FUNCTIONS: Final[Mapping[str, tuple[int, int | None, _Check]]] = {
    "workdays": (2, 3, _span),
    "days": (2, 3, _span),
    "add_workdays": (2, 2, _added),
    "add_days": (2, 2, _added),
    "add_months": (2, 2, _added),
    "count": (1, 2, _count),
    "sum": (1, 1, _total),
    "min": (1, None, _extreme),
    "max": (1, None, _extreme),
    "collect": (1, 1, _collected),
    "year": (1, 1, _part_of_date),
    "month": (1, 1, _part_of_date),
}
"""The functions: fewest and most arguments (``None``: any number), and their check."""
