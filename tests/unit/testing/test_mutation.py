"""Mistakes put into rules: which are made, which tests notice them, what becomes of the others."""

from __future__ import annotations

import json
from datetime import date, timedelta
from fractions import Fraction

import attrs
import pytest
from shipped import shipped_plan

import govcoord
from govcoord.api import plan_folder
from govcoord.rules.load import load_texts
from govcoord.rules.ranges import AFTER
from govcoord.rules.regions import Ranges
from govcoord.rules.vocabulary import Attribute, Type
from govcoord.testing.mutation import mutants_of, mutate
from govcoord.testing.mutation.judge import Judge
from govcoord.testing.mutation.replay import with_table
from govcoord.testing.mutation.run import BrokenTestsError
from govcoord.testing.mutation.run import tests_at as trials_at
from govcoord.testing.mutation.tests import moved, step_of
from govcoord.testing.mutation.text import as_data, as_text
from govcoord.testing.mutation.words import Words

RULES = """
kind: vocabulary
id: words
choices:
  departments: {health: 卫健, housing: 住建, finance: 财政}
attributes:
  matter: {type: choice, title: 事项, values: {elderly_home: 养老机构监管, allowance: 高龄津贴}}
  amount: {type: quantity, unit: 元, min: 0, title: 涉及金额}
  days: {type: integer, min: 0, title: 天数}
  urgent: {type: boolean, title: 是否紧急}
---
kind: table
id: handling
source: measures, art. 3
hit: any
outputs: {who: {type: choice, of: departments}, limit: {type: integer}}
rules:
  - {id: H1, when: {matter: elderly_home, amount: 20万元以上}, then: {who: health, limit: 5}}
  - {id: H2, when: {matter: elderly_home, amount: 不满20万元}, then: {who: housing, limit: 9}}
  - id: H3
    when: {matter: allowance, any: [{urgent: true}, {days: 3以上}]}
    then: {who: finance, limit: 2}
"""

WEAK = """
kind: tests
tests:
  - name: large
    case: {matter: elderly_home, amount: 30万元}
    expect: {who: health}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "rules.test.yaml").write_text(WEAK, encoding="utf-8")
    return tmp_path


@pytest.fixture
def plan(folder):
    return govcoord.load(folder)


def test_every_sort_of_mistake_is_made(plan):
    """Bounds, ends, conditions, joints, outputs and rules are changed, each change once."""
    mutants = list(mutants_of(plan))
    assert {m.change.operator for m in mutants} >= {
        "bound", "edge", "drop", "negate", "member", "all", "any", "alternative", "output", "rule",
    }  # fmt: skip
    assert len({m.key for m in mutants}) == len(mutants)
    assert all(m.table != m.base for m in mutants)


def test_keys_of_mutants_do_not_depend_on_the_run(plan, folder):
    """The keys under which results are kept are the same for a plan loaded anew."""
    again = govcoord.load(folder)
    assert [m.key for m in mutants_of(plan)] == [m.key for m in mutants_of(again)]


@pytest.mark.parametrize(
    ("attribute", "values", "step"),
    [
        (Attribute("n", Type.INTEGER), [3], 1),
        (Attribute("d", Type.DATE), [date(2025, 1, 1)], timedelta(days=1)),
        (Attribute("x", Type.NUMBER), [3], 1),
        (Attribute("x", Type.NUMBER), [Fraction(1, 20), 1], Fraction(1, 100)),
    ],
)
def test_bounds_move_by_the_step_in_which_they_are_written(attribute, values, step):
    """One day, one whole number, one unit, or the decimal place of the finest bound."""
    assert step_of(attribute, [(value, AFTER) for value in values]) == step


def test_bounds_never_pass_each_other():
    """A range of one whole number has no bound that can be moved inwards."""
    found = [region for _, region in moved(Ranges.point(5).discrete(), 1, whole=True)]
    assert all(not region.is_empty for region in found)
    assert len(found) == 2


def test_survivors_carry_a_test_that_kills_them(folder, plan):
    """Pasting the offered tests until none is left ends with every mistake noticed."""
    for _ in range(40):
        report = mutate(plan, [folder])
        if not report.survivors:
            break
        words = Words(plan, "en")
        entries = {words.entry(r) for r in report.survivors[:1]}
        known = (folder / "rules.test.yaml").read_text(encoding="utf-8")
        text = "".join("  " + line for e in entries for line in e.splitlines(keepends=True))
        (folder / "rules.test.yaml").write_text(known + text, encoding="utf-8")
    assert report.ok
    assert report.percent == 100
    assert len(report.of("killed")) > 20


GREATEST = """
kind: vocabulary
id: words
attributes:
  green: {type: boolean}
  small: {type: boolean}
  late: {type: boolean}
