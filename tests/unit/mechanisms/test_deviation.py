"""Deviations of what was done from what was planned: exact, and ranges that can come true."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from govcoord.mechanisms.deviation import WAYS, Deviation, of_delay, of_quantity, rate

AMOUNTS = st.fractions(0, 50, max_denominator=6)
SHARES = st.fractions(0, 1, max_denominator=6)
RANGES = st.tuples(SHARES, SHARES).map(lambda pair: Deviation(min(pair), max(pair)))
WEIGHED = st.lists(st.tuples(st.integers(1, 9), RANGES), max_size=4)


@given(AMOUNTS, AMOUNTS, st.sampled_from(WAYS), st.fractions(Fraction(1, 9), 9))
def test_a_deviation_is_a_share_and_does_not_depend_on_the_unit(planned, done, way, factor):
    """From nothing to all; as planned is nothing; another unit changes nothing."""
    found = of_quantity(planned, done, way)
    assert found.is_known
    assert 0 <= found.least <= 1
    assert of_quantity(planned, planned, way).least == 0
    assert of_quantity(planned * factor, done * factor, way) == found


@given(AMOUNTS, AMOUNTS)
def test_without_a_way_the_range_is_over_all_ways(planned, done):
    """Both ends come true for some way."""
    every = [of_quantity(planned, done, way).least for way in WAYS]
    found = of_quantity(planned, done, None)
    assert (found.least, found.most) == (min(every), max(every))
    assert of_quantity(planned, done, "exactly").least == max(every)


@given(st.integers(-50, 200), st.integers(1, 100))
def test_lateness_grows_by_the_day_up_to_all(days, full):
    """In time is nothing, the last day before full is just under all."""
    due = date(2025, 6, 30)
    found = of_delay(due, due + timedelta(days=days), full)
    assert found.least == min(max(Fraction(days, full), 0), 1)


def means(parts):
    """The mean at all least and at all most values."""
    whole = sum(weight for weight, _ in parts)
    return [
        sum(w * getattr(d, end) for w, d in parts) / Fraction(whole) for end in ("least", "most")
    ]


@given(WEIGHED, WEIGHED)
def test_the_rate_is_the_range_over_every_choice_of_what_counts(sure, may):
    """Held against trying all choices."""
    choices = [
        [*sure, *(part for part, taken in zip(may, picked) if taken)]
        for picked in product([True, False], repeat=len(may))
    ]
    found = [means(choice) for choice in choices if choice]
    got = rate(sure, may)
    if not found:
        assert got is None
        return
    assert got.least == min(least for least, _ in found)
    assert got.most == max(most for _, most in found)


@given(WEIGHED.filter(bool), st.integers(1, 5))
def test_weights_count_by_their_proportion_only(parts, factor):
    """All of them many times as large give the same rate."""
    assert rate(parts) == rate([(weight * factor, one) for weight, one in parts])
