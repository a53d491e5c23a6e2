"""The commands: what they print, where, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import Result
from rich.cells import cell_len

from govcoord.case_files import read_cases

Run = Callable[..., Result]


# check


def test_check_is_quiet_about_sound_rulesets(run: Run, sound: Path) -> None:
    """Exit code 0, one line on stderr."""
    result = run("check", sound)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "no problems" in result.stderr


def test_check_shows_every_problem_with_its_place(run: Run, small: Path) -> None:
    """Like a compiler: code, place, the line with a caret; exit code 1."""
    result = run("check", small / "broken.yaml")
    assert result.exit_code == 1
    assert f"--> {small.as_posix()}/broken.yaml:5:" in result.stdout
    assert "error[GC263]" in result.stdout
    assert "^" in result.stdout


def test_check_as_json(run: Run, small: Path) -> None:
    """The diagnostics as data, in the language."""
    result = run("check", small / "broken.yaml", "--format", "json", language="zh-Hans")
    data = json.loads(result.stdout)
    assert {d["code"] for d in data["diagnostics"]} == {"GC263"}
    assert "没有输出项" in data["diagnostics"][0]["message"]


def test_check_strict_minds_warnings(run: Run, tmp_path: Path) -> None:
    """A warning is a finding with --strict only."""
    file = tmp_path / "v.yaml"
    file.write_text("\ufeffkind: vocabulary\nid: v\n", "utf-8")
    usual, strict = run("check", file), run("check", file, "--strict")
    assert usual.exit_code == 0
    assert strict.exit_code == (1 if "warning" in strict.stdout else 0)


def test_check_of_nothing_is_wrong_use(run: Run, tmp_path: Path) -> None:
    """A path that is not there, a folder without rulesets."""
    assert run("check", tmp_path / "no.yaml").exit_code == 2
    assert run("check", tmp_path).exit_code == 2


# evaluate


def test_evaluate_shows_a_table_and_reports_rejected_cases(run: Run, small: Path) -> None:
    """Decisions on stdout; rejected cases with place, value, what was expected, on stderr."""
    result = run("evaluate", small / "rules.yaml", "--cases", small / "cases.csv")
    assert result.exit_code == 1
    lines = [line.split() for line in result.stdout.splitlines()]
    assert lines[0][:4] == ["case", "leader", "level", "size"]
    assert lines[1][:4] == ["a", "civil", "affairs", "city"]
    assert lines[2][:4] == ["b", "health", "city", "big"]
    assert "cases.csv:4: case `c`: `domain` is `envronment`" in result.stderr
    assert "did you mean `environment`?" in result.stderr
    assert "cases.csv:5: case `d`: `amount` is `-5`" in result.stderr
    assert result.stderr.splitlines()[-1] == "4 cases: 2 decisions, 2 rejected"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-Hans", ["民政局", "待查明", "案件退回", "4 件案件：2 件已判定，2 件退回", "之一"]),
        ("zh-Hant", ["民政局", "案件退回", "4 件案件：2 件已判定，2 件退回", "應為"]),
    ],
)
def test_evaluate_in_chinese(run: Run, small: Path, language: str, words: list[str]) -> None:
    """Titles, headings and reports; the columns line up although characters are wide."""
    result = run(
        "evaluate", small / "rules.yaml", "--cases", small / "cases.csv", language=language
    )
    assert all(word in result.stdout + result.stderr for word in words)


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("en", "domain, amount; health: answered; participants 2: answered"),
        ("zh-Hans", "领域、金额；卫健委：已答复；参与方 2：已答复"),
    ],
)
def test_open_questions_name_the_department(
    run: Run, small: Path, language: str, wanted: str
) -> None:
    """A record without a department has its number."""
    case = '{"participants": [{"department": "health"}, {}]}'
    args = ("evaluate", small / "rules.yaml", "--cases", "-")
    result = run(*args, language=language, stdin=case)
    assert "".join(wanted.split()) in "".join(result.stdout.split())


def test_rejected_cases_are_told_by_titles(run: Run, small: Path) -> None:
    """Of attributes and of the values that would do."""
    args = ("evaluate", small / "rules.yaml", "--cases", small / "cases.csv")
    told = run(*args, language="zh-Hans").stderr
    assert "案件 `c`：`领域` 为 `envronment`\n  = 应为：`养老服务`、`生态环境` 之一" in told
    record = run(*args[:3], "-", language="zh-Hans", stdin='{"participants": [{"answered": 5}]}')
    assert "participants[0]：`已答复` 为 `5`" in record.stderr


def test_tables_fit_the_line(run: Run, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists are broken after their marks, and nothing is lost."""
    monkeypatch.setenv("COLUMNS", "40")
    case = '{"participants": [{"department": "health"}, {}]}'
    args = ("evaluate", small / "rules.yaml", "--cases", "-")
    lines = run(*args, language="zh-Hans", stdin=case).stdout.splitlines()
    assert max(map(cell_len, lines)) <= 40
    assert "".join("".join(lines[1:]).split()).endswith("卫健委：已答复；参与方2：已答复")


