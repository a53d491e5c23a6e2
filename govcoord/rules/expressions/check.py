"""Types and units of expressions: an unchecked tree to one that can be evaluated."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

import attrs

from govcoord.diagnostics import Collector, Diagnostic, suggest
from govcoord.errors import UnitError
from govcoord.numerals import exact
from govcoord.rules.conditions.pieces import part
from govcoord.rules.conditions.unary import mismatch, unit_params
from govcoord.rules.expressions.functions import FUNCTIONS
from govcoord.rules.expressions.names import Names
from govcoord.rules.expressions.syntax import ExpressionError
from govcoord.rules.expressions.tree import (
    Binary,
    Call,
    Coalesce,
    Const,
    Expression,
    RecordRef,
    Ref,
    Scale,
)
from govcoord.rules.expressions.types import (
    NUMBERS,
    Typed,
    is_ratio,
    plain,
    scaled,
    unit_factor,
    wider,
)
from govcoord.rules.reading.nodes import ScalarNode
from govcoord.rules.vocabulary import Type, Vocabulary
from govcoord.units import Unit, divide, find_unit, multiply

__all__ = ["Checker", "check_expression"]

_POINTS: Final = "percentage_point"


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
        return Checker(node, vocabulary, collector, record).typed(expr)
    except ExpressionError:
        return None


@attrs.frozen(slots=True)
class Checker:
    """Types one expression, its problems reported at their places in ``node``."""

    node: ScalarNode
    vocabulary: Vocabulary
    collector: Collector
    record: str | None

    @property
    def names(self) -> Names:
        return Names(self.vocabulary, self.record)

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
            self.need(typed, side, NUMBERS, "number", expr.op)
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
        if is_ratio(left) and right.unit is not None and right.unit.dimension == _POINTS:
            # fifteen percentage points more than a ratio: 0.15 is added
            assert left.unit is not None
            factor = exact(Fraction(right.unit.factor) / 100 / left.unit.factor)
            right = attrs.evolve(scaled(right, factor), unit=left.unit)
        left, right = self.alike(expr, left, right)
        return Typed(self.rebuilt(expr, left, right), wider(left, right), left.unit)

    def alike(self, expr: Expression, left: Typed, right: Typed) -> tuple[Typed, Typed]:
        """Both in one unit: that of the left side, or of the side that has one."""
        if left.unit is None and right.unit is not None:
            other, mine = self.alike(expr, right, left)
            return mine, other
        if right.unit == left.unit:
            return left, right
        assert left.unit is not None
        unit = right.unit or find_unit("ratio")
        factor = unit_factor(unit, left.unit)
        if factor is None:
            raise self.clash(expr, left.unit, right.unit)
        return left, attrs.evolve(scaled(right, factor), type=Type.QUANTITY, unit=left.unit)

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
        if is_ratio(right) and (left.unit is not None or op == "/"):
            right = plain(right)
        if is_ratio(left) and right.unit is not None:
            left = plain(left)
        if left.unit is not None and right.unit is not None and left.unit != right.unit:
            factor = unit_factor(right.unit, left.unit)
            if factor is not None:
                right = attrs.evolve(scaled(right, factor), unit=left.unit)
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
        if first.type in NUMBERS and other.type in NUMBERS:
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
