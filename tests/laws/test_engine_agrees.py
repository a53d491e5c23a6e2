"""The engine agrees with the reference interpreter, on generated worlds and cases."""

from __future__ import annotations

import pickle
import random

import pytest
from generated import make_case, make_world
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from outcomes import engine_says, reference_says

CASES_PER_WORLD = 6

seeds = st.integers(min_value=0, max_value=2**40)


@pytest.mark.parametrize("compile_after", [1, 3])
@given(seed=seeds)
@settings(
    max_examples=max(400, settings().max_examples),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_engine_and_reference_give_the_same_outcomes(
    monkeypatch: pytest.MonkeyPatch, compile_after: int, seed: int
) -> None:
    """Statuses, deciding and possible rules, and values are the same for every case.

    Both for shapes with a function of their own and for those that share the general one.
    """
    monkeypatch.setattr("govcoord.rules.compile.COMPILE_AFTER", compile_after)
    world = make_world(seed)
    plan = world.plan()
    rng = random.Random(seed + 1)
    for _ in range(CASES_PER_WORLD):
        case = make_case(rng, world.vocabulary)
        assert engine_says(plan, case) == reference_says(plan, case), (seed, case)


@given(seeds)
@settings(max_examples=50)
def test_a_pickled_plan_and_decision_are_the_same(seed: int) -> None:
    """Plans and decisions survive pickling, as Dask or Spark workers need."""
    world = make_world(seed)
    plan = world.plan()
    case = make_case(random.Random(seed), world.vocabulary)
    decision = plan.evaluate(case)
    again = pickle.loads(pickle.dumps(plan))
    assert again.evaluate(case) == decision
    assert again.evaluate(case).digest == decision.digest
    assert pickle.loads(pickle.dumps(decision)) == decision


@given(seeds)
@settings(max_examples=300)
def test_answers_that_are_certain_stay_when_facts_are_added(seed: int) -> None:
    """What is decided on some facts is decided the same on more, where no rule asks `missing`."""
    world = make_world(seed)
    plan = world.plan()
    tests = [
        test
        for table in world.tables
        for rule in table.rules
        for box in rule.boxes
        for _, test in box.tests
    ]
    if any(test.missing is not None for test in tests):
        return
    if "closed" in world.vocabulary.attributes or "own" in world.vocabulary.visible("part"):
        return  # `closed or as_of` asks whether a fact is missing
    rng = random.Random(seed + 1)
    full = make_case(rng, world.vocabulary)
    part = {key: value for key, value in full.items() if rng.random() < 0.6}
    less, more = engine_says(plan, part), engine_says(plan, full)
    for key, (status, _, _, values) in less.items():
        if status == "decided" and key in more:
            assert more[key][3].items() >= values.items(), (seed, key)
