"""Boxes, curves and points in whole pixels: what a layout gives.

Everything is reckoned in whole numbers, so that it is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from govcoord.graph.draw.model import Node
from govcoord.svg import text_ems, wrap

Spot = tuple[int, int]
Segment = tuple[Spot, Spot, Spot, Spot]
"""A cubic curve: from, two points that pull it, to."""

EM = 13
LINE = 17
_PAD, _EMS, _LINES = 10, 1000, 2


@frozen
class Box:
    """A rectangle by its upper left corner, width and height."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> Spot:
        """The point in its middle."""
        return self.x + self.width // 2, self.y + self.height // 2

    def meets(self, other: Box) -> bool:
        """Whether the two have a point in common."""
        return (
            self.x <= other.x + other.width
            and other.x <= self.x + self.width
            and self.y <= other.y + other.height
            and other.y <= self.y + self.height
        )

    def moved(self, x: int, y: int) -> Box:
        """The same box somewhere else."""
        return Box(self.x + x, self.y + y, self.width, self.height)


@frozen
class Layout:
    """Where everything goes: a box per node, the segments of a curve per edge."""

    width: int
    height: int
    boxes: Mapping[str, Box]
    curves: Sequence[tuple[Segment, ...]]


def label_lines(node: Node) -> tuple[str, ...]:
    """The label of a node as it is written in its box, in at most two lines."""
    said = node.label or node.id
    whole = text_ems(said)
    # two lines of about the same length rather than a full one and a rest
    for ems in range(whole * 11 // 20 + 50, _EMS, 60) if whole > _EMS * 4 // 5 else ():
        lines = wrap(said, ems, _LINES)
        if not lines[-1].endswith("…"):
            return lines
    return wrap(said, _EMS, _LINES)


def size_of(node: Node) -> Spot:
    """The width and height of a node's box."""
    said = label_lines(node)
    widest = max(map(text_ems, said))
    return -(-widest * EM // 100) + 2 * _PAD, LINE * len(said) + _PAD


def at(segment: Segment, t: Fraction) -> Spot:
    """The point of a curve at ``t`` from 0 to 1."""
    s = 1 - t
    parts = (s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t)
    x, y = (sum(p * spot[n] for p, spot in zip(parts, segment)) for n in (0, 1))
    return int(x), int(y)


def border(box: Box, towards: Spot) -> Spot:
    """Where the line from the middle of a box towards a point leaves the box."""
    x, y = box.middle
    dx, dy = towards[0] - x, towards[1] - y
    if not dx and not dy:
        return box.x + box.width, y
    ways = [
        Fraction(half, abs(d)) for half, d in ((box.width // 2, dx), (box.height // 2, dy)) if d
    ]
    way = min(ways)
    return x + int(way * dx), y + int(way * dy)


def loop(box: Box) -> tuple[Segment, ...]:
    """The curve of an edge from a node to itself: around the upper right corner of its box."""
    right, top = box.x + box.width, box.y
    start, end = (right, top + box.height // 2), (right - 12, top)
    return ((start, (right + 26, start[1]), (right - 12, top - 26), end),)


def bounds(boxes: Iterable[Box], curves: Iterable[tuple[Segment, ...]]) -> Box:
    """The smallest box around everything."""
    corners = [(b.x, b.y) for b in boxes for b in (b, b.moved(b.width, b.height))]
    corners += [spot for curve in curves for segment in curve for spot in segment]
    xs, ys = [x for x, _ in corners] or [0], [y for _, y in corners] or [0]
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def at_origin(boxes: Mapping[str, Box], curves: Sequence[tuple[Segment, ...]]) -> Layout:
    """The layout with everything moved so that nothing lies left of or above 0."""
    around = bounds(boxes.values(), curves)
    x, y = -around.x, -around.y
    return Layout(
        around.width,
        around.height,
        {id_: box.moved(x, y) for id_, box in boxes.items()},
        [
            tuple(
                (
                    (a[0] + x, a[1] + y),
                    (b[0] + x, b[1] + y),
                    (c[0] + x, c[1] + y),
                    (d[0] + x, d[1] + y),
                )
                for a, b, c, d in curve
            )
            for curve in curves
        ],
    )
