"""Panels of experts: the first valid one in a declared order, with reasons anybody can check."""

from __future__ import annotations

import hashlib
import json
import pickle
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcoord.errors import CaseError
from govcoord.plain import jsonable
from tests.support.kind_texts import VOCABULARY, codes_of, plan_of

WORDS = VOCABULARY.replace(
    "choices:\n",
    "choices:\n  tie_kinds: {kin: 亲属, job: 任职, gift: 馈赠}\n"
    "  expert_fields: {law: 法律, data: 数据, build: 工程}\n",
) + (
    """
  pool:
    each: expert
    fields:
      skill: {type: set, of: expert_fields, title: 专业}
      house: {type: text, title: 单位}
      outside: {type: boolean, title: 机关以外}
      marks: {type: number, title: 评分}
      grade: {type: choice, values: {high: 高, low: 低}}
"""
)
RULES = """
kind: panel
id: p
title: 专家组
source: rule 1
record: expert
fields: skill
institution: house
size: 3
eligible: [{id: E1, title: 评分够, when: {marks: 60以上}}]
interests: [kin, {kind: job, within: 3 years}]
rest: {services: 2, within: 12 months}
order: [field_match, {fact: marks, better: higher}, longest_since, fewest_services, lot]
quotas:
  - {id: Q1, title: 每个专业, per_field: 是, at_least: 1}
  - {id: Q2, title: 机关以外, when: {outside: 是}, at_least: 1/2}
  - {id: Q3, title: 同一单位, per: house, at_most: 1}
"""
DAY = date(2025, 6, 30)
PLAN = plan_of(RULES, vocabulary=WORDS)

FIELDS = ("law", "data", "build")
EXPERT = st.fixed_dictionaries(
    {
        "skill": st.sets(st.sampled_from(FIELDS)).map(sorted),
        "house": st.sampled_from(["甲所", "乙所", "丙所", "税务"]),
        "outside": st.booleans(),
        "marks": st.sampled_from([50, 60, 70]),
        "available": st.sampled_from([True, True, True, False]),
        "services": st.lists(st.dates(date(2023, 1, 1), DAY), max_size=3),
        "ties": st.lists(
            st.fixed_dictionaries(
                {
                    "party": st.sampled_from(["税务", "公安"]),
                    "kind": st.sampled_from(["kin", "job", "gift"]),
                    "until": st.none() | st.dates(date(2021, 1, 1), date(2026, 1, 1)),
                }
            ),
            max_size=2,
        ),
    }
)
UNKNOWN = ("skill", "house", "outside", "marks", "available", "services", "ties")


def request(experts, fields=("law", "data"), seed="s", **more):
    made = [{"id": f"x{n}", **one} for n, one in enumerate(experts)]
    base = {"matter": "m", "fields": list(fields), "parties": ["税务"], "seed": seed}
    return {**base, "experts": made, **more}


def assessed(given_):
    return PLAN.assess("p", given_, as_of=DAY)


def plainly(given_):
    """The panel, worked out without any search of the library: all panels tried in order."""
    free = []
    for one in given_["experts"]:
        matched = [f for f in given_["fields"] if f in one["skill"]]
        ties = [
            t for t in one["ties"]
            if t["party"] == "税务" and (
                t["kind"] == "kin"
                or (t["kind"] == "job" and (t["until"] is None or t["until"] >= date(2022, 6, 30)))
            )
        ]  # fmt: skip
        recent = [d for d in one["services"] if d >= date(2024, 6, 30)]
        if not matched or one["marks"] < 60 or ties or one["house"] == "税务":
            continue
        if not one["available"] or len(recent) >= 2:
            continue
        lot = hashlib.sha256(
            f"{given_['seed']}\n{given_['matter']}\n{one['id']}".encode()
        ).hexdigest()
        last = max(one["services"], default=date.min)
        free.append(((-len(matched), -one["marks"], last, len(one["services"]), lot), one))
    for panel in combinations([one for _, one in sorted(free, key=lambda pair: pair[0])], 3):
        houses = [one["house"] for one in panel]
        covered = all(any(f in one["skill"] for one in panel) for f in given_["fields"])
        if covered and sum(one["outside"] for one in panel) >= 2 and len(set(houses)) == 3:
            return tuple(one["id"] for one in panel)
    return ()


@settings(max_examples=200)
@given(
    st.lists(EXPERT, max_size=8),
    st.sampled_from(["s", "t"]),
    st.sampled_from([("law",), ("law", "data")]),
)
def test_it_is_the_panel_that_anybody_can_work_out(experts, seed, fields):
    """Conditions, interests, rest, order, lot and quotas, by a plain reference."""
    given_ = request(experts, fields, seed)
    found = assessed(given_)
    assert found.panel == plainly(given_)
    assert found.status == ("chosen" if found.panel else "impossible")
    assert len(found.candidates) == len(experts)
    assert pickle.loads(pickle.dumps(found)) == found
    assert json.dumps(jsonable(found), ensure_ascii=False)


@given(st.lists(EXPERT, max_size=6), st.randoms(use_true_random=False))
def test_the_order_in_which_the_pool_is_listed_does_not_count(experts, random):
    """Nor does anything but the seed decide between equals."""
    given_ = request(experts)
    mixed = {**given_, "experts": random.sample(given_["experts"], len(experts))}
    assert assessed(mixed).panel == assessed(given_).panel


