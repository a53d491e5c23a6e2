"""GC220-GC239: conditions and the tests in them."""

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
        ("`{got}` 不是 `{attribute}` 的取值", "可选：{expected}"),
        ("`{got}` 不是 `{attribute}` 的取值", "可選：{expected}"),
    ),
    Code(
        "GC222",
        "error",
        (
            "`{got}` compares by size, but `{attribute}` is of type `{type}`",
            "write values, `not(…)`, `missing` or `present`",
        ),
        (
            "`{got}` 是大小比较，而 `{attribute}` 的类型是 `{type}`",
            "请写取值、`not(…)`、`missing` 或 `present`",
        ),
        (
            "`{got}` 是大小比較，而 `{attribute}` 的類型是 `{type}`",
            "請寫取值、`not(…)`、`missing` 或 `present`",
        ),
    ),
    Code(
        "GC223",
        "error",
        ("`{got}` has no unit, but `{attribute}` is in {unit}", "write `{fixed}`"),
        ("`{got}` 没有单位，而 `{attribute}` 的单位是{unit_hans}", "请写 `{fixed}`"),
        ("`{got}` 沒有單位，而 `{attribute}` 的單位是{unit_hant}", "請寫 `{fixed}`"),
    ),
    Code(
        "GC224",
        "error",
        ("`{got}` is in {unit}, but `{attribute}` is in {expected}", "{reason:term}"),
        (
            "`{got}` 的单位是{unit_hans}，而 `{attribute}` 的单位是{expected_hans}",
            "{reason:term}",
        ),
        (
            "`{got}` 的單位是{unit_hant}，而 `{attribute}` 的單位是{expected_hant}",
            "{reason:term}",
        ),
    ),
    Code(
        "GC225",
        "error",
        (
            "`{got}` has a unit, but `{attribute}` is a plain number",
            "leave out the unit, or declare `{attribute}` as a quantity in {unit}",
        ),
        (
            "`{got}` 带有单位，而 `{attribute}` 是不带单位的数",
            "去掉单位，或把 `{attribute}` 声明为单位是{unit_hans}的量",
        ),
        (
            "`{got}` 帶有單位，而 `{attribute}` 是不帶單位的數",
            "去掉單位，或把 `{attribute}` 宣告為單位是{unit_hant}的量",
        ),
    ),
)

_TESTS = (
    Code(
        "GC226",
        "error",
        (
            "the interval `{got}` holds no value",
            "write the smaller end first, with a value between the ends",
        ),
        ("区间 `{got}` 不含任何值", "请把较小的一端写在前面，两端之间要有值"),
        ("區間 `{got}` 不含任何值", "請把較小的一端寫在前面，兩端之間要有值"),
    ),
    Code(
        "GC227",
        "error",
        (
            "`{got}` can never match: `{attribute}` lies within {bounds}",
            "correct the test, or the `min` and `max` of `{attribute}`",
        ),
        (
            "`{got}` 永远不会满足：`{attribute}` 的范围是 {bounds}",
            "请更正这项条件，或更正 `{attribute}` 的 `min` 和 `max`",
        ),
        (
            "`{got}` 永遠不會滿足：`{attribute}` 的範圍是 {bounds}",
            "請更正這項條件，或更正 `{attribute}` 的 `min` 和 `max`",
        ),
    ),
    Code(
        "GC228",
        "error",
        ("`{got}` is not a test of `{attribute}`", "write {expected:term}"),
        ("看不懂 `{attribute}` 的条件 `{got}`", "请写{expected:term}"),
        ("看不懂 `{attribute}` 的條件 `{got}`", "請寫{expected:term}"),
    ),
    Code(
        "GC229",
        "error",
        ("unknown key `{key}` in the test of `{attribute}`", "known here: {known}"),
        ("`{attribute}` 的条件中没有名为 `{key}` 的写法", "此处可写：{known}"),
        ("`{attribute}` 的條件中沒有名為 `{key}` 的寫法", "此處可寫：{known}"),
    ),
    Code(
        "GC230",
        "error",
        (
            "`{word}` says no exact limit",
            "write an interval such as `[90..110]`, with its unit",
        ),
        ("`{word}` 不是确切的界限", "请写明区间，例如 `[90..110]`，并带上单位"),
        ("`{word}` 不是確切的界限", "請寫明區間，例如 `[90..110]`，並帶上單位"),
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
        ("条件列表没有说明须全部满足还是满足任一项", "请放在 `all:` 或 `any:` 之下"),
        ("條件清單沒有說明須全部滿足還是滿足任一項", "請放在 `all:` 或 `any:` 之下"),
    ),
    Code(
        "GC234",
        "error",
        ("unknown unit `{unit}`", "{reason:term}"),
        ("未知的单位 `{unit}`", "{reason:term}"),
        ("未知的單位 `{unit}`", "{reason:term}"),
    ),
    Code(
        "GC235",
        "error",
        ("`{got}` may be a range, a subtraction or a date", "write `{fixed}`"),
        ("`{got}` 可能是区间、减法或日期", "请写 `{fixed}`"),
        ("`{got}` 可能是區間、減法或日期", "請寫 `{fixed}`"),
    ),
    Code(
        "GC236",
        "error",
        ("the interval `{got}` has an open end", "write `{fixed}`"),
        ("区间 `{got}` 缺少一端", "请写 `{fixed}`"),
        ("區間 `{got}` 缺少一端", "請寫 `{fixed}`"),
    ),
    Code(
        "GC237",
        "error",
        (
            "`{got}` is not a whole number, but `{attribute}` is of type `{type}`",
            "write the nearest whole number that is meant",
        ),
        (
            "`{got}` 不是整数，而 `{attribute}` 的类型是 `{type}`",
            "请写所指的整数",
        ),
        (
            "`{got}` 不是整數，而 `{attribute}` 的類型是 `{type}`",
            "請寫所指的整數",
        ),
    ),
    Code(
        "GC238",
        "error",
        ("the attribute name `{name}` fits {count} attributes: {known}", "write the id"),
        ("名称 `{name}` 对应 {count} 个属性：{known}", "请写属性的 id"),
        ("名稱 `{name}` 對應 {count} 個屬性：{known}", "請寫屬性的 id"),
    ),
    Code(
        "GC239",
        "error",
        (
            "`{attribute}` has no test",
            "write `missing` for a fact that is not given, or leave the line out",
        ),
        ("`{attribute}` 后面没有条件", "事实未填时写 `missing`，不限时删去这一行"),
        ("`{attribute}` 後面沒有條件", "事實未填時寫 `missing`，不限時刪去這一行"),
    ),
)

CODES: tuple[Code, ...] = (*_NAMES, *_TESTS)
