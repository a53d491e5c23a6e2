"""GC255-GC279: rules, tables and files."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = (
    Code(
        "GC255",
        "error",
        (
            "`{name}` is not a date attribute of the case",
            "write the id of a date attribute, such as `as_of`",
        ),
        ("`{name}` 不是案件的日期属性", "请写日期属性的标识，例如 `as_of`"),
        ("`{name}` 不是案件的日期屬性", "請寫日期屬性的標識，例如 `as_of`"),
    ),
    Code(
        "GC256",
        "error",
        ("the period ends on {end}, before it starts on {start}", "exchange the two dates"),
        ("期间的结束日 {end} 早于开始日 {start}", "请对调两个日期"),
        ("期間的結束日 {end} 早於開始日 {start}", "請對調兩個日期"),
    ),
    Code(
        "GC257",
        "error",
        (
            "a jurisdiction is given, and the vocabulary has no attribute `region`",
            "declare `region: {{type: choice, of: regions}}`",
        ),
        (
            "写了适用地区，但词汇表没有属性 `region`",
            "请声明 `region: {{type: choice, of: regions}}`",
        ),
        (
            "寫了適用地區，但詞彙表沒有屬性 `region`",
            "請聲明 `region: {{type: choice, of: regions}}`",
        ),
    ),
    Code(
        "GC258",
        "error",
        ("`{value}` is not in the list `{list}`", "add it to the vocabulary, or correct the name"),
        ("列表 `{list}` 中没有 `{value}`", "请在词汇表中补上，或改正名称"),
        ("列表 `{list}` 中沒有 `{value}`", "請在詞彙表中補上，或改正名稱"),
    ),
    Code(
        "GC259",
        "error",
        ("`{value}` does not fit `{attribute}`: expected {expected:term}", None),
        ("`{value}` 不适合 `{attribute}`：应为{expected:term}", None),
        ("`{value}` 不適合 `{attribute}`：應為{expected:term}", None),
    ),
    Code(
        "GC260",
        "error",
        ("there is no rule `{rule}` to override", "name a rule of the same table"),
        ("没有可优先于的规则 `{rule}`", "请写同一表中的规则标识"),
        ("沒有可優先於的規則 `{rule}`", "請寫同一表中的規則標識"),
    ),
    Code(
        "GC261",
        "error",
        ("rule `{rule}` is written twice", "give each rule its own id"),
        ("规则 `{rule}` 重复", "请给每条规则不同的标识"),
        ("規則 `{rule}` 重複", "請給每條規則不同的標識"),
    ),
    Code(
        "GC262",
        "error",
        ("unknown scope `{scope}`", "known here: {known}"),
        ("未知的适用范围 `{scope}`", "此处可写：{known}"),
        ("未知的適用範圍 `{scope}`", "此處可寫：{known}"),
    ),
    Code(
        "GC263",
        "error",
        (
            "table `{table}` has no output `{output}`",
            "declare it under `outputs:`, or correct the name",
        ),
        ("表 `{table}` 没有输出项 `{output}`", "请在 `outputs:` 下声明，或改正名称"),
        ("表 `{table}` 沒有輸出項 `{output}`", "請在 `outputs:` 下聲明，或改正名稱"),
    ),
    Code(
        "GC264",
        "error",
        (
            "there is no attribute `{name}` here",
            "name one of the vocabulary; one to copy after `=`",
        ),
        ("此处没有属性 `{name}`", "请写词汇表中的属性；引用的写在 `=` 之后"),
        ("此處沒有屬性 `{name}`", "請寫詞彙表中的屬性；引用的寫在 `=` 之後"),
    ),
    Code(
        "GC265",
        "error",
        (
            "`{name}` cannot be copied into `{attribute}`: their types differ",
            "copy an attribute with the same type, unit and choices",
        ),
        ("`{name}` 不能填入 `{attribute}`：类型不同", "请引用类型、单位和可选项相同的属性"),
        ("`{name}` 不能填入 `{attribute}`：類型不同", "請引用類型、單位和可選項相同的屬性"),
    ),
    Code(
        "GC266",
        "error",
        (
            "aggregate `{aggregate}` does not fit output `{output}`",
            "its type must be one of: {types}",
        ),
        ("汇总方式 `{aggregate}` 不适合输出项 `{output}`", "其类型应为：{types}"),
        ("彙總方式 `{aggregate}` 不適合輸出項 `{output}`", "其類型應為：{types}"),
    ),
    Code(
        "GC267",
        "error",
        (
            "output `{output}` is aggregated, and table `{table}` does not collect",
            "write `hit: collect`, or take `aggregate:` away",
        ),
        (
            "输出项 `{output}` 写了汇总，但表 `{table}` 不是汇集表",
            "请写 `hit: collect`，或去掉 `aggregate:`",
        ),
        (
            "輸出項 `{output}` 寫了彙總，但表 `{table}` 不是彙集表",
            "請寫 `hit: collect`，或去掉 `aggregate:`",
        ),
    ),
    Code(
        "GC268",
        "error",
        ("`{attribute}` is aggregated and cannot copy an attribute", "write a value"),
        ("`{attribute}` 会被汇总，不能引用属性", "请写具体的值"),
        ("`{attribute}` 會被彙總，不能引用屬性", "請寫具體的值"),
    ),
    Code(
        "GC270",
        "error",
        ("no rulesets found in `{path}`", "name a YAML file, or a folder that holds some"),
        ("在 `{path}` 中没有找到规则文件", "请写出 YAML 文件，或含有这类文件的文件夹"),
        ("在 `{path}` 中沒有找到規則文件", "請寫出 YAML 文件，或含有這類文件的文件夾"),
    ),
    Code(
        "GC271",
        "error",
        (
            "`{attribute}` is already an attribute of the vocabulary",
            "an output needs a name of its own",
        ),
        ("`{attribute}` 已是词汇表中的属性", "输出项需要自己的名称"),
        ("`{attribute}` 已是詞彙表中的屬性", "輸出項需要自己的名稱"),
    ),
    Code(
        "GC272",
        "error",
        ("this document does not say its kind", "begin it with `kind: …`; known kinds: {known}"),
        ("本文件没有写明种类", "请以 `kind: …` 开头；可用种类：{known}"),
        ("本文件沒有寫明種類", "請以 `kind: …` 開頭；可用種類：{known}"),
    ),
    Code(
        "GC273",
        "error",
        ("unknown kind `{kind}`", "known kinds: {known}"),
        ("未知的种类 `{kind}`", "可用种类：{known}"),
        ("未知的種類 `{kind}`", "可用種類：{known}"),
    ),
    Code(
        "GC274",
        "error",
        ("document `{id}` is there twice", "give each document its own id"),
        ("文件标识 `{id}` 重复", "请给每份文件不同的标识"),
        ("文件標識 `{id}` 重複", "請給每份文件不同的標識"),
    ),
    Code(
        "GC275",
        "error",
        ("the calendar cannot be used: {reason}", "correct `calendar:` in the vocabulary"),
        ("日历无法使用：{reason}", "请更正词汇表中的 `calendar:`"),
        ("日曆無法使用：{reason}", "請更正詞彙表中的 `calendar:`"),
    ),
    Code(
        "GC276",
        "error",
        ("expected one of {known}, got {got:term}", None),
        ("应为 {known} 之一，实为{got:term}", None),
        ("應為 {known} 之一，實為{got:term}", None),
    ),
    Code(
        "GC277",
        "error",
        (
            "there is no vocabulary among these files ({count} names could not be looked up)",
            "check the whole folder, with the document of `kind: vocabulary`",
        ),
        (
            "这些文件中没有词汇表（{count} 个名称无从查对）",
            "请对整个文件夹运行检查，其中应有 `kind: vocabulary` 的文件",
        ),
        (
            "這些檔案中沒有詞彙表（{count} 個名稱無從查對）",
            "請對整個資料夾執行檢查，其中應有 `kind: vocabulary` 的檔案",
        ),
    ),
    Code(
        "GC278",
        "error",
        (
            "this is a list, not a document of rules",
            "keep files of cases outside the folder of rules; "
            "a document begins with `kind: …` ({known})",
        ),
        (
            "这里是一个列表，不是规则文件",
            "案件文件请放在规则文件夹之外；规则文件以 `kind: …` 开头（{known}）",
        ),
        (
            "這裡是一個清單，不是規則檔案",
            "案件檔案請放在規則資料夾之外；規則檔案以 `kind: …` 開頭（{known}）",
        ),
    ),
)
