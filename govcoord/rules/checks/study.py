"""A table made ready for questions: which rules meet, which comes before which, and where.

A rule *holds* in a case or not; a rule that does not hold may still do so once missing facts are
given: it *may hold*. A rule that may hold keeps those that it beats from deciding for certain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import or_

from govcoord.rules.cells import Mask, bits_of, mask_of
from govcoord.rules.checks.grid import Cube, Grid
from govcoord.rules.checks.search import Step, uncovered
from govcoord.rules.regions import Box
from govcoord.rules.tables import HitPolicy, Table
from govcoord.rules.vocabulary import Attribute


class Rows:
    """Cubes, numbered, and for each region of an axis which of them share something with it."""

    def __init__(self, cubes: Sequence[Cube], grid: Grid) -> None:
        self.grid = grid
        self.full: Mask = (1 << len(cubes)) - 1
        tested: dict[str, dict[int, list[int]]] = {}
        for number, cube in enumerate(cubes):
            for name, code in cube.items():
                tested.setdefault(name, {}).setdefault(code, []).append(number)
        self.masks: dict[str, list[tuple[int, Mask]]] = {
            name: [(code, mask_of(rows, len(cubes))) for code, rows in by_code.items()]
            for name, by_code in tested.items()
        }
        self.free = {
            name: self.full ^ reduce(or_, (mask for _, mask in by_code), 0)
            for name, by_code in self.masks.items()
        }
        self.known: dict[tuple[str, int], Mask] = {}

    def touching(self, cube: Cube) -> Mask:
        """The numbers of the cubes that share something with ``cube``."""
        found = self.full
        for name, code in cube.items():
            if name in self.masks:
                found &= self._of(name, code)
        return found

    def _of(self, name: str, code: int) -> Mask:
        mask = self.known.get((name, code))
        if mask is None:
            meet = self.grid.axes[name].meet
            mask = self.free[name]
            for other, rows in self.masks[name]:
                if meet(code, other):
                    mask |= rows
            self.known[name, code] = mask
        return mask


class Study:
    """What all checks of one table want to know; made once, on first use."""

    def __init__(self, table: Table, attributes: Mapping[str, Attribute]) -> None:
        self.table = table
        self.attributes = attributes
        boxes = [box for rule in table.rules for box in rule.boxes]
        self.grid = Grid([*boxes, *table.must_answer], attributes)
        both = [
            [cubes for box in rule.boxes if (cubes := self.grid.encode(box)) is not None]
            for rule in table.rules
        ]
        self.holds: list[list[Cube]] = [[sure for sure, _ in cubes] for cubes in both]
        self.may: list[list[Cube]] = [[possible for _, possible in cubes] for cubes in both]
        self.owner = [number for number, cubes in enumerate(both) for _ in cubes]
        self.rows = Rows([cube for cubes in self.holds for cube in cubes], self.grid)
        self.may_rows = Rows([cube for cubes in self.may for cube in cubes], self.grid)
        self.single = self.owner == list(range(len(table.rules)))
        number = {rule.id: n for n, rule in enumerate(table.rules)}
        self.number = number
        self.beaten_by: list[list[int]] = [[] for _ in table.rules]
        self.beats: list[frozenset[int]] = []
        for n, rule in enumerate(table.rules):
            self.beats.append(frozenset(number[id_] for id_ in rule.overrides if id_ in number))
            for loser in self.beats[n]:
                self.beaten_by[loser].append(n)
        answers: dict[tuple[object, ...], int] = {}
        outputs = [output.id for output in table.outputs]
        self.says = [
            answers.setdefault(tuple(map(rule.values.get, outputs)), len(answers))
            for rule in table.rules
        ]
        self.kept: dict[tuple[int, bool], Mask] = {}
        self.won: dict[int, tuple[Mask, Mask]] = {}

    def near(self, rule: int, *, possibly: bool = False) -> Mask:
        """The rules that hold (or may hold) in a case in which ``rule`` holds."""
        key = rule, possibly
        if key not in self.kept:
            rows = self.may_rows if possibly else self.rows
            touching = reduce(or_, map(rows.touching, self.holds[rule]), 0)
            self.kept[key] = self._rules_of(touching) & ~(1 << rule)
        return self.kept[key]

    def _rules_of(self, rows: Mask) -> Mask:
        if self.single:
            return rows
        return reduce(or_, {1 << self.owner[row] for row in bits_of(rows)}, 0)

    def ahead(self, rule: int) -> Mask:
        """The rules that come before ``rule`` by hit policy alone."""
        table = self.table
        if table.hit is HitPolicy.FIRST:
            return (1 << rule) - 1
        if table.hit is HitPolicy.PRIORITY:
            return self._ranks()[table.rules[rule].priority]
        return 0

    def _ranks(self) -> dict[int, Mask]:
        """For each priority the rules of higher ones."""
        if not hasattr(self, "_higher"):
            higher: dict[int, Mask] = {}
            above = 0
            for rank in sorted({rule.priority for rule in self.table.rules}, reverse=True):
                higher[rank] = above
                same = (n for n, r in enumerate(self.table.rules) if r.priority == rank)
                above |= mask_of(same, len(self.table.rules))
            self._higher = higher
        return self._higher

    def winners(self, rule: int) -> tuple[Mask, Mask]:
        """The rules that may keep ``rule`` from deciding: by override, and by hit policy.

        Rules of the second kind that ``rule`` itself overrides are left out.
        """
        if rule not in self.won:
            near = self.near(rule, possibly=True)
            by_override = near & mask_of(self.beaten_by[rule], len(self.owner) + 1)
            loses = mask_of(self.beats[rule], len(self.owner) + 1)
            self.won[rule] = by_override, near & self.ahead(rule) & ~loses & ~by_override
        return self.won[rule]

    def settled(self, one: int, other: int) -> bool:
        """Whether of two rules that both hold one always comes before the other."""
        if other in self.beats[one] or one in self.beats[other]:
            return True
        return bool((self.ahead(one) >> other | self.ahead(other) >> one) & 1)

    def deciding(
        self,
        cubes: Sequence[Cube],
        winners: tuple[Mask, Mask],
        step: Step,
        *,
        grow: bool = False,
    ) -> Iterator[Cube]:
        """The parts of ``cubes`` in which none of ``winners`` keeps a rule from deciding.

        A winner by hit policy alone is out where a rule that overrides it holds.
        """
        by_override, by_policy = (sorted(bits_of(mask)) for mask in winners)
        for cube in cubes:
            shaky = [n for n in by_policy if self.beaten_by[n] and self._is_shaky(cube, n)]
            plain = [n for n in by_policy if n not in shaky]
            walls = [c for n in (*by_override, *plain) for c in self.may[n]]
            for part in uncovered(self.grid, cube, walls, step, grow=grow):
                yield from self._past(part, shaky, step)

    def _is_shaky(self, cube: Cube, rule: int) -> bool:
        """Whether somewhere in a cube a rule may hold and another overrides it."""
        touches = self.grid.touches
        met = [m for c in self.may[rule] if (m := self.grid.meet(cube, c)) is not None]
        overs = [o for n in self.beaten_by[rule] for o in self.holds[n] if touches(cube, o)]
        return any(touches(part, over) for part in met for over in overs)

    def _past(self, cube: Cube, shaky: Sequence[int], step: Step) -> Iterator[Cube]:
        """The parts of a cube in which each of ``shaky`` does not hold or is overridden."""
        for place, rule in enumerate(shaky):
            touching = [c for c in self.may[rule] if self.grid.touches(cube, c)]
            if not touching:
                continue
            step(1)
            rest = shaky[place + 1 :]
            for part in uncovered(self.grid, cube, touching, step):
                yield from self._past(part, rest, step)
            shared = [m for c in touching if (m := self.grid.meet(cube, c)) is not None]
            for met in shared:
                for winner in self.beaten_by[rule]:
                    for over in self.holds[winner]:
                        both = self.grid.meet(met, over)
                        if both is not None:
                            step(1)
                            yield from self._past(both, rest, step)
            return
        yield cube

    def boxes(self, cubes: Sequence[Cube]) -> tuple[Box, ...]:
        """Cubes as boxes, in an order that depends on them alone: those with few tests first."""
        ordered = sorted(cubes, key=lambda cube: (len(cube), sorted(cube.items())))
        return tuple(map(self.grid.decode, ordered))
