"""Escalation: what is wrong with a document, what tables and mechanisms say."""

from __future__ import annotations

import json
import pickle
from datetime import date

import pytest
from shipped import shipped_plan

from govcoord import CaseError
from govcoord.plain import jsonable
from tests.support.kind_texts import VOCABULARY, codes_of, plan_of

LADDER = """
kind: escalation
id: dispute
source: rule 8
ladder:
  steps:
    - {id: talk, who: parties, within: 10个工作日}
    - {id: decide, who: committee}
"""
TIERS = """
kind: escalation
id: tiers
source: rule 9
tiers:
  within: 20个工作日
  rules:
    - {id: T1, level: street, when: {amount: 10万元以下}}
    - {id: T2, level: city, when: {amount: 100万元以下}}
"""
RELAY = """
kind: escalation
id: relay
source: rule 10
relay:
  - {from: health, to: civil, within: 15分钟}
"""
LEVELS = VOCABULARY.replace("levels: {city: 市级}", "levels: {city: 市级, street: 街道}")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (LADDER + "feedback: {receipt: 1个工作日}\n", "GC665"),
        ("kind: escalation\nid: e\nsource: s\n", "GC665"),
        (LADDER.replace(", within: 10个工作日", ""), "GC666"),
        (LADDER + "  starts_at: mediate\n", "GC667"),
        (LADDER.replace("id: decide", "id: talk"), "GC261"),
        (LADDER.replace("who: committee", "who: mayor"), "GC258"),
        (LADDER.replace("source: rule 8\n", ""), "GC501"),
        (LADDER.replace("10个工作日", "10人"), "GC664"),
        ("kind: escalation\nid: e\nsource: s\nfeedback: {progress: 0个月}\n", "GC590"),
        (RELAY + "  - {from: tax, to: police, within: 15分钟}\n", "GC668"),
        (RELAY + "  - {from: health, to: civil, within: 20分钟}\n", "GC668"),
        (TIERS.replace("level: street", "level: village"), "GC258"),
    ],
)
def test_what_is_wrong_with_a_document(text, code):
    assert codes_of(text, vocabulary=LEVELS) == [code]


def test_of_several_competent_levels_the_lowest_begins():
    plan = plan_of(TIERS, vocabulary=LEVELS)
    said = [plan.evaluate({"amount": f"{n}万元"}).fact("handling_level") for n in (10, 11, 101)]
    assert said == ["street", "city", None]


PLAN = shipped_plan()
RECORDS = {
    "plan_duty_dispute": {
        "raised": "2026-02-09",
        "parties": ["民政", "卫健"],
        "events": [{"at": "2026-02-12", "what": "failed", "papers": []}],
    },
    "plan_feedback": {"issued": "2026-01-15", "to": ["民政"], "due": "2026-02-10"},
    "plan_tiers": {
        "received": "2026-02-09",
        "facts": {
            "cross_region": False,
            "departments": ["民政"],
            "persons_concerned": 2,
            "amount": 1,
        },
        "moves": [{"at": "2026-03-13"}],
    },
    "plan_assistance": {"asked": "2026-02-12", "of": "卫健"},
    "plan_returns": {
        "acts": [
            {"at": "2026-03-02", "what": "dispatched", "department": "卫健"},
            {"at": "2026-03-09", "what": "returned", "department": "卫健", "reason": "x"},
        ]
    },
    "plan_exchange_emergency": {
        "known": "2026-02-16 23:30",
        "facts": {"persons_in_danger": 5},
        "told": {"外事": "2026-02-17 02:00"},
        "ended": "2026-02-20 00:00",
        "set_up": "2026-02-19 00:00",
    },
    "plan_warning_relay": {
        "issued": "2026-02-16 23:30",
        "received": {"水利": "2026-02-17 00:00"},
    },
    "plan_posts": {
        "duties": [{"what": "整改", "post": "主任", "since": "2026-01-05", "due": "2026-02-28"}],
        "holders": [{"post": "主任", "person": "甲", "from": "2026-01-01", "to": "2026-03-01"}],
    },
}


@pytest.mark.parametrize("id_", RECORDS)
def test_every_section_says_what_it_found_in_each_language(id_):
    """In words without leftovers, and as plain data; findings are among them."""
    result = PLAN.assess(id_, RECORDS[id_], as_of=date(2026, 3, 31))
    said = [list(result.lines(PLAN.vocabulary, tag)) for tag in ("en", "zh-Hans", "zh-Hant")]
    assert all(len(lines) >= 2 for lines in said)
    assert "{" not in str(said).replace("{}", "")
    assert len({len(lines) for lines in said}) == 1
    data = json.loads(json.dumps(jsonable(result)))
    assert data.get("findings", True)


def test_mechanisms_can_be_carried_to_workers():
    plan = pickle.loads(pickle.dumps(PLAN))
    id_ = "plan_feedback"
    as_of = date(2026, 3, 31)
    assert plan.assess(id_, RECORDS[id_], as_of=as_of) == PLAN.assess(
        id_, RECORDS[id_], as_of=as_of
    )


def test_triggers_are_described_where_a_decision_is_explained():
    decision = PLAN.evaluate({"times_raised": 3})
    (trigger,) = decision.view("escalations")
    assert "third time" in trigger.describe(PLAN.vocabulary, "en")
    assert "重复" in trigger.describe(PLAN.vocabulary, "zh-Hans")


@pytest.mark.parametrize(
    ("id_", "change", "name"),
    [
        ("plan_tiers", {"closed": "2026-02-08"}, "closed"),
        ("plan_exchange_emergency", {"known": "2026-02-16"}, "known"),
        ("plan_warning_relay", {"issued": "2026-02-16"}, "issued"),
        ("plan_warning_relay", {"received": {"水利": "2026-02-17"}}, "water_resources"),
        ("plan_returns", {"acts": []}, "acts"),
        ("plan_feedback", {"receipts": {"卫健": "2026-01-16"}}, "receipts"),
    ],
)
def test_records_that_cannot_be_are_refused_in_chinese_too(id_, change, name):
    with pytest.raises(CaseError) as caught:
        PLAN.assess(id_, {**RECORDS[id_], **change}, as_of=date(2026, 3, 31))
    assert caught.value.name == name
    assert not {"at", "or", "after", "the", "a"} & set(caught.value.message("zh-Hans").split())


@pytest.mark.parametrize("id_", ["plan_duty_dispute", "plan_assistance"])
def test_a_suspension_that_ends_before_it_starts_is_refused(id_):
    stop = {"start": "2026-02-10", "end": "2026-02-09", "ground": "听证"}
    with pytest.raises(CaseError) as caught:
        PLAN.assess(id_, {**RECORDS[id_], "suspensions": [stop]}, as_of=date(2026, 3, 31))
    assert (caught.value.where, caught.value.name) == ("suspensions[0]", "end")
