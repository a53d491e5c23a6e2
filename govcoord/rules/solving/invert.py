"""Expressions solved backwards: what facts must be like so that a derived one has some value.

Each method yields aims: ways to get there, plain ones first. Where two operands may vary, one
is tried at few values (as now, plain ones, the ends of what it can be) and the other solved for
exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from itertools import islice, product
from typing import Any, Final, TypeVar

import attrs

from govcoord.periods import Calendar, add_months
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
)
from govcoord.rules.ranges import Ranges
from govcoord.rules.regions import Region, Sets, Test
from govcoord.rules.solving.aims import (
    Aim,
    Place,
    Search,
    at_least,
    inner_ends,
    list_slot,
    nearest,
    nothing,
    point,
)
from govcoord.rules.solving.columns import WIDEST, assigned, counted, extremes, shared, summed
from govcoord.rules.solving.limits import Limits, counter
from govcoord.rules.solving.pauses import Spans, fixed, moved
from govcoord.rules.solving.preimages import (
    MOST_DAYS,
    UNLIMITED,
    Bounds,
    days_of,
    hull,
    minus,
    mirrored,
    months,
    other_operand,
    plus,
    scaled,
    where,
)
from govcoord.rules.space import find_set, universe
from govcoord.rules.vocabulary import Attribute, Type

TRIED_LENGTHS: Final = 4
LONGEST: Final = 40
_NUMBER: Final = Attribute("", Type.NUMBER)
_DATE: Final = Attribute("", Type.DATE)
Aims = Iterator[Aim]
Side = TypeVar("Side")
Term = tuple[Expression, "Inversion"]


@attrs.frozen
class Inversion:
    """Solves expressions backwards as seen from the case or from one record."""

    search: Search
    place: Place

    @property
    def limits(self) -> Limits:
        """What limits there are to operands."""
        return Limits(self.search, self.place)

    def at(self, place: Place) -> Inversion:
        """The same, seen from another place."""
        return Inversion(self.search, place)

    def into(self, expr: Expression, region: Region, aim: Aim) -> Aims:
        """Aims in which the expression has a value in the region."""
        if isinstance(expr, Const):
            return iter([aim] if region.contains(expr.value) else [])
        if isinstance(expr, Ref):
            slot = self.search.slot(expr.name, self.place)
            found = self.search.narrow(aim, slot, Test(region, False))
            return iter([] if found is None else [found])
        if isinstance(expr, Scale):
            assert isinstance(region, Ranges)
            return self.into(expr.expr, scaled(region, Fraction(1) / expr.factor), aim)
        if isinstance(expr, Coalesce):
            return self._coalesce(expr, region, aim)
        if isinstance(expr, Binary):
            if isinstance(region, Sets):
                return self._set_operation(expr, region, aim)
            assert isinstance(region, Ranges)
            return self._arithmetic(expr, region, aim)
        assert isinstance(expr, Call)
        return _CALLS[expr.function](self, expr, region, aim)

    def lose(self, expr: Expression, aim: Aim) -> Aims:
        """Aims in which the expression has no value for want of a fact."""
        if isinstance(expr, Ref):
            slot = self.search.slot(expr.name, self.place)
            found = self.search.narrow(aim, slot, nothing(self.search.attribute(slot)))
            if found is not None:
                yield found
        elif isinstance(expr, RecordRef):
            yield from self._lose_column(expr.record, expr.field, aim)
        elif isinstance(expr, Coalesce):
            yield from self._lose_all(expr.options, aim)
        else:
            spans = isinstance(expr, Call) and expr.function in ("workdays", "days")
            for child in children(expr):
                if spans and isinstance(child, RecordRef):
                    yield from self._lose_column(child.record, "from", aim)
                else:
                    yield from self.lose(child, aim)
            if isinstance(expr, Binary) and expr.op == "/":
                yield from self.into(expr.right, Ranges.point(0), aim)

    def _lose_all(self, exprs: Sequence[Expression], aim: Aim) -> Aims:
        if not exprs:
            yield aim
            return
        for found in self.lose(exprs[0], aim):
            yield from self._lose_all(exprs[1:], found)

    def _lose_column(self, kind: str, field: str | None, aim: Aim) -> Aims:
        absent = self.search.narrow(aim, list_slot(kind), Test(Ranges(), True))
        if absent is not None:
            yield absent
        if field is None:
            return
        for sized, length in self.sized(kind, aim):
            for row in range(length):
                yield from self.at((kind, row)).lose(Ref(field), sized)

    def _coalesce(self, expr: Coalesce, region: Region, aim: Aim) -> Aims:
        for number, option in enumerate(expr.options):
            for lost in self._lose_all(expr.options[:number], aim):
                yield from self.into(option, region, lost)

    # numbers

    def _arithmetic(self, expr: Binary, region: Ranges, aim: Aim) -> Aims:
        sides = [(expr.left, expr.right, True), (expr.right, expr.left, False)]
        if isinstance(expr.right, Const):
            sides.reverse()
        if isinstance(sides[0][0], Const):
            del sides[1]
        tried = [
            self.values(pivot, aim, self._needed(expr, region, aim, left=left))
            for pivot, _, left in sides
        ]
        for (pivot, other, left), value in _in_turn(sides, tried):
            rest = other_operand(expr.op, value, region, left=left)
            yield from self._both(pivot, value, other, rest, aim)

    def _needed(self, expr: Binary, region: Ranges, aim: Aim, *, left: bool) -> Bounds:
        """What one operand must lie within, from what the other can be."""
        if expr.op not in "+-":
            return UNLIMITED
        goal, other = hull(region), self.limits.bounds(expr.right if left else expr.left, aim)
        if expr.op == "+":
            return plus(goal, minus(other))
        return plus(goal, other) if left else plus(other, minus(goal))

    def values(self, expr: Expression, aim: Aim, within: Bounds = UNLIMITED) -> list[Any]:
        """Few values that an operand may have: as now, a plain one, ends of what it can be."""
        if isinstance(expr, Const):
            return [expr.value]
        if isinstance(expr, Coalesce):
            slots = (
                self.search.slot(e.name, self.place) for e in expr.options if isinstance(e, Ref)
            )
            known = [self.search.now[slot] for slot in slots if slot in self.search.now]
            each = [value for e in expr.options for value in self.values(e, aim, within)]
            return list(dict.fromkeys([*known[:1], *each]))
        limits = Ranges.interval(*self.limits.bounds(expr, aim))
        held, now = limits, None
        attribute = _DATE if self.limits.is_day(expr) else _NUMBER
        if isinstance(expr, Ref):
            slot = self.search.slot(expr.name, self.place)
            attribute = self.search.attribute(slot)
            test, now = aim.tests.get(slot), self.search.now.get(slot)
            if test is not None and isinstance(test.region, Ranges):
                held = test.region.meet(limits)
        found: list[Any] = [now] if now is not None and held.contains(now) else []
        for region in (held.meet(Ranges.interval(*within)), held):
            found.append(nearest(region, attribute, now))
            for low, high in region.intervals()[:3]:
                found.extend(inner_ends(low, high, whole=attribute.is_discrete))
        if attribute.type is not Type.DATE:
            found.extend(n for n in (0, 1, 2) if held.contains(n))
        return [value for value in dict.fromkeys(found) if value is not None]

    # days

    def _span(self, expr: Call, region: Region, aim: Aim) -> Aims:
        assert isinstance(region, Ranges)
        count = counter(expr.function, self.search.vocabulary.calendar)
        start, end, *pauses = expr.args
        domain = days_of(self.search.vocabulary.calendar)
        for paused, spans in self._pauses(pauses, aim):
            tried = [self.values(start, aim), self.values(end, aim)]
            for forwards, day in _in_turn((True, False), tried):

                def until(last: date, day: date = day, spans: Spans = spans) -> int:
                    return count(day, last, except_for=spans)

                def since(first: date, day: date = day, spans: Spans = spans) -> int:
                    return -count(first, day, except_for=spans)

                if forwards:
                    rest = where(until, region, domain, date.fromordinal)
                    yield from self._both(start, day, end, rest, paused)
                else:
                    rest = where(since, mirrored(region), domain, date.fromordinal)
                    yield from self._both(end, day, start, rest, paused)
        if pauses:
            yield from self._by_pause(expr, region, aim)

    def _both(
        self, pivot: Expression, value: Any, other: Expression, rest: Ranges, aim: Aim
    ) -> Aims:
        if not rest.is_empty:
            for middle in self.into(pivot, Ranges.point(value), aim):
                yield from self.into(other, rest, middle)

    def _pauses(self, args: Sequence[Expression], aim: Aim) -> Iterator[tuple[Aim, Spans]]:
        if not args:
            yield aim, ()
            return
        (arg,) = args
        assert isinstance(arg, RecordRef)
        for sized, length in self.sized(arg.record, aim):
            for far in (False, True) if length else (False,):
                found = fixed(self.search, arg.record, length, sized, far=far)
                if found is not None:
                    yield found

    def _by_pause(self, expr: Call, region: Ranges, aim: Aim) -> Aims:
        """The days as now, and one end of one suspension moved."""
        start, end, arg = expr.args
        assert isinstance(arg, RecordRef)
        count = counter(expr.function, self.search.vocabulary.calendar)
        for first, last in product(self.values(start, aim)[:1], self.values(end, aim)[:1]):
            for begun in self.into(start, Ranges.point(first), aim):
                for ended in self.into(end, Ranges.point(last), begun):
                    for sized, length in self.sized(arg.record, ended):
                        # forwards, so that more is suspended where the count is less
                        days, goal = (first, last), region
                        if first > last:
                            days, goal = (last, first), mirrored(region)
                        measure = partial(count, *days)
                        yield from moved(self.search, arg.record, length, sized, measure, goal)

    def _later(self, expr: Call, region: Region, aim: Aim) -> Aims:
        """``add_workdays``, ``add_days``, ``add_months``."""
        assert isinstance(region, Ranges)
        start, span = expr.args
        calendar = self.search.vocabulary.calendar
        for amount in self.values(span, aim):
            if isinstance(amount, int):

                def shift(day: date, amount: int = amount) -> date:
                    return _add(expr.function, calendar, day, amount)

                rest = where(shift, region, days_of(calendar), date.fromordinal)
                yield from self._both(span, amount, start, rest, aim)
        for day in self.values(start, aim):

            def grow(amount: int, day: date = day) -> date:
                return _add(expr.function, calendar, day, amount)

            rest = where(grow, region, (-MOST_DAYS, MOST_DAYS), int)
            for amount in _wholes(rest):
                yield from self._both(start, day, span, Ranges.point(amount), aim)

    def _year(self, expr: Call, region: Region, aim: Aim) -> Aims:
        assert isinstance(region, Ranges)
        domain = days_of(self.search.vocabulary.calendar)
        days = where(lambda day: day.year, region, domain, date.fromordinal)
        return self.into(expr.args[0], days, aim)

    def _month(self, expr: Call, region: Region, aim: Aim) -> Aims:
        assert isinstance(region, Ranges)
        return self.into(expr.args[0], months(region, self.search.vocabulary.calendar), aim)

    # records

    def sized(self, kind: str, aim: Aim, least: int = 0) -> Iterator[tuple[Aim, int]]:
        """Aims in which a list has a fixed length, with the length: as now, or short."""
        slot = list_slot(kind)
        test = aim.tests.get(slot)
        region = at_least(least).region if test is None else test.region
        assert isinstance(region, Ranges)
        allowed = (n for n in range(least, LONGEST) if region.contains(n))
        for length in islice(allowed, TRIED_LENGTHS):
            found = self.search.narrow(aim, slot, Test(Ranges.point(length), False))
            if found is not None:
                yield found, length

    def _column(self, arg: RecordRef, length: int) -> list[Term]:
        assert arg.field is not None
        return [(Ref(arg.field), self.at((arg.record, index))) for index in range(length)]

    def _count(self, expr: Call, region: Region, aim: Aim) -> Aims:
        assert isinstance(region, Ranges)
        (arg,) = expr.args
        if not isinstance(arg, RecordRef):
            yield from self.into(arg, Sets(count=region), aim)
        elif arg.field is None:
            found = self.search.narrow(aim, list_slot(arg.record), Test(region, False))
            if found is not None:
                yield found
        else:
            for sized, length in self.sized(arg.record, aim):
                yield from counted(self._column(arg, length), region, 0, sized)

    def _sum(self, expr: Call, region: Region, aim: Aim) -> Aims:
        assert isinstance(region, Ranges)
        (arg,) = expr.args
        assert isinstance(arg, RecordRef)
        for sized, length in self.sized(arg.record, aim):
            terms = self._column(arg, length)
            if not terms and region.contains(0):
                yield sized
            for free in reversed(range(length)):
                rest = terms[:free] + terms[free + 1 :]
                yield from summed(terms[free], rest, region, sized)

    def _extreme(self, expr: Call, region: Region, aim: Aim) -> Aims:
        assert isinstance(region, Ranges)
        (first, *others) = expr.args
        least = expr.function == "min"
        if isinstance(first, RecordRef) and not others:
            for sized, length in self.sized(first.record, aim, 1):
                yield from extremes(self._column(first, length), region, sized, least=least)
        else:
            yield from extremes([(arg, self) for arg in expr.args], region, aim, least=least)

    # sets

    def _collect(self, expr: Call, region: Region, aim: Aim) -> Aims:
        assert isinstance(region, Sets)
        (arg,) = expr.args
        assert isinstance(arg, RecordRef)
        assert arg.field is not None
        field = self.search.vocabulary.records[arg.record].fields[arg.field]
        members = universe(field)
        wanted = find_set(region, members)
        if wanted is None:
            return
        rest = sorted(members - wanted - region.none_of)
        for sized, length in self.sized(arg.record, aim):
            terms = self._column(arg, length)
            if field.type is Type.SET and (terms or not wanted):
                yield from shared(terms, wanted, sized)
            elif field.type is not Type.SET:
                tried = [*sorted(wanted), *rest][: max(WIDEST, length)]
                yield from assigned(terms, tried, region, sized)

    def _set_operation(self, expr: Binary, region: Sets, aim: Aim) -> Aims:
        for left in self.sets(expr.left, aim, region):
            for right in self.sets(expr.right, aim, region):
                value = {"-": left - right, "|": left | right, "&": left & right}[expr.op]
                if region.contains(value):
                    for middle in self.into(expr.left, point(left), aim):
                        yield from self.into(expr.right, point(right), middle)

    def sets(self, expr: Expression, aim: Aim, goal: Sets) -> list[frozenset[str]]:
        """Few sets that an operand may be."""
        if isinstance(expr, Const):
            return [expr.value]
        every, held = self._members(expr), Sets()
        found: list[frozenset[str] | None] = []
        if isinstance(expr, Ref):
            slot = self.search.slot(expr.name, self.place)
            test = aim.tests.get(slot)
            if test is not None and isinstance(test.region, Sets):
                held = test.region
            found.append(self.search.now.get(slot))
        wanted = frozenset().union(*goal.any_of)
        for region in (held.meet(goal), held, held.meet(Sets(none_of=wanted))):
            found.append(find_set(region, every))
        found.append(every - held.none_of)
        return [value for value in dict.fromkeys(found) if value is not None]

    def _members(self, expr: Expression) -> frozenset[str]:
        """The members that a set may have."""
        if isinstance(expr, Ref):
            return universe(self.search.attribute(self.search.slot(expr.name, self.place)))
        if isinstance(expr, RecordRef):
            assert expr.field is not None
            return universe(self.search.vocabulary.records[expr.record].fields[expr.field])
        return frozenset().union(*(self._members(child) for child in children(expr)))


def _add(function: str, calendar: Calendar, day: date, amount: int) -> date:
    if function == "add_workdays":
        return calendar.add_workdays(day, amount)
    return add_months(day, amount) if function == "add_months" else day + timedelta(days=amount)


def _in_turn(sides: Sequence[Side], tried: Sequence[Sequence[Any]]) -> Iterator[tuple[Side, Any]]:
    """The first value of each side, which stands nearest, then the others."""
    for part in (slice(0, 1), slice(1, None)):
        for side, values in zip(sides, tried):
            for value in values[part]:
                yield side, value


def _wholes(region: Ranges) -> list[int]:
    """The whole numbers at the ends of a region's intervals, plain ones first."""
    ends = {n for low, high in region.intervals()[:3] for n in inner_ends(low, high)}
    return sorted(ends, key=lambda n: (abs(n), n))


_CALLS: Final[Mapping[str, Callable[[Inversion, Call, Region, Aim], Aims]]] = {
    "workdays": Inversion._span,
    "days": Inversion._span,
    "add_workdays": Inversion._later,
    "add_days": Inversion._later,
    "add_months": Inversion._later,
    "count": Inversion._count,
    "sum": Inversion._sum,
    "min": Inversion._extreme,
    "max": Inversion._extreme,
    "collect": Inversion._collect,
    "year": Inversion._year,
    "month": Inversion._month,
}
