"""GC660-GC679: bodies that decide, escalation, ratings of service, inspections."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = (
    Code(
        "GC660",
        "error",
        ("`{name}` has no seat in the body", "name a key of `members:`"),
        ("`{name}` 不是该机构的成员", "请写 `members:` 之下的名称"),
        ("`{name}` 不是該機構的成員", "請寫 `members:` 之下的名稱"),
    ),
    Code(
        "GC661",
        "error",
        (
            "the quorum needs {needed} members and there are {members}",
            "lower the quorum, or add members who vote",
        ),
        ("法定人数要 {needed} 人，成员只有 {members} 人", "请降低法定人数，或增加有表决权的成员"),
        ("法定人數要 {needed} 人，成員只有 {members} 人", "請降低法定人數，或增加有表決權的成員"),
    ),
    Code(
        "GC662",
        "error",
        (
            "a body needs a lower bound on a share of its votes",
            "write `> 1/2`, `>= 2/3` or `unanimous: true`: a bare number leaves open whether the "
            "share itself is enough",
        ),
        (
            "这里要写票数占比的下限",
            "请写 `超过1/2`、`2/3以上` 或 `unanimous: 是`：只写一个数，看不出恰好达到算不算",
        ),
        (
            "這裡要寫票數占比的下限",
            "請寫 `超過1/2`、`2/3以上` 或 `unanimous: 是`：只寫一個數，看不出恰好達到算不算",
        ),
    ),
    Code(
        "GC663",
        "warning",
        (
            "the chair breaks no tie where more than half of those present is not what passes",
            "leave out `ties: chair`, or decide by `of_present: > 1/2`",
        ),
        (
            "不是以出席者过半数通过的，召集人无从打破票数相等",
            "请去掉 `ties: chair`，或以 `of_present: 超过1/2` 表决",
        ),
        (
            "不是以出席者過半數通過的，召集人無從打破票數相等",
            "請去掉 `ties: chair`，或以 `of_present: 超過1/2` 表決",
        ),
    ),
    Code(
        "GC664",
        "error",
        (
            "`{amount}` is no time limit",
            "write `10 workdays`, `10 days`, `24 hours`, `30 minutes` or `6 months`",
        ),
        (
            "`{amount}` 不是时限",
            "请写 `10个工作日`、`10天`、`24小时`、`30分钟` 或 `6个月`",
        ),
        (
            "`{amount}` 不是時限",
            "請寫 `10個工作日`、`10天`、`24小時`、`30分鐘` 或 `6個月`",
        ),
    ),
)
