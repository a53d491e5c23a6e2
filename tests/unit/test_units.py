"""Units keep their clocks and kinds apart, convert exactly, and read what they print."""

from __future__ import annotations

import contextlib
import doctest
import pickle
import subprocess
import sys
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcoord import thresholds, unit_names, units
from govcoord.errors import UnitError
from govcoord.numerals import Number, exact
from govcoord.unit_names import LANGUAGES, ROWS
from govcoord.units import (
    THRESHOLD_WORDS,
    convert,
    divide,
    find_unit,
    format_quantity,
    multiply,
    parse_quantity,
    parse_threshold,
)

F = Fraction
NAMES = [
    *(row.name for row in ROWS),
    *(
        "yuan / person",
        "case / day",
        "kilometer / hour",
        "yuan / square_meter",
        "meter^2",
        "1 / day",
    ),
]
values = st.one_of(st.integers(-(10**13), 10**13), st.fractions(max_denominator=1000).map(exact))


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("20 workdays", 20, "workday"),
        ("1 working day", 1, "workday"),
        ("5个工作日", 5, "workday"),
        ("五个工作日", 5, "workday"),
        ("五個工作日", 5, "workday"),
        ("20工作日", 20, "workday"),
        ("20万元", 200000, "yuan"),
        ("20 万元", 200000, "yuan"),
        ("20萬元", 200000, "yuan"),
        ("二十万元", 200000, "yuan"),
        ("1.5亿元", 150000000, "yuan"),
        ("1亿2000万元", 120000000, "yuan"),
        ("20 wan yuan", 20, "wan_yuan"),
        ("100 CNY", 100, "yuan"),
        ("CNY 100", 100, "yuan"),
        ("¥200,000", 200000, "yuan"),
        ("人民币20万元", 200000, "yuan"),
        ("1,000 yuan", 1000, "yuan"),
        ("50万美元", 500000, "USD"),
        ("5角", 5, "jiao"),
        ("90%", 90, "percent"),
        ("９０％", 90, "percent"),
        ("九成", 90, "percent"),
        ("百分之九十", 90, "percent"),
        ("千分之五", 5, "per_mille"),
        ("15 percentage points", 15, "percentage_point"),
        ("15个百分点", 15, "percentage_point"),
        ("3个月", 3, "month"),
        ("两个半月", F(5, 2), "month"),
        ("一年半", F(3, 2), "year"),
        ("半年", F(1, 2), "year"),
        ("24小时", 24, "hour"),
        ("十五分钟", 15, "minute"),
        ("15日", 15, "day"),
        ("60周岁", 60, "year_of_age"),
        ("20万人次", 200000, "person_time"),
        ("3 km", 3, "kilometer"),
        ("5千瓦时", 5, "kilowatt_hour"),
        ("5千元", 5000, "yuan"),
        ("2/3个工作日", F(2, 3), "workday"),
        ("200元/人", 200, "yuan / person"),
        ("3 cases per day", 3, "case / day"),
        ("3 furlongs", 3, "furlong"),
        ("8 GB", 8, "gigabyte"),
        ("42", 42, None),
        ("20万", 200000, None),
        ("三分之二", F(2, 3), None),
        ("3个", 3, None),
    ],
)
def test_a_quantity_is_what_it_says(text: str, number: Number, unit: str | None) -> None:
    value, found = parse_quantity(text)
    assert (value, found and found.name) == (number, unit)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("3月", "month's name"),
        ("一季度", "quarter's name"),
        ("2025年", "name of a year"),
        ("5分", "points, minutes or fen"),
        ("5 tons", "short_ton"),
        ("5 workdya", "did you mean `workday`"),
        ("1e3", "exponent"),
        ("0x10", "decimal"),
        ("010 days", "leading zeros"),
        ("三五天", "range"),
        ("20多个", "not known"),
        ("$5", "not a number"),
        ("¥5人", "two units"),
        ("workdays", "not a number"),
    ],
)
def test_anything_else_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_quantity(text)


ALPHABET = (
    "0123456789.,-+/*^%‰¥ 三十百千万亿半分之成个月年日天工作元人件以上内不超过约左右adeknprsuxy"
)


@settings(deadline=None)  # the first unknown word imports pint
@given(st.text(alphabet=ALPHABET, max_size=7))
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    for read in (parse_quantity, parse_threshold):
        with contextlib.suppress(ValueError):
            read(text)
    with contextlib.suppress(UnitError):
        assert find_unit(find_unit(text).name) == find_unit(text)


