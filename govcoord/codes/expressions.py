"""GC240-GC254: expressions of derived attributes."""

from __future__ import annotations

from govcoord.codes.base import Code

_SYNTAX = (
    Code(
        "GC240",
        "error",
        ("unexpected {got} in the expression", None),
        ("表达式中不应出现 {got}", None),
        ("運算式中不應出現 {got}", None),
    ),
    Code(
        "GC241",
        "error",
        ("the expression is too long or too deeply nested", "derive its parts as attributes first"),
        ("表达式过长或嵌套过深", "请把其中一部分先声明为派生属性"),
        ("運算式過長或巢狀過深", "請把其中一部分先宣告為衍生屬性"),
    ),
    Code(
        "GC242",
        "error",
        ("`{got}` is no list of records, which `{name}` needs", "name a record kind by its key"),
        ("`{got}` 不是记录列表，而 `{name}` 需要记录列表", "请写记录种类的名称"),
        ("`{got}` 不是記錄清單，而 `{name}` 需要記錄清單", "請寫記錄種類的名稱"),
    ),
    Code(
        "GC243",
        "error",
        ("`{got}` is no number, quantity or date", "{reason:term}"),
        ("`{got}` 不是数、量或日期", "{reason:term}"),
        ("`{got}` 不是數、量或日期", "{reason:term}"),
    ),
    Code(
        "GC244",
        "error",
        ("the expression ends too early", "an operator or a bracket waits for its right side"),
        ("表达式不完整", "运算符右边缺少内容，或括号没有配对"),
        ("運算式不完整", "運算子右邊缺少內容，或括號沒有配對"),
    ),
    Code(
        "GC245",
        "error",
        (
            "`{got}` compares, and an expression only computes",
            "derive the value here and compare it in a condition",
        ),
        ("`{got}` 用于比较，而表达式只用于计算", "在这里计算数值，在条件里比较"),
        ("`{got}` 用於比較，而運算式只用於計算", "在這裡計算數值，在條件裡比較"),
    ),
    Code(
        "GC246",
        "error",
        (
            "`{name}` is a list of records, not a value",
            "count it, or name a field: `sum(list.field)`",
        ),
        ("`{name}` 是记录列表，不是单个值", "请计数 `count(列表)`，或写明字段 `sum(列表.字段)`"),
        ("`{name}` 是記錄清單，不是單個值", "請計數 `count(清單)`，或寫明欄位 `sum(清單.欄位)`"),
    ),
)

_TYPES = (
    Code(
        "GC247",
        "error",
        (
            "`{got}` computes with a date and does not say by which clock",
            "write `workdays(from, to)`, `days(from, to)`, `add_workdays(…)` or `add_days(…)`",
        ),
        (
            "`{got}` 用日期运算，但没有说明按哪种日计算",
            "请写 `workdays(起, 止)`、`days(起, 止)`、`add_workdays(…)` 或 `add_days(…)`",
        ),
        (
            "`{got}` 用日期運算，但沒有說明按哪種日計算",
            "請寫 `workdays(起, 止)`、`days(起, 止)`、`add_workdays(…)` 或 `add_days(…)`",
        ),
    ),
    Code(
        "GC248",
        "error",
        ("`{got}` is of type `{type}`, but `{place}` takes {expected:term}", None),
        ("`{got}` 的类型是 `{type}`，而 `{place}` 需要{expected:term}", None),
        ("`{got}` 的類型是 `{type}`，而 `{place}` 需要{expected:term}", None),
    ),
    Code(
        "GC249",
        "error",
        ("`{name}` takes {takes} arguments, got {count}", None),
        ("`{name}` 需要 {takes} 个参数，实为 {count} 个", None),
        ("`{name}` 需要 {takes} 個參數，實為 {count} 個", None),
    ),
    Code(
        "GC250",
        "error",
        ("values of `{one}` and `{other}` do not mix", "take both from one list of choices"),
        ("`{one}` 与 `{other}` 的取值不能混用", "两边要取自同一个选项列表"),
        ("`{one}` 與 `{other}` 的取值不能混用", "兩邊要取自同一個選項清單"),
    ),
    Code(
        "GC251",
        "error",
        ("`{got}` lacks a unit where {unit} are needed", "write the unit"),
        ("`{got}` 缺少单位，这里需要{unit_hans}", "请写明单位"),
        ("`{got}` 缺少單位，這裡需要{unit_hant}", "請寫明單位"),
    ),
    Code(
        "GC252",
        "error",
        ("`{got}` mixes {one} and {other}", "{reason:term}"),
        ("`{got}` 混用了{one_hans}和{other_hans}", "{reason:term}"),
        ("`{got}` 混用了{one_hant}和{other_hant}", "{reason:term}"),
    ),
    Code(
        "GC253",
        "error",
        ("unknown function `{name}`", "known: {known}"),
        ("没有名为 `{name}` 的函数", "可用：{known}"),
        ("沒有名為 `{name}` 的函式", "可用：{known}"),
    ),
    Code(
        "GC254",
        "error",
        ("the derived attributes {names} need each other", "give one of them with the case"),
        ("派生属性 {names} 互相依赖", "请由案件直接给出其中一个"),
        ("衍生屬性 {names} 互相依賴", "請由案件直接給出其中一個"),
    ),
)

CODES: tuple[Code, ...] = (*_SYNTAX, *_TYPES)
