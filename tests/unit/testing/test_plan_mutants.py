"""The plan's own tests notice every mistake in its tables that changes a case.

One part of all mistakes is tried here, another after each change of the rulesets. The whole
takes about a minute: ``make mutate``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import govcoord
from govcoord.testing.mutation import MutationReport, mutants_of
from govcoord.testing.mutation.run import Run
from govcoord.testing.mutation.run import tests_at as trials_at
from govcoord.testing.mutation.store import Store
from govcoord.testing.mutation.text import as_text

PARTS = 10
"""Every tenth mistake is tried; which of them, the digest of the rulesets says."""


@pytest.fixture(scope="module")
def report() -> MutationReport:
    plan = govcoord.load_plan()
    span = plan.documents[0].span
    assert span is not None
    base = trials_at([Path(span.source.name).parent])
    run = Run(plan, base.trials, Store(None, plan))
    chosen = list(mutants_of(plan))[int(plan.digest[:8], 16) % PARTS :: PARTS]
    results = tuple(run.result(mutant) for mutant in chosen)
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
