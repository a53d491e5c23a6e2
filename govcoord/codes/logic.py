"""GC3xx: logic."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = (
    Code(
        "GC301",
        "warning",
        (
            "the condition can never be met: it asks the impossible of `{attribute}`",
            "correct one of the tests, or put them under `any:`",
        ),
        (
            "条件永远不会满足：对 `{attribute}` 的要求不可能成立",
            "请更正其中一项，或放在 `any:` 之下",
        ),
        (
            "條件永遠不會滿足：對 `{attribute}` 的要求不可能成立",
            "請更正其中一項，或放在 `any:` 之下",
        ),
    ),
    Code(
        "GC302",
        "error",
        ("rule `{rule}` overrides itself through others", "take one override of the circle away"),
        ("规则 `{rule}` 绕了一圈优先于自己", "请去掉圈中的一处 overrides"),
        ("規則 `{rule}` 繞了一圈優先於自己", "請去掉圈中的一處 overrides"),
    ),
    Code(
        "GC303",
        "error",
        (
            "facts and tables wait for each other: {names}",
            "a table cannot test what is made of its own outputs",
        ),
        ("事实与规则表互相等待：{names}", "规则表不能以自己的输出为条件"),
        ("事實與規則表互相等待：{names}", "規則表不能以自己的輸出為條件"),
    ),
    Code(
        "GC304",
        "warning",
        (
            "rule `{rule}` can never apply: its condition, dates and places exclude each other",
            "correct the dates or places of the rule or of its document",
        ),
        (
            "规则 `{rule}` 永远不会适用：条件、生效期间与适用地区互相排斥",
            "请更正规则或文件的期间、地区",
        ),
        (
            "規則 `{rule}` 永遠不會適用：條件、生效期間與適用地區互相排斥",
            "請更正規則或文件的期間、地區",
        ),
    ),
)
