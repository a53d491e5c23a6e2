"""JSON read exactly: numbers as `Decimal` or ``int``, no NaN, no key twice."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from govcoord.errors import CaseError

_SHOWN = 60


class TwiceError(ValueError):
    """An object has a key twice."""

    def __init__(self, key: str, value: object) -> None:
        self.key, self.value = key, value
        super().__init__(key)


class NoNumberError(ValueError):
    """``NaN`` or ``Infinity`` stands for a number."""


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        seen = set()
        for key, value in pairs:
            if key in seen:
                raise TwiceError(key, value)
            seen.add(key)
    return made


def _no_constant(word: str) -> Any:
    raise NoNumberError(word)


STRICT = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_float=Decimal, parse_constant=_no_constant
)
LENIENT = json.JSONDecoder(parse_float=str, parse_int=str)
"""Reads what only `STRICT` refuses, to find where it ends."""

_CONSTANTS = json.JSONDecoder(parse_float=Decimal, parse_int=str)


def case_of_text(text: str) -> dict[str, Any]:
    """The facts in one JSON text; raises `CaseError` that says what is wrong with it."""
    try:
        value, end = STRICT.raw_decode(text, _start(text))
    except (ValueError, RecursionError) as error:
        raise explain(error, text) from None
    rest = text[end:].lstrip()
    if rest:
        hint = f"unexpected text at column {len(text) - len(rest) + 1}"
        raise CaseError("case", cut(text), "one JSON object", hint=hint)
    return checked(value, text)


def _start(text: str) -> int:
    return len(text) - len(text.lstrip(" \t\n\r"))


def checked(value: object, text: str) -> dict[str, Any]:
    """``value`` as the facts of a case; `CaseError` when it is none or holds half characters."""
    if not isinstance(value, dict):
        raise CaseError("case", value, "a JSON object with the facts of the case")
    if has_surrogates(text):
        _refuse_surrogates(value, "")
    return value


def has_surrogates(text: str) -> bool:
    """Whether a JSON text may hold half characters: ``\\ud800`` to ``\\udfff`` written out."""
    return "\\ud" in text or "\\uD" in text


def explain(error: Exception, text: str) -> CaseError:
    """Why `STRICT` could not read ``text``, as an error of the case."""
    if isinstance(error, TwiceError):
        hint = f"`{error.key}` is given twice"
        return CaseError(error.key, error.value, "each fact once", hint=hint)
    if isinstance(error, NoNumberError):
        name, value = _constant_in(text)
        hint = "leave the fact out where there is no figure"
        return CaseError(name, value, "a number", hint=hint)
    if isinstance(error, json.JSONDecodeError):
        hint = f"{error.msg} at column {error.pos + 1}"
        return CaseError("case", cut(text), "a JSON object", hint=hint)
    if isinstance(error, RecursionError):
        return CaseError("case", cut(text), "a JSON object", hint="it is nested too deep")
    return CaseError("case", cut(text), "a JSON object", hint="a number has too many digits")


def cut(text: str) -> str:
    """The text as it is shown in a message."""
    text = text.strip()
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _constant_in(text: str) -> tuple[str, object]:
    """The name and value of the first fact that is ``NaN`` or ``Infinity``."""
    try:
        value, _ = _CONSTANTS.raw_decode(text, _start(text))
    except (ValueError, RecursionError):
        return "case", cut(text)
    for path, item in walk(value, ""):
        if isinstance(item, float) and not math.isfinite(item):
            return path or "case", item
    return "case", cut(text)


def walk(value: object, path: str) -> list[tuple[str, object]]:
    """Every value inside ``value`` with its path (``participants[0].share``)."""
    found: list[tuple[str, object]] = []
    todo: list[tuple[str, object]] = [(path, value)]
    while todo:
        path, item = todo.pop()
        if isinstance(item, Mapping):
            inside = [(f"{path}.{key}" if path else key, inner) for key, inner in item.items()]
            todo += reversed(inside)
        elif isinstance(item, Sequence) and not isinstance(item, str):
            todo += reversed([(f"{path}[{n}]", inner) for n, inner in enumerate(item)])
        else:
            found.append((path, item))
    return found


def _refuse_surrogates(value: object, path: str) -> None:
    for name, item in walk(value, path):
        for text in (name, item):
            if isinstance(text, str) and any("\ud800" <= char <= "\udfff" for char in text):
                shown = text.encode("ascii", "backslashreplace").decode()
                expected = "text made of whole characters"
                raise CaseError(_printable(name), shown, expected, hint="half a surrogate pair")


def _printable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()
