"""Shapes of many published indices, in YAML alone, against figures computed beside them."""

from __future__ import annotations

import math
import statistics
from fractions import Fraction

import pytest

from govcoord.errors import FigureError
from govcoord.scoring.scorecard import score


def values(card, body, figures):
    report = score(card(body), figures)
    for result in report:
        assert sum(Fraction(line.points) for line in result.contributions) == result.exact
    return {result.subject: float(result.exact) for result in report}


def one(card, normalise, figures, head="precision: 28\nscale: 1\nrounding: {digits: 9}\n"):
    """Scores of a single indicator over several subjects."""
    body = f"{head}indicators: {{x: {{weight: 100%, direction: higher, normalise: {normalise}}}}}"
    found = values(card, body, {f"s{i}": {"x": figure} for i, figure in enumerate(figures)})
    return [found[f"s{i}"] for i in range(len(figures))]


def test_gender_inequality_is_a_formula_over_reported_figures(card):
    """Harmonic mean of geometric means of women and men, against the mean of both."""
    body = """
    scale: 1
    precision: 28
    rounding: {digits: 3}
    inputs:
      deaths: {title: 孕产妇死亡率, min: 10}
      births: {title: 未成年生育率, min: 0.1}
      seats: {title: 女性议席, unit: percent}
      school_women: {unit: percent}
      school_men: {unit: percent}
      work_women: {unit: percent}
      work_men: {unit: percent}
    indicators:
      inequality:
        weight: 100%
        direction: lower
        formula: >-
          1 - harmonic(
            power(sqrt(10 / 孕产妇死亡率 * 1 / births) * sqrt(seats / 100 * school_women / 100)
                  * work_women / 100, 1/3),
            power(1 * sqrt((1 - seats / 100) * school_men / 100) * work_men / 100, 1/3))
          / power((sqrt(10 / deaths * 1 / births) + 1) / 2
                  * (sqrt(seats / 100 * school_women / 100)
                     + sqrt((1 - seats / 100) * school_men / 100)) / 2
                  * (work_women / 100 + work_men / 100) / 2, 1/3)
        normalise: {method: linear, times: 1}
    ranking: {ties: same_rank_then_skip, order: lowest_first}
    """
    given = {"deaths": 36, "births": 44.1, "seats": "30.8%", "school_women": "78.9%",
             "school_men": "72.5%", "work_women": "62.3%", "work_men": "72.3%"}  # fmt: skip
    found = values(card, body, {"a": given, "b": {**given, "deaths": 360}})
    women = (math.sqrt(10 / 36 / 44.1) * math.sqrt(0.308 * 0.789) * 0.623) ** (1 / 3)
    men = (math.sqrt(0.692 * 0.725) * 0.723) ** (1 / 3)
    health = (math.sqrt(10 / 36 / 44.1) + 1) / 2
    power = (math.sqrt(0.308 * 0.789) + math.sqrt(0.692 * 0.725)) / 2
    both = (health * power * (0.623 + 0.723) / 2) ** (1 / 3)
    assert found["a"] == pytest.approx(1 - 2 / (1 / women + 1 / men) / both, abs=1e-12)
    report = score(card(body), {"a": given, "b": {**given, "deaths": 360}})
    assert [report["a"].rank, report["b"].rank] == [1, 2]


def test_inequality_adjusted_indices_multiply_each_dimension(card):
    """A dimension times one less its inequality, aggregated by the geometric mean."""
    body = """
    scale: 1
    precision: 28
    rounding: {digits: 3}
    aggregate: geometric
    weights: equal
    inputs: {loss_h: {unit: percent}, loss_e: {unit: percent}, h: {}, e: {}}
    indicators:
      health: {direction: higher, formula: h * (1 - loss_h / 100),
               normalise: {method: min_max, low: 0, high: 1}}
      education: {direction: higher, formula: "(1 - loss_e / 100) * e",
                  normalise: {method: min_max, low: 0, high: 1}}
    """
    found = values(card, body, {"a": {"h": 0.9, "e": 0.7, "loss_h": "10%", "loss_e": "20%"}})
    assert found["a"] == pytest.approx(math.sqrt(0.81 * 0.56), abs=1e-12)


