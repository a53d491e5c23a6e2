"""Values, tests and boxes in words, in English and Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from govcoord.numerals import exact, format_number
from govcoord.rules.conditions.attribute_tests import settled
from govcoord.rules.conditions.written import inclusive, tops, write_test
from govcoord.rules.regions import Box, Cut, Ranges, Sets, Test, Values
from govcoord.rules.values import BadValue, to_value
from govcoord.rules.vocabulary import Attribute, Choices, Type, Vocabulary
from govcoord.units import format_quantity

__all__ = ["describe_box", "describe_case", "describe_test", "describe_value", "write_test"]

_PHRASES: Final[dict[str, tuple[str, str, str]]] = {
    # name: (en, zh-Hans, zh-Hant)
    "true": ("yes", "是", "是"),
    "false": ("no", "否", "否"),
    "date": (
        "{0.year:04}-{0.month:02}-{0.day:02}",
        "{0.year}年{0.month}月{0.day}日",
        "{0.year}年{0.month}月{0.day}日",
    ),
    "text": ('"{}"', "“{}”", "「{}」"),
    "list": (", ", "、", "、"),
    "no members": ("none", "无", "無"),
    "or": (" or ", "或", "或"),
    "and": (" and ", "且", "且"),
    "anything": ("anything", "不限", "不限"),
    "any value": ("any value", "任何值", "任何值"),
    "missing": ("not yet given", "未填", "未填"),
    "present": ("given", "已填", "已填"),
    "never": ("impossible", "不可能", "不可能"),
    "or missing": ("{}, or not yet given", "{}，或未填", "{}，或未填"),
    "and present": ("given and {}", "已填且{}", "已填且{}"),
    ">=": ("at least {}", "至少{}", "至少{}"),
    ">": ("more than {}", "超过{}", "超過{}"),
    "<=": ("at most {}", "至多{}", "至多{}"),
    "<": ("less than {}", "不足{}", "不足{}"),
    "date >=": ("on or after {}", "{}以后", "{}以後"),
    "date <=": ("on or before {}", "{}以前", "{}以前"),
    "to": ("{} to {}", "{}至{}", "{}至{}"),
    "other": ("other than {}", "不等于{}", "不等於{}"),
    "one of": ("one of: {}", "{}之一", "{}之一"),
    "not": ("not {}", "不是{}", "不是{}"),
    "none of": ("none of: {}", "不是{}", "不是{}"),
    "below": ("{} with all under it", "{}及其下级", "{}及其下級"),
    "contains": ("contains {}", "含{}", "含{}"),
    "contains all": ("contains all of: {}", "含{}", "含{}"),
    "contains any": ("contains any of: {}", "含{}之一", "含{}之一"),
    "contains none": ("contains none of: {}", "不含{}", "不含{}"),
    "contains only": ("contains only: {}", "只含{}", "只含{}"),
    "empty": ("is empty", "为空", "為空"),
    "count": ("has {} of them", "共{}项", "共{}項"),
    "nothing": ("nothing is given", "什么都未填", "什麼都未填"),
    "row": ("{}: [{}]", "{}：［{}］", "{}：［{}］"),
    "every case": ("every case", "所有情形", "所有情形"),
    "line": ("{}: {}", "{}：{}", "{}：{}"),
    "lines": ("; ", "；", "；"),
}
_COLUMNS: Final = {"en": 0, "zh-Hans": 1, "zh-Hant": 2}


def _say(name: str, language: str, *args: object) -> str:
    phrase = _PHRASES[name][_COLUMNS[language]]
    return phrase.format(*args) if args else phrase


def describe_value(value: Any, attribute: Attribute, language: str = "en") -> str:
    """A canonical value in words; ``None`` is a fact that is not given.

    >>> describe_value(True, Attribute("urgent", Type.BOOLEAN), "zh-Hans")
    '是'
    """
    if value is None:
        return _say("missing", language)
    if attribute.type is Type.BOOLEAN:
        return _say("true" if value else "false", language)
    if attribute.type is Type.DATE:
        return _say("date", language, value)
    if attribute.type is Type.CHOICE:
        return _choices(attribute).label(value, language)
    if attribute.type is Type.SET:
        return _members(value, _choices(attribute), language)
    if attribute.type is Type.TEXT:
        return _say("text", language, value)
    if attribute.unit is not None and attribute.unit.name == "ratio":
        return f"{format_number(exact(value * 100), digits=2)}%"
    return format_quantity(value, attribute.unit, language)


def _choices(attribute: Attribute) -> Choices:
    return attribute.choices or Choices(attribute.id, ())


def _members(ids: frozenset[str], choices: Choices, language: str) -> str:
    known = [item.id for item in choices.items if item.id in ids]
    known += sorted(ids - choices.ids)
    labels = [choices.label(id_, language) for id_ in known]
    return _say("list", language).join(labels) or _say("no members", language)


def describe_test(test: Test, attribute: Attribute, language: str = "en") -> str:
    """What a test of ``attribute`` accepts, in words without its name.

    >>> days = Attribute("days", Type.INTEGER)
    >>> describe_test(Test(Ranges.interval(3, 5).discrete()), days)
    '3 to 5'
    >>> describe_test(Test(Ranges.interval(20, None)), days, "zh-Hans")
    '至少20'
    """
    test = settled(test, attribute)
    region, missing = test.region, test.missing
    if region.is_full:
        return _say({True: "anything", False: "present", None: "any value"}[missing], language)
    if region.is_empty:
        return _say("missing" if missing else "never", language)
    words = _region(test, attribute, language)
    if missing is None:
        return words
    return _say("or missing" if missing else "and present", language, words)


def _region(test: Test, attribute: Attribute, language: str) -> str:
    region = test.region
    if isinstance(region, Ranges):
        return _ranges(region, attribute, language)
    if isinstance(region, Sets):
        return _sets(region, _choices(attribute), language)
    return _values(region, attribute, language)


# -- ordered values


def _ranges(region: Ranges, attribute: Attribute, language: str) -> str:
    others = _points(region.complement(), attribute)
    if others is not None and region.low:
        return _say("other", language, _list_of(others, attribute, language))
    spans = [_interval(lo, hi, attribute, language) for lo, hi in region.intervals()]
    return _say("or", language).join(spans)


def _points(region: Ranges, attribute: Attribute) -> list[Any] | None:
    """The values of a region of single values, or ``None`` for any other region."""
    out = []
    for lo, hi in region.intervals():
        if lo is None or hi is None:
            return None
        low, high = inclusive(lo, attribute, high=False), inclusive(hi, attribute, high=True)
        if low != high:
            return None
        out.append(low[0])
    return out


def _list_of(values: Iterable[Any], attribute: Attribute, language: str) -> str:
    return _say("list", language).join(describe_value(v, attribute, language) for v in values)


def _interval(lo: Cut | None, hi: Cut | None, attribute: Attribute, language: str) -> str:
    low = None if lo is None else inclusive(lo, attribute, high=False)
    high = None if hi is None else inclusive(hi, attribute, high=True)
    for end, other, most in ((low, high, attribute.max), (high, low, attribute.min)):
        if end is not None and (end == other or (other is None and end == (most, True))):
            return describe_value(end[0], attribute, language)
    if low is not None and high is not None and low[1] and high[1]:
        return _from_to(low[0], high[0], attribute, language)
    bounds = []
    if low is not None:
        bounds.append(_bound(">=" if low[1] else ">", low[0], attribute, language))
    if high is not None:
        bounds.append(_bound("<=" if high[1] else "<", high[0], attribute, language))
    return _say("and", language).join(bounds)


def _bound(name: str, value: Any, attribute: Attribute, language: str) -> str:
    word = f"date {name}" if isinstance(value, date) else name
    return _say(word, language, describe_value(value, attribute, language))


def _from_to(first: Any, last: Any, attribute: Attribute, language: str) -> str:
    words = describe_value(last, attribute, language)
    unit = attribute.unit
    if unit is not None and language == "en" and words.endswith(f" {unit.many}"):
        return _say("to", language, format_number(first, group=True), words)
    return _say("to", language, describe_value(first, attribute, language), words)


# -- choices, booleans and texts


def _values(region: Values, attribute: Attribute, language: str) -> str:
    region = _positive(region, attribute)
    if attribute.type is Type.CHOICE:
        items = _grouped(region.values, _choices(attribute), language)
    else:
        items = [describe_value(v, attribute, language) for v in sorted(region.values)]
    listed = _say("list", language).join(items)
    if region.negated:
        return _say("not" if len(items) == 1 else "none of", language, listed)
    return listed if len(items) == 1 else _say("one of", language, listed)


def _positive(region: Values, attribute: Attribute) -> Values:
    """The one value that is left, where a list of choices leaves only one."""
    if not region.negated or attribute.choices is None:
        return region
    rest = attribute.choices.ids - region.values
    return Values(rest) if len(rest) == 1 else region


def _grouped(ids: frozenset[str], choices: Choices, language: str) -> list[str]:
    """Labels, a whole subtree under the label of its top."""
    heads = tops(ids, choices)
    covered = frozenset().union(*(choices.below(id_) for id_ in heads))
    out = []
    for item in choices.items:
        if item.id in heads and len(choices.below(item.id)) > 1:
            out.append(_say("below", language, item.label(language)))
        elif item.id in heads or item.id in ids - covered:
            out.append(item.label(language))
    return out


# -- sets


def _sets(region: Sets, choices: Choices, language: str) -> str:
    parts = _groups(region.any_of, choices, language)
    if region.none_of:
        parts.append(_excluded(region.none_of, choices, language))
    if not region.count.is_full:
        counted = Attribute("count", Type.INTEGER)
        words = describe_test(Test(region.count), counted, language)
        parts.append(_say("count", language, words))
    return _say("and", language).join(parts)


def _groups(groups: frozenset[frozenset[str]], choices: Choices, language: str) -> list[str]:
    single = frozenset(next(iter(group)) for group in groups if len(group) == 1)
    parts = []
    if single:
        name = "contains" if len(single) == 1 else "contains all"
        parts.append(_say(name, language, _members(single, choices, language)))
    for group in sorted((group for group in groups if len(group) > 1), key=sorted):
        parts.append(_say("contains any", language, _joined(group, choices, language)))
    return parts


def _excluded(none_of: frozenset[str], choices: Choices, language: str) -> str:
    rest = choices.ids - none_of
    if not rest:
        return _say("empty", language)
    if len(rest) < len(none_of):
        return _say("contains only", language, _joined(rest, choices, language))
    return _say("contains none", language, _joined(none_of, choices, language))


def _joined(ids: frozenset[str], choices: Choices, language: str) -> str:
    return _say("list", language).join(_grouped(ids, choices, language))


def describe_box(
    box: Box, vocabulary: Vocabulary, language: str = "en", record: str | None = None
) -> str:
    """What cases a box holds: each test after the name of its attribute.

    Attributes stand in the order of the vocabulary, those of the case first.
    """
    tests = dict(box.tests)
    lines = [
        _say("line", language, attribute.label(language), describe_test(test, attribute, language))
        for id_, attribute in vocabulary.visible(record).items()
        if (test := tests.get(id_)) is not None
    ]
    return _say("lines", language).join(lines) or _say("every case", language)


def describe_case(case: Mapping[str, Any], vocabulary: Vocabulary, language: str = "en") -> str:
    """A case as data in words, record by record; what the vocabulary lacks is shown as it is."""
    lines = _facts(case, vocabulary.attributes, language)
    for record in vocabulary.records.values():
        for row in case.get(record.key) or ():
            words = _say("lines", language).join(_facts(row, record.fields, language))
            words = words or _say("nothing", language)
            lines.append(_say("row", language, record.label(language), words))
    return _say("lines", language).join(lines) or _say("nothing", language)


def _facts(
    given: Mapping[str, Any], attributes: Mapping[str, Attribute], language: str
) -> list[str]:
    return [
        _say("line", language, attribute.label(language), _raw(given[id_], attribute, language))
        for id_, attribute in attributes.items()
        if id_ in given
    ]


def _raw(value: object, attribute: Attribute, language: str) -> str:
    try:
        known = None if value is None else to_value(value, attribute)
    except BadValue:
        return str(value)
    return describe_value(known, attribute, language)
