"""Types and units of expressions: an unchecked tree to one that can be evaluated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

import attrs

from govcoord.diagnostics import Collector, Diagnostic, suggest
from govcoord.errors import UnitError
from govcoord.numerals import Number, exact
from govcoord.rules.expression_syntax import ExpressionError
from govcoord.rules.expression_tree import (
    Binary,
    Call,
    Coalesce,
    Const,
    Expression,
    RecordRef,
    Ref,
    Scale,
)
from govcoord.rules.nodes import ScalarNode
from govcoord.rules.pieces import part
from govcoord.rules.unary import mismatch, unit_params
from govcoord.rules.vocabulary import Attribute, Choices, Record, Type, Vocabulary
from govcoord.units import Unit, divide, find_unit, multiply

__all__ = ["FUNCTIONS", "Typed", "check_expression", "resolve_names"]

_DATE: Final = frozenset({Type.DATE})
_POINTS: Final = "percentage_point"
_NUMBERS: Final = frozenset({Type.INTEGER, Type.NUMBER, Type.QUANTITY})


@attrs.frozen(slots=True)
class Typed:
    """A checked expression: conversions of units made explicit, names resolved to ids.

    ``unit`` is that of a quantity, ``choices`` the list of a choice or set.
    """

    expression: Expression
    type: Type
    unit: Unit | None = None
    choices: Choices | None = None


def check_expression(
    expr: Expression,
    node: ScalarNode,
    vocabulary: Vocabulary,
    collector: Collector,
    *,
    record: str | None = None,
) -> Typed | None:
    """The expression with its type; ``None`` once an error is reported at its place in ``node``.

    ``record`` is the record kind whose fields can be read beside the attributes of the case.
    Sums and differences are in the unit of their left side; units of different clocks never
    mix. A ratio (``90%``) beside another unit counts as a plain number.
    """
    try:
        return _Checker(node, vocabulary, collector, record).typed(expr)
    except ExpressionError:
        return None


def resolve_names(
    expr: Expression, vocabulary: Vocabulary, record: str | None = None
) -> Expression:
    """The unchecked tree with titles and record keys replaced by ids where they are known.

    For ordering derived attributes before their types are known; it reports nothing.
    """
    names = _Names(vocabulary, record)
    return names.resolved(expr)


@attrs.frozen(slots=True)
class _Names:
    vocabulary: Vocabulary
    record: str | None

    def attribute(self, name: str) -> Attribute | None:
        return _named(name, self.vocabulary.visible(self.record))

    def kind(self, name: str) -> Record | None:
        records = self.vocabulary.records
        if name in records:
            return records[name]
        return next((r for r in records.values() if name == r.key or name in r.title.all()), None)

    def resolved(self, expr: Expression) -> Expression:
        if isinstance(expr, Ref):
            found = self.attribute(expr.name)
            if found is not None:
                return Ref(found.id, at=expr.at)
            kind = self.kind(expr.name)
            return expr if kind is None else RecordRef(kind.id, at=expr.at)
        if isinstance(expr, RecordRef):
            kind = self.kind(expr.record)
            if kind is None:
                return expr
            field = _named(expr.field, kind.fields) if expr.field else None
            return RecordRef(kind.id, field.id if field else expr.field, at=expr.at)
        if isinstance(expr, Binary):
            left, right = self.resolved(expr.left), self.resolved(expr.right)
            return attrs.evolve(expr, left=left, right=right)
        if isinstance(expr, Coalesce):
            return attrs.evolve(expr, options=tuple(map(self.resolved, expr.options)))
        if isinstance(expr, Call):
            args = tuple(map(self.resolved, expr.args))
            if expr.function == "count" and len(args) == 2:
                args = _counted_field(args, expr)
            return attrs.evolve(expr, args=args)
        return expr


def _counted_field(args: tuple[Expression, ...], expr: Call) -> tuple[Expression, ...]:
    """``count(participants, active)`` reads a field, not an attribute called ``active``."""
    records, field = args[0], expr.args[1]
    if isinstance(records, RecordRef) and isinstance(field, Ref):
        return (RecordRef(records.record, field.name, at=field.at),)
    return args


def _named(name: str, attributes: Mapping[str, Attribute]) -> Attribute | None:
    """The attribute with that id, or the only one with that title."""
    if name in attributes:
        return attributes[name]
    found = [a for a in attributes.values() if name in a.title.all()]
    return found[0] if len(found) == 1 else None


@attrs.frozen(slots=True)
class _Checker:
    node: ScalarNode
    vocabulary: Vocabulary
    collector: Collector
    record: str | None

    @property
    def names(self) -> _Names:
        return _Names(self.vocabulary, self.record)

    def fail(self, code: str, expr: Expression, **params: object) -> ExpressionError:
        suggestion = params.pop("suggestion", None)
        span = part(self.node, *expr.at)
        near = str(suggestion) if suggestion else None
        self.collector.extend([Diagnostic(code, span, params, suggestion=near)])
        return ExpressionError()

    def text(self, expr: Expression) -> str:
        return self.node.value[slice(*expr.at)]

    def typed(self, expr: Expression) -> Typed:
        if isinstance(expr, Const):
            return Typed(expr, expr.type, expr.unit)
        if isinstance(expr, Ref):
            return self.ref(expr)
        if isinstance(expr, RecordRef):
            raise self.fail("GC246", expr, name=self.text(expr))
        if isinstance(expr, Binary):
            return self.binary(expr)
        if isinstance(expr, Coalesce):
            return self.coalesce(expr)
        if isinstance(expr, Call):
            return self.call(expr)
        inner = self.typed(expr.expr)
        return attrs.evolve(inner, expression=Scale(inner.expression, expr.factor, at=expr.at))

    def ref(self, expr: Ref) -> Typed:
        found = self.names.attribute(expr.name)
        if found is not None:
            return Typed(Ref(found.id, at=expr.at), found.type, found.unit, found.choices)
        if self.names.kind(expr.name) is not None:
            raise self.fail("GC246", expr, name=expr.name)
        visible = self.vocabulary.visible(self.record)
        words = [*visible, *(word for a in visible.values() for word in a.title.all())]
        raise self.fail("GC220", expr, name=expr.name, suggestion=suggest(expr.name, words))

    # -- operators

    def binary(self, expr: Binary) -> Typed:
        left, right = self.typed(expr.left), self.typed(expr.right)
        if Type.SET in (left.type, right.type):
            return self.sets(expr, left, right)
        if Type.DATE in (left.type, right.type):
            raise self.fail("GC247", expr, got=self.text(expr))
        for typed, side in ((left, expr.left), (right, expr.right)):
            self.need(typed, side, _NUMBERS, "number", expr.op)
        if expr.op in ("|", "&"):
            raise self.mistyped(expr.left, left, "set", expr.op)
        if expr.op in ("+", "-"):
            return self.sum(expr, left, right)
        return self.product(expr, left, right)

    def need(
        self, typed: Typed, expr: Expression, types: frozenset[Type], expected: str, place: str
    ) -> Typed:
        if typed.type not in types:
            raise self.mistyped(expr, typed, expected, place)
        return typed

    def mistyped(
        self, expr: Expression, typed: Typed, expected: str, place: str
    ) -> ExpressionError:
        return self.fail(
            "GC248",
            expr,
            got=self.text(expr),
            type=typed.type.value,
            place=place,
            expected=f"type:{expected}",
        )

    def sets(self, expr: Binary, left: Typed, right: Typed) -> Typed:
        for typed, side in ((left, expr.left), (right, expr.right)):
            self.need(typed, side, frozenset({Type.SET}), "set", expr.op)
        if expr.op not in ("-", "|", "&"):
            raise self.mistyped(expr.left, left, "number", expr.op)
        self.same_choices(expr, left, right)
        return attrs.evolve(left, expression=self.rebuilt(expr, left, right))

    def same_choices(self, expr: Expression, left: Typed, right: Typed) -> None:
        if left.choices != right.choices:
            one, other = (typed.choices.name if typed.choices else "" for typed in (left, right))
            raise self.fail("GC250", expr, one=one, other=other)

    def rebuilt(self, expr: Binary, left: Typed, right: Typed) -> Binary:
        return Binary(expr.op, left.expression, right.expression, at=expr.at)

    def sum(self, expr: Binary, left: Typed, right: Typed) -> Typed:
        if _is_ratio(left) and right.unit is not None and right.unit.dimension == _POINTS:
            # fifteen percentage points more than a ratio: 0.15 is added
            assert left.unit is not None
            factor = exact(Fraction(right.unit.factor) / 100 / left.unit.factor)
            right = attrs.evolve(_scaled(right, factor), unit=left.unit)
        left, right = self.alike(expr, left, right)
        return Typed(self.rebuilt(expr, left, right), _wider(left, right), left.unit)

    def alike(self, expr: Expression, left: Typed, right: Typed) -> tuple[Typed, Typed]:
        """Both in one unit: that of the left side, or of the side that has one."""
        if left.unit is None and right.unit is not None:
            other, mine = self.alike(expr, right, left)
            return mine, other
        if right.unit == left.unit:
            return left, right
        assert left.unit is not None
        unit = right.unit or find_unit("ratio")
        factor = _factor(unit, left.unit)
        if factor is None:
            raise self.clash(expr, left.unit, right.unit)
        return left, attrs.evolve(_scaled(right, factor), type=Type.QUANTITY, unit=left.unit)

    def clash(self, expr: Expression, one: Unit, other: Unit | None) -> ExpressionError:
        if other is None:
            return self.fail("GC251", expr, got=self.text(expr), **unit_params("unit", one))
        words = {**unit_params("one", one), **unit_params("other", other)}
        reason = mismatch(one, other)
        return self.fail("GC252", expr, got=self.text(expr), reason=reason, **words)

    def product(self, expr: Binary, left: Typed, right: Typed) -> Typed:
        left, right = self.for_product(expr.op, left, right)
        combine = multiply if expr.op == "*" else divide
        try:
            unit = combine(left.unit, right.unit)
        except UnitError:
            raise self.clash(expr, *self.both(left, right)) from None
        rebuilt = self.rebuilt(expr, left, right)
        if unit is not None:
            return Typed(rebuilt, Type.QUANTITY, unit)
        whole = expr.op == "*" and {left.type, right.type} == {Type.INTEGER}
        return Typed(rebuilt, Type.INTEGER if whole else Type.NUMBER)

    def both(self, left: Typed, right: Typed) -> tuple[Unit, Unit]:
        ratio = find_unit("ratio")
        return left.unit or ratio, right.unit or ratio

    def for_product(self, op: str, left: Typed, right: Typed) -> tuple[Typed, Typed]:
        """A ratio counts as a plain number; like units are brought to one before they cancel."""
        if _is_ratio(right) and (left.unit is not None or op == "/"):
            right = _plain(right)
        if _is_ratio(left) and right.unit is not None:
            left = _plain(left)
        if left.unit is not None and right.unit is not None and left.unit != right.unit:
            factor = _factor(right.unit, left.unit)
            if factor is not None:
                right = attrs.evolve(_scaled(right, factor), unit=left.unit)
        return left, right

    def coalesce(self, expr: Coalesce) -> Typed:
        first, *others = [self.typed(option) for option in expr.options]
        options = [first]
        for other, option in zip(others, expr.options[1:]):
            options.append(self.like(options[0], other, option, "or"))
        type_ = options[0].type
        if type_ in (Type.INTEGER, Type.NUMBER) and Type.NUMBER in {o.type for o in options}:
            type_ = Type.NUMBER
        tree = Coalesce(tuple(option.expression for option in options), at=expr.at)
        return attrs.evolve(options[0], expression=tree, type=type_)

    def like(self, first: Typed, other: Typed, expr: Expression, place: str) -> Typed:
        """``other`` in the type and unit of ``first``."""
        if first.type in _NUMBERS and other.type in _NUMBERS:
            if first.unit is None and other.unit is not None:
                raise self.clash(expr, other.unit, None)
            return self.alike(expr, first, other)[1]
        if first.type is Type.CHOICE and isinstance(other.expression, Const):
            return self.choice_literal(first, other.expression, expr)
        self.need(other, expr, frozenset({first.type}), first.type.value, place)
        self.same_choices(expr, first, other)
        return other

    def choice_literal(self, first: Typed, literal: Const, expr: Expression) -> Typed:
        choices = first.choices
        assert choices is not None
        found = choices.resolve(literal.value) if isinstance(literal.value, str) else None
        if found is None:
            raise self.fail("GC250", expr, one=choices.name, other=self.text(expr))
        return attrs.evolve(first, expression=Const(found, Type.CHOICE, at=literal.at))

    # -- functions

    def call(self, expr: Call) -> Typed:
        function = FUNCTIONS.get(expr.function)
        if function is None:
            known = ", ".join(FUNCTIONS)
            near = suggest(expr.function, FUNCTIONS)
            name = Ref(expr.function, at=(expr.at[0], expr.at[0] + len(expr.function)))
            raise self.fail("GC253", name, name=expr.function, known=known, suggestion=near)
        least, most, check = function
        count = len(expr.args)
        if count < least or (most is not None and count > most):
            takes = str(least) if most == least else f"{least}-{most or '…'}"
            raise self.fail("GC249", expr, name=expr.function, takes=takes, count=count)
        return check(self, expr)

    def argument(self, expr: Call, index: int, types: frozenset[Type], expected: str) -> Typed:
        arg = expr.args[index]
        return self.need(self.typed(arg), arg, types, expected, f"{expr.function}()")

    def dates(self, expr: Call, count: int) -> list[Expression]:
        return [self.argument(expr, n, _DATE, "date").expression for n in range(count)]

    def span(self, expr: Call) -> Typed:
        """``workdays(from, to[, suspensions])`` and ``days(…)``."""
        args = self.dates(expr, 2)
        if len(expr.args) == 3:
            args.append(self.suspensions(expr.args[2], expr))
        unit = find_unit("workday" if expr.function == "workdays" else "day")
        return Typed(attrs.evolve(expr, args=tuple(args)), Type.QUANTITY, unit)

    def suspensions(self, arg: Expression, expr: Call) -> RecordRef:
        kind = self.kind(arg, expr)
        for name in ("from", "to"):
            field = kind.fields.get(name)
            if field is None:
                raise self.fail("GC220", arg, name=f"{kind.key}.{name}")
            self.need(_of(RecordRef(kind.id, name), field), arg, _DATE, "date", "workdays()")
        return RecordRef(kind.id, at=arg.at)

    def kind(self, arg: Expression, expr: Call) -> Record:
        """The record kind that an argument names."""
        name = None
        if isinstance(arg, Ref):
            name = arg.name
        elif isinstance(arg, RecordRef):
            name = arg.record
        found = self.names.kind(name) if name is not None else None
        if found is None:
            keys = [record.key for record in self.vocabulary.records.values()]
            near = suggest(name, keys) if name else None
            got = self.text(arg)
            raise self.fail("GC242", arg, got=got, name=expr.function, suggestion=near)
        return found

    def field(self, arg: Expression, expr: Call) -> tuple[RecordRef, Attribute]:
        """The field that ``records.field`` names."""
        kind = self.kind(arg, expr)
        name = arg.field if isinstance(arg, RecordRef) else None
        if name is None:
            raise self.fail("GC246", arg, name=self.text(arg))
        found = _named(name, kind.fields)
        if found is None:
            near = suggest(name, kind.fields)
            raise self.fail("GC220", arg, name=f"{kind.key}.{name}", suggestion=near)
        return RecordRef(kind.id, found.id, at=arg.at), found

    def added(self, expr: Call) -> Typed:
        """``add_workdays``, ``add_days``, ``add_months``: a date and a span of that clock."""
        (start,) = self.dates(expr, 1)
        amount = self.argument(expr, 1, _NUMBERS, "number")
        unit = find_unit(expr.function.removeprefix("add_").removesuffix("s"))
        if amount.unit is None:
            raise self.fail(
                "GC251", expr.args[1], got=self.text(expr.args[1]), **unit_params("unit", unit)
            )
        factor = _factor(amount.unit, unit)
        if factor is None:
            raise self.clash(expr.args[1], amount.unit, unit)
        args = (start, _scaled(amount, factor).expression)
        return Typed(attrs.evolve(expr, args=args), Type.DATE)

    def count(self, expr: Call) -> Typed:
        first = expr.args[0]
        if len(expr.args) == 2:
            kind = self.kind(first, expr)
            name = expr.args[1].name if isinstance(expr.args[1], Ref) else ""
            field_ref = RecordRef(kind.id, name or None, at=expr.args[1].at)
            return self.count_field(field_ref, expr)
        if isinstance(first, RecordRef) and first.field is not None:
            return self.count_field(first, expr)
        is_list = isinstance(first, (Ref, RecordRef)) and not (
            isinstance(first, Ref) and self.names.attribute(first.name)
        )
        if is_list:
            arg: Expression = RecordRef(self.kind(first, expr).id, at=first.at)
        else:
            arg = self.argument(expr, 0, frozenset({Type.SET}), "set").expression
        return Typed(attrs.evolve(expr, args=(arg,)), Type.INTEGER)

    def count_field(self, arg: RecordRef, expr: Call) -> Typed:
        ref, field = self.field(arg, expr)
        self.need(_of(ref, field), arg, frozenset({Type.BOOLEAN}), "boolean", "count()")
        return Typed(attrs.evolve(expr, args=(ref,)), Type.INTEGER)

    def total(self, expr: Call) -> Typed:
        ref, field = self.field(expr.args[0], expr)
        self.need(_of(ref, field), expr.args[0], _NUMBERS, "number", "sum()")
        return attrs.evolve(_of(ref, field), expression=attrs.evolve(expr, args=(ref,)))

    def extreme(self, expr: Call) -> Typed:
        """``min`` and ``max`` of a field of records or of several values."""
        ordered = _NUMBERS | {Type.DATE}
        if len(expr.args) == 1:
            ref, field = self.field(expr.args[0], expr)
            self.need(_of(ref, field), expr.args[0], ordered, "ordered", f"{expr.function}()")
            return attrs.evolve(_of(ref, field), expression=attrs.evolve(expr, args=(ref,)))
        typed = [self.argument(expr, n, ordered, "ordered") for n in range(len(expr.args))]
        place = f"{expr.function}()"
        others = [self.like(typed[0], t, arg, place) for t, arg in zip(typed[1:], expr.args[1:])]
        alike = [typed[0], *others]
        widest = Type.NUMBER if Type.NUMBER in {t.type for t in alike} else alike[0].type
        args = tuple(t.expression for t in alike)
        return Typed(attrs.evolve(expr, args=args), widest, alike[0].unit)

    def collected(self, expr: Call) -> Typed:
        ref, field = self.field(expr.args[0], expr)
        wanted = frozenset({Type.CHOICE, Type.SET})
        self.need(_of(ref, field), expr.args[0], wanted, "choice", "collect()")
        tree = attrs.evolve(expr, args=(ref,))
        return Typed(tree, Type.SET, None, field.choices)

    def part_of_date(self, expr: Call) -> Typed:
        args = tuple(self.dates(expr, 1))
        return Typed(attrs.evolve(expr, args=args), Type.INTEGER)


def _of(ref: RecordRef, field: Attribute) -> Typed:
    return Typed(ref, field.type, field.unit, field.choices)


def _wider(left: Typed, right: Typed) -> Type:
    if left.unit is not None:
        return Type.QUANTITY
    return Type.INTEGER if left.type is right.type is Type.INTEGER else Type.NUMBER


def _factor(source: Unit, target: Unit) -> Number | None:
    """What a number in ``source`` is multiplied by to be in ``target``; ``None`` if it cannot."""
    if source.dimension != target.dimension:
        return None
    return exact(Fraction(source.factor) / target.factor)


def _scaled(typed: Typed, factor: Number) -> Typed:
    if factor == 1:
        return typed
    expr = typed.expression
    return attrs.evolve(typed, expression=Scale(expr, factor, at=expr.at))


def _is_ratio(typed: Typed) -> bool:
    return typed.unit is not None and typed.unit.dimension == "ratio"


def _plain(typed: Typed) -> Typed:
    assert typed.unit is not None
    return attrs.evolve(_scaled(typed, typed.unit.factor), type=Type.NUMBER, unit=None)


_Check = Callable[[_Checker, Call], Typed]

FUNCTIONS: Final[Mapping[str, tuple[int, int | None, _Check]]] = {
    "workdays": (2, 3, _Checker.span),
    "days": (2, 3, _Checker.span),
    "add_workdays": (2, 2, _Checker.added),
    "add_days": (2, 2, _Checker.added),
    "add_months": (2, 2, _Checker.added),
    "count": (1, 2, _Checker.count),
    "sum": (1, 1, _Checker.total),
    "min": (1, None, _Checker.extreme),
    "max": (1, None, _Checker.extreme),
    "collect": (1, 1, _Checker.collected),
    "year": (1, 1, _Checker.part_of_date),
    "month": (1, 1, _Checker.part_of_date),
}
"""The functions: fewest and most arguments (``None``: any number), and their check."""
