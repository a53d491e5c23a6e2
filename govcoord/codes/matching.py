"""GC640-GC649: matching of requests to matters and departments."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = (
    Code(
        "GC640",
        "error",
        (
            "`{key}: {value}` is too small",
            "weights are above 0, `threshold`, `margin` and `title_weight` are 0 or more, "
            "`alternatives` is 1 or more; a term that shall count nothing stands under `excluded:`",
        ),
        (
            "`{key}: {value}` 太小",
            "权重须大于0，`threshold`、`margin`、`title_weight` 不小于0，`alternatives` 不小于1；不该计分的词写在 `excluded:` 下",
        ),
        (
            "`{key}: {value}` 太小",
            "權重須大於0，`threshold`、`margin`、`title_weight` 不小於0，`alternatives` 不小於1；不該計分的詞寫在 `excluded:` 下",
        ),
    ),
    Code(
        "GC641",
        "error",
        (
            "the term `{term}` is written twice",
            "write each term once, with the weights of all that it speaks for",
        ),
        ("词 `{term}` 写了两次", "每个词只写一次，把它指向的各项权重写在一起"),
        ("詞 `{term}` 寫了兩次", "每個詞只寫一次，把它指向的各項權重寫在一起"),
    ),
    Code(
        "GC642",
        "error",
        (
            "the term `{term}` speaks for nothing",
            "give it `matters:` or `departments:`, or write it under `excluded:`",
        ),
        (
            "词 `{term}` 没有指向任何事项或部门",
            "请写 `matters:` 或 `departments:`，或者写在 `excluded:` 下",
        ),
        (
            "詞 `{term}` 沒有指向任何事項或部門",
            "請寫 `matters:` 或 `departments:`，或者寫在 `excluded:` 下",
        ),
    ),
)
