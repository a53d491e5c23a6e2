"""Where two departments claim the same cases, and where nobody claims any: regions of cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import prod
from typing import Any

from attrs import frozen

from govcoord.rules.cells import bits_of
from govcoord.rules.checks import gap
from govcoord.rules.checks.axes import CellAxis, ValueAxis
from govcoord.rules.checks.base import Budget, BudgetError, Meter, Question, region, study_of
from govcoord.rules.checks.grid import Cube, Grid
from govcoord.rules.checks.search import uncovered
from govcoord.rules.checks.study import Study
from govcoord.rules.engine import Plan
from govcoord.rules.regions import Box, Values
from govcoord.rules.solving.witness import find_case
from govcoord.rules.tables import Table, TableRule

STEPS = 1_500
"""How far a case is looked for in one region."""


@frozen
class Overlap:
    """Cases that rules give to two departments, with no rule that says which comes first.

    ``rules`` are the pairs of rules that meet; ``boxes`` the region, as the table's facts see
    it; ``share`` what part of the cells that either of the two claims lies in it; ``case`` a
    case of it that the engine has replayed, ``None`` where none was found.
    """

    departments: tuple[str, str]
    rules: tuple[tuple[str, str], ...]
    boxes: tuple[Box, ...]
    share: Fraction
    case: Mapping[str, Any] | None

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "departments": list(self.departments),
            "rules": [list(pair) for pair in self.rules],
            "share": str(self.share),
            "case": self.case,
        }


@frozen
class Unclaimed:
    """Cases for which the rules must name a department and name none.

    ``share`` is the part of the cells for which one must be named.
    """

    boxes: tuple[Box, ...]
    share: Fraction
    case: Mapping[str, Any] | None

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {"share": str(self.share), "case": self.case}


class Regions:
    """The regions of a table in which its rules hold and are not overridden."""

    def __init__(self, plan: Plan, table: Table, budget: Budget | None = None) -> None:
        self.plan, self.table = plan, table
        self.study: Study = study_of(table, plan.vocabulary)
        self.meter = Meter(budget or Budget())
        self.complete = True

    def may_stand(self, rule: TableRule, known: Mapping[str, Any]) -> bool:
        """Whether some case with the known choices lets the rule hold with none above it.

        Facts other than known choices are taken as free. Where the budget is used up: yes.
        """
        try:
            return any(self.standing(rule, known))
        except BudgetError:
            return True

    def standing(self, rule: TableRule, known: Mapping[str, Any]) -> Iterator[Cube]:
        """The parts in which a rule holds with none above it, given the known choices."""
        number = self.study.number[rule.id]
        pinned: Cube = {}
        for name, axis in self.study.grid.axes.items():
            if isinstance(axis, ValueAxis) and known.get(name) is not None:
                pinned[name] = axis.cells(Values(frozenset([known[name]])))
        above = [cube for n in self.study.beaten_by[number] for cube in self.study.may[n]]
        for holds in self.study.holds[number]:
            at = self.study.grid.meet(holds, pinned)
            if at is not None:
                yield from uncovered(self.study.grid, at, above, self.meter.step)

    def overlaps(self, output: str) -> list[Overlap]:
        """Every pair of departments in ``output`` that claim the same cases, most cells first."""
        said: list[Any] = [rule.values.get(output) for rule in self.table.rules]
        pairs: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for one, other in self._pairs(said):
            key = (said[one], said[other])
            pairs.setdefault(key if key[0] < key[1] else key[::-1], []).append((one, other))
        found: list[Overlap] = []
        try:
            for departments, rules in pairs.items():
                mine = [n for n, name in enumerate(said) if name in departments]
                found += self._overlap(departments, rules, mine)
        except BudgetError:
            self.complete = False
        return sorted(found, key=lambda o: (-o.share, o.departments))

    def unclaimed(self) -> list[Unclaimed]:
        """The regions that must be claimed by somebody and are not."""
        question = Question(self.study, self.meter)
        found: list[Unclaimed] = []
        whole = _cells(self.study.grid, self._encoded(self.table.must_answer), self.meter)
        try:
            for finding in gap.check(question):
                cells = _cells(self.study.grid, self._encoded(finding.boxes), self.meter)
                self.complete &= not finding.partly
                boxes = finding.boxes
                found.append(Unclaimed(boxes, Fraction(cells, whole or 1), self.case(boxes)))
        except BudgetError:
            self.complete = False
        return found

    def _pairs(self, said: Sequence[Any]) -> Iterator[tuple[int, int]]:
        beats = self.study.beats
        for one, department in enumerate(said):
            for other in sorted(bits_of(self.study.near(one))):
                apart = department and said[other] and department != said[other]
                if one < other and apart and other not in beats[one] and one not in beats[other]:
                    yield one, other

    def _overlap(
        self, departments: tuple[str, str], rules: Sequence[tuple[int, int]], mine: Sequence[int]
    ) -> Iterator[Overlap]:
        cubes: list[Cube] = []
        meeting: list[tuple[str, str]] = []
        for one, other in rules:
            parts = list(self._both(one, other))
            cubes += parts
            if parts:
                meeting.append((self.table.rules[one].id, self.table.rules[other].id))
        if not cubes:
            return
        claims = [cube for number in mine for cube in self.study.holds[number]]
        grid = self.study.grid
        share = Fraction(_cells(grid, cubes, self.meter), _cells(grid, claims, self.meter) or 1)
        boxes = region(grid.decode(cube) for cube in cubes)
        yield Overlap(departments, tuple(meeting), boxes, share, self.case(boxes))

    def _both(self, one: int, other: int) -> Iterator[Cube]:
        """Where two rules hold and none that overrides either."""
        study = self.study
        above = {*study.beaten_by[one], *study.beaten_by[other]}
        fence = [cube for number in sorted(above) for cube in study.may[number]]
        for a in study.holds[one]:
            for b in study.holds[other]:
                met = study.grid.meet(a, b)
                if met is not None:
                    yield from uncovered(study.grid, met, fence, self.meter.step)

    def _encoded(self, boxes: Iterable[Box]) -> list[Cube]:
        both = (self.study.grid.encode(box) for box in boxes)
        return [pair[0] for pair in both if pair is not None]

    def case(self, boxes: Sequence[Box]) -> Mapping[str, Any] | None:
        """A case of the region that the engine has replayed, if one is found in a few steps."""
        for box in boxes[:3]:
            witness = find_case(self.plan, [(self.table, box)], steps=STEPS, cases=40)
            if witness.confirmed:
                return witness.case
        return None


def _cells(grid: Grid, cubes: Sequence[Cube], meter: Meter) -> int:
    """How many cells of given facts lie in one of the cubes, each counted once.

    Sets have no line of cells: what a rule asks of a set is left out of the measure.
    """
    axes = {n: axis for n, axis in grid.axes.items() if isinstance(axis, CellAxis)}
    flat = [{n: code & axes[n].given for n, code in cube.items() if n in axes} for cube in cubes]
    flat = [cube for cube in flat if all(cube.values())]
    total = 0
    for number, cube in enumerate(flat):
        for part in uncovered(grid, cube, flat[:number], meter.step):
            total += prod(
                (part.get(n, axis.given) & axis.given).bit_count() for n, axis in axes.items()
            )
    return total
