"""Tests back to the form in which conditions are written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

from govcoord.numerals import Number, exact, format_number
from govcoord.rules.conditions.attribute_tests import MISSING_WORDS, PRESENT_WORDS
from govcoord.rules.conditions.pieces import plain_signs
from govcoord.rules.regions import BEFORE, Cut, Ranges, Sets, Test, Values
from govcoord.rules.vocabulary import Attribute, Choices, Type
from govcoord.units import format_quantity

__all__ = ["inclusive", "tops", "write_test"]

Written = str | list[Any] | dict[str, Any]

_NOT = re.compile(r"(?:not|非)\s*\(", re.IGNORECASE)
_PIVOT: Final = date(2000, 1, 1)


def write_test(test: Test, attribute: Attribute) -> Written:
    """The unary test as texts, lists and mappings; reading it gives the same test.

    A test that nothing can meet is ``not(-)``, which reads as no test at all. Raises
    ``ValueError`` for a set of choices that no condition can say.

    >>> days = Attribute("days", Type.INTEGER)
    >>> write_test(Test(Ranges.interval(3, 5).discrete()), days)
    '[3..5]'
    """
    region, missing = test.region, test.missing
    if missing is True:
        if region.is_full:
            return "-"
        return "missing" if region.is_empty else [*_forms(test, attribute), "missing"]
    if region.is_empty:
        return "not(-)"
    if missing is False and region.is_full:
        return "present"
    forms = _forms(test, attribute)
    written = forms[0] if len(forms) == 1 else forms
    return written if missing is None else {"all": ["present", written]}


def _forms(test: Test, attribute: Attribute) -> list[Any]:
    """Written tests of which any must hold."""
    region = test.region
    if isinstance(region, Ranges):
        return _ranges(region, attribute)
    if isinstance(region, Sets):
        return [_sets(region, _choices(attribute))]
    if attribute.type is Type.TEXT:
        return _texts(region)
    if attribute.type is Type.BOOLEAN:
        return [
            word for word, value in (("true", True), ("false", False)) if region.contains(value)
        ]
    return _choice(region, _choices(attribute))


def _choices(attribute: Attribute) -> Choices:
    return attribute.choices or Choices(attribute.id, ())


# -- ordered values


def _ranges(region: Ranges, attribute: Attribute) -> list[Any]:
    if region.is_full:
        pivot = _literal(_within_bounds(attribute), attribute)
        return [pivot, f"!= {pivot}"]
    return [_interval(lo, hi, attribute) for lo, hi in region.intervals()]


def _within_bounds(attribute: Attribute) -> Any:
    if attribute.type is Type.DATE:
        return _PIVOT
    return next((end for end in (attribute.min, attribute.max) if end is not None), 0)


def inclusive(cut: Cut, attribute: Attribute, *, high: bool) -> tuple[Any, bool]:
    """The value at one end of an interval, and whether it belongs to the interval."""
    value, side = cut
    if not high:
        return value, side == BEFORE
    if attribute.is_discrete and side == BEFORE:
        return (value - timedelta(days=1) if isinstance(value, date) else value - 1), True
    return value, side != BEFORE


def _interval(lo: Cut | None, hi: Cut | None, attribute: Attribute) -> str:
    low = None if lo is None else inclusive(lo, attribute, high=False)
    high = None if hi is None else inclusive(hi, attribute, high=True)
    if low is None:
        assert high is not None
        return f"{'<=' if high[1] else '<'} {_literal(high[0], attribute)}"
    if high is None:
        return f"{'>=' if low[1] else '>'} {_literal(low[0], attribute)}"
    if low == high:
        return _literal(low[0], attribute)
    first, last = _literal(low[0], attribute), _literal(high[0], attribute)
    return f"{'[' if low[1] else '('}{first}..{last}{']' if high[1] else ')'}"


def _literal(value: Number | date, attribute: Attribute) -> str:
    if isinstance(value, date):
        return value.isoformat()
    unit = attribute.unit
    if unit is None:
        return format_number(value)
    if unit.name == "ratio":
        percent = format_number(exact(value * 100))
        return format_number(value) if "/" in percent else f"{percent}%"
    return format_quantity(value, unit, "en").replace(",", "")


# -- choices


def tops(ids: frozenset[str], choices: Choices) -> list[str]:
    """The choices of ``ids`` that stand for all of ``ids`` below them, in the order declared.

    Choices whose subtree does not lie within ``ids`` are left out.
    """
    whole = [item.id for item in choices.items if choices.below(item.id) <= ids]
    covered = frozenset().union(*(choices.below(id_) - {id_} for id_ in whole))
    return [id_ for id_ in whole if id_ not in covered]


def _choice(region: Values, choices: Choices) -> list[Any]:
    if region.is_full:
        return list(tops(choices.ids, choices))
    written = _exactly(region.values, choices)
    if not region.negated:
        return written
    if all(isinstance(form, str) for form in written):
        return [f"not({', '.join(written)})"]
    return [{"not": written}]


def _exactly(ids: frozenset[str], choices: Choices) -> list[Any]:
    out: list[Any] = list(tops(ids, choices))
    for id_ in ids - _covered(out, choices):
        below = tops(choices.below(id_) - {id_}, choices)
        out.append({"all": [id_, f"not({', '.join(below)})"]})
    return out


def _covered(ids: Iterable[str], choices: Choices) -> frozenset[str]:
    return frozenset().union(*(choices.below(id_) for id_ in ids))


# -- sets


def _sets(region: Sets, choices: Choices) -> Any:
    parts: list[Any] = [_group(group, choices) for group in sorted(region.any_of, key=sorted)]
    if region.none_of:
        parts.append(_none(region.none_of, choices))
    if not region.count.is_full or not parts:
        parts.append({"count": _count(region.count, choices)})
    return parts[0] if len(parts) == 1 else {"all": parts}


def _group(group: frozenset[str], choices: Choices) -> Any:
    """``any_of``, where a list of whole subtrees can say it, or else by what is left out."""
    down = tops(group, choices)
    rest = group - _covered(down, choices)
    if not rest:
        return {"any_of": down}
    others = {"not": {"only": _remaining(rest, group, choices)}}
    return [{"any_of": down}, others] if down else others


def _none(none: frozenset[str], choices: Choices) -> Any:
    down = tops(none, choices)
    rest = none - _covered(down, choices)
    if not rest:
        return {"none_of": down}
    only = {"only": _remaining(rest, none, choices)}
    return {**only, "none_of": down} if down else only


def _remaining(rest: frozenset[str], ids: frozenset[str], choices: Choices) -> list[str]:
    """Whole subtrees that leave out ``rest`` and nothing but ``ids``."""
    upper = frozenset(id_ for id_ in ids if ids.issuperset(choices.path(id_)))
    kept = choices.ids - upper
    if not rest <= upper or _covered(tops(kept, choices), choices) != kept:
        raise ValueError(f"no condition can say the set {', '.join(sorted(ids))}")
    return tops(kept, choices)


def _count(count: Ranges, choices: Choices) -> Written:
    if count.is_full:
        return ">= 0"
    counted = Attribute("count", Type.INTEGER, min=0, max=len(choices.ids))
    return write_test(Test(count), counted)


# -- texts


def _texts(region: Values) -> list[Any]:
    if region.is_full:
        return ["a", 'not("a")']
    words = sorted(region.values)
    if not region.negated:
        return [_text(word) for word in words]
    return [f"not({', '.join(map(_quoted, words))})"]


def _text(word: str) -> str:
    plain = plain_signs(word)
    special = word in MISSING_WORDS | PRESENT_WORDS or plain.strip() in ("", "-")
    if special or word != word.strip() or '"' in word[:1] or _NOT.match(plain):
        return _quoted(word)
    return word


def _quoted(word: str) -> str:
    return json.dumps(word, ensure_ascii=False)
