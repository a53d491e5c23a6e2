"""The bounds of an attribute."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.numerals import exact
from govcoord.rules.load import load_texts


def declared(fields: str):
    """The attribute `比例` of a vocabulary, and the codes of what is wrong with it."""
    text = f"kind: vocabulary\nid: words\nattributes:\n  比例: {{{fields}}}\n"
    loaded = load_texts({"词汇.yaml": text})
    return loaded.vocabulary.attributes.get("比例"), [one.code for one in loaded.diagnostics]


@pytest.mark.parametrize(
    ("fields", "least", "most"),
    [
        ('type: quantity, unit: "%", min: 0%, max: 100%', 0, 100),
        ('type: quantity, unit: "%", min: 0, max: 100', 0, 100),
        ('type: quantity, unit: "%", max: 百分之五十', None, 50),
        ("type: quantity, unit: 元, min: 0元, max: 1万元", 0, 10_000),
        ("type: quantity, unit: 万元, min: 5000元, max: 1万元", Fraction(1, 2), 1),
        ("type: quantity, unit: 万元, max: 20", None, 20),
        ("type: number, max: 50%", None, Fraction(1, 2)),
        ("type: integer, min: 1, max: 1万", 1, 10_000),
    ],
)
def test_a_bound_is_in_the_unit_of_the_attribute(fields, least, most):
    """With its own unit it is converted; without one it is meant in the attribute's."""
    attribute, codes = declared(fields)
    assert (attribute.min, attribute.max, codes) == (least, most, [])


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ("type: quantity, unit: 元, max: 10个工作日", "GC224"),
        ('type: quantity, unit: "%", max: 5个百分点', "GC224"),
        ("type: integer, max: 5元", "GC225"),
        ("type: quantity, unit: 元, min: 2万元, max: 1000元", "GC215"),
        ("type: quantity, unit: 元, min: 不少于", "GC201"),
    ],
)
def test_a_bound_that_measures_something_else_is_refused(fields, code):
    """It is never taken as a number without its unit."""
    assert declared(fields)[1] == [code]


@given(st.fractions(min_value=0, max_value=1000, max_denominator=100))
def test_a_percentage_is_never_taken_as_a_share(share):
    """`max: 100%` of an attribute in per cent is 100, whatever the number is."""
    text = f"{exact(share * 100)}%" if (share * 100).denominator == 1 else f"{exact(share)}"
    attribute, codes = declared(f'type: quantity, unit: "%", max: "{text}"')
    assert not codes
    assert attribute.max == (share * 100 if text.endswith("%") else share)
