"""Ladders go up on the right day, and by the right events."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.errors import CaseError
from govcoord.mechanisms.ladder import Event, Rung, climb
from govcoord.mechanisms.spans import Span
from govcoord.periods import Calendar

CALENDAR = Calendar()
DAY = timedelta(days=1)
FESTIVAL = date(2026, 2, 2)
DAYS = st.dates(FESTIVAL, date(2026, 3, 31))


def simulated(lengths, raised, events, as_of, *, by_itself, pauses):
    """The way of a question, lived through day by day."""
    at, since, counted = 0, raised, 0
    way = []
    day = raised
    while True:
        if day > raised:
            paused = any(a <= day <= b for a, b in pauses)
            counted += CALENDAR.is_workday(day) and not paused
        for event in [e for e in events if e.at == day]:
            way.append((at, since, event.what))
            if event.what != "failed":
                return way
            at, since, counted = at + 1, day, 0
        if day == as_of:
            return [*way, (at, since, None)]
        last = at + 1 == len(lengths)
        if by_itself and not last and counted == lengths[at]:
            # the day after, it is on the next step, whose first day that is
            way.append((at, since, "expired"))
            at, since, counted = at + 1, day, 0
        day += DAY


@st.composite
def ways(draw):
    lengths = draw(st.lists(st.integers(1, 6), min_size=1, max_size=4))
    raised = draw(DAYS)
    days = draw(st.lists(DAYS.filter(lambda d: d > raised), max_size=3, unique=True))
    days = sorted(d for d in days if d > raised)
    kinds = [draw(st.sampled_from(["failed", "settled", "withdrawn"])) for _ in days]
    pauses = [
        (start, start + draw(st.integers(0, 9)) * DAY) for start in draw(st.lists(DAYS, max_size=2))
    ]
    as_of = draw(DAYS.filter(lambda d: d >= raised))
    events = [Event(at=d, what=k) for d, k in zip(days, kinds) if d <= as_of]
    return lengths, raised, events, as_of, draw(st.booleans()), pauses


@given(ways())
def test_a_ladder_is_as_if_lived_through_day_by_day(way):
    """Over the Spring Festival, with overlapping suspensions; bad ways are refused."""
    lengths, raised, events, as_of, by_itself, pauses = way
    rungs = [Rung(id=str(n), within=Span(length, "workday")) for n, length in enumerate(lengths)]
    given = {"by_itself": by_itself, "pauses": pauses}
    ended = [n for n, e in enumerate(events) if e.what != "failed"]
    try:
        found = climb(rungs, raised, events, as_of, CALENDAR, **given)
    except CaseError:
        try:
            lived = simulated(lengths, raised, events, as_of, **given)
        except IndexError:
            return
        above = any(at >= len(lengths) for at, _, _ in lived)
        assert above or (ended and ended[0] + 1 < len(events))
        return
    lived = simulated(lengths, raised, events, as_of, **given)
    assert [(int(s.step), s.since, s.how) for s in found.stays] == lived


@given(ways())
def test_stays_follow_each_other(way):
    lengths, raised, events, as_of, by_itself, pauses = way
    rungs = [Rung(id=str(n), within=Span(length, "workday")) for n, length in enumerate(lengths)]
    try:
        found = climb(rungs, raised, events, as_of, CALENDAR, by_itself=by_itself, pauses=pauses)
    except CaseError:
        return
    assert found.stays[0].since == raised
    for one, other in zip(found.stays, found.stays[1:]):
        assert one.left == other.since
    assert all(stay.due is None or stay.due > stay.since for stay in found.stays)
    assert found.is_open == (found.last.how is None)


def test_an_open_suspension_keeps_a_question_where_it_is():
    rungs = [Rung(id="a", within=Span(1, "workday")), Rung(id="b")]
    pause = [(FESTIVAL, None)]
    found = climb(rungs, FESTIVAL, [], date(2026, 12, 31), CALENDAR, pauses=pause)
    assert (found.last.step, found.last.due) == ("a", None)


@pytest.mark.parametrize(
    ("events", "name"),
    [
        ([Event(at=FESTIVAL - DAY, what="settled")], "at"),
        ([Event(at=FESTIVAL, what="failed"), Event(at=FESTIVAL, what="failed")], "what"),
        ([Event(at=FESTIVAL, what="settled"), Event(at=FESTIVAL + DAY, what="failed")], "at"),
    ],
)
def test_events_that_cannot_be_are_refused(events, name):
    rungs = [Rung(id="a", within=Span(3, "workday")), Rung(id="b")]
    with pytest.raises(CaseError) as caught:
        climb(rungs, FESTIVAL, events, date(2026, 3, 1), CALENDAR)
    assert caught.value.name == name
