"""Registers of risks: levels held against plain sums, and what is not known."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import govcoord

RULES = """
kind: vocabulary
id: words
departments: {data: 数据局}
attributes:
  a: {type: boolean}
  b: {type: boolean}
---
kind: risk_register
id: risks
source: 示例
likelihood: [低, 中, 高]
impact: [轻, 中, 重]
bands: [{id: low, from: 1, to: 2}, {id: mid, from: 3, to: 4}, {id: high, from: 5, to: 9}]
categories: {t: 技术}
risks:
  - {id: R1, category: t, likelihood: 2, impact: 1, owner: data, response: 甲, triggers: [
      {id: A, when: {a: 是}, likelihood: 2}, {id: B, when: {a: 是, b: 否}, impact: 1}]}
  - {id: R2, category: t, likelihood: 2, impact: 2, owner: 数据局, response: 乙}
"""
PLAN = govcoord.load_texts({"risks.yaml": RULES})
BANDS = {1: "low", 2: "low", 3: "mid", 4: "mid", 6: "high", 9: "high"}
given_facts = st.fixed_dictionaries(
    {}, optional={"a": st.booleans(), "b": st.booleans()}
)  # fmt: skip


def plain_level(a: bool, b: bool) -> int:
    return min(3, 2 + 2 * a) * (1 + (a and not b))


@given(given_facts)
def test_levels_are_those_of_a_plain_sum(facts: dict[str, bool]) -> None:
    """The level now is the least of all ways to fill in the facts, what it may rise to the most."""
    risk = next(r for r in PLAN.evaluate(facts).view("risks") if r.id == "R1")
    ways = [
        plain_level(a, b)
        for a in ([facts["a"]] if "a" in facts else [False, True])
        for b in ([facts["b"]] if "b" in facts else [False, True])
    ]
    assert risk.current.level == min(ways)
    assert (risk.may_rise_to or risk.current).level == max(ways)
    assert risk.current.band == BANDS[min(ways)]
    assert (risk.may_rise_to is None) == (risk.ask == ())
    assert not set(risk.ask) & set(facts)


def test_the_highest_comes_first() -> None:
    """By the level now, then by what it may rise to; the owner may be written as a title."""
    risks = PLAN.evaluate({"a": False}).view("risks")
    assert [(risk.id, risk.owner) for risk in risks] == [("R2", "data"), ("R1", "data")]
    assert PLAN.evaluate({"a": True, "b": False}).view("risks")[0].id == "R1"
