"""What there is to cover in a table: points, each with the cases that would reach it.

A *row* is one box of one rule, as in the cell map. A *condition* is one test on one attribute
as a person wrote it: rows of one rule that have the same test on the same attribute share the
condition, and a test that rules do not write themselves (from ``in_force`` or ``applies_when``
of their document) is one condition of the document. A condition is met "in some of its rows,
with the row's other tests holding".
"""

from __future__ import annotations

import enum
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

import attrs

from govcoord.rules.cells import CellMap, Mask, OrderedAxis, SetAxis, bits_of, build_cell_map
from govcoord.rules.ranges import AFTER, Cut, Ranges
from govcoord.rules.regions import Box, Region, Sets, Test
from govcoord.rules.tables import Table, TableRule
from govcoord.rules.vocabulary import Attribute, Vocabulary
from govcoord.testing.coverage.extents import extent, line_of, words_of


class Aspect(enum.StrEnum):
    """What a point asks of the cases.

    ``matched``: the rule applies; ``decided``: it gives the answer; ``true`` and ``false``: the
    condition holds, or does not, while the others of its row hold; ``below`` and ``above``: a
    value in the cell on that side of a bound; ``exact``: the value at the bound itself;
    ``override``: the rule applies together with one that it overrides; ``exemption``: the same
    where the rule gives no answer in place of the other's; ``no_answer``: no rule of the table
    applies.
    """

    MATCHED = "matched"
    DECIDED = "decided"
    TRUE = "true"
    FALSE = "false"
    BELOW = "below"
    ABOVE = "above"
    EXACT = "exact"
    OVERRIDE = "override"
    EXEMPTION = "exemption"
    NO_ANSWER = "no_answer"


@attrs.frozen(slots=True)
class Condition:
    """One test on one attribute, the rules that have it and their rows (a mask)."""

    attribute: str
    test: Test
    rules: tuple[int, ...]
    rows: Mask


@attrs.frozen(slots=True)
class Point:
    """One thing to be covered in a table.

    ``rule`` is the number of the rule in its table (the first, for a condition of a whole
    document; -1 for ``no_answer``), ``other`` the number of the rule that is overridden.
    ``value`` is the bound (``below``, ``above``) or the value to be tried (``exact``) of the
    condition's attribute; for a set it is the number of its members. ``cut`` is the number of
    the cut among those of the table's axis.
    """

    aspect: Aspect
    table: str
    rule: int = -1
    other: int = -1
    condition: Condition | None = None
    value: Any = None
    cut: int = -1


@attrs.frozen(slots=True, eq=False)
class TableMap:
    """A table with its rows, cells, conditions and points."""

    table: Table
    attributes: dict[str, Attribute]
    rows: tuple[tuple[int, Box], ...]
    cells: CellMap
    conditions: tuple[Condition, ...]
    points: tuple[Point, ...]

    @classmethod
    def of(cls, table: Table, vocabulary: Vocabulary) -> TableMap:
        """The map of a table as its scope sees the vocabulary."""
        visible = dict(vocabulary.visible(table.scope))
        rows = tuple((n, box) for n, rule in enumerate(table.rules) for box in rule.boxes)
        cells = build_cell_map([box for _, box in rows], visible)
        conditions = tuple(_conditions(table, rows, visible))
        points = tuple(_points(table, visible, rows, cells, conditions))
        return cls(table, visible, rows, cells, conditions, points)

    def cuts(self, attribute: str) -> Sequence[Cut]:
        """The cuts of an attribute's axis in this table."""
        counts = counts_of(self.cells, attribute)
        return counts.cuts if counts is not None else ()

    def boxes(self, point: Point) -> Iterator[Box]:
        """Boxes in which the point is reached, alone or (``decided``) as far as one rule tells.

        None for ``no_answer``: that is a matter of all rules, see `frontier`.
        """
        rules = self.table.rules
        if point.aspect in (Aspect.MATCHED, Aspect.DECIDED):
            yield from rules[point.rule].boxes
        elif point.aspect in (Aspect.OVERRIDE, Aspect.EXEMPTION):
            yield from (
                met
                for mine in rules[point.rule].boxes
                for theirs in rules[point.other].boxes
                if not (met := mine.meet(theirs)).never
            )
        elif point.condition is not None:
            for row in sorted(bits_of(point.condition.rows)):
                yield from self._within(self.rows[row][1], point)

    def _within(self, box: Box, point: Point) -> Iterator[Box]:
        condition = point.condition
        assert condition is not None
        if point.aspect is Aspect.TRUE:
            yield box
            return
        tests = dict(box.tests)
        if point.aspect is Aspect.FALSE:
            wanted: Sequence[Test] = condition.test.negate()
        else:
            wanted = [Test(self._region(point, condition.test.region), False)]
        for test in wanted:
            if not test.never:
                yield Box.of({**tests, condition.attribute: test})

    def _region(self, point: Point, tested: Region) -> Region:
        cuts = self.cuts(point.condition.attribute if point.condition else "")
        if point.aspect is Aspect.EXACT:
            held = Ranges.point(point.value)
        else:
            at = point.cut if point.aspect is Aspect.BELOW else point.cut + 1
            low = cuts[at - 1] if at else None
            high = cuts[at] if at < len(cuts) else None
            held = Ranges(tuple(c for c in (low, high) if c is not None), low is None)
        if isinstance(tested, Sets):
            return Sets(tested.any_of, tested.none_of, held)
        return held


