"""What a scorecard must not say, each with its code and place."""

from __future__ import annotations

import pytest

import govcoord
from govcoord.errors import FigureError, RulesetError
from govcoord.scoring.scorecard import score

LEAF = "indicators: {{x: {{weight: 100%, direction: higher, normalise: {0}}}}}\n"


def leaf(normalise):
    return "precision: 28\n" + LEAF.format(normalise)


TWO = "indicators: {a: {weight: 50%, normalise: points}, b: {weight: 50%, normalise: points}}\n"
BAD = {
    "a winsorisation without a measure": (leaf("[{method: winsorise}, points]"), "GC462"),
    "points after a step": (leaf("[{method: linear}, {method: points}]"), "GC462"),
    "skewness without kurtosis": (
        leaf("[{method: winsorise, count: 2, skewness: 2}, {method: linear}]"), "GC460"),
    "no word on what happens otherwise": (
        leaf("[{method: winsorise, count: 2, skewness: 2, kurtosis: 3}, {method: linear}]"),
        "GC460"),
    "percentiles the wrong way round": (
        leaf("{method: min_max, bounds: percentiles, low_percentile: 95%, high_percentile: 5%}"),
        "GC462"),
    "percentiles without their bounds": (leaf("{method: min_max, bounds: percentiles}"), "GC460"),
    "observed bounds that are both given": (
        leaf("{method: min_max, bounds: observed, low: 0, high: 9}"), "GC462"),
    "z-scores of no one": (leaf("{method: z_score, centre: 0, spread: 1}"), "GC460"),
    "z-scores of both": (
        leaf("{method: z_score, of: sample, mean: 1, deviation: 2, centre: 0, spread: 1}"),
        "GC462"),
    "a mean without a deviation": (
        leaf("{method: z_score, mean: 1, centre: 0, spread: 1}"), "GC460"),
    "a power of 0": (leaf("[{method: power, exponent: 0}, {method: linear}]"), "GC462"),
    "one word in two categories": (
        leaf("{method: categories, categories: [{is: 高, score: 1}, {is: [高, 中], score: 0}]}"),
        "GC462"),
    "a logarithm without a precision": (
        LEAF.format("[{method: log}, {method: linear}]"), "GC468"),
    "an exponent of a plain mean": ("exponent: 2\n" + TWO, "GC461"),
    "a power mean without its exponent": ("precision: 28\naggregate: power\n" + TWO, "GC460"),
    "a power mean of exponent 0": (
        "precision: 28\naggregate: power\nexponent: 0\n" + TWO, "GC462"),
    "a penalty above 1": ("aggregate: penalised\npenalty: 2\n" + TWO, "GC462"),
    "a formula that is not there": ("aggregate: formula\n" + TWO, "GC460"),
    "a formula of an unknown member": ("aggregate: formula\nformula: a + c\n" + TWO, "GC469"),
    "an unknown function": ("aggregate: formula\nformula: avg(a, b)\n" + TWO, "GC477"),
    "a date in a formula": ("aggregate: formula\nformula: a + 2025-01-01\n" + TWO, "GC477"),
    "a unit in a formula": ("aggregate: formula\nformula: a + 5 days\n" + TWO, "GC477"),
    "too few arguments": ("aggregate: formula\nformula: power(a)\n" + TWO, "GC462"),
    "a root without a precision": ("aggregate: formula\nformula: sqrt(a)\n" + TWO, "GC468"),
    "half a formula": ("aggregate: formula\nformula: a +\n" + TWO, "GC244"),
    "a minimum without what follows": ("minimum_present: 1\n" + TWO, "GC460"),
    "a minimum above the number": ("minimum_present: 3\nfewer: unranked\n" + TWO, "GC462"),
    "a minimum of 0": ("minimum_present: 0%\nfewer: unranked\n" + TWO, "GC462"),
    "the whole left out": ("minimum_present: 1\nfewer: leave_out\n" + TWO, "GC462"),
    "a fixed score that is not there": ("missing: fixed_score\n" + TWO, "GC460"),
    "a preparation in the place of a score": (leaf("{method: winsorise, count: 1}"), "GC462"),
    "a line that rewards what is worse": (
        "indicators: {x: {weight: 100%, direction: lower, normalise: {method: linear}}}\n"
        "ranking: {ties: fail}\n", "GC464"),
    "a period that is none": ("period: soon\n" + TWO, "GC462"),
    "figures of the future": ("period: 2026\nlast_known: -1\n" + TWO, "GC462"),
    "relative weights of 0": (
        "weights: relative\nindicators: {a: {weight: 0, normalise: points}}\n", "GC462"),
    "relative weights that are missing": (
        "weights: relative\nindicators: {a: {normalise: points}}\n", "GC451"),
    "a budget that experts leave": (
        "weights: budget\nindicators: {a: {points: [1, 2], normalise: points}, "
        "b: {points: [3], normalise: points}}\n", "GC462"),
    "experts with different budgets": (
        "weights: budget\nindicators: {a: {points: [50, 60], normalise: points}, "
        "b: {points: [50, 60], normalise: points}}\n", "GC462"),
    "no points from experts": (
        "weights: budget\nindicators: {a: {normalise: points}}\n", "GC460"),
    "entropy without a precision": (
        "weights: entropy\nindicators: {a: {normalise: points}, b: {normalise: points}}\n",
        "GC468"),
    "floors of weights above 1": (
        "precision: 28\nweights: entropy\nindicators: {a: {weight_floor: 60%, normalise: points}, "
        "b: {weight_floor: 60%, normalise: points}}\n", "GC455"),
    "caps of weights below 1": (
        "precision: 28\nweights: entropy\nindicators: {a: {weight_cap: 30%, normalise: points}, "
        "b: {weight_cap: 30%, normalise: points}}\n", "GC462"),
    "a floor that figures may break": (
        "precision: 28\nweights: entropy\nfloors: [{indicator: a, at_least: 10%}]\n"
        "indicators: {a: {normalise: points}, b: {normalise: points}}\n", "GC452"),
    "a cap that figures may break": (
        "precision: 28\nweights: entropy\ncaps: [{indicator: a, at_most: 70%}]\n"
        "indicators: {a: {normalise: points}, b: {weight_floor: 20%, normalise: points}}\n",
        "GC453"),
    "a weight where it follows": (
        "precision: 28\nweights: entropy\nindicators: {a: {weight: 1, normalise: points}}\n",
        "GC461"),
    "an aggregation without members": (
        "indicators: {a: {weight: 100%, aggregate: geometric, normalise: points}}\n", "GC461"),
    "a quota of the lowest first": (
        "bands: {g: 50, p: 0}\nquota: {bands: {g: 20%}, round: down, ties: lower}\n"
        "ranking: {ties: fail, order: lowest_first}\n" + TWO, "GC461"),
    "points of a group": ("normalise: points\n" + TWO, "GC462"),
    "an input that is an indicator": ("inputs: {a: {}}\n" + TWO, "GC459"),
    "an input of an unknown unit": ("inputs: {c: {unit: blorps}}\n" + TWO, "GC463"),
    "cases that are not said whose": (
        "indicators: {a: {weight: 100%, unit: percent, direction: higher, "
        "measure: {count: {done: true}}, normalise: {method: share_of_target, target: 1%}}}\n",
        None),
}  # fmt: skip


