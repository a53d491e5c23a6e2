"""``govcoord audit`` on the command line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from click.testing import CliRunner, Result

from govcoord.cli.app import make_app

RULES = """
kind: vocabulary
id: v
departments: {a: 甲}
attributes: {amount: {type: quantity, unit: 元, title: 金额}}
---
kind: table
id: size
outputs: {size: {type: text}}
rules: [{id: S, when: {amount: 20万元以上}, then: {size: big}}]
"""


def run(*args: object, language: str = "zh-Hans") -> Result:
    return CliRunner().invoke(make_app(language), ["audit", *map(str, args)])


def written(folder: Path, cases: str) -> tuple[Path, Path, Result]:
    """A trail of the cases, the rules, and what appending printed."""
    rules, trail, file = (folder / name for name in ("r.yaml", "trail.jsonl", "c.jsonl"))
    rules.write_text(RULES, encoding="utf-8")
    file.write_text(cases, encoding="utf-8")
    by = ("--who", "值班员", "--when", "2025-03-03 09:00")
    return trail, rules, run("append", trail, "--rules", rules, "--cases", file, *by)


def test_a_trail_is_written_verified_and_decided_again(tmp_path: Path) -> None:
    """The head's hash is printed; with it the trail holds, by the same rules it comes out equal."""
    trail, rules, appended = written(tmp_path, '{"amount": 200000}\n{"金额": "1万元"}\n')
    assert appended.exit_code == 0
    head = appended.stdout.split()[-1]
    assert run("verify", trail, "--head", head).stdout == "记录完整，未被改动\n"
    again = run("replay", trail, "--rules", rules)
    assert (again.exit_code, again.stdout) == (0, "共 2 行，结论相同 2 行\n")


def test_what_was_changed_is_named(tmp_path: Path) -> None:
    """An edited line and one that is gone are found; other rules are told apart."""
    trail, rules, appended = written(tmp_path, '{"amount": 200000}\n{"amount": 1}\n')
    head = appended.stdout.split()[-1]
    lines = trail.read_text("utf-8").splitlines(keepends=True)
    trail.write_text(lines[0], "utf-8")
    assert "与另存的最后一行不符" in run("verify", trail, "--head", head).stdout
    trail.write_text(lines[0].replace("200000", "300000") + lines[1], "utf-8")
    broken = run("verify", trail)
    assert (broken.exit_code, broken.stdout) == (1, "第 1 行：内容被改动\n")
    trail.write_text("".join(lines), "utf-8")
    rules.write_text(RULES.replace("20万", "30万"), "utf-8")
    again = run("replay", trail, "--rules", rules)
    assert again.exit_code == 1
    assert "第 1 行（值班员、2025-03-03 09:00）：重新判定的结论不同" in again.stdout
    assert "当时依据的是另一版规则" in again.stdout
    assert "size：当时 size为big；现在 无适用规则（当时依据 S，现在依据 —）" in again.stdout
    assert "共 2 行，结论相同 1 行\n其中 2 行当时依据另一版规则" in again.stdout
    table = list(
        csv.DictReader(
            run("replay", trail, "--rules", rules, "--format", "csv").stdout.splitlines()
        )
    )
    assert [(row["行"], row["情况"], row["当时的规则"]) for row in table] == [
        ("1", "differs", "S"),
        ("2", "same", ""),
    ]
    data = json.loads(run("replay", trail, "--rules", rules, "--format", "json").stdout)
    assert (data["lines"], data["same"], data["proved"]) == (2, 1, 0)
    assert data["found"][0]["changes"][0]["then"] == {"status": "decided", "size": "big"}


def test_a_case_that_does_not_fit_is_not_recorded(tmp_path: Path) -> None:
    """It is reported, and the others go on."""
    trail, _, appended = written(tmp_path, '{"amount": "x"}\n{"amount": 1}\n')
    assert appended.exit_code == 1
    assert len(trail.read_text("utf-8").splitlines()) == 1


def test_what_is_needed_is_asked_for(tmp_path: Path) -> None:
    """A missing file and missing options are named."""
    trail = tmp_path / "t.jsonl"
    assert "没有文件" in run("verify", trail).stderr
    assert "--rules" in run("append", trail).stderr
    rules = tmp_path / "r.yaml"
    rules.write_text(RULES, "utf-8")
    assert "--who" in run("append", trail, "--rules", rules).stderr
    trail.write_text("no trail\n", "utf-8")
    assert run("verify", trail).exit_code == 1
    (tmp_path / "c.jsonl").write_text('{"amount": 1}\n', "utf-8")
    by = ("--who", "a", "--when", "b", "--cases", tmp_path / "c.jsonl")
    assert "未追加" in run("append", trail, "--rules", rules, *by).stderr