def counts_of(cells: CellMap, attribute: str) -> OrderedAxis | None:
    """The ordered axis of an attribute, for a set that of its size; ``None`` if there is none."""
    axis = cells.axes.get(attribute)
    if isinstance(axis, SetAxis):
        return axis.counts
    return axis if isinstance(axis, OrderedAxis) else None


def is_exemption(rule: TableRule, other: TableRule) -> bool:
    """Whether a rule that overrides another gives no answer in place of the other's."""
    return rule.values.keys().isdisjoint(other.values)


def _conditions(
    table: Table, rows: Sequence[tuple[int, Box]], attributes: Mapping[str, Attribute]
) -> Iterator[Condition]:
    """The conditions of a table, those that rules share with their document once."""
    having: dict[tuple[str, Test, str], dict[int, list[int]]] = {}
    for row, (number, box) in enumerate(rows):
        rule = table.rules[number]
        for name, test in box.tests:
            shared = not mentions(rule, attributes[name])
            key = name, test, rule.document if shared else f"{rule.document}/{number}"
            having.setdefault(key, defaultdict(list))[number].append(row)
    for (name, test, _), by_rule in having.items():
        listed = [row for own in by_rule.values() for row in own]
        yield Condition(name, test, tuple(by_rule), _mask(listed))


def mentions(rule: TableRule, attribute: Attribute) -> bool:
    """Whether a rule itself, as written, speaks of an attribute, and not its document alone."""
    if rule.span is None:
        return True
    return line_of(extent(rule.span), words_of(attribute)) is not None


def _mask(rows: Sequence[int]) -> Mask:
    return sum(1 << row for row in rows)


def _points(
    table: Table,
    attributes: dict[str, Attribute],
    rows: Sequence[tuple[int, Box]],
    cells: CellMap,
    conditions: Sequence[Condition],
) -> Iterator[Point]:
    for number in range(len(table.rules)):
        yield Point(Aspect.MATCHED, table.id, number)
        yield Point(Aspect.DECIDED, table.id, number)
    for condition in sorted(conditions, key=lambda c: c.rules[0]):
        rule = condition.rules[0]
        yield Point(Aspect.TRUE, table.id, rule, condition=condition)
        yield Point(Aspect.FALSE, table.id, rule, condition=condition)
        axis = counts_of(cells, condition.attribute)
        if axis is not None:
            whole = attributes[condition.attribute].is_discrete or axis is not cells.axes.get(
                condition.attribute
            )
            yield from _bounds(table.id, condition, axis.cuts, whole=whole)
    yield from _overrides(table)
    if table.rules:
        yield Point(Aspect.NO_ANSWER, table.id)


def _bounds(
    table: str, condition: Condition, cuts: Sequence[Cut], *, whole: bool
) -> Iterator[Point]:
    tested = condition.test.region
    region = tested.count if isinstance(tested, Sets) else tested
    assert isinstance(region, Ranges)
    exact: dict[Any, None] = {}
    for cut in region.cuts:
        at = bisect_left(cuts, cut)
        for aspect in (Aspect.BELOW, Aspect.ABOVE):
            yield Point(
                aspect, table, condition.rules[0], condition=condition, value=cut[0], cut=at
            )
        exact.update(dict.fromkeys(exact_values(cut, whole=whole)))
    for value in exact:
        yield Point(Aspect.EXACT, table, condition.rules[0], condition=condition, value=value)


def exact_values(cut: Cut, *, whole: bool) -> list[Any]:
    """The values at a cut: for whole numbers and days the last one before and the first after.

    >>> exact_values((20, 0), whole=True), exact_values((20, AFTER), whole=False)
    ([19, 20], [20])
    """
    value, side = cut
    if not whole:
        return [value]
    try:
        step = timedelta(days=1) if not isinstance(value, int) and hasattr(value, "year") else 1
        return [value, value + step] if side == AFTER else [value - step, value]
    except OverflowError:
        return [value]


def _overrides(table: Table) -> Iterator[Point]:
    number = {rule.id: n for n, rule in enumerate(table.rules)}
    for n, rule in enumerate(table.rules):
        for loser in sorted(rule.overrides, key=lambda id_: number.get(id_, -1)):
            other = number.get(loser)
            if other is None or other == n:
                continue
            if is_exemption(rule, table.rules[other]):
                yield Point(Aspect.EXEMPTION, table.id, n, other)
            elif loser in rule.named or not rule.named:
                yield Point(Aspect.OVERRIDE, table.id, n, other)
