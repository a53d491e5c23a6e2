"""Tests and boxes in words, and written back as YAML."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_vocabulary import VOCABULARY, node_of_data

from govcoord.diagnostics import Collector
from govcoord.rules.conditions.reader import read_condition, read_test
from govcoord.rules.conditions.words import describe_box, describe_test, describe_value, write_test
from govcoord.rules.regions import Ranges, Sets, Test, Values

ATTRIBUTES = VOCABULARY.attributes
LANGUAGES = ("en", "zh-Hans", "zh-Hant")


def one_test(written: object, name: str) -> Test:
    collector = Collector()
    found = read_test(node_of_data(written), ATTRIBUTES[name], collector)
    assert found is not None, [str(d) for d in collector.sorted()]
    (test,) = found
    return test


@pytest.mark.parametrize(
    ("name", "written", "en", "hans", "hant"),
    [
        ("elapsed", ">= 20 workdays", "at least 20 workdays", "至少20个工作日", "至少20個工作日"),
        ("elapsed", "> 1 workday", "more than 1 workday", "超过1个工作日", "超過1個工作日"),
        (
            "elapsed",
            "[3..5] workdays",
            "3 to 5 workdays",
            "3个工作日至5个工作日",
            "3個工作日至5個工作日",
        ),
        (
            "elapsed",
            "(3..5] workdays",
            "more than 3 workdays and at most 5 workdays",
            "超过3个工作日且至多5个工作日",
            "超過3個工作日且至多5個工作日",
        ),
        ("amount", "< 200000 yuan", "less than 200,000 yuan", "不足20万元", "不足20萬元"),
        ("rate", ">= 90%", "at least 90%", "至少90%", "至少90%"),
        ("share", ">= 0.9", "at least 90%", "至少90%", "至少90%"),
        ("score", 5, "5", "5", "5"),
        ("score", "[3..5]", "3 to 5", "3至5", "3至5"),
        ("score", "<3, >7", "at most 2 or at least 8", "至多2或至少8", "至多2或至少8"),
        ("score", "!= 5", "other than 5", "不等于5", "不等於5"),
        ("score", ["missing", 5], "5, or not yet given", "5，或未填", "5，或未填"),
        ("score", {"all": ["present", 5]}, "given and 5", "已填且5", "已填且5"),
        ("score", "missing", "not yet given", "未填", "未填"),
        ("urgent", "not(true)", "no", "否", "否"),
        ("urgent", "not(false)", "yes", "是", "是"),
        ("lead", ["not(tax)"], "not tax", "不是税务", "不是税务"),
        ("stage", "not(closed)", "在办", "在办", "在办"),
        ("score", "present", "given", "已填", "已填"),
        ("score", "-", "anything", "不限", "不限"),
        ("score", ">= 0", "any value", "任何值", "任何值"),
        (
            "as_of",
            ">= 2025-03-01",
            "on or after 2025-03-01",
            "2025年3月1日以后",
            "2025年3月1日以後",
        ),
        (
            "as_of",
            "< 2025-03-01",
            "on or before 2025-02-28",
            "2025年2月28日以前",
            "2025年2月28日以前",
        ),
        (
            "as_of",
            "[2025-01-01..2025-03-31]",
            "2025-01-01 to 2025-03-31",
            "2025年1月1日至2025年3月31日",
            "2025年1月1日至2025年3月31日",
        ),
        ("urgent", True, "yes", "是", "是"),
        ("lead", "tax", "tax", "税务", "税务"),
        ("lead", "tax, customs", "one of: tax, customs", "税务、海关之一", "税务、海关之一"),
        ("lead", "not(tax)", "not tax", "不是税务", "不是税务"),
        (
            "lead",
            "government",
            "government with all under it",
            "政府及其下级",
            "政府及其下級",
        ),
        ("note", "as it is", '"as it is"', "“as it is”", "「as it is」"),
        (
            "departments",
            {"all_of": ["tax", "customs"]},
            "contains all of: tax, customs",
            "含税务、海关",
            "含税务、海关",
        ),
        (
            "departments",
            "tax, customs",
            "contains any of: tax, customs",
            "含税务、海关之一",
            "含税务、海关之一",
        ),
        ("departments", {"only": ["tax"]}, "contains only: tax", "只含税务", "只含税务"),
        (
            "departments",
            {"none_of": ["tax"], "count": ">= 2"},
            "contains none of: tax and has at least 2 of them",
            "不含税务且共至少2项",
            "不含税务且共至少2项",
        ),
    ],
)
def test_a_test_in_words(name: str, written: object, en: str, hans: str, hant: str) -> None:
    """The words of a test in three languages."""
    test = one_test(written, name)
    said = [describe_test(test, ATTRIBUTES[name], language) for language in LANGUAGES]
    assert said[:2] == [en, hans]
    assert said[2].replace("項", "项") == hant


@pytest.mark.parametrize(
    ("name", "value", "en", "hans"),
    [
        ("urgent", False, "no", "否"),
        ("amount", 200000, "200,000 yuan", "20万元"),
        ("share", Fraction(1, 8), "12.5%", "12.5%"),
        ("as_of", date(2025, 3, 1), "2025-03-01", "2025年3月1日"),
        ("lead", "elderly", "elderly care", "养老处"),
        ("departments", frozenset({"tax", "health"}), "health, tax", "卫健、税务"),
        ("departments", frozenset(), "none", "无"),
        ("note", "x", '"x"', "“x”"),
        ("score", None, "not yet given", "未填"),
    ],
)
def test_a_value_in_words(name: str, value: object, en: str, hans: str) -> None:
    """The words of a value, choices in the order declared."""
    assert describe_value(value, ATTRIBUTES[name]) == en
    assert describe_value(value, ATTRIBUTES[name], "zh-Hans") == hans


def test_a_box_in_words() -> None:
    """Tests stand after the names of their attributes, in the order of the vocabulary."""
    written = {"lead": "tax", "urgent": True, "elapsed": "> 5 workdays"}
    (box,) = read_condition(node_of_data(written), VOCABULARY, Collector()) or ()
    assert (
        describe_box(box, VOCABULARY)
        == "urgent: yes; elapsed: more than 5 workdays; lead department: tax"
    )
    assert (
        describe_box(box, VOCABULARY, "zh-Hans")
        == "紧急：是；已用时间：超过5个工作日；牵头部门：税务"
    )
    (everything,) = read_condition(None, VOCABULARY, Collector()) or ()
    assert describe_box(everything, VOCABULARY, "zh-Hant") == "所有情形"


# -- writing back

numbers = st.integers(-5, 105) | st.fractions(-5, 105, max_denominator=8)
words = st.sampled_from(["tax", "government", "civil_affairs", "elderly", "health", "customs"])
some_words = st.lists(words, min_size=1, max_size=3, unique=True)
signs = st.sampled_from([">=", ">", "<=", "<", "=", "!="])


def comparisons(values: st.SearchStrategy[Any], unit: str) -> st.SearchStrategy[Any]:
    shown = values.map(lambda v: f"{v}{unit}")
    one = st.builds("{} {}".format, signs, shown)
    span = st.builds(
        "{}{}..{}{}".format, st.sampled_from("[("), shown, shown, st.sampled_from("])")
    )
    return one | span


days = st.dates().map(lambda d: f"{d.year:04}-{d.month:02}-{d.day:02}")
FORMS: dict[str, st.SearchStrategy[Any]] = {
    "score": comparisons(st.integers(0, 100), ""),
    "level": comparisons(st.integers(-5, 5), ""),
    "index": comparisons(numbers, ""),
    "elapsed": comparisons(numbers, " workdays"),
    "amount": comparisons(numbers, " yuan"),
    "budget": comparisons(numbers, " yuan"),
    "rate": comparisons(st.integers(0, 100), "%"),
    "share": comparisons(st.fractions(0, 2, max_denominator=9), ""),
    "as_of": comparisons(days, ""),
    "urgent": st.booleans(),
    "lead": words | some_words,
    "departments": st.one_of(
        words,
        *(st.fixed_dictionaries({k: some_words}) for k in ("any_of", "all_of", "none_of", "only")),
        st.fixed_dictionaries({"count": st.sampled_from([">= 2", "[1..3]", 0, "!= 2"])}),
    ),
    "note": st.text(max_size=6).filter(str.strip),
}
# what a YAML file may hold; the reader of YAML replaces control characters
texts = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=8) | st.sampled_from(
    ["missing", "已填", "-", "not(a)", '"', "a, b", " a ", "", "－", "非（a）", '"a"']
)


def combined(forms: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Tests put together with all, any, not, missing and present."""
    base = forms | st.sampled_from(["missing", "present", "-"])
    return st.recursive(
        base,
        lambda inner: (
            st.lists(inner, min_size=1, max_size=3)
            | st.fixed_dictionaries({"not": inner})
            | st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=2)})
        ),
        max_leaves=5,
    )


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(FORMS)), st.data())
def test_reading_what_was_written_gives_the_same_test(name: str, data: st.DataObject) -> None:
    """`write_test` and `read_test` are inverse for every test that a condition can have."""
    attribute = ATTRIBUTES[name]
    found = read_test(node_of_data(data.draw(combined(FORMS[name]))), attribute, Collector())
    for test in found or ():
        written = write_test(test, attribute)
        again = read_test(node_of_data(written), attribute, collector := Collector())
        assert again == [test] or test.never, (written, [str(d) for d in collector.sorted()])
        for language in LANGUAGES:
            assert describe_test(test, attribute, language)


