"""A duty in rolling windows: status, days that fail, and what can still be done."""

from __future__ import annotations

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcoord.mechanisms.months import Stretch, disjoint, months_within, window_of
from govcoord.mechanisms.rolling import Duty, Record, Watch, age_on, counted

DAY = timedelta(days=1)
TODAY = date(2025, 6, 30)
DUTY = Duty(need=6, within=36, oldest=45)
SPELLS = st.lists(
    st.builds(
        lambda first, length: Stretch(first, first + length * DAY),
        st.dates(date(2019, 1, 1), date(2025, 6, 1)),
        st.integers(0, 500),
    ),
    max_size=3,
)


def watch(*spells: Stretch, duty: Duty = DUTY, **known: object) -> Watch:
    certain = disjoint(spells)
    facts = {"served_from": date(2018, 1, 1), "born": date(1990, 1, 1), **known}
    return Watch(duty, Record(certain, certain, **facts))  # type: ignore[arg-type]


def days(first: date, last: date):
    while first <= last:
        yield first
        first += DAY


@settings(max_examples=25, deadline=None)
@given(SPELLS)
def test_violations_are_exactly_the_days_whose_window_holds_too_little(spells):
    one = watch(*spells)
    failed = {d for v in one.violations(TODAY) for d in days(v.first, v.last)}
    expected = {
        d
        for d in days(date(2020, 12, 31), TODAY)
        if months_within(disjoint(spells), window_of(d, 36), d) < 6
    }
    assert failed == expected


@settings(max_examples=25, deadline=None)
@given(SPELLS)
def test_the_deadline_is_the_first_day_that_fails_and_the_last_start_keeps_every_day(spells):
    one = watch(*spells)
    deadline = one.deadline(TODAY)
    assert deadline is not None
    assert one.months(deadline) < 6
    assert all(one.months(d) >= 6 for d in days(TODAY + DAY, deadline - DAY))
    last = one.last_start(TODAY, deadline)
    after = deadline + timedelta(days=400)

    def keeps(start: date) -> bool:
        tried = one.begun(start)
        return all(tried.months(d) >= 6 for d in days(deadline, after))

    if last is None:
        assert not keeps(TODAY + DAY)
        assert one.first_mended(TODAY + DAY) > deadline
    else:
        assert keeps(last)
        assert last == deadline or not keeps(last + DAY)


@given(SPELLS)
def test_the_day_on_which_it_is_mended_is_the_first(spells):
    one = watch(*spells)
    day = one.first_mended(TODAY + DAY)
    tried = one.begun(TODAY + DAY)
    assert tried.months(day) >= 6
    assert day == TODAY + DAY or tried.months(day - DAY) < 6


def test_forty_five_on_the_day_is_bound_and_forty_six_the_day_after_is_not():
    one = watch(born=date(1979, 7, 1))
    assert one.status(TODAY) == "short"
    assert one.status(TODAY + DAY) == "not_applicable"
    assert one.leaves_scope(TODAY) == TODAY + DAY


@pytest.mark.parametrize(
    ("age_day", "born", "leaves"),
    [
        ("each_day", date(1980, 2, 29), date(2026, 3, 1)),
        ("year_end", date(1980, 2, 29), date(2026, 1, 1)),
        ("year_start", date(1980, 2, 29), date(2027, 1, 1)),
        ("year_start", date(1980, 1, 1), date(2026, 1, 1)),
    ],
)
def test_the_day_of_age_is_a_parameter(age_day, born, leaves):
    one = watch(born=born, duty=attrs.evolve(DUTY, age_day=age_day))
    assert one.leaves_scope(TODAY) == leaves
    assert one.of_age(leaves - DAY) is True
    assert one.of_age(leaves) is False


def test_a_window_counts_only_once_it_lies_in_service_and_in_the_time_of_the_duty():
    one = watch(served_from=date(2022, 7, 2))
    assert (one.status(TODAY), one.due_from) == ("not_yet_due", TODAY + DAY)
    assert one.status(TODAY + DAY) == "short"
    late = watch(duty=attrs.evolve(DUTY, since=date(2024, 1, 1)))
    assert late.due_from == date(2026, 12, 31)


def test_what_is_not_known_is_open_only_where_it_matters():
    maybe = Stretch(date(2024, 1, 1), date(2024, 12, 31))
    sure = Stretch(date(2023, 1, 1), date(2023, 6, 30))
    certain, possible = counted([(sure, True), (maybe, None)])
    record = Record(certain, possible, date(2018, 1, 1), date(1990, 1, 1))
    assert Watch(DUTY, record).status(TODAY) == "met"
    assert Watch(attrs.evolve(DUTY, need=7), record).status(TODAY) == "needs_evidence"
    assert Watch(attrs.evolve(DUTY, need=19), record).status(TODAY) == "short"
    unknown = attrs.evolve(record, born=None)
    assert Watch(DUTY, unknown).status(TODAY) == "needs_evidence"


def test_who_leaves_the_scope_before_it_fails_has_no_deadline():
    met = Stretch(date(2024, 1, 1), date(2024, 12, 31))
    assert watch(met, born=date(1980, 1, 1)).deadline(TODAY) is None


@given(st.dates(date(1950, 1, 1), date(2000, 1, 1)), st.integers(0, 70))
def test_an_age_is_reached_on_the_birthday_or_the_first_of_march(born, years):
    try:
        birthday = born.replace(year=born.year + years)
    except ValueError:
        birthday = date(born.year + years, 3, 1)
    assert age_on(born, birthday) == years
    assert age_on(born, birthday - DAY) == years - 1