---
kind: table
id: reductions
source: measures, art. 7
hit: collect
outputs: {points: {type: integer, aggregate: max}}
rules:
  - {id: R0, then: {points: 1}}
  - {id: R1, when: {green: true}, then: {points: 20}}
  - {id: R2, when: {small: true}, then: {points: 50}}
  - {id: R3, when: {late: true}, then: {points: 10}}
"""


def test_a_share_of_the_greatest_is_told_apart_where_no_other_rule_gives_as_much():
    """Of a maximum a rule is seen where greater ones do not apply, though a lesser one may."""
    plan = load_texts({"a": GREATEST}).plan
    judge = Judge(plan)
    found = {
        (m.rule.id, m.change.after): judge.judge(m).finding
        for m in mutants_of(plan)
        if m.change.operator == "output"
    }
    assert found[("R3", 11)] == found[("R3", 9)] == found[("R0", 2)] == "survived"
    assert set(found.values()) == {"survived"}


def test_equivalent_mutants_end_no_case_differently(plan):
    """What is said to change nothing agrees with the plan on a grid over all bounds."""
    judge = Judge(plan)
    grid = [
        {"matter": matter, "amount": amount, "days": days, "urgent": urgent}
        for matter in ("elderly_home", "allowance")
        for amount in (0, 199_999, 200_000, 200_001)
        for days in (0, 2, 3, 4)
        for urgent in (True, False)
    ]
    states = set()
    for mutant in mutants_of(plan):
        found = judge.judge(mutant)
        states.add(found.finding)
        other = with_table(plan, mutant.table)
        same = all(plan.evaluate(c).outcomes[0].values == other.evaluate(c).outcomes[0].values
                   for c in grid)  # fmt: skip
        assert found.finding == ("equivalent" if same else "survived"), mutant.change
    assert states == {"survived"}


def test_a_mistake_that_changes_nothing_is_not_counted(tmp_path):
    """The condition of a rule that another rule covers can be dropped without effect."""
    rules = f"""{RULES}
  - id: H4
    when: {{matter: elderly_home, amount: 30万元以上, days: 2}}
    then: {{who: health, limit: 5}}
"""
    (tmp_path / "rules.yaml").write_text(rules, encoding="utf-8")
    plan = govcoord.load(tmp_path)
    judge = Judge(plan)
    found = {
        m.change.attribute: judge.judge(m).finding
        for m in mutants_of(plan)
        if m.rule.id == "H4" and m.change.operator == "drop"
    }
    assert found == {"matter": "survived", "amount": "survived", "days": "equivalent"}


def test_a_plan_with_one_table_changed_is_the_plan_loaded_so(plan):
    """Exchanging a table gives what building the whole plan anew gives."""
    for mutant in mutants_of(plan):
        quick = with_table(plan, mutant.table)
        whole = attrs.evolve(plan, tables=quick.tables)
        for case in ({"matter": "elderly_home", "amount": 200_000}, {"matter": "allowance"}):
            assert quick.evaluate(case).to_dict() == whole.evaluate(case).to_dict()


def test_a_changed_plan_decides_what_the_plan_compiled_so_decides():
    """Tables that read each other, records, derived facts: replayed and compiled are equal."""
    plan = shipped_plan()
    folder = plan_folder()
    names = ("accountability", "data_sharing", "lead_responsibility", "boundaries")
    trials = trials_at([folder / f"{name}.test.yaml" for name in names]).trials
    cases = [(t.ready.test.case, t.ready.plan.as_of) for t in trials if not t.ready.test.mechanism]
    changed = 0
    for number, mutant in enumerate(list(mutants_of(plan))[::60]):
        quick = with_table(plan, mutant.table)
        whole = attrs.evolve(plan, tables=quick.tables)
        for case, day in cases[number % 7 :: 29]:
            one, two, old = (p if day is None else p.on(day) for p in (quick, whole, plan))
            assert one.evaluate(case).to_dict() == two.evaluate(case).to_dict()
            changed += one.evaluate(case).to_dict() != old.evaluate(case).to_dict()
    assert changed > 5


def test_tests_of_mechanisms_notice_mistakes_in_the_tables_they_ask(tmp_path):
    """A mechanism that decides a case sees another answer of a table; so does its test."""
    text = """kind: tests
