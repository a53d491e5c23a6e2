"""The plan's own rulesets of handling and accountability: clean, covered, cited, tested."""

from __future__ import annotations

from pathlib import Path

import pytest

from govcoord.case_files import evaluate_rows, read_cases
from govcoord.rules.engine import Rejected
from govcoord.rules.load import load_files
from govcoord.testing.yaml_tests import run_tests

ROOT = Path(__file__).parents[4]
FOLDER = ROOT / "rulesets" / "plan"
LOADED = load_files([FOLDER])
HANDLING = ("negative_list", "lead_responsibility", "accountability", "table")
DOCUMENTS = [d for d in LOADED.plan.documents if d.kind in HANDLING]
RULES = [rule for table in LOADED.plan.tables for rule in table.rules]
ENTRIES = next(d for d in DOCUMENTS if d.kind == "negative_list").entries

FACTS = {
    "urgent": False,
    "cross_region": True,
    "amount": "500万元",
    "received": "2025-03-03",
    "region": "linjiang_city",
    "data_needed": ["health_record"],
}


def case_of(entry):
    """A case that the entry lists."""
    matter = entry.when.entries["matter"][1].value
    return {**FACTS, "matter": matter}


def test_nothing_is_noticed_about_the_rulesets_of_handling():
    own = {f"{name}.yaml" for name in ("vocabulary", "matter_catalogue", *HANDLING[:3])}
    found = [d for d in LOADED.diagnostics if d.span and Path(d.span.source.name).name in own]
    assert found == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry.id))
def test_every_matter_of_the_negative_list_has_one_lead_among_its_departments(entry):
    decision = LOADED.plan.evaluate(case_of(entry))
    assert decision.joint_required is True
    assert str(entry.id) in [listed.entry for listed in decision.view("listed_matters")]
    assert decision.lead in decision.view("required_departments")
    assert decision.view("referral") is None


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.id))
def test_every_document_has_an_owner_a_source_and_a_review(document):
    assert document.source.startswith("方案")
    assert document.owner in LOADED.plan.vocabulary.departments.ids
    assert document.review.every.value == 2
    assert {tag for tag, _ in document.title.by_language} == {"en", "zh-Hans", "zh-Hant"}


def test_no_id_stands_for_rules_of_two_tables():
    """What an explanation, a test or the handbook cites can be one rule only."""
    tables = {rule.id: set() for rule in RULES}
    for table in LOADED.plan.tables:
        for rule in table.rules:
            tables[rule.id].add(table.id)
    assert {id_: of for id_, of in tables.items() if len(of) > 1} == {}


@pytest.mark.parametrize(
    ("domain", "rule", "lead"),
    [("health_care", "LR-002", "health"), ("social_security", "LR-009", "human_resources")],
)
def test_general_rules_lead_for_matters_that_are_added(tmp_path, domain, rule, lead):
    """The only matter of the domain so far has a rule of its own; any other has the general one."""
    (tmp_path / "more.yaml").write_text(
        "kind: vocabulary\nid: more\n"
        "matters: {another: {title: {zh-Hans: 另一事项, en: another}}}\n",
        encoding="utf-8",
    )
    plan = load_files([FOLDER, tmp_path]).plan
    departments = ["health", "human_resources"]
    decision = plan.evaluate({"matter": "another", "domain": domain, "departments": departments})
    assert [found.id for found in decision.outcome("lead_responsibility").rules] == [rule]
    assert decision.lead == lead
    # without the matter nothing is settled, and it is what is asked for
    open_case = plan.evaluate({"domain": domain, "departments": departments})
    assert open_case.lead is None
    asked = {one.table: one.ask for one in open_case.undetermined}
    assert "matter" in asked["lead_responsibility"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_cites_the_plan_and_is_titled_in_both_languages(rule):
    assert rule.source.startswith("方案")
    assert {"en", "zh-Hans"} <= {tag for tag, _ in rule.title.by_language}


def test_everything_in_the_vocabulary_is_titled_in_both_languages():
    vocabulary = LOADED.plan.vocabulary
    items = [item for choices in vocabulary.choices.values() for item in choices.items]
    fields = [f for record in vocabulary.records.values() for f in record.fields.values()]
    for thing in (*items, *vocabulary.attributes.values(), *fields):
        assert {"en", "zh-Hans"} <= {tag for tag, _ in thing.title.by_language}, thing.id


def test_no_title_of_a_fact_stands_for_two():
    vocabulary = LOADED.plan.vocabulary
    for facts in (vocabulary.attributes, *(r.fields for r in vocabulary.records.values())):
        words = [word for a in facts.values() for word in {*a.title.all(), a.id}]
        assert len(words) == len(set(words))


def test_only_units_are_proposed_measures_for():
    view = LOADED.plan.views["liabilities"]
    assert all(step.startswith("unit_") for step in view.ladder)


def test_the_tests_of_the_plan_pass():
    report = run_tests([FOLDER])
    assert report.ok, [(r.place, r.mismatches) for r in report.failed]
    assert len(report.results) >= 60


def test_the_demo_has_cases_of_every_kind_and_one_that_is_wrong():
    rows = read_cases(ROOT / "examples" / "demo" / "cases.yaml")
    answers = list(evaluate_rows(LOADED.plan, rows))
    rejected = [a for a in answers if isinstance(a, Rejected)]
    decisions = [a.decision for a in answers if not isinstance(a, Rejected)]
    assert [a.error.name for a in rejected] == ["limit"]
    assert {d.joint_required for d in decisions} == {True, False, None}
    assert {r.ground for d in decisions if (r := d.view("referral"))} == {"none", "conflict"}
    assert {x.side for d in decisions for x in d.liabilities} == {"lead", "coordinating"}
    assert any(d.view("exempted") for d in decisions)
    assert any(d.view("duties") for d in decisions)
