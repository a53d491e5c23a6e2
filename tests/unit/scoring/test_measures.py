"""Scores counted in evaluated cases: rates, exclusions, credits, minimum samples, streaming."""

from __future__ import annotations

import random
import tracemalloc
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

import govcoord
from govcoord.errors import CaseError, FigureError, GovcoordError, RulesetError
from govcoord.rules.engine import Plan

RULESETS = Path(__file__).parents[3] / "rulesets" / "plan"


@pytest.fixture(scope="module")
def plan() -> Plan:
    names = ("vocabulary", "scorecard_hotline", "scorecard_department")
    return govcoord.load(*(RULESETS / f"{name}.yaml" for name in names))


RATINGS = (
    "very_satisfied", "satisfied", "basically_satisfied", "dissatisfied", "very_dissatisfied",
)  # fmt: skip


def requests(count: int, seed: int = 5) -> Iterator[dict[str, object]]:
    chance = random.Random(seed)
    for _ in range(count):
        case: dict[str, object] = {
            "request_handler": chance.choice(["health", "civil_affairs", "transport"]),
            "request_answered": chance.random() < 0.9,
            "request_resolved": chance.random() < 0.7,
        }
        if chance.random() < 0.6:
            case["request_rating"] = chance.choice(RATINGS)
        if chance.random() < 0.1:
            case["request_excluded"] = "unreasonable"
        if case.get("request_rating") in RATINGS[3:] and chance.random() < 0.5:
            case["rating_rectified"] = True
        yield case


def test_hotline_scores_are_what_a_plain_count_gives(plan):
    """Response, resolution and satisfaction at 20, 40, 40, and a point off each bad rating left."""
    report = plan.score("plan_scorecard_hotline", decisions=plan.evaluate_many(requests(600)))
    cases = defaultdict(list)
    for case in requests(600):
        if "request_excluded" not in case:
            cases[case["request_handler"]].append(case)
    assert {result.subject for result in report} == cases.keys()
    for result in report:
        mine = cases[result.subject]
        rated = [case for case in mine if "request_rating" in case]
        credit = sum(
            Fraction(1) if case["request_rating"] in RATINGS[:2] else Fraction(4, 5)
            for case in rated
            if case["request_rating"] in RATINGS[:3]
        )
        left = sum(
            1
            for case in rated
            if case["request_rating"] in RATINGS[3:] and not case.get("rating_rectified")
        )
        expected = (
            20 * Fraction(sum(bool(case["request_answered"]) for case in mine), len(mine))
            + 40 * Fraction(sum(bool(case["request_resolved"]) for case in mine), len(mine))
            + 40 * min(1, credit / len(rated) / Fraction(9, 10))
            - min(10, left)
        )
        assert result.exact == expected


def test_a_department_with_few_cases_is_scored_and_not_ranked(plan):
    """`below_minimum: unranked`, where the sample is the number of cases counted."""
    cases = [
        {"request_handler": name, "request_answered": True, "request_resolved": True,
         "request_rating": "satisfied"}
        for name in ["health"] * 5 + ["transport"] * 4
    ]  # fmt: skip
    report = plan.score("plan_scorecard_hotline", decisions=plan.evaluate_many(cases))
    assert report["health"].rank == 1
    assert report["transport"].rank is None
    assert report["transport"].score == 100
    assert "5" in report["transport"].flags[0].text("zh-Hans")


def test_without_bad_ratings_rectification_does_not_apply(plan):
    """No bad rating gives no rate of 100%: its weight goes to the ratings."""
    cases = [{"request_handler": "health", "request_rating": "satisfied"}] * 10
    report = plan.score("plan_scorecard_service_rating", decisions=plan.evaluate_many(cases))
    assert report["health"].exact == 80
    (flag,) = report["health"].flags
    assert flag.kind == "not_applicable"


def test_malicious_ratings_are_excluded(plan):
    """A case with an established ground of exclusion stands in no rate."""
    good = {"request_handler": "health", "request_rating": "very_satisfied"}
    bad = {**good, "request_rating": "very_dissatisfied", "request_excluded": "malicious_rating"}
    decisions = plan.evaluate_many([good] * 10 + [bad] * 30)
    report = plan.score("plan_scorecard_service_rating", decisions=decisions)
    assert report["health"].exact == 100


def test_a_rejected_case_stops_the_scoring(plan):
    """No partial score: the error is that of the case."""
    cases = [{"request_handler": "health"}, {"request_handler": "nobody"}]
    with pytest.raises(CaseError, match="nobody"):
        plan.score("plan_scorecard_hotline", decisions=plan.evaluate_many(cases))


def test_figures_stand_beside_counted_cases(plan):
    """A figure that cases give is refused; a department without cases has empty counts."""
    one = [{"request_handler": "health", "request_answered": True}]
    with pytest.raises(FigureError, match="counted in the cases"):
        plan.score(
            "plan_scorecard_hotline",
            {"卫生健康部门": {"response": "80%"}},
            decisions=plan.evaluate_many(one),
        )
    with pytest.raises(FigureError, match="at least one figure"):
        plan.score("plan_scorecard_hotline", {"transport": {}}, decisions=[])


