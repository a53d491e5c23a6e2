"""Who works with whom: measured on decided cases or on an event log, case by case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from govcoord.decision import Decision
from govcoord.graph.logs import Log
from govcoord.graph.measures import (
    betweenness,
    brokered,
    communities,
    modularity,
    network,
    single_points,
)
from govcoord.graph.traffic import Counted, PassedOn, Traffic, traffic_of_log
from govcoord.numerals import Number, exact
from govcoord.plain import jsonable
from govcoord.rules.engine import Plan


@attrs.frozen
class Link:
    """Two departments, in the order of their names, and the cases they worked on together."""

    a: str
    b: str
    cases: int


@attrs.frozen(kw_only=True)
class HandOver:
    """How often one department passed a case to another, and how long that took.

    ``timed`` are the hand-overs of which the waiting is known, ``waited`` their waiting in
    all, ``longest`` the longest; ``answered`` those that were answered.
    """

    source: str
    target: str
    times: int
    answered: int
    timed: int
    waited: Number
    longest: Number

    @property
    def mean(self) -> Fraction | None:
        """The waiting per hand-over; ``None`` where none is known."""
        return Fraction(self.waited) / self.timed if self.timed else None


@attrs.frozen(kw_only=True)
class Standing:
    """How one department stands among the others.

    ``waited`` is the time for which others waited for it (over ``timed`` hand-overs),
    ``unanswered`` how many are open. ``between`` is its betweenness, with links as long as one
    over their cases; ``brokered`` the pairs of its partners that do not work with each other.
    """

    department: str
    cases: int
    led: int
    partners: int
    asked: int
    unanswered: int
    timed: int
    waited: Number
    between: Number
    brokered: int

    @property
    def mean(self) -> Fraction | None:
        """The waiting for it per hand-over; ``None`` where none is known."""
        return Fraction(self.waited) / self.timed if self.timed else None


@attrs.frozen
class SinglePoint:
    """A department without which its network falls into ``parts``."""

    department: str
    parts: tuple[tuple[str, ...], ...]


@attrs.frozen(kw_only=True)
class Coordination:
    """Who works with whom in ``cases`` cases, of which ``alone`` had fewer than two departments.

    ``unit`` is what waiting is counted in: ``workday`` or ``day``. ``groups`` are communities
    of two or more: proposals for standing groups, not findings. ``modularity`` says how well
    they part the network (``None`` without any link).
    """

    cases: int
    alone: int
    unit: str
    departments: tuple[Standing, ...]
    links: tuple[Link, ...]
    handovers: tuple[HandOver, ...]
    single_points: tuple[SinglePoint, ...]
    groups: tuple[tuple[str, ...], ...]
    modularity: Fraction | None

    def by_waiting(self) -> tuple[Standing, ...]:
        """Departments that others waited for, the longest in all first."""
        waited = (one for one in self.departments if one.timed)
        return tuple(sorted(waited, key=lambda one: (-one.waited, one.department)))

    def by_betweenness(self) -> tuple[Standing, ...]:
        """Departments that lie between others, most of all first."""
        found = (one for one in self.departments if one.between)
        return tuple(sorted(found, key=lambda one: (-one.between, one.department)))

    def brokers(self) -> tuple[Standing, ...]:
        """Departments that join others who do not work together, most pairs first."""
        found = (one for one in self.departments if one.brokered)
        return tuple(sorted(found, key=lambda one: (-one.brokered, one.department)))

    def to_dict(self) -> dict[str, Any]:
        """As plain data, with means worked out."""
        data = {name.name: getattr(self, name.name) for name in attrs.fields(Coordination)}
        for name in ("departments", "handovers"):
            data[name] = [{**attrs.asdict(one), "mean": one.mean} for one in data[name]]
        plain: dict[str, Any] = jsonable(data)
        return plain


def coordination(
    given: Iterable[Decision] | Log | Traffic,
    *,
    since: date | None = None,
    until: date | None = None,
) -> Coordination:
    """Who works with whom, of decisions (a stream is enough), of a log, or of traffic counted.

    Of a decision the participants count; where the case lists none, the lead and those that
    support it. The lead passes the case to each other participant that was asked, and waits
    for it as long as the fact ``own_elapsed`` says, or in days from ``asked`` to ``answered``.
    ``since`` and ``until`` keep the cases that began (were first asked about) on such a day.

    >>> from govcoord.graph.logs import read_log
    >>> found = coordination(read_log([
    ...     {"case": "1", "activity": "ask", "department": "tax", "time": "2026-03-01"},
    ...     {"case": "1", "activity": "check", "department": "fire", "time": "2026-03-04"},
    ... ]))
    >>> [(one.source, one.target, one.times, one.waited) for one in found.handovers]
    [('tax', 'fire', 1, 3)]
    """
    if isinstance(given, Traffic):
        traffic = given
    elif isinstance(given, Log):
        traffic = traffic_of_log(given.between(since, until))
    else:
        traffic = traffic_of_decisions(given, since=since, until=until)
    return measured(traffic)


def measured(traffic: Traffic) -> Coordination:
    """The measures of traffic that was counted."""
    departments, pairs, passed = traffic.departments, traffic.pairs, traffic.passed
    links = network(departments, pairs)
    between, middle, found = betweenness(links), brokered(links), communities(links)
    to: dict[str, list[Counted]] = {}
    for one in passed:
        to.setdefault(one.target, []).append(one)
    standings = []
    for name, (cases, led) in departments.items():
        mine = to.get(name, ())
        asked = sum(one.times for one in mine)
        standings.append(
            Standing(
                department=name,
                cases=cases,
                led=led,
                partners=len(links[name]),
                asked=asked,
                unanswered=asked - sum(one.answered for one in mine),
                timed=sum(one.timed for one in mine),
                waited=exact(sum((Fraction(one.waited) for one in mine), Fraction(0))),
                between=exact(between[name]),
                brokered=middle[name],
            )
        )
    return Coordination(
        cases=traffic.cases,
        alone=traffic.alone,
        unit=traffic.unit,
        departments=tuple(standings),
        links=tuple(Link(a, b, count) for (a, b), count in pairs.items()),
        handovers=tuple(HandOver(**one._asdict()) for one in passed),
        single_points=tuple(SinglePoint(*one) for one in single_points(links).items()),
        groups=tuple(group for group in found if len(group) > 1),
        modularity=modularity(links, found),
    )


def traffic_of_decisions(
    decisions: Iterable[Decision], *, since: date | None = None, until: date | None = None
) -> Traffic:
    """The traffic of a stream of decisions, in memory that does not grow with them."""
    found: Traffic | None = None
    readers: dict[int, tuple[Plan, _Reader]] = {}
    for decision in decisions:
        plan = decision.plan
        known = readers.get(id(plan))
        if known is None:
            known = readers[id(plan)] = (plan, _Reader(plan))
        reader = known[1]
        found = found or Traffic(reader.unit)
        if reader.unit != found.unit:
            raise ValueError(f"waiting is in {found.unit} and in {reader.unit}")
        reader.add(decision, found, since, until)
    return found or Traffic()


Row = tuple[str | None, date | None, date | None, Number | None]


class _Reader:
    """Reads the participants of one plan's decisions."""

    def __init__(self, plan: Plan) -> None:
        self.record = next(
            (one for one in plan.vocabulary.records.values() if one.subject is not None), None
        )
        self.unit = "day"
        self.rows: Callable[[Decision], list[Row] | None] = lambda decision: None
        if self.record is None:
            return
        fields = self.record.fields
        waited = fields.get("own_elapsed")
        if waited is not None and waited.unit is not None:
            self.unit = waited.unit.name
        names = [self.record.subject, "asked", "answered", "own_elapsed"]
        kind = self.record.id
        known = [name if name in fields else None for name in names]
        self.measures = waited is not None
        self.rows = lambda decision: decision.record_values(kind, known)

    def add(
        self, decision: Decision, traffic: Traffic, since: date | None, until: date | None
    ) -> None:
        """Count one decision."""
        rows = self.rows(decision)
        if since is not None or until is not None:
            first = min((row[1] for row in rows or () if row[1] is not None), default=None)
            if first is None or (since and first < since) or (until and first > until):
                return
        lead = decision.lead
        if not rows:
            others = [one.department for one in decision.supports]
            traffic.add(others if lead is None else [lead, *others], lead)
            return
        named = [row[0] for row in rows if row[0] is not None]
        if lead is None:
            traffic.add(named)
        else:
            traffic.add([lead, *named], lead, self._passed(lead, rows))

    def _passed(self, lead: str, rows: Iterable[Row]) -> Iterator[PassedOn]:
        for name, asked, answered, waited in rows:
            if name is None or name == lead or asked is None:
                continue
            if not self.measures and answered is not None:
                waited = (answered - asked).days
            yield lead, name, waited, answered is not None
