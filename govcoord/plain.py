"""Canonical values as plain data for JSON, exact and in a fixed order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from typing import Any

import attrs

from govcoord.numerals import format_number, to_number
from govcoord.text import Text

_AS_THEY_ARE = frozenset({str, int, bool, type(None)})


def jsonable(value: Any) -> Any:
    """``value`` as data that ``json`` writes without loss.

    Whole numbers stay numbers; other exact numbers become decimal text (``"0.25"``, or
    ``"1/3"`` where no decimal is exact); days become ISO text; sets become sorted lists; texts
    per language become mappings; objects with ``to_dict`` are asked for it, other
    attrs objects become mappings of their fields.

    >>> from fractions import Fraction
    >>> jsonable({"share": Fraction(1, 4), "who": frozenset({"b", "a"})})
    {'share': '0.25', 'who': ['a', 'b']}
    """
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if kind is dict:
        return {str(key): jsonable(item) for key, item in value.items()}
    if kind is list or kind is tuple:
        return [jsonable(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Fraction):
        return format_number(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds" if value.second else "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Text):
        return value.plain if value.plain is not None else dict(value.by_language)
    if isinstance(value, Mapping):
        return {str(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(jsonable(item) for item in value)
    if isinstance(value, list | tuple):
        return [jsonable(item) for item in value]
    if isinstance(value, float):
        return jsonable(to_number(value))
    if not hasattr(value, "to_dict") and attrs.has(type(value)):
        fields = (a.name for a in attrs.fields(type(value)))
        return {name: jsonable(getattr(value, name)) for name in fields if name != "span"}
    if not hasattr(value, "to_dict"):
        raise TypeError(f"a value of type `{type(value).__name__}` has no form as data")
    return jsonable(value.to_dict())
