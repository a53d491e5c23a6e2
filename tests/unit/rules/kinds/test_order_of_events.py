"""What every mechanism of the plan makes of days out of order, doubles and what is yet to come."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from shipped import shipped_plan

import govcoord
from govcoord.errors import CaseError
from govcoord.plain import jsonable
from govcoord.rules.engine import Plan

LANGUAGES = ("en", "zh-Hans", "zh-Hant")
DAY = date(2026, 3, 31)


@pytest.fixture(scope="module")
def plan() -> Plan:
    """The plan that the library brings along."""
    return shipped_plan()


def rating(**more: Any) -> dict[str, Any]:
    """A bad rating by name, easy to mend."""
    return {"unit": "民政", "at": "2026-03-02", "level": "非常不满意", "real_name": True,
            "difficulty": "一般", **more}  # fmt: skip


def inspection(**more: Any) -> dict[str, Any]:
    """An inspection in due form."""
    return {"id": "D1", "object": "甲区", "subject": "养老", "started": "2026-03-02",
            "ordered_by": "政府办", "planned": True, **more}  # fmt: skip


def flaw(**more: Any) -> dict[str, Any]:
    """A finding of it."""
    return {"what": "一", "unit": "民政", "found": "2026-03-03", **more}


def meeting(**more: Any) -> dict[str, Any]:
    """A session of the committee."""
    return {"matter": "甲", "agenda": ["甲"], "facts": {"departments": []}, **more}


REFUSED = [
    ("plan_service_rating", {"ratings": [rating(contacted="2026-03-01")]}, "contacted"),
    ("plan_service_rating",
     {"ratings": [rating(rectified="2026-03-09", called_back="2026-03-05")]}, "called_back"),
    ("plan_service_rating", {"ratings": [rating(id="R1"), rating(id="R1")]}, "id"),
    ("plan_inspection",
     {"inspections": [inspection(flaws=[flaw(found="2026-03-01")])]}, "found"),
    ("plan_inspection", {"inspections": [inspection(flaws=[flaw(due="2026-03-02")])]}, "due"),
    ("plan_inspection",
     {"inspections": [inspection(flaws=[flaw(mended="2026-03-02")])]}, "mended"),
    ("plan_inspection", {"inspections": [inspection(flaws=[flaw(), flaw()])]}, "what"),
    ("plan_inspection",
     {"inspections": [inspection(concluded="2026-03-10", decided="2026-03-09")]}, "decided"),
    ("plan_duty_dispute", {"raised": "2026-04-01", "parties": ["民政", "卫健"]}, "raised"),
    ("plan_tiers", {"received": "2026-04-01"}, "received"),
    ("plan_assistance", {"asked": "2026-04-01", "of": "民政"}, "asked"),
    ("plan_assistance",
     {"asked": "2026-03-02", "answered": "2026-03-01", "of": "民政"}, "answered"),
    ("plan_assistance", {"asked": "2026-03-02", "of": "民政", "by": "民政"}, "by"),
    ("plan_assistance",
     {"asked": "2026-03-02", "of": "民政", "answered": "2026-03-03", "answer": "transfer",
      "transfer_to": "民政"}, "transfer_to"),
    ("plan_feedback", {"issued": "2026-04-01", "to": ["民政"]}, "issued"),
    ("plan_feedback", {"issued": "2026-03-02", "to": ["民政"], "due": "2026-03-01"}, "due"),
    ("plan_feedback", {"issued": "2026-03-02", "to": []}, "to"),
    ("plan_feedback", {"issued": "2026-03-02", "to": ["民政", "民政"]}, "to[1]"),
    ("plan_feedback",
     {"issued": "2026-03-02", "to": ["民政"], "receipts": {"民政": "2026-03-01"}},
     "civil_affairs"),
    ("plan_feedback",
     {"issued": "2026-03-02", "to": ["民政"], "progress": {"民政": ["2026-03-01"]}},
     "civil_affairs"),
    ("plan_feedback",
     {"issued": "2026-03-02", "to": ["民政"], "results": {"民政": "2026-03-01"}},
     "civil_affairs"),
    ("plan_exchange_emergency",
     {"known": "2026-03-02 09:00", "told": {"外事": "2026-03-02 08:00"}}, "foreign_affairs"),
    ("plan_exchange_emergency",
     {"known": "2026-03-02 09:00", "ended": "2026-03-02 08:00"}, "ended"),
    ("plan_exchange_emergency",
     {"known": "2026-03-02 09:00", "ended": "2026-03-04 08:00", "dissolved": "2026-03-03 08:00"},
     "dissolved"),
    ("plan_warning_relay",
     {"issued": "2026-03-02 09:00", "received": {"水利": "2026-03-02 08:00"}},
     "water_resources"),
    ("plan_posts",
     {"duties": [{"what": "甲", "post": "主任", "since": "2026-03-02", "due": "2026-03-01"}],
      "holders": []}, "due"),
    ("plan_posts",
     {"duties": [{"what": "甲", "post": "主任", "since": "2026-03-02", "done": "2026-03-01"}],
      "holders": []}, "done"),
    ("plan_posts",
     {"duties": [{"what": "甲", "post": "主任", "since": "2026-03-02"}] * 2, "holders": []},
     "what"),
    ("plan_coordination_committee", meeting(held="2026-04-01"), "held"),
    ("plan_coordination_committee",
     meeting(held="2026-03-02",
             tasks=[{"what": "甲", "holder": "财政", "due": "2026-03-01"}]), "due"),
    ("plan_coordination_committee",
     meeting(held="2026-03-02",
             tasks=[{"what": "甲", "holder": "财政", "done": "2026-03-01"}]), "done"),
    ("plan_coordination_committee",
     meeting(proxies=[{"of": "财政", "by": "财政"}]), "by"),
    ("plan_coordination_committee",
     meeting(form="circulation", facts={"urgent": True, "departments": []}, sent="2026-03-02",
             votes={"财政": "赞成"}, answered={"财政": "2026-03-01"}), "finance"),
    ("two_way_secondment",
     {"secondments": [{"name": "甲", "home": "民政", "host": "卫健", "start": "2026-01-01"}] * 2},
     "name"),
    ("talent_pool",
     {"entries": [], "pairs": [{"mentor": "甲", "mentee": "甲", "start": "2026-01-01"}]},
     "mentee"),
    ("plan_cost_by_ratio", {"total": -100}, "total"),
    ("plan_cost_by_ratio",
     {"costs": [{"amount": 5, "day": "2026-01-01"}, {"amount": -9, "day": "2026-01-01"}]},
     "costs"),
    ("plan_cost_by_ratio",
     {"total": 100, "parties": [{"department": "税务", "paid": -1}]}, "paid"),
    ("plan_innovation_award", {"nominations": [], "budget": -1}, "budget"),
    ("week_month_quarter",
     {"first": "2026-01-01", "last": "2026-01-31",
      "sessions": [{"duty": "周调度", "held": "2026-01-05", "period": "2026-W54"}]}, "period"),
    ("week_month_quarter",
     {"first": "2026-01-01", "last": "2026-01-31",
      "sessions": [{"duty": "周调度", "held": "2026-01-05", "period": "2026-W03"}]}, "held"),
]  # fmt: skip


@pytest.mark.parametrize(("mechanism", "given", "name"), REFUSED)
def test_what_cannot_be_is_refused_in_words(
    plan: Plan, mechanism: str, given: dict[str, Any], name: str
) -> None:
    """With the fact that is wrong, and in every language with what would have been right."""
    with pytest.raises(CaseError) as caught:
        plan.assess(mechanism, given, as_of=DAY)
    assert caught.value.name == name
    for language in ("zh-Hans", "zh-Hant"):
        message = caught.value.message(language)
        assert "expected" not in message
        assert "at or" not in message, message
        assert "once" not in message, message


def same(plan: Plan, mechanism: str, one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether a mechanism makes the same of two records."""
    return bool(
        jsonable(plan.assess(mechanism, one, as_of=DAY))
        == jsonable(plan.assess(mechanism, other, as_of=DAY))
    )


