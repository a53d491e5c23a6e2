"""Axes of a table's space: regions of one attribute as integers.

On an axis of *cells* a region is a mask with one bit for each cell between the values that the
table's tests mention, and one for a missing fact. On an axis of *sets*, which has no line of
cells, it is the number of a kept description. On both, 0 is the empty region.

Here a missing fact is a value like any other. What a test says of it has two sides: the test
*holds* for a missing fact only if it accepts it, and *may hold* unless it refuses it.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import and_
from typing import Any, Final, Protocol

from govcoord.rules.conditions.written import tops
from govcoord.rules.ranges import Cut, Ranges, clip
from govcoord.rules.regions import Region, Test, Values
from govcoord.rules.space import universe
from govcoord.rules.vocabulary import Attribute, Type

Code = int


class Axis(Protocol):
    """Regions of one attribute, and what can be done with them."""

    full: Code

    def encode(self, test: Test) -> tuple[Code, Code]:
        """Where a test holds, and where it may hold (both 0 where nothing can meet it)."""

    def decode(self, code: Code) -> Test:
        """The test that holds in a region."""

    def meet(self, one: Code, other: Code, /) -> Code:
        """What lies in both regions."""

    def minus(self, one: Code, other: Code) -> list[Code]:
        """What lies in the first region and not in the other, as regions apart."""

    def within(self, one: Code, other: Code) -> bool:
        """Whether the first region lies in the other."""

    def join(self, one: Code, other: Code) -> Code | None:
        """What lies in either, where one region can say it."""


def both_sides(inside: Code, missing: Code, test: Test) -> tuple[Code, Code]:
    """The two sides of a test that accepts the given facts ``inside``."""
    if not inside and test.missing is not True:
        return 0, 0
    holds = inside | missing if test.missing is True else inside
    return holds, inside | missing if test.missing is not False else inside


class CellAxis:
    """An axis of cells; the highest bit is for a missing fact."""

    def __init__(self, attribute: Attribute, size: int) -> None:
        self.attribute = attribute
        self.given: Final = (1 << size) - 1
        self.missing: Final = 1 << size
        self.full: Code = self.given | self.missing

    meet = staticmethod(and_)

    def minus(self, one: Code, other: Code) -> list[Code]:
        """What lies in the first region and not in the other."""
        left = one & ~other
        return [left] if left else []

    def within(self, one: Code, other: Code) -> bool:
        """Whether the first region lies in the other."""
        return not one & ~other

    def join(self, one: Code, other: Code) -> Code | None:
        """What lies in either."""
        return one | other

    def encode(self, test: Test) -> tuple[Code, Code]:
        """Where a test holds, and where it may hold."""
        return both_sides(self.cells(test.region), self.missing, test)

    def decode(self, code: Code) -> Test:
        """The test that holds in a region."""
        given = code & self.given
        if given == self.given:
            return Test(self.region(given), bool(code & self.missing))
        return Test(self.region(given), True if code & self.missing else None)

    def cells(self, region: Any) -> Code:
        """The cells of a region."""
        raise NotImplementedError

    def region(self, cells: Code) -> Region:
        """The region of cells."""
        raise NotImplementedError


class OrderedAxis(CellAxis):
    """Numbers, quantities, days: cells between cuts."""

    def __init__(self, attribute: Attribute, regions: Iterable[Ranges]) -> None:
        self.attribute = attribute
        cuts = {cut for region in regions for cut in self.settled(region).cuts}
        self.cuts: list[Cut] = sorted(cuts)
        self.number = {cut: n for n, cut in enumerate(self.cuts)}
        super().__init__(attribute, len(self.cuts) + 1)

    def settled(self, region: Ranges) -> Ranges:
        """The region without cuts where no value lies."""
        whole = region.discrete() if self.attribute.is_discrete else region
        return clip(whole, self.attribute.min, self.attribute.max)

    def cells(self, region: Any) -> Code:
        """The cells of a region whose cuts are among those of the axis."""
        assert isinstance(region, Ranges)
        settled = self.settled(region)
        found = self.given if settled.low else 0
        for cut in settled.cuts:
            found ^= self.given & (-1 << (self.number[cut] + 1))
        return found

    def region(self, cells: Code) -> Region:
        """The region of cells."""
        changes = cells ^ (cells << 1 | cells & 1)
        cuts = tuple(cut for n, cut in enumerate(self.cuts) if changes >> (n + 1) & 1)
        return Ranges(cuts, bool(cells & 1))


class ValueAxis(CellAxis):
    """Booleans, choices, texts: one cell for each value, and one for any other text."""

    def __init__(self, attribute: Attribute, regions: Iterable[Values]) -> None:
        if attribute.type is Type.TEXT:
            self.values = sorted({value for region in regions for value in region.values})
        elif attribute.choices is not None:
            self.values = [item.id for item in attribute.choices.items]
        else:
            self.values = sorted(universe(attribute))
        self.open = attribute.type is Type.TEXT
        super().__init__(attribute, len(self.values) + self.open)

    def cells(self, region: Any) -> Code:
        """The cells of a region."""
        assert isinstance(region, Values)
        found = sum(1 << n for n, value in enumerate(self.values) if region.contains(value))
        return found | (1 << len(self.values) if self.open and region.negated else 0)

    def region(self, cells: Code) -> Region:
        """The region of cells, said by what is left out where that is shorter."""
        inside = frozenset(v for n, v in enumerate(self.values) if cells >> n & 1)
        outside = frozenset(self.values) - inside
        if self.open:
            other = bool(cells >> len(self.values) & 1)
            return Values(outside if other else inside, other)
        choices = self.attribute.choices
        if choices is not None and len(tops(outside, choices)) < len(tops(inside, choices)):
            return Values(outside, True)
        return Values(inside)
