"""GC170-GC179: files of cases as a whole; what is wrong with one case rejects that case."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = (
    Code(
        "GC170",
        "error",
        (
            "the name of `{path}` does not tell its format",
            "known endings: {known}; save a spreadsheet as CSV (UTF-8)",
        ),
        (
            "从 `{path}` 的文件名看不出格式",
            "可用的后缀：{known}；电子表格请另存为 CSV（UTF-8）",
        ),
        (
            "從 `{path}` 的檔名看不出格式",
            "可用的副檔名：{known}；試算表請另存為 CSV（UTF-8）",
        ),
    ),
    Code(
        "GC171",
        "error",
        ("cannot be read as JSON here: {problem}", "no case after this place was read"),
        ("此处不符合 JSON 写法：{problem}", "此处以后的案件都没有读入"),
        ("此處不符合 JSON 寫法：{problem}", "此處以後的案件都沒有讀入"),
    ),
    Code(
        "GC172",
        "error",
        ("byte {byte} does not fit the encoding {encoding}", "{remedy:term}"),
        ("字节 {byte} 不符合 {encoding} 编码", "{remedy:term}"),
        ("位元組 {byte} 不符合 {encoding} 編碼", "{remedy:term}"),
    ),
    Code(
        "GC173",
        "error",
        (
            "expected a list of cases, got {got:term}",
            "write a list of cases, or `cases:` with such a list",
        ),
        ("应是案件列表，此处却是{got:term}", "请写案件列表，或在 `cases:` 下写案件列表"),
        ("應是案件清單，此處卻是{got:term}", "請寫案件清單，或在 `cases:` 下寫案件清單"),
    ),
    Code(
        "GC174",
        "error",
        ("two columns are headed `{name}`", "rename one of them, or delete it"),
        ("有两列的标题都是 `{name}`", "请改名或删除其中一列"),
        ("有兩欄的標題都是 `{name}`", "請改名或刪除其中一欄"),
    ),
    Code(
        "GC175",
        "error",
        (
            'a quote " is opened in the row that starts here and not closed',
            'close the quote; write a quote inside a cell as ""',
        ),
        ('从这里开始的一行中引号 " 没有配对', '请补上引号；单元格内的引号写作 ""'),
        ('從這裡開始的一列中引號 " 沒有配對', '請補上引號；儲存格內的引號寫作 ""'),
    ),
    Code(
        "GC176",
        "error",
        (
            "column title `{name}` cannot be read",
            "a field of a list is written `participants[0].department`",
        ),
        ("列标题 `{name}` 无法识别", "列表中的字段写作 `participants[0].department`"),
        ("欄標題 `{name}` 無法識別", "清單中的欄位寫作 `participants[0].department`"),
    ),
    Code(
        "GC177",
        "error",
        ("unknown encoding `{encoding}`", "write `utf-8`, `gb18030` or `big5`"),
        ("未知的编码 `{encoding}`", "可写 `utf-8`、`gb18030` 或 `big5`"),
        ("未知的編碼 `{encoding}`", "可寫 `utf-8`、`gb18030` 或 `big5`"),
    ),
)
