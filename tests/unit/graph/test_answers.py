"""Answers are told in three languages by the plan's own titles, and drawn."""

from __future__ import annotations

from datetime import date

import pytest
from shipped import shipped_plan

from govcoord.graph.answers import (
    CoordinationAnswer,
    EnforcementAnswer,
    PracticeAnswer,
    ProcedureAnswer,
)
from govcoord.graph.coordination_graph import coordination
from govcoord.graph.draw import FORMATS, render
from govcoord.graph.enforcement_graph import PlannedCheck, enforcement
from govcoord.graph.logs import read_log
from govcoord.graph.practice_graph import practice
from govcoord.graph.procedure_conformance import conformance
from govcoord.graph.procedure_graph import procedure

PLAN = shipped_plan()


def answers():
    """An answer of each kind, with something of everything that can be said."""
    rows = [
        {"case": str(n), "activity": step, "department": who, "time": f"2026-03-0{day}"}
        for n, steps in enumerate([
            [("登簿发证", "税务部门", 1), ("核税缴税", "公安机关", 2), ("核税缴税", "公安机关", 3)],
            [("登簿发证", "税务部门", 2)], [("登簿发证", "园林 & 绿化", 1), ("x", "税务部门", 4)],
        ])
        for step, who, day in steps
    ]  # fmt: skip
    log = read_log([*rows, {"case": "9", "activity": "x", "department": "y", "time": "z"}],
                   departments=PLAN.vocabulary.departments)  # fmt: skip
    procedures = [one.model for one in PLAN.mechanisms.values() if one.kind == "procedure"]
    real = PLAN.mechanism("real_estate_procedure").model
    checks = [
        PlannedCheck(id=str(n), object="饭店", unit=unit, start=date(2026, 3, 2),
                     end=date(2026, 3, 5), place=place)
        for n, (unit, place) in enumerate(
            [("taxation", "东街"), ("public_security", "东街"), ("natural_resources", None)])
    ]  # fmt: skip
    return {
        "coordination": CoordinationAnswer(PLAN, coordination(log)),
        "procedure": ProcedureAnswer(
            PLAN, tuple(map(procedure, procedures)), (conformance(real, log),)
        ),
        "enforcement": EnforcementAnswer(PLAN, enforcement(checks)),
        "practice": PracticeAnswer(PLAN, practice(PLAN, log), log.rejected),
    }


ANSWERS = answers()
SAID = {
    "coordination": ["税务部门", "园林 & 绿化", "缺少", "建议设立常设协同组"],
    "procedure": [
        "不动产转移登记：共3个工作日",
        "核税缴税",
        "按程序办理0件",
        "先于",
        "重复",
        "跳过",
    ],
    "enforcement": ["合并为2次，减少1次", "可能重复", "联合检查饭店"],
    "practice": ["规则未提及园林 & 绿化，其参与案件1件", "没有规则规定", "1行无法读取"],
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_answers_are_told_by_titles(kind):
    answer = ANSWERS[kind]
    text = answer.to_text("zh-Hans")
    for words in SAID[kind]:
        assert words in text
    assert "taxation" not in text
    counts = {
        len(answer.to_text(language).splitlines()) for language in ("en", "zh-Hans", "zh-Hant")
    }
    assert len(counts) == 1
    assert not [line for line in answer.to_text("en").splitlines() if line.endswith(".")]
    assert answer.to_dict()


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("kind", ANSWERS)
def test_answers_are_drawn_in_every_format(kind, form):
    """The same each time, with the words of its language."""
    text = render(ANSWERS[kind].picture("zh-Hans"), form)
    assert text == render(ANSWERS[kind].picture("zh-Hans"), form)
    assert "税务部门" in text or kind == "procedure"
    assert "<园林" not in text


def test_the_practice_picture_tells_both_networks_apart():
    kinds = {edge.kind for edge in ANSWERS["practice"].picture().edges}
    assert {"undeclared", "unpractised"} <= kinds
    assert all(e.missing is (e.kind == "unpractised") for e in ANSWERS["practice"].picture().edges)


def test_the_critical_steps_are_marked_in_the_chart():
    chart = ANSWERS["procedure"].picture()
    for schedule in ANSWERS["procedure"].schedules:
        for stage in schedule.stages:
            bar = next(b for b in chart.bars if b.id == f"{schedule.procedure}.{stage.step}")
            assert (bar.start, bar.end, bar.marked) == (stage.start, stage.end, stage.critical)