ruleset: plan
tests:
  - name: lead
    mechanism: data_request
    as_of: 2025-03-12
    case:
      asked: 2025-03-03
      facts:
        {data_class: 纳税状态信息, data_fields: [纳税信用等级], data_purpose: 联合监管,
         data_rows: 20000, data_recipient: 市场监管,
         data_secret: 否, data_operator: 岗, matter_number: A-1}
      replies: [{answered: 2025-03-05, opinion: 同意}]
    expect: {state: stopped, stops: [DG-03]}
"""
    (tmp_path / "request.test.yaml").write_text(text, encoding="utf-8")
    report = mutate(shipped_plan(), [tmp_path], tables=["data_gate"])
    assert report.apart == 0
    assert {r.mutant.rule.id for r in report.of("killed")} >= {"DG-03"}


def test_results_are_kept_between_runs(folder, plan):
    """A second run tries nothing that is known; a new test is tried on what survived."""
    file = folder / "cache" / "mutants.json"
    first = mutate(plan, [folder], cache=file)
    second = mutate(plan, [folder], cache=file)
    assert (first.remembered, second.remembered) == (0, len(second.results))
    assert [r.state for r in first.results] == [r.state for r in second.results]
    more = (
        WEAK
        + "  - {name: small, case: {matter: elderly_home, amount: 1元}, expect: {who: housing}}\n"
    )
    (folder / "rules.test.yaml").write_text(more, encoding="utf-8")
    third = mutate(plan, [folder], cache=file)
    assert len(third.survivors) < len(second.survivors)
    assert [r.state for r in third.results] == [r.state for r in mutate(plan, [folder]).results]


def test_a_spoilt_cache_is_no_cache(folder, plan):
    """A file that is something else is passed over."""
    file = folder / "mutants.json"
    for text in ("", "[]", '{"mutants": 1}', "\x00"):
        file.write_text(text, encoding="utf-8")
        assert mutate(plan, [folder], cache=file, most=3).remembered == 0


def test_failing_tests_are_no_measure(folder, plan):
    """Where a test fails as it is, nothing is measured."""
    text = WEAK.replace("who: health", "who: finance")
    (folder / "rules.test.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BrokenTestsError, match="large"):
        mutate(plan, [folder])


def test_reports_say_where_and_what(folder, plan):
    """Each survivor has its file and line and the change in words; JSON can be written."""
    report = mutate(plan, [folder])
    text = as_text(report, "en", listed=100)
    place = f"{(folder / 'rules.yaml').as_posix()}:18"
    bounds = [t for t in text.splitlines() if t.startswith("- bound of 涉及金额") and place in t]
    assert len(bounds) == 2
    assert all(" in H1 (" in line and "→" in line for line in bounds)
    data = json.loads(json.dumps(as_data(report, "zh-Hans"), ensure_ascii=False))
    assert data["killed"] + data["survived"] + data["equivalent"] == data["mutants"]
    assert all(r["yaml"] and r["case"] for r in data["results"] if r["state"] == "survived")


def test_a_sample_of_the_plan_is_killed_by_its_own_tests():
    """Of mistakes spread over tables of the plan its tests notice all that change a case."""
    folder = plan_folder()
    names = ("boundaries", "escalation", "negative_list")
    tests = [folder / f"{name}.test.yaml" for name in names]
    tables = ["negative_list", "handling_level", "emergency_level"]
    report = mutate(shipped_plan(), tests, tables=tables, most=20)
    assert report.ok, as_text(report)


def test_two_versions_loaded_from_texts_make_the_same_mutants():
    """Mutants are made of what rules say, not of where they stand."""
    one = load_texts({"a": RULES}).plan
    two = load_texts({"b": "\n\n" + RULES}).plan
    assert [m.key for m in mutants_of(one)] == [m.key for m in mutants_of(two)]
