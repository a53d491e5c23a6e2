"""The cell map: for each attribute, which rows accept each cell of its axis.

A *row* is one box of one rule; a rule with ``any:`` has several. Rows of all tables that are
evaluated together are numbered from 0, and a *mask* is an integer whose bit ``i`` stands for
row ``i``. Between two cuts of an axis no row can tell two values apart: that is a cell.

INVARIANT: for every axis and fact, ``bit i of the mask == (row i's test accepts the fact)``,
and rows without a test on the axis have their bit set.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from govcoord.rules.regions import BEFORE, Box, Cut, Ranges, Sets, Test, Values
from govcoord.rules.tables import Table
from govcoord.rules.vocabulary import Attribute, Type

Mask = int


def mask_of(rows: Iterable[int], width: int) -> Mask:
    """The mask with the bits of ``rows`` set, made in time linear in ``width``.

    >>> bin(mask_of([0, 3], 8))
    '0b1001'
    """
    bits = bytearray((width + 7) // 8)
    for row in rows:
        bits[row >> 3] |= 1 << (row & 7)
    return int.from_bytes(bits, "little")


def bits_of(mask: Mask) -> Iterator[int]:
    """The numbers of the set bits, highest first (the mask shrinks as they are taken).

    >>> list(bits_of(0b1001))
    [3, 0]
    """
    while mask:
        top = mask.bit_length() - 1
        yield top
        mask ^= 1 << top


@attrs.frozen(slots=True)
class MissingMasks:
    """What a missing fact leaves: rows that accept it (``certain``) and that may (``possible``)."""

    certain: Mask
    possible: Mask


@attrs.frozen(slots=True)
class ValueAxis:
    """Cells of a boolean, a choice or a text: one per value that some row mentions.

    ``cells`` holds every value of the vocabulary; ``other`` is for texts not mentioned.
    """

    missing: MissingMasks
    cells: Mapping[Hashable, Mask]
    other: Mask | None

    def mask(self, value: Any) -> Mask:
        """The rows that accept ``value``; raises ``KeyError`` for one outside the vocabulary."""
        return self.cells[value] if self.other is None else self.cells.get(value, self.other)


@attrs.frozen(slots=True)
class OrderedAxis:
    """Cells between cuts. Cell ``i`` of ``masks`` lies below the ``i``-th cut.

    ``before`` and ``after`` are the sorted values of cuts on either side of a value, so that
    the number of cuts below a value is the sum of two binary searches.
    """

    missing: MissingMasks
    before: list[Any]
    after: list[Any]
    masks: list[Mask]

    def mask(self, value: Any) -> Mask:
        """The rows that accept ``value``."""
        return self.masks[bisect_right(self.before, value) + bisect_left(self.after, value)]

    @property
    def cuts(self) -> list[Cut]:
        """All cuts in order."""
        return sorted([(v, BEFORE) for v in self.before] + [(v, 1) for v in self.after])


@attrs.frozen(slots=True)
class SetAxis:
    """What each member adds and forbids, and cells of the count.

    ``layers[k]`` holds the ``k``-th any-of group of every row: rows with fewer groups are in
    its base mask; a set meets the layer through the masks of its members.
    """

    missing: MissingMasks
    members: frozenset[str]
    layers: tuple[tuple[Mask, Mapping[str, Mask]], ...]
    forbids: Mapping[str, Mask]
    counts: OrderedAxis | None
    full: Mask

    def mask(self, value: Iterable[str]) -> Mask:
        """The rows that accept the set ``value``."""
        got = self.full
        for base, adds in self.layers:
            met = base
            for member in value:
                met |= adds.get(member, 0)
            got &= met
        if self.forbids:
            for member in value:
                got &= ~self.forbids.get(member, 0)
        if self.counts is not None:
            got &= self.counts.mask(len(value))  # type: ignore[arg-type]
        return got


Axis = ValueAxis | OrderedAxis | SetAxis


@attrs.frozen(slots=True)
class CellMap:
    """The axes of a group of tables that are matched in one go."""

    width: int
    axes: Mapping[str, Axis]

    @property
    def full(self) -> Mask:
        """The mask of all rows."""
        return (1 << self.width) - 1

    def match(self, facts: Mapping[str, Any]) -> tuple[Mask, Mask]:
        """Rows that match for certain, and rows that match or may match."""
        certain = possible = self.full
        for name, axis in self.axes.items():
            value = facts.get(name)
            if value is None:
                certain &= axis.missing.certain
                possible &= axis.missing.possible
            else:
                mask = axis.mask(value)
                certain &= mask
                possible &= mask
        return certain, possible


def build_cell_map(rows: Sequence[Box], attributes: Mapping[str, Attribute]) -> CellMap:
    """The cell map of ``rows``, with axes in the order in which they rule out most."""
    tested: dict[str, list[tuple[int, Test]]] = defaultdict(list)
    for number, box in enumerate(rows):
        for name, test in box.tests:
            tested[name].append((number, test))
    width = len(rows)
    order = sorted(tested, key=lambda name: (-len(tested[name]), name))
    axes = {name: _build_axis(tested[name], attributes[name], width) for name in order}
    return CellMap(width, axes)


def rows_of(tables: Sequence[Table]) -> list[tuple[int, int, Box]]:
    """Every row as (number of its table, number of its rule in the table, box)."""
    return [
        (t, r, box)
        for t, table in enumerate(tables)
        for r, rule in enumerate(table.rules)
        for box in rule.boxes
    ]


def _build_axis(tested: list[tuple[int, Test]], attribute: Attribute, width: int) -> Axis:
    free = ((1 << width) - 1) ^ mask_of((row for row, _ in tested), width)
    accepted = mask_of((row for row, test in tested if test.missing is True), width)
    unknown = mask_of(
        (row for row, test in tested if test.missing is None and not test.region.is_empty), width
    )
    missing = MissingMasks(free | accepted, free | accepted | unknown)
    if attribute.type is Type.SET:
        return _set_axis([(row, _sets(test)) for row, test in tested], attribute, free, missing)
    if attribute.type.is_ordered:
        ranges = [(row, _ranges(test)) for row, test in tested]
        return _ordered_axis(ranges, free, missing, width)
    return _value_axis([(row, _values(test)) for row, test in tested], attribute, free, missing)


def _ranges(test: Test) -> Ranges:
    assert isinstance(test.region, Ranges)
    return test.region


def _values(test: Test) -> Values:
    assert isinstance(test.region, Values)
    return test.region


def _sets(test: Test) -> Sets:
    assert isinstance(test.region, Sets)
    return test.region


def _ordered_axis(
    tested: list[tuple[int, Ranges]], free: Mask, missing: MissingMasks, width: int
) -> OrderedAxis:
    flips: dict[Cut, list[int]] = defaultdict(list)
    for row, region in tested:
        for cut in region.cuts:
            flips[cut].append(row)
    at = free | mask_of((row for row, region in tested if region.low), width)
    masks = [at]
    cuts = sorted(flips)
    for cut in cuts:
        for row in flips[cut]:
            at ^= 1 << row
        masks.append(at)
    before = [value for value, side in cuts if side == BEFORE]
    after = [value for value, side in cuts if side != BEFORE]
    return OrderedAxis(missing, before, after, masks)


def _value_axis(
    tested: list[tuple[int, Values]], attribute: Attribute, free: Mask, missing: MissingMasks
) -> ValueAxis:
    width = max(free.bit_length(), missing.possible.bit_length(), 1 + max(r for r, _ in tested))
    listed: dict[Hashable, list[int]] = defaultdict(list)
    negated = []
    for row, region in tested:
        if region.negated:
            negated.append(row)
        for value in region.values:
            listed[value].append(row)
    # a row that lists a value is flipped by it: into a plain list, out of a negated one
    base = free | mask_of(negated, width)
    cells = {value: base ^ mask_of(rows, width) for value, rows in listed.items()}
    if attribute.type is Type.TEXT:
        return ValueAxis(missing, cells, base)
    if attribute.type is Type.BOOLEAN:
        universe: Iterable[Hashable] = (True, False)
    else:
        assert attribute.choices is not None
        universe = attribute.choices.by_id
    return ValueAxis(missing, {value: cells.get(value, base) for value in universe}, None)


def _set_axis(
    tested: list[tuple[int, Sets]], attribute: Attribute, free: Mask, missing: MissingMasks
) -> SetAxis:
    assert attribute.choices is not None
    width = max(free.bit_length(), 1 + max(r for r, _ in tested))
    full = free | mask_of((row for row, _ in tested), width)
    depth = max(len(region.any_of) for _, region in tested)
    grouped = [(row, sorted(region.any_of, key=sorted)) for row, region in tested]
    layers = []
    for k in range(depth):
        adds: dict[str, list[int]] = defaultdict(list)
        base = free | mask_of((row for row, groups in grouped if len(groups) <= k), width)
        for row, groups in grouped:
            for member in groups[k] if len(groups) > k else ():
                adds[member].append(row)
        layers.append((base, {m: mask_of(rows, width) for m, rows in adds.items()}))
    forbids: dict[str, list[int]] = defaultdict(list)
    for row, region in tested:
        for member in region.none_of:
            forbids[member].append(row)
    counted = [(row, region.count) for row, region in tested if not region.count.is_full]
    counts = None
    if counted:
        rest = full ^ mask_of((row for row, _ in counted), width)
        counts = _ordered_axis(counted, rest, missing, width)
    return SetAxis(
        missing,
        attribute.choices.ids,
        tuple(layers),
        {member: mask_of(rows, width) for member, rows in forbids.items()},
        counts,
        full,
    )
