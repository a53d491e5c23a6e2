"""The Chinese words that set a bound: `20个工作日以上`, `不足20万元`, `15日以内`.

以上, 以下, 以内 and 届满 include the number; 不满, 超过 and 以外 exclude it, as the Civil Code
(article 1259) lays down. Used through :mod:`govcoord.units`.
"""

from __future__ import annotations

import re
from typing import Final

from govcoord.numerals import CHINESE_NUMERAL_CHARS
from govcoord.unit_names import SIMPLIFIED

_BEFORE: Final = {
    ">=": "不低于 不少于 不小于 不得低于 不得少于 不得小于 至少 最少 最低 达到 达 年满 届满 满"
    " 大于等于 大于或等于",
    ">": "超过 超出 超 高于 大于 多于 突破",
    "<=": "不超过 不高于 不多于 不大于 不得超过 不得高于 不得多于 至多 最多 最高 未超过 控制在"
    " 小于等于 小于或等于",
    "<": "不足 不满 未满 不到 低于 少于 小于",
    "=": "等于",
}
_AFTER: Final = {
    ">=": "以上 及以上 起 届满",
    ">": "以外 之外",
    "<=": "以下 及以下 以内 之内 内",
}
_PREFIXES: Final = {word: op for op, words in _BEFORE.items() for word in words.split()}
_SUFFIXES: Final = {word: op for op, words in _AFTER.items() for word in words.split()}
_TRADITIONAL: Final = {ord(plain): chr(code) for code, plain in reversed(SIMPLIFIED.items())}

#: Every threshold word, simplified and traditional, with its operator.
THRESHOLD_WORDS: Final[dict[str, str]] = {
    form: op
    for word, op in (_PREFIXES | _SUFFIXES).items()
    for form in (word, word.translate(_TRADITIONAL))
}

# These also compare ranks: `处级以上`.
_RANKS: Final = frozenset({"以上", "以下", "及以上", "及以下"})

# Words that make a number rough; a rule needs a tolerance instead.
_ROUGH_BEFORE: Final = ("大约", "大概", "约", "接近", "将近")
_ROUGH_AFTER: Final = ("左右", "上下")

# `20个以上（不含）`, `20个（含）以上`
_NOTE = re.compile(r"[(（](不含|含)(?:本数|本級|本级)?[)）]")
_NUMBER_FIRST = re.compile(
    rf"\s*[-+−－负¥￥]?\s*(?:[0-9０-９]|[{''.join(sorted(CHINESE_NUMERAL_CHARS))}])"
)
_JOINERS = "并且|而且|同时|、|且|并|但|而|至|到"
# Where the second of two bounds may begin: a word or a number, with a joining word before it.
_SECOND = re.compile(
    rf"(?:{_JOINERS})?\s*(?:{'|'.join(sorted(_PREFIXES, key=len, reverse=True))})?"
    rf"{_NUMBER_FIRST.pattern}"
)
_FIGURE = re.compile(rf"[0-9０-９.,．，{''.join(sorted(CHINESE_NUMERAL_CHARS))}]")
_TWO_NUMBERS = re.compile(rf"{_FIGURE.pattern}.*?(?!{_FIGURE.pattern}).{_FIGURE.pattern}")
_JOINER = re.compile(rf"(?:{_JOINERS})\s*")
_INNER = re.compile("|".join(word for word in (*_PREFIXES, *_SUFFIXES) if len(word) > 1))
_STRICT: Final = {">=": ">", "<=": "<"}
_INCLUSIVE: Final = {">": ">=", "<": "<="}


def parse_threshold(text: str) -> tuple[str, str] | None:
    """The operator and the rest of a Chinese bound, or ``None`` when there is no such word.

    The rest is the text as written, for instance a quantity. The words count only beside
    a number (`不满意` and `达州` are no bounds), but for 以上 and 以下: `市级以上`.
    Raises ``ValueError`` for a rough number (`20个左右`), for two bounds in one text and
    for a bound without a number.

    >>> parse_threshold("20个工作日以上"), parse_threshold("不足20万元")
    (('>=', '20个工作日'), ('<', '20万元'))
    >>> parse_threshold("20个工作日") is None
    True
    """
    given = text.strip().removesuffix("的")
    notes = set(_NOTE.findall(given))
    given = _NOTE.sub("", given).strip()
    folded = given.translate(SIMPLIFIED)
    _refuse_rough(folded, text)
    before = _longest(folded, _PREFIXES, str.startswith)
    after = _longest(folded[len(before) :], _SUFFIXES, str.endswith)
    rest = given[len(before) : len(given) - len(after)].strip()
    before = _counted(before, rest)
    after = _counted(after, rest)
    if not before and not after:
        return None
    rest = given[len(before) : len(given) - len(after)].strip()
    operators = {_PREFIXES[before]} if before else set()
    operators |= {_SUFFIXES[after]} if after else set()
    _refuse_two(operators, rest, text)
    operator = operators.pop()
    if "不含" in notes:
        operator = _STRICT.get(operator, operator)
    elif notes:
        operator = _INCLUSIVE.get(operator, operator)
    return operator, rest


def parse_two_bounds(text: str) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """The bounds of a text that sets a lower and an upper one, in the order written.

    >>> parse_two_bounds("20万元以上不足50万元")
    (('>=', '20万元'), ('<', '50万元'))
    >>> parse_two_bounds("20万元以上") is None
    True
    """
    folded = text.translate(SIMPLIFIED)
    if not _TWO_NUMBERS.search(folded):
        return None
    for at in range(1, len(text)):
        within = _FIGURE.match(folded[at - 1]) and _FIGURE.match(folded[at])
        if within or not _SECOND.match(folded, at):
            continue
        first, second = _bound(text[:at]), _bound(text[at:])
        if first and second and first[0][0] != second[0][0]:
            return first, second
    return None


def _bound(text: str) -> tuple[str, str] | None:
    """One bound beside a number, with or without a joining word before it."""
    joiner = _JOINER.match(text.translate(SIMPLIFIED))
    for part in (text, text[joiner.end() :] if joiner else ""):
        try:
            found = parse_threshold(part) if part else None
        except ValueError:
            continue
        if found and _NUMBER_FIRST.match(found[1]) and found[0] != "=":
            return found
    return None


def _longest(text: str, words: dict[str, str], test: object) -> str:
    assert callable(test)
    if not test(text, tuple(words)):
        return ""
    return max((word for word in words if test(text, word)), key=len)


def _counted(word: str, rest: str) -> str:
    """The word, unless it stands beside no number and so may be part of a name."""
    return word if word in _RANKS or _NUMBER_FIRST.match(rest) else ""


def _refuse_rough(folded: str, text: str) -> None:
    for word in _ROUGH_BEFORE:
        if folded.startswith(word) and _NUMBER_FIRST.match(folded[len(word) :]):
            raise ValueError(f"`{text}` is rough: give a tolerance instead of `{word}`")
    for word in _ROUGH_AFTER:
        if folded.endswith(word) and _NUMBER_FIRST.match(folded):
            raise ValueError(f"`{text}` is rough: give a tolerance instead of `{word}`")


def _refuse_two(operators: set[str], rest: str, text: str) -> None:
    if not rest:
        raise ValueError(f"`{text}` has a threshold word but nothing to compare with")
    folded = rest.translate(SIMPLIFIED)
    if len(operators) > 1 or _INNER.search(folded):
        raise ValueError(f"`{text}` sets two bounds: write them as two tests or an interval")
