"""Warnings and notices: the clock runs day and night; posts keep what they owe."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.errors import CaseError
from govcoord.mechanisms.posts import Duty, Tenure, bound
from govcoord.mechanisms.relay import Hop, relayed
from govcoord.mechanisms.spans import Span
from govcoord.periods import Calendar

CALENDAR = Calendar()
START = datetime(2026, 2, 14, 23, 50)
HOPS = [Hop("a", "b", Span(15, "minute")), Hop("b", "c", Span(2, "hour"))]
MINUTES = st.integers(0, 600)


@given(st.one_of(st.none(), MINUTES), st.one_of(st.none(), MINUTES), MINUTES)
def test_each_hop_runs_from_when_its_sender_was_told(to_b, to_c, now):
    """Through the night and the holidays, to the minute."""
    received = {
        name: START + timedelta(minutes=n)
        for name, n in (("b", to_b), ("c", to_c))
        if n is not None
    }
    first, second = relayed(HOPS, START, received, START + timedelta(minutes=now), CALENDAR)
    seen_b = to_b if to_b is not None and to_b <= now else None
    seen_c = to_c if to_c is not None and to_c <= now else None

    def state(begin, at, limit):
        if begin is None:
            return "not_reached" if at is None else "in_time"
        if at is None:
            return "overdue" if now > begin + limit else "waiting"
        return "late" if at > begin + limit else "in_time"

    assert first.state == state(0, seen_b, 15)
    assert second.state == state(seen_b, seen_c, 120)
    if second.state == "late":
        assert second.late_by.n == seen_c - seen_b - 120


def test_a_day_is_no_moment():
    """At what time of the day something arrived matters to a clock of minutes."""
    with pytest.raises(CaseError):
        relayed(HOPS, date(2026, 2, 14), {}, START, CALENDAR)
    with pytest.raises(CaseError):
        relayed(HOPS, START, {"b": date(2026, 2, 15)}, START, CALENDAR)


def test_what_a_post_owes_stays_with_the_post():
    """Whoever holds it answers for it; a post nobody holds still owes."""
    duty = Duty(what="report", post="p", since=date(2026, 1, 5), due=date(2026, 4, 1))
    one = Tenure(post="p", person="x", start=date(2025, 1, 1), end=date(2026, 2, 1))
    two = Tenure(post="p", person="y", start=date(2026, 3, 1))
    holders = [
        bound([duty], [one, two], day)[0].holder
        for day in (date(2026, 2, 1), date(2026, 2, 2), date(2026, 3, 1))
    ]
    assert holders == ["x", None, "y"]
    with pytest.raises(CaseError):
        bound([duty], [one, Tenure(post="p", person="z", start=date(2026, 2, 1))], one.start)
