"""Where points lie: boxes that reach them, and proofs that none does."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from govcoord.rules.cells import bits_of
from govcoord.rules.checks.base import Budget, BudgetError, Meter, study_of
from govcoord.rules.checks.grid import Cube
from govcoord.rules.checks.search import uncovered
from govcoord.rules.checks.study import Study
from govcoord.rules.engine import Plan
from govcoord.rules.regions import Box
from govcoord.testing.coverage.nothing import Nothing
from govcoord.testing.coverage.points import Aspect, Point, TableMap

BUDGET = Budget(steps=100_000, seconds=2.0)
"""What may be spent on one point before it counts as not proved."""

MOST_BOXES = 12


class Frontier:
    """The boxes of the points of one table."""

    def __init__(self, map_: TableMap, plan: Plan) -> None:
        self.map = map_
        self.vocabulary = plan.vocabulary
        self.nothing = Nothing(plan)

    @cached_property
    def study(self) -> Study:
        """The table made ready for questions about all of its rules."""
        return study_of(self.map.table, self.vocabulary)

    def boxes(self, point: Point) -> list[Box]:
        """Boxes that reach a point, few of them; a case of each need not exist."""
        try:
            found = list(islice(self._search(point), MOST_BOXES))
        except BudgetError:
            found = []
        if not found and point.aspect is Aspect.DECIDED:
            found = list(islice(self.map.boxes(point), MOST_BOXES))
        return [box for box in found if not self._is_empty(box)]

    def unreachable(self, point: Point) -> bool:
        """Whether it is proved that no case reaches a point.

        What is not proved may still be out of reach, see `Nothing`.
        """
        boxes = self._certain if point.aspect is Aspect.DECIDED else self._search
        try:
            return all(self._is_empty(box) for box in boxes(point))
        except BudgetError:
            return False

    def _certain(self, point: Point) -> Iterator[Box]:
        """Where a rule holds and none that surely keeps it from deciding does for certain.

        A rule that may hold, for want of a fact, leaves the answer open, but for one that says
        the same.
        """
        study, meter = self.study, Meter(BUDGET)
        by_override, by_policy = study.winners(point.rule)
        rules = [*bits_of(by_override), *(n for n in bits_of(by_policy) if not study.beaten_by[n])]
        same = study.says[point.rule]
        walls = [
            cube
            for n in rules
            for cube in (study.holds[n] if study.says[n] == same else study.may[n])
        ]
        for cube in study.holds[point.rule]:
            for part in uncovered(study.grid, cube, walls, meter.step):
                yield study.grid.decode(part)

    def _search(self, point: Point) -> Iterator[Box]:
        if point.aspect not in (Aspect.DECIDED, Aspect.NO_ANSWER):
            yield from self.map.boxes(point)
            return
        study, meter = self.study, Meter(BUDGET)
        parts: Iterator[Cube]
        if point.aspect is Aspect.NO_ANSWER:
            walls = [cube for cubes in study.may for cube in cubes]
            parts = uncovered(study.grid, {}, walls, meter.step)
        else:
            cubes = study.holds[point.rule]
            parts = study.deciding(cubes, study.winners(point.rule), meter.step)
        for cube in parts:
            yield study.grid.decode(cube)

    def _is_empty(self, box: Box) -> bool:
        return self.nothing.lies_in(box, self.map.table.scope)
