"""The static checks of the document kind ``scorecard``, each with a bad and a good text."""

from __future__ import annotations

import textwrap

import pytest

from govcoord.diagnostics import Collector
from govcoord.periods import Calendar
from govcoord.rules.kinds.scorecard import ScorecardDocument, check
from govcoord.rules.reading.nodes import read
from govcoord.rules.structure import Skip, make_structurer
from govcoord.rules.vocabulary import Choices, Vocabulary

HEADER = "kind: scorecard\nid: appraisal\nrounding: {digits: 2}\nmissing: fail\n"
LEAF = "normalise: points"
TWO = "indicators: {a: {weight: 40%, normalise: points}, b: {weight: 60%, normalise: points}}\n"


def problems(body, vocabulary=None):
    collector = Collector()
    (node,) = read("card.yaml", HEADER + textwrap.dedent(body), collector)
    try:
        document = make_structurer(collector).structure(node, ScorecardDocument)
    except Skip:
        document = None
    if document is not None:
        check(document, vocabulary, collector)
    return collector.sorted()


def one_indicator(keys):
    return f"indicators:\n  a: {{weight: 100%, {keys}}}\n"


CASES = {
    "GC450 too much": (
        "indicators: {a: {weight: 50%, normalise: points}, b: {weight: 55%, normalise: points}}",
        TWO,
        "weights under `appraisal` add up to 105%, not 100% (difference +5%)",
    ),
    "GC450 thirds are no 33%": (
        """
        indicators:
          g:
            weight: 100%
            indicators:
              a: {weight: 1/3, normalise: points}
              b: {weight: 1/3, normalise: points}
              c: {weight: 33%, normalise: points}
        """,
        """
        indicators:
          g:
            weight: 100%
            indicators:
              a: {weight: 1/3, normalise: points}
              b: {weight: 1/3, normalise: points}
              c: {weight: 1/3, normalise: points}
        """,
        "weights under `g` add up to ≈99.6667%, not 100% (difference ≈-0.3333%)",
    ),
    "GC451": (
        "indicators: {a: {normalise: points}, b: {weight: 60%, normalise: points}}",
        "weights: equal\nindicators: {a: {normalise: points}, b: {normalise: points}}",
        "indicator `a` has no weight",
    ),
    "GC452": (
        """
        indicators:
          coordination: {weight: 8%, normalise: points}
          duty: {weight: 92%, normalise: points}
        floors: [{indicator: coordination, at_least: 10%, source: 方案 2.2}]
        """,
        """
        indicators:
          coordination: {weight: 10%, normalise: points}
          duty: {weight: 90%, normalise: points}
        floors: [{indicator: coordination, at_least: 10%, source: 方案 2.2}]
        """,
        "weight of `coordination` is 8%, below the floor 10%",
    ),
    "GC452 along the tree": (
        """
        indicators:
          g: {weight: 50%, indicators: {a: {weight: 10%, normalise: points},
                                        b: {weight: 90%, normalise: points}}}
          c: {weight: 50%, normalise: points}
        floors: [{indicator: a, at_least: 10%}]
        """,
        """
        indicators:
          g: {weight: 50%, indicators: {a: {weight: 20%, normalise: points},
                                        b: {weight: 80%, normalise: points}}}
          c: {weight: 50%, normalise: points}
        floors: [{indicator: a, at_least: 10%}, {indicator: [a, c], at_least: 60%}]
        """,
        "weight of `a` is 5%, below the floor 10%",
    ),
    "GC453": (
        TWO + "caps: [{indicator: b, at_most: 50%}]",
        TWO + "caps: [{indicator: b, at_most: 60%}]",
        "weight of `b` is 60%, above the cap 50%",
    ),
    "GC454": (
        "indicators: {a: {weight: 110%, normalise: points}}",
        "indicators: {a: {weight: 100%, normalise: points}}",
        "weight of `a` is 110%, expected more than 0% and at most 100%",
    ),
    "GC455": (
        TWO + "floors: [{indicator: a, at_least: 40%}, {indicator: b, at_least: 70%}]",
        TWO + "floors: [{indicator: a, at_least: 40%}, {indicator: b, at_least: 60%}]",
        "the floors `a`, `b` add up to 110%, more than 100%",
    ),
    "GC456": (
        """
        indicators: {g: {weight: 100%, indicators: {a: {weight: 100%, normalise: points}}}}
        floors: [{indicator: [g, a], at_least: 10%}]
        """,
        """
        indicators: {g: {weight: 100%, indicators: {a: {weight: 100%, normalise: points}}}}
        floors: [{indicator: g, at_least: 10%}]
        """,
        "`a` stands inside `g`, so its weight counts twice",
    ),
    "GC457": (
        "indicators: {a: {weight: 100%}}",
        one_indicator(LEAF),
        "indicator `a` has neither `normalise` nor `indicators`",
    ),
    "GC458": (
        "indicators: {g: {weight: 100%, unit: percent,"
        " indicators: {a: {weight: 100%, normalise: points}}}}",
        "indicators: {g: {weight: 100%,"
        " indicators: {a: {weight: 100%, unit: percent, normalise: points}}}}",
        "`unit` does not belong to the group `g`",
    ),
    "GC459": (
        one_indicator(LEAF) + "missing_events: none\nbonus: {items: {a: {each: 1}}}",
        one_indicator(LEAF) + "missing_events: none\nbonus: {items: {b: {each: 1}}}",
        "`a` is used twice",
    ),
    "GC460 parameter": (
        one_indicator("normalise: {method: distance_to_target, target: 5}"),
        one_indicator("normalise: {method: distance_to_target, target: 5, zero_at: 0}"),
        "`distance_to_target` of `a` needs `zero_at`",
    ),
    "GC460 direction": (
        one_indicator("normalise: {method: min_max, low: 0, high: 1}"),
        one_indicator("direction: lower, normalise: {method: min_max, low: 0, high: 1}"),
        "`min_max` of `a` needs `direction`",
    ),
    "GC460 bounds": (
        one_indicator("direction: lower, normalise: {method: min_max, low: 0}"),
        one_indicator("direction: lower, normalise: {method: min_max, bounds: observed}"),
        "`min_max` of `a` needs `high`",
    ),
    "GC460 reference": (
        one_indicator("direction: lower, normalise: share_of_target"),
        one_indicator("direction: lower, normalise: {method: share_of_target, against: best}"),
        "`share_of_target` of `a` needs `target`",
    ),
    "GC460 veto": (
        one_indicator(LEAF) + "missing_events: none\nveto: {f: {effect: lowest_band}}",
        one_indicator(LEAF) + "missing_events: none\nveto: {f: {effect: zero}}",
        "`lowest_band` of `f` needs `bands`",
    ),
    "GC461": (
        one_indicator("normalise: {method: points, target: 5}"),
        one_indicator("normalise: {method: points, full: 5}"),
        "`target` does not belong to `points`",
    ),
    "GC461 equal": (
        "weights: equal\n" + TWO,
        "weights: given\n" + TWO,
        "`weight` does not belong to `weights: equal`",
    ),
    "GC462 order": (
        one_indicator("direction: lower, normalise: {method: min_max, low: 9, high: 1}"),
        one_indicator("direction: lower, normalise: {method: min_max, low: 1, high: 9}"),
        "`high` of `a` is `1`, expected > 9",
    ),
    "GC462 target": (
        one_indicator("direction: higher, normalise: {method: share_of_target, target: 0}"),
        one_indicator("direction: higher, normalise: {method: share_of_target, target: 1}"),
        "`target` of `a` is `0`, expected > 0",
    ),
    "GC462 points": (
        one_indicator("normalise: {method: piecewise_linear, points: [{at: 1, score: 0}]}"),
        one_indicator(
            "normalise: {method: piecewise_linear, points: [{at: 1, score: 0}, {at: 2, score: 9}]}"
        ),
        "`points` of `a` is 1, expected >= 2",
    ),
    "GC462 deviation": (
        one_indicator(
            "normalise: {method: deviation_from_target, target: 9, tolerance: 5, zero_at: 5}"
        ),
        one_indicator(
            "normalise: {method: deviation_from_target, target: 9, tolerance: 4, zero_at: 5}"
        ),
        "`zero_at` of `a` is `5`, expected > tolerance",
    ),
    "GC462 quota": (
        TWO + "bands: {good: 80, poor: 0}\nquota: {bands: {good: 120%}, round: down, ties: lower}",
        TWO + "bands: {good: 80, poor: 0}\nquota: {bands: {good: 20%}, round: down, ties: lower}",
        "`quota` of `good` is `1.2`, expected 0%..100%",
    ),
    "GC462 bottom": (
        TWO + "cap: 100\nbottom: 100",
        TWO + "cap: 100\nbottom: 0",
        "`bottom` of `appraisal` is `100`, expected < 100",
    ),
    "GC462 precision": (
        TWO + "precision: 3",
        TWO + "precision: 30",
        "`precision` of `appraisal` is `3`, expected 8..200",
    ),
    "GC463 percent": (
        one_indicator(
            "unit: percent, direction: higher, normalise: {method: share_of_target, target: 95}"
        ),
        one_indicator(
            "unit: percent, direction: higher, normalise: {method: share_of_target, target: 95%}"
        ),
        "unit of `a`: `95` is written without `%`",
    ),
    "GC463 unknown": (
        one_indicator("unit: workdya, normalise: points"),
        one_indicator("unit: workday, normalise: points"),
        None,
    ),
    "GC464": (
        one_indicator(
            "direction: higher, normalise: {method: piecewise_linear,"
            " points: [{at: 1, score: 50}, {at: 2, score: 40}]}"
        ),
        one_indicator(
            "direction: lower, normalise: {method: piecewise_linear,"
            " points: [{at: 1, score: 50}, {at: 2, score: 40}]}"
        ),
        "scores of `a` move against `direction: higher` at 2",
    ),
    "GC464 bands": (
        one_indicator(
            "direction: lower, normalise: {method: bands,"
            " steps: [{at_least: 3, score: 9}, {score: 5}]}"
        ),
        one_indicator(
            "direction: lower, normalise: {method: bands,"
            " steps: [{at_least: 3, score: 5}, {score: 9}]}"
        ),
        "scores of `a` move against `direction: lower` at 3",
    ),
    "GC465": (
        one_indicator(
            "unit: percent, normalise: {method: bands,"
            " steps: [{at_least: 90%, score: 9}, {at_most: 89%, score: 5}]}"
        ),
        one_indicator(
            "unit: percent, normalise: {method: bands,"
            " steps: [{at_least: 90%, score: 9}, {below: 90%, score: 5}]}"
        ),
        "figures (89, 90) of `a` fall in no step",
    ),
    "GC465 point": (
        one_indicator(
            "normalise: {method: bands, steps: [{above: 90, score: 9}, {below: 90, score: 5}]}"
        ),
        one_indicator(
            "normalise: {method: bands, steps: [{above: 90, score: 9}, {at_most: 90, score: 5}]}"
        ),
        "figures 90 of `a` fall in no step",
    ),
    "GC466": (
        TWO + "veto: {fraud: {effect: zero}}",
        TWO + "veto: {fraud: {effect: zero}}\nmissing_events: provisional",
        "`missing_events` is not declared, but there are bonus, deduction or veto items",
    ),
    "GC467": (
        one_indicator("minimum_sample: 30, normalise: points"),
        one_indicator("minimum_sample: 30, below_minimum: flag, normalise: points"),
        "`below_minimum` is not declared, but `a` has a minimum sample",
    ),
    "GC468": (
        TWO + "aggregate: geometric",
        TWO + "aggregate: geometric\nprecision: 28",
        "`precision` is not declared, but `geometric` of `appraisal` gives irrational numbers",
    ),
    "GC468 log": (
        one_indicator(
            "direction: higher, normalise: {method: min_max, low: 1, high: 9, transform: log}"
        ),
        "precision: 28\n"
        + one_indicator(
            "direction: higher, normalise: {method: min_max, low: 1, high: 9, transform: log}"
        ),
        "`precision` is not declared, but `log` of `a` gives irrational numbers",
    ),
    "GC469": (
        TWO + "floors: [{indicator: aa, at_least: 10%}]",
        TWO + "floors: [{indicator: a, at_least: 10%}]",
        "`aa` is no indicator of this scorecard",
    ),
    "GC469 tie break": (
        TWO + "ranking: {ties: fail, tie_break: [c]}",
        TWO + "ranking: {ties: fail, tie_break: [b]}",
        "`c` is no indicator of this scorecard",
    ),
    "GC475": (
        TWO + "bands: {good: 80, poor: 0}\nquota: {bands: {god: 20%}, round: down, ties: lower}",
        TWO + "bands: {good: 80, poor: 0}\nquota: {bands: {good: 20%}, round: down, ties: lower}",
        "`god` is no band of this scorecard",
    ),
    "GC470 80-89 and 90": (
        TWO + "bands: {优秀: 90, 良好: {at_least: 80, at_most: 89}, 其他: 0}",
        TWO + "bands: {优秀: 90, 良好: {at_least: 80, below: 90}, 其他: 0}",
        "scores between 89 and 90 fall in no band",
    ),
    "GC471": (
        TWO + "bands: {poor: 0, good: 80}",
        TWO + "bands: {good: 80, poor: 0}",
        "band `good` starts at 80, not below `poor` (0)",
    ),
    "GC472": (
        TWO + "bands: {good: 80, poor: 60}",
        TWO + "bands: {good: 80, poor: }",
        "scores below 60 fall in no band",
    ),
    "GC472 deductions": (
        TWO + "missing_events: none\ndeductions: {items: {delay: {each: 5}}}\n"
        "bands: {good: 80, poor: 0}",
        TWO + "missing_events: none\ndeductions: {items: {delay: {each: 5}}}\nbottom: 0\n"
        "bands: {good: 80, poor: 0}",
        "scores below 0 fall in no band",
    ),
    "GC473": (
        TWO + "bands: {super: 101, good: 80, poor: 0}",
        TWO + "missing_events: none\nbonus: {cap: 5, items: {case: {each: 1}}}\n"
        "bands: {super: 101, good: 80, poor: 0}",
        "band `super` starts at 101, above the highest score 100",
    ),
    "GC474": (
        TWO + "bands: {good: 80, poor: {at_least: 0, at_most: 80}}",
        TWO + "bands: {good: 80, poor: {at_least: 0, at_most: 79.99}}",
        "bands `good` and `poor` both hold the score 80",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_each_mistake_is_found_and_its_remedy_is_accepted(name):
    bad, good, message = CASES[name]
    assert [str(p) for p in problems(good)] == []
    found = problems(bad)
    assert name.split()[0] in {p.code for p in found}
    if message is not None:
        assert message in {p.message("en") for p in found}
    for problem in found:
        assert problem.span is not None
        for language in ("en", "zh-Hans", "zh-Hant"):
            assert problem.message(language)


def test_a_gap_between_whole_scores_is_no_gap():
    body = TWO + "bands: {优秀: 90, 良好: {at_least: 80, at_most: 89}, 其他: 0}"
    collector = Collector()
    (node,) = read("c.yaml", HEADER.replace("digits: 2", "digits: 0") + body, collector)
    check(make_structurer(collector).structure(node, ScorecardDocument), None, collector)
    assert len(collector) == 0


def test_the_floor_points_at_the_indicator():
    (problem,) = problems(CASES["GC452"][0])
    assert problem.span.text == "coordination"
    assert problem.related[0].label == "方案 2.2"


def test_the_subject_must_be_a_list_of_the_vocabulary():
    departments = Choices("departments", ())
    vocabulary = Vocabulary({"departments": departments}, {}, {}, Calendar())
    assert problems(TWO, vocabulary) == ()
    (problem,) = problems(TWO + "subject: departmens", vocabulary)
    assert (problem.code, problem.suggestion) == ("GC476", "departments")


def test_required_policies_have_no_default():
    collector = Collector()
    (node,) = read("c.yaml", "kind: scorecard\nid: x\n" + TWO, collector)
    with pytest.raises(Skip):
        make_structurer(collector).structure(node, ScorecardDocument)
    missing = [dict(p.params)["key"] for p in collector.sorted() if p.code == "GC203"]
    assert sorted(missing) == ["missing", "rounding"]
