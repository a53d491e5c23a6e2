"""Who can be liable with whom: grounds replayed, dead grounds found, answers that are missing."""

from __future__ import annotations

import pytest
from shipped import shipped_plan

from govcoord.graph import accountability
from govcoord.graph.draw import FORMATS, render
from tests.support.kind_texts import load_beside

LEADS = """
kind: lead_responsibility
id: leads
source: rule 2
unresolved: {refer_to: committee, acting: first_receiver, within: 10个工作日}
rules:
  - {id: L1, when: {matter: care}, lead: civil, supports: [health, tax]}
  - {id: L2, when: {matter: move}, lead: tax, supports: [police]}
"""
DUAL = """
kind: accountability
id: dual
source: rule 4
record: participant
lead_when: {role: lead}
coordinating_when: {role: support}
acted_in_time: {days: 0个工作日以下, refused: 否}
counted_days: days
evidence: evidence
decided_by: supervisor
objection: 可以申辩
objection_within: 30日
objection_to: committee
shares: {by: counted_days, if_no_days: equal}
grounds:
  - {id: G1, side: lead, when: {days: 超过0个工作日}}
  - {id: G2, side: coordinating, when: {refused: 是}}
measures:
  - {id: M1, when: {days: 5个工作日以下}, measure: talk}
"""


def pairs(found):
    return {(one.lead, one.other) for one in found.together}


def test_lead_and_support_can_be_liable_together():
    """Both sides of one case, with the grounds of each."""
    found = accountability(load_beside(LEADS, DUAL).plan, by=["matter"])
    assert pairs(found) == {("civil", "health"), ("civil", "tax"), ("tax", "police")}
    assert all(one.grounds == (("G1", "G2"),) for one in found.together)
    assert found.unanswered == ()


def test_grounds_that_ask_opposite_things_of_the_case_never_stand_together():
    """One ground for urgent cases, the other for those that are not."""
    text = DUAL.replace("{days: 超过0个工作日}}", "{days: 超过0个工作日, urgent: 是}}")
    text = text.replace("when: {refused: 是}", "when: {refused: 是, urgent: 否}")
    found = accountability(load_beside(LEADS, text).plan, by=["matter"])
    assert [ground.can_stand for ground in found.grounds] == [True, True]
    assert pairs(found) == set()


def test_a_ground_on_one_matter_binds_only_its_departments():
    """Elsewhere nothing makes the supporting department answer: the return edge is missing."""
    text = DUAL.replace("when: {refused: 是}", "when: {refused: 是, matter: care}")
    found = accountability(load_beside(LEADS, text).plan, by=["matter"])
    assert pairs(found) == {("civil", "health"), ("civil", "tax")}
    assert [(link.source, link.target) for link in found.unanswered] == [("tax", "police")]
    broken = [edge for edge in found.picture("en").edges if edge.missing]
    assert [(edge.source, edge.target) for edge in broken] == [("police", "tax")]


def test_a_ground_that_an_exemption_always_covers_cannot_stand():
    """Proved on regions, not seen from the rules one by one."""
    text = DUAL + "exempts:\n  - {id: E1, when: {refused: 是}, grounds: [G2], correction: 补办}\n"
    plan = load_beside(LEADS, text).plan
    grounds = {ground.rule.id: ground for ground in accountability(plan, by=["matter"]).grounds}
    assert grounds["G1"].can_stand
    assert not grounds["G2"].can_stand
    assert grounds["G2"].case is None


def test_without_accountability_nothing_is_answered():
    """A plan with leads alone has requests that nothing makes anyone answer."""
    found = accountability(load_beside(LEADS).plan, by=["matter"])
    assert found.grounds == found.together == ()
    assert len(found.unanswered) == 3


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_the_plan_of_the_library(language):
    """Every ground of the shipped plan stands in a case that the engine confirms."""
    plan = shipped_plan()
    found = accountability(plan)
    assert found.complete
    for ground in found.grounds:
        assert ground.case is not None
        decision = plan.evaluate(ground.case)
        grounds = {g.id for liable in decision.liabilities for g in liable.grounds}
        assert ground.rule.id in grounds
    for form in FORMATS:
        assert render(found.picture(language), form)
    assert found.to_text(language).strip()
    assert found.to_dict()["complete"] is True
