"""Expressions evaluated: a plain interpreter of checked trees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final

import attrs

from govcoord.errors import CalendarError
from govcoord.numerals import exact
from govcoord.periods import Calendar, Interval, add_months, days_between
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

__all__ = ["OPERATORS", "evaluate"]

Facts = Mapping[str, Any]
Records = Mapping[str, Sequence[Facts]]


def evaluate(expr: Expression, facts: Facts, records: Records, calendar: Calendar) -> Any | None:
    """The value of a checked expression; ``None`` where a fact that it needs is missing.

    ``facts`` are canonical values by attribute id (absent or ``None`` where missing);
    ``records`` the lists of records by record kind, a kind left out where the list is missing.
    A division by zero, and a span of days or months that is no whole number, give ``None`` as
    well. ``a or b`` skips what is missing. Counts and sums of an empty list are 0, its ``min``
    and ``max`` missing. Raises `CalendarError` for working days outside the calendar's years.

    >>> from govcoord.rules.vocabulary import Type
    >>> half = Binary("/", Ref("done"), Const(2, Type.INTEGER))
    >>> evaluate(half, {"done": 3}, {}, Calendar("none"))
    Fraction(3, 2)
    >>> evaluate(half, {}, {}, Calendar("none")) is None
    True
    """
    return _Run(facts, records, calendar).value(expr)


@attrs.frozen(slots=True)
class _Run:
    facts: Facts
    records: Records
    calendar: Calendar

    def value(self, expr: Expression) -> Any:
        return _VALUES[type(expr)](self, expr)

    def ref(self, expr: Ref) -> Any:
        return self.facts.get(expr.name)

    def const(self, expr: Const) -> Any:
        return expr.value

    def binary(self, expr: Binary) -> Any:
        left = self.value(expr.left)
        if left is None:
            return None
        right = self.value(expr.right)
        return None if right is None else OPERATORS[expr.op](left, right)

    def scale(self, expr: Scale) -> Any:
        value = self.value(expr.expr)
        return None if value is None else exact(value * expr.factor)

    def coalesce(self, expr: Coalesce) -> Any:
        for option in expr.options:
            value = self.value(option)
            if value is not None:
                return value
        return None

    def call(self, expr: Call) -> Any:
        return _FUNCTIONS[expr.function](self, *expr.args)

    def column(self, arg: Expression) -> list[Any] | None:
        """The field's values in all records; ``None`` when the list or a value is missing."""
        assert isinstance(arg, RecordRef)
        rows = self.records.get(arg.record)
        if rows is None:
            return None
        assert arg.field is not None
        values = [row.get(arg.field) for row in rows]
        return None if None in values else values

    def spans(self, arg: Expression) -> list[Interval] | None:
        assert isinstance(arg, RecordRef)
        rows = self.records.get(arg.record)
        if rows is None:
            return None
        pairs = [(row.get("from"), row.get("to")) for row in rows]
        return None if any(first is None for first, _ in pairs) else pairs  # type: ignore[return-value]

    def between(
        self, count: Callable[..., int], start: Expression, end: Expression, *pauses: Expression
    ) -> int | None:
        first, last = self.value(start), self.value(end)
        paused = self.spans(pauses[0]) if pauses else []
        if first is None or last is None or paused is None:
            return None
        try:
            return count(first, last, except_for=paused)
        except ValueError as error:
            raise CalendarError(str(error)) from error

    def workdays(self, *args: Expression) -> int | None:
        return self.between(self.calendar.workdays_between, *args)

    def days(self, *args: Expression) -> int | None:
        return self.between(days_between, *args)

    def later(
        self, add: Callable[[date, int], date], start: Expression, span: Expression
    ) -> date | None:
        day, amount = self.value(start), self.value(span)
        if day is None or not isinstance(amount, int):
            return None
        try:
            return add(day, amount)
        except (ValueError, OverflowError) as error:
            raise CalendarError(f"{amount} after {day} leads outside the years 1-9999") from error

    def add_workdays(self, start: Expression, span: Expression) -> date | None:
        return self.later(self.calendar.add_workdays, start, span)

    def add_days(self, start: Expression, span: Expression) -> date | None:
        return self.later(lambda day, n: day + timedelta(days=n), start, span)

    def add_months(self, start: Expression, span: Expression) -> date | None:
        return self.later(add_months, start, span)

    def count(self, arg: Expression) -> int | None:
        if not isinstance(arg, RecordRef):
            members = self.value(arg)
            return None if members is None else len(members)
        if arg.field is None:
            rows = self.records.get(arg.record)
            return None if rows is None else len(rows)
        flags = self.column(arg)
        return None if flags is None else sum(flags)

    def sum(self, arg: Expression) -> Any:
        values = self.column(arg)
        return None if values is None else exact(sum(values))

    def extreme(self, choose: Callable[[Iterable[Any]], Any], args: Sequence[Expression]) -> Any:
        if len(args) == 1 and isinstance(args[0], RecordRef):
            values = self.column(args[0])
        else:
            values = [self.value(arg) for arg in args]
        return choose(values) if values and None not in values else None

    def min(self, *args: Expression) -> Any:
        return self.extreme(min, args)

    def max(self, *args: Expression) -> Any:
        return self.extreme(max, args)

    def collect(self, arg: Expression) -> frozenset[str] | None:
        values = self.column(arg)
        if values is None:
            return None
        members = [{value} if isinstance(value, str) else value for value in values]
        return frozenset().union(*members)

    def year(self, arg: Expression) -> int | None:
        day = self.value(arg)
        return None if day is None else day.year

    def month(self, arg: Expression) -> int | None:
        day = self.value(arg)
        return None if day is None else day.month

    def misplaced(self, expr: RecordRef) -> Any:
        raise TypeError(f"`{expr.record}` is no value: the expression was not checked")


def _divided(left: Any, right: Any) -> Any:
    return None if right == 0 else exact(Fraction(left) / right)


OPERATORS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "+": lambda left, right: exact(left + right),
    "-": lambda left, right: left - right if isinstance(left, frozenset) else exact(left - right),
    "*": lambda left, right: exact(left * right),
    "/": _divided,
    "|": lambda left, right: left | right,
    "&": lambda left, right: left & right,
}
_VALUES: Final[Mapping[type, Callable[[_Run, Any], Any]]] = {
    Const: _Run.const,
    Ref: _Run.ref,
    RecordRef: _Run.misplaced,
    Binary: _Run.binary,
    Scale: _Run.scale,
    Coalesce: _Run.coalesce,
    Call: _Run.call,
}
_FUNCTIONS: Final[Mapping[str, Callable[..., Any]]] = {
    "workdays": _Run.workdays,
    "days": _Run.days,
    "add_workdays": _Run.add_workdays,
    "add_days": _Run.add_days,
    "add_months": _Run.add_months,
    "count": _Run.count,
    "sum": _Run.sum,
    "min": _Run.min,
    "max": _Run.max,
    "collect": _Run.collect,
    "year": _Run.year,
    "month": _Run.month,
}
