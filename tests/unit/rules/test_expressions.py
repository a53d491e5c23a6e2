"""Expressions: reading, types and units, values, printing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_vocabulary import VOCABULARY, node_of, scalar_of

from govcoord.diagnostics import Collector
from govcoord.errors import CalendarError
from govcoord.numerals import exact
from govcoord.periods import Calendar
from govcoord.rules.expressions import (
    Binary,
    Call,
    Coalesce,
    Const,
    Expression,
    RecordRef,
    Ref,
    Scale,
    Typed,
    check_expression,
    children,
    evaluate,
    inputs,
    parse_expression,
    record_inputs,
    resolve_names,
    show,
)
from govcoord.rules.reading.nodes import ScalarNode
from govcoord.rules.vocabulary import Type
from govcoord.units import convert, find_unit

CALENDAR = Calendar("none")


def parsed(text: str) -> Expression:
    collector = Collector()
    found = parse_expression(scalar_of(text), collector)
    assert found is not None, [str(d) for d in collector.sorted()]
    return found


def typed(text: str, record: str | None = None) -> Typed:
    node = scalar_of(text)
    collector = Collector()
    tree = parse_expression(node, collector)
    found = tree and check_expression(tree, node, VOCABULARY, collector, record=record)
    assert found is not None, [str(d) for d in collector.sorted()]
    return found


def value(
    text: str,
    facts: Mapping[str, Any] | None = None,
    records: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    record: str | None = None,
) -> Any:
    return evaluate(typed(text, record).expression, facts or {}, records or {}, CALENDAR)


# -- reading


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a-b", "a - b"),
        ("a - (b - c)", "a - (b - c)"),
        ("(a - b) - c", "a - b - c"),
        ("a + b * c", "a + b * c"),
        ("(a + b) * c", "(a + b) * c"),
        ("a or b + c", "a or b + c"),
        ("(a or b) + c", "(a or b) + c"),
        ("a or (b or c)", "a or b or c"),
        ("a 或 b", "a or b"),
        ("a | b & c - d", "a | b & c - d"),
        ("- a * b", "-1 * a * b"),
        ("-5 workdays", "-5 workdays"),
        ("a - -5", "a - -5"),
        ("时限－5个工作日", "时限 - 5 workdays"),
        ("20万元 × 3", "200000 yuan * 3"),
        ("20万 ÷ 3", "200000 / 3"),
        ("5%", "5%"),
        ("5 calendar days", "5 days"),
        ("5 workdays or a", "5 workdays or a"),
        ("days(2025-03-01, 2025年4月1日)", "days(2025-03-01, 2025-04-01)"),
        ("sum( list.field )", "sum(list.field)"),
        ("`my id` + `or`", "`my id` + `or`"),
        ('a or "some, text"', 'a or "some, text"'),
        ("a or 否", "a or false"),
        ("f()", "f()"),
    ],
)
def test_reading_and_printing(text: str, shown: str) -> None:
    """The printed form has only the brackets that are needed, and reads as the same tree."""
    tree = parsed(text)
    assert show(tree) == shown
    assert parsed(shown) == tree


names = st.sampled_from(["a", "已用时间", "limit_2", "my id", "or", "true"])
numbers = st.integers(-1000, 1000) | st.decimals(-100, 100, places=2).map(
    lambda d: exact(Fraction(d))
)
UNITS = [find_unit(word) for word in ("workday", "day", "yuan", "percent", "person", "month")]
literals = st.one_of(
    numbers.map(lambda n: Const(n, Type.INTEGER if isinstance(n, int) else Type.NUMBER)),
    st.builds(Const, numbers, st.just(Type.QUANTITY), st.sampled_from(UNITS)),
    st.dates().map(lambda d: Const(d, Type.DATE)),
    st.booleans().map(lambda b: Const(b, Type.BOOLEAN)),
    st.text(max_size=5).map(lambda t: Const(t, Type.TEXT)),
)
leaves = literals | names.map(Ref) | st.builds(RecordRef, names, names)


def _coalesce(options: list[Expression]) -> Expression:
    flat: list[Expression] = []
    for option in options:
        flat += option.options if isinstance(option, Coalesce) else [option]
    return Coalesce(tuple(flat))


trees = st.recursive(
    leaves,
    lambda inner: (
        st.builds(Binary, st.sampled_from("+-*/|&"), inner, inner)
        | st.lists(inner, min_size=2, max_size=3).map(_coalesce)
        | st.builds(Call, st.sampled_from(["f", "days"]), st.lists(inner, max_size=3).map(tuple))
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(trees)
def test_parsing_what_is_shown_gives_the_tree_back(tree: Expression) -> None:
    """`show` loses nothing."""
    assert parsed(show(tree)) == tree


texts = st.text(max_size=20) | st.text(
    'abor 0123456789.,()+-*/|&"`个工作日天年月%万元或－（）', max_size=25
)


@settings(max_examples=400, deadline=None)
@given(texts)
def test_no_text_raises(text: str) -> None:
    """Whatever is written, the answer is a typed expression or a diagnostic."""
    node = scalar_of(text)
    collector = Collector()
    tree = parse_expression(node, collector)
    assert (tree is None) == collector.has_errors
    if tree is not None:
        found = check_expression(tree, node, VOCABULARY, collector)
        assert (found is None) == collector.has_errors


def test_a_long_chain_does_not_exhaust_the_stack() -> None:
    """What is too long is refused; what is allowed can be checked, shown and evaluated."""
    longest = " + ".join(["score"] * 200)
    assert value(longest, {"score": 1}) == 200
    assert len(show(parsed(longest))) == len(longest)
    collector = Collector()
    assert parse_expression(scalar_of(" + ".join(["score"] * 300)), collector) is None
    assert [d.code for d in collector.sorted()] == ["GC241"]


# -- types and units


@pytest.mark.parametrize(
    ("text", "type_", "unit"),
    [
        ("score + level", Type.INTEGER, None),
        ("score + index", Type.NUMBER, None),
        ("score / level", Type.NUMBER, None),
        ("score * 2", Type.INTEGER, None),
        ("elapsed - limit", Type.QUANTITY, "workday"),
        ("elapsed * 2", Type.QUANTITY, "workday"),
        ("elapsed / limit", Type.NUMBER, None),
        ("amount + budget", Type.QUANTITY, "yuan"),
        ("budget + amount", Type.QUANTITY, "wan_yuan"),
        ("amount / budget", Type.NUMBER, None),
        ("amount / staff", Type.QUANTITY, "yuan / person"),
        ("amount * rate", Type.QUANTITY, "yuan"),
        ("amount * 5%", Type.QUANTITY, "yuan"),
        ("amount / rate", Type.QUANTITY, "yuan"),
        ("rate * 2", Type.QUANTITY, "percent"),
        ("rate - share", Type.QUANTITY, "percent"),
        ("1 - share", Type.QUANTITY, "ratio"),
        ("rate + 15个百分点", Type.QUANTITY, "percent"),
        ("workdays(received, as_of)", Type.QUANTITY, "workday"),
        ("days(received, as_of, pauses)", Type.QUANTITY, "day"),
        ("add_workdays(received, limit)", Type.DATE, None),
        ("add_days(received, age)", Type.DATE, None),
        ("add_months(received, 1 year)", Type.DATE, None),
        ("count(departments)", Type.INTEGER, None),
        ("count(participants)", Type.INTEGER, None),
        ("count(participants, joined)", Type.INTEGER, None),
        ("sum(participants.hours)", Type.QUANTITY, "hour"),
        ("max(participants.since)", Type.DATE, None),
        ("min(score, 1/2)", Type.NUMBER, None),
        ("max(amount, budget)", Type.QUANTITY, "yuan"),
        ("collect(participants.department)", Type.SET, None),
        ("departments - collect(participants.department)", Type.SET, None),
        ("year(as_of) * 12 + month(as_of)", Type.INTEGER, None),
        ('lead or "税务"', Type.CHOICE, None),
        ("urgent or false", Type.BOOLEAN, None),
        ("received or as_of", Type.DATE, None),
        ("score or 0.5", Type.NUMBER, None),
    ],
)
def test_types_and_units(text: str, type_: Type, unit: str | None) -> None:
    """The type and unit of a result."""
    found = typed(text)
    assert found.type is type_
    assert (found.unit.name if found.unit else None) == unit


def test_sets_keep_their_choices() -> None:
    """A collected set can be tested like a declared one."""
    assert typed("collect(participants.department)").choices == VOCABULARY.departments
    assert typed('lead or "税务"').choices == VOCABULARY.departments


def test_conversions_are_explicit() -> None:
    """The checked tree has the factor of each conversion."""
    tree = typed("amount + budget").expression
    assert tree == Binary("+", Ref("amount"), Scale(Ref("budget"), 10000))


def test_titles_become_ids() -> None:
    """Titles in any language and keys of lists stand for ids."""
    assert typed("已用时间 - 时限").expression == typed("elapsed - limit").expression
    assert typed("count(参与部门)").expression == typed("count(participants)").expression
    assert show(typed("count(participants)").expression) == "count(participant)"


def test_names_are_resolved_without_types() -> None:
    """For ordering, names become ids in an unchecked tree and unknown ones stay."""
    tree = resolve_names(parsed("时限 + nothing + count(参与部门, joined)"), VOCABULARY)
    assert inputs(tree) == {"limit", "nothing"}
    assert record_inputs(tree) == {"participant"}
    counted = children(tree)[1]
    assert counted == Call("count", (RecordRef("participant", "joined"),))


def test_what_an_expression_reads() -> None:
    """`inputs` are attributes, `record_inputs` are record kinds."""
    tree = typed("workdays(received, as_of, pauses) - (limit or 5 workdays)").expression
    assert inputs(tree) == {"received", "as_of", "limit"}
    assert record_inputs(tree) == {"pause"}


def test_fields_of_the_own_record() -> None:
    """A derived field reads its record's fields and the case's attributes."""
    assert value("hours * score", {"hours": 2, "score": 3}, record="participant") == 6


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(
        [
            "amount + budget",
            "budget - amount",
            "amount * rate",
            "rate - share",
            "amount / budget",
            "(elapsed - limit) / limit",
            "max(budget, amount)",
            "count(participants) or 5",
            "rate + 5个百分点",
            "add_days(as_of, 2 weeks)",
        ]
    )
)
def test_a_checked_tree_can_be_shown_and_checked_again(text: str) -> None:
    """Showing a checked tree hides conversions; checking makes the same ones again."""
    found = typed(text)
    assert typed(show(found.expression)) == found


# -- values

PARTICIPANTS = {
    "participant": [
        {"department": "tax", "joined": True, "hours": 3, "contribution": Fraction(1, 2)},
        {"department": "health", "joined": False, "hours": 5, "contribution": 2},
    ]
}
DAYS = {"received": date(2025, 1, 1), "as_of": date(2025, 1, 31)}


def pauses(*spans: tuple[int, int | None]) -> dict[str, list[dict[str, date | None]]]:
    return {
        "pause": [
            {"from": date(2025, 1, a), "to": None if b is None else date(2025, 1, b)}
            for a, b in spans
        ]
    }


@pytest.mark.parametrize(
    ("text", "facts", "records", "expected"),
    [
        ("elapsed - limit", {"elapsed": 25, "limit": 20}, {}, 5),
        ("score / 3", {"score": 1}, {}, Fraction(1, 3)),
        ("score / 3", {"score": 6}, {}, 2),
        ("amount + budget", {"amount": 5, "budget": 2}, {}, 20005),
        ("amount * rate", {"amount": 200, "rate": 15}, {}, 30),
        ("rate + 15个百分点", {"rate": 70}, {}, 85),
        ("share + 15个百分点", {"share": Fraction(7, 10)}, {}, Fraction(17, 20)),
        ("rate - share", {"rate": 70, "share": Fraction(1, 2)}, {}, 20),
        ("workdays(received, as_of)", DAYS, {}, 22),
        ("workdays(received, as_of, pauses)", DAYS, pauses((6, 10), (8, 13)), 16),
        ("workdays(received, as_of, pauses)", DAYS, pauses((27, None)), 17),
        ("workdays(received, as_of, pauses)", DAYS, {"pause": []}, 22),
        ("days(received, as_of)", DAYS, {}, 30),
        ("days(received, as_of, pauses)", DAYS, pauses((6, 10)), 25),
        ("add_workdays(received, 3 workdays)", DAYS, {}, date(2025, 1, 6)),
        ("add_days(received, 1 week)", DAYS, {}, date(2025, 1, 8)),
        ("add_months(as_of, 1 month)", DAYS, {}, date(2025, 2, 28)),
        ("add_months(as_of, 1 year)", DAYS, {}, date(2026, 1, 31)),
        ("count(departments)", {"departments": frozenset({"tax"})}, {}, 1),
        ("count(participants)", {}, PARTICIPANTS, 2),
        ("count(participants, joined)", {}, PARTICIPANTS, 1),
        ("sum(participants.hours)", {}, PARTICIPANTS, 8),
        ("sum(participants.contribution)", {}, PARTICIPANTS, Fraction(5, 2)),
        ("sum(participants.hours)", {}, {"participant": []}, 0),
        ("count(participants)", {}, {"participant": []}, 0),
        ("max(participants.hours)", {}, PARTICIPANTS, 5),
        ("max(score, 3)", {"score": 2}, {}, 3),
        ("collect(participants.department)", {}, PARTICIPANTS, {"tax", "health"}),
        (
            "departments - collect(participants.department)",
            {"departments": frozenset({"tax", "customs"})},
            PARTICIPANTS,
            {"customs"},
        ),
        ("year(as_of) * 12 + month(as_of)", DAYS, {}, 2025 * 12 + 1),
        ("limit or 5 workdays", {}, {}, 5),
        ("limit or 5 workdays", {"limit": 7}, {}, 7),
        ('lead or "税务"', {}, {}, "tax"),
        ("-score", {"score": 4}, {}, -4),
    ],
)
def test_values_of_expressions(
    text: str, facts: Mapping[str, Any], records: Any, expected: Any
) -> None:
    """What an expression is worth."""
    got = value(text, facts, records)
    assert got == expected
    assert not isinstance(got, Fraction) or got.denominator != 1


@pytest.mark.parametrize(
    ("text", "facts", "records"),
    [
        ("elapsed - limit", {"elapsed": 5}, {}),
        ("elapsed - limit", {"limit": 5}, {}),
        ("score / level", {"score": 1, "level": 0}, {}),
        ("count(participants)", {}, {}),
        ("sum(participants.hours)", {}, {"participant": [{"hours": 1}, {}]}),
        ("max(participants.hours)", {}, {"participant": []}),
        ("max(score, level)", {"score": 1}, {}),
        ("collect(participants.department)", {}, {"participant": [{}]}),
        ("workdays(received, as_of, pauses)", DAYS, {}),
        ("workdays(received, as_of, pauses)", DAYS, {"pause": [{"to": date(2025, 1, 2)}]}),
        ("add_workdays(received, limit / 2)", {**DAYS, "limit": 5}, {}),
        ("year(received)", {}, {}),
        ("limit or elapsed", {}, {}),
        ("budget * 2", {}, {}),
        ("amount + budget", {"amount": 1}, {}),
    ],
)
def test_what_is_missing_stays_missing(text: str, facts: Mapping[str, Any], records: Any) -> None:
    """A missing operand, a missing list and a division by zero give no value, never zero."""
    assert value(text, facts, records) is None


def test_days_outside_the_calendar_are_an_error() -> None:
    """Neither guessed nor missing: the calendar says what it does not know."""
    with pytest.raises(CalendarError):
        value("workdays(received, as_of)", {**DAYS, "as_of": date(2500, 1, 1)})
    with pytest.raises(CalendarError, match="1-9999"):
        value("add_days(received, age)", {"received": date(9999, 12, 31), "age": 1})
    with pytest.raises(CalendarError, match="before it starts"):
        value("days(received, as_of, pauses)", DAYS, pauses((10, 6)))


@given(st.integers(-(10**6), 10**6), st.integers(1, 10**6), st.integers(-100, 100))
def test_arithmetic_is_exact(a: int, b: int, c: int) -> None:
    """Sums and quotients are those of fractions, in the unit of the left side."""
    facts = {"amount": a, "budget": b, "rate": c}
    assert value("(amount + budget) / budget", facts) == Fraction(a + b * 10000, b * 10000)
    wan, yuan = find_unit("万元"), find_unit("yuan")
    assert value("budget - amount", facts) == b - convert(a, yuan, wan)
    assert value("amount * rate / 3", facts) == Fraction(a * c, 300)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 31), st.integers(0, 10)).map(lambda p: (p[0], min(31, sum(p)))),
        max_size=4,
    )
)
def test_suspensions_are_counted_once(spans: list[tuple[int, int]]) -> None:
    """The days of overlapping suspensions are left out once each."""
    suspended = {day for a, b in spans for day in range(a, b + 1)}
    working = [
        day
        for day in range(2, 32)
        if CALENDAR.is_workday(date(2025, 1, day)) and day not in suspended
    ]
    got = value("workdays(received, as_of, pauses)", DAYS, pauses(*spans))
    assert got == len(working)


def test_a_node_of_yaml_is_read_in_place() -> None:
    """Diagnostics stand in the YAML, behind a quote as well."""
    node = node_of('"已用时间 - limitt"')
    assert isinstance(node, ScalarNode)
    collector = Collector()
    tree = parse_expression(node, collector)
    assert tree is not None
    assert check_expression(tree, node, VOCABULARY, collector) is None
    (found,) = collector.sorted()
    assert found.span is not None
    assert found.span.text == "limitt"
