"""``govcoord diff``: what it prints in each form and language, and its exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.fixture
def edited(small: Path, tmp_path: Path) -> Callable[..., Path]:
    """Makes a version of the small ruleset in which words are replaced."""

    def make(*pairs: tuple[str, str]) -> Path:
        text = (small / "rules.yaml").read_text("utf-8")
        for word, other in pairs:
            assert word in text
            text = text.replace(word, other)
        path = tmp_path / f"new{len(list(tmp_path.iterdir()))}.yaml"
        path.write_text(text, "utf-8")
        return path

    return make


LIMIT = (("20万元以上", "30万元以上"), ("不满20万元", "不满30万元"))


def test_a_moved_threshold_is_the_cases_between(run: Run, small: Path, edited) -> None:
    """The region, both answers with their rules, and an example."""
    result = run("diff", small / "rules.yaml", edited(*LIMIT))
    assert result.exit_code == 1
    assert "domain: environment; amount: at least 200,000 yuan and less than 300,000 yuan" in (
        result.stdout
    )
    assert 'before: level: "city" [`R2`]' in result.stdout
    assert 'after: level: "district" [`R3`]' in result.stdout
    assert "{amount: 200000, domain: environment}" in result.stdout


def test_a_refactoring_changes_nothing(run: Run, small: Path, edited) -> None:
    """Exit code 0 and one line, in each language."""
    new = edited(("id: R1", "id: R9"), ("amount: 10元以上}", "amount: not(不满10元)}"))
    result = run("diff", small / "rules.yaml", new)
    assert (result.exit_code, result.stdout) == (
        0,
        "No case changes: proved for all 3 tables.\n",
    )
    again = run("diff", small / "rules.yaml", new, language="zh-Hans")
    assert again.stdout == "没有案件受影响：全部 3 张表均已证明。\n"


def test_other_rules_for_the_same_answer_are_listed_on_request(
    run: Run, small: Path, edited
) -> None:
    """And are no change."""
    new = edited(("id: R1", "id: R9"))
    result = run("diff", small / "rules.yaml", new, "--same-answers")
    assert result.exit_code == 0
    assert "same answer, other rules" in result.stdout
    assert "`R9` care" in result.stdout


def test_a_new_choice_comes_first_and_the_old_version_refuses_it(
    run: Run, small: Path, edited
) -> None:
    """The vocabulary, then the region that only the new version has words for."""
    new = edited(
        ("domains:\n", "domains:\n  pets: {title: pets}\n"),
        ("when: {domain: elderly_care}", "when: {domain: [elderly_care, pets]}"),
    )
    text = run("diff", small / "rules.yaml", new).stdout
    assert text.index("new in `domains`: `pets` (pets)") < text.index("domain: pets")
    assert "before: such cases are refused" in text
    back = run("diff", new, small / "rules.yaml").stdout
    assert "gone from `domains`" in back
    assert "after: such cases are refused" in back


def test_tables_on_one_side_only(run: Run, small: Path, edited) -> None:
    """They are named as new or gone."""
    text = (small / "rules.yaml").read_text("utf-8")
    new = edited((text[text.index("---\nkind: table\nid: size") :], ""))
    assert "this table is gone" in run("diff", small / "rules.yaml", new).stdout
    assert "this table is new" in run("diff", new, small / "rules.yaml").stdout


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["## What changes", "| | before | after |", "| level |", "<details>", "```yaml"]),
        ("zh-Hans", ["## 有哪些变化", "| | 原来 | 现在 |", "金额：至少20万元且不足30万元"]),
        ("zh-Hant", ["## 有哪些變化", "| | 原來 | 現在 |", "金額"]),
    ],
)
def test_markdown_for_a_pull_request(
    run: Run, small: Path, edited, language: str, words: list[str]
) -> None:
    """Headings, a table of before and after, the example as YAML."""
    new = edited(*LIMIT)
    result = run("diff", small / "rules.yaml", new, "--format", "markdown", language=language)
    assert result.exit_code == 1
    for word in words:
        assert word in result.stdout


def test_json_has_regions_answers_and_counts(run: Run, small: Path, edited) -> None:
    """As data."""
    cases = small / "cases.csv"
    new = edited(*LIMIT)
    result = run("diff", small / "rules.yaml", new, "--cases", cases, "--format", "json")
    data = json.loads(result.stdout)
    (change,) = data["tables"][0]["changes"]
    assert change["before"]["values"] == {"leader": "health", "level": "city"}
    assert change["after"]["rules"] == ["R3"]
    assert change["witness"] == {"amount": 200000, "domain": "environment"}
    assert change["confirmed"] is True
    counted = data["cases"]
    assert counted["changes"][0]["first"] == ["b"]
    sums = counted["same"] + counted["changed"] + counted["rejected"]["both"]
    assert (counted["cases"], sums) == (4, 4)


def test_cases_that_one_version_rejects_are_counted(
    run: Run, small: Path, edited, tmp_path: Path
) -> None:
    """None is lost: rejected by both, by the old version only, by the new one only."""
    new = edited(
        (
            "amount: {type: quantity, unit: yuan, min: 0",
            "amount: {type: quantity, unit: yuan, min: 5",
        )
    )
    cases = tmp_path / "cases.jsonl"
    rows = [{"id": "a", "amount": 3}, {"id": "b", "amount": 7}, {"id": "c", "colour": "red"}]
    cases.write_text("\n".join(map(json.dumps, rows)) + "\n[1]\n", "utf-8")
    result = run("diff", small / "rules.yaml", new, "--cases", cases)
    assert "cases: 4, changed: 0, the same: 1" in result.stdout
    assert "rejected by both versions: 2 (c, 4)" in result.stdout
    assert "rejected by the new version only: 1 (a)" in result.stdout


def test_one_ruleset_on_two_days(run: Run) -> None:
    """The lead of smart city matters changes with the reform; nothing between ordinary days."""
    result = run("diff", "plan", "--on", "2024-12-31", "--and", "2025-01-01")
    assert result.exit_code == 1
    assert "domain in charge: smart city" in result.stdout
    assert "data administration" in result.stdout
    assert "`received` = 2024-12-31" in result.stdout


def test_the_plan_against_itself(run: Run) -> None:
    """Nothing changes, also as of one day."""
    assert run("diff", "plan", "plan").exit_code == 0
    assert run("diff", "plan", "plan", "--on", "2025-03-01").exit_code == 0


def test_wrong_use(run: Run, small: Path, tmp_path: Path) -> None:
    """One version without days, a day without the other, rulesets with errors, no file."""
    rules = small / "rules.yaml"
    one = run("diff", rules)
    assert one.exit_code == 2
    assert "second version" in one.stderr
    assert run("diff", rules, rules, "--and", "2025-01-01").exit_code == 2
    assert run("diff", rules, small / "broken.yaml").exit_code == 2
    assert run("diff", rules, tmp_path / "nowhere.yaml").exit_code == 2
    assert run("diff", rules, rules, "--on", "soon").exit_code == 2
