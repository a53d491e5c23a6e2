"""What every check of the logic has: a budget, and findings with regions and witnesses."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping

import attrs

from govcoord.rules.regions import Box, Ranges, Sets, Test, Values, merge
from govcoord.rules.space import Space
from govcoord.rules.tables import HitPolicy, Table, TableRule
from govcoord.rules.vocabulary import Attribute, Type, Vocabulary


@attrs.frozen(slots=True)
class Budget:
    """How much one check of one table may spend before it says that it is undecided."""

    steps: int = 2_000_000
    seconds: float = 20.0


class BudgetError(Exception):
    """The budget of a check is used up; what was found so far stands."""


class Meter:
    """Counts the steps of a check against its budget."""

    def __init__(self, budget: Budget) -> None:
        self.left = budget.steps
        self.until = time.monotonic() + budget.seconds

    def step(self, cost: int = 1) -> None:
        """Spend; raises `BudgetError` when nothing is left."""
        self.left -= cost
        if self.left < 0 or (self.left & 63 == 0 and time.monotonic() > self.until):
            raise BudgetError


@attrs.frozen(slots=True)
class Finding:
    """What a check found: a code, the rules it is about, and the cases it concerns.

    ``boxes`` is the region, merged as far as it went; empty where a finding has no region.
    """

    code: str
    table: Table = attrs.field(repr=False)
    rules: tuple[TableRule, ...] = ()
    boxes: tuple[Box, ...] = ()
    params: tuple[tuple[str, str], ...] = ()


@attrs.frozen
class Question:
    """A table under examination: its space, and the budget of the check that looks at it."""

    table: Table
    space: Space
    meter: Meter

    def meet(self, left: Box, right: Box) -> Box | None:
        """What lies in both boxes, or ``None``."""
        self.meter.step()
        return self.space.meet(left, right)

    def subtract_all(self, boxes: Iterable[Box], others: Iterable[Box]) -> list[Box]:
        """What lies in one of ``boxes`` and in none of ``others``."""
        left = list(boxes)
        for other in others:
            self.meter.step(1 + len(left))
            left = [part for box in left for part in self.space.subtract(box, other)]
            if not left:
                break
        return left


Check = Callable[[Question], Iterator[Finding]]


def space_of(table: Table, vocabulary: Vocabulary) -> Space:
    """The space of the cases, or records, that a table looks at."""
    return Space(vocabulary.visible(table.scope))


def beats(table: Table, winner: int, loser: int) -> bool:
    """Whether rule number ``winner`` puts ``loser`` out of the running where both match."""
    one, other = table.rules[winner], table.rules[loser]
    if other.id in one.overrides:
        return True
    if table.hit is HitPolicy.FIRST:
        return winner < loser and one.id not in other.overrides
    if table.hit is HitPolicy.PRIORITY:
        return one.priority > other.priority and one.id not in other.overrides
    return False


def says_the_same(table: Table, one: TableRule, other: TableRule) -> bool:
    """Whether two rules give the same outputs."""
    outputs = [output.id for output in table.outputs]
    left, right = one.values, other.values
    return all(left.get(o) == right.get(o) for o in outputs)


def region(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """The same cases in fewer boxes, joined until nothing joins any more."""
    found = merge(boxes)
    while True:
        again = merge(found)
        if len(again) == len(found):
            return again
        found = again


def given(names: Iterable[str], attributes: Mapping[str, Attribute]) -> Box:
    """The box of cases in which all of ``names`` are given."""
    tests = {}
    for name in names:
        attribute = attributes[name]
        if attribute.type.is_ordered:
            tests[name] = Test(Ranges((), True), False)
        elif attribute.type is Type.SET:
            tests[name] = Test(Sets(), False)
        else:
            tests[name] = Test(Values(frozenset(), True), False)
    return Box.of(tests)
