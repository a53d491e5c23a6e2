"""Who may get which data: the graph says what the engine answers, for every request."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import shipped_plan

from govcoord.graph import sharing
from govcoord.graph.draw import FORMATS, render
from tests.support.kind_texts import VOCABULARY, load_beside, plan_of

WORDS = VOCABULARY.replace(
    "choices:\n",
    """data_classes: {person: 人口, roads: 道路, secret: 密件, unlisted: 其他}
choices:
  data_grades: {low: 一般, middle: 敏感, high: 重要}
  data_purposes: {check: 核验, research: 研究}
  data_fields: {a: 甲, b: 乙}
""",
).replace(
    "attributes:\n",
    """attributes:
  data_class: {type: choice, of: data_classes}
  data_fields: {type: set, of: data_fields}
  data_purpose: {type: choice, of: data_purposes}
  data_recipient: {type: choice, of: departments}
  consent: {type: boolean}
""",
)
TEXT = """
kind: data_sharing
id: s
source: rule 1
default_grade: high
catalogue:
  - {data: person, provider: police, sharing: conditional, grade: middle, personal: personal,
     purposes: {check: [a]}}
  - {data: roads, provider: civil, sharing: unconditional, grade: low}
  - {data: secret, provider: tax, sharing: not_shared, basis: 保密法, grade: high}
rules:
"""
STEPS = "{approver: provider, within: 5 workdays}, {approver: committee, within: 5 workdays}"
FACTS = ("data_recipient", "data_class", "data_purpose")


@st.composite
def texts(draw):
    """Rules on grade, recipient, purpose and consent, in the order of their strength."""
    lines = []
    for number in range(draw(st.integers(1, 4))):
        grades = draw(st.lists(st.sampled_from(["low", "middle", "high"]), min_size=1, unique=True))
        when = [f"data_grade: [{', '.join(grades)}]"]
        if draw(st.booleans()):
            when.append(f"data_recipient: {draw(st.sampled_from(['tax', 'health', 'civil']))}")
        if draw(st.booleans()):
            when.append(f"data_purpose: {draw(st.sampled_from(['check', 'research']))}")
        if draw(st.booleans()):
            when.append("consent: 是")
        answer = draw(st.sampled_from([
            "answer: shared, mode: plain",
            "answer: conditional, mode: masked, steps: [" + STEPS.split("}")[0] + "}]",
            f"answer: conditional, mode: masked, steps: [{STEPS}]",
            "answer: refused, mode: denied, basis: law",
        ]))  # fmt: skip
        beats = ", ".join(f"R{n}" for n in range(number))
        lines.append(f"  - {{id: R{number}, when: {{{', '.join(when)}}}, {answer}, "
                     f"overrides: [{beats}]}}")  # fmt: skip
    return TEXT + "\n".join(lines) + "\n"


def engine(plan, recipient, data, purpose, **facts):
    """The engine's own answer: the decided output of the table, else ``None``."""
    fields = ["a"] if (data, purpose) == ("person", "check") else []
    case = dict(zip(FACTS, (recipient, data, purpose)))
    return plan.evaluate({**case, "data_fields": fields, **facts}).fact("sharing")


@given(texts())
@settings(deadline=None, max_examples=50)
def test_what_can_be_had_is_what_the_engine_answers(text):
    """For every consumer, class and purpose: granted, refused or open, as the engine says."""
    plan = load_beside(text, vocabulary=WORDS).plan
    assert plan is not None
    found = sharing(plan)
    own = {"person": "police", "roads": "civil", "secret": "tax"}
    departments = [item.id for item in plan.vocabulary.departments.items]
    for who, data, purpose in product(departments, own, ("check", "research")):
        if own[data] == who:
            assert found.answer(who, data, purpose) is None
            continue
        said = engine(plan, who, data, purpose)
        need = (who, data, purpose)
        assert (need in found.granted) == (said in ("shared", "conditional"))
        cell = found.answer(*need)
        assert cell is not None
        assert (cell.answer is None) == (need in found.open)
        assert found.open or cell.answer is not None
    for opening in found.openings:
        for need in opening.opens:
            assert engine(plan, *need, **{opening.fact: True}) in ("shared", "conditional")
            assert engine(plan, *need) not in ("shared", "conditional")


@given(texts())
@settings(deadline=None, max_examples=30)
def test_the_cheapest_path_has_the_fewest_approvals(text):
    """No purpose gives the same data to the same department over fewer approvals."""
    plan = load_beside(text, vocabulary=WORDS).plan
    found = sharing(plan)
    paths = {(path.recipient, path.data): path for path in found.paths()}
    assert set(paths) == {need[:2] for need in found.granted}
    for (who, data), path in paths.items():
        ways = [found.answer(who, data, p) for p in ("check", "research")]
        assert path.approvals == min(
            w.approvals for w in ways if (who, data, w.purpose) in found.granted
        )
    refused = set(found.unreachable())
    assert refused.isdisjoint(paths)
    assert refused.isdisjoint(need[:2] for need in found.open)


RULES = """  - {id: A, when: {data_grade: low}, answer: shared, mode: plain}
  - {id: B, when: {data_grade: [middle, high], consent: 是}, answer: conditional, mode: masked,
     steps: [{approver: provider, within: 5 workdays}]}
  - {id: C, when: {data_attribute: not_shared}, answer: refused, mode: denied, basis: law,
     overrides: [A, B]}
"""


def test_needs_say_what_is_missing_and_what_is_too_much():
    """A need that is not met is named, and so is every grant without a need."""
    plan = plan_of(TEXT + RULES, vocabulary=WORDS)
    needs = [
        ("tax", "roads", "check"),
        ("health", "secret", "check"),
        ("police", "person", "check"),
    ]
    found = sharing(plan, needs=needs)
    assert found.unmet() == (("health", "secret", "check"),)
    assert found.unreachable() == (("health", "secret"),)
    assert ("tax", "roads", "research") in found.over_broad()
    assert ("tax", "roads", "check") not in found.over_broad()
    assert sharing(plan).over_broad() == ()
    assert [opening.fact for opening in found.openings] == ["consent"]
    assert sharing(plan, assumed={"consent": True}).openings == ()


def test_coverage_counts_by_grade():
    """Three of four classes are listed, two can be had with consent; or of as many as told."""
    found = sharing(plan_of(TEXT + RULES, vocabulary=WORDS), assumed={"consent": True})
    rates = found.coverage().rates()
    assert rates["catalogued"] == Fraction(3, 4)
    assert rates["reachable"] == Fraction(1, 2)
    assert found.coverage(departments=23, classes=58).rates()["providing"] == Fraction(3, 23)
    assert found.coverage(departments=0).rates()["providing"] is None
    assert found.coverage().reachable == {"low": 1, "middle": 1}
    assert found.to_all() == ("roads",)


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_the_plan_of_the_library(language):
    """The shipped plan in every language and format; a plan without such rules says so."""
    found = sharing(shipped_plan(), assumed={"data_consent": True})
    for form in FORMATS:
        assert render(found.picture(language), form)
    assert len(found.to_text(language).splitlines()) > 10
    assert found.to_dict()["coverage"]["rates"]["receiving"] == "1"
    empty = sharing(load_beside().plan)
    assert len(empty.to_text(language).splitlines()) == 1
    assert empty.picture(language).nodes == ()
