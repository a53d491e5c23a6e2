"""Short expressions that messages and related places share, in three languages.

A parameter written ``{expected:term}`` in a template, and the label of a related place, are
looked up here; what is not found is shown as it is.
"""

from __future__ import annotations

# INVARIANT: each entry is (en, zh-Hans, zh-Hant).
TERMS: dict[str, tuple[str, str, str]] = {
    "first": ("first written here", "第一次写在这里", "第一次寫在這裡"),
    "opened": ("opened here", "从这里开始", "從這裡開始"),
    "other rule": ("other rule", "另一条规则", "另一條規則"),
    "stuck": ("reading got stuck here", "读到这里无法继续", "讀到這裡無法繼續"),
    "mapping": ("keys with values", "“名称: 内容”的形式", "「名稱: 內容」的形式"),
    "list": ("a list", "列表", "清單"),
    "text": ("text", "文字", "文字"),
    "nothing": ("nothing", "空白", "空白"),
    "conditions": ("a list of conditions", "条件列表", "條件清單"),
    "values": ("a list of values", "取值列表", "取值清單"),
    "test:boolean": (
        "`true`, `false`, `missing` or `present`",
        "`是`、`否`、`未填` 或 `已填`",
        "`是`、`否`、`未填` 或 `已填`",
    ),
    "test:integer": (
        "a whole number, `>= 5`, `[3..5]` or a list of such",
        "整数、`5以上`、`不足5`、`3至5`，或由它们组成的列表",
        "整數、`5以上`、`不足5`、`3至5`，或由它們組成的清單",
    ),
    "test:number": (
        "a number, `>= 5`, `[3..5]` or a list of such",
        "数、`5以上`、`不足5`、`3至5`，或由它们组成的列表",
        "數、`5以上`、`不足5`、`3至5`，或由它們組成的清單",
    ),
    "test:quantity": (
        "a quantity such as `20 workdays`, `>= 20 workdays` or `[5..20] workdays`",
        "带单位的量，例如 `20个工作日`、`20个工作日以上`、`5至20个工作日`",
        "帶單位的量，例如 `20個工作日`、`20個工作日以上`、`5至20個工作日`",
    ),
    "test:date": (
        "a date such as `2025-03-01`, `>= 2025-03-01` or `[2025-01-01..2025-03-31]`",
        "日期，例如 `2025年3月1日`、`2025年3月1日以后`、`2025年1月1日至2025年3月31日`",
        "日期，例如 `2025年3月1日`、`2025年3月1日以後`、`2025年1月1日至2025年3月31日`",
    ),
    "test:day": (
        "a day that the calendar has",
        "日历中有的日期",
        "日曆中有的日期",
    ),
    "test:choice": (
        "values, `not(a, b)`, `missing` or `present`",
        "取值、`非(甲、乙)`、`未填` 或 `已填`",
        "取值、`非(甲、乙)`、`未填` 或 `已填`",
    ),
    "test:set": (
        "values, or a mapping with `any_of`, `all_of`, `none_of`, `only` or `count`",
        "取值，或者 `任一`、`全部`、`都不`、`仅限`、`数量`",
        "取值，或者 `任一`、`全部`、`都不`、`僅限`、`數量`",
    ),
    "test:text": (
        "a text, a list of texts or `not(…)`",
        "文字、文字列表或 `非(…)`",
        "文字、文字清單或 `非(…)`",
    ),
    "order:boolean": ("write `true` or `false`", "请写 `是` 或 `否`", "請寫 `是` 或 `否`"),
    "order:choice": (
        "write the values that are meant, such as `a, b`",
        "请逐一写出所指的取值，例如 `甲、乙`",
        "請逐一寫出所指的取值，例如 `甲、乙`",
    ),
    "order:set": (
        'write the values that are meant; to count them write `{count: ">= 3"}`',
        "请写出所指的取值；要数个数，请写 `{数量: 3以上}`",
        "請寫出所指的取值；要數個數，請寫 `{數量: 3以上}`",
    ),
    "order:text": ("write the text itself", "请写文字本身", "請寫文字本身"),
    "type:boolean": ("true or false", "真假值", "真假值"),
    "type:integer": ("a whole number", "整数", "整數"),
    "type:number": ("a number", "数", "數"),
    "type:quantity": ("a quantity", "带单位的量", "帶單位的量"),
    "type:choice": ("a choice or a set", "选项或选项集合", "選項或選項集合"),
    "type:set": ("a set", "选项集合", "選項集合"),
    "type:date": ("a date", "日期", "日期"),
    "type:text": ("a text", "文字", "文字"),
    "type:ordered": ("numbers, quantities or dates", "数、量或日期", "數、量或日期"),
    "literal:date": ("no such day", "没有这一天", "沒有這一天"),
    "unit:clocks": (
        "workdays, calendar time and calendar months are different clocks: "
        "no fixed number of one makes the other",
        "工作日、自然日和月是不同的计时方式，不能按固定数量换算",
        "工作日、自然日和月是不同的計時方式，不能按固定數量換算",
    ),
    "unit:points": (
        "a percentage point is a difference between two percentages",
        "百分点是两个百分比之差",
        "百分點是兩個百分比之差",
    ),
    "unit:attendances": (
        "one person may attend several times",
        "同一个人可以计多个人次",
        "同一個人可以計多個人次",
    ),
    "unit:dimensions": (
        "they measure different things",
        "两者计量的不是同一种东西",
        "兩者計量的不是同一種東西",
    ),
    "unit:currencies": (
        "these are two currencies; no fixed rate makes one the other",
        "这是两种货币，没有固定的汇率可以换算",
        "這是兩種貨幣，沒有固定的匯率可以換算",
    ),
    "unit:分": (
        "`分` may mean points, minutes or fen: write no unit for points, else `分钟` or `分钱`",
        "`分` 可能指得分、分钟或人民币的分：得分不写单位，时间写 `分钟`，钱写 `分钱`",
        "`分` 可能指得分、分鐘或人民幣的分：得分不寫單位，時間寫 `分鐘`，錢寫 `分錢`",
    ),
    "unit:时": (
        "`时` may be a time of day: write `小时`",
        "`时` 可能指钟点：时间长短请写 `小时`",
        "`时` 可能指鐘點：時間長短請寫 `小時`",
    ),
    "unit:ton": (
        "a ton is 907 kg in some countries and 1,000 kg in others: write `tonne` or `short_ton`",
        "`ton` 在各国大小不一：请写 `吨`（1000 公斤）或 `short_ton`（907 公斤）",
        "`ton` 在各國大小不一：請寫 `噸`（1000 公斤）或 `short_ton`（907 公斤）",
    ),
    "unit:tons": (
        "a ton is 907 kg in some countries and 1,000 kg in others: write `tonne` or `short_ton`",
        "`ton` 在各国大小不一：请写 `吨`（1000 公斤）或 `short_ton`（907 公斤）",
        "`ton` 在各國大小不一：請寫 `噸`（1000 公斤）或 `short_ton`（907 公斤）",
    ),
    "unit:度": (
        "`度` may mean kilowatt hours or degrees: write `千瓦时` or `摄氏度`",
        "`度` 可能指电量或温度：请写 `千瓦时` 或 `摄氏度`",
        "`度` 可能指電量或溫度：請寫 `千瓦時` 或 `攝氏度`",
    ),
    "unit:$": (
        "`$` may mean several currencies: write `USD` or another code",
        "`$` 可能指多种货币：请写 `USD` 等货币代码",
        "`$` 可能指多種貨幣：請寫 `USD` 等貨幣代碼",
    ),
    "unit:unknown": (
        "write a known unit such as `workdays`, `yuan` or `%`",
        "请写已知的单位，例如 `个工作日`、`元`、`%`",
        "請寫已知的單位，例如 `個工作日`、`元`、`%`",
    ),
    "encoding:utf8": (
        "save the file as UTF-8",
        "请把文件另存为 UTF-8 编码",
        "請把檔案另存為 UTF-8 編碼",
    ),
    "encoding:gb18030": (
        "it looks like GB18030 (GBK): save it as UTF-8, or give the encoding (`--encoding gb18030`)",
        "看起来是 GB18030（GBK）编码：请另存为 UTF-8，或指明编码（`--encoding gb18030`）",
        "看起來是 GB18030（GBK）編碼：請另存為 UTF-8，或指明編碼（`--encoding gb18030`）",
    ),
    "encoding:given": (
        "give the encoding in which the file was saved",
        "请指明保存文件时所用的编码",
        "請指明儲存檔案時所用的編碼",
    ),
    "shape:text": ("a text", "文字", "文字"),
    "shape:texts": (
        "a text, or texts per language",
        "文字，或按语言分写的文字",
        "文字，或按語言分寫的文字",
    ),
    "shape:id": (
        "an id of letters, digits, `-`, `_` or `.`",
        "标识（由文字、数字、`-`、`_`、`.` 组成）",
        "標識（由文字、數字、`-`、`_`、`.` 組成）",
    ),
    "shape:boolean": ("true or false (是 / 否)", "是或否", "是或否"),
    "shape:number": ("a number", "数", "數"),
    "shape:whole number": ("a whole number", "整数", "整數"),
    "shape:date": ("a date such as 2025-03-01", "日期，例如 2025-03-01", "日期，例如 2025-03-01"),
    "shape:real date": (
        "a day that the calendar has",
        "日历中有的日期",
        "日曆中有的日期",
    ),
    "shape:ids": (
        "a list of names, such as `[a, b]`",
        "名称的列表，例如 `[甲, 乙]`",
        "名稱的清單，例如 `[甲, 乙]`",
    ),
    "shape:amount": (
        "a number with a unit, such as `10 workdays`",
        "带单位的数，例如 `10个工作日`",
        "帶單位的數，例如 `10個工作日`",
    ),
    "shape:mapping": (
        "a mapping (`name: value` lines)",
        "“名称: 内容”的形式",
        "「名稱: 內容」的形式",
    ),
    "what:rule": ("rule", "规则", "規則"),
    "what:mechanism": ("mechanism", "机制", "機制"),
    "what:table": ("table", "表", "表"),
    "what:attribute": ("attribute or answer", "属性或结论", "屬性或結論"),
    "what:question": ("table or attribute", "表或属性", "表或屬性"),
    "silence:field": (
        "its field does not allow that",
        "所涉领域不允许默示同意",
        "所涉領域不允許默示同意",
    ),
    "silence:no_field": (
        "it names no field that allows that",
        "没有写明允许默示同意的领域（`fields`）",
        "沒有寫明允許默示同意的領域（`fields`）",
    ),
    "silence:no_opinion": (
        "nobody is asked for an opinion (`opinion: true`)",
        "它不是征求意见的环节（`opinion: true`）",
        "它不是徵求意見的環節（`opinion: true`）",
    ),
    "procedure:workday": ("whole workdays", "整数个工作日", "整數個工作日"),
    "procedure:day": ("whole days", "整数天", "整數天"),
    "procedure:span": (
        "a length of time, such as `5 workdays`",
        "时长，例如 `5个工作日`",
        "時長，例如 `5個工作日`",
    ),
    "procedure:warn": ("a length of time in days", "以天计的时长", "以天計的時長"),
    "procedure:part": (
        "a part between 0% and 100%",
        "0% 与 100% 之间的比例",
        "0% 與 100% 之間的比例",
    ),
    "procedure:first_day": (
        "1 or more where the first day counts",
        "首日计入的期限至少为 1",
        "首日計入的期限至少為 1",
    ),
    "other level": ("the other level", "另一处要求", "另一處要求"),
    "target:plain": ("a number without a unit", "不带单位的数", "不帶單位的數"),
    "target:lower": (
        "`at_most`, `less_than` or `reduce_by`, for lower is better",
        "`at_most`、`less_than` 或 `reduce_by`（越低越好）",
        "`at_most`、`less_than` 或 `reduce_by`（越低越好）",
    ),
    "target:higher": (
        "`at_least`, `more_than` or `increase_by`, for higher is better",
        "`at_least`、`more_than` 或 `increase_by`（越高越好）",
        "`at_least`、`more_than` 或 `increase_by`（越高越好）",
    ),
    "target:share": ("a share of at most 100%", "不超过 100% 的比例", "不超過 100% 的比例"),
    "target:points": (
        "percentage points only where the measure is a percentage",
        "百分点只用于以百分比计的指标",
        "百分點只用於以百分比計的指標",
    ),
    "target:change": (
        "a change with its unit: `50%`, `15 percentage points` or an amount",
        "带单位的变化：`50%`、`15个百分点` 或具体数量",
        "帶單位的變化：`50%`、`15個百分點` 或具體數量",
    ),
    "awards:key": ("a fact that is a number or a quantity", "数值类的事实", "數值類的事實"),
    "panel:size": ("1 or more", "1 或更多", "1 或更多"),
    "panel:choices": ("a choice or a set of choices", "单选或多选的事实", "單選或多選的事實"),
    "panel:one": ("a text or one choice", "文字或单选的事实", "文字或單選的事實"),
    "panel:number": ("a number", "数值", "數值"),
    "awards:count": ("1 or more", "1 或更多", "1 或更多"),
    "money:fact": ("a fact that is a sum of money", "金额类的事实", "金額類的事實"),
    "money:unit": (
        "a sum of money above zero, such as `0.01 yuan`",
        "大于零的金额，例如 `0.01元`",
        "大於零的金額，例如 `0.01元`",
    ),
    "money:bound": (
        "a sum of money, or a share of the total up to 100%",
        "金额，或者不超过 100% 的占总额比例",
        "金額，或者不超過 100% 的占總額比例",
    ),
    "money:amount": ("a sum of money above zero", "大于零的金额", "大於零的金額"),
    "span:workday/day/month": (
        "whole workdays, days, months or years above zero",
        "大于零的整数个工作日、天、月或年",
        "大於零的整數個工作日、天、月或年",
    ),
    "span:day/month": (
        "whole days, months or years above zero",
        "大于零的整数天、月或年",
        "大於零的整數天、月或年",
    ),
    "share:positive": ("a share that is not below zero", "不小于零的份额", "不小於零的份額"),
    "shape:once": ("each department once", "每个部门只写一次", "每個部門只寫一次"),
}


def term(key: str, language: str) -> str:
    """The expression ``key`` in ``language``, or ``key`` itself when it is no shared one."""
    found = TERMS.get(key)
    if found is None:
        return key
    return found[("en", "zh-Hans", "zh-Hant").index(language)]
