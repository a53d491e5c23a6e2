"""Axes cut into cells for a search: what an attribute may be is one integer, a bit for each cell.

Between two values that some test mentions no test can tell two values apart: that is a cell,
and a missing fact is one more. Meeting two tests is then one ``&``. Sets have no such cells;
there a piece is a test, and cuts are remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from govcoord.rules.diff.copies import no_value
from govcoord.rules.ranges import Cut
from govcoord.rules.regions import Box, Ranges, Test, Values
from govcoord.rules.space import Space, settle, universe
from govcoord.rules.vocabulary import Attribute, Type

Piece = int | Test
"""What an attribute may be: cells as bits, or (of a set) a test."""


@attrs.frozen(slots=True)
class Parts:
    """Where a test holds, where it is open, and where it does not hold."""

    holds: Piece
    opens: Piece
    refused: tuple[Piece, ...]


class OrderedCells:
    """The cells of an ordered attribute between cuts, lowest first; the last bit is missing."""

    def __init__(self, attribute: Attribute, tests: Iterable[Test]) -> None:
        self.attribute = attribute
        regions = (self.plain(test) for test in tests)
        self.cuts: list[Cut] = sorted({cut for region in regions for cut in region.cuts})
        self.missing = 1 << len(self.cuts) + 1
        cells = range(len(self.cuts) + 1)
        self.real = [not settle(self.cell(n), attribute).is_empty for n in cells]
        self.full = sum(1 << n for n in cells if self.real[n]) | self.missing

    def plain(self, test: Test) -> Ranges:
        """The region of a test in the form in which its cuts are counted."""
        assert isinstance(test.region, Ranges)
        return test.region.discrete() if self.attribute.is_discrete else test.region

    def cell(self, number: int) -> Ranges:
        """The values of a cell."""
        ends = self.cuts[max(number - 1, 0) : number + 1]
        return Ranges(tuple(ends), number == 0)

    def mask(self, test: Test) -> int:
        """The cells of a test's region."""
        region = self.plain(test)
        changes = set(region.cuts)
        inside, found = region.low, 0
        for number in range(len(self.real)):
            if number and self.cuts[number - 1] in changes:
                inside = not inside
            found |= inside << number
        return found & self.full

    def test(self, mask: int) -> Test:
        """Cells as a test; cells without a value go with their neighbour."""
        state: bool | None = None
        low, cuts = False, []
        for number, real in enumerate(self.real):
            inside = bool(mask >> number & 1) if real else state
            if inside is None or inside == state:
                continue
            if state is None:
                low = inside
            else:
                cuts.append(self.cuts[number - 1])
            state = inside
        return Test(Ranges(tuple(cuts), low), bool(mask & self.missing))


class ValueCells:
    """The cells of a boolean, a choice or a text: one for each value, then missing."""

    def __init__(self, attribute: Attribute, tests: Iterable[Test]) -> None:
        self.is_text = attribute.type is Type.TEXT
        regions = [t.region for t in tests if isinstance(t.region, Values)]
        mentioned = frozenset().union(*(region.values for region in regions))
        values = mentioned if self.is_text else universe(attribute)
        self.values = sorted(values, key=str)
        self.other = 1 << len(self.values) if self.is_text else 0
        self.missing = 1 << len(self.values) + 1
        self.full = (1 << len(self.values)) - 1 | self.other | self.missing

    def mask(self, test: Test) -> int:
        """The cells of a test's region."""
        region = test.region
        assert isinstance(region, Values)
        found = sum(1 << n for n, value in enumerate(self.values) if region.contains(value))
        return found | (self.other if region.negated else 0)

    def test(self, mask: int) -> Test:
        """Cells as a test."""
        chosen = frozenset(v for n, v in enumerate(self.values) if mask >> n & 1)
        missing = bool(mask & self.missing)
        if mask & self.other:
            return Test(Values(frozenset(self.values) - chosen, True), missing)
        if not self.is_text and len(chosen) == len(self.values):
            return Test(Values(frozenset(), True), missing)
        return Test(Values(chosen), missing)


class Axes:
    """The axes of all attributes that some boxes test."""

    def __init__(self, space: Space, boxes: Iterable[Box]) -> None:
        self.space = space
        tests: dict[str, set[Test]] = {}
        for box in boxes:
            for name, test in box.tests:
                tests.setdefault(name, set()).add(test)
        self.cells: dict[str, OrderedCells | ValueCells] = {}
        for name, own in tests.items():
            attribute = space.attributes[name]
            if attribute.type.is_ordered:
                self.cells[name] = OrderedCells(attribute, own)
            elif attribute.type is not Type.SET:
                self.cells[name] = ValueCells(attribute, own)
        self.known: dict[tuple[str, Test], Parts] = {}
        self.met: dict[tuple[str, Test, Test], Test | None] = {}

    def parts(self, name: str, test: Test) -> Parts:
        """Where a test holds, where it is open, and where it does not hold."""
        found = self.known.get((name, test))
        if found is None:
            cells = self.cells.get(name)
            found = self._of_set(name, test) if cells is None else _of_cells(cells, test)
            self.known[name, test] = found
        return found

    def _of_set(self, name: str, test: Test) -> Parts:
        nothing = no_value(self.space.attributes[name])
        refused = Test(test.region, test.missing is not False).negate()
        return Parts(
            Test(test.region, test.missing is True),
            Test(nothing, test.missing is None),
            tuple(refused),
        )

    def cut(self, name: str, now: Piece | None, parts: Parts) -> tuple[list[Piece], ...]:
        """The parts of a test within what the attribute may be now; empty ones are left out."""
        sides = ((parts.holds,), (parts.opens,), parts.refused)
        return tuple(self._met(name, now, pieces) for pieces in sides)

    def _met(self, name: str, now: Piece | None, pieces: Sequence[Piece]) -> list[Piece]:
        found: list[Piece] = []
        for piece in pieces:
            if isinstance(piece, int):
                met: Piece | None = piece & now if isinstance(now, int) else piece
                if met:
                    found.append(met)
            else:
                kept = self._of_sets(name, now, piece)
                if kept is not None:
                    found.append(kept)
        return found

    def _of_sets(self, name: str, now: Piece | None, test: Test) -> Test | None:
        assert not isinstance(now, int)
        if now is None:
            return None if self.space.refuses_all(test, name) else test
        key = (name, now, test)
        if key not in self.met:
            met = now.meet(test)
            self.met[key] = None if self.space.refuses_all(met, name) else met
        return self.met[key]

    def pieces(self, box: Box) -> dict[str, Piece]:
        """A box whose tests say ``True`` or ``False`` of a missing fact, as pieces."""
        return {name: self.parts(name, test).holds for name, test in box.tests}

    def box(self, pieces: Mapping[str, Piece]) -> Box:
        """Pieces as a box."""
        return Box.of(
            {
                name: self.cells[name].test(piece) if isinstance(piece, int) else piece
                for name, piece in pieces.items()
            }
        )


def _of_cells(cells: OrderedCells | ValueCells, test: Test) -> Parts:
    region = cells.mask(test)
    holds = region | (cells.missing if test.missing is True else 0)
    opens = cells.missing if test.missing is None else 0
    return Parts(holds, opens, (cells.full & ~holds & ~opens,))
