"""Coefficients against plain definitions, and shares that add up."""

from __future__ import annotations

import statistics
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scored import made

from govcoord.scoring.robustness.association import associate, kendall, pearson, spearman
from govcoord.scoring.scorecard import score

pairs = st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=3, max_size=12)


def ranks(values):
    return [
        sum(v < value for v in values) + (sum(v == value for v in values) + 1) / 2
        for value in values
    ]


@given(pairs)
def test_pearson_and_spearman_are_those_of_the_standard_library(rows):
    xs, ys = zip(*rows)
    if len(set(xs)) == 1 or len(set(ys)) == 1:
        assert pearson(xs, ys) is None
        assert spearman(xs, ys) is None
        return
    assert float(pearson(xs, ys)) == pytest.approx(statistics.correlation(xs, ys), abs=1e-10)
    expected = statistics.correlation(ranks(xs), ranks(ys))
    assert float(spearman(xs, ys)) == pytest.approx(expected, abs=1e-10)


@given(pairs)
def test_kendall_is_what_counting_all_pairs_gives(rows):
    xs, ys = zip(*rows)
    balance = ties_x = ties_y = 0
    for (a, b), (c, d) in combinations(rows, 2):
        sign = (a > c) - (a < c), (b > d) - (b < d)
        balance += sign[0] * sign[1]
        ties_x += sign[0] == 0
        ties_y += sign[1] == 0
    total = len(rows) * (len(rows) - 1) // 2
    square = (total - ties_x) * (total - ties_y)
    found = kendall(xs, ys)
    assert (found is None) == (square == 0)
    if found is not None:
        assert float(found) == pytest.approx(balance / square**0.5, abs=1e-10)


@settings(max_examples=50, deadline=None)
@given(made(comparing=False))
def test_the_shares_of_all_lines_add_up_to_one(pair):
    report = score(*pair)
    found = associate(report)
    if len({result.exact for result in report}) > 1:
        assert sum(Fraction(p.share) for p in found.pulls) + found.others == 1
    else:
        assert found.others is None


def test_doubles_begin_at_the_limit_and_opposites_are_none(card):
    body = """
    indicators:
      a: {weight: 1/2, normalise: points}
      b: {weight: 1/4, normalise: points}
      c: {weight: 1/4, normalise: points}
    """
    rows = {str(n): {"a": n, "b": 2 * n, "c": 50 - n} for n in range(10)}
    found = associate(score(card(body), rows))
    assert [(p.first, p.second) for p in found.doubles] == [("a", "b")]
    assert {p.pearson for p in found.pairs} == {1, -1}
    assert [p.indicator for p in found.pulls if p.share < 0] == ["c"]
    assert associate(score(card(body), rows), limit=2).doubles == ()


def test_alpha_is_the_textbook_one(card):
    body = """
    indicators:
      a: {weight: 1/2, normalise: points}
      b: {weight: 1/2, normalise: points}
    """
    xs, ys = [10, 20, 30, 50], [20, 10, 40, 50]
    rows = {str(n): {"a": x, "b": y} for n, (x, y) in enumerate(zip(xs, ys))}
    parts = statistics.variance(xs) + statistics.variance(ys)
    whole = statistics.variance([x + y for x, y in zip(xs, ys)])
    found = associate(score(card(body), rows)).alpha
    assert float(found) == pytest.approx(2 * (1 - parts / whole))
