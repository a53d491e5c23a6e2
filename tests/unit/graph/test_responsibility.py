"""Who is responsible for what: held against every complete case of small rulesets."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shipped import shipped_plan

from govcoord.graph import responsibility
from govcoord.graph.draw import FORMATS, render
from govcoord.rules.resolve import Status
from tests.support.kind_texts import load_beside

HEAD = """
kind: lead_responsibility
id: leads
source: rule 2
must_settle: {matter: [care, move]}
unresolved: {refer_to: committee, acting: first_receiver, within: 10个工作日}
rules:
"""
MATTERS = ("care", "move", "other")
LEADS = ("civil", "health", "tax")
CASES = [
    {"matter": matter, "urgent": urgent, "cause": cause, "departments": ["civil", "tax"]}
    for matter, urgent, cause in product(MATTERS, (True, False), ("passing", "applicant"))
]


@st.composite
def rulesets(draw):
    """Up to five lead rules on matter, urgency and cause, some overriding earlier ones."""
    lines = []
    for number in range(draw(st.integers(1, 5))):
        when = []
        matters = draw(st.lists(st.sampled_from(MATTERS), unique=True))
        if matters:
            when.append(f"matter: [{', '.join(matters)}]")
        if (urgent := draw(st.sampled_from([None, "是", "否"]))) is not None:
            when.append(f"urgent: {urgent}")
        if draw(st.booleans()):
            when.append("cause: passing")
        lead = draw(st.sampled_from(LEADS))
        beaten = [f"L{n}" for n in range(number) if draw(st.integers(0, 3)) == 0]
        supports = draw(st.lists(st.sampled_from(["police", "clinic_office"]), unique=True))
        lines.append(
            f"  - {{id: L{number}, when: {{{', '.join(when) or 'matter: [care, move, other]'}}}, "
            f"lead: {lead}, overrides: [{', '.join(beaten)}], supports: [{', '.join(supports)}]}}"
        )
    return HEAD + "\n".join(lines)


def plan_from(text):
    plan = load_beside(text).plan
    assume(plan is not None)
    return plan


@given(rulesets())
@settings(deadline=None, max_examples=60)
def test_roles_are_those_that_some_complete_case_gives(text):
    """A lead is listed for a matter exactly if some complete case of it may be led by it.

    In a conflict each side may lead. What is certain holds in every case.
    """
    plan = plan_from(text)
    found = responsibility(plan, by=["matter"])
    for matter in MATTERS:
        outcomes = [plan.evaluate(c).outcome("lead_responsibility") for c in CASES
                    if c["matter"] == matter]  # fmt: skip
        for role, output in (("lead", "lead"), ("support", "supporting_departments")):
            held = {h.department: h for h in found.holdings
                    if (h.value, h.role) == (matter, role)}  # fmt: skip
            named = [{d for rule in o.rules for d in listed(rule.values[output])} for o in outcomes]
            told = set(held)
            possible = set().union(*named)
            # a role of which no value tells anything is left out
            assert told == possible or (not told and informs_nothing(found, plan, role))
            for department, holding in held.items():
                if holding.certain:
                    assert all(department in names for names in named)


def listed(value):
    return value if isinstance(value, frozenset) else {value}


def informs_nothing(found, plan, role):
    output = "lead" if role == "lead" else "supporting_departments"
    named = {matter: set() for matter in MATTERS}
    for case in CASES:
        for rule in plan.evaluate(case).outcome("lead_responsibility").rules:
            named[case["matter"]] |= listed(rule.values[output])
    alike = len(set(map(frozenset, named.values()))) == 1
    return alike and not any(holding.role == role for holding in found.holdings)


@given(rulesets())
@settings(deadline=None, max_examples=60)
def test_overlaps_are_the_conflicts_of_complete_cases(text):
    """Two departments overlap exactly if some complete case is in conflict between them."""
    plan = plan_from(text)
    found = responsibility(plan, by=["matter"])
    clashes = set()
    for case in CASES:
        outcome = plan.evaluate(case).outcome("lead_responsibility")
        if outcome.status is Status.CONFLICT:
            leads = sorted({rule.values["lead"] for rule in outcome.rules})
            clashes |= {(a, b) for a in leads for b in leads if a < b}
    assert {overlap.departments for overlap in found.overlaps} == clashes
    for overlap in found.overlaps:
        assert 0 < overlap.share <= 1
        assert overlap.case is not None
        outcome = plan.evaluate(overlap.case).outcome("lead_responsibility")
        assert outcome.status is Status.CONFLICT


@given(rulesets())
@settings(deadline=None, max_examples=40)
def test_the_unclaimed_share_is_that_of_the_cells(text):
    """What must be settled and is not has as many cells as complete cases without any rule."""
    plan = plan_from(text)
    found = responsibility(plan, by=["matter"])
    must = [c for c in CASES if c["matter"] != "other"]
    open_ = [
        c for c in must if plan.evaluate(c).outcome("lead_responsibility").status is Status.NONE
    ]
    share = sum((part.share for part in found.unclaimed), Fraction(0))
    assert share == Fraction(len(open_), len(must))


def test_a_measure_by_hand():
    """Two rules that meet in one of three matters, and only in urgent cases."""
    plan = load_beside(
        HEAD
        + "  - {id: A, when: {matter: [care, move]}, lead: civil}\n"
        + "  - {id: B, when: {matter: [move, other], urgent: 是}, lead: tax}\n"
    ).plan
    (overlap,) = responsibility(plan, by=["matter"]).overlaps
    # A has 2 × 2 cells of matter and urgency, B has 2 × 1, one cell is common: 1 of 5
    assert overlap.share == Fraction(1, 5)
    assert overlap.rules == (("A", "B"),)


def test_a_plan_without_leads_has_nothing_to_say():
    """Other rulesets give empty answers, not errors."""
    found = responsibility(load_beside().plan)
    assert found.holdings == found.overlaps == found.unclaimed == ()
    assert found.picture("zh-Hans").rows == ()
    assert found.to_text("en") == "\n"


def test_an_attribute_must_be_a_choice_that_cases_give():
    """Other attributes are refused by name."""
    with pytest.raises(ValueError, match="`urgent`"):
        responsibility(load_beside().plan, by=["urgent"])


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_the_plan_of_the_library(language):
    """The shipped plan: its one intended conflict, and its one matter without a lead."""
    found = responsibility(shipped_plan())
    assert found.attributes == ("matter", "domain")
    assert [o.departments for o in found.overlaps] == [("emergency_management", "water_resources")]
    assert ("matter", "emerging_business") in found.unowned
    assert found.complete
    for form in FORMATS:
        assert render(found.picture(language), form)
    ET.fromstring(render(found.picture(language), "svg"))
    assert found.to_text(language).strip()
    assert found.to_dict()["load"]["civil_affairs"]["lead"] > 0
