"""Coverage: what decisions reach of a ruleset, what is out of reach, cases for what is missing."""

from __future__ import annotations

import json
import random
import re
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from generated import make_case, make_world
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import shipped_plan

import govcoord
from govcoord.decision import Decision, Subject
from govcoord.errors import CaseError
from govcoord.rules.ranges import Ranges
from govcoord.rules.regions import Box, Sets, Test
from govcoord.rules.resolve import Status
from govcoord.testing.coverage import GROUPS, Aspect, Coverage, Point, TableMap, as_data, as_text
from govcoord.testing.coverage.html import as_html
from govcoord.testing.coverage.phrases import PHRASES
from govcoord.testing.coverage.places import Places
from govcoord.testing.coverage.points import exact_values
from govcoord.testing.coverage.record import Recorder
from govcoord.testing.coverage.words import Words
from govcoord.testing.yaml_tests import run_tests

RULES = (Path(__file__).parents[1] / "cli" / "small" / "rules.yaml").read_text("utf-8")
LANGUAGES = ("en", "zh-Hans", "zh-Hant")

seeds = st.integers(min_value=0, max_value=2**40)


@pytest.fixture(scope="module")
def small() -> govcoord.Plan:
    return govcoord.load_texts({"rules.yaml": RULES})


# what a point means, told from the boxes alone


def reached(point: Point, map_: TableMap, decision: Decision) -> bool:
    """Whether a decision reaches a point: the definition, word by word."""
    scope = map_.table.scope
    subjects: list[Subject | None] = [None]
    if scope is not None:
        subjects = list(decision.subjects(scope) or [])
    return any(_reached(point, map_, decision, subject) for subject in subjects)


def _reached(point: Point, map_: TableMap, decision: Decision, subject: Subject | None) -> bool:
    table = map_.table
    outcome = decision.outcome(table.id, subject)
    assert outcome is not None
    facts = {name: decision.fact(name, subject) for name in table.inputs}
    applies = [any(box.accepts(facts) is True for box in rule.boxes) for rule in table.rules]
    if point.aspect is Aspect.MATCHED:
        return applies[point.rule]
    if point.aspect is Aspect.DECIDED:
        return outcome.status is Status.DECIDED and table.rules[point.rule] in outcome.rules
    if point.aspect in (Aspect.OVERRIDE, Aspect.EXEMPTION):
        return applies[point.rule] and applies[point.other]
    if point.aspect is Aspect.NO_ANSWER:
        return outcome.status is Status.NONE or outcome.verdict.by_default
    assert point.condition is not None
    name, wanted = point.condition.attribute, point.condition.test
    rows = [
        b for n in point.condition.rules for b in table.rules[n].boxes if (name, wanted) in b.tests
    ]
    return any(_row(point, box, wanted, facts, map_) for box in rows)


def _row(point: Point, box: Box, test: Test, facts: dict[str, Any], map_: TableMap) -> bool:
    assert point.condition is not None
    name = point.condition.attribute
    if not all(t.accepts(facts[n]) is True for n, t in box.tests if n != name):
        return False
    value = facts[name]
    if point.aspect in (Aspect.TRUE, Aspect.FALSE):
        return test.accepts(value) is (point.aspect is Aspect.TRUE)
    if value is None:
        return False
    if isinstance(test.region, Sets):
        if not Sets(test.region.any_of, test.region.none_of).contains(value):
            return False
        value = len(value)
    if point.aspect is Aspect.EXACT:
        return bool(value == point.value)
    tests = [t for r in map_.table.rules for b in r.boxes for n, t in b.tests if n == name]
    ranges = [t.region.count if isinstance(t.region, Sets) else t.region for t in tests]
    cuts = sorted({cut for region in ranges for cut in region.cuts})
    at = point.cut if point.aspect is Aspect.BELOW else point.cut + 1
    held = tuple(cuts[at - 1 if at else 0 : at + 1])
    return Ranges(held, at == 0).contains(value)


