"""Which tables an explanation passes over."""

from __future__ import annotations

import govcoord

PLAN = govcoord.load_texts(
    {
        "t.yaml": """
kind: vocabulary
id: v
departments: {a: 甲}
attributes:
  amount: {type: integer}
  grade: {type: integer}
---
kind: table
id: size
title: 大小
outputs: {size: {type: text}}
rules: [{id: S, when: {amount: "> 1"}, then: {size: big}}]
---
kind: table
id: level
title: 等级
outputs: {level: {type: text}}
rules: [{id: L, when: {grade: "> 1", amount: "> 0"}, then: {level: high}}]
---
kind: table
id: mark
title: 评分
outputs: {mark: {type: text}}
rules: [{id: M, when: {grade: "> 5"}, then: {mark: good}}]
"""
    }
)


def test_a_table_of_which_nothing_is_known_is_only_named() -> None:
    """It is named in one line; a table of which something is known says what is missing."""
    text = PLAN.evaluate({"amount": 2}).explain("zh-Hans")
    assert "未涉及（所问事实均未提供）：评分\n" in text
    assert "等级：尚不能确定" in text
    assert "评分：" not in text


def test_nothing_is_passed_over_in_silence() -> None:
    """Of an empty case every table is named."""
    text = PLAN.evaluate({}).explain("zh-Hans")
    assert "大小、等级、评分" in text
