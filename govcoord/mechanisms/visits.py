"""Planned checks of one object merged into as few visits as their windows allow.

Nothing is lost: each check is part of exactly one visit, on a day that its own window holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import attrs

from govcoord.errors import CaseError
from govcoord.mechanisms.facts import fact


@attrs.frozen(kw_only=True)
class Check:
    """A planned check: of what, by whom, in which days.

    Without ``to`` it may be put off for as long as the plan allows.
    """

    id: str = fact("id", "编号", "編號")
    object: str = fact("object", "检查对象", "檢查對象")
    unit: str = fact("unit", "检查部门", "檢查部門", choices="departments")
    items: tuple[str, ...] = fact("items", "检查事项", "檢查事項", default=())
    start: date = fact("from", "最早日期", "最早日期")
    end: date | None = fact("to", "最迟日期", "最遲日期", default=None)


@attrs.frozen
class Visit:
    """Checks made together: any day from ``earliest`` to ``latest`` suits all of them.

    ``twice`` are items that several units would have checked.
    """

    object: str
    checks: tuple[str, ...]
    units: tuple[str, ...]
    items: tuple[str, ...]
    twice: tuple[str, ...]
    earliest: date
    latest: date


def merge_checks(checks: Sequence[Check], days: int) -> tuple[Visit, ...]:
    """The fewest visits in which every planned check takes place in its window.

    ``days`` is how long a check without a last day may be put off. Visits are in the order of
    their last day; a check joins the earliest visit that suits it. Raises `CaseError` for two
    checks of one id, and for a window that ends before it begins.

    >>> made = merge_checks(
    ...     [
    ...         Check(id="1", object="shop", unit="fire", start=date(2026, 1, 1)),
    ...         Check(id="2", object="shop", unit="health", start=date(2026, 4, 1)),
    ...         Check(id="3", object="shop", unit="tax", start=date(2026, 4, 2)),
    ...     ],
    ...     90,
    ... )
    >>> [(visit.checks, visit.latest.isoformat()) for visit in made]
    [(('1', '2'), '2026-04-01'), (('3',), '2026-07-01')]
    """
    _check_input(checks)
    visits: list[Visit] = []
    by_object: dict[str, list[Check]] = {}
    for check in checks:
        by_object.setdefault(check.object, []).append(check)
    for name, mine in by_object.items():
        # The visit on the last possible day of the check that ends first serves all others
        # that have begun by then: no plan has fewer visits.
        waiting = sorted(mine, key=lambda check: _window(check, days)[1])
        while waiting:
            last = _window(waiting[0], days)[1]
            together = [check for check in waiting if check.start <= last]
            waiting = [check for check in waiting if check.start > last]
            visits.append(_visit(name, together, days))
    return tuple(sorted(visits, key=lambda visit: (visit.latest, visit.object)))


def _window(check: Check, days: int) -> tuple[date, date]:
    return check.start, check.start + timedelta(days) if check.end is None else check.end


def _visit(name: str, checks: Iterable[Check], days: int) -> Visit:
    listed = list(checks)
    items = [item for check in listed for item in dict.fromkeys(check.items)]
    windows = [_window(check, days) for check in listed]
    return Visit(
        name,
        tuple(check.id for check in listed),
        tuple(dict.fromkeys(check.unit for check in listed)),
        tuple(dict.fromkeys(items)),
        tuple(dict.fromkeys(item for item in items if items.count(item) > 1)),
        max(start for start, _ in windows),
        min(end for _, end in windows),
    )


def _check_input(checks: Sequence[Check]) -> None:
    seen: set[str] = set()
    for n, check in enumerate(checks):
        if check.id in seen:
            raise CaseError("id", check.id, "each check once", where=f"checks[{n}]")
        seen.add(check.id)
        if check.end is not None and check.end < check.start:
            expected = f"at or after {check.start}"
            raise CaseError("end", str(check.end), expected, where=f"checks[{n}]")
