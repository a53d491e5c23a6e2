"""Replies that are owed: feedback, assistance, returns of dispatches."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.mechanisms.replies import (
    Act,
    AssistanceRule,
    FeedbackRule,
    Instruction,
    Request,
    ReturnRule,
    assess_answer,
    feedback,
    holding,
)
from govcoord.mechanisms.spans import Span
from govcoord.periods import Calendar, add_months

CALENDAR = Calendar()
DAY = timedelta(days=1)
DAYS = st.dates(date(2026, 1, 5), date(2026, 6, 30))
RULE = FeedbackRule(receipt=Span(1, "workday"), progress=Span(1, "month"))


@given(DAYS, st.lists(DAYS, max_size=6), DAYS, st.one_of(st.none(), DAYS))
def test_each_period_wants_a_report_of_its_own(issued, reports, as_of, due):
    """Period by period; none is owed at or after the day of the result."""
    as_of, due = max(as_of, issued), due and max(due, issued)
    reports = [day for day in reports if day >= issued]
    given_ = Instruction(issued=issued, to=("a",), due=due, progress={"a": tuple(reports)})
    owed = [o for o in feedback(RULE, given_, as_of, CALENDAR) if o.reply == "progress"]
    last = issued
    for n, one in enumerate(owed, 1):
        end = add_months(issued, n)
        while not CALENDAR.is_workday(end):
            end += DAY
        assert (one.n, one.due) == (n, end)
        served = sorted(day for day in reports if last < day <= end and day <= as_of)
        assert one.done == (served[0] if served else None)
        assert one.state == ("done" if served else "overdue" if as_of > end else "open")
        assert due is None or end < due
        last = end
    assert due is not None or last >= as_of


@given(DAYS, DAYS)
def test_nothing_is_reported_after_the_result(issued, result):
    result = max(issued, result)
    given_ = Instruction(issued=issued, to=("a",), results={"a": result})
    owed = feedback(RULE, given_, date(2026, 7, 31), CALENDAR)
    assert all(o.due < result for o in owed if o.reply == "progress")
    (last,) = [o for o in owed if o.reply == "result"]
    assert (last.due, last.state) == (None, "done")


ASSISTANCE = AssistanceRule(answer=Span(3, "workday"), grounds=frozenset({"forbidden"}))


@given(DAYS, DAYS, st.booleans())
def test_silence_is_what_the_rule_says(asked, as_of, consent):
    """Until the last day it is only waited for."""
    rule = AssistanceRule(answer=Span(3, "workday"), grounds=frozenset(), consent=consent)
    found = assess_answer(rule, Request(asked=asked, of="a"), None, as_of, CALENDAR)
    counted = sum(CALENDAR.is_workday(asked + n * DAY) for n in range(1, (as_of - asked).days + 1))
    silent = counted > 3 or (counted == 3 and found.due is not None and as_of > found.due)
    expected = ("deemed_accepted" if consent else "silent") if silent else "waiting"
    assert found.state == expected


def test_what_silence_has_made_is_not_undone_by_a_late_refusal():
    rule = AssistanceRule(answer=Span(3, "workday"), grounds=frozenset({"g"}), consent=True)
    late = Request(
        asked=date(2026, 3, 2), of="a", answered=date(2026, 3, 9), answer="decline", written=True,
        ground="g",
    )  # fmt: skip
    assert assess_answer(rule, late, "g", date(2026, 3, 31), CALENDAR).state == "deemed_accepted"


@pytest.mark.parametrize("written", [True, False, None])
@pytest.mark.parametrize("ground", [None, "busy", "forbidden"])
def test_a_refusal_counts_only_in_writing_and_on_a_listed_ground(written, ground):
    """What is not known is open; what is wrong is wrong whatever else is not known."""
    request = Request(
        asked=date(2026, 3, 2), of="a", answered=date(2026, 3, 3), answer="decline",
        written=written, ground=ground,
    )  # fmt: skip
    state = assess_answer(ASSISTANCE, request, ground, date(2026, 3, 31), CALENDAR).state
    if ground != "forbidden" or written is False:
        assert state == "refusal_invalid"
    else:
        assert state == ("declined" if written else "refusal_open")


@st.composite
def stories(draw):
    days = sorted(draw(st.lists(DAYS, min_size=1, max_size=7)))
    acts = [Act(at=days[0], what="dispatched", department=draw(st.sampled_from("ab")))]
    for day in days[1:]:
        acts.append(
            Act(
                at=day,
                what=draw(st.sampled_from(["dispatched", "designated", "returned"])),
                department=draw(st.sampled_from("ab")),
                reason=draw(st.sampled_from([None, "", "not ours"])),
            )
        )
    return acts


@given(stories(), st.integers(0, 2))
def test_returns_count_only_as_the_rule_says(acts, times):
    """Followed act by act, with days counted one at a time."""
    rule = ReturnRule(within=Span(2, "workday"), times=times)
    found = holding(rule, acts, date(2026, 12, 31), CALENDAR)
    holder, since, fixed, good = None, None, False, 0
    verdicts = []
    for act in acts:
        if act.what != "returned":
            holder, since, fixed = act.department, act.at, act.what == "designated"
            continue
        passed = sum(
            CALENDAR.is_workday(since + n * DAY) for n in range(1, (act.at - since).days + 1)
        )
        # a weekend after the second working day is too late
        late = passed > 2 or (passed == 2 and not CALENDAR.is_workday(act.at))
        fine = act.department == holder and not fixed and good < times and act.reason and not late
        verdicts.append(bool(fine))
        if fine:
            holder, since, good = None, act.at, good + 1
    assert [r.refused is None for r in found.returns] == verdicts
    assert (found.holder, found.since) == (holder, since)
