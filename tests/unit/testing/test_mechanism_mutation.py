"""Mistakes put into documents of mechanisms: which are made, who notices, what would."""

from __future__ import annotations

import json

import attrs
import pytest
import yaml
from shipped import shipped_plan

from govcoord.api import plan_folder
from govcoord.diagnostics import Collector
from govcoord.errors import GovcoordError, RulesetError
from govcoord.rules.reading.nodes import read
from govcoord.rules.vocabulary import Choice, Choices
from govcoord.testing.matching import Matcher
from govcoord.testing.mechanisms import changes as making
from govcoord.testing.mechanisms.edits import Edit, content, edited, found_at
from govcoord.testing.mechanisms.ground import Ground
from govcoord.testing.mechanisms.mutants import subjects_of
from govcoord.testing.mechanisms.run import mutate_mechanisms
from govcoord.testing.mechanisms.witness import telling
from govcoord.testing.mechanisms.words import as_data, as_entry, as_text
from govcoord.testing.mutation.run import BrokenTestsError

PLAN = plan_folder()

RULES = """
kind: vocabulary
id: words
calendar: {country: none}
choices:
  departments: {office: 办公室, health: 卫健, civil: 民政, finance: 财政}
---
kind: parameters
id: choices
parameters:
  - {id: return_within, title: 退单期限, value: 2个工作日, basis: default, question: 几日}
---
kind: escalation
id: returns
title: {zh-Hans: 派单退回, en: returns}
note: 3 days are discussed
source: measures, art. 3
returns: {within: $return_within, times: 1, reason: 是, decided_by: office}
---
kind: escalation
id: feedback
title: {zh-Hans: 反馈, en: feedback}
source: measures, art. 4
feedback: {receipt: 1个工作日, result: 10天, day_off: next_workday, overdue_to: office}
"""