def test_standardised_sources_with_a_minimum_of_three(card):
    """Perceived corruption: fixed mean and deviation of a year of reference, at least 3 sources."""
    body = """
    precision: 28
    rounding: {digits: 0}
    missing: exclude_and_reweight
    weights: equal
    minimum_present: 3
    fewer: unscored
    indicators:
      a: {direction: higher,
          normalise: [{method: z_score, mean: 5, deviation: 2, centre: 45, spread: 20},
                      {method: clip, low: 0, high: 100}]}
      b: {direction: higher,
          normalise: [{method: z_score, mean: 40, deviation: 12.5, centre: 45, spread: 20},
                      {method: clip, low: 0, high: 100}]}
      c: {direction: lower,
          normalise: [{method: z_score, mean: 3, deviation: 1, centre: 45, spread: 20},
                      {method: clip, low: 0, high: 100}]}
      d: {direction: higher, normalise: {method: points}}
    """
    figures = {
        "full": {"a": 8, "b": 52.5, "c": 2, "d": 60},
        "three": {"a": 8, "b": 52.5, "c": 99},
        "two": {"a": 8, "d": 60},
    }
    found = values(card, body, figures)
    assert found == {"full": pytest.approx((75 + 65 + 65 + 60) / 4),
                     "three": pytest.approx((75 + 65 + 0) / 3)}  # fmt: skip
    report = score(card(body), figures)
    assert [one.subject for one in report.unscored] == ["two"]
    assert "3" in report.unscored[0].flags[0].text("zh-Hans")


def test_three_levels_with_relative_weights_and_coverage_of_each_group(card):
    """Innovation: weights 1 and 0.5, two thirds of each pillar present or the pillar goes out."""
    body = """
    rounding: {digits: 4}
    missing: exclude_and_reweight
    weights: equal
    indicators:
      inputs_:
        weights: equal
        indicators:
          institutions:
            weights: relative
            minimum_present: 60%
            fewer: leave_out
            indicators:
              a1: {weight: 1, direction: higher, normalise: points}
              a2: {weight: 0.5, direction: higher, normalise: points}
              a3: {weight: 0.5, direction: higher, normalise: points}
          people:
            weights: relative
            indicators:
              b1: {weight: 1, direction: higher, normalise: points}
              b2: {weight: 1, direction: higher, normalise: points}
      outputs:
        weights: equal
        indicators:
          c1: {direction: higher, normalise: points}
    """
    found = values(card, body, {
        "full": {"a1": 40, "a2": 60, "a3": 80, "b1": 10, "b2": 30, "c1": 50},
        "thin": {"a1": 40, "b1": 10, "b2": 30, "c1": 50},
        "gap": {"a1": 40, "a2": 60, "b1": 10, "c1": 50},
    })  # fmt: skip
    assert found["full"] == pytest.approx(((40 + 30 + 40) / 2 / 2 + 20 / 2 + 50) / 2)
    assert found["thin"] == pytest.approx((20 + 50) / 2)
    thin = score(card(body), {"thin": {"a1": 40, "b1": 10, "b2": 30, "c1": 50}})["thin"]
    assert "a1: too few figures in its group, left out" in thin.explain("en")
    assert "本组数值不足" in thin.picture("zh-Hans")
    assert found["gap"] == pytest.approx(((40 + 30) / 1.5 / 2 + 10 / 2 + 50) / 2)


