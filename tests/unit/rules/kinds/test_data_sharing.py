"""Sharing of data: catalogue, grades, answers, gate, grants."""

from __future__ import annotations

import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import shipped_plan

from govcoord.plain import jsonable
from govcoord.rules.diff import diff
from govcoord.rules.kinds.data_sharing.model import sharing_model
from tests.support.kind_texts import VOCABULARY, codes_of, load_beside, plan_of

WORDS = VOCABULARY.replace(
    "choices:\n",
    """data_classes: {person: 人口, roads: 道路, unlisted: 其他}
choices:
  data_grades: {low: 一般, middle: 敏感, high: 重要}
  data_purposes: {check: 核验, research: 研究}
  data_fields: {a: 甲, b: 乙, c: 丙, d: 丁}
""",
).replace(
    "attributes:\n",
    """attributes:
  data_class: {type: choice, of: data_classes}
  data_fields: {type: set, of: data_fields}
  data_purpose: {type: choice, of: data_purposes}
  data_recipient: {type: choice, of: departments}
""",
)
HEAD = "kind: data_sharing\nid: s\nsource: rule 1\n"
CATALOGUE = """default_grade: high
catalogue:
  - data: person
    provider: police
    sharing: conditional
    grade: middle
    personal: personal
    fields: {a: low, c: high}
    purposes: {check: [a, b]}
  - {data: roads, provider: civil, sharing: unconditional, grade: low}
"""
RULES = """rules:
  - {id: A, when: {data_grade: low}, answer: shared, mode: plain}
  - id: B
    when: {data_grade: middle}
    answer: conditional
    mode: masked
    steps: [{approver: provider, within: 5 workdays}]
  - id: C
    when: {data_grade: high}
    answer: conditional
    mode: computed_only
    steps: [{approver: recipient, within: 5 workdays}, {approver: committee, within: 5 workdays}]
  - id: D
    when: {purpose_allowed: 否}
    answer: refused
    mode: denied
    basis: law
    overrides: [A, B, C]
"""
TEXT = HEAD + CATALOGUE + RULES
PLAN = plan_of(TEXT, vocabulary=WORDS)
GRADES = ("low", "middle", "high")
OF_FIELD = {"a": "low", "b": "middle", "c": "high", "d": "middle"}


def case(data="person", fields=("a",), purpose="check", recipient="tax"):
    return {
        "data_class": data, "data_fields": list(fields),
        "data_purpose": purpose, "data_recipient": recipient,
    }  # fmt: skip


@given(st.frozensets(st.sampled_from("abcd")))
def test_the_highest_grade_among_the_fields_wins(fields):
    """Fields without a grade of their own, and no fields at all, have that of the class."""
    highest = max((OF_FIELD[f] for f in fields), key=GRADES.index, default="middle")
    assert PLAN.evaluate(case(fields=fields)).fact("data_grade") == highest
    assert PLAN.evaluate(case("unlisted", fields)).fact("data_grade") == "high"


@given(st.frozensets(st.sampled_from("abcd")))
def test_fields_that_the_purpose_does_not_need_are_named(fields):
    decision = PLAN.evaluate(case(fields=fields))
    assert decision.view("data_answer").beyond == tuple(sorted(fields - {"a", "b"}))
    assert decision.fact("beyond_purpose") is bool(fields - {"a", "b"})


def test_steps_name_the_parties_in_their_order():
    answer = PLAN.evaluate(case(fields=["c"])).view("data_answer")
    assert [step.by for step in answer.steps] == ["tax", "committee"]
    answer = PLAN.evaluate(case(fields=["b"])).view("data_answer")
    assert ([step.by for step in answer.steps], answer.approvals) == (["police"], 1)


def test_a_purpose_that_the_catalogue_does_not_list_is_refused():
    answer = PLAN.evaluate(case(purpose="research")).view("data_answer")
    assert (answer.answer, answer.basis, answer.beyond) == ("refused", "law", ())
    assert PLAN.evaluate(case("roads", purpose="research")).fact("sharing") == "shared"


def test_nothing_is_answered_while_a_fact_is_missing():
    decision = PLAN.evaluate({"data_class": "person", "data_purpose": "check"})
    assert decision.view("data_answer") is None
    asked = next(one.ask for one in decision.undetermined if one.table == "data_sharing")
    assert asked == ("data_fields",)


@pytest.mark.parametrize(
    ("old", "new", "code", "flag"),
    [
        ("sharing: conditional\n", "sharing: not_shared\n", "GC510", "no_basis"),
        ("    sharing: conditional\n", "", "GC511", "no_attribute"),
    ],
)
def test_what_the_catalogue_leaves_out_is_treated_as_conditional_and_flagged(old, new, code, flag):
    assert old in TEXT
    loaded = load_beside(TEXT.replace(old, new), vocabulary=WORDS)
    assert [d.code for d in loaded.diagnostics] == [code]
    decision = loaded.plan.evaluate(case())
    assert decision.fact("data_attribute") == "conditional"
    assert decision.view("data_answer").flags == (flag,)


def test_a_rule_that_refuses_without_a_basis_is_conditional_and_says_so():
    text = TEXT.replace("basis: law\n", "steps: [{approver: provider, within: 1个工作日}]\n")
    loaded = load_beside(text, vocabulary=WORDS)
    assert [d.code for d in loaded.diagnostics] == ["GC510"]
    answer = loaded.plan.evaluate(case(purpose="research")).view("data_answer")
    assert (answer.answer, answer.flags) == ("conditional", ("no_basis",))


