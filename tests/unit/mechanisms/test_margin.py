"""Margins of error are right to the last digit told, and exact where they decide something."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from statistics import NormalDist

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from govcoord.mechanisms.margin import (
    LEVELS,
    Part,
    compare,
    is_enough,
    root,
    rounded,
    weighted,
    wilson,
)

Z = Fraction("1.96")


@st.composite
def samples(draw):
    size = draw(st.integers(1, 3000))
    return draw(st.integers(0, size)), size


def wilson_in_decimals(hits, size, z):
    """The formula as written, with 60 decimals."""
    with localcontext() as context:
        context.prec = 80
        n, z_ = Decimal(size), Decimal(z.numerator) / Decimal(z.denominator)
        p = Decimal(hits) / n
        spread = z_ * (p * (1 - p) / n + z_ * z_ / (4 * n * n)).sqrt()
        whole = 1 + z_ * z_ / n
        middle = p + z_ * z_ / (2 * n)
        return (middle - spread) / whole, (middle + spread) / whole


@pytest.mark.parametrize(
    ("hits", "size", "said"),
    [
        (81, 263, "0.2553 - 0.3662"),
        (15, 148, "0.0624 - 0.1605"),
        (0, 20, "0 - 0.1611"),
        (1, 29, "0.0061 - 0.1718"),
        (29, 29, "0.883 - 1"),
    ],
)
def test_the_examples_of_the_literature(hits, size, said):
    """Newcombe (1998a), table I, method 3; all of 29 mirrors none of 29."""
    assert str(wilson(hits, size, LEVELS[Fraction(95, 100)]).rounded(4)) == said


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ((56, 70), (48, 80), "0.0524 - 0.3339"),
        ((9, 10), (3, 10), "0.1705 - 0.809"),
        ((6, 7), (2, 7), "0.0582 - 0.8062"),
        ((5, 56), (0, 29), "-0.0381 - 0.1926"),
        ((0, 10), (0, 20), "-0.1611 - 0.2775"),
        ((10, 10), (0, 20), "0.6791 - 1"),
        ((10, 10), (0, 10), "0.6075 - 1"),
    ],
)
def test_differences_of_the_literature(first, second, said):
    """Newcombe (1998b), table II, method 10."""
    z = LEVELS[Fraction(95, 100)]
    found = weighted([Part(*first), Part(*second, Fraction(-1))], z)
    assert str(found.rounded(4)) == said


@given(samples(), st.integers(0, 12))
@example((15, 30), 6)
def test_every_digit_is_right(sample, digits):
    """Held against 60 decimals of the formula: at most half a unit of the last digit off."""
    found = wilson(*sample, Z).rounded(digits)
    for ours, theirs in zip((found.low, found.high), wilson_in_decimals(*sample, Z), strict=True):
        off = abs(ours - Fraction(theirs))
        assert off <= Fraction(1, 2 * 10**digits) + Fraction(1, 10**60)


@given(samples())
def test_an_interval_lies_between_none_and_all_and_holds_the_rate(sample):
    """The ends mirror each other, too."""
    hits, size = sample
    interval = wilson(hits, size, Z)
    assert interval.holds(Fraction(hits, size))
    assert compare(interval.low, Fraction(0)) >= 0
    assert compare(interval.high, Fraction(1)) <= 0
    mirror = wilson(size - hits, size, Z)
    # halves are rounded up on both sides, so the mirror is taken where nothing is rounded
    for value in (Fraction(1, 3), Fraction(97, 100)):
        assert interval.holds(value) == mirror.holds(1 - value)


@given(samples(), samples())
def test_a_difference_the_other_way_round_is_its_mirror(first, second):
    """And no difference is shown either way or in both."""
    there = weighted([Part(*first), Part(*second, Fraction(-1))], Z)
    back = weighted([Part(*second), Part(*first, Fraction(-1))], Z)
    assert there.holds(Fraction(0)) == back.holds(Fraction(0))
    for digits in (3, 8):
        low, high = there.rounded(digits).low, back.rounded(digits).high
        assert abs(low + high) <= Fraction(1, 10**digits)
    assert there.holds(Fraction(*first) - Fraction(*second))


@given(samples())
def test_one_part_of_weight_one_is_wilsons_interval(sample):
    """Adding the squares of one part changes nothing."""
    assert weighted([Part(*sample)], Z).rounded(9) == wilson(*sample, Z).rounded(9)


@given(st.fractions(0, 50), st.integers(1, 30))
def test_a_root_is_enclosed(value, digits):
    """The square of the one end is at most the value, of the other at least."""
    low, high = root(value, digits)
    assert low**2 <= value <= high**2
    assert high - low <= Fraction(1, 10**digits)
    assert (low == high) == (low**2 == value)


def test_a_root_that_is_a_tie_is_rounded_up():
    """√(49/400) = 0.35 to one decimal is 0.4, not for ever in doubt."""
    assert rounded(lambda digits: root(Fraction(49, 400), digits), 1) == Fraction(4, 10)


def test_what_never_leaves_a_tie_is_taken_as_the_tie():
    """An enclosure that only narrows around a half, and around a value, comes to an end."""

    def narrowing(digits):
        return Fraction(1, 2) - Fraction(1, 10**digits), Fraction(1, 2) + Fraction(1, 10**digits)

    assert rounded(narrowing, 0) == 1
    assert compare(narrowing, Fraction(1, 2)) == 0


@pytest.mark.parametrize("level", LEVELS)
def test_quantiles_are_those_of_the_normal_distribution(level):
    """Held against the standard library as far as its floats go."""
    ours = NormalDist().inv_cdf(float((1 + level) / 2))
    assert float(LEVELS[level]) == pytest.approx(ours, abs=1e-13)


@pytest.mark.parametrize("level", LEVELS)
def test_more_decimals_of_the_quantile_change_no_digit_told(level):
    """The quantile is cut after 30 decimals: a unit there is seen nowhere."""
    z, unit = LEVELS[level], Fraction(1, 10**30)
    for hits, size in ((27, 30), (500, 1000), (99_999, 100_000)):
        assert wilson(hits, size, z).rounded(10) == wilson(hits, size, z + unit).rounded(10)


def test_the_least_number_itself_is_enough():
    assert [is_enough(n, 30) for n in (29, 30, 31)] == [False, True, True]
    assert is_enough(0, None)
