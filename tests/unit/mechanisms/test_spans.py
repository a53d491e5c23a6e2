"""Lengths of time on their own clocks, against a walk day by day."""

from __future__ import annotations

import doctest
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.errors import CalendarError, CaseError, UnitError
from govcoord.mechanisms import spans
from govcoord.mechanisms.spans import Span, SpanUnit, add, is_paused, measure
from govcoord.periods import Calendar
from tests.support import clock_days

CHINA = Calendar()
DAY = timedelta(days=1)

days = st.dates(date(2023, 12, 1), date(2025, 3, 31))
units: st.SearchStrategy[SpanUnit] = st.sampled_from(["workday", "day", "month"])
pauses = st.lists(
    st.tuples(days, st.one_of(st.none(), st.integers(0, 30))).map(
        lambda pair: (pair[0], None if pair[1] is None else pair[0] + pair[1] * DAY)
    ),
    max_size=5,
)
closed = pauses.map(lambda found: [pair for pair in found if pair[1] is not None])
moments = st.integers(0, 3000).map(lambda n: datetime(2024, 2, 9, 12) + n * clock_days.MINUTE)


@given(start=days, n=st.integers(1, 20), unit=units, held=pauses, count_start=st.booleans())
def test_a_span_ends_where_a_walk_day_by_day_ends(
    start: date, n: int, unit: SpanUnit, held: list[tuple[date, date | None]], count_start: bool
) -> None:
    """With any pauses, overlapping or open, the end is the day of the last tick."""
    n = min(n, 4) if unit == "month" else n
    end = add(start, Span(n, unit), CHINA, pauses=held, count_start=count_start)
    assert end == clock_days.due(start, n, unit, CHINA, held, count_start)


@given(start=days, end=days, unit=st.sampled_from(["workday", "day"]), held=pauses)
def test_a_measure_is_the_number_of_days_that_tick(
    start: date, end: date, unit: SpanUnit, held: list[tuple[date, date | None]]
) -> None:
    """Of a reversed span nothing is left."""
    assert measure(start, end, unit, CHINA, pauses=held) == Span(
        clock_days.counted(start, end, unit, CHINA, held), unit
    )


@given(start=days, n=st.integers(1, 20), unit=units, held=closed)
def test_what_was_added_is_measured_again(
    start: date, n: int, unit: SpanUnit, held: list[tuple[date, date | None]]
) -> None:
    """The end of n units is n units away."""
    end = add(start, Span(n, unit), CHINA, pauses=held)
    assert end is not None
    assert measure(start, end, unit, CHINA, pauses=held) == Span(n, unit)


@given(
    start=moments,
    n=st.integers(1, 200),
    held=st.lists(st.tuples(moments, st.one_of(st.none(), st.integers(0, 90))), max_size=4),
)
def test_hours_run_day_and_night(
    start: datetime, n: int, held: list[tuple[datetime, int | None]]
) -> None:
    """Through weekends and holidays every minute counts that is not paused."""
    stops = [
        (first, None if length is None else first + length * clock_days.MINUTE)
        for first, length in held
    ]
    end = add(start, Span(n, "minute"), CHINA, pauses=stops)
    assert end == clock_days.due_time(start, n, stops)
    if end is not None:
        assert measure(start, end, "minute", CHINA, pauses=stops) == Span(n, "minute")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("10个工作日", Span(10, "workday")),
        ("1.5小时", Span(Fraction(3, 2), "hour")),
        ("30分钟", Span(30, "minute")),
        ("2周", Span(14, "day")),
        ("一年", Span(12, "month")),
    ],
)
def test_limits_are_read_on_their_own_clock(text: str, span: Span) -> None:
    """The unit belongs to the limit; weeks are days, years are months."""
    assert Span.parse(text) == span


@pytest.mark.parametrize(
    "text", ["10", "3万元", "0.5个工作日", "1.5 months", "-3 days", "0.5 days"]
)
def test_what_is_no_limit_is_refused(text: str) -> None:
    """No unit, another unit, part of a day: nothing is rounded or guessed."""
    with pytest.raises(UnitError):
        Span.parse(text)


def test_clocks_do_not_mix() -> None:
    """Working days and days are not added; a limit in hours needs a time of day without zone."""
    with pytest.raises(UnitError, match="different clocks"):
        Span(3, "workday") + Span(1, "day")
    with pytest.raises(CaseError, match="time of day"):
        add(date(2024, 2, 9), Span(2, "hour"), CHINA)
    with pytest.raises(CaseError, match="without a zone"):
        add(datetime.fromisoformat("2024-02-09T10:00+08:00"), Span(2, "hour"), CHINA)


def test_a_year_that_the_calendar_does_not_know_is_named() -> None:
    """Working days into such a year are an error; calendar days are not."""
    with pytest.raises(CalendarError, match="2024"):
        add(date(2023, 12, 29), Span(5, "workday"), Calendar(last_year=2023))
    assert add(date(2023, 12, 29), Span(5, "day"), Calendar(last_year=2023)) == date(2024, 1, 3)


def test_months_end_on_the_same_day_or_the_last() -> None:
    """Counted from the first day on, a month ends the day before."""
    assert add(date(2024, 1, 31), Span(1, "month"), CHINA) == date(2024, 2, 29)
    assert add(date(2024, 3, 1), Span(1, "month"), CHINA, count_start=True) == date(2024, 3, 31)


def test_pauses_hold_both_their_days_and_moments_up_to_their_end() -> None:
    """The day a suspension ends is suspended, the moment it ends is not."""
    day = date(2024, 2, 9)
    assert is_paused(day, "workday", [(day, day)])
    noon = datetime(2024, 2, 9, 12)
    assert not is_paused(noon, "hour", [(noon - DAY, noon)])
    assert is_paused(noon, "hour", [(noon, None)])


def test_the_examples_hold() -> None:
    """The examples of the module are true."""
    assert doctest.testmod(spans).failed == 0
