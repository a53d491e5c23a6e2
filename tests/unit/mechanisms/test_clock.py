"""The clock of a limit: suspensions, one extension, warning, expiry; against a walk by days."""

from __future__ import annotations

import doctest
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.errors import CalendarError, CaseError, UnitError
from govcoord.mechanisms import clock as module
from govcoord.mechanisms.clock import Clock, ClockState, Extension, Run, Suspension
from govcoord.mechanisms.spans import Span
from govcoord.periods import Calendar
from tests.support import clock_days

CHINA = Calendar()
DAY = timedelta(days=1)
HEARING, LEAVE = "hearing", "leave"

PERMIT = Clock(
    limit=Span(20, "workday"),
    promised=Span(10, "workday"),
    grounds=frozenset({HEARING}),
    needs_notice=True,
    extension=Span(10, "workday"),
    warn=Span(3, "workday"),
    delivery=Span(10, "workday"),
)


def stop(
    start: date, end: date | None, ground: str = HEARING, told: bool | None = True
) -> Suspension:
    return Suspension(start=start, end=end, ground=ground, noticed=told)


days = st.dates(date(2023, 12, 1), date(2025, 2, 28))
stops = st.lists(
    st.builds(
        lambda start, length, ground, told: stop(
            start, None if length is None else start + length * DAY, ground, told
        ),
        days,
        st.one_of(st.none(), st.integers(0, 25)),
        st.sampled_from([HEARING, LEAVE]),
        st.sampled_from([True, False, None]),
    ),
    max_size=4,
)


@given(started=days, n=st.integers(1, 30), held=stops, as_of=days, first_day=st.booleans())
def test_the_state_is_that_of_a_walk_day_by_day(
    started: date, n: int, held: list[Suspension], as_of: date, first_day: bool
) -> None:
    """Due, left, over and spent days agree with counting one day after the other."""
    clock = Clock(
        limit=Span(n, "workday"),
        grounds=frozenset({HEARING}),
        needs_notice=True,
        count_start=first_day,
    )
    state = clock.at(Run(started=started, suspensions=tuple(held)), as_of, CHINA)
    if as_of < started:
        assert state == ClockState(as_of, "not_started")
        return
    seen = [
        (one.start, one.end)
        for one in held
        if one.ground == HEARING and one.noticed and one.start <= as_of
    ]
    due = clock_days.due(started, n, "workday", CHINA, seen, first_day)
    assert state.limit is not None
    assert state.due == due
    origin = started - DAY if first_day else started
    shut = [(a, as_of if b is None else b) for a, b in seen]
    earliest = clock_days.due(started, n, "workday", CHINA, shut, first_day)
    assert state.limit.earliest == earliest
    assert earliest is not None
    left = clock_days.counted(as_of, earliest, "workday", CHINA, shut)
    assert state.limit.left.n == left
    assert state.limit.over.n == clock_days.counted(earliest, as_of, "workday", CHINA, [])
    assert state.is_overdue == (due is not None and due < as_of)
    if not state.is_overdue:
        spent = clock_days.counted(origin, as_of, "workday", CHINA, shut)
        assert state.spent == Span(spent, "workday")
        assert spent + left == n


def test_spring_festival_with_overlapping_suspensions() -> None:
    """Make-up working days count, holidays do not, and days suspended twice are left out once."""
    held = (stop(date(2024, 2, 5), date(2024, 2, 9)), stop(date(2024, 2, 7), date(2024, 2, 19)))
    run = Run(started=date(2024, 2, 1), suspensions=held)
    state = PERMIT.at(run, date(2024, 2, 20), CHINA)
    # Counted: 2 and 4 (a Sunday worked) February, then from the 20th on.
    assert (state.spent, state.suspended) == (Span(3, "workday"), Span(7, "workday"))
    assert state.due == date(2024, 3, 14)
    assert state.suspensions == ("counted", "counted")


def test_only_listed_and_told_suspensions_count() -> None:
    """What is not known is neither yes nor no: the fact is named."""
    held = (
        stop(date(2024, 3, 4), date(2024, 3, 8), LEAVE),
        stop(date(2024, 3, 4), date(2024, 3, 8), told=False),
        stop(date(2024, 3, 4), date(2024, 3, 8), told=None),
        stop(date(2024, 3, 28), None),
    )
    state = PERMIT.at(Run(started=date(2024, 3, 1), suspensions=held), date(2024, 3, 10), CHINA)
    assert state.suspensions == ("ground_not_listed", "no_notice", "notice_unknown", "not_yet")
    assert state.missing == ("suspensions[2].noticed",)
    assert state.due == date(2024, 3, 29)


