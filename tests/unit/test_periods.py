"""Calendars agree with the official notices and with counting day by day."""

from __future__ import annotations

import csv
import doctest
import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcoord import periods
from govcoord.errors import CalendarError
from govcoord.periods import Calendar, Interval, add_months, days_between, union

DAY = timedelta(days=1)
OFFICIAL = Path(__file__).parents[2].parent / "shared/data/holidays_cn/days_2023_2026.csv"
CHINA = Calendar()

days = st.dates(date(2022, 6, 1), date(2026, 6, 30))
suspensions = st.lists(
    st.tuples(days, st.one_of(st.none(), st.integers(0, 40))).map(
        lambda pair: (pair[0], None if pair[1] is None else pair[0] + pair[1] * DAY)
    ),
    max_size=5,
)


def counted(start: date, end: date, pauses: list[Interval]) -> list[date]:
    """The days of (start, end] that lie in no suspension, one by one."""
    span = (start + n * DAY for n in range(1, (end - start).days + 1))
    return [
        day
        for day in span
        if not any(first <= day <= (end if last is None else last) for first, last in pauses)
    ]


# Weekends worked and weekdays off, from the notices of the General Office.
WORKED = [
    "2023-01-28",
    "2023-01-29",
    "2023-04-23",
    "2023-05-06",
    "2023-06-25",
    "2023-10-07",
    "2023-10-08",
    "2024-02-04",
    "2024-02-18",
    "2024-04-07",
    "2024-04-28",
    "2024-05-11",
    "2024-09-14",
    "2024-09-29",
    "2024-10-12",
    "2025-01-26",
    "2025-02-08",
    "2025-04-27",
    "2025-09-28",
    "2025-10-11",
    "2026-01-04",
    "2026-02-14",
    "2026-02-28",
    "2026-05-09",
    "2026-09-20",
    "2026-10-10",
]
OFF = [
    "2023-01-02",
    "2023-01-27",
    "2023-05-03",
    "2023-10-06",
    "2024-02-16",
    "2024-05-03",
    "2024-10-07",
    "2025-01-28",
    "2025-02-04",
    "2025-05-05",
    "2025-10-08",
    "2026-01-02",
    "2026-02-23",
    "2026-05-05",
    "2026-10-07",
]


def test_known_days_of_the_notices() -> None:
    worked = {date.fromisoformat(day) for day in WORKED}
    assert all(day.weekday() >= 5 and CHINA.is_workday(day) for day in worked)
    off = {date.fromisoformat(day) for day in OFF}
    assert all(day.weekday() < 5 and not CHINA.is_workday(day) for day in off)
    for year, total in ((2023, 249), (2024, 251), (2025, 248), (2026, 248)):
        assert CHINA.workdays_between(date(year - 1, 12, 31), date(year, 12, 31)) == total
    weekends = (date(2023, 1, 1) + n * DAY for n in range(1461))
    assert {d for d in weekends if d.weekday() >= 5 and CHINA.is_workday(d)} == worked


@pytest.mark.skipif(not OFFICIAL.exists(), reason="the official day list is not at hand")
def test_every_official_day_agrees() -> None:
    with OFFICIAL.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 1461
    for row in rows:
        day = date.fromisoformat(row["date"])
        assert CHINA.is_workday(day) is (row["is_workday_holiday_cn"] == "1"), day


@settings(deadline=None)  # the first use reads the notices
@given(days, days)
def test_working_days_are_those_counted_one_by_one(start: date, end: date) -> None:
    start, end = min(start, end), max(start, end)
    plain = sum(map(CHINA.is_workday, counted(start, end, [])))
    assert CHINA.workdays_between(start, end) == plain
    assert CHINA.workdays_between(end, start) == -plain


@settings(deadline=None)  # the first use reads the notices
@given(days, days, suspensions)
def test_suspended_days_are_left_out_once(start: date, end: date, pauses: list[Interval]) -> None:
    start, end = min(start, end), max(start, end)
    left = counted(start, end, pauses)
    assert days_between(start, end, except_for=pauses) == len(left)
    workdays = sum(map(CHINA.is_workday, left))
    assert CHINA.workdays_between(start, end, except_for=iter(pauses)) == workdays
    assert CHINA.workdays_between(end, start, except_for=pauses) == -workdays


@settings(deadline=None)  # the first use reads the notices
@given(days, st.integers(-120, 120))
def test_adding_working_days_undoes_counting_them(start: date, n: int) -> None:
    end = CHINA.add_workdays(start, n)
    if n == 0:
        assert end == start
        return
    assert CHINA.is_workday(end)
    step = DAY if n > 0 else -DAY
    walked, left = start, abs(n)
    while left:
        walked += step
        left -= CHINA.is_workday(walked)
    assert end == walked
    if n > 0:
        assert CHINA.workdays_between(start, end) == n


def test_a_start_on_a_holiday_does_not_roll_forward() -> None:
    saturday = date(2024, 3, 2)
    assert CHINA.add_workdays(saturday, 1) == date(2024, 3, 4)
    assert CHINA.add_workdays(saturday, 0) == saturday
    assert CHINA.add_workdays(saturday, -1) == date(2024, 3, 1)


