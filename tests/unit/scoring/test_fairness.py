"""What an audit finds, and what it leaves alone."""

from __future__ import annotations

import pytest

from govcoord.scoring.fairness import audit

BODY = """
missing: exclude_and_reweight
indicators:
  timely: {weight: 60%, unit: "%", direction: higher,
           normalise: {method: share_of_target, target: 100%}}
  quality: {weight: 40%, normalise: points}
bands: {good: 80, fair: 60, poor: 0}
ranking: {ties: same_rank_then_skip}
"""
FINE = {
    "p": {"timely": "90%", "quality": 60},
    "q": {"timely": "70%", "quality": 85},
    "r": {"timely": "50%", "quality": 50},
}


def found(card, figures, body=BODY, **how):
    return {d.code: dict(d.params) for d in audit(card(body), figures, **how).diagnostics}


def test_nothing_is_found_in_a_fair_card(card):
    assert found(card, FINE) == {}


def test_an_indicator_that_scores_the_same_for_all_is_constant(card):
    rows = {name: {**row, "timely": "100%"} for name, row in FINE.items()}
    assert found(card, rows)["GC490"] == {
        "id": "timely", "score": "100", "count": "3", "weight": "60%",
    }  # fmt: skip
    assert "GC490" not in found(card, {"p": FINE["p"]})


def test_a_weight_that_changes_nothing_is_idle_within_the_range_asked_for(card):
    assert found(card, FINE, weights=0) == {}
    little = audit(card(BODY), FINE, weights=0.02)
    assert {d.code for d in little.diagnostics} == {"GC491"}


def test_small_denominators_are_named_unless_a_minimum_is_declared(card):
    few = {"numerator": 9, "denominator": 10}
    rows = {**FINE, "p": {**FINE["p"], "timely": few}}
    assert found(card, rows)["GC492"]["subjects"] == "`p`"
    assert "GC492" not in found(card, rows, small=10)
    many = {name: {**row, "timely": few} for name, row in FINE.items()} | {"s": rows["p"]}
    assert found(card, many)["GC492"]["subjects"] == "`p`, `q`, `r` …"
    body = "below_minimum: flag\n" + BODY.replace("60%, unit", "60%, minimum_sample: 5, unit")
    asked = {
        name: {**row, "timely": {"value": row["timely"], "sample": 10}}
        for name, row in FINE.items()
    }
    assert "GC492" not in found(card, asked, body)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [("controlled_by: self", True), ("controlled_by: shared", False), ("evaluator: any", False)],
)
def test_what_the_subject_moves_alone_is_named(card, keys, expected):
    body = BODY.replace("weight: 40%,", f"weight: 40%, {keys},")
    assert ("GC493" in found(card, FINE, body)) == expected


def test_silence_that_pays_is_named_and_silence_that_does_not_is_not(card):
    rows = {**FINE, "q": {"timely": None, "quality": 85}}
    assert found(card, rows)["GC494"] == {"id": "timely", "count": "1", "subjects": "`q`"}
    assert "GC494" not in found(card, {**FINE, "q": {"timely": None, "quality": 20}})
    assert "GC494" not in found(card, rows, BODY.replace("exclude_and_reweight", "worst"))


@pytest.mark.parametrize(
    ("bonus", "points"),
    [
        ("{items: {case: {each: 5}}}", "∞"),
        ("{cap: 70, items: {case: {each: 5}}}", "70"),
        ("{items: {case: {each: 5, cap: 61}}}", "61"),
        ("{cap: 60, items: {case: {each: 5}}}", None),
        ("{cap: 99, items: {case: {each: 5, cap: 9}}}", None),
    ],
)
def test_a_bonus_that_outweighs_every_indicator_is_named(card, bonus, points):
    params = found(card, FINE, f"{BODY}bonus: {bonus}\n").get("GC495", {})
    assert params.get("points") == points


def test_doubles_and_breaches_and_opposites_are_named(card):
    rows = {str(n): {"timely": f"{50 + n}%", "quality": 50 + n} for n in range(9)}
    params = found(card, rows)["GC496"]
    assert (params["id"], params["other"], params["r"]) == ("timely", "quality", "1.000")
    assert "GC496" not in found(card, rows, double=2)
    against = {str(n): {"timely": f"{50 + n}%", "quality": 50 - n} for n in range(9)}
    assert found(card, against)["GC498"]["id"] == "quality"
    assert "GC496" not in found(card, against)


def test_an_audit_is_plain_data_in_every_language(card):
    rows = {name: {**row, "timely": "100%"} for name, row in FINE.items()}
    for language in ("en", "zh-Hans", "zh-Hant"):
        data = audit(card(BODY), rows).to_dict(language)
        assert {finding["code"] for finding in data["findings"]} >= {"GC490"}
        assert set(data) == {"findings", "association", "dominance"}


def test_the_place_of_a_finding_is_that_of_the_indicator(card):
    rows = {name: {**row, "timely": "100%"} for name, row in FINE.items()}
    (constant,) = [d for d in audit(card(BODY), rows).diagnostics if d.code == "GC490"]
    assert constant.span.text == "timely"
