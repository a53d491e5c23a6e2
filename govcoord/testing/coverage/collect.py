"""Coverage of a plan by decisions: what they have reached of every table.

coverage = Coverage(plan)
for case in cases:
    coverage.add(plan.evaluate(case))
print(coverage.report().percent)
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from govcoord.decision import Decision
from govcoord.rules.engine import Plan
from govcoord.rules.program import Program
from govcoord.testing.coverage.points import Point, TableMap
from govcoord.testing.coverage.tracker import TableTracker

if TYPE_CHECKING:
    from govcoord.testing.coverage.report import CoverageReport


class Coverage:
    """Takes decisions, one after the other, in memory that does not grow with them.

    Decisions of another plan count for the tables that both plans have in common.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.maps = tuple(TableMap.of(table, plan.vocabulary) for table in plan.tables)
        self.trackers = {map_.table.id: TableTracker(map_) for map_ in self.maps}
        self.decisions = 0
        self.foreign = 0
        self._shared: dict[int, tuple[Program, list[TableTracker]]] = {}

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """Everything there is to cover."""
        return tuple(point for map_ in self.maps for point in map_.points)

    def fresh(self) -> Coverage:
        """An empty coverage of the same plan."""
        other = Coverage.__new__(Coverage)
        other.plan, other.maps = self.plan, self.maps
        other.trackers = {map_.table.id: TableTracker(map_) for map_ in self.maps}
        other.decisions = other.foreign = 0
        other._shared = {}
        return other

    def add(self, decision: Decision) -> None:
        """Take a decision into account."""
        trackers = self._trackers(decision.plan)
        if not trackers:
            self.foreign += 1
            return
        self.decisions += 1
        for tracker in trackers:
            tracker.add(decision)

    def add_all(self, decisions: Iterable[Decision]) -> None:
        """Take decisions into account."""
        for decision in decisions:
            self.add(decision)

    def join(self, other: Coverage) -> None:
        """Take over what another coverage of the same plan has seen, as of another process."""
        for id_, tracker in self.trackers.items():
            tracker.join(other.trackers[id_])
        self.decisions += other.decisions
        self.foreign += other.foreign

    def covered(self, point: Point) -> bool:
        """Whether some decision has reached a point."""
        return self.trackers[point.table].covered(point)

    def report(self) -> CoverageReport:
        """What is covered, missing and out of reach by now."""
        from govcoord.testing.coverage.report import CoverageReport

        return CoverageReport.of(self)

    def _trackers(self, plan: Plan) -> list[TableTracker]:
        program = plan.program
        known = self._shared.get(id(program))
        if known is None:
            tables = {table.id: table for table in plan.tables}
            same = [t for id_, t in self.trackers.items() if tables.get(id_) == t.table]
            known = self._shared[id(program)] = program, same
        return known[1]