def test_evaluate_as_json_lines(run: Run, small: Path, tmp_path: Path) -> None:
    """One line for every case, rejected ones included."""
    out = tmp_path / "out.jsonl"
    args = ("evaluate", small / "rules.yaml", "--cases", small / "cases.csv", "--format", "jsonl")
    result = run(*args, "--output", out)
    assert result.stdout == ""
    records = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [record["id"] for record in records] == ["a", "b", "c", "d"]
    assert records[0]["outcomes"][0]["values"]["leader"] == "civil_affairs"
    assert records[2]["rejected"]["attribute"] == "domain"
    assert [json.loads(line) for line in run(*args).stdout.splitlines()] == records


def test_evaluate_as_json(run: Run, small: Path) -> None:
    """One array; an empty one for no cases."""
    args = ("evaluate", small / "rules.yaml", "--format", "json", "--cases")
    assert len(json.loads(run(*args, small / "cases.csv").stdout)) == 4
    assert json.loads(run(*args, "-", stdin="").stdout) == []


def test_evaluate_reads_standard_input(run: Run, small: Path) -> None:
    """JSON lines unless another format is named."""
    args = ("evaluate", small / "rules.yaml", "--format", "jsonl", "--cases", "-")
    result = run(*args, stdin='{"id": 1, "domain": "养老服务"}\n')
    assert json.loads(result.stdout)["place"] == "<stdin>:1"
    assert run(*args, "--cases-format", "csv", stdin="id\n1\n").exit_code == 0


def test_evaluate_strict_stops(run: Run, small: Path) -> None:
    """At the first rejected case."""
    result = run("evaluate", small / "rules.yaml", "--cases", small / "cases.csv", "--strict")
    assert result.exit_code == 1
    assert "3 cases: 2 decisions, 1 rejected" in result.stderr


def test_evaluate_limit(run: Run, small: Path) -> None:
    """Only so many cases are read."""
    args = ("evaluate", small / "rules.yaml", "--cases", small / "cases.csv", "--limit", 2)
    result = run(*args)
    assert result.exit_code == 0
    assert "2 cases: 2 decisions, 0 rejected" in result.stderr


def test_evaluate_as_of_a_day(run: Run, small: Path) -> None:
    """The day stands in the facts of every case."""
    args = ("evaluate", small / "rules.yaml", "--format", "jsonl", "--cases", "-", "--as-of")
    result = run(*args, "2025年3月1日", stdin="{}\n")
    assert json.loads(result.stdout)["facts"]["as_of"] == "2025-03-01"


