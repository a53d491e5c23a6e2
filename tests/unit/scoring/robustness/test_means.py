"""The arithmetic of draws: right to the last carried digits, and the same everywhere."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.scoring.aggregate import AGGREGATES, Parameters
from govcoord.scoring.robustness.means import KNOWN, Turned, combine, exp, ln

UNIT = 10**12

scores = st.lists(st.integers(1, 100 * UNIT), min_size=1, max_size=5)


@given(st.floats(1e-12, 1e15))
def test_the_logarithm_is_that_of_the_c_library_but_for_the_last_bits(value):
    assert ln(value) == pytest.approx(math.log(value), rel=1e-14, abs=1e-15)


@given(st.floats(-30, 35))
def test_the_exponential_is_that_of_the_c_library_but_for_the_last_bits(value):
    assert exp(value) == pytest.approx(math.exp(value), rel=1e-14)


@given(scores, st.data())
def test_every_mean_is_that_of_the_engine(row, data):
    weights = data.draw(st.lists(st.integers(1, 20), min_size=len(row), max_size=len(row)))
    for name in sorted(KNOWN):
        (found,) = combine(name, weights, [[score] for score in row], Turned(UNIT))
        pairs = [(Fraction(w, sum(weights)), Fraction(s, UNIT)) for w, s in zip(weights, row)]
        exact = AGGREGATES[name](pairs, Parameters()) * UNIT
        assert abs(found - exact) <= max(1, exact * Fraction(1, 10**13)), name


@given(scores, st.data())
def test_equal_scores_have_themselves_as_mean(row, data):
    score = row[0]
    weights = data.draw(st.lists(st.integers(1, 20), min_size=3, max_size=3))
    for name in sorted(KNOWN - {"geometric", "harmonic"}):
        assert combine(name, weights, [[score]] * 3, Turned(UNIT)) == [score]


def test_whoever_lacks_a_score_shares_its_weight_out_and_zero_is_no_gap():
    low, high = 40 * UNIT, 80 * UNIT
    columns = [[high, None, 0, None], [low, low, low, None]]
    for name in sorted(KNOWN):
        found = combine(name, [1, 1], columns, Turned(UNIT))
        assert abs(found[1] - low) <= 1
        assert found[3] is None
        assert (found[2] == 0) == (name in ("geometric", "harmonic", "minimum"))


def test_turned_columns_are_made_once():
    column = [1, 2, 3]
    turned = Turned(UNIT, [column])
    assert turned.of("geometric", column) is turned.of("geometric", column)
    assert turned.of("geometric", [1, 2, 3]) == turned.of("geometric", column)
