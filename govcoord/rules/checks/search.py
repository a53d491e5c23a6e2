"""Searching a grid: the parts of a cube that others leave uncovered, as few cubes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from govcoord.rules.checks.axes import Code
from govcoord.rules.checks.grid import Cube, Grid
from govcoord.rules.checks.set_axis import SetAxis

MOST_TIDIED = 64
"""Cubes up to which it is tried to make one of two."""

Step = Callable[[int], None]


def uncovered(
    grid: Grid, box: Cube, others: Iterable[Cube], step: Step, *, grow: bool = False
) -> Iterator[Cube]:
    """The parts of ``box`` that no cube of ``others`` holds.

    Cubes that do not touch are left out, one that holds it all ends the search; otherwise the
    box is cut along an axis of the cube that has the fewest axes left to cut along; the parts
    outside are looked at first. With
    ``grow`` each part found is widened as far as it goes: the parts are larger and fewer, and
    may overlap.
    """
    fence: list[Cube] = []
    first: list[Wall] = []
    for other in others:
        opened = grid.opened(box, other)
        if opened is not None:
            fence.append(other)
            first.append((opened, other))
    todo: list[tuple[Cube, list[Wall] | None, int]] = [(box, _still_open(first), 0)]
    grown: list[Cube] = []
    while todo:
        at, walls, known = todo.pop()
        step(1)
        if grown and walls is not None:
            # parts that were found and widened meanwhile
            new = [(o, g) for g in grown[known:] if (o := grid.opened(at, g)) is not None]
            walls = _still_open([*walls, *new]) if new else walls
        if walls is None:
            continue
        step(len(walls) >> 4)
        if not walls:
            if grow:
                at = widened(grid, at, box, fence)
                step(len(fence) >> 2)
                grown.append(at)
            yield at
            continue
        opened, nearest = min(walls, key=_opened)
        name = grid.names[(opened & -opened).bit_length() - 1]
        for part in reversed(grid.cut(at, name, nearest[name])):
            todo.append((part, narrowed(grid, walls, name, part[name]), len(grown)))


Wall = tuple[int, Cube]
"""A cube that touches the one looked at, and the axes (as a mask) on which that one leaves it."""


def _opened(wall: Wall) -> int:
    return wall[0].bit_count()


def _still_open(walls: list[Wall]) -> list[Wall] | None:
    return walls if all(opened for opened, _ in walls) else None


def narrowed(grid: Grid, walls: list[Wall], name: str, code: Code) -> list[Wall] | None:
    """The walls that are left once an axis is cut down to ``code``; ``None`` if one holds all."""
    axis, bit = grid.axes[name], 1 << grid.order[name]
    meet, within = axis.meet, axis.within
    found = []
    for wall in walls:
        opened, cube = wall
        if opened & bit:
            if not meet(code, cube[name]):
                continue
            if within(code, cube[name]):
                opened ^= bit
                if not opened:
                    return None
                wall = opened, cube
        found.append(wall)
    return found


def widened(grid: Grid, cube: Cube, limit: Cube, others: Sequence[Cube]) -> Cube:
    """A cube that is as wide as it can be within ``limit`` without touching ``others``."""
    for name in sorted(cube, key=grid.order.__getitem__):
        axis = grid.axes[name]
        whole = limit.get(name, axis.full)
        if cube[name] == whole:
            continue
        rest = {other: code for other, code in cube.items() if other != name}
        walls = {other[name] for other in others if name in other and grid.touches(rest, other)}
        wide = _between(axis, whole, cube[name], sorted(walls))
        cube = {**rest, name: wide} if wide != axis.full else rest
    return cube


def _between(axis: object, whole: Code, inner: Code, walls: Iterable[Code]) -> Code:
    """The widest region of an axis from ``inner`` on that no wall meets."""
    if not isinstance(axis, SetAxis):
        for wall in walls:
            whole &= ~wall
        return whole
    for wall in walls:
        if axis.meet(whole, wall):
            whole = next((p for p in axis.minus(whole, wall) if axis.within(inner, p)), 0)
        if not whole:
            return inner
    return whole


def tidy(grid: Grid, cubes: Iterable[Cube]) -> list[Cube]:
    """The same union in fewer cubes: none within another, two that one can replace joined."""
    found = list({tuple(sorted(cube.items())): cube for cube in cubes}.values())
    if len(found) > MOST_TIDIED:
        return found
    while True:
        found = _without_inner(grid, found)
        pair = next(
            (
                (n, m, joined)
                for n, one in enumerate(found)
                for m in range(n)
                if (joined := _joined(grid, one, found[m])) is not None
            ),
            None,
        )
        if pair is None:
            return found
        n, m, joined = pair
        found = [joined if k == m else cube for k, cube in enumerate(found) if k != n]


def _without_inner(grid: Grid, cubes: list[Cube]) -> list[Cube]:
    kept: list[Cube] = []
    for number, cube in enumerate(cubes):
        rest = (*kept, *cubes[number + 1 :])
        if not any(grid.opened(cube, other) == 0 for other in rest):
            kept.append(cube)
    return kept


def _joined(grid: Grid, one: Cube, other: Cube) -> Cube | None:
    """The one cube that holds what two hold that differ on a single axis."""
    names = [n for n in one.keys() | other.keys() if one.get(n) != other.get(n)]
    if len(names) != 1:
        return None
    (name,) = names
    axis = grid.axes[name]
    joined = axis.join(one.get(name, axis.full), other.get(name, axis.full))
    if joined is None:
        return None
    rest = {n: code for n, code in one.items() if n != name}
    return rest if joined == axis.full else {**rest, name: joined}