def test_evaluate_tells_cases_before_a_break_in_the_file(run: Run, small: Path) -> None:
    """And that the file could not be read on; exit code 2."""
    args = ("evaluate", small / "rules.yaml", "--cases", "-", "--cases-format", "json")
    result = run(*args, stdin='[{"id": "a"}, {"id"')
    assert result.exit_code == 2
    assert "error[GC171]" in result.stderr
    assert "1 cases: 1 decisions, 0 rejected" in result.stderr


def test_evaluate_does_not_write_over_its_cases(run: Run, small: Path, tmp_path: Path) -> None:
    """The file of cases is left alone."""
    file = tmp_path / "c.csv"
    file.write_text("id\n1\n", "utf-8")
    result = run("evaluate", small / "rules.yaml", "--cases", file, "--output", file)
    assert result.exit_code == 2
    assert file.read_text("utf-8") == "id\n1\n"


def test_evaluate_with_broken_rulesets(run: Run, small: Path) -> None:
    """Their problems are shown; nothing is evaluated."""
    result = run("evaluate", small / "broken.yaml", "--cases", small / "cases.csv")
    assert result.exit_code == 2
    assert "error[GC263]" in result.stderr


def test_a_table_of_many_cases_keeps_its_columns(run: Run, small: Path) -> None:
    """Rows are laid out in batches under one heading."""
    cases = "".join(f'{{"id": "case-{n}", "domain": "养老服务"}}\n' for n in range(450))
    result = run("evaluate", small / "rules.yaml", "--cases", "-", stdin=cases, language="zh-Hans")
    lines = result.stdout.splitlines()
    assert len(lines) == 451
    assert {line.index("民政局") for line in lines[1:]} == {lines[1].index("民政局")}


def test_what_users_write_is_not_taken_for_markup(run: Run, small: Path) -> None:
    """Brackets are shown as they are."""
    case = '{"id": "[red]x[/red]", "domain": "[bold]"}\n'
    result = run("evaluate", small / "rules.yaml", "--cases", "-", stdin=case)
    assert "case `[red]x[/red]`: `domain` is `[bold]`" in result.stderr


# explain


def test_explain_by_id_and_by_number(run: Run, small: Path) -> None:
    """An id comes before a number."""
    args = ("explain", small / "rules.yaml", "--cases", small / "cases.csv", "--case")
    by_id, by_number = run(*args, "b"), run(*args, 2)
    assert by_id.exit_code == 0
    assert by_id.stdout == by_number.stdout
    assert "cases.csv:3" in by_id.stdout
    assert "R2" in by_id.stdout


def test_explain_in_chinese(run: Run, small: Path) -> None:
    """In the language of the command."""
    args = ("explain", small / "rules.yaml", "--cases", small / "cases.csv", "--case", "a")
    assert "由谁牵头" in run(*args, language="zh-Hans").stdout


def test_explain_a_case_that_is_not_there_or_rejected(run: Run, small: Path) -> None:
    """Wrong use, and a finding."""
    args = ("explain", small / "rules.yaml", "--cases", small / "cases.csv", "--case")
    missing, rejected = run(*args, "z"), run(*args, "c")
    assert missing.exit_code == 2
    assert "no case `z` among 4 cases" in missing.stderr
    assert rejected.exit_code == 1
    assert "envronment" in rejected.stderr


# test


@pytest.fixture
def folder(small: Path, tmp_path: Path) -> Path:
    """The small ruleset with its tests, without the broken one."""
    for name in ("rules.yaml", "rules.test.yaml"):
        (tmp_path / name).write_text((small / name).read_text("utf-8"), "utf-8")
    return tmp_path


def test_test_of_a_sound_folder(run: Run, folder: Path) -> None:
    """All tests pass."""
    result = run("test", folder)
    assert (result.exit_code, result.stdout.strip()) == (0, "tests: 4, passed: 4, failed: 0")


