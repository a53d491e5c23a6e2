"""Exact numbers as people write them: `1,000`, `90%`, `2/3`, `三十`, `1.5亿`.

A number is an ``int`` or a ``fractions.Fraction`` everywhere in govcoord, and a whole
number is always an ``int``. Nothing here rounds unless it is asked to.
"""

from __future__ import annotations

import math
import numbers
import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

__all__ = ["Number", "exact", "format_number", "parse_number", "round_number", "to_number"]

Number = int | Fraction

ROUNDING_MODES: Final = ("half_up", "half_even", "half_down", "up", "down", "ceiling", "floor")

# More digits than any figure of an administration has; keeps hostile input cheap.
MAX_DIGITS: Final = 1000
LARGEST: Final = 10**MAX_DIGITS
"""Whole numbers beyond it are refused: Python itself writes none of more than 4300 digits."""

# Full-width ASCII, the ideographic space and the minus signs of typesetters.
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: " ",
    0x00A0: " ",
    0x2212: "-",
    0xFE63: "-",
    0x2044: "/",
    0x2236: ":",
}
_DIGIT_FORMS = (
    "零〇○",
    "一壹",
    "二贰貳两兩",
    "三叁參叄",
    "四肆",
    "五伍",
    "六陆陸",
    "七柒",
    "八捌",
    "九玖",
)
_FORMS = {ord(form): str(digit) for digit, forms in enumerate(_DIGIT_FORMS) for form in forms}
_FORMS |= {ord(a): b for a, b in zip("拾佰仟萬億點負", "十百千万亿点负")}
_SMALL_SCALES: Final = (("千", 1000), ("百", 100), ("十", 10))
_SCALES: Final = (("亿", 10**8), ("万", 10**4), *_SMALL_SCALES)
_WORD_OF_POWER: Final = {"十": 10, "百": 100, "千": 1000, "万": 10**4}

#: Every character that may stand in a Chinese numeral (after it, a unit may follow).
CHINESE_NUMERAL_CHARS: Final = frozenset("".join(_DIGIT_FORMS) + "十百千万亿拾佰仟萬億点點半")

_DECIMAL = re.compile(r"([+-]?)([0-9][0-9,]*)(?:\.([0-9]+))?", re.ASCII)
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+", re.ASCII)
_EXPONENT = re.compile(r"[+-]?[0-9.]+[eE][+-]?[0-9]+", re.ASCII)
_FRACTION = re.compile(r"([+-]?[0-9,]+)\s*/\s*([0-9,]+)", re.ASCII)
_NONZERO = "".join(_DIGIT_FORMS[1:])
# `三五天` is three to five days, not 35; `三点一四` is a decimal.
_ABOUT = re.compile(f"(?<![点點{_NONZERO}零〇○])[{_NONZERO}]{{2}}(?![{_NONZERO}零〇○])")
_GAP = re.compile(r"(?<=[0-9])\s+(?=[十百千万亿])")
_TENTHS = re.compile(r"([^成]+)成([1-9])?")


def exact(value: Fraction | int) -> Number:
    """The same number, as an ``int`` when it is whole.

    >>> exact(Fraction(4, 2)), exact(Fraction(1, 2))
    (2, Fraction(1, 2))
    """
    if isinstance(value, int):
        return value
    return value.numerator if value.denominator == 1 else value


def plain_text(text: str) -> str:
    """Full-width letters, digits and signs as plain ones, outer blanks removed.

    >>> plain_text("　９０％ ")
    '90%'
    """
    return text.translate(_PLAIN).strip()


def parse_number(text: str) -> Number:
    """The exact number that a text writes, in Western or Chinese figures.

    Accepts integers, proper thousands groups, decimals, `2/3`, percent and per mille,
    Chinese numerals in everyday and financial forms, `20万`, `百分之九十`, `三分之二`,
    `九成`. Raises ``ValueError`` with a plain reason for anything else.

    >>> parse_number("1,000"), parse_number("三万五千"), parse_number("九成")
    (1000, 35000, Fraction(9, 10))
    >>> parse_number("010")
    Traceback (most recent call last):
    ValueError: `010` is ambiguous: it has leading zeros
    """
    plain = plain_text(text)
    if not plain:
        raise ValueError("the number is empty")
    if len(plain) > MAX_DIGITS:
        raise ValueError(f"the number has more than {MAX_DIGITS} characters")
    for sign, parts in (("%", 100), ("‰", 1000)):
        if plain.endswith(sign):
            return exact(Fraction(_signed(plain[:-1].rstrip(), text), parts))
    return _signed(plain, text)


def _signed(plain: str, text: str) -> Number:
    """A number without a percent sign, perhaps below zero."""
    if plain.isascii():
        return _western(plain, text)
    if _ABOUT.search(plain):
        raise ValueError(f"`{text}` is ambiguous: two figures side by side may mean a range")
    forms = _GAP.sub("", plain.translate(_FORMS))
    if forms[0] in "负-":
        return -_chinese(forms[1:], text)
    return _chinese(forms, text)


