"""``govcoord assess`` on a procedure: states in words and as data, bad records in Chinese."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

RULES = """
kind: vocabulary
id: words
departments: {window: 窗口, health: 卫健}
---
kind: procedure
id: opening
title: {zh-Hans: 开办, en: opening}
source: 示例办法
lead: window
limit: {statutory: 5个工作日}
steps:
  - {id: intake, title: {zh-Hans: 收件, en: intake}, department: window, limit: 1个工作日}
  - {id: decide, title: {zh-Hans: 决定}, department: health, limit: 3个工作日, after: [intake]}
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "rules.yaml"
    path.write_text(RULES, "utf-8")
    return path


def records(folder: Path, text: str) -> Path:
    path = folder / "records.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_state_is_told_and_given_as_data(run: Run, rules: Path, tmp_path: Path) -> None:
    """Who has the case, when it is due and when it will end."""
    path = records(tmp_path, "- {as_of: 2024-02-18, 受理日期: 2024-02-09}\n")
    told = run("assess", rules, "-m", "开办", "--cases", path, language="zh-Hans")
    assert told.exit_code == 0
    assert "法定时限：5个工作日，2024-02-22到期，剩余4个工作日（绿灯）" in told.stdout
    assert "现在由窗口办理：收件" in told.stdout
    given = run("assess", rules, "-m", "opening", "--cases", path, "--format", "jsonl")
    data = json.loads(given.stdout)
    assert (data["due"], data["forecast"]["ends"]) == ("2024-02-22", "2024-02-21")
    assert data["steps"]["intake"]["status"] == "ready"


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("{受理日期: 2024-03-01}", ["没有给出 `截至日期`", "结论取决于日期"]),
        (
            "{as_of: 2024-03-01, 环节进展: [{环节: 收见}]}",
            ["环节进展第1项 · 环节 (step)` 为 `收见`"],
        ),
        (
            "{as_of: 2024-03-05, 环节进展: [{环节: 收件, 开始: 2024-03-04, 办结: 2024-03-01}]}",
            ["· 办结 (finished)` 为 `2024-03-01`", "不早于 2024-03-04"],
        ),
    ],
)
def test_a_record_that_cannot_be_is_told_in_chinese(
    run: Run, rules: Path, tmp_path: Path, record: str, said: list[str]
) -> None:
    """With its place and what would have fitted."""
    path = records(tmp_path, f"- {record}\n")
    done = run("assess", rules, "-m", "opening", "--cases", path, language="zh-Hans")
    assert done.exit_code == 1
    assert all(part in done.output for part in said), done.output
    assert "Traceback" not in done.output