FAILING = """kind: tests
tests:
  - {name: wrong, source: plan §9, case: {domain: elderly_care}, expect: {leader: health}}
  - {name: right, case: {domain: elderly_care}, expect: {leader: civil_affairs}}
  - {name: wrong again, case: {}, expect: {size: big}}
"""


def test_test_shows_expected_actual_and_the_rules(run: Run, folder: Path) -> None:
    """A diff, the source of the test, the rules responsible with their places."""
    (folder / "more.test.yaml").write_text(FAILING, "utf-8")
    result = run("test", folder)
    assert result.exit_code == 1
    text = result.stdout
    assert "failed: wrong\n" in text
    assert "- expected: health" in text
    assert "+ actual: civil_affairs" in text
    assert "R1 care" in text
    assert "rules.yaml:" in text
    assert "plan §9" in text


def test_test_can_choose_and_stop_early(run: Run, folder: Path) -> None:
    """-k takes a part of the name, --fail-fast stops at the first failure."""
    (folder / "more.test.yaml").write_text(FAILING, "utf-8")
    assert "tests: 1, passed: 1" in run("test", folder, "-k", "RIGHT").stdout
    assert "tests: 1, passed: 0" in run("test", folder / "more.test.yaml", "--fail-fast").stdout
    assert run("test", folder, "-k", "nothing like it").exit_code == 2


def test_test_as_json_and_junit(run: Run, folder: Path) -> None:
    """Machines can read the results."""
    (folder / "more.test.yaml").write_text(FAILING, "utf-8")
    data = json.loads(run("test", folder, "--format", "json").stdout)
    assert (data["tests"], data["passed"], data["failed"]) == (7, 5, 2)
    failed = next(r for r in data["results"] if r["name"] == "wrong")
    assert failed["mismatches"][0]["expected"] == "health"
    assert failed["mismatches"][0]["rules"][0]["rule"] == "R1"
    root = ElementTree.fromstring(run("test", folder, "--format", "junit").stdout.encode())
    assert root.get("failures") == "2"
    assert len(root.findall("testsuite/testcase")) == 7


def test_test_with_broken_tests_is_wrong_use(run: Run, folder: Path) -> None:
    """Exit code 2 and the problem with its place; sound tests are run all the same."""
    (folder / "bad.test.yaml").write_text("kind: tests\ntests: [{name: x}]\n", "utf-8")
    result = run("test", folder)
    assert result.exit_code == 2
    assert "error[GC281]" in result.stdout
    assert "passed: 4" in result.stdout
    junit = run("test", folder, "--format", "junit").stdout
    assert ElementTree.fromstring(junit.encode()).get("errors") == "1"


# score

SCORECARD = """
---
kind: scorecard
id: yearly
title: {en: yearly appraisal, zh-Hans: 年度考核}
rounding: {digits: 2}
missing: fail
indicators:
  quality: {title: {en: quality, zh-Hans: 质量}, weight: 60%, normalise: points}
  coordination: {title: {en: coordination, zh-Hans: 协同}, weight: 40%, normalise: points}
bands: {good: {title: {en: good, zh-Hans: 良好}, at_least: 80}, poor: {below: 80}}
ranking: {ties: same_rank_then_skip}
"""


@pytest.fixture
def scored(folder: Path) -> Path:
    """The small ruleset with a scorecard, and a file of figures."""
    rules = (folder / "rules.yaml").read_text("utf-8")
    (folder / "rules.yaml").write_text(rules + SCORECARD, "utf-8")
    figures = "department,质量,coordination\n民政局,90,80.5\nhealth,70,60\n"
    (folder / "figures.csv").write_text(figures, "utf-8")
    return folder


def test_score_as_a_table(run: Run, scored: Path) -> None:
    """Places, titles and grades; the only scorecard need not be named."""
    result = run("score", scored, "--figures", scored / "figures.csv", language="zh-Hans")
    assert result.exit_code == 0
    rows = [line.split() for line in result.stdout.splitlines()]
    assert rows[1][:4] == ["1", "民政局", "86.20", "良好"]
    assert rows[2][:3] == ["2", "卫健委", "66.00"]


