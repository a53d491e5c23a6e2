"""Conflicts: two rules that both match, disagree, and neither overrides the other (GC311)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from govcoord.rules.cells import bits_of
from govcoord.rules.checks.base import Finding, Question
from govcoord.rules.checks.grid import Cube
from govcoord.rules.checks.search import tidy
from govcoord.rules.tables import HitPolicy

MOST_PARTS = 40
"""Parts of one conflict that are spelled out."""


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
        spelled = question.spells_out(code)
        parts = unsettled(question, one, other, grow=spelled)
        found = _apart(question, parts) if spelled else list(islice(parts, 1))
        if found:
            question.found[code] += 1
            boxes = study.boxes(tidy(study.grid, found)) if spelled else ()
            partly = len(found) == MOST_PARTS
            yield Finding(code, table, (rules[one], rules[other]), boxes, partly=partly)


def _apart(question: Question, parts: Iterator[Cube]) -> list[Cube]:
    """The first parts, without those that lie in one before them."""
    found: list[Cube] = []
    for part in parts:
        if not any(question.study.grid.opened(part, known) == 0 for known in found):
            found.append(part)
        if len(found) == MOST_PARTS:
            break
    return found


def _pairs(question: Question) -> Iterator[tuple[int, int]]:
    """Pairs of rules that share cases, in the order written."""
    for one in range(len(question.table.rules)):
        near = question.study.near(one) >> (one + 1)
        for step in sorted(bits_of(near)):
            question.meter.step()
            yield one, one + 1 + step


def unsettled(question: Question, one: int, other: int, *, grow: bool) -> Iterator[Cube]:
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
    return study.deciding(shared, winners, question.meter.step, grow=grow)
