"""Scores: figures in, points and their reasons out."""

from __future__ import annotations

import json
import pickle
from decimal import Decimal
from fractions import Fraction

import pytest

from govcoord.errors import FigureError
from govcoord.rules.vocabulary import Choice, Choices
from govcoord.scoring.report import Flag
from govcoord.scoring.scorecard import check_figures, score
from govcoord.text import Text

BASIC = """
indicators:
  coordination:
    title: {zh-Hans: 跨部门协同, en: coordination}
    weight: 40%
    indicators:
      time: {title: 时限压缩率, weight: 1/2, unit: percent, direction: higher,
             normalise: {method: share_of_target, target: 50%}}
      joint: {title: 联合办理占比, weight: 50%, unit: percent, direction: higher,
              normalise: {method: share_of_target, target: 70%}}
  duty: {title: {zh-Hans: 职能目标, en: duties}, weight: 60%, normalise: points}
"""
FULL = {"time": "50%", "joint": "70%", "duty": 100}


def points(result):
    return {line.id: line.points for line in result.contributions}


def test_points_are_weight_times_score(card):
    result = score(card(BASIC), {"a": {"time": "40%", "joint": "35%", "duty": 90}})["a"]
    assert points(result) == {"time": 16, "joint": 10, "duty": 54}
    assert result.exact == 80
    assert result.published == "80.00"


def test_titles_serve_as_names_in_any_language(card):
    result = score(card(BASIC), {"a": {"时限压缩率": "50%", "联合办理占比": "70%", "duties": 100}})
    assert result["a"].score == 100


@pytest.mark.parametrize(
    "raw",
    ["87.5%", "87.5", 87.5, Decimal("87.5"), Fraction(175, 2), "８７.５％", "百分之八十七点五",
     {"numerator": 7, "denominator": 8}, {"value": "87.5%"}],
)  # fmt: skip
def test_one_percentage_in_many_spellings(card, raw):
    body = """
    indicators: {a: {weight: 100%, unit: percent, direction: higher,
                     normalise: {method: share_of_target, target: 100%}}}
    """
    assert score(card(body), {"x": {"a": raw}})["x"].exact == Fraction(175, 2)


def test_floats_are_taken_as_printed(card):
    body = "indicators: {a: {weight: 100%, normalise: points}}"
    result = score(card(body), {"x": {"a": 0.1 + 0.2}})["x"]
    assert result.exact == Fraction("0.30000000000000004")
    assert score(card(body), {"x": {"a": 0.1}})["x"].exact == Fraction(1, 10)


def test_units_convert_exactly(card):
    body = """
    indicators: {cost: {weight: 100%, unit: 万元, direction: lower,
                        normalise: {method: min_max, low: 10万元, high: 30万元}}}
    """
    results = score(
        card(body), {"a": {"cost": "25万元"}, "b": {"cost": "250000元"}, "c": {"cost": 25}}
    )
    assert {result.exact for result in results} == {25}


@pytest.mark.parametrize(
    ("name", "raw", "expected"),
    [
        ("time", "105%", "at most 100%"),
        ("time", "-1%", "at least 0%"),
        ("time", float("nan"), "a percentage such as `87.5%`"),
        ("time", float("inf"), "a percentage such as `87.5%`"),
        ("time", "5个工作日", "a percentage such as `87.5%`"),
        ("time", 0.875, "a percentage such as `87.5%`"),
        ("time", True, "a percentage such as `87.5%`"),
        ("time", {"numerator": 9, "denominator": 8}, "at most 100%"),
        ("time", {"numerator": 1, "denominator": 0}, "a denominator above 0"),
        ("time", {"numerator": 1.5, "denominator": 2},
         "a whole number of at least 0 for `numerator`"),
        ("time", {"valeu": 1},
         "only the keys `value`, `numerator`, `denominator`, `sample`, `by`, `period`"),
        ("time", [1], "a percentage such as `87.5%`"),
        ("duty", 101, "at most 100"),
        ("duty", "good", "a number"),
        ("duty", None, "a number"),
        ("duty", "不适用", "a number"),
        ("duti", 3, "an indicator of `appraisal`"),
    ],
)  # fmt: skip
def test_a_figure_that_does_not_fit_is_named(card, name, raw, expected):
    with pytest.raises(FigureError) as caught:
        score(card(BASIC), {"a": {**FULL, name: raw}})
    error = caught.value
    assert (error.name, error.expected, error.where) == (name, expected, "`a`")
    assert str(error.value) == str(raw)


