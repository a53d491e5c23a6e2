"""Ladders: a question goes from step to step until somebody settles it.

Each step has its own time, counted from the day on which the question reached it; that day is
not counted. Where nothing happens the question goes up by itself when the time is over, or
waits and is overdue, as the ladder says. Time that is suspended is not counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import attrs

from govcoord.errors import CaseError
from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.obligation import after
from govcoord.mechanisms.spans import Moment, Pause, Span, add
from govcoord.periods import Calendar

Ending = Literal["settled", "failed", "expired", "withdrawn"]

_KINDS = {
    "达成一致": "settled", "议定": "settled", "達成一致": "settled", "議定": "settled",
    "未达成一致": "failed", "协商不成": "failed", "上报": "failed", "協商不成": "failed",
    "撤回": "withdrawn",
}  # fmt: skip


@attrs.frozen(kw_only=True)
class Rung:
    """One step: its id and its time; ``None`` is no limit."""

    id: str
    within: Span | None = None


@attrs.frozen(kw_only=True)
class Event:
    """What happened: the question was settled, could not be (and goes up), or was withdrawn.

    ``by`` is who settled it; ``papers`` what was handed up with it.
    """

    at: Moment = fact("on", "日期", "日期")
    what: Literal["settled", "failed", "withdrawn"] = fact("what", "结果", "結果", words=_KINDS)
    by: str | None = fact("by", "由谁", "由誰", choices="departments", default=None)
    papers: tuple[str, ...] | None = fact("papers", "附送材料", "附送材料", default=None)


@attrs.frozen
class Stay:
    """The time that a question spent on one step; ``due`` is the last day of the step.

    ``left`` and ``how`` are ``None`` while it is there.
    """

    step: str
    since: Moment
    due: Moment | None
    left: Moment | None = None
    how: Ending | None = None


@attrs.frozen
class Climb:
    """The way of a question: its stays in order, and whether it is still open."""

    stays: tuple[Stay, ...]

    @property
    def last(self) -> Stay:
        """Where it is, or where it ended."""
        return self.stays[-1]

    @property
    def is_open(self) -> bool:
        """Whether nobody has settled or withdrawn it."""
        return self.last.how is None


def climb(
    rungs: Sequence[Rung],
    raised: Moment,
    events: Sequence[Event],
    as_of: Moment,
    calendar: Calendar,
    *,
    by_itself: bool = True,
    pauses: Sequence[Pause] = (),
) -> Climb:
    """The way of a question as of a day; what happened later is not seen.

    ``by_itself``: at the end of its time it goes up. An event on the last day is in time.
    Raises `CaseError` for an event before the question was there, after its end, or above the
    last step.

    >>> from datetime import date
    >>> rungs = [Rung(id="talk", within=Span(10, "workday")), Rung(id="decide")]
    >>> way = climb(rungs, date(2026, 2, 9), [], date(2026, 3, 31), Calendar())
    >>> [(stay.step, stay.due and stay.due.isoformat(), stay.how) for stay in way.stays]
    [('talk', '2026-02-28', 'expired'), ('decide', None, None)]
    """
    seen = sorted(
        ((n, event) for n, event in enumerate(events) if not after(event.at, as_of)),
        key=lambda pair: (str(pair[1].at), pair[0]),
    )
    stays: list[Stay] = []
    at, since = 0, raised
    while True:
        within = rungs[at].within
        due = None if within is None else add(since, within, calendar, pauses=pauses)
        stay = Stay(rungs[at].id, since, due)
        number, event = seen[0] if seen else (0, None)
        passed = due is not None and at + 1 < len(rungs) and by_itself
        if passed and due is not None and after(as_of if event is None else event.at, due):
            stays.append(attrs.evolve(stay, left=due, how="expired"))
            at, since = at + 1, due
            continue
        if event is None:
            return Climb((*stays, stay))
        seen.pop(0)
        _check(event, number, since, at + 1 == len(rungs))
        stays.append(attrs.evolve(stay, left=event.at, how=event.what))
        if event.what != "failed":
            if seen:
                where = f"events[{seen[0][0]}]"
                raise CaseError("at", str(seen[0][1].at), "nothing after the end", where=where)
            return Climb(tuple(stays))
        at, since = at + 1, event.at


def _check(event: Event, number: int, since: Moment, is_last: bool) -> None:
    where = f"events[{number}]"
    if after(since, event.at):
        expected = f"at or after {since}"
        raise CaseError("at", str(event.at), expected, where=where)
    if event.what == "failed" and is_last:
        hint = "nobody is above the last step"
        raise CaseError("what", event.what, "`settled` or `withdrawn`", hint=hint, where=where)
