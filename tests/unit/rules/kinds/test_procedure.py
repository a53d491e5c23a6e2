"""The kind `procedure`: what is checked at load, the model, states in words."""

from __future__ import annotations

import json
import pickle
import re
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from shipped import shipped_plan

from govcoord.api import load_texts
from govcoord.errors import RulesetError
from govcoord.plain import jsonable

WORDS = """
kind: vocabulary
id: words
departments: {window: 窗口, health: 卫健, ecology: 环保}
choices: {suspension_grounds: {hearing: 听证}}
attributes:
  food: {type: boolean}
  size: {type: integer}
"""
PLAN = shipped_plan()
PROCEDURES = [one for one in PLAN.mechanisms.values() if one.kind == "procedure"]


def written(*steps: str, limit: str = "statutory: 10个工作日", more: str = "") -> str:
    lines = "\n".join(f"  - {{{step}}}" for step in steps)
    head = "kind: procedure\nid: p\nsource: 办法\nlead: window\n"
    return f"{head}limit: {{{limit}}}\n{more}steps:\n{lines}\n"


def codes(text: str) -> list[str]:
    try:
        plan = load_texts({"words.yaml": WORDS, "p.yaml": text})
    except RulesetError as error:
        return [one.code for one in error.diagnostics]
    return [one.code for one in plan.warnings]


A = "id: a, department: window, limit: 4个工作日"
B = "id: b, department: health, limit: 4个工作日, after: [a]"
C = "id: c, department: ecology, limit: 4个工作日, after: [b]"


def test_a_chain_that_is_too_long_is_named() -> None:
    """With its path and length; side by side the same steps fit."""
    with pytest.raises(RulesetError) as caught:
        load_texts({"words.yaml": WORDS, "p.yaml": written(A, B, C)})
    (found,) = caught.value.diagnostics
    assert found.code == "GC444"
    assert "a → b → c takes 12 workdays" in found.message()
    assert "a → b → c 需要 12个工作日" in found.message("zh-Hans")
    assert codes(written(A, B, C.replace("[b]", "[a]"))) == []


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("when: {food: 是}", "when: {food: 否}", []),
        ("when: {food: 是}", "when: {size: 大于3}", ["GC444"]),
        ("when: {size: 小于3}", "when: {size: 大于3}", []),
        ("when: {food: 是}", "", ["GC444"]),
    ],
)
def test_steps_that_exclude_each_other_are_on_no_path(
    first: str, second: str, expected: list[str]
) -> None:
    """Only what one case can need together is added up."""
    b, c = (f"{one}, {when}" if when else one for one, when in ((B, first), (C, second)))
    assert codes(written(A, b, c)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (written(A, B.replace("[a]", "[z]")), ["GC440"]),
        (written(A, limit="statutory: 10个工作日, starts_after: z"), ["GC440"]),
        (written(A + ", after: [b]", B), ["GC441"]),
        (written("id: a, limit: 1个工作日"), ["GC442"]),
        (written("id: a, department: window, limit: 2天"), ["GC443"]),
        (written("id: a, department: window, limit: 2小时"), ["GC443"]),
        (written("id: a, department: window, limit: 0.5个工作日"), ["GC443"]),
        (written(A, limit="statutory: 10"), ["GC443"]),
        (written(A, limit="statutory: 10个工作日, warn: 2小时"), ["GC443"]),
        (
            written(A, limit="statutory: 10个工作日, shorter_than: {year: 2023, by: 120%}"),
            ["GC443"],
        ),
        (written(A, limit="statutory: 10个工作日, promised: 3个工作日"), ["GC445"]),
        (written(A, limit="statutory: 10个工作日, promised: 11个工作日"), ["GC449"]),
        (written(A + ", materials: [x]"), ["GC446"]),
        (written(A + ", fields: [x]"), ["GC446"]),
        (
            written(
                A + ", opinion: true, silence: consent, fields: [x]", more="fields: {x: 安全}\n"
            ),
            ["GC447"],
        ),
        (written(A + ", opinion: true, silence: consent"), ["GC447"]),
        (
            written(A + ", silence: consent, fields: [x]", more="fields: {x: {silence: true}}\n"),
            ["GC447"],
        ),
        (written(A + ", decides: true, place: handling"), ["GC448"]),
        (written(A, A), ["GC261"]),
        (written(A, limit="statutory: 10个工作日, suspend: [holiday]"), ["GC258"]),
        (written("id: a, department: nobody, limit: 1个工作日"), ["GC258"]),
    ],
)
def test_what_is_wrong_is_found_at_load(text: str, expected: list[str]) -> None:
    """Each mistake gives its code, and no other."""
    assert codes(text) == expected


