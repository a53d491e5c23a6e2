"""Tests of mechanisms held against mutants."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import attrs

from govcoord.diagnostics import Collector
from govcoord.errors import CaseError
from govcoord.plain import jsonable
from govcoord.rules.engine import Plan
from govcoord.testing.mechanisms.edits import content, found_at
from govcoord.testing.mechanisms.ground import Changed, Ground
from govcoord.testing.mechanisms.mutants import Mutant, Subject
from govcoord.testing.mechanisms.watchdog import TimedOutError, bounded
from govcoord.testing.mutation.bench import Baseline, told_raw
from govcoord.testing.mutation.run import BrokenTestsError
from govcoord.testing.yaml_tests import Bench as TestBench
from govcoord.testing.yaml_tests import ReadyTest, YamlResult, collect_tests

REJECTED = "rejected"
FAILED = "failed with an error"


@attrs.frozen(eq=False)
class Trial:
    """A test of a mechanism that passes, with the rulesets that it is for."""

    ready: ReadyTest
    ground: Ground = attrs.field(repr=False)
    mechanism: str

    @property
    def id(self) -> str:
        """The id of the test."""
        return self.ready.test.id

    @property
    def digest(self) -> str:
        """A digest of the case and of what is expected, whatever the file and name."""
        test = self.ready.test
        wanted = sorted((key, repr(content(node))) for key, (_, node) in test.expected.items())
        text = repr((test.mechanism, told_raw(test.case), wanted, test.as_of))
        return hashlib.sha256(text.encode()).hexdigest()[:20]

    def notices(self, plan: Plan) -> bool:
        """Whether the test fails by another plan."""
        day = self.ready.test.as_of
        dated = plan if day is None else plan.on(day)
        try:
            return attrs.evolve(self.ready, plan=dated).run().status == "failed"
        except Exception:  # a test that ends in an error notices, whatever the error
            return True


@attrs.frozen
class Record:
    """What a mechanism is given, as raw data, and the day at which it is looked at."""

    mechanism: str
    case: Any = attrs.field(hash=False)
    as_of: date | None = None


def answer(plan: Plan, record: Record) -> Any:
    """What a plan's mechanism makes of a record, as plain data; ``{rejected: fact}`` if nothing."""
    try:
        found = jsonable(plan.assess(record.mechanism, record.case, as_of=record.as_of))
    except CaseError as error:
        return {REJECTED: error.name}
    except Exception as error:  # of a mutant: there is nothing to compare but that it failed
        return {FAILED: type(error).__name__}
    return found


def answer_in_time(plan: Plan, record: Record) -> Any:
    """The same; what does not come to an end has failed."""
    try:
        return bounded(partial(answer, plan, record))
    except TimedOutError as error:
        return {FAILED: type(error).__name__}


def trials_at(paths: Sequence[str | Path]) -> list[Trial]:
    """The tests of mechanisms in files and folders; `BrokenTestsError` where one fails as it is."""
    collector = Collector()
    bench = TestBench(collector)
    grounds: dict[tuple[str, ...], Ground | None] = {}
    trials: list[Trial] = []
    failed: list[YamlResult] = []
    for test in collect_tests([str(path) for path in paths], collector):
        if not test.mechanism:
            continue
        ready = bench.ready(test)
        if ready is None:
            continue
        result = ready.run()
        if result.status == "failed":
            failed.append(result)
            continue
        if test.rulesets not in grounds:
            grounds[test.rulesets] = Ground.of(_files(test.rulesets))
        ground = grounds[test.rulesets]
        if ground is not None:
            trials.append(Trial(ready, ground, ready.plan.mechanism(test.mechanism).id))
    errors = [d for d in collector.sorted() if d.severity == "error"]
    if failed or errors:
        raise BrokenTestsError(Baseline((), tuple(failed)), errors)
    return trials


def _files(rulesets: Iterable[str]) -> list[Path]:
    from govcoord.api import plan_folder

    return [plan_folder() if name == "plan" else Path(name) for name in rulesets]


class Bench:
    """The tests of one document's mechanisms, ready to be held against its mutants."""

    def __init__(self, subject: Subject, trials: Iterable[Trial]) -> None:
        self.subject = subject
        names = {mechanism.id for mechanism in subject.mechanisms}
        self.trials: list[Trial] = []
        self.others: list[Trial] = []
        for trial in trials:
            own = trial.mechanism in names and self._same(trial.ground)
            (self.trials if own else self.others).append(trial)
        text = " ".join(sorted(trial.digest for trial in self.trials))
        self.digest = hashlib.sha256(text.encode()).hexdigest()[:20]
        self._before = {m.id: content(m) for m in subject.mechanisms}

    def changed(self, mutant: Mutant) -> Changed:
        """What the rulesets become with the mistake."""
        return self.subject.ground.changed(mutant.change.edit, self.subject.kind)

    def is_same(self, changed: Changed) -> bool:
        """Whether the mechanisms are, to the letter, what they were."""
        if changed.plan is None:
            return False
        made = changed.plan.mechanisms
        return all(id_ in made and content(made[id_]) == old for id_, old in self._before.items())

    def killer(self, mutant: Mutant, changed: Changed) -> Trial | None:
        """The first test that notices a mutant."""
        plans: dict[int, Plan | None] = {id(self.subject.ground): changed.plan}
        for trial in self.trials:
            key = id(trial.ground)
            if key not in plans:
                plans[key] = self._plan_of(trial.ground, mutant)
            plan = plans[key]
            if plan is not None and bounded(partial(trial.notices, plan)):
                return trial
        return None

    def _plan_of(self, ground: Ground, mutant: Mutant) -> Plan | None:
        """Another ruleset with the mistake, if it has what is changed."""
        edit, own = mutant.change.edit, self.subject.ground
        if edit.document not in ground.index:
            return None
        if edit.document != self.subject.id:
            here, there = own.node(edit.document), ground.node(edit.document)
            assert here is not None
            assert there is not None
            if content(found_at(here, edit.path)) != content(found_at(there, edit.path)):
                return None
        return ground.changed(edit, self.subject.kind).plan

    def _same(self, ground: Ground) -> bool:
        """Whether a ruleset has the document as it is changed here."""
        return ground.text.get(self.subject.id) == self.subject.ground.text[self.subject.id]
