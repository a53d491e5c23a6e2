"""Parts of mechanisms that tests exercise: what counts, what does not, and how it is told."""

from __future__ import annotations

import json

import pytest

from govcoord.testing import mechanism_coverage
from govcoord.testing.mechanisms.coverage_text import as_text, html_of
from govcoord.testing.mutation.run import BrokenTestsError

RULES = """
kind: vocabulary
id: words
calendar: {country: none}
choices:
  departments: {office: 办公室, health: 卫健, civil: 民政}
---
kind: parameters
id: choices
parameters:
  - {id: return_within, title: 退单期限, value: 2个工作日, basis: default, question: 几日}
---
kind: escalation
id: returns
title: {zh-Hans: 派单退回, en: returns}
source: measures, art. 3
returns: {within: $return_within, times: 1, reason: 是, decided_by: office}
"""

TESTS = """
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
    (tmp_path / "rules.test.yaml").write_text(TESTS, encoding="utf-8")
    return tmp_path


def states_of(folder):
    report = mechanism_coverage([folder], [folder])
    return report, {part.label: state for part, state in report.states.items()}


def test_a_part_is_covered_when_a_test_notices_its_change(folder):
    """The time is; who decides and how often are not; the whole section is held by the check."""
    report, states = states_of(folder)
    assert states["returns.within"] == "covered"
    assert states["returns.decided_by"] == "missing"
    assert states["returns.times"] == "missing"
    assert states["returns"] == "held"
    assert report.tests == 1
    assert {part.label for part in report.missing} == {
        label for label, state in states.items() if state == "missing"
    }


def test_the_share_is_exact_and_counts_what_can_be_noticed(folder):
    """What the check holds is counted apart."""
    report, states = states_of(folder)
    counted = [s for s in states.values() if s in ("covered", "missing")]
    assert report.total.total == len(counted)
    assert report.percent * len(counted) == 100 * counted.count("covered")
    assert report.of_document("returns") == report.total
    assert report.sections("returns") == {"returns": report.total}
    assert report.reaches(report.percent)
    assert not report.reaches(report.percent + 1)


def test_another_test_covers_more(folder):
    """Looking at who decides is enough for that part."""
    more = TESTS.replace(
        "due: 2026-03-04}]", "due: 2026-03-04}], decides: office, since: 2026-03-03"
    )
    (folder / "rules.test.yaml").write_text(more, encoding="utf-8")
    _, states = states_of(folder)
    assert states["returns.decided_by"] == "covered"
    assert states["returns.reason"] == "missing"  # no test returns without a reason


def test_without_tests_nothing_is_covered(folder):
    """A part that nobody looks at is missing, never inert for want of a test."""
    text = TESTS.replace("mechanism: returns\n    as_of: 2026-03-31\n    case:", "case:")
    text = text[: text.index("    case:")] + "    case: {}\n    expect: {undetermined: []}\n"
    (folder / "rules.test.yaml").write_text(text, encoding="utf-8")
    report, states = states_of(folder)
    assert report.total.covered == 0
    assert states["returns.within"] == "missing"


def test_a_cache_serves_coverage_and_mutation(folder, tmp_path):
    """What one has found out the other need not try again; the answer is the same."""
    cache = tmp_path / "kept.json"
    first = mechanism_coverage([folder], [folder], cache=cache)
    again = mechanism_coverage([folder], [folder], cache=cache)
    assert {p.label: s for p, s in first.states.items()} == {
        p.label: s for p, s in again.states.items()
    }
    assert json.loads(cache.read_text("utf-8"))["mutants"]


def test_tests_that_fail_stop_it(folder):
    """They cover nothing."""
    (folder / "rules.test.yaml").write_text(TESTS.replace("03-04", "03-05"), encoding="utf-8")
    with pytest.raises(BrokenTestsError):
        mechanism_coverage([folder], [folder])


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "parts of which no test notices a change"),
        ("zh-Hans", "改动后没有测试发现的部分"),
        ("zh-Hant", "改動後沒有測試發現的部分"),
    ],
)
def test_it_is_told_as_text_data_and_page(folder, language, words):
    """Each missing part with its place; the page has every line of the documents."""
    report, _ = states_of(folder)
    text = as_text(report, language)
    assert words in text
    assert "returns.decided_by" in text
    assert f"{folder.as_posix()}/rules.yaml:17" in text
    page = "\n".join(html_of(report, language))
    assert words in page
    assert page.count("<s>") == RULES.count("\n")
    assert '<div class="why gaps">' in page
    data = json.loads(json.dumps(report.to_dict()))
    assert data["documents"][0]["document"] == "returns"
    assert data["covered"] + len(data["missing"]) == data["total"]