def test_the_basis_of_the_catalogue_stands_in_the_answer():
    text = TEXT.replace("sharing: conditional\n", "sharing: not_shared\n    basis: 某法第九条\n")
    text += "  - {id: E, when: {data_attribute: not_shared}, answer: refused, mode: denied,"
    text += " basis: catalogue, overrides: [A, B, C, D]}\n"
    answer = plan_of(text, vocabulary=WORDS).evaluate(case()).view("data_answer")
    assert (answer.answer, answer.basis) == ("refused", "某法第九条")


def test_a_change_of_grade_shows_in_the_difference_of_two_plans():
    other = plan_of(TEXT.replace("{a: low, c: high}", "{a: low, c: middle}"), vocabulary=WORDS)
    assert not diff(PLAN, other).nothing
    changed = other.evaluate(case(fields=["c"])).fact("sharing_mode")
    assert (PLAN.evaluate(case(fields=["c"])).fact("sharing_mode"), changed) == (
        "computed_only", "masked",
    )  # fmt: skip


def test_why_not_says_what_would_have_to_change():
    changes = PLAN.why_not(case(fields=["b"]), {"sharing": "shared"})
    assert changes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (TEXT.replace("data: roads", "data: person"), "GC515"),
        (TEXT.replace("data: roads", "data: rods"), "GC258"),
        (TEXT.replace("c: high}", "e: high}"), "GC258"),
        (TEXT.replace("    purposes: {check: [a, b]}\n", ""), "GC512"),
        (TEXT.replace("steps: [{approver: provider, within: 5 workdays}]", "steps: []"), "GC513"),
        (TEXT.replace("mode: plain", "mode: denied"), "GC516"),
        (TEXT.replace("within: 5 workdays", "within: 5 days"), "GC517"),
        (TEXT.replace("approver: committee", "approver: comittee"), "GC258"),
        (TEXT + "trail: {who: nobody}\n", "GC264"),
    ],
)
def test_what_cannot_be_meant_is_reported(text, code):
    assert code in codes_of(text, vocabulary=WORDS)


def test_a_vocabulary_without_the_facts_of_a_request_is_reported():
    assert codes_of(TEXT) == ["GC514"] * 3


def test_a_class_without_a_rule_for_its_grade_is_a_gap():
    from govcoord.rules.checks.run import check_logic

    without = plan_of(
        TEXT.replace(
            "  - {id: A, when: {data_grade: low}, answer: shared, mode: plain}\n", ""
        ).replace("[A, B, C]", "[B, C]"),
        vocabulary=WORDS,
    )
    assert "GC310" in {d.code for d in check_logic(without)}
    assert "GC310" not in {d.code for d in check_logic(PLAN)}


def test_the_gate_has_nothing_to_say_of_cases_that_ask_for_no_data():
    gate = "gate:\n  - {id: G, when: {data_purpose: 未填}, reason: 用途不明}\n"
    plan = plan_of(TEXT + gate, vocabulary=WORDS)
    assert plan.evaluate({"data_class": "roads"}).fact("release_stopped") is True
    assert plan.evaluate({"urgent": True}).fact("release_stopped") is False
    assert plan.evaluate({"urgent": True}).view("release_stops") == ()


# the plan's own rules

SHIPPED = shipped_plan()
KNOWN = {"data_consent": True, "data_legal_duty": False}


def test_every_cell_of_the_model_is_what_the_table_says():
    cells = list(sharing_model(SHIPPED, KNOWN))
    departments = len(SHIPPED.vocabulary.departments.items)
    assert len(cells) == 14 * 6 * (departments - 1)
    assert all(cell.answer is not None for cell in cells)
    assert all(cell.approvals == 0 for cell in cells if cell.answer == "refused")
    assert all(cell.approvals >= 1 for cell in cells if cell.answer == "conditional")


def test_nothing_personal_is_shared_without_consent_or_duty():
    nothing = {"data_consent": False, "data_legal_duty": False}
    view = SHIPPED.views["data_answer"]
    personal = {c.id for c in view.classes if c.personal != "none"}
    for cell in sharing_model(SHIPPED, nothing):
        assert cell.data not in personal or cell.answer == "refused"
    assert {c.answer for c in sharing_model(SHIPPED) if c.data in personal} == {None, "refused"}


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_answers_states_and_verdicts_are_told_in_every_language(language):
    facts = {
        "data_class": "tax_status", "data_fields": ["tax_amount"], "data_rows": 1,
        "data_purpose": "joint_supervision", "data_recipient": "finance",
    }  # fmt: skip
    grant = {"id": "G", "subject": "x", "classes": ["tax_status"], "withdrawn_on": "2025-01-01"}
    asked = {"classes": ["tax_status", "hydrology"], "subject": "x"}
    for id_, given_ in (
        ("data_request", {"facts": facts, "asked": "2025-03-03"}),
        ("data_request", {"facts": {}, "asked": "2025-03-03"}),
        ("one_authorisation", {"grants": [grant], "requests": [asked]}),
        ("one_authorisation", {"grants": [], "requests": [asked]}),
    ):
        found = SHIPPED.assess(id_, given_, as_of=date(2025, 4, 1))
        assert all(list(found.lines(SHIPPED.vocabulary, language)))
        assert jsonable(found)
        assert pickle.loads(pickle.dumps(found)) == found
