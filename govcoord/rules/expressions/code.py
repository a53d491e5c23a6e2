"""Derived attributes as code: the text that computes an expression in a generated function.

Arithmetic, ``or`` and counts of days are written out; what is left goes through the plain
interpreter. The law that the engine agrees with the reference interpreter covers both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from govcoord.errors import CalendarError
from govcoord.numerals import exact
from govcoord.periods import days_between
from govcoord.rules.expressions import (
    Binary,
    Call,
    Coalesce,
    Const,
    Expression,
    RecordRef,
    Ref,
    Scale,
    children,
    evaluate,
    inputs,
    record_inputs,
)
from govcoord.rules.expressions.values import OPERATORS

if TYPE_CHECKING:
    from govcoord.rules.codegen import Code

NONE = "None"


def count_days(count: Callable[..., int], first: Any, last: Any, pauses: Any) -> int:
    """Days between two days without pauses; `CalendarError` for a pause that ends too early."""
    try:
        return count(first, last, except_for=pauses)
    except ValueError as error:
        raise CalendarError(str(error)) from error


def pauses_of(rows: Sequence[Any] | None, start: int, end: int) -> list[Any] | None:
    """The periods of records by slots; ``None`` without a list, or where a start is missing."""
    if rows is None:
        return None
    found = [(row[start], row[end]) for row in rows]
    return None if any(first is None for first, _ in found) else found


class ExpressionCode:
    """Writes one expression into ``code``; ``names`` are the locals of facts by attribute id.

    ``sure`` are names that never hold ``None``.
    """

    def __init__(self, code: Code, names: Mapping[str, str], sure: set[str]) -> None:
        self.code, self.names, self.sure = code, names, sure
        self.calendar = code.maker.vocabulary.calendar
        self.pauses: dict[str, str] = {}
        self.views = "{}"

    def prepare(self, expression: Expression, depth: int) -> None:
        """Write what is the same for every record: lists of periods, views of lists."""
        todo = [expression]
        needs_views = False
        while todo:
            at = todo.pop()
            todo.extend(children(at))
            if isinstance(at, Call):
                spans = [a for a in at.args if isinstance(a, RecordRef)]
                if at.function in ("workdays", "days"):
                    for reference in spans:
                        self._prepare_pauses(reference.record, depth)
                elif (spans and at.function != "count") or (spans and spans[0].field is not None):
                    needs_views = True
        if needs_views:
            self._prepare_views(expression, depth)

    def _prepare_pauses(self, kind: str, depth: int) -> None:
        rows = self.code.lists.get(kind)
        if rows is None or kind in self.pauses:
            return
        slots = self.code.maker.slots
        name = self.code.fresh("p")
        make = self.code.constant(pauses_of)
        start, end = slots[kind, "from"], slots[kind, "to"]
        self.code.line(f"{name} = {make}({rows}, {start}, {end})", depth)
        self.pauses[kind] = name

    def _prepare_views(self, expression: Expression, depth: int) -> None:
        pairs = []
        for kind in sorted(record_inputs(expression) & self.code.lists.keys()):
            view = self.code.constant(_view(self.code.maker.program.record_slots[kind]))
            pairs.append(f"{self.code.constant(kind)}: {view}({self.code.lists[kind]})")
        self.views = self.code.fresh("w")
        self.code.line(f"{self.views} = {{{', '.join(pairs)}}}", depth)

    def value(self, expression: Expression, depth: int) -> str:
        """Write the computation; the name that holds the value, or ``None``."""
        if isinstance(expression, Const):
            name = self.code.constant(expression.value)
            self.sure.add(name)
            return name
        if isinstance(expression, Ref):
            return self.names.get(expression.name, NONE)
        if isinstance(expression, Scale):
            factor = self.code.constant(expression.factor)
            given = self.value(expression.expr, depth)
            return self.apply(f"{self.code.constant(exact)}({given} * {factor})", [given], depth)
        if isinstance(expression, Binary):
            left, right = self.value(expression.left, depth), self.value(expression.right, depth)
            run = self.code.constant(OPERATORS[expression.op])
            name = self.apply(f"{run}({left}, {right})", [left, right], depth)
            if expression.op == "/":
                self.sure.discard(name)
            return name
        if isinstance(expression, Coalesce):
            return self.coalesce(expression.options, depth)
        assert isinstance(expression, Call)
        return self.call(expression, depth)

    def apply(self, text: str, given: Sequence[str], depth: int) -> str:
        """Write ``text`` for values that are all known, ``None`` where one is missing."""
        if NONE in given:
            return NONE
        name = self.code.fresh("e")
        doubtful = [one for one in given if one not in self.sure]
        if doubtful:
            missing = " or ".join(f"{one} is None" for one in dict.fromkeys(doubtful))
            text = f"None if {missing} else {text}"
        else:
            self.sure.add(name)
        self.code.line(f"{name} = {text}", depth)
        return name

    def coalesce(self, options: Sequence[Expression], depth: int) -> str:
        """The first option that is known; later ones are computed only where they are needed."""
        first = self.value(options[0], depth)
        if len(options) == 1 or first in self.sure:
            return first
        if first == NONE:
            return self.coalesce(options[1:], depth)
        name = self.code.fresh("e")
        self.code.line(f"{name} = {first}", depth)
        self.code.line(f"if {name} is None:", depth)
        rest = self.coalesce(options[1:], depth + 1)
        self.code.line(f"{name} = {rest}", depth + 1)
        if rest in self.sure:
            self.sure.add(name)
        return name

    def call(self, expression: Call, depth: int) -> str:
        """A function: written out where it is plain, interpreted otherwise."""
        args = expression.args
        lists = [a for a in args if isinstance(a, RecordRef)]
        if expression.function in ("workdays", "days"):
            return self.period(expression, lists, depth)
        if expression.function in ("min", "max") and not lists:
            given = [self.value(arg, depth) for arg in args]
            return self.apply(f"{expression.function}({', '.join(given)})", given, depth)
        if expression.function == "count" and (not lists or lists[0].field is None):
            rows = [self.code.lists.get(a.record, NONE) for a in lists]
            counted = rows[0] if rows else self.value(args[0], depth)
            return self.apply(f"len({counted})", [counted], depth)
        return self.interpret(expression, depth)

    def period(self, expression: Call, lists: Sequence[RecordRef], depth: int) -> str:
        """Working days or days, without the periods of a list of records."""
        workdays = expression.function == "workdays"
        count = self.code.constant(self.calendar.workdays_between if workdays else days_between)
        first, last = (self.value(arg, depth) for arg in expression.args[:2])
        if not lists:
            return self.apply(f"{count}({first}, {last})", [first, last], depth)
        pauses = self.pauses.get(lists[0].record, NONE)
        run = self.code.constant(count_days)
        text = f"{run}({count}, {first}, {last}, {pauses})"
        return self.apply(text, [first, last, pauses], depth)

    def interpret(self, expression: Expression, depth: int) -> str:
        """Hand an expression to the plain interpreter."""
        pairs = [
            f"{self.code.constant(id_)}: {self.names[id_]}"
            for id_ in sorted(inputs(expression))
            if id_ in self.names
        ]
        name = self.code.fresh("e")
        run, expr = self.code.constant(evaluate), self.code.constant(expression)
        calendar = self.code.constant(self.calendar)
        facts = "{" + ", ".join(pairs) + "}"
        self.code.line(f"{name} = {run}({expr}, {facts}, {self.views}, {calendar})", depth)
        return name


def _view(slots: Sequence[Any]) -> Callable[[Any], list[dict[str, Any]] | None]:
    ids = [a.id for a in slots]

    def view(rows: Sequence[Any] | None) -> list[dict[str, Any]] | None:
        return None if rows is None else [dict(zip(ids, row)) for row in rows]

    return view
