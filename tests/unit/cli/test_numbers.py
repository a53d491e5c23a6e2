"""A case's own number in every command that reads cases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

COST = "编号,总额\nP-1,100万元\n"
CASE = "{编号: K-1, 事项: 防汛抗旱}\n"


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("command", ["evaluate", "explain", "similar", "diff", "risks", "audit"])
def test_commands_on_cases_read_the_number(run: Run, tmp_path: Path, command: str) -> None:
    """Headed 编号 it is a name of the case and no unknown fact."""
    cases = put(tmp_path, "c.yaml", CASE)
    args = {
        "evaluate": ("evaluate", "plan", "--cases", cases),
        "explain": ("explain", "plan", "--cases", cases, "--case", "K-1"),
        "similar": ("similar", "plan", "--cases", cases, "--case", cases),
        "diff": ("diff", "plan", "plan", "--cases", cases),
        "risks": ("risks", "plan", "--cases", cases),
        "audit": ("audit", "append", tmp_path / "t", "--rules", "plan", "--cases", cases,
                  "--who", "w", "--when", "2026-03-01"),
    }[command]  # fmt: skip
    done = run(*args, language="zh-Hans")
    assert done.exit_code == 0, done.output
    if command not in ("diff", "audit"):
        assert "K-1" in done.stdout


def test_a_mechanism_is_given_the_record_without_its_number(run: Run, tmp_path: Path) -> None:
    """The number is told with the result, and heads a column in the reader's language."""
    cases = put(tmp_path, "c.csv", COST)
    args = ("assess", "plan", "-m", "plan_cost_by_ratio", "--cases", cases, "--as-of", "2026-03-01")
    assert "P-1" in run(*args, language="zh-Hans").stdout
    table = run(*args, "--format", "csv", language="zh-Hant").stdout
    assert table.startswith("序號,編號,位置,")


def test_a_shared_number_is_told(run: Run, tmp_path: Path) -> None:
    """With the places of the cases; to explain one of them its place is wanted."""
    cases = put(tmp_path, "c.yaml", "- 编号: A\n- 编号: B\n- 编号: A\n")
    told = run("evaluate", "plan", "--cases", cases, language="zh-Hans")
    assert f"编号 `A` 有 2 件案件：{cases}:1、{cases}:3" in told.stderr
    one = run("explain", "plan", "--cases", cases, "--case", "A", language="zh-Hans")
    assert one.exit_code == 2
    assert "请给每件不同的编号" in one.stderr
    assert run("explain", "plan", "--cases", cases, "--case", "3").exit_code == 0
