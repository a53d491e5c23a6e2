"""GC650-GC659: registers of risks."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = (
    Code(
        "GC650",
        "error",
        (
            "the bands leave a hole or overlap at `{band}`: {first} comes next, {last} is the highest level",
            "let each band begin where the one before ends, the first at 1",
        ),
        (
            "等级在 `{band}` 处有空缺或重叠：此处应接 {first}，最高为 {last}",
            "请让每一等级紧接前一等级，第一级从 1 开始",
        ),
        (
            "等級在 `{band}` 處有空缺或重疊：此處應接 {first}，最高為 {last}",
            "請讓每一等級緊接前一等級，第一級從 1 開始",
        ),
    ),
    Code(
        "GC651",
        "error",
        (
            "`{key}` of risk `{risk}` is {value}, the scale goes from 1 to {last}",
            "write a step of the scale",
        ),
        ("风险 `{risk}` 的 `{key}` 为 {value}，分级只有 1 到 {last}", "请写分级中的一级"),
        ("風險 `{risk}` 的 `{key}` 為 {value}，分級只有 1 到 {last}", "請寫分級中的一級"),
    ),
    Code(
        "GC652",
        "error",
        (
            "trigger `{trigger}` raises nothing",
            "write `likelihood: 1` or `impact: 1`: how many steps it raises",
        ),
        (
            "触发情形 `{trigger}` 没有提高任何一项",
            "请写 `likelihood: 1` 或 `impact: 1`，即提高几级",
        ),
        (
            "觸發情形 `{trigger}` 沒有提高任何一項",
            "請寫 `likelihood: 1` 或 `impact: 1`，即提高幾級",
        ),
    ),
    Code(
        "GC653",
        "error",
        ("two risks have the id `{risk}`", "give each its own"),
        ("有两项风险都叫 `{risk}`", "请给每项不同的编号"),
        ("有兩項風險都叫 `{risk}`", "請給每項不同的編號"),
    ),
    Code(
        "GC654",
        "error",
        ("there is no category `{category}`", "name a key of `categories:`"),
        ("没有类别 `{category}`", "请写 `categories:` 之下的名称"),
        ("沒有類別 `{category}`", "請寫 `categories:` 之下的名稱"),
    ),
)
