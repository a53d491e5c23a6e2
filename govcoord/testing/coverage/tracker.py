"""Which points decisions have reached: masks of rows, whatever the number of decisions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import attrs

from govcoord.decision import Decision, Subject
from govcoord.rules.cells import Mask, OrderedAxis, SetAxis
from govcoord.rules.resolve import Status, Verdict
from govcoord.testing.coverage.points import Aspect, Point, TableMap, counts_of


class TableTracker:
    """What decisions have shown of one table."""

    def __init__(self, map_: TableMap) -> None:
        self.map = map_
        self.table = map_.table
        self.cells = map_.cells
        self.owner = [rule for rule, _ in map_.rows]
        self.rows_of: list[Mask] = [0] * len(self.table.rules)
        for row, rule in enumerate(self.owner):
            self.rows_of[rule] |= 1 << row
        self.pairs = [
            (p.rule, p.other)
            for p in map_.points
            if p.aspect in (Aspect.OVERRIDE, Aspect.EXEMPTION)
        ]
        self.lines = {
            name: Line(axis)
            for name in self.cells.axes
            if (axis := counts_of(self.cells, name)) is not None
        }
        self.sizeless = {
            name: attrs.evolve(axis, counts=None)
            for name, axis in self.cells.axes.items()
            if isinstance(axis, SetAxis) and axis.counts is not None
        }
        # what was seen
        self.true: Mask = 0
        self.false: dict[str, Mask] = defaultdict(int)
        self.sides: dict[tuple[str, int, Aspect], Mask] = defaultdict(int)
        self.exact: dict[tuple[str, Any], Mask] = defaultdict(int)
        self.decided: Mask = 0
        self.together: set[tuple[int, int]] = set()
        self.unanswered = False

    def add(self, decision: Decision) -> None:
        """Take a decision into account: the case, or each of its records."""
        scope = self.table.scope
        subjects = [None] if scope is None else decision.subjects(scope) or []
        for subject in subjects:
            outcome = decision.outcome(self.table.id, subject)
            if outcome is not None:
                self._verdict(outcome.verdict)
                self._facts(decision, subject)

    def _verdict(self, verdict: Verdict) -> None:
        if verdict.status is Status.DECIDED:
            for rule in verdict.winners:
                self.decided |= 1 << rule
        if verdict.status is Status.NONE or verdict.by_default:
            self.unanswered = True

    def _facts(self, decision: Decision, subject: Subject | None) -> None:
        """Rows whose every test holds, and rows in which all but one do."""
        true, once = self.cells.full, 0
        met: list[tuple[str, Any, Mask, Mask]] = []
        for name, axis in self.cells.axes.items():
            value = decision.fact(name, subject)
            if value is None:
                certain, possible = axis.missing.certain, axis.missing.possible
            else:
                certain = possible = axis.mask(value)
            once = once & certain | true & ~certain
            true &= certain
            met.append((name, value, certain, possible))
        self.true |= true
        self._pairs(true)
        for name, value, certain, possible in met:
            self.false[name] |= once & ~possible
            if value is not None and name in self.lines:
                self._bounds(name, value, true | once & ~certain)

    def _bounds(self, name: str, value: Any, others: Mask) -> None:
        """Bounds beside a value, in the rows whose other tests hold."""
        line = self.lines[name]
        if name in self.sizeless:
            others &= self.sizeless[name].mask(value)
            value = len(value)
        if not others:
            return
        cell = line.cell(value)
        if cell < len(line.rows):
            self.sides[name, cell, Aspect.BELOW] |= others & line.rows[cell]
        if cell:
            self.sides[name, cell - 1, Aspect.ABOVE] |= others & line.rows[cell - 1]
        if value in self.wanted(name):
            self.exact[name, value] |= others

    def wanted(self, name: str) -> frozenset[Any]:
        """The exact values that some point asks for."""
        found: frozenset[Any] | None = self.lines[name].wanted
        if found is None:
            found = self.lines[name].wanted = frozenset(
                p.value
                for p in self.map.points
                if p.aspect is Aspect.EXACT and p.condition and p.condition.attribute == name
            )
        return found

    def _pairs(self, true: Mask) -> None:
        if self.pairs and true & (true - 1):
            for pair in self.pairs:
                if self.rows_of[pair[0]] & true and self.rows_of[pair[1]] & true:
                    self.together.add(pair)

    def covered(self, point: Point) -> bool:
        """Whether a point of this table has been reached."""
        aspect, condition = point.aspect, point.condition
        if condition is not None:
            name = condition.attribute
            if aspect is Aspect.TRUE:
                seen = self.true
            elif aspect is Aspect.FALSE:
                seen = self.false[name]
            elif aspect is Aspect.EXACT:
                seen = self.exact[name, point.value]
            else:
                seen = self.sides[name, point.cut, aspect]
            return bool(seen & condition.rows)
        if aspect is Aspect.MATCHED:
            return bool(self.true & self.rows_of[point.rule])
        if aspect is Aspect.DECIDED:
            return bool(self.decided >> point.rule & 1)
        if aspect is Aspect.NO_ANSWER:
            return self.unanswered
        return (point.rule, point.other) in self.together

    def join(self, other: TableTracker) -> None:
        """Take over what another tracker of the same table has seen."""
        self.true |= other.true
        self.decided |= other.decided
        self.together |= other.together
        self.unanswered |= other.unanswered
        for mine, theirs in (
            (self.false, other.false),
            (self.sides, other.sides),
            (self.exact, other.exact),
        ):
            _join(mine, theirs)


def _join(mine: dict[Any, Mask], theirs: Mapping[Any, Mask]) -> None:
    for key, mask in theirs.items():
        mine[key] |= mask


class Line:
    """An ordered axis: in which cell a value lies, and which rows have each cut."""

    def __init__(self, axis: OrderedAxis) -> None:
        self.before, self.after = axis.before, axis.after
        # a row has a cut where its bit differs in the cells on either side
        self.rows: list[Mask] = [a ^ b for a, b in zip(axis.masks, axis.masks[1:])]
        self.wanted: frozenset[Any] | None = None

    def cell(self, value: Any) -> int:
        """The number of cuts below a value."""
        return bisect_right(self.before, value) + bisect_left(self.after, value)
