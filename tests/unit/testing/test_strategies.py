"""Strategies: cases that are accepted, match what they should, and reach every rule and bound."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from generated import make_world
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from outcomes import engine_says, reference_says
from shipped import shipped_plan

import govcoord
from govcoord.api import plan_folder
from govcoord.errors import CaseError, GovcoordError, MissingExtraError
from govcoord.rules.engine import Plan
from govcoord.rules.vocabulary import Attribute, Type
from govcoord.testing import (
    Coverage,
    boundary_cases,
    cases,
    cases_matching,
    incomplete_cases,
    rulesets,
)
from govcoord.testing.coverage import Aspect
from govcoord.testing.strategies import extra
from govcoord.testing.strategies.cases import find_rule
from govcoord.testing.strategies.targets import targets_of

ROOT = Path(__file__).parents[3]
SMALL = (Path(__file__).parents[1] / "cli" / "small" / "rules.yaml").read_text("utf-8")
PLAN = shipped_plan()
SMALL_PLAN = govcoord.load_texts({"rules.yaml": SMALL})

seeds = st.integers(min_value=0, max_value=2**40)
quick = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
relaxed = settings(quick, max_examples=15)


def drawn(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
    """So many values of a strategy, none shrunk; the same ones every time."""
    found: list[Any] = []

    @settings(
        max_examples=count, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck), derandomize=True,
    )  # fmt: skip
    @given(strategy)
    def collect(value: Any) -> None:
        found.append(value)

    collect()
    return found[:count]


# every case is a case


@pytest.mark.parametrize("make", [cases, boundary_cases, incomplete_cases])
def test_every_case_of_the_plan_is_accepted(make: Callable[[Plan], Any]) -> None:
    """With records, dates, sets, derived attributes and places."""

    @quick
    @given(make(PLAN))
    def check(case: dict[str, Any]) -> None:
        PLAN.evaluate(case)

    check()


@relaxed
@given(seeds, st.data())
def test_cases_of_any_ruleset_are_accepted(seed: int, data: st.DataObject) -> None:
    """And the engine and the reference interpreter say the same of them."""
    plan = make_world(seed).plan()
    case = data.draw(cases(plan))
    assert engine_says(plan, case) == reference_says(plan, case)


# what they aim at


def applies(plan: Plan, name: str, case: dict[str, Any]) -> bool:
    """Whether a rule applies to a case, or to one of its records."""
    table, number = find_rule(plan, name)
    decision = plan.evaluate(case)
    subjects = [None] if table.scope is None else decision.subjects(table.scope) or []
    for subject in subjects:
        facts = {attribute: decision.fact(attribute, subject) for attribute in table.inputs}
        if any(box.accepts(facts) is True for box in table.rules[number].boxes):
            return True
    return False


@pytest.mark.parametrize(
    "rule", ["NL-19", "NL-X1", "LR-111", "AC-C2", "AC-X1", "AC-M3", "accountability_factors/AC-F1"]
)
def test_matching_cases_match(rule: str) -> None:
    """Through derived days, roles of participants, days in force and jurisdictions."""

    @settings(quick, max_examples=15)
    @given(cases_matching(PLAN, rule))
    def check(case: dict[str, Any]) -> None:
        assert applies(PLAN, rule, case)

    check()


@relaxed
@given(seeds, st.data())
def test_matching_cases_match_in_any_ruleset(seed: int, data: st.DataObject) -> None:
    """Unless no case was found, which is said at once."""
    plan = make_world(seed).plan()
    table = data.draw(st.sampled_from([t for t in plan.tables if t.rules]))
    name = f"{table.id}/{data.draw(st.sampled_from([rule.id for rule in table.rules]))}"
    try:
        strategy = cases_matching(plan, name)
    except GovcoordError:
        return
    assert applies(plan, name, data.draw(strategy))


@relaxed
@given(seeds, st.data())
def test_boundary_cases_are_at_a_bound(seed: int, data: st.DataObject) -> None:
    """Each reaches a value at a bound, or the cell beside one, with the other tests holding."""
    plan = make_world(seed).plan()
    if not targets_of(plan).bounds():
        return
    try:
        case = data.draw(boundary_cases(plan))
    except GovcoordError:
        return
    coverage = Coverage(plan)
    coverage.add(plan.evaluate(case))
    sides = (Aspect.BELOW, Aspect.ABOVE, Aspect.EXACT)
    assert any(p.aspect in sides and coverage.covered(p) for p in coverage.points)


def test_boundary_cases_hit_both_sides_of_every_bound() -> None:
    """Of a few rulesets: the day in force and the one before, the amount and one yuan less …"""
    names = ("vocabulary", "matter_catalogue", "negative_list", "lead_responsibility")
    plan = govcoord.load(*(plan_folder() / f"{name}.yaml" for name in names))
    coverage = Coverage(plan)
    found = drawn(boundary_cases(plan), 400)
    coverage.add_all(map(plan.evaluate, found))
    report = coverage.report()
    sides = report.of_group("sides")
    assert sides.missing <= 0.05 * sides.covered
    values = report.of_group("values")
    assert values.missing <= 0.15 * values.covered
    amounts = {c.get("amount") for c in found if c.get("matter") == "smart_city_project"}
    days = {c.get("received") for c in found if c.get("matter") == "smart_city_project"}
    assert {999_999, 1_000_000} <= amounts
    assert {"2023-12-31", "2024-01-01"} <= days


@quick
@given(incomplete_cases(PLAN))
def test_incomplete_cases_leave_a_rule_open(case: dict[str, Any]) -> None:
    """Some rule may apply to them, and it is not certain whether it does."""
    assert not PLAN.evaluate(case).is_settled


# simple cases


def test_cases_shrink_to_what_a_person_can_read() -> None:
    """Few facts, round amounts, plain days."""
    assert find(cases_matching(PLAN, "NL-19"), lambda case: True) == {
        "amount": 1_000_000,
        "matter": "smart_city_project",
        "received": "2025-01-01",
    }
    assert find(cases_matching(SMALL_PLAN, "S1"), lambda case: True) == {
        "participants": [{"answered": False}]
    }
    district = find(
        cases(SMALL_PLAN), lambda case: SMALL_PLAN.evaluate(case).fact("level") == "district"
    )
    assert district.keys() == {"amount", "domain"}


# what cannot be had


def test_an_unknown_rule_is_named_with_its_neighbour() -> None:
    """And one that several tables have must be told by its table."""
    with pytest.raises(GovcoordError, match=r"there is no rule `NL-91` \(did you mean `NL-"):
        cases_matching(PLAN, "NL-91")
    with pytest.raises(GovcoordError, match="no rules"):
        cases(
            govcoord.load_texts(
                {"v.yaml": "kind: vocabulary\nid: v\nattributes: {n: {type: integer}}\n"}
            )
        )


def test_a_rule_that_never_applies_is_told_at_once() -> None:
    """Not by a search without end."""
    text = (
        "kind: vocabulary\nid: v\nattributes: {a: {type: date}, b: {derive: 'days(a, a)'}}\n---\n"
        "kind: table\nid: t\noutputs: {x: {type: text}}\n"
        "rules: [{id: R, source: s, when: {b: 3天}, then: {x: y}}]\n"
    )
    with pytest.raises(GovcoordError, match="no case was found to which `R` applies"):
        cases_matching(govcoord.load_texts({"v.yaml": text}), "R")


def test_without_hypothesis_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Importing the kit works, asking for a strategy says what to install."""
    import sys

    monkeypatch.setitem(sys.modules, "hypothesis", None)
    with pytest.raises(MissingExtraError, match=r"govcoord\[test\]"):
        extra.strategies_module()
    with pytest.raises(MissingExtraError):
        cases(PLAN)


