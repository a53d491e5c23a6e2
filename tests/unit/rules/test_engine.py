"""The plan: what it takes as a case, what it refuses, and that nothing is lost."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from datetime import date, datetime
from decimal import Decimal

import attrs
import pytest

import govcoord
import govcoord.rules.load
from govcoord import CaseError, Rejected, RulesetError

RULES = """
kind: vocabulary
id: words
departments: {civil: 民政局, health: 卫健委, government: 政府办}
levels: {city: 市级, county: 县级}
attributes:
  level: {type: choice, of: levels, title: 层级}
  departments: {type: set, of: departments, title: 参与部门}
  amount: {type: quantity, unit: 元, title: 金额}
  rating: {type: integer, min: 1, max: 5}
  share: {type: number}
  urgent: {type: boolean, title: 紧急}
  received: {type: date}
  closed: {type: date}
  note: {type: text}
  elapsed: {derive: "workdays(received, closed or as_of)"}
records:
  participants:
    each: participant
    title: 参与单位
    subject: department
    fields:
      department: {type: choice, of: departments, title: 单位}
      asked: {type: date}
---
kind: table
id: lead
hit: any
status: lead_status
outputs: {lead: {type: choice, of: departments}}
rules:
  - {id: L1, when: {amount: 20万元以上}, then: {lead: health}, source: 第1条}
  - {id: L2, when: {amount: 不足20万元}, then: {lead: civil}}
  - {id: L3, when: {urgent: true}, then: {lead: government}, overrides: [L1]}
---
kind: table
id: late
hit: first
outputs: {late: {type: boolean, default: false}}
rules:
  - {id: T1, when: {elapsed: 超过10个工作日}, then: {late: true}}
---
kind: table
id: asked
scope: participant
hit: collect
outputs: {answer: {type: text}}
rules:
  - {id: A1, when: {asked: 已填}, then: {answer: asked}}
