"""Limits of what expressions can be while an aim is pursued, as far as they are easily told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from govcoord.errors import CalendarError
from govcoord.periods import Calendar, days_between
from govcoord.rules.expressions import (
    Binary,
    Call,
    Coalesce,
    Const,
    Expression,
    Ref,
    Scale,
    children,
)
from govcoord.rules.ranges import Ranges
from govcoord.rules.solving.aims import Aim, Place, Search
from govcoord.rules.solving.preimages import UNLIMITED, Bounds, hull, minus, plus, times
from govcoord.rules.vocabulary import Type


def counter(function: str, calendar: Calendar) -> Callable[..., int]:
    """What ``workdays`` or ``days`` counts with."""
    return calendar.workdays_between if function == "workdays" else days_between


@attrs.frozen
class Limits:
    """Looks at expressions from the case or from one record."""

    search: Search
    place: Place

    def is_day(self, expr: Expression) -> bool:
        if isinstance(expr, Ref):
            slot = self.search.slot(expr.name, self.place)
            return self.search.attribute(slot).type is Type.DATE
        if isinstance(expr, Const):
            return expr.type is Type.DATE
        if isinstance(expr, Call) and expr.function not in ("min", "max"):
            return expr.function in ("add_workdays", "add_days", "add_months")
        return isinstance(expr, Call | Coalesce) and self.is_day(children(expr)[0])

    def bounds(self, expr: Expression, aim: Aim) -> Bounds:
        """Limits of what an expression can be, as far as they are easily told."""
        if isinstance(expr, Const) and expr.type.is_ordered:
            return expr.value, expr.value
        if isinstance(expr, Ref):
            return self._bounds_of(expr, aim)
        if isinstance(expr, Scale):
            return times(self.bounds(expr.expr, aim), expr.factor)
        if isinstance(expr, Binary) and expr.op in "+-":
            right = self.bounds(expr.right, aim)
            return plus(self.bounds(expr.left, aim), right if expr.op == "+" else minus(right))
        if isinstance(expr, Coalesce):
            return self._bounds_of_first(expr, aim)
        if isinstance(expr, Call) and expr.function in ("workdays", "days"):
            return self._bounds_of_span(expr, aim)
        return (0, None) if isinstance(expr, Call) and expr.function == "count" else UNLIMITED

    def _bounds_of(self, expr: Ref, aim: Aim) -> Bounds:
        slot = self.search.slot(expr.name, self.place)
        attribute = self.search.attribute(slot)
        low, high = attribute.min, attribute.max
        test = aim.tests.get(slot)
        if test is not None and isinstance(test.region, Ranges):
            low, high = hull(test.region)
        if attribute.derive is not None and (low is None or high is None):
            more = self.bounds(attribute.derive, aim)
            low, high = (low if low is not None else more[0], high if high is not None else more[1])
        return low, high

    def _bounds_of_first(self, expr: Coalesce, aim: Aim) -> Bounds:
        lows: list[Any] = []
        highs: list[Any] = []
        for option in expr.options:
            test = None
            if isinstance(option, Ref):
                test = aim.tests.get(self.search.slot(option.name, self.place))
            if test is not None and test.region.is_empty:
                continue
            low, high = self.bounds(option, aim)
            lows.append(low)
            highs.append(high)
            if test is not None and test.missing is False:
                break
        if not lows:
            return UNLIMITED
        return (None if None in lows else min(lows), None if None in highs else max(highs))

    def _bounds_of_span(self, expr: Call, aim: Aim) -> Bounds:
        (first, last), (from_, to) = (self.bounds(arg, aim) for arg in expr.args[:2])
        if None in (first, last, from_, to):
            return UNLIMITED
        count = counter(expr.function, self.search.vocabulary.calendar)
        try:
            return min(0, count(last, from_)), max(0, count(first, to))
        except (CalendarError, ValueError):
            return UNLIMITED
