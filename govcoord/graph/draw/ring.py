"""A graph around a ring: for who works with whom, where edges go both ways and in circles.

Nodes of a group stand beside each other; within it they are swapped as long as that brings
those who share edges closer. The ring is the smallest on which no two boxes touch. Edges
bend inwards, so that none crosses a box.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isqrt

from govcoord.graph.draw.boxes import Box, Layout, Segment, Spot, at_origin, border, loop, size_of
from govcoord.graph.draw.model import Edge, Graph
from govcoord.graph.draw.text_formats import by_group

_GAP, _SWEEPS, _LEAST = 12, 6, 26


def ring(graph: Graph) -> Layout:
    """The layout of a graph around a ring."""
    sizes = {node.id: size_of(node) for node in graph.nodes}
    boxes = _around([(id_, sizes[id_]) for id_ in ring_order(graph)])
    return at_origin(boxes, _curves(graph, boxes))


def ring_order(graph: Graph) -> list[str]:
    """The ids of nodes in their order around the ring."""
    order: list[str] = []
    spans: list[range] = []
    for _, _, nodes in by_group(graph):
        spans.append(range(len(order), len(order) + len(nodes)))
        order += [node.id for node in nodes]
    near: dict[str, dict[str, int]] = {id_: {} for id_ in order}
    for edge in graph.edges:
        if edge.source != edge.target:
            for a, b in ((edge.source, edge.target), (edge.target, edge.source)):
                near[a][b] = near[a].get(b, 0) + 1
    place = {id_: n for n, id_ in enumerate(order)}
    for _ in range(_SWEEPS):
        swaps = [_try_swap(i, j, order, place, near) for span in spans for i in span for j in span
                 if i < j]  # fmt: skip
        if not any(swaps):
            break
    return order


def _try_swap(
    i: int,
    j: int,
    order: list[str],
    place: dict[str, int],
    near: Mapping[str, Mapping[str, int]],
) -> bool:
    a, b = order[i], order[j]
    before = _length(a, place, near) + _length(b, place, near)
    place[a], place[b] = j, i
    if _length(a, place, near) + _length(b, place, near) >= before:
        place[a], place[b] = i, j
        return False
    order[i], order[j] = b, a
    return True


def _length(id_: str, place: Mapping[str, int], near: Mapping[str, Mapping[str, int]]) -> int:
    total, here = len(place), place[id_]
    apart = ((abs(here - place[other]), times) for other, times in near[id_].items())
    return sum(times * min(steps, total - steps) for steps, times in apart)


def _around(sized: Sequence[tuple[str, Spot]]) -> dict[str, Box]:
    """The boxes around the smallest ellipse that has room for all."""
    low, high = _LEAST, _LEAST
    while _placed(sized, high) is None:
        low, high = high, high * 2
    while low < high:
        half = (low + high) // 2
        if _placed(sized, half) is None:
            low = half + 1
        else:
            high = half
    placed = _placed(sized, high)
    assert placed is not None
    return placed


def _placed(sized: Sequence[tuple[str, Spot]], scale: int) -> dict[str, Box] | None:
    """The boxes on an ellipse of this size, spread evenly; ``None`` if they do not fit it."""
    spots = _ellipse(scale * 8, scale * 6)
    # as many steps of the walk are left free between two boxes as still lets the last fit
    low, high, best = 0, len(spots), None
    while low <= high:
        spare = (low + high) // 2
        found = _walk(sized, spots, spare)
        if found is None:
            high = spare - 1
        else:
            low, best = spare + 1, found
    return best


def _walk(
    sized: Sequence[tuple[str, Spot]], spots: Sequence[Spot], spare: int
) -> dict[str, Box] | None:
    placed: dict[str, Box] = {}
    step, previous = 0, None
    for id_, (width, height) in sized:
        for at in range(step, len(spots)):
            x, y = spots[at]
            box = Box(x - width // 2, y - height // 2, width, height)
            if previous is None or not _close(box, previous):
                break
        else:
            return None
        placed[id_] = previous = box
        step = at + 1 + spare
    return None if _crowded(list(placed.values())) else placed


def _crowded(boxes: list[Box]) -> bool:
    """Whether any two boxes are too close to each other."""
    boxes.sort(key=lambda box: box.y)
    below = [box.y + box.height + _GAP for box in boxes]
    for n, box in enumerate(boxes):
        for other in boxes[n + 1 :]:
            if other.y > below[n]:
                break
            if _close(box, other):
                return True
    return False


def _close(a: Box, b: Box) -> bool:
    return Box(a.x - _GAP, a.y - _GAP, a.width + 2 * _GAP, a.height + 2 * _GAP).meets(b)


def _ellipse(rx: int, ry: int) -> list[Spot]:
    """Points of an ellipse clockwise from the top, close together along the way."""
    quarter: list[Spot] = []
    for x in range(0, rx * 7 // 10, 4):
        quarter.append((x, -(ry * isqrt(rx * rx - x * x) // rx)))
    start = -quarter[-1][1]
    for y in range(start - 4, 0, -4):
        quarter.append((rx * isqrt(ry * ry - y * y) // ry, -y))
    right = [*quarter, (rx, 0), *((x, -y) for x, y in reversed(quarter))]
    return right + [(-x, -y) for x, y in right[1:-1]]


def _curves(graph: Graph, boxes: Mapping[str, Box]) -> list[tuple[Segment, ...]]:
    times: dict[tuple[str, str], int] = {}
    curves: list[tuple[Segment, ...]] = []
    for edge in graph.edges:
        if edge.source == edge.target:
            curves.append(loop(boxes[edge.source]))
            continue
        number = times[edge.source, edge.target] = times.get((edge.source, edge.target), 0) + 1
        shift = number if graph.directed else number - 1
        curves.append((_inward(edge, boxes, shift),))
    return curves


def _inward(edge: Edge, boxes: Mapping[str, Box], shift: int) -> Segment:
    """A curve that bends towards the middle of the ring, and to its left by ``shift``."""
    one, other = boxes[edge.source], boxes[edge.target]
    (ax, ay), (bx, by) = one.middle, other.middle
    # the middle of the ring is 0, 0 until everything is moved
    pull = (
        (ax + bx) * 3 // 20 + (by - ay) * shift // 14,
        (ay + by) * 3 // 20 - (bx - ax) * shift // 14,
    )
    start, end = border(one, pull), border(other, pull)
    first = (start[0] + (pull[0] - start[0]) * 2 // 3, start[1] + (pull[1] - start[1]) * 2 // 3)
    second = (end[0] + (pull[0] - end[0]) * 2 // 3, end[1] + (pull[1] - end[1]) * 2 // 3)
    return start, first, second, end
