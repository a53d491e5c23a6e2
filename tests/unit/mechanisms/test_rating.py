"""Ratings: duties of bad ones, and rates that count what they say they count."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.errors import CaseError
from govcoord.mechanisms.rating import Rating, RatingRule, RatingTally, look_at
from govcoord.mechanisms.shares import Share
from govcoord.mechanisms.spans import Span
from govcoord.periods import Calendar

CALENDAR = Calendar()
AS_OF = date(2026, 3, 31)
START = date(2026, 2, 9)
RULE = RatingRule(
    levels=("great", "fine", "poor", "awful"),
    bad=frozenset({"poor", "awful"}),
    contact=Span(1, "workday"),
    rectify={"plain": Span(5, "workday"), "hard": Span(15, "workday")},
    call_back=Span(5, "workday"),
    minimum=3,
    target=Fraction(98, 100),
)
LATER = st.one_of(st.none(), st.integers(0, 70).map(lambda n: START + timedelta(days=n)))


@st.composite
def ratings(draw):
    rectified, called_back = draw(LATER), draw(LATER)
    if rectified is not None and called_back is not None:
        rectified, called_back = sorted([rectified, called_back])
    return Rating(
        unit=draw(st.sampled_from("ab")),
        at=START,
        level=draw(st.sampled_from([None, *RULE.levels])),
        by_default=draw(st.integers(0, 5)) == 0,
        real_name=draw(st.sampled_from([None, True, False])),
        difficulty=draw(st.sampled_from([None, "plain", "hard"])),
        contacted=draw(LATER),
        rectified=rectified,
        called_back=called_back,
        again=draw(st.sampled_from([None, "fine", "poor"])),
        review=draw(st.sampled_from([None, "pending", "malicious", "mistaken", "rejected"])),
        reviewed=draw(LATER),
        evidence=draw(st.sampled_from([None, True, False])),
    )


def is_left_out(rating):
    """Upheld by a review that has been decided, with evidence."""
    upheld = rating.review in ("malicious", "mistaken")
    return upheld and bool(rating.reviewed and rating.reviewed <= AS_OF and rating.evidence)


@given(st.lists(ratings(), max_size=12))
def test_rates_are_those_of_plain_counting(found):
    """Written out: which bad ratings are rectified, past their day, or not known."""
    tally = RatingTally(RULE, AS_OF, CALENDAR)
    for rating in found:
        tally.add(rating)
    due_in = {name: CALENDAR.add_workdays(START, n) for name, n in (("plain", 5), ("hard", 15))}
    bad = [r for r in found if r.level in RULE.bad and not r.by_default and not is_left_out(r)]
    done = [r for r in bad if r.rectified and r.rectified <= AS_OF]
    open_ = [r for r in bad if r not in done]
    overdue = [r for r in open_ if r.difficulty and due_in[r.difficulty] < AS_OF]
    unknown = [r for r in open_ if not r.difficulty]
    total = tally.total()
    assert total.rectified == Share(len(done), len(done) + len(overdue), len(unknown))
    timed = [r for r in done if r.difficulty]
    in_time = [r for r in timed if r.rectified <= due_in[r.difficulty]]
    assert total.in_time.done == len(in_time)
    assert total.in_time.total == len(timed) + len(overdue)
    good = [r for r in found if r.level in ("great", "fine") and not r.by_default]
    assert total.satisfied == Share(len(good), len(good) + len(bad))
    assert total.enough == (len(good) + len(bad) >= 3)
    assert sum(total.counts.values()) == len(found)


@given(st.lists(ratings(), max_size=10), st.integers(0, 10))
def test_tallies_of_parts_join_to_that_of_the_whole(found, at):
    whole, one, other = (RatingTally(RULE, AS_OF, CALENDAR) for _ in range(3))
    for n, rating in enumerate(found):
        whole.add(rating)
        (one if n < at else other).add(rating)
    one.join(other)
    assert one.total() == whole.total()
    assert {u.unit: u for u in one.units()} == {u.unit: u for u in whole.units()}


def test_two_tallies_of_one_case_do_not_join():
    one, other = RatingTally(RULE, AS_OF, CALENDAR), RatingTally(RULE, AS_OF, CALENDAR)
    for tally in (one, other):
        tally.add(Rating(unit="a", at=START, level="fine", case="1"))
    with pytest.raises(ValueError, match="same case"):
        one.join(other)


def test_no_bad_rating_is_neither_all_nor_none_rectified():
    tally = RatingTally(RULE, AS_OF, CALENDAR)
    tally.add(Rating(unit="a", at=START, level="fine"))
    assert (tally.total().rectified.value, tally.total().attained) == (None, None)


@given(
    st.integers(0, 9), st.integers(0, 9), st.integers(0, 5), st.fractions(0, 1, max_denominator=9)
)
def test_a_share_reaches_a_target_only_whatever_the_unknown_turn_out(done, rest, unknown, target):
    share = Share(done, done + rest, unknown)
    if not share.total:
        assert share.reaches(target) is None
        return
    found = {
        Fraction(done + d, done + rest + d + n) >= target
        for d in range(unknown + 1)
        for n in range(unknown - d + 1)
    }
    said = share.reaches(target)
    assert said is (found.pop() if len(found) == 1 else None)


@pytest.mark.parametrize(
    ("given_", "name"),
    [
        ({"level": "so-so"}, "level"),
        ({"level": "poor", "difficulty": "very"}, "difficulty"),
        ({"level": "poor", "contacted": START - timedelta(days=1)}, "contacted"),
        ({"level": "poor", "again": "so-so"}, "again"),
    ],
)
def test_what_cannot_be_is_refused(given_, name):
    with pytest.raises(CaseError) as caught:
        look_at(RULE, Rating(unit="a", at=START, **given_), AS_OF, CALENDAR)
    assert caught.value.name == name


def test_a_default_rating_does_not_take_the_place_of_one_that_was_given():
    """A second rating that somebody gave is not counted."""
    tally = RatingTally(RULE, AS_OF, CALENDAR)
    for level, by_default in (("great", True), ("poor", False), ("fine", False)):
        tally.add(Rating(unit="a", at=START, level=level, by_default=by_default, case="1"))
    counts = tally.total().counts
    assert (counts["by_default"], counts["bad"], counts["duplicate"]) == (1, 1, 1)
