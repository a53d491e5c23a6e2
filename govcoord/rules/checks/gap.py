"""Gaps: cases that must have an answer and have none (GC310)."""

from __future__ import annotations

from collections.abc import Iterator

from govcoord.rules.checks.base import BudgetError, Finding, Question, defaults
from govcoord.rules.checks.grid import Cube
from govcoord.rules.checks.search import tidy, uncovered

MOST_PARTS = 100
"""Parts of one gap that are looked for; a gap in more pieces than that is not spelled out."""


def check(question: Question) -> Iterator[Finding]:
    """The region of cases in which no rule holds although the table must answer.

    A case with missing facts is no gap where one of them may still bring a rule in.
    """
    table, study = question.table, question.study
    if not table.must_answer or any(value is not None for value in defaults(table)):
        return
    found: list[Cube] = []
    complete, spent = False, False
    try:
        for part in _parts(question):
            found.append(part)
            if len(found) >= MOST_PARTS:
                break
        else:
            complete = True
    except BudgetError:
        spent = True
    if found:
        yield Finding("GC310", table, (), study.boxes(tidy(study.grid, found)), partly=not complete)
    if spent:
        raise BudgetError


def _parts(question: Question) -> Iterator[Cube]:
    study, meter = question.study, question.meter
    rules = [cube for cubes in study.may for cube in cubes]
    for must in meter.through(question.table.must_answer, len(question.table.must_answer)):
        both = study.grid.encode(must)
        if both is not None:
            yield from uncovered(study.grid, both[0], rules, meter.step, grow=True)
