"""Lead responsibility: exactly one lead, and a referral where there is none or two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.kind_texts import codes_of, plan_of, underlined

LEADS = """
kind: lead_responsibility
id: leads
source: rule 2
applies_when: {departments: {count: 2以上}}
must_settle: {matter: care}
powers: [召集会议, 分配时限]
unresolved: {refer_to: committee, acting: first_receiver, within: 10个工作日}
rules:
  - {id: L1, when: {matter: care}, lead: civil, supports: [{department: health, duty: 护理}]}
  - {id: L2, when: {matter: care, urgent: 是}, overrides: [L1], lead: health, powers: [先行处置]}
  - {id: L3, when: {matter: move}, lead: tax}
  - {id: L4, when: {matter: move, urgent: 是}, lead: police}
"""
PLAN = plan_of(LEADS)
TWO = {"departments": ["civil", "tax"]}


def bad(old: str, new: str) -> str:
    assert old in LEADS
    return LEADS.replace(old, new)


# what it says of cases


def test_exactly_one_lead_with_its_supports_and_powers():
    decision = PLAN.evaluate({**TWO, "matter": "care", "urgent": False})
    assert decision.lead == "civil"
    assert [s.to_dict() for s in decision.supports] == [{"department": "health", "duty": "护理"}]
    assert [p.to_dict() for p in decision.view("powers")] == ["召集会议", "分配时限"]
    assert decision.view("referral") is None
    assert decision.view("acting_lead") is None


def test_a_special_rule_beats_the_general_one_and_may_give_its_own_powers():
    decision = PLAN.evaluate({**TWO, "matter": "care", "urgent": True})
    assert decision.lead == "health"
    assert [p.to_dict() for p in decision.view("powers")] == ["先行处置"]


def test_two_leads_go_to_the_body_and_the_first_receiver_acts():
    facts = {**TWO, "matter": "move", "urgent": True, "first_receiver": "police"}
    decision = PLAN.evaluate(facts)
    assert decision.lead is None
    assert [o.id for o in decision.conflicts] == ["lead_responsibility"]
    assert decision.view("referral").to_dict() == {
        "refer_to": "committee",
        "ground": "conflict",
        "acting": "police",
        "within": "10 workdays",
        "rules": ["L3", "L4"],
    }


def test_no_lead_goes_to_the_body_and_the_first_receiver_acts():
    decision = PLAN.evaluate({**TWO, "matter": "other", "first_receiver": "civil"})
    assert decision.lead is None
    referral = decision.view("referral")
    assert (referral.ground, referral.acting, referral.rules) == ("none", "civil", ())


def test_who_acts_is_asked_for_where_the_first_receiver_is_not_known():
    decision = PLAN.evaluate({**TWO, "matter": "other"})
    assert decision.view("referral").acting is None
    assert [(q.table, q.ask) for q in decision.undetermined] == [
        ("acting_lead", ("first_receiver",))
    ]


def test_a_case_that_needs_no_lead_is_not_referred():
    decision = PLAN.evaluate({"departments": ["civil"], "matter": "other"})
    assert decision.lead is None
    assert decision.view("referral") is None
    assert decision.undetermined == ()


def test_while_the_lead_is_open_nothing_is_referred():
    decision = PLAN.evaluate({**TWO, "matter": "move"})
    assert decision.lead is None
    assert decision.view("referral") is None
    assert "urgent" in decision.undetermined[0].ask


def test_answers_are_plain_data():
    decision = PLAN.evaluate({**TWO, "matter": "other", "first_receiver": "civil"})
    answers = decision.to_dict()["answers"]
    assert answers["referral"]["refer_to"] == "committee"
    assert answers["powers"] == []


departments = st.sets(st.sampled_from(["civil", "tax", "health", "police"])).map(sorted)


@given(
    st.sampled_from(["care", "move", "other"]),
    st.booleans(),
    departments,
    st.sampled_from(["civil", "tax", "police"]),
)
def test_one_lead_or_a_referral_never_both_and_never_neither(matter, urgent, present, receiver):
    decision = PLAN.evaluate(
        {"matter": matter, "urgent": urgent, "departments": present, "first_receiver": receiver}
    )
    referral = decision.view("referral")
    if len(present) < 2:
        assert decision.lead is None
        assert referral is None
        return
    assert (decision.lead is None) is (referral is not None)
    if referral is not None:
        assert referral.acting == decision.view("acting_lead") == receiver
    else:
        assert decision.view("acting_lead") is None


def test_special_documents_join_the_general_one():
    special = """
kind: lead_responsibility
id: local
source: rule 3
rules:
  - {id: S1, when: {matter: other}, lead: police}
"""
    plan = plan_of(LEADS, special)
    assert plan.evaluate({**TWO, "matter": "other"}).lead == "police"
    alone = plan.evaluate({"departments": ["civil"], "matter": "other"})
    assert (alone.lead, alone.view("referral")) == (None, None)


# what it demands of its documents


def test_a_special_document_takes_over_the_powers_of_the_general_one():
    """Whoever leads by a special rule has the powers of every lead, unless it gives others."""
    special = """
kind: lead_responsibility
id: special
source: special 1
extends: leads
MORE
rules:
  - {id: S1, when: {matter: move, urgent: 是}, lead: health, overrides: [L3, L4]}
"""
    facts = {**TWO, "matter": "move", "urgent": True}
    for more, powers in (("", ["召集会议", "分配时限"]), ("powers: [先行处置]", ["先行处置"])):
        decision = plan_of(LEADS, special.replace("MORE", more)).evaluate(facts)
        assert decision.lead == "health"
        assert [p.to_dict() for p in decision.view("powers")] == powers


def test_a_good_document_gives_no_diagnostic():
    assert codes_of(LEADS) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        (
            "unresolved: {refer_to: committee, acting: first_receiver, within: 10个工作日}\n",
            "",
            "GC410",
            None,
        ),
        ("department: health, duty", "department: civil, duty", "GC411", "civil"),
        ("acting: first_receiver", "acting: urgent", "GC413", "urgent"),
        (", within: 10个工作日", "", "GC414", None),
        ("refer_to: committee", "refer_to: comittee", "GC258", "comittee"),
        ("lead: tax", "lead: taxes", "GC258", "taxes"),
        ("overrides: [L1]", "overrides: [L9]", "GC260", "L9"),
        ("overrides: [L1]", "overrides: [L2]", "GC302", "L2"),
        ("id: L4", "id: L3", "GC261", "L3"),
        ("lead: tax}", "leads: tax}", "GC202", "leads"),
        ("source: rule 2\n", "", "GC501", "L1"),
    ],
)
def test_a_bad_document_is_reported_at_its_place(old, new, code, place):
    text = bad(old, new)
    assert code in codes_of(text)
    if place is not None:
        assert underlined(text, code=code) == place


def test_the_way_out_is_given_once():
    special = """
kind: lead_responsibility
id: local
source: rule 3
unresolved: {refer_to: supervisor, acting: first_receiver, within: 5个工作日}
"""
    assert "GC412" in codes_of(LEADS, special)
