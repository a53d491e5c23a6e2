"""Units, quantities and the words of thresholds.

A quantity is a pair ``(number, unit)``; the number is exact (see :mod:`govcoord.numerals`).
The units of administration stand in a table of their own, so that working days, calendar
days and calendar months never mix; every other unit is asked of pint, which only this
module imports, and only then.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from govcoord.errors import UnitError
from govcoord.numerals import (
    CHINESE_NUMERAL_CHARS,
    Number,
    exact,
    format_number,
    parse_number,
    plain_text,
)
from govcoord.thresholds import THRESHOLD_WORDS, parse_threshold, parse_two_bounds
from govcoord.unit_names import (
    AMBIGUOUS,
    BY_NAME,
    SIMPLIFIED,
    WORDS,
    Unit,
    factors,
    fold,
    is_product,
    known_unit,
    scaled_unit,
    write_product,
)

__all__ = [
    "THRESHOLD_WORDS",
    "Unit",
    "convert",
    "divide",
    "find_unit",
    "format_quantity",
    "multiply",
    "parse_quantity",
    "parse_threshold",
    "parse_two_bounds",
]

_CLOCKS: Final = frozenset({"workday", "time", "month"})
# A difference of rates and a scale with an offset take no part in products.
_ALONE: Final = frozenset({"percentage_point", "temperature_celsius"})


@lru_cache(maxsize=4096)
def find_unit(text: str) -> Unit:
    """The unit that a word, symbol or expression names, in English or Chinese.

    Knows singular and plural, simplified and traditional forms, scaled Chinese units
    (`万元`), and products such as `yuan / person`. Raises :class:`UnitError`, which names
    the text and a near word, when there is none or when the word means two things.

    >>> find_unit("個工作日").name, find_unit("元/人").name
    ('workday', 'yuan / person')
    """
    folded = fold(text)
    if is_product(folded) and not known_unit(folded):
        return _product((_atom(word), n) for word, n in factors(folded))
    return _atom(folded)


def _atom(folded: str) -> Unit:
    """The unit of a single word."""
    if folded in AMBIGUOUS:
        raise UnitError(f"unit `{folded}` {AMBIGUOUS[folded]}")
    unit = known_unit(folded) or scaled_unit(folded) or _from_pint(folded)
    if unit is None:
        raise UnitError(f"unit `{folded}` is not known{_near(folded)}")
    return unit


def _near(folded: str) -> str:
    near = difflib.get_close_matches(folded.lower(), WORDS, n=1)
    return f" (did you mean `{near[0]}`?)" if near else ""


_PINT_WORD: Final = re.compile(r"[A-Za-zµμΩÅ°_ ]+")


@lru_cache(maxsize=1)
def _registry() -> Any:
    import pint

    return pint.UnitRegistry(non_int_type=Fraction)


# One-letter prefixes that people really write; `ppl` is not a pico-something.
_PREFIXES: Final = ("", "kilo", "mega", "giga", "tera", "hecto", "centi", "milli", "micro", "nano")


def _from_pint(folded: str) -> Unit | None:
    """A unit that only pint knows; its words are its symbol in every language."""
    if not _PINT_WORD.fullmatch(folded):
        return None
    registry = _registry()
    word = folded.replace(" ", "_")
    found = registry.parse_unit_name(word)
    # A unit's own name wins over a prefix and a shorter one.
    for prefix, stem, _ in sorted(found, key=lambda parts: len(parts[0])):
        name = prefix + stem
        if prefix in _PREFIXES or word.startswith(prefix):
            break
    else:
        return None
    if name in BY_NAME:  # pint has more words for it, and a year of 365.25 days
        return BY_NAME[name]
    if not registry._units[stem].is_multiplicative:
        raise UnitError(f"unit `{folded}` is a scale with an offset and converts by no factor")
    factor, base = registry.get_base_units(name)
    # Bits and radians have no dimension there and are no mere ratio here.
    powers = registry.get_dimensionality(name) or base._units
    dimension = {part.strip("[]"): int(n) for part, n in powers.items()}
    if isinstance(factor, float) or list(dimension.values()) != list(powers.values()):
        raise UnitError(f"unit `{folded}` has no exact size")
    if dimension == {"time": 1} and factor > _FORTNIGHT:
        raise UnitError(f"unit `{folded}` has no fixed length: write `month` or `year`")
    symbol = str(registry.get_symbol(name))
    # A symbol may stand for another unit here (`a` is an are there and a year elsewhere).
    free = _PINT_WORD.fullmatch(symbol) and not known_unit(symbol) and symbol not in AMBIGUOUS
    own = free and registry.parse_unit_name(symbol)[:1] == ((prefix, stem, ""),)
    label = symbol if own else name
    if name in AMBIGUOUS:
        name = label = word
    size = exact(Fraction(factor))
    return Unit(name, _dimension_text(dimension), size, label, label, label, label)


_FORTNIGHT: Final = 14 * 86400


def _product(words: Iterable[tuple[Unit, int]]) -> Unit:
    exponents: dict[str, int] = {}
    for unit, exponent in words:
        exponents[unit.name] = exponents.get(unit.name, 0) + exponent
    return _combine(exponents) or BY_NAME["ratio"]


def _dimensions(text: str) -> dict[str, int]:
    return {} if text == "ratio" else dict(factors(text))


def _dimension_text(exponents: Mapping[str, int]) -> str:
    """`length^2*mass/time^2`, and `ratio` when nothing is left."""
    return write_product(dict(sorted(exponents.items())), "*", "/") or "ratio"


def _combine(exponents: Mapping[str, int]) -> Unit | None:
    """The product of units, ``None`` when everything cancels."""
    order = sorted(exponents, key=lambda name: (exponents[name] < 0, name))
    parts = {find_unit(name): exponents[name] for name in order if exponents[name]}
    if not parts:
        return None
    if list(parts.values()) == [1]:
        return next(iter(parts))
    alone = [unit.name for unit in parts if unit.dimension in _ALONE]
    clocks = sorted(unit.name for unit in parts if unit.dimension in _CLOCKS)
    if alone:
        raise UnitError(f"`{alone[0]}` cannot be multiplied or divided")
    if len({find_unit(name).dimension for name in clocks}) > 1:
        raise UnitError(f"`{clocks[0]}` and `{clocks[1]}` are different clocks")
    dimension: dict[str, int] = {}
    factor = Fraction(1)
    for unit, n in parts.items():
        factor *= Fraction(unit.factor) ** n
        for base, power in _dimensions(unit.dimension).items():
            dimension[base] = dimension.get(base, 0) + n * power
    return Unit(
        write_product({unit.name: n for unit, n in parts.items()}, " * ", " / "),
        _dimension_text({base: n for base, n in dimension.items() if n}),
        exact(factor),
        _label(parts, "one"),
        _label(parts, "many"),
        _label(parts, "hans"),
        _label(parts, "hant"),
    )


def _label(parts: Mapping[Unit, int], form: str) -> str:
    """The words of a product: only what stands above the line is in the plural."""
    words = {
        str(getattr(unit, form if n > 0 or form != "many" else "one")).lstrip("个個"): n
        for unit, n in parts.items()
    }
    return write_product(words, "·", "/").removeprefix("1")


def multiply(a: Unit | None, b: Unit | None) -> Unit | None:
    """The unit of a product; ``None`` is a plain number.

    Units of one name cancel or form powers; the caller multiplies the numbers as they
    are. Raises :class:`UnitError` for units that take no part in products.

    >>> str(multiply(find_unit("yuan / person"), find_unit("person")))
    'yuan'
    """
    return _times(a, b, 1)


def divide(a: Unit | None, b: Unit | None) -> Unit | None:
    """The unit of a quotient; ``None`` (a plain ratio) when both units are the same.

    Two units of one dimension and different size give a ratio that carries their factor:
    ``hour / day`` is worth 1/24.

    >>> str(divide(find_unit("yuan"), find_unit("person")))
    'yuan / person'
    >>> divide(find_unit("case"), find_unit("case")) is None
    True
    """
    return _times(a, b, -1)


@lru_cache(maxsize=1024)
def _times(a: Unit | None, b: Unit | None, sign: int) -> Unit | None:
    if b is None:
        return a
    if a == b and sign == -1:
        return None
    exponents = dict(factors(a.name)) if a else {}
    for name, n in factors(b.name):
        exponents[name] = exponents.get(name, 0) + sign * n
    return _combine(exponents)


def convert(value: Number, source: Unit, target: Unit) -> Number:
    """The same quantity counted in another unit, exactly.

    Raises :class:`UnitError` when the two units measure different things.

    >>> convert(90, find_unit("percent"), find_unit("ratio"))
    Fraction(9, 10)
    """
    if source.dimension != target.dimension:
        raise UnitError(_mismatch(source, target))
    if source.factor == target.factor:
        return value
    return exact(Fraction(value) * source.factor / target.factor)


def _mismatch(source: Unit, target: Unit) -> str:
    pair = {source.dimension, target.dimension}
    names = f"`{source.name}` and `{target.name}`"
    if pair <= _CLOCKS:
        return f"{names} are different clocks: no fixed number of one makes the other"
    if pair == {"percentage_point", "ratio"}:
        return f"{names} do not mix: a percentage point is a difference between two percentages"
    if pair == {"count:person", "count:person_time"}:
        return f"{names} do not mix: one person may attend several times"
    first, second = _measured(source), _measured(target)
    what = f": {first} and {second}" if first != second else ""
    return f"{names} measure different things{what}"


_MEASURED: Final = {
    "workday": "working time", "month": "calendar months", "ratio": "a share",
    "percentage_point": "a difference between shares", "length^2": "area", "length^3": "volume",
    "length/time": "speed", "length^2*mass/time^2": "energy", "length^2*mass/time^3": "power",
    "temperature_celsius": "temperature",
}  # fmt: skip


def _measured(unit: Unit) -> str:
    """What a unit measures, in plain words."""
    head = unit.dimension.partition(":")[0]
    if "*" in unit.name or "/" in unit.name:
        return f"{unit.label()}"
    return "a number of things" if head == "count" else _MEASURED.get(head, head)


_WESTERN: Final = re.compile(r"[+-]?[0-9][0-9,]*(?:\.[0-9]+)?(?:/[0-9][0-9,]*)?", re.ASCII)
_NAMED_YEARS: Final = range(1900, 2200)
_HANT_SCALES: Final = str.maketrans("万亿", "萬億")
_FIGURES: Final = "".join(sorted(CHINESE_NUMERAL_CHARS))
_NUMBER: Final = re.compile(rf"[+-]?负?(?:[0-9][0-9,]*(?:[./][0-9]+)?|\s*[{_FIGURES}])+")
_SHARE: Final = re.compile(r"[负-]?(百|千)分之.+|[^成]+成[1-9一二三四五六七八九]?")
_CURRENCY: Final = re.compile(
    r"(人民币|CNY|RMB|[¥￥€£]|US\$|HK\$|NT\$|USD|EUR|GBP|JPY|HKD|MOP|TWD|SGD|KRW|AUD|CAD|CHF)"
    r"\s*(?=[-+0-9]|"
    rf"[{_FIGURES}])"
)


@lru_cache(maxsize=8192)
def parse_quantity(text: str) -> tuple[Number, Unit | None]:
    """The number and the unit of a text such as `20 workdays`, `五个工作日` or `20万元`.

    A scale word belongs to the number (`20万元` is 200000 yuan), shares come in percent
    (`九成` is 90 percent), a bare number has no unit. Raises ``ValueError`` with a plain
    reason for anything else, such as `3月` (March, or three months?).

    >>> number, unit = parse_quantity("1.5亿元")
    >>> number, unit.name
    (150000000, 'yuan')
    >>> parse_quantity("1,000")
    (1000, None)
    """
    plain = plain_text(text).translate(SIMPLIFIED)
    try:
        if prefix := _CURRENCY.match(plain):
            return _prefixed(find_unit(prefix[1]), plain[prefix.end() :], text)
        if _SHARE.fullmatch(plain):
            name, parts = ("per_mille", 1000) if "千分之" in plain else ("percent", 100)
            return exact(parse_number(plain) * parts), BY_NAME[name]
        return (parse_number(plain), None) if "分之" in plain else _split(plain, text)
    except UnitError as error:
        raise ValueError(f"`{text}`: {error}") from error


def _prefixed(currency: Unit, plain: str, text: str) -> tuple[Number, Unit | None]:
    number, unit = _split(plain, text)
    if unit is None or unit.dimension == currency.dimension:
        return number, unit or currency
    raise ValueError(f"`{text}` has two units: `{currency}` and `{unit}`")


def _split(plain: str, text: str) -> tuple[Number, Unit | None]:
    figures = _NUMBER.match(plain)
    if figures is None or plain[figures.end() :].strip() == "":
        return parse_number(plain), None
    western = _WESTERN.match(plain)
    first = western.end() if western else 1
    # The shortest number wins whose rest is a unit: `5千瓦时` has 5, `5千元` has 5000.
    for end in range(first, figures.end() + 1):
        rest = plain[end:].strip()
        if rest == "个":
            return parse_number(plain[:end]), None
        unit = _plain_unit(rest)
        if unit and (number := _number_or_none(plain[:end])) is not None:
            return number, _checked(number, rest, unit, text)
    return _unusual(plain, figures.end(), text)


def _number_or_none(text: str) -> Number | None:
    try:
        return parse_number(text)
    except ValueError:
        return None


def _plain_unit(rest: str) -> Unit | None:
    """A built-in unit or a product of such, without asking pint."""
    folded = fold(rest)
    unit = known_unit(folded)
    if unit is None and is_product(folded):
        words = [(known_unit(word), n) for word, n in factors(folded)]
        known = [(found, n) for found, n in words if found]
        unit = _product(known) if len(known) == len(words) else None
    return unit


def _checked(number: Number, rest: str, unit: Unit, text: str) -> Unit:
    """The unit, unless the text may be a point in time rather than a length of it."""
    if rest == "月":
        raise ValueError(f"`{text}` may be a month's name: write `个月` for months")
    if rest in {"季度", "季"}:
        raise ValueError(f"`{text}` may be a quarter's name: write `个季度` for quarters")
    if rest == "年" and number in _NAMED_YEARS and "," not in text:
        raise ValueError(f"`{text}` is the name of a year, not a number of years")
    return unit


def _unusual(plain: str, end: int, text: str) -> tuple[Number, Unit | None]:
    """Halves (`两个半月`, `一年半`), units that only pint knows, and the reason when none."""
    rest = plain[end:].strip()
    half = Fraction(1, 2)
    if rest.startswith("个半"):
        return exact(parse_number(plain[:end]) + half), find_unit("个" + rest[2:])
    if rest.endswith("半") and (unit := known_unit(rest[:-1])):
        return exact(parse_number(plain[:end]) + half), unit
    if not rest[0].isalpha() or re.match(r"[eExX][0-9+-]", rest):
        return parse_number(plain), None
    return parse_number(plain[:end]), find_unit(rest)


def format_quantity(value: Number, unit: Unit | None, language: str = "en") -> str:
    """The quantity in the words of `en`, `zh-Hans` or `zh-Hant`, always exact.

    :func:`parse_quantity` reads it back as the same quantity. Chinese texts say `20万元`
    where at most two decimals of 万 or 亿 are enough.

    >>> yuan = find_unit("yuan")
    >>> format_quantity(200000, yuan), format_quantity(200000, yuan, "zh-Hans")
    ('200,000 yuan', '20万元')
    """
    if unit is None:
        return format_number(value, group=language == "en")
    label = unit.label(language, value=value)
    if language == "en":
        gap = "" if label[0] in "%‰/" else " "
        return f"{format_number(value, group=True)}{gap}{label}"
    if label[0].isascii():
        gap = "" if label[0] in "%/" else " "
        return f"{format_number(value, group=not -10000 < value < 10000)}{gap}{label}"
    return _chinese_number(value, unit, language) + label


def _chinese_number(value: Number, unit: Unit, language: str) -> str:
    size = value if value >= 0 else -value
    if unit.label("zh-Hans")[0] not in "百千万十亿":
        for word, factor in (("万亿", 10**12), ("亿", 10**8), ("万", 10**4)):
            scaled = exact(Fraction(value) / factor)
            if size >= factor and (scaled * 100).denominator == 1:
                scale = word if language == "zh-Hans" else word.translate(_HANT_SCALES)
                return format_number(scaled, group=size >= factor * 10**4) + scale
    year = unit.name == "year" and value in _NAMED_YEARS  # `1,900年` is no year's name
    return format_number(value, group=size >= 10000 or year)
