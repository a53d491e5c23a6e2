"""Formulas of a scorecard: ``joint / all``, ``1 - harmonic(women, men) / both``.

The syntax is that of derived attributes; names are those of inputs and indicators, and the
functions are those of composite indices. A value that is missing makes the result missing,
unless ``or`` gives another. Roots, logarithms and powers are irrational as a rule and rounded
to the scorecard's ``precision``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from attrs import field, frozen

from govcoord.diagnostics import Collector, Diagnostic, suggest
from govcoord.errors import UnitError
from govcoord.numerals import Number, exact
from govcoord.rules.conditions.pieces import part
from govcoord.rules.expressions.syntax import parse_expression
from govcoord.rules.expressions.tree import (
    Binary,
    Call,
    Coalesce,
    Const,
    Expression,
    Ref,
    children,
    show,
)
from govcoord.rules.reading.nodes import ScalarNode
from govcoord.rules.vocabulary import Type
from govcoord.scoring import aggregate
from govcoord.scoring.decimals import exponential, log_of, power_of, root_of
from govcoord.units import convert, find_unit

Values = Mapping[str, Number | None]


class FormulaError(ValueError):
    """A formula has no value for these figures; the text says what would be needed."""


class NoCasesError(ValueError):
    """Nothing divided by nothing: the formula does not apply."""


@frozen
class Formula:
    """A checked formula: ``names`` are the ids that it reads, in the order written."""

    tree: Expression
    names: tuple[str, ...]
    precision: int
    irrational: str | None = None
    text: str = field(default="", eq=False)

    def __call__(self, values: Values) -> Number | None:
        """The value, or ``None`` when a figure that counts is missing.

        `FormulaError` where there is none (a logarithm of 0, a division by 0), `NoCasesError`
        for 0 / 0.
        """
        return _value(self.tree, values, self.precision)

    def __str__(self) -> str:
        return self.text or show(self.tree)


def read_formula(
    node: object, words: Mapping[str, str], precision: int, id_: str, collector: Collector
) -> Formula | None:
    """The formula in a node; ``words`` maps ids and titles to ids.

    Problems are reported (unknown names, functions and arguments); ``None`` then.
    """
    if not isinstance(node, ScalarNode) or node.is_null:
        collector.add("GC244", getattr(node, "span", None))
        return None
    tree = parse_expression(node, collector)
    if tree is None:
        return None
    before = len(collector)
    names: dict[str, None] = {}
    irrational = None
    for piece in _pieces(tree):
        if isinstance(piece, Ref):
            _name(piece, node, words, names, collector)
        elif isinstance(piece, Call):
            _call(piece, node, id_, collector)
            if piece.function in _IRRATIONAL:
                irrational = piece.function
        elif not _is_plain(piece):
            _report(node, collector, "GC477", piece, got=show(piece), known=_KNOWN)
    if len(collector) > before:
        return None
    text = " ".join(node.value.split())
    return Formula(_resolved(tree, words), tuple(names), precision, irrational, text)


def _pieces(tree: Expression) -> Iterator[Expression]:
    yield tree
    for child in children(tree):
        yield from _pieces(child)


def _is_plain(piece: Expression) -> bool:
    if isinstance(piece, Const):
        is_share = piece.unit is not None and piece.unit.dimension == "ratio"
        return piece.type in (Type.INTEGER, Type.NUMBER) or is_share
    if isinstance(piece, Binary):
        return piece.op in "+-*/"
    return isinstance(piece, Coalesce)


def _report(
    node: ScalarNode, collector: Collector, code: str, piece: Expression, **params: object
) -> None:
    collector.extend([Diagnostic(code, part(node, *piece.at), params)])


def _name(
    piece: Ref,
    node: ScalarNode,
    words: Mapping[str, str],
    names: dict[str, None],
    collector: Collector,
) -> None:
    if piece.name in words:
        names[words[piece.name]] = None
        return
    known = ", ".join(f"`{id_}`" for id_ in dict.fromkeys(words.values())) or "—"
    near = suggest(piece.name, words)
    collector.add("GC469", part(node, *piece.at), suggestion=near, id=piece.name, known=known)


def _call(piece: Call, node: ScalarNode, id_: str, collector: Collector) -> None:
    function = FUNCTIONS.get(piece.function)
    if function is None:
        _report(node, collector, "GC477", piece, got=f"{piece.function}(…)", known=_KNOWN)
    elif not function.least <= len(piece.args) <= function.most:
        expected = (
            str(function.least) if function.most == function.least else f">= {function.least}"
        )
        collector.add(
            "GC462",
            part(node, *piece.at),
            id=id_,
            key=piece.function,
            got=f"`{len(piece.args)}`",
            expected=expected,
        )


def _resolved(tree: Expression, words: Mapping[str, str]) -> Expression:
    """The tree with ids in the place of titles and shares in the place of percentages."""
    if isinstance(tree, Ref):
        return Ref(words[tree.name], at=tree.at)
    if isinstance(tree, Const) and tree.unit is not None:
        try:
            share = convert(tree.value, tree.unit, find_unit("ratio"))
        except UnitError:  # pragma: no cover - `_is_plain` lets no other unit pass
            return tree
        return Const(share, Type.NUMBER, at=tree.at)
    if isinstance(tree, Binary):
        left, right = _resolved(tree.left, words), _resolved(tree.right, words)
        return Binary(tree.op, left, right, at=tree.at)
    if isinstance(tree, Coalesce):
        return Coalesce(tuple(_resolved(option, words) for option in tree.options), at=tree.at)
    if isinstance(tree, Call):
        return Call(tree.function, tuple(_resolved(a, words) for a in tree.args), at=tree.at)
    return tree


def _value(tree: Expression, values: Values, precision: int) -> Number | None:
    if isinstance(tree, Ref):
        return values.get(tree.name)
    if isinstance(tree, Const):
        number: Number = tree.value
        return number
    if isinstance(tree, Coalesce):
        found = (_value(option, values, precision) for option in tree.options)
        return next((value for value in found if value is not None), None)
    given = [_value(child, values, precision) for child in children(tree)]
    known = [value for value in given if value is not None]
    if len(known) < len(given):
        return None
    if isinstance(tree, Call):
        return exact(FUNCTIONS[tree.function].run(known, precision))
    assert isinstance(tree, Binary)
    return exact(_OPERATORS[tree.op](*known))


def _divided(above: Number, below: Number) -> Number:
    if below == 0:
        if above == 0:
            raise NoCasesError
        raise FormulaError("a divisor other than 0")
    return Fraction(above) / below


_OPERATORS: Final[Mapping[str, Callable[[Number, Number], Number]]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": _divided,
}


@frozen
class Function:
    """A function of a formula: how many arguments it takes, and what it gives."""

    run: Callable[[Sequence[Number], int], Number]
    least: int = 1
    most: int = 1


def _equal(numbers: Sequence[Number]) -> list[tuple[Number, Number]]:
    return [(Fraction(1, len(numbers)), number) for number in numbers]


def _checked(run: Callable[[], Number]) -> Number:
    try:
        return run()
    except FormulaError:
        raise
    except ValueError as reason:
        raise FormulaError(str(reason)) from None


_MANY: Final = 60
FUNCTIONS: Final[Mapping[str, Function]] = {
    "min": Function(lambda x, _: min(x), 1, _MANY),
    "max": Function(lambda x, _: max(x), 1, _MANY),
    "sum": Function(lambda x, _: sum(x), 1, _MANY),
    "mean": Function(lambda x, _: aggregate.weighted_mean(_equal(x)), 1, _MANY),
    "median": Function(lambda x, _: aggregate.median(_equal(x)), 1, _MANY),
    "geometric": Function(
        lambda x, p: _checked(lambda: aggregate.geometric(_equal(x), p)), 1, _MANY
    ),
    "harmonic": Function(lambda x, _: _checked(lambda: aggregate.harmonic(_equal(x))), 1, _MANY),
    "abs": Function(lambda x, _: max(x[0], -x[0])),
    "sqrt": Function(lambda x, p: _checked(lambda: root_of(x[0], 2, p))),
    "ln": Function(lambda x, p: _checked(lambda: log_of(x[0], "e", p))),
    "log10": Function(lambda x, p: _checked(lambda: log_of(x[0], "10", p))),
    "exp": Function(lambda x, p: exponential(x[0], p)),
    "power": Function(lambda x, p: _checked(lambda: power_of(x[0], x[1], p)), 2, 2),
}
"""Every function by the name that stands in a formula."""

_IRRATIONAL: Final = frozenset({"geometric", "sqrt", "ln", "log10", "exp", "power"})
_KNOWN: Final = ", ".join(f"`{name}`" for name in ("+", "-", "*", "/", "or", *FUNCTIONS))
