"""Which tables a case concerns, and that data leave out nothing else."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import shipped_plan

import govcoord
from govcoord.plain import jsonable
from govcoord.rules.questions import open_questions
from govcoord.rules.resolve import Status
from govcoord.testing import cases, incomplete_cases

SHIPPED = shipped_plan()
SMALL = govcoord.load_texts(
    {
        "t.yaml": """
kind: vocabulary
id: v
departments: {a: 甲, b: 乙}
regions: {east: {}, west: {}}
records:
  participants:
    each: participant
    subject: department
    fields: {department: {type: choice, of: departments}, late: {type: boolean}}
attributes:
  region: {type: choice, of: regions}
  amount: {type: integer}
  grade: {type: integer}
  note: {type: text}
  given: {type: text}
---
kind: table
id: size
outputs: {size: {type: text}}
rules:
  - {id: S1, when: {amount: "> 1"}, then: {size: big}}
  - {id: S2, when: {amount: "> 9", region: east}, then: {size: huge}, overrides: [S1]}
---
kind: table
id: mark
outputs: {mark: {type: text}}
rules: [{id: M, when: {grade: "> 5"}, then: {mark: good}}]
---
kind: table
id: silent
outputs: {silent: {type: text}}
rules: [{id: N, when: {grade: present, note: present}, then: {silent: never}}]
---
kind: table
id: usual
outputs: {usual: {type: text, default: as ever}}
rules: [{id: U, when: {grade: present}, then: {usual: otherwise}}]
---
kind: table
id: place
outputs: {place: {type: text}}
rules: [{id: P, when: {region: east}, then: {place: here}}]
---
kind: table
id: blame
scope: participant
outputs: {blamed: {type: boolean}}
rules: [{id: B, when: {late: true, amount: "> 3"}, then: {blamed: true}}]
"""
    }
)

SMALL_CASES = st.fixed_dictionaries(
    {},
    optional={
        "region": st.sampled_from(["east", "west"]),
        "amount": st.integers(0, 12),
        "grade": st.integers(0, 9),
        "note": st.text(max_size=3),
        "participants": st.lists(
            st.fixed_dictionaries(
                {}, optional={"department": st.sampled_from("ab"), "late": st.booleans()}
            ),
            max_size=3,
        ),
    },
)
PLAN_CASES = st.one_of(cases(SHIPPED), incomplete_cases(SHIPPED))


def left_out(decision: govcoord.Decision) -> set[str]:
    """The untouched tables, found fact by fact."""
    vocabulary, found = decision.plan.vocabulary, set()
    of_case = {t.id for t in decision.plan.tables if t.scope is None}
    for table in decision.plan.tables:
        own = vocabulary.records[table.scope].fields if table.scope else {}
        asked = [n for n in table.inputs if n not in own and n not in ("as_of", "region")]
        known = not asked or any(decision.fact(name) is not None for name in asked)
        outcome = decision.outcome(table.id) if table.scope is None else None
        answered = outcome is not None and outcome.status in (Status.DECIDED, Status.CONFLICT)
        listed = table.scope is not None and decision.subjects(table.scope) is not None
        if not known and not answered and not listed:
            found.add(table.id)
    return set() if of_case <= found else found


def holds(decision: govcoord.Decision) -> None:
    """What is true of every decision."""
    untouched = set(decision.untouched)
    assert untouched == left_out(decision)
    short, full = decision.to_dict(), decision.to_dict(everything=True)
    for everything, data in ((False, short), (True, full)):
        assert json.loads(json.dumps(data)) == data
        assert decision.to_json(everything=everything) == json.dumps(data, ensure_ascii=False)
    assert set(short) - set(full) == {"untouched"}
    assert short["untouched"] == list(decision.untouched)
    for key in ("outcomes", "undetermined"):
        assert short[key] == [one for one in full[key] if one["table"] not in untouched]
    for name, answer in short["answers"].items():
        assert answer in (None, full["answers"][name])
    assert short["facts"] == full["facts"]
    assert short["digest"] == full["digest"]
    # an outcome that is left out has no answer
    told = {one["table"] for one in short["outcomes"]}
    assert all(o.id in told or not o.values for o in decision.outcomes)
    assert open_questions(decision) == decision.undetermined
    assert decision.digest == digest(decision)


def digest(decision: govcoord.Decision) -> str:
    """The digest as its docstring has it."""
    content: dict[str, Any] = {
        "ruleset": decision.plan.digest,
        "facts": jsonable(decision.facts),
        "outcomes": [outcome.essence() for outcome in decision.outcomes],
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@settings(max_examples=150, deadline=None)
@given(SMALL_CASES)
def test_of_a_small_ruleset(case: dict[str, Any]) -> None:
    """Data leave out the tables that a case does not touch, and nothing else."""
    holds(SMALL.evaluate(case))


@settings(max_examples=40, deadline=None)
@given(PLAN_CASES)
def test_of_the_plan(case: dict[str, Any]) -> None:
    """The same for the plan's own rulesets."""
    holds(SHIPPED.evaluate(case))


def test_a_table_is_touched_by_what_it_asks_or_by_an_answer() -> None:
    """A region is none of it; a default is an answer, no rule at all is not."""
    assert SMALL.evaluate({"amount": 5, "region": "east"}).untouched == ("mark", "silent")
    assert SMALL.evaluate({"grade": 5}).untouched == ("size", "blame")
    assert "blame" not in SMALL.evaluate({"grade": 5, "participants": []}).untouched


def test_a_text_that_looks_like_a_mark_stays_in_its_place() -> None:
    """JSON that is kept in two parts is cut where the subject stands, whatever a rule says."""
    text = """
kind: vocabulary
id: v
departments: {a: 甲}
records:
  participants:
    each: participant
    subject: department
    fields: {department: {type: choice, of: departments}, late: {type: boolean}}
---
kind: table
id: blame
scope: participant
outputs: {said: {type: text}}
rules: [{id: B, source: "\\0", when: {late: true}, then: {said: "\\0"}}]
"""
    plan = govcoord.load_texts({"t.yaml": text})
    rows = [{"department": "a", "late": True}, {"late": True}, {"late": False}]
    for count in range(4):
        holds(plan.evaluate({"participants": rows[:count]}))
