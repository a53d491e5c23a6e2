"""Outcomes of the engine and answers of the reference in one comparable form."""

from __future__ import annotations

from typing import Any

from govcoord.rules.engine import Plan
from govcoord.rules.reference import interpret

Said = dict[tuple[str, int | None], tuple[str, tuple[str, ...], tuple[str, ...], dict[str, Any]]]


def engine_says(plan: Plan, case: object) -> Said:
    """The engine's outcomes in the form of the reference's answers."""
    return {
        (o.id, o.subject.index if o.subject else None): (
            o.status.value,
            tuple(rule.id for rule in o.rules),
            tuple(rule.id for rule in o.possible),
            dict(o.values),
        )
        for o in plan.evaluate(case).outcomes
    }


def reference_says(plan: Plan, case: object) -> Said:
    """The reference's answers by table and record."""
    return {
        (a.table, a.subject): (a.status, a.rules, a.possible, dict(a.values))
        for a in interpret(case, plan.vocabulary, plan.tables)
    }
