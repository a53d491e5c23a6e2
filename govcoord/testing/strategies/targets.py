"""What generated cases aim at: boxes of rules, both sides of conditions and bounds.

A *target* is a box of a table; a *way* is a set of tests on given facts alone, found by the
solver, under which a case lies in the box, with one such case that was tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

import attrs

from govcoord.decision import Decision
from govcoord.errors import CaseError
from govcoord.rules.engine import Plan
from govcoord.rules.ranges import Ranges
from govcoord.rules.regions import Box, Sets, Test
from govcoord.rules.solving.aims import CASE, Aim, Search, SpentError, at_least, list_slot, nothing
from govcoord.rules.solving.solve import Solver
from govcoord.rules.space import has_none
from govcoord.rules.tables import Table
from govcoord.testing.coverage.frontier import Frontier
from govcoord.testing.coverage.points import Aspect, Point, TableMap

STEPS, CASES = 2_000, 24
"""What the search for the ways of one target may spend."""

_BOXES = 3
_SIDES = (Aspect.BELOW, Aspect.ABOVE, Aspect.EXACT)


@attrs.frozen
class Target:
    """A box that cases are to lie in; with ``open_box`` they must leave that box open."""

    table: Table
    box: Box
    open_box: Box | None = None

    def hit_by(self, decision: Decision) -> bool:
        """Whether the case of a decision, or one of its records, is what is aimed at."""
        scope = self.table.scope
        subjects = [None] if scope is None else decision.subjects(scope) or []
        box = self.box if self.open_box is None else self.open_box
        wanted = True if self.open_box is None else None
        for subject in subjects:
            facts = {name: decision.fact(name, subject) for name, _ in box.tests}
            if box.accepts(facts) is wanted:
                return True
        return False


@attrs.frozen
class Way:
    """Tests on given facts, and a case that passes them and hits the target."""

    aim: Aim
    case: dict[str, Any]


@lru_cache(maxsize=8)
def targets_of(plan: Plan) -> Targets:
    """The targets of a plan, with what has been found of ways to them."""
    return Targets(plan)


class Targets:
    """The targets of a plan and the ways to each, found when they are first asked for."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.maps = {t.id: TableMap.of(t, plan.vocabulary) for t in plan.tables if t.rules}
        self.frontiers = {id_: Frontier(map_, plan) for id_, map_ in self.maps.items()}
        self._ways: dict[tuple[str, Box, Box | None], Way | None] = {}

    def everything(self) -> list[Target]:
        """A target for each point of coverage: rules first, then conditions and bounds."""
        points = [point for map_ in self.maps.values() for point in map_.points]
        points.sort(key=lambda point: point.aspect is not Aspect.MATCHED)
        return self._of(points)

    def bounds(self) -> list[Target]:
        """The values at each bound and beside it, with the other tests of the row holding."""
        return self._of(p for map_ in self.maps.values() for p in map_.points if p.aspect in _SIDES)

    def matching(self, table: Table, rule: int) -> list[Target]:
        """The boxes of a rule."""
        return [Target(table, box) for box in table.rules[rule].boxes]

    def incomplete(self) -> list[Target]:
        """Boxes of rules that want of one fact leaves open."""
        found = []
        for map_ in self.maps.values():
            for _, box in map_.rows:
                for name, test in box.tests:
                    if test.missing is None:
                        absent = nothing(map_.attributes[name])
                        goal = Box(tuple((n, absent if n == name else t) for n, t in box.tests))
                        found.append(Target(map_.table, goal, box))
        return found

    def _of(self, points: Sequence[Point] | Iterator[Point]) -> list[Target]:
        found: dict[tuple[str, Box], Target] = {}
        for point in points:
            map_ = self.maps[point.table]
            for box in self.frontiers[point.table].boxes(point)[:_BOXES]:
                near = self._near(box, point, map_)
                found.setdefault((point.table, near), Target(map_.table, near))
        return list(found.values())

    def _near(self, box: Box, point: Point, map_: TableMap) -> Box:
        """The box with the cell beside a bound narrowed to the value one unit from it."""
        condition = point.condition
        if condition is None or point.aspect not in (Aspect.BELOW, Aspect.ABOVE):
            return box
        name = condition.attribute
        if not isinstance(point.value, int) or isinstance(condition.test.region, Sets):
            return box
        beside = point.value + (1 if point.aspect is Aspect.ABOVE else -1)
        held = dict(box.tests)[name].region
        if not isinstance(held, Ranges) or not held.contains(beside):
            return box
        if has_none(Ranges.point(beside), map_.attributes[name]):
            return box
        return Box.of({**dict(box.tests), name: Test(Ranges.point(beside), False)})

    def way(self, target: Target) -> Way | None:
        """A plain way to a target; ``None`` where none was found."""
        key = target.table.id, target.box, target.open_box
        if key not in self._ways:
            self._ways[key] = next(self._found(target), None)
        return self._ways[key]

    def _found(self, target: Target) -> Iterator[Way]:
        search = Search(self.plan, steps=STEPS)
        try:
            aim = self._aim(search, target)
            if aim is None:
                return
            for way in islice(Solver(search).ways(aim), CASES):
                case = search.case(way)
                if self.hits(case, target):
                    yield Way(way, case)
        except SpentError:
            return

    def _aim(self, search: Search, target: Target) -> Aim | None:
        scope = target.table.scope
        aim: Aim | None = Aim()
        place = CASE
        if scope is not None:
            place = scope, 0
            aim = search.narrow(Aim(), list_slot(scope), at_least(1))
        for name, test in target.box.tests:
            if aim is not None:
                aim = search.narrow(aim, search.slot(name, place), test)
        return aim

    def hits(self, case: dict[str, Any], target: Target) -> bool:
        """Whether a case is accepted and hits a target."""
        try:
            return target.hit_by(self.plan.evaluate(case))
        except CaseError:
            return False