@given(values, st.sampled_from(NAMES), st.sampled_from(LANGUAGES))
def test_a_printed_quantity_is_read_back(value: Number, name: str, language: str) -> None:
    unit = find_unit(name)
    assert parse_quantity(format_quantity(value, unit, language)) == (value, unit)


@given(values, st.sampled_from(["万元", "亿元", "万人次"]), st.sampled_from(LANGUAGES))
def test_a_scaled_unit_is_read_back_as_the_same_amount(
    value: Number, name: str, language: str
) -> None:
    unit = find_unit(name)
    number, found = parse_quantity(format_quantity(value, unit, language))
    assert found is not None
    assert convert(number, found, unit) == value


@given(values)
def test_a_plain_number_is_read_back(value: Number) -> None:
    for language in LANGUAGES:
        assert parse_quantity(format_quantity(value, None, language)) == (value, None)


@pytest.mark.parametrize("name", ["gigabyte", "hectopascal", "foot", "are", "short_ton", "bar"])
def test_a_unit_of_pint_is_read_back(name: str) -> None:
    unit = find_unit(name)
    assert find_unit(unit.name) == unit
    for language in LANGUAGES:
        assert parse_quantity(format_quantity(F(5, 2), unit, language)) == (F(5, 2), unit)


def test_quantities_are_printed_as_people_write_them() -> None:
    def forms(text: str) -> list[str]:
        return [format_quantity(*parse_quantity(text), language) for language in LANGUAGES]

    assert forms("1 workday") == ["1 workday", "1个工作日", "1個工作日"]
    assert forms("5 workdays") == ["5 workdays", "5个工作日", "5個工作日"]
    assert forms("200000元") == ["200,000 yuan", "20万元", "20萬元"]
    assert forms("5万亿元")[1:] == ["5万亿元", "5萬億元"]
    assert forms("12345元")[1] == "12,345元"
    assert forms("2000 years")[1] == "2,000年"  # 2000年 would be the name of a year
    assert forms("90%") == ["90%", "90%", "90%"]
    assert forms("2 entries") == ["2 entries", "2条", "2條"]
    assert forms("200元/人") == ["200 yuan/person", "200元/人", "200元/人"]
    with pytest.raises(ValueError, match="language"):
        format_quantity(1, find_unit("day"), "fr")


@pytest.mark.parametrize(
    ("number", "source", "target", "result"),
    [
        (1, "week", "hour", 168),
        (90, "minutes", "hours", F(3, 2)),
        (1, "quarter", "month", 3),
        (18, "months", "years", F(3, 2)),
        (20, "万元", "元", 200000),
        (1, "亿元", "万元", 10000),
        (5, "角", "元", F(1, 2)),
        (90, "percent", "ratio", F(9, 10)),
        (5, "per_mille", "percent", F(1, 2)),
        (15, "亩", "公顷", 1),
        (1, "kWh", "megajoule", F(18, 5)),
        (36, "km/h", "m/s", 10),
        (1, "foot", "meter", F(381, 1250)),
        (1, "meter^2", "square_meter", 1),
        (3, "件/万人", "件/人", F(3, 10000)),
    ],
)
def test_conversion_is_exact(number: int, source: str, target: str, result: Number) -> None:
    there = convert(number, find_unit(source), find_unit(target))
    assert there == result
    assert convert(there, find_unit(target), find_unit(source)) == number


@pytest.mark.parametrize(
    ("source", "target", "words"),
    [
        ("workday", "day", "different clocks"),
        ("month", "day", "different clocks"),
        ("percent", "percentage_point", "difference between two percentages"),
        ("人次", "人", "several times"),
        ("yuan", "person", "different things"),
        ("USD", "yuan", "different things"),
        ("byte", "percent", "different things"),
        ("celsius", "kelvin", "different things"),
    ],
)
def test_what_does_not_convert_says_why(source: str, target: str, words: str) -> None:
    with pytest.raises(UnitError, match=words):
        convert(1, find_unit(source), find_unit(target))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ppl",
        "xyz",
        "工作曰",
        "degF",
        "statC",
        "分",
        "ton",
        "$",
        "yuan ^ b",
        "/",
        "a^",
        "*元",
        "元/",
    ],
)
def test_an_unknown_unit_is_named(text: str) -> None:
    with pytest.raises(UnitError) as caught:
        find_unit(text)
    assert f"`{text}`" in str(caught.value)


