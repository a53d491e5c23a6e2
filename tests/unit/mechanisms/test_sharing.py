"""Requests for data as they run: nothing is released because a limit has lapsed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.errors import CaseError
from govcoord.mechanisms.sharing import Answered, Limits, Run, run_of
from govcoord.periods import Calendar

LIMITS = Limits(told=3, decide=5, dispute=10, correct=5, whole=10, extension=10, supply=20)
STEPS = (("health", 5), ("data", 5))
DAYS = st.dates(date(2025, 1, 2), date(2025, 6, 30))
CALENDAR = Calendar()


def at(run: Run, day: date, steps=STEPS, answer="conditional"):
    return run_of(
        run, LIMITS, steps, answer, day, CALENDAR,
        authority="authority", provider="health", recipient="civil",
    )  # fmt: skip


@given(DAYS, DAYS, st.none() | DAYS)
def test_silence_never_releases(asked, day, extended):
    extended = extended if extended is not None and extended >= asked else None
    found = at(Run(asked=asked, extended=extended), day)
    assert found.state in ("not_asked", "in_approval", "overdue")
    if found.state == "overdue":
        assert found.next_action == "escalate"
        assert found.silent == ("health",) or day > found.due


@given(
    DAYS, st.lists(st.tuples(st.integers(0, 30), st.booleans(), st.booleans()), max_size=2), DAYS
)
def test_data_are_agreed_to_only_where_every_step_has_agreed(asked, answers, day):
    replies, when = [], asked
    for gap, agrees, has_basis in answers:
        when += timedelta(days=gap)
        replies.append(Answered(when, agrees, has_basis))
    found = at(Run(asked=asked, replies=tuple(replies)), day)
    seen = [reply for reply in replies if reply.day <= day]
    agreed = len(seen) == 2 and all(reply.agrees for reply in seen)
    assert (found.state == "approved") == (agreed and asked <= day)
    if found.state == "refused":
        assert any(not r.agrees and r.has_basis for r in seen)


@given(DAYS, DAYS)
def test_the_last_day_is_in_time_and_the_next_is_not(asked, told):
    found = at(Run(asked=asked), asked)
    assert found.next_due == CALENDAR.add_workdays(asked, 5)
    assert at(Run(asked=asked), found.next_due).state == "in_approval"
    assert at(Run(asked=asked), found.next_due + timedelta(days=1)).state == "overdue"


@given(DAYS, st.integers(0, 12), st.none() | st.integers(0, 20))
def test_what_is_missing_is_told_in_time_or_the_clock_runs_on(asked, gap, more):
    told = asked + timedelta(days=gap)
    supplemented = None if more is None else told + timedelta(days=more)
    late = gap > 0 and CALENDAR.workdays_between(asked, told) > 3
    found = at(Run(asked=asked, told=(told,), supplemented=supplemented), date(2025, 12, 31))
    if told > CALENDAR.add_workdays(asked, 3):
        assert late or not CALENDAR.is_workday(told)
        assert (found.late_notice, found.start) == (True, asked)
    else:
        assert (found.late_notice, found.start) == (False, supplemented)
        assert (found.state == "waiting_supplement") == (supplemented is None)


@pytest.mark.parametrize(
    "run",
    [
        Run(asked=date(2025, 3, 3), told=(date(2025, 3, 1),)),
        Run(asked=date(2025, 3, 3), told=(date(2025, 3, 4),), supplemented=date(2025, 3, 3)),
        Run(asked=date(2025, 3, 3), supplied=date(2025, 3, 1)),
        Run(asked=date(2025, 3, 3), disputed=date(2025, 3, 5), mediated=date(2025, 3, 4)),
        Run(asked=date(2025, 3, 3), replies=(Answered(date(2025, 3, 1), True, True),)),
    ],
)
def test_an_order_that_cannot_be_is_refused(run):
    with pytest.raises(CaseError):
        at(run, date(2025, 4, 1))


def test_what_happened_later_is_not_seen():
    run = Run(
        asked=date(2025, 3, 3),
        replies=(Answered(date(2025, 3, 4), True, True), Answered(date(2025, 3, 5), True, True)),
        supplied=date(2025, 3, 10),
    )
    states = [at(run, date(2025, 3, n)).state for n in (2, 3, 4, 5, 10)]
    assert states == ["not_asked", "in_approval", "in_approval", "approved", "supplied"]


def test_a_refusal_of_the_rules_can_be_disputed():
    run = Run(asked=date(2025, 3, 3), disputed=date(2025, 3, 4))
    assert at(run, date(2025, 3, 3), (), "refused").state == "refused"
    found = at(run, date(2025, 3, 5), (), "refused")
    assert (found.state, found.next_by, found.next_due) == (
        "disputed",
        "authority",
        date(2025, 3, 18),
    )
