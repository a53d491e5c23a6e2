"""The negative list: what must be handled jointly, by whom, and when it may begin alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.kind_texts import codes_of, plan_of, underlined

LIST = """
kind: negative_list
id: joint
source: rule 1
entries:
  - {id: A, title: 养老, when: {matter: care}, departments: [civil, health], reason: 分属两家}
  - {id: B, when: {amount: 100万元以上}, departments: [civil, tax], reason: 金额大}
exceptions:
  - {id: X, when: {urgent: 是}, entries: [A], duty: 补报}
"""
PLAN = plan_of(LIST)


def bad(old: str, new: str) -> str:
    assert old in LIST
    return LIST.replace(old, new)


# what it says of cases


def test_an_entry_makes_joint_handling_required_and_says_why():
    decision = PLAN.evaluate({"matter": "care", "amount": 0, "urgent": False})
    assert decision.joint_required is True
    (listed,) = decision.view("listed_matters")
    assert (listed.entry, listed.departments) == ("A", {"civil", "health"})
    assert listed.to_dict()["reason"] == "分属两家"


def test_departments_of_all_entries_that_hold_are_joined():
    decision = PLAN.evaluate({"matter": "care", "amount": 2_000_000, "urgent": False})
    assert decision.view("required_departments") == {"civil", "health", "tax"}


def test_what_is_not_listed_may_be_handled_alone():
    decision = PLAN.evaluate({"matter": "other", "amount": 0, "urgent": True})
    assert decision.joint_required is False
    assert decision.view("duties") == ()


def test_an_exception_lifts_only_the_entries_it_names_and_leaves_a_duty():
    decision = PLAN.evaluate({"matter": "care", "amount": 2_000_000, "urgent": True})
    assert decision.joint_required is True
    assert decision.view("required_departments") == {"civil", "tax"}
    (duty,) = decision.view("duties")
    assert duty.to_dict() == {"exception": "X", "duty": "补报", "entries": ["A"]}


def test_an_exception_without_entries_lifts_all():
    plan = plan_of(bad("entries: [A], ", ""))
    decision = plan.evaluate({"matter": "care", "amount": 2_000_000, "urgent": True})
    assert decision.joint_required is False
    assert decision.view("duties")[0].entries == ("A", "B")


def test_an_exception_has_nothing_to_say_of_other_matters():
    decision = PLAN.evaluate({"matter": "other", "amount": 0})
    assert decision.joint_required is False
    assert decision.undetermined == ()


def test_a_missing_fact_leaves_it_open_and_is_asked_for():
    decision = PLAN.evaluate({"matter": "care", "amount": 0})
    assert decision.joint_required is None
    assert [q.ask for q in decision.undetermined] == [("urgent",)]


def test_a_part_of_a_department_stands_for_it():
    facts = {"matter": "care", "amount": 0, "urgent": False}
    present = {**facts, "departments": ["civil", "clinic_office"]}
    assert PLAN.evaluate(present).view("missing_departments") == set()
    absent = {**facts, "departments": ["civil", "tax"]}
    assert PLAN.evaluate(absent).view("missing_departments") == {"health"}
    assert PLAN.evaluate(facts).view("missing_departments") is None


@given(
    st.sampled_from(["care", "move", "other", None]),
    st.sampled_from([0, 999_999, 1_000_000, None]),
    st.sampled_from([True, False, None]),
)
def test_what_is_said_with_facts_missing_holds_whatever_they_turn_out_to_be(matter, amount, urgent):
    given_facts = {"matter": matter, "amount": amount, "urgent": urgent}
    known = {name: value for name, value in given_facts.items() if value is not None}
    said = PLAN.evaluate(known).joint_required
    for full in (
        {"matter": m, "amount": a, "urgent": u}
        for m in ("care", "other")
        for a in (0, 1_000_000)
        for u in (True, False)
    ):
        later = PLAN.evaluate({**full, **known}).joint_required
        assert said is None or later is said


# what it demands of its documents


def test_a_good_list_gives_no_diagnostic():
    assert codes_of(LIST) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("departments: [civil, health]", "departments: [civil]", "GC401", "A"),
        ("departments: [civil, health]", "departments: [civil, civil]", "GC401", "A"),
        (", reason: 分属两家", "", "GC402", "A"),
        (", duty: 补报", "", "GC403", "X"),
        ("[civil, health]", "[civil, helth]", "GC258", "helth"),
        ("entries: [A]", "entries: [Z]", "GC260", "Z"),
        ("id: B", "id: A", "GC261", "A"),
        ("matter: care", "matter: car", "GC221", "car"),
        ("{matter: care}", "{mater: care}", "GC220", "mater"),
        ("source: rule 1\n", "", "GC501", "A"),
        (", departments: [civil, tax]", "", "GC203", None),
        ("reason: 金额大", "reasons: 金额大", "GC202", "reasons"),
    ],
)
def test_a_bad_list_is_reported_at_its_place(old, new, code, place):
    text = bad(old, new)
    assert code in codes_of(text)
    if place is not None:
        assert underlined(text, code=code) == place
