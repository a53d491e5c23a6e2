"""GC450-GC479: what a scorecard demands."""

from __future__ import annotations

from govcoord.codes.base import Code

_WEIGHTS = (
    Code(
        "GC450",
        "error",
        (
            "weights under `{group}` add up to {total}, not 100% (difference {difference})",
            "change the weights of {members}, or write `weights: equal`",
        ),
        (
            "`{group}` 之下的权重合计 {total}，不是 100%（相差 {difference}）",
            "请调整 {members} 的权重，或写 `weights: equal`",
        ),
        (
            "`{group}` 之下的權重合計 {total}，不是 100%（相差 {difference}）",
            "請調整 {members} 的權重，或寫 `weights: equal`",
        ),
    ),
    Code(
        "GC451",
        "error",
        ("indicator `{id}` has no weight", "write `weight: …`, or `weights: equal` on its group"),
        ("指标 `{id}` 没有权重", "请写 `weight: …`，或在其上级写 `weights: equal`"),
        ("指標 `{id}` 沒有權重", "請寫 `weight: …`，或在其上級寫 `weights: equal`"),
    ),
    Code(
        "GC452",
        "error",
        (
            "weight of `{id}` is {weight}, below the floor {limit}",
            "raise its weight, or that of the group it stands in",
        ),
        ("`{id}` 的权重为 {weight}，低于下限 {limit}", "请提高它或其上级的权重"),
        ("`{id}` 的權重為 {weight}，低於下限 {limit}", "請提高它或其上級的權重"),
    ),
    Code(
        "GC453",
        "error",
        (
            "weight of `{id}` is {weight}, above the cap {limit}",
            "lower its weight, or that of the group it stands in",
        ),
        ("`{id}` 的权重为 {weight}，高于上限 {limit}", "请降低它或其上级的权重"),
        ("`{id}` 的權重為 {weight}，高於上限 {limit}", "請降低它或其上級的權重"),
    ),
    Code(
        "GC454",
        "error",
        (
            "weight of `{id}` is {weight}, expected more than 0% and at most 100%",
            "write a percentage such as `10%`, or a fraction such as `1/3`",
        ),
        ("`{id}` 的权重为 {weight}，应大于 0% 且不超过 100%", "请写 `10%` 或 `1/3` 这样的数"),
        ("`{id}` 的權重為 {weight}，應大於 0% 且不超過 100%", "請寫 `10%` 或 `1/3` 這樣的數"),
    ),
    Code(
        "GC455",
        "error",
        (
            "the floors {floors} add up to {total}, more than 100%",
            "no weights can keep all of them: lower one of the floors",
        ),
        ("下限 {floors} 合计 {total}，超过 100%", "任何权重都无法同时满足，请降低其中一项"),
        ("下限 {floors} 合計 {total}，超過 100%", "任何權重都無法同時滿足，請降低其中一項"),
    ),
    Code(
        "GC456",
        "error",
        (
            "`{inner}` stands inside `{outer}`, so its weight counts twice",
            "name only one of the two in this limit",
        ),
        ("`{inner}` 已包含在 `{outer}` 之内，权重会重复计算", "此处只写其中一个"),
        ("`{inner}` 已包含在 `{outer}` 之內，權重會重複計算", "此處只寫其中一個"),
    ),
)

