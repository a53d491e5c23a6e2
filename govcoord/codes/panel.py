"""GC570-GC579: what choosing a panel demands."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = (
    Code(
        "GC570",
        "error",
        (
            "the order of `{document}` may leave two experts equal",
            "each entry names one key, and `lot` comes once, last",
        ),
        ("`{document}` 的次序可能让两位专家不分先后", "每项写一个依据，最后一项写 `lot`（抽签），只写一次"),
        ("`{document}` 的次序可能讓兩位專家不分先後", "每項寫一個依據，最後一項寫 `lot`（抽籤），只寫一次"),
    ),
    Code(
        "GC571",
        "error",
        (
            "the quota `{quota}` cannot be that of a panel of {size}",
            "write `at_least` or `at_most`, whole numbers up to the size or shares; `per` takes "
            "`at_most` alone",
        ),
        (
            "构成要求 `{quota}` 不能用于 {size} 人的专家组",
            "请写 `at_least` 或 `at_most`，为不超过人数的整数或比例；`per` 只能配 `at_most`",
        ),
        (
            "構成要求 `{quota}` 不能用於 {size} 人的專家組",
            "請寫 `at_least` 或 `at_most`，為不超過人數的整數或比例；`per` 只能配 `at_most`",
        ),
    ),
    Code(
        "GC572",
        "error",
        ("`{key}: {value}` does not fit, expected {expected:term}", None),
        ("`{key}: {value}` 不合适，应为{expected:term}", None),
        ("`{key}: {value}` 不合適，應為{expected:term}", None),
    ),
    Code(
        "GC573",
        "error",
        (
            "under the quota `{quota}` a panel has at most {most} members, not {size}",
            "raise `at_most`, or make the panel smaller",
        ),
        ("按构成要求 `{quota}`，专家组最多 {most} 人，凑不足 {size} 人", "请提高 `at_most`，或者减少人数"),
        ("按構成要求 `{quota}`，專家組最多 {most} 人，湊不足 {size} 人", "請提高 `at_most`，或者減少人數"),
    ),
)  # fmt: skip
