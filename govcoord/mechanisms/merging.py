"""Reports of one event merged into one ticket, whatever the order in which they are listed.

Reports merge when they name the same key (place and category) and the later one came in within a
time of the first report of the ticket, or of the last one. A ticket that is closed takes in no
more reports: what comes after is a new ticket that follows the old one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Literal

import attrs

from govcoord.mechanisms.spans import Span
from govcoord.numerals import exact

Anchor = Literal["first", "last"]
How = Literal["opened", "window", "person", "apart"]
Because = Literal["closed", "window"]
Key = tuple[str | None, str | None]

_CELL = re.compile(r"(?P<column>[1-9][0-9]{0,9})-(?P<row>[1-9][0-9]{0,9})", re.ASCII)


@attrs.frozen(kw_only=True)
class MergeRule:
    """How long after the first (or the last) report of a ticket another one belongs to it.

    The end of the time is within it. ``repeat`` is how long after the end of a ticket a new one
    of the same key follows it; ``None`` is for ever.
    """

    within: timedelta
    anchor: Anchor
    repeat: timedelta | None = None


@attrs.frozen(kw_only=True)
class Seen:
    """A report as it is merged.

    ``closed`` is when its ticket was closed, as recorded with this report. ``apart`` is one that
    a person said belongs with no other.
    """

    id: str
    at: datetime
    key: Key
    closed: datetime | None = None
    apart: bool = False


@attrs.frozen
class Joined:
    """A report in its ticket: why it is there, and how long after the report ``of``.

    ``after`` is ``None`` for the first report, and for one that a person joined whose own time
    is not known.
    """

    id: str
    how: How
    of: str | None = None
    after: Span | None = None


@attrs.frozen(kw_only=True)
class Ticket:
    """Reports of one event; its id is that of its first report.

    ``follows`` is an earlier ticket of the same key that was closed, or whose time was over
    (``because``); ``times`` counts the tickets of such a chain.
    """

    id: str
    key: Key
    opened: datetime
    reports: tuple[Joined, ...]
    closed: datetime | None = None
    follows: str | None = None
    because: Because | None = None
    times: int = 1


@attrs.define
class _Open:
    """A ticket while reports are still being put into it."""

    first: Seen
    last: Seen
    joined: list[Joined]
    closed: datetime | None = None
    before: _Open | None = None
    because: Because | None = None
    times: int = 1


def merge(rule: MergeRule, reports: Iterable[Seen]) -> tuple[Ticket, ...]:
    """The tickets of reports, by the time they were opened; the order of reports is no matter.

    Reports of one moment are taken by id, and a closing after the reports of its moment.

    >>> from datetime import datetime, timedelta
    >>> day = MergeRule(within=timedelta(hours=24), anchor="first")
    >>> noon = datetime(2026, 3, 2, 12)
    >>> key = ("G1", "lamp")
    >>> later = [Seen(id=f"R{n}", at=noon + timedelta(hours=12 * n), key=key) for n in range(4)]
    >>> [[one.id for one in ticket.reports] for ticket in merge(day, reversed(later))]
    [['R0', 'R1', 'R2'], ['R3']]
    """
    seen = {report.id: report for report in reports}
    events: list[tuple[datetime, int, str]] = []
    for report in seen.values():
        events.append((report.at, 0, report.id))
        if report.closed is not None:
            events.append((report.closed, 1, report.id))
    home: dict[str, _Open] = {}
    latest: dict[Key, _Open] = {}
    for at, is_closing, id_ in sorted(events):
        if is_closing:
            ticket = home[id_]
            ticket.closed = at if ticket.closed is None else ticket.closed
        else:
            home[id_] = _place(rule, seen[id_], latest)
    tickets = {id(ticket): ticket for ticket in home.values()}
    return tuple(sorted(map(_finished, tickets.values()), key=lambda t: (t.opened, t.id)))


def _place(rule: MergeRule, report: Seen, latest: dict[Key, _Open]) -> _Open:
    """The ticket of a report: the newest of its key if that is open and in time, else a new one."""
    if report.apart:
        return _Open(report, report, [Joined(report.id, "apart")])
    newest = latest.get(report.key)
    if newest is not None and newest.closed is None:
        anchor = newest.first if rule.anchor == "first" else newest.last
        after = report.at - anchor.at
        if after <= rule.within:
            newest.joined.append(Joined(report.id, "window", anchor.id, minutes(after)))
            newest.last = report
            return newest
    ticket = _Open(report, report, [Joined(report.id, "opened")])
    if newest is not None:
        end = newest.last.at if newest.closed is None else newest.closed
        if rule.repeat is None or report.at - end <= rule.repeat:
            ticket.before, ticket.times = newest, newest.times + 1
            ticket.because = "window" if newest.closed is None else "closed"
    latest[report.key] = ticket
    return ticket


def minutes(length: timedelta) -> Span:
    """A length of time in minutes, exact.

    >>> str(minutes(timedelta(hours=3, seconds=30)))
    '180.5 minutes'
    """
    return Span(exact(Fraction(length // timedelta(seconds=1), 60)), "minute")


def _finished(ticket: _Open) -> Ticket:
    return Ticket(
        id=ticket.first.id,
        key=ticket.first.key,
        opened=ticket.first.at,
        reports=tuple(ticket.joined),
        closed=ticket.closed,
        follows=None if ticket.before is None else ticket.before.first.id,
        because=ticket.because,
        times=ticket.times,
    )


@attrs.frozen(kw_only=True)
class Grid:
    """Equal cells over a plane: ``columns`` from ``left`` on, ``rows`` from ``bottom`` on.

    A cell holds its left and lower edge and not the others, so that every point lies in one.
    """

    left: Fraction
    bottom: Fraction
    width: Fraction
    height: Fraction
    columns: int
    rows: int

    def cell(self, x: Fraction, y: Fraction) -> str | None:
        """The code of the cell of a point, ``column-row`` counted from 1; ``None`` outside.

        >>> grid = Grid(left=Fraction(0), bottom=Fraction(0), width=Fraction(100),
        ...             height=Fraction(50), columns=3, rows=2)
        >>> grid.cell(Fraction(100), Fraction("49.9")), grid.cell(Fraction(300), Fraction(0))
        ('2-1', None)
        """
        column, row = (x - self.left) // self.width, (y - self.bottom) // self.height
        if 0 <= column < self.columns and 0 <= row < self.rows:
            return f"{column + 1}-{row + 1}"
        return None

    def around(self, code: str) -> tuple[str, ...]:
        """The cells that touch a cell, corners included.

        >>> Grid(left=Fraction(0), bottom=Fraction(0), width=Fraction(1), height=Fraction(1),
        ...      columns=3, rows=1).around("1-1")
        ('2-1',)
        """
        column, row = map(int, code.split("-"))
        found = [
            (column + right, row + up)
            for right in (-1, 0, 1)
            for up in (-1, 0, 1)
            if (right, up) != (0, 0)
        ]
        return tuple(f"{c}-{r}" for c, r in found if 1 <= c <= self.columns and 1 <= r <= self.rows)

    def knows(self, code: str) -> bool:
        """Whether it has a cell of that code."""
        match = _CELL.fullmatch(code)
        return match is not None and (
            int(match["column"]) <= self.columns and int(match["row"]) <= self.rows
        )


def could_belong(times: Sequence[datetime], at: datetime, until: datetime, rule: MergeRule) -> bool:
    """Whether a report that came in between two moments may be of a ticket with these reports."""
    return any(at - rule.within <= one <= until + rule.within for one in times)
