"""Raw figures as people write them: states in words, yes and no, counts, periods."""

from __future__ import annotations

import re
from typing import Final

from govcoord.numerals import Number, to_number

REPORTED: Final = "reported"
MISSING: Final = "missing"
NOT_APPLICABLE: Final = "not_applicable"
SMALL_SAMPLE: Final = "small_sample"
LAST_KNOWN: Final = "last_known"

NOT_APPLICABLE_WORDS: Final = frozenset(
    {"n/a", "na", "not applicable", "not_applicable", "不适用", "不適用"}
)
MISSING_WORDS: Final = frozenset({"", "missing", "not reported", "not_reported", "未报", "未報"})
YES_WORDS: Final = frozenset({"true", "yes", "是", "有"})
NO_WORDS: Final = frozenset({"false", "no", "否", "无", "無"})

FIGURE_KEYS: Final = ("value", "numerator", "denominator", "sample", "by", "period")


class UnfitError(ValueError):
    """A raw figure does not fit: what was expected, and a remedy."""

    def __init__(self, expected: str, hint: str | None = None) -> None:
        self.expected, self.hint = expected, hint
        super().__init__(expected)


def read_state(raw: object) -> str | None:
    """Missing or not applicable, when ``raw`` says so in words or by being empty."""
    if raw is None:
        return MISSING
    if isinstance(raw, str):
        word = raw.strip().lower()
        if word in MISSING_WORDS:
            return MISSING
        if word in NOT_APPLICABLE_WORDS:
            return NOT_APPLICABLE
    return None


def read_yes_no(raw: object) -> Number:
    """1 for true and 0 for false; `UnfitError` for anything else, numbers included."""
    if isinstance(raw, bool):
        return int(raw)
    word = raw.strip().lower() if isinstance(raw, str) else ""
    if word in YES_WORDS or word in NO_WORDS:
        return int(word in YES_WORDS)
    raise UnfitError("true or false (是 / 否)")


def read_events(raw: object) -> int | None:
    """How many events ``raw`` reports: a whole number, or yes for one; ``None`` if unreported."""
    if read_state(raw) is not None:
        return None
    if isinstance(raw, bool):
        return int(raw)
    if isinstance(raw, str) and raw.strip().lower() in YES_WORDS | NO_WORDS:
        return int(raw.strip().lower() in YES_WORDS)
    return read_count(raw, "events")


def read_count(raw: object, what: str) -> int:
    try:
        number = to_number(raw)
    except (TypeError, ValueError) as reason:
        raise UnfitError(f"a whole number for `{what}`", str(reason)) from None
    if not isinstance(number, int) or number < 0:
        raise UnfitError(f"a whole number of at least 0 for `{what}`")
    return number


_PERIOD = re.compile(
    r"([0-9]{4})(?:年度?|)(?:[-/ ]?(?:(?:[Qq第])([1-4一二三四])(?:季度)?|([0-9]{1,2})月?))?"
)
_QUARTERS: Final = {"一": 1, "二": 2, "三": 3, "四": 4}


def read_period(raw: object) -> tuple[str, int]:
    """What a period counts in (``year``, ``quarter``, ``month``), and its number.

    `UnfitError` for anything that is no year, quarter or month.

    >>> read_period(2024), read_period("2024-Q3"), read_period("2024年9月")
    (('year', 2024), ('quarter', 8098), ('month', 24296))
    """
    match = _PERIOD.fullmatch(str(raw).strip())
    if match is None:
        raise UnfitError("a year, quarter or month such as `2026`, `2026-Q1` or `2026-03`")
    year, quarter, month = int(match[1]), match[2], match[3]
    if quarter is not None:
        return "quarter", year * 4 + int(_QUARTERS.get(quarter) or quarter) - 1
    if month is None:
        return "year", year
    if not 1 <= int(month) <= 12:
        raise UnfitError("a year, quarter or month such as `2026`, `2026-Q1` or `2026-03`")
    return "month", year * 12 + int(month) - 1


def age_of(raw: object, period: str) -> int:
    """By how many periods a figure is older than ``period``; `UnfitError` if they differ in kind.

    >>> age_of("2025-Q4", "2026-Q2")
    2
    """
    kind, at = read_period(raw)
    wanted, now = read_period(period)
    if kind != wanted:
        raise UnfitError(f"a period like `{period}`")
    if at > now:
        raise UnfitError(f"a period of at most `{period}`")
    return now - at
