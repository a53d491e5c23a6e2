"""What every check of the logic has: a budget, and findings with regions and witnesses."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import attrs

from govcoord.rules.checks.study import Study
from govcoord.rules.regions import Box, merge
from govcoord.rules.tables import HitPolicy, Table, TableRule
from govcoord.rules.vocabulary import Vocabulary
from govcoord.source import Span

SPELLED_OUT = 200
"""Findings of one code and table that are reported one by one; the rest is counted."""


@attrs.frozen(slots=True)
class Budget:
    """How much one check of one table may spend before it says that it is undecided."""

    steps: int = 5_000_000
    seconds: float = 60.0


class BudgetError(Exception):
    """The budget of a check is used up; what was found so far stands."""


class Meter:
    """Counts the steps of a check against its budget, and how far it has come.

    ``done`` of ``total`` rules, pairs or whatever the check goes through, in ``unit``.
    """

    def __init__(self, budget: Budget) -> None:
        self.steps = self.left = budget.steps
        self.until = time.monotonic() + budget.seconds
        self.unwatched = 0
        self.done = 0
        self.total = 0

    def step(self, cost: int = 1) -> None:
        """Spend; raises `BudgetError` when nothing is left."""
        self.left -= cost
        self.unwatched += 1
        if self.unwatched >= 64:
            self.unwatched = 0
            if time.monotonic() > self.until:
                self.left = -1
        if self.left < 0:
            raise BudgetError

    def through(self, items: Iterable[Any], total: int) -> Iterator[Any]:
        """The items one after the other, counted as they are done with."""
        self.done, self.total = 0, total
        for item in items:
            yield item
            self.done += 1


LEAST_SHARE = 2_000
"""Steps that one rule or pair may take, however many there are."""


class PurseError(Exception):
    """One rule or pair has used up its share of the budget."""


class Purse:
    """A share of a budget, so that one hard rule or pair of many does not spend all of it."""

    def __init__(self, meter: Meter, many: int) -> None:
        self.meter = meter
        self.left = max(LEAST_SHARE, meter.steps // (4 * max(many, 1)))

    def step(self, cost: int = 1) -> None:
        """Spend from the share and from the budget."""
        self.meter.step(cost)
        self.left -= cost
        if self.left < 0:
            raise PurseError


@attrs.frozen(slots=True)
class Finding:
    """What a check found: a code, the rules it is about, and the cases it concerns.

    ``boxes`` is the region in as few boxes as were found quickly; empty where a finding has no
    region, and for findings beyond those that are reported one by one. ``partly``: the region
    has further boxes, which were not looked for. ``place`` is what is to be looked at, where
    that is a part of the first rule.
    """

    code: str
    table: Table = attrs.field(repr=False)
    rules: tuple[TableRule, ...] = ()
    boxes: tuple[Box, ...] = ()
    params: tuple[tuple[str, str], ...] = ()
    partly: bool = False
    place: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen
class Question:
    """A table under examination, and the budget of the check that looks at it."""

    study: Study
    meter: Meter
    found: Counter[str] = attrs.field(factory=Counter, init=False)

    @property
    def table(self) -> Table:
        """The table."""
        return self.study.table

    def spells_out(self, code: str) -> bool:
        """Whether one more finding of a code would be reported on its own."""
        return self.found[code] < SPELLED_OUT


Check = Callable[[Question], Iterator[Finding]]


def study_of(table: Table, vocabulary: Vocabulary) -> Study:
    """A table made ready for questions."""
    return Study(table, vocabulary.visible(table.scope))


def defaults(table: Table) -> tuple[Any, ...]:
    """What the outputs of a table are when no rule matches; ``None`` where they are nothing."""
    collects = table.hit is HitPolicy.COLLECT
    return tuple(
        None if collects and output.aggregate is None else output.default
        for output in table.outputs
    )


def region(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """The same cases in fewer boxes, joined until nothing joins any more."""
    found = merge(boxes)
    while True:
        again = merge(found)
        if len(again) == len(found):
            return again
        found = again
