"""GC220-GC239, GC290-GC291: conditions and the tests in them."""

from __future__ import annotations

from govcoord.codes.base import Code

_NAMES = (
    Code(
        "GC220",
        "error",
        ("unknown attribute `{name}`", "declare it in the vocabulary, or write a declared one"),
        ("未知的属性 `{name}`", "先在词汇表中声明，或改用已声明的属性"),
        ("未知的屬性 `{name}`", "先在詞彙表中宣告，或改用已宣告的屬性"),
    ),
    Code(
        "GC221",
        "error",
        ("`{got}` is no value of `{attribute}`", "expected {expected}"),
        ("`{got}` 不是 `{attribute_hans}` 的取值", "可选：{expected_hans}"),
        ("`{got}` 不是 `{attribute_hant}` 的取值", "可選：{expected_hant}"),
    ),
    Code(
        "GC222",
        "error",
        (
            "`{got}` compares by size, but the values of `{attribute}` have no order",
            "{type:term}",
        ),
        (
            "`{got}` 是大小比较，而 `{attribute_hans}` 的取值不分大小",
            "{type:term}",
        ),
        (
            "`{got}` 是大小比較，而 `{attribute_hant}` 的取值不分大小",
            "{type:term}",
        ),
    ),
    Code(
        "GC223",
        "error",
        ("`{got}` has no unit, but `{attribute}` is in {unit}", "write `{fixed}`"),
        ("`{got}` 没有单位，而 `{attribute_hans}` 的单位是{unit_hans}", "请写 `{fixed_hans}`"),
        ("`{got}` 沒有單位，而 `{attribute_hant}` 的單位是{unit_hant}", "請寫 `{fixed_hant}`"),
    ),
    Code(
        "GC224",
        "error",
        ("`{got}` is in {unit}, but `{attribute}` is in {expected}", "{reason:term}"),
        (
            "`{got}` 的单位是{unit_hans}，而 `{attribute_hans}` 的单位是{expected_hans}",
            "{reason:term}",
        ),
        (
            "`{got}` 的單位是{unit_hant}，而 `{attribute_hant}` 的單位是{expected_hant}",
            "{reason:term}",
        ),
    ),
    Code(
        "GC225",
        "error",
        (
            "`{got}` has a unit, but `{attribute}` is a plain number",
            "{remedy}",
        ),
        (
            "`{got}` 带有单位，而 `{attribute_hans}` 是不带单位的数",
            "{remedy_hans}",
        ),
        (
            "`{got}` 帶有單位，而 `{attribute_hant}` 是不帶單位的數",
            "{remedy_hant}",
        ),
    ),
)