def test_a_misspelt_indicator_is_suggested(card):
    (error,) = check_figures(card(BASIC), {"a": {**FULL, "duti": 3}})
    assert error.hint == "did you mean `duty`?"


def test_all_bad_figures_are_reported_at_once_and_nothing_is_scored(card):
    bad = {"a": {**FULL, "time": "105%"}, "b": {"time": "50%", "joint": "x"}}
    errors = check_figures(card(BASIC), bad)
    assert [(e.where, e.name) for e in errors] == [
        ("`a`", "time"),
        ("`b`", "joint"),
        ("`b`", "duty"),
    ]
    with pytest.raises(FigureError) as caught:
        score(card(BASIC), bad)
    assert caught.value.__notes__ == ["and 2 more figures do not fit"]
    assert check_figures(card(BASIC), {"a": FULL}) == ()


DEPARTMENTS = Choices(
    "departments",
    (
        Choice("civil", Text.of({"zh-Hans": "民政局", "en": "Civil affairs"})),
        Choice("health", Text("卫健委"), aliases=("卫生健康委",)),
    ),
)


def test_subjects_are_looked_up_by_id_title_and_alias(card):
    report = score(card(BASIC), {"民政局": FULL, "卫生健康委": FULL}, subjects=DEPARTMENTS)
    assert [result.subject for result in report] == ["civil", "health"]
    assert report["civil"].label("en") == "Civil affairs"


def test_unknown_and_doubled_subjects_are_refused(card):
    figures = {"civil": FULL, "民政局": FULL, "helth": FULL}
    errors = check_figures(card(BASIC), figures, subjects=DEPARTMENTS)
    assert [(e.name, e.value, e.hint) for e in errors] == [
        ("subject", "民政局", None),
        ("subject", "helth", "did you mean `health`?"),
    ]


MISSING = BASIC + "not_applicable: reweight\nmissing: POLICY\n"


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("exclude_and_reweight", Fraction(100)),
        ("zero_and_flag", Fraction(80)),
        ("worst", Fraction(90)),
        ("mean", Fraction(95)),
    ],
)
def test_missing_figures_follow_the_declared_policy(card, policy, expected):
    figures = {
        "a": {"joint": "70%", "duty": 100},
        "b": FULL,
        "c": {**FULL, "time": "25%"},
    }
    result = score(card(MISSING.replace("POLICY", policy)), figures)["a"]
    assert result.exact == expected
    assert result.provisional
    assert [(flag.kind, flag.id) for flag in result.flags] == [("missing", "time")]
    for language in ("en", "zh-Hans", "zh-Hant"):
        assert "时限压缩率" in result.flags[0].text(language)


def test_not_applicable_is_no_missing_figure(card):
    body = MISSING.replace("POLICY", "fail")
    result = score(card(body), {"a": {**FULL, "time": "不适用"}})["a"]
    assert (result.exact, result.provisional) == (100, False)
    assert result.flags[0].kind == "not_applicable"


def test_a_rate_of_nothing_is_not_applicable(card):
    body = MISSING.replace("POLICY", "fail")
    result = score(card(body), {"a": {**FULL, "time": {"numerator": 0, "denominator": 0}}})["a"]
    assert result.flags[0].kind == "not_applicable"


