"""Each check of the logic on small tables: what it finds, in which cases, and what it lets pass."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from govcoord.diagnostics import Diagnostic
from govcoord.rules.checks.base import SPELLED_OUT, Budget
from govcoord.rules.checks.run import check_logic
from govcoord.rules.load import load_texts

VOCABULARY = """\
kind: vocabulary
id: words
departments: {civil: 民政, health: 卫健, police: 公安}
choices:
  regions:
    river: 临江省
    port: {title: 港口市, under: river}
    hill: 云山省
attributes:
  urgent: {type: boolean}
  stage: {type: choice, values: {open: 受理, closed: 办结}}
  level: {type: integer, min: 1, max: 4}
  amount: {type: quantity, unit: yuan}
  region: {type: choice, of: regions}
  parts: {type: set, of: departments}
  ended: {type: date}
---
"""


def check(
    rules: str, head: str = "", budget: Budget | None = None, x: str = "type: text"
) -> list[Diagnostic]:
    """What the checks find in one table; ``rules`` has one rule in each line."""
    lines = "".join(f"  - {{source: s, {line}}}\n" for line in rules.strip().splitlines())
    outputs = f"outputs: {{x: {{{x}}}, y: {{type: text}}}}"
    text = f"kind: table\nid: t\n{outputs}\n{head}\nrules:\n{lines}"
    loaded = load_texts({"t.yaml": VOCABULARY + text})
    assert loaded.plan is not None, [d.message() for d in loaded.diagnostics]
    return check_logic(loaded.plan, budget)


def only(found: list[Diagnostic], code: str) -> list[Mapping[str, str]]:
    """The parameters of the findings of one code."""
    return [dict(d.params) for d in found if d.code == code]


ALWAYS = "must_answer: always"


def gap_of(rules: str, head: str = ALWAYS) -> str | None:
    """The region of the gap in words, or ``None``."""
    found = only(check(rules, head), "GC310")
    return found[0]["region"] if found else None


@pytest.mark.parametrize(
    ("rules", "region"),
    [
        ("id: A, then: {x: a}", None),
        ("id: A, when: {urgent: true}, then: {x: a}", "urgent: no"),
        ("id: A, when: {level: '>= 3'}, then: {x: a}", "level: at most 2"),
        ("id: A, when: {level: '1, 2, 3, 4'}, then: {x: a}", None),
        ("id: A, when: {amount: '< 5 yuan'}, then: {x: a}", "amount: at least 5 yuan"),
        (
            "id: A, when: {stage: open}, then: {x: a}\nid: B, when: {urgent: true}, then: {x: b}",
            "urgent: no; stage: 办结",
        ),
        (
            "id: A, when: {parts: civil}, then: {x: a}\n"
            "id: B, when: {parts: {count: '0'}}, then: {x: b}",
            "parts: contains none of: 民政 and has at least 1 of them",
        ),
        ("id: A, when: {ended: present}, then: {x: a}", "ended: not yet given"),
    ],
)
def test_gaps_are_found_with_their_region(rules: str, region: str | None) -> None:
    """A gap is where no rule matches, said in the words of the vocabulary."""
    assert gap_of(rules) == region


def test_a_hole_in_time_and_place_is_a_gap() -> None:
    """Periods and jurisdictions are tests like any other."""
    rules = (
        "id: A, in_force: {to: 2024-12-31}, then: {x: a}\n"
        "id: B, in_force: {from: 2025-04-01}, then: {x: b}\n"
        "id: C, jurisdiction: [hill], in_force: {from: 2025-01-01, to: 2025-03-31}, then: {x: c}"
    )
    found = gap_of(rules)
    assert found is not None
    assert "2025-01-01 to 2025-03-31" in found
    assert "region: 临江省 with all under it" in found


def test_a_default_leaves_no_gap() -> None:
    """A table in which one output has a default always answers."""
    rule = "id: A, when: {urgent: true}, then: {x: a}"
    assert not only(check(rule, ALWAYS, x="type: text, default: z"), "GC310")


def test_a_table_that_need_not_answer_has_no_gap() -> None:
    """Only `must_answer` makes a case without an answer a gap."""
    assert gap_of("id: A, when: {urgent: true}, then: {x: a}", "") is None


def test_a_gap_comes_with_a_witness() -> None:
    """The witness is a case that the engine has replayed."""
    (found,) = (d for d in check("id: A, when: {level: '>= 3'}, then: {x: a}", ALWAYS)
                if d.code == "GC310")  # fmt: skip
    assert found.confirmed
    assert found.witness is not None
    assert found.witness["level"] in (1, 2)


TWO = "id: A, when: {urgent: true}, then: {x: a}\nid: B, when: {level: '2'}, then: {x: b}"


@pytest.mark.parametrize(
    ("rules", "head", "pairs"),
    [
        (TWO, "hit: any", [("A", "B")]),
        (TWO, "hit: unique", [("A", "B")]),
        (TWO, "hit: first", []),
        (TWO, "hit: collect", []),
        (TWO.replace("id: B", "id: B, overrides: [A]"), "hit: any", []),
        (TWO.replace("id: B", "id: B, priority: 1"), "hit: priority", []),
        (TWO, "hit: priority", [("A", "B")]),
        (TWO.replace("level: '2'", "urgent: false"), "hit: any", []),
        (TWO + "\nid: C, overrides: [A], when: {level: '> 1'}, then: {x: b}", "hit: any", []),
    ],
)
def test_conflicts(rules: str, head: str, pairs: list[tuple[str, str]]) -> None:
    """Two rules that match, disagree and have neither override nor third rule between them."""
    found = only(check(rules, head), "GC311")
    assert [(p["rule"], p["other"]) for p in found] == pairs


def test_a_beaten_rule_of_high_priority_settles_nothing() -> None:
    """A rule that is itself overridden does not keep others from being in conflict."""
    rules = (
        f"{TWO}\nid: C, priority: 2, when: {{level: '2'}}, then: {{x: a}}\n"
        "id: D, overrides: [C], when: {stage: open}, then: {x: a}"
    )
    found = only(check(rules, "hit: priority"), "GC311")
    assert ("A", "B") in [(p["rule"], p["other"]) for p in found]


def test_equal_answers_are_a_note() -> None:
    """An overlap with equal answers is no conflict, but in a `unique` table."""
    same = TWO.replace("x: b", "x: a")
    assert [p["region"] for p in only(check(same, "hit: any"), "GC312")] == [
        "urgent: yes; level: 2"
    ]
    assert only(check(same, "hit: unique"), "GC323")


@pytest.mark.parametrize(
    ("rules", "head", "by"),
    [
        (
            "id: A, when: {level: '<= 2'}, then: {x: a}\n"
            "id: B, when: {level: '>= 3'}, then: {x: b}\n"
            "id: C, when: {urgent: true}, then: {x: c}",
            "hit: first",
            ["`A`, `B`"],
        ),
        (
            "id: A, then: {x: a}\nid: B, overrides: [A], then: {x: b}",
            "hit: any",
            ["`B`"],
        ),
        ("id: A, then: {x: a}\nid: B, priority: 1, then: {x: b}", "hit: priority", ["`B`"]),
        (TWO, "hit: first", []),
    ],
)
def test_rules_that_never_decide(rules: str, head: str, by: list[str]) -> None:
    """They are named with the fewest rules that take their cases."""
    found = only(check(rules, head), "GC313")
    assert [p["by"] for p in found] == by


def test_a_rule_decides_where_the_one_before_it_is_overridden() -> None:
    """Also where neither of the two tests anything: a region without bounds is no empty one."""
    rules = (
        "id: A, priority: 1, then: {x: a}\nid: B, then: {x: b}\n"
        "id: C, overrides: [A], when: {urgent: true}, then: {x: b}"
    )
    assert not only(check(rules, "hit: priority"), "GC313")


def test_a_condition_that_nothing_can_meet() -> None:
    """Found also where only counting members shows it."""
    groups = "{any_of: [civil, health]}, {any_of: [health, police]}, {any_of: [civil, police]}"
    rule = f"id: A, when: {{parts: {{all: [{groups}, {{count: '1'}}]}}}}, then: {{x: a}}"
    assert [p["rule"] for p in only(check(rule), "GC304")] == ["A"]
    assert not only(check(rule.replace("count: '1'", "count: '2'")), "GC304")


@pytest.mark.parametrize(
    ("rules", "head", "found"),
    [
        (
            "id: A, then: {x: a}\nid: B, when: {urgent: true}, then: {x: a}",
            "hit: any",
            [("B", "`A`")],
        ),
        (
            "id: A, when: {urgent: true}, then: {x: a}\nid: B, then: {x: a}",
            "hit: first",
            [("A", "`B`")],
        ),
        (
            "id: A, when: {urgent: true}, then: {x: a}\n"
            "id: B, when: {level: '2'}, then: {x: b}\nid: C, then: {x: a}",
            "hit: first",
            [],
        ),
        (
            "id: A, then: {x: a}\nid: B, when: {urgent: true}, overrides: [A], then: {x: a}",
            "hit: unique",
            [("B", "`A`")],
        ),
        (TWO, "hit: any", []),
    ],
)
def test_redundant_rules(rules: str, head: str, found: list[tuple[str, str]]) -> None:
    """Without them every case has the same answer; a rule that keeps another down is needed."""
    got = [(p["rule"], p["by"]) for p in only(check(rules, head), "GC314")]
    assert got == found


def test_an_override_that_never_bites() -> None:
    """The two rules have no case in common, not even one with missing facts."""
    idle = (
        "id: A, when: {urgent: true}, then: {x: a}\n"
        "id: B, overrides: [A], when: {urgent: false}, then: {x: b}"
    )
    assert [(p["rule"], p["other"]) for p in only(check(idle), "GC315")] == [("B", "A")]
    missing = idle.replace("urgent: false", "urgent: missing")
    assert not only(check(missing), "GC315")


def test_values_that_no_rule_mentions() -> None:
    """A value left out of a list that rules otherwise go through is a note."""
    rules = "id: A, when: {region: port}, then: {x: a}\nid: B, when: {region: river}, then: {x: b}"
    assert [p["values"] for p in only(check(rules), "GC316")] == ["云山省"]


def test_a_check_that_runs_out_says_what_it_covered() -> None:
    """The name of the check, what it found and how many of how many pairs it has done."""
    rules = "\n".join(f"id: R{n}, then: {{x: {n}}}" for n in range(10))
    found = check(rules, "hit: any", Budget(steps=60))
    (undecided,) = (p for p in only(found, "GC319") if p["check"] == "contradictions")
    conflicts = str(len(only(found, "GC311")))
    assert 0 < int(conflicts) < 45
    assert (undecided["found"], undecided["done"], undecided["total"]) == (
        conflicts,
        conflicts,
        "45",
    )


def test_thousands_of_findings_are_counted() -> None:
    """The first few hundred are listed, and the number of the others is told."""
    rules = "\n".join(f"id: R{n}, then: {{x: {n}}}" for n in range(30))
    found = check(rules, "hit: any")
    assert len(only(found, "GC311")) == SPELLED_OUT
    assert [p["count"] for p in only(found, "GC320")] == [str(435 - SPELLED_OUT)]


def test_the_same_ruleset_gives_the_same_findings_in_the_same_order() -> None:
    """Regions and findings do not depend on what was asked before."""
    rules = TWO + "\nid: C, when: {parts: {any_of: [civil, health]}}, then: {x: c}"
    first, second = (check(rules, f"hit: any\n{ALWAYS}") for _ in range(2))
    assert first == second


def test_an_override_that_reaches_others_bites() -> None:
    """B never meets A, which it names, and beats C through it where both hold."""
    rules = (
        "id: C, when: {level: '2'}, then: {x: c}\n"
        "id: A, when: {urgent: true}, overrides: [C], then: {x: a}\n"
        "id: B, when: {urgent: false}, overrides: [A], then: {x: b}"
    )
    assert not only(check(rules, "hit: any"), "GC315")
    twice = rules.replace("overrides: [A]", "overrides: [A, C]")
    assert [(p["rule"], p["other"]) for p in only(check(twice, "hit: any"), "GC315")] == [
        ("B", "A")
    ]


def test_an_override_is_pointed_at() -> None:
    """And so is the condition of a rule that never decides."""
    idle = (
        "id: A, when: {urgent: true}, then: {x: a}\n"
        "id: B, overrides: [A], when: {urgent: false}, then: {x: b}"
    )
    (found,) = (d for d in check(idle) if d.code == "GC315")
    assert found.span is not None
    assert found.span.text == "A"
    shadowed = "id: A, then: {x: a}\nid: B, when: {urgent: true}, then: {x: b}"
    (found,) = (d for d in check(shadowed, "hit: first") if d.code == "GC313")
    assert found.span is not None
    assert found.span.text == "{urgent: true}"


def test_rules_in_conflict_are_told_with_what_they_say() -> None:
    """Only what differs is told; a table that allows one rule only may have no difference."""
    (found,) = only(check(TWO, "hit: any"), "GC311")
    assert (found["says"], found["other_says"]) == (' (x: "a")', ' (x: "b")')
    assert found["says_hans"] == "（x：“a”）"


def test_a_witness_is_told_in_words() -> None:
    """In the words of the vocabulary, and as data for a test."""
    rules = "id: A, when: {region: river, amount: 20万元以上}, then: {x: a}\nid: B, then: {x: b}"
    (found,) = (d for d in check(rules, "hit: any") if d.code == "GC311")
    assert found.witness is not None
    assert found.told["zh-Hans"].startswith("amount：20万元；region：")
    assert found.to_dict("en")["witness"] == dict(found.witness)
    assert found.to_dict("en")["witness_confirmed"] is True


SECOND = """\
---
kind: table
id: u
outputs: {z: {type: text}}
rules:
"""


@pytest.mark.parametrize(
    ("tests", "codes"),
    [
        ("{state: none}, {x: a}", set()),
        ("{state: conflict}, {x: a}", set()),
        ("{state: decided}, {x: a}", {"GC311"}),
        ("{x: a}, {x: [b, a]}", {"GC311"}),
        ("{x: c}, {x: [c, d]}", set()),
        ("{x: a}, {urgent: false}", set()),
        ("{x: a}, {urgent: true}", {"GC311"}),
    ],
)
def test_what_a_table_never_gives_together_is_no_case(tests: str, codes: set[str]) -> None:
    """Its status and its outputs, and an answer where no rule of that answer holds."""
    one, other = tests.split(", {", 1)
    second = f"  - {{id: S, source: s, when: {one}, then: {{z: s}}}}\n"
    second += f"  - {{id: T, source: s, when: {{{other}, then: {{z: t}}}}\n"
    first = (
        "kind: table\nid: t\nhit: any\nstatus: state\noutputs: {x: {type: text}}\nrules:\n"
        "  - {id: A, source: s, when: {urgent: true}, then: {x: a}}\n"
        "  - {id: B, source: s, when: {level: '2'}, then: {x: b}}\n"
    )
    loaded = load_texts({"t.yaml": VOCABULARY + first + SECOND + second})
    assert loaded.plan is not None, [d.message() for d in loaded.diagnostics]
    found = {d.code for d in check_logic(loaded.plan) if dict(d.params).get("table") == "`u`"}
    assert found == codes