def test_percentile_bounds_and_logarithms_first(card):
    """Environment: logarithm, then the 5th and 95th percentile as worst and target."""
    figures = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 100000]
    found = one(card, "[{method: log, add: 1}, {method: min_max, bounds: percentiles, "
                "low_percentile: 5%, high_percentile: 95%}]", figures)  # fmt: skip
    logs = [math.log(x + 1) for x in figures]
    cuts = statistics.quantiles(logs, n=20, method="inclusive")
    low, high = cuts[0], cuts[-1]
    assert found == pytest.approx([min(1, max(0, (x - low) / (high - low))) for x in logs])


def test_one_bound_fixed_and_the_other_observed(card):
    """The worst possible is 0, the best is the best of all."""
    assert one(card, "{method: min_max, bounds: observed, low: 0}", [5, 10, 20]) == [
        0.25, 0.5, 1,
    ]  # fmt: skip


def test_the_mazziotta_pareto_index(card):
    """Standardised to 100 and 10, mean less standard deviation times variation."""
    body = """
    precision: 28
    rounding: {digits: 6}
    aggregate: mazziotta_pareto
    penalty: 1
    weights: equal
    indicators:
      a: {direction: higher,
          normalise: {method: z_score, of: population, centre: 100, spread: 10}}
      b: {direction: lower,
          normalise: {method: z_score, of: population, centre: 100, spread: 10}}
      c: {direction: higher,
          normalise: {method: z_score, of: population, centre: 100, spread: 10}}
    """
    table = {"p": (3, 5, 9), "q": (4, 2, 1), "r": (8, 7, 2), "s": (1, 1, 1)}
    found = values(card, body, {k: dict(zip("abc", row)) for k, row in table.items()})
    columns = list(zip(*table.values()))
    for i, name in enumerate(table):
        z = [
            100 + sign * 10 * (c[i] - statistics.mean(c)) / statistics.pstdev(c)
            for c, sign in zip(columns, (1, -1, 1))
        ]
        mean, deviation = statistics.mean(z), statistics.pstdev(z)
        assert found[name] == pytest.approx(mean - deviation * deviation / mean, abs=1e-9)


AGGREGATIONS = {
    "aggregate: power\nexponent: 1/2": (math.sqrt(40) / 4 + math.sqrt(90) * 3 / 4) ** 2,
    "aggregate: power\nexponent: -1": 1 / (0.25 / 40 + 0.75 / 90),
    "aggregate: power\nexponent: 2": math.sqrt(0.25 * 40**2 + 0.75 * 90**2),
    "aggregate: power\nexponent: 3": (0.25 * 40**3 + 0.75 * 90**3) ** (1 / 3),
    "aggregate: geometric": 40**0.25 * 90**0.75,
    "aggregate: harmonic": 1 / (0.25 / 40 + 0.75 / 90),
    "aggregate: minimum": 40,
    "aggregate: maximum": 90,
    "aggregate: median": 90,
    "aggregate: penalised\npenalty: 20%": 77.5 - 0.2 * 37.5,
    "aggregate: formula\nformula: a * b / 100": 36,
    "aggregate: formula\nformula: max(a, b) - 1/2 * min(a, b)": 70,
}


@pytest.mark.parametrize("how", AGGREGATIONS)
def test_every_aggregation_comes_to_what_its_definition_says(card, how):
    body = (
        "precision: 28\nrounding: {digits: 6}\n"
        + how
        + """
indicators: {a: {weight: 25%, normalise: points}, b: {weight: 75%, normalise: points}}
"""
    )
    assert values(card, body, {"x": {"a": 40, "b": 90}})["x"] == pytest.approx(AGGREGATIONS[how])


def test_multidimensional_poverty_is_a_product(card):
    """Incidence times intensity, both derived from counts."""
    body = """
    scale: 1
    rounding: {digits: 3}
    inputs: {poor: {}, persons: {}, deprivations: {}}
    aggregate: formula
    formula: 人数占比 * 强度
    weights: equal
    indicators:
      incidence: {title: 人数占比, direction: lower, formula: poor / persons,
                  normalise: {method: linear, times: 1}}
      intensity: {title: 强度, direction: lower, formula: deprivations / poor,
                  normalise: {method: linear, times: 1}}
    ranking: {ties: average_rank, order: lowest_first}
    """
    figures = {"x": {"poor": 20, "persons": 100, "deprivations": 9}}
    assert values(card, body, figures)["x"] == pytest.approx(0.09)


