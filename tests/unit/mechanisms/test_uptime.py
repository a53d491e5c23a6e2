"""Availability, held against counting second by second."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.mechanisms.uptime import Outage, add_up, period_of

START = datetime(2025, 1, 1)
SECOND = timedelta(seconds=1)
OUTAGES = st.lists(
    st.builds(
        lambda start, length, share, least, excluded: Outage(
            START + start * SECOND,
            START + (start + length) * SECOND,
            share,
            None if least is None else min(least, share),
            excluded,
        ),
        st.integers(-20, 80),
        st.integers(0, 40),
        st.sampled_from([1, Fraction(1, 2), 0]),
        st.sampled_from([None, Fraction(1, 3), 0]),
        st.sampled_from([True, False, None]),
    ),
    max_size=5,
)


@given(OUTAGES)
def test_time_lost_is_what_counting_second_by_second_gives(outages):
    """The worst counts, what is left out of account is not agreed, unknown is least and most."""
    agreed, least, most = 0, Fraction(0), Fraction(0)
    for n in range(60):
        here = [o for o in outages if o.start <= START + n * SECOND < o.end]
        if any(o.excluded for o in here):
            continue
        agreed += 1
        most += max((o.share for o in here), default=0)
        if not any(o.excluded is None for o in here):
            sure = (o.share if o.at_least is None else o.at_least for o in here)
            least += max(sure, default=0)
    found = add_up(outages, START, START + 60 * SECOND)
    assert (found.agreed, found.least, found.most) == (agreed, least, most)


@pytest.mark.parametrize(
    ("length", "first", "end"),
    [
        ("month", date(2025, 12, 1), date(2026, 1, 1)),
        ("quarter", date(2025, 10, 1), date(2026, 1, 1)),
        ("half_year", date(2025, 7, 1), date(2026, 1, 1)),
        ("year", date(2025, 1, 1), date(2026, 1, 1)),
    ],
)
def test_a_period_holds_its_day(length, first, end):
    start, after = period_of(date(2025, 12, 31), length)
    assert (start.date(), after.date()) == (first, end)
