"""Whether a target is attained, and if not, whether what has been reached is on the way to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Literal

import attrs

from govcoord.mechanisms.trend import Forecast, Method, Point, forecast, year_point
from govcoord.numerals import Number, exact

Status = Literal["attained", "on_pace", "behind", "missed", "pending", "no_data", "not_measurable"]
"""``pending`` is a yes/no target that is not due; ``not_measurable`` waits for a baseline or for
a second figure."""

Light = Literal["green", "yellow", "red", "grey"]


@attrs.frozen
class Outlook:
    """How forecasts are made: the method, the interval, and where its ends are rounded."""

    method: Method = "least_squares"
    interval: str = "95%"
    digits: int = 2


@attrs.frozen
class Judged:
    """Where a target stands.

    ``latest`` is the figure that decides and ``at`` its day; ``gap`` is what is still to go, 0
    once it is reached; ``expected`` is what a straight line from the start to the target gives
    for that day; ``pace`` the change per year that is still needed.
    """

    status: Status
    light: Light
    reason: str | None = None
    required: Number | None = None
    latest: Number | None = None
    at: date | None = None
    gap: Number | None = None
    expected: Number | None = None
    pace: Number | None = None
    forecast: Forecast | None = None
    attained_on: date | None = None


def judge(
    required: Number | None,
    points: Sequence[Point],
    *,
    up: bool,
    due: date | None,
    day: date,
    start: Point | None = None,
    outlook: Outlook = Outlook(),
    complete: bool = True,
    strict: bool = False,
) -> Judged:
    """Judge figures, in the order of their days, against what is required by a day.

    ``up`` says that more is better, ``strict`` that the figure itself is not enough. ``start``
    is the baseline, or where a count begins; without it the first figure is. Figures after
    ``day`` are not looked at. ``complete`` is false for a sum in which figures are missing: it
    can show that a target is attained, and nothing else.

    >>> ends = [(date(2023, 12, 31), 10), (date(2024, 12, 31), 8)]
    >>> found = judge(5, ends, up=False, due=date(2025, 12, 31), day=date(2025, 3, 1))
    >>> found.status, found.expected, found.gap, found.pace, found.forecast.value
    ('behind', Fraction(15, 2), 3, -3, 6)
    """
    known = [point for point in points if point[0] <= day]
    if required is None:
        latest = known[-1] if known else (None, None)
        return Judged("not_measurable", "grey", "baseline", None, latest[1], latest[0])
    if not known:
        return Judged("no_data", "grey", "no_figures", required)
    view = _View(required, up, strict)
    if due is not None and day > due:
        return view.after(known, due, complete)
    at, value = known[-1]
    found = Judged("attained", "green", None, required, value, at, view.gap(value))
    if view.meets(value):
        return attrs.evolve(found, attained_on=view.first(known))
    if not complete:
        return attrs.evolve(found, status="no_data", light="grey", reason="figures_missing")
    if due is None:
        return attrs.evolve(found, status="behind", light="red")
    return view.before(found, known, due, start, outlook, day)


@attrs.frozen
class _View:
    """What is required, and which way is up."""

    required: Number
    up: bool
    strict: bool

    def meets(self, value: Number) -> bool:
        if self.strict and value == self.required:
            return False
        return value >= self.required if self.up else value <= self.required

    def gap(self, value: Number) -> Number:
        return 0 if self.meets(value) else exact(abs(Fraction(self.required) - value))

    def first(self, points: Sequence[Point]) -> date:
        """The day from which on it has been met to the last of these figures."""
        day = points[-1][0]
        for at, value in reversed(points):
            if not self.meets(value):
                break
            day = at
        return day

    def after(self, known: Sequence[Point], due: date, complete: bool) -> Judged:
        """Past the due day: what was reached by then, where that is known."""
        within = [point for point in known if point[0] <= due]
        at, value = within[-1] if within else known[-1]
        found = Judged("attained", "green", None, self.required, value, at, self.gap(value))
        if within and self.meets(value):
            reason = None if at == due else "no_figure_at_due"
            return attrs.evolve(found, reason=reason, attained_on=self.first(within))
        if within and at == due and complete:
            late = next((when for when, later in known if when > due and self.meets(later)), None)
            return attrs.evolve(found, status="missed", light="red", attained_on=late)
        reason = "no_figure_at_due" if complete else "figures_missing"
        return attrs.evolve(found, status="no_data", light="grey", reason=reason)

    def before(
        self, found: Judged, known: Sequence[Point], due: date, start: Point | None,
        outlook: Outlook, day: date,
    ) -> Judged:  # fmt: skip
        """Not met yet, and still time: compare with the way to the target."""
        at, value = known[-1]
        left = year_point(due) - year_point(at)
        pace = exact((Fraction(self.required) - value) / left) if left else None
        fitted = [*([start] if start and start[0] < known[0][0] else []), *known]
        ahead = None
        if left:
            ahead = forecast(
                fitted, due, outlook.method, interval=outlook.interval, digits=outlook.digits
            )
        found = attrs.evolve(found, pace=pace, forecast=ahead)
        begin = start or (known[0] if known[0][0] < at else None)
        if begin is None or begin[0] >= at:
            return attrs.evolve(found, status="not_measurable", light="grey", reason="one_figure")
        expected = self._line(begin, at, due)
        fine = value >= expected if self.up else value <= expected
        hopeful = ahead is None or self.meets(ahead.value)
        light: Light = "green" if fine and hopeful else "yellow" if fine or hopeful else "red"
        if not fine and ahead is None:
            light = "yellow" if left else "red"
        return attrs.evolve(
            found,
            status="on_pace" if fine else "behind",
            light=light,
            reason="due_today" if day == due else None,
            expected=expected,
        )

    def _line(self, begin: Point, at: date, due: date) -> Number:
        """The straight way from the start to the target, on a day."""
        start, value = year_point(begin[0]), Fraction(begin[1])
        share = (year_point(at) - start) / (year_point(due) - start)
        return exact(value + (self.required - value) * share)


def judge_done(
    achieved: date | None, not_yet: date | None, *, due: date | None, day: date
) -> Judged:
    """Judge a target that is done or not: when it was, or until when it is known not to be.

    >>> judge_done(None, date(2025, 6, 30), due=date(2025, 12, 31), day=date(2025, 7, 1)).status
    'pending'
    """
    if achieved is not None and achieved <= day:
        late = due is not None and achieved > due
        status: Status = "missed" if late else "attained"
        return Judged(status, "red" if late else "green", at=achieved, attained_on=achieved)
    open_until = max((d for d in (not_yet, achieved) if d is not None), default=None)
    if due is not None and day > due:
        if open_until is not None and open_until >= due:
            return Judged("missed", "red", at=not_yet)
        return Judged("no_data", "grey", "no_figure_at_due", at=not_yet)
    if open_until is None:
        return Judged("no_data", "grey", "no_figures")
    return Judged("pending", "grey", "due_today" if day == due else None, at=not_yet)
