"""Regions that no case can reach: facts of one table that it never gives together.

Checks take all facts as free of each other. A table that gives a status and outputs does not: it
has no output where no rule applies, and what it says is what one of its rules says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govcoord.rules.engine import Plan
from govcoord.rules.regions import Box, Test
from govcoord.rules.resolve import Status
from govcoord.rules.space import Space
from govcoord.rules.tables import FactRef, HitPolicy, Table, TableRule


def may_be_reached(plan: Plan, table: Table, box: Box) -> bool:
    """Whether a case may lie in a box as ``table`` sees it; false only where that is proved."""
    visible = plan.vocabulary.visible(table.scope)
    space = Space(visible)
    asked: dict[str, dict[str, Test]] = {}
    for name, test in box.tests:
        giver = visible[name].table
        if giver is not None and giver in plan.parts:
            asked.setdefault(giver, {})[name] = test
    for id_, tests in asked.items():
        giving = plan.parts[id_][1].table
        if giving.hit is not HitPolicy.COLLECT and not any(_answers(giving, tests, box, space)):
            return False
    return True


def _answers(table: Table, tests: Mapping[str, Test], box: Box, space: Space) -> Iterator[bool]:
    """Whether each thing that a table can say meets the tests of what it gives."""
    nothing: dict[str | None, object] = {
        output.attribute: None for output in table.outputs if output.attribute
    }
    default: dict[str | None, object] = {
        output.attribute: output.default for output in table.outputs if output.attribute
    }
    bare = all(output.default is None for output in table.outputs)
    settled = Status.NONE if bare else Status.DECIDED
    for values in (nothing, default):
        yield _fits(table, tests, values, None)
        yield _fits(table, tests, values, Status.CONFLICT)
    yield _fits(table, tests, default, settled)
    for rule in table.rules:
        if any(space.meet(own, box) is not None for own in rule.boxes):
            yield _fits(table, tests, {**default, **_said(table, rule)}, Status.DECIDED)


def _said(table: Table, rule: TableRule) -> dict[str | None, object]:
    by_id = {output.id: output.attribute for output in table.outputs}
    return {by_id[id_]: value for id_, value in rule.outputs if id_ in by_id}


def _fits(
    table: Table,
    tests: Mapping[str, Test],
    values: Mapping[str | None, object],
    status: Status | None,
) -> bool:
    for name, test in tests.items():
        value = (status.value if status else None) if name == table.status else values.get(name)
        if not isinstance(value, FactRef) and test.accepts(value) is not True:
            return False
    return True
