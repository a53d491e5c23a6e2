"""What a value was expected to be, from the English of the core into the user's language.

The core says in English what would have fitted. Its wordings are few, so they are known
(`phrases`); a wording that is not is shown as it is.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from govcoord.errors import MISSING, GovcoordError, shortened, told
from govcoord.messages.phrases import NAMES, PHRASES, SIMPLIFIED, TRADITIONAL, WORDS

_PART = re.compile(r"\\(?P<plain>\d)|<(?P<phrase>\d)>|\[\\(?P<amount>\d)\]|“\\(?P<unit>\d)”")
_LISTED = re.compile(r"`, (?=`|…)")
_PLACE = re.compile(r"(?P<file>.*?),? ?\b(?:row|byte) (?P<row>\d+)(?:, column (?P<column>\d+))?")
_WORD = re.compile("|".join(sorted(WORDS, key=len, reverse=True)))
_CHARS = str.maketrans(SIMPLIFIED, TRADITIONAL)


def localised(text: str, language: str) -> str:
    """``text`` in the language where its wording is known, else as it is.

    >>> localised("a whole number", "zh-Hans"), localised("something new", "zh-Hans")
    ('整数', 'something new')
    """
    if language == "en":
        return text
    in_language = getattr(text, "in_language", None)
    if in_language is not None:
        return str(in_language(language))
    for pattern, chinese in _compiled():
        match = pattern.fullmatch(text)
        if match is not None:
            return _filled(chinese, match, language)
    return text


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern, re.DOTALL), chinese) for pattern, chinese in PHRASES)


def _filled(chinese: str, match: re.Match[str], language: str) -> str:
    """The Chinese of a phrase with the groups of the match in their places."""

    def part(found: re.Match[str]) -> str:
        kind = found.lastgroup or "plain"
        text = match[int(found[kind])] or ""
        if kind == "phrase":
            return localised(text, language)
        if kind == "amount":
            return _amount(text, language)
        if kind == "unit":
            quoted = f"“{_unit(text, language)}”"
            return quoted if language == "zh-Hans" else f"「{quoted[1:-1]}」"
        return _LISTED.sub("`、", text)

    pieces: list[str] = []
    end = 0
    for found in _PART.finditer(chinese):
        pieces += [_script(chinese[end : found.start()], language), part(found)]
        end = found.end()
    return "".join([*pieces, _script(chinese[end:], language)])


@lru_cache(maxsize=1024)
def _script(chinese: str, language: str) -> str:
    """Simplified Chinese in the script of the language."""
    if language == "zh-Hans":
        return chinese
    return _WORD.sub(lambda match: WORDS[match[0]], chinese).translate(_CHARS)


def _unit(text: str, language: str) -> str:
    """A unit by its name in the language where it is known."""
    from govcoord.units import find_unit

    try:
        return find_unit(text).label(language).lstrip("个個")
    except (ValueError, GovcoordError):
        return text


def _amount(text: str, language: str) -> str:
    """A quantity as people write it in the language, where it can be read."""
    from govcoord.units import format_quantity, parse_quantity

    try:
        number, unit = parse_quantity(text)
    except (ValueError, GovcoordError):
        return text
    return text if unit is None else format_quantity(number, unit, language)


def input_name(name: str, language: str) -> str:
    """What an error names, when it is no attribute or indicator but a part of the input."""
    return name if language == "en" or name not in NAMES else _script(NAMES[name], language)


def input_place(where: str, language: str) -> str:
    """Where in the input a value stands: ``figures.csv, row 3, column 2`` in the language."""
    match = None if language == "en" else _PLACE.match(where)
    if match is None:
        return where
    unit = " 字节" if "byte " in match[0] else " 行"
    column = "" if match["column"] is None else f"第 {match['column']} 列"
    place = f"第 {match['row']}{unit}{column}"
    rest = where[match.end() :].removeprefix(",").strip()
    return " ".join(filter(None, (match["file"], _script(place, language), rest)))


_NOUNS = {"attribute": ("属性", "屬性"), "figure": ("数值", "數值"), "value": ("值", "值")}


def input_message(
    noun: str, name: str, value: object, expected: str, hint: str | None, where: str | None,
    language: str, label: str | None = None,
) -> str:  # fmt: skip
    """What is wrong with a value that was handed in, as one line of Chinese.

    ``label`` stands for the name and the place inside the input, where it is known.
    """
    column = 0 if language == "zh-Hans" else 1
    known, gives, computes = (
        ("应为", "为", "算不出来") if column == 0 else ("應為", "為", "算不出來")
    )
    if label is not None and where:
        where = where.rpartition(": ")[0]
    place = f"{input_place(where, language)}：" if where else ""
    given = computes if value is None else f"{gives} {_shown(value, language)}"
    given = ("没有给出", "沒有給出")[column] if value is MISSING else given
    named = input_name(name, language)
    head = named if named != name else f"{_NOUNS[noun][column]} `{shortened(name)}`"
    if label is not None:
        head = f"`{localised(label, language)}`"
    text = f"{place}{head} {given}，{known}{localised(expected, language)}"
    return f"{text}（{shortened(localised(hint, language))}）" if hint else text


def in_words(value: object, language: str) -> object:
    """A value that has words of its own in the language, in these; any other as it is."""
    words = getattr(value, "in_language", None)
    return value if words is None else words(language)


def _shown(value: object, language: str) -> str:
    value = in_words(value, language)
    shown = f"`{value}`" if isinstance(value, str | date) else told(value)
    return shown if len(shown) <= 80 else shown[:77] + "..."