def test_reweighting_stays_within_the_group(card):
    body = MISSING.replace("POLICY", "exclude_and_reweight")
    result = score(card(body), {"a": {"joint": "35%", "duty": 100}})["a"]
    assert {line.id: line.effective for line in result.contributions} == {
        "time": 0,
        "joint": Fraction(2, 5),
        "duty": Fraction(3, 5),
    }


def test_a_whole_group_without_figures_breaks_its_floor(card):
    body = MISSING.replace("POLICY", "exclude_and_reweight") + (
        "floors: [{indicator: coordination, at_least: 10%}]\nranking: {ties: same_rank_then_skip}\n"
    )
    report = score(card(body), {"a": {"duty": 100}, "b": FULL})
    result = report["a"]
    assert (result.exact, result.rank, result.provisional) == (100, None, True)
    assert "below the floor 10%" in result.flags[-1].text("en")
    assert report["b"].rank == 1


def test_a_subject_without_any_figure_is_not_scored(card):
    (error,) = check_figures(card(MISSING.replace("POLICY", "exclude_and_reweight")), {"a": {}})
    assert error.expected == "at least one figure"


def test_too_little_coverage_is_not_ranked(card):
    body = MISSING.replace("POLICY", "exclude_and_reweight") + (
        "minimum_coverage: 70%\nranking: {ties: same_rank_then_skip}\n"
    )
    report = score(card(body), {"a": {"duty": 100}, "b": FULL})
    assert [result.rank for result in report] == [None, 1]
    assert "60%" in report["a"].flags[-1].text("zh-Hans")


SURVEY = """
below_minimum: {policy}
indicators:
  survey: {{weight: 50%, unit: percent, direction: higher, minimum_sample: 30,
           normalise: {{method: share_of_target, target: 100%}}}}
  duty: {{weight: 50%, normalise: points}}
ranking: {{ties: same_rank_then_skip}}
"""


@pytest.mark.parametrize(
    ("policy", "exact", "rank"),
    [("flag", 90, 1), ("unranked", 90, None), ("exclude_and_reweight", 100, 1)],
)
def test_small_samples_follow_the_declared_policy(card, policy, exact, rank):
    figures = {"a": {"survey": {"value": "80%", "sample": 29}, "duty": 100}}
    result = score(card(SURVEY.format(policy=policy)), figures)["a"]
    assert (result.exact, result.rank) == (exact, rank)
    assert result.flags[0].kind == "small_sample"
    assert result.flags[0].text("zh-Hant").startswith("「survey」樣本少於 30")


def test_a_small_sample_stops_under_fail(card):
    figures = {"a": {"survey": {"numerator": 20, "denominator": 29}, "duty": 100}}
    (error,) = check_figures(card(SURVEY.format(policy="fail")), figures)
    assert error.expected == "a sample of at least 30"
    figures["a"]["survey"] = {"numerator": 20, "denominator": 30}
    assert check_figures(card(SURVEY.format(policy="fail")), figures) == ()


def test_a_survey_without_its_sample_is_refused(card):
    (error,) = check_figures(
        card(SURVEY.format(policy="flag")), {"a": {"survey": "80%", "duty": 1}}
    )
    assert error.expected == "a figure with its `sample`"


def test_the_evaluator_must_not_be_the_assessed(card):
    body = """
    indicators: {survey: {weight: 100%, normalise: points, evaluator: independent}}
    """
    made = card(body)
    assert score(made, {"a": {"survey": {"value": 90, "by": "pollster"}}})["a"].score == 90
    own, anonymous = (
        check_figures(made, {"a": {"survey": raw}})[0] for raw in ({"value": 9, "by": "a"}, 90)
    )
    assert own.hint == "`a` is the one assessed"
    assert anonymous.expected == "a figure with `by`, who measured it"


