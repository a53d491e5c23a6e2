"""The scripts in ``benchmarks/`` run, and what they measure is right."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from types import ModuleType

import pytest
from scripts import run_script

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"


def run(script: str, *options: object) -> str:
    done = run_script(FOLDER / script, *options)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def workload() -> ModuleType:
    sys.path.insert(0, str(FOLDER))
    try:
        import workload as module
    finally:
        sys.path.remove(str(FOLDER))
    return module


def test_the_comparison_runs_without_peers(tmp_path: Path) -> None:
    """``run.py`` checks the answers and prints a table per size and the growth."""
    file = tmp_path / "figures.json"
    sizes = ("--sizes", "30,40", "--cases", 200, "--seconds", 0.01, "--fresh", 250)
    out = run("run.py", *sizes, "--engines", "none", "--json", file)
    assert "## 30 rules, seed 7" in out
    assert "Cost of a case" in out
    figures = json.loads(file.read_text())["30 rules, seed 7"]
    assert figures["govcoord"]["checked"] == 200
    assert figures["govcoord"]["wrong"] == []
    assert set(figures) == {"govcoord", "if-chain"}


def test_rulesets_from_elsewhere(tmp_path: Path, workload: ModuleType) -> None:
    """``--workload`` reads the neutral form, with the answers that stand beside it."""
    when = [
        {"attr": "departments", "op": "contains", "value": "D01"},
        {"attr": "departments", "op": "count_ge", "value": 2},
        {"attr": "received", "op": "range", "ge": 20250101, "lt": 20250229},
        {"attr": "level", "op": "in", "value": ["city", "county"]},
        {"attr": "urgent", "op": "is", "value": False},
    ]
    duty = {"role": "reviewer", "sanction": "S01"}
    tables = [
        {"id": "T1", "rules": [{"id": "a", "when": when, "then": {"reason": "R"}}]},
        {"id": "T2", "rules": [{"id": "b", "when": [], "then": {"lead": "D00"}}]},
        {"id": "T3", "rules": [{"id": "c", "when": when[:1], "then": duty}]},
    ]
    (tmp_path / "rules_3.json").write_text(json.dumps({"tables": tables}))
    (tmp_path / "cases.json").write_text(json.dumps(workload.make_cases(400)))
    few = ("--seconds", 0.01, "--fresh", 250, "--engines", "none")
    out = run("run.py", "--workload", tmp_path, *few)
    assert "## rules_3" in out


def test_wrong_answers_stop_the_run(tmp_path: Path, workload: ModuleType) -> None:
    """An engine that differs from what is expected is not timed."""
    catch_all = {"id": "b", "when": [], "then": {"lead": "D00"}}
    tables = [{"id": name, "rules": []} for name in ("T1", "T3")]
    ruleset = {"tables": [*tables, {"id": "T2", "rules": [catch_all]}]}
    cases = workload.make_cases(3)
    expected = [{"reasons": [], "lead": "D01", "accountability": []}] * 3
    (tmp_path / "rules_1.json").write_text(json.dumps(ruleset))
    (tmp_path / "cases.json").write_text(json.dumps(cases))
    (tmp_path / "expected_1.json").write_text(json.dumps(expected))
    done = run_script(FOLDER / "run.py", "--workload", tmp_path, "--engines", "none")
    assert done.returncode == 1
    assert "wrong answers to cases [0, 1, 2]" in done.stderr


def test_the_sample_counts_as_the_rules_are_meant(workload: ModuleType) -> None:
    """The share that the bits give is the share that trying every case gives."""
    cases = workload.make_cases(300, seed=5)
    sample = workload.Sample(cases)
    rng = random.Random(3)
    for name, make in workload.MAKERS.items():
        for _ in range(20):
            condition = make(rng)
            met = sum(workload.holds(condition, case) for case in cases)
            assert sample.share([condition]) == met / len(cases), (name, condition)


def test_rulesets_follow_from_the_seed(workload: ModuleType) -> None:
    """The same seed gives the same rules, another seed others, and the size is exact."""
    one, same, other = (workload.make_ruleset(40, seed) for seed in (1, 1, 2))
    assert one == same
    assert one != other
    assert one.size == other.size == 40


@pytest.mark.parametrize(
    ("script", "options", "found"),
    [
        ("plan_rulesets.py", ("--cases", 30, "--seconds", 0.01), "| evaluate |"),
        ("stream.py", ("--cases", 100, "--samples", 4), "| cases in | 100 |"),
        ("load.py", ("--sizes", "40"), "| 40 |"),
        ("import_time.py", ("--repeats", 1), "heaviest modules"),
        ("graph.py", ("--cases", 50, "--departments", 9), "| departments | 9 |"),
    ],
)
def test_the_other_scripts_run(script: str, options: tuple[object, ...], found: str) -> None:
    """Each prints its figures."""
    assert found in run(script, *options)


def test_scores_are_measured(tmp_path: Path) -> None:
    """``scores.py`` times scoring, draws and the audit."""
    file = tmp_path / "figures.json"
    sizes = ("--departments", 20, "--indicators", 12, "--small", 40, 8, "--draws", 2)
    out = run("scores.py", *sizes, "--json", file)
    assert "| score 20 × 12, from texts |" in out
    assert "2 draws of everything, 40 × 8" in out
    assert min(json.loads(file.read_text()).values()) > 0
