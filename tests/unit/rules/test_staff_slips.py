"""Slips of people who write rulesets with a Chinese keyboard, in Word, in Notepad."""

from __future__ import annotations

from pathlib import Path

import pytest

from govcoord.diagnostics import Diagnostic
from govcoord.handbook.kind_words import KINDS
from govcoord.rules.kinds import KINDS as BUILT_IN
from govcoord.rules.load import load_files, load_texts
from govcoord.rules.said_in_chinese import _KEYS, _KINDS

WORDS = """
kind: vocabulary
id: words
departments: {甲局: {}, 乙局: {}}
attributes:
  事项: {type: choice, values: {加装: {}, 救援: {}}}
"""
LIST = """
kind: negative_list
id: 清单
source: 办法
entries:
  - id: 甲-1
    when: {事项: 加装}
    departments: [甲局, 乙局]
    reason: 分属两家
"""


def found(wrong: str, right: str) -> list[Diagnostic]:
    """What is said of the list with one slip, notes of what was not checked left out."""
    assert wrong in LIST
    loaded = load_texts({"词汇.yaml": WORDS, "清单.yaml": LIST.replace(wrong, right, 1)})
    return [one for one in loaded.diagnostics if one.severity != "note"]


@pytest.mark.parametrize(
    "text", ["甲局、乙局", "甲局，乙局", "【甲局，乙局】", "甲局；乙局", "“甲局”、“乙局”"]
)
def test_names_listed_with_signs_of_chinese_are_answered_with_a_list(text: str) -> None:
    """The list that was meant is offered, and read on with: no error follows from the slip."""
    (one,) = found("[甲局, 乙局]", text)
    assert (one.code, one.suggestion) == ("GC201", "[甲局, 乙局]")


def test_names_in_brackets_are_offered_without_a_second_pair() -> None:
    """What stands between the brackets is what the hint offers to write there."""
    errors = [one for one in found("[甲局, 乙局]", "[甲局、乙局]") if one.severity == "error"]
    assert [(one.code, one.suggestion) for one in errors] == [("GC201", "甲局, 乙局")]


def test_an_unknown_name_in_a_list_with_signs_of_chinese_is_reported_too() -> None:
    """Each name of the list is looked up, as if it had been written right."""
    assert {one.code for one in found("[甲局, 乙局]", "甲局、丙局")} == {"GC201", "GC258"}


def test_quotes_of_word_round_an_id_are_taken_off_in_the_hint() -> None:
    (one,) = found("id: 清单", "id: “清单”")
    assert (one.code, one.suggestion) == ("GC201", "清单")


def test_keys_in_chinese_are_answered_with_the_key() -> None:
    (one,) = found("reason:", "理由:")
    assert (one.code, one.suggestion) == ("GC202", "reason")


def test_a_kind_in_chinese_is_answered_with_the_kind() -> None:
    (one,) = found("kind: negative_list", "kind: 负面清单")
    assert (one.code, one.suggestion) == ("GC273", "negative_list")


@pytest.mark.parametrize("key", ["Kind", "种类", "KIND"])
def test_the_key_of_the_kind_is_recognised_in_other_spellings(key: str) -> None:
    (one,) = found("kind:", f"{key}:")
    assert one.code == "GC272"
    assert one.suggestion == "kind: …"
    assert one.span is not None
    assert one.span.text == key


def test_every_kind_is_known_by_its_chinese_title() -> None:
    """The titles that the handbook prints are words that a writer may try."""
    names = {kind.name for kind in BUILT_IN}
    assert set(_KINDS.values()) == names | {"tests"}
    assert {KINDS[name][0][1]: name for name in names if name in KINDS}.items() <= _KINDS.items()
    assert all(all(key.isascii() for key in keys) for keys in _KEYS.values())


@pytest.mark.parametrize(
    ("written", "meant"),
    [("2026/3/1", "2026-03-01"), ("2026.3.1", "2026-03-01"), ("2026/2/30", None),
     ("2026年2月30日", None), ("明年", None)],
)  # fmt: skip
def test_days_written_otherwise_are_answered_with_the_day(written: str, meant: str | None) -> None:
    """A day that the calendar lacks is called so, and none is offered in its place."""
    (one,) = found("source: 办法", f"source: 办法\nin_force: {{from: {written}}}")
    assert (one.code, one.suggestion) == ("GC201", meant)
    assert ("日历" in one.message("zh-Hans")) == ("30" in written)


