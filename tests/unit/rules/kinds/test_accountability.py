"""Dual accountability: proposals against both sides, never against who acted in time."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.kind_texts import VOCABULARY, codes_of, plan_of, underlined

DUAL = """
kind: accountability
id: dual
source: rule 4
record: participant
applies_when: {late: 超过0个工作日, cause: passing}
lead_when: {role: lead}
coordinating_when: {role: support}
acted_in_time: {days: 0个工作日以下, refused: 否}
never_exempt: {honest: 否}
counted_days: days
evidence: evidence
decided_by: supervisor
objection: 可以申辩
objection_within: 30日
objection_to: committee
shares: {by: counted_days, if_no_days: equal}
grounds:
  - {id: G1, side: lead, when: {days: 超过0个工作日}, evidence: [log]}
  - {id: G2, side: coordinating, when: {days: 超过0个工作日}, evidence: [letter, log]}
  - {id: G3, side: coordinating, when: {refused: 是}}
exempts:
  - {id: E1, when: {excused: 是}, correction: 仍须办结}
ladder: [talk, interview, criticism, referral]
measures:
  - {id: M1, when: {days: 5个工作日以下}, measure: talk}
  - {id: M2, when: {days: 超过5个工作日}, measure: interview}
factors:
  - {id: F1, when: {repeated: 是}, steps: 1}
"""
PLAN = plan_of(DUAL)
LATE = {"late": 3, "cause": "passing"}


def one(department="civil", role="lead", days=3, **more):
    facts = {"refused": False, "honest": True, "excused": False, "repeated": False}
    return {"department": department, "role": role, "days": days, **facts, **more}


def decide(*participants, plan=PLAN, **case):
    return plan.evaluate({**LATE, **case, "participants": list(participants)})


def bad(old: str, new: str) -> str:
    assert old in DUAL
    return DUAL.replace(old, new)


# what it proposes


def test_both_sides_are_proposed_each_with_its_own_days_and_share():
    found = decide(one(), one("tax", "support", 9, evidence=["log"])).liabilities
    assert [(x.department, x.side, x.counted_days) for x in found] == [
        ("civil", "lead", 3),
        ("tax", "coordinating", 9),
    ]
    assert [x.share for x in found] == [Fraction(1, 4), Fraction(3, 4)]
    assert [x.measure for x in found] == ["talk", "interview"]
    assert found[1].evidence_present == ("log",)
    assert found[1].evidence_missing == ("letter",)


def test_what_comes_out_is_a_proposal_for_a_body_to_decide():
    (found,) = decide(one()).liabilities
    plain = found.to_dict()
    assert (plain["status"], plain["decided_by"]) == ("proposal", "supervisor")
    assert plain["objection"] == {"within": "30 days", "to": "committee", "text": "可以申辩"}


def test_no_measure_is_proposed_for_who_is_not_liable():
    decision = decide(one(days=0), one("tax", "support", 9))
    in_time, late = decision.subjects("participant")
    assert decision.fact("liable", in_time) is False
    assert decision.fact("proposed_measure", in_time) is None
    assert decision.fact("proposed_measure", late) == "interview"


def test_other_causes_and_cases_in_time_give_nothing():
    assert decide(one(), cause="applicant").liabilities == ()
    assert decide(one(), late=0).liabilities == ()


def test_who_is_only_informed_owes_nothing():
    assert decide(one(role="informed", days=30)).liabilities == ()


def test_a_factor_moves_the_measure_and_stops_at_the_end_of_the_ladder():
    (found,) = decide(one(days=9, repeated=True)).liabilities
    assert (found.measure, [f.id for f in found.factors]) == ("criticism", ["F1"])
    plan = plan_of(bad("steps: 1", "steps: 9"))
    assert decide(one(repeated=True), plan=plan).liabilities[0].measure == "referral"
    plan = plan_of(bad("steps: 1", "steps: -9"))
    assert decide(one(days=9, repeated=True), plan=plan).liabilities[0].measure == "talk"


def test_no_measure_before_every_factor_is_known():
    participant = one()
    del participant["repeated"]
    decision = decide(participant)
    (found,) = decision.liabilities
    assert found.measure is None
    assert [f.id for f in found.factors_open] == ["F1"]
    assert [q.ask for q in decision.undetermined] == [("participants[0].repeated",)]


def test_a_further_ground_that_may_hold_leaves_the_shares_as_they_are():
    participant = one("tax", "support", 9)
    del participant["refused"]
    decision = decide(participant, one())
    assert [(x.share, x.open) for x in decision.liabilities] == [
        (Fraction(3, 4), False),
        (Fraction(1, 4), False),
    ]
    assert any("participants[0].refused" in q.ask for q in decision.undetermined)


# exemptions


def test_an_exemption_lifts_the_grounds_and_leaves_a_correction():
    decision = decide(one(excused=True), one("tax", "support", 9))
    assert [x.department for x in decision.liabilities] == ["tax"]
    (exempted,) = decision.view("exempted")
    assert exempted.to_dict() == {
        "status": "proposal",
        "department": "civil",
        "exemption": "E1",
        "grounds": ["G1"],
        "correction": "仍须办结",
    }


def test_bad_faith_is_never_exempted():
    decision = decide(one(excused=True, honest=False))
    assert [x.department for x in decision.liabilities] == ["civil"]
    assert decision.view("exempted") == ()


@pytest.mark.parametrize("unknown", ["excused", "honest"])
def test_an_unknown_condition_neither_exempts_nor_condemns(unknown):
    participant = one(excused=True)
    del participant[unknown]
    decision = decide(participant, one("tax", "support", 9))
    assert decision.view("exempted") == ()
    assert [(x.department, x.open) for x in decision.liabilities] == [("tax", True)]
    asked = {fact for q in decision.undetermined for fact in q.ask}
    assert f"participants[0].{unknown}" in asked


SPECIAL = """
kind: accountability
id: local
source: rule 5
record: participant
exempts:
  - {id: E2, when: {urgent: 是}, correction: 仍须办结}
