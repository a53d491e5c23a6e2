"""Unary tests on ordered attributes: one text, such as `>= 20 workdays`, to a region.

The forms are those of S-FEEL in the DMN standard (`20`, `< 5`, `[3..5)`, `]3..5[`), with
units, dates, and the Chinese words for bounds (`20个工作日以上`, `不足20万元`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any, Final

import attrs

from govcoord.diagnostics import Collector, Diagnostic
from govcoord.errors import UnitError
from govcoord.numerals import Number, exact, format_number, parse_number
from govcoord.rules.conditions.hints import (
    as_yaml,
    bound,
    each,
    expected_form,
    limits,
    named,
    rough_form,
    sided_form,
    stray_unit,
    unit_language,
    unit_reason,
    with_unit,
)
from govcoord.rules.conditions.pieces import Piece
from govcoord.rules.conditions.rewrites import meant_test
from govcoord.rules.regions import Ranges, clip
from govcoord.rules.values import read_date
from govcoord.rules.vocabulary import Attribute, Type
from govcoord.source import Span
from govcoord.units import (
    Unit,
    convert,
    find_unit,
    parse_quantity,
    parse_threshold,
    parse_two_bounds,
)

__all__ = ["BadTestError", "mismatch", "read_ranges", "report_unit", "unit_params"]

_OPERATOR = re.compile(r"(>=|<=|!=|[><=≥≤≠⩾⩽])(?![><=≥≤≠])")
_NAMES: Final = {"≥": ">=", "⩾": ">=", "≤": "<=", "⩽": "<=", "≠": "!="}
_INTERVAL = re.compile(r"([\[(\]])(.*?)(?:\.\.|…)(.*?)([\])\[])(.*)", re.DOTALL)
_SPOKEN_RANGE = re.compile(r"(?!至少|至多)(.+?)(?:至|到)(?!今|少|多)(.+)", re.DOTALL)
_DASHED = re.compile(r"([^-–—~]*\d[^-–—~]*?)\s*[-–—~]\s*(\d.*)", re.DOTALL)
_DASHED_DATES = re.compile(r"(\d{4}-\d\d?-\d\d?)\s*[-–—~]\s*(\d{4}-\d\d?-\d\d?)", re.DOTALL)
_ROUGH = re.compile(
    r"^\s*(大约|大概|约|約|接近|将近|將近|差不多|about|around|approximately|roughly|circa|ca\.|~)"
    r"|(左右|上下)\s*$",
    re.IGNORECASE,
)
_DATE_WORDS: Final = {
    "及以后": ">=", "及以後": ">=", "以后": ">=", "以後": ">=", "起": ">=",
    "及以前": "<=", "以前": "<=", "为止": "<=", "為止": "<=", "止": "<=",
}  # fmt: skip
_DATE_PREFIXES: Final = {
    "不早于": ">=", "不早於": ">=", "晚于": ">", "晚於": ">",
    "不晚于": "<=", "不晚於": "<=", "不迟于": "<=", "不遲於": "<=", "早于": "<", "早於": "<",
}  # fmt: skip
_FROM_DAY = re.compile(r"[自从從由]\s*(?=[0-9０-９])")
_DAY = r"([0-9]{4}(?:-[0-9]{1,2}-[0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}日))"
_TWO_DAYS = re.compile(
    rf"[自从從由]?\s*{_DAY}\s*(?:(?:起|及?以[后後])\s*[、且至到]?|[至到])\s*{_DAY}"
    r"\s*(?:止|[为為]止|及?以前)?"
)
# What no unit has in it: figures, signs, words of bounds and ranges.
_NO_UNIT = re.compile(r"[0-9<>=]|以[上下内內]|\b(?:to|and|or)\b|\+$|至|到")
_ANY_DAY = re.compile(_DAY)
_SIDE = re.compile(r"(.*日|.*[0-9])之?([前后後])", re.DOTALL)
# Figures, a scale word and the unit: `20`, `万`, `元`.
_SCALED = re.compile(
    r"([-+]?[0-9０-９][0-9０-９,，.．]*|[零〇一二三四五六七八九十百千两兩]+(?=[万亿萬億]|[^十百千]))"
    r"\s*([十百千万亿萬億]*)(.*)",
    re.DOTALL,
)
_OWN_SCALE = re.compile(r".*[万亿萬億]|.*[0-9０-９]\s*[十百千]", re.DOTALL)
_COMPARE: Final[dict[str, Callable[[Any], Ranges]]] = {
    ">=": lambda v: Ranges.interval(v, None),
    ">": lambda v: Ranges.interval(v, None, lo_closed=False),
    "<=": lambda v: Ranges.interval(None, v),
    "<": lambda v: Ranges.interval(None, v, hi_closed=False),
    "=": Ranges.point,
    "!=": lambda v: Ranges.point(v).complement(),
}


class BadTestError(Exception):
    """A text is no test of the attribute; the reason is in the collector already."""


def read_ranges(
    piece: Piece, attribute: Attribute, collector: Collector, word: str | None = None
) -> Ranges:
    """The region of one test without commas or keywords; raises `BadTestError`.

    ``word`` is what the writer calls the attribute.
    """
    reader = _Reader(attribute, collector, word, piece)
    region = reader.region(piece)
    if attribute.is_discrete:
        region = region.discrete()
    reader.check(region, piece)
    return region


def unit_params(name: str, unit: Unit | None) -> dict[str, str]:
    """The words of a unit in each language, as parameters of a diagnostic."""
    return each(name, lambda tag: unit.label(tag).lstrip("个個") if unit else "1")


@attrs.frozen(slots=True)
class _Reader:
    attribute: Attribute
    collector: Collector
    word: str | None
    whole: Piece

    def bad(self, code: str, piece: Piece, **params: object) -> BadTestError:
        given = {"got": piece.text, **named(self.attribute, self.word), **params}
        self.collector.extend([Diagnostic(code, piece.span, given)])
        return BadTestError()

    def unreadable(self, piece: Piece) -> BadTestError:
        near = meant_test(self.whole.text, self.attribute.type)
        if near is not None and self.loads(near):
            shown = as_yaml(near, plain=self.whole.node.plain)
            given = {"got": self.whole.text, **named(self.attribute, self.word)}
            given |= each("expected", lambda tag: expected_form(self.attribute, tag))
            self.collector.extend([Diagnostic("GC228", self.whole.span, given, suggestion=shown)])
            return BadTestError()
        impossible = self.attribute.type is Type.DATE and _ANY_DAY.fullmatch(piece.plain)
        form = each(
            "expected", lambda tag: "test:day" if impossible else expected_form(self.attribute, tag)
        )
        return self.bad("GC228", piece, **form)

    def loads(self, text: str) -> bool:
        """Whether a suggestion can be read."""
        try:
            read_ranges(Piece.alone(text), self.attribute, Collector())
        except BadTestError:
            return False
        return True

    def fix(self, make: Callable[[str], str], piece: Piece) -> dict[str, str]:
        """What to write in place of ``piece`` within the whole test, for each language."""
        whole = self.whole
        before = whole.node.value[whole.start : piece.start]
        after = whole.node.value[piece.end : whole.end]
        plain = whole.node.plain
        return each("fixed", lambda tag: as_yaml(f"{before}{make(tag)}{after}", plain=plain))

    def region(self, piece: Piece) -> Ranges:
        plain = piece.plain
        rough = _ROUGH.search(plain)
        if rough:
            word = piece.sub(*rough.span(1 if rough[1] else 2))
            bare = piece.node.plain
            forms = each("fixed", lambda t: as_yaml(rough_form(self.attribute, t), plain=bare))
            raise self.bad("GC230", word, word=word.text, **forms)
        interval = _INTERVAL.fullmatch(plain)
        if interval:
            return self.interval(piece, interval)
        operator = _OPERATOR.match(plain)
        if operator:
            name = _NAMES.get(operator[1], operator[1])
            return _COMPARE[name](self.value(piece.sub(operator.end())))
        return self.spoken(piece, plain)

    def spoken(self, piece: Piece, plain: str) -> Ranges:
        """A bare value, or a bound or range in Chinese words."""
        if self.attribute.type is Type.DATE:
            found = self.dates(piece, plain)
        else:
            found = None if plain.isascii() else self.bound(piece)
        if found:
            return found
        spoken = _SPOKEN_RANGE.fullmatch(plain)
        if spoken:
            return self.between(piece, piece.sub(*spoken.span(1)), piece.sub(*spoken.span(2)))
        dashes = _DASHED_DATES if self.attribute.type is Type.DATE else _DASHED
        dashed = dashes.fullmatch(plain)
        if dashed:
            return self.dashed(piece, piece.sub(*dashed.span(1)), piece.sub(*dashed.span(2)))
        return Ranges.point(self.value(piece))

    def dashed(self, piece: Piece, first: Piece, last: Piece) -> Ranges:
        """`10-20万元`; without a unit it may be anything."""
        if self.attribute.type is Type.QUANTITY and _unit_of(last.text) is not None:
            return self.between(piece, first, last)
        target, text = self.attribute.unit, f"[{first.text}..{last.text}]"
        if self.attribute.type is Type.QUANTITY and target and target.name != "ratio":
            raise self.bad("GC235", piece, **self.fix(lambda t: with_unit(text, target, t), piece))
        raise self.bad("GC235", piece, **self.fix(lambda _: text, piece))

    def dates(self, piece: Piece, plain: str) -> Ranges | None:
        if plain[:4].isdigit() and plain[-1].isdigit() and len(plain) == 10:
            return None
        for word, operator in _DATE_PREFIXES.items():
            if plain.startswith(word):
                return _COMPARE[operator](self.value(piece.sub(len(word))))
        two = _TWO_DAYS.fullmatch(plain)
        if two:
            return self.between(piece, piece.sub(*two.span(1)), piece.sub(*two.span(2)))
        for word, operator in _DATE_WORDS.items():
            if plain.endswith(word):
                start = _FROM_DAY.match(plain)
                inner = piece.sub(start.end() if start else 0, len(plain) - len(word))
                return _COMPARE[operator](self.value(inner))
        side = _SIDE.fullmatch(plain)
        if side:
            form = each("expected", lambda tag: sided_form(side[1], side[2] == "前", tag))
            raise self.bad("GC228", piece, **form)
        return None

    def bound(self, piece: Piece) -> Ranges | None:
        both = parse_two_bounds(piece.text)
        if both:
            return self.two_bounds(piece, *both)
        try:
            found = parse_threshold(piece.text)
        except ValueError:
            raise self.unreadable(piece) from None
        if found is None:
            return None
        operator, rest = found
        return _COMPARE[operator](self.value(_within(piece, rest), text=rest))

    def two_bounds(self, piece: Piece, one: tuple[str, str], other: tuple[str, str]) -> Ranges:
        """`20万元以上不足50万元`: both must hold; the unit may stand at the end only."""
        (left, first), (right, last) = one, other
        end = self.value(_within(piece, last, last=True), text=last)
        start = self.value(_within(piece, first), text=self.shared(first, last))
        return self.checked(_COMPARE[left](start).meet(_COMPARE[right](end)), piece)

    def interval(self, piece: Piece, match: re.Match[str]) -> Ranges:
        left, right = match[1], match[4]
        unit = self.unit(piece.sub(*match.span(5))) if match[5].strip() else None
        if unit is not None and self.attribute.type is not Type.QUANTITY:
            raise self.stray(piece, unit)
        ends = [piece.sub(*match.span(n)) for n in (2, 3)]
        open_ends = [end.plain in ("", "*", "-") for end in ends]
        if any(open_ends):
            raise self.open_end(piece, ends, open_ends, match)
        if unit is None:
            self.refuse_bare(piece, *ends)
            first, last = ends[0].text, ends[1].text
            lo, hi = self.value(ends[0], text=self.shared(first, last)), self.value(ends[1])
        else:
            lo, hi = (self.value(end, unit=unit) for end in ends)
        region = Ranges.interval(lo, hi, lo_closed=left == "[", hi_closed=right == "]")
        return self.checked(region, piece)

    def open_end(
        self, piece: Piece, ends: list[Piece], open_ends: list[bool], match: re.Match[str]
    ) -> BadTestError:
        if all(open_ends):
            words = each("fixed", lambda tag: "present" if tag == "en" else "已填")
            return self.bad("GC236", piece, **words)
        if open_ends[0]:
            operator, end = ("<=" if match[4] == "]" else "<"), ends[1]
        else:
            operator, end = (">=" if match[1] == "[" else ">"), ends[0]
        text = f"{end.text} {match[5].strip()}".strip() if match[5].strip() else end.text
        dated = self.attribute.type is Type.DATE
        lacking = (
            self.attribute.unit if self.attribute.type is Type.QUANTITY and _is_bare(text) else None
        )

        def fixed(tag: str) -> str:
            whole = with_unit(text, lacking, tag) if lacking else text
            return bound(operator, whole, tag, date=dated)

        return self.bad("GC236", piece, **self.fix(fixed, piece))

    def between(self, piece: Piece, first: Piece, last: Piece) -> Ranges:
        """`3至5个工作日`: both ends included, the unit may stand at the end only."""
        self.refuse_bare(piece, first, last)
        low = self.value(first, text=self.shared(first.text, last.text))
        return self.checked(Ranges.interval(low, self.value(last)), piece)

    def refuse_bare(self, piece: Piece, first: Piece, last: Piece) -> None:
        """Two ends without a unit want one for both."""
        target = self.attribute.unit
        if target is None or target.name == "ratio" or self.attribute.type is not Type.QUANTITY:
            return
        if _is_bare(first.text) and _is_bare(last.text):
            fixed = self.fix(lambda tag: with_unit(piece.text, target, tag), piece)
            raise self.bad("GC223", piece, **fixed, **unit_params("unit", target))

    def shared(self, first: str, last: str) -> str:
        """The first of two numbers with what it shares with the last: `10` with `20万元`."""
        # A fraction is a share of its own: `[1/3..50%]`.
        if self.attribute.type is not Type.QUANTITY or "/" in first or not _is_bare(first):
            return first
        parts = _SCALED.fullmatch(last)
        if parts is None or _unit_of(last) is None:
            return first
        return first + parts[3] if _OWN_SCALE.match(first) else first + parts[2] + parts[3]

    def checked(self, region: Ranges, piece: Piece) -> Ranges:
        whole = region.discrete() if self.attribute.is_discrete else region
        if whole.is_empty:
            raise self.bad("GC226", piece)
        return region

    def value(self, piece: Piece, *, text: str | None = None, unit: Unit | None = None) -> Any:
        text = piece.text if text is None else text
        if not text or text[0] in ">=<≥≤≠":
            raise self.unreadable(piece)
        if self.attribute.type is Type.DATE:
            return self.date(piece, text)
        if self.attribute.type is Type.QUANTITY:
            return self.quantity(piece, text, unit)
        return self.number(piece, text)

    def date(self, piece: Piece, text: str) -> date:
        try:
            return read_date(text)
        except ValueError:
            raise self.unreadable(piece) from None

    def number(self, piece: Piece, text: str) -> Number:
        try:
            value = parse_number(text)
        except ValueError:
            value = self.without_unit(piece, text)
        if self.attribute.type is Type.INTEGER and isinstance(value, Fraction):
            raise self.bad("GC237", piece)
        return value

    def without_unit(self, piece: Piece, text: str) -> Number:
        value, unit = self.parsed(piece, text)
        if unit is not None:
            raise self.stray(piece, unit)
        return value

    def stray(self, piece: Piece, unit: Unit) -> BadTestError:
        """A unit where there is none to have."""
        words = each("remedy", lambda tag: stray_unit(self.attribute, unit, self.word, tag))
        return self.bad("GC225", piece, **words)

    def quantity(self, piece: Piece, text: str, shared: Unit | None) -> Number:
        target = self.attribute.unit
        value, unit = self.parsed(piece, text)
        unit = unit or shared
        if target is None:
            return value
        if unit is None:
            if target.name == "ratio":
                return value
            written = self.whole.text
            share = target.name == "percent" and 0 < value < 1
            shown = format_number(exact(value * 100)) if share else text
            fixed = self.fix(lambda t: with_unit(shown, target, unit_language(written, t)), piece)
            raise self.bad("GC223", piece, **fixed, **unit_params("unit", target))
        return self.converted(value, unit, piece)

    def converted(self, value: Number, unit: Unit, piece: Piece) -> Number:
        target = self.attribute.unit
        assert target is not None
        try:
            return convert(value, unit, target)
        except UnitError:
            words = {**unit_params("unit", unit), **unit_params("expected", target)}
            raise self.bad("GC224", piece, reason=mismatch(unit, target), **words) from None

    def parsed(self, piece: Piece, text: str) -> tuple[Number, Unit | None]:
        try:
            return parse_quantity(text)
        except UnitError as error:
            raise self.unknown_unit(piece, text, error) from None
        except ValueError as error:
            if isinstance(error.__cause__, UnitError):
                raise self.unknown_unit(piece, text, error.__cause__) from None
            raise self.unreadable(piece) from None

    def unit(self, piece: Piece) -> Unit:
        try:
            return find_unit(piece.text)
        except (UnitError, ValueError) as error:
            raise self.unknown_unit(piece, piece.text, error) from None

    def unknown_unit(self, piece: Piece, text: str, error: Exception) -> BadTestError:
        word = text.lstrip("0123456789.,+- ０１２３４５６７８９，．").strip() or text
        if _NO_UNIT.search(word):
            return self.unreadable(piece)
        at = piece.text.find(word)
        place = piece.sub(at, at + len(word)) if at >= 0 else piece
        report_unit(word, error, place.span, self.collector, self.attribute.unit)
        return BadTestError()

    def check(self, region: Ranges, piece: Piece) -> None:
        if clip(region, self.attribute.min, self.attribute.max).is_empty:
            within = each("bounds", lambda tag: limits(self.attribute, tag))
            raise self.bad("GC227", piece, **within)


def _within(piece: Piece, text: str, *, last: bool = False) -> Piece:
    """Where a part of a piece stands, or the whole where it does not stand in one go."""
    at = piece.text.rfind(text) if last else piece.text.find(text)
    return piece.sub(at, at + len(text)) if at >= 0 else piece


def _is_bare(text: str) -> bool:
    try:
        return parse_quantity(text)[1] is None
    except (UnitError, ValueError):
        return False


def _unit_of(text: str) -> Unit | None:
    try:
        return parse_quantity(text)[1]
    except (UnitError, ValueError):
        return None


def report_unit(
    word: str, error: Exception, span: Span, collector: Collector, wanted: Unit | None = None
) -> None:
    """Report a unit that is not known, or means two things, for the reason in ``error``."""
    near = re.search(r"did you mean `(.+?)`", str(error))
    params = {"unit": word, **each("reason", lambda tag: unit_reason(word, wanted, tag))}
    found = near[1] if near else None
    collector.extend([Diagnostic("GC234", span, params, suggestion=found)])


def mismatch(unit: Unit, target: Unit) -> str:
    """Why two units do not convert, as a shared term of the messages."""
    pair = {unit.dimension, target.dimension}
    if pair <= {"workday", "time", "month"}:
        return "unit:clocks"
    if all(dimension.startswith("money:") for dimension in pair):
        return "unit:currencies"
    if pair == {"percentage_point", "ratio"}:
        return "unit:points"
    if pair == {"count:person", "count:person_time"}:
        return "unit:attendances"
    return "unit:dimensions"
