"""GC595, GC660-GC679: bodies that decide, escalation, ratings of service, inspections."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = (
    Code(
        "GC595",
        "warning",
        (
            "where the others are recused, one member of `{body}` alone decides",
            "write the fewest that must be there whoever is recused: `quorum: {{at_least: 2, …}}`",
        ),
        (
            "其他成员回避时，`{body}` 只剩一名成员也能议决",
            "请写明无论几人回避都要达到的人数：`quorum: {{at_least: 2, …}}`",
        ),
        (
            "其他成員迴避時，`{body}` 只剩一名成員也能議決",
            "請寫明無論幾人迴避都要達到的人數：`quorum: {{at_least: 2, …}}`",
        ),
    ),
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
    Code(
        "GC665",
        "error",
        (
            "an escalation holds exactly one section, this one: {found}",
            "write one of `ladder`, `feedback`, `tiers`, `triggers`, `assistance`, `returns`, `emergency`, `relay`, `posts` in each document",
        ),
        (
            "每份提级文件只写一项内容，这份写了：{found}",
            "请在每份文件中只写 `ladder`、`feedback`、`tiers`、`triggers`、`assistance`、`returns`、`emergency`、`relay`、`posts` 之一",
        ),
        (
            "每份提級文件只寫一項內容，這份寫了：{found}",
            "請在每份文件中只寫 `ladder`、`feedback`、`tiers`、`triggers`、`assistance`、`returns`、`emergency`、`relay`、`posts` 之一",
        ),
    ),
    Code(
        "GC666",
        "warning",
        (
            "step `{step}` has no time limit, so that nothing takes a dispute beyond it",
            "add `within:`; only the last step may do without",
        ),
        (
            "环节 `{step}` 没有期限，争议可能一直停在这里",
            "请补上 `within:`；只有最后一个环节可以不写",
        ),
        (
            "環節 `{step}` 沒有期限，爭議可能一直停在這裡",
            "請補上 `within:`；只有最後一個環節可以不寫",
        ),
    ),
    Code(
        "GC667",
        "error",
        ("the ladder has no step `{name}`", "name the `id:` of a step"),
        ("没有名为 `{name}` 的环节", "请写某一环节的 `id:`"),
        ("沒有名為 `{name}` 的環節", "請寫某一環節的 `id:`"),
    ),
    Code(
        "GC668",
        "error",
        (
            "the chain of warnings does not hold together at `{sender}` → `{receiver}`",
            "each hop begins at the first sender or at somebody who was told before, and nobody is told twice",
        ),
        (
            "预警链在 `{sender}` → `{receiver}` 处接不上",
            "每一环须从首发者或已收到的部门发出，同一部门只收一次",
        ),
        (
            "預警鏈在 `{sender}` → `{receiver}` 處接不上",
            "每一環須從首發者或已收到的部門發出，同一部門只收一次",
        ),
    ),
    Code(
        "GC669",
        "error",
        (
            "the bad levels are not the last ones",
            "write `levels:` from the best to the worst, and the last of them as `bad:`, here {worst}",
        ),
        (
            "差评等级不是排在最后的等级",
            "`levels:` 从好到差写，`bad:` 写其中最后几级，这里是 {worst}",
        ),
        (
            "差評等級不是排在最後的等級",
            "`levels:` 從好到差寫，`bad:` 寫其中最後幾級，這裡是 {worst}",
        ),
    ),
    Code(
        "GC670",
        "error",
        ("a target of {target} is no share", "write a share between 0% and 100%"),
        ("目标 {target} 不是占比", "请写 0% 到 100% 之间的占比"),
        ("目標 {target} 不是占比", "請寫 0% 到 100% 之間的占比"),
    ),
    Code(
        "GC671",
        "error",
        (
            "a sample is drawn in exactly one way",
            "write `share: 10%` or `every: 10`",
        ),
        ("抽样只能按一种办法", "请写 `share: 10%` 或 `every: 10`"),
        ("抽樣只能按一種辦法", "請寫 `share: 10%` 或 `every: 10`"),
    ),
    Code(
        "GC672",
        "error",
        (
            "`{amount}` is no number of days for which a check may be put off",
            "write calendar days, such as `90 days`",
        ),
        ("检查可以推迟的时间要按日历天写，不是 `{amount}`", "请写日历天数，例如 `90天`"),
        ("檢查可以推遲的時間要按日曆天寫，不是 `{amount}`", "請寫日曆天數，例如 `90天`"),
    ),
)
