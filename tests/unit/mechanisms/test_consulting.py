"""Consultations: days of a notice counted one by one, answers owed, and answers that are none."""

from __future__ import annotations

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from govcoord.errors import CaseError
from govcoord.mechanisms.consulting import (
    Consulting,
    ConsultingRule,
    Interruption,
    Opinion,
    consult,
)
from govcoord.mechanisms.spans import Span
from govcoord.periods import Calendar

CALENDAR = Calendar()
DAY = timedelta(days=1)
NEW_YEAR = date(2026, 1, 20)
FAR = date(2026, 12, 31)
THIRTY = ConsultingRule(
    at_least=Span(30, "day"), count_first=True, answer=Span(5, "workday"),
    reasons=frozenset(["partly", "not_adopted"]),
)  # fmt: skip

days = st.integers(0, 60).map(lambda n: NEW_YEAR + n * DAY)


@st.composite
def interruptions(draw):
    start = draw(days)
    return Interruption(start=start, end=start + draw(st.integers(0, 9)) * DAY)


@st.composite
def notice_rules(draw):
    return ConsultingRule(
        at_least=Span(draw(st.integers(1, 35)), draw(st.sampled_from(["day", "workday"]))),
        count_first=draw(st.booleans()),
        ends_on_workday=draw(st.booleans()),
        answer=Span(5, "workday"),
    )


def counted(rule, given_, start):
    """The days that count, one by one, from the first on."""
    day = start if rule.count_first else start + DAY
    while True:
        paused = any(p.start <= day <= p.end for p in given_.interruptions)
        works = rule.at_least.unit == "day" or CALENDAR.is_workday(day)
        if works and not paused:
            yield day
        day += DAY


def must_last_until(rule, given_, start):
    """The day of the last needed count, moved on from a day off where the rule says so."""
    days_ = counted(rule, given_, start)
    last = [next(days_) for _ in range(rule.at_least.n)][-1]
    while rule.ends_on_workday and rule.at_least.unit == "day" and not CALENDAR.is_workday(last):
        last += DAY
    return last


@given(notice_rules(), days, days, st.lists(interruptions(), max_size=3))
def test_a_notice_is_counted_day_by_day(rule, opened, closed, pauses):
    """Over Spring Festival, with overlapping interruptions, on either clock."""
    assume(opened <= closed)
    record = Consulting(opened=opened, closed=closed, interruptions=tuple(pauses))
    window = consult(rule, record, FAR, CALENDAR).window
    until = must_last_until(rule, record, opened)
    assert window.needed_until == until
    assert (window.state == "long_enough") == (closed >= until)
    held = 0
    for day in counted(rule, record, opened):
        if day > closed:
            break
        held += 1
    assert window.held == Span(held, rule.at_least.unit)
    if closed < until and not rule.ends_on_workday:
        assert window.lacking == Span(rule.at_least.n - held, rule.at_least.unit)
    assert (window.lacking is None) == (closed >= until)


@given(notice_rules(), days, st.lists(interruptions(), max_size=3))
def test_a_day_more_makes_no_notice_shorter(rule, opened, pauses):
    """The first closing day that is long enough is the one that was told."""
    record = Consulting(opened=opened, closed=None, interruptions=tuple(pauses))
    until = consult(rule, record, FAR, CALENDAR).window.needed_until
    on_time = attrs.evolve(record, closed=until)
    assert consult(rule, on_time, FAR, CALENDAR).valid is True
    if until > opened:
        short = attrs.evolve(record, closed=until - DAY, urgent=False)
        assert consult(rule, short, FAR, CALENDAR).valid is False


def test_a_month_is_a_calendar_month():
    """From 31 January, the first day counted, a month ends on 27 February."""
    rule = attrs.evolve(THIRTY, at_least=Span(1, "month"))
    record = Consulting(opened=date(2026, 1, 31), closed=date(2026, 2, 27))
    window = consult(rule, record, FAR, CALENDAR).window
    assert (window.state, window.needed_until) == ("long_enough", date(2026, 2, 27))
    assert window.held == Span(28, "day")


