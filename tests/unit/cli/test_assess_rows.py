"""``govcoord assess`` on tables: every row is an entry, bad rows are told and counted."""

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
departments: {civil: 民政, health: 卫健}
records:
  notes:
    each: note
    title: 记录
    fields:
      number: {type: text, title: 编号词}
      who: {type: set, of: departments, title: 参与部门}
      held: {type: date, title: 日期}
      filed: {type: date, title: 归档}
---
kind: register
id: notes
title: {zh-Hans: 记录台账, en: register of notes}
source: 示例办法
record: note
required: [number, who]
unique: [number]
duties:
  - {id: filing, title: 归档, after: held, within: 10个工作日, done: filed}
rates:
  - {id: whole, title: 齐全率, complete: 是, at_least: 100%}
"""

TABLE = """编号词,参与部门,日期,归档
N1,民政、卫健,2026-02-11,2026-03-03
N2,,2026-02-11,
n-1,民政,2026-02-11,2026-03-03
N4,民政,昨天,
N5,某局,,
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "rules.yaml"
    path.write_text(RULES, "utf-8")
    return path


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_rows_are_entries_of_one_register(run: Run, rules: Path, tmp_path: Path) -> None:
    """Repetitions are seen across rows; each bad row is told with its line."""
    table = put(tmp_path, "notes.csv", TABLE)
    done = run(
        "assess", rules, "-m", "记录台账", "--cases", table, "--as-of", "2026-03-04",
        language="zh-Hans",
    )  # fmt: skip
    assert done.exit_code == 1
    assert "共 3 条，填写齐全：50%（1/2），另有 2 条不明" in done.stdout
    assert "另有 2 条未能读取" in done.stdout
    assert "与 N1 重复（编号词）" in done.stdout
    assert "归档：2026-03-03 按期完成（最迟 2026-03-03）" in done.stdout
    assert "归档：逾期 1个工作日" in done.stdout
    assert "notes.csv:5：`日期` 为 `昨天`" in done.stderr
    assert "notes.csv:6：`参与部门` 为 `某局`" in done.stderr


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_the_same_as_data(run: Run, rules: Path, tmp_path: Path, form: str) -> None:
    """One result for the table, with what could not be read counted as unknown."""
    table = put(tmp_path, "notes.csv", TABLE)
    done = run(
        "assess", rules, "-m", "notes", "--cases", table, "--as-of", "2026-03-04", "--format", form
    )
    data = json.loads(done.stdout)
    (found,) = data if form == "json" else (data,)
    assert [entry["id"] for entry in found["entries"]] == ["N1", "N2", "n-1"]
    rate = found["rates"][0]
    assert (rate["done"], rate["total"], rate["unknown"], rate["attained"]) == (1, 2, 2, False)


def test_json_rows_and_whole_records_say_the_same(run: Run, rules: Path, tmp_path: Path) -> None:
    """An array of entries is one record, as is a record with its list."""
    entries = [{"编号词": "N1", "参与部门": ["民政"]}, {"编号词": "N2"}]
    rows = put(tmp_path, "rows.json", json.dumps(entries, ensure_ascii=False))
    whole = put(tmp_path, "whole.json", json.dumps([{"条目": entries}], ensure_ascii=False))
    told = [
        json.loads(
            run(
                "assess", rules, "-m", "notes", "--cases", path, "--as-of", "2026-03-04",
                "--format", "json",
            ).stdout
        )[0]["entries"]
        for path in (rows, whole)
    ]  # fmt: skip
    assert told[0] == told[1]
    assert [entry["status"] for entry in told[0]] == ["complete", "incomplete"]


def test_what_is_wrong_with_the_whole_is_said_once(run: Run, rules: Path, tmp_path: Path) -> None:
    """A day that is not given is no fault of any row."""
    table = put(tmp_path, "notes.csv", TABLE.partition("N4")[0])
    done = run("assess", rules, "-m", "notes", "--cases", table, language="zh-Hans")
    assert done.exit_code == 1
    assert done.stderr.count("截至日期") == 1
    assert not done.stdout


def test_equal_numbers_and_broken_rows_leave_the_others(
    run: Run, rules: Path, tmp_path: Path
) -> None:
    """The second of two rows with one id is rejected, and so is a row with a cell too many."""
    table = put(
        tmp_path, "notes.csv", "id,编号词,参与部门\na,N1,民政\na,N2,民政\nb,N3,民政,多\nc,N4,民政\n"
    )
    done = run(
        "assess",
        rules,
        "-m",
        "notes",
        "--cases",
        table,
        "--as-of",
        "2026-03-04",
        "--format",
        "json",
    )
    (found,) = json.loads(done.stdout)
    assert [entry["id"] for entry in found["entries"]] == ["a", "c"]
    assert found["unread"] == 2
    assert "each entry once" in done.stderr


def test_an_empty_record_shows_every_fact(run: Run, rules: Path) -> None:
    """With its title and what it takes, ready to be filled in."""
    done = run("assess", rules, "-m", "notes", "--template", language="zh-Hans")
    assert "  - 编号:" in done.stdout
    assert "    日期:  # 日期，如 2025-03-01" in done.stdout
    assert "    参与部门: []  # 列表：选填其一：民政 | 卫健" in done.stdout


@pytest.mark.parametrize(
    ("language", "head"),
    [("zh-Hans", "编号,编号词,参与部门,日期,归档\n"), ("en", "number,编号词,参与部门,日期,归档\n")],
)
def test_the_head_of_a_table_can_be_had(run: Run, rules: Path, language: str, head: str) -> None:
    """The titles in one line, which are the keys that rows are read by."""
    done = run(
        "assess", rules, "-m", "notes", "--template", "--cases-format", "csv", language=language
    )
    assert done.stdout == head