def _western(plain: str, text: str) -> Number:
    if match := _FRACTION.fullmatch(plain):
        above, below = (_western(part, text) for part in match.groups())
        if below == 0:
            raise ValueError(f"`{text}` divides by zero")
        return exact(Fraction(above, below))
    match = _DECIMAL.fullmatch(plain)
    if match is None:
        raise ValueError(_why_not(plain, text))
    sign, whole, decimals = match.groups()
    if "," in whole:
        if not _GROUPED.fullmatch(whole):
            raise ValueError(f"`{text}` has thousands groups that are not of three digits")
        whole = whole.replace(",", "")
    if len(whole) > 1 and whole[0] == "0":
        raise ValueError(f"`{text}` is ambiguous: it has leading zeros")
    number: Number = int(whole)
    if decimals:
        number = exact(Fraction(int(whole + decimals), 10 ** len(decimals)))
    return -number if sign == "-" else number


def _why_not(plain: str, text: str) -> str:
    """Why a text that looks Western is no number."""
    lower = plain.lower().lstrip("+-")
    if lower == "nan":
        return "`NaN` is not a number"
    if lower in {"inf", "infinity"}:
        return f"`{text}` is not a finite number"
    if _EXPONENT.fullmatch(plain):
        return f"`{text}` uses an exponent: write the number out"
    if "_" in plain:
        return f"`{text}` has an underscore: group thousands with commas"
    if re.match(r"0[xob]", lower):
        return f"`{text}` is not written in decimal"
    if re.fullmatch(r"[0-9]*\.|\.[0-9]+", lower):
        return f"`{text}` needs a digit on both sides of the point"
    return f"`{text}` is not a number"


def _chinese(forms: str, text: str) -> Number:
    """A numeral in Chinese notation, digits already as `0`-`9`, without a sign."""
    if not forms:
        raise ValueError(f"`{text}` is not a number")
    if forms == "半":
        return Fraction(1, 2)
    if "分之" in forms:
        below_text, _, above_text = forms.partition("分之")
        below = _WORD_OF_POWER.get(below_text) or _chinese(below_text, text)
        if below == 0:
            raise ValueError(f"`{text}` divides by zero")
        return exact(Fraction(_chinese(above_text, text), below))
    if match := _TENTHS.fullmatch(forms):
        tenths, hundredths = match.groups()
        return exact(Fraction(_chinese(tenths, text), 10) + Fraction(int(hundredths or 0), 100))
    if "点" in forms:
        forms = _spoken_decimal(forms, text)
    return _scaled(forms, text, _SCALES)


def _spoken_decimal(forms: str, text: str) -> str:
    """`3点5` as `3.5`, so that a scale may follow."""
    whole, _, rest = forms.partition("点")
    digits = re.match(r"[0-9]+", rest, re.ASCII)
    if digits is None:
        raise ValueError(f"`{text}` has no digits after the point")
    return f"{_scaled(whole, text, _SCALES)}.{digits[0]}{rest[digits.end() :]}"


def _scaled(forms: str, text: str, scales: tuple[tuple[str, int], ...]) -> Number:
    """The value of a numeral whose largest possible scale word is the first of ``scales``."""
    for position, (word, factor) in enumerate(scales):
        head, found, tail = forms.rpartition(word)
        if not found:
            continue
        lower = scales[position + 1 :]
        if not head:
            if word != "十":
                raise ValueError(f"`{text}` is not a number: no figure before `{word}`")
            head = "1"
        high = _scaled(head, text, lower)
        if factor < 10**4 and high >= 10:
            raise ValueError(f"`{text}` is not a number: `{head}` before `{word}`")
        if not isinstance(high, int) and tail:
            raise ValueError(f"`{text}` is not a number: a decimal and a remainder")
        return exact(high * factor + _remainder(tail, factor, text, lower))
    return _figures(forms, text)


def _remainder(tail: str, factor: int, text: str, lower: tuple[tuple[str, int], ...]) -> Number:
    """What follows a scale word: `五千` of `三万五千`, `零五` of `一百零五`."""
    if not tail:
        return 0
    spoken_zero = tail[0] == "0" and len(tail) > 1
    rest = _scaled(tail[1:] if spoken_zero else tail, text, lower)
    if not isinstance(rest, int) or not 0 < rest < factor:
        raise ValueError(f"`{text}` is not a number: `{tail}` does not fit what precedes it")
    # `一百二` is 120 in speech and 102 to a program.
    if len(tail) == 1 and factor > 10:
        raise ValueError(f"`{text}` is ambiguous: write every scale word out")
    return rest


def _figures(forms: str, text: str) -> Number:
    """Figures without a scale word: `35`, `1.5`, and `二〇二五` read digit by digit."""
    if not forms or not forms.isascii() or not forms[0].isdigit():
        raise ValueError(f"`{text}` is not a number")
    return _western(forms, text)


