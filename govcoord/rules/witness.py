"""Witnesses: a concrete case that lies in a box, replayed in the engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from govcoord.errors import CaseError
from govcoord.rules.engine import Plan
from govcoord.rules.regions import Box
from govcoord.rules.space import Space
from govcoord.rules.tables import Table


@attrs.frozen
class Witness:
    """A case for a box. ``confirmed``: the engine finds its facts, derived ones too, in the box."""

    case: Mapping[str, Any]
    confirmed: bool


def find_witness(plan: Plan, table: Table, box: Box) -> Witness:
    """A case in the box: the facts that it tests and cases give, checked by evaluating."""
    space = Space(plan.vocabulary.visible(table.scope))
    picked = {name: value for name, value in space.pick(box).items() if value is not None}
    case = {n: v for n, v in picked.items() if space.attributes[n].is_given}
    if table.scope is not None:
        record = plan.vocabulary.records[table.scope]
        own = {name: case.pop(name) for name in list(case) if name in record.fields}
        case[record.key] = [own]
    return Witness(case, lies_in(plan, table, box, case))


def lies_in(plan: Plan, table: Table, box: Box, case: Mapping[str, Any]) -> bool:
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
