"""Practice beside the rules, on small rulesets by hand and on the real log by plain counting."""

from __future__ import annotations

import sys
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

import govcoord
from govcoord.graph.logs import read_log
from govcoord.graph.practice_graph import declared, practice

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "examples" / "permit_receipts"
REAL = ROOT.parent / "shared" / "data" / "permit_receipts"
FOLDERS = [
    EXAMPLE / "sample",
    pytest.param(REAL, marks=pytest.mark.skipif(not REAL.exists(), reason="no shared data")),
]

RULES = {
    "words.yaml": """
kind: vocabulary
id: words
departments: {tax: 税务, fire: 消防, water: 水务, land: 国土}
attributes:
  matter: {type: choice, of: departments}
records:
  participants:
    each: participant
    subject: department
    fields:
      department: {type: choice, of: departments}
      asked: {type: date}
      answered: {type: date}
""",
    "leads.yaml": """
kind: lead_responsibility
id: leads
source: made up
unresolved: {refer_to: tax, acting: matter, within: 5 days, source: made up}
rules:
  - {id: L-1, when: {matter: tax}, lead: tax, supports: [{department: water}]}
  - {id: L-2, when: {matter: land}, lead: land, supports: [{department: water}]}
""",
}


def test_practice_is_told_from_the_rules():
    """Who works and is not named, who is named and idle, rules that never answer."""
    plan = govcoord.load_texts(RULES)
    assert declared(plan).links == {("land", "water"): ("L-2",), ("tax", "water"): ("L-1",)}
    people = [{"department": "tax"}, {"department": "fire"}]
    cases = [{"matter": "tax", "participants": people}, {"matter": "tax"}]
    found = practice(plan, map(plan.evaluate, cases))
    assert found.unnamed == (("fire", 1),)
    assert found.idle == ("land",)
    assert [(one.a, one.b, one.cases) for one in found.undeclared] == [("fire", "tax", 1)]
    assert [(one.a, one.b, one.rules) for one in found.unpractised] == [("land", "water", ("L-2",))]
    assert found.beyond == (("fire", 1),)
    assert "L-2" in {one.rule for one in found.unused}
    assert "L-1" not in {one.rule for one in found.unused}
    assert {one.rule: one.cases for one in found.rules}["L-1"] == 2


def test_a_log_says_nothing_of_the_use_of_rules():
    plan = govcoord.load_texts(RULES)
    rows = [
        {"case": "1", "activity": "x", "department": one, "time": "2026-03-01"}
        for one in ("税务", "水务", "园林")
    ]
    found = practice(plan, read_log(rows, departments=plan.vocabulary.choices["departments"]))
    assert (found.beyond, found.rules, found.unused) == (None, None, None)
    assert found.unnamed == (("园林", 1),)
    assert {(one.a, one.b) for one in found.undeclared} == {("tax", "园林"), ("water", "园林")}


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_log_of_permits_beside_its_rules(folder, monkeypatch):
    """Pairs, departments beyond the rules and rules never used, counted another way."""
    monkeypatch.syspath_prepend(str(EXAMPLE))
    sys.modules.pop("receipts", None)
    import receipts

    plan = govcoord.load(EXAMPLE)
    log = receipts.read_log(folder)
    seen = receipts.end_of(log.last.date(), log)
    facts = list(receipts.cases(log, seen))
    decisions = [d for d in plan.evaluate_many(facts) if isinstance(d, govcoord.Decision)]
    found = practice(plan, iter(decisions))

    pairs, beyond, used = Counter(), Counter(), set()
    for decision in decisions:
        data = decision.to_dict()
        present = {one["group"] for one in data["facts"].get("participants", ())}
        said = set()
        for outcome in data["outcomes"]:
            used.update((outcome["table"], rule["rule"]) for rule in outcome["rules"])
            for value in outcome["values"].values():
                said.update(value if isinstance(value, list) else [value] if value else [])
        beyond.update(present - {one for one in said if isinstance(one, str)})
        lead = {decision.lead} - {None}
        pairs.update(combinations(sorted(present | lead), 2))
    assert {(one.a, one.b): one.cases for one in found.pairs if one.cases} == pairs
    assert dict(found.beyond) == beyond
    assert {(one.table, one.rule) for one in found.rules if one.cases} == used
    assert all(one.rules or one.cases for one in found.pairs)
