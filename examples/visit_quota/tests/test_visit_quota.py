"""The kind keeps the laws of kinds, and its rules say what they should."""

from __future__ import annotations

from pathlib import Path

import pytest
from visit_quota import KIND

import govcoord
from govcoord.testing import check_kind_laws, run_tests

HERE = Path(__file__).parents[1]
TEXT = (HERE / "rules.yaml").read_text("utf-8")


def test_it_keeps_the_laws() -> None:
    """Reading, digests, order, reasons, pickling, witnesses, words, keys."""
    check_kind_laws(KIND, {"rules.yaml": TEXT})


def test_it_says_what_its_tests_expect() -> None:
    """The tests in YAML."""
    report = run_tests([HERE])
    assert report.ok, [str(d) for d in report.diagnostics] + [r.name for r in report.failed]
    assert len(report.results) == 4


def test_other_rules_may_read_what_it_gives() -> None:
    """The limit is a fact like any other."""
    more = """
kind: table
id: remark
source: art. 3
outputs: {remark: {type: text}}
rules:
  - {id: R1, when: {visits_most: 5以上}, then: {remark: plan the visits of the year}}
"""
    plan = govcoord.load_texts({"rules.yaml": TEXT, "more.yaml": more})
    decision = plan.evaluate({"high_risk": True, "complaint": False})
    assert decision.fact("remark") == "plan the visits of the year"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [("most: -1}", "GC201"), ("mots: 2}", "GC202"), ("most: two}", "GC201")],
)
def test_what_is_wrong_is_said_with_its_place(wrong: str, code: str) -> None:
    """A number below zero, a key that is not known, a word in the place of a number."""
    with pytest.raises(govcoord.RulesetError) as caught:
        govcoord.load_texts({"rules.yaml": TEXT.replace("most: 2}", wrong)})
    found = [d for d in caught.value.diagnostics if d.code == code]
    assert found
    assert found[0].span is not None
    assert found[0].span.line == 13