def test_papers_that_are_not_out_keep_a_notice_from_beginning():
    """Where time counts from the last paper, one that comes later makes the notice begin later."""
    rule = attrs.evolve(THIRTY, papers=("draft", "reasons"), all_published=True)
    record = Consulting(
        opened=date(2026, 3, 2), closed=date(2026, 4, 30),
        published={"draft": date(2026, 3, 2), "reasons": date(2026, 3, 9)},
    )  # fmt: skip
    before = consult(rule, record, date(2026, 3, 8), CALENDAR)
    assert (before.window.state, before.valid) == ("not_opened", False)
    after = consult(rule, record, date(2026, 5, 1), CALENDAR)
    assert (after.window.counts_from, after.valid) == (date(2026, 3, 9), True)
    late = attrs.evolve(rule, all_published=False)
    assert consult(late, record, FAR, CALENDAR).findings == ("published_late:reasons",)


PARTLY = {"answer": "partly", "answered": date(2026, 3, 9)}
OPENED = Consulting(organiser="civil", opened=date(2026, 3, 2), closed=date(2026, 4, 30))


def opinion(**facts):
    return Opinion(id="Y", at=date(2026, 3, 6), **facts)


@pytest.mark.parametrize(
    ("facts", "as_of", "state", "missing"),
    [
        ({}, date(2026, 3, 13), "open", ()),
        ({}, date(2026, 3, 14), "overdue", ()),
        ({"answer": "adopted", "answered": date(2026, 3, 13)}, date(2026, 3, 20), "done", ()),
        ({"answer": "adopted", "answered": date(2026, 3, 16)}, date(2026, 3, 20), "late", ()),
        ({"answer": "adopted", "answered": date(2026, 3, 16)}, date(2026, 3, 15), "overdue", ()),
        (PARTLY, date(2026, 3, 9), "open", ("reason",)),
        ({**PARTLY, "reason": " "}, date(2026, 3, 9), "open", ("reason",)),
        ({**PARTLY, "reason": "x"}, date(2026, 3, 9), "done", ()),
        ({"answered": date(2026, 3, 9)}, date(2026, 3, 9), "open", ("answer",)),
        ({"answer": "adopted"}, date(2026, 3, 9), "open", ("answered",)),
    ],
)  # fmt: skip
def test_an_answer_is_one_with_its_day_and_its_reason(facts, as_of, state, missing):
    record = attrs.evolve(OPENED, opinions=(opinion(**facts),))
    (owed,) = consult(THIRTY, record, as_of, CALENDAR).opinions
    assert (owed.state, owed.missing, owed.due) == (state, missing, date(2026, 3, 13))


def test_opinions_outside_the_notice_are_filed_where_the_rule_says_so():
    """And where it does not, they are owed an answer like any other."""
    early = Opinion(id="E", at=date(2026, 3, 1))
    late = Opinion(id="L", at=date(2026, 5, 1))
    record = attrs.evolve(OPENED, opinions=(early, late))
    filed = consult(attrs.evolve(THIRTY, outside=False), record, FAR, CALENDAR)
    assert [(one.place, one.state) for one in filed.opinions] == [("before", None), ("after", None)]
    assert filed.answered.value is None
    owed = consult(THIRTY, record, FAR, CALENDAR)
    assert [one.state for one in owed.opinions] == ["overdue", "overdue"]


def test_answers_counted_from_the_close_have_no_day_while_it_is_open():
    rule = attrs.evolve(THIRTY, from_close=True)
    record = attrs.evolve(OPENED, closed=None, opinions=(opinion(),))
    (owed,) = consult(rule, record, FAR, CALENDAR).opinions
    assert (owed.due, owed.state) == (None, "undated")


@pytest.mark.parametrize(
    ("record", "name"),
    [
        (Consulting(opened=date(2026, 3, 2), closed=date(2026, 3, 1)), "closed"),
        (Consulting(closed=date(2026, 3, 2), summary=date(2026, 3, 1)), "summary"),
        (
            Consulting(interruptions=(Interruption(start=NEW_YEAR, end=NEW_YEAR - DAY),)),
            "end",
        ),
        (Consulting(opinions=(opinion(), opinion())), "id"),
        (Consulting(opinions=(opinion(answered=date(2026, 3, 5)),)), "answered"),
        (Consulting(published={"draft": NEW_YEAR}, unpublished=("draft",)), "unpublished"),
    ],
)
def test_records_that_cannot_be(record, name):
    with pytest.raises(CaseError) as caught:
        consult(THIRTY, record, FAR, CALENDAR)
    assert caught.value.name == name
