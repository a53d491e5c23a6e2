"""Terms, renewals and checks that come back, held against counting day by day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.mechanisms.spans import Span
from govcoord.mechanisms.terms import Tenure, TermRule, check_of, is_near, last_day, term_of
from govcoord.periods import Calendar

CALENDAR = Calendar()
DAY = timedelta(days=1)
DAYS = st.dates(date(2016, 1, 1), date(2024, 12, 31))
YEARS3 = Span(36, "month")
MONTHS = st.integers(1, 48)


def plainly(start, months):
    """The last day of so many months: the day before the same day of a later month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    month += 1
    if start.day <= monthrange(year, month)[1]:
        return date(year, month, start.day) - DAY
    return date(year, month, monthrange(year, month)[1])


@given(DAYS, MONTHS)
def test_months_end_on_the_day_before_the_same_day(start, months):
    """Or on the last day of a month that is too short."""
    assert last_day(start, Span(months, "month")) == plainly(start, months)


@given(DAYS, st.integers(1, 2000))
def test_days_hold_their_first_one(start, days):
    """So many days, both ends counted."""
    assert (last_day(start, Span(days, "day")) - start).days + 1 == days


@given(DAYS, MONTHS, MONTHS, st.integers(0, 3), DAYS)
def test_a_term_stands_as_its_days_say(start, lasts, renewed_for, renewals, day):
    """Not begun before its first day, in force up to its last, expired after it."""
    rule = TermRule(lasts=Span(lasts, "month"), renewed_for=Span(renewed_for, "month"))
    end = plainly(start, lasts)
    for _ in range(renewals):
        end = plainly(end + DAY, renewed_for)
    found = term_of(rule, Tenure(start=start, renewals=renewals), day, CALENDAR)
    assert found.end == end
    wanted = "not_begun" if day < start else "expired" if day > end else "in_force"
    assert found.state == wanted


@given(DAYS, DAYS, DAYS)
def test_what_comes_later_has_not_happened(start, event, day):
    """Renewal and withdrawal count from their day on."""
    rule = TermRule(lasts=YEARS3, renewed_for=YEARS3)
    plain = term_of(rule, Tenure(start=start), day, CALENDAR)
    for given_ in (Tenure(start=start, renewed=event), Tenure(start=start, withdrawn=event)):
        if event > day:
            assert term_of(rule, given_, day, CALENDAR) == plain
    withdrawn = term_of(rule, Tenure(start=start, withdrawn=event), day, CALENDAR)
    assert (withdrawn.state == "withdrawn") is (event <= day)


@given(DAYS, st.integers(-900, 900))
def test_a_late_renewal_is_told_and_leaves_a_gap(start, off):
    """In time it follows on; late it runs from its own day."""
    rule = TermRule(lasts=YEARS3, renewed_for=YEARS3)
    end = plainly(start, 36)
    renewed = end + off * DAY
    found = term_of(rule, Tenure(start=start, renewed=renewed), renewed, CALENDAR)
    late = off > 1
    assert ("renewed_late" in found.wrong) is late
    assert found.end == (plainly(renewed, 36) if late else plainly(end + DAY, 36))


def test_facts_that_are_not_known_leave_it_open():
    """Unknown is neither in force nor expired, unless the recorded end is past."""
    day = date(2026, 3, 1)
    rule = TermRule(lasts=YEARS3, renewed_for=YEARS3, counted=True)
    assert term_of(rule, Tenure(), day, CALENDAR).missing == ("start",)
    lost = term_of(rule, Tenure(start=date(2020, 1, 1), renewed=date(2022, 1, 1)), day, CALENDAR)
    assert (lost.state, lost.missing) == ("unknown", ("renewals",))
    ended = Tenure(until=date(2026, 2, 28))
    assert term_of(TermRule(), ended, day, CALENDAR).state == "expired"
    assert term_of(TermRule(), Tenure(start=day), day, CALENDAR).missing == ("until",)


@pytest.mark.parametrize(
    ("until", "state", "wrong"),
    [
        (date(2027, 2, 28), "in_force", ()),
        (date(2027, 3, 1), "in_force", ("too_long",)),
        (date(2026, 2, 28), "expired", ()),
    ],
)
def test_the_recorded_end_prevails_and_is_compared(until, state, wrong):
    """An end after what the rule allows is pointed out."""
    given_ = Tenure(start=date(2024, 3, 1), until=until)
    found = term_of(TermRule(lasts=YEARS3), given_, date(2026, 3, 1), CALENDAR)
    assert (found.state, found.end, found.wrong) == (state, until, wrong)


@given(DAYS, st.none() | st.integers(0, 1200), st.sampled_from([None, True, False]), DAYS)
def test_a_check_is_due_so_long_after_the_last(since, later, passed, day):
    """On the day of the year it is in time, a day later overdue; what failed stays failed."""
    last = None if later is None else since + later * DAY
    found = check_of(
        Span(12, "month"), since=since, last=last, passed=passed, day=day, calendar=CALENDAR
    )
    if last is not None and last > day:
        assert (found.state, found.missing) == ("unknown", ("last",))
        return
    begun = last or since
    leap = (begun.month, begun.day) == (2, 29)
    due = begun.replace(year=begun.year + 1, day=28 if leap else begun.day)
    assert found.due == due
    failed = last is not None and passed is False
    assert found.state == ("failed" if failed else "overdue" if day > due else "current")


@given(DAYS, st.integers(0, 60), st.integers(1, 30))
def test_a_warning_comes_when_no_more_is_left(day, left, warn):
    """In calendar days and in workdays, and never after the day itself."""
    due = day + left * DAY
    assert is_near(day, due, Span(warn, "day"), CALENDAR) is (left <= warn)
    workdays = sum(CALENDAR.is_workday(day + n * DAY) for n in range(1, left + 1))
    assert is_near(day, due, Span(warn, "workday"), CALENDAR) is (workdays <= warn)
    assert not is_near(due + DAY, due, Span(warn, "day"), CALENDAR)
    assert not is_near(day, due, None, CALENDAR)