@given(seeds)
@settings(max_examples=40)
def test_points_are_reached_as_their_definition_says(seed: int) -> None:
    """For every point of every table, whatever the rules, records and missing facts."""
    rng = random.Random(seed)
    plan = make_world(seed).plan()
    coverage = Coverage(plan)
    expected: set[Point] = set()
    for _ in range(25):
        decision = plan.evaluate(make_case(rng, plan.vocabulary))
        coverage.add(decision)
        for map_ in coverage.maps:
            expected |= {p for p in map_.points if reached(p, map_, decision)}
    assert {p for p in coverage.points if coverage.covered(p)} == expected


@given(seeds)
@settings(max_examples=20, deadline=None)
def test_what_is_proved_out_of_reach_is_never_reached(seed: int) -> None:
    """Not by random cases, nor by those that are looked for."""
    rng = random.Random(seed)
    plan = make_world(seed).plan()
    states = Coverage(plan).report().states
    coverage = Coverage(plan)
    for _ in range(150):
        coverage.add(plan.evaluate(make_case(rng, plan.vocabulary)))
    for suggestion in Coverage(plan).report().suggestions.cases:
        coverage.add(suggestion.decision)
    dead = [point for point, state in states.items() if state == "unreachable"]
    assert [point for point in dead if coverage.covered(point)] == []


@given(seeds)
@settings(max_examples=20, deadline=None)
def test_suggested_cases_reach_what_they_say(seed: int) -> None:
    """Together they reach all that was missing, but for what is listed as not found."""
    plan = make_world(seed).plan()
    report = Coverage(plan).report()
    found = report.suggestions
    coverage = Coverage(plan)
    for suggestion in found.cases:
        before = {p for p in report.missing if coverage.covered(p)}
        coverage.add(plan.evaluate(suggestion.case))
        assert set(suggestion.points).isdisjoint(before)
        assert all(coverage.covered(point) for point in suggestion.points)
    assert {p for p in report.missing if not coverage.covered(p)} == set(found.unfound)


def test_most_of_what_is_missing_is_found() -> None:
    """Over many generated rulesets, nearly every point has a case or a proof that it has none."""
    missing = unfound = 0
    for seed in range(30):
        report = Coverage(make_world(seed).plan()).report()
        missing += len(report.missing)
        unfound += len(report.suggestions.unfound)
    assert missing > 500
    assert unfound / missing < 0.1


@given(seeds)
@settings(max_examples=25)
def test_coverage_grows_and_joins(seed: int) -> None:
    """Two halves joined are the whole; a further decision takes nothing away."""
    rng = random.Random(seed)
    plan = make_world(seed).plan()
    decisions = [plan.evaluate(make_case(rng, plan.vocabulary)) for _ in range(12)]
    whole, first, second = (Coverage(plan) for _ in range(3))
    before = 0
    for decision in decisions:
        whole.add(decision)
        now = sum(map(whole.covered, whole.points))
        assert now >= before
        before = now
    first.add_all(decisions[:6])
    second.add_all(decisions[6:])
    first.join(second)
    assert [*map(first.covered, first.points)] == [*map(whole.covered, whole.points)]
    assert first.decisions == whole.decisions == 12


def test_memory_does_not_grow_with_decisions(small: govcoord.Plan) -> None:
    """What is kept is bounded by what there is to cover."""
    coverage = Coverage(small)
    for amount in range(3000):
        coverage.add(small.evaluate({"domain": "environment", "amount": amount * 100}))
    for tracker in coverage.trackers.values():
        assert len(tracker.sides) + len(tracker.exact) <= len(tracker.map.points)


def test_what_counts_and_what_does_not(small: govcoord.Plan) -> None:
    """Of a small table every point is known by hand."""
    coverage = Coverage(small)
    for amount in (5, 199_999):
        coverage.add(small.evaluate({"domain": "environment", "amount": amount}))
    words = Words(coverage.report(), "en")
    missing = {words.missing(p) for p in words.report.missing if p.table == "leading"}
    assert missing == {
        "R1 never applies",
        "R1 never gives the answer",
        "R1: `domain: elderly care` never true together with the rule's other conditions",
        "R2 never applies",
        "R2 never gives the answer",
        "R2: `domain: environment` never true together with the rule's other conditions",
        "R2: `domain: environment` never false while the rule's other conditions hold",
        "R2: `amount: at least 200,000 yuan` never true together with the rule's other conditions",
        "R2: amount: nothing from 200,000 yuan on was tried",
        "R2: amount: 200,000 yuan itself was never tried",
        "R3: `domain: environment` never false while the rule's other conditions hold",
        "R3: `amount: less than 200,000 yuan` never false while the rule's other conditions hold",
        "R3: amount: nothing from 200,000 yuan on was tried",
        "R3: amount: 200,000 yuan itself was never tried",
    }