_INDICATORS = (
    Code(
        "GC457",
        "error",
        (
            "indicator `{id}` has neither `normalise` nor `indicators`",
            "say how its figure becomes a score, or which indicators it groups",
        ),
        (
            "指标 `{id}` 既没有 `normalise` 也没有 `indicators`",
            "请写明如何把数值换算成得分，或列出下级指标",
        ),
        (
            "指標 `{id}` 既沒有 `normalise` 也沒有 `indicators`",
            "請寫明如何把數值換算成得分，或列出下級指標",
        ),
    ),
    Code(
        "GC458",
        "error",
        (
            "`{key}` does not belong to the group `{id}`",
            "a group has no figure of its own: write `{key}` at its indicators",
        ),
        ("`{key}` 不能写在分组 `{id}` 上", "分组没有自己的数值，请把 `{key}` 写在下级指标上"),
        ("`{key}` 不能寫在分組 `{id}` 上", "分組沒有自己的數值，請把 `{key}` 寫在下級指標上"),
    ),
    Code(
        "GC459",
        "error",
        ("`{id}` is used twice", "figures are given by id: choose another"),
        ("`{id}` 重复使用", "数值按编号填报，请另取一个编号"),
        ("`{id}` 重複使用", "數值按編號填報，請另取一個編號"),
    ),
    Code(
        "GC460",
        "error",
        ("`{method}` of `{id}` needs `{key}`", "add `{key}: …`"),
        ("`{id}` 的 `{method}` 缺少 `{key}`", "请补上 `{key}: …`"),
        ("`{id}` 的 `{method}` 缺少 `{key}`", "請補上 `{key}: …`"),
    ),
    Code(
        "GC461",
        "error",
        ("`{key}` does not belong to `{method}`", "`{method}` takes {known}"),
        ("`{key}` 不属于 `{method}`", "`{method}` 可用的项：{known}"),
        ("`{key}` 不屬於 `{method}`", "`{method}` 可用的項：{known}"),
    ),
    Code(
        "GC462",
        "error",
        (
            "`{key}` of `{id}` is {got}, expected {expected}",
            "change `{key}` so that it makes sense",
        ),
        ("`{id}` 的 `{key}` 为 {got}，应为 {expected}", "请改正 `{key}`"),
        ("`{id}` 的 `{key}` 為 {got}，應為 {expected}", "請改正 `{key}`"),
    ),
    Code(
        "GC463",
        "error",
        ("unit of `{id}`: {reason}", "write a figure in the indicator's own unit"),
        ("`{id}` 的单位：{reason}", "请使用该指标的计量单位"),
        ("`{id}` 的單位：{reason}", "請使用該指標的計量單位"),
    ),
    Code(
        "GC464",
        "error",
        (
            "scores of `{id}` move against `direction: {direction}` at {at}",
            "turn the scores round, or change the direction",
        ),
        ("`{id}` 的得分在 {at} 处与 `direction: {direction}` 相反", "请调整得分或方向"),
        ("`{id}` 的得分在 {at} 處與 `direction: {direction}` 相反", "請調整得分或方向"),
    ),
    Code(
        "GC465",
        "error",
        (
            "figures {gap} of `{id}` fall in no step",
            "close the gap, or end with a step without bounds",
        ),
        ("`{id}` 的数值 {gap} 不属于任何一档", "请补上缺口，或以不写界限的一档收尾"),
        ("`{id}` 的數值 {gap} 不屬於任何一檔", "請補上缺口，或以不寫界限的一檔收尾"),
    ),
)

_CASES = (
    Code(
        "GC478",
        "error",
        ("cases have no fact `{name}` that could be used here", "known here: {known}"),
        ("案件没有可用于此处的事实 `{name}`", "可用：{known}"),
        ("案件沒有可用於此處的事實 `{name}`", "可用：{known}"),
    ),
)

_FORMULAS = (
    Code(
        "GC477",
        "error",
        (
            "`{got}` has no place in the formula of an indicator",
            "a formula computes with numbers; known here: {known}",
        ),
        ("指标的公式中不能使用 `{got}`", "公式只对数字作运算，可用：{known}"),
        ("指標的公式中不能使用 `{got}`", "公式只對數字作運算，可用：{known}"),
    ),
)

