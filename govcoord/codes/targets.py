"""GC404-GC409: what targets demand, and where a plan contradicts itself."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = (
    Code(
        "GC404",
        "note",
        (
            "target `{target}`: `{value}` is due {first_due} by {first} and {second_due} by {second}",
            "both are kept and judged; the owner of the policy decides which one holds",
        ),
        (
            "目标 `{target}`：同一要求 `{value_hans}` 在 {first} 中的期限是 {first_due}，在 {second} 中是 {second_due}",
            "两者都保留并分别衡量；以哪个为准由主管单位决定",
        ),
        (
            "目標 `{target}`：同一要求 `{value_hant}` 在 {first} 中的期限是 {first_due}，在 {second} 中是 {second_due}",
            "兩者都保留並分別衡量；以哪個為準由主管單位決定",
        ),
    ),
    Code(
        "GC405",
        "note",
        (
            "target `{target}`: {first} asks for `{value}` and {second} for `{other}`, both {first_due}",
            "both are kept and judged; the owner of the policy decides which one holds",
        ),
        (
            "目标 `{target}`：同一期限（{first_due}）{first} 要求 `{value_hans}`，{second} 要求 `{other_hans}`",
            "两者都保留并分别衡量；以哪个为准由主管单位决定",
        ),
        (
            "目標 `{target}`：同一期限（{first_due}）{first} 要求 `{value_hant}`，{second} 要求 `{other_hant}`",
            "兩者都保留並分別衡量；以哪個為準由主管單位決定",
        ),
    ),
    Code(
        "GC406",
        "note",
        (
            "contradiction `{contradiction}`: {first} and {second} do not agree",
            "it is reported and not settled: the owner of the policy decides",
        ),
        ("矛盾 `{contradiction}`：{first} 与 {second} 不一致", "只报告，不裁断：由主管单位决定"),
        ("矛盾 `{contradiction}`：{first} 與 {second} 不一致", "只報告，不裁斷：由主管單位決定"),
    ),
    Code(
        "GC407",
        "note",
        (
            "target `{target}`: {source} asks for {value} and for {share} of change at once, which implies a figure of {implied} in {year}; that baseline is not given",
            "find out the true baseline and write it as `baseline: {{year: …, value: …}}`",
        ),
        (
            "目标 `{target}`：{source} 同时要求 {value} 和变化 {share}，据此推算 {year} 年应为 {implied}，但没有给出这一基期值",
            "请查明实际基期值，写作 `baseline: {{year: …, value: …}}`",
        ),
        (
            "目標 `{target}`：{source} 同時要求 {value} 和變化 {share}，據此推算 {year} 年應為 {implied}，但沒有給出這一基期值",
            "請查明實際基期值，寫作 `baseline: {{year: …, value: …}}`",
        ),
    ),
    Code(
        "GC408",
        "error",
        ("`{key}: {value}` does not fit the measure, expected {expected:term}", None),
        ("`{key}: {value}` 与指标不合，应为{expected:term}", None),
        ("`{key}: {value}` 與指標不合，應為{expected:term}", None),
    ),
    Code(
        "GC409",
        "error",
        (
            "the level is due on {due}, not after the baseline of {year}",
            "mend the due date or the year of the baseline",
        ),
        ("期限 {due} 不晚于基期 {year} 年", "请改正期限或基期年份"),
        ("期限 {due} 不晚於基期 {year} 年", "請改正期限或基期年份"),
    ),
)
