"""GC510-GC519: what the sharing of data demands."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = (
    Code(
        "GC510",
        "warning",
        (
            "`{name}` refuses without a legal basis and is treated as conditional",
            "add `basis:` with the law, regulation or decision that forbids sharing",
        ),
        (
            "`{name}` 不予共享而没有写明法律依据，按有条件共享处理",
            "请补上 `basis:`，写明禁止共享的法律法规或决定",
        ),
        (
            "`{name}` 不予共享而沒有寫明法律依據，按有條件共享處理",
            "請補上 `basis:`，寫明禁止共享的法律法規或決定",
        ),
    ),
    Code(
        "GC511",
        "warning",
        (
            "data class `{data}` has no sharing attribute and is treated as conditional",
            "add `sharing:` unconditional, conditional or not_shared",
        ),
        (
            "数据类 `{data}` 没有写明共享属性，按有条件共享处理",
            "请补上 `sharing:`：unconditional、conditional 或 not_shared",
        ),
        (
            "數據類 `{data}` 沒有寫明共享屬性，按有條件共享處理",
            "請補上 `sharing:`：unconditional、conditional 或 not_shared",
        ),
    ),
    Code(
        "GC512",
        "warning",
        (
            "data class `{data}` holds personal information and names no purposes",
            "add `purposes:` with the fields that each of them needs",
        ),
        ("数据类 `{data}` 含个人信息而没有列出用途", "请补上 `purposes:`，写明各用途所需的数据项"),
        ("數據類 `{data}` 含個人信息而沒有列出用途", "請補上 `purposes:`，寫明各用途所需的數據項"),
    ),
    Code(
        "GC513",
        "error",
        (
            "rule `{rule}` shares on conditions and nobody approves",
            "add `steps:`, each with `approver:` and `within:`",
        ),
        (
            "规则 `{rule}` 为有条件共享而没有审批环节",
            "请补上 `steps:`，每步写 `approver:` 和 `within:`",
        ),
        (
            "規則 `{rule}` 為有條件共享而沒有審批環節",
            "請補上 `steps:`，每步寫 `approver:` 和 `within:`",
        ),
    ),
    Code(
        "GC514",
        "error",
        (
            "the vocabulary has no choice `{name}` of the list `{list}`, or no `data_grades`",
            "declare it, with `data_grades` from the lowest to the highest",
        ),
        (
            "词汇表没有取自 `{list}` 的选择类属性 `{name}`，或没有 `data_grades`",
            "请声明该属性；`data_grades` 由低到高列出",
        ),
        (
            "詞彙表沒有取自 `{list}` 的選擇類屬性 `{name}`，或沒有 `data_grades`",
            "請聲明該屬性；`data_grades` 由低到高列出",
        ),
    ),
    Code(
        "GC515",
        "error",
        ("data class `{data}` is listed twice", "keep one entry"),
        ("数据类 `{data}` 列了两次", "请只保留一条"),
        ("數據類 `{data}` 列了兩次", "請只保留一條"),
    ),
    Code(
        "GC516",
        "error",
        (
            "rule `{rule}` answers {answer} and lets the data be used as {mode}",
            "a refusal goes with `mode: denied`, and nothing else does",
        ),
        (
            "规则 `{rule}` 的答复 {answer} 与使用方式 {mode} 不符",
            "不予共享（refused）与不得使用（denied）必须同时写",
        ),
        (
            "規則 `{rule}` 的答覆 {answer} 與使用方式 {mode} 不符",
            "不予共享（refused）與不得使用（denied）必須同時寫",
        ),
    ),
    Code(
        "GC517",
        "error",
        ("`{got}` is no whole number of workdays", "write for example `10 workdays`"),
        ("`{got}` 不是整数个工作日", "请写例如 `10个工作日`"),
        ("`{got}` 不是整數個工作日", "請寫例如 `10個工作日`"),
    ),
)
