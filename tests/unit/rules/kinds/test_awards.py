"""Awards and the joint pool: conditions with reasons, evidence, limits, and what is reported."""

from __future__ import annotations

import json
import pickle

import pytest

from govcoord.errors import CaseError
from govcoord.plain import jsonable
from tests.support.kind_texts import VOCABULARY, load_beside

WORDS = (
    VOCABULARY
    + """
  nominations:
    each: nomination
    fields:
      team: {type: set, of: departments}
      lead: {type: choice, of: departments}
      score: {type: number, min: 0, max: 100}
      asked: {type: quantity, unit: 元}
      name: {type: text}
"""
)
AWARDS = """
kind: awards
id: prize
source: rule 7
record: nomination
amount: 20万元
budget: 40万元
ties_at_budget: ask
rank_by: score
eligible:
  - {id: A1, title: {en: joint, zh-Hans: 联合}, when: {team: {count: 2以上}}}
"""
POOL = """
kind: fund_pool
id: pool
source: rule 8
record: nomination
amount: asked
same: name
exceeding: whole
carry_over: 30%
eligible:
  - {id: P1, when: {team: {count: 2以上}}}
"""


def plan_with(document):
    loaded = load_beside(document, vocabulary=WORDS)
    assert loaded.diagnostics == ()
    return loaded.plan


def nominated(**scores):
    return [{"id": k, "team": ["civil", "tax"], "score": v} for k, v in scores.items()]


def test_ties_at_the_budget_wait_for_a_person() -> None:
    """Three equals for two prizes: nobody is chosen by the order of listing."""
    plan = plan_with(AWARDS)
    result = plan.assess("prize", {"nominations": nominated(a=90, b=90, c=90)})
    assert [one.status for one in result.nominations] == ["undecided"] * 3
    assert (result.spent, result.left) == (0, 400_000)
    json.dumps(jsonable(result))
    assert pickle.loads(pickle.dumps(result)) == result
    assert "须由人决定" in "".join(result.lines(plan.vocabulary, "zh-Hans"))


def test_reasons_and_missing_evidence_are_told_apart() -> None:
    """Not eligible with the condition, unknown with the fact; ranks are provisional."""
    given = [*nominated(a=50), {"id": "b", "team": ["civil"]}, {"id": "c", "score": 99}]
    result = plan_with(AWARDS).assess("prize", {"nominations": given})
    told = {one.id: (one.status, one.failed, one.missing) for one in result.nominations}
    assert told["a"][0] == "awarded"
    assert told["b"] == ("ineligible", ("A1",), ("score",))
    assert told["c"] == ("needs_evidence", (), ("team",))
    assert result.provisional
    for language in ("en", "zh-Hans", "zh-Hant"):
        assert len(list(result.lines(plan_with(AWARDS).vocabulary, language))) == 6


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({}, "nominations"),
        ({"nominations": [{"id": 1, "score": 200}]}, "score"),
        ({"nominations": [{"id": "a"}, {"id": "a"}]}, "id"),
        ({"nominations": [{"scoer": 1}]}, "scoer"),
        ({"nominations": [], "budget": "3人"}, "budget"),
    ],
)
def test_bad_nominations_are_rejected(given, name) -> None:
    """With the name and the place."""
    with pytest.raises(CaseError) as caught:
        plan_with(AWARDS).assess("prize", given)
    assert caught.value.name == name


@pytest.mark.parametrize(
    ("text", "old", "new", "code"),
    [
        (AWARDS, "ties_at_budget: ask\n", "", "GC480"),
        (AWARDS, "rank_by", "top: 10\nrank_by", "GC480"),
        (AWARDS, "rank_by", "per_department: 1\nties_in_department: ask\nrank_by", "GC480"),
        (AWARDS, "amount: 20万元", "amount: 20人", "GC481"),
        (AWARDS, "budget: 40万元", "budget: 10万元", "GC488"),
        (AWARDS, "rank_by", "ties: keep\ntop: 0\nrank_by", "GC481"),
        (AWARDS, "rank_by: score", "rank_by: scoer", "GC264"),
        (AWARDS, "rank_by: score", "rank_by: lead", "GC481"),
        (AWARDS, "record: nomination", "record: nominee", "GC262"),
        (AWARDS, "{team: {count: 2以上}}", "{tema: {count: 2以上}}", "GC220"),
        (POOL, "carry_over: 30%", "carry_over: 130%", "GC481"),
        (POOL, "carry_over: 30%", "carry_over: 3人", "GC481"),
        (POOL, "amount: asked", "amount: score", "GC481"),
        (POOL, "amount: asked", "amount: aksed", "GC264"),
        (POOL, "same: name", "same: title", "GC264"),
        (POOL, "record: nomination", "record: nominee", "GC262"),
    ],
)
def test_a_bad_document_is_reported(text, old, new, code) -> None:
    """At load, with a code."""
    assert old in text
    found = load_beside(text.replace(old, new, 1), vocabulary=WORDS).diagnostics
    assert code in {d.code for d in found}


def test_what_is_left_is_drawn_down_and_carried_over() -> None:
    """In the order of listing; the rest is carried over as far as allowed, cut to the fen."""
    applications = [
        {"id": "a", "team": ["civil", "tax"], "asked": "60", "name": "x"},
        {"id": "b", "team": ["civil", "tax"], "asked": "41", "name": "y"},
        {"id": "c", "team": ["civil", "tax"], "asked": "1", "name": "x"},
    ]
    given = {"appropriation": 100, "carried": "0.05", "drawn": 0, "applications": applications}
    plan = plan_with(POOL)
    result = plan.assess("pool", given)
    assert [one.status for one in result.applications] == ["funded", "exceeds", "duplicate"]
    assert (str(result.left), str(result.carry_over)) == ("801/20", "1201/100")
    assert result.carry_over + result.lapses == result.left
    part = plan_with(POOL.replace("whole", "part")).assess("pool", given)
    assert part.left == 0
    assert part.granted == part.available
    for language in ("en", "zh-Hans", "zh-Hant"):
        assert list(result.lines(plan.vocabulary, language))


def test_what_comes_after_one_that_waits_for_evidence_is_provisional() -> None:
    """It may need the money; what comes before it does not depend on it."""
    waiting = {"id": "w", "name": "w", "asked": 5}
    known = nominated(a=1)[0] | {"name": "x", "asked": 5}
    for order, provisional in (([waiting, known], True), ([known, waiting], False)):
        given = {"appropriation": 9, "carried": 0, "drawn": 0, "applications": order}
        result = plan_with(POOL).assess("pool", given)
        assert (result.granted, result.provisional) == (5, provisional)


def test_an_unknown_balance_gives_nothing_out() -> None:
    """What was carried over is not taken for zero."""
    given = {"appropriation": 100, "drawn": 0, "applications": nominated(a=1)}
    given["applications"][0] |= {"asked": 5, "name": "x"}
    plan = plan_with(POOL)
    result = plan.assess("pool", given)
    assert (result.missing, result.available, result.granted) == (("carried",), None, 0)
    assert "carried" in "".join(result.lines(plan.vocabulary, "en"))
