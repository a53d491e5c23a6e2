"""Why not: the nearest changes of facts that would give a wanted outcome."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from generated import FIRST_DAY, make_case, make_world
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import shipped_plan

from govcoord.errors import CaseError, GovcoordError
from govcoord.rules.engine import Plan
from govcoord.rules.solving.goals import read_goal
from govcoord.rules.vocabulary import Attribute, Type

ROOT = Path(__file__).resolve().parents[3]
FLOOD = {
    "matter": "urban_waterlogging",
    "urgent": True,
    "region": "haigang_city",
    "departments": ["emergency_management", "water_resources", "urban_management"],
}
LATE = {
    "matter": "elderly_subsidy",
    "delay_cause": "poor_coordination",
    "received": "2025-03-03",
    "limit": "5个工作日",
    "as_of": "2025-05-15",
    "suspensions": [],
    "participants": [
        {
            "department": "civil_affairs",
            "role": "lead",
            "asked": "2025-03-03",
            "answer_limit": 5,
            "answered": "2025-04-01",
            "coordinated": True,
            "refused": False,
        },
        {
            "department": "finance",
            "role": "support",
            "asked": "2025-03-05",
            "answer_limit": 5,
            "answered": "2025-03-07",
            "refused": False,
        },
    ],
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return shipped_plan()


def facts_of(changes: tuple[Any, ...]) -> list[dict[str, tuple[Any, Any]]]:
    return [dict(change.facts) for change in changes]


def test_one_fact_gives_another_lead(plan: Plan) -> None:
    """The change names old and new value, and its decision has the outcome."""
    (change,) = plan.why_not(FLOOD, {"lead": "health"}, limit=1)
    assert change.facts == {"matter": ("urban_waterlogging", "medical_data_project")}
    assert change.decision.lead == "health"


def test_outcomes_may_be_given_in_words(plan: Plan) -> None:
    """Titles of facts and of choices stand for their ids."""
    in_words = plan.why_not(
        FLOOD, {plan.vocabulary.attributes["lead"].title.get("zh-Hans"): "卫生健康部门"}, limit=1
    )
    assert in_words == plan.why_not(FLOOD, {"lead": "health"}, limit=1)


def test_a_rule_may_be_asked_for(plan: Plan) -> None:
    """By table and rule, or by the rule alone."""
    wanted = {"table": "lead_responsibility", "rule": "LR-111"}
    (change,) = plan.why_not(FLOOD, wanted, limit=1)
    assert change.facts == {"region": ("haigang_city", "binjiang_county")}
    outcome = change.decision.outcome("lead_responsibility")
    assert outcome is not None
    assert "LR-111" in [rule.id for rule in outcome.rules]
    assert plan.why_not(FLOOD, {"rule": "LR-111"}, limit=1) == (change,)


def test_a_rule_that_would_win_is_kept_out(plan: Plan) -> None:
    """In Binjiang County water resources leads only when the case is not urgent."""
    changes = plan.why_not(FLOOD, {"lead": "water_resources"}, keep=["matter"])
    assert facts_of(changes)[0] == {
        "region": ("haigang_city", "binjiang_county"),
        "urgent": (True, False),
    }


def test_what_is_kept_does_not_move(plan: Plan) -> None:
    """By id or title, and fields of records too."""
    for keep in (["region", "matter"], ["地区", "事项"]):
        assert plan.why_not(FLOOD, {"lead": "water_resources"}, keep=keep) == ()
    changes = plan.why_not(
        LATE, {"liable": False}, subject=0, keep=["answered", "asked", "participants[0].role"]
    )
    moved = {name for change in changes for name in change.facts}
    assert "participants[0].answer_limit" in moved
    assert not moved & {
        "participants[0].answered", "participants[0].asked", "participants[0].role",
    }  # fmt: skip


def test_the_nearest_value_is_taken(plan: Plan) -> None:
    """Answering on the last day of the limit would have been enough."""
    changes = plan.why_not(LATE, {"liable": False}, subject="civil_affairs")
    facts = facts_of(changes)
    assert {"participants[0].answered": (date(2025, 4, 1), date(2025, 3, 10))} in facts
    assert all(len(one) == 1 for one in facts)


def test_subjects_are_named_in_several_ways(plan: Plan) -> None:
    """By number, department, title, or the decision's own subject."""
    subject = plan.evaluate(LATE).subjects("participant")[0]
    by_number = plan.why_not(LATE, {"liable": False}, subject=0)
    assert by_number == plan.why_not(LATE, {"liable": False}, subject="民政部门")
    assert by_number == plan.why_not(LATE, {"liable": False}, subject=subject)
    for nobody in (None, 7, "health", "nobody"):
        with pytest.raises(CaseError, match="participants"):
            plan.why_not(LATE, {"liable": False}, subject=nobody)


def test_an_outcome_that_stands_needs_no_change(plan: Plan) -> None:
    """The one change is empty and says so."""
    (change,) = plan.why_not(FLOOD, {"lead": "emergency_management"})
    assert change.facts == {}
    assert change.describe() == "nothing has to change"
    assert change.decision == plan.evaluate(FLOOD)