def test_an_open_suspension_leaves_the_end_unfixed() -> None:
    """While it lasts there is an earliest end only, and it moves on with the days."""
    run = Run(started=date(2024, 3, 1), suspensions=(stop(date(2024, 3, 4), None),))
    state = PERMIT.at(run, date(2024, 3, 8), CHINA)
    assert state.limit is not None
    assert (state.phase, state.due, state.limit.earliest) == ("suspended", None, date(2024, 4, 8))
    assert (state.limit.left, state.light) == (Span(20, "workday"), "green")


def test_a_suspension_after_expiry_stops_nothing() -> None:
    """Overdue days go on counting, and the suspension is named as late."""
    run = Run(started=date(2024, 3, 1), suspensions=(stop(date(2024, 4, 1), None),))
    state = PERMIT.at(run, date(2024, 4, 3), CHINA)
    assert state.limit is not None
    assert (state.phase, state.suspensions) == ("running", ("after_expiry",))
    assert (state.due, state.limit.over) == (date(2024, 3, 29), Span(3, "workday"))


@pytest.mark.parametrize(
    ("extension", "verdict", "due"),
    [
        (Extension(approved=date(2024, 3, 29), reasons_told=True), "granted", date(2024, 4, 15)),
        (Extension(approved=date(2024, 3, 30), reasons_told=True), "too_late", date(2024, 3, 29)),
        (
            Extension(approved=date(2024, 3, 29), reasons_told=False),
            "no_reasons",
            date(2024, 3, 29),
        ),
        (Extension(approved=date(2024, 3, 29)), "reasons_unknown", date(2024, 3, 29)),
        (Extension(reasons_told=True), "not_approved", date(2024, 3, 29)),
        (
            Extension(approved=date(2024, 3, 29), reasons_told=True, by=11),
            "too_long",
            date(2024, 3, 29),
        ),
        (
            Extension(approved=date(2024, 3, 29), reasons_told=True, by=1),
            "granted",
            date(2024, 4, 1),
        ),
    ],
)
def test_an_extension_counts_only_in_time_and_with_reasons(
    extension: Extension, verdict: str, due: date
) -> None:
    """On the day of expiry it is still in time; the day after it is void."""
    run = Run(started=date(2024, 3, 1), extensions=(extension,))
    state = PERMIT.at(run, date(2024, 4, 2), CHINA)
    assert (state.extensions, state.due) == ((verdict,), due)
    assert bool(state.missing) == (verdict == "reasons_unknown")


def test_there_is_one_extension() -> None:
    """The earlier approval counts, whatever the order of the record."""
    later = Extension(approved=date(2024, 3, 20), reasons_told=True)
    first = Extension(approved=date(2024, 3, 10), reasons_told=True, by=2)
    run = Run(started=date(2024, 3, 1), extensions=(later, first))
    state = PERMIT.at(run, date(2024, 4, 2), CHINA)
    assert (state.extensions, state.due) == (("second", "granted"), date(2024, 4, 2))
    seen = PERMIT.at(run, date(2024, 3, 15), CHINA)
    assert seen.extensions == ("not_yet", "granted")
    bare = Clock(limit=Span(20, "workday")).at(run, date(2024, 4, 2), CHINA)
    assert bare.extensions == ("not_allowed", "not_allowed")


def test_an_extension_approved_during_a_suspension_is_in_time() -> None:
    """While the clock stands it cannot have expired."""
    run = Run(
        started=date(2024, 3, 1),
        suspensions=(stop(date(2024, 3, 28), None),),
        extensions=(Extension(approved=date(2024, 5, 20), reasons_told=True),),
    )
    state = PERMIT.at(run, date(2024, 5, 20), CHINA)
    assert (state.phase, state.extensions) == ("suspended", ("granted",))


@pytest.mark.parametrize(
    ("as_of", "light", "promised", "left", "over", "expired"),
    [
        (date(2024, 3, 8), "green", "green", 15, 0, False),
        (date(2024, 3, 12), "yellow", "yellow", 13, 0, False),
        (date(2024, 3, 15), "yellow", "yellow", 10, 0, False),
        (date(2024, 3, 16), "red", "red", 10, 0, False),
        (date(2024, 3, 29), "red", "red", 0, 0, False),
        (date(2024, 3, 30), "red", "red", 0, 0, True),
        (date(2024, 4, 1), "red", "red", 0, 1, True),
    ],
)
def test_lights_turn_before_the_limit_and_on_its_expiry(
    as_of: date, light: str, promised: str, left: int, over: int, expired: bool
) -> None:
    """Both limits stand side by side; on a Saturday the limit is over with no day counted."""
    state = PERMIT.at(Run(started=date(2024, 3, 1)), as_of, CHINA)
    assert state.limit is not None
    assert state.promised is not None
    assert (state.light, state.promised.light) == (light, promised)
    counted = (state.limit.left.n, state.limit.over.n, state.limit.expired)
    assert counted == (left, over, expired)


