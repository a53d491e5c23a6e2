"""Texts of ``govcoord graph``: English, simplified and traditional Chinese."""

from __future__ import annotations

GRAPHS: dict[str, tuple[str, str, str]] = {
    "graph.help": (
        "Show the graph of departments that a plan makes: who is responsible for what, who can be liable with whom, who may get which data. In words, as data or as a picture.",
        "展示规则确定的部门关系：谁负责什么、谁可能与谁同时被追责、谁可以取得哪些数据。可输出文字、数据或图。",
        "展示規則確定的部門關係：誰負責什麼、誰可能與誰同時被追責、誰可以取得哪些數據。可輸出文字、數據或圖。",
    ),
    "option.what": (
        "What to ask.",
        "要问的问题。",
        "要問的問題。",
    ),
    "option.by": (
        "Attribute whose values are looked at, by id or title (may be repeated); left out, those that decide the lead.",
        "按哪个属性的取值分析，写标识或名称（可重复）；不写则取决定牵头部门的属性。",
        "按哪個屬性的取值分析，寫標識或名稱（可重複）；不寫則取決定牽頭部門的屬性。",
    ),
    "option.assume": (
        "Yes/no fact that is taken as true in every case (may be repeated; for sharing).",
        "在所有情形中都视为“是”的是否类事实（可重复；用于数据共享）。",
        "在所有情形中都視為「是」的是否類事實（可重複；用於數據共享）。",
    ),
    "option.graph_data": (
        "File of records that the question needs; for sharing the needs: data_recipient, data_class, data_purpose.",
        "问题所需的记录文件；数据共享时为需求：data_recipient、data_class、data_purpose。",
        "問題所需的記錄檔案；數據共享時為需求：data_recipient、data_class、data_purpose。",
    ),
    "option.log": (
        "Event log, a row an event: case, activity, department, time.",
        "事项日志，一行一个事件：案件编号、环节、部门、时间。",
        "事項日誌，一行一個事件：案件編號、環節、部門、時間。",
    ),
    "option.split": (
        "Day from which on cases count as the second period (for changes).",
        "自这一天起的案件算作后一时期（用于 changes）。",
        "自這一天起的案件算作後一時期（用於 changes）。",
    ),
    "option.procedure": (
        "Procedure that changes are offered for, by id or title (for cheapest).",
        "为哪个程序选择措施，写标识或名称（用于 cheapest）。",
        "為哪個程序選擇措施，寫標識或名稱（用於 cheapest）。",
    ),
    "option.target": (
        "Time that the procedure may take, in its own unit; left out, what it promises (for cheapest).",
        "程序最多用时，按其自身单位；不写则取承诺时限（用于 cheapest）。",
        "程序最多用時，按其自身單位；不寫則取承諾時限（用於 cheapest）。",
    ),
    "error.graph_option": (
        "an option is wanted: {option}",
        "需要选项：{option}",
        "需要選項：{option}",
    ),
    "error.graph_procedure": (
        "a procedure is wanted: --procedure; known: {known}",
        "需要用 --procedure 指明程序；已有：{known}",
        "需要用 --procedure 指明程序；已有：{known}",
    ),
    "error.graph_wants": (
        "a file is wanted: {option}",
        "需要文件：{option}",
        "需要檔案：{option}",
    ),
    "error.graph_by": (
        "`{word}` is no choice that a case gives; known: {known}",
        "`{word}` 不是由案件填写的选项类属性；已有：{known}",
        "`{word}` 不是由案件填寫的選項類屬性；已有：{known}",
    ),
    "error.graph_assume": (
        "`{word}` is no yes/no fact that a case gives; known: {known}",
        "`{word}` 不是由案件填写的是否类事实；已有：{known}",
        "`{word}` 不是由案件填寫的是否類事實；已有：{known}",
    ),
    "error.graph_need": (
        "need {number}: no `{fact}` is called `{value}`",
        "第 {number} 条需求：`{fact}` 没有 `{value}` 这一项",
        "第 {number} 條需求：`{fact}` 沒有 `{value}` 這一項",
    ),
}
