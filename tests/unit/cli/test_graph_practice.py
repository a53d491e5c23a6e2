"""``govcoord graph`` asked of cases, logs and plans of enforcement, as its user would."""

from __future__ import annotations

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