def test_a_group_is_rescaled_over_all_subjects(card):
    """Education in the index of 2010: a geometric mean, divided by the highest observed."""
    body = """
    scale: 1
    precision: 28
    rounding: {digits: 4}
    aggregate: geometric
    weights: equal
    indicators:
      life: {direction: higher, normalise: {method: min_max, low: 20, high: 83.2}}
      education:
        aggregate: geometric
        weights: equal
        normalise: {method: min_max, bounds: observed, low: 0}
        indicators:
          mean: {direction: higher, normalise: {method: min_max, low: 0, high: 13.2}}
          expected: {direction: higher, normalise: {method: min_max, low: 0, high: 20.6}}
    """
    table = {"p": (70, 8, 12), "q": (80, 12, 16), "r": (55, 3, 6)}
    found = values(card, body, {k: dict(zip(("life", "mean", "expected"), v))
                                for k, v in table.items()})  # fmt: skip
    raw = {k: math.sqrt(m / 13.2 * e / 20.6) for k, (_, m, e) in table.items()}
    for name, (life, *_) in table.items():
        expected = math.sqrt((life - 20) / 63.2 * raw[name] / max(raw.values()))
        assert found[name] == pytest.approx(expected, abs=1e-12)


def test_the_total_may_be_rescaled(card):
    """A mean of ranks, turned into 0 to 100 over all subjects."""
    body = """
    rounding: {digits: 2}
    weights: equal
    normalise: {method: min_max, bounds: observed}
    indicators:
      a: {direction: higher, normalise: {method: rank, ties: mean}}
      b: {direction: lower, normalise: {method: rank, ties: mean}}
    """
    found = values(
        card, body, {"p": {"a": 1, "b": 9}, "q": {"a": 2, "b": 4}, "r": {"a": 3, "b": 7}}
    )
    assert found == {"p": 0, "q": 100, "r": 100}


# Preparation of figures


def reference_winsorised(figures, most, skewness, kurtosis):
    """The procedure in floats, from the definition."""

    def shape(x):
        n, mean = len(x), statistics.mean(x)
        m2, m3, m4 = (sum((v - mean) ** k for v in x) / n for k in (2, 3, 4))
        g1, g2 = m3 / m2**1.5, m4 / m2**2 - 3
        return (g1 * math.sqrt(n * (n - 1)) / (n - 2),
                (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * g2 + 6))  # fmt: skip

    high = shape(figures)[0] > 0
    for count in range(most + 1):
        ordered = sorted(figures)
        x = [min(v, ordered[-1 - count]) if high else max(v, ordered[count]) for v in figures]
        skew, kurt = shape(x)
        if abs(skew) <= skewness or kurt <= kurtosis:
            return x
    return None


@pytest.mark.parametrize(
    "figures",
    [
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 400],
        [10, 11, 12, 13, 14, 15, 16, 17, 18, -900],
        [1, 2, 3, 4, 5, 6, 7, 8, 300, 400],
        [5, 6, 7, 8, 9, 10, 11, 12, 13, 14],
    ],
)
def test_outliers_are_drawn_in_until_the_shape_is_right(card, figures):
    """Skewness and kurtosis as the JRC and COINr use them."""
    expected = reference_winsorised(figures, 3, 2, 3.5)
    assert expected is not None
    found = one(card, "[{method: winsorise, count: 3, skewness: 2, kurtosis: 3.5, "
                "otherwise: keep}, {method: linear}]", figures)  # fmt: skip
    assert found == pytest.approx(expected)