@pytest.mark.parametrize(
    ("wrong", "right", "code", "line"),
    [
        ("  - id: 甲-1", "  -id: 甲-1", "GC115", 6),
        ("[甲局, 乙局]", "\n      -甲局\n      -乙局", "GC115", 9),
        ("{事项: 加装}", "｛事项: 加装, 事项: 救援｝", "GC109", 7),
        ("[甲局, 乙局]", "\n    - 甲局\n     - 乙局", "GC105", 10),
    ],
)
def test_the_line_of_the_slip_is_named(wrong: str, right: str, code: str, line: int) -> None:
    """The place is the dash or bracket itself, not the line that no longer fits after it."""
    one = next(one for one in found(wrong, right) if one.code != "GC401")
    assert (one.code, one.span and one.span.line) == (code, line)


def test_a_ruleset_that_notepad_has_saved_as_text_is_pointed_out(tmp_path: Path) -> None:
    """Windows hides `.txt`: the file seems to be there, and none of its rules is checked."""
    (tmp_path / "词汇.yaml").write_text(WORDS, encoding="utf-8")
    (tmp_path / "清单.yaml.txt").write_text(LIST, encoding="utf-8")
    (tmp_path / "牵头.txt").write_bytes("# 牵头\nkind：lead_responsibility\n".encode("gbk"))
    (tmp_path / "会议记录.txt").write_text("今天开会", encoding="utf-8")
    loaded = load_files([tmp_path])
    unread = [
        one.span.source.name for one in loaded.diagnostics if one.code == "GC164" and one.span
    ]
    assert [Path(name).name for name in unread] == ["清单.yaml.txt", "牵头.txt"]


def test_endings_in_capitals_are_read(tmp_path: Path) -> None:
    """Some programs save `.YAML`; leaving such a file out would say that nothing is wrong."""
    (tmp_path / "词汇.YAML").write_text(WORDS, encoding="utf-8")
    (tmp_path / "清单.Test.YAML").write_text("kind: tests\n", encoding="utf-8")
    assert load_files([tmp_path]).diagnostics == ()


FACTS_IN_CHINESE = """
kind: vocabulary
id: words
departments: {甲局: {}, 乙局: {}}
matters: {加装: {title: 加装电梯}}
attributes:
  办件: {type: choice, of: matters}
  参与部门: {type: set, of: departments}
  被查部门: {type: set, of: departments}
---
kind: negative_list
id: 清单
source: 办法
entries: [{id: 甲-1, when: {办件: 加装}, departments: [甲局, 乙局], reason: 分属两家}]
---
kind: lead_responsibility
id: 牵头
source: 办法
applies_when: {joint_required: 是}
unresolved: {refer_to: 甲局, within: 5个工作日}
rules: [{id: 乙-1, when: {办件: 加装}, lead: 乙局}]
---
kind: matching
id: 归口
source: 办法
threshold: 3
margin: 2
title_weight: 3
"""


def test_who_takes_part_is_known_by_a_chinese_name_of_the_fact() -> None:
    """A vocabulary in Chinese has `参与部门` where others have `departments`."""
    plan = load_texts({"a.yaml": FACTS_IN_CHINESE}).plan
    assert plan is not None
    assert plan.evaluate({"办件": "加装", "参与部门": ["甲局"]}).view("missing_departments") == {
        "乙局"
    }
    asked = plan.evaluate({"办件": "加装"}).explain("zh-Hans")
    assert "待查明：参与部门" in asked


def test_nothing_is_asked_for_that_no_fact_can_tell() -> None:
    """Where no fact says who takes part, nobody is sent to find it out."""
    text = FACTS_IN_CHINESE.replace("  参与部门: {type: set, of: departments}\n", "")
    plan = load_texts({"a.yaml": text}).plan
    assert plan is not None
    assert "待查明" not in plan.evaluate({"办件": "加装"}).explain("zh-Hans")


def test_a_request_finds_its_lead_whatever_the_fact_of_the_matter_is_called() -> None:
    """The fact that is one of the matters is the matter of the case."""
    plan = load_texts({"a.yaml": FACTS_IN_CHINESE}).plan
    assert plan is not None
    found = plan.assess("归口", {"text": "想加装电梯"})
    assert (found.matter, found.department, found.department_by) == ("加装", "乙局", "rules")
