"""Witnesses: cases found for boxes, through derived attributes, tables and records."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from generated import World, make_case, make_test, make_world
from hypothesis import given, settings
from hypothesis import strategies as st
from outcomes import engine_says, reference_says
from shipped import shipped_plan

from govcoord.rules.engine import Plan
from govcoord.rules.regions import Box, Ranges, Sets, Test, Values
from govcoord.rules.solving.witness import find_case, find_witness, lies_in
from govcoord.rules.space import Space
from govcoord.rules.tables import Table

ROOT = Path(__file__).resolve().parents[3]
LEAST_SHARE = 0.98

seeds = st.integers(min_value=0, max_value=2**40)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return shipped_plan()


def boxes_of(world: World, rng: random.Random) -> Iterator[tuple[Table, Box]]:
    """Boxes of rules, what pairs of them share, and boxes of computed facts."""
    for table in world.tables:
        space = Space(world.vocabulary.visible(table.scope))
        rows = [box for rule in table.rules for box in rule.boxes]
        computed = [a for a in space.attributes.values() if not a.is_given]
        made = [
            Box.of({a.id: make_test(rng, a) for a in rng.sample(computed, 1)}) for _ in range(2)
        ]
        pairs = [rng.choice(rows).meet(rng.choice(rows)) for _ in range(3)]
        yield from ((table, box) for box in [*rows, *pairs, *made] if not space.is_empty(box))


@given(seeds)
@settings(max_examples=60)
def test_a_confirmed_witness_replays_in_the_engine_and_in_the_reference(seed: int) -> None:
    """Its facts lie in the box, and the reference interpreter says the same of it."""
    world = make_world(seed)
    plan = world.plan()
    for table, box in boxes_of(world, random.Random(seed)):
        witness = find_witness(plan, table, box)
        json.dumps(witness.case)
        if witness.confirmed:
            assert lies_in(plan, table, box, witness.case)
            assert engine_says(plan, witness.case) == reference_says(plan, witness.case)


def test_hardly_a_box_that_has_cases_is_left_without_a_witness() -> None:
    """Of boxes that a random search shows to have cases nearly all get a confirmed witness."""
    found = missed = 0
    for seed in range(30):
        world = make_world(seed)
        plan, rng = world.plan(), random.Random(seed)
        cases = [make_case(rng, world.vocabulary) for _ in range(100)]
        for table, box in boxes_of(world, rng):
            if find_witness(plan, table, box).confirmed:
                found += 1
            else:
                missed += any(lies_in(plan, table, box, case) for case in cases)
    assert found / (found + missed) > LEAST_SHARE


def test_every_rule_of_the_plan_has_a_case_in_which_it_matches(plan: Plan) -> None:
    """Through liability, referral and catalogue alike."""
    without = [
        rule.id
        for table in plan.tables
        for rule in table.rules
        if not any(find_witness(plan, table, box).confirmed for box in rule.boxes)
    ]
    # no class of the shipped catalogue is core or not shared
    assert set(without) <= {"DS-05", "DS-08"}


def table_of(plan: Plan, id_: str) -> Table:
    return next(table for table in plan.tables if table.id == id_)


def test_workdays_overdue_come_from_days_and_a_limit(plan: Plan) -> None:
    """An aim on a difference of workdays is met by dates, a limit and no suspension."""
    box = Box.of({"overdue": Test(Ranges.point(7))})
    witness = find_witness(plan, table_of(plan, "negative_list"), box)
    assert witness.confirmed
    assert witness.case["suspensions"] == []
    assert plan.evaluate(witness.case).fact("overdue") == 7


def test_a_witness_is_small(plan: Plan) -> None:
    """Facts that the box does not need are left out."""
    box = Box.of({"main_domain": Test(Values(frozenset(["traffic"])))})
    witness = find_witness(plan, table_of(plan, "lead_responsibility"), box)
    assert witness.confirmed
    assert len(witness.case) == 1


def test_status_of_another_table(plan: Plan) -> None:
    """A conflict is found where two rules meet, no answer where none does."""
    table = table_of(plan, "lead_referral")
    for status in ("conflict", "none", "decided"):
        box = Box.of({"lead_status": Test(Values(frozenset([status])))})
        witness = find_witness(plan, table, box)
        assert witness.confirmed, status
        assert plan.evaluate(witness.case).fact("lead_status") == status


def test_a_case_for_boxes_of_several_tables(plan: Plan) -> None:
    """A liable participant in an urgent case of two departments."""
    case_box = Box.of(
        {
            "urgent": Test(Values(frozenset([True]))),
            "department_count": Test(Ranges.point(2)),
        }
    )
    record_box = Box.of({"liable": Test(Values(frozenset([True])))})
    boxes = [
        (table_of(plan, "negative_list"), case_box),
        (table_of(plan, "proposed_measure"), record_box),
    ]
    witness = find_case(plan, boxes)
    assert witness.confirmed
    decision = plan.evaluate(witness.case)
    assert decision.fact("department_count") == 2
    (subject,) = decision.subjects("participant") or ()
    assert decision.fact("liable", subject) is True


def test_what_cannot_be_is_not_confirmed(plan: Plan) -> None:
    """A case for a contradiction between a fact and what derives from it is never claimed."""
    box = Box.of(
        {
            "department_count": Test(Ranges.point(3)),
            "departments": Test(Sets(count=Ranges.interval(None, 2))),
        }
    )
    witness = find_witness(plan, table_of(plan, "negative_list"), box)
    assert not witness.confirmed