@given(st.lists(EXPERT, max_size=5), st.data())
def test_what_is_impossible_stays_so_whatever_becomes_known(experts, data):
    """And a panel that is chosen, not provisional, stays too."""
    partly = [
        {
            k: v
            for k, v in one.items()
            if k not in data.draw(st.sets(st.sampled_from(UNKNOWN), max_size=2))
        }
        for one in experts
    ]
    before = assessed(request(partly))
    after = assessed(request(experts))
    if before.status == "impossible":
        assert after.status == "impossible"
    if before.status == "chosen":
        assert (after.status, after.panel) == ("chosen", before.panel)
    if before.status in ("provisional", "needs_evidence") and before.status != "chosen":
        assert before.missing


@given(st.lists(EXPERT, min_size=3, max_size=7), st.data())
def test_who_drops_out_is_replaced_and_the_others_stay(experts, data):
    """With the others appointed, the panel keeps them or there is none."""
    given_ = request(experts)
    panel = assessed(given_).panel
    if not panel:
        return
    gone = data.draw(st.sampled_from(panel))
    stay = [one for one in panel if one != gone]
    others = [
        {**one, "available": one["available"] and one["id"] != gone} for one in given_["experts"]
    ]
    again = assessed({**given_, "experts": others, "appointed": stay})
    assert not again.panel or set(stay) < set(again.panel)
    assert gone not in again.panel


def expert(**changed):
    base = {
        "skill": ["law", "data"], "house": "甲所", "outside": True, "marks": 70,
        "available": True, "services": [], "ties": [],
    }  # fmt: skip
    return {**base, **changed}


def test_a_lot_needs_a_stated_seed_and_shows_its_digits():
    """Where no two are equal otherwise, no seed is asked for."""
    equal = [expert(house=f"{n}") for n in "abc"]
    assert assessed(request(equal, seed=None)).missing == ("seed",)
    unequal = [expert(house=f"{n}", marks=60 + at) for at, n in enumerate("abc")]
    assert assessed(request(unequal, seed=None)).status == "chosen"
    found = assessed(request(equal))
    for one in found.candidates:
        assert one.keys[-1] == hashlib.sha256(f"s\nm\n{one.id}".encode()).hexdigest()[:12]


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_every_expert_and_quota_is_told_in_words(language):
    """Titles, never ids of facts or conditions."""
    pool = [
        expert(), expert(house="乙所"), expert(house="乙所", marks=50), expert(house="税务"),
        expert(services=[DAY, DAY]), expert(available=False), {**expert(), "ties": None},
        expert(house="税务局"), expert(skill=["build"]),
        expert(ties=[{"party": "税务", "kind": "kin"}]),
    ]  # fmt: skip
    found = assessed(request(pool))
    text = "\n".join(found.lines(PLAN.vocabulary, language))
    assert found.status == "needs_evidence"
    assert len(text.splitlines()) >= len(pool) + len(found.quotas)
    for word in ("skill", "E1", "Q1", "None", "kin ", "experts["):
        assert word not in text


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"fields": ["艺术"]}, "fields[0]"),
        ({"fields": []}, "fields"),
        ({"appointed": ["nobody"]}, "appointed[0]"),
        ({"appointed": ["x0", "x0"]}, "appointed[1]"),
        ({"experts": [{"id": "x"}, {"id": "x"}]}, "id"),
        ({"experts": [{"id": "x", "services": ["2025-07-01"]}]}, "services[0]"),
    ],
)
def test_what_does_not_fit_is_refused(changed, name):
    """With the name of the fact."""
    with pytest.raises(CaseError) as caught:
        assessed({**request([expert()]), **changed})
    assert caught.value.name == name


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("longest_since, fewest_services, lot]", "lot, longest_since]"), "GC570"),
        (("fewest_services, lot]", "fewest_services]"), "GC570"),
        (("{fact: marks, better: higher}", "{better: higher}"), "GC570"),
        (("at_least: 1/2", "at_least: 3/2"), "GC571"),
        (("at_least: 1/2", "at_least: 4"), "GC571"),
        (("at_least: 1/2", "at_least: 2, at_most: 1"), "GC571"),
        (("when: {outside: 是}, at_least: 1/2", "when: {outside: 是}"), "GC571"),
        (("per: house, at_most: 1", "per: house, at_least: 1"), "GC571"),
        (("fields: skill", "fields: marks"), "GC572"),
        (("institution: house", "institution: marks"), "GC572"),
        (("fact: marks", "fact: house"), "GC572"),
        (("per: house", "per: skill"), "GC572"),
        (("size: 3", "size: 0"), "GC572"),
        (("per: house", "per: grade"), "GC573"),
        (("record: expert", "record: experts"), "GC262"),
        (("fields: skill", "fields: skills"), "GC264"),
        (("[kin,", "[kinn,"), "GC258"),
        (("id: Q2", "id: Q1"), "GC261"),
    ],
)
def test_what_cannot_be_meant_is_reported(change, code):
    """Each mistake with its code."""
    assert code in codes_of(RULES.replace(*change), vocabulary=WORDS)
