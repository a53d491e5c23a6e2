"""``govcoord score`` as a clerk uses it: figures, cases, pictures, and whatever can go wrong."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

RULES = """
kind: vocabulary
id: v
departments: {health: {title: 卫健委}, civil: {title: 民政局}}
attributes:
  handler: {type: choice, of: departments, title: 承办部门}
  done: {type: boolean, title: 办结}
---
kind: scorecard
id: appraisal
title: 部门考核
rounding: {digits: 2}
missing: unscored
inputs:
  finished: {title: 办结件数, min: 0}
  received: {title: 受理件数, min: 0}
indicators:
  rate: {title: 满意率, weight: 30%, unit: percent, direction: higher,
         normalise: {method: share_of_target, target: 90%}}
  days: {title: 平均用时, weight: 30%, unit: workday, direction: lower,
         normalise: {method: piecewise_linear, points: [{at: 0个工作日, score: 100},
                     {at: 20个工作日, score: 0}]}}
  rules: {title: 制度, weight: 20%,
          normalise: {method: categories, categories: [{is: 健全, score: 100},
                      {is: 不健全, score: 0}]}}
  share: {title: 办结率, weight: 20%, direction: higher,
          formula: 100 * 办结件数 / 受理件数, normalise: points}
ranking: {ties: same_rank_then_skip}
---
kind: scorecard
id: counted
title: 办结情况
rounding: {digits: 0}
missing: fail
not_applicable: reweight
cases: {whose: handler, unknown: not_met}
indicators:
  rate: {title: 办结率, weight: 100%, unit: percent, direction: higher,
         measure: {count: {done: true}}, normalise: {method: share_of_target, target: 100%}}
"""
HEAD = "部门,满意率,平均用时,制度,办结件数,受理件数\n"
GOOD = "卫健委,90%,5个工作日,健全,3,4\n"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "rules.yaml"
    path.write_text(RULES, "utf-8")
    return path


@pytest.fixture
def score(run: Run, rules: Path, tmp_path: Path) -> Callable[..., Result]:
    """Scores the rows of a CSV text."""

    def go(rows: str, *more: object, card: str = "appraisal") -> Result:
        path = tmp_path / "figures.csv"
        path.write_text(HEAD + rows, "utf-8")
        args = ("score", rules, "--scorecard", card, "--figures", path, *more)
        return run(*args, language="zh-Hans")

    return go


BAD = {
    "105%,5个工作日,健全,3,4": ["满意率", "105%", "不大于 100%", "第 2 行第 2 列"],
    "NaN,5个工作日,健全,3,4": ["满意率", "NaN", "第 2 行第 2 列"],
    "90%,inf,健全,3,4": ["平均用时", "inf", "第 2 行第 3 列"],
    "90%,5公里,健全,3,4": ["平均用时", "公里", "第 2 行第 3 列"],
    "90%,5个月,健全,3,4": ["平均用时", "工作日"],
    "0.9,5个工作日,健全,3,4": ["满意率", "90%"],
    "90%,5个工作日,一般,3,4": ["制度", "一般", "`健全`"],
    "90%,5个工作日,健全,5,4": ["办结率", "125", "不大于 100"],
    "90%,5个工作日,健全,5,0": ["办结率", "不为 0 的除数", "办结件数 / 受理件数"],
    "90%,5个工作日,健全,-1,4": ["办结件数", "不小于 0"],
}


@pytest.mark.parametrize("row", BAD)
def test_a_figure_that_does_not_fit_is_told_with_its_place(
    score: Callable[..., Result], row: str
) -> None:
    """Nothing is scored, not even the department whose figures are sound."""
    result = score(f"卫健委,{row}\n民政局,90%,5个工作日,健全,3,4\n")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "没有评分" in result.stderr
    for word in BAD[row]:
        assert word in result.stderr


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("卫生局,90%,5个工作日,健全,3,4\n", ["卫生局", "2 个部门之一"]),
        (GOOD + GOOD, ["卫健委"]),
        (",90%,5个工作日,健全,3,4\n", ["第 2 行"]),
        ("", ["至少一个对象"]),
    ],
)
def test_subjects_that_are_unknown_twice_or_nobody(
    score: Callable[..., Result], rows: str, words: list[str]
) -> None:
    result = score(rows)
    assert result.exit_code == 1
    assert all(word in result.stderr for word in words), result.stderr


def test_who_has_no_score_stands_in_every_form(score: Callable[..., Result]) -> None:
    """The table, CSV and JSON all show the department that lacks a figure."""
    rows = GOOD + "民政局,,5个工作日,健全,3,4\n"
    table = score(rows)
    assert table.exit_code == 0
    assert "民政局" in table.stdout
    assert "不评分" in table.stdout
    found = list(csv.DictReader(io.StringIO(score(rows, "--format", "csv").stdout)))
    assert [(row["对象"], row["得分"]) for row in found] == [("health", "87.50"), ("civil", "")]
    data = json.loads(score(rows, "--format", "json").stdout)
    assert [one["subject"] for one in data["unscored"]] == ["civil"]


def test_a_picture_of_one_department(score: Callable[..., Result], tmp_path: Path) -> None:
    """SVG needs nothing; a picture of several, or of another ending, is refused."""
    rows = GOOD + "民政局,80%,5个工作日,健全,3,4\n"
    path = tmp_path / "picture.svg"
    result = score(rows, "--explain", "卫健委", "--picture", path)
    assert result.exit_code == 0
    assert "卫健委：87.50 分" in path.read_text("utf-8")
    several = score(rows, "--picture", tmp_path / "b.svg")
    assert several.exit_code == 2
    assert "--explain" in several.stderr
    other = score(rows, "--explain", "卫健委", "--picture", tmp_path / "b.gif")
    assert other.exit_code == 2
    assert ".svg" in other.stderr
    assert not (tmp_path / "b.svg").exists()


CASES = "承办部门,办结\n卫健委,是\n卫健委,否\n民政局,是\n"


def test_scores_counted_in_a_file_of_cases(run: Run, rules: Path, tmp_path: Path) -> None:
    cases = tmp_path / "cases.csv"
    cases.write_text(CASES, "utf-8")
    args = ("score", rules, "--scorecard", "办结情况", "--cases", cases, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(run(*args).stdout)))
    assert {row["subject"]: row["score"] for row in rows} == {"health": "50", "civil": "100"}


def test_a_case_that_does_not_fit_stops_the_scoring(run: Run, rules: Path, tmp_path: Path) -> None:
    cases = tmp_path / "cases.csv"
    cases.write_text(CASES + "民政部,是\n卫健委,也许\n", "utf-8")
    args = ("score", rules, "--scorecard", "counted", "--cases", cases)
    result = run(*args, language="zh-Hans")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "民政部" in result.stderr
    assert "也许" in result.stderr
    assert "有 2 个案件不合要求，没有评分" in result.stderr


def test_what_to_score_from_must_be_named(run: Run, rules: Path, tmp_path: Path) -> None:
    """Neither figures nor cases; cases for a scorecard that counts none; no such file."""
    cases = tmp_path / "cases.csv"
    cases.write_text(CASES, "utf-8")
    nothing = run("score", rules, "--scorecard", "appraisal", language="zh-Hans")
    assert nothing.exit_code == 2
    assert "--figures" in nothing.stderr
    other = run("score", rules, "--scorecard", "appraisal", "--cases", cases, language="zh-Hans")
    assert other.exit_code == 2
    assert "部门考核" in other.stderr
    absent = run("score", rules, "--scorecard", "counted", "--cases", tmp_path / "no.csv")
    assert absent.exit_code == 2
    assert "no.csv" in absent.stderr
