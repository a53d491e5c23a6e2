"""A small vocabulary with every type, and readers of one condition or expression."""

from __future__ import annotations

import json
from typing import Any

from govcoord.diagnostics import Collector
from govcoord.periods import Calendar
from govcoord.rules.reading.nodes import Node, ScalarNode, read
from govcoord.rules.vocabulary import Attribute, Choice, Choices, Record, Type, Vocabulary
from govcoord.text import Text
from govcoord.units import find_unit

DEPARTMENTS = Choices(
    "departments",
    (
        Choice("government", Text.of({"en": "government", "zh-Hans": "政府", "zh-Hant": "政府"})),
        Choice("civil_affairs", Text.of({"en": "civil affairs", "zh-Hans": "民政"}), "government"),
        Choice("elderly", Text.of({"en": "elderly care", "zh-Hans": "养老处"}), "civil_affairs"),
        Choice("health", Text.of({"en": "health", "zh-Hans": "卫健"}), "government"),
        Choice("tax", Text.of({"en": "tax", "zh-Hans": "税务"}), aliases=("税务局",)),
        Choice("customs", Text.of({"en": "customs", "zh-Hans": "海关"})),
    ),
)
STAGES = Choices("stages", (Choice("open", Text("在办")), Choice("closed", Text("办结"))))


def _unit(name: str) -> Any:
    return find_unit(name)


def _titled(id_: str, type_: Type, en: str, hans: str, **more: Any) -> Attribute:
    return Attribute(id_, type_, Text.of({"en": en, "zh-Hans": hans}), **more)


_CASE = (
    _titled("urgent", Type.BOOLEAN, "urgent", "紧急"),
    _titled("score", Type.INTEGER, "score", "得分", min=0, max=100),
    _titled("level", Type.INTEGER, "level", "级别"),
    _titled("index", Type.NUMBER, "index", "指数"),
    _titled("elapsed", Type.QUANTITY, "elapsed", "已用时间", unit=_unit("workday")),
    _titled("limit", Type.QUANTITY, "limit", "时限", unit=_unit("workday"), min=0),
    _titled("age", Type.QUANTITY, "age", "存放时间", unit=_unit("day")),
    _titled("amount", Type.QUANTITY, "amount", "金额", unit=_unit("yuan")),
    _titled("budget", Type.QUANTITY, "budget", "预算", unit=_unit("万元")),
    _titled("rate", Type.QUANTITY, "rate", "满意率", unit=_unit("percent")),
    _titled("share", Type.QUANTITY, "share", "占比", unit=_unit("ratio")),
    _titled("staff", Type.QUANTITY, "staff", "人数", unit=_unit("person")),
    _titled("lead", Type.CHOICE, "lead department", "牵头部门", choices=DEPARTMENTS),
    _titled("stage", Type.CHOICE, "stage", "阶段", choices=STAGES),
    _titled("departments", Type.SET, "departments", "参与单位", choices=DEPARTMENTS),
    _titled("as_of", Type.DATE, "day", "日期"),
    _titled("received", Type.DATE, "received", "受理日期"),
    _titled("note", Type.TEXT, "note", "备注"),
    _titled("twin_a", Type.BOOLEAN, "twin", "同名"),
    _titled("twin_b", Type.BOOLEAN, "twin", "同名"),
)


def _field(id_: str, type_: Type, **more: Any) -> Attribute:
    return Attribute(id_, type_, record="participant", **more)


_PARTICIPANT = (
    _field("department", Type.CHOICE, choices=DEPARTMENTS),
    _field("joined", Type.BOOLEAN),
    _field("hours", Type.QUANTITY, unit=_unit("hour")),
    _field("contribution", Type.NUMBER),
    _field("since", Type.DATE),
)
_PAUSE = (
    Attribute("from", Type.DATE, record="pause"),
    Attribute("to", Type.DATE, record="pause"),
)

VOCABULARY = Vocabulary(
    {"departments": DEPARTMENTS, "stages": STAGES},
    {attribute.id: attribute for attribute in _CASE},
    {
        "participant": Record(
            "participant", "participants", {a.id: a for a in _PARTICIPANT}, Text("参与部门")
        ),
        "pause": Record("pause", "pauses", {a.id: a for a in _PAUSE}, Text("中止")),
    },
    Calendar("none"),
)


def node_of(text: str, collector: Collector | None = None) -> Node:
    """The one node of a YAML text."""
    (node,) = read("test.yaml", text, collector or Collector())
    return node


def node_of_data(data: object) -> Node:
    """A located node of plain data (JSON is YAML)."""
    return node_of(json.dumps(data, ensure_ascii=False))


def scalar_of(text: str) -> ScalarNode:
    """A scalar with exactly this value, whatever is in it, written in quotes."""
    node = node_of('"some text in quotes"')
    assert isinstance(node, ScalarNode)
    node.value = text  # some characters do not come through YAML
    return node
