"""Conflicts: two rules that both match, disagree, and neither overrides the other (GC311)."""

from __future__ import annotations

from collections.abc import Iterator

from govcoord.rules.checks.base import Finding, Question, beats, region, says_the_same
from govcoord.rules.checks.pairs import overlapping_pairs
from govcoord.rules.regions import Box
from govcoord.rules.tables import HitPolicy


def check(question: Question) -> Iterator[Finding]:
    """Every pair of rules in conflict, with the region in which no third rule settles it.

    In a ``unique`` table rules conflict whatever they say. Overlaps with equal answers in an
    ``any`` or ``priority`` table are notes (GC312).
    """
    table = question.table
    if table.hit in (HitPolicy.COLLECT, HitPolicy.FIRST):
        return
    for one, other, shared in overlapping_pairs(question):
        if beats(table, one, other) or beats(table, other, one):
            continue
        rules = table.rules[one], table.rules[other]
        agree = table.hit is not HitPolicy.UNIQUE and says_the_same(table, *rules)
        left = unsettled(question, one, other, shared)
        if left:
            yield Finding("GC312" if agree else "GC311", table, rules, region(left))


def unsettled(question: Question, one: int, other: int, shared: list[Box]) -> list[Box]:
    """The part of a shared region in which neither of two rules gives way to a third."""
    table = question.table
    winners = (
        box
        for third, rule in enumerate(table.rules)
        if third not in (one, other) and (beats(table, third, one) or beats(table, third, other))
        for box in rule.boxes
    )
    return question.subtract_all(shared, winners)
