"""What a value was expected to be, from the English of the core into the user's language.

The core says in English what would have fitted. Its wordings are few, so they are known here;
a wording that is not is shown as it is.
"""

from __future__ import annotations

import re

from govcoord.errors import GovcoordError

# English as a pattern, simplified Chinese, traditional Chinese.
_KNOWN: tuple[tuple[str, str, str], ...] = (
    (r"true or false", "是或否（true / false）", "是或否（true / false）"),
    (r"a whole number", "整数", "整數"),
    (r"a number", "数", "數"),
    (r"a text", "文字", "文字"),
    (r"a date such as (.+)", r"日期，如 \1", r"日期，如 \1"),
    (r"a quantity in (.+?)(?: of)? at least (.+) and at most (.+)", r"以“\1”计的量，不小于 \2 且不大于 \3",
     r"以「\1」計的量，不小於 \2 且不大於 \3"),
    (r"a quantity in (.+?)(?: of)? at least (.+)", r"以“\1”计的量，不小于 \2", r"以「\1」計的量，不小於 \2"),
    (r"a quantity in (.+?)(?: of)? at most (.+)", r"以“\1”计的量，不大于 \2", r"以「\1」計的量，不大於 \2"),
    (r"a quantity in (.+)", r"以“\1”计的量", r"以「\1」計的量"),
    (r"a number(?: of)? at least (.+) and at most (.+)", r"不小于 \1 且不大于 \2 的数", r"不小於 \1 且不大於 \2 的數"),
    (r"a number(?: of)? at least (.+)", r"不小于 \1 的数", r"不小於 \1 的數"),
    (r"a number(?: of)? at most (.+)", r"不大于 \1 的数", r"不大於 \1 的數"),
    (r"one of (.+), … \((\d+) in all\)", r"\1 等之一（共 \2 个）", r"\1 等之一（共 \2 個）"),
    (r"one of (.+)", r"\1 之一", r"\1 之一"),
    (r"a list of one of (.+)", r"由 \1 组成的列表", r"由 \1 組成的清單"),
    (r"a list of (.+)", r"\1 的列表", r"\1 的清單"),
    (r"an attribute of the vocabulary", "词汇表中的属性", "詞彙表中的屬性"),
    (r"no value from outside", "不从外部给出", "不由外部給出"),
    (r"each fact once", "每个事实只写一次", "每個事實只寫一次"),
    (r"each list once", "每个列表只写一次", "每個清單只寫一次"),
    (r"a mapping of facts(?: or an attrs object)?", "由“名称: 内容”组成的案件", "由「名稱: 內容」組成的案件"),
    (r"(?:a|one) JSON object(?: with the facts of the case)?", "一个 JSON 对象", "一個 JSON 物件"),
    (r"a row of CSV", "一行 CSV", "一列 CSV"),
    (r"(\d+) cells", r"\1 格", r"\1 格"),
    (r"unambiguous YAML", "没有歧义的 YAML", "沒有歧義的 YAML"),
    (r"text in (\S+)", r"\1 编码的文字", r"\1 編碼的文字"),
    (r"a line of at most (\d+) bytes", r"不超过 \1 字节的行", r"不超過 \1 位元組的行"),
    (r"no value in a column without a title", "没有标题的列中不写内容", "沒有標題的欄中不寫內容"),
    (r"did you mean `(.+)`\?", r"您是否想写 `\1`？", r"您是否想寫 `\1`？"),
    (r"write true or false, 是 or 否", "请写 true 或 false，是或否", "請寫 true 或 false，是或否"),
    (r"`(.+)` is none of them", r"`\1` 不在其中", r"`\1` 不在其中"),
    (r"`(.+)` stands for several of them: write the id", r"`\1` 有多个含义，请写标识",
     r"`\1` 有多個含義，請寫標識"),
    (r"`(.+)` is given twice", r"`\1` 写了两次", r"`\1` 寫了兩次"),
    (r"leave it out: the rules compute it", "请删去：由规则得出", "請刪去：由規則得出"),
    (r"leave out the unit (.+)", r"请去掉单位“\1”", r"請去掉單位「\1」"),
    (r"leave the fact out where there is no figure", "没有数字时请不要写这一项", "沒有數字時請不要寫這一項"),
    (r"(.+) has a fraction", r"\1 不是整数", r"\1 不是整數"),
    (r"(.+) is outside", r"\1 超出范围", r"\1 超出範圍"),
    (r"write its id or title as a text", "请以文字写出标识或名称", "請以文字寫出標識或名稱"),
    (r"write a list, also for one value", "只有一个值也请写成列表", "只有一個值也請寫成清單"),
    (r"an empty list, \[\], says that there is none", "没有时请写空列表 []", "沒有時請寫空清單 []"),
    (r"put a cell that holds the delimiter in quotes", "含分隔符的单元格请加引号",
     "含分隔符號的儲存格請加引號"),
    (r"it is nested too deep", "嵌套太深", "巢狀太深"),
    (r"a number has too many digits", "数字位数太多", "數字位數太多"),
    (r"byte (\S+) at column (\d+)(?:; it looks like GB18030.*)?", r"第 \2 字节 \1；可能是 GB18030 (GBK) 编码",
     r"第 \2 位元組 \1；可能是 GB18030 (GBK) 編碼"),
    (r"`(.+)` and `(.+)` are different clocks: .*", r"“\1”和“\2”是不同的计时方式，不能按固定数量换算",
     r"「\1」和「\2」是不同的計時方式，不能按固定數量換算"),
    (r"unexpected text at column (\d+)", r"第 \1 列起有多余文字", r"第 \1 欄起有多餘文字"),
)  # fmt: skip

