"""GC520-GC529: what standards demand."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = (
    Code(
        "GC520",
        "error",
        (
            "`{document}` measures {count} things, a standard measures one",
            "give exactly one of {known}",
        ),
        ("`{document}` 写了 {count} 种考察内容，一个标准只能有一种", "请只写一项：{known}"),
        ("`{document}` 寫了 {count} 種考察內容，一個標準只能有一種", "請只寫一項：{known}"),
    ),
    Code(
        "GC521",
        "error",
        ("`{requirement}` requires nothing", "add `at_least:` or `at_most:`"),
        ("`{requirement}` 没有写明要求", "请补上 `at_least:` 或 `at_most:`"),
        ("`{requirement}` 沒有寫明要求", "請補上 `at_least:` 或 `at_most:`"),
    ),
    Code(
        "GC522",
        "error",
        ("`{got}` does not fit what is measured in {expected}", "use that unit"),
        ("`{got}` 与考察内容的单位（{expected}）不符", "请改用该单位"),
        ("`{got}` 與考察內容的單位（{expected}）不符", "請改用該單位"),
    ),
    Code(
        "GC523",
        "error",
        (
            "`{document}` does not say what is measured",
            "write `measure: fact`, or `measure: {{part: fact, whole: fact}}` for a share",
        ),
        (
            "`{document}` 没有写明考察什么",
            "请写 `measure: 事实`，比例写 `measure: {{part: 事实, whole: 事实}}`",
        ),
        (
            "`{document}` 沒有寫明考察什麼",
            "請寫 `measure: 事實`，比例寫 `measure: {{part: 事實, whole: 事實}}`",
        ),
    ),
    Code(
        "GC524",
        "error",
        (
            "`{name}` is no number that a record of `{scope}` gives",
            "name a field of that record that holds a number",
        ),
        ("`{name}` 不是记录 `{scope}` 给出的数值", "请写该记录中的数值字段"),
        ("`{name}` 不是記錄 `{scope}` 給出的數值", "請寫該記錄中的數值欄位"),
    ),
    Code(
        "GC525",
        "error",
        ("the bounds of `{requirement}` leave no room", "check which is the larger"),
        ("`{requirement}` 的上下限不成立", "请检查哪个较大"),
        ("`{requirement}` 的上下限不成立", "請檢查哪個較大"),
    ),
    Code(
        "GC526",
        "error",
        (
            "`{name}` is no standard of persons, coverage is counted of one",
            "name a document with `rolling:` or `training:`",
        ),
        (
            "`{name}` 不是经历或培训类标准，覆盖率须以其为基础",
            "请写带有 `rolling:` 或 `training:` 的文件",
        ),
        (
            "`{name}` 不是經歷或培訓類標準，覆蓋率須以其為基礎",
            "請寫帶有 `rolling:` 或 `training:` 的文件",
        ),
    ),
)
