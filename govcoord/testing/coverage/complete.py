"""Cases made complete: facts added until a table says something definite of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from govcoord.decision import Decision
from govcoord.errors import CaseError
from govcoord.plain import jsonable
from govcoord.rules.engine import Plan
from govcoord.rules.questions import open_questions
from govcoord.rules.ranges import Ranges
from govcoord.rules.regions import Region, Values
from govcoord.rules.space import pick
from govcoord.rules.tables import Table
from govcoord.rules.vocabulary import Attribute, Type

MOST = 40
"""Facts that are added to one case."""

_FIELD = re.compile(r"(\w+)\[(\d+)\]\.(\w+)")

Keeps = Callable[[Decision], bool]


def completed(plan: Plan, table: Table, case: Mapping[str, Any], keeps: Keeps) -> dict[str, Any]:
    """The case with further facts, so that the table's answer is settled if that can be.

    Of the values that tell the table's rules apart the first is taken by which ``keeps`` still
    holds of the decision.
    """
    found, refused = dict(case), set[str]()
    others = [t.id for t in plan.tables if t.id != table.id]
    for _ in range(MOST):
        asked = [fact for q in open_questions(plan.evaluate(found), others) for fact in q.ask]
        fact = next((fact for fact in asked if fact not in refused), None)
        if fact is None:
            break
        refused.add(fact)
        for value in _values(plan, table, fact):
            other = _with(found, fact, value)
            if _fits(plan, other, keeps):
                found = other
                break
    return found


def _fits(plan: Plan, case: Mapping[str, Any], keeps: Keeps) -> bool:
    try:
        return keeps(plan.evaluate(case))
    except CaseError:
        return False


def _with(case: Mapping[str, Any], fact: str, value: Any) -> dict[str, Any]:
    field = _FIELD.fullmatch(fact)
    if field is None:
        return {**case, fact: value}
    key, number, name = field[1], int(field[2]), field[3]
    rows = [dict(row) for row in case.get(key, ())]
    rows[number][name] = value
    return {**case, key: rows}


def _values(plan: Plan, table: Table, fact: str) -> Iterator[Any]:
    vocabulary, field = plan.vocabulary, _FIELD.fullmatch(fact)
    kinds = {record.key: record for record in vocabulary.records.values()}
    if field is None and fact in kinds:
        yield []
        return
    name = field[3] if field else fact
    attributes = kinds[field[1]].fields if field else vocabulary.attributes
    attribute = attributes[name]
    if attribute.type is Type.SET and attribute.choices is not None:
        yield from ([item.id for item in attribute.choices.items[:n]] for n in (0, 1, 2, 4))
        return
    regions = [
        test.region for r in table.rules for b in r.boxes for n, test in b.tests if n == name
    ]
    tried = set()
    for region in _regions(attribute, regions):
        value = jsonable(pick(region, attribute))
        if value is not None and str(value) not in tried:
            tried.add(str(value))
            yield value


def _regions(attribute: Attribute, regions: list[Region]) -> Iterator[Region]:
    """Outside of each region that is tested, anything at all, and inside of each."""
    if attribute.type is Type.BOOLEAN:
        yield from (Values(frozenset([value])) for value in (False, True))
        return
    yield from (region.complement() for region in regions if isinstance(region, Ranges | Values))
    if attribute.type.is_ordered:
        yield Ranges((), True)
    elif attribute.choices is not None and attribute.type is Type.CHOICE:
        yield Values(frozenset(), True)
    yield from regions