def test_where_drawing_in_is_not_enough_a_logarithm_is_taken(card):
    figures = [1, 1, 2, 2, 3, 3, 4, 4, 5, 10**6]
    found = one(card, "[{method: winsorise, count: 0, skewness: 2, kurtosis: 3.5, "
                "otherwise: log}, {method: linear}]", figures)  # fmt: skip
    low, high = min(figures), max(figures)
    assert found == pytest.approx([math.log(x - low + (high - low) / 100) for x in figures])
    with pytest.raises(FigureError, match="without outliers"):
        one(card, "[{method: winsorise, count: 0, skewness: 2, kurtosis: 3.5, "
            "otherwise: fail}, {method: linear}]", figures)  # fmt: skip


PREPARED = {
    "[{method: winsorise, low_percentile: 10%, high_percentile: 90%}, {method: linear}]": (
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100], [2, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10]),
    "[{method: log, base: 10}, {method: linear, times: 100}]": ([10, 1000], [100, 300]),
    "[{method: log, base: 2}, {method: linear}]": ([8, 1024], [3, 10]),
    "[{method: power, exponent: 1/2}, {method: linear}]": ([9, 2], [3, math.sqrt(2)]),
    "[{method: inverse}, {method: min_max, bounds: observed}]": ([1, 2, 4], [0, 2 / 3, 1]),
    "[{method: linear, times: -1, plus: 10}, {method: rank, ties: mean}]": ([1, 2, 3], [0, 0.5, 1]),
    "{method: rank, ties: low, result: place}": ([10, 30, 20, 30], [4, 2, 3, 2]),
    "{method: categories, categories: [{is: 高, score: 1}, {is: [中, 中等], score: 0.6}]}": (
        ["高", "中等", "中"], [1, 0.6, 0.6]),
}  # fmt: skip


@pytest.mark.parametrize("normalise", PREPARED)
def test_steps_that_prepare_figures(card, normalise):
    """The direction is that of the indicator throughout: inverses turn it round twice."""
    figures, expected = PREPARED[normalise]
    assert one(card, normalise, figures) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("normalise", "figure", "expected"),
    [
        ("[{method: log}, {method: linear}]", 0, "more than 0"),
        ("[{method: log, add: 1}, {method: linear}]", -1, "more than -1"),
        ("[{method: linear, plus: -5}, {method: log}, {method: linear}]", 5, "a figure above 0"),
        ("[{method: inverse}, {method: linear}]", 0, "a figure other than 0"),
        ("[{method: power, exponent: 1/2}, {method: linear}]", -1, "a figure of at least 0"),
        ("{method: categories, categories: [{is: 高, score: 1}]}", "低", "one of `高`"),
        ("{method: min_max, bounds: observed, transform: log}", 0, "more than 0"),
    ],
)
def test_a_figure_for_which_a_step_has_no_value_is_named(card, normalise, figure, expected):
    with pytest.raises(FigureError) as error:
        one(card, normalise, [figure, figure])
    assert error.value.expected == expected
    assert "s0" in str(error.value)


# Missing figures

MISSING = {
    "mean_figure": (80 + 20) / 2 / 2,
    "median_figure": (80 + 20) / 2 / 2,
    "mean": (100 + 40) / 2,
    "median": 70,
    "worst": 40,
    "zero_and_flag": 0,
    "fixed_score": 25,
}


@pytest.mark.parametrize("policy", MISSING)
def test_what_stands_in_for_a_missing_figure(card, policy):
    """Means of scores and of figures differ where the scale is not a straight line."""
    fixed = "missing_score: 25" if policy == "fixed_score" else ""
    body = f"""
    rounding: {{digits: 2}}
    missing: {policy}
    {fixed}
    indicators:
      x: {{weight: 100%, direction: higher,
           normalise: {{method: piecewise_linear, points: [{{at: 0, score: 0}},
             {{at: 20, score: 40}}, {{at: 50, score: 50}}, {{at: 80, score: 100}}]}}}}
    """
    found = values(card, body, {"a": {"x": 80}, "b": {"x": 20}, "c": {}})
    expected = 50 if policy.endswith("_figure") else MISSING[policy]
    assert found["c"] == expected


