"""Duties that come back: periods, the day they are due, what counts for which period."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from govcoord.mechanisms.cadence import Due, Duty, Every, occasions, period_of
from govcoord.periods import Calendar

CALENDAR = Calendar()
days = st.dates(date(2023, 2, 1), date(2025, 9, 30))
every = st.sampled_from(get_args(Every))
dues = st.one_of(
    st.builds(Due, st.sampled_from(["first_workday", "last_workday"])),
    st.builds(Due, after_end=st.integers(0, 20)),
    st.builds(Due, day=st.integers(1, 40), move=st.sampled_from(["next", "previous"])),
)


@given(days, every)
def test_periods_follow_each_other_without_gaps(day: date, kind: Every) -> None:
    """A day lies in its period, the next begins the day after, and names are all different."""
    period = period_of(day, kind)
    assert period.first <= day <= period.last
    assert period.next.first == period.last + timedelta(days=1)
    assert period.next.name > period.name
    assert all(
        period_of(period.first + timedelta(days=n), kind) == period
        for n in range((period.last - period.first).days + 1)
    )


@given(days, every, dues)
def test_a_duty_is_due_on_a_workday_of_its_window(day: date, kind: Every, due: Due) -> None:
    """The day is a workday, of the period itself or after its end; none where none is there."""
    period = period_of(day, kind)
    found = due.of(period, CALENDAR)
    if found is None:
        assert not any(
            CALENDAR.is_workday(period.first + timedelta(days=n))
            for n in range((period.last - period.first).days + 1)
        )
        return
    assert CALENDAR.is_workday(found) or due.after_end == 0
    if due.after_end is None:
        assert period.first <= found <= period.last
    else:
        assert CALENDAR.workdays_between(period.last, found) == due.after_end


@given(days, st.integers(0, 200), every, dues, st.lists(days, max_size=6), days)
def test_every_occasion_in_the_span_stands_once(
    first: date, length: int, kind: Every, due: Due, sessions: list[date], as_of: date
) -> None:
    """The occasions are those of a plain walk over all periods, and each state is what it says."""
    last = min(first + timedelta(days=length), date(2025, 9, 30))
    duty = Duty("d", kind, due)
    made = occasions(duty, first, last, [(day, None) for day in sessions], as_of, CALENDAR)
    expected = []
    period = period_of(date(2023, 1, 1), kind)
    while period.first <= last:
        when = due.of(period, CALENDAR)
        if when is not None and first <= when <= last:
            expected.append((period.name, when))
        period = period.next
    assert [(o.period, o.due) for o in made if o.due is not None] == expected
    for item in made:
        if item.state in ("held", "late"):
            assert item.held in sessions
            assert item.held <= as_of  # type: ignore[operator]
            assert (item.state == "held") is (item.held <= item.due)  # type: ignore[operator]
        elif item.state == "missed":
            assert item.due < as_of  # type: ignore[operator]
        elif item.state == "ahead":
            assert item.due >= as_of  # type: ignore[operator]


def test_one_session_serves_one_period_only() -> None:
    """A session counts for the period in whose window it is held, or for the one that is named."""
    duty = Duty("d", "month", Due(after_end=5))
    span = date(2025, 3, 1), date(2025, 4, 30)
    held = [(date(2025, 4, 2), None)]
    states = [o.state for o in occasions(duty, *span, held, date(2025, 5, 5), CALENDAR)]
    assert states == ["missed", "held"]
    named = [(date(2025, 4, 2), "2025-02")]
    states = [o.state for o in occasions(duty, *span, named, date(2025, 5, 5), CALENDAR)]
    assert states == ["late", "missed"]


def test_what_is_due_after_the_span_needs_no_calendar() -> None:
    """A span before the end of the published calendar is told, though later duties are not."""
    duties = [
        Duty("w", "week", Due("first_workday")),
        Duty("d", "month", Due(day=31, move="next")),
        *(Duty(kind, kind, Due(after_end=15)) for kind in get_args(Every) if kind != "week"),
    ]
    sure = Calendar(first_year=2023, last_year=2024)
    span = date(2024, 10, 1), date(2024, 12, 31)
    made = {d.id: [o.due for o in occasions(d, *span, [], span[0], sure)] for d in duties}
    assert made["w"][-1] == date(2024, 12, 30)
    assert made["d"] == [date(2024, 10, 31), date(2024, 11, 29), date(2024, 12, 31)]
    assert made["month"] == [date(2024, 10, 25), date(2024, 11, 21), date(2024, 12, 20)]
    assert made["quarter"] == [date(2024, 10, 25)]
    assert (made["half_year"], made["year"]) == ([], [])
