"""Conflicts: two rules that both match, disagree, and neither overrides the other (GC311)."""

from __future__ import annotations

from collections.abc import Iterator

from govcoord.rules.cells import bits_of
from govcoord.rules.checks.base import BudgetError, Finding, Purse, PurseError, Question
from govcoord.rules.checks.grid import Cube
from govcoord.rules.checks.search import Step, tidy
from govcoord.rules.checks.study import Study
from govcoord.rules.tables import HitPolicy

MOST_PARTS = 40
"""Parts of one conflict that are spelled out."""


def check(question: Question) -> Iterator[Finding]:
    """Every pair of rules in conflict, with the region in which no third rule settles it.

    In a ``unique`` table rules conflict whatever they say. Overlaps with equal answers in an
    ``any`` or ``priority`` table are notes (GC312).
    """
    table, study = question.table, question.study
    if table.hit is HitPolicy.FIRST or (table.hit is HitPolicy.COLLECT and table.clash is None):
        return
    undecided = 0
    total = sum(study.near(n).bit_count() for n in range(len(table.rules))) // 2
    for one, other in question.meter.through(_pairs(question), total):
        if study.settled(one, other):
            continue
        try:
            finding = _finding(question, one, other)
        except PurseError:
            undecided += 1
            continue
        if finding is not None:
            question.found[finding.code] += 1
            yield finding
    if undecided:
        question.meter.done = total - undecided
        raise BudgetError


def _finding(question: Question, one: int, other: int) -> Finding | None:
    """What two rules that share cases are found to do, if anything."""
    table, study = question.table, question.study
    rules = table.rules[one], table.rules[other]
    agree = table.hit is not HitPolicy.UNIQUE and study.says[one] == study.says[other]
    code = "GC312" if agree else "GC311"
    params: tuple[tuple[str, str], ...] = ()
    if table.clash is not None:
        reason = table.clash(rules[0].values, rules[1].values)
        if reason is None:
            return None
        code = "GC324"
        params = (("reason", reason), ("reason_hans", reason.hans), ("reason_hant", reason.hant))
    spelled = question.spells_out(code)
    step = Purse(question.meter, question.meter.total).step
    parts = unsettled(study, one, other, step, grow=spelled)
    if not spelled:
        return None if next(parts, None) is None else Finding(code, table, rules)
    found, partly = _apart(study, parts)
    if not found:
        return None
    boxes = study.boxes(tidy(study.grid, found))
    return Finding(code, table, rules, boxes, params, partly=partly)


def _apart(study: Study, parts: Iterator[Cube]) -> tuple[list[Cube], bool]:
    """The first parts, without those that lie in one before them, and whether there are more."""
    found: list[Cube] = []
    try:
        for part in parts:
            if any(study.grid.opened(part, known) == 0 for known in found):
                continue
            if len(found) == MOST_PARTS:
                return found, True
            found.append(part)
    except PurseError:
        if not found:
            raise
        return found, True
    return found, False


def _pairs(question: Question) -> Iterator[tuple[int, int]]:
    """Pairs of rules that share cases, in the order written."""
    for one in range(len(question.table.rules)):
        near = question.study.near(one) >> (one + 1)
        for step in sorted(bits_of(near)):
            question.meter.step()
            yield one, one + 1 + step


def unsettled(study: Study, one: int, other: int, step: Step, *, grow: bool) -> Iterator[Cube]:
    """The parts of what two rules share in which neither gives way to a third."""
    shared = [
        met
        for mine in study.holds[one]
        for theirs in study.holds[other]
        if (met := study.grid.meet(mine, theirs)) is not None
    ]
    both = study.near(one, possibly=True) & study.near(other, possibly=True)
    by_override, by_policy = (
        both & (left | right) for left, right in zip(study.winners(one), study.winners(other))
    )
    return study.deciding(shared, (by_override, by_policy & ~by_override), step, grow=grow)
