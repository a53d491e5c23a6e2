"""Shapes of published composite indices, written in YAML alone, over invented figures."""

from __future__ import annotations

import math
import statistics

import pytest

from govcoord.scoring.scorecard import score

DEVELOPMENT = """
scale: 1
precision: 28
rounding: {digits: 3}
aggregate: geometric
weights: equal
indicators:
  health: {unit: year, direction: higher,
           normalise: {method: min_max, low: 20 years, high: 85 years}}
  education:
    weights: equal
    indicators:
      expected: {unit: year, direction: higher,
                 normalise: {method: min_max, low: 0 years, high: 18 years}}
      mean: {unit: year, direction: higher,
             normalise: {method: min_max, low: 0 years, high: 15 years}}
  income: {direction: higher,
           normalise: {method: min_max, low: 100, high: 75000, transform: log}}
"""


@pytest.mark.parametrize(
    "row",
    [(46.2, 2.5, 1.1, 2684.55), (84.9, 19.5, 13.2, 88000), (20, 5, 5, 5000), (70, 18, 15, 100)],
)
def test_an_index_with_goalposts_caps_a_logarithm_and_a_geometric_mean(card, row):
    life, expected, mean, income = row
    names = ("health", "expected", "mean", "income")
    result = score(card(DEVELOPMENT), {"x": dict(zip(names, row))})["x"]
    parts = (
        (life - 20) / 65,
        (min(expected, 18) / 18 + min(mean, 15) / 15) / 2,
        math.log(min(income, 75000) / 100) / math.log(750),
    )
    assert float(result.exact) == pytest.approx(math.prod(parts) ** (1 / 3), abs=1e-12)
    assert sum(line.points for line in result.contributions) == result.exact


FIGURES = {"p": 10, "q": 12, "r": 9.4, "s": 7.1, "t": 9.4}


def scores(card, normalise, scale=1):
    body = f"""
    scale: {scale}
    precision: 28
    rounding: {{digits: 12}}
    indicators: {{years: {{weight: 100%, direction: higher, normalise: {normalise}}}}}
    """
    report = score(card(body), {subject: {"years": figure} for subject, figure in FIGURES.items()})
    return [float(result.exact) for result in report]


MEAN = statistics.mean(FIGURES.values())
DEVIATION = statistics.stdev(FIGURES.values())
EXPECTED = {
    "{method: rank, ties: low, result: rank}": [4, 5, 2, 1, 2],
    "{method: percentile, ties: low}": [0.8, 1, 0.4, 0.2, 0.4],
    "{method: z_score, of: sample, centre: 0, spread: 1}": [
        (x - MEAN) / DEVIATION for x in FIGURES.values()
    ],
    "{method: min_max, bounds: observed}": [(x - 7.1) / 4.9 for x in FIGURES.values()],
    "{method: share_of_target, against: mean, cap: 9}": [x / MEAN for x in FIGURES.values()],
    "{method: share_of_target, against: best}": [x / 12 for x in FIGURES.values()],
    "{method: share_of_target, against: worst, cap: 9}": [x / 7.1 for x in FIGURES.values()],
    "{method: relative_difference, against: median}": [x / 9.4 - 1 for x in FIGURES.values()],
    "[{method: share_of_target, against: mean, cap: 9}, {method: bands, steps: "
    "[{above: 1.2, score: 1}, {at_least: 0.8, score: 0}, {score: -1}]}]": [0, 1, 0, -1, 0],
}


@pytest.mark.parametrize("normalise", EXPECTED)
def test_methods_that_compare_subjects(card, normalise):
    assert scores(card, normalise) == pytest.approx(EXPECTED[normalise], abs=1e-12)
