"""Witnesses: a concrete case that lies in a box, replayed in the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from govcoord.errors import CaseError
from govcoord.plain import jsonable
from govcoord.rules.engine import Plan
from govcoord.rules.regions import Box
from govcoord.rules.solving.aims import CASE, Aim, Search, SpentError, at_least, list_slot
from govcoord.rules.solving.solve import Solver
from govcoord.rules.tables import Table

STEPS = 16_000
"""How often an aim is narrowed before the search for a witness gives up."""

CASES = 200
"""How many cases are evaluated before it gives up."""

Facts = Mapping[str, Any]


@attrs.frozen
class Witness:
    """A case for a box: given facts, as plain data.

    ``confirmed``: the engine finds its facts, derived ones and outputs of tables too, in the
    box. Otherwise none was found within the budget, and the case is one that comes near.
    """

    case: Facts
    confirmed: bool


def find_witness(plan: Plan, table: Table, box: Box) -> Witness:
    """A small case whose facts, as ``table`` sees them, lie in the box; checked by evaluating."""
    return find_case(plan, [(table, box)])


def find_case(
    plan: Plan, boxes: Sequence[tuple[Table, Box]], *, steps: int = STEPS, cases: int = CASES
) -> Witness:
    """A small case that lies in all of the boxes at once, each as its table sees it.

    Boxes of tables that look at records are held against the first record of the kind.
    """

    def fits(case: Facts) -> bool:
        return all(lies_in(plan, table, box, case) for table, box in boxes)

    first: dict[str, Any] | None = None
    for case in _cases(plan, boxes, steps, cases):
        if fits(case):
            small = jsonable(_reduced(case, fits))
            return Witness(small, fits(small))
        first = case if first is None else first
    return Witness(jsonable(first or {}), False)


def _cases(
    plan: Plan, boxes: Iterable[tuple[Table, Box]], steps: int, cases: int
) -> Iterator[dict[str, Any]]:
    """Cases that should lie in the boxes, until the budget is used up."""
    search = Search(plan, steps=steps)
    try:
        aim = _joint(search, boxes)
        if aim is None:
            return
        for number, way in enumerate(Solver(search).ways(aim)):
            if number >= cases:
                return
            yield search.case(way)
    except SpentError:
        return


def _joint(search: Search, boxes: Iterable[tuple[Table, Box]]) -> Aim | None:
    aim: Aim | None = Aim()
    for table, box in boxes:
        place = CASE if table.scope is None else (table.scope, 0)
        if table.scope is not None and aim is not None:
            aim = search.narrow(aim, list_slot(table.scope), at_least(1))
        for name, test in box.tests:
            if aim is not None:
                aim = search.narrow(aim, search.slot(name, place), test)
    return aim


def _reduced(case: dict[str, Any], fits: Callable[[Facts], bool]) -> dict[str, Any]:
    """The case without facts and fields that it can do without."""
    for name in list(case):
        less = {key: value for key, value in case.items() if key != name}
        if fits(less):
            case = less
        elif isinstance(case[name], list):
            case = _reduced_rows(case, name, fits)
    return case


def _reduced_rows(case: dict[str, Any], name: str, fits: Callable[[Facts], bool]) -> dict[str, Any]:
    for number in range(len(case[name])):
        for field in list(case[name][number]):
            rows = [dict(row) for row in case[name]]
            del rows[number][field]
            less = {**case, name: rows}
            if fits(less):
                case = less
    return case


def lies_in(plan: Plan, table: Table, box: Box, case: Facts) -> bool:
    """Whether the engine finds the facts of a case (of its first record) in the box."""
    try:
        decision = plan.evaluate(case)
    except CaseError:
        return False
    subjects = decision.subjects(table.scope) if table.scope else None
    if table.scope and not subjects:
        return False
    subject = subjects[0] if subjects else None
    facts = {name: decision.fact(name, subject) for name, _ in box.tests}
    return box.accepts(facts) is True
