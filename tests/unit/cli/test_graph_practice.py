"""``govcoord graph`` asked of cases, logs and plans of enforcement, as its user would."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from govcoord.cli.app import run

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "examples" / "permit_receipts"
LOG = EXAMPLE / "sample" / "events.csv"
CHECKS = "编号,检查对象,检查部门,最早日期,最迟日期\n1,店,税务部门,2026-03-02,2026-03-05\n"


def ask(capsys, *arguments):
    code = run(["graph", *map(str, arguments), "--language", "zh-Hans"])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize(
    ("what", "words"), [("coordination", "建议设立常设协同组"), ("practice", "没有规则规定")]
)
def test_a_log_is_told_and_drawn(capsys, what, words):
    code, out, _ = ask(capsys, EXAMPLE, "--what", what, "--log", LOG)
    assert code == 0
    assert words in out
    assert ask(capsys, EXAMPLE, "--what", what, "--log", LOG, "--format", "svg")[1][:4] == "<svg"


def test_cases_say_which_rules_are_not_used(capsys, tmp_path):
    cases = tmp_path / "cases.jsonl"
    cases.write_text('{"department": "general"}\n', encoding="utf-8")
    code, out, _ = ask(capsys, EXAMPLE, "--what", "practice", "--cases", cases)
    assert code == 0
    assert "从未适用的规则" in out


def test_procedures_are_told(capsys):
    code, out, _ = ask(capsys, ROOT / "rulesets" / "plan", "--what", "procedure")
    assert code == 0
    assert "不动产转移登记：共3个工作日" in out


def test_planned_checks_are_merged(capsys, tmp_path):
    checks = tmp_path / "checks.csv"
    checks.write_text(CHECKS + "2,店,公安机关,2026-03-05,2026-03-09\n", encoding="utf-8")
    code, out, _ = ask(
        capsys, ROOT / "rulesets" / "plan", "--what", "enforcement", "--data", checks
    )
    assert code == 0
    assert "合并为1次，减少1次" in out
    checks.write_text(CHECKS + "2,店,公安,2026-03-05,2026-03-01\n", encoding="utf-8")
    code, _, err = ask(
        capsys, ROOT / "rulesets" / "plan", "--what", "enforcement", "--data", checks
    )
    assert code != 0
    assert "checks[1]" in err


def test_a_file_that_is_wanted_is_asked_for(capsys):
    for what in ("coordination", "practice", "enforcement"):
        code, _, err = ask(capsys, ROOT / "rulesets" / "plan", "--what", what)
        assert code != 0
        assert "需要文件" in err


OFFERED = """
- {编号: 专人调档, 成本: 2, 缩短: {file_transfer: 1}}
- {编号: 两家限时答复, 成本: 3, 缩短: {tax_opinion: 3, insurance_opinion: 3}}
- {id: 只催税务, cost: 1, shorten: {tax_opinion: 3}}
"""


def test_the_cheapest_changes_of_a_procedure(capsys, tmp_path):
    """Named by title or id; what cannot be met is said, and so is what is offered."""
    offered = tmp_path / "changes.yaml"
    offered.write_text(OFFERED, encoding="utf-8")
    asked = (ROOT / "rulesets" / "plan", "--what", "cheapest", "--data", offered)
    relocation = ("--procedure", "企业跨区迁移一件事")
    code, out, _ = ask(capsys, *asked, *relocation, "--target", 11)
    assert code == 0
    assert "成本最低：两家限时答复；成本3，用时11个工作日" in out
    assert "都不能达到目标" in ask(capsys, *asked, *relocation, "--target", 3)[1]
    assert "目标已经达到" in ask(capsys, *asked, *relocation, "--target", 14)[1]
    drawn = ask(capsys, *asked, *relocation, "--target", 11, "--format", "markdown")[1]
    assert "税务清算意见 −3" in drawn
    assert "✓" in drawn
    code, _, err = ask(capsys, *asked)
    assert (code, "business_startup_procedure" in err) == (2, True)
    offered.write_text(OFFERED.replace("tax_opinion", "tax_opinon"), encoding="utf-8")
    code, _, err = ask(capsys, *asked, *relocation)
    assert code != 0
    assert "tax_opinon" in err


def test_two_periods_of_a_log(capsys, tmp_path):
    """Cases before the day and from it on; both words and picture tell what differs."""
    log = tmp_path / "log.csv"
    log.write_text(
        "案件,环节,部门,时间\n1,办,民政部门,2026-01-05\n1,办,税务部门,2026-01-06\n"
        "2,办,民政部门,2026-03-05\n2,办,公安机关,2026-03-08\n",
        encoding="utf-8",
    )
    asked = (ROOT / "rulesets" / "plan", "--what", "changes", "--log", log)
    code, out, _ = ask(capsys, *asked, "--split", "2026-02-01")
    assert code == 0
    assert "2026-02-01之前案件1件，自当日起1件" in out
    assert "新参与：公安机关" in out
    assert "不再参与：税务部门" in out
    data = json.loads(ask(capsys, *asked, "--split", "2026年2月1日", "--format", "json")[1])
    kinds = {edge["kind"] for edge in data["picture"]["edges"]}
    assert (data["split"], kinds) == ("2026-02-01", {"new", "gone"})
    code, _, err = ask(capsys, *asked)
    assert (code, "--split" in err) == (2, True)
