"""GC401-GC436: what the mechanisms of handling and accountability demand."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = (
    Code(
        "GC401",
        "error",
        (
            "entry `{entry}` names {count} department, joint handling needs at least two",
            "list every department that must take part",
        ),
        ("条目 `{entry}` 只写了 {count} 个部门，协同办理至少要有两个", "请列出所有必须参与的部门"),
        ("條目 `{entry}` 只寫了 {count} 個部門，協同辦理至少要有兩個", "請列出所有必須參與的部門"),
    ),
    Code(
        "GC402",
        "warning",
        (
            "entry `{entry}` gives no reason",
            "add `reason:`, so that a department can see why it may not act alone",
        ),
        ("条目 `{entry}` 没有写明理由", "请补上 `reason:`，让部门知道为何不能单独办理"),
        ("條目 `{entry}` 沒有寫明理由", "請補上 `reason:`，讓部門知道為何不能單獨辦理"),
    ),
    Code(
        "GC403",
        "warning",
        (
            "exception `{exception}` names no duty that follows",
            "add `duty:`, so that what is owed after acting alone is known",
        ),
        (
            "例外 `{exception}` 没有写明后续义务",
            "请补上 `duty:`，写明先行处置后须做什么",
        ),
        (
            "例外 `{exception}` 沒有寫明後續義務",
            "請補上 `duty:`，寫明先行處置後須做什麼",
        ),
    ),
    Code(
        "GC410",
        "error",
        (
            "`{document}` does not say what happens where none or two departments would lead",
            "add `unresolved: {{refer_to: …, acting: …}}`",
        ),
        (
            "`{document}` 没有写明无部门牵头或两部门争牵头时怎么办",
            "请补上 `unresolved: {{refer_to: …, acting: …}}`",
        ),
        (
            "`{document}` 沒有寫明無部門牽頭或兩部門爭牽頭時怎麼辦",
            "請補上 `unresolved: {{refer_to: …, acting: …}}`",
        ),
    ),
    Code(
        "GC411",
        "error",
        (
            "rule `{rule}` names `{department}` as lead and as supporting department",
            "take it out of `supports:`",
        ),
        ("规则 `{rule}` 中 `{department}` 既牵头又配合", "请从 `supports:` 中去掉"),
        ("規則 `{rule}` 中 `{department}` 既牽頭又配合", "請從 `supports:` 中去掉"),
    ),
    Code(
        "GC412",
        "error",
        ("`unresolved` is given twice", "keep it in the general document"),
        ("`unresolved` 重复", "请只在总体办法中保留"),
        ("`unresolved` 重複", "請只在總體辦法中保留"),
    ),
    Code(
        "GC413",
        "error",
        (
            "`{name}` is not a choice that cases give",
            "name the attribute that holds the first receiver, such as `first_receiver`",
        ),
        ("`{name}` 不是案件给出的选择类属性", "请写存放首接部门的属性，例如 `first_receiver`"),
        ("`{name}` 不是案件給出的選擇類屬性", "請寫存放首接部門的屬性，例如 `first_receiver`"),
    ),
    Code(
        "GC414",
        "warning",
        (
            "no time is set in which `{body}` decides",
            "add `within: …` to `unresolved:`, for example `within: 10 workdays`",
        ),
        (
            "没有写明 `{body}` 应在多长时间内议定",
            "请在 `unresolved:` 中补上 `within:`，例如 `within: 10个工作日`",
        ),
        (
            "沒有寫明 `{body}` 應在多長時間內議定",
            "請在 `unresolved:` 中補上 `within:`，例如 `within: 10個工作日`",
        ),
    ),
    Code(
        "GC420",
        "error",
        (
            "there is no record kind `{record}`",
            "declare it under `records:` of the vocabulary, with `each: {record}`",
        ),
        ("没有名为 `{record}` 的记录", "请在词汇表 `records:` 下声明，并写 `each: {record}`"),
        ("沒有名為 `{record}` 的記錄", "請在詞彙表 `records:` 下聲明，並寫 `each: {record}`"),
    ),
    Code(
        "GC421",
        "error",
        ("all accountability documents must look at `{record}`", "use the same `record:`"),
        ("各问责文件必须针对同一种记录 `{record}`", "请使用相同的 `record:`"),
        ("各問責文件必須針對同一種記錄 `{record}`", "請使用相同的 `record:`"),
    ),
    Code(
        "GC422",
        "error",
        (
            "no ground of liability on the {side} side: liability for delay would fall on one side only",
            "add a ground with `side: {side}`",
        ),
        ("`{side}` 一方没有问责情形：延误责任将只落在另一方", "请补上 `side: {side}` 的情形"),
        ("`{side}` 一方沒有問責情形：延誤責任將只落在另一方", "請補上 `side: {side}` 的情形"),
    ),
    Code(
        "GC423",
        "error",
        (
            "exemption `{exemption}` may cover bad faith",
            "add `never_exempt:` to the document, with the condition that no exemption may cover",
        ),
        (
            "免责条款 `{exemption}` 可能覆盖恶意行为",
            "请在文件中补上 `never_exempt:`，写明任何免责都不得覆盖的情形",
        ),
        (
            "免責條款 `{exemption}` 可能覆蓋惡意行為",
            "請在文件中補上 `never_exempt:`，寫明任何免責都不得覆蓋的情形",
        ),
    ),
    Code(
        "GC424",
        "error",
        (
            "ground `{ground}` only applies to departments that acted in time, who are never liable",
            "correct its condition, or `acted_in_time:`",
        ),
        (
            "情形 `{ground}` 只涉及按时履职的部门，而按时者不被问责",
            "请更正该情形的条件，或 `acted_in_time:`",
        ),
        (
            "情形 `{ground}` 只涉及按時履職的部門，而按時者不被問責",
            "請更正該情形的條件，或 `acted_in_time:`",
        ),
    ),
    Code(
        "GC425",
        "error",
        (
            "ground `{ground}` lists evidence, and no attribute tells what evidence there is",
            "add `evidence: <field>` to the document: a set field of the record",
        ),
        (
            "情形 `{ground}` 列了证据，但没有属性说明已有哪些证据",
            "请在文件中补上 `evidence: <字段>`，即记录中的集合字段",
        ),
        (
            "情形 `{ground}` 列了證據，但沒有屬性說明已有哪些證據",
            "請在文件中補上 `evidence: <字段>`，即記錄中的集合字段",
        ),
    ),
    Code(
        "GC426",
        "warning",
        (
            "exemption `{exemption}` only covers what may never be exempted",
            "correct its condition, or take it out",
        ),
        ("免责条款 `{exemption}` 只涉及绝不可免责的情形", "请更正条件，或删去该条"),
        ("免責條款 `{exemption}` 只涉及絕不可免責的情形", "請更正條件，或刪去該條"),
    ),
    Code(
        "GC427",
        "error",
        (
            "`{record}` does not say which field holds the department",
            "add `subject: <field>` to the record in the vocabulary",
        ),
        ("`{record}` 没有写明哪个字段是部门", "请在词汇表的记录中补上 `subject: <字段>`"),
        ("`{record}` 沒有寫明哪個字段是部門", "請在詞彙表的記錄中補上 `subject: <字段>`"),
    ),
    Code(
        "GC428",
        "error",
        ("`{field}` is not a quantity of the record", "name the field that holds the counted days"),
        ("`{field}` 不是记录中的数量字段", "请写出计入天数的字段"),
        ("`{field}` 不是記錄中的數量字段", "請寫出計入天數的字段"),
    ),
    Code(
        "GC429",
        "error",
        (
            "measures are given, and the vocabulary lists no sanctions",
            "add `sanctions:` to the vocabulary, from mild to severe",
        ),
        ("写了措施，但词汇表没有 `sanctions`", "请在词汇表中补上 `sanctions:`，由轻到重"),
        ("寫了措施，但詞彙表沒有 `sanctions`", "請在詞彙表中補上 `sanctions:`，由輕到重"),
    ),
    Code(
        "GC430",
        "error",
        (
            "fixed shares must add up to 100%, they add up to {total}",
            "give `lead: 40%` and `coordinating: 60%`, for example",
        ),
        ("固定比例合计应为 100%，现为 {total}", "例如写 `lead: 40%` 与 `coordinating: 60%`"),
        ("固定比例合計應為 100%，現為 {total}", "例如寫 `lead: 40%` 與 `coordinating: 60%`"),
    ),
    Code(
        "GC431",
        "error",
        (
            "`lead_when` and `coordinating_when` of `{document}` can hold for one record",
            "make the two conditions exclude each other",
        ),
        (
            "`{document}` 的 `lead_when` 与 `coordinating_when` 可能同时成立",
            "请使两个条件互斥",
        ),
        (
            "`{document}` 的 `lead_when` 與 `coordinating_when` 可能同時成立",
            "請使兩個條件互斥",
        ),
    ),
    Code(
        "GC432",
        "error",
        (
            "ground `{ground}` reaches cases in which only the {side} side can be liable",
            "let the grounds of both sides cover the same periods, places and cases",
        ),
        (
            "情形 `{ground}` 涉及的部分案件只有 `{side}` 一方会被追责",
            "请使双方的问责情形覆盖相同的期间、地区和案件",
        ),
        (
            "情形 `{ground}` 涉及的部分案件只有 `{side}` 一方會被追責",
            "請使雙方的問責情形覆蓋相同的期間、地區和案件",
        ),
    ),
    Code(
        "GC433",
        "error",
        (
            "`{measure}` is proposed and stands on no step of the ladder",
            "add it to `ladder:`, or propose a measure of the ladder",
        ),
        (
            "建议措施 `{measure}` 不在阶梯之内",
            "请加入 `ladder:`，或改用阶梯中的措施",
        ),
        (
            "建議措施 `{measure}` 不在階梯之內",
            "請加入 `ladder:`，或改用階梯中的措施",
        ),
    ),
    Code(
        "GC434",
        "error",
        (
            "`{measure}` is out of order in the ladder: the vocabulary lists it as milder than the step before",
            "write the steps from mild to severe, as `sanctions:` lists them",
        ),
        (
            "阶梯中 `{measure}` 的次序不对：词汇表列它轻于前一档",
            "请按 `sanctions:` 的次序由轻到重排列",
        ),
        (
            "階梯中 `{measure}` 的次序不對：詞彙表列它輕於前一檔",
            "請按 `sanctions:` 的次序由輕到重排列",
        ),
    ),
    Code(
        "GC435",
        "warning",
        (
            "the measures of `{document}` leave some numbers of counted days without a measure",
            "let the conditions under `measures:` cover every number from 0",
        ),
        (
            "`{document}` 的措施没有覆盖全部计责天数",
            "请使 `measures:` 的条件覆盖 0 以上的全部天数",
        ),
        (
            "`{document}` 的措施沒有覆蓋全部計責天數",
            "請使 `measures:` 的條件覆蓋 0 以上的全部天數",
        ),
    ),
    Code(
        "GC436",
        "error",
        (
            "`{key}` concerns all proposals and belongs in `{document}` alone",
            "take it out of the special document",
        ),
        (
            "`{key}` 涉及全部建议，只能写在 `{document}` 中",
            "请从专项文件中删去",
        ),
        (
            "`{key}` 涉及全部建議，只能寫在 `{document}` 中",
            "請從專項文件中刪去",
        ),
    ),
)