def to_number(value: object) -> Number:
    """The exact number that a Python value stands for.

    A float is taken as the shortest decimal that prints the same, so ``0.1`` is 1/10.
    A string is read by :func:`parse_number`. Raises ``TypeError`` for what is no number
    (``bool`` included) and ``ValueError`` for NaN, infinity and unreadable text.

    >>> to_number(0.1), to_number(2.0), to_number("20万")
    (Fraction(1, 10), 2, 200000)
    """
    if isinstance(value, bool):
        raise TypeError("a truth value is not a number")
    if isinstance(value, numbers.Integral):
        return _bounded(int(value))
    if isinstance(value, numbers.Rational):
        return exact(Fraction(_bounded(int(value.numerator)), _bounded(int(value.denominator))))
    if isinstance(value, str):
        return parse_number(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"`{value!r}` is not a finite number")
        return exact(Fraction(float.__repr__(value)))
    if isinstance(value, Decimal):
        return _from_decimal(value)
    raise TypeError(f"a value of type `{type(value).__name__}` is not a number")


def _bounded(whole: int) -> int:
    if not -LARGEST < whole < LARGEST:
        raise ValueError(f"the number has more than {MAX_DIGITS} digits")
    return whole


def _from_decimal(value: Decimal) -> Number:
    if not value.is_finite():
        raise ValueError(f"`{value}` is not a finite number")
    if abs(value.adjusted()) > MAX_DIGITS:
        raise ValueError(f"`{value}` has more than {MAX_DIGITS} digits")
    return exact(Fraction(value))


def format_number(n: Number, *, digits: int | None = None, group: bool = False) -> str:
    """The number as text: an exact decimal where one exists, else `p/q`.

    ``digits`` allows at most so many decimals; a number that needs more is rounded half
    up to exactly that many and marked with `≈`. ``group`` separates thousands with commas.

    >>> format_number(Fraction(1, 4)), format_number(Fraction(2, 3))
    ('0.25', '2/3')
    >>> format_number(Fraction(2, 3), digits=2), format_number(200000, group=True)
    ('≈0.67', '200,000')
    """
    if isinstance(n, int):
        return f"{n:,}" if group else str(n)
    places = _decimal_places(n.denominator)
    if digits is not None and (places is None or places > digits):
        return "≈" + _decimal_text(round_number(n, digits), max(digits, 0), group)
    if places is None:
        return f"{_integer(n.numerator, group)}/{_integer(n.denominator, group)}"
    return _decimal_text(n, places, group)


def _integer(n: int, group: bool) -> str:
    return f"{n:,}" if group else str(n)


def _decimal_places(denominator: int) -> int | None:
    """How many decimals a fraction needs, or ``None`` when no number of them is enough."""
    twos = (denominator & -denominator).bit_length() - 1
    rest, fives = denominator >> twos, 0
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def _decimal_text(n: Number, places: int, group: bool) -> str:
    """A number that has at most ``places`` decimals, with exactly that many."""
    shifted = abs(n) * 10**places
    whole, decimals = divmod(int(shifted), 10**places)
    sign = "-" if n < 0 else ""
    text = f"{sign}{_integer(whole, group)}"
    return f"{text}.{decimals:0{places}d}" if places else text


def round_number(n: Number, digits: int, mode: str = "half_up") -> Number:
    """The number rounded exactly to ``digits`` decimals (negative: to tens, hundreds, …).

    A tie lies exactly between two candidates: ``half_up`` takes the one farther from zero
    (2.5 → 3, -2.5 → -3), ``half_down`` the one nearer zero, ``half_even`` the even one.
    ``up`` always moves away from zero and ``down`` towards it; ``ceiling`` and ``floor``
    move towards plus and minus infinity. Raises ``ValueError`` for another mode.

    >>> round_number(Fraction(5, 2), 0), round_number(Fraction(-5, 2), 0)
    (3, -3)
    >>> round_number(Fraction(2, 3), 2), round_number(1250, -2, "half_even")
    (Fraction(67, 100), 1200)
    """
    if mode not in ROUNDING_MODES:
        raise ValueError(f"rounding `{mode}` is not one of {', '.join(ROUNDING_MODES)}")
    step: int = 10 ** abs(digits)
    if digits < 0:
        return _to_integer(n.numerator, n.denominator * step, mode) * step
    if isinstance(n, int):
        return n
    return exact(Fraction(_to_integer(n.numerator * step, n.denominator, mode), step))


def _to_integer(above: int, below: int, mode: str) -> int:
    """The whole number for ``above / below``; ``below`` is above 0."""
    if mode == "floor":
        return above // below
    if mode == "ceiling":
        return -(-above // below)
    sign = -1 if above < 0 else 1
    whole, remainder = divmod(abs(above), below)
    if mode == "up":
        return sign * (whole + (remainder > 0))
    if mode == "down":
        return sign * whole
    twice = 2 * remainder
    away = twice > below or (
        twice == below and (mode == "half_up" or (mode == "half_even" and whole % 2 == 1))
    )
    return sign * (whole + away)