LATER: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("plan_inspection", {"inspections": [inspection()]},
     {"inspections": [inspection(), inspection(id="D2", started="2026-04-01")]}),
    ("plan_inspection", {"inspections": [inspection(flaws=[flaw()])]},
     {"inspections": [inspection(flaws=[flaw(), flaw(what="二", found="2026-04-01")])]}),
    ("plan_inspection", {"inspections": [inspection(flaws=[flaw()])]},
     {"inspections": [inspection(flaws=[flaw(mended="2026-04-01")], concluded="2026-04-02")]}),
    ("plan_service_rating", {"ratings": [rating()]},
     {"ratings": [rating(), rating(at="2026-04-01")]}),
    ("plan_service_rating", {"ratings": [rating()]},
     {"ratings": [rating(rectified="2026-04-01", again="满意")]}),
    ("plan_posts", {"duties": [], "holders": []},
     {"duties": [{"what": "甲", "post": "主任", "since": "2026-04-01"}], "holders": []}),
    ("two_way_secondment", {"secondments": []}, {"secondments": []}),
    ("talent_pool", {"entries": [{"name": "甲"}]},
     {"entries": [{"name": "甲", "updated": "2026-04-01"}]}),
    ("week_month_quarter", {"first": "2026-03-01", "last": "2026-04-30"},
     {"first": "2026-03-01", "last": "2026-04-30",
      "sessions": [{"duty": "周调度", "held": "2026-04-07"}]}),
    ("plan_duty_dispute", {"raised": "2026-03-02", "parties": ["民政", "卫健"]},
     {"raised": "2026-03-02", "parties": ["民政", "卫健"],
      "events": [{"at": "2026-04-01", "what": "达成一致"}]}),
    ("plan_feedback", {"issued": "2026-03-02", "to": ["民政"]},
     {"issued": "2026-03-02", "to": ["民政"], "receipts": {"民政": "2026-04-01"}}),
    ("plan_assistance", {"asked": "2026-03-30", "of": "民政"},
     {"asked": "2026-03-30", "of": "民政", "answered": "2026-04-01", "answer": "accept"}),
]  # fmt: skip


