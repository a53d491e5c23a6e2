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
            "table `{table}` has no answer where {region}",
            "add a rule for these cases, or say what holds by default",
        ),
        (
            "表 `{table}` 在下列情形没有结论：{region_hans}",
            "请为这些情形补一条规则，或写明缺省结论",
        ),
        (
            "表 `{table}` 在下列情形沒有結論：{region_hant}",
            "請為這些情形補一條規則，或寫明缺省結論",
        ),
    ),
    Code(
        "GC311",
        "error",
        (
            "rules `{rule}` and `{other}` of `{table}` contradict each other where {region}",
            "let the special one override the general one (`overrides:`), or part their conditions",
        ),
        (
            "表 `{table}` 的规则 `{rule}` 与 `{other}` 在下列情形互相矛盾：{region_hans}",
            "请写明特别规则优先（`overrides:`），或区分两条的条件",
        ),
        (
            "表 `{table}` 的規則 `{rule}` 與 `{other}` 在下列情形互相矛盾：{region_hant}",
            "請寫明特別規則優先（`overrides:`），或區分兩條的條件",
        ),
    ),
    Code(
        "GC312",
        "note",
        ("rules `{rule}` and `{other}` of `{table}` give the same answer where {region}", None),
        ("表 `{table}` 的规则 `{rule}` 与 `{other}` 在下列情形结论相同：{region_hans}", None),
        ("表 `{table}` 的規則 `{rule}` 與 `{other}` 在下列情形結論相同：{region_hant}", None),
    ),
    Code(
        "GC313",
        "warning",
        (
            "rule `{rule}` of `{table}` can never decide: {by} always come before it",
            "take the rule out, or narrow the rules that take its cases",
        ),
        (
            "表 `{table}` 的规则 `{rule}` 永远轮不到：{by} 总是先于它",
            "请删去该规则，或缩小抢先规则的条件",
        ),
        (
            "表 `{table}` 的規則 `{rule}` 永遠輪不到：{by} 總是先於它",
            "請刪去該規則，或縮小搶先規則的條件",
        ),
    ),
    Code(
        "GC314",
        "note",
        (
            "rule `{rule}` of `{table}` is redundant: {by} would decide its cases in the same way",
            "take the rule out, or keep it for its source",
        ),
        (
            "表 `{table}` 的规则 `{rule}` 多余：{by} 会作出同样的结论",
            "可删去该规则；若为保留依据可不改",
        ),
        (
            "表 `{table}` 的規則 `{rule}` 多餘：{by} 會作出同樣的結論",
            "可刪去該規則；若為保留依據可不改",
        ),
    ),
    Code(
        "GC315",
        "warning",
        (
            "rule `{rule}` of `{table}` overrides `{other}`, and the two never meet",
            "take the override out, or correct one of the conditions",
        ),
        (
            "表 `{table}` 的规则 `{rule}` 写明优先于 `{other}`，但两者从不同时适用",
            "请去掉该 `overrides`，或更正条件",
        ),
        (
            "表 `{table}` 的規則 `{rule}` 寫明優先於 `{other}`，但兩者從不同時適用",
            "請去掉該 `overrides`，或更正條件",
        ),
    ),
    Code(
        "GC316",
        "note",
        ("no rule of `{table}` mentions these values of `{attribute}`: {values}", None),
        ("表 `{table}` 的规则没有提到 `{attribute}` 的这些取值：{values}", None),
        ("表 `{table}` 的規則沒有提到 `{attribute}` 的這些取值：{values}", None),
    ),
    Code(
        "GC319",
        "warning",
        (
            "check `{check}` of `{table}` did not finish within its budget; found so far: {found}",
            "give it more time, or split the table",
        ),
        (
            "对表 `{table}` 的检查 `{check}` 未能在限额内完成；已发现 {found} 处",
            "请放宽限额，或拆分该表",
        ),
        (
            "對錶 `{table}` 的檢查 `{check}` 未能在限額內完成；已發現 {found} 處",
            "請放寬限額，或拆分該表",
        ),
    ),
    Code(
        "GC320",
        "note",
        (
            "{count} more findings {kind} in `{table}` are not listed one by one",
            "deal with those listed first: one correction often settles many",
        ),
        (
            "表 `{table}` 另有 {count} 处 {kind}，不再逐一列出",
            "请先处理已列出的：改一处往往能消除许多处",
        ),
        (
            "表 `{table}` 另有 {count} 處 {kind}，不再逐一列出",
            "請先處理已列出的：改一處往往能消除許多處",
        ),
    ),
    Code(
        "GC317",
        "note",
        ("table `{table}` has no answer where {region}; `{handler}` takes these cases up", None),
        ("表 `{table}` 在下列情形没有结论，由 `{handler}` 处理：{region_hans}", None),
        ("表 `{table}` 在下列情形沒有結論，由 `{handler}` 處理：{region_hant}", None),
    ),
    Code(
        "GC318",
        "note",
        (
            "rules `{rule}` and `{other}` of `{table}` contradict each other where {region}; `{handler}` takes these cases up",
            "let one override the other (`overrides:`) if the case should be settled by rule",
        ),
        (
            "表 `{table}` 的规则 `{rule}` 与 `{other}` 在下列情形互相矛盾，由 `{handler}` 处理：{region_hans}",
            "若应由规则直接确定，请写明其中一条优先（`overrides:`）",
        ),
        (
            "表 `{table}` 的規則 `{rule}` 與 `{other}` 在下列情形互相矛盾，由 `{handler}` 處理：{region_hant}",
            "若應由規則直接確定，請寫明其中一條優先（`overrides:`）",
        ),
    ),
)
