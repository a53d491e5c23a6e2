"""Objections to what was told: the time to object, the time to decide on it, what became of it.

While somebody may still object, or has and no decision is made, what was told is provisional.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import attrs

from govcoord.mechanisms.obligation import after
from govcoord.mechanisms.spans import Span, add, day_of
from govcoord.periods import Calendar

Reviewed = Literal["confirmed", "changed", "revoked"]
"""What a review made of it."""

REVIEWED = {
    "维持": "confirmed", "維持": "confirmed", "变更": "changed", "變更": "changed",
    "撤销": "revoked", "撤銷": "revoked",
}  # fmt: skip
"""Chinese words for what a review made of it."""

ReviewState = Literal[
    "not_concluded", "none", "possible", "pending", "too_late", "confirmed", "changed",
    "revoked", "unknown",
]  # fmt: skip

_SETTLED = ("none", "too_late", "confirmed", "changed", "revoked")


@attrs.frozen
class Objection:
    """What happened: told, objected, decided, and the result of the review."""

    told: date | None
    objected: date | None = None
    decided: date | None = None
    result: Reviewed | None = None


@attrs.frozen
class Review:
    """Where it stands; ``until`` is the last day to object, or to decide on an objection.

    ``wrong`` are codes of what came too late, ``missing`` the facts that would settle it.
    """

    state: ReviewState
    until: date | None = None
    wrong: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def provisional(self) -> bool:
        """Whether what was told may still change."""
        return self.state not in _SETTLED

    @property
    def is_decided(self) -> bool:
        """Whether an objection was decided on as of the day."""
        return self.state in ("confirmed", "changed", "revoked") or "result" in self.missing


def review(
    given: Objection, within: Span, decide_within: Span | None, as_of: date, calendar: Calendar
) -> Review:
    """Where an objection stands on a day; the day of telling is not counted, the last day is.

    ``decide_within`` is the time to decide, ``None`` where no day is set.

    >>> told = Objection(date(2025, 1, 2), objected=date(2025, 2, 1))
    >>> review(told, Span(30, "day"), Span(30, "day"), date(2025, 2, 5), Calendar())
    Review(state='pending', until=datetime.date(2025, 3, 3), wrong=(), missing=())
    """
    if given.told is None or given.told > as_of:
        if given.objected is not None and given.told is None:
            return Review("unknown", missing=("told",))
        return Review("not_concluded")
    until = _end(given.told, within, calendar)
    if given.objected is None or given.objected > as_of:
        return Review("none" if after(as_of, until) else "possible", until)
    if given.objected > until:
        return Review("too_late", until, ("objection_late",))
    last = None if decide_within is None else _end(given.objected, decide_within, calendar)
    if given.decided is None or given.decided > as_of:
        overdue = last is not None and as_of > last
        return Review("pending", last, ("review_overdue",) if overdue else ())
    wrong = ("review_late",) if last is not None and given.decided > last else ()
    if given.result is None:
        return Review("unknown", last, wrong, ("result",))
    return Review(given.result, last, wrong)


def _end(start: date, span: Span, calendar: Calendar) -> date:
    end = add(start, span, calendar)
    assert end is not None  # no pause is given, so that every end is fixed
    return day_of(end)
