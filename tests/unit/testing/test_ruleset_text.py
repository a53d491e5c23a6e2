"""Generated rulesets as YAML: what is loaded again decides as what was generated."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from outcomes import engine_says

import govcoord
from govcoord.rules.engine import Plan
from govcoord.rules.load import load_texts
from govcoord.testing import cases, ruleset_text, rulesets

WORDS = govcoord.load_texts(
    {
        "words.yaml": """
kind: vocabulary
id: words
calendar: {country: CN, holidays: [2025-05-06], years: [2026]}
levels: {county: 县级, city: 市级}
departments:
  health: {title: {zh-Hans: 卫健委, en: health}, level: city, aliases: [卫健]}
  cdc: {title: 疾控中心, under: health, level: county}
  housing: {title: 住建局}
attributes:
  matter: {type: choice, title: 事项, values: {elderly_home: 养老机构监管, allowance: 高龄津贴}}
  amount: {type: quantity, unit: 元, min: 0, title: 金额}
  ratio: {type: quantity, unit: "%", min: 0, max: 100}
  copies: {type: integer, min: 0}
  urgent: {type: boolean}
  offices: {type: set, of: departments}
  received: {type: date}
  closed: {type: date}
  elapsed: {derive: "workdays(received, closed or as_of)"}
  word: {type: text}
records:
  participants:
    each: participant
    title: 参与单位
    subject: office
    fields:
      office: {type: choice, of: departments}
      answered: {type: date}
"""
    }
)
PLANS = rulesets(WORDS.vocabulary)


def again(plan: Plan) -> Plan:
    loaded = load_texts({"generated.yaml": ruleset_text(plan)})
    assert loaded.plan is not None
    assert not [d for d in loaded.diagnostics if d.severity == "error"]
    return loaded.plan


@given(PLANS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_generated_ruleset_loads(plan: Plan) -> None:
    """Without an error, with the vocabulary and the tables that it was made with."""
    loaded = again(plan)
    assert loaded.vocabulary == plan.vocabulary
    assert [t.id for t in loaded.tables] == [t.id for t in plan.tables]
    for one, other in zip(loaded.tables, plan.tables):
        assert [(r.id, r.outputs, r.overrides, r.priority) for r in one.rules] == [
            (r.id, r.outputs, r.overrides, r.priority) for r in other.rules
        ]


@given(st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_loaded_decides_as_what_was_generated(data: st.DataObject) -> None:
    """Where facts are missing it may rule out more, and never less."""
    plan = data.draw(PLANS)
    loaded = again(plan)
    case = data.draw(cases(plan))
    read, made = engine_says(loaded, case), engine_says(plan, case)
    assert read.keys() == made.keys()
    for key, (status, rules, possible, values) in made.items():
        if status == "undetermined":
            assert set(read[key][2]) <= set(possible)
            assert set(read[key][1]) >= set(rules)
        else:
            assert read[key] == (status, rules, possible, values)


def test_the_text_is_the_same_each_time() -> None:
    """Equal plans have equal texts, and a text that was loaded and written again stays."""
    plan = govcoord.load_texts({"words.yaml": ruleset_text(Plan(WORDS.vocabulary, (), {}, (), ""))})
    assert ruleset_text(plan) == ruleset_text(Plan(WORDS.vocabulary, (), {}, (), ""))
