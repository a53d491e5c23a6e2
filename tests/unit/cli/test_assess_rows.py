"""Spreadsheets of which every row is one report: rows that are wrong are named and left out."""

from __future__ import annotations

import json

HEAD = "编号,渠道,时间,网格,类别,紧急程度,反映人\n"
ROW = "{id},{channel},2026-03-02 {time},HB-01,路灯损坏,一般,甲\n"
GOOD = "".join(
    ROW.format(id=id_, channel=channel, time=time)
    for id_, channel, time in (("R1", "热线", "08:00"), ("R2", "网格", "09:00"))
)
BAD = "".join(
    ROW.format(id=id_, channel=channel, time=time)
    for id_, channel, time in (("R3", "热线", "25:00"), ("R4", "传真", "10:00"))
)


def assess(run, path, *more, language="zh-Hans"):
    args = ("assess", "plan", "-m", "plan_intake", "--cases", str(path), "--as-of", "2026-03-03")
    return run(*args, *more, language=language)


def test_the_rows_of_a_sheet_are_merged_together(run, tmp_path):
    path = tmp_path / "reports.csv"
    path.write_text(HEAD + GOOD, encoding="utf-8")
    result = assess(run, path, "--format", "json")
    assert result.exit_code == 0
    (made,) = json.loads(result.stdout)
    assert [[one["id"] for one in ticket["reports"]] for ticket in made["tickets"]] == [
        ["R1", "R2"]
    ]


def test_a_bad_row_is_told_by_line_and_title_and_counted(run, tmp_path):
    """The others are merged all the same."""
    path = tmp_path / "reports.csv"
    path.write_text(HEAD + BAD + GOOD, encoding="utf-8")
    result = assess(run, path)
    assert result.exit_code == 1
    assert "reports.csv:2：案件 `R3`：`时间 (at)` 为 `2026-03-02 25:00`" in result.stderr
    assert "reports.csv:3：案件 `R4`：`渠道 (channel)` 为 `传真`" in result.stderr
    assert "归并为 1 张工单" in result.stdout
    assert "未能读取的 2 件" in result.stdout
