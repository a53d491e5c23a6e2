"""``govcoord mutate`` and ``govcoord suggest``: what they print and their exit codes."""

from __future__ import annotations

import json
from pathlib import Path


def test_survivors_end_with_one(run, small: Path, tmp_path: Path) -> None:
    """Shares, places and a test to paste; what is kept makes the second run no different."""
    cache = tmp_path / "kept.json"
    rules = small / "rules.yaml"
    args = ("mutate", rules, small / "rules.test.yaml", "--cache", cache)
    first = run(*args)
    assert first.exit_code == 1
    assert "rules.yaml:" in first.stdout
    assert "expect:" in first.stdout
    assert cache.exists()
    second = run(*args, language="zh-Hans")
    assert second.exit_code == 1
    assert "沿用以往结果" in second.stdout


def test_json(run, small: Path) -> None:
    """Every mistake with its state, as data."""
    rules = small / "rules.yaml"
    args = ("mutate", rules, small / "rules.test.yaml", "--no-cache", "--format", "json")
    data = json.loads(run(*args, "--most", "5").stdout)
    assert data["mutants"] == len(data["results"]) == 5
    assert {r["state"] for r in data["results"]} <= {"killed", "survived", "equivalent"}


def test_an_unknown_table_is_told(run, small: Path) -> None:
    """Wrong use, with the tables that there are."""
    result = run("mutate", small / "rules.yaml", "--table", "nothing", "--no-cache")
    assert result.exit_code == 2
    assert "nothing" in result.stderr
    assert "leading" in result.stderr


def test_suggested_tests_can_be_run(run, small: Path, tmp_path: Path) -> None:
    """What is written passes as it stands."""
    rules, out = tmp_path / "rules.yaml", tmp_path / "new.test.yaml"
    rules.write_text((small / "rules.yaml").read_text("utf-8"), encoding="utf-8")
    made = run("suggest", rules, "--strength", "2", "--out", out)
    assert made.exit_code in (0, 1)
    assert "tests:" in made.stderr
    assert run("test", out).exit_code == 0
