"""``govcoord similar`` on the command line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from click.testing import CliRunner, Result

from govcoord.cli.app import make_app

PAST = """id,事项,参与部门,是否紧急
P1,防汛抗旱,应急;水利,是
P2,企业跨区域迁移,市场监管,否
P3,没有的事,,
"""
ASKED = "- {id: A, 事项: 防汛抗旱, 参与部门: [应急, 水利], 是否紧急: 是}\n"


def run(folder: Path, *args: str, language: str = "zh-Hans") -> Result:
    past, asked = folder / "past.csv", folder / "asked.yaml"
    past.write_text(PAST, "utf-8")
    asked.write_text(ASKED, "utf-8")
    words = ["similar", "plan", "--cases", str(past), "--case", str(asked), *args]
    return CliRunner().invoke(make_app(language), words)


def test_similar_cases_are_told_and_bad_rows_reported(tmp_path: Path) -> None:
    """The nearest first, with what agrees; a row that does not fit is no past case."""
    found = run(tmp_path, "--limit", "1")
    assert found.exit_code == 1
    assert "没有的事" in found.stderr
    assert "案件 A" in found.stdout
    assert "最相近的 1 件（既往案件 3 件，其中事实够比的 2 件）" in found.stdout
    assert "相同：事项 防汛抗旱" in found.stdout


def test_the_same_as_data(tmp_path: Path) -> None:
    """JSON with exact shares, CSV with a row for each and headings for the reader."""
    (data,) = json.loads(run(tmp_path, "--format", "json").stdout)
    assert [one["id"] for one in data["cases"]] == ["P1", "P2"]
    assert data["cases"][0]["similarity"] == "1"
    rows = list(csv.DictReader(run(tmp_path, "--format", "csv").stdout.splitlines()))
    assert [(row["名次"], row["编号"], row["相似度"]) for row in rows] == [
        ("1", "P1", "1"),
        ("2", "P2", "0"),
    ]


def test_rulesets_that_do_not_say_what_is_similar(tmp_path: Path) -> None:
    """The kind of document that is needed is named."""
    rules = tmp_path / "r.yaml"
    rules.write_text("kind: vocabulary\nid: v\ndepartments: {a: 甲}\n", "utf-8")
    past = tmp_path / "p.jsonl"
    past.write_text("{}\n", "utf-8")
    found = CliRunner().invoke(
        make_app("zh-Hans"), ["similar", str(rules), "--cases", str(past), "--case", str(past)]
    )
    assert found.exit_code == 2
    assert "similarity" in found.stderr
