"""The desk that takes in reports: merges them, finds what is due, asks the tables of the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import attrs

from govcoord.case import Facts
from govcoord.mechanisms.merging import Joined, MergeRule, Ticket, could_belong, merge, minutes
from govcoord.mechanisms.obligation import Obligation, State
from govcoord.mechanisms.spans import Moment, Span, add, day_of
from govcoord.rules.kinds.intake.reading import (
    Placed,
    Places,
    as_seen,
    check_reports,
    day_or_moment,
    end_of,
    is_later,
    roots_of,
)
from govcoord.rules.kinds.intake.records import (
    Doubtful,
    IntakeResult,
    OneTicket,
    Owed,
    Report,
    Reports,
)
from govcoord.rules.mechanism import Setting
from govcoord.rules.vocabulary import Choices
from govcoord.text import Text

_NONE: tuple[None, None] = (None, None)


@attrs.frozen(kw_only=True)
class Dispatch:
    """Facts that tables give of a ticket, and the facts that it gives them."""

    tell: tuple[str, ...]
    category: str | None = None
    urgency: str | None = None
    times: str | None = None


@attrs.frozen(kw_only=True)
class Desk:
    """How reports are taken in, as loaded."""

    id: str
    title: Text
    source: str
    rule: MergeRule
    places: Places
    categories: Choices
    limits: Mapping[str, Span]
    dispatch: Dispatch | None
    kind: str = "intake"
    record: type[Reports] = Reports

    def assess(self, given: Reports, setting: Setting) -> IntakeResult:
        """The tickets of all reports as of the moment; `CaseError` for what cannot be."""
        check_reports(given.reports)
        now = day_or_moment(given.now, setting.as_of)
        if now is None and self.limits:
            now = setting.day
        return _Sitting(self, given.reports, setting, now, given.unread).result()


@attrs.define
class _Sitting:
    """One look at the reports, step by step; reports later than ``now`` are not seen."""

    desk: Desk
    reports: Sequence[Report]
    setting: Setting
    now: Moment | None
    unread: int
    placed: dict[str, Placed] = attrs.field(factory=dict)
    read: dict[str, Facts] = attrs.field(factory=dict)
    missing: dict[str, list[str]] = attrs.field(factory=dict)

    def result(self) -> IntakeResult:
        places = {}
        for n, report in enumerate(self.reports):
            where = f"reports[{n}]"
            places[report.id] = self.desk.places.placed(report, self.desk.categories, where)
            if report.facts:
                facts = self.setting.facts(report.facts, where=f"{where}.facts")
                self.read[report.id] = facts
        self.placed = {
            id_: placed
            for id_, placed in sorted(places.items())
            if not is_later(placed.report.at, self.now)
        }
        roots = roots_of(self.reports)
        merged = {id_ for id_ in self.placed if roots[id_] == id_ and self.is_settled(id_)}
        persons: dict[str, list[Report]] = {}
        for id_, placed in self.placed.items():
            if roots[id_] != id_ and roots[id_] in merged:
                persons.setdefault(roots[id_], []).append(placed.report)
        seen = [as_seen(self.placed[id_], persons.get(id_, ()), self.now) for id_ in merged]
        tickets = merge(self.desk.rule, seen)
        made = self.with_neighbours([self.ticket(ticket, persons) for ticket in tickets])
        inside = {one.id for ticket in made for one in ticket.reports}
        doubtful = tuple(self.doubtful(made, inside, roots))
        return IntakeResult(
            tickets=made,
            doubtful=doubtful,
            counts=self.counts(made, doubtful, len(inside)),
            channels=self.channels(),
            missing={id_: tuple(names) for id_, names in sorted(self.missing.items())},
            places=None if self.desk.places.listed is None else self.desk.places.listed.name,
        )

    def is_settled(self, id_: str) -> bool:
        """Whether a report is merged by rule: nothing is doubtful, or a person took it apart."""
        placed = self.placed[id_]
        if placed.report.apart:
            return isinstance(placed.report.at, datetime)
        return not placed.doubts

    def counts(
        self, made: Sequence[OneTicket], doubtful: Sequence[Doubtful], inside: int
    ) -> Mapping[str, int]:
        return {
            "reports": len(self.placed),
            "tickets": len(made),
            "merged": inside - len(made),
            "doubtful": len(doubtful),
            "repeated": sum(1 for ticket in made if ticket.because == "closed"),
            "later": len(self.reports) - len(self.placed),
            "unread": self.unread,
        }

    def channels(self) -> Mapping[str, int]:
        """How many reports came through each channel, in the order of ids."""
        found: dict[str, int] = {}
        for placed in self.placed.values():
            channel = placed.report.channel
            found[channel] = found.get(channel, 0) + 1
        return dict(sorted(found.items()))

    def ticket(self, ticket: Ticket, persons: Mapping[str, Sequence[Report]]) -> OneTicket:
        joined = [*ticket.reports, *self.by_person(ticket, persons)]
        reports = [self.placed[one.id].report for one in joined]
        answers = tuple(self.owed(report) for report in reports)
        first, due, state = self.limit(ticket, reports)
        urgency = None if first is None else first.urgency
        facts, differing = self.facts(reports)
        told, ask = self.told(ticket, urgency, facts)
        return OneTicket(
            id=ticket.id,
            place=ticket.key[0],
            category=ticket.key[1],
            opened=ticket.opened,
            closed=ticket.closed,
            reports=tuple(joined),
            channels=tuple(sorted({report.channel for report in reports})),
            answers=answers,
            urgency=urgency,
            due=due,
            state=state,
            follows=ticket.follows,
            because=ticket.because,
            times=ticket.times,
            told=told,
            ask=ask,
            differing=differing,
        )

    def by_person(
        self, ticket: Ticket, persons: Mapping[str, Sequence[Report]]
    ) -> Iterator[Joined]:
        """What a person joined to the reports of a ticket, by time."""
        found = [(r, one.id) for one in ticket.reports for r in persons.get(one.id, ())]
        late = datetime.max
        for report, root in sorted(
            found, key=lambda pair: (end_of(pair[0].at) if pair[0].at else late, pair[0].id)
        ):
            at = report.at
            after: Span | None = None
            if isinstance(at, datetime):
                after = minutes(at - self.placed[root].moment)
            yield Joined(report.id, "person", root, after)

    def limit(
        self, ticket: Ticket, reports: Sequence[Report]
    ) -> tuple[Report | None, Moment | None, State]:
        """The report whose limit ends first, that end, and how the ticket stands.

        The urgency of a report that is not known could make the ticket due before all others:
        then neither is known, and the ticket is late or overdue where it is so by all of them.
        """
        timed = [(due, r) for r in reports if (due := self.due(r)) is not None]
        due, first = min(timed, key=lambda pair: (end_of(pair[0]), pair[1].id), default=_NONE)
        earliest = min(self.earliest(reports), key=end_of, default=None)
        state = self.state(ticket, due)
        if due is None or earliest is None or end_of(earliest) >= end_of(due):
            return first, due, state
        return None, None, state if self.state(ticket, earliest) == state else "undated"

    def state(self, ticket: Ticket, due: Moment | None) -> State:
        """How a ticket stands that is due then: without a day nothing is in time."""
        if due is None:
            return "undated"
        return Obligation("ticket", "", due, ticket.closed).state(self.now or ticket.opened)

    def earliest(self, reports: Sequence[Report]) -> Iterator[Moment]:
        """The ends that limits would have whose reports do not tell their urgency."""
        for report in reports:
            if report.urgency is None:
                ends = (self.due(attrs.evolve(report, urgency=one)) for one in self.desk.limits)
                yield from filter(None, ends)

    def due(self, report: Report) -> Moment | None:
        """The end of a report's own limit; ``None`` where its time or urgency is not known."""
        limit = self.desk.limits.get(report.urgency or "")
        if limit is None or report.at is None:
            return None
        if not limit.is_timed:
            return add(day_of(report.at), limit, self.setting.calendar)
        if not isinstance(report.at, datetime):
            return None
        return add(report.at, limit, self.setting.calendar)

    def owed(self, report: Report) -> Owed:
        """The answer that a reporter is owed."""
        due = self.due(report)
        if due is None and self.desk.limits:
            self.note(report, "urgency" if report.urgency is None else "at")
        done = None if is_later(report.answered, self.now) else report.answered
        if report.anonymous:
            return Owed(report.id, report.reporter, report.channel, None, None, None)
        if report.reporter is None:
            self.note(report, "reporter")
        now = self.now or report.at or day_of(datetime.max)
        state = "undated" if due is None else Obligation("answer", "", due, done).state(now)
        return Owed(report.id, report.reporter, report.channel, due, done, state)

    def note(self, report: Report, name: str) -> None:
        """Name a fact of a report that is not known."""
        self.missing.setdefault(report.id, []).append(name)

    def facts(self, reports: Sequence[Report]) -> tuple[dict[str, Any], tuple[str, ...]]:
        """The facts of all reports; what they contradict each other in is left out and named."""
        found: dict[str, Any] = {}
        differing: set[str] = set()
        for report in reports:
            for name, value in self.read.get(report.id, {}).items():
                if value is not None and found.setdefault(name, value) != value:
                    differing.add(name)
        kept = {name: value for name, value in found.items() if name not in differing}
        return kept, tuple(sorted(differing))

    def told(
        self, ticket: Ticket, urgency: str | None, facts: dict[str, Any]
    ) -> tuple[Mapping[str, Any], tuple[str, ...]]:
        """What the tables of the plan say of a ticket, and the facts that they ask for."""
        dispatch = self.desk.dispatch
        if dispatch is None:
            return {}, ()
        own = (
            (dispatch.category, ticket.key[1]),
            (dispatch.urgency, urgency),
            (dispatch.times, ticket.times),
        )
        facts |= {name: value for name, value in own if name is not None and value is not None}
        decision = self.setting.decide(facts)
        told = {name: decision.fact(name) for name in dispatch.tell}
        tables = {self.setting.vocabulary.attributes[name].table for name in dispatch.tell}
        ask = [a for open_ in decision.undetermined if open_.table in tables for a in open_.ask]
        return told, tuple(dict.fromkeys(ask))

    def doubtful(
        self, made: Sequence[OneTicket], inside: set[str], roots: Mapping[str, str]
    ) -> Iterator[Doubtful]:
        """Reports in no ticket, with the tickets that each may be of."""
        times = {ticket.id: self.times(ticket) for ticket in made}
        for id_, placed in self.placed.items():
            if id_ in inside:
                continue
            doubts = placed.doubts
            if roots[id_] != id_:
                known = roots[id_] in self.placed
                doubts = ("same_as_doubtful" if known else "same_as_unknown", *doubts)
            may_be = tuple(t.id for t in made if self.may_be(placed, t, times[t.id]))
            yield Doubtful(id=id_, doubts=doubts, may_be=may_be, answer=self.owed(placed.report))

    def times(self, ticket: OneTicket) -> list[datetime]:
        """When the reports of a ticket came in, as far as that is known to the minute."""
        found = (self.placed[one.id].report.at for one in ticket.reports)
        return [at for at in found if isinstance(at, datetime)]

    def with_neighbours(self, made: Sequence[OneTicket]) -> tuple[OneTicket, ...]:
        """The tickets with those of cells that touch theirs, where the places are a grid."""
        grid = self.desk.places.grid
        if grid is None:
            return tuple(made)
        there: dict[tuple[str | None, str | None], list[OneTicket]] = {}
        for ticket in made:
            there.setdefault((ticket.place, ticket.category), []).append(ticket)
        times = {ticket.id: self.times(ticket) for ticket in made}

        def near(ticket: OneTicket) -> Iterator[str]:
            mine = times[ticket.id]
            if ticket.place is None or ticket.category is None:
                return
            for cell in grid.around(ticket.place):
                for other in there.get((cell, ticket.category), ()):
                    if could_belong(times[other.id], min(mine), max(mine), self.desk.rule):
                        yield other.id

        return tuple(attrs.evolve(ticket, near=tuple(sorted(near(ticket)))) for ticket in made)

    def may_be(self, placed: Placed, ticket: OneTicket, times: Sequence[datetime]) -> bool:
        """Whether nothing that is known speaks against a report being of a ticket's event."""
        for known, value in (
            (placed.cells, ticket.place),
            (placed.categories, ticket.category),
        ):
            if known is not None and value is not None and value not in known:
                return False
        between = placed.times
        return between is None or could_belong(times, *between, self.desk.rule)