SHARED = """
kind: vocabulary
id: v
attributes: {n: {type: integer}, received: {type: date}, urgent: {type: boolean}}
---
kind: table
id: t
in_force: {from: 2024-01-01, by: received}
outputs: {x: {type: text}}
rules:
  - {id: A, when: {n: '[1..3]'}, then: {x: low}}
  - {id: B, when: {n: 4以上, urgent: true}, then: {x: high}}
  - {id: C, when: {n: 4以上, urgent: false}, then: {x: middle}}
"""


def test_a_condition_of_the_document_is_one_condition() -> None:
    """The rules that share it need not each be tried out of force."""
    plan = govcoord.load_texts({"s.yaml": SHARED})
    (map_,) = Coverage(plan).maps
    (day,) = [c for c in map_.conditions if c.attribute == "received"]
    assert day.rules == (0, 1, 2)
    assert sorted(c.rules for c in map_.conditions if c.attribute == "n") == [(0,), (1,), (2,)]
    coverage = Coverage(plan)
    coverage.add(plan.evaluate({"n": 2, "received": "2023-12-31"}))
    points = [p for p in map_.points if p.condition == day and coverage.covered(p)]
    assert {p.aspect for p in points} == {Aspect.FALSE, Aspect.BELOW, Aspect.EXACT}


BLOCKS = """
kind: vocabulary
id: v
attributes: {n: {type: integer}, urgent: {type: boolean}}
---
kind: table
id: t
outputs: {x: {type: text}}
rules:
  - id: A
    when:
      urgent: true
      n: 3以上
    then: {x: low}
  - id: B
    when:
      urgent: true
      n: 2以下
    then: {x: high}
"""


def test_conditions_of_rules_in_blocks_are_their_own() -> None:
    """However a rule is laid out in YAML; each stands on the line on which it is written."""
    text = BLOCKS
    report = Coverage(govcoord.load_texts({"b.yaml": text})).report()
    (map_,) = report.coverage.maps
    assert sorted(c.rules for c in map_.conditions) == [(0,), (0,), (1,), (1,)]
    places = Places(report)
    for (_, line), points in places.points.items():
        for point in points:
            if point.condition is not None:
                assert text.splitlines()[line - 1].strip().startswith(point.condition.attribute)
    lines = [line for (_, line), (_, rule) in places.rules.items() if rule == 0]
    assert [text.splitlines()[line - 1].strip() for line in lines][-1] == "then: {x: low}"


DEAD = """
kind: vocabulary
id: v
attributes:
  n: {type: integer, min: 0, max: 9}
  a: {type: date}
  b: {type: date}
  lag: {derive: 'days(a, b)'}
---
kind: table
id: first
hit: first
outputs: {level: {type: text}}
rules:
  - {id: F1, when: {n: 5以上}, then: {level: high}}
  - {id: F2, when: {n: 7以上}, then: {level: top}}
---
kind: table
id: second
hit: any
outputs: {x: {type: text}}
rules:
  - {id: S1, when: {level: high, n: '[5..9]'}, then: {x: y}}
  - {id: S2, when: {b: 已填, lag: '[0..3]天'}, then: {x: y}}
"""


