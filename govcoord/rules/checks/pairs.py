"""Pairs of rules of a table that share cases."""

from __future__ import annotations

from collections.abc import Iterator

from govcoord.rules.cells import bits_of
from govcoord.rules.checks.base import Question
from govcoord.rules.overlaps import Overlaps
from govcoord.rules.regions import Box


def overlapping_pairs(question: Question) -> Iterator[tuple[int, int, list[Box]]]:
    """Each pair of rules, by number, with the boxes that they share."""
    rows = [(n, box) for n, rule in enumerate(question.table.rules) for box in rule.boxes]
    overlaps = Overlaps([box for _, box in rows], question.space)
    shared: dict[int, list[Box]] = {}
    for row, (rule, box) in enumerate(rows):
        question.meter.step(len(rows) >> 6)
        for near in bits_of(overlaps.touching(row) >> (row + 1)):
            other, box_of_other = rows[near + row + 1]
            if other == rule:
                continue
            met = question.meet(box, box_of_other)
            if met is not None:
                shared.setdefault(other, []).append(met)
        if row + 1 == len(rows) or rows[row + 1][0] != rule:
            for other in sorted(shared):
                yield rule, other, shared[other]
            shared = {}
