"""Inspections: what makes one valid, and what its findings oblige to."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from govcoord.mechanisms.spans import Span
from govcoord.mechanisms.supervising import Flaw, Inspection, InspectionRule, inspect, mended
from govcoord.periods import Calendar, add_months

CALENDAR = Calendar()
START = date(2026, 1, 31)
RULE = InspectionRule(
    ordered_by=frozenset({"government"}),
    plan_needed=True,
    no_repeat=Span(6, "month"),
    rectify=Span(30, "day"),
    objection=Span(30, "day"),
    review=Span(30, "day"),
)
DAYS = st.integers(0, 500).map(lambda n: START + timedelta(days=n))


def inspection(n, start, **more):
    known = {"object": "x", "subject": "y", "ordered_by": "government", "planned": True}
    return Inspection(id=str(n), started=start, **{**known, **more})


@given(st.lists(DAYS, max_size=5))
def test_inspections_repeat_each_other_within_six_calendar_months(days):
    """The last day included; of two on one day the second listed repeats the first."""
    given_ = [inspection(n, day) for n, day in enumerate(days)]
    for n, found in enumerate(inspect(RULE, given_, date(2028, 1, 1), CALENDAR)):
        earlier = [
            (days[m], str(m))
            for m in range(len(days))
            if (days[m], m) < (days[n], n) and days[n] <= add_months(days[m], 6)
        ]
        assert found.repeats == (max(earlier)[1] if earlier else None)


@given(st.lists(st.tuples(DAYS, st.one_of(st.none(), st.integers(0, 90))), max_size=6), DAYS)
def test_the_rate_counts_what_is_mended_or_past_its_day(flaws, as_of):
    given_ = [
        inspection(
            0,
            START,
            flaws=tuple(
                Flaw(
                    what=f"f{n}",
                    unit="u",
                    found=day,
                    mended=None if after is None else day + timedelta(days=after),
                )
                for n, (day, after) in enumerate(flaws)
            ),
        )
    ]
    share = mended(inspect(RULE, given_, as_of, CALENDAR))
    done = overdue = 0
    for day, after in flaws:
        if after is not None and day + timedelta(days=after) <= as_of:
            done += 1
        elif as_of > day + timedelta(days=30):
            overdue += 1
    assert (share.done, share.total) == (done, done + overdue)


@given(st.integers(0, 80), st.one_of(st.none(), st.integers(0, 80)), st.integers(0, 200))
def test_an_objection_is_in_time_until_its_last_day(objected, decided, at):
    concluded = START
    day = concluded + timedelta(days=objected)
    answer = None if decided is None else day + timedelta(days=decided)
    as_of = concluded + timedelta(days=at)
    one = inspection(
        0,
        START,
        concluded=concluded,
        objected=day,
        decided=answer,
        review="confirmed",
        staff=("1",),
        reviewers=("2",),
    )
    (found,) = inspect(RULE, [one], as_of, CALENDAR)
    if as_of < day:
        assert found.review == ("possible" if at <= 30 else "none")
    elif objected > 30:
        assert (found.review, "objection_late" in found.wrong) == ("too_late", True)
    elif answer is None or as_of < answer:
        assert found.review == "pending"
        assert ("review_overdue" in found.wrong) == (at > objected + 30)
    else:
        assert found.review == "confirmed"
        assert ("review_late" in found.wrong) == (decided > 30)
