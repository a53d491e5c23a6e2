"""The space of a table cut into what its tests can tell apart: boxes of integers.

A `Cube` maps axes to regions that are not empty; axes that it leaves out are free. What the
algebra of `regions` does with tests, the grid does with a few operations on integers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from govcoord.rules.checks.axes import Axis, Code, OrderedAxis, ValueAxis
from govcoord.rules.checks.set_axis import SetAxis
from govcoord.rules.regions import Box, Test
from govcoord.rules.vocabulary import Attribute, Type

Cube = dict[str, Code]


class Grid:
    """The axes of a table, made from all the boxes that will be asked about."""

    def __init__(self, boxes: Iterable[Box], attributes: Mapping[str, Attribute]) -> None:
        regions: dict[str, dict[Any, None]] = {}
        for box in boxes:
            for name, test in box.tests:
                regions.setdefault(name, {})[test.region] = None
        self.axes: dict[str, Axis] = {
            name: _axis(attributes[name], regions[name]) for name in sorted(regions)
        }
        self.names = list(self.axes)
        self.tests: dict[tuple[str, Code], Test] = {}
        self.order = {name: number for number, name in enumerate(self.axes)}
        self.set_axes = {name for name, axis in self.axes.items() if isinstance(axis, SetAxis)}

    def encode(self, box: Box) -> tuple[Cube, Cube] | None:
        """Where a box holds, and where it may hold; ``None`` where nothing can meet it."""
        holds: Cube = {}
        may: Cube = {}
        for name, test in box.tests:
            axis = self.axes[name]
            sure, possible = axis.encode(test)
            if not sure and not possible:
                return None
            if possible != axis.full:
                may[name] = possible
            if sure != axis.full:
                holds[name] = sure
        return holds, may

    def decode(self, cube: Cube) -> Box:
        """The box that holds where the cube is."""
        return Box.of({name: self._decoded(name, code) for name, code in cube.items()})

    def _decoded(self, name: str, code: Code) -> Test:
        key = name, code
        if key not in self.tests:
            self.tests[key] = self.axes[name].decode(code)
        return self.tests[key]

    def meet(self, one: Cube, other: Cube) -> Cube | None:
        """What lies in both cubes, or ``None``."""
        found = dict(one)
        for name, code in other.items():
            mine = found.get(name)
            if mine is not None:
                code = self.axes[name].meet(mine, code)
                if not code:
                    return None
            found[name] = code
        return found

    def touches(self, at: Cube, other: Cube) -> bool:
        """Whether two cubes share something."""
        for name, code in other.items():
            mine = at.get(name)
            if mine is None:
                continue
            if not (self.axes[name].meet(mine, code) if name in self.set_axes else mine & code):
                return False
        return True

    def opened(self, at: Cube, other: Cube) -> int | None:
        """The axes, as a mask, on which ``at`` leaves ``other``; ``None`` if they share nothing."""
        found = 0
        for name, code in other.items():
            mine = at.get(name)
            if mine is not None:
                if name in self.set_axes:
                    axis = self.axes[name]
                    if not axis.meet(mine, code):
                        return None
                    if axis.within(mine, code):
                        continue
                else:
                    both = mine & code
                    if not both:
                        return None
                    if both == mine:
                        continue
            found |= 1 << self.order[name]
        return found

    def cut(self, at: Cube, name: str, code: Code) -> list[Cube]:
        """The parts of ``at`` without a region of one axis, and last the part within it."""
        axis = self.axes[name]
        mine = at.get(name, axis.full)
        return [{**at, name: part} for part in (*axis.minus(mine, code), axis.meet(mine, code))]


def _axis(attribute: Attribute, regions: Iterable[Any]) -> Axis:
    if attribute.type is Type.SET:
        return SetAxis(attribute)
    if attribute.type.is_ordered:
        return OrderedAxis(attribute, regions)
    return ValueAxis(attribute, regions)
