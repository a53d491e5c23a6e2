"""``govcoord risks``, as its user would call it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from shipped import shipped_plan

from govcoord.cli.app import run

SMALL = Path(__file__).parent / "small"


@pytest.fixture(autouse=True)
def _wide(monkeypatch):
    """Room for every column, whatever the terminal."""
    monkeypatch.setenv("COLUMNS", "200")


def ask(capsys, *arguments, language="zh-Hans"):
    code = run(["risks", *map(str, arguments), "--language", language])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_register_stands_as_written_while_nothing_is_known(capsys):
    """Without a file of cases every risk has a row, with how far it may rise."""
    code, out, _ = ask(capsys, "plan")
    view = shipped_plan().views["risks"]
    assert code == 0
    assert all(risk.id in out for document in view.documents for risk in document.risks)
    assert "RL-1 机制因人而异" in out
    assert "20 极高" in out
    assert "案件" not in out


def test_each_case_has_its_table_and_a_bad_one_is_told(capsys, tmp_path):
    """Triggers that hold raise a risk; a case that does not fit is rejected by its place."""
    cases = tmp_path / "cases.yaml"
    cases.write_text("- {id: 甲, 主要负责人是否变动: 是}\n- {主要负责人是否变动: 也许}\n", "utf-8")
    code, out, err = ask(capsys, "plan", "--cases", cases)
    assert code == 1
    assert "案件 甲" in out
    row = next(line for line in out.splitlines() if line.startswith("RL-1"))
    assert "16 高" in row
    assert "RL-1a" in row
    assert "cases.yaml:2" in err
    (found,) = json.loads(ask(capsys, "plan", "--cases", cases, "--format", "json")[1])
    assert (found["case"], found["risks"][0]["current"]["level"]) == ("甲", 16)


def test_rulesets_without_a_register_are_told(capsys):
    """There is nothing to show."""
    code, _, err = ask(capsys, SMALL / "rules.yaml", language="en")
    assert code == 2
    assert "risk register" in err
