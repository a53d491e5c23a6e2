"""Planned enforcement of several departments: what is done twice, and visits made together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations
from typing import Any

import attrs

from govcoord.errors import CaseError
from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.visits import Check, Visit, merge_checks
from govcoord.plain import jsonable


@attrs.frozen(kw_only=True)
class PlannedCheck:
    """An enforcement action that is planned: whom it is about, by whom, in which days, where.

    Without ``place`` it is not known where; an object of which no plan gives a place is where
    it is.
    """

    id: str = fact("id", "编号", "編號")
    object: str = fact("object", "检查对象", "檢查對象")
    unit: str = fact("unit", "检查部门", "檢查部門", choices="departments")
    items: tuple[str, ...] = fact("items", "检查事项", "檢查事項", default=())
    start: date = fact("from", "最早日期", "最早日期")
    end: date = fact("to", "最迟日期", "最遲日期")
    place: str | None = fact("place", "地点", "地點", default=None)


@attrs.frozen(kw_only=True)
class Duplicate:
    """Two departments plan to check one object at one place in days that overlap.

    ``items`` are those that both would check. ``certain`` is false where one of the two does
    not say where.
    """

    object: str
    place: str | None
    checks: tuple[str, str]
    units: tuple[str, str]
    first: date
    last: date
    items: tuple[str, ...]
    certain: bool


@attrs.frozen(kw_only=True)
class JointVisit:
    """A visit in which planned checks are made together, and where."""

    place: str | None
    visit: Visit


@attrs.frozen(kw_only=True)
class Enforcement:
    """What is planned twice, and the fewest visits in which all of it takes place.

    Every check is part of exactly one visit, on a day that its own window holds, at its own
    place. ``saved`` is how many visits fewer there are than ``planned``; ``checks`` are the
    plans themselves.
    """

    planned: int
    duplicates: tuple[Duplicate, ...]
    visits: tuple[JointVisit, ...]
    checks: tuple[PlannedCheck, ...] = ()

    @property
    def saved(self) -> int:
        """Visits that are spared."""
        return self.planned - len(self.visits)

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        plain: dict[str, Any] = jsonable({**attrs.asdict(self), "saved": self.saved})
        return plain


def enforcement(plans: Iterable[PlannedCheck]) -> Enforcement:
    """Checks that several departments plan of the same object, and the visits to merge them in.

    Checks that do not say where are merged with each other only, and where other checks of the
    object do say where, they are told as duplicates that are not certain. Raises `CaseError`
    for two checks of one id, or days that end before they begin.

    >>> from datetime import date
    >>> found = enforcement([
    ...     PlannedCheck(id="1", object="shop", unit="fire", place="main street",
    ...                  start=date(2026, 3, 2), end=date(2026, 3, 6)),
    ...     PlannedCheck(id="2", object="shop", unit="health", place="main street",
    ...                  start=date(2026, 3, 5), end=date(2026, 3, 9)),
    ... ])
    >>> found.saved, found.duplicates[0].first.isoformat()
    (1, '2026-03-05')
    """
    checks = list(plans)
    _check(checks)
    groups: dict[tuple[str, str | None], list[PlannedCheck]] = {}
    for check in checks:
        groups.setdefault((check.object, check.place), []).append(check)
    visits = [
        JointVisit(place=place, visit=visit)
        for (_, place), mine in groups.items()
        for visit in merge_checks([_plain(check) for check in mine], 0)
    ]
    return Enforcement(
        planned=len(checks),
        duplicates=tuple(_duplicates(checks)),
        visits=tuple(sorted(visits, key=lambda v: (v.visit.latest, v.visit.object, v.place or ""))),
        checks=tuple(checks),
    )


def _plain(check: PlannedCheck) -> Check:
    return Check(
        id=check.id, object=check.object, unit=check.unit, items=check.items,
        start=check.start, end=check.end,
    )  # fmt: skip


def _check(checks: Sequence[PlannedCheck]) -> None:
    seen: set[str] = set()
    for n, check in enumerate(checks):
        where = f"checks[{n}]"
        if check.id in seen:
            raise CaseError("id", check.id, "each check once", where=where)
        seen.add(check.id)
        if check.end < check.start:
            raise CaseError("end", str(check.end), f"at or after {check.start}", where=where)


def _duplicates(checks: Sequence[PlannedCheck]) -> Iterable[Duplicate]:
    by_object: dict[str, list[PlannedCheck]] = {}
    for check in checks:
        by_object.setdefault(check.object, []).append(check)
    for name, mine in by_object.items():
        somewhere = any(check.place is not None for check in mine)
        for a, b in combinations(mine, 2):
            first, last = max(a.start, b.start), min(a.end, b.end)
            apart = a.place is not None and b.place is not None and a.place != b.place
            if a.unit == b.unit or first > last or apart:
                continue
            yield Duplicate(
                object=name,
                place=a.place if a.place is not None else b.place,
                checks=(a.id, b.id),
                units=(a.unit, b.unit),
                first=first,
                last=last,
                items=tuple(dict.fromkeys(item for item in a.items if item in b.items)),
                certain=a.place == b.place and (a.place is not None or not somewhere),
            )
