"""Proofs that no case lies in a box, also where its facts depend on each other.

Some things are known beside each attribute's own universe: a derived fact has no value without
the facts that it needs, its value lies within bounds, and ``a or b`` is the first that is known;
an output of a table other than its default comes from a rule of the table, which must hold too
where no rule that says something else precedes it, and it is not missing where the rules of the
table cover the box.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from govcoord.rules.checks import conflict
from govcoord.rules.checks.base import Budget, BudgetError, Meter, Question, study_of
from govcoord.rules.engine import Plan
from govcoord.rules.expressions import Call, Coalesce, Expression, Ref, children
from govcoord.rules.ranges import Ranges
from govcoord.rules.regions import Box, Sets, Test, Values
from govcoord.rules.resolve import Status
from govcoord.rules.solving.aims import CASE, Aim, Search, nothing
from govcoord.rules.solving.limits import Limits
from govcoord.rules.space import Space
from govcoord.rules.tables import Aggregate, FactRef, HitPolicy, Output, Table, TableRule
from govcoord.rules.vocabulary import Attribute
from govcoord.testing.coverage.answered import answered

DEPTH = 3
"""Tables behind tables that are looked at."""

MOST = 2_000
"""Boxes looked at for one question; beyond that nothing is claimed."""


MOST_PARTS = 200
"""Parts of a box beyond which nothing more is cut off."""

BUDGET = Budget(steps=1_000_000, seconds=10.0)
"""What the proof that a table has no conflicts may spend."""


class Nothing:
    """Tells boxes of a plan that are proved to be empty."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.tables = {table.id: table for table in plan.tables}
        self.left = 0
        self._conflicts: dict[str, tuple[Box, ...] | None] = {}

    def lies_in(self, box: Box, scope: str | None) -> bool:
        """Whether it is proved that no case (or record of kind ``scope``) lies in the box."""
        self.left = MOST
        return self._empty(box, scope, DEPTH)

    def _empty(self, box: Box, scope: str | None, depth: int) -> bool:
        self.left -= 1
        if self.left < 0:
            return False
        attributes = self.plan.vocabulary.visible(scope)
        if Space(attributes).is_empty(box):
            return True
        absent = {n for n, test in box.tests if test.missing is True and test.region.is_empty}
        for name, test in box.tests:
            derive = attributes[name].derive
            if derive is None or test.missing is True:
                continue
            if absent & needed(derive) or self._out_of_bounds(attributes[name], test):
                return True
        if any(self._is_given(name, box, scope) for name in absent):
            return True
        if depth > 0 and any(
            self._never_first(box, scope, name, test, depth) for name, test in box.tests
        ):
            return True
        return depth > 0 and any(
            self._not_given(box, scope, attributes[name], test, depth)
            for name, test in box.tests
            if attributes[name].table is not None
        )

    def _is_given(self, name: str, box: Box, scope: str | None) -> bool:
        """Whether a table gives an attribute wherever the rest of a box holds."""
        attributes = self.plan.vocabulary.visible(scope)
        table = self.tables.get(str(attributes[name].table))
        if table is None or table.scope != scope:
            return False
        rest = Box(tuple(pair for pair in box.tests if pair[0] != name))
        return answered(table, name, rest, Space(attributes))

    def _never_first(self, box: Box, scope: str | None, name: str, test: Test, depth: int) -> bool:
        """Whether none of the facts that an ``a or b`` takes can have what a test asks for."""
        attributes = self.plan.vocabulary.visible(scope)
        derive = attributes[name].derive
        if not isinstance(derive, Coalesce) or test.missing is True:
            return False
        options = [option.name for option in derive.options if isinstance(option, Ref)]
        if len(options) != len(derive.options):
            return False
        if any(attributes[o].unit != attributes[name].unit for o in options):
            return False
        rest = Box(tuple(pair for pair in box.tests if pair[0] != name))
        for number, option in enumerate(options):
            tests = {o: nothing(attributes[o]) for o in options[:number]}
            tests[option] = Test(test.region, False)
            if not self._empty(rest.meet(Box.of(tests)), scope, depth - 1):
                return False
        return True

    def _out_of_bounds(self, attribute: Attribute, test: Test) -> bool:
        if not isinstance(test.region, Ranges) or attribute.derive is None:
            return False
        place = CASE if attribute.record is None else (attribute.record, 0)
        limits = Limits(Search(self.plan, steps=1000), place)
        low, high = _bounds(attribute.derive, limits)
        return test.region.meet(Ranges.interval(low, high)).is_empty

    def _not_given(
        self, box: Box, scope: str | None, attribute: Attribute, test: Test, depth: int
    ) -> bool:
        """Whether no rule of the attribute's table can give what a test asks for in the box."""
        table = self.tables.get(str(attribute.table))
        if table is None or test.missing is True:
            return False
        if self._given_otherwise(box, scope, table, attribute, test):
            return True
        rest = Box(tuple(pair for pair in box.tests if pair[0] != attribute.id))
        if attribute.id == table.status:
            return self._never_ends(table, test, rest, scope, depth)
        givers = _givers(table, attribute.id, test)
        return givers is not None and all(
            self._empty(part, scope, depth - 1)
            for rule in givers
            for part in self._left_to(rule, givers, table, rest, scope)
        )

    def _left_to(
        self, rule: TableRule, givers: list[TableRule], table: Table, rest: Box, scope: str | None
    ) -> Iterator[Box]:
        """Where a rule holds in a box, and none that keeps it from giving what it says.

        A rule that precedes it, and is not among the ``givers``, does keep it, also where it is
        open for want of a fact: the answer is open then too.
        """
        space = Space(self.plan.vocabulary.visible(scope))
        parts = [self._seen(theirs, table.scope, scope).meet(rest) for theirs in rule.boxes]
        if table.scope == scope:
            for other in _preceding(rule, table):
                if other not in givers and len(parts) <= MOST_PARTS:
                    parts = space.subtract_all(parts, other.boxes)
        yield from parts

    def _never_ends(
        self, table: Table, test: Test, rest: Box, scope: str | None, depth: int
    ) -> bool:
        """Whether a table never ends in a box in one of the ways that a test allows."""
        if not isinstance(test.region, Values):
            return False
        anyway = table.hit is HitPolicy.COLLECT or any(o.default is not None for o in table.outputs)
        ends = {str(s) for s in Status if test.region.contains(str(s))}
        if Status.CONFLICT in ends and not self._never_conflicts(table):
            return False
        space = Space(self.plan.vocabulary.visible(scope))
        if Status.DECIDED in ends:
            if anyway or table.scope != scope:
                return False
            every = (box for rule in table.rules for box in rule.boxes)
            met = (box.meet(rest) for box in every)
            if not all(self._empty(box, scope, depth - 1) for box in met):
                return False
        if Status.NONE in ends:
            boxes = [box for rule in table.rules for box in rule.boxes]
            return (
                table.scope == scope
                and len(boxes) <= MOST_PARTS
                and not space.subtract_all([rest], boxes)
            )
        return True

    def _given_otherwise(
        self, box: Box, scope: str | None, table: Table, attribute: Attribute, test: Test
    ) -> bool:
        """Whether a rule makes a yes of what is to be no, wherever the rest of a box holds."""
        output = next((o for o in table.outputs if o.attribute == attribute.id), None)
        if output is None or output.aggregate is not Aggregate.ANY or table.scope != scope:
            return False
        beaten = {loser for rule in table.rules for loser in rule.overrides}
        rest = Box(tuple(pair for pair in box.tests if pair[0] != attribute.id))
        if not isinstance(test.region, Values) or test.region.contains(True):
            return False
        space = Space(self.plan.vocabulary.visible(scope))
        return any(
            not any(space.subtract(rest, theirs))
            for rule in table.rules
            if rule.values.get(output.id) is True and rule.id not in beaten
            for theirs in rule.boxes
        )

    def conflicts(self, table: Table) -> tuple[Box, ...] | None:
        """Where two rules of a table disagree; ``None`` where that is not known."""
        if table.id not in self._conflicts:
            study = study_of(table, self.plan.vocabulary)
            try:
                found = [*conflict.check(Question(study, Meter(BUDGET)))]
            except BudgetError:
                self._conflicts[table.id] = None
            else:
                real = [finding for finding in found if finding.code != "GC312"]
                known = all(f.boxes and not f.partly for f in real)
                boxes = tuple(box for finding in real for box in finding.boxes)
                self._conflicts[table.id] = boxes if known else None
        return self._conflicts[table.id]

    def _never_conflicts(self, table: Table) -> bool:
        """Whether it is proved that no two rules of a table disagree in any case."""
        boxes = self.conflicts(table)
        return boxes is not None and all(self._empty(b, table.scope, DEPTH - 1) for b in boxes)

    def _seen(self, box: Box, theirs: str | None, ours: str | None) -> Box:
        """What a box of another table says in ours: fields of records are not the case's facts."""
        if theirs == ours:
            return box
        fields = self.plan.vocabulary.records[ours].fields if ours else {}
        return Box(tuple(pair for pair in box.tests if pair[0] not in fields))


