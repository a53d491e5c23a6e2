"""Similar past cases: exact, explained, the same however often it is asked."""

from __future__ import annotations

import json
import pickle
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govcoord
from govcoord.errors import CaseError, GovcoordError
from govcoord.plain import jsonable
from govcoord.similar import history, similar
from tests.support.kind_texts import codes_of

WORDS = """
kind: vocabulary
id: words
departments: {health: 卫健, civil: 民政, tax: 税务}
regions:
  nation: 全国
  east: {title: 东省, under: nation}
  east_1: {title: 东一市, under: east}
  east_2: {title: 东二市, under: east}
  west: {title: 西省, under: nation}
attributes:
  matter: {type: choice, values: {care: 养老, move: 迁移, other: 其他}, title: 事项}
  grade: {type: choice, values: {low: 低, mid: 中, high: 高}, title: 级别}
  who: {type: set, of: departments, title: 部门}
  who_acts: {type: choice, of: departments, title: 暂行}
  region: {type: choice, of: regions, title: 地区}
  amount: {type: quantity, unit: 元, title: 金额}
  days: {type: integer, title: 天数}
  urgent: {type: boolean, title: 紧急}
  received: {type: date, title: 受理}
  note: {type: text, title: 备注}
"""
LEADS = """
kind: lead_responsibility
id: leads
title: {zh-Hans: 牵头负责, zh-Hant: 牽頭負責, en: leads}
source: rule 3
powers: [{zh-Hans: 召集会议, en: convene}]
unresolved: {refer_to: health, acting: who_acts}
rules:
  - {id: R1, when: {matter: care}, lead: civil}
  - {id: R2, when: {matter: move}, lead: tax}
"""
TABLE = """
kind: table
id: lead
title: 牵头
source: rule 1
hit: first
outputs: {answer: {type: choice, of: departments, title: 牵头部门}}
rules:
  - {id: L1, when: {matter: care}, then: {answer: civil}}
  - {id: L2, when: {matter: move, amount: 100元以上}, then: {answer: tax}}
"""
RULES = """
kind: similarity
id: near
title: 相似案件
source: rule 2
least_known: 50%
limit: 3
compare:
  - {fact: matter, weight: 5}
  - {fact: who, weight: 3}
  - {fact: region, weight: 2}
  - {fact: grade, weight: 1, by: order}
  - {fact: amount, weight: 1, by: ratio}
  - {fact: days, weight: 1/2, scale: 30}
  - urgent
  - {fact: received, weight: 1, scale: 365 days}
"""
PLAN = govcoord.load_texts({"w.yaml": WORDS, "t.yaml": TABLE, "s.yaml": RULES})

CASE = st.fixed_dictionaries(
    {},
    optional={
        "matter": st.sampled_from(["care", "move", "other"]),
        "grade": st.sampled_from(["low", "mid", "high"]),
        "who": st.sets(st.sampled_from(["health", "civil", "tax"])).map(sorted),
        "region": st.sampled_from(["nation", "east", "east_1", "east_2", "west"]),
        "amount": st.integers(0, 300),
        "days": st.integers(0, 60),
        "urgent": st.booleans(),
        "received": st.dates(date(2023, 1, 1), date(2025, 12, 31)),
    },
)
WEIGHTS = {
    "matter": 5, "who": 3, "region": 2, "grade": 1, "amount": 1, "days": Fraction(1, 2),
    "urgent": 1, "received": 1,
}  # fmt: skip
PATHS = {"nation": 1, "east": 2, "east_1": 3, "east_2": 3, "west": 2}
SHARED = {
    frozenset(["east_1", "east_2"]): 2,
    frozenset(["east_1", "east"]): 2,
    frozenset(["east_2", "east"]): 2,
}


def apart(fact, a, b):
    """How far two values are apart, written out by hand."""
    if a == b:
        return Fraction(0)
    if fact == "who":
        return 1 - Fraction(len(set(a) & set(b)), len(set(a) | set(b)))
    if fact == "region":
        return 1 - Fraction(2 * SHARED.get(frozenset([a, b]), 1), PATHS[a] + PATHS[b])
    if fact == "grade":
        places = ["low", "mid", "high"]
        return Fraction(abs(places.index(a) - places.index(b)), 2)
    if fact == "amount":
        return 1 - Fraction(min(a, b), max(a, b))
    if fact == "days":
        return min(Fraction(abs(a - b), 30), Fraction(1))
    if fact == "received":
        return min(Fraction(abs((a - b).days), 365), Fraction(1))
    return Fraction(1)


def plainly(case, past):
    whole = sum(w for f, w in WEIGHTS.items() if f in case)
    found = []
    for n, other in enumerate(past):
        known = sum(w for f, w in WEIGHTS.items() if f in case and f in other)
        if not known or Fraction(known) / whole < Fraction(1, 2):
            continue
        distance = sum(
            w * apart(f, case[f], other[f]) for f, w in WEIGHTS.items() if f in case and f in other
        )
        found.append((distance / Fraction(known), -Fraction(known) / whole, n))
    return sorted(found)