"""


def test_a_special_document_leaves_to_the_general_one_what_it_says():
    plan = plan_of(SPECIAL, DUAL)
    assert [x.department for x in decide(one(), plan=plan, urgent=False).liabilities] == ["civil"]
    assert decide(one(), plan=plan, urgent=True).liabilities == ()
    assert decide(one(), plan=plan, urgent=True).view("exempted")[0].exemption.id == "E2"


def test_what_one_document_never_exempts_no_other_exempts():
    plan = plan_of(DUAL, SPECIAL)
    assert decide(one(honest=False), plan=plan, urgent=True).liabilities != ()


def test_what_concerns_all_proposals_is_said_once():
    special = SPECIAL + "decided_by: committee\nladder: [talk]\n"
    assert codes_of(DUAL, special) == ["GC436", "GC436"]


@pytest.mark.parametrize(
    "key",
    ["lead_when", "coordinating_when", "acted_in_time", "counted_days", "decided_by", "shares"],
)
def test_the_general_document_must_be_whole(key):
    text = "\n".join(line for line in DUAL.splitlines() if not line.startswith(f"{key}:"))
    assert codes_of(text) == ["GC203"]


# laws over generated participants

PARTICIPANT = st.fixed_dictionaries(
    {
        "department": st.sampled_from(["civil", "tax", "health", "police"]),
        "role": st.sampled_from(["lead", "support", "informed"]),
    },
    optional={
        "days": st.integers(-5, 20),
        "refused": st.booleans(),
        "honest": st.booleans(),
        "excused": st.booleans(),
        "repeated": st.booleans(),
    },
)
PARTICIPANTS = st.lists(PARTICIPANT, max_size=5)


@given(PARTICIPANTS)
def test_nobody_who_acted_in_time_is_ever_liable(participants):
    for found in decide(*participants).liabilities:
        facts = participants[found.subject.index]
        assert facts.get("days", 0) > 0 or facts.get("refused") is True


@given(PARTICIPANTS)
def test_bad_faith_or_its_suspicion_is_never_exempted(participants):
    for found in decide(*participants).view("exempted"):
        assert participants[found.subject.index].get("honest") is True


@given(
    PARTICIPANTS, st.sampled_from(["counted_days", "equal", "fixed, lead: 40%, coordinating: 60%"])
)
def test_shares_add_up_to_one_or_all_are_open(participants, by):
    plan = PLANS[by]
    found = decide(*participants, plan=plan).liabilities
    shares = [x.share for x in found]
    if None in shares:
        assert set(shares) == {None}
        assert any(x.counted_days is None for x in found)
    elif shares:
        assert sum(shares) == 1
        assert all(0 <= share <= 1 for share in shares)


PLANS = {
    by: plan_of(bad("by: counted_days, ", f"by: {by}, "))
    for by in ("counted_days", "equal", "fixed, lead: 40%, coordinating: 60%")
}


@given(PARTICIPANTS, st.randoms())
def test_the_order_of_departments_changes_nothing_for_any_of_them(participants, random):
    def told(listed):
        return sorted(
            (x.department, x.side, str(x.share), x.measure or "", str(x.counted_days), x.open)
            for x in decide(*listed).liabilities
        )

    shuffled = list(participants)
    random.shuffle(shuffled)
    assert told(participants) == told(shuffled)


@given(PARTICIPANTS)
def test_a_liability_is_never_taken_back_when_missing_facts_arrive(participants):
    said = {x.department for x in decide(*participants).liabilities}
    full = {"days": 7, "refused": False, "honest": True, "excused": True, "repeated": False}
    later = decide(*({**full, **p} for p in participants)).liabilities
    assert said <= {x.department for x in later}


# shares


def test_fixed_parts_are_divided_by_days_within_each_side():
    plan = PLANS["fixed, lead: 40%, coordinating: 60%"]
    found = decide(one(), one("tax", "support", 1), one("police", "support", 2), plan=plan)
    assert [x.share for x in found.liabilities] == [Fraction(2, 5), Fraction(1, 5), Fraction(2, 5)]


def test_a_side_without_proposals_leaves_its_part_to_the_other():
    plan = PLANS["fixed, lead: 40%, coordinating: 60%"]
    found = decide(one(days=0), one("tax", "support", 1), plan=plan).liabilities
    assert [x.share for x in found] == [1]


def test_without_days_shares_are_equal_or_open_as_declared():
    refusing = [one(d, "support", 0, refused=True) for d in ("tax", "police")]
    assert [x.share for x in decide(*refusing).liabilities] == [Fraction(1, 2)] * 2
    plan = plan_of(bad(", if_no_days: equal", ""))
    assert [x.share for x in decide(*refusing, plan=plan).liabilities] == [None, None]


# what it demands of its documents


def test_a_good_document_gives_no_diagnostic():
    assert codes_of(DUAL) == []


ONLY_LEAD = DUAL[DUAL.index("  - {id: G2") : DUAL.index("exempts:")]


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("record: participant", "record: participants", "GC420", "participants"),
        (ONLY_LEAD, "", "GC422", None),
        ("never_exempt: {honest: 否}\n", "", "GC423", "E1"),
        (
            "side: lead, when: {days: 超过0个工作日}",
            "side: lead, when: {days: 0个工作日以下, refused: 否}",
            "GC424",
            "G1",
        ),
        ("evidence: evidence\n", "", "GC425", "log"),
        ("when: {excused: 是}", "when: {excused: 是, honest: 否}", "GC426", "E1"),
        ("counted_days: days", "counted_days: refused", "GC428", "refused"),
        ("{by: counted_days", "{by: fixed, lead: 40%, coordinating: 50%", "GC430", None),
        ("{by: counted_days", "{by: fixed", "GC430", None),
        ("coordinating_when: {role: support}", "coordinating_when: {role: lead}", "GC431", None),
        ("coordinating_when: {role: support}", "coordinating_when: {refused: 否}", "GC431", None),
        (
            "side: lead, when: {days: 超过0个工作日}",
            "side: lead, when: {days: 超过0个工作日, urgent: 是}",
            "GC432",
            None,
        ),
        (
            "side: lead, when",
            "side: lead, in_force: {from: 2025-01-01}, when",
            "GC432",
            None,
        ),
        ("measure: interview", "measure: person_talk", "GC433", "person_talk"),
        ("[talk, interview, criticism", "[interview, talk, criticism", "GC434", "talk"),
        ("when: {days: 超过5个工作日}", "when: {days: 超过6个工作日}", "GC435", "M2"),
        ("decided_by: supervisor", "decided_by: supervisors", "GC258", "supervisors"),
        ("evidence: [log]", "evidence: [logs]", "GC258", "logs"),
        ("measure: talk", "measure: talks", "GC258", "talks"),
        ("when: {refused: 是}", "when: {refused: 对}", "GC221", "对"),
        ("steps: 1", "steps: 半", "GC201", "半"),
        ("side: lead", "side: both", "GC276", "both"),
        ("source: rule 4\n", "", "GC501", "G1"),
    ],
)
def test_a_bad_document_is_reported_at_its_place(old, new, code, place):
    text = bad(old, new)
    assert code in codes_of(text)
    if place is not None:
        assert underlined(text, code=code) == place


def test_a_record_must_name_its_department():
    words = VOCABULARY.replace("    subject: department\n", "")
    assert "GC427" in codes_of(DUAL, vocabulary=words)


def test_measures_need_a_list_of_sanctions():
    words = "\n".join(line for line in VOCABULARY.splitlines() if "sanctions" not in line)
    assert "GC429" in codes_of(
        DUAL.replace("ladder: [talk, interview, criticism, referral]\n", ""), vocabulary=words
    )


def test_all_documents_look_at_the_same_records():
    words = VOCABULARY + "  others: {each: other, fields: {who: {type: choice, of: departments}}}\n"
    special = DUAL.replace("id: dual", "id: local").replace("record: participant", "record: other")
    assert "GC421" in codes_of(DUAL, special, vocabulary=words)


DATED = VOCABULARY.replace(
    "      days: {type: quantity, unit: 工作日}\n",
    "      asked: {type: date, title: 交办日期}\n"
    "      answered: {type: date, title: 办复日期}\n"
    "      days: {derive: 'workdays(asked, answered or as_of)'}\n",
)


def dated(department="civil", role="lead", answered="2025-03-12", **more):
    facts = {"refused": False, "honest": True, "excused": False, "repeated": False}
    asked = {"asked": "2025-03-10", "answered": answered}
    return {"department": department, "role": role, **facts, **asked, **more}


def test_a_department_entered_twice_is_charged_once():
    """With the entry that counts most days; the doubt is told in every language."""
    twice = decide(one(days=2), one(department="tax", role="support"), one(days=5))
    assert [(p.department, p.counted_days) for p in twice.liabilities] == [("civil", 5), ("tax", 3)]
    assert sum(p.share for p in twice.liabilities) == 1
    (doubt,) = twice.view("record_doubts")
    assert (doubt.code, doubt.department, doubt.entries) == ("twice", "civil", (0, 2))
    for language, words in (("en", "2 times"), ("zh-Hans", "登记了2次"), ("zh-Hant", "登記了2次")):
        assert words in twice.explain(language)
    assert decide(one(), one(department="tax")).view("record_doubts") == ()


def test_an_answer_before_its_request_clears_nobody():
    """No days are counted, the other shares stay open, and the record is named."""
    plan = plan_of(DUAL, vocabulary=DATED)
    slip = dated(department="tax", role="support", answered="2025-03-01")
    found = decide(dated(), slip, plan=plan, as_of="2025-06-01")
    assert [(p.department, p.open) for p in found.liabilities] == [("civil", True)]
    (doubt,) = found.view("record_doubts")
    assert (doubt.code, doubt.department, doubt.start, doubt.end) == (
        "order", "tax", "asked", "answered",
    )  # fmt: skip
    assert "办复日期 2025-03-01 早于交办日期 2025-03-10" in found.explain("zh-Hans")
    refused = decide(dated(), {**slip, "refused": True}, plan=plan, as_of="2025-06-01")
    assert [p.counted_days for p in refused.liabilities] == [2, None]
    assert [p.share for p in refused.liabilities] == [None, None]
    assert decide(dated(), plan=plan, as_of="2025-06-01").view("record_doubts") == ()