ADJUSTED = """
missing_events: {events}
indicators: {{duty: {{weight: 100%, normalise: points}}}}
bonus:
  cap: 5
  items:
    case: {{title: 典型案例, each: 2, cap: 4}}
    award: {{title: 协同创新奖, each: 3}}
deductions:
  cap: 10
  items:
    delay: {{title: 推诿延误, each: 1.5}}
cap: 103
bottom: 0
veto:
  fraud: {{title: 弄虚作假, effect: zero}}
  accident: {{title: 重大责任事故, effect: lowest_band}}
  late: {{title: 逾期未整改, effect: cap_at_band, band: 合格}}
bands: {{优秀: 90, 良好: 80, 合格: 60, 不合格: 0}}
ranking: {{ties: same_rank_then_skip}}
"""


@pytest.fixture(scope="module")
def adjusted(card):
    return card(ADJUSTED.format(events="none"))


@pytest.mark.parametrize(
    ("events", "exact", "lines"),
    [
        ({"case": 1}, 82, {"case": 2}),
        ({"case": 9}, 84, {"case": 4}),
        ({"case": 2, "award": "1"}, 85, {"case": 4, "award": 3, "bonus_cap": -2}),
        ({"delay": 2, "award": True}, 80, {"award": 3, "delay": -3}),
        ({"delay": 100}, 70, {"delay": -150, "deduction_cap": 140}),
        ({"duty": 100, "case": 2}, 103, {"case": 4, "cap": -1}),
        ({"duty": 5, "delay": 4}, 0, {"delay": -6, "bottom": 1}),
        ({"fraud": "是", "case": 1}, 0, {"case": 2, "fraud": -82}),
    ],
)
def test_adjustments_come_in_the_declared_order(adjusted, events, exact, lines):
    result = score(adjusted, {"a": {"duty": 80, **events}})["a"]
    found = points(result)
    found.pop("duty")
    assert (result.exact, found) == (exact, lines)
    assert sum(line.points for line in result.contributions) == result.exact


def test_a_veto_lowers_the_grade_and_keeps_the_score(adjusted):
    report = score(
        adjusted,
        {"a": {"duty": 95}, "b": {"duty": 99, "accident": True}, "c": {"duty": 97, "late": "true"},
         "d": {"duty": 10, "late": True}},
    )  # fmt: skip
    assert [(r.score, r.band, r.band_by_score) for r in report] == [
        (95, "优秀", "优秀"),
        (99, "不合格", "优秀"),
        (97, "合格", "优秀"),
        (10, "不合格", "不合格"),
    ]
    assert [result.rank for result in report] == [1, 3, 2, 4]


@pytest.mark.parametrize("raw", [-1, 1.5, "many", float("nan")])
def test_events_are_counted_in_whole_numbers(adjusted, raw):
    (error,) = check_figures(adjusted, {"a": {"duty": 1, "delay": raw}})
    assert error.name == "delay"


def test_a_veto_is_yes_or_no(adjusted):
    (error,) = check_figures(adjusted, {"a": {"duty": 1, "fraud": 1}})
    assert error.expected == "true or false (是 / 否)"


def test_events_that_nobody_reported_follow_the_declared_policy(card):
    reported = {"case": 0, "award": 0, "delay": 0, "fraud": False, "accident": False}
    figures = {"a": {"duty": 80, **reported}}
    result = score(card(ADJUSTED.format(events="provisional")), figures)["a"]
    assert result.provisional
    assert [(flag.kind, flag.id) for flag in result.flags] == [("events_unknown", "late")]
    (error,) = check_figures(card(ADJUSTED.format(events="fail")), figures)
    assert error.name == "late"


@pytest.mark.parametrize(
    ("mode", "shown"),
    [("half_up", "89.5"), ("half_even", "89.4"), ("down", "89.4"), ("up", "89.5")],
)
def test_rounding_is_as_declared_and_bands_read_the_published_score(card, mode, shown):
    body = f"""
    rounding: {{digits: 1, mode: {mode}}}
    indicators: {{duty: {{weight: 100%, normalise: points}}}}
    bands: {{good: 89.5, poor: 0}}
    """
    result = score(card(body), {"a": {"duty": "89.45"}})["a"]
    assert result.exact == Fraction("89.45")
    assert result.published == shown
    assert result.band == ("good" if shown == "89.5" else "poor")


