"""The example of another field, written in Chinese throughout: it loads and its tests pass."""

from __future__ import annotations

from pathlib import Path

import pytest

import govcoord
from govcoord.rules.engine import Plan
from govcoord.testing import run_tests

FOLDER = Path(__file__).parents[2] / "examples" / "elevators"
RULES = FOLDER / "rules"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return govcoord.load(RULES)


def test_its_own_tests_pass() -> None:
    """Every table and mechanism of the example is tested beside it."""
    report = run_tests([RULES])
    assert report.diagnostics == ()
    assert len(report.results) == 59
    assert {result.status for result in report.results} == {"passed"}


def test_the_only_finding_is_the_one_that_is_meant() -> None:
    """Two departments ask for notices that cannot both be kept; nothing else is wrong."""
    assert [found.code for found in govcoord.check(RULES)] == ["GC324"]


def test_it_uses_the_kinds_that_the_docs_list(plan: Plan) -> None:
    """Of the kinds that ship all but the awards have a document, the pilot among them."""
    assert plan.pilot is not None
    listed = {page.stem for page in (FOLDER.parents[1] / "docs" / "kinds").glob("*.md")}
    assert listed - {document.kind for document in plan.documents} == {"awards"}


def test_a_department_that_is_missing_is_named_by_facts_in_chinese(plan: Plan) -> None:
    """The words of the vocabulary are Chinese alone, ids included."""
    decision = plan.evaluate({"事项": "加装电梯", "参与部门": ["住建局", "规自局", "消防"]})
    assert (decision.joint_required, decision.lead) == (True, "住建局")
    assert decision.view("missing_departments") == {"市场监管局"}
