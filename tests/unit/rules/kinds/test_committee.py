"""Bodies that decide: what is wrong with a document, and what a record of a session gives."""

from __future__ import annotations

import json
import pickle
from datetime import date

import pytest
from shipped import shipped_plan

from govcoord.errors import CaseError
from govcoord.plain import jsonable
from tests.support.kind_texts import codes_of, plan_of

BODY = """
kind: committee
id: body
source: rule 3
members:
  head: {post: 分管领导}
  civil:
  health:
  tax: {standing: 否}
chair: head
deputies: [civil]
invited: departments
quorum: {share: 2/3以上, at_least: 2}
pass: {of_present: 超过1/2}
ties: chair
proxies: {allowed: 是, count: 是, vote: 是}
tasks_within: 10个工作日
"""
PLAN = plan_of(BODY)


def assess(**given):
    given = {"matter": "甲", "agenda": ["甲"], "facts": {"departments": []}, **given}
    return PLAN.assess("body", given)


def bad(old, new):
    assert old in BODY
    return BODY.replace(old, new)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (bad("chair: head", "chair: mayor"), "GC660"),
        (bad("deputies: [civil]", "deputies: [police]"), "GC660"),
        (bad("at_least: 2", "at_least: 5"), "GC661"),
        (bad("at_least: 2", "with: {expert: 1}"), "GC661"),
        (bad("超过1/2", "1/2"), "GC662"),
        (bad("超过1/2", "1/2以下"), "GC662"),
        (bad("{of_present: 超过1/2}", "{}"), "GC662"),
        (bad("超过1/2", "超过100%"), "GC662"),
        (bad("超过1/2", "2/3以上"), "GC663"),
        (bad("10个工作日", "10"), "GC664"),
        (bad("10个工作日", "10元"), "GC664"),
        (bad("  tax:", "  taxes:"), "GC258"),
        (bad("invited: departments", "invited: matter"), "GC220"),
        (bad("source: rule 3\n", ""), "GC501"),
    ],
)
def test_what_is_wrong_with_a_document(text, code):
    assert codes_of(text) == [code]


def test_members_are_named_by_seat_post_or_department():
    record = assess(
        present=["分管领导", "民政", "health"],
        votes={"head": "for", "civil": "for", "卫健": "against"},
    )
    assert record.state == "passed"
    assert [d.member for d in record.dissents] == ["health"]


def test_a_member_of_the_case_votes_and_a_guest_does_not():
    record = assess(facts={"departments": ["tax", "police"]}, present=["head", "税务", "公安"])
    assert (record.tally.entitled, record.invited) == (4, ("police",))
    assert record.tally.waiting == ("head", "tax")


def test_who_sits_depends_on_the_case():
    """Departments not known: a member called in for the case may be missing."""
    record = assess(facts={}, present=["head", "civil"], votes={"head": "for", "civil": "for"})
    assert record.state == "open"
    assert "departments" in record.missing


def test_a_proxy_who_may_vote_is_heard_once_and_in_writing():
    given = {
        "present": ["head"],
        "votes": {"head": "for", "civil": "for", "health": "for"},
    }
    two = [
        {"of": "civil", "by": "someone", "written": True},
        {"of": "health", "by": "someone", "written": True},
    ]
    record = assess(**given, proxies=two)
    assert record.tally.present == 2
    assert [(u.member, u.why) for u in record.uncounted] == [
        ("health", "too_many_proxies"),
        ("health", "not_present"),
    ]
    unknown = assess(**given, proxies=[{"of": "civil", "by": "someone"}])
    assert "proxies[0].written" in unknown.missing


def test_a_recused_member_who_votes_is_not_counted():
    record = assess(
        recused=["health"],
        present=["head", "civil", "health"],
        votes={"head": "for", "civil": "for", "health": "against"},
    )
    assert (record.state, record.tally.entitled, record.tally.against) == ("passed", 2, 0)
    assert [(u.member, u.why) for u in record.uncounted] == [("health", "recused")]


def test_without_chair_and_deputy_nothing_is_decided():
    record = assess(present=["health"], recused=["head", "civil"], votes={"health": "for"})
    assert record.state == "invalid"
    assert record.grounds == ("no_chair", "quorum_unreachable")


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"votes": {"police": "for"}}, "votes"),
        ({"present": ["police"]}, "present"),
        ({"recused": ["civil", "民政"]}, "recused"),
        ({"called": ["mayor"]}, "called"),
        ({"form": "circulation"}, None),
        ({"form": "by telephone"}, "form"),
        ({"proxies": [{"of": "mayor", "by": "x"}]}, "proxies[0].of"),
    ],
)
def test_bad_input_is_refused_with_its_place(given, name):
    if name is None:
        assert assess(**given).grounds == ("circulation_not_allowed",)
        return
    with pytest.raises(CaseError) as caught:
        assess(**given)
    assert caught.value.name == name


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_a_record_is_said_in_each_language_and_is_plain_data(language):
    record = assess(
        held="2026-02-12",
        present=["head", "civil"],
        recused=["health"],
        votes={"head": "for", "civil": "against", "health": "for"},
        tasks=[{"what": "方案", "holder": "civil"}],
    )
    lines = list(record.lines(PLAN.vocabulary, language))
    assert len(lines) >= 6
    assert "{" not in "".join(lines)
    data = json.loads(json.dumps(jsonable(record)))
    assert (data["state"], data["obligations"][0]["due"]) == ("passed", "2026-03-04")
    assert (
        pickle.loads(pickle.dumps(PLAN)).assess("body", {"matter": "甲", "agenda": ["甲"]}).state
        == "open"
    )


def test_a_circulation_in_hours_needs_the_time_of_day():
    plan = shipped_plan()
    given = {"matter": "甲", "agenda": ["甲"], "form": "circulation", "facts": {"urgent": True}}
    with pytest.raises(CaseError, match="a day with a time"):
        plan.assess("plan_international_task_force", {**given, "sent": "2026-02-16"})
    record = plan.assess(
        "plan_international_task_force",
        {**given, "sent": "2026-02-16 09:00", "facts": {"urgent": True, "departments": []}},
        as_of=date(2026, 2, 17),
    )
    assert (record.state, str(record.due)) == ("open", "2026-02-17 09:00:00")
