"""Coordination held against a body's membership, and against an earlier period."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import attrs

from govcoord.graph.coordination_graph import Coordination, Standing
from govcoord.plain import jsonable
from govcoord.rules.engine import Plan
from govcoord.rules.kinds.committee.kind import Committee


@attrs.frozen
class Missed:
    """A proposed group and how much of it sits in the body."""

    group: tuple[str, ...]
    seated: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Membership:
    """A body's members beside those who work together.

    ``without_seat`` are departments with cases and no seat, those with most shared cases
    first; ``without_cases`` members that took part in no case. ``covered`` of ``shared`` cases
    counted by pair (a case of three departments counts three times) are between members.
    """

    body: str
    members: tuple[str, ...]
    without_seat: tuple[tuple[str, int], ...]
    without_cases: tuple[str, ...]
    covered: int
    shared: int
    groups: tuple[Missed, ...]

    @property
    def share(self) -> Fraction | None:
        """The part of shared work that lies between members; ``None`` where there is none."""
        return Fraction(self.covered, self.shared) if self.shared else None

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        plain: dict[str, Any] = jsonable({**attrs.asdict(self), "share": self.share})
        return plain


def bodies(plan: Plan) -> dict[str, tuple[str, ...]]:
    """The bodies of a plan (kind ``committee``) with the departments that have a seat."""
    return {
        one.id: tuple(sorted(set(one.departments.values())))
        for one in plan.mechanisms.values()
        if isinstance(one, Committee)
    }


def membership(found: Coordination, body: str, members: Iterable[str]) -> Membership:
    """The members of a body beside those who work together.

    >>> from govcoord.graph.coordination_graph import measured
    >>> from govcoord.graph.traffic import Traffic
    >>> traffic = Traffic()
    >>> traffic.add(["fire", "tax"])
    >>> membership(measured(traffic), "board", ["tax", "water"]).without_seat
    (('fire', 1),)
    """
    seated = frozenset(members)
    work: dict[str, int] = {one.department: 0 for one in found.departments if one.cases}
    for link in found.links:
        work[link.a] += link.cases
        work[link.b] += link.cases
    outside = sorted((-n, name) for name, n in work.items() if name not in seated)
    return Membership(
        body=body,
        members=tuple(sorted(seated)),
        without_seat=tuple((name, -n) for n, name in outside),
        without_cases=tuple(sorted(seated - set(work))),
        covered=sum(one.cases for one in found.links if {one.a, one.b} <= seated),
        shared=sum(one.cases for one in found.links),
        groups=tuple(
            Missed(group, tuple(name for name in group if name in seated)) for group in found.groups
        ),
    )


@attrs.frozen(kw_only=True)
class LinkChange:
    """Two departments and the cases they shared before and after."""

    a: str
    b: str
    before: int
    after: int


@attrs.frozen(kw_only=True)
class WaitChange:
    """The mean waiting per hand-over, before and after; ``None`` where none is known."""

    source: str
    target: str
    before: Fraction | None
    after: Fraction | None


@attrs.frozen(kw_only=True)
class Changes:
    """What differs between two periods: whole numbers of cases, and means of waiting.

    Only what differs is listed. ``appeared`` and ``left`` are departments. Of ``groups`` those
    are named that are in one period and not in the other.
    """

    unit: str
    cases: tuple[int, int]
    appeared: tuple[str, ...]
    left: tuple[str, ...]
    links: tuple[LinkChange, ...]
    waiting: tuple[WaitChange, ...]
    new_groups: tuple[tuple[str, ...], ...]
    old_groups: tuple[tuple[str, ...], ...]
    new_single_points: tuple[str, ...]
    old_single_points: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        plain: dict[str, Any] = jsonable(attrs.asdict(self, recurse=False))
        return plain


def changes(before: Coordination, after: Coordination) -> Changes:
    """What differs between two periods; ``ValueError`` where waiting is in different units."""
    if before.unit != after.unit:
        raise ValueError(f"waiting is in {before.unit} and in {after.unit}")
    old, new = _links(before), _links(after)
    passed_before, passed_after = _waits(before), _waits(after)
    active = _active(before.departments), _active(after.departments)
    points = [{one.department for one in side.single_points} for side in (before, after)]
    return Changes(
        unit=after.unit,
        cases=(before.cases, after.cases),
        appeared=tuple(sorted(active[1] - active[0])),
        left=tuple(sorted(active[0] - active[1])),
        links=tuple(
            LinkChange(a=a, b=b, before=old.get((a, b), 0), after=new.get((a, b), 0))
            for a, b in sorted(old.keys() | new.keys())
            if old.get((a, b)) != new.get((a, b))
        ),
        waiting=tuple(
            WaitChange(source=a, target=b, before=x, after=y)
            for a, b in sorted(passed_before.keys() | passed_after.keys())
            if (x := passed_before.get((a, b))) != (y := passed_after.get((a, b)))
        ),
        new_groups=tuple(one for one in after.groups if one not in before.groups),
        old_groups=tuple(one for one in before.groups if one not in after.groups),
        new_single_points=tuple(sorted(points[1] - points[0])),
        old_single_points=tuple(sorted(points[0] - points[1])),
    )


def _links(found: Coordination) -> dict[tuple[str, str], int]:
    return {(one.a, one.b): one.cases for one in found.links}


def _waits(found: Coordination) -> dict[tuple[str, str], Fraction | None]:
    return {(one.source, one.target): one.mean for one in found.handovers}


def _active(departments: Iterable[Standing]) -> set[str]:
    return {one.department for one in departments if one.cases}
