"""Reporting periods as people write them: `2024`, `2024年上半年`, `2024-Q3`, `2024-06`, a day."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from govcoord.numerals import plain_text

_YEAR = re.compile(r"(\d{4})年?")
_HALF = re.compile(r"(\d{4})(?:-?H([12])|年(上|下)半年)", re.IGNORECASE)
_QUARTER = re.compile(r"(\d{4})(?:-?Q([1-4])|年第?([1-4一二三四])季度)", re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})(?:-(\d{1,2})|年(\d{1,2})月)")
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|年(\d{1,2})月(\d{1,2})日)")


def read_period(text: str) -> tuple[date, date]:
    """The first and the last day of a period; raises ``ValueError`` for what is none.

    >>> first, last = read_period("2024年上半年")
    >>> first.isoformat(), last.isoformat()
    ('2024-01-01', '2024-06-30')
    >>> read_period("2024-Q3")[1].isoformat(), read_period("2024-02")[1].isoformat()
    ('2024-09-30', '2024-02-29')
    """
    plain = plain_text(text)
    if match := _YEAR.fullmatch(plain):
        return _months(int(match[1]), 1, 12)
    if match := _HALF.fullmatch(plain):
        second = match[2] == "2" or match[3] == "下"
        return _months(int(match[1]), 7 if second else 1, 6)
    if match := _QUARTER.fullmatch(plain):
        quarter = "1234".find(match[2] or "") if match[2] else _quarter(match[3])
        return _months(int(match[1]), 3 * quarter + 1, 3)
    if match := _MONTH.fullmatch(plain):
        return _months(int(match[1]), int(match[2] or match[3]), 1)
    if match := _DAY.fullmatch(plain):
        year, month, day = (int(part) for part in match.groups() if part)
        return date(year, month, day), date(year, month, day)
    raise ValueError(f"`{text}` is no period")


def _quarter(word: str) -> int:
    return "1234".find(word) if word in "1234" else "一二三四".index(word)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    last = month + count - 1
    return date(year, month, 1), date(year, last, monthrange(year, last)[1])
