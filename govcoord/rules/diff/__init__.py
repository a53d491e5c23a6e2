"""The semantic diff: what changes from one version of a ruleset to another.

Vocabularies are compared first (`vocabulary`). Then each table is compared with the table of
the same id, given equal facts: rules are paired (`sides`), the regions in which something
differs are found exactly (`regions`), grouped by what both versions say (`changes`), and shown
by a case (`witness`). Where no table differs no outcome of any case does: facts that tables
give are then equal too, one table after the other.
"""

from __future__ import annotations

from govcoord.rules.checks.base import Budget
from govcoord.rules.diff.compare import Comparer
from govcoord.rules.diff.model import Change, Difference, Saying, TableDifference
from govcoord.rules.engine import Plan

__all__ = ["Budget", "Change", "Difference", "Saying", "TableDifference", "diff"]


def diff(
    old: Plan, new: Plan, *, budget: Budget | None = None, same_answers: bool = False
) -> Difference:
    """What changes from one plan to another; each table gets the budget.

    Plans of a day (`Plan.on`) are compared as of their days: ``as_of`` and the other dates that
    rules come into force by are that day. With ``same_answers`` regions are listed too in
    which the answer stays and other rules give it.
    """
    return Comparer(old, new, budget or Budget(), same_answers=same_answers).difference()
