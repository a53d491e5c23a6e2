"""Conflicts: two rules that both match, disagree, and neither overrides the other (GC311)."""

from __future__ import annotations

from collections.abc import Iterator

from govcoord.rules.cells import bits_of
from govcoord.rules.checks.base import Finding, Question
from govcoord.rules.checks.grid import Cube
from govcoord.rules.checks.search import tidy
from govcoord.rules.regions import Box
from govcoord.rules.tables import HitPolicy


def check(question: Question) -> Iterator[Finding]:
    """Every pair of rules in conflict, with the region in which no third rule settles it.

    In a ``unique`` table rules conflict whatever they say. Overlaps with equal answers in an
    ``any`` or ``priority`` table are notes (GC312).
    """
    table, study = question.table, question.study
    if table.hit in (HitPolicy.COLLECT, HitPolicy.FIRST):
        return
    unique = table.hit is HitPolicy.UNIQUE
    rules = table.rules
    total = sum(study.near(n).bit_count() for n in range(len(rules))) // 2
    for one, other in question.meter.through(_pairs(question), total):
        if study.settled(one, other):
            continue
        code = "GC312" if not unique and study.says[one] == study.says[other] else "GC311"
        left = unsettled(question, one, other)
        first = next(left, None)
        if first is None:
            continue
        boxes: tuple[Box, ...] = ()
        if question.spells_out(code):
            boxes = study.boxes(tidy(study.grid, [first, *left]))
        yield Finding(code, table, (rules[one], rules[other]), boxes)


def _pairs(question: Question) -> Iterator[tuple[int, int]]:
    """Pairs of rules that share cases, in the order written."""
    for one in range(len(question.table.rules)):
        near = question.study.near(one) >> (one + 1)
        for step in sorted(bits_of(near)):
            question.meter.step()
            yield one, one + 1 + step


def unsettled(question: Question, one: int, other: int) -> Iterator[Cube]:
    """The parts of what two rules share in which neither gives way to a third."""
    study = question.study
    shared = [
        met
        for mine in study.holds[one]
        for theirs in study.holds[other]
        if (met := study.grid.meet(mine, theirs)) is not None
    ]
    left, right = study.winners(one), study.winners(other)
    winners = sorted({*left[0], *right[0]}), sorted({*left[1], *right[1]})
    return study.deciding(shared, winners, question.meter.step, grow=True)