_TESTS = (
    Code(
        "GC226",
        "error",
        (
            "the interval `{got}` holds no value",
            "write the smaller end first, each with its unit, with a value between them",
        ),
        ("区间 `{got}` 不含任何值", "请把较小的一端写在前面，两端各带单位，中间要有值"),
        ("區間 `{got}` 不含任何值", "請把較小的一端寫在前面，兩端各帶單位，中間要有值"),
    ),
    Code(
        "GC227",
        "error",
        (
            "`{got}` can never match: `{attribute}` is {bounds}",
            "correct the test, or the `min` and `max` of `{attribute}`",
        ),
        (
            "`{got}` 永远不会满足：`{attribute_hans}` 的范围是{bounds_hans}",
            "请更正这项条件，或更正词汇表中 `{attribute_hans}` 的 `min` 和 `max`",
        ),
        (
            "`{got}` 永遠不會滿足：`{attribute_hant}` 的範圍是{bounds_hant}",
            "請更正這項條件，或更正詞彙表中 `{attribute_hant}` 的 `min` 和 `max`",
        ),
    ),
    Code(
        "GC228",
        "error",
        ("`{got}` is not a test of `{attribute}`", "write {expected:term}"),
        ("看不懂 `{attribute_hans}` 的条件 `{got}`", "请写{expected_hans:term}"),
        ("看不懂 `{attribute_hant}` 的條件 `{got}`", "請寫{expected_hant:term}"),
    ),
    Code(
        "GC229",
        "error",
        ("unknown key `{key}` in the test of `{attribute}`", "known here: {known}"),
        ("`{attribute_hans}` 的条件中没有名为 `{key}` 的写法", "此处可写：{known_hans}"),
        ("`{attribute_hant}` 的條件中沒有名為 `{key}` 的寫法", "此處可寫：{known_hant}"),
    ),
    Code(
        "GC230",
        "error",
        (
            "`{word}` says no exact limit",
            "write an interval such as `{fixed}`",
        ),
        ("`{word}` 不是确切的界限", "请写明区间，例如 `{fixed_hans}`"),
        ("`{word}` 不是確切的界限", "請寫明區間，例如 `{fixed_hant}`"),
    ),
    Code(
        "GC231",
        "error",
        (
            "the condition falls apart into more than {limit} alternatives",
            "split the rule, or name the parts in a table of their own",
        ),
        ("条件展开后超过 {limit} 种情形", "请拆分规则，或把其中一部分另立一张表"),
        ("條件展開後超過 {limit} 種情形", "請拆分規則，或把其中一部分另立一張表"),
    ),
    Code(
        "GC232",
        "error",
        (
            "expected a condition (`attribute: test` lines), got {got:term}",
            "write `attribute: test`",
        ),
        ("此处应为条件（`属性: 条件`），实为{got:term}", "请写成 `属性: 条件`"),
        ("此處應為條件（`屬性: 條件`），實為{got:term}", "請寫成 `屬性: 條件`"),
    ),
    Code(
        "GC233",
        "error",
        (
            "a list of conditions does not say whether all or any of them must hold",
            "put it under `all:` or `any:`",
        ),
        ("条件列表没有说明须全部满足还是满足任一项", "请放在 `全部满足:` 或 `任一满足:` 之下"),
        ("條件清單沒有說明須全部滿足還是滿足任一項", "請放在 `全部滿足:` 或 `任一滿足:` 之下"),
    ),
    Code(
        "GC234",
        "error",
        ("unknown unit `{unit}`", "{reason:term}"),
        ("未知的单位 `{unit}`", "{reason_hans:term}"),
        ("未知的單位 `{unit}`", "{reason_hant:term}"),
    ),
    Code(
        "GC235",
        "error",
        ("`{got}` may be a range, a subtraction or a date", "write `{fixed}`"),
        ("`{got}` 可能是区间、减法或日期", "请写 `{fixed_hans}`"),
        ("`{got}` 可能是區間、減法或日期", "請寫 `{fixed_hant}`"),
    ),
    Code(
        "GC236",
        "error",
        ("the interval `{got}` has an open end", "write `{fixed}`"),
        ("区间 `{got}` 缺少一端", "请写 `{fixed_hans}`"),
        ("區間 `{got}` 缺少一端", "請寫 `{fixed_hant}`"),
    ),
    Code(
        "GC237",
        "error",
        (
            "`{got}` is not a whole number, as the values of `{attribute}` are",
            "write the nearest whole number that is meant",
        ),
        (
            "`{got}` 不是整数，而 `{attribute_hans}` 只取整数",
            "请写所指的整数",
        ),
        (
            "`{got}` 不是整數，而 `{attribute_hant}` 只取整數",
            "請寫所指的整數",
        ),
    ),
    Code(
        "GC238",
        "error",
        ("the attribute name `{name}` fits {count} attributes: {known}", "write the id"),
        ("名称 `{name}` 对应 {count} 个属性：{known}", "请写属性的标识"),
        ("名稱 `{name}` 對應 {count} 個屬性：{known}", "請寫屬性的標識"),
    ),
    Code(
        "GC239",
        "error",
        (
            "`{attribute}` has no test",
            "write `missing` for a fact that is not given, or leave the line out",
        ),
        ("`{attribute_hans}` 后面没有条件", "事实未填时写 `未填`，不限时删去这一行"),
        ("`{attribute_hant}` 後面沒有條件", "事實未填時寫 `未填`，不限時刪去這一行"),
    ),
)

_READING = (
    Code(
        "GC290",
        "error",
        ("`{got}` holds for every value of `{attribute}`", "{remedy}"),
        ("`{got}` 对 `{attribute_hans}` 的任何值都成立", "{remedy_hans}"),
        ("`{got}` 對 `{attribute_hant}` 的任何值都成立", "{remedy_hant}"),
    ),
    Code(
        "GC291",
        "error",
        (
            "`{got}` falls apart without quotes: commas and brackets are signs of YAML here",
            "put the whole test in quotes: `{fixed}`",
        ),
        (
            "`{got}` 没有加引号，逗号和括号在这里是 YAML 的符号，会把它拆开",
            "请给整个条件加上引号：`{fixed}`",
        ),
        (
            "`{got}` 沒有加引號，逗號和括號在這裡是 YAML 的符號，會把它拆開",
            "請給整個條件加上引號：`{fixed}`",
        ),
    ),
)

CODES: tuple[Code, ...] = (*_NAMES, *_TESTS, *_READING)
