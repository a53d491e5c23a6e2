"""The clock of a time limit: start, suspensions, one extension, warning, expiry, delivery.

A `Clock` is what the rule says, a `Run` what happened in one case; `Clock.at` gives the state
as of a day (or moment). Three things are kept apart:

- Time that is suspended on a listed ground is not counted, however many suspensions cover it;
  a suspension that starts after expiry stops nothing any more.
- An extension counts once, when it was approved at the latest on the day of expiry and its
  reasons were told; otherwise it is void, and the state says why.
- What is not known (whether a notice was given, whether reasons were told) is neither yes nor
  no: the suspension or extension is left out, and the state names the fact that is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from fractions import Fraction
from typing import Literal

import attrs

from govcoord.errors import CaseError, UnitError
from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.spans import (
    Moment,
    Pause,
    Span,
    SpanUnit,
    add,
    day_of,
    is_paused,
    measure,
    on_clock,
)
from govcoord.numerals import exact
from govcoord.periods import Calendar

Light = Literal["green", "yellow", "red"]
Phase = Literal["not_started", "running", "suspended", "finished"]
SuspensionVerdict = Literal[
    "counted", "ground_not_listed", "no_notice", "notice_unknown", "after_expiry", "after_end",
    "not_yet",
]  # fmt: skip
ExtensionVerdict = Literal[
    "granted", "not_allowed", "not_approved", "too_late", "no_reasons", "reasons_unknown",
    "too_long", "second", "not_yet",
]  # fmt: skip

_LIGHTS: Sequence[Light] = ("green", "yellow", "red")


@attrs.frozen(kw_only=True)
class Suspension:
    """One stop of the clock as recorded; days are both suspended, an open end is ``None``.

    An end that lies ahead is taken as announced.
    """

    start: Moment = fact("from", "自", "自")
    end: Moment | None = fact("to", "至", "至", default=None)
    ground: str = fact("ground", "事由", "事由")
    noticed: bool | None = fact("notice given", "已书面告知", "已書面告知", default=None)


@attrs.frozen(kw_only=True)
class Extension:
    """An extension as recorded; ``by`` is in the clock's own unit, left out it is the whole."""

    approved: Moment | None = fact("approved on", "批准日期", "批准日期", default=None)
    reasons_told: bool | None = fact("reasons told", "已告知理由", "已告知理由", default=None)
    by: int | None = fact("length", "延长时长", "延長時長", default=None, at_least=1)


@attrs.frozen(kw_only=True)
class Run:
    """What happened in one case."""

    started: Moment | None = None
    suspensions: tuple[Suspension, ...] = ()
    extensions: tuple[Extension, ...] = ()
    finished: Moment | None = None
    delivered: Moment | None = None


@attrs.frozen
class Standing:
    """Where one limit stands.

    ``due`` is the last day (or the moment) of the limit, ``None`` while an open suspension
    keeps it from being fixed; ``earliest`` is when it would be if that ended now. ``left``
    and ``over`` are counted in the limit's own unit. ``expired`` may be true with nothing
    counted yet: on the Saturday after a Friday no working day has passed.
    """

    limit: Span
    due: Moment | None
    earliest: Moment
    left: Span
    over: Span
    expired: bool
    light: Light


