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
from govcoord.numerals import Number, parse_number
from govcoord.rules.pieces import Piece
from govcoord.rules.regions import Ranges, clip
from govcoord.rules.values import read_date
from govcoord.rules.vocabulary import Attribute, Type
from govcoord.source import Span
from govcoord.units import (
    Unit,
    convert,
    find_unit,
    format_quantity,
    parse_quantity,
    parse_threshold,
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


def read_ranges(piece: Piece, attribute: Attribute, collector: Collector) -> Ranges:
    """The region of one test without commas or keywords; raises `BadTestError`."""
    reader = _Reader(attribute, collector)
    region = reader.region(piece)
    if attribute.is_discrete:
        region = region.discrete()
    reader.check(region, piece)
    return region


def unit_params(name: str, unit: Unit | None) -> dict[str, str]:
    """The words of a unit in each language, as parameters of a diagnostic."""
    suffixes = {"en": "", "zh-Hans": "_hans", "zh-Hant": "_hant"}
    return {
        name + end: unit.label(tag).lstrip("个個") if unit else "1" for tag, end in suffixes.items()
    }


@attrs.frozen(slots=True)
class _Reader:
    attribute: Attribute
    collector: Collector

    def bad(self, code: str, piece: Piece, **params: object) -> BadTestError:
        given = {"got": piece.text, "attribute": self.attribute.id, **params}
        self.collector.extend([Diagnostic(code, piece.span, given)])
        return BadTestError()

    def unreadable(self, piece: Piece) -> BadTestError:
        return self.bad("GC228", piece, expected=f"test:{self.attribute.type.value}")

    def region(self, piece: Piece) -> Ranges:
        plain = piece.plain
        rough = _ROUGH.search(plain)
        if rough:
            word = piece.sub(*rough.span(1 if rough[1] else 2))
            raise self.bad("GC230", word, word=word.text)
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
        bound = self.date_word(piece) if self.attribute.type is Type.DATE else self.bound(piece)
        if bound:
            return bound
        spoken = _SPOKEN_RANGE.fullmatch(plain)
        if spoken:
            return self.between(piece, piece.sub(*spoken.span(1)), piece.sub(*spoken.span(2)))
        dashes = _DASHED_DATES if self.attribute.type is Type.DATE else _DASHED
        dashed = dashes.fullmatch(plain)
        if dashed:
            lo, hi = (dashed[n].strip() for n in (1, 2))
            raise self.bad("GC235", piece, fixed=f"[{lo}..{hi}]")
        return Ranges.point(self.value(piece))

    def date_word(self, piece: Piece) -> Ranges | None:
        for word, operator in _DATE_WORDS.items():
            if piece.text.endswith(word):
                return _COMPARE[operator](self.value(piece.sub(0, len(piece.text) - len(word))))
        return None

    def bound(self, piece: Piece) -> Ranges | None:
        if piece.text.isascii():
            return None
        try:
            found = parse_threshold(piece.text)
        except ValueError:
            raise self.unreadable(piece) from None
        if found is None:
            return None
        operator, rest = found
        at = piece.text.find(rest)
        inner = piece.sub(at, at + len(rest)) if at >= 0 else piece
        return _COMPARE[operator](self.value(inner, text=rest))

    def interval(self, piece: Piece, match: re.Match[str]) -> Ranges:
        left, right = match[1], match[4]
        unit = self.unit(piece.sub(*match.span(5))) if match[5].strip() else None
        if unit is not None and self.attribute.type is not Type.QUANTITY:
            raise self.bad("GC225", piece, **unit_params("unit", unit))
        ends = [piece.sub(*match.span(n)) for n in (2, 3)]
        open_ends = [end.plain in ("", "*", "-") for end in ends]
        if any(open_ends):
            raise self.open_end(piece, ends, open_ends, match)
        lo, hi = (self.value(end, unit=unit) for end in ends)
        region = Ranges.interval(lo, hi, lo_closed=left == "[", hi_closed=right == "]")
        return self.checked(region, piece)

    def open_end(
        self, piece: Piece, ends: list[Piece], open_ends: list[bool], match: re.Match[str]
    ) -> BadTestError:
        if all(open_ends):
            return self.bad("GC236", piece, fixed="present")
        if open_ends[0]:
            operator, end = ("<=" if match[4] == "]" else "<"), ends[1]
        else:
            operator, end = (">=" if match[1] == "[" else ">"), ends[0]
        fixed = f"{operator} {end.text} {match[5].strip()}".strip()
        return self.bad("GC236", piece, fixed=fixed)

    def between(self, piece: Piece, first: Piece, last: Piece) -> Ranges:
        """`3至5个工作日`: both ends included, the unit may stand at the end only."""
        unit = None
        if self.attribute.type is Type.QUANTITY and _is_bare(first.text):
            unit = _unit_of(last.text)
        return self.checked(Ranges.interval(self.value(first, unit=unit), self.value(last)), piece)

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
            raise self.bad("GC237", piece, type=self.attribute.type.value)
        return value

    def without_unit(self, piece: Piece, text: str) -> Number:
        value, unit = self.parsed(piece, text)
        if unit is not None:
            raise self.bad("GC225", piece, **unit_params("unit", unit))
        return value

    def quantity(self, piece: Piece, text: str, shared: Unit | None) -> Number:
        target = self.attribute.unit
        value, unit = self.parsed(piece, text)
        unit = unit or shared
        if target is None:
            return value
        if unit is None:
            if target.name == "ratio":
                return value
            fixed = format_quantity(value, target, "en").replace(",", "")
            raise self.bad("GC223", piece, fixed=fixed, **unit_params("unit", target))
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
        at = piece.text.find(word)
        place = piece.sub(at, at + len(word)) if at >= 0 else piece
        report_unit(word, error, place.span, self.collector)
        return BadTestError()

    def check(self, region: Ranges, piece: Piece) -> None:
        lo, hi = self.attribute.min, self.attribute.max
        if not clip(region, lo, hi).is_empty:
            return
        shown = (_shown(end, self.attribute.unit) for end in (lo, hi))
        raise self.bad("GC227", piece, bounds="[" + "..".join(shown) + "]")


def _shown(end: Number | None, unit: Unit | None) -> str:
    return "" if end is None else format_quantity(end, unit, "en")


def _is_bare(text: str) -> bool:
    try:
        parse_number(text)
    except ValueError:
        return False
    return True


def _unit_of(text: str) -> Unit | None:
    try:
        return parse_quantity(text)[1]
    except (UnitError, ValueError):
        return None


def report_unit(word: str, error: Exception, span: Span, collector: Collector) -> None:
    """Report a unit that is not known, or means two things, for the reason in ``error``."""
    near = re.search(r"did you mean `(.+?)`", str(error))
    reason = "unit:unknown" if "is not known" in str(error) else str(error)
    collector.add("GC234", span, suggestion=near[1] if near else None, unit=word, reason=reason)


def mismatch(unit: Unit, target: Unit) -> str:
    """Why two units do not convert, as a shared term of the messages."""
    pair = {unit.dimension, target.dimension}
    if pair <= {"workday", "time", "month"}:
        return "unit:clocks"
    if pair == {"percentage_point", "ratio"}:
        return "unit:points"
    if pair == {"count:person", "count:person_time"}:
        return "unit:attendances"
    return "unit:dimensions"
