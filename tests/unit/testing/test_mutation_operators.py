"""Which mistakes are made in lists and figures, and how those that no test notices are judged."""

from __future__ import annotations

from fractions import Fraction

import pytest
from shipped import shipped_plan

from govcoord.rules.load import load_texts
from govcoord.rules.ranges import Ranges
from govcoord.rules.regions import Box, Sets, Test, Values
from govcoord.rules.vocabulary import Attribute, Choice, Choices, Type
from govcoord.testing.coverage.nothing import Nothing
from govcoord.testing.mutation import mutants_of
from govcoord.testing.mutation.judge import Judge
from govcoord.testing.mutation.outputs import other_values
from govcoord.testing.mutation.tests import other_tests

LETTERS = Choices("letters", tuple(Choice(one) for one in "abcdef"))
LIST = Attribute("list", Type.SET, choices=LETTERS)


def groups(*members: str) -> list[str]:
    """The groups made of one, as words."""
    test = Test(Sets(any_of=frozenset([frozenset(members)])))
    made = [tests[0] for name, tests in other_tests(test, LIST, []) if name == "member" and tests]
    return ["".join(sorted(*one.region.any_of)) for one in made]


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("ab", ["b", "a", "abc"]),
        ("f", ["af"]),
        # all but a and b: the list "ab" was written, and has one less, one less, one more
        ("cdef", ["acdef", "bcdef", "def"]),
        ("bcdef", ["abcdef", "cdef"]),
        ("abcdef", ["bcdef"]),
    ],
)
def test_lists_are_got_wrong_as_they_are_written(written, made):
    """A member is left out, one more is named; of more than half of all the rest was written."""
    assert groups(*written) == made


@pytest.mark.parametrize(
    ("value", "others"),
    [
        (0, [1]),
        (1, [2, 0]),
        (-1, [0, -2]),
        (Fraction(1, 2), [Fraction(3, 5), Fraction(2, 5)]),
        (Fraction(1, 20), [Fraction(3, 50), Fraction(1, 25)]),
        ("", []),
        ("law", ["order"]),
    ],
)
def test_outputs_are_got_wrong_as_far_as_that_makes_sense(value, others):
    """Nothing becomes less than zero that was not, and what is not written is not exchanged."""
    assert list(other_values(value, None, ["", "law", "order"])) == others


WORDS = """
kind: vocabulary
id: words
attributes:
  act: {type: date}
  since: {type: date}
  lag: {derive: 'days(since, act)'}
  urgent: {type: boolean}
  closed: {type: boolean}
---
"""

LAG = f"""{WORDS}
kind: table
id: leniency
source: law, art. 1
hit: first
outputs: {{mild: {{type: boolean}}}}
rules:
  - {{id: L1, when: {{act: given, urgent: false}}, then: {{mild: true}}}}
  - {{id: L2, when: {{act: given, lag: '> 3天'}}, then: {{mild: false}}}}
"""


def test_a_case_is_found_where_only_incomplete_ones_differ():
    """Without the act there is no lag: the case that tells is one in which both are missing."""
    plan = load_texts({"a": LAG.replace("given", "present")}).plan or pytest.fail("no plan")
    judge = Judge(plan)
    dropped = [
        m for m in mutants_of(plan) if m.change.operator == "drop" and m.change.attribute == "act"
    ]
    assert [(m.rule.id, judge.judge(m).finding) for m in dropped] == [
        ("L1", "survived"),
        ("L2", "equivalent"),
    ]
    witness = judge.judge(dropped[0]).witness
    assert witness is not None
    assert witness["urgent"] is False
    assert "act" not in witness


READS = f"""{WORDS}
kind: table
id: first
source: law, art. 1
hit: any
outputs: {{who: {{type: choice, values: {{one: One, two: Two}}}}}}
status: settled
rules:
  - {{id: F1, when: {{urgent: true, closed: CLOSED}}, then: {{who: one}}}}
  - {{id: F2, when: {{urgent: true, closed: false}}, then: {{who: two}}}}
"""


def status_box(value: str) -> Box:
    return Box.of({"settled": Test(Values(frozenset([value])))})


@pytest.mark.parametrize(("closed", "proved"), [("true", True), ("[true, false]", False)])
def test_that_rules_never_conflict_is_proved_from_the_rules(closed, proved):
    """No case has the status of a conflict where no two rules that disagree share a case."""
    text = READS.replace("CLOSED", closed)
    loaded = load_texts({"a": text})
    assert loaded.plan is not None, [d.to_dict("en") for d in loaded.diagnostics]
    assert Nothing(loaded.plan).lies_in(status_box("conflict"), None) == proved
    assert not Nothing(loaded.plan).lies_in(status_box("none"), None)


def test_a_yes_that_a_rule_gives_is_no_no():
    """Where a red line is crossed for certain, no case lies in which none is."""
    plan = shipped_plan()
    yes, no = (Test(Values(frozenset([value]))) for value in (True, False))
    given = Test(Ranges.interval(None, None), False)
    crossed = {"tolerance_red_line": no, "lawful": no, "tolerance_claimed": given}
    nothing = Nothing(plan)
    assert nothing.lies_in(Box.of(crossed), "participant")
    assert not nothing.lies_in(Box.of({**crossed, "lawful": yes}), "participant")
    assert not nothing.lies_in(Box.of({**crossed, "tolerance_red_line": yes}), "participant")
