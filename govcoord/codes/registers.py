"""GC530-GC539: registers, their entries and what may be seen of them."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = (
    Code(
        "GC530",
        "error",
        (
            "`{key}: {name}` does not fit, expected a fact that is {expected:term}",
            "name a fact of that type, or change its type in the vocabulary",
        ),
        (
            "`{key}: {name}` 不合适，应为类型是{expected:term}的事实",
            "请改用该类型的事实，或者在词汇表中更正其类型",
        ),
        (
            "`{key}: {name}` 不合適，應為類型是{expected:term}的事實",
            "請改用該類型的事實，或者在詞彙表中更正其類型",
        ),
    ),
    Code(
        "GC531",
        "error",
        ("`{key}: {amount}` does not fit, expected {expected:term}", None),
        ("`{key}: {amount}` 不合适，应为{expected:term}", None),
        ("`{key}: {amount}` 不合適，應為{expected:term}", None),
    ),
    Code(
        "GC532",
        "error",
        (
            "view `{view}` shows the personal fact `{fact}` without a mask",
            "mask it under `masks:`, or name it under `plain:` where this reader may see it as it is",
        ),
        (
            "`{view}` 可见个人信息 `{fact}`，却没有遮盖",
            "请在 `masks:` 写明怎样遮盖；确可原样查看的，写在 `plain:`",
        ),
        (
            "`{view}` 可見個人資訊 `{fact}`，卻沒有遮蓋",
            "請在 `masks:` 寫明怎樣遮蓋；確可原樣查看的，寫在 `plain:`",
        ),
    ),
    Code(
        "GC533",
        "error",
        (
            "the condition asks for `{name}`, which a `{record}` does not give: it could never be known",
            "use a fact of the record, or add it there",
        ),
        (
            "条件用到 `{name}`，而 `{record}` 没有这项，永远无法判定",
            "请改用该记录中的事实，或者在词汇表中给它补上",
        ),
        (
            "條件用到 `{name}`，而 `{record}` 沒有這項，永遠無法判定",
            "請改用該記錄中的事實，或者在詞彙表中給它補上",
        ),
    ),
    Code(
        "GC534",
        "error",
        ("`{key}: {name}` is none of the register's own, which are {known}", None),
        ("`{key}: {name}` 不在本台账之中，已有：{known}", None),
        ("`{key}: {name}` 不在本臺賬之中，已有：{known}", None),
    ),
    Code(
        "GC535",
        "error",
        (
            "the mask of `{fact}` says no way, several, or one that does not fit {type:term}",
            "write `keep_first`/`keep_last` for a text, `shorten_to` for a date, `in_steps_of` with"
            " the unit for a number, or `hide: true`",
        ),
        (
            "`{fact}` 的遮盖办法没有写、写了几种，或者不适用于{type:term}",
            "文字写 `keep_first`、`keep_last`，日期写 `shorten_to`，数写 `in_steps_of`（带同类单位），或写 `hide: 是`",
        ),
        (
            "`{fact}` 的遮蓋辦法沒有寫、寫了幾種，或者不適用於{type:term}",
            "文字寫 `keep_first`、`keep_last`，日期寫 `shorten_to`，數寫 `in_steps_of`（帶同類單位），或寫 `hide: 是`",
        ),
    ),
    Code(
        "GC536",
        "error",
        (
            "rate `{rate}` asks for nothing that the register has (missing: {needed})",
            "write what counts: `complete`, `done`, `in_time`, `shown` or `rechecked`, and the `term:`"
            " or `recheck:` that it needs",
        ),
        (
            "比率 `{rate}` 没有写明数什么，或台账没有所需的内容（缺：{needed}）",
            "请写 `complete`、`done`、`in_time`、`shown` 或 `rechecked`，并写上所需的 `term:`、`recheck:`",
        ),
        (
            "比率 `{rate}` 沒有寫明數什麼，或臺賬沒有所需的內容（缺：{needed}）",
            "請寫 `complete`、`done`、`in_time`、`shown` 或 `rechecked`，並寫上所需的 `term:`、`recheck:`",
        ),
    ),
    Code(
        "GC537",
        "error",
        (
            "the term of `{document}` has no end",
            "write `lasts:` (which a renewal needs), or `until:` with the fact that records the end",
        ),
        (
            "`{document}` 的有效期没有终点",
            "请写 `lasts:`（有续期的必须写），或在 `until:` 写明记载到期日的事实",
        ),
        (
            "`{document}` 的有效期沒有終點",
            "請寫 `lasts:`（有續期的必須寫），或在 `until:` 寫明記載到期日的事實",
        ),
    ),
    Code(
        "GC538",
        "warning",
        (
            "view `{view}` does not show `{fact}`: what is said of it there has no effect",
            "add the fact to `shows:`, or take the line out",
        ),
        (
            "`{view}` 并不显示 `{fact}`，对它的规定不起作用",
            "请在 `shows:` 加上该事实，或者删去这一行",
        ),
        (
            "`{view}` 並不顯示 `{fact}`，對它的規定不起作用",
            "請在 `shows:` 加上該事實，或者刪去這一行",
        ),
    ),
)
