"""GC550-GC569: reports taken in and merged, consultations, surveys."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = (
    Code(
        "GC550",
        "error",
        (
            "places are either cells of a grid or entries of a list",
            "write `grid:` or `places:`, one of the two",
        ),
        ("地点要么是网格的格子，要么取自一份清单", "请写 `grid:` 或 `places:`，只写其中一个"),
        ("地點要麼是網格的格子，要麼取自一份清單", "請寫 `grid:` 或 `places:`，只寫其中一個"),
    ),
    Code(
        "GC551",
        "error",
        (
            "`{amount}` is no time that runs by the hour",
            "write `24 hours` or `90 minutes`; for `repeat` days will do, `30 days`",
        ),
        (
            "`{amount}` 不是按小时连续计算的时间",
            "请写 `24小时` 或 `90分钟`；`repeat` 也可以写 `30天`",
        ),
        (
            "`{amount}` 不是按小時連續計算的時間",
            "請寫 `24小時` 或 `90分鐘`；`repeat` 也可以寫 `30天`",
        ),
    ),
    Code(
        "GC552",
        "error",
        ("the vocabulary has no list `{list}`", "add `{list}:` under `choices:` of a vocabulary"),
        ("词汇表里没有清单 `{list}`", "请在词汇表的 `choices:` 下加上 `{list}:`"),
        ("詞彙表裡沒有清單 `{list}`", "請在詞彙表的 `choices:` 下加上 `{list}:`"),
    ),
    Code(
        "GC553",
        "error",
        (
            "an axis of a grid has at least one cell, larger than nothing",
            "write `size` above 0 and `count` of at least 1",
        ),
        ("网格的每个方向至少要有一格，格子要有大小", "`size` 请写大于 0 的数，`count` 至少写 1"),
        ("網格的每個方向至少要有一格，格子要有大小", "`size` 請寫大於 0 的數，`count` 至少寫 1"),
    ),
    Code(
        "GC554",
        "error",
        ("no list of the vocabulary is called `{list}`", "name a list under `choices:`"),
        ("词汇表里没有名为 `{list}` 的清单", "请写 `choices:` 之下的清单名称"),
        ("詞彙表裡沒有名為 `{list}` 的清單", "請寫 `choices:` 之下的清單名稱"),
    ),
    Code(
        "GC555",
        "error",
        ("no table gives `{name}`", "name an output of a table of this plan"),
        ("没有哪张表给出 `{name}`", "请写本规则集某张表的结论名称"),
        ("沒有哪張表給出 `{name}`", "請寫本規則集某張表的結論名稱"),
    ),
    Code(
        "GC556",
        "error",
        (
            "`{name}` is no fact of a case that takes `{list}`",
            "name a fact of the vocabulary of that list or type",
        ),
        ("`{name}` 不是取值为 `{list}` 的案件事实", "请写词汇表里取这份清单或这种类型的事实"),
        ("`{name}` 不是取值為 `{list}` 的案件事實", "請寫詞彙表裡取這份清單或這種類型的事實"),
    ),
    Code(
        "GC560",
        "error",
        ("`{amount}` is no number of days", "write `30 days`, `20 workdays` or `1 month`"),
        ("`{amount}` 不是天数", "请写 `30天`、`20个工作日` 或 `1个月`"),
        ("`{amount}` 不是天數", "請寫 `30天`、`20個工作日` 或 `1個月`"),
    ),
    Code(
        "GC561",
        "error",
        (
            "an urgent notice of {urgent} is not shorter than {usual}, or is counted otherwise",
            "write a shorter time in the same unit, or leave out `urgent`",
        ),
        (
            "紧急情况下的 {urgent} 不比通常的 {usual} 短，或者单位不同",
            "请用同一单位写更短的时间，或者不写 `urgent`",
        ),
        (
            "緊急情況下的 {urgent} 不比通常的 {usual} 短，或者單位不同",
            "請用同一單位寫更短的時間，或者不寫 `urgent`",
        ),
    ),
    Code(
        "GC562",
        "error",
        (
            "{least} channels are needed and {channels} are listed",
            "list more `channels`, or lower `channels_at_least`",
        ),
        (
            "要求 {least} 种渠道，只列了 {channels} 种",
            "请在 `channels` 中多列几种，或者调低 `channels_at_least`",
        ),
        (
            "要求 {least} 種渠道，只列了 {channels} 種",
            "請在 `channels` 中多列幾種，或者調低 `channels_at_least`",
        ),
    ),
    Code(
        "GC563",
        "error",
        (
            "the notice counts from the publication of all papers and no paper is listed",
            "list them under `papers:`, or write `counts_from: opened`",
        ),
        (
            "时间从全部内容公布之日起算，却没有列出要公布的内容",
            "请在 `papers:` 下列出，或者写 `counts_from: opened`",
        ),
        (
            "時間從全部內容公布之日起算，卻沒有列出要公布的內容",
            "請在 `papers:` 下列出，或者寫 `counts_from: opened`",
        ),
    ),
    Code(
        "GC565",
        "error",
        (
            "no option counts as `{counts}`, so every rate is the same",
            "let at least one option count as `{counts}`",
        ),
        ("没有一个选项计为 `{counts}`，比率就总是一样", "请至少让一个选项写 `counts: {counts}`"),
        ("沒有一個選項計為 `{counts}`，比率就總是一樣", "請至少讓一個選項寫 `counts: {counts}`"),
    ),
    Code(
        "GC566",
        "error",
        ("no margin is known at a confidence of {confidence}", "write one of {known}"),
        ("没有 {confidence} 置信水平的误差系数", "请写 {known} 中的一个"),
        ("沒有 {confidence} 信賴水準的誤差係數", "請寫 {known} 中的一個"),
    ),
    Code(
        "GC567",
        "error",
        ("`{key}: {value}` does not fit", "`minimum` is at least 1, `digits` between 0 and 12"),
        ("`{key}: {value}` 不合适", "`minimum` 至少为 1，`digits` 在 0 到 12 之间"),
        ("`{key}: {value}` 不合適", "`minimum` 至少為 1，`digits` 在 0 到 12 之間"),
    ),
    Code(
        "GC568",
        "error",
        (
            "`{option}` has points where it may not, or none where it must",
            "give points to every option that counts, or to none; one left out has none",
        ),
        (
            "选项 `{option}` 该有分值而没有，或者不该有却有",
            "凡计入的选项都写 `points`，或者都不写；不计入的不写",
        ),
        (
            "選項 `{option}` 該有分值而沒有，或者不該有卻有",
            "凡計入的選項都寫 `points`，或者都不寫；不計入的不寫",
        ),
    ),
)
