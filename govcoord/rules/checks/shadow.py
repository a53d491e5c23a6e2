"""Rules that can never decide (GC313), and overrides that never bite (GC315)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govcoord.rules.checks.base import Finding, Question, beats
from govcoord.rules.checks.pairs import overlapping_pairs
from govcoord.rules.regions import Box


def check(question: Question) -> Iterator[Finding]:
    """Rules whose every case is taken by rules that beat them, named by which."""
    table = question.table
    touching: dict[int, list[int]] = {}
    for one, other, _ in overlapping_pairs(question):
        touching.setdefault(one, []).append(other)
        touching.setdefault(other, []).append(one)
    for number, rule in enumerate(table.rules):
        near = sorted(touching.get(number, ()))
        winners = [n for n in near if beats(table, n, number)]
        if rule.boxes and winners:
            yield from _shadowed(question, number, winners)
        yield from _idle(question, number, near)


def _shadowed(question: Question, number: int, winners: Sequence[int]) -> Iterator[Finding]:
    table = question.table
    left = list(table.rules[number].boxes)
    by: list[int] = []
    for winner in winners:
        rest = question.subtract_all(left, table.rules[winner].boxes)
        if rest != left:
            by.append(winner)
        left = rest
        if not left:
            break
    if left:
        return
    needed = _needed(question, table.rules[number].boxes, by)
    names = ", ".join(f"`{table.rules[n].id}`" for n in needed)
    rules = (table.rules[number], *(table.rules[n] for n in needed))
    yield Finding("GC313", table, rules, (), (("by", names),))


def _needed(question: Question, boxes: Sequence[Box], by: Sequence[int]) -> list[int]:
    """A smallest subset by leaving out one after the other what the rest can do without."""
    needed = list(by)
    for candidate in by:
        rest = [n for n in needed if n != candidate]
        others = [box for n in rest for box in question.table.rules[n].boxes]
        if rest and not question.subtract_all(boxes, others):
            needed = rest
    return needed


def _idle(question: Question, number: int, near: Sequence[int]) -> Iterator[Finding]:
    """Overrides of rules that never match together with this one."""
    table = question.table
    rule = table.rules[number]
    met = {table.rules[n].id for n in near}
    for other in table.rules:
        if other.id in rule.named and other.id not in met:
            yield Finding("GC315", table, (rule, other))
