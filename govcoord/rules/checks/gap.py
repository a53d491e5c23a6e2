"""Gaps: cases that must have an answer and have none (GC310)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govcoord.rules.checks.base import Finding, Question, given, region
from govcoord.rules.regions import Box, Test


def check(question: Question) -> Iterator[Finding]:
    """The regions of cases in which no rule matches although the table must answer.

    Cases with missing facts are no gaps: what they lack may bring a rule in.
    """
    table = question.table
    if not table.must_answer or all(o.default is not None for o in table.outputs):
        return
    boxes = [box for rule in table.rules for box in rule.boxes]
    names = {name for box in (*boxes, *table.must_answer) for name, _ in box.tests}
    whole = given(names, question.space.attributes)
    found: list[Box] = []
    for must in table.must_answer:
        start = question.meet(must, whole)
        if start is not None:
            found.extend(uncovered(question, start, boxes))
    if found:
        yield Finding("GC310", table, (), region(found))


def uncovered(question: Question, box: Box, others: Sequence[Box]) -> Iterator[Box]:
    """The parts of ``box`` that no box of ``others`` holds.

    Boxes that do not touch are left out, one that holds it all ends the search; otherwise the
    box is cut along a test of the box that has the fewest tests left to cut along.
    """
    todo = [(box, tuple(others))]
    while todo:
        at, touching = todo.pop()
        near = [other for other in touching if question.meet(at, other) is not None]
        if not near:
            yield at
            continue
        fewest, number = min((len(_open(question, at, o)), n) for n, o in enumerate(near))
        if fewest == 0:
            continue
        name, test = _open(question, at, near[number])[0]
        inside = question.meet(at, Box(((name, test),)))
        if inside is not None:
            todo.append((inside, tuple(near)))
        for outside in test.negate():
            part = question.meet(at, Box(((name, outside),)))
            if part is not None:
                todo.append((part, tuple(o for n, o in enumerate(near) if n != number)))


def _open(question: Question, box: Box, other: Box) -> list[tuple[str, Test]]:
    """The tests of ``other`` that do not hold everywhere in ``box``."""
    return [
        (name, test)
        for name, test in other.tests
        if any(
            question.space.meet(box, Box(((name, outside),))) is not None
            for outside in test.negate()
        )
    ]