def test_a_finished_case_is_late_or_in_time_and_is_delivered() -> None:
    """The day of the end decides, not that of looking; delivery has a limit of its own."""
    run = Run(started=date(2024, 3, 1), finished=date(2024, 3, 29), delivered=date(2024, 4, 20))
    state = PERMIT.at(run, date(2024, 6, 3), CHINA)
    assert state.limit is not None
    assert (state.phase, state.limit.light, state.limit.expired) == ("finished", "green", False)
    assert state.delivery is not None
    assert (state.delivery.due, state.delivery.light) == (date(2024, 4, 15), "red")
    before = PERMIT.at(run, date(2024, 3, 28), CHINA)
    assert (before.phase, before.delivery) == ("running", None)
    waiting = PERMIT.at(run, date(2024, 4, 12), CHINA).delivery
    assert waiting is not None
    assert (waiting.light, waiting.left) == ("yellow", Span(1, "workday"))


def test_hours_run_through_the_holidays() -> None:
    """A limit of 24 hours from New Year's Eve ends on New Year's Day."""
    clock = Clock(limit=Span(24, "hour"), warn=Span(2, "hour"), grounds=frozenset({HEARING}))
    started = datetime(2024, 2, 9, 17, 30)
    state = clock.at(Run(started=started), datetime(2024, 2, 10, 15, 30), CHINA)
    assert state.limit is not None
    assert (state.due, state.limit.left, state.light) == (
        datetime(2024, 2, 10, 17, 30),
        Span(2, "hour"),
        "yellow",
    )
    with pytest.raises(CaseError, match="as_of"):
        clock.at(Run(started=started), date(2024, 2, 10), CHINA)


def test_a_limit_that_ends_on_a_day_off_may_end_on_the_next_working_day() -> None:
    """Only where the rule says so; working days are never moved."""
    run = Run(started=date(2024, 1, 10))
    plain = Clock(limit=Span(1, "month"))
    moved = Clock(limit=Span(1, "month"), ends_on_workday=True)
    assert plain.at(run, date(2024, 1, 11), CHINA).due == date(2024, 2, 10)
    state = moved.at(run, date(2024, 1, 12), CHINA)
    assert state.due == date(2024, 2, 18)
    assert state.limit is not None
    assert state.limit.left == Span(1, "month", 6)


def test_events_in_an_order_that_cannot_be_are_refused() -> None:
    """With the place of the event."""
    backwards = stop(date(2024, 3, 8), date(2024, 3, 4))
    with pytest.raises(CaseError) as caught:
        PERMIT.at(Run(suspensions=(backwards,)), date(2024, 3, 9), CHINA)
    assert (caught.value.name, caught.value.where) == ("end", "suspensions[0]")
    run = Run(started=date(2024, 3, 8), finished=date(2024, 3, 4))
    with pytest.raises(CaseError, match="finished"):
        PERMIT.at(run, date(2024, 3, 9), CHINA)


def test_a_year_without_a_calendar_is_an_error_that_names_it() -> None:
    """Nothing is guessed about holidays that were not announced."""
    with pytest.raises(CalendarError, match="2024"):
        PERMIT.at(Run(started=date(2023, 12, 20)), date(2023, 12, 21), Calendar(last_year=2023))


def test_a_limit_of_no_days_ends_on_the_day_of_its_start() -> None:
    """What is done on the spot is late the next day, also over a weekend."""
    clock = Clock(limit=Span(0, "workday"))
    run = Run(started=date(2024, 3, 1))
    for as_of, expired, over in ((1, False, 0), (2, True, 0), (4, True, 1)):
        state = clock.at(run, date(2024, 3, as_of), CHINA)
        assert state.limit is not None
        assert (state.due, state.limit.expired) == (date(2024, 3, 1), expired)
        assert state.limit.over == Span(over, "workday")


def test_limits_on_different_clocks_are_refused() -> None:
    """An extension in days of a limit in working days, a warning in hours: no."""
    with pytest.raises(UnitError):
        Clock(limit=Span(20, "workday"), extension=Span(10, "day"))
    with pytest.raises(UnitError):
        Clock(limit=Span(20, "workday"), warn=Span(10, "hour"))
    with pytest.raises(UnitError):
        Clock(limit=Span(0, "workday"), count_start=True)


@given(started=days, held=stops, as_of=days, later=days)
def test_what_happens_later_is_not_seen(
    started: date, held: list[Suspension], as_of: date, later: date
) -> None:
    """Events after the day change nothing of the state as of that day."""
    later = max(later, as_of + DAY, started)
    run = Run(started=started, suspensions=tuple(held))
    more = Run(
        started=started,
        suspensions=(*held, stop(later, None)),
        extensions=(Extension(approved=later, reasons_told=True),),
        finished=later,
    )
    one, two = PERMIT.at(run, as_of, CHINA), PERMIT.at(more, as_of, CHINA)
    assert (one.phase, one.limit, one.spent) == (two.phase, two.limit, two.spent)


def test_the_examples_hold() -> None:
    """The examples of the module are true."""
    assert doctest.testmod(module).failed == 0
