"""What a mutant that no test notices is: no mistake at all, or one with a case that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import attrs

from govcoord.plain import jsonable
from govcoord.rules.checks.base import Budget
from govcoord.rules.diff.compare import Comparer
from govcoord.rules.engine import Plan
from govcoord.testing.coverage.nothing import Nothing
from govcoord.testing.mutation.mutants import Mutant
from govcoord.testing.mutation.replay import with_table

BUDGET = Budget(steps=300_000, seconds=5.0)
"""What the comparison of one table may spend."""

Finding = Literal["equivalent", "survived", "undecided"]


@attrs.frozen
class Judgement:
    """``equivalent``: proved that no case changes; ``survived``: the ``witness`` does.

    ``undecided``: neither a proof nor a case was found within the budget.
    """

    finding: Finding
    witness: Mapping[str, Any] | None = None


class Judge:
    """Judges mutants of one plan."""

    def __init__(self, plan: Plan, budget: Budget = BUDGET) -> None:
        self.plan, self.budget = plan, budget
        self.nothing = Nothing(plan)

    def judge(self, mutant: Mutant) -> Judgement:
        """Compare the table with and without the change."""
        other = with_table(self.plan, mutant.table)
        comparer = Comparer(self.plan, other, self.budget, same_answers=False)
        found = list(comparer.compare(mutant.base, mutant.table))
        if not found:
            return Judgement("equivalent")
        for change in found[0].changes:
            if change.confirmed and change.witness is not None:
                witness = jsonable(change.witness)
                if self.differs(witness, other, mutant.base.id):
                    return Judgement("survived", witness)
        boxes = [box for change in found[0].changes for box in change.boxes]
        scope = mutant.base.scope
        if not found[0].undecided and all(self.nothing.lies_in(box, scope) for box in boxes):
            return Judgement("equivalent")
        return Judgement("undecided")

    def differs(self, case: Mapping[str, Any], other: Plan, table: str) -> bool:
        """Whether a case ends differently by the other plan."""
        one, two = self.plan.evaluate(case), other.evaluate(case)
        left, right = (
            [
                (o.status, o.values, [r.outputs for r in o.rules])
                for o in d.outcomes
                if o.id == table
            ]
            for d in (one, two)
        )
        return left != right
