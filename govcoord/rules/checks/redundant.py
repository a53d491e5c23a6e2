"""Redundant rules: removing one changes nothing (GC314)."""

from __future__ import annotations

from collections.abc import Iterator

from govcoord.rules.checks.base import Finding, Question, beats, says_the_same
from govcoord.rules.checks.pairs import overlapping_pairs
from govcoord.rules.regions import Box
from govcoord.rules.tables import HitPolicy


def check(question: Question) -> Iterator[Finding]:
    """Rules all of whose decisive cases other rules would decide in the same way.

    A rule's decisive cases are those in which no rule that beats it matches. Without it they
    must be decided the same: by rules with the same answer, none of which gives way there to
    one with another answer, and no rule that it kept down may come up with another answer.
    """
    table = question.table
    if table.hit in (HitPolicy.COLLECT, HitPolicy.UNIQUE):
        return
    near: dict[int, list[int]] = {}
    for one, other, _ in overlapping_pairs(question):
        near.setdefault(one, []).append(other)
        near.setdefault(other, []).append(one)
    for number, rule in enumerate(table.rules):
        by = _replaced_by(question, number, near.get(number, []))
        if by:
            names = ", ".join(f"`{table.rules[n].id}`" for n in by)
            yield Finding(
                "GC314", table, (rule, *(table.rules[n] for n in by)), (), (("by", names),)
            )


def _replaced_by(question: Question, number: int, near: list[int]) -> list[int]:
    table = question.table
    rule = table.rules[number]
    if not any(says_the_same(table, rule, table.rules[n]) for n in near):
        return []
    winners = [box for n in near if beats(table, n, number) for box in table.rules[n].boxes]
    decisive = question.subtract_all(rule.boxes, winners)
    if not decisive:
        return []  # it can never decide: that is another finding
    same = [n for n in near if says_the_same(table, rule, table.rules[n])]
    if question.subtract_all(decisive, _living(question, same, near, number)):
        return []
    others = [n for n in near if n not in same and not beats(table, n, number)]
    for other in others:
        # without the rule this one must still be kept down wherever the rule decided
        if _comes_up(question, decisive, other, near, number):
            return []
    return same


def _living(question: Question, candidates: list[int], near: list[int], without: int) -> list[Box]:
    """The boxes of rules, less what those that beat them take; ``without`` is not there."""
    table = question.table
    found: list[Box] = []
    for n in candidates:
        winners = [
            box
            for other, rule in enumerate(table.rules)
            if other not in (n, without) and other not in candidates and beats(table, other, n)
            for box in rule.boxes
        ]
        found.extend(question.subtract_all(table.rules[n].boxes, winners))
    return found


def _comes_up(
    question: Question, decisive: list[Box], other: int, near: list[int], without: int
) -> bool:
    """Whether a rule with another answer would count somewhere in the decisive cases."""
    table = question.table
    shared = [
        met
        for box in decisive
        for mine in table.rules[other].boxes
        if (met := question.meet(box, mine)) is not None
    ]
    winners = (
        box
        for n, rule in enumerate(table.rules)
        if n not in (other, without) and beats(table, n, other)
        for box in rule.boxes
    )
    return bool(question.subtract_all(shared, winners))