def test_built_in_physical_units_agree_with_pint() -> None:
    registry = units._registry()
    for row in ROWS:
        if row.name in registry._units and row.dimension.partition("^")[0].partition("*")[0] in (
            *("length", "mass"),
        ):
            factor, _ = registry.get_base_units(row.name)
            dimensions = registry.get_dimensionality(row.name)
            assert row.factor == factor, row.name
            assert (
                units._dimension_text({base.strip("[]"): int(n) for base, n in dimensions.items()})
                == row.dimension
            )


def test_a_year_is_twelve_months_and_never_365_days() -> None:
    assert find_unit("a").name == "year"
    assert find_unit("year").dimension == "month"
    assert find_unit("kWh per year").factor == 3600000 * F(1, 12)


def test_products_and_quotients() -> None:
    yuan, person, day, hour = map(find_unit, ("yuan", "person", "day", "hour"))
    each = divide(yuan, person)
    assert each == find_unit("元/人")
    assert multiply(each, person) == yuan
    assert divide(yuan, yuan) is None
    assert multiply(yuan, None) == multiply(None, yuan) == divide(yuan, None) == yuan
    assert divide(None, day) == find_unit("1/day")
    assert multiply(None, None) is None
    ratio = divide(hour, day)
    assert ratio is not None
    assert (ratio.dimension, ratio.factor) == ("ratio", F(1, 24))
    energy = multiply(find_unit("kW"), hour)
    assert energy is not None
    assert convert(2, energy, find_unit("kWh")) == 2


@pytest.mark.parametrize(
    ("a", "b"),
    [("percentage_point", "yuan"), ("workday", "day"), ("month", "workday"), ("celsius", "hour")],
)
def test_senseless_products_are_refused(a: str, b: str) -> None:
    with pytest.raises(UnitError):
        multiply(find_unit(a), find_unit(b))
    with pytest.raises(UnitError):
        divide(find_unit(a), find_unit(b))


def test_units_travel_by_pickle() -> None:
    for name in (*NAMES, "gigabyte", "wan_yuan"):
        unit = find_unit(name)
        assert pickle.loads(pickle.dumps(unit)) == unit


def test_everyday_quantities_do_without_pint() -> None:
    """Importing pint takes most of a second, so ordinary rulesets must not need it."""
    code = (
        "import sys; from govcoord import numerals, periods, units;"
        "[units.parse_quantity(t) for t in ('5 workdays','20万元','90%','3个月','24小时','5人次',"
        "'200元/人','3 km')]; print({'pint', 'holidays'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


@pytest.mark.parametrize(
    ("text", "operator", "rest"),
    [
        ("20个工作日以上", ">=", "20个工作日"),
        ("超过5个工作日", ">", "5个工作日"),
        ("超過5個工作日", ">", "5個工作日"),
        ("不足20万元", "<", "20万元"),
        ("不滿20萬元", "<", "20萬元"),
        ("至少3个", ">=", "3个"),
        ("15日以内", "<=", "15日"),
        ("1个工作日内", "<=", "1个工作日"),
        ("控制在3%以内", "<=", "3%"),
        ("不低于九成", ">=", "九成"),
        ("不超过3个月", "<=", "3个月"),
        ("20%以外", ">", "20%"),
        ("3件起", ">=", "3件"),
        ("年满60周岁", ">=", "60周岁"),
        ("届满3年", ">=", "3年"),
        ("20个（含）以上", ">=", "20个"),
        ("20个以上（不含本数）", ">", "20个"),
        ("市级以上", ">=", "市级"),
    ],
)
def test_a_bound_is_split_into_operator_and_rest(text: str, operator: str, rest: str) -> None:
    assert parse_threshold(text) == (operator, rest)


@pytest.mark.parametrize(
    "text",
    ["5天", "", "达州", "達州", "发起", "约定", "不满意", "最低生活保障", "内蒙古", "一件事"],
)
def test_ordinary_words_are_no_bounds(text: str) -> None:
    assert parse_threshold(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("20个左右", "tolerance"),
        ("约20个", "tolerance"),
        ("大約20個", "tolerance"),
        ("10个以上20个以下", "two bounds"),
        ("超过5个以上", "two bounds"),
        ("以上", "nothing to compare"),
    ],
)
def test_rough_and_double_bounds_are_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_threshold(text)


def test_every_threshold_word_works_on_its_own_side_of_a_number() -> None:
    for word, operator in THRESHOLD_WORDS.items():
        found = {parse_threshold(f"{word}5天"), parse_threshold(f"5天{word}")}
        assert (operator, "5天") in found, word


def test_the_examples_in_the_docstrings_hold() -> None:
    for module in (units, unit_names, thresholds):
        assert doctest.testmod(module).failed == 0
