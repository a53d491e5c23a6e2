"""GC292-GC298: parameters of a policy. GC340-GC345: general and special documents, pilots."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = (
    Code(
        "GC269",
        "error",
        (
            "`{table}` extends the table `{general}` and has outputs of its own",
            "leave out `outputs:`; the outputs are those of `{general}`",
        ),
        (
            "`{table}` 扩展表 `{general}`，却又自设输出",
            "请删去 `outputs:`，输出以 `{general}` 为准",
        ),
        (
            "`{table}` 擴展表 `{general}`，卻又自設輸出",
            "請刪去 `outputs:`，輸出以 `{general}` 為準",
        ),
    ),
    Code(
        "GC292",
        "error",
        (
            "there is no parameter `{name}`",
            "declare it in a document of kind `parameters`; for a dollar sign write `$$`",
        ),
        (
            "没有名为 `{name}` 的参数",
            "请在 `kind: parameters` 的文件中声明；若要写美元符号，请写 `$$`",
        ),
        (
            "沒有名為 `{name}` 的參數",
            "請在 `kind: parameters` 的文件中宣告；若要寫美元符號，請寫 `$$`",
        ),
    ),
    Code(
        "GC293",
        "error",
        (
            "parameter `{name}` is declared twice",
            "keep one declaration; another document may give a value under `sets:`",
        ),
        ("参数 `{name}` 声明了两次", "请只保留一处声明；其他文件可在 `sets:` 下另行取值"),
        ("參數 `{name}` 宣告了兩次", "請只保留一處宣告；其他文件可在 `sets:` 下另行取值"),
    ),
    Code(
        "GC294",
        "error",
        (
            "parameter `{name}` has been set by `{other}` already",
            "only one document may set it; load the other one apart",
        ),
        ("参数 `{name}` 已由 `{other}` 取值", "只能由一个文件取值；另一个文件请分开加载"),
        ("參數 `{name}` 已由 `{other}` 取值", "只能由一個文件取值；另一個文件請分開載入"),
    ),
    Code(
        "GC295",
        "error",
        (
            "parameter `{name}` may not be `{value}`: {allowed}",
            "keep within what the declaration allows",
        ),
        ("参数 `{name}` 不得取 `{value}`：{allowed}", "请在声明允许的范围内取值"),
        ("參數 `{name}` 不得取 `{value}`：{allowed}", "請在宣告允許的範圍內取值"),
    ),
    Code(
        "GC296",
        "warning",
        ("nothing uses the parameter `{name}`", "write `${name}` where it applies, or delete it"),
        ("没有任何地方用到参数 `{name}`", "请在适用处写 `${name}`，或者删除它"),
        ("沒有任何地方用到參數 `{name}`", "請在適用處寫 `${name}`，或者刪除它"),
    ),
    Code(
        "GC298",
        "error",
        (
            "parameter `{name}` is a list and cannot stand inside a text",
            "let `${name}` be the whole value",
        ),
        ("参数 `{name}` 是一个列表，不能写在文字中间", "请让 `${name}` 单独作为整个值"),
        ("參數 `{name}` 是一個列表，不能寫在文字中間", "請讓 `${name}` 單獨作為整個值"),
    ),
    Code(
        "GC324",
        "warning",
        (
            "`{rule}` and `{other}` of {table} cannot both be kept: {reason}; where {region}",
            "let one give way (`overrides:`), part their conditions, or have it settled",
        ),
        (
            "{table_hans} 的 `{rule}` 与 `{other}` 无法同时遵守：{reason_hans}；情形：{region_hans}",
            "请写明何者优先（`overrides:`）、区分两条的条件，或提请议定",
        ),
        (
            "{table_hant} 的 `{rule}` 與 `{other}` 無法同時遵守：{reason_hant}；情形：{region_hant}",
            "請寫明何者優先（`overrides:`）、區分兩條的條件，或提請議定",
        ),
    ),
    Code(
        "GC680",
        "error",
        (
            "duty `{duty}` needs one day by which it is due",
            "write one of `due:`, `within:` and `on_day:`",
        ),
        ("职责 `{duty}` 应写明一个到期日", "请写 `due:`、`within:`、`on_day:` 之一"),
        ("職責 `{duty}` 應寫明一個到期日", "請寫 `due:`、`within:`、`on_day:` 之一"),
    ),
    Code(
        "GC681",
        "error",
        ("`{amount}` is no number of workdays", "write for example `5 workdays`"),
        ("`{amount}` 不是工作日数", "请写成 `5个工作日` 这样"),
        ("`{amount}` 不是工作日數", "請寫成 `5个工作日` 這樣"),
    ),
    Code(
        "GC682",
        "error",
        ("duty `{duty}` cannot be due on day {day}", "days of a period count from 1"),
        ("职责 `{duty}` 不能在第 {day} 日到期", "一期中的日子从 1 数起"),
        ("職責 `{duty}` 不能在第 {day} 日到期", "一期中的日子從 1 數起"),
    ),
    Code(
        "GC690",
        "error",
        (
            "norm `{norm}` says nothing",
            "add `duty:`, `at_least:`, `at_most:`, `requires:` or `forbids:`",
        ),
        (
            "规范 `{norm}` 没有写明内容",
            "请写 `duty:`、`at_least:`、`at_most:`、`requires:` 或 `forbids:`",
        ),
        (
            "規範 `{norm}` 沒有寫明內容",
            "請寫 `duty:`、`at_least:`、`at_most:`、`requires:` 或 `forbids:`",
        ),
    ),
    Code(
        "GC691",
        "error",
        ("norm `{norm}` asks for at least {low} and at most {high}", "correct one of them"),
        ("规范 `{norm}` 要求至少 {low_hans}、至多 {high_hans}", "请改正其中之一"),
        ("規範 `{norm}` 要求至少 {low_hans}、至多 {high_hans}", "請改正其中之一"),
    ),
    Code(
        "GC692",
        "error",
        (
            "`{norm}` and `{other}` measure `{about}` in units that cannot be compared",
            "write both in the same unit; workdays, days and months are different clocks",
        ),
        (
            "`{norm}` 与 `{other}` 计量 `{about}` 的单位无法比较",
            "请用同一单位；工作日、日、月是不同的计时",
        ),
        (
            "`{norm}` 與 `{other}` 計量 `{about}` 的單位無法比較",
            "請用同一單位；工作日、日、月是不同的計時",
        ),
    ),
    Code(
        "GC340",
        "error",
        ("there is no document `{id}` to extend", "write the id of a document that is loaded"),
        ("没有可供扩展的文件 `{id}`", "请写已加载文件的编号"),
        ("沒有可供擴展的文件 `{id}`", "請寫已載入文件的編號"),
    ),
    Code(
        "GC341",
        "error",
        ("documents extend each other in a circle: {names}", "delete one `extends:`"),
        ("文件互相扩展，成了循环：{names}", "请删去其中一个 `extends:`"),
        ("文件互相擴展，成了循環：{names}", "請刪去其中一個 `extends:`"),
    ),
    Code(
        "GC342",
        "error",
        (
            "`{rule}` loosens what `{general}` of `{document}` asks: {here}, instead of {there}, "
            "where {region}",
            "special rules may only tighten there",
        ),
        (
            "`{rule}` 放宽了 `{document}` 中 `{general}` 的要求：{here_hans}，而原为 {there_hans}；"
            "情形：{region_hans}",
            "特别规则在此只可从严",
        ),
        (
            "`{rule}` 放寬了 `{document}` 中 `{general}` 的要求：{here_hant}，而原為 {there_hant}；"
            "情形：{region_hant}",
            "特別規則在此只可從嚴",
        ),
    ),
    Code(
        "GC343",
        "error",
        (
            "`{rule}` differs from `{general}` of `{document}`, which allows no special rules, "
            "where {region}",
            "say the same, or leave the case to the general rule",
        ),
        (
            "`{rule}` 与 `{document}` 中的 `{general}` 不一致，而该文件不允许特别规则；"
            "情形：{region_hans}",
            "请与一般规则一致，或者把这种情形留给一般规则",
        ),
        (
            "`{rule}` 與 `{document}` 中的 `{general}` 不一致，而該文件不允許特別規則；"
            "情形：{region_hant}",
            "請與一般規則一致，或者把這種情形留給一般規則",
        ),
    ),
    Code(
        "GC344",
        "error",
        (
            "pilot `{id}` is bound to no place",
            "add `jurisdiction:` with the regions that try it out",
        ),
        ("试点 `{id}` 没有限定地区", "请用 `jurisdiction:` 写明试点地区"),
        ("試點 `{id}` 沒有限定地區", "請用 `jurisdiction:` 寫明試點地區"),
    ),
    Code(
        "GC345",
        "warning",
        (
            "pilot `{id}` has no end",
            "add `in_force: {{to: …}}`, the day on which it is decided what becomes of it",
        ),
        ("试点 `{id}` 没有截止日期", "请用 `in_force: {{to: …}}` 写明试点到哪一天为止"),
        ("試點 `{id}` 沒有截止日期", "請用 `in_force: {{to: …}}` 寫明試點到哪一天為止"),
    ),
)
