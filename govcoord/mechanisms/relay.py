"""Who has to be told in what time: along a chain, or by the gravity of an event.

The clock runs day and night, through weekends and holidays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import attrs

from govcoord.mechanisms.obligation import Obligation, after
from govcoord.mechanisms.spans import Moment, Span, add, measure, on_clock
from govcoord.periods import Calendar

TellState = Literal["in_time", "late", "waiting", "overdue", "not_reached"]


@attrs.frozen
class Hop:
    """``sender`` passes on to ``receiver`` within a time."""

    sender: str
    receiver: str
    within: Span


@attrs.frozen
class Told:
    """One hop or notice: from when it ran, until when, when it arrived, how much too late.

    ``not_reached``: the sender itself has not been told yet.
    """

    sender: str | None
    receiver: str
    since: Moment | None
    due: Moment | None
    at: Moment | None
    late_by: Span | None
    state: TellState


def relayed(
    hops: Sequence[Hop],
    issued: Moment,
    received: Mapping[str, Moment],
    now: Moment,
    calendar: Calendar,
) -> tuple[Told, ...]:
    """Each hop of a chain; senders that nobody tells start when the warning is issued.

    A receiver who was told another way, before the sender was, is in time.
    """
    receivers = {hop.receiver for hop in hops}
    for hop in hops:
        on_clock(issued, hop.within.unit, "issued")
    found = []
    for hop in hops:
        since = received.get(hop.sender) if hop.sender in receivers else issued
        at = received.get(hop.receiver)
        found.append(told(hop.sender, hop.receiver, since, hop.within, at, now, calendar))
    return tuple(found)


def told(
    sender: str | None,
    receiver: str,
    since: Moment | None,
    within: Span,
    at: Moment | None,
    now: Moment,
    calendar: Calendar,
) -> Told:
    """How one notice stands; ``since`` is ``None`` while the sender does not know either.

    >>> from datetime import datetime
    >>> known, heard = datetime(2026, 2, 16, 23, 50), datetime(2026, 2, 17, 0, 25)
    >>> found = told(None, "health", known, Span(30, "minute"), heard, heard, Calendar())
    >>> found.state, found.late_by.words()
    ('late', '5 minutes')
    """
    if at is not None:
        # at what time of the day it arrived matters to a clock of hours
        at = on_clock(at, within.unit, receiver)
    if at is not None and after(at, now):
        at = None
    if since is None or after(since, now):
        state: TellState = "not_reached" if at is None else "in_time"
        return Told(sender, receiver, None, None, at, None, state)
    due = add(since, within, calendar)
    owed = Obligation("told", receiver, due, at).state(now)
    states: Mapping[str, TellState] = {
        "done": "in_time", "late": "late", "open": "waiting", "overdue": "overdue"
    }  # fmt: skip
    late = None
    if owed == "late" and due is not None and at is not None:
        late = measure(due, at, "minute" if within.is_timed else within.unit, calendar)
    return Told(sender, receiver, since, due, at, late, states[owed])