def _preceding(rule: TableRule, table: Table) -> Iterator[TableRule]:
    """The rules by which a rule gives no answer where they hold too.

    An earlier or a higher one is put out of the running itself where another overrides it.
    """
    number = table.rules.index(rule)
    beaten = {loser for other in table.rules for loser in other.overrides}
    for n, other in enumerate(table.rules):
        first = table.hit is HitPolicy.FIRST and n < number
        higher = table.hit is HitPolicy.PRIORITY and other.priority > rule.priority
        if rule.id in other.overrides or ((first or higher) and other.id not in beaten):
            yield other


def _givers(table: Table, attribute: str, test: Test) -> list[TableRule] | None:
    """Rules of which one must hold for an output to pass a test; ``None`` where none need."""
    output = next((o for o in table.outputs if o.attribute == attribute), None)
    if output is None:
        return None
    if output.default is not None and test.region.contains(output.default):
        return None
    return [rule for rule in table.rules if _may_give(rule, output, test)]


def _may_give(rule: TableRule, output: Output, test: Test) -> bool:
    value: Any = rule.values.get(output.id)
    if output.aggregate is None and value is None:
        return output.default is not None and test.region.contains(output.default)
    if value is None:
        return False
    if isinstance(value, FactRef) or output.aggregate in (Aggregate.SUM, Aggregate.COUNT):
        return True
    if output.aggregate is Aggregate.UNION or isinstance(test.region, Sets):
        return _adds(value, output, test)
    return bool(test.region.contains(value))