def test_the_last_known_figure_counts_up_to_its_limit(card):
    body = """
    period: 2022
    last_known: 2
    missing: unscored
    indicators: {x: {weight: 100%, direction: higher, normalise: points}}
    """
    figures = {
        "now": {"x": 10},
        "older": {"x": {"value": 20, "period": 2020}},
        "series": {"x": [{"value": 30, "period": 2019}, {"value": 31, "period": 2021},
                         {"value": None, "period": 2022}]},
        "too_old": {"x": {"value": 40, "period": "2019"}},
    }  # fmt: skip
    report = score(card(body), figures)
    assert {r.subject: r.exact for r in report} == {"now": 10, "older": 20, "series": 31}
    assert [r.provisional for r in report] == [False, True, True]
    assert [one.subject for one in report.unscored] == ["too_old"]
    with pytest.raises(FigureError, match="a period of at most `2022`"):
        score(card(body), {"x": {"x": {"value": 1, "period": 2023}}})
    with pytest.raises(FigureError, match="a period like `2022`"):
        score(card(body), {"x": {"x": {"value": 1, "period": "2022-Q1"}}})


def test_who_has_no_score_is_not_compared_with(card):
    """The observed bounds are those of the subjects that are scored."""
    body = """
    missing: unscored
    weights: equal
    indicators:
      x: {direction: higher, normalise: {method: min_max, bounds: observed}}
      y: {direction: higher, normalise: points}
    """
    figures = {"a": {"x": 1, "y": 0}, "b": {"x": 3, "y": 0}, "c": {"x": 99}}
    assert values(card, body, figures) == {"a": 0, "b": 50}


def test_what_does_not_apply_may_count_in_full(card):
    body = """
    not_applicable: full_score
    weights: equal
    indicators: {x: {normalise: points}, y: {normalise: points}}
    """
    assert values(card, body, {"a": {"x": 60, "y": "不适用"}}) == {"a": 80}


def test_too_few_figures_may_leave_a_subject_unranked_or_stop(card):
    body = """
    missing: exclude_and_reweight
    weights: equal
    minimum_present: 2
    fewer: FEWER
    indicators: {x: {normalise: points}, y: {normalise: points}}
    ranking: {ties: same_rank_then_skip}
    """
    figures = {"a": {"x": 60, "y": 50}, "b": {"x": 70}}
    report = score(card(body.replace("FEWER", "unranked")), figures)
    assert [r.rank for r in report] == [1, None]
    with pytest.raises(FigureError, match="at least 2 of its indicators"):
        score(card(body.replace("FEWER", "fail")), figures)


def test_formulas_say_when_they_do_not_apply_and_when_they_have_no_value(card):
    """Nothing of nothing does not apply; something of nothing is an error in its place."""
    body = """
    not_applicable: reweight
    missing: exclude_and_reweight
    weights: equal
    inputs: {done: {}, all: {}, extra: {}}
    indicators:
      rate: {direction: higher, formula: 100 * done / all, normalise: points}
      sum: {direction: higher, formula: done + (extra or 1), normalise: points}
    """
    report = score(card(body), {"a": {"done": 3, "all": 4}, "b": {"done": 0, "all": 0}})
    assert [float(r.exact) for r in report] == [(75 + 4) / 2, 1]
    assert [flag.kind for flag in report["b"].flags] == ["not_applicable"]
    with pytest.raises(FigureError, match=r"a divisor other than 0.*done / all"):
        score(card(body), {"a": {"done": 3, "all": 0}})
    with pytest.raises(FigureError, match="at most 100"):
        score(card(body), {"a": {"done": 5, "all": 4}})


# Weights