# rulesets


@quick
@given(rulesets(SMALL_PLAN.vocabulary), st.data())
def test_rulesets_are_plans(plan: Plan, data: st.DataObject) -> None:
    """Any case of the vocabulary is decided, the same by both interpreters."""
    case = data.draw(naive_cases(SMALL_PLAN))
    assert engine_says(plan, case) == reference_says(plan, case)
    assert 1 <= len(plan.tables) <= 3
    Coverage(plan).add(plan.evaluate(case))


def test_rulesets_shrink_to_one_rule() -> None:
    """Without a condition."""
    least = find(rulesets(SMALL_PLAN.vocabulary), lambda plan: True)
    (table,) = least.tables
    assert len(table.rules) == 1
    assert table.rules[0].boxes[0].tests == ()


# against naive generation


def naive_cases(plan: Plan) -> st.SearchStrategy[dict[str, Any]]:
    """Cases by type alone: what one writes without knowing the rules."""
    vocabulary = plan.vocabulary

    def facts(attributes: Iterable[Attribute]) -> st.SearchStrategy[dict[str, Any]]:
        given = {a.id: naive_values(a) for a in attributes if a.is_given}
        return st.fixed_dictionaries({}, optional=given)

    lists = {
        record.key: st.lists(facts(record.fields.values()), max_size=3)
        for record in vocabulary.records.values()
    }
    case = facts(vocabulary.attributes.values())
    together = st.builds(lambda one, more: {**one, **more}, case, st.fixed_dictionaries(lists))
    return together.filter(lambda made: accepted(plan, made))


def accepted(plan: Plan, case: dict[str, Any]) -> bool:
    """Whether a plan takes the case at all (spans must not end before they begin)."""
    try:
        plan.evaluate(case)
    except CaseError:
        return False
    return True


def naive_values(attribute: Attribute) -> st.SearchStrategy[Any]:
    """Values of the attribute's type."""
    if attribute.type is Type.BOOLEAN:
        return st.booleans()
    if attribute.type is Type.DATE:
        return st.dates(date(2023, 1, 1), date(2026, 12, 31))
    if attribute.type is Type.TEXT:
        return st.text(max_size=5)
    if attribute.choices is not None:
        ids = st.sampled_from(sorted(attribute.choices.ids))
        return ids if attribute.type is Type.CHOICE else st.frozensets(ids, max_size=3)
    low, high = int(attribute.min or 0), int(attribute.max or 2_000_000)
    return st.integers(low, high)


def shares(found: list[Any]) -> dict[str, float]:
    """The shares of rules, bounds and all that cases cover, in percent."""
    coverage = Coverage(PLAN)
    coverage.add_all(map(PLAN.evaluate, found))
    report = coverage.report()
    groups = {g: float(report.of_group(g).percent) for g in ("rules", "sides", "values")}
    return {**groups, "all": float(report.percent)}


FIGURES = {100: (40, 60, 50)} | ({1000: (90, 90, 90)} if settings().max_examples > 1000 else {})
"""The least shares (rules, sides of bounds, all) that must be reached after so many examples.

A thousand are drawn by the thorough profile only.
"""


@pytest.mark.parametrize("count", FIGURES)
def test_they_reach_more_than_naive_cases(count: int) -> None:
    """Rules and bounds of the plan; ``docs/testing/strategies.md`` shows the figures."""
    naive = shares(drawn(naive_cases(PLAN), count))
    found = shares(drawn(cases(PLAN), count))
    print(f"\n{count} examples: naive {naive}, from the cell map {found}")
    assert all(found[name] > naive[name] for name in naive)
    rules, sides, all_ = FIGURES[count]
    assert found["rules"] >= rules
    assert found["sides"] >= sides
    assert found["all"] >= all_
