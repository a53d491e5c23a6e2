"""Raw values to canonical ones: what is taken, what is refused, and the words for it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.rules.values import BadValue, read_date, to_value
from govcoord.rules.vocabulary import Attribute, Choice, Choices, Type
from govcoord.text import Text
from govcoord.units import find_unit

DEPARTMENTS = Choices(
    "departments",
    (
        Choice("civil_affairs", Text.of({"en": "civil affairs", "zh-Hans": "民政"})),
        Choice("health", Text("卫健"), aliases=("卫健委",)),
        Choice("tax", Text("税务")),
        Choice("finance", Text("共用"), aliases=("财政",)),
        Choice("audit", Text("共用")),
    ),
)
MANY = Choices("matters", tuple(Choice(f"m{n}") for n in range(40)))

URGENT = Attribute("urgent", Type.BOOLEAN)
COUNT = Attribute("count", Type.INTEGER, min=0, max=100)
NUMBER = Attribute("number", Type.NUMBER)
LIMIT = Attribute("limit", Type.QUANTITY, unit=find_unit("workday"))
AMOUNT = Attribute("amount", Type.QUANTITY, unit=find_unit("yuan"), min=0)
RATE = Attribute("rate", Type.QUANTITY, unit=find_unit("ratio"))
LEAD = Attribute("lead", Type.CHOICE, choices=DEPARTMENTS)
MATTER = Attribute("matter", Type.CHOICE, choices=MANY)
PARTNERS = Attribute("partners", Type.SET, choices=DEPARTMENTS)
DAY = Attribute("day", Type.DATE)
NOTE = Attribute("note", Type.TEXT)

ALL = [URGENT, COUNT, NUMBER, LIMIT, AMOUNT, RATE, LEAD, MATTER, PARTNERS, DAY, NOTE]


@pytest.mark.parametrize(
    ("raw", "attribute", "expected"),
    [
        (True, URGENT, True),
        ("false", URGENT, False),
        (" 是 ", URGENT, True),
        ("否", URGENT, False),
        (5, COUNT, 5),
        ("5", COUNT, 5),
        ("五", COUNT, 5),
        (5.0, COUNT, 5),
        (Decimal("5.00"), COUNT, 5),
        (Fraction(10, 2), COUNT, 5),
        (0.1, NUMBER, Fraction(1, 10)),
        ("1,000", NUMBER, 1000),
        ("90%", NUMBER, Fraction(9, 10)),
        (20, LIMIT, 20),
        ("20 workdays", LIMIT, 20),
        ("20个工作日", LIMIT, 20),
        ("20", LIMIT, 20),
        ({"value": 20, "unit": "workday"}, LIMIT, 20),
        ("20万元", AMOUNT, 200000),
        ({"value": "1.5", "unit": "万元"}, AMOUNT, 15000),
        (Decimal("0.01"), AMOUNT, Fraction(1, 100)),
        ("90%", RATE, Fraction(9, 10)),
        ("health", LEAD, "health"),
        ("卫健委", LEAD, "health"),
        (" civil affairs ", LEAD, "civil_affairs"),
        ("民政", LEAD, "civil_affairs"),
        (["health", "民政", "卫健"], PARTNERS, frozenset({"health", "civil_affairs"})),
        (("tax",), PARTNERS, frozenset({"tax"})),
        ({"tax"}, PARTNERS, frozenset({"tax"})),
        (frozenset({"卫健"}), PARTNERS, frozenset({"health"})),
        ([], PARTNERS, frozenset()),
        ("tax", PARTNERS, frozenset({"tax"})),
        ("民政、卫健；税务", PARTNERS, frozenset({"civil_affairs", "health", "tax"})),
        ("tax; health|卫健委, civil_affairs", PARTNERS, {"civil_affairs", "health", "tax"}),
        (date(2025, 3, 1), DAY, date(2025, 3, 1)),
        ("2025-03-01", DAY, date(2025, 3, 1)),
        ("2025年3月1日", DAY, date(2025, 3, 1)),
        ("２０２５年３月１日", DAY, date(2025, 3, 1)),
        (" as it is ", NOTE, " as it is "),
    ],
)
def test_what_fits_becomes_canonical(raw: object, attribute: Attribute, expected: object) -> None:
    """Texts and Python values give one canonical value."""
    value = to_value(raw, attribute)
    assert expected == value
    assert not isinstance(value, Fraction) or value.denominator != 1


@pytest.mark.parametrize(
    ("raw", "attribute", "expected", "hint"),
    [
        (1, URGENT, "true or false", "write true or false, 是 or 否"),
        ("yes", URGENT, "true or false", "write true or false, 是 or 否"),
        (5.5, COUNT, "a whole number", "5.5 has a fraction"),
        (True, COUNT, "a whole number", "a truth value is not a number"),
        (float("nan"), COUNT, "a whole number", "`nan` is not a finite number"),
        ("5 件", COUNT, "a whole number", "leave out the unit cases"),
        ([5], COUNT, "a whole number", "a value of type `list` is not a number"),
        (101, COUNT, "a number of at least 0 and at most 100", "101 is outside"),
        ("many", NUMBER, "a number", "`many` is not a number"),
        (
            "20 days",
            LIMIT,
            "a quantity in workdays",
            "`day` and `workday` are different clocks: no fixed number of one makes the other",
        ),
        (
            {"value": 20},
            LIMIT,
            "a quantity in workdays",
            "a mapping has the keys `value` and `unit`",
        ),
        (-1, AMOUNT, "a quantity in yuan of at least 0", "-1 yuan is outside"),
        (
            "helth",
            LEAD,
            "one of `civil_affairs`, `health`, `tax`, `finance`, `audit`",
            "did you mean `health`?",
        ),
        (
            "共用",
            LEAD,
            "one of `civil_affairs`, `health`, `tax`, `finance`, `audit`",
            "`共用` stands for several of them: write the id",
        ),
        (
            3,
            MATTER,
            "one of `m0`, `m1`, `m2`, `m3`, `m4`, `m5`, … (40 in all)",
            "write its id or title as a text",
        ),
        (
            {"tax": True},
            PARTNERS,
            "some of `civil_affairs`, `health`, `tax`, `finance`, `audit`",
            "write a list, also for one value",
        ),
        (
            datetime(2025, 3, 1),
            DAY,
            "a date such as 2025-03-01",
            "give the date alone: `.date()` of a datetime",
        ),
        ("20250301", DAY, "a date such as 2025-03-01", None),
        (
            "2025-02-30",
            DAY,
            "a date such as 2025-03-01",
            "`2025-02-30`: day is out of range for month",
        ),
        (20250301, DAY, "a date such as 2025-03-01", None),
        (5, NOTE, "a text", None),
    ],
)
def test_what_does_not_fit_says_why(
    raw: object, attribute: Attribute, expected: str, hint: str | None
) -> None:
    """`BadValue` carries what was expected and a remedy."""
    with pytest.raises(BadValue) as caught:
        to_value(raw, attribute)
    assert expected == caught.value.expected
    assert hint == caught.value.hint


anything = st.recursive(
    st.none().filter(lambda _: False)
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.fractions()
    | st.dates()
    | st.datetimes()
    | st.text()
    | st.text("0123456789.,-/万亿年月日工作个元%。 ")
    | st.binary(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["value", "unit", "x"]), inner, max_size=3)
    ),
    max_leaves=4,
)


@given(anything, st.sampled_from(ALL))
def test_no_value_raises_anything_but_bad_value(raw: object, attribute: Attribute) -> None:
    """Whatever comes from outside, the answer is a canonical value or `BadValue`."""
    try:
        value = to_value(raw, attribute)
    except BadValue:
        pass
    else:
        assert to_value(value, attribute) == value


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6))
def test_money_in_other_units_is_exact(whole: int, parts: int) -> None:
    """A unit converts without loss."""
    amount = Attribute("amount", Type.QUANTITY, unit=find_unit("yuan"))
    value = Fraction(whole, 100)
    assert to_value({"value": value, "unit": "万元"}, amount) == value * 10000
    assert to_value({"value": parts, "unit": "fen"}, amount) == Fraction(parts, 100)


def test_dates_are_read_in_two_forms_only() -> None:
    """ISO dates and Chinese dates; nothing is guessed."""
    assert read_date("2025-3-1") == read_date("2025年03月01日") == date(2025, 3, 1)
    for text in ("2025/03/01", "01-03-2025", "2025-03", "2025年3月", "", "2025-03-01T00:00"):
        with pytest.raises(ValueError, match="not a date"):
            read_date(text)


def test_bad_value_reads_as_a_sentence() -> None:
    """The text of the exception stands on its own."""
    assert str(BadValue("a text")) == "expected a text"
    assert str(BadValue("a text", "why")) == "expected a text (why)"
