"""The report of a coverage: what is covered, missing or out of reach, and how much that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

import attrs

from govcoord.plain import jsonable
from govcoord.rules.tables import Table
from govcoord.testing.coverage.collect import Coverage
from govcoord.testing.coverage.frontier import Frontier
from govcoord.testing.coverage.points import Aspect, Point
from govcoord.testing.coverage.suggest import Suggestion, Suggestions, suggest

State = Literal["covered", "missing", "unreachable"]

GROUPS: Mapping[str, tuple[Aspect, ...]] = {
    "rules": (Aspect.MATCHED,),
    "decisions": (Aspect.DECIDED,),
    "conditions": (Aspect.TRUE, Aspect.FALSE),
    "sides": (Aspect.BELOW, Aspect.ABOVE),
    "values": (Aspect.EXACT,),
    "overrides": (Aspect.OVERRIDE,),
    "exemptions": (Aspect.EXEMPTION,),
    "no_answer": (Aspect.NO_ANSWER,),
}
"""What is counted together: rules that applied, rules that gave the answer, conditions on both
sides, cells beside bounds, values at bounds, rules overridden, rules lifted, no answer."""


@attrs.frozen(slots=True)
class Tally:
    """How many points are covered, of those that are not proved to be out of reach."""

    covered: int
    missing: int
    unreachable: int

    @classmethod
    def of(cls, states: Iterable[State]) -> Tally:
        """Count states."""
        counts = Counter(states)
        return cls(counts["covered"], counts["missing"], counts["unreachable"])

    @property
    def total(self) -> int:
        """The points that count."""
        return self.covered + self.missing

    @property
    def percent(self) -> Fraction:
        """The share covered, in percent, exact; 100 where nothing counts."""
        return Fraction(100 * self.covered, self.total) if self.total else Fraction(100)

    def to_dict(self) -> dict[str, Any]:
        """As plain data; the percentage is rounded down to two places, so that 100 is all."""
        return {
            "covered": self.covered,
            "total": self.total,
            "unreachable": self.unreachable,
            "percent": jsonable(Fraction(int(self.percent * 100), 100)),
        }


@attrs.frozen(slots=False)
class CoverageReport:
    """The state of every point, at one moment."""

    coverage: Coverage = attrs.field(repr=False)
    states: Mapping[Point, State] = attrs.field(repr=False)
    decisions: int
    foreign: int

    @classmethod
    def of(cls, coverage: Coverage) -> CoverageReport:
        """The report of what has been covered so far."""
        states: dict[Point, State] = {}
        for map_ in coverage.maps:
            frontier = Frontier(map_, coverage.plan)
            for point in map_.points:
                if coverage.covered(point):
                    states[point] = "covered"
                else:
                    states[point] = "unreachable" if frontier.unreachable(point) else "missing"
        return cls(coverage, states, coverage.decisions, coverage.foreign)

    @cached_property
    def total(self) -> Tally:
        """All points."""
        return Tally.of(self.states.values())

    @property
    def percent(self) -> Fraction:
        """The share of all points covered, in percent, exact."""
        return self.total.percent

    @cached_property
    def missing(self) -> tuple[Point, ...]:
        """The points that are neither covered nor proved out of reach, table by table."""
        return tuple(point for point, state in self.states.items() if state == "missing")

    def of_group(self, group: str, table: str | None = None) -> Tally:
        """The points of one of `GROUPS`, of all tables or of one."""
        aspects = GROUPS[group]
        return Tally.of(
            state
            for point, state in self.states.items()
            if point.aspect in aspects and table in (None, point.table)
        )

    def of_table(self, table: str) -> Tally:
        """The points of one table."""
        return Tally.of(s for p, s in self.states.items() if p.table == table)

    def of_rule(self, table: str, rule: int) -> Tally:
        """The points of one rule, and of conditions that it shares with its document."""
        return Tally.of(self.states[point] for point in self.rule_points(table, rule))

    def rule_points(self, table: str, rule: int) -> list[Point]:
        """The points of one rule, and of conditions that it shares with its document."""
        return [
            point
            for point in self.states
            if point.table == table
            and (rule in point.condition.rules if point.condition else rule == point.rule)
        ]

    @cached_property
    def suggestions(self) -> Suggestions:
        """Cases that would cover what is missing; searched for when they are first asked for."""
        return suggest(self.coverage, self.missing)

    def suggestion(self, point: Point) -> Suggestion | None:
        """The suggested case that reaches a point."""
        return next((s for s in self.suggestions.cases if point in s.points), None)

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables that have rules."""
        return tuple(m.table for m in self.coverage.maps if m.points)

    def reaches(self, least: Fraction) -> bool:
        """Whether at least so many percent are covered."""
        return self.percent >= least
