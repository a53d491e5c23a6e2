"""What the messages about conditions show in each language: names, values, units, forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from govcoord.numerals import Number, exact, format_number
from govcoord.rules.regions import BEFORE, Ranges
from govcoord.rules.vocabulary import Attribute, Type
from govcoord.unit_names import AMBIGUOUS
from govcoord.units import Unit, format_quantity

__all__ = [
    "as_yaml",
    "bound",
    "each",
    "expected_form",
    "interval",
    "known_choices",
    "limits",
    "named",
    "remedy",
    "rough_form",
    "sided_form",
    "stray_unit",
    "unit_language",
    "unit_reason",
    "with_unit",
]

LANGUAGES: Final = {"en": "", "zh-Hans": "_hans", "zh-Hant": "_hant"}

_SCALES = "十百千万亿萬億"
_SHOWN = 6
_WORDS: Final = {
    # name: (en, zh-Hans, zh-Hant)
    "list": (", ", "、", "、"),
    "more": (", … ({} in all)", "等 {} 项", "等 {} 項"),
    "boolean": ("true, false, missing, present", "是、否、未填、已填", "是、否、未填、已填"),
    ">=": (">= {}", "{}以上", "{}以上"),
    ">": ("> {}", "超过{}", "超過{}"),
    "<=": ("<= {}", "{}以下", "{}以下"),
    "<": ("< {}", "不足{}", "不足{}"),
    "date >=": (">= {}", "{}以后", "{}以後"),
    "date <=": ("<= {}", "{}以前", "{}以前"),
    "at least": ("at least {}", "不小于{}", "不小於{}"),
    "at most": ("at most {}", "不大于{}", "不大於{}"),
    "from to": ("from {} to {}", "{}至{}", "{}至{}"),
    "unit": ("write a unit such as `{}`", "请写单位，例如 `{}`", "請寫單位，例如 `{}`"),
    "count": (
        "write the number alone",
        "只写数即可，例如 `3以上`",
        "只寫數即可，例如 `3以上`",
    ),
    "stray": (
        "leave out the unit, or declare `{1}` as a quantity in {0}",
        "去掉单位，或在词汇表中把 `{1}` 声明为单位是{0}的量",
        "去掉單位，或在詞彙表中把 `{1}` 宣告為單位是{0}的量",
    ),
    "rough": ("[{}..{}]", "{}至{}", "{}至{}"),
    "rough dates": (
        "[2025-03-01..2025-03-10]",
        "2025年3月1日至2025年3月10日",
        "2025年3月1日至2025年3月10日",
    ),
    "before": (
        "`<= {0}` (that day included) or `< {0}` (excluded)",
        "`{0}以前`（含当日）或 `早于{0}`（不含当日）",
        "`{0}以前`（含當日）或 `早於{0}`（不含當日）",
    ),
    "after": (
        "`>= {0}` (that day included) or `> {0}` (excluded)",
        "`{0}以后`（含当日）或 `晚于{0}`（不含当日）",
        "`{0}以後`（含當日）或 `晚於{0}`（不含當日）",
    ),
    "both": (
        "a comma means `or`; for both at once write `{}`",
        "逗号表示“或”；要表示同时满足，请写 `{}`",
        "逗號表示「或」；要表示同時滿足，請寫 `{}`",
    ),
    "no limit": (
        "a comma means `or`; leave the test out, or write `present` where any value will do",
        "逗号表示“或”；不限时请删去这一项，凡是填了就算的请写 `已填`",
        "逗號表示「或」；不限時請刪去這一項，凡是填了就算的請寫 `已填`",
    ),
    "quantity": (
        "a quantity such as `{0}`, `>= {0}` or `[5..20]{2}`",
        "带单位的量，例如 `{0}`、`{0}以上`、`{1}至{0}`",
        "帶單位的量，例如 `{0}`、`{0}以上`、`{1}至{0}`",
    ),
}


def say(name: str, language: str, *args: object) -> str:
    """One of the wordings of this module."""
    return _WORDS[name][list(LANGUAGES).index(language)].format(*args)


def each(name: str, make: Callable[[str], str]) -> dict[str, str]:
    """What ``make`` gives for each language, as the parameters that the catalogue expects."""
    return {name + end: make(language) for language, end in LANGUAGES.items()}


def named(attribute: Attribute, word: str | None) -> dict[str, str]:
    """The name of an attribute: the word that was written, else its title in the language."""
    return each("attribute", lambda language: word or attribute.label(language))


def unit_language(written: str, language: str) -> str:
    """The language of a unit that is put into a test as written."""
    if written.isascii():
        return "en" if re.search("[a-z]", written) else language
    return "zh-Hans" if language == "en" else language


def with_unit(text: str, unit: Unit, language: str) -> str:
    """A number as written with a unit after it.

    >>> from govcoord.units import find_unit
    >>> with_unit("5", find_unit("workday"), "zh-Hans"), with_unit("20万", find_unit("万元"), "en")
    ('5个工作日', '20万元')
    """
    if not text.isascii():
        language = unit_language(text, language)
    label = unit.label(language)
    if text[-1:] in _SCALES and label[0] in _SCALES:
        label = label.lstrip(_SCALES)
    elif text.endswith(("]", ")")) and label[0] in "个個":
        label = label[1:]
    gap = " " if label[0].isascii() and label[0] not in "%‰/" else ""
    return f"{text}{gap}{label}"


def literal(value: Any, attribute: Attribute, language: str) -> str:
    """A value of an ordered attribute as conditions write it."""
    if attribute.type is Type.DATE:
        if language == "en":
            return str(value.isoformat())
        return f"{value.year}年{value.month}月{value.day}日"
    if attribute.unit is not None and attribute.unit.name == "ratio":
        return f"{format_number(exact(value * 100))}%"
    return format_quantity(value, attribute.unit, language).replace(",", "")


def bound(operator: str, text: str, language: str, *, date: bool = False) -> str:
    """A bound in the manner of the language: `>= 5 yuan`, `5元以上`."""
    if date:
        return say(f"date {operator}", language, text) if "=" in operator else f"{operator} {text}"
    return say(operator, language, text)


def interval(region: Ranges, attribute: Attribute, language: str) -> str:
    """A region of one interval with two ends as conditions write it."""
    ((lo, hi),) = region.intervals()
    assert lo is not None
    assert hi is not None
    last, closed = hi[0], hi[1] != BEFORE
    if attribute.is_discrete and not closed:
        last, closed = (
            (last - 1, True)
            if isinstance(last, int)
            else (type(last).fromordinal(last.toordinal() - 1), True)
        )
    left, right = "[" if lo[1] == BEFORE else "(", "]" if closed else ")"
    ends = [literal(value, attribute, language) for value in (lo[0], last)]
    return f"{left}{'..'.join(ends)}{right}"


def rough_form(attribute: Attribute, language: str) -> str:
    """An interval in place of a rough number, with the unit of the attribute."""
    if attribute.type is Type.DATE:
        return say("rough dates", language)
    if attribute.type is not Type.QUANTITY or attribute.unit is None:
        return say("rough", language, "90", "110")
    ends = [with_unit(end, attribute.unit, language) for end in ("90", "110")]
    return with_unit("[90..110]", attribute.unit, "en") if language == "en" else "至".join(ends)


def sided_form(day: str, before: bool, language: str) -> str:
    """What 前 and 后 after a date may mean, with the day itself and without it."""
    return say("before" if before else "after", language, day)


def unit_reason(word: str, wanted: Unit | None, language: str) -> str:
    """Why a word is no unit: a key of the shared terms, or the unit to write instead."""
    if word in AMBIGUOUS:
        return f"unit:{word}"
    if wanted is None or wanted.name == "ratio":
        return "unit:unknown"
    return say("unit", language, wanted.label(language))


def stray_unit(attribute: Attribute, unit: Unit, word: str | None, language: str) -> str:
    """What to do about a unit of an attribute that has none."""
    if attribute.id.endswith(".count"):
        return say("count", language)
    label, name = unit.label(language), word or attribute.label(language)
    return say("stray", language, label.lstrip("个個"), name)


def limits(attribute: Attribute, language: str) -> str:
    """Between which values an attribute lies, where it has bounds."""
    ends: list[Number | None] = [attribute.min, attribute.max]
    shown = [None if end is None else literal(end, attribute, language) for end in ends]
    if None not in shown:
        return say("from to", language, *shown)
    return say("at most" if shown[0] is None else "at least", language, shown[0] or shown[1])


def known_choices(attribute: Attribute, language: str) -> str:
    """The first of the values that an attribute can have, by id, or by title in Chinese."""
    if attribute.choices is None:
        return say("boolean", language)
    items = attribute.choices.items
    words: Sequence[str] = [item.id if language == "en" else item.label(language) for item in items]
    shown = say("list", language).join(words[:_SHOWN])
    return shown + (say("more", language, len(words)) if len(words) > _SHOWN else "")


def expected_form(attribute: Attribute, language: str) -> str:
    """How a test of the attribute is written: a key of the shared terms, or the words."""
    unit = attribute.unit
    if attribute.type is not Type.QUANTITY or unit is None:
        return f"test:{attribute.type.value}"
    whole, half, after = ("20", "5", "[5..20]")
    return say(
        "quantity", language, with_unit(whole, unit, language), with_unit(half, unit, language),
        with_unit(after, unit, language).removeprefix(after),
    )  # fmt: skip


_NEEDS_QUOTES = re.compile(r"[\[\]>!|{}*&@%`#-]|.*[,:#]\s")


def remedy(region: Ranges, attribute: Attribute, language: str, *, plain: bool) -> str:
    """What to write in place of alternatives that accept everything; ``region`` is both."""
    if region.is_empty or len(region.intervals()) != 1 or None in region.intervals()[0]:
        return say("no limit", language)
    return say("both", language, as_yaml(interval(region, attribute, language), plain=plain))


def as_yaml(text: str, *, plain: bool) -> str:
    """The text as it has to stand in YAML where what it replaces had no quotes."""
    return f'"{text}"' if plain and _NEEDS_QUOTES.match(text) else text
