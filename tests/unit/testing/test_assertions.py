"""Claims about all cases: proved, refuted with a case, or undecided, which is an error."""

from __future__ import annotations

import pytest

import govcoord
from govcoord.errors import GovcoordError, RulesetError
from govcoord.testing import (
    UndecidedError,
    assert_consistent,
    assert_exactly_one,
    assert_never,
    assert_no_change,
    shadow_run,
    suggest_tests,
)

RULES = """
kind: vocabulary
id: words
choices:
  departments: {health: 卫健, housing: 住建, finance: 财政}
attributes:
  matter: {type: choice, title: 事项, values: {home: 养老, allowance: 津贴}}
  amount: {type: quantity, unit: 元, min: 0, title: 涉及金额}
  urgent: {type: boolean, title: 是否紧急}
---
kind: table
id: handling
source: measures, art. 3
hit: any
outputs: {who: {type: choice, of: departments}, note: {type: text}}
rules:
  - {id: H1, when: {matter: home, amount: 20万元以上}, then: {who: health}}
  - {id: H2, when: {matter: home, amount: 不满20万元}, then: {who: housing}}
  - {id: H3, when: {matter: allowance, urgent: false}, then: {who: finance}}
"""


def load(text=RULES):
    return govcoord.load_texts({"rules.yaml": text})


@pytest.fixture
def plan():
    return load()


def test_never(plan):
    """Proved where no rule can say it, refuted with a case in words where one does."""
    assert_never(plan, {"who": "finance"}, where={"matter": "home"})
    assert_never(plan, {"who": "卫健"}, where="{amount: 不满20万元}")
    with pytest.raises(AssertionError, match="事项: 养老"):
        assert_never(plan, {"who": "health"})
    assert_never(plan, {"handling": "conflict"})
    with pytest.raises(AssertionError, match="none"):
        assert_never(plan, {"handling": "none"}, where={"matter": "allowance"})


def test_exactly_one(plan):
    """A gap, a conflict and a rule that does not say it each refute the claim."""
    assert_exactly_one(plan, "who", where={"matter": "home"})
    with pytest.raises(AssertionError, match="no rule gives `who`"):
        assert_exactly_one(plan, "who")
    both = load(RULES.replace("amount: 不满20万元", "amount: 20万元以下"))
    with pytest.raises(AssertionError, match="rules conflict"):
        assert_exactly_one(both, "who", where={"matter": "home"})
    silent = load(RULES.replace("then: {who: finance}", "then: {note: later}"))
    with pytest.raises(AssertionError, match="gives no `who`"):
        assert_exactly_one(silent, "who", where={"matter": "allowance", "urgent": False})


def test_no_change(plan):
    """What changes outside the condition is no matter."""
    new = load(RULES.replace("20万", "30万"))
    assert_no_change(plan, plan)
    assert_no_change(plan, new, where={"matter": "allowance"})
    assert_no_change(plan, new, where={"amount": "30万元以上"})
    with pytest.raises(AssertionError, match=r"`handling` changes: .*200,000"):
        assert_no_change(plan, new, where={"matter": "home"})


def test_consistent(plan):
    """Findings of the checks refute; codes that are allowed do not."""
    assert_consistent(plan)
    both = load(RULES.replace("amount: 不满20万元", "amount: 20万元以下"))
    with pytest.raises(AssertionError, match="GC311"):
        assert_consistent(both)
    assert_consistent(both, allow={"GC311"})


def test_what_is_not_decided_never_passes(plan):
    """Without a budget nothing is proved, and that is an error of its own."""
    new = load(RULES.replace("20万", "30万"))
    with pytest.raises((UndecidedError, AssertionError)):
        assert_no_change(plan, new, seconds=-1)
    assert not issubclass(UndecidedError, AssertionError)


def test_bad_claims_are_told(plan):
    """Unknown names, values and conditions are errors, and no claims."""
    with pytest.raises(GovcoordError, match="did you mean `who`"):
        assert_never(plan, {"whom": "health"})
    with pytest.raises(GovcoordError, match="no value of `who`"):
        assert_never(plan, {"who": "nobody"})
    with pytest.raises(RulesetError, match="mater"):
        assert_never(plan, {"who": "health"}, where={"mater": "home"})
    with pytest.raises(GovcoordError, match="no fact or output"):
        assert_exactly_one(plan, "leader")


def test_shadow_run_agrees_with_evaluating_one_by_one(plan):
    """Counts per outcome and department are those of a plain loop; cases are streamed."""
    new = load(RULES.replace("20万", "30万"))
    cases = [
        {"id": f"c{n}", "matter": matter, "amount": n * 50_000, "urgent": False}
        for n in range(10)
        for matter in ("home", "allowance")
    ]
    report = shadow_run(plan, new, (case for case in [*cases, {"matter": "?"}]))
    ends = [(plan.evaluate(c).fact("who"), new.evaluate(c).fact("who")) for c in cases]
    changed = [pair for pair in ends if pair[0] != pair[1]]
    assert (report.count.cases, report.count.changed) == (len(cases) + 1, len(changed))
    assert report.count.rejected_both == 1
    departments = {d.department: (d.lost, d.gained) for d in report.count.departments}
    lost = [one for one, _ in changed]
    gained = [two for _, two in changed]
    assert departments == {d: (lost.count(d), gained.count(d)) for d in ("health", "housing")}
    assert "住建" in report.to_text("zh-Hans")
    assert report.to_dict()["departments"]


@pytest.mark.parametrize("strength", [1, 2, 3])
def test_suggested_tests_pass_today_and_cover(plan, strength, tmp_path):
    """What is written is a test file that passes, the same every time, and covers all."""
    from govcoord.testing import Coverage, run_tests

    found = suggest_tests(plan, strength=strength)
    assert found.to_yaml("zh-Hans") == suggest_tests(plan, strength=strength).to_yaml("zh-Hans")
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "new.test.yaml").write_text(found.to_yaml("zh-Hans"), encoding="utf-8")
    coverage = Coverage(plan)
    report = run_tests([tmp_path], watch=lambda _, decision: coverage.add(decision))
    assert report.ok, report.to_dict()
    assert report.results
    assert coverage.report().percent == 100
    assert not found.unfound
    assert not found.unfinished


def test_suggested_tests_are_told_as_people_write_them(plan):
    """Table by table, alike cases as rows, each with what it is about; no name twice."""
    text = suggest_tests(plan, strength=2).to_yaml("zh-Hans")
    assert "# ---- " in text
    assert "      columns: [" in text
    names = [line for line in text.splitlines() if line.lstrip().startswith("- name: ")]
    assert len(names) == len(set(names)) < text.count("expect")
    assert "undetermined" not in text


def test_pairs_of_cells_are_all_covered(plan):
    """Against a plain count: every pair of cells that a case has is in one suggested case."""
    found = suggest_tests(plan, strength=2)
    cells = {
        "matter": lambda f: f.get("matter"),
        "amount": lambda f: None if "amount" not in f else int(f["amount"]) >= 200_000,
        "urgent": lambda f: f.get("urgent"),
    }
    seen = set()
    for test in found.tests:
        values = [(n, cell(test.case)) for n, cell in cells.items() if cell(test.case) is not None]
        seen |= {frozenset([a, b]) for a in values for b in values if a[0] < b[0]}
    assert len(seen) == 12
    assert found.combinations == 12
