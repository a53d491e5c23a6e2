"""Planned enforcement in time: what is planned twice, and the visit that takes its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from govcoord.graph.draw.model import Bar, Gantt
from govcoord.graph.enforcement_graph import Enforcement, JointVisit, PlannedCheck
from govcoord.graph.practice_words import TEXTS
from govcoord.mechanisms.said import phrase

JOINT = "joint visit"
"""The group of merged visits; no department has a blank in its id."""


def enforcement_chart(found: Enforcement, name: Callable[[str], str], language: str) -> Gantt:
    """A bar for each check that another may double, and for the visits that merge them.

    Objects stand in the order of their first day. A bar ends where its last day ends.
    """

    def say(key: str, **more: Any) -> str:
        return phrase(TEXTS, f"enforcement.{key}", language, **more)

    doubled = {one.object for one in found.duplicates}
    chosen = [check for check in found.checks if check.object in doubled]
    certain = {id_ for one in found.duplicates if one.certain for id_ in one.checks}
    by_object: dict[str, list[PlannedCheck]] = {}
    for check in sorted(chosen, key=lambda one: (one.start, one.end, one.id)):
        by_object.setdefault(check.object, []).append(check)
    bars: list[Bar] = []
    for object_, checks in by_object.items():
        bars += [_check(check, check.id in certain, name) for check in checks]
        joint = [v for v in found.visits if v.visit.object == object_ and len(v.visit.checks) > 1]
        bars += _visits(joint, say("joint"), name, phrase(TEXTS, "and", language))
    units = dict.fromkeys(check.unit for check in chosen)
    groups = tuple((unit, name(unit)) for unit in units)
    return Gantt(
        title=say("drawn", shown=len(chosen), planned=found.planned),
        bars=tuple(bars),
        groups=(*groups, (JOINT, say("joint"))) if any(b.group == JOINT for b in bars) else groups,
        mark=say("mark"),
        language=language,
    )


def _check(check: PlannedCheck, certain: bool, name: Callable[[str], str]) -> Bar:
    return Bar(
        id=f"check {check.id}",
        label=f"{check.object} · {name(check.unit)}",
        start=check.start,
        end=_past(check.end),
        group=check.unit,
        text=check.place or "",
        marked=certain,
        note=f"{check.id}: {check.start} – {check.end}",
    )


def _visits(
    visits: Sequence[JointVisit], joint: str, name: Callable[[str], str], comma: str
) -> Iterator[Bar]:
    for number, one in enumerate(visits):
        visit = one.visit
        yield Bar(
            id=f"visit {visit.object} {number}",
            label=f"{visit.object} · {joint}",
            start=visit.earliest,
            end=_past(visit.latest),
            group=JOINT,
            after=tuple(f"check {id_}" for id_ in visit.checks),
            text=comma.join(name(unit) for unit in visit.units),
            note=f"{visit.earliest} – {visit.latest}",
        )


def _past(day: date) -> date:
    """The end of a day."""
    return day + timedelta(days=1) if day < date.max else day
