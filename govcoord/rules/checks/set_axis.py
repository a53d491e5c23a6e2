"""The axis of a set of choices: sets that meet groups of members and leave others out."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from govcoord.rules.checks.axes import Code
from govcoord.rules.ranges import Ranges
from govcoord.rules.regions import NO_SETS, Sets, Test
from govcoord.rules.vocabulary import Attribute

MOST_KEPT = 200_000
"""Answers that are remembered before a memory is emptied."""


class Kept(NamedTuple):
    """A region: the members of each group, of those left out, and the sizes, as masks.

    ``some`` is false where no set belongs, only perhaps a missing fact. INVARIANT: no group
    holds another or a member that is left out; every size in ``sizes`` is that of some set.
    """

    groups: frozenset[int] = frozenset()
    none: int = 0
    sizes: int = 0
    missing: bool = False
    some: bool = True


NOTHING = Kept(missing=False, some=False)
MISSING = Kept(missing=True, some=False)


class SetAxis:
    """Regions as numbers of descriptions that are kept; what was asked once is remembered."""

    def __init__(self, attribute: Attribute) -> None:
        assert attribute.choices is not None
        self.members = [item.id for item in attribute.choices.items]
        self.bit = {id_: 1 << n for n, id_ in enumerate(self.members)}
        self.all_sizes = (2 << len(self.members)) - 1
        self.kept: list[Kept] = [NOTHING]
        self.number: dict[Kept, Code] = {NOTHING: 0}
        self.other: dict[Kept, Code] = {}
        self.met: dict[tuple[Code, Code], Code] = {}
        self.lies: dict[tuple[Code, Code], bool] = {}
        self.full: Code = self.keep(Kept(sizes=self.all_sizes, missing=True))

    def keep(self, region: Kept) -> Code:
        """The number of a region in its plainest form."""
        code = self.number.get(region, self.other.get(region))
        if code is None:
            plain = self.plain(region)
            code = self.number.setdefault(plain, len(self.kept))
            if code == len(self.kept):
                self.kept.append(plain)
            if plain != region and len(self.other) < MOST_KEPT:
                self.other[region] = code
        return code

    def plain(self, region: Kept) -> Kept:
        """The same region in a form that keeps to the invariant."""
        allowed = len(self.members) - region.none.bit_count()
        groups = _smallest(group & ~region.none for group in region.groups)
        least = _least(groups)
        sizes = 0
        if region.some and least is not None:
            sizes = region.sizes & ((2 << allowed) - 1) & (-1 << least)
        if not sizes:
            return MISSING if region.missing else NOTHING
        return Kept(frozenset(groups), region.none, sizes, region.missing)

    def encode(self, test: Test) -> tuple[Code, Code]:
        """Where a test holds, and where it may hold."""
        region = test.region
        assert isinstance(region, Sets)
        groups = frozenset(self.mask(group) for group in region.any_of)
        sizes = sum(1 << n for n in range(len(self.members) + 1) if region.count.contains(n))
        inside = Kept(groups, self.mask(region.none_of), sizes)
        if not self.keep(inside) and test.missing is not True:
            return 0, 0
        holds = inside._replace(missing=test.missing is True)
        return self.keep(holds), self.keep(inside._replace(missing=test.missing is not False))

    def mask(self, ids: Iterable[str]) -> int:
        """Members as a mask; what the list does not have is passed over."""
        return sum(self.bit.get(id_, 0) for id_ in frozenset(ids))

    def decode(self, code: Code) -> Test:
        """The test that holds in a region."""
        region = self.kept[code]
        if not region.some:
            return Test(NO_SETS, region.missing)
        groups = frozenset(self.ids(group) for group in region.groups)
        sets = Sets(groups, self.ids(region.none), self.count(region))
        if region.missing or sets.is_full:
            return Test(sets, region.missing)
        return Test(sets, None)

    def ids(self, mask: int) -> frozenset[str]:
        """The members of a mask."""
        return frozenset(id_ for id_ in self.members if mask & self.bit[id_])

    def count(self, region: Kept) -> Ranges:
        """The sizes as ranges, open where no set of the region is smaller or larger."""
        most = len(self.members) - region.none.bit_count()
        least = _least(region.groups) or 0
        out = Ranges()
        for size in range(least, most + 1):
            if region.sizes >> size & 1:
                low = None if size == least else size
                high = None if size == most else size
                out = out.join(Ranges.interval(low, high).discrete())
        return out

    def meet(self, one: Code, other: Code, /) -> Code:
        """What lies in both regions."""
        key = (one, other) if one < other else (other, one)
        found = self.met.get(key)
        if found is None:
            if len(self.met) >= MOST_KEPT:
                self.met.clear()
            a, b = self.kept[one], self.kept[other]
            found = self.met[key] = self.keep(
                Kept(
                    a.groups | b.groups,
                    a.none | b.none,
                    a.sizes & b.sizes,
                    a.missing and b.missing,
                    a.some and b.some,
                )
            )
        return found

    def minus(self, one: Code, other: Code) -> list[Code]:
        """What lies in the first region and not in the other, as regions apart."""
        a, b = self.kept[one], self.kept[other]
        parts = self.parts(a._replace(missing=False), b) if a.some else []
        if a.missing and not b.missing:
            if not parts:
                return [self.keep(MISSING)]
            parts[0] = self.keep(self.kept[parts[0]]._replace(missing=True))
        return parts

    def parts(self, inside: Kept, b: Kept) -> list[Code]:
        """The sets of ``inside`` that are not in ``b``, cut along one demand after the other."""
        if not b.some:
            return [self.keep(inside)]
        found = []
        for group in sorted(b.groups):
            found.append(self.keep(inside._replace(none=inside.none | group)))
            inside = inside._replace(groups=inside.groups | {group})
        if b.none:
            found.append(self.keep(inside._replace(groups=inside.groups | {b.none})))
            inside = inside._replace(none=inside.none | b.none)
        # sizes that no set of `b` can have are ruled out by its groups and members already
        found.append(self.keep(inside._replace(sizes=inside.sizes & ~b.sizes)))
        return [code for code in found if code]

    def within(self, one: Code, other: Code) -> bool:
        """Whether the first region lies in the other."""
        key = (one, other)
        if key not in self.lies:
            if len(self.lies) >= MOST_KEPT:
                self.lies.clear()
            self.lies[key] = self.meet(one, other) == one or not self.minus(one, other)
        return self.lies[key]

    def join(self, one: Code, other: Code) -> Code | None:
        """What lies in either, where one region can say it."""
        a, b = self.kept[one], self.kept[other]
        missing = a.missing or b.missing
        if not (a.some and b.some):
            return self.keep((a if a.some else b)._replace(missing=missing))
        mine, theirs = a.groups - b.groups, b.groups - a.groups
        groups = a.groups & b.groups
        if len(mine) == len(theirs) == 1:
            groups |= {next(iter(mine)) | next(iter(theirs))}
        whole = self.keep(Kept(groups, a.none & b.none, a.sizes | b.sizes, missing))
        rest = chain.from_iterable(self.minus(part, other) for part in self.minus(whole, one))
        return None if any(rest) else whole


def _smallest(groups: Iterable[int]) -> list[int]:
    """The groups that hold no other group."""
    found: list[int] = []
    for group in sorted(groups, key=lambda g: (g.bit_count(), g)):
        if not any(known & ~group == 0 for known in found):
            found.append(group)
    return found


def _least(groups: Iterable[int]) -> int | None:
    """The size of a smallest set that meets every group, or ``None`` where one is empty."""
    waiting = sorted(groups, key=int.bit_count)
    if not waiting:
        return 0
    if not waiting[0]:
        return None
    apart = 0
    for group in waiting:
        if apart & group:
            break
        apart |= group
    else:
        return len(waiting)
    return _hit(waiting, 0, len(waiting))


def _hit(waiting: list[int], chosen: int, limit: int) -> int:
    """The least number of further members that meet all groups; ``limit`` where that is more."""
    left = [group for group in waiting if not group & chosen]
    if not left or not limit:
        return 0
    best = limit
    group = left[0]
    while group:
        member = group & -group
        group ^= member
        best = min(best, 1 + _hit(left, member, best - 1))
    return best
