"""The first row of a CSV of results, in the language of who opens it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from govcoord.headings import TITLES
from govcoord.mechanisms.said import COLUMN, Texts

HEADS: Final[Texts] = {
    "number": ("number", "序号", "序號"),
    "id": (TITLES["en"], TITLES["zh-Hans"], TITLES["zh-Hant"]),
    "place": ("place", "位置", "位置"),
    # similar past cases
    "case": ("case", "所问案件", "所問案件"),
    "rank": ("rank", "名次", "名次"),
    "similarity": ("similarity", "相似度", "相似度"),
    "known": ("known", "可比的比重", "可比的比重"),
    "agrees": ("agrees", "相同的事实", "相同的事實"),
    "differs": ("differs", "不同的事实", "不同的事實"),
    "unknown": ("unknown", "未知的事实", "未知的事實"),
    "same_rules_and_outcome": (
        "same_rules_and_outcome", "规则和结论都相同的表", "規則和結論都相同的表",
    ),
    "other_rules_or_outcome": (
        "other_rules_or_outcome", "规则或结论不同的表", "規則或結論不同的表",
    ),
    # decided again
    "line": ("line", "行", "列"),
    "who": ("who", "经办人", "經辦人"),
    "when": ("when", "时间", "時間"),
    "state": ("state", "情况", "情況"),
    "other_rules": ("other_rules", "规则不同", "規則不同"),
    "part": ("part", "类别", "類別"),
    "name": ("name", "项目", "項目"),
    "then": ("then", "当时", "當時"),
    "now": ("now", "现在", "現在"),
    "rules_then": ("rules_then", "当时的规则", "當時的規則"),
    "rules_now": ("rules_now", "现在的规则", "現在的規則"),
    # scores
    "subject": ("subject", "对象", "對象"),
    "title": ("title", "名称", "名稱"),
    "group": ("group", "组别", "組別"),
    "score": ("score", "得分", "得分"),
    "exact": ("exact", "精确得分", "精確得分"),
    "band": ("band", "等次", "等次"),
    "provisional": ("provisional", "暂定", "暫定"),
    "flags": ("flags", "说明", "說明"),
}  # fmt: skip


def heads(names: Iterable[str], language: str) -> list[str]:
    """The headings of columns; names that are not known stand for themselves.

    >>> heads(["id", "place", "tickets"], "zh-Hans")
    ['编号', '位置', 'tickets']
    """
    return [HEADS.get(name, (name,) * len(COLUMN))[COLUMN[language]] for name in names]