def test_days_may_be_the_unit_of_a_whole_procedure() -> None:
    """Then every step counts days, weekends included."""
    text = written("id: a, department: window, limit: 3天", limit="statutory: 10天")
    plan = load_texts({"words.yaml": WORDS, "p.yaml": text})
    result: Any = plan.assess("p", {"accepted": "2024-02-09"}, as_of=date(2024, 2, 12))
    assert result.state.limit.due == date(2024, 2, 19)
    assert result.state.steps["a"].standing.left.words() == "0 days"


def test_the_baseline_that_a_shortening_implies_is_exact() -> None:
    """1, 3 and 5 workdays after 70, 60 and 50 percent: 10/3, 7.5 and 10 before."""
    implied = {one.id: one.model.implied_baseline for one in PROCEDURES}
    assert implied["business_startup_procedure"] == Fraction(10, 3)
    assert implied["real_estate_procedure"] == Fraction(15, 2)
    assert implied["social_insurance_procedure"] == 10
    assert implied["enterprise_relocation_procedure"] is None


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda one: one.id)
def test_the_model_can_be_read(procedure: Any) -> None:
    """Nodes, edges and the longest chain fit; a mechanism survives pickling."""
    model = procedure.model
    assert {step for edge in model.edges for step in edge} <= set(model.by_id)
    assert model.critical.length == sum(
        int(model.by_id[step].limit.n) for step in model.critical.steps
    )
    assert model.total.n <= model.clock.promised.n <= model.clock.limit.n
    assert pickle.loads(pickle.dumps(procedure)) == procedure


RECORDS = [
    {},
    {"收件日期": "2024-03-01", "facts": {"事项": "单部门证明出具"}},
    {"收件日期": "2024-03-01"},
    {
        "收件日期": "2024-03-01",
        "受理日期": "2024-03-04",
        "时限中止": [{"自": "2024-03-05", "事由": "补正材料"}],
    },
    {"受理日期": "2024-02-01", "延期": [{"批准日期": "2024-03-05"}, {"批准日期": "2024-09-05"}]},
    {"受理日期": "2024-03-01", "送达日期": "2024-03-20", "办结日期": "2024-03-11"},
]


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda one: one.id)
@pytest.mark.parametrize("record", RECORDS)
def test_a_state_is_told_in_each_language(procedure: Any, record: dict[str, Any]) -> None:
    """Chinese is Chinese but for what the record says; data is plain."""
    given = {"facts": {}, **record}
    result: Any = PLAN.assess(procedure.id, given, as_of=date(2024, 3, 6))
    json.dumps(jsonable(result))
    for language in ("en", "zh-Hans", "zh-Hant"):
        lines = list(result.lines(PLAN.vocabulary, language))
        assert lines
        for line in lines:
            assert not re.search(r"[{}]|None", line), line
            chinese = re.search("[\u4e00-\u9fff]", line)
            assert (chinese is None) if language == "en" else chinese, line


def test_titles_stand_for_steps_materials_and_grounds() -> None:
    """Registers hold the words that people use."""
    result: Any = PLAN.assess(
        "enterprise_relocation_procedure",
        {
            "facts": {"事项": "企业跨区域迁移", "领域": "环境保护"},
            "收件日期": "2024-03-01",
            "已交材料": ["迁移申请表", "股东会决议", "新住所证明", "职工名册"],
            "环节进展": [{"环节": "档案调取", "办结": "2024-03-04"}],
            "时限中止": [
                {"自": "2024-03-05", "至": "2024-03-06", "事由": "听证", "已书面告知": True}
            ],
        },
        as_of=date(2024, 3, 7),
    )
    assert result.state.acceptance.outcome == "accepted"
    assert result.state.steps["file_transfer"].status == "done"
    assert result.state.limit.suspensions == ("counted",)
