"""Numbers are read exactly as written, or refused with a reason."""

from __future__ import annotations

import doctest
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord import numerals
from govcoord.numerals import Number, format_number, parse_number, round_number, to_number

F = Fraction
numbers = st.one_of(
    st.integers(-(10**12), 10**12), st.fractions(max_denominator=10**6).map(numerals.exact)
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("-3", -3),
        ("+3", 3),
        ("1,000,000", 1000000),
        ("１，０００", 1000),
        ("－３", -3),
        ("−3", -3),
        ("　42 ", 42),
        ("0.25", F(1, 4)),
        ("2.0", 2),
        ("2/3", F(2, 3)),
        ("4/2", 2),
        ("三十", 30),
        ("十二", 12),
        ("二十五", 25),
        ("一百二十", 120),
        ("一百零五", 105),
        ("两千", 2000),
        ("兩千", 2000),
        ("三万五千", 35000),
        ("三萬五千", 35000),
        ("〇", 0),
        ("零", 0),
        ("二〇二五", 2025),
        ("壹贰叁", 123),
        ("壹貳參", 123),
        ("壹佰贰拾叁萬", 1230000),
        ("半", F(1, 2)),
        ("20万", 200000),
        ("20 万", 200000),
        ("1.5亿", 150000000),
        ("1.5億", 150000000),
        ("1亿2000万", 120000000),
        ("一亿零五万", 100050000),
        ("一万亿", 10**12),
        ("一点五亿", 150000000),
        ("三点一四", F(157, 50)),
        ("负五", -5),
        ("百分之九十", F(9, 10)),
        ("百分之一百二十", F(6, 5)),
        ("三分之二", F(2, 3)),
        ("九成", F(9, 10)),
        ("九成五", F(19, 20)),
        ("90%", F(9, 10)),
        ("９０％", F(9, 10)),
        ("5‰", F(1, 200)),
        ("1/3%", F(1, 300)),
    ],
)
def test_a_number_is_what_it_says(text: str, value: Number) -> None:
    number = parse_number(text)
    assert number == value
    assert type(number) is type(value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("NaN", "not a number"),
        ("inf", "not a finite number"),
        ("-Infinity", "not a finite number"),
        ("0x10", "not written in decimal"),
        ("1_000", "underscore"),
        ("010", "leading zeros"),
        ("-007", "leading zeros"),
        ("1e3", "exponent"),
        ("1,00", "three digits"),
        ("1,0000", "three digits"),
        ("2/0", "divides by zero"),
        ("零分之二", "divides by zero"),
        ("5.", "both sides"),
        (".5", "both sides"),
        ("12 apples", "not a number"),
        ("二十件", "not a number"),
        ("90%%", "not a number"),
        ("一百二", "ambiguous"),
        ("三五", "range"),
        ("两三千", "range"),
        ("十七八", "range"),
        ("万", "no figure before"),
        ("1万2万", "not a number"),
        ("12十", "not a number"),
        ("²", "not a number"),
        ("9" * 2000, "more than"),
    ],
)
def test_anything_else_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_number(text)


@given(st.text(alphabet="0123456789.,-+/%‰ eExn零一二两三五九十百千万亿半点分之成负", max_size=8))
def test_any_text_gives_an_exact_number_or_a_plain_reason(text: str) -> None:
    try:
        number = parse_number(text)
    except ValueError:
        return
    assert type(number) in (int, Fraction)
    assert number == numerals.exact(Fraction(number))


def spell(n: int) -> str:
    """A plain speller of Chinese numerals, the other way round."""
    if n < 10:
        return "零一二三四五六七八九"[n]
    for factor, word in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if n >= factor:
            head, tail = divmod(n, factor)
            gap = "零" if 0 < tail < factor // 10 else ""
            return spell(head) + word + gap + (spell(tail) if tail else "")
    raise AssertionError(n)


@given(st.integers(0, 10**12 - 1))
def test_every_spelled_numeral_is_read_back(n: int) -> None:
    traditional = spell(n).translate(str.maketrans("万亿", "萬億"))
    assert parse_number(spell(n)) == parse_number(traditional) == n


@given(numbers, st.booleans())
def test_formatted_numbers_are_read_back(n: Number, group: bool) -> None:
    assert parse_number(format_number(n, group=group)) == n


def test_numbers_are_written_as_decimals_where_those_end() -> None:
    assert format_number(F(1, 4)) == "0.25"
    assert format_number(F(-1, 8)) == "-0.125"
    assert format_number(200000) == "200000"
    assert format_number(200000, group=True) == "200,000"
    assert format_number(F(2, 3)) == "2/3"
    assert format_number(F(2, 3), digits=2) == "≈0.67"
    assert format_number(F(-2, 3), digits=0) == "≈-1"
    assert format_number(F(1, 8), digits=2) == "≈0.13"
    assert format_number(F(1, 8), digits=3) == "0.125"


MODES = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "half_down": ROUND_HALF_DOWN,
    "up": ROUND_UP,
    "down": ROUND_DOWN,
    "ceiling": ROUND_CEILING,
    "floor": ROUND_FLOOR,
}


@given(st.decimals(-(10**6), 10**6, places=4), st.integers(-3, 3), st.sampled_from(sorted(MODES)))
def test_rounding_agrees_with_decimal(value: Decimal, digits: int, mode: str) -> None:
    expected = value.quantize(Decimal(1).scaleb(-digits), rounding=MODES[mode])
    assert round_number(to_number(value), digits, mode) == Fraction(expected)


def test_an_unknown_rounding_is_refused() -> None:
    with pytest.raises(ValueError, match="half_up"):
        round_number(1, 0, "bankers")


def test_python_values_are_taken_exactly() -> None:
    assert to_number(0.1) == F(1, 10)
    assert type(to_number(2.0)) is int
    assert to_number(1e-7) == F(1, 10**7)
    assert to_number(Decimal("0.30")) == F(3, 10)
    assert to_number("90%") == F(9, 10)
    assert type(to_number(F(4, 2))) is int


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (True, TypeError),
        (None, TypeError),
        ([1], TypeError),
        (1j, TypeError),
        (float("nan"), ValueError),
        (float("-inf"), ValueError),
        (Decimal("NaN"), ValueError),
        (Decimal("Infinity"), ValueError),
        (Decimal("1e999999"), ValueError),
    ],
)
def test_values_that_are_no_numbers_are_refused(value: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        to_number(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_is_the_decimal_it_prints(value: float) -> None:
    assert to_number(value) == Fraction(repr(value))


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(numerals).failed == 0
