"""General and special documents, pilots, and parameters of a policy."""

from __future__ import annotations

import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govcoord
from govcoord.rules.engine import Plan
from govcoord.rules.load import load_texts

WORDS = """
kind: vocabulary
id: words
departments: {civil: 民政, health: 卫健}
choices:
  regions:
    province: 省
    city: {title: 甲市, under: province}
    other: {title: 乙市, under: province}
attributes:
  region: {type: choice, of: regions}
  amount: {type: integer, min: 0, max: 40}
---
"""

GENERAL = """
kind: table
id: general
special_rules: LIMIT
hit: HIT
outputs: {limit: {type: integer, stricter: lower}}
rules:
  - {id: G1, when: {amount: "<= 20"}, then: {limit: 10}}
  - {id: G2, when: {amount: "> 20"}, then: {limit: 20}}
---
"""


def codes(text: str) -> list[str]:
    return [d.code for d in load_texts({"t.yaml": WORDS + text}).diagnostics]


def plan(text: str, **given: str) -> Plan:
    return govcoord.load_texts({"t.yaml": WORDS + text}, parameters=given)


def special(low: int, high: int, limit: int, more: str = "") -> str:
    return f"""
kind: table
id: special
extends: general
{more}
rules:
  - {{id: S1, when: {{amount: "[{low}..{high}]"}}, then: {{limit: {limit}}}}}
"""


def general(limit: str, hit: str = "unique") -> str:
    return GENERAL.replace("LIMIT", limit).replace("HIT", hit)


@given(
    st.integers(0, 40), st.integers(0, 40), st.integers(0, 30), st.sampled_from(["unique", "any"])
)
def test_special_rules_prevail_where_both_speak(low: int, high: int, limit: int, hit: str) -> None:
    """Where the special rule matches it decides; elsewhere the general rules do."""
    low, high = min(low, high), max(low, high)
    loaded = plan(general("prevail", hit) + special(low, high, limit))
    for amount in range(41):
        expected = limit if low <= amount <= high else 10 if amount <= 20 else 20
        assert loaded.evaluate({"amount": amount}).fact("limit") == expected


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 30))
def test_tightening_is_proved_over_all_cases(low: int, high: int, limit: int) -> None:
    """A special rule is refused just when some case would get more than the general rule gives."""
    low, high = min(low, high), max(low, high)
    looser = any(limit > (10 if amount <= 20 else 20) for amount in range(low, high + 1))
    assert ("GC342" in codes(general("tighten") + special(low, high, limit))) is looser


def test_where_none_may_differ_a_special_rule_is_refused() -> None:
    """`special_rules: none` refuses what differs and lets pass what says the same."""
    assert codes(general("none") + special(0, 5, 3)) == ["GC343"]
    assert codes(general("none", "any") + special(0, 5, 10)) == []


def test_a_general_exception_is_not_held_against_the_special_rule() -> None:
    """What a general rule has given up to another general rule is no measure for special ones."""
    exception = 'rules:\n  - {id: G0, when: {amount: "<= 5"}, then: {limit: 30}, overrides: [G1]}'
    text = general("tighten").replace("\nrules:", "\n" + exception, 1) + special(0, 5, 25)
    assert codes(text) == []
    assert "GC342" in codes(text.replace("[0..5]", "[0..6]"))


def test_the_message_says_where_and_by_how_much() -> None:
    """The region and both values are named in words."""
    (found,) = load_texts({"t.yaml": WORDS + general("tighten") + special(0, 5, 12)}).diagnostics
    text = found.render("zh-Hans")
    assert all(word in text for word in ("12", "10", "5"))


def test_rules_of_a_special_document_keep_its_places_and_source() -> None:
    """A special document's jurisdiction binds its rules, and its source is cited."""
    text = general("prevail") + special(0, 40, 3, "jurisdiction: [city]\nsource: 甲市办法")
    loaded = plan(text)
    decision = loaded.evaluate({"amount": 5, "region": "city"})
    assert decision.fact("limit") == 3
    outcome = decision.outcome("general")
    assert outcome is not None
    assert [r.source for r in outcome.rules] == ["甲市办法"]
    assert loaded.evaluate({"amount": 5, "region": "other"}).fact("limit") == 10


def test_what_is_extended_must_be_there_and_not_in_a_circle() -> None:
    """Unknown documents and circles are reported."""
    assert "GC340" in codes(general("prevail") + special(0, 1, 2).replace("general", "genral"))
    circle = general("prevail").replace("special_rules", "extends: special\nspecial_rules")
    assert codes(circle + special(0, 1, 2)).count("GC341") == 2


PILOT = special(0, 40, 1, "stage: pilot\njurisdiction: [city]\nin_force: {to: 2026-12-31}")


def test_a_pilot_is_evaluated_in_the_shadow_of_what_holds() -> None:
    """The plan ignores it, `Plan.pilot` has it, and the difference is what the pilot changes."""
    loaded = plan(general("prevail") + PILOT).on(date(2026, 1, 1))
    case = {"amount": 5, "region": "city"}
    assert loaded.pilot is not None
    assert loaded.evaluate(case).fact("limit") == 10
    assert loaded.pilot.evaluate(case).fact("limit") == 1
    assert loaded.pilot.evaluate({"amount": 5, "region": "other"}).fact("limit") == 10
    changes = govcoord.diff(loaded, loaded.pilot).changes
    assert {change.after.rules[0].id for change in changes} == {"S1"}
    assert pickle.loads(pickle.dumps(loaded)).pilot.evaluate(case).fact("limit") == 1