def test_missing_facts_are_filled_in(plan: Plan) -> None:
    """Days overdue need days, a limit and word of suspensions."""
    changes = plan.why_not({}, {"overdue": 3}, limit=1)
    assert facts_of(changes)[0]["suspensions"] == (None, [])
    assert changes[0].decision.fact("overdue") == 3


def test_changes_in_words(plan: Plan) -> None:
    """In all three languages, with the record that a field belongs to."""
    (change,) = plan.why_not(FLOOD, {"rule": "LR-111"}, limit=1)
    assert change.describe("en") == (
        "region: Binjiang County (example) instead of Haigang City (example)"
    )
    assert change.describe("zh-Hans") == "地区：由“海港市（示例）”改为“滨江县（示例）”"
    assert "改為「" in change.describe("zh-Hant")
    late = plan.why_not(LATE, {"liable": False}, subject=0, limit=1)[0]
    assert late.describe("en").startswith("participants (civil affairs), ")
    (added,) = plan.why_not({}, {"lead": "health"}, limit=1)
    assert added.describe("en") == "matter: health data project (not given so far)"


def test_changes_are_plain_data(plan: Plan) -> None:
    """`to_dict` can be written as JSON."""
    change = plan.why_not(LATE, {"liable": False}, subject=0)[0]
    data = json.loads(json.dumps(change.to_dict(), ensure_ascii=False))
    assert set(data) == {"facts", "decision"}
    assert all(set(moved) == {"from", "to"} for moved in data["facts"].values())


@pytest.mark.parametrize(
    ("outcome", "error", "words"),
    [
        ({}, GovcoordError, "at least one fact"),
        ({"leed": "health"}, CaseError, "did you mean `lead`"),
        ({"lead": "healt"}, CaseError, "lead"),
        ({"table": "lead_responsability", "rule": "LR-111"}, GovcoordError, "did you mean"),
        ({"table": "lead_responsibility"}, GovcoordError, "no rule"),
        ({"rule": "LR-11l"}, GovcoordError, "no rule"),
    ],
)
def test_what_cannot_be_asked_for(
    plan: Plan, outcome: dict[str, Any], error: type[Exception], words: str
) -> None:
    """Unknown facts, values, tables and rules are named, with what was probably meant."""
    with pytest.raises(error) as caught:
        plan.why_not(FLOOD, outcome)
    assert words in str(caught.value)


# held against brute force


def values_of(attribute: Attribute) -> list[Any]:
    """A value in each cell that rules of generated worlds can make."""
    if attribute.type is Type.BOOLEAN:
        return [True, False]
    if attribute.type is Type.DATE:
        return [FIRST_DAY + timedelta(days=n) for n in range(-6, 52)]
    if attribute.type is Type.TEXT:
        return ["red", "green", "blue", "black"]
    if attribute.type is Type.NUMBER:
        return [Fraction(n, 8) for n in range(-8, 96)]
    if attribute.choices is None:
        return list(range(-3, 16))
    ids = sorted(attribute.choices.ids)
    if attribute.type is Type.CHOICE:
        return list(ids)
    return [frozenset(c) for size in range(len(ids) + 1) for c in combinations(ids, size)]


def with_one_change(plan: Plan, case: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Every case that differs in one given fact, a value for each cell."""
    vocabulary = plan.vocabulary
    for attribute in vocabulary.attributes.values():
        if attribute.is_given:
            yield from ({**case, attribute.id: v} for v in values_of(attribute))
    for record in vocabulary.records.values():
        if record.key not in case:
            yield {**case, record.key: []}
        for number, row in enumerate(case.get(record.key, ())):
            for field in record.fields.values():
                for value in values_of(field) if field.is_given else ():
                    rows = list(case[record.key])
                    rows[number] = {**row, field.id: value}
                    yield {**case, record.key: rows}


def some_outcome(plan: Plan, rng: random.Random) -> dict[str, Any] | None:
    """An outcome that some case has: the value of a computed fact of the case."""
    decision = plan.evaluate(make_case(rng, plan.vocabulary))
    computed = [a.id for a in plan.vocabulary.attributes.values() if not a.is_given]
    name = rng.choice(computed)
    value = decision.fact(name)
    return None if value is None else {name: value}


@given(st.integers(min_value=0, max_value=2**40))
@settings(max_examples=60, deadline=None)
def test_changes_are_verified_and_none_with_one_fact_is_overlooked(seed: int) -> None:
    """Every change has the outcome; where more facts move than one, no single one would do."""
    plan, rng = make_world(seed).plan(), random.Random(seed)
    case, outcome = make_case(rng, plan.vocabulary), some_outcome(plan, rng)
    if outcome is None:
        return
    decision = plan.evaluate(case)
    goal = read_goal(decision, outcome, None)
    changes = plan.why_not(case, outcome)
    assert all(goal.reached(change.decision) for change in changes)
    sizes = [len(change.facts) for change in changes]
    assert sizes == sorted(sizes)
    for less, more in combinations([frozenset(change.facts) for change in changes], 2):
        assert not less >= more
    if sizes[:1] in ([0], [1]):
        return
    for near in with_one_change(plan, case):
        try:
            other = plan.evaluate(near)
        except CaseError:
            continue
        assert not goal.reached(other), near
