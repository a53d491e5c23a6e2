"""GC580-GC584: what makes cases similar."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = (
    Code(
        "GC580",
        "error",
        ("`{name}` is no fact that cases give", None),
        ("`{name}` 不是案件给出的事实", None),
        ("`{name}` 不是案件給出的事實", None),
    ),
    Code(
        "GC581",
        "error",
        (
            "how far values of `{name}` are apart is not said, or does not fit it",
            "numbers need `scale:` in their unit or `by: ratio`, dates a `scale:` in days; lists "
            "may have `by: order`",
        ),
        (
            "`{name}` 的取值相差多远没有写明，或者写法不合适",
            "数值请写同一单位的 `scale:` 或 `by: ratio`，日期请写以天计的 `scale:`，单选可写 `by: order`",
        ),
        (
            "`{name}` 的取值相差多遠沒有寫明，或者寫法不合適",
            "數值請寫同一單位的 `scale:` 或 `by: ratio`，日期請寫以天計的 `scale:`，單選可寫 `by: order`",
        ),
    ),
    Code(
        "GC582",
        "error",
        ("`{name}` is compared twice, or weighs nothing", "give each fact once, with a weight above 0"),
        ("`{name}` 重复比较，或者权重不大于零", "每项事实写一次，权重须大于零"),
        ("`{name}` 重複比較，或者權重不大於零", "每項事實寫一次，權重須大於零"),
    ),
    Code(
        "GC583",
        "error",
        (
            "`{document}` compares nothing, or a bound does not fit",
            "write `compare:`, `least_known:` from 0% to 100%, `limit:` from 1",
        ),
        (
            "`{document}` 没有比较任何事实，或者界限不合适",
            "请写 `compare:`，`least_known:` 为 0% 至 100%，`limit:` 不小于 1",
        ),
        (
            "`{document}` 沒有比較任何事實，或者界限不合適",
            "請寫 `compare:`，`least_known:` 為 0% 至 100%，`limit:` 不小於 1",
        ),
    ),
)  # fmt: skip
