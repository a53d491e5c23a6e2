"""Windows that hold too little, held against looking at every single day."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from govcoord.mechanisms.months import Stretch, disjoint, elapsed, month_end
from govcoord.mechanisms.rolling import Duty, Record, Violation, Watch
from govcoord.mechanisms.windows import Windows, without
from govcoord.periods import add_months

DAY = timedelta(days=1)
FIRST, LAST = date(2019, 12, 1), date(2022, 6, 30)
DAYS = st.dates(date(2019, 1, 1), date(2022, 12, 31))
SHARES = st.sampled_from([1, 1, 1, Fraction(1, 2), Fraction(2, 3)])
STRETCHES = st.lists(
    st.builds(
        lambda first, length, share: Stretch(first, first + length * DAY, share),
        DAYS, st.integers(0, 200) | st.sampled_from([0, 27, 28, 29, 30, 364]), SHARES,
    ),
    max_size=4,
).map(disjoint)  # fmt: skip
NEEDS = st.sampled_from([1, 2, 3, Fraction(5, 2), Fraction(59, 29)])


def each(first: date, last: date):
    while first <= last:
        yield first
        first += DAY


@settings(deadline=None)
@given(STRETCHES, st.integers(1, 14), NEEDS, DAYS, st.integers(0, 500))
def test_what_is_found_is_what_looking_at_every_day_finds(stretches, within, need, first, length):
    """First days, runs and the least that is held, for part time and for runs that touch."""
    windows, last = Windows(stretches, within), first + length * DAY
    held = {day: windows.months(day) for day in each(first, last)}
    below = [day for day, months in held.items() if months < need]
    assert windows.first_below(first, last, need) == (below[0] if below else None)
    runs = list(windows.below(first, last, need))
    assert [day for run in runs for day in each(*run)] == below
    assert windows.lowest(first, last) == min(held.values())
    reached = [day for day, months in held.items() if months >= need]
    assert windows.first_reaching(first, last, need) == (reached[0] if reached else None)


@given(st.dates(date(1999, 1, 1), date(2101, 1, 1)), st.integers(2, 1200))
def test_a_longer_time_is_never_fewer_months(start, length):
    """Whether it begins a day earlier or ends a day later: what the bounds rest on."""
    until = start + length * DAY
    assert elapsed(start, until) >= elapsed(start + DAY, until)
    assert elapsed(start, until) <= elapsed(start, until + DAY)


WATCHES = st.builds(
    lambda certain, more, exempt, served, born, duty: Watch(
        duty,
        Record(
            certain, disjoint((*certain, *more)), served, born,
            disjoint(attrs.evolve(one, share=1) for one in exempt),
        ),
    ),
    STRETCHES, STRETCHES, STRETCHES, DAYS | st.none(),
    st.dates(date(1973, 1, 1), date(1978, 1, 1)) | st.none(),
    st.builds(
        Duty,
        need=NEEDS,
        within=st.integers(4, 12),
        oldest=st.just(45) | st.none(),
        age_day=st.sampled_from(["each_day", "year_start", "year_end"]),
        since=DAYS | st.none(),
    ),
)  # fmt: skip


@settings(deadline=None)
@given(WATCHES)
def test_violations_are_those_that_every_day_shows(watch):
    """With part time, exemptions, ages, and a duty that begins on a day."""
    found: list[Violation] = []
    for day in each(FIRST, LAST):
        months = watch.months(day, watch.record.possible)
        if not watch.binds(day) or months >= watch.duty.need:
            continue
        if found and found[-1].last + DAY == day:
            found[-1] = Violation(found[-1].first, day, min(found[-1].least, months))
        else:
            found.append(Violation(day, day, months))
    expected = [one for one in watch.violations(LAST) if one.last >= FIRST]
    if expected and expected[0].first < FIRST:
        return  # begins before the days that are looked at one by one
    assert expected == found


@settings(deadline=None, max_examples=50)
@given(WATCHES, DAYS)
def test_the_outlook_is_that_of_every_day(watch, after):
    """The day on which it fails, and that on which it is mended."""
    need = watch.duty.need
    if watch.due_from is not None:
        begin = max(after + DAY, watch.due_from)
        end = max([begin, *(one.last for one in watch.record.certain)])
        failing = (
            day for day in each(begin, add_months(end, watch.duty.within + 1))
            if watch.binds(day) and watch.months(day) < need
        )  # fmt: skip
        assert watch.deadline(after) == next(failing, None)
    tried = watch.begun(after)
    days = each(after, month_end(after, -(-need // 1)))
    assert watch.first_mended(after) == next(d for d in days if tried.months(d) >= need)


@given(DAYS, st.integers(-1, 300), STRETCHES)
def test_what_is_without_holes_is_every_other_day(first, length, holes):
    last = first + length * DAY
    found = [day for run in without(first, last, holes) for day in each(*run)]
    assert found == [
        day for day in each(first, last) if not any(h.first <= day <= h.last for h in holes)
    ]