def test_bands_can_read_the_exact_score(card):
    body = """
    rounding: {digits: 1}
    indicators: {duty: {weight: 100%, normalise: points}}
    band_on: exact_score
    bands: {good: 89.5, poor: 0}
    """
    assert score(card(body), {"a": {"duty": "89.45"}})["a"].band == "poor"


def test_each_line_can_be_rounded_on_its_own(card):
    body = """
    rounding: {digits: 1, where: each}
    indicators:
      a: {weight: 1/3, normalise: points}
      b: {weight: 1/3, normalise: points}
      c: {weight: 1/3, normalise: points}
    """
    result = score(card(body), {"x": {"a": 50, "b": 50, "c": 50}})["x"]
    assert result.exact == Fraction("50.1")
    assert points(result) == dict.fromkeys("abc", Fraction("16.7"))


@pytest.mark.parametrize(
    ("aggregate", "exact", "imbalances"),
    [
        ("harmonic", 48, (Fraction(-104, 99), Fraction(-94, 99))),
        ("minimum", 40, (-5, -5)),
        ("weighted_mean", 50, (0, 0)),
    ],
)
def test_other_aggregations_charge_imbalance_to_the_members(card, aggregate, exact, imbalances):
    """The Shapley shares of two members are half sums of what each changes, first and last."""
    body = f"""
    aggregate: {aggregate}
    indicators: {{a: {{weight: 50%, normalise: points}}, b: {{weight: 50%, normalise: points}}}}
    """
    result = score(card(body), {"x": {"a": 40, "b": 60}})["x"]
    assert result.exact == exact
    assert [line.points for line in result.contributions] == [
        half + more for half, more in zip((20, 30), imbalances)
    ]


def test_a_geometric_mean_has_the_declared_precision(card):
    body = """
    aggregate: geometric
    precision: 20
    rounding: {digits: 4}
    indicators: {a: {weight: 50%, normalise: points}, b: {weight: 50%, normalise: points}}
    """
    result = score(card(body), {"x": {"a": 40, "b": 60}})["x"]
    assert result.exact == Fraction("48.989794855663561964")
    assert sum(line.points for line in result.contributions) == result.exact


RANKED = """
indicators:
  a: {weight: 50%, normalise: points}
  b: {weight: 50%, normalise: points}
bands: {优秀: 80, 良好: 60, 其他: 0}
"""
FIGURES = {
    "p": {"a": 90, "b": 90},
    "q": {"a": 90, "b": 80},
    "r": {"a": 80, "b": 90},
    "s": {"a": 60, "b": 60},
}


@pytest.mark.parametrize(
    ("ranking", "ranks"),
    [
        ("{ties: same_rank_then_skip}", [1, 2, 2, 4]),
        ("{ties: same_rank_no_skip}", [1, 2, 2, 3]),
        ("{ties: fail, tie_break: [a]}", [1, 2, 3, 4]),
        ("{ties: fail, tie_break: [b]}", [1, 3, 2, 4]),
    ],
)
def test_ties_are_ranked_as_declared(card, ranking, ranks):
    report = score(card(RANKED + f"ranking: {ranking}\n"), FIGURES)
    assert [result.rank for result in report] == ranks


def test_a_tie_that_may_not_be_is_an_error(card):
    (error,) = check_figures(card(RANKED + "ranking: {ties: fail}\n"), FIGURES)
    assert error.hint == "`q` and `r` are equal and the scorecard allows no tie"


