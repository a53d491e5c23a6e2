"""Tests held against mutants: only those that see another answer of the table are run again.

A test *sees* a table through the facts that the table finds in its case. No table changes the
facts that it reads itself, so the answers of the table with and without a mistake can be
compared first, on those facts; where they are equal the test ends as it did.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs

from govcoord.decision import Decision
from govcoord.rules.engine import Plan
from govcoord.rules.resolve import Resolver
from govcoord.rules.tables import Table, TableRule
from govcoord.testing.mutation.mutants import Mutant, told
from govcoord.testing.mutation.replay import with_table
from govcoord.testing.yaml_tests import ReadyTest, YamlResult

Facts = tuple[Any, ...]
"""What a table finds in a case: the values of its inputs, in the order of their names."""


@attrs.frozen(slots=False)
class Trial:
    """A test that passes, with the decisions that it makes: one, or those of a mechanism."""

    ready: ReadyTest
    decisions: tuple[Decision, ...] = attrs.field(repr=False)

    @cached_property
    def digest(self) -> str:
        """A digest of the case and of what is expected, whatever the file and name."""
        test = self.ready.test
        wanted = sorted((e.key, repr(e.expected)) for e in self.ready.expectations)
        asked = (test.mechanism, test.as_of, sorted(test.expected))
        text = repr((told_raw(test.case), wanted, *asked))
        return hashlib.sha256(text.encode()).hexdigest()[:20]

    @property
    def id(self) -> str:
        """The id of the test."""
        return self.ready.test.id

    def facts(self, table: Table) -> list[Facts]:
        """The facts that a table finds in the cases, once for each record that it looks at."""
        names = sorted(table.inputs)
        return [
            tuple(decision.fact(n, s) for n in names)
            for decision in self.decisions
            for s in ([None] if table.scope is None else decision.subjects(table.scope) or ())
        ]

    def notices(self, plan: Plan) -> bool:
        """Whether the test fails by another plan."""
        day = self.ready.test.as_of
        dated = plan if day is None else plan.on(day)
        return attrs.evolve(self.ready, plan=dated).run().status == "failed"


def told_raw(value: Any) -> Any:
    """Raw data in an order that does not depend on how it was made."""
    if isinstance(value, Mapping):
        return sorted((str(key), told_raw(item)) for key, item in value.items())
    if isinstance(value, list | tuple):
        return [told_raw(item) for item in value]
    return told(value)


@attrs.frozen
class Baseline:
    """The tests of a run: those that pass and decide cases, and those that fail."""

    trials: tuple[Trial, ...]
    failed: tuple[YamlResult, ...] = ()
    apart: int = 0
    """Tests that reach no table: of mechanisms without cases, and of cases that are rejected."""


def baseline(tests: Iterable[ReadyTest]) -> Baseline:
    """The tests run as they are."""
    trials: list[Trial] = []
    failed: list[YamlResult] = []
    apart = 0
    for ready in tests:
        kept: list[Decision] = []
        result = ready.run(lambda _, decision, kept=kept: kept.append(decision))  # type: ignore[misc]
        if result.status == "failed":
            failed.append(result)
        elif kept:
            trials.append(Trial(ready, tuple(kept)))
        else:
            apart += 1
    return Baseline(tuple(trials), tuple(failed), apart)


class Bench:
    """The tests, ready to be held against the mutants of one plan."""

    def __init__(self, plan: Plan, trials: Sequence[Trial]) -> None:
        self.plan, self.trials = plan, trials
        self._views: dict[str, TableView] = {}
        self._same: dict[tuple[int, str], bool] = {}

    def killer(self, mutant: Mutant) -> Trial | None:
        """The first test that notices a mutant."""
        view = self._view(mutant.base)
        trials = view.affected(mutant.table)
        plans: dict[int, Plan] = {}
        for trial in trials:
            own = trial.ready.plan
            plan = plans.get(id(own.program))
            if plan is None:
                plan = plans[id(own.program)] = with_table(own, mutant.table)
            if trial.notices(plan):
                return trial
        return None

    def _view(self, table: Table) -> TableView:
        found = self._views.get(table.id)
        if found is None:
            own = [t for t in self.trials if self._has(t.ready.plan, table)]
            found = self._views[table.id] = TableView(table, own)
        return found

    def _has(self, plan: Plan, table: Table) -> bool:
        """Whether a plan of a test has the table as it is changed here."""
        key = id(plan.program), table.id
        if key not in self._same:
            self._same[key] = any(t.id == table.id and t == table for t in plan.tables)
        return self._same[key]


class TableView:
    """A table as the tests see it."""

    def __init__(self, table: Table, trials: Sequence[Trial]) -> None:
        self.table = table
        self.names = sorted(table.inputs)
        seen: dict[Facts, list[Trial]] = defaultdict(list)
        for trial in trials:
            for facts in dict.fromkeys(trial.facts(table)):
                seen[facts].append(trial)
        self.seen = list(seen.items())
        self.cases = [dict(zip(self.names, facts)) for facts, _ in self.seen]
        self.held = [[_holds(rule, case) for rule in table.rules] for case in self.cases]
        resolver = _resolver(table)
        self.said = [_said(table, resolver, held) for held in self.held]

    def affected(self, table: Table) -> list[Trial]:
        """The tests for which another version of the table says something else.

        Those come first to which it gives another answer: where only what it may yet answer is
        different, few tests look.
        """
        old = self.table.rules
        other = [n for n, rule in enumerate(table.rules) if rule.boxes is not old[n].boxes]
        resolver = _resolver(table)
        answered: dict[str, Trial] = {}
        open_: dict[str, Trial] = {}
        for (_, trials), case, before, said in zip(self.seen, self.cases, self.held, self.said):
            held = before
            if other:
                held = list(before)
                for n in other:
                    held[n] = _holds(table.rules[n], case)
            if held == before and not any(held):
                continue
            says = _said(table, resolver, held)
            if says != said:
                found = open_ if says.answer == said.answer else answered
                found.update((trial.id, trial) for trial in trials)
        return list({**answered, **open_}.values())


def _resolver(table: Table) -> Resolver:
    return Resolver(table, range(len(table.rules)))


def _holds(rule: TableRule, case: Mapping[str, Any]) -> bool | None:
    answer: bool | None = False
    for box in rule.boxes:
        got = box.accepts(case)
        if got:
            return True
        if got is None:
            answer = None
    return answer


@attrs.frozen
class Said:
    """All that a table says: its answer, the rules behind it, and what they put aside."""

    answer: tuple[Any, ...]
    open: tuple[Any, ...]


def _said(table: Table, resolver: Resolver, held: Sequence[bool | None]) -> Said:
    certain = sum(1 << n for n, got in enumerate(held) if got)
    possible = certain | sum(1 << n for n, got in enumerate(held) if got is None)
    verdict = resolver.fresh(certain, possible)
    rules, open_ = (
        [(table.rules[n].id, table.rules[n].outputs) for n in numbers]
        for numbers in (verdict.winners, verdict.possible)
    )
    lost = [(table.rules[a].id, table.rules[b].id) for a, b in verdict.beaten]
    return Said((verdict.status, verdict.values, rules), (open_, lost))
