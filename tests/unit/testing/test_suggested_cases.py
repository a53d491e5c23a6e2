"""Cases that are suggested: complete enough for an answer, and found behind conflicts too."""

from __future__ import annotations

import pytest

from govcoord.rules.load import load_texts
from govcoord.testing.coverage import Coverage
from govcoord.testing.coverage.complete import completed
from govcoord.testing.coverage.points import Aspect
from govcoord.testing.suggest import suggest_tests
from govcoord.testing.yaml_text import dumped

RULES = """
kind: vocabulary
id: words
choices:
  departments: {health: 卫健, housing: 住建}
attributes:
  urgent: {type: boolean}
  large: {type: boolean}
  parts: {type: set, of: departments}
  amount: {type: integer, min: 0}
---
kind: table
id: triggers
source: law, art. 1
hit: collect
outputs: {to: {type: text}}
rules:
  - {id: T1, when: {urgent: true}, then: {to: a}}
  - {id: T2, when: {large: true, parts: {count: 2以上}}, then: {to: b}}
  - {id: T3, when: {amount: '> 5'}, then: {to: c}}
---
kind: table
id: leads
source: law, art. 2
hit: any
outputs: {who: {type: choice, of: departments}}
status: settled
rules:
  - {id: L1, when: {urgent: true, amount: '> 3'}, then: {who: health}}
  - {id: L2, when: {urgent: true, large: true}, then: {who: housing}}
---
kind: table
id: refers
source: law, art. 3
hit: unique
outputs: {refer: {type: boolean}}
rules:
  - {id: R1, when: {settled: conflict, parts: {count: 1以上}}, then: {refer: true}}
"""


@pytest.fixture(scope="module")
def plan():
    loaded = load_texts({"a": RULES})
    assert loaded.plan is not None, [d.to_dict("en") for d in loaded.diagnostics]
    return loaded.plan


def test_every_point_has_a_case_also_those_that_need_all_facts_or_a_conflict(plan):
    """A rule of a collecting table decides where every other rule is settled as well."""
    report = Coverage(plan).report()
    assert not report.suggestions.unfound
    decided = {
        (point.table, point.rule)
        for case in report.suggestions.cases
        for point in case.points
        if point.aspect is Aspect.DECIDED
    }
    assert decided == {(t.id, n) for t in plan.tables for n in range(len(t.rules))}


def test_cases_are_completed_only_as_far_as_what_they_are_for_still_holds(plan):
    """Facts that would spoil it are given another value, or none."""
    table = next(t for t in plan.tables if t.id == "triggers")
    case = completed(plan, table, {"large": True}, lambda d: d.fact("parts") is None)
    assert case == {"large": True, "urgent": False, "amount": 0}
    whole = completed(plan, table, {"large": True}, lambda d: True)
    outcome = plan.evaluate(whole).outcome("triggers")
    assert (str(outcome.status.value), whole["parts"]) == ("none", [])


SETS = """
kind: vocabulary
id: words
choices:
  departments: {health: 卫健, housing: 住建, tax: 税务}
attributes:
  large: {type: boolean}
  parts: {type: set, of: departments}
---
kind: table
id: joins
source: law, art. 1
hit: first
outputs: {to: {type: text}}
rules:
  - {id: J1, when: {parts: {any_of: [health, tax]}, large: true}, then: {to: a}}
  - {id: J2, when: {parts: {count: 2以上}}, then: {to: b}}
  - {id: J3, then: {to: c}}
"""


def test_conditions_on_sets_are_combined_with_the_others_both_when_they_hold_and_when_not():
    """Every condition on a set, true and false, meets both answers to the other question."""
    plan = load_texts({"a": SETS}).plan
    found = suggest_tests(plan, strength=2)
    assert (found.impossible, found.unfound, found.unfinished) == (0, 0, 0)
    facts = [(test.decision.fact("parts"), test.decision.fact("large")) for test in found.tests]
    whole = [(parts, large) for parts, large in facts if None not in (parts, large)]
    for holds in (lambda parts: bool(parts & {"health", "tax"}), lambda parts: len(parts) >= 2):
        seen = {(holds(parts), large) for parts, large in whole}
        assert seen == {(a, b) for a in (True, False) for b in (True, False)}


def test_texts_with_full_width_marks_are_quoted():
    """In brackets they look like a slip, and the reader would say so."""
    assert dumped({"甲、乙": ["是", "好：的"]}, flow=True) == "{'甲、乙': [是, '好：的']}\n"
