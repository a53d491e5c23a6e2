"""Cases for what is not covered: found by the witness solver, and tried before they are offered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from govcoord.decision import Decision
from govcoord.rules.engine import Plan
from govcoord.rules.regions import Box
from govcoord.rules.resolve import Status
from govcoord.rules.solving.witness import find_case
from govcoord.rules.tables import Table
from govcoord.testing.coverage.collect import Coverage
from govcoord.testing.coverage.complete import completed
from govcoord.testing.coverage.frontier import Frontier
from govcoord.testing.coverage.points import Aspect, Point
from govcoord.testing.coverage.tracker import TableTracker

STEPS = 4_000
CASES = 60
"""What the search for a case of one box may spend."""


@attrs.frozen
class Suggestion:
    """A case, as plain data, with the points that it reaches and nothing reached before it."""

    case: dict[str, Any]
    points: tuple[Point, ...]
    decision: Decision = attrs.field(repr=False, eq=False)


@attrs.frozen
class Suggestions:
    """Cases that together reach what was missing; ``unfound`` are points without a case.

    That no case was found is no proof that there is none.
    """

    cases: tuple[Suggestion, ...]
    unfound: tuple[Point, ...]


def suggest(coverage: Coverage, missing: Sequence[Point]) -> Suggestions:
    """One case after the other, each for the first point that none before it has reached."""
    trial = coverage.fresh()
    left = list(missing)
    cases: list[Suggestion] = []
    unfound: list[Point] = []
    frontiers = {m.table.id: Frontier(m, coverage.plan) for m in coverage.maps}
    while left:
        point = left.pop(0)
        found = case_for(coverage, frontiers[point.table], point)
        if found is None:
            unfound.append(point)
            continue
        case, decision = found
        trial.add(decision)
        gained = tuple(p for p in [*left, *unfound] if trial.covered(p))
        cases.append(Suggestion(case, (point, *gained), decision))
        left = [p for p in left if p not in gained]
        unfound = [p for p in unfound if p not in gained]
    return Suggestions(tuple(cases), tuple(unfound))


def case_for(
    coverage: Coverage, frontier: Frontier, point: Point
) -> tuple[dict[str, Any], Decision] | None:
    """A small case that reaches a point, with its decision; ``None`` where none was found.

    It gives as many facts as the table needs to say something definite of it.
    """
    plan, table = coverage.plan, frontier.map.table

    def covers(decision: Decision) -> bool:
        tracker = TableTracker(frontier.map)
        tracker.add(decision)
        return tracker.covered(point)

    def keeps(decision: Decision) -> bool:
        if point.aspect is not Aspect.DECIDED:
            return covers(decision)
        said = [o for o in decision.outcomes if o.id == table.id]
        return any(table.rules[point.rule] in (*o.rules, *o.possible) for o in said)

    for case in _tried(coverage, frontier, point):
        whole = completed(plan, table, case, keeps)
        for one in (whole, case):
            decision = plan.evaluate(one)
            if covers(decision):
                return one, decision
    return None


def _tried(coverage: Coverage, frontier: Frontier, point: Point) -> Iterator[dict[str, Any]]:
    table = frontier.map.table
    for box in frontier.boxes(point):
        for boxes in ([(table, box)], *_in_conflict(coverage.plan, frontier, table, box)):
            witness = find_case(coverage.plan, boxes, steps=STEPS, cases=CASES)
            if witness.confirmed:
                yield dict(witness.case)
                break


def _in_conflict(
    plan: Plan, frontier: Frontier, table: Table, box: Box
) -> Iterator[list[tuple[Table, Box]]]:
    """Where a box asks that another table ends in a conflict: the rest of it, and conflicts."""
    for giver in plan.tables:
        test = dict(box.tests).get(giver.status or "")
        if test is not None and test.accepts(Status.CONFLICT.value) and giver.scope == table.scope:
            rest = Box(tuple(pair for pair in box.tests if pair[0] != giver.status))
            for found in frontier.nothing.conflicts(giver) or ():
                yield [(table, rest), (giver, found)]