@pytest.mark.parametrize(("mechanism", "given", "with_later"), LATER)
def test_what_comes_after_the_day_changes_nothing(
    plan: Plan, mechanism: str, given: dict[str, Any], with_later: dict[str, Any]
) -> None:
    """As of a day, only what had happened by then is known."""
    assert same(plan, mechanism, given, with_later)


def test_a_secondment_that_has_not_begun_is_in_no_balance(plan: Plan) -> None:
    """It is listed with its term, and owes nobody anything yet."""
    sent = {"name": "甲", "home": "民政", "host": "卫健", "start": "2026-04-01"}
    found = plan.assess("two_way_secondment", {"secondments": [sent] + [
        {**sent, "name": name} for name in "乙丙"]}, as_of=DAY)  # fmt: skip
    assert jsonable(found)["balances"] == []


def test_an_answer_after_the_day_is_not_counted(plan: Plan) -> None:
    """A circulation waits for who answered later than it is looked at."""
    given = meeting(
        form="circulation", facts={"urgent": True, "departments": []}, sent="2026-03-30",
        votes={"财政": "赞成", "发改": "赞成"},
        answered={"财政": "2026-03-31", "发改": "2026-04-01"},
    )  # fmt: skip
    record = plan.assess("plan_coordination_committee", given, as_of=DAY)
    assert (record.state, record.tally.votes_for) == ("open", 1)
    assert "votes.development_reform" in record.missing


def test_one_party_makes_no_dispute(plan: Plan) -> None:
    """It is pointed out; with two it is not."""
    for parties, codes in ((["民政"], ["one_party"]), (["民政", "卫健"], [])):
        given = {"raised": "2026-03-30", "parties": parties}
        found = plan.assess("plan_duty_dispute", given, as_of=DAY)
        assert [finding.code for finding in found.findings] == codes


def test_one_member_alone_is_pointed_out() -> None:
    """Where recusals leave one who decides, the record says so in every language."""
    plan = govcoord.load_texts(
        {
            "a.yaml": """
kind: vocabulary
id: words
departments: {civil: 民政, health: 卫健, tax: 税务}
---
kind: committee
id: body
source: rule 3
members: [civil, health, tax]
chair: civil
quorum: {share: 2/3以上}
pass: {of_present: 超过1/2}
"""
        }
    )
    assert [d.code for d in plan.warnings if d.code == "GC595"] == ["GC595"]
    given = {"matter": "甲", "agenda": ["甲"], "present": ["civil", "health", "tax"],
             "votes": {"civil": "for"}}  # fmt: skip
    alone = plan.assess("body", {**given, "recused": ["health", "tax"]})
    assert (alone.state, alone.alone) == ("passed", "civil")
    for language, word in zip(LANGUAGES, ("alone decided", "一人议决", "一人議決")):
        assert any(word in line for line in alone.lines(plan.vocabulary, language))
    votes = {"civil": "for", "health": "for"}
    both = plan.assess("body", {**given, "votes": votes, "recused": ["tax"]})
    assert (both.state, both.alone) == ("passed", None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_of_a_notice_is_empty(plan: Plan, language: str) -> None:
    """Also where it is not known from when it counts."""
    given = {"opened": "2026-01-10", "closed": "2026-02-20"}
    told = plan.assess("plan_consultation", given, as_of=DAY)
    assert all(line.strip() for line in told.lines(plan.vocabulary, language))
