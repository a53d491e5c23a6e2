"""GC480-GC489: what the mechanisms of money demand."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = (
    Code(
        "GC480",
        "error",
        ("`{key}: {value}` needs `{needed}`", "write `{needed}`, or leave `{key}` out"),
        ("`{key}: {value}` 需要有 `{needed}`", "请写 `{needed}`，或者不写 `{key}`"),
        ("`{key}: {value}` 需要有 `{needed}`", "請寫 `{needed}`，或者不寫 `{key}`"),
    ),
    Code(
        "GC481",
        "error",
        ("`{key}: {value}` does not fit, expected {expected:term}", None),
        ("`{key}: {value}` 不合适，应为{expected:term}", None),
        ("`{key}: {value}` 不合適，應為{expected:term}", None),
    ),
    Code(
        "GC482",
        "error",
        (
            "the shares in `{document}` add up to {sum}, not to 100%",
            "write the exact shares; a third is written `1/3`",
        ),
        (
            "`{document}` 中各方份额合计为 {sum}，不是 100%",
            "请写准确的份额；三分之一写作 `1/3`",
        ),
        (
            "`{document}` 中各方份額合計為 {sum}，不是 100%",
            "請寫準確的份額；三分之一寫作 `1/3`",
        ),
    ),
    Code(
        "GC483",
        "error",
        (
            "the floors in `{document}` add up to {sum} of the total, more than there is",
            "lower the floors",
        ),
        ("`{document}` 中各方下限合计为总额的 {sum}，超过总额", "请调低下限"),
        ("`{document}` 中各方下限合計為總額的 {sum}，超過總額", "請調低下限"),
    ),
    Code(
        "GC484",
        "error",
        (
            "the caps in `{document}` add up to {sum} of the total, so the rest has no bearer",
            "raise the caps, or leave one party without a cap",
        ),
        (
            "`{document}` 中各方上限合计只有总额的 {sum}，其余无人承担",
            "请调高上限，或者让一方不设上限",
        ),
        (
            "`{document}` 中各方上限合計只有總額的 {sum}，其餘無人承擔",
            "請調高上限，或者讓一方不設上限",
        ),
    ),
    Code(
        "GC485",
        "error",
        ("the floor of `{party}`, {floor}, is above its cap, {cap}", "exchange them or mend one"),
        ("`{party}` 的下限 {floor} 高于上限 {cap}", "请对调，或者改其中一个"),
        ("`{party}` 的下限 {floor} 高於上限 {cap}", "請對調，或者改其中一個"),
    ),
    Code(
        "GC486",
        "error",
        (
            "two ratios of `{document}` are in force at the same time, from {start}",
            "end the earlier one on the day before",
        ),
        ("`{document}` 中有两组比例自 {start} 起同时适用", "请让前一组在前一天终止"),
        ("`{document}` 中有兩組比例自 {start} 起同時適用", "請讓前一組在前一天終止"),
    ),
    Code(
        "GC487",
        "error",
        (
            "the ratio applies from {start}, before it was decided on {decided}",
            "a change of ratio holds only for the future: let it start on the day of the decision",
        ),
        (
            "比例自 {start} 起适用，早于作出决定的 {decided}",
            "变更比例只对以后有效：请从决定之日或以后起适用",
        ),
        (
            "比例自 {start} 起適用，早於作出決定的 {decided}",
            "變更比例只對以後有效：請從決定之日或以後起適用",
        ),
    ),
    Code(
        "GC488",
        "error",
        (
            "the budget {budget} of `{document}` does not pay a single award of {amount}",
            "raise the budget or lower the amount",
        ),
        ("`{document}` 的预算 {budget} 不够发一个 {amount} 的奖", "请提高预算或降低奖金"),
        ("`{document}` 的預算 {budget} 不夠發一個 {amount} 的獎", "請提高預算或降低獎金"),
    ),
)