"""


@pytest.fixture(scope="module")
def plan() -> govcoord.Plan:
    """A small plan with every type of attribute."""
    return govcoord.load_texts({"rules.yaml": RULES})


FULL = {
    "id": "C-1",
    "level": "city",
    "departments": ["civil", "health"],
    "amount": 250_000,
    "rating": 3,
    "share": Decimal("0.25"),
    "urgent": False,
    "received": date(2025, 3, 3),
    "closed": date(2025, 3, 10),
    "note": "x",
    "participants": [{"department": "civil", "asked": date(2025, 3, 4)}],
}


def test_a_case_in_canonical_form_is_decided(plan: govcoord.Plan) -> None:
    """Answers, derived facts and outcomes of records are there."""
    decision = plan.evaluate(FULL)
    assert decision.fact("lead") == "health"
    assert decision.fact("elapsed") == 5
    assert [o.id for o in decision.outcomes] == ["lead", "late", "asked"]
    assert decision.outcomes[2].subject == govcoord.Subject("participant", 0, "civil")


@attrs.frozen
class Application:
    """A case of an embedding program."""

    amount: int
    urgent: bool
    received: date | None = None


@pytest.mark.parametrize(
    "case",
    [
        {"amount": "25万元", "urgent": "否"},
        {"金额": "250,000 yuan", "紧急": "false"},
        {"amount": Decimal("250000.00"), "urgent": False},
        {"amount": {"value": "25", "unit": "万元"}, "urgent": False},
        {"amount": 250_000, "urgent": False, "received": None},
        Application(250_000, False),
    ],
)
def test_forms_of_a_case_that_mean_the_same(plan: govcoord.Plan, case: object) -> None:
    """Titles and ids, texts and numbers, mappings and attrs objects give equal decisions."""
    assert plan.evaluate(case).fact("lead") == "health"
    assert plan.evaluate(case).facts == plan.evaluate({"amount": 250_000, "urgent": False}).facts
    assert plan.evaluate(plan.case(case)) == plan.evaluate(case)


@pytest.mark.parametrize(
    ("case", "attribute", "expected"),
    [
        ({"amount": "5天"}, "amount", "yuan"),
        ({"amount": float("nan")}, "amount", "quantity"),
        ({"amount": True}, "amount", "quantity"),
        ({"rating": 7}, "rating", "5"),
        ({"rating": 2.5}, "rating", "whole"),
        ({"rating": "三点五"}, "rating", "whole"),
        ({"urgent": 1}, "urgent", "true or false"),
        ({"urgent": "yes"}, "urgent", "true or false"),
        ({"level": "town"}, "level", "city"),
        ({"level": ["city"]}, "level", "city"),
        ({"departments": {"civil": 1}}, "departments", "some of"),
        ({"departments": ["civil", "tax"]}, "departments", "civil"),
        ({"received": "2025-02-30"}, "received", "date"),
        ({"received": datetime(2025, 1, 1, 12)}, "received", "date"),
        ({"received": 20250101}, "received", "date"),
        ({"note": 3}, "note", "text"),
        ({"amuont": 3}, "amuont", "attribute"),
        ({"elapsed": 3}, "elapsed", "outside"),
        ({"lead": "civil"}, "lead", "outside"),
        ({"amount": 1, "金额": 2}, "金额", "once"),
        ({"participants": {"department": "civil"}}, "participants", "list"),
        ({"participants": [{"dept": "civil"}]}, "dept", "attribute"),
        ({"participants": [3]}, "participant", "mapping"),
        (3, "case", "mapping"),
        ({1: 2}, "1", "attribute"),
    ],
)
def test_a_bad_case_names_attribute_value_and_what_was_expected(
    plan: govcoord.Plan, case: object, attribute: str, expected: str
) -> None:
    """No half decision, no traceback: one `CaseError` in every language."""
    with pytest.raises(CaseError) as caught:
        plan.evaluate(case)
    assert caught.value.attribute == attribute
    assert expected in caught.value.expected
    for language in ("en", "zh-Hans", "zh-Hant"):
        assert caught.value.message(language)
        assert attribute in caught.value.message(language) or attribute == "case"


def test_a_slip_in_a_name_is_answered_with_a_suggestion(plan: govcoord.Plan) -> None:
    """`amuont` and `helth` are answered with the nearest name."""
    with pytest.raises(CaseError, match="amount"):
        plan.evaluate({"amuont": 3})
    with pytest.raises(CaseError, match="health"):
        plan.evaluate({"departments": ["helth"]})


def test_a_date_beyond_the_calendar_is_an_error_that_says_so(plan: govcoord.Plan) -> None:
    """Working days are not guessed for years without an official notice."""
    case = {"received": "2035-01-04", "closed": "2035-02-01"}
    with pytest.raises(CaseError, match="cannot be computed") as caught:
        plan.evaluate(case)
    assert caught.value.attribute == "elapsed"


def test_evaluate_many_loses_nothing(plan: govcoord.Plan) -> None:
    """Every case gives one item, in order; bad ones say what, which and where."""
    cases = [FULL, {"id": "bad", "rating": 9}, {"amount": 3}, 7]
    results = list(plan.evaluate_many(cases))
    assert [isinstance(r, Rejected) for r in results] == [False, True, False, True]
    assert results[1].number == 1
    assert results[1].id == "bad"
    with pytest.raises(CaseError):
        list(plan.evaluate_many(cases, strict=True))


def test_a_missing_fact_leaves_open_what_depends_on_it(plan: govcoord.Plan) -> None:
    """Undetermined, with the fact to ask for; an answer that cannot change is decided."""
    decision = plan.evaluate({"amount": 250_000})
    (question, _, _) = decision.undetermined
    assert question.table == "lead"
    assert question.ask == ("urgent",)
    assert {rule.id for rule in question.candidates} == {"L1", "L3"}
    assert decision.fact("lead") is None
    assert plan.evaluate({"amount": 3, "urgent": False}).fact("lead") == "civil"


def test_two_rules_that_disagree_are_a_conflict_that_names_both(plan: govcoord.Plan) -> None:
    """L2 and L3 both match, and neither overrides the other."""
    decision = plan.evaluate({"amount": 3, "urgent": True})
    (conflict,) = decision.conflicts
    assert [rule.id for rule in conflict.rules] == ["L2", "L3"]
    assert decision.fact("lead") is None
    assert decision.fact("lead_status") == "conflict"


def test_an_override_is_recorded(plan: govcoord.Plan) -> None:
    """L3 beats L1; the decision says so."""
    outcome = plan.evaluate({"amount": 250_000, "urgent": True}).outcome("lead")
    assert outcome is not None
    assert outcome.values == {"lead": "government"}
    assert [(a.id, b.id) for a, b in outcome.overridden] == [("L1", "L3")]


def test_on_gives_cases_a_day_of_their_own_only_if_they_have_none(plan: govcoord.Plan) -> None:
    """`Plan.on` sets ``as_of``; a case that says its own keeps it."""
    dated = plan.on(date(2025, 3, 31))
    case = {"received": "2025-03-03"}
    assert plan.evaluate(case).fact("elapsed") is None
    assert dated.evaluate(case).fact("elapsed") == 20
    assert dated.evaluate({**case, "as_of": "2025-03-04"}).fact("elapsed") == 1
    assert dated.evaluate({**case, "截至日期": "2025-03-04"}).fact("elapsed") == 1
    assert dated.evaluate(plan.case(case)).fact("elapsed") == 20


def test_decisions_are_immutable_hashable_and_plain_data(plan: govcoord.Plan) -> None:
    """A decision cannot be changed, equal ones are one, and JSON keeps it."""
    decision = plan.evaluate(FULL)
    with pytest.raises(AttributeError):
        decision.lead = "civil"  # type: ignore[misc]
    assert len({decision, plan.evaluate(dict(FULL))}) == 1
    data = decision.to_dict()
    assert json.loads(json.dumps(data)) == data
    assert data["digest"] == decision.digest
    assert data["facts"]["share"] == "0.25"


def test_the_case_may_be_changed_after_it_was_decided(plan: govcoord.Plan) -> None:
    """A decision keeps its own copy of the facts."""
    case = {"departments": ["civil"], "participants": [{"department": "civil"}]}
    decision = plan.evaluate(case)
    before = decision.to_dict()
    case["departments"].append("health")
    case["participants"][0]["department"] = "health"
    assert decision.to_dict() == before


def test_many_threads_get_the_same_decisions(plan: govcoord.Plan) -> None:
    """A plan is shared between threads without locks."""
    fresh = govcoord.load_texts({"rules.yaml": RULES})
    cases = [{"amount": n * 1000, "urgent": n % 3 == 0, f"{'note'}": "x"} for n in range(300)]
    cases += [{k: v for k, v in FULL.items() if k != drop} for drop in FULL]
    expected = [plan.evaluate(case).digest for case in cases]
    found: list[list[str]] = []

    def work() -> None:
        found.append([fresh.evaluate(case).digest for case in cases])

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 8


def test_a_ruleset_with_errors_is_refused_with_all_of_them() -> None:
    """`RulesetError.diagnostics` holds every problem, with its place."""
    broken = RULES.replace("type: integer", "type: whole").replace("20万元以上", "20天以上")
    with pytest.raises(RulesetError) as caught:
        govcoord.load_texts({"rules.yaml": broken})
    codes = {d.code for d in caught.value.diagnostics}
    assert {"GC276", "GC224"} <= codes
    assert all(d.span for d in caught.value.diagnostics)


def test_the_digest_knows_content_and_not_layout() -> None:
    """Comments and the order of keys do not count; a changed threshold does."""
    plan = govcoord.load_texts({"a.yaml": RULES})
    moved = RULES.replace("type: boolean, title: 紧急", "title: 紧急, type: boolean")
    assert govcoord.load_texts({"b.yaml": "# x\n" + moved}).digest == plan.digest
    other = RULES.replace("超过10个工作日", "超过11个工作日")
    assert govcoord.load_texts({"a.yaml": other}).digest != plan.digest


def test_rules_in_force_and_jurisdictions_are_tests() -> None:
    """A rule out of its period or place does not match; `by` names another date."""
    text = """
