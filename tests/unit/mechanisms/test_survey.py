"""Surveys: counts add up, no rate of too few, margins of groups and of a weighted total."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.errors import CaseError
from govcoord.mechanisms.margin import LEVELS, wilson
from govcoord.mechanisms.survey import Group, Period, Response, SurveyRule, changes, reckon, tally

RULE = {
    "options": ("good", "bad", "unsure"),
    "favourable": frozenset(["good"]),
    "left_out": frozenset(["unsure"]),
    "minimum": 30,
    "confidence": Fraction(95, 100),
    "z": LEVELS[Fraction(95, 100)],
}
POOLED = SurveyRule(**RULE)
WEIGHTED = SurveyRule(**RULE, by_population=True)


@st.composite
def groups(draw, id_):
    counts = {name: draw(st.integers(0, 60)) for name in ("good", "bad", "unsure")}
    answered = sum(counts.values())
    left = draw(st.one_of(st.none(), st.integers(0, 50)))
    return Group(
        id=id_,
        answers=counts,
        asked=None if left is None else answered + left,
        population=draw(st.one_of(st.none(), st.integers(answered + 1, answered + 5000))),
    )


@st.composite
def periods(draw):
    names = draw(st.lists(st.sampled_from("abcd"), min_size=1, max_size=4, unique=True))
    return Period(groups=tuple(draw(groups(name)) for name in names))


@given(periods(), st.sampled_from([POOLED, WEIGHTED]))
def test_counts_add_up_and_no_rate_is_told_of_too_few(period, rule):
    """A rate is told exactly where there are enough answers that count, and lies in its margin."""
    found = reckon(rule, period)
    total = found.total
    for name in rule.options:
        assert total.counts[name] == sum(group.counts[name] for group in found.groups)
    for one in (*found.groups, total):
        assert one.hits + (one.counts["bad"]) == one.valid
        assert one.left_out == one.counts["unsure"]
        assert (one.rate is not None) == (one.status == "rate")
        if one.valid < rule.minimum:
            assert one.status in ("insufficient_sample", "no_answers")
        if one.rate is not None:
            assert 0 <= one.low <= one.rate + Fraction(1, 10**4)
            assert one.rate - Fraction(1, 10**4) <= one.high <= 1
    known = all(group.asked is not None for group in period.groups)
    assert (total.not_returned is not None) == known
    if known:
        asked = sum(group.asked for group in period.groups)
        assert total.not_returned + sum(total.counts.values()) == total.asked == asked


@given(periods())
def test_a_pooled_total_is_the_rate_of_all_answers(period):
    total = reckon(POOLED, period).total
    if total.status == "rate":
        assert total.rate == Fraction(total.hits, total.valid)
        ends = wilson(total.hits, total.valid, POOLED.z).rounded(4)
        assert (total.low, total.high) == (ends.low, ends.high)


@given(periods())
def test_a_weighted_total_is_the_sum_by_population(period):
    """And it is told only where every population is known and every group answered."""
    total = reckon(WEIGHTED, period).total
    if len(period.groups) == 1 or total.status != "rate":
        return
    whole = sum(group.population for group in period.groups)
    expected = sum(
        Fraction(group.population, whole)
        * Fraction(group.answers["good"], group.answers["good"] + group.answers["bad"])
        for group in period.groups
    )
    assert total.rate == expected


@given(periods(), periods())
def test_the_same_period_twice_shows_no_difference(period, other):
    for rule in (POOLED, WEIGHTED):
        told = reckon(rule, period)
        for change in changes(rule, period, period, (told, told)):
            assert change.verdict == "no_difference_shown"
            assert change.difference == 0
        after = reckon(rule, other)
        there = changes(rule, period, other, (told, after))
        back = changes(rule, other, period, (after, told))
        opposite = {"up": "down", "down": "up", "no_difference_shown": "no_difference_shown"}
        verdicts = {change.group: change.verdict for change in back}
        assert {c.group: opposite[c.verdict] for c in there} == verdicts


@given(
    st.lists(
        st.builds(
            Response,
            person=st.one_of(st.none(), st.sampled_from("pqr")),
            group=st.one_of(st.none(), st.sampled_from("ab")),
            option=st.one_of(st.none(), st.sampled_from(["good", "bad"])),
        ),
        max_size=12,
    ),
    st.integers(),
)
def test_the_order_of_single_answers_is_no_matter(responses, seed):
    """One answer counts once, two different ones of one person not at all."""
    shuffled = list(responses)
    random.Random(seed).shuffle(shuffled)
    made, twice = tally(Period(responses=tuple(responses)))
    assert (made, twice) == tally(Period(responses=tuple(shuffled)))
    by_person = {}
    for one in responses:
        if one.person is not None:
            by_person.setdefault(one.person, set()).add((one.group, one.option))
    assert set(twice) == {person for person, said in by_person.items() if len(said) > 1}
    expected = sum(1 for one in responses if one.person is None and one.option is not None)
    expected += sum(
        1
        for person, said in by_person.items()
        if person not in twice
        for _, option in said
        if option
    )
    assert sum(sum(group.answers.values()) for group in made) == expected


@pytest.mark.parametrize(
    ("group", "name"),
    [
        (Group(id="a", answers={"good": -1}), "good"),
        (Group(id="a", answers={"good": 2}, asked=1), "asked"),
    ],
)
def test_answers_that_cannot_be(group, name):
    with pytest.raises(CaseError) as caught:
        reckon(POOLED, Period(groups=(group,)))
    assert (caught.value.name, caught.value.where.partition(".")[0]) == (name, "groups[0]")


def test_a_group_given_twice_is_refused_before_it_is_counted():
    """Counting single answers must not hide that a group stands twice."""
    twice = Period(groups=(Group(id="a"), Group(id="a")))
    for look in (tally, lambda period: reckon(POOLED, period)):
        with pytest.raises(CaseError, match="each group once"):
            look(twice)