def test_a_calendar_knows_how_far_it_is_sure() -> None:
    assert CHINA.years.start == 2001
    assert CHINA.years.stop >= 2027
    beyond = date(CHINA.years.stop, 1, 1)
    with pytest.raises(CalendarError, match=f"{beyond}.*2001-.*years"):
        CHINA.is_workday(beyond)
    with pytest.raises(CalendarError, match=str(beyond)):
        CHINA.workdays_between(date(2024, 1, 1), beyond)
    with pytest.raises(CalendarError, match="2000-12-30"):
        CHINA.workdays_between(date(2000, 12, 30), date(2024, 1, 1))
    with pytest.raises(CalendarError, match="lead into"):
        CHINA.add_workdays(beyond - DAY, 1)
    with pytest.raises(CalendarError, match=str(beyond)):
        CHINA.add_workdays(beyond, 1)
    with pytest.raises(CalendarError, match="lead into"):
        CHINA.add_workdays(date(2001, 1, 1), -1)
    # The day before the first is not counted, so it may be a start.
    assert CHINA.workdays_between(date(2000, 12, 31), date(2001, 1, 31)) > 0


def test_the_sure_years_may_be_narrowed_but_not_stretched() -> None:
    assert Calendar(first_year=2023, last_year=2024).years == range(2023, 2025)
    assert Calendar(last_year=2100).years == CHINA.years


def test_the_owner_may_vouch_for_a_year() -> None:
    year = CHINA.years.stop
    saturday = next(d for n in range(200, 300) if (d := date(year, 1, 1) + n * DAY).weekday() == 5)
    vouched = Calendar(
        extra_years=[year], extra_workdays=[saturday], extra_holidays=[saturday - DAY]
    )
    assert vouched.years.stop == year + 1
    assert vouched.is_workday(saturday)
    assert not vouched.is_workday(saturday - DAY)
    assert not vouched.is_workday(date(year, 1, 1))
    with pytest.raises(CalendarError, match=f"no days for {year}"):
        Calendar(extra_years=[year + 1]).is_workday(saturday)
    with pytest.raises(CalendarError, match="vouch for its year"):
        Calendar(extra_holidays=[saturday]).is_workday(date(2024, 1, 1))
    with pytest.raises(ValueError, match="both"):
        Calendar(extra_holidays=[saturday], extra_workdays=[saturday])


def test_other_countries_and_plain_weeks() -> None:
    dutch = Calendar("nl")
    assert dutch == Calendar("NL")
    assert not dutch.is_workday(date(2012, 4, 30))  # Queen's Day
    assert dutch.is_workday(date(2014, 4, 30))
    assert Calendar("none").is_workday(date(2024, 1, 1))
    for start in (date(2024, 1, 1) + n * DAY for n in range(7)):
        assert Calendar("none", first_year=start.year).is_workday(start) is (start.weekday() < 5)
    assert Calendar("DE", "BY").is_workday(date(2024, 1, 6)) is False
    with pytest.raises(CalendarError, match="ZZ"):
        Calendar("ZZ").is_workday(date(2024, 1, 1))


@pytest.mark.parametrize("value", [datetime(2024, 1, 1), "2024-01-01", 5, None])
def test_only_plain_dates_are_dates(value: object) -> None:
    day = date(2024, 1, 1)
    for call in (
        lambda: CHINA.is_workday(value),  # type: ignore[arg-type]
        lambda: CHINA.workdays_between(value, day),  # type: ignore[arg-type]
        lambda: CHINA.workdays_between(day, value),  # type: ignore[arg-type]
        lambda: CHINA.add_workdays(value, 1),  # type: ignore[arg-type]
        lambda: days_between(day, value),  # type: ignore[arg-type]
        lambda: add_months(value, 1),  # type: ignore[arg-type]
    ):
        with pytest.raises(TypeError, match="not a date"):
            call()


def test_calendars_are_values() -> None:
    one, two = (Calendar(extra_holidays=[date(2024, 3, 4)]) for _ in range(2))
    assert one == two == pickle.loads(pickle.dumps(one))
    assert hash(one) == hash(pickle.loads(pickle.dumps(two)))
    assert not one.is_workday(date(2024, 3, 4))
    assert CHINA.is_workday(date(2024, 3, 4))


def test_threads_share_one_table() -> None:
    fresh = Calendar(extra_holidays=[date(2024, 3, 5)])
    with ThreadPoolExecutor(8) as pool:
        tables = list(pool.map(lambda _: periods._table(fresh), range(32)))
    assert len(set(map(id, tables))) == 1


@given(suspensions, days)
def test_a_union_holds_the_same_days_in_separate_intervals(
    pauses: list[Interval], until: date
) -> None:
    merged = union(pauses, until)
    for (_, last), (first, _) in pairwise(merged):
        assert last + DAY < first
    held = {first + n * DAY for first, last in merged for n in range((last - first).days + 1)}
    closed = [(first, until if last is None else last) for first, last in pauses]
    assert held == {
        first + n * DAY for first, last in closed for n in range((last - first).days + 1)
    }


def test_a_suspension_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        union([(date(2024, 3, 5), date(2024, 3, 4))], date(2024, 4, 1))


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(-500, 500))
def test_months_keep_the_day_or_end_the_month(day: date, n: int) -> None:
    moved = add_months(day, n)
    assert (moved.year - day.year) * 12 + moved.month - day.month == n
    assert moved.day == day.day or (moved.day < day.day and (moved + DAY).day == 1)


def test_months_beyond_the_calendar_are_refused() -> None:
    with pytest.raises(ValueError, match="1-9999"):
        add_months(date(9999, 12, 1), 1)


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(periods).failed == 0