def _adds(value: Any, output: Output, test: Test) -> bool:
    """Whether a rule's members can help a set to pass a test that the default does not pass."""
    if output.aggregate is None or not isinstance(test.region, Sets):
        return bool(test.region.contains(value))
    given = value if isinstance(value, frozenset) else frozenset({value})
    open_ = [g for g in test.region.any_of if not g & (output.default or frozenset())]
    return not open_ or any(group & given for group in open_)


def _bounds(expr: Expression, limits: Limits) -> tuple[Any, Any]:
    """Limits of what an expression can be; the greatest of several is none smaller than any."""
    if not (isinstance(expr, Call) and expr.function in ("min", "max") and len(expr.args) > 1):
        return limits.bounds(expr, Aim())
    bounds = [_bounds(arg, limits) for arg in expr.args]
    lows = [low for low, _ in bounds if low is not None]
    highs = [high for _, high in bounds if high is not None]
    if expr.function == "max":
        every = len(highs) == len(bounds)
        return max(lows, default=None), max(highs) if every else None
    every = len(lows) == len(bounds)
    return min(lows) if every else None, min(highs, default=None)


def needed(expr: Expression) -> frozenset[str]:
    """The facts without which an expression has no value.

    >>> sorted(needed(Coalesce((Ref("closed"), Ref("as_of")))))
    []
    """
    return frozenset(_needed(expr))


def _needed(expr: Expression) -> Iterator[str]:
    if isinstance(expr, Ref):
        yield expr.name
    elif not isinstance(expr, Coalesce):
        for child in children(expr):
            yield from _needed(child)
