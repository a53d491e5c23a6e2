"""Shapley shares: exact, fair, and the same on every machine."""

from __future__ import annotations

import itertools
import subprocess
import sys
from fractions import Fraction
from math import factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.scoring import aggregate
from govcoord.scoring.contributions import EXACT_MEMBERS, imbalance, shapley
from govcoord.scoring.decimals import log_of, power_of
from govcoord.scoring.scorecard import score


def by_orders(worth, members):
    """The definition: the mean, over all orders, of what each adds when its turn comes."""
    found = [Fraction(0)] * members
    for order in itertools.permutations(range(members)):
        coalition = 0
        for member in order:
            found[member] += worth(coalition | 1 << member) - worth(coalition)
            coalition |= 1 << member
    return [share / factorial(members) for share in found]


@given(st.integers(1, 5), st.data())
def test_shares_are_the_mean_over_all_orders(members, data):
    worths = data.draw(st.lists(st.integers(-50, 50), min_size=1 << members, max_size=1 << members))
    assert shapley(worths.__getitem__, members) == by_orders(worths.__getitem__, members)


@given(st.integers(EXACT_MEMBERS + 1, EXACT_MEMBERS + 4), st.integers(0, 10**6))
def test_shares_of_many_members_add_up_exactly_too(members, seed):
    """Beyond the exact number the shares are an approximation, and their sum is none."""

    def worth(coalition):
        return Fraction((coalition * 2654435761 + seed) % 1009, 7)

    everyone = (1 << members) - 1
    assert sum(shapley(worth, members)) == worth(everyone) - worth(0)


def test_many_equal_members_have_equal_shares():
    assert set(shapley(lambda coalition: coalition.bit_count() ** 2, 12)) == {12}


BODY = """
precision: 28
rounding: {digits: 4}
aggregate: HOW
EXTRA
weights: equal
indicators:
  a: {normalise: points}
  b: {normalise: points}
  c: {normalise: points}
"""
WAYS = [
    ("geometric", ""), ("harmonic", ""), ("minimum", ""), ("maximum", ""), ("median", ""),
    ("power", "exponent: 1/2"), ("penalised", "penalty: 50%"), ("mazziotta_pareto", "penalty: 1"),
]  # fmt: skip


@pytest.mark.parametrize(("how", "extra"), WAYS)
def test_whoever_strays_furthest_is_charged_most(card, how, extra):
    """Equal scores have equal shares; a mean without imbalance charges nobody."""
    made = card(BODY.replace("HOW", how).replace("EXTRA", extra))
    report = score(made, {"x": {"a": 20, "b": 80, "c": 80}, "y": {"a": 70, "b": 70, "c": 70}})
    low, *others = report["x"].contributions
    assert others[0].points == others[1].points
    assert low.points + 2 * others[0].points == report["x"].exact
    assert [line.imbalance for line in report["y"].contributions] == [0, 0, 0]
    assert report["y"].exact == 70


@given(st.lists(st.fractions(0, 100, max_denominator=9), min_size=1, max_size=5))
def test_idempotent_aggregations_leave_nothing_over(scores):
    """The aggregation of equal scores is that score, so no line stands apart from members."""

    class Card:
        @staticmethod
        def combine(_, members):
            share = Fraction(1, len(members))
            return aggregate.geometric([(share, s) for _, _, s in members], 28)

    members = [(i, 1, s) for i, s in enumerate(scores)]
    *shares, level = imbalance(Card, 0, members)
    total = sum(scores, Fraction(0)) / len(scores)
    assert sum(shares) + level + total == Card.combine(0, members)
    assert abs(level) < Fraction(1, 10**20)


def test_a_formula_has_a_line_of_its_own(card):
    body = """
    aggregate: formula
    formula: 100 - a / (b + 1)
    weights: equal
    indicators: {a: {normalise: points}, b: {normalise: points}}
    """
    result = score(card(body), {"x": {"a": 50, "b": 49}})["x"]
    kinds = [line.kind for line in result.contributions]
    assert kinds == ["indicator", "indicator", "formula"]
    assert sum(Fraction(line.points) for line in result.contributions) == result.exact == 99
    assert "formula" in result.explain("en")


def test_groups_within_groups_add_up_at_every_level(card):
    """What falls to a group goes down to its indicators by their weights in it."""
    body = """
    precision: 30
    aggregate: geometric
    rounding: {digits: 1, where: each}
    indicators:
      g: {weight: 30%, aggregate: harmonic, indicators: {
          a: {weight: 25%, normalise: points}, b: {weight: 75%, normalise: points}}}
      h: {weight: 70%, indicators: {
          c: {weight: 50%, normalise: points}, d: {weight: 50%, aggregate: minimum, indicators: {
              e: {weight: 50%, normalise: points}, f: {weight: 50%, normalise: points}}}}}
    """
    result = score(card(body), {"x": {"a": 10, "b": 90, "c": 70, "e": 20, "f": 60}})["x"]
    assert sum(line.points for line in result.contributions) == result.exact == result.score


PINNED = {
    "log_of(Fraction(2, 3), 'e', 28)": "-0.4054651081081643819780131155",
    "power_of(Fraction(7, 3), Fraction(2, 3), 28)": "1.759210695968025536532451528",
    "exponential(Fraction(1, 7), 28)": "1.153564994895107753461339624",
    "root_of(2, 2, 28)": "1.414213562373095048801688724",
}


def test_irrational_functions_are_the_same_in_pure_python():
    """The decimal module in C and the one in Python give the same digits."""
    program = (
        "import sys; sys.modules['_decimal'] = None\n"
        "from fractions import Fraction\n"
        "import decimal; assert decimal.__file__.endswith('decimal.py')\n"
        "from govcoord.scoring.decimals import exponential, log_of, power_of, root_of\n"
        "from govcoord.numerals import format_number\n"
        + "".join(f"print(format_number({text}))\n" for text in PINNED)
    )
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert found.stdout.split() == list(PINNED.values())


def test_the_callers_decimal_context_changes_nothing():
    import decimal

    before = log_of(7, "10", 28), power_of(7, Fraction(1, 3), 28)
    with decimal.localcontext(decimal.Context(prec=3, rounding=decimal.ROUND_UP)):
        assert (log_of(7, "10", 28), power_of(7, Fraction(1, 3), 28)) == before
