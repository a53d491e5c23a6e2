"""Proofs that no case lies in a box: never where one does, and of what rules rule out."""

from __future__ import annotations

import random

import pytest
from generated import make_case, make_world
from hypothesis import given, settings
from hypothesis import strategies as st

import govcoord
from govcoord.rules.regions import Box, Ranges, Sets, Test, Values
from govcoord.rules.vocabulary import Type
from govcoord.testing import UndecidedError, assert_never
from govcoord.testing.coverage.nothing import Nothing


def point(attribute, value):
    """A test that accepts one value."""
    if attribute.type.is_ordered:
        return Test(Ranges.point(value), False)
    if attribute.type is Type.SET:
        groups = frozenset(frozenset([member]) for member in value)
        return Test(Sets(groups, attribute.choices.ids - value), False)
    return Test(Values(frozenset([value])), False)


@given(st.integers(0, 2**40))
@settings(max_examples=max(200, settings().max_examples))
def test_no_box_with_a_case_in_it_is_proved_to_be_empty(seed):
    """Facts of cases that are decided, given, derived and answered, some of them missing."""
    world = make_world(seed)
    plan = world.plan()
    rng = random.Random(seed + 1)
    nothing = Nothing(plan)
    for _ in range(3):
        decision = plan.evaluate(make_case(rng, world.vocabulary))
        places = [(None, None)] + [("part", s) for s in decision.subjects("part") or ()]
        for scope, subject in places:
            known = plan.vocabulary.visible(scope)
            for _ in range(3):
                names = rng.sample(sorted(known), rng.randint(1, min(5, len(known))))
                values = {n: decision.fact(n, subject) for n in names}
                box = Box.of({n: point(known[n], v) for n, v in values.items() if v is not None})
                assert not nothing.lies_in(box, scope), (seed, scope, values)


RULES = """
kind: vocabulary
id: words
attributes:
  storeys: {type: integer, min: 1}
  heritage: {type: boolean}
  income: {type: integer, min: 0}
  fraud: {type: boolean}
  home: {type: boolean}
  age: {type: integer, min: 0}
---
kind: table
id: reviews
source: measures, art. 9
hit: first
outputs: {review: {type: choice, values: {expert: Expert, full: Full, plain: Plain}}}
rules:
  - {id: V1, when: {heritage: true}, then: {review: expert}}
  - {id: V2, when: {storeys: 8以上}, then: {review: full}}
  - {id: V3, then: {review: plain}}
---
kind: table
id: grants
source: measures, art. 3
hit: unique
outputs: {level: {type: choice, values: {zero: Zero, low: Low, high: High}}}
status: granted
rules:
  - {id: G1, when: {income: 1000以下}, then: {level: low}}
  - {id: G2, when: {home: true}, overrides: [G1], then: {level: zero}}
  - {id: G3, when: {age: 不满18, income: 1000以下}, overrides: [G1, G2], then: {level: high}}
  - {id: G4, when: {fraud: true}, overrides: [G1, G2, G3], then: {level: zero}}
---
kind: table
id: extras
source: measures, art. 4
hit: priority
outputs: {extra: {type: integer}}
rules:
  - {id: E1, priority: 1, then: {extra: 0}}
  - {id: E2, priority: 5, when: {age: 60以上}, then: {extra: 200}}
---
kind: table
id: letters
source: measures, art. 5
outputs: {letter: {type: boolean}}
rules:
  - {id: L1, when: {granted: decided, income: 500以下}, then: {letter: true}}
"""


@pytest.fixture(scope="module")
def plan():
    return govcoord.load_texts({"rules.yaml": RULES})


@pytest.mark.parametrize(
    ("never", "where"),
    [
        ({"review": "plain"}, {"heritage": True}),
        ({"review": "plain"}, {"storeys": "8以上"}),
        ({"review": "full"}, {"heritage": True, "storeys": 9}),
        ({"level": "high"}, {"fraud": True}),
        ({"level": "low"}, {"home": True}),
        ({"level": "high"}, {"age": "18以上"}),
        ({"extra": 0}, {"age": "60以上"}),
        ({"granted": "none"}, {"fraud": True}),
        ({"granted": "none"}, {"income": "1000以下"}),
        ({"granted": "decided"}, {"income": "超过1000", "home": False, "fraud": False}),
    ],
)
def test_what_rules_that_precede_rule_out_never_happens(plan, never, where):
    """Earlier rules, higher ones and those that override keep a rule from giving its answer."""
    assert_never(plan, never, where=where)


@pytest.mark.parametrize(
    ("sometimes", "where"),
    [
        ({"review": "plain"}, {"heritage": False}),
        ({"review": "full"}, {"storeys": "8以上"}),
        ({"level": "high"}, {"home": True}),
        ({"level": "zero"}, {"income": 5}),
        ({"extra": 200}, {"fraud": True}),
        ({"granted": "none"}, {"home": False}),
        ({"granted": "decided"}, {"income": "超过1000"}),
    ],
)
def test_what_may_happen_is_shown_with_a_case(plan, sometimes, where):
    """It is never proved away, nor left open."""
    with pytest.raises(AssertionError) as refuted:
        assert_never(plan, sometimes, where=where)
    assert not isinstance(refuted.value, UndecidedError)
