"""The space of a table cut into what its tests can tell apart: boxes of integers.

A `Cube` maps axes to regions that are not empty; axes that it leaves out are free. What the
algebra of `regions` does with tests, the grid does with a few operations on integers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from govcoord.rules.checks.axes import Axis, Code, OrderedAxis, ValueAxis
from govcoord.rules.checks.set_axis import SetAxis
from govcoord.rules.regions import Box
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
        return Box.of({name: self.axes[name].decode(code) for name, code in cube.items()})

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

    def relation(self, at: Cube, other: Cube) -> int:
        """-1 where two cubes share nothing, else on how many axes ``at`` leaves ``other``."""
        leaves = 0
        for name, code in other.items():
            mine = at.get(name)
            if mine is None:
                leaves += 1
                continue
            if name in self.set_axes:
                axis = self.axes[name]
                if not axis.meet(mine, code):
                    return -1
                leaves += not axis.within(mine, code)
                continue
            both = mine & code
            if not both:
                return -1
            leaves += both != mine
        return leaves

    def touches(self, at: Cube, other: Cube) -> bool:
        """Whether two cubes share something."""
        for name, code in other.items():
            mine = at.get(name)
            if mine is None:
                continue
            if not (self.axes[name].meet(mine, code) if name in self.set_axes else mine & code):
                return False
        return True

    def opened(self, at: Cube, other: Cube) -> list[str]:
        """The axes on which ``at`` leaves ``other``."""
        return [
            name
            for name, code in other.items()
            if name not in at or not self.axes[name].within(at[name], code)
        ]

    def cut(self, at: Cube, name: str, code: Code) -> tuple[Cube, list[Cube]]:
        """The part of ``at`` within a region of one axis, and the parts without."""
        axis = self.axes[name]
        mine = at.get(name, axis.full)
        inside = {**at, name: axis.meet(mine, code)}
        return inside, [{**at, name: part} for part in axis.minus(mine, code)]

    def subtract(self, at: Cube, other: Cube) -> list[Cube]:
        """What lies in ``at`` and not in ``other``, as cubes apart."""
        if not self.touches(at, other):
            return [at]
        found = []
        for name in self.opened(at, other):
            at, outside = self.cut(at, name, other[name])
            found.extend(outside)
        return found


def _axis(attribute: Attribute, regions: Iterable[Any]) -> Axis:
    if attribute.type is Type.SET:
        return SetAxis(attribute)
    if attribute.type.is_ordered:
        return OrderedAxis(attribute, regions)
    return ValueAxis(attribute, regions)
