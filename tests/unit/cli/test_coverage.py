"""``govcoord coverage`` and ``govcoord test --coverage``: what they print and their exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


def test_shares_gaps_and_cases(run: Run, small: Path) -> None:
    """Each table, each sort of point; what is missing with its place and a case."""
    result = run("coverage", small / "rules.yaml", small / "rules.test.yaml")
    assert result.exit_code == 0
    assert "decisions: 4" in result.stdout
    assert "C2 never applies" in result.stdout
    assert "rules.yaml:47" in result.stdout
    assert "case: {amount: 1000000}" in result.stdout


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-Hans", ["规则的测试覆盖情况", "C2 从未适用", "尚缺什么"]),
        ("zh-Hant", ["規則的測試覆蓋情況", "C2 從未適用", "尚缺什麼"]),
    ],
)
def test_in_chinese(run: Run, small: Path, language: str, words: list[str]) -> None:
    """Headings, gaps and the words in the cases."""
    args = ("coverage", small / "rules.yaml", small / "rules.test.yaml")
    result = run(*args, language=language)
    for word in words:
        assert word in result.stdout


def test_the_minimum_decides_on_the_exit_code(run: Run, small: Path) -> None:
    """Exactly: a share of 80.95% is below 81 and not below 80.9."""
    args = ("coverage", small / "rules.yaml", small / "rules.test.yaml", "--min")
    assert run(*args, "80.9").exit_code == 0
    result = run(*args, "81%")
    assert result.exit_code == 1
    assert "coverage 80.9% is below the minimum of 81%" in result.stderr
    for wrong in ("101", "-1", "many", "1/0"):
        result = run(*args, wrong)
        assert result.exit_code == 2
        assert f"`{wrong}` is no share in percent" in result.stderr


def test_files_are_written(run: Run, small: Path, tmp_path: Path) -> None:
    """HTML and JSON; JSON alone goes to standard output with `-`."""
    page, data = tmp_path / "c.html", tmp_path / "c.json"
    args = ("coverage", small / "rules.yaml", small / "rules.test.yaml")
    result = run(*args, "--html", page, "--json", data)
    assert result.exit_code == 0
    assert page.read_text("utf-8").startswith("<!doctype html>")
    found = json.loads(data.read_text("utf-8"))
    assert json.loads(run(*args, "--json", "-").stdout) == found
    assert found["covered"] + len(found["missing"]) == found["total"]


def test_past_cases_count_too(run: Run, small: Path, tmp_path: Path) -> None:
    """With tests or alone; cases that are rejected are told of."""
    cases = tmp_path / "cases.csv"
    cases.write_text("id,amount\n1,1000000\n2,-5\n", "utf-8")
    result = run("coverage", small / "rules.yaml", "--cases", cases)
    assert "decisions: 1" in result.stdout
    assert "C2 never applies" not in result.stdout
    assert "cases that were rejected: 1" in result.stderr


def test_failing_and_broken_tests(run: Run, small: Path, tmp_path: Path) -> None:
    """A failure is told of and gives exit code 1, a test that cannot be read 2."""
    rules = small / "rules.yaml"
    head = f"kind: tests\nruleset: ['{rules.as_posix()}']\ntests:\n"
    one = tmp_path / "x.test.yaml"
    one.write_text(head + "- {name: a, case: {amount: 5}, expect: {leader: health}}\n", "utf-8")
    result = run("coverage", rules, one)
    assert result.exit_code == 1
    assert "tests that failed: 1" in result.stderr
    one.write_text(head + "- {name: a, case: {amount: 5}, expect: {leeder: health}}\n", "utf-8")
    result = run("coverage", rules, one)
    assert result.exit_code == 2
    assert "GC280" in result.stderr


def test_all_lists_everything(run: Run, small: Path) -> None:
    """Also what is left out otherwise."""
    args = ("coverage", small / "rules.yaml", "--cases", "-")
    short = run(*args, stdin="").stdout
    assert "more" in short
    full = run(*args, "--all", stdin="").stdout
    assert len(full.splitlines()) > len(short.splitlines())
    assert "# and" not in full


def test_with_the_tests(run: Run, small: Path) -> None:
    """The shares come after the summary, in JSON as data, beside JUnit on standard error."""
    rules = small / "rules.test.yaml"
    result = run("test", rules, "--coverage")
    assert result.exit_code == 0
    assert result.stdout.index("passed: 4") < result.stdout.index("Coverage of rules by tests")
    (found,) = json.loads(run("test", rules, "--coverage", "--format", "json").stdout)["coverage"]
    assert found["covered"] == 34
    result = run("test", rules, "--coverage", "--format", "junit")
    assert result.stdout.rstrip().endswith("</testsuites>")
    assert "Coverage of rules by tests" in result.stderr
    assert "Coverage" not in run("test", rules).stdout


RETURNS = """
kind: vocabulary
id: words
calendar: {country: none}
choices:
  departments: {office: 办公室, health: 卫健}
---
kind: escalation
id: returns
title: {zh-Hans: 派单退回, en: returns}
source: measures, art. 3
returns: {within: 2个工作日, decided_by: office}
"""
RETURNS_TEST = """
kind: tests
tests:
  - name: in time
    mechanism: returns
    as_of: 2026-03-31
    case:
      acts:
        - {at: 2026-03-02, what: 派单, department: 卫健}
        - {at: 2026-03-03, what: 退回, department: 卫健, reason: 属办公室}
    expect: {returns: [{department: health, due: 2026-03-04}]}
"""


@pytest.fixture
def returns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one mechanism and one test of it; results are kept in it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "rules.yaml").write_text(RETURNS, "utf-8")
    (folder / "rules.test.yaml").write_text(RETURNS_TEST, "utf-8")
    return folder


def test_mechanisms_are_covered_on_request(run: Run, returns: Path) -> None:
    """Text, page, data, and the minimum that holds for them too."""
    page, data = returns.parent / "c.html", returns.parent / "c.json"
    result = run("coverage", returns, "--mechanisms", "--html", page, "--json", data)
    assert result.exit_code == 0, result.output
    assert "returns: returns.decided_by" in result.stdout
    assert "Parts of mechanisms" in page.read_text("utf-8")
    assert json.loads(data.read_text("utf-8"))["mechanisms"]["covered"] == 1
    assert "mechanisms" not in run("coverage", returns).stdout
    low = run("coverage", returns, "--mechanisms", "--min", "60", language="zh-Hans")
    assert low.exit_code == 1
    assert "机制覆盖率 50% 低于下限 60%" in low.stderr


def test_mutants_of_mechanisms_on_request(run: Run, returns: Path) -> None:
    """One mechanism by its title; unknown ones, and tables at once, are refused."""
    result = run("mutate", returns, "-m", "派单退回", language="zh-Hans")
    assert result.exit_code == 1
    assert "漏写returns.decided_by" in result.stdout
    data = json.loads(run("mutate", returns, "--mechanisms", "--format", "json").stdout)
    assert data["survived"] > 0
    assert {r["document"] for r in data["results"]} == {"returns"}
    unknown = run("mutate", returns, "-m", "retruns")
    assert unknown.exit_code == 2
    assert "there is no mechanism `retruns`" in unknown.stderr
    both = run("mutate", returns, "-m", "returns", "-t", "x")
    assert both.exit_code == 2
    (returns / "rules.test.yaml").write_text(RETURNS_TEST.replace("03-04", "03-09"), "utf-8")
    broken = run("mutate", returns, "--mechanisms")
    assert broken.exit_code == 2
    assert "tests must pass" in broken.stderr
    assert run("coverage", returns, "--mechanisms").exit_code == 2
