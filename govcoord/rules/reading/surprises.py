"""Unquoted YAML text that other readers silently turn into something else."""

from __future__ import annotations

import re

_LONGEST = 40  # what anybody writes as a number or a time
_FIRST = frozenset("0123456789+-yYnNoO")
_WORDS = {"yes": "true", "on": "true", "no": "false", "off": "false"}
_SIXTY = re.compile(r"[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?")
_PREFIXED = re.compile(r"([-+]?)0(?:[xX][0-9a-fA-F_]+|[oO][0-7_]+|[bB][01_]+)")
_ZEROS = re.compile(r"([-+]?)0[\d_]*\d")
_UNDERSCORED = re.compile(r"[-+]?\d[\d_]*_[\d_]*(?:\.[\d_]*)?")


def surprise(text: str) -> tuple[str, dict[str, str]] | None:
    """The code and its parameters when the plain scalar ``text`` means different things.

    >>> surprise("12:30")
    ('GC141', {'text': '12:30', 'meaning': '750'})
    """
    if text[:1] not in _FIRST or len(text) > _LONGEST or not text.isascii():
        return None
    word = _WORDS.get(text.casefold())
    if word is not None:
        return "GC140", {"text": text, "meaning": word}
    if _SIXTY.fullmatch(text):
        return "GC141", {"text": text, "meaning": _base_sixty(text)}
    if _PREFIXED.fullmatch(text):
        number = _prefixed(text)
        return "GC142", {"text": text, "meaning": number, "decimal": number}
    if _ZEROS.fullmatch(text):
        return "GC142", {"text": text, **_leading_zero(text)}
    if _UNDERSCORED.fullmatch(text):
        return "GC143", {"text": text, "meaning": text.replace("_", "").rstrip(".")}
    return None


def _base_sixty(text: str) -> str:
    sign = "-" if text.startswith("-") else ""
    whole, dot, rest = text.lstrip("+-").replace("_", "").partition(".")
    total = 0
    for part in whole.split(":"):
        total = total * 60 + int(part)
    return f"{sign}{total}{dot}{rest}".rstrip(".")


def _prefixed(text: str) -> str:
    sign = "-" if text.startswith("-") else ""
    digits = text.lstrip("+-").replace("_", "")
    base = {"x": 16, "o": 8, "b": 2}[digits[1].lower()]
    return sign + str(int(digits[2:] or "0", base))


def _leading_zero(text: str) -> dict[str, str]:
    sign = "-" if text.startswith("-") else ""
    digits = text.lstrip("+-").replace("_", "")
    decimal = sign + str(int(digits))
    octal = set(digits) <= set("01234567")
    return {"meaning": sign + str(int(digits, 8)) if octal else decimal, "decimal": decimal}