def test_what_is_given_must_be_decisions(plan):
    with pytest.raises(GovcoordError, match="decisions of"):
        plan.score("plan_scorecard_hotline", decisions=[{"request_handler": "health"}])
    with pytest.raises(GovcoordError, match="counts nothing in cases"):
        plan.score("plan_scorecard_department", decisions=[])
    with pytest.raises(GovcoordError, match="needs `figures`"):
        plan.score("plan_scorecard_hotline")


def test_memory_does_not_grow_with_the_number_of_cases(plan):
    """Only sums are kept: ten times the cases take no more memory at the peak."""

    def peak(count: int) -> int:
        tracemalloc.start()
        plan.score("plan_scorecard_hotline", decisions=plan.evaluate_many(requests(count)))
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(6000)  # what the plan remembers of shapes of cases is there from now on
    assert peak(6000) < 1.5 * peak(600) + 20_000


WORDS = """
kind: vocabulary
id: words
departments: {a: {title: 甲}, b: {title: 乙}}
records:
  request: {key: requests, title: 事项, fields: {handler: {type: choice, of: departments},
            done: {type: boolean}, hours: {type: quantity, unit: hour}}, subject: handler}
attributes:
  handlers: {type: set, of: departments, title: 承办部门}
  done: {type: boolean, title: 办结}
  days: {type: quantity, unit: workday, title: 用时}
  open: {type: boolean, title: 公开}
"""
CARD = """
kind: scorecard
id: card
rounding: {{digits: 2}}
missing: fail
not_applicable: reweight
cases: {{whose: handlers, unknown: {unknown}}}
indicators: {indicators}
"""


def load(indicators: str, unknown: str = "not_met") -> Plan:
    words = WORDS.split("records:")[0] + "attributes:" + WORDS.split("attributes:")[1]
    card = CARD.format(unknown=unknown, indicators=indicators)
    return govcoord.load_texts({"words.yaml": words, "card.yaml": card})


RATE = (
    "{x: {weight: 100%, unit: percent, direction: higher, measure: {count: {done: true}}, "
    "normalise: {method: share_of_target, target: 100%}}}"
)


def test_each_department_of_a_set_has_the_case():
    plan = load(RATE)
    cases = [{"handlers": ["a", "b"], "done": True}, {"handlers": ["b"], "done": False}]
    report = plan.score("card", decisions=plan.evaluate_many(cases))
    assert {result.subject: result.exact for result in report} == {"a": 100, "b": 50}


@pytest.mark.parametrize(("unknown", "score"), [("not_met", 50), ("left_out", 100)])
def test_what_an_open_condition_means_is_declared(unknown, score):
    """A case that lacks the fact is not met, or in no rate."""
    plan = load(RATE, unknown)
    cases = [{"handlers": ["a"], "done": True}, {"handlers": ["a"]}]
    assert plan.score("card", decisions=plan.evaluate_many(cases))["a"].exact == score


def test_an_open_condition_may_stop_the_scoring():
    plan = load(RATE, "fail")
    cases = [{"handlers": ["a"], "done": True}, {"handlers": ["a"]}]
    with pytest.raises(FigureError, match=r"case 2.*`done`"):
        plan.score("card", decisions=plan.evaluate_many(cases))


def test_sums_and_means_of_facts_in_units():
    """A mean of workdays and a count, both among the cases of the department."""
    plan = load("""
  speed: {weight: 50%, unit: workday, direction: lower, measure: {mean: days, when: {done: true}},
          normalise: {method: piecewise_linear, points: [{at: 0 workdays, score: 100},
                      {at: 10 workdays, score: 0}]}}
  number: {weight: 50%, direction: higher, measure: {count: {open: true}},
           normalise: {method: share_of_target, target: 4}}
""")
    cases = [
        {"handlers": ["a"], "done": True, "days": "2 workdays", "open": True},
        {"handlers": ["a"], "done": True, "days": "5 workdays", "open": True},
        {"handlers": ["a"], "done": False, "days": "90 workdays", "open": False},
    ]
    result = plan.score("card", decisions=plan.evaluate_many(cases))["a"]
    figures = {line.id: line.figure for line in result.contributions}
    assert figures == {"speed": Fraction(7, 2), "number": 2}
    assert result.exact == Fraction(65, 2) + 25


@pytest.mark.parametrize(
    ("measure", "code"),
    [
        ("{count: {nobody: true}}", "GC220"),
        ("{count: {done: true}, mean: days}", "GC462"),
        ("{}", "GC462"),
        ("{mean: done}", "GC478"),
        ("{sum: days}", "GC462"),
        ("{count: {done: true}, when: {done: true}}", "GC461"),
        ("{credit: [{when: {done: true}, share: 2}]}", "GC462"),
    ],
)
def test_a_measure_that_makes_no_sense_is_a_diagnostic(measure, code):
    with pytest.raises(RulesetError) as error:
        load(RATE.replace("{count: {done: true}}", measure))
    assert code in {d.code for d in error.value.diagnostics}