def test_pilot_rules_stand_in_documents_too() -> None:
    """A rule may be on trial in a document that holds, and a draft is nowhere."""
    rules = (
        "rules:\n"
        "  - {id: T1, stage: pilot, jurisdiction: [city], in_force: {to: 2026-12-31},"
        " then: {limit: 1}, overrides: [G1, G2]}\n"
        "  - {id: D1, stage: draft, then: {limit: 2}}"
    )
    loaded = plan(general("prevail").replace("\nrules:", "\n" + rules, 1)).on(date(2026, 1, 1))
    case = {"amount": 5, "region": "city"}
    assert loaded.pilot is not None
    assert loaded.evaluate(case).fact("limit") == 10
    assert loaded.pilot.evaluate(case).fact("limit") == 1


def test_errors_of_pilots_are_reported_once() -> None:
    """A pilot must name places and should have an end; a mistake in it is an error."""
    assert codes(general("prevail") + special(0, 1, 2, "stage: pilot")) == ["GC344", "GC345"]
    broken = PILOT.replace("amount", "amonut")
    assert codes(general("prevail") + broken) == ["GC220"]


PARAMETERS = """
kind: parameters
id: settings
parameters:
  - {id: 期限, value: 10个工作日, at_most: 15个工作日, at_least: 1个工作日}
  - {id: big, value: 20}
  - {id: places, value: [city, other]}
  - {id: 办法, value: 甲法}
---
kind: table
id: reply
source: 依 ${办法}，$$1
outputs: {reply: {type: quantity, unit: workdays}}
rules:
  - {id: R1, when: {amount: "> $big", region: $places}, then: {reply: $期限}}
"""


def test_parameters_stand_for_values_lists_and_parts_of_texts() -> None:
    """A parameter may be a whole value, a list, or part of a text."""
    loaded = plan(PARAMETERS)
    decision = loaded.evaluate({"amount": 21, "region": "city"})
    assert decision.fact("reply") == 10
    outcome = decision.outcome("reply")
    assert outcome is not None
    assert outcome.rules[0].source == "依 甲法，$1"
    assert [(p.id, len(p.uses)) for p in loaded.parameters] == [
        ("期限", 1), ("big", 1), ("places", 1), ("办法", 1),
    ]  # fmt: skip


def test_a_caller_or_another_document_may_set_a_parameter_within_its_bounds() -> None:
    """A value that is set takes the place of the declared one; outside the bounds it is refused."""
    case = {"amount": 21, "region": "city"}
    assert plan(PARAMETERS, 期限="5 workdays").evaluate(case).fact("reply") == 5
    sets = "---\nkind: parameters\nid: city\nsets: {期限: VALUE}\n"
    loaded = plan(PARAMETERS + sets.replace("VALUE", "3个工作日"))
    assert loaded.evaluate(case).fact("reply") == 3
    (parameter, *_) = loaded.parameters
    assert (parameter.set_by, parameter.declared) == ("city", "10个工作日")
    for value in ("16个工作日", "0个工作日", "3小时", "x", "2025-01-01"):
        assert "GC295" in codes(PARAMETERS + sets.replace("VALUE", value)), value
    with pytest.raises(govcoord.RulesetError, match="GC295"):
        plan(PARAMETERS, 期限="99 workdays")
    with pytest.raises(govcoord.RulesetError, match="GC292"):
        plan(PARAMETERS, nothing="1")


def test_a_plan_with_other_parameters_is_another_plan() -> None:
    """The digest tells values of parameters apart, and nothing else."""
    assert plan(PARAMETERS).digest == plan(PARAMETERS).digest
    assert plan(PARAMETERS).digest != plan(PARAMETERS, 期限="5 workdays").digest


def test_an_unknown_parameter_brings_no_other_problem() -> None:
    """The slip is reported with what was meant, and nothing after it."""
    (found,) = load_texts(
        {
            "t.yaml": WORDS
            + PARAMETERS.replace("> $big", "> $bigg")
            .replace("- {id: big", "- {id: bigg")
            .replace("bigg, value: 20", "big, value: 20")
        }
    ).diagnostics[:1]
    assert found.code == "GC292"


LIST = """
kind: negative_list
id: upper
special_rules: LIMIT
source: 示例
entries:
  - {id: N1, when: {amount: "> 5"}, departments: [civil, health], reason: 两家都管}
---
kind: negative_list
id: lower
extends: upper
source: 示例
entries:
  - {id: N2, when: {amount: "<= 5"}, departments: [civil, health], reason: 本市从严}
"""

LIFT = 'exceptions:\n  - {id: X1, when: {amount: "> 30"}, duty: 补报}\n'


@pytest.mark.parametrize("limit", ["prevail", "tighten"])
def test_a_lower_list_may_add_entries_and_lift_none(limit: str) -> None:
    """Where lower levels may only tighten, their list may not lift an entry of the upper one."""
    text = LIST.replace("LIMIT", limit)
    assert codes(text) == []
    lifted = [code for code in codes(text + LIFT) if code == "GC342"]
    assert bool(lifted) is (limit == "tighten")
    loaded = plan(text)
    assert loaded.evaluate({"amount": 3}).joint_required is True
    assert loaded.evaluate({"amount": 8}).joint_required is True


def test_words_that_run_on_after_a_name_are_parted_in_the_hint() -> None:
    """`$期限以上` names no parameter; the hint says how to write it."""
    text = PARAMETERS.replace("> $big", "$big以上")
    found = load_texts({"t.yaml": WORDS + text}).diagnostics[0]
    assert found.code == "GC292"
    assert "${big}以上" in found.render("zh-Hans")