WEAK = """
kind: tests
tests:
  - name: in time
    mechanism: returns
    as_of: 2026-03-31
    case:
      acts:
        - {at: 2026-03-02, what: 派单, department: 卫健}
        - {at: 2026-03-03, what: 退回, department: 卫健, reason: 属民政}
    expect: {returns: [{department: health, due: 2026-03-04}]}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "rules.test.yaml").write_text(WEAK, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def plan_ground():
    return Ground.of([PLAN])


def mutants_of(folder):
    return [m for s in subjects_of(Ground.of([folder])) for m in s.mutants]


def test_every_place_is_changed_and_none_that_only_tells(folder):
    """Durations, numbers, flags, choices and departments; no title, note, source or id."""
    found = {(m.part.label, m.change.operator, m.change.after) for m in mutants_of(folder)}
    assert found >= {
        ("returns.within", "number", "3个工作日"),
        ("returns.within", "number", "1个工作日"),
        ("returns.within", "unit", "2天"),
        ("returns.times", "number", "2"),
        ("returns.times", "number", "0"),
        ("returns.reason", "flip", "否"),
        ("returns.decided_by", "drop", None),
        ("feedback.result", "unit", "10个工作日"),
        ("feedback.day_off", "choice", "stays"),
        ("feedback.overdue_to", "department", "health"),
    }
    told = ("title", "note", "source", "id", "kind")
    assert not [m for m in mutants_of(folder) if any(step in told for step in m.part.path)]


def test_a_parameter_is_changed_where_it_is_declared(folder):
    """The mistake is at the parameter, once, and the part is where it is used."""
    own = [m for m in mutants_of(folder) if m.change.parameter]
    assert {m.change.edit.document for m in own} == {"choices"}
    assert {m.part.label for m in own} == {"returns.within"}
    assert len({m.change.edit for m in own}) == len(own)


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("20个工作日", {"21个工作日", "19个工作日"}),
        ("0个工作日", {"1个工作日"}),
        ("12.5%", {"12.6%", "12.4%"}),
        ("1,000元", {"1001元", "999元"}),
        ("三个月", {"4个月", "2个月"}),
        ("1/3", {"2/3", "0/3"}),
    ],
)
def test_numbers_move_by_a_step_of_their_last_place(text, others):
    """Also those in Chinese numerals, and fractions in their first number; never below zero."""
    assert {other for _, other in making.numbers(text)} == others


def test_a_choice_gives_way_to_the_next_one():
    """By any of its words; the last gives way to the first, one alone to none."""
    choices = Choices("c", tuple(Choice(name) for name in ("a", "b")))
    assert making.next_choice("a", choices) == "b"
    assert making.next_choice("b", choices) == "a"
    assert making.next_choice("x", choices) is None
    assert making.next_choice("a", Choices("c", (Choice("a"),))) is None


def test_conditions_lose_tests_ends_and_their_joint(plan_ground):
    """In the awards of the plan: any is read as all, an end is left out, a test is dropped."""
    (award,) = [s for s in subjects_of(plan_ground) if s.id == "plan_innovation_award"]
    found = {(m.part.label, m.change.operator, m.change.after) for m in award.mutants}
    assert found >= {
        ("eligible.AW-2.when", "joint", "all"),
        ("eligible.AW-1.when.team_departments.count", "edge", "超过2"),
        ("eligible.AW-2.when.any.1", "drop", None),
        ("eligible.AW-3", "drop", None),
        ("rank_by.2.better", "choice", "lower"),
    }


def test_predecessors_days_and_dates_are_changed(plan_ground):
    """In procedures and cost sharing: what a step waits for, a day of a ratio, a share."""
    mutants = [m for s in subjects_of(plan_ground) for m in s.mutants]
    operators = {(m.subject.kind, m.change.operator) for m in mutants}
    assert operators >= {
        ("procedure", "predecessor"), ("procedure", "department"), ("procedure", "name"),
        ("cost_sharing", "day"), ("targets", "day"), ("targets", "number"),
        ("committee", "name"), ("escalation", "unit"),
    }  # fmt: skip
    assert len({(m.subject.id, m.key) for m in mutants}) == len(mutants)


def test_an_edit_changes_one_place_and_leaves_the_node_alone():
    """Replaced, left out, renamed; the node that was given is what it was."""
    (node,) = read("x.yaml", "a: {b: [1, 2], any: [x]}\n", Collector())
    before = content(node)
    assert content(edited(node, Edit("d", ("a", "b", 1), "9"))) == {
        "a": {"b": ["1", "9"], "any": ["x"]}
    }
    assert content(edited(node, Edit("d", ("a", "b", 0)))) == {"a": {"b": ["2"], "any": ["x"]}}
    assert content(edited(node, Edit("d", ("a", "any"), key="all"))) == {
        "a": {"b": ["1", "2"], "all": ["x"]}
    }
    assert content(edited(node, Edit("d", ("a",)))) == {}
    assert content(node) == before
    assert found_at(node, ("a", "b", 5)) is None
    assert found_at(node, ("a", "c")) is None


def test_a_kind_made_anew_is_what_loading_everything_makes(plan_ground):
    """For a sample of all mistakes in the plan: the same problems, the same mechanisms."""
    mutants = [m for s in subjects_of(plan_ground) for m in s.mutants]
    tried = 0
    for mutant in mutants[:: max(1, len(mutants) // 24)]:
        quick = plan_ground._quick(mutant.change.edit, mutant.subject.kind)
        if quick is None:
            continue
        tried += 1
        whole = plan_ground.changed_as_loaded(mutant.change.edit)
        assert {d.code for d in quick.errors} == {d.code for d in whole.errors}, mutant.key
        if whole.plan is not None:
            assert quick.tables == whole.tables
            for new, old in ((quick.plan, whole.plan), (quick.plan.pilot, whole.plan.pilot)):
                assert content(new.mechanisms) == content(
                    {id_: old.mechanisms[id_] for id_ in new.mechanisms}
                )
    assert tried > 10


def test_noticed_kept_out_and_survived(folder):
    """The one test notices a shorter time; no reason and another department it does not."""
    report = mutate_mechanisms([folder], [folder], mechanisms=["returns"])
    states = {(r.mutant.part.label, r.mutant.change.after): r.state for r in report.results}
    assert states["returns", None] == "checked"
    assert states["returns.decided_by", "health"] == "survived"
    assert states["returns.times", "2"] == "survived"
    assert states["returns.times", "0"] in ("survived", "checked", "killed")
    assert not report.ok
    assert 0 < report.percent < 100
    assert report.tests == 1


def test_the_tests_shown_notice_what_they_are_shown_for(folder):
    """Pasted as they are, they pass, and the same mistakes do not survive any more."""
    report = mutate_mechanisms([folder], [folder], mechanisms=["returns"])
    assert report.survivors
    entries = [yaml.safe_load(as_entry(result, "zh-Hans"))[0] for result in report.survivors]
    for number, entry in enumerate(entries):
        entry["name"] = f"{number} {entry['name']}"
    pasted = {"kind": "tests", "tests": entries}
    (folder / "more.test.yaml").write_text(yaml.safe_dump(pasted, allow_unicode=True), "utf-8")
    again = mutate_mechanisms([folder], [folder], mechanisms=["returns"])
    assert again.tests == 1 + len(entries)
    killed = {r.mutant.key for r in again.of("killed")}
    assert killed >= {r.mutant.key for r in report.survivors}


def test_what_no_record_tells_apart_stands_apart(folder):
    """A mechanism without any test: nothing is noticed, nothing is claimed to be told."""
    report = mutate_mechanisms([folder], [folder], mechanisms=["feedback"])
    assert report.tests == 0
    assert {r.state for r in report.results} <= {"alike", "checked", "equivalent"}
    assert report.percent == 100
    assert report.ok
    assert "not told apart" in as_text(report)


def test_a_value_that_is_the_default_changes_nothing(folder):
    """Left out, the mechanism is to the letter what it was, which proves it."""
    report = mutate_mechanisms([folder], [folder])
    same = {r.mutant.part.label for r in report.of("equivalent") if r.mutant.change.after is None}
    assert {"feedback.day_off", "returns.times", "returns.reason"} <= same


def test_results_are_kept_between_runs(folder, tmp_path):
    """Nothing is done again while rulesets and tests stay; another test is a new search."""
    cache = tmp_path / "cache" / "m.json"
    first = mutate_mechanisms([folder], [folder], cache=cache)
    second = mutate_mechanisms([folder], [folder], cache=cache)
    assert second.remembered == len(second.results)
    assert [(r.state, r.witness) for r in first.results] == [
        (r.state, r.witness) for r in second.results
    ]
    text = WEAK.replace("{department: health, due", "{due")
    (folder / "rules.test.yaml").write_text(text.replace("name: in time", "name: other"), "utf-8")
    third = mutate_mechanisms([folder], [folder], cache=cache)
    assert 0 < third.remembered < len(third.results)
    (folder / "rules.yaml").write_text(RULES.replace("times: 1", "times: 2"), "utf-8")
    assert mutate_mechanisms([folder], [folder], cache=cache).remembered == 0


def test_tests_that_fail_stop_it(folder):
    """They say nothing of mistakes; so do rulesets with errors, and mechanisms not there."""
    (folder / "rules.test.yaml").write_text(
        WEAK.replace("due: 2026-03-04", "due: 2026-03-05"), "utf-8"
    )
    with pytest.raises(BrokenTestsError, match="in time"):
        mutate_mechanisms([folder], [folder])
    (folder / "rules.test.yaml").write_text(WEAK, "utf-8")
    with pytest.raises(GovcoordError, match="retrns"):
        mutate_mechanisms([folder], [folder], mechanisms=["retrns"])
    (folder / "rules.yaml").write_text(RULES.replace("times: 1", "times: one"), "utf-8")
    with pytest.raises(RulesetError):
        mutate_mechanisms([folder], [folder])


def test_tables_are_not_changed_twice(plan_ground):
    """A mistake that changes tables alone is left to the mutation of tables."""
    (sharing,) = [s for s in subjects_of(plan_ground) if s.id == "plan_data_sharing"]
    mutant = next(m for m in sharing.mutants if m.part.label.endswith("DS-09.within"))
    changed = plan_ground.changed(mutant.change.edit, "data_sharing")
    assert changed.tables


def test_what_to_expect_is_as_short_as_it_can_be():
    """Only what differs, in the items where it does; nothing where nothing tells."""
    matcher = Matcher(shipped_plan().vocabulary)
    before = {
        "a": 1,
        "items": [{"id": "x", "due": "2025-01-02", "by": None}, {"id": "y", "due": None}],
    }
    after = {
        "a": 1,
        "items": [{"id": "x", "due": "2025-01-03", "by": None}, {"id": "y", "due": None}],
    }
    assert telling(before, after, matcher) == {
        "items": {"includes": [{"id": "x", "due": "2025-01-02"}]}
    }
    assert telling(before, before, matcher) is None
    assert telling({"rejected": "a"}, before, matcher) == {"rejected": "a"}
    assert telling(before, {"rejected": "a"}, matcher) == {"a": 1}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "returns.decided_by: office → health"),
        ("zh-Hans", "returns.decided_by由“office”改为“health”"),
        ("zh-Hant", "returns.decided_by由「office」改為「health」"),
    ],
)
def test_it_is_told_in_every_language(folder, language, words):
    """The text names part, values and place; the data hold the same, with the test."""
    report = mutate_mechanisms([folder], [folder], mechanisms=["returns"])
    text = as_text(report, language, listed=50)
    assert words in text
    data = json.loads(json.dumps(as_data(report, language), ensure_ascii=False))
    assert words in {r["text"] for r in data["results"]}
    assert data["survived"] == len(report.survivors)
    assert all(r["yaml"].startswith("# ") for r in data["results"] if r["state"] == "survived")
    assert data["mutants"] == len(data["results"])


def test_mutants_are_values(folder):
    """Reports can be compared and hold no file open; each mutant has a key of its own."""
    mutants = mutants_of(folder)
    assert len({(m.subject.id, m.key) for m in mutants}) == len(mutants)
    assert all(attrs.has(type(m.change)) for m in mutants)