@pytest.mark.parametrize(
    ("quota", "bands"),
    [
        ("{bands: {优秀: 50%}, round: down, ties: lower}", "优秀 良好 良好 良好"),
        ("{bands: {优秀: 50%}, round: down, ties: upper}", "优秀 优秀 优秀 良好"),
        ("{bands: {优秀: 50%}, round: down, ties: fail, tie_break: [b]}", "优秀 良好 优秀 良好"),
        ("{bands: {优秀: 30%}, round: down, ties: fail}", "优秀 良好 良好 良好"),
        ("{bands: {优秀: 20%}, round: down, ties: fail}", "良好 良好 良好 良好"),
        ("{bands: {优秀: 30%}, round: up, ties: lower}", "优秀 良好 良好 良好"),
        ("{bands: {优秀: 25%, 良好: 50%}, round: down, ties: fail}", "优秀 良好 良好 其他"),
    ],
)
def test_quotas_move_the_surplus_to_the_next_band(card, quota, bands):
    report = score(card(RANKED + f"quota: {quota}\n"), FIGURES)
    assert [result.band for result in report] == bands.split()
    moved = [r for r in report if r.band != r.band_by_score]
    assert all(r.flags[-1].kind == "quota" for r in moved)


def test_a_full_grade_is_named_by_its_title():
    titles = (("from", Text.of({"en": "excellent", "zh-Hans": "优秀"})), ("to", Text.of("良好")))
    flag = Flag("quota", "a", Text(), (("from", "a"), ("to", "b")), titles)
    assert flag.text("zh-Hans") == "优秀名额已满：列为良好"
    assert flag.to_dict()["to"] == "b"


def test_groups_are_compared_within_themselves(card):
    body = RANKED + (
        "ranking: {ties: same_rank_then_skip}\n"
        "quota: {bands: {优秀: 50%}, round: down, ties: lower}\n"
    )
    report = score(card(body), FIGURES, groups={"p": "g", "q": "g", "r": "h", "s": "h"})
    assert [result.rank for result in report] == [1, 2, 1, 2]
    assert [result.band for result in report] == ["优秀", "良好", "优秀", "良好"]


def test_the_report_is_plain_data_and_pickles(card):
    report = score(
        card(MISSING.replace("POLICY", "mean")), {"a": {"duty": 70, "time": "1/3%"}, "b": FULL}
    )
    again = pickle.loads(pickle.dumps(report))
    assert again == report
    data = report.to_dict("zh-Hans")
    assert json.loads(json.dumps(data, ensure_ascii=False)) == data
    assert data["results"][0]["exact"] == "932/15"


def test_the_explanation_walks_from_figures_to_the_score(card):
    body = ADJUSTED.format(events="none")
    report = score(card(body), {"民政局": {"duty": "88.5", "case": 1, "late": True}})
    assert report.explain("zh-Hans").splitlines() == [
        "部门考核",
        "",
        "民政局：90.50 分，合格，第 1 名",
        "  duty：88.5，得分 88.5（满分 100）× 权重 100% = 88.5 分",
        "  加分，典型案例，1 次：+2 分",
        "  合计 90.5 分，四舍五入保留 2 位小数：90.50 分",
        "  按得分为优秀，经否决与限额后为合格",
        "  说明：一票否决：逾期未整改，等次受限",
    ]
    assert "place 1" in report.explain("en")
    assert "第 1 名" in report.explain("zh-Hant")


def test_advice_says_so(card):
    report = score(card(BASIC + "output: advice_only\n"), {"a": FULL})
    assert report.advice_only
    assert "advice only" in report.explain("en")


def test_later_steps_read_scores_so_higher_is_better_there(card):
    body = """
    indicators:
      requests:
        weight: 100%
        unit: case
        direction: lower
        normalise:
          - {method: clip, high: 90 cases}
          - {method: min_max, low: 0 cases, high: 100 cases}
          - {method: rank, ties: low}
          - {method: bands, steps: [{at_least: 50, score: 100}, {score: 40}]}
    """
    figures = {"a": {"requests": 10}, "b": {"requests": 20}, "c": {"requests": 500}}
    assert [result.exact for result in score(card(body), figures)] == [100, 100, 40]
