"""What a mutant that no test notices is: no mistake at all, or one with a case that shows it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import attrs

from govcoord.decision import Decision
from govcoord.plain import jsonable
from govcoord.rules.checks.base import Budget
from govcoord.rules.diff.compare import Comparer
from govcoord.rules.engine import Plan
from govcoord.rules.regions import Box, meet_all
from govcoord.rules.solving.witness import find_case
from govcoord.rules.space import Space
from govcoord.rules.tables import Aggregate, HitPolicy, Output, Table, TableRule
from govcoord.testing.coverage.nothing import Nothing
from govcoord.testing.mutation.mutants import Mutant
from govcoord.testing.mutation.replay import with_table

BUDGET = Budget(steps=300_000, seconds=5.0)
"""What the comparison of one table may spend."""

TRIED, STEPS, CASES = 24, 4_000, 60
"""Regions in which a case is looked for, and what each of these searches may spend."""

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
        witness = self._searched(mutant, other)
        if witness is not None:
            return Judgement("survived", witness)
        boxes = [box for change in found[0].changes for box in change.boxes]
        scope = mutant.base.scope
        if not found[0].undecided and all(self.nothing.lies_in(box, scope) for box in boxes):
            return Judgement("equivalent")
        return Judgement("undecided")

    def _searched(self, mutant: Mutant, other: Plan) -> Any | None:
        """A case that ends differently, looked for where facts may be missing as well.

        The comparison speaks of complete cases. A fact that is derived from a missing one is
        missing too, so that some regions hold incomplete cases only.
        """
        space = Space(self.plan.vocabulary.visible(mutant.base.scope))
        for box in itertools.islice(_parts(mutant.base, mutant.table, space), TRIED):
            found = find_case(self.plan, [(mutant.base, box)], steps=STEPS, cases=CASES)
            if found.confirmed:
                witness = jsonable(found.case)
                if self.differs(witness, other, mutant.base.id):
                    return witness
        return None

    def differs(self, case: Mapping[str, Any], other: Plan, table: str) -> bool:
        """Whether a case ends differently by the other plan, in what a test can expect."""
        one, two = (_seen(plan.evaluate(case), table) for plan in (self.plan, other))
        return bool(one != two)


def _seen(decision: Decision, table: str) -> Any:
    views = decision.plan.views
    return (
        [
            (o.status, o.values, [rule.id for rule in o.rules])
            for o in decision.outcomes
            if o.id == table
        ],
        {name: jsonable(decision.view(name)) for name in views},
    )


def _parts(old: Table, new: Table, space: Space) -> Iterator[Box]:
    """What rules hold in one version alone; all of a rule of which something else is changed."""
    for was, now in zip(old.rules, new.rules):
        if frozenset(was.boxes) != frozenset(now.boxes):
            yield from space.subtract_all(now.boxes, was.boxes)
            yield from space.subtract_all(was.boxes, now.boxes)
        elif was != now:
            losers = [r for r in old.rules if r.id in was.overrides ^ now.overrides]
            for rule in losers:
                yield from meet_all(was.boxes, rule.boxes)
            if old.hit is HitPolicy.COLLECT:
                for others in (old.rules, drowning(old, was, now)):
                    boxes = [box for rule in others if rule is not was for box in rule.boxes]
                    yield from space.subtract_all(was.boxes, boxes)
            yield from was.boxes


def drowning(table: Table, *rules: TableRule) -> Iterator[TableRule]:
    """The rules of a collecting table beside which an output of each of some rules is not seen.

    The greatest of all is none of theirs where another is as great.
    """
    for rule in table.rules:
        if any(_drowns(output, rule, rules) for output in table.outputs):
            yield rule


def _drowns(output: Output, rule: TableRule, others: Sequence[TableRule]) -> bool:
    mine, theirs = rule.values.get(output.id), [r.values.get(output.id) for r in others]
    if mine is None or any(value is None for value in theirs):
        return False
    if output.aggregate is Aggregate.MAX:
        return all(mine >= value for value in theirs)
    if output.aggregate is Aggregate.MIN:
        return all(mine <= value for value in theirs)
    return output.aggregate is Aggregate.ANY and mine is True
