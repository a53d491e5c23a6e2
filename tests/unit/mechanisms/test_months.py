"""Calendar months, held against counting day by day."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from govcoord.mechanisms.months import (
    Stretch,
    disjoint,
    elapsed,
    month_end,
    months_within,
    window_of,
)

DAY = timedelta(days=1)
DAYS = st.dates(date(2019, 12, 1), date(2025, 3, 31))
STRETCHES = st.lists(
    st.builds(
        lambda first, length, share: Stretch(first, first + length * DAY, share),
        DAYS,
        st.integers(0, 400),
        st.sampled_from([1, Fraction(1, 2), Fraction(1, 3), 0]),
    ),
    max_size=4,
)


def boundary(start: date, n: int) -> date:
    """The first day after the n-th month, found by walking from month to month."""
    year, month = start.year, start.month
    for _ in range(n):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    try:
        return date(year, month, start.day)
    except ValueError:
        return date(year, month + 1, 1)


def worth(start: date, day: date) -> Fraction:
    """What one day of a run that began on ``start`` is worth."""
    n = 0
    while boundary(start, n + 1) <= day:
        n += 1
    return Fraction(1, (boundary(start, n + 1) - boundary(start, n)).days)


def counted(stretches: list[Stretch], first: date, last: date) -> Fraction:
    """The months between two days, day by day."""
    total, start, day = Fraction(0), None, first
    while day <= last:
        share = max((s.share for s in stretches if s.first <= day <= s.last), default=0)
        if share:
            start = start or day
            total += share * worth(start, day)
        else:
            start = None
        day += DAY
    return total


@given(STRETCHES, DAYS, st.integers(0, 800))
def test_months_are_what_counting_day_by_day_gives(stretches, first, length):
    last = first + length * DAY
    assert months_within(disjoint(stretches), first, last) == counted(stretches, first, last)


@given(DAYS, st.integers(0, 40))
def test_so_many_months_end_on_the_day_before_the_same_day_or_on_the_last_day(start, n):
    end = month_end(start, n)
    assert end == boundary(start, n)
    assert elapsed(start, end) == n
    assert elapsed(start, end + DAY) > n


@given(DAYS, st.integers(0, 1200), st.integers(1, 60))
def test_an_earlier_start_and_a_later_end_never_make_it_less(start, length, more):
    end = start + length * DAY
    months = elapsed(start, end)
    assert elapsed(start - more * DAY, end) >= months
    assert elapsed(start, end + more * DAY) > months


@given(DAYS, st.integers(1, 40))
def test_a_full_window_holds_its_months_unless_its_month_is_longer_than_that_of_its_end(last, n):
    """From the day after the same day so many months before; at most a few days are missing."""
    months = elapsed(window_of(last, n), last + DAY)
    assert n - Fraction(3, 28) <= months <= n
    if last.day <= 27:
        assert months == n


@given(STRETCHES)
def test_disjoint_stretches_hold_each_day_once_at_its_largest_share(stretches):
    found = disjoint(stretches)
    assert all(a.last < b.first for a, b in pairwise(found))
    days = {d for s in stretches for d in (s.first, s.last, s.first - DAY, s.last + DAY)}
    for day in days:
        share = max((s.share for s in stretches if s.first <= day <= s.last), default=0)
        assert share == sum(s.share for s in found if s.first <= day <= s.last)


def test_months_at_the_ends_of_months_and_in_leap_years():
    assert elapsed(date(2025, 1, 31), date(2025, 3, 1)) == 1
    assert elapsed(date(2024, 1, 31), date(2024, 3, 1)) == 1
    assert elapsed(date(2024, 2, 29), date(2025, 3, 1)) == 12
    assert elapsed(date(2024, 2, 29), date(2028, 2, 29)) == 48
    assert elapsed(date(2024, 8, 31), date(2025, 3, 1)) == 6
    assert elapsed(date(2024, 2, 1), date(2024, 3, 1)) == 1
    assert elapsed(date(2025, 2, 15), date(2025, 8, 14)) == 5 + Fraction(30, 31)
