"""The plan's own tests reach every point of its tables and notice every mistake in them.

One part of all mistakes is tried here, another after each change of the rulesets. The whole
takes about a minute: ``make mutate``.
"""

from __future__ import annotations

import pytest
from shipped import shipped_plan

from govcoord.api import plan_folder
from govcoord.rules.engine import Plan
from govcoord.testing.coverage import Coverage
from govcoord.testing.mutation import MutationReport, mutants_of
from govcoord.testing.mutation.bench import Baseline
from govcoord.testing.mutation.run import Run
from govcoord.testing.mutation.run import tests_at as trials_at
from govcoord.testing.mutation.store import Store
from govcoord.testing.mutation.text import as_text

PARTS = 10
"""Every tenth mistake is tried; which of them, the digest of the rulesets says."""


@pytest.fixture(scope="module")
def plan() -> Plan:
    return shipped_plan()


@pytest.fixture(scope="module")
def base(plan) -> Baseline:
    return trials_at([plan_folder()])


@pytest.fixture(scope="module")
def report(plan, base) -> MutationReport:
    run = Run(plan, base.trials, Store(None, plan))
    mutants = list(mutants_of(plan, [table.id for table in plan.tables]))
    first = int(plan.digest[:8], 16) % PARTS
    results = tuple(run.result(mutant) for mutant in mutants[first::PARTS])
    return MutationReport(plan, results, len(base.trials), base.apart)


def test_the_tests_of_the_plan_notice_every_mistake_that_changes_a_case(report):
    """None survives, and of none it is unknown whether it changes a case."""
    assert report.ok, as_text(report)
    assert report.percent == 100


def test_enough_mistakes_are_tried_for_that_to_say_something(report):
    """They lie in nearly all tables, and most of them do change a case."""
    tables = {result.mutant.base.id for result in report.results}
    assert len(tables) > len(report.plan.tables) * 3 / 4
    assert report.killable > 150
    assert len(report.of("equivalent")) < report.killable / 5


def test_the_tests_of_the_plan_cover_every_point_that_a_case_can_reach(plan, base):
    """Rules, conditions alone, bounds, overrides: none is missing; the others are proved away."""
    coverage = Coverage(plan)
    for trial in base.trials:
        coverage.add_all(trial.decisions)
    report = coverage.report()
    missing = [(p.aspect, p.table, p.rule) for p in report.missing]
    assert not missing
    assert report.total.covered > 1000
