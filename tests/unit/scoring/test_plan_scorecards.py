"""The plan's own scorecards: they load clean, keep their floors and score plain figures."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from govcoord.diagnostics import Collector
from govcoord.rules.reading.nodes import read
from govcoord.rules.structure import make_structurer
from govcoord.scoring.checks import check_scorecard
from govcoord.scoring.document import ScorecardDocument
from govcoord.scoring.scorecard import Scorecard, check_figures, score

FOLDER = Path(__file__).parents[3] / "rulesets" / "plan"
NAMES = ("department", "promotion", "exchange_effect")


def problems_of(text):
    collector = Collector()
    (node,) = read("plan.yaml", text, collector)
    document = make_structurer(collector).structure(node, ScorecardDocument)
    check_scorecard(document, collector)
    return document, collector.sorted()


def text_of(name):
    return (FOLDER / f"scorecard_{name}.yaml").read_text(encoding="utf-8")


def plan_card(name):
    document, problems = problems_of(text_of(name))
    assert problems == ()
    return Scorecard.of(document)


@pytest.mark.parametrize("name", NAMES)
def test_it_loads_without_a_diagnostic_and_cites_the_plan(name):
    document = plan_card(name).document
    assert document.source.startswith("方案")
    assert document.title.get("en")


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (
            "department",
            "    weight: 10%\n    indicators:\n      time_reduction",
            "    weight: 8%\n    indicators:\n      time_reduction",
            "weight of `coordination` is 8%, below the floor 10%",
        ),
        (
            "promotion",
            "weight: 15%",
            "weight: 14.99%",
            "weight of `collaboration` is 14.99%, below the floor 15%",
        ),
    ],
)
def test_a_weight_under_the_floor_of_the_plan_is_refused(name, old, new, message):
    text = text_of(name)
    assert old in text
    _, problems = problems_of(text.replace(old, new))
    assert message in [problem.message("en") for problem in problems]
    assert {problem.code for problem in problems} == {"GC450", "GC452"}


FIGURES = {
    "时限压缩率": "40%",
    "joint_handling": "63%",
    "data_sharing": "90%",
    "satisfaction": {"value": "81%", "sample": 200, "by": "survey_institute"},
    "rectification": {"numerator": 0, "denominator": 0},
    "tasks": 90,
    "deviation": "8%",
    "openness": "100%",
    "visible_process": "81%",
    "business_satisfaction": {"value": "92%", "sample": 12, "by": "survey_institute"},
    "model_case": 1,
    "innovation_award": 0,
    "buck_passing": 1,
    "duplicate_material": 0,
    "false_figures": False,
    "grave_incident": False,
}


def test_a_department_is_scored():
    figures = {"civil_affairs": dict(FIGURES)}
    figures["civil_affairs"]["time_reduction"] = figures["civil_affairs"].pop("时限压缩率")
    result = score(plan_card("department"), figures)["civil_affairs"]
    coordination = Fraction(25 * 80 + 25 * 90 + 20 * 100 + 20 * 90, 90)  # no bad ratings
    duties = Fraction(80 * 90 + 20 * 80, 100)
    service = Fraction(100 + 90, 2)  # too few businesses were asked
    bonus, deductions = 1, 2
    base = (10 * coordination + 60 * duties + 30 * service) / 100
    assert result.exact == base + bonus - deductions
    assert result.published == "89.24"
    assert result.band == "good"
    assert {flag.kind for flag in result.flags} == {"not_applicable", "small_sample"}
    assert result.rank == 1


def test_whoever_rates_itself_is_refused():
    card = plan_card("exchange_effect")
    figures = {"health": {"survey": {"value": "95%", "sample": 500, "by": "health"}}}
    (error,) = check_figures(card, figures)
    assert error.hint == "`health` is the one assessed"


def test_promotion_is_advice_and_knows_who_is_exempt():
    card = plan_card("promotion")
    figures = {
        "person_1": {
            "joint_tasks": {"numerator": 9, "denominator": 10},
            "partner_feedback": {"value": 88, "sample": 7, "by": "partners"},
            "experience": "不适用",
            "conduct": 90,
            "results": "85.5",
        }
    }
    report = score(card, figures)
    assert report.advice_only
    lines = {line.id: line.effective for line in report["person_1"].contributions}
    assert lines["joint_tasks"] + lines["partner_feedback"] == card.document.floors[0].at_least
    assert report["person_1"].rank is None
