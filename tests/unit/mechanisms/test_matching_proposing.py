"""Terms and weights proposed from labelled texts."""

from __future__ import annotations

import csv
import math
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.mechanisms.matching import proposing
from govcoord.mechanisms.matching.learned import Example
from govcoord.mechanisms.matching.proposing import by_margin, propose_terms, train_lexicon
from govcoord.mechanisms.matching.validation import cross_validate

CATALOGUE = Path(__file__).parents[4] / "shared/data/service_catalogue/items.csv"
examples = st.lists(
    st.builds(
        Example,
        st.text("养老院公交车补贴Tax 1，", max_size=12),
        st.sampled_from(["民政", "交通", "x"]),
    ),
    max_size=20,
)


@given(examples, st.randoms(use_true_random=False), st.integers(1, 5))
def test_the_order_of_examples_does_not_matter_and_bounds_are_kept(found, random, most):
    """Weights are whole and positive, terms stand in two texts, a label has at most so many."""
    terms = propose_terms(found, most)
    mixed = list(found)
    random.shuffle(mixed)
    assert propose_terms(mixed, most) == terms
    labels = {one.label for one in found}
    assert len(terms) <= most * len(labels)
    for term in terms:
        assert sum(term.text in one.text.casefold() for one in found) >= 2
        assert term.weights
        for (kind, label), weight in term.weights.items():
            assert kind == "department"
            assert label in labels
            assert type(weight) is int
            assert weight > 0


def test_numbers_and_parts_of_latin_words_are_no_terms():
    """A number says nothing, and `ta` is not a word of `tax`."""
    found = [Example("Tax 2023 税", "a"), Example("tax 2023 税", "a")]
    assert [term.text for term in propose_terms(found)] == ["tax"]


def test_a_run_that_never_stands_without_its_neighbour_is_no_term():
    """`老院` is always part of `养老院`: only the whole looks like a word."""
    found = [Example(f"{a}养老院{b}", "民政") for a, b in ("甲乙", "丙丁", "戊己")]
    assert {term.text for term in propose_terms(found)} == {"养老院"}


def test_weights_are_mended_until_each_example_leads():
    """A term that most texts of another label have is outweighed where it must be."""
    found = [Example("补贴", "民政")] * 5 + [Example("公交补贴", "交通"), Example("公交", "交通")]
    matcher = train_lexicon(found)
    assert [matcher.suggest(one.text).label for one in found] == [one.label for one in found]


@given(st.fractions(min_value=Fraction(1, 1000), max_value=1000))
def test_logarithms_are_rounded_exactly(odds):
    """The whole number nearest to the base-2 logarithm; below zero it is zero."""
    exact = math.log2(odds)
    made = proposing._log2(odds)
    if exact > 0:
        assert abs(made - exact) <= 0.5 + 1e-9
    else:
        assert made == 0


@given(examples.filter(lambda found: len(found) > 1), st.integers(2, 4))
def test_a_wider_margin_answers_less(found, parts):
    """Answers only fall away as the margin grows, and right ones are among the answers."""
    made = by_margin(found, (1, 2, 4, 9), parts)
    assert [one.texts for one in made] == [len(found)] * 4
    for wide, narrow in zip(made[1:], made, strict=False):
        assert wide.answered <= narrow.answered
    assert all(0 <= one.right <= one.answered <= one.texts for one in made)


@pytest.mark.skipif(not CATALOGUE.exists(), reason="the service catalogue is not here")
def test_what_the_docs_say_of_the_service_catalogue():
    """A proposed lexicon is worse than a learned matcher, and better where it is sure."""
    with CATALOGUE.open(encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream))
    found = [Example(row["item"], row["department"]) for row in rows]
    made = cross_validate(train_lexicon, found)
    most = max(Counter(one.label for one in found).values())
    assert made.accuracy > 2 * Fraction(most, len(found))
    assert round(made.accuracy, 3) == Fraction("0.695")
    first, *_, wide = by_margin(found, (1, 5))
    assert round(Fraction(first.right, first.answered), 3) == Fraction("0.759")
    assert round(Fraction(wide.right, wide.answered), 3) == Fraction("0.926")
    assert round(Fraction(wide.answered, wide.texts), 3) == Fraction("0.442")