_QUOTED = re.compile("“[^”]+”|「[^」]+」")
_COMPILED = tuple((re.compile(pattern, re.DOTALL), hans, hant) for pattern, hans, hant in _KNOWN)


def localised(text: str, language: str) -> str:
    """``text`` in the language where its wording is known, else as it is.

    >>> localised("a whole number", "zh-Hans"), localised("something new", "zh-Hans")
    ('整数', 'something new')
    """
    if language == "en":
        return text
    for pattern, hans, hant in _COMPILED:
        match = pattern.fullmatch(text)
        if match is not None:
            written = match.expand(hans if language == "zh-Hans" else hant)
            return _QUOTED.sub(lambda m: _unit(m.group(), language), written)
    return text


def _unit(quoted: str, language: str) -> str:
    """A unit between quotation marks, by its name in the language where it is known."""
    from govcoord.units import find_unit

    try:
        label = find_unit(quoted[1:-1]).label(language)
    except (ValueError, GovcoordError):
        return quoted
    return f"{quoted[0]}{label.lstrip('个個')}{quoted[-1]}"


_NOUNS = {"attribute": ("属性", "屬性"), "figure": ("数值", "數值"), "value": ("值", "值")}


def input_message(
    noun: str, name: str, value: object, expected: str, hint: str | None, where: str | None,
    language: str,
) -> str:  # fmt: skip
    """What is wrong with a value that was handed in, as one line of Chinese."""
    column = 0 if language == "zh-Hans" else 1
    known, gives, computes = (
        ("应为", "为", "算不出来") if column == 0 else ("應為", "為", "算不出來")
    )
    place = f"{where}：" if where else ""
    given = computes if value is None else f"{gives} {_shown(value)}"
    text = f"{place}{_NOUNS[noun][column]} `{name}` {given}，{known}{localised(expected, language)}"
    return f"{text}（{localised(hint, language)}）" if hint else text


def _shown(value: object) -> str:
    shown = f"`{value}`" if isinstance(value, str) else repr(value)
    return shown if len(shown) <= 80 else shown[:77] + "..."
