"""What a writer meant by a test that cannot be read: plain English, other dates, 或 and 和.

Only offered as suggestions, and only where the suggestion itself can be read.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from typing import Final

from govcoord.numerals import exact, format_number, parse_number
from govcoord.rules.conditions.pieces import is_torn
from govcoord.rules.vocabulary import Choices, Type

__all__ = ["meant_boolean", "meant_choice", "meant_test"]

_BEFORE: Final = {
    ">=": "at least|no less than|not less than|no fewer than|not fewer than|minimum|min|on or after"
    "|since|from|starting",
    ">": "more than|over|above|exceeding|exceeds|greater than|larger than|longer than|after"
    "|later than",
    "<=": "at most|up to|no more than|not more than|not exceeding|within|maximum|max|on or before"
    "|until|till|by|not over",
    "<": "less than|under|below|fewer than|smaller than|shorter than|before|earlier than",
}
_AFTER: Final = {
    ">=": r"or more|or above|and above|or over|and over|or longer|or later|and later|onwards?|\+",
    "<=": "or less|or below|and below|or under|or fewer|or shorter|or earlier",
}
_SIGNS: Final = ((">=", "["), (">", "("), ("<=", "]"), ("<", ")"))
_OPERATORS = re.compile(
    r"([<>]=?)\s*(.+?)\s*(?:\band\b|&+|\bbut\b|,)?\s*([<>]=?)\s*(.+)", re.DOTALL
)
_RANGE = re.compile(
    r"(?:(?:is )?between |from )?(.*[0-9].*?)\s+(?:and|to|through|until)\s+(.*[0-9].*)", re.I
)
_SIZES = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(k|thousand|million|billion)\b", re.IGNORECASE)
_ZEROS: Final = {"k": 10**3, "t": 10**3, "m": 10**6, "b": 10**9}
_DATE_SIGNS = re.compile(r"([0-9]{4})[./年]([0-9]{1,2})[./月]([0-9]{1,2})日?")
_MONTH = re.compile(r"([0-9]{4})(?:年([0-9]{1,2})月|[-./]([0-9]{1,2}))(?:份)?")
_YEAR = re.compile(r"([0-9]{4})年?")
_BETWEEN = re.compile(r"\s*(?:或者|或|\bor\b|/|；|;|\|)\s*", re.IGNORECASE)
_TOGETHER = re.compile(r"\s*(?:以及|和|与|與|及|\band\b|&|\+)\s*", re.IGNORECASE)
_NEGATED = re.compile(
    r"(?:!=|≠|<>|不是|不为|不為|不等于|不等於|非|is not |not )\s*(.+)", re.IGNORECASE
)
_YES: Final = frozenset({"yes", "y", "t", "1", "on", "有", "真", "对", "對", "需", "需要", "属于"})
_NO: Final = frozenset({"no", "n", "f", "0", "off", "无", "無", "假", "没有", "沒有", "不是", "不"})


def meant_test(text: str, type_: Type) -> str | None:
    """A test of an ordered attribute that ``text`` may have meant.

    >>> meant_test("at least 20 workdays", Type.QUANTITY), meant_test("2025年2月", Type.DATE)
    ('>= 20 workdays', '2025年2月1日至2025年2月28日')
    """
    if type_ is Type.DATE and (found := _dates(text)):
        return found
    text = _SIZES.sub(_in_full, text)
    pair = _OPERATORS.fullmatch(text)
    if pair:
        return _interval((pair[1], pair[2]), (pair[3], pair[4]))
    span = _RANGE.fullmatch(text)
    if span:
        return f"[{span[1]}..{span[2]}]"
    for table, pattern in ((_BEFORE, r"(?:{0})\s+(.+)"), (_AFTER, r"(.+?)\s*(?:{0})")):
        for operator, words in table.items():
            match = re.fullmatch(pattern.format(words), text, re.IGNORECASE | re.DOTALL)
            if match:
                return f"{operator} {match[1]}"
    return None


def _in_full(match: re.Match[str]) -> str:
    """`5 million` in figures."""
    figures = parse_number(match[1]) * _ZEROS[match[2][0].casefold()]
    return format_number(exact(figures))


def _dates(text: str) -> str | None:
    day = _DATE_SIGNS.fullmatch(text)
    if day:
        return f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"
    month = _MONTH.fullmatch(text)
    if month:
        year, number = int(month[1]), int(month[2] or month[3])
        if not (1 <= number <= 12 and year >= 1):
            return None
        last = calendar.monthrange(year, number)[1]
        return _days(text, (year, number, 1), (year, number, last))
    whole = _YEAR.fullmatch(text)
    return _days(text, (int(whole[1]), 1, 1), (int(whole[1]), 12, 31)) if whole else None


def _days(text: str, *days: tuple[int, int, int]) -> str:
    """From a day to another in the manner of ``text``."""
    if text.isascii():
        return "[" + "..".join(f"{y:04}-{m:02}-{d:02}" for y, m, d in days) + "]"
    return "至".join(f"{y}年{m}月{d}日" for y, m, d in days)


def _interval(*bounds: tuple[str, str]) -> str | None:
    """Two comparisons as an interval, when one is from below and one from above."""
    signs = dict(_SIGNS)
    ends = {operator[0]: (signs[operator], text) for operator, text in bounds}
    if len(ends) < 2:
        return None
    (left, first), (right, last) = ends[">"], ends["<"]
    return f"{left}{first}..{last}{right}"


def meant_choice(text: str, choices: Choices, type_: Type) -> str | None:
    """Values, written as conditions write them, that ``text`` may have meant."""
    if is_torn(text) and not is_torn(text + ")"):
        return text + ")"
    chinese = not text.isascii()
    negated = _NEGATED.fullmatch(text)
    if negated and choices.resolve(negated[1]) is not None:
        return f"非({negated[1]})" if chinese else f"not({negated[1]})"
    for pattern in (_BETWEEN, _TOGETHER):
        words = pattern.split(text)
        if len(words) > 1 and all(choices.resolve(word) is not None for word in words):
            if pattern is _TOGETHER and type_ is Type.SET:
                return "{" + ("全部" if chinese else "all_of") + f": [{', '.join(words)}]" + "}"
            return ("、" if chinese else ", ").join(words)
    return _containing(text, choices.words)


def _containing(text: str, words: Iterable[str]) -> str | None:
    """The longest word that stands within ``text``, or the only one that ``text`` is part of."""
    wanted = text.casefold()
    inside = [word for word in words if len(word) > 1 and word.casefold() in wanted]
    if inside:
        return max(inside, key=len)
    around = [word for word in words if len(wanted) > 1 and wanted in word.casefold()]
    return around[0] if len(around) == 1 else None


def meant_boolean(text: str) -> str | None:
    """The word of yes or no that ``text`` means, in its own language."""
    word = text.casefold()
    if word in {"not true", "not yes"} | _NO:
        return "false" if text.isascii() else "否"
    return ("true" if text.isascii() else "是") if word in _YES else None