def test_budget_allocation_is_the_mean_of_the_experts(card):
    body = """
    weights: budget
    indicators:
      a: {points: [60, 20], normalise: points}
      b: {points: [40, 80], normalise: points}
    """
    assert values(card, body, {"x": {"a": 100, "b": 0}}) == {"x": 40}


def test_entropy_weights_with_floors_and_caps(card):
    """The usual entropy weights, held between their bounds."""
    body = """
    precision: 28
    rounding: {digits: 6}
    weights: entropy
    indicators:
      a: {normalise: points}
      b: {normalise: points}
      c: {weight_floor: 15%, normalise: points}
    """
    table = {"p": (10, 50, 49), "q": (90, 60, 50), "r": (40, 20, 51)}
    columns = list(zip(*table.values()))
    parts = []
    for column in columns:
        shares = [v / sum(column) for v in column]
        parts.append(1 + sum(s * math.log(s) for s in shares) / math.log(3))
    raw = [part / sum(parts) for part in parts]
    assert raw[2] < 0.15
    weights = [w * 0.85 / (raw[0] + raw[1]) for w in raw[:2]] + [0.15]
    found = values(card, body, {k: dict(zip("abc", v)) for k, v in table.items()})
    for name, row in table.items():
        assert found[name] == pytest.approx(sum(w * v for w, v in zip(weights, row)))


def test_places_shared_by_their_mean(card):
    body = """
    indicators: {x: {weight: 100%, normalise: points}}
    ranking: {ties: TIES}
    """
    figures = {name: {"x": mark} for name, mark in zip("abcd", (9, 7, 7, 5))}
    for ties, expected in {
        "average_rank": [1, Fraction(5, 2), Fraction(5, 2), 4],
        "skip_then_same_rank": [1, 3, 3, 4],
        "same_rank_no_skip": [1, 2, 2, 3],
        "same_rank_then_skip": [1, 2, 2, 4],
    }.items():
        report = score(card(body.replace("TIES", ties)), figures)
        assert [r.rank for r in report] == expected


def test_a_pillar_below_its_minimum_limits_the_grade(card):
    """A veto that reads scores: nothing is reported for it."""
    body = """
    weights: equal
    indicators:
      a: {normalise: points}
      g: {weights: equal, indicators: {b: {normalise: points}, c: {normalise: points}}}
    veto: {weak: {title: 单项不及格, when_below: {a: 60, g: 60}, effect: cap_at_band, band: 良好}}
    bands: {优秀: 80, 良好: 60, 一般: 0}
    ranking: {ties: same_rank_then_skip}
    """
    figures = {"x": {"a": 100, "b": 70, "c": 49}, "y": {"a": 90, "b": 80, "c": 70}}
    report = score(card(body), figures)
    assert [(r.score, r.band_by_score, r.band, r.rank) for r in report] == [
        (Fraction("79.75"), "良好", "良好", 2),
        (Fraction("82.5"), "优秀", "优秀", 1),
    ]
    figures["x"]["a"] = 101 - 1
    figures["x"]["b"], figures["y"]["c"] = 70.9, 39
    report = score(card(body), figures)
    assert [r.band for r in report] == ["良好", "良好"]
    assert "单项不及格" in report["y"].explain("zh-Hans")


def test_several_periods_of_one_figure_are_several_rows(card):
    """A long CSV with a column of periods; the latest up to the scorecard's counts."""
    from govcoord.scoring.figures import parse_figures

    text = "部门,指标,年份,数值\n甲,x,2019,10\n甲,x,2021,30\n甲,x,2020,20\n乙,x,2022,40\n"
    body = """
    period: 2022
    last_known: 1
    indicators: {x: {weight: 100%, normalise: points}}
    """
    report = score(card(body), parse_figures("f.csv", text))
    assert [(r.subject, r.exact) for r in report] == [("甲", 30), ("乙", 40)]
    with pytest.raises(FigureError, match="one figure for each"):
        parse_figures("f.csv", "部门,指标,数值\n甲,x,1\n甲,x,2\n")
