"""GC3xx: logic."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = (
    Code(
        "GC301",
        "warning",
        (
            "the condition can never be met: it asks the impossible of `{attribute}`",
            "correct one of the tests, or put them under `any:`",
        ),
        (
            "条件永远不会满足：对 `{attribute}` 的要求不可能成立",
            "请更正其中一项，或放在 `any:` 之下",
        ),
        (
            "條件永遠不會滿足：對 `{attribute}` 的要求不可能成立",
            "請更正其中一項，或放在 `any:` 之下",
        ),
    ),
    Code(
        "GC302",
        "error",
        ("rule `{rule}` overrides itself through others", "take one override of the circle away"),
        ("规则 `{rule}` 绕了一圈优先于自己", "请去掉圈中的一处 overrides"),
        ("規則 `{rule}` 繞了一圈優先於自己", "請去掉圈中的一處 overrides"),
    ),
    Code(
        "GC303",
        "error",
        (
            "facts and tables wait for each other: {names}",
            "a table cannot test what is made of its own outputs",
        ),
        ("事实与规则表互相等待：{names}", "规则表不能以自己的输出为条件"),
        ("事實與規則表互相等待：{names}", "規則表不能以自己的輸出為條件"),
    ),
    Code(
        "GC304",
        "warning",
        (
            "rule `{rule}` can never apply: its condition, dates and places exclude each other",
            "correct the dates or places of the rule or of its document",
        ),
        (
            "规则 `{rule}` 永远不会适用：条件、生效期间与适用地区互相排斥",
            "请更正规则或文件的期间、地区",
        ),
        (
            "規則 `{rule}` 永遠不會適用：條件、生效期間與適用地區互相排斥",
            "請更正規則或文件的期間、地區",
        ),
    ),
    Code(
        "GC310",
        "error",
        (
            "table {table} has no answer where {region}",
            "add a rule for these cases, or say what holds by default",
        ),
        (
            "表 {table_hans} 在下列情形没有结论：{region_hans}",
            "请为这些情形补一条规则，或写明缺省结论",
        ),
        (
            "表 {table_hant} 在下列情形沒有結論：{region_hant}",
            "請為這些情形補一條規則，或寫明缺省結論",
        ),
    ),
    Code(
        "GC311",
        "error",
        (
            "rules `{rule}`{says} and `{other}`{other_says} of {table} contradict each other where {region}",
            "let the special one override the general one (`overrides:`), or part their conditions",
        ),
        (
            "表 {table_hans} 的规则 `{rule}`{says_hans}与 `{other}`{other_says_hans}在下列情形互相矛盾：{region_hans}",
            "请写明特别规则优先（`overrides:`），或区分两条的条件",
        ),
        (
            "表 {table_hant} 的規則 `{rule}`{says_hant}與 `{other}`{other_says_hant}在下列情形互相矛盾：{region_hant}",
            "請寫明特別規則優先（`overrides:`），或區分兩條的條件",
        ),
    ),
    Code(
        "GC312",
        "note",
        ("rules `{rule}` and `{other}` of {table} give the same answer where {region}", None),
        ("表 {table_hans} 的规则 `{rule}` 与 `{other}` 在下列情形结论相同：{region_hans}", None),
        ("表 {table_hant} 的規則 `{rule}` 與 `{other}` 在下列情形結論相同：{region_hant}", None),
    ),
    Code(
        "GC313",
        "warning",
        (
            "rule `{rule}` of {table} can never decide: {by} always come before it",
            "take the rule out, or narrow the rules that take its cases",
        ),
        (
            "表 {table_hans} 的规则 `{rule}` 永远轮不到：{by} 总是先于它",
            "请删去该规则，或缩小抢先规则的条件",
        ),
        (
            "表 {table_hant} 的規則 `{rule}` 永遠輪不到：{by} 總是先於它",
            "請刪去該規則，或縮小搶先規則的條件",
        ),
    ),
    Code(
        "GC314",
        "note",
        (
            "rule `{rule}` of {table} is redundant: {by} would decide its cases in the same way",
            "take the rule out, or keep it for its source",
        ),
        (
            "表 {table_hans} 的规则 `{rule}` 多余：{by} 会作出同样的结论",
            "可删去该规则；若为保留依据可不改",
        ),
        (
            "表 {table_hant} 的規則 `{rule}` 多餘：{by} 會作出同樣的結論",
            "可刪去該規則；若為保留依據可不改",
        ),
    ),
    Code(
        "GC315",
        "warning",
        (
            "rule `{rule}` of {table} overrides `{other}`, and the two never meet",
            "take the override out, or correct one of the conditions",
        ),
        (
            "表 {table_hans} 的规则 `{rule}` 写明优先于 `{other}`，但两者从不同时适用",
            "请去掉该 `overrides`，或更正条件",
        ),
        (
            "表 {table_hant} 的規則 `{rule}` 寫明優先於 `{other}`，但兩者從不同時適用",
            "請去掉該 `overrides`，或更正條件",
        ),
    ),
    Code(
        "GC316",
        "note",
        ("no rule of {table} mentions these values of {attribute}: {values}", None),
        ("表 {table_hans} 的规则没有提到 {attribute_hans} 的这些取值：{values_hans}", None),
        ("表 {table_hant} 的規則沒有提到 {attribute_hant} 的這些取值：{values_hant}", None),
    ),
    Code(
        "GC319",
        "warning",
        (
            "looking for {check} in {table} did not finish within its budget: "
            "{done} of {total} looked at, found so far: {found}",
            "give it more time, or split the table; what was not looked at may hold more",
        ),
        (
            "在表 {table_hans} 中查找{check_hans}未能在限额内完成：已查 {done}/{total}，发现 {found} 处",
            "请放宽限额，或拆分该表；没有查到的部分可能还有问题",
        ),
        (
            "在表 {table_hant} 中查找{check_hant}未能在限額內完成：已查 {done}/{total}，發現 {found} 處",
            "請放寬限額，或拆分該表；沒有查到的部分可能還有問題",
        ),
    ),
    Code(
        "GC320",
        "note",
        (
            "{count} more findings {kind} in {table} are not listed one by one",
            "deal with those listed first: one correction often settles many",
        ),
        (
            "表 {table_hans} 另有 {count} 处 {kind}，不再逐一列出",
            "请先处理已列出的：改一处往往能消除许多处",
        ),
        (
            "表 {table_hant} 另有 {count} 處 {kind}，不再逐一列出",
            "請先處理已列出的：改一處往往能消除許多處",
        ),
    ),
    Code(
        "GC317",
        "note",
        ("table {table} has no answer where {region}; {handler} takes these cases up", None),
        ("表 {table_hans} 在下列情形没有结论，由表 {handler_hans} 处理：{region_hans}", None),
        ("表 {table_hant} 在下列情形沒有結論，由表 {handler_hant} 處理：{region_hant}", None),
    ),
    Code(
        "GC318",
        "note",
        (
            "rules `{rule}`{says} and `{other}`{other_says} of {table} contradict each other where {region}; {handler} takes these cases up",
            "let one override the other (`overrides:`) if the case should be settled by rule",
        ),
        (
            "表 {table_hans} 的规则 `{rule}`{says_hans}与 `{other}`{other_says_hans}在下列情形互相矛盾，由表 {handler_hans} 处理：{region_hans}",
            "若应由规则直接确定，请写明其中一条优先（`overrides:`）",
        ),
        (
            "表 {table_hant} 的規則 `{rule}`{says_hant}與 `{other}`{other_says_hant}在下列情形互相矛盾，由表 {handler_hant} 處理：{region_hant}",
            "若應由規則直接確定，請寫明其中一條優先（`overrides:`）",
        ),
    ),
    Code(
        "GC321",
        "note",
        (
            "table {table} was checked without what has errors: {names}; gaps, redundant rules "
            "and values without a rule were not looked for",
            "correct the errors and check again; contradictions listed may be settled by then",
        ),
        (
            "表 {table_hans} 只检查了没有错误的部分（未计入 {names_hans}）；"
            "缺口、多余的规则、没有规则提到的取值均未查",
            "请先改正错误再查；已列出的矛盾届时可能已有规则解决",
        ),
        (
            "表 {table_hant} 只檢查了沒有錯誤的部分（未計入 {names_hant}）；"
            "缺口、多餘的規則、沒有規則提到的取值均未查",
            "請先改正錯誤再查；已列出的矛盾屆時可能已有規則解決",
        ),
    ),
    Code(
        "GC322",
        "note",
        (
            "the logic of table {table} was not checked: it depends on {names}, with errors",
            "correct the errors and check again",
        ),
        (
            "表 {table_hans} 的逻辑没有检查：它依据的 {names_hans} 有错误",
            "请先改正错误再查",
        ),
        (
            "表 {table_hant} 的邏輯沒有檢查：它依據的 {names_hant} 有錯誤",
            "請先改正錯誤再查",
        ),
    ),
    Code(
        "GC323",
        "error",
        (
            "rules `{rule}` and `{other}` of {table} both apply where {region}, "
            "and the table allows one only",
            "part their conditions, let one override the other, or write `hit: any` if equal "
            "answers may meet",
        ),
        (
            "表 {table_hans} 的规则 `{rule}` 与 `{other}` 在下列情形同时适用，"
            "而该表只许一条适用：{region_hans}",
            "请区分两条的条件，或写明一条优先；结论相同可以并存的，请写 `hit: any`",
        ),
        (
            "表 {table_hant} 的規則 `{rule}` 與 `{other}` 在下列情形同時適用，"
            "而該表只許一條適用：{region_hant}",
            "請區分兩條的條件，或寫明一條優先；結論相同可以並存的，請寫 `hit: any`",
        ),
    ),
)
