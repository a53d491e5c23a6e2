"""What a stranger hands in, as rules or as a case, costs little and ends in a plain error."""

from __future__ import annotations

import pickle
import time
from fractions import Fraction

import pytest

import govcoord
from govcoord.rules.load import load_texts

WORDS = """
kind: vocabulary
id: words
attributes:
  amount: {type: quantity, unit: yuan}
  count: {type: integer}
  share: {type: number}
  day: {type: date}
  size: {type: choice, values: {small: 小, large: 大}}
  among: {type: set, values: {small: 小, large: 大}}
"""
PLAN = govcoord.load_texts({"w.yaml": WORDS})
LONG = 60_000
DEEP: list[object] = []
for _ in range(100_000):
    DEEP = [DEEP]


class Rude:
    """An object of the caller's that cannot even be shown."""

    def __repr__(self) -> str:
        raise RuntimeError("no")


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("count", "9" * LONG),
        ("count", ">= " + "9" * LONG),
        ("count", "1/" + "3" * LONG),
        ("count", " 或 ".join(map(str, range(20_000)))),
        ("amount", "亿" * 20_000 + "元以上"),
        ("amount", "一百亿" * 20_000 + "元以上"),
        ("amount", "20万元以上" * 10_000),
        ("amount", "1" * LONG + "a元"),
        ("day", "2025-" * 20_000),
        ("day", "9" * LONG + "年1月1日"),
    ],
)
def test_a_test_of_any_length_is_refused_in_little_time(fact, text):
    """What is tried on a text grows with its square, so a text that long is not tried."""
    rules = f"""---
kind: table
id: t
outputs: {{out: {{type: boolean}}}}
rules: [{{id: A, when: {{{fact}: '{text}'}}, then: {{out: true}}}}]
"""
    start = time.process_time()
    found = load_texts({"w.yaml": WORDS + rules}).diagnostics
    assert {d.code for d in found} == {"GC228"}
    assert all(len(d.render(tag)) < 5_000 for d in found for tag in ("en", "zh-Hans", "zh-Hant"))
    assert time.process_time() - start < 2


@pytest.mark.parametrize("fact", ["amount", "count", "share", "day", "size", "among"])
@pytest.mark.parametrize(
    "value",
    [10**5_000, -(10**5_000), Fraction(1, 10**5_000), DEEP, Rude(), "x" * 10**6, {"value": DEEP}],
    ids=["long", "below", "fraction", "deep", "rude", "text", "mapping"],
)
def test_a_value_of_any_size_is_a_case_error_that_can_be_told(fact, value):
    """The error can be told in each language, short, and says which fact it is."""
    for plan in (PLAN, PLAN):  # the compiled shape comes with the second case
        with pytest.raises(govcoord.CaseError) as caught:
            plan.evaluate({fact: value})
        error = caught.value
        assert error.attribute == fact
        assert all(len(error.message(tag)) < 1_000 for tag in ("en", "zh-Hans", "zh-Hant"))


def test_a_number_that_fits_can_be_written_out():
    """The largest number that is taken can be told, hashed and explained."""
    decision = PLAN.evaluate({"count": 10**999, "amount": 1e308})
    assert str(10**999) in decision.to_json()
    assert decision.digest
    assert decision.explain("zh-Hans")


def test_a_key_of_any_length_is_told_short():
    """An unknown key is cut in the message and whole in the error."""
    with pytest.raises(govcoord.CaseError) as caught:
        PLAN.evaluate({"k" * 10**6: 1})
    assert len(str(caught.value)) < 1_000
    assert len(caught.value.message("zh-Hans")) < 1_000
    assert caught.value.attribute == "k" * 10**6
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_half_a_character_is_refused_in_every_shape():
    """A lone surrogate can be written nowhere, so it is no text, compiled or not."""
    plan = govcoord.load_texts({"w.yaml": WORDS + "  name: {type: text}\n"})
    for _ in range(30):
        with pytest.raises(govcoord.CaseError) as caught:
            plan.evaluate({"name": "a\ud800"})
        assert caught.value.attribute == "name"
        assert plan.evaluate({"name": "养老"}).digest