kind: vocabulary
id: v
regions: {east: {}, bay: {under: east}, west: {}}
attributes: {region: {type: choice, of: regions}, received: {type: date}}
---
kind: table
id: t
hit: first
in_force: {from: 2025-01-01, to: 2025-12-31}
outputs: {x: {type: text}}
rules:
  - {id: old, in_force: {to: 2025-06-30, by: received}, jurisdiction: east, then: {x: old}}
  - {id: new, then: {x: new}}
"""
    plan = govcoord.load_texts({"t.yaml": text})

    def answer(**case: object) -> object:
        return plan.evaluate(case).fact("x")

    assert answer(as_of="2025-03-01", received="2025-06-30", region="bay") == "old"
    assert answer(as_of="2025-03-01", received="2025-07-01", region="bay") == "new"
    assert answer(as_of="2025-03-01", received="2025-06-30", region="west") == "new"
    assert answer(as_of="2026-01-01", received="2025-06-30", region="bay") is None
    assert plan.evaluate({"received": "2025-01-01", "region": "bay"}).undetermined[0].ask == (
        "as_of",
    )


def test_circles_of_tables_and_of_overrides_are_errors() -> None:
    """A table cannot test what is made of its own outputs; a rule cannot override itself."""
    text = """
kind: table
id: a
outputs: {x: {type: boolean}}
rules: [{id: A, when: {y: true}, then: {x: true}}]
---
kind: table
id: b
outputs: {y: {type: boolean}}
rules: [{id: B, when: {x: true}, then: {y: true}}]
"""
    codes = [d.code for d in govcoord.rules.load.load_texts({"t.yaml": text}).diagnostics]
    assert codes == ["GC303"]
    text = """