@given(CASE, st.lists(CASE, max_size=7))
def test_the_nearest_are_those_of_the_definition(case, past):
    """By all kinds of facts at once, exactly, ties by what is known and by number."""
    found = similar(PLAN, case, past)
    wanted = plainly(case, past)
    assert [(1 - c.similarity, -c.known, c.number) for c in found.cases] == wanted[:3]
    assert (found.total, found.compared) == (len(past), len(wanted))
    assert similar(PLAN, case, past) == found


@given(CASE, st.lists(CASE, min_size=1, max_size=5))
def test_what_is_told_accounts_for_the_whole_distance(case, past):
    """Agreeing, differing and unknown facts are all there are; the parts add up."""
    for one in similar(PLAN, case, past, limit=9).cases:
        assert 1 - one.similarity == sum((d.adds for d in one.differs), Fraction(0))
        told = [*one.agrees, *(d.fact for d in one.differs), *one.unknown]
        assert sorted(told) == sorted(WEIGHTS)
        there = past[one.number]
        assert all(fact in case and fact in there for fact in one.agrees)
        assert all(fact not in case or fact not in there for fact in one.unknown)
        here, other = (PLAN.evaluate(c).outcome("lead") for c in (case, there))
        for ruled in one.rules:
            assert ruled.same_rules is ([r.id for r in here.rules] == [r.id for r in other.rules])
            assert ruled.same_outcome is (
                (here.status, here.values) == (other.status, other.values)
            )
        assert bool(one.rules) is bool(here.rules or other.rules)


@given(CASE, st.lists(CASE, max_size=4), CASE)
def test_a_case_more_only_takes_its_own_place(case, past, more):
    """The others keep their order and their similarity."""
    before = similar(PLAN, case, past, limit=99).cases
    after = [c for c in similar(PLAN, case, [*past, more], limit=99).cases if c.number < len(past)]
    assert tuple(after) == before


@given(CASE)
def test_a_case_is_most_similar_to_itself(case):
    """In all that is known."""
    found = similar(PLAN, case, [case])
    assert [c.similarity for c in found.cases] == ([1] if case else [])
    assert pickle.loads(pickle.dumps(found)) == found
    assert json.dumps(jsonable(found), ensure_ascii=False)


def test_past_cases_that_do_not_fit_are_counted_and_a_bad_question_is_refused():
    """Nothing is said of a case that is not one."""
    found = similar(PLAN, {"matter": "care"}, [{"matter": "none"}, {"matter": "care"}])
    assert (found.total, found.rejected, len(found.cases)) == (2, 1, 1)
    with pytest.raises(CaseError):
        similar(PLAN, {"matter": "none"}, [])


def test_what_makes_cases_similar_has_to_be_said():
    """And by name where there are two."""
    none = govcoord.load_texts({"w.yaml": WORDS})
    with pytest.raises(GovcoordError, match="no document"):
        similar(none, {}, [])
    two = govcoord.load_texts(
        {"w.yaml": WORDS, "a.yaml": RULES, "b.yaml": RULES.replace("id: near", "id: far")}
    )
    with pytest.raises(GovcoordError, match="name one of"):
        history(two, [])
    assert history(two, [], by="far").by.id == "far"
    with pytest.raises(GovcoordError, match="did you mean `near`"):
        history(PLAN, [], by="naer")


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_the_words_name_facts_values_and_tables(language):
    """No ids of facts or values."""
    past = [
        {"matter": "move", "amount": 200, "region": "east_1", "urgent": True, "who": ["tax"]},
        {"matter": "care"},
    ]
    case = {"matter": "care", "amount": 150, "region": "east_2", "urgent": True}
    text = "\n".join(similar(PLAN, case, past).lines(PLAN.vocabulary, language))
    for word in ("matter", "care", "east_", "None", "lead", "civil"):
        assert word not in text.replace("not ", "")
    assert "L1" in text
    assert "L2" in text


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("fact: matter", "fact: mater"), "GC580"),
        (("fact: days, weight: 1/2, scale: 30", "fact: days, weight: 1/2"), "GC581"),
        (("scale: 365 days", "scale: 12 months"), "GC581"),
        (("scale: 365 days", "by: ratio"), "GC581"),
        (("fact: amount, weight: 1, by: ratio", "fact: amount, scale: 5天"), "GC581"),
        (("fact: who, weight: 3", "fact: who, by: order"), "GC581"),
        (("fact: grade, weight: 1, by: order", "fact: grade, scale: 1元"), "GC581"),
        (("fact: matter, weight: 5", "fact: matter, weight: 0"), "GC582"),
        (("- urgent", "- matter"), "GC582"),
        (("least_known: 50%", "least_known: 150%"), "GC583"),
        (("limit: 3", "limit: 0"), "GC583"),
    ],
)
def test_what_cannot_be_meant_is_reported(change, code):
    """Each mistake with its code."""
    assert code in codes_of(TABLE, RULES.replace(*change), vocabulary=WORDS)


def test_outcomes_with_texts_are_told_by_their_facts_alone():
    """Powers and duties are no facts; another lead is."""
    plan = govcoord.load_texts({"w.yaml": WORDS, "l.yaml": LEADS, "s.yaml": RULES})
    found = similar(plan, {"matter": "care", "amount": 1}, [{"matter": "move", "amount": 1}])
    text = "\n".join(found.lines(plan.vocabulary, "zh-Hans"))
    assert "牵头部门 民政、配合部门 无（R1）" in text
    assert "牵头部门 税务、配合部门 无（R2）" in text