@given(st.frozensets(texts, max_size=3), st.booleans(), st.sampled_from([None, True, False]))
def test_any_text_can_be_written(
    values: frozenset[str], is_negated: bool, missing: bool | None
) -> None:
    """Texts with commas, quotes, blanks and keywords come back as they are."""
    test = Test(Values(values, is_negated), missing)
    attribute = ATTRIBUTES["note"]
    again = read_test(node_of_data(write_test(test, attribute)), attribute, Collector())
    assert again == ([] if test.never else [test])


def test_a_set_that_no_condition_can_say() -> None:
    """A hole in the middle of a tree has no written form."""
    hole = Test(Sets(none_of=frozenset({"civil_affairs"})))
    with pytest.raises(ValueError, match="civil_affairs"):
        write_test(hole, ATTRIBUTES["departments"])


def test_an_impossible_test_is_written_as_such() -> None:
    """Nothing meets `not(-)`."""
    assert write_test(Test(Ranges(), False), ATTRIBUTES["score"]) == "not(-)"
    assert describe_test(Test(Ranges(), False), ATTRIBUTES["score"]) == "impossible"


def test_a_test_that_is_not_settled_is_put_in_plain_words() -> None:
    """`not yes` is no, however the test came about."""
    assert describe_test(Test(Values(frozenset({True}), True)), ATTRIBUTES["urgent"]) == "no"
    departments = ATTRIBUTES["lead"]
    tax = Test(Values(frozenset({"tax"})))
    assert describe_test(tax, departments, "zh-Hans") == "税务"
    below = Test(Values(frozenset({"civil_affairs", "elderly"})))
    assert describe_test(below, departments, "zh-Hans") == "民政及其下级"
    alone = Test(Values(frozenset({"civil_affairs"})))
    assert describe_test(alone, departments, "zh-Hans") == "民政"