def test_what_cannot_be_is_not_counted() -> None:
    """A rule that others always beat; a fact that another needs; what only a table can give."""
    plan = govcoord.load_texts({"d.yaml": DEAD})
    report = Coverage(plan).report()
    words = Words(report, "en")
    dead = {words.reached(p) for p, state in report.states.items() if state == "unreachable"}
    assert "F2 gives the answer" in dead
    assert "F2 applies" not in dead
    assert "S1 but for `n: at least 5`" in dead  # `level` is high from 5 on alone
    assert "S2 but for `b: given`" in dead  # without it there is no lag
    assert report.total.unreachable == len(dead)
    # F1 comes before F2, so that no level but high is given from 5 on
    assert 'S1 but for `level: "high"`' in dead
    assert not report.suggestions.unfound


def test_decisions_of_other_rulesets_count_for_tables_in_common(small: govcoord.Plan) -> None:
    """A test may load some of the files only; one that shares nothing is told of."""
    part = govcoord.load_texts({"r.yaml": "---".join(RULES.split("---")[:2])})
    coverage = Coverage(small)
    coverage.add(part.evaluate({"domain": "elderly_care"}))
    assert coverage.report().of_table("leading").covered > 0
    assert coverage.report().of_table("size").covered == 0
    coverage.add(govcoord.load_texts({"s.yaml": SHARED}).evaluate({}))
    assert (coverage.decisions, coverage.foreign) == (1, 1)


def test_a_percentage_is_exact_and_never_rounded_up(small: govcoord.Plan) -> None:
    """Nearly everything is not everything."""
    report = Coverage(small).report()
    tally = report.total
    assert report.percent == Fraction(100 * tally.covered, tally.total)
    assert sum(report.of_group(g).total for g in GROUPS) == tally.total
    assert sum(report.of_table(t.id).total for t in report.tables) == tally.total


@pytest.mark.parametrize("language", LANGUAGES)
def test_suggested_entries_are_tests_that_pass(tmp_path: Path, language: str) -> None:
    """In every language; with records, days, sets and amounts."""
    (tmp_path / "rules.yaml").write_text(RULES, "utf-8")
    plan = govcoord.load(tmp_path)
    words = Words(Coverage(plan).report(), language)
    entries = [words.entry(s) for s in words.report.suggestions.cases]
    text = "kind: tests\ntests:\n" + "".join(entries)
    (tmp_path / "x.test.yaml").write_text(text, "utf-8")
    again = Coverage(plan)
    result = run_tests([tmp_path], watch=lambda _, decision: again.add(decision))
    assert [d.render() for d in result.errors] == []
    assert result.ok
    assert len(result.results) == len(entries)
    assert len(again.report().missing) == len(words.report.suggestions.unfound)


@pytest.fixture(scope="module")
def plan_report() -> Any:
    coverage = Coverage(shipped_plan())
    coverage.add(coverage.plan.evaluate({"matter": "urban_waterlogging", "urgent": True}))
    return coverage.report()


@pytest.mark.parametrize("language", LANGUAGES)
def test_suggestions_for_the_plan_are_tests_that_pass(
    tmp_path: Path, plan_report: Any, language: str
) -> None:
    """Titles in the language stand for the same things."""
    words = Words(plan_report, language)
    text = "kind: tests\nruleset: [plan]\ntests:\n"
    text += "".join(words.entry(s) for s in plan_report.suggestions.cases)
    (tmp_path / "x.test.yaml").write_text(text, "utf-8")
    result = run_tests([tmp_path])
    assert [d.render() for d in result.errors] == []
    assert result.ok


class Reader(HTMLParser):
    """Checks that elements are closed in order, and collects addresses."""

    VOID = ("meta", "br", "input", "circle")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("id"):
            assert found["id"] not in self.ids
            self.ids.add(str(found["id"]))
        if tag == "a":
            self.links.append(str(found["href"]))
        assert not {"src", "link"} & {tag, *found}
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_whole_and_needs_nothing_else(plan_report: Any, language: str) -> None:
    """Well-formed, no address outside, every link leads to a line that is there."""
    page = as_html(plan_report, language)
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    assert {link.removeprefix("#") for link in reader.links} <= reader.ids
    assert "http" not in re.sub(r"<code>.*?</code>", "", page)
    assert f'<html lang="{language}">' in page
    for source in Places(plan_report).sources.values():
        assert source.name in page