@pytest.mark.parametrize("what", [what for what, (_, code) in BAD.items() if code])
def test_each_is_a_diagnostic_with_a_place(card, what):
    body, code = BAD[what]
    with pytest.raises(RulesetError) as error:
        card(body)
    found = error.value.diagnostics
    assert code in {diagnostic.code for diagnostic in found}, found
    assert all(diagnostic.span is not None for diagnostic in found)


FINE = {
    "a line that is turned round": (
        "indicators: {x: {weight: 100%, direction: lower, "
        "normalise: {method: linear, times: -1, plus: 100}}}\nranking: {ties: fail}\n"),
    "a line where the lowest is first": (
        "indicators: {x: {weight: 100%, direction: lower, normalise: {method: linear}}}\n"
        "ranking: {ties: fail, order: lowest_first}\n"),
    "floors that bounds of weights keep": (
        "precision: 28\nweights: entropy\nfloors: [{indicator: a, at_least: 10%}]\n"
        "indicators: {a: {weight_floor: 10%, normalise: points}, b: {normalise: points}}\n"),
    "percentages in formulas": "aggregate: formula\nformula: 30% * a + 70% * b\n" + TWO,
    "titles in formulas": (
        "aggregate: formula\nformula: 甲 - `b`\nindicators: {a: {title: 甲, weight: 1/2, "
        "normalise: points}, b: {weight: 1/2, normalise: points}}\n"),
}  # fmt: skip


@pytest.mark.parametrize("what", FINE)
def test_what_is_sound_loads(card, what):
    card(FINE[what])


WORDS = "kind: vocabulary\nid: v\ndepartments: {health: {title: 卫健委}, civil: {title: 民政局}}\n"
CARD = """
kind: scorecard
id: c
rounding: {digits: 0}
missing: fail
must_report: MUST
indicators: {x: {weight: 100%, normalise: points}}
"""


def test_whoever_must_report_and_does_not_stops_the_scoring():
    plan = govcoord.load_texts({"v.yaml": WORDS, "c.yaml": CARD.replace("MUST", "all")})
    with pytest.raises(FigureError, match="民政局"):
        plan.score("c", {"health": {"x": 1}})
    assert len(plan.score("c", {"health": {"x": 1}, "民政局": {"x": 2}})) == 2
    with pytest.raises(RulesetError, match="GC258"):
        govcoord.load_texts({"v.yaml": WORDS, "c.yaml": CARD.replace("MUST", "[nobody]")})


def test_nobody_is_no_score(card):
    with pytest.raises(FigureError, match="at least one subject"):
        score(card(TWO), {})


def test_a_measure_needs_to_know_whose_cases_count():
    body, _ = BAD["cases that are not said whose"]
    head = "kind: scorecard\nid: c\nrounding: {digits: 0}\nmissing: fail\n"
    words = WORDS + "attributes: {done: {type: boolean}}\n"
    with pytest.raises(RulesetError, match="GC460"):
        govcoord.load_texts({"v.yaml": words, "c.yaml": head + body})
