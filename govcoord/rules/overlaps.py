"""Which rows of a table can match together: candidates from the cell map, exact per attribute.

For a row, the rows that accept some value that it accepts, attribute by attribute, are one
mask each; their meet is the mask of candidates. On sets the mask does not decide, so pairs are
met box by box afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_

from govcoord.rules.cells import Axis, CellMap, Mask, OrderedAxis, ValueAxis, build_cell_map
from govcoord.rules.regions import Box, Cut, Ranges, Test, Values
from govcoord.rules.space import Space


class Overlaps:
    """Answers, for each row, which rows may share a case with it."""

    def __init__(self, rows: Sequence[Box], space: Space) -> None:
        self.rows = rows
        self.cells: CellMap = build_cell_map(rows, space.attributes)
        self.joined: dict[str, list[list[Mask]]] = {}
        self.numbers: dict[str, dict[Cut, int]] = {}

    def touching(self, row: int) -> Mask:
        """The mask of rows that may share a case with ``row`` (itself included)."""
        found = self.cells.full
        for name, test in self.rows[row].tests:
            found &= self._accepting(name, test, self.cells.axes[name])
        return found

    def _accepting(self, name: str, test: Test, axis: Axis) -> Mask:
        some = axis.missing.certain if test.missing is True else 0
        if isinstance(axis, ValueAxis) and isinstance(test.region, Values):
            return some | self._of_values(axis, test.region)
        if isinstance(axis, OrderedAxis) and isinstance(test.region, Ranges):
            return some | self._of_ranges(name, axis, test.region)
        return self.cells.full

    def _of_values(self, axis: ValueAxis, region: Values) -> Mask:
        some = reduce(or_, (m for v, m in axis.cells.items() if region.contains(v)), 0)
        if axis.other is not None and region.negated:
            some |= axis.other
        return some

    def _of_ranges(self, name: str, axis: OrderedAxis, region: Ranges) -> Mask:
        if name not in self.joined:
            self.joined[name] = _doubling(axis.masks)
            self.numbers[name] = {cut: n for n, cut in enumerate(axis.cuts)}
        some = 0
        number = self.numbers[name]
        for low, high in region.intervals():
            first = 0 if low is None else 1 + number[low]
            last = len(axis.masks) - 1 if high is None else number[high]
            some |= _any(self.joined[name], first, last)
        return some


def _doubling(masks: list[Mask]) -> list[list[Mask]]:
    """Level ``k`` holds the union of ``2**k`` masks from each place on."""
    levels = [masks]
    width = 1
    while 2 * width <= len(masks):
        below = levels[-1]
        levels.append([below[n] | below[n + width] for n in range(len(below) - width)])
        width *= 2
    return levels


def _any(levels: list[list[Mask]], first: int, last: int) -> Mask:
    """The union of the masks from ``first`` to ``last``, both included."""
    k = (last - first + 1).bit_length() - 1
    return levels[k][first] | levels[k][last - (1 << k) + 1]
