"""Rulesets with errors are checked as far as they stand, and the report says how far."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from govcoord.diagnostics import Diagnostic
from govcoord.rules.checks.run import check_loaded
from govcoord.rules.load import load_texts

VOCABULARY = """\
kind: vocabulary
id: words
departments: {civil: 民政局, health: 卫健委, council: 议事会}
attributes:
  urgent: {type: boolean}
  level: {type: integer, min: 1, max: 4}
  days: {type: integer}
  later: {type: integer, derive: days + 1}
  acting: {type: choice, of: departments}
"""

TABLE = """\
kind: table
id: t
hit: any
must_answer: always
outputs: {x: {type: text}}
rules:
"""

A = "  - {id: A, source: s, when: {urgent: true}, then: {x: a}}\n"
B = "  - {id: B, source: s, when: {level: '<= 2'}, then: {x: b}}\n"
BROKEN = "  - {id: C, source: s, when: {levell: 3}, then: {x: c}}\n"


def check(*documents: str) -> list[Diagnostic]:
    """Everything that is found in documents."""
    return list(check_loaded(load_texts({"rules.yaml": "---\n".join(documents)})))


def params(found: list[Diagnostic], code: str) -> list[Mapping[str, str]]:
    """The parameters of the findings of one code."""
    return [dict(d.params) for d in found if d.code == code]


def codes(found: list[Diagnostic]) -> set[str]:
    """The codes of findings."""
    return {d.code for d in found}


def test_rules_that_stand_are_held_against_each_other() -> None:
    """A broken rule keeps no conflict of the others back, and is named; no gap is claimed."""
    found = check(VOCABULARY, TABLE + A + B + BROKEN)
    assert codes(found) == {"GC220", "GC311", "GC321"}
    (conflict,) = params(found, "GC311")
    assert (conflict["rule"], conflict["other"]) == ("A", "B")
    assert params(found, "GC321")[0]["names"] == "`C`"


def test_the_gap_is_reported_once_the_rule_is_mended() -> None:
    """The gap that the broken rule may have filled, and those that no rule fills."""
    found = check(VOCABULARY, TABLE + A + B + BROKEN.replace("levell", "level"))
    (gap,) = params(found, "GC310")
    assert gap["region"] == "urgent: no; level: 4"


def test_other_tables_are_checked_in_full() -> None:
    """An error in one table leaves the others alone."""
    other = TABLE.replace("id: t", "id: u").replace("x:", "z:") + A.replace("x:", "z:")
    found = check(VOCABULARY, TABLE + A + BROKEN, other)
    assert [(p["table"], p["region"]) for p in params(found, "GC310")] == [("`u`", "urgent: no")]
    assert [p["table"] for p in params(found, "GC321")] == ["`t`"]


@pytest.mark.parametrize(
    ("rule", "codes_of_it"),
    [
        (B.replace("then", "overrides: [AA], then"), "GC260"),
        (B.replace("then", "in_force: {from: 2024-13-01}, then"), "GC201"),
        (B.replace("then", "priority: high, then"), "GC201"),
    ],
)
def test_a_rule_that_stands_in_part_is_left_out(rule: str, codes_of_it: str) -> None:
    """What it lacks may be what keeps it out of the conflict."""
    found = check(VOCABULARY, TABLE + A + rule)
    assert codes(found) == {codes_of_it, "GC321"}


def test_what_a_rule_says_besides_does_not_matter() -> None:
    """A lead that is named among its own helpers is an error, and the rule applies as it does."""
    rules = """\
kind: lead_responsibility
id: leads
applies_when: {urgent: true}
must_settle: {urgent: true}
unresolved: {refer_to: council, acting: acting, within: 5个工作日}
rules:
  - {id: L1, source: s, lead: civil, supports: [civil], when: {level: '<= 2'}}
"""
    found = check(VOCABULARY, rules)
    assert codes(found) == {"GC411", "GC310"}


def test_a_document_with_an_error_leaves_its_tables_unchecked() -> None:
    """When the condition of a whole document cannot be read nothing is said of its rules."""
    rules = """\
kind: lead_responsibility
id: leads
applies_when: {urgentt: true}
unresolved: {refer_to: council, acting: acting, within: 5个工作日}
rules:
  - {id: L1, source: s, lead: civil, when: {level: '<= 2'}}
  - {id: L2, source: s, lead: health}
"""
    found = check(VOCABULARY, rules)
    assert codes(found) == {"GC220", "GC322"}
    assert params(found, "GC322")[0]["names"] == "`leads`"


def test_a_document_that_cannot_be_read_may_belong_to_any_table_of_many_documents() -> None:
    """Tables that one document makes alone are checked nonetheless."""
    leads = """\
kind: lead_responsibility
id: leads
applies_when: {urgent: true}
unresolved: {refer_to: council, acting: acting, within: 5个工作日}
rules: [{id: L1, source: s, lead: civil}]
"""
    found = check(VOCABULARY, leads, TABLE + A, "kind: {lead\n")
    assert "GC322" in codes(found)
    assert [p["table"] for p in params(found, "GC310")] == ["`t`"]
    assert len(params(found, "GC322")) == 1


@pytest.mark.parametrize(
    ("word", "wrong"),
    [("max: 4", "most: 9"), ("days: {type: integer}", "days: {type: integer, most: 9}")],
)
def test_facts_with_errors_leave_what_reads_them_unchecked(word: str, wrong: str) -> None:
    """Directly, or through facts that are derived from them."""
    rules = TABLE + B + A.replace("urgent: true", "later: 3")
    found = check(VOCABULARY.replace(word, wrong), rules)
    assert codes(found) == {"GC202", "GC322"}


def test_what_reads_a_table_with_errors_has_no_confirmed_witness() -> None:
    """The engine finds what the rules that stand say, and that may change."""
    reader = TABLE.replace("id: t", "id: u").replace("x:", "z:").replace("type: text", "type: date")
    rule = "  - {id: R, source: s, when: {x: a}, then: {z: 2025-01-01}}\n"
    sound = check(VOCABULARY, TABLE + A + B, reader + rule)
    broken = check(VOCABULARY, TABLE + A + B + BROKEN, reader + rule)
    for found, confirmed in ((sound, True), (broken, False)):
        (gap,) = (d for d in found if d.code == "GC310" and dict(d.params)["table"] == "`u`")
        assert gap.confirmed is confirmed
        assert ("not confirmed" in gap.render()) is not confirmed


def test_tables_outside_of_a_circle_are_checked() -> None:
    """Those that wait for each other are an error, and the others are looked at."""
    circle = [
        f"kind: table\nid: {one}\noutputs: {{{one}: {{type: text}}}}\n"
        f"rules: [{{id: {one}1, source: s, when: {{{other}: '1'}}, then: {{{one}: '1'}}}}]\n"
        for one, other in (("p", "q"), ("q", "p"))
    ]
    found = check(VOCABULARY, *circle, TABLE + A)
    assert codes(found) == {"GC303", "GC310"}


def test_without_a_vocabulary_the_logic_is_not_spoken_of() -> None:
    """One problem instead of many."""
    assert codes(check(TABLE + A + B)) == {"GC277"}


def test_an_error_of_a_document_that_extends_a_table_is_one_of_the_table() -> None:
    """The special document's rules stand in the table of the general one."""
    special = "kind: table\nid: special\nextends: t\nrules:\n" + BROKEN
    found = check(VOCABULARY, TABLE + A, special)
    assert codes(found) == {"GC220", "GC321"}