kind: table
id: a
outputs: {x: {type: boolean}}
rules:
  - {id: A, then: {x: true}, overrides: B}
  - {id: B, then: {x: true}, overrides: A}
"""
    codes = [d.code for d in govcoord.rules.load.load_texts({"t.yaml": text}).diagnostics]
    assert codes == ["GC302", "GC302"]


def test_a_file_without_its_vocabulary_is_one_problem() -> None:
    """Names that only a vocabulary can give are not reported one by one."""
    text = """
kind: negative_list
id: x
source: y
entries: [{id: A, reason: r, when: {事项: a}, departments: [b, c]}]
"""
    codes = [d.code for d in govcoord.rules.load.load_texts({"t.yaml": text}).diagnostics]
    assert codes == ["GC277"]


def test_a_file_of_cases_among_the_rules_is_told_apart() -> None:
    """A list of mappings is most likely a file of cases."""
    found = govcoord.rules.load.load_texts({"t.yaml": "- {id: 1}\n- {id: 2}\n"}).diagnostics
    assert [d.code for d in found] == ["GC278"]


def test_the_calendar_is_made_when_a_count_of_workdays_needs_it() -> None:
    """Loading the plan and deciding without a count of workdays does without its library."""
    code = """
import sys, govcoord
plan = govcoord.load_plan()
plan.evaluate({"matter": "elderly_home_supervision", "urgent": False}).to_dict()
print("holidays" in sys.modules)
days = {"received": "2025-03-03", "as_of": "2025-03-31", "suspensions": []}
print(plan.evaluate(days).fact("elapsed"), "holidays" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "20", "True"]
