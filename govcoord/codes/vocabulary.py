"""GC2xx: vocabulary, types and units."""

from __future__ import annotations

from govcoord.codes import conditions, expressions
from govcoord.codes.base import Code

_STRUCTURE = (
    Code(
        "GC201",
        "error",
        ("expected {expected:term}, got {got:term}", None),
        ("应为{expected:term}，实为{got:term}", None),
        ("應為{expected:term}，實為{got:term}", None),
    ),
    Code(
        "GC202",
        "error",
        ("unknown key `{key}`", "known here: {known}"),
        ("没有名为 `{key}` 的项", "此处可写：{known}"),
        ("沒有名為 `{key}` 的項", "此處可寫：{known}"),
    ),
    Code(
        "GC203",
        "error",
        ("missing key `{key}`", "add a line `{key}: …`"),
        ("缺少 `{key}`", "补上一行 `{key}: …`"),
        ("缺少 `{key}`", "補上一行 `{key}: …`"),
    ),
    Code(
        "GC204",
        "error",
        ("unknown language `{key}`", "write one of {known}, or one text for every language"),
        ("未知的语言 `{key}`", "请写 {known} 之一，或者只写一段各语言通用的文字"),
        ("未知的語言 `{key}`", "請寫 {known} 之一，或者只寫一段各語言通用的文字"),
    ),
)

CODES: tuple[Code, ...] = (*_STRUCTURE, *conditions.CODES, *expressions.CODES)
