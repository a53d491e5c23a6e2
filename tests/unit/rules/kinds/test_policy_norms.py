"""Norms of departments: when two of them cannot both be kept."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govcoord
from govcoord.mechanisms.norms import Bound, Duty, Norm, clash
from govcoord.rules.checks.run import check_logic
from govcoord.rules.load import load_texts

WORDS = """
kind: vocabulary
id: words
departments: {a: 甲, b: 乙}
attributes: {n: {type: integer, min: 0, max: 9}}
---
kind: policy_norms
id: norms
source: 示例
norms:
"""


def bound(value: int | None) -> Bound | None:
    return None if value is None else Bound(Fraction(value), "time", {"en": f"{value} days"})


numbers = st.none() | st.integers(0, 3)
norms = st.builds(
    lambda duty, low, high, requires, forbids: Norm(
        "a", "x", duty, bound(low), bound(high), requires, forbids
    ),
    st.none() | st.sampled_from(Duty),
    numbers,
    numbers,
    st.frozensets(st.sampled_from("pq")),
    st.frozensets(st.sampled_from("pq")),
)


def can_keep(one: Norm, other: Norm) -> bool:
    """Whether some conduct keeps both norms: an act, a number and a set of materials."""
    acts = {Duty.MUST: {True}, Duty.MUST_NOT: {False}, Duty.MAY: {True, False}, None: {True, False}}
    if not acts[one.duty] & acts[other.duty]:
        return False
    if {one.duty, other.duty} == {Duty.MAY, Duty.MUST_NOT}:
        return False  # what one allows may not be forbidden
    for left, right in ((one, other), (other, one)):
        if left.requires & right.forbids:
            return False
    lows = [n.at_least.value for n in (one, other) if n.at_least]
    highs = [n.at_most.value for n in (one, other) if n.at_most]
    return not (lows and highs) or max(lows) <= min(highs)


def keeps_itself(norm: Norm) -> bool:
    bounds = norm.at_least is None or norm.at_most is None
    return (bounds or norm.at_least.value <= norm.at_most.value) and not (  # type: ignore[union-attr]
        norm.requires & norm.forbids
    )


@given(norms.filter(keeps_itself), norms.filter(keeps_itself))
def test_norms_clash_just_when_nobody_can_keep_both(one: Norm, other: Norm) -> None:
    """The clash of two norms is symmetric, and is there just when no conduct keeps both."""
    assert (clash(one, other) is None) is can_keep(one, other)
    assert (clash(one, other) is None) is (clash(other, one) is None)


def rule(id_: str, issuer: str, low: int, high: int, says: str, more: str = "") -> str:
    when = f'when: {{n: "[{low}..{high}]"}}'
    return f"  - {{id: {id_}, issuer: {issuer}, about: x, {says}, {when}{more}}}\n"


@given(*[st.integers(0, 9)] * 4, st.booleans())
def test_the_check_finds_a_contradiction_just_where_cases_have_one(
    a: int, b: int, c: int, d: int, settled: bool
) -> None:
    """`check` reports a contradiction just when a case shows one, and its witness does."""
    (a, b), (c, d) = sorted((a, b)), sorted((c, d))
    more = ", overrides: [A]" if settled else ""
    text = WORDS + rule("A", "a", a, b, "duty: 应当") + rule("B", "b", c, d, "duty: 不得", more)
    plan = load_texts({"t.yaml": text}).plan
    assert plan is not None
    shown = [n for n in range(10) if plan.evaluate({"n": n}).view("norm_conflicts")]
    assert shown == ([] if settled else [n for n in range(10) if a <= n <= b and c <= n <= d])
    found = [x for x in check_logic(plan) if x.code == "GC324"]
    assert len(found) == bool(shown)
    for diagnostic in found:
        assert diagnostic.witness is not None
        assert diagnostic.witness["n"] in shown


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (rule("A", "a", 0, 9, "note: 无"), "GC690"),
        (rule("A", "a", 0, 9, "at_least: 3日, at_most: 2日"), "GC691"),
        (
            rule("A", "a", 0, 1, "at_least: 3日") + rule("B", "b", 2, 3, "at_most: 3个工作日"),
            "GC692",
        ),
        (rule("A", "nobody", 0, 9, "duty: may"), "GC258"),
        (rule("A", "a", 0, 9, "duty: perhaps"), "GC276"),
    ],
)
def test_what_cannot_be_a_norm_is_refused(rows: str, code: str) -> None:
    """Each mistake has its code."""
    assert code in {d.code for d in load_texts({"t.yaml": WORDS + rows}).diagnostics}


def test_bounds_of_one_measure_are_compared_in_any_unit() -> None:
    """Hours and days are one clock: 48 hours are two days."""
    rows = rule("A", "a", 0, 9, "at_least: 49小时") + rule("B", "b", 0, 9, "at_most: 2日")
    plan: Any = govcoord.load_texts({"t.yaml": WORDS + rows})
    (conflict,) = plan.evaluate({"n": 1}).view("norm_conflicts")
    assert conflict.rules == ("A", "B")
    same = govcoord.load_texts({"t.yaml": WORDS + rows.replace("49小时", "48小时")})
    assert same.evaluate({"n": 1}).view("norm_conflicts") == ()