def test_text_from_rulesets_is_escaped() -> None:
    """In the page a title is text, whatever signs it has."""
    text = SHARED.replace("{id: A,", '{id: A, title: "<b>&</b>",')
    page = as_html(Coverage(govcoord.load_texts({"<x>.yaml": text})).report())
    assert "<b>&</b>" not in page
    assert "&lt;x&gt;.yaml" in page


def test_points_stand_on_their_lines() -> None:
    """A condition where it is written, one of the document at the document's head."""
    plan = govcoord.load_texts({"s.yaml": SHARED})
    places = Places(Coverage(plan).report())
    lines = SHARED.splitlines()
    by_line = {line: {p.aspect for p in found} for (_, line), found in places.points.items()}
    in_force = next(n for n, line in enumerate(lines, 1) if line.startswith("in_force"))
    assert by_line[in_force] >= {Aspect.TRUE, Aspect.FALSE, Aspect.BELOW, Aspect.ABOVE}
    first = next(n for n, line in enumerate(lines, 1) if "id: A" in line)
    assert by_line[first] >= {Aspect.MATCHED, Aspect.DECIDED, Aspect.TRUE}


def test_data_can_be_written_and_says_all(plan_report: Any) -> None:
    """As JSON; each missing point with its place, each suggestion with its YAML."""
    data = json.loads(json.dumps(as_data(plan_report, "zh-Hant")))
    assert data["covered"] + len(data["missing"]) == data["total"]
    assert set(data["groups"]) == set(GROUPS)
    assert all(point["place"] for point in data["missing"])
    for suggestion in data["suggestions"]:
        (entry,) = yaml.safe_load(suggestion["yaml"])
        assert entry["case"]
    assert "suggestions" not in as_data(plan_report, cases=False)
    for language in LANGUAGES:
        assert as_text(plan_report, language, cases=1)


def test_every_aspect_has_its_words() -> None:
    """In three languages, for what is missing and for what is reached."""
    for aspect in Aspect:
        for how in ("is", "not"):
            assert len(PHRASES[f"{how}_{aspect}"]) == 3
    for name, (english, *chinese) in PHRASES.items():
        holes = set(re.findall(r"\{\w+\}", english))
        assert all(set(re.findall(r"\{\w+\}", text)) == holes for text in chinese), name


def test_a_recorder_keeps_rulesets_apart(tmp_path: Path) -> None:
    """By content; failing tests count for what they reach, rejected cases reach nothing."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "rules.yaml").write_text(RULES, "utf-8")
    (tmp_path / "b" / "more.yaml").write_text(
        "kind: table\nid: more\noutputs: {y: {type: text}}\n"
        "rules: [{id: Y, source: s, when: {amount: 1元以上}, then: {y: a}}]\n", "utf-8",
    )  # fmt: skip
    test = (
        "kind: tests\ntests:\n- {name: t, case: {amount: 5}, expect: {leader: health}}\n"
        "- {name: u, case: {amount: -5}, expect: {rejected: amount}}\n"
    )
    for name in ("a", "b"):
        (tmp_path / name / "x.test.yaml").write_text(test, "utf-8")
    recorder = Recorder()
    assert len(run_tests([tmp_path], watch=recorder.watch).failed) == 2
    assert [Path(*names).name for names in recorder.coverages] == ["a", "b"]
    assert [found.decisions for found in recorder.coverages.values()] == [1, 1]
    assert [len(found.maps) for found in recorder.coverages.values()] == [3, 4]


def test_values_at_a_bound() -> None:
    """Of whole numbers and days there are two; at the end of the calendar one."""
    from datetime import date

    assert exact_values((20, 0), whole=True) == [19, 20]
    assert exact_values((Fraction(1, 2), 1), whole=False) == [Fraction(1, 2)]
    assert exact_values((date(2024, 1, 1), 0), whole=True) == [date(2023, 12, 31), date(2024, 1, 1)]
    assert exact_values((date.min, 0), whole=True) == [date.min]


def test_a_case_that_is_refused_covers_nothing(small: govcoord.Plan) -> None:
    """It has no decision."""
    with pytest.raises(CaseError):
        Coverage(small).add(small.evaluate({"amount": -1}))