def test_score_as_csv_and_json(run: Run, scored: Path) -> None:
    """Machines get exact figures."""
    args = ("score", scored, "--scorecard", "年度考核", "--figures", scored / "figures.csv")
    rows = list(csv.DictReader(io.StringIO(run(*args, "--format", "csv").stdout)))
    assert [(row["subject"], row["exact"]) for row in rows] == [
        ("civil_affairs", "86.2"),
        ("health", "66"),
    ]
    data = json.loads(run(*args, "--format", "json").stdout)
    assert data["ranking"][0]["subject"] == "civil_affairs"


def test_score_explains_one_subject(run: Run, scored: Path) -> None:
    """By id or title; an unknown one is wrong use."""
    args = ("score", scored, "--figures", scored / "figures.csv", "--explain")
    assert "86.2" in run(*args, "民政局").stdout
    assert run(*args, "civil_affairs").stdout == run(*args, "民政局").stdout
    unknown = run(*args, "nobody")
    assert unknown.exit_code == 2
    assert "civil_affairs, health" in unknown.stderr


def test_score_reports_every_figure_that_does_not_fit(run: Run, scored: Path) -> None:
    """Nothing is scored; exit code 1."""
    (scored / "figures.csv").write_text("department,quality\nhealth,lots\nnobody,1\n", "utf-8")
    result = run("score", scored, "--figures", scored / "figures.csv")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "`quality` is `lots`" in result.stderr
    assert "nobody" in result.stderr


def test_score_names_what_is_missing(run: Run, small: Path, scored: Path) -> None:
    """No scorecard, an unknown one, no such file."""
    none = run("score", small / "rules.yaml", "--figures", "x.csv")
    unknown = run("score", scored, "--scorecard", "x", "--figures", "x.csv")
    no_file = run("score", scored, "--figures", scored / "no.csv")
    assert [r.exit_code for r in (none, unknown, no_file)] == [2, 2, 2]
    assert "no scorecard" in none.stderr
    assert "known: yearly" in unknown.stderr
    assert "GC160" in no_file.stderr


# demo


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_demo(run: Run, language: str) -> None:
    """A table, one decision explained, a question of every group of mechanisms, scores."""
    result = run("demo", language=language)
    assert result.exit_code == 0, result.stderr
    assert {"en": "Facts", "zh-Hans": "事实", "zh-Hant": "事實"}[language] in result.stdout
    assert "101.60" in result.stdout
    forecast = {"en": "forecast by the limits", "zh-Hans": "按剩余时限", "zh-Hant": "按剩餘時限"}
    for told in ("2026-03-11", forecast[language], "400,000.01", "30/31", "2026-W08"):
        assert told in result.stdout
    assert result.stdout.count("(GC") == 2  # a contradiction of targets, norms that clash


def test_demo_asks_in_the_language_of_the_reader(run: Run) -> None:
    """Every question of the file is asked, and answered in at least a line."""
    scenes = read_cases(Path(__file__).parents[3] / "examples" / "demo" / "mechanisms.yaml")
    count = sum(1 for _ in scenes)
    assert count >= 10
    for language in ("en", "zh-Hans", "zh-Hant"):
        lines = run("demo", language=language).stdout.splitlines()
        asked = [n for n, line in enumerate(lines) if re.match(r"\d+ .*\([A-Za-z_]+\d*\)$", line)]
        assert [lines[n].split()[0] for n in asked] == [str(n) for n in range(1, count + 1)]
        assert all(lines[n + 1].startswith("    ") for n in asked)


def test_demo_shows_places_from_where_one_stands(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a checkout they are those of the folder `examples`."""
    monkeypatch.chdir(Path(__file__).parents[3])
    assert "案件退回：examples/demo/cases.yaml:" in run("demo", language="zh-Hans").stderr