@attrs.frozen
class ClockState:
    """The state of a clock as of a day, with what was made of each suspension and extension.

    ``limit`` is the statutory limit with its extension, ``promised`` the shorter one that was
    promised, ``delivery`` that of handing over the result. ``spent`` is the time counted so
    far, ``suspended`` the time that was not, both in the clock's own unit. ``missing`` names
    the facts that would settle what is open.
    """

    as_of: Moment
    phase: Phase
    limit: Standing | None = None
    promised: Standing | None = None
    delivery: Standing | None = None
    spent: Span | None = None
    suspended: Span | None = None
    suspensions: tuple[SuspensionVerdict, ...] = ()
    extensions: tuple[ExtensionVerdict, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def light(self) -> Light | None:
        """The worst light of the limit and the promise; ``None`` before the start."""
        shown = [s.light for s in (self.limit, self.promised) if s is not None]
        return max(shown, key=_LIGHTS.index, default=None)

    @property
    def due(self) -> Moment | None:
        """The last day of the limit, where it is fixed."""
        return self.limit.due if self.limit else None

    @property
    def is_overdue(self) -> bool:
        """Whether the limit has expired before the end."""
        return self.limit is not None and self.limit.expired


@attrs.frozen(kw_only=True)
class Clock:
    """A time limit as a rule states it. One of 0 days ends on the day of its start.

    Only suspensions on one of ``grounds`` count, with ``needs_notice`` only those told in
    writing. ``extension`` is the longest that may be granted once, ``None`` where none may
    be. ``warn`` turns the light yellow when no more than that is left. With
    ``ends_on_workday`` a limit of days or months that ends on a day off ends on the next
    working day.

    >>> from datetime import date
    >>> clock = Clock(limit=Span(5, "workday"), warn=Span(2, "workday"))
    >>> state = clock.at(Run(started=date(2024, 2, 7)), date(2024, 2, 18), Calendar())
    >>> state.due, state.limit.left.words(), state.light
    (datetime.date(2024, 2, 20), '2 workdays', 'yellow')
    """

    limit: Span
    promised: Span | None = None
    count_start: bool = False
    grounds: frozenset[str] = frozenset()
    needs_notice: bool = False
    extension: Span | None = None
    needs_reasons: bool = True
    warn: Span | None = None
    delivery: Span | None = None
    ends_on_workday: bool = False

    def __attrs_post_init__(self) -> None:
        for span in (self.limit, self.promised):
            if span is not None and not span.n and (span.is_timed or self.count_start):
                raise UnitError("a time limit of nothing cannot be kept")
        if self.extension is not None:
            self.limit + self.extension  # refuses two different clocks
        for span in (self.promised, self.warn):
            if span is not None and span.is_timed != self.limit.is_timed:
                raise UnitError(f"{span.words()} and {self.limit.words()} are on different clocks")

    def at(self, run: Run, as_of: Moment, calendar: Calendar) -> ClockState:
        """The state as of a day (for hours: a moment); what happened later is not seen.

        Raises `CaseError` for events in an order that cannot be, and `CalendarError` where
        the calendar does not know a year.
        """
        unit = self.limit.unit
        as_of = on_clock(as_of, unit, "as_of")
        check_order(run, unit)
        started = _until(run.started, as_of, unit)
        if started is None:
            return ClockState(as_of, "not_started")
        finished = _until(run.finished, as_of, unit)
        return _Reckoning(self, run, started, finished, as_of, calendar).state()

    def due(self, started: Moment, calendar: Calendar) -> Moment:
        """The end of the limit where nothing stops or extends it."""
        end = self.end(started, self.limit, calendar, ())
        assert end is not None
        return end

    def end(
        self, started: Moment, span: Span, calendar: Calendar, pauses: Iterable[Pause]
    ) -> Moment | None:
        """The end of a span on this clock; ``None`` while a pause keeps it open."""
        end = add(started, span, calendar, pauses=pauses, count_start=self.count_start)
        if end is None or not self.ends_on_workday or span.unit not in ("day", "month"):
            return end
        day = day_of(end)
        return day if calendar.is_workday(day) else calendar.add_workdays(day, 1)


def judge(
    limit: Span,
    due: Moment | None,
    earliest: Moment,
    now: Moment,
    calendar: Calendar,
    *,
    pauses: Sequence[Pause] = (),
    warn: Span | None = None,
) -> Standing:
    """Where a limit stands that ends on ``due``, or not before ``earliest``.

    ``warn`` is left out once the case has ended: a limit that was kept is green.
    """
    now = on_clock(now, limit.unit)
    expired = due is not None and now > due
    left = measure(now, earliest, limit.unit, calendar, pauses=pauses)
    over = measure(earliest, now, limit.unit, calendar)
    light: Light = "red" if expired else "green"
    if warn is not None and not expired:
        rest = left
        if left.unit != warn.unit:
            rest = measure(now, earliest, warn.unit, calendar, pauses=pauses)
        light = "yellow" if (rest.n, rest.days) <= (warn.n, warn.days) else "green"
    return Standing(limit, due, earliest, left, over, expired, light)


def check_order(run: Run, unit: str) -> None:
    """Raise `CaseError` for a suspension that ends before it starts, or an end before the start."""
    for n, stop in enumerate(run.suspensions):
        start = on_clock(stop.start, unit, "start")
        if stop.end is not None and on_clock(stop.end, unit, "end") < start:
            where = f"suspensions[{n}]"
            raise CaseError("end", str(stop.end), f"at or after {stop.start}", where=where)
    named = [("started", run.started), ("finished", run.finished), ("delivered", run.delivered)]
    last: tuple[str, Moment] | None = None
    for name, moment in named:
        if moment is None:
            continue
        moment = on_clock(moment, unit, name)
        if last is not None and moment < last[1]:
            raise CaseError(name, str(moment), f"at or after {last[1]}")
        last = name, moment


def _until(moment: Moment | None, as_of: Moment, unit: str) -> Moment | None:
    """The moment if it has come."""
    if moment is None:
        return None
    moment = on_clock(moment, unit)
    return moment if moment <= as_of else None


@attrs.frozen
class _Reckoning:
    """The state of one run, step by step; ``now`` is the end of the case, or ``as_of``."""

    clock: Clock
    run: Run
    started: Moment
    finished: Moment | None
    as_of: Moment
    calendar: Calendar

    @property
    def unit(self) -> SpanUnit:
        return self.clock.limit.unit

    @property
    def now(self) -> Moment:
        return self.as_of if self.finished is None else self.finished

    def state(self) -> ClockState:
        missing: list[str] = []
        verdicts = [self.of_suspension(n, missing) for n in range(len(self.run.suspensions))]
        pauses = self.counted(verdicts)
        extensions, whole = self.extended(pauses, missing)
        limit = self.standing(whole, pauses)
        verdicts = self.without_late(verdicts, limit)
        pauses = self.counted(verdicts)
        promised = self.clock.promised
        return ClockState(
            self.as_of,
            self.phase(pauses),
            limit,
            None if promised is None else self.standing(promised, pauses),
            self.delivery(),
            measure(self.origin, self.now, self.unit, self.calendar, pauses=pauses),
            self.suspended(pauses),
            tuple(verdicts),
            extensions,
            tuple(missing),
        )

    def phase(self, pauses: Sequence[Pause]) -> Phase:
        if self.finished is not None:
            return "finished"
        return "suspended" if is_paused(self.now, self.unit, pauses) else "running"

    def counted(self, verdicts: Sequence[SuspensionVerdict]) -> list[Pause]:
        stops = zip(self.run.suspensions, verdicts, strict=True)
        return [(stop.start, stop.end) for stop, verdict in stops if verdict == "counted"]

    def of_suspension(self, n: int, missing: list[str]) -> SuspensionVerdict:
        stop = self.run.suspensions[n]
        start = on_clock(stop.start, self.unit)
        if start > self.as_of:
            return "not_yet"
        if start > self.now:
            return "after_end"
        if stop.ground not in self.clock.grounds:
            return "ground_not_listed"
        if not self.clock.needs_notice or stop.noticed:
            return "counted"
        if stop.noticed is None:
            missing.append(f"suspensions[{n}].noticed")
            return "notice_unknown"
        return "no_notice"

    def without_late(
        self, verdicts: Sequence[SuspensionVerdict], limit: Standing
    ) -> list[SuspensionVerdict]:
        """A suspension that starts after expiry stops nothing."""
        return [
            "after_expiry" if verdict == "counted" and self.is_late(stop, limit.due) else verdict
            for stop, verdict in zip(self.run.suspensions, verdicts, strict=True)
        ]

    def is_late(self, stop: Suspension, due: Moment | None) -> bool:
        if due is None:
            return False
        start = on_clock(stop.start, self.unit)
        return start >= due if self.clock.limit.is_timed else start > due

    def extended(
        self, pauses: Sequence[Pause], missing: list[str]
    ) -> tuple[tuple[ExtensionVerdict, ...], Span]:
        """What becomes of each extension, and the limit with the one that counts."""
        limit = self.clock.limit
        expiry = self.clock.end(self.started, limit, self.calendar, pauses)
        latest = min((end for end in (expiry, self.finished) if end is not None), default=None)
        granted = False
        verdicts: dict[int, ExtensionVerdict] = {}
        for n, extension in self.in_order():
            verdict = self.of_extension(extension, latest)
            if granted and verdict not in ("not_yet", "not_approved"):
                verdict = "second"
            elif verdict == "granted":
                granted, limit = True, limit + self.length(extension)
            elif verdict == "reasons_unknown":
                missing.append(f"extensions[{n}].reasons_told")
            verdicts[n] = verdict
        return tuple(verdicts[n] for n in range(len(verdicts))), limit

    def in_order(self) -> list[tuple[int, Extension]]:
        """Extensions by the day of approval; the record's order decides among equals."""

        def day(pair: tuple[int, Extension]) -> tuple[bool, Moment]:
            approved = pair[1].approved
            if approved is None:
                return True, self.as_of
            return False, on_clock(approved, self.unit, "approved")

        return sorted(enumerate(self.run.extensions), key=day)

    def length(self, extension: Extension) -> Span:
        longest = self.clock.extension
        assert longest is not None
        return longest if extension.by is None else Span(extension.by, longest.unit)

    def of_extension(self, extension: Extension, latest: Moment | None) -> ExtensionVerdict:
        longest = self.clock.extension
        if extension.approved is None:
            return "not_approved"
        approved = on_clock(extension.approved, self.unit, "approved")
        if approved > self.as_of:
            return "not_yet"
        if longest is None:
            return "not_allowed"
        if latest is not None and approved > latest:
            return "too_late"
        if extension.by is not None and extension.by > longest.n:
            return "too_long"
        if self.clock.needs_reasons and not extension.reasons_told:
            return "reasons_unknown" if extension.reasons_told is None else "no_reasons"
        return "granted"

    def standing(self, limit: Span, pauses: Sequence[Pause]) -> Standing:
        """Where a limit stands when nothing more happens after now."""
        due = self.clock.end(self.started, limit, self.calendar, pauses)
        if due is not None:
            return self.judged(limit, due, due, pauses)
        shut = [(first, self.now if last is None else last) for first, last in pauses]
        earliest = self.clock.end(self.started, limit, self.calendar, shut)
        assert earliest is not None
        return self.judged(limit, None, earliest, shut)

    def judged(
        self, limit: Span, due: Moment | None, earliest: Moment, pauses: Sequence[Pause]
    ) -> Standing:
        ended = self.finished is not None
        warn = None if ended else self.clock.warn
        return judge(limit, due, earliest, self.now, self.calendar, pauses=pauses, warn=warn)

    def delivery(self) -> Standing | None:
        """Where handing over the result stands, once the case is finished."""
        limit, finished = self.clock.delivery, self.finished
        if limit is None or finished is None:
            return None
        delivered = _until(self.run.delivered, self.as_of, self.unit)
        due = add(finished, limit, self.calendar)
        assert due is not None
        now = self.as_of if delivered is None else delivered
        warn = self.clock.warn if delivered is None else None
        return judge(limit, due, due, now, self.calendar, warn=warn)

    def suspended(self, pauses: Sequence[Pause]) -> Span:
        """The time not counted; for a limit of months in days."""
        unit: SpanUnit = "day" if self.unit == "month" else self.unit
        if not pauses:
            return Span(0, unit)
        whole, counted = (
            measure(self.origin, self.now, unit, self.calendar, pauses=without)
            for without in ((), pauses)
        )
        return Span(exact(whole.n - Fraction(counted.n)), unit)

    @property
    def origin(self) -> Moment:
        """After what the counting begins."""
        if self.clock.limit.is_timed or not self.clock.count_start:
            return self.started
        return day_of(self.started) - timedelta(days=1)