_POLICIES = (
    Code(
        "GC466",
        "error",
        (
            "`missing_events` is not declared, but there are bonus, deduction or veto items",
            "say what an item without a report means, one of {known}: no default is assumed",
        ),
        (
            "有加分、扣分或否决项，却没有写 `missing_events`",
            "请从 {known} 中选定未报的含义：系统不作默认",
        ),
        (
            "有加分、扣分或否決項，卻沒有寫 `missing_events`",
            "請從 {known} 中選定未報的含義：系統不作預設",
        ),
    ),
    Code(
        "GC467",
        "error",
        (
            "`below_minimum` is not declared, but `{id}` has a minimum sample",
            "say what a smaller sample means, one of {known}: no default is assumed",
        ),
        (
            "`{id}` 有最低样本量，却没有写 `below_minimum`",
            "请从 {known} 中选定样本不足时的处理：系统不作默认",
        ),
        (
            "`{id}` 有最低樣本量，卻沒有寫 `below_minimum`",
            "請從 {known} 中選定樣本不足時的處理：系統不作預設",
        ),
    ),
    Code(
        "GC468",
        "error",
        (
            "`precision` is not declared, but `{method}` of `{id}` gives irrational numbers",
            "say to how many significant digits they are worked out, such as `precision: 28`",
        ),
        (
            "`{id}` 的 `{method}` 会产生无理数，却没有写 `precision`",
            "请写明计算的有效位数，例如 `precision: 28`",
        ),
        (
            "`{id}` 的 `{method}` 會產生無理數，卻沒有寫 `precision`",
            "請寫明計算的有效位數，例如 `precision: 28`",
        ),
    ),
    Code(
        "GC469",
        "error",
        ("`{id}` is no indicator of this scorecard", "known here: {known}"),
        ("本评分表没有指标 `{id}`", "可用：{known}"),
        ("本評分表沒有指標 `{id}`", "可用：{known}"),
    ),
    Code(
        "GC475",
        "error",
        ("`{id}` is no band of this scorecard", "known here: {known}"),
        ("本评分表没有等次 `{id}`", "可用：{known}"),
        ("本評分表沒有等次 `{id}`", "可用：{known}"),
    ),
    Code(
        "GC476",
        "error",
        ("`{id}` is no list of choices of the vocabulary", "known here: {known}"),
        ("词汇表中没有名为 `{id}` 的列表", "可用：{known}"),
        ("詞彙表中沒有名為 `{id}` 的列表", "可用：{known}"),
    ),
)

_BANDS = (
    Code(
        "GC470",
        "error",
        (
            "scores between {low} and {high} fall in no band",
            "let `{upper}` start where `{lower}` ends: a lower bound belongs to its band",
        ),
        (
            "{low} 与 {high} 之间的得分不属于任何等次",
            "请让 `{upper}` 从 `{lower}` 结束处开始：下限属于本等次",
        ),
        (
            "{low} 與 {high} 之間的得分不屬於任何等次",
            "請讓 `{upper}` 從 `{lower}` 結束處開始：下限屬於本等次",
        ),
    ),
    Code(
        "GC471",
        "error",
        (
            "band `{id}` starts at {start}, not below `{upper}` ({other})",
            "order bands from the best down",
        ),
        ("等次 `{id}` 从 {start} 起，不低于 `{upper}`（{other}）", "等次请从高到低排列"),
        ("等次 `{id}` 從 {start} 起，不低於 `{upper}`（{other}）", "等次請從高到低排列"),
    ),
    Code(
        "GC472",
        "error",
        (
            "scores below {start} fall in no band",
            "let the lowest band start at {lowest} or without a bound",
        ),
        ("低于 {start} 的得分不属于任何等次", "最低等次请从 {lowest} 起，或不写下限"),
        ("低於 {start} 的得分不屬於任何等次", "最低等次請從 {lowest} 起，或不寫下限"),
    ),
    Code(
        "GC473",
        "warning",
        ("band `{id}` starts at {start}, above the highest score {top}", "nobody can reach it"),
        ("等次 `{id}` 从 {start} 起，高于最高得分 {top}", "没有对象能够达到"),
        ("等次 `{id}` 從 {start} 起，高於最高得分 {top}", "沒有對象能夠達到"),
    ),
    Code(
        "GC474",
        "error",
        (
            "bands `{upper}` and `{lower}` both hold the score {score}",
            "let each score have one band",
        ),
        ("等次 `{upper}` 与 `{lower}` 都包含得分 {score}", "每个得分只能属于一个等次"),
        ("等次 `{upper}` 與 `{lower}` 都包含得分 {score}", "每個得分只能屬於一個等次"),
    ),
)

CODES: tuple[Code, ...] = (*_WEIGHTS, *_INDICATORS, *_FORMULAS, *_CASES, *_POLICIES, *_BANDS)
