"""Votes are counted exactly, and stay open only where what is not known could change them."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.mechanisms.vote import HALF, Seat, Sheet, Side, VoteRule, count, fewest, passes

SIDES = get_args(Side)
SHARES = st.fractions(min_value=0, max_value=1, max_denominator=12)


@st.composite
def rules(draw):
    """Rules with any mix of thresholds, of which at least one says what passes."""
    unanimous = draw(st.booleans())
    of_present = draw(st.one_of(st.none(), st.just(HALF), SHARES))
    of_all = draw(st.one_of(st.none(), SHARES))
    if of_present is None and of_all is None:
        of_present = HALF
    return VoteRule(
        quorum_share=draw(st.one_of(st.none(), SHARES)),
        quorum_strict=draw(st.booleans()),
        quorum_count=draw(st.integers(0, 5)),
        minima=draw(st.dictionaries(st.sampled_from("xy"), st.integers(0, 3))),
        of_present=of_present,
        strict=draw(st.booleans()),
        of_all=of_all,
        all_strict=draw(st.booleans()),
        unanimous=unanimous,
        abstentions_count=draw(st.booleans()),
        recused_leave=draw(st.booleans()),
        proxies_count=draw(st.booleans()),
        proxies_vote=draw(st.booleans()),
        ties=draw(st.booleans()),
    )


@st.composite
def votes(draw):
    """Seats of a body and what is known of a vote; ballots may be missing."""
    names = [f"s{n}" for n in range(draw(st.integers(1, 7)))]
    seats = [
        Seat(name, draw(st.sampled_from([None, "x", "y"])), draw(st.integers(0, 5)) > 0)
        for name in names
    ]
    subset = st.frozensets(st.sampled_from(names))
    present = draw(subset)
    sheet = Sheet(
        present=present,
        proxied=draw(subset) - present,
        recused=draw(st.frozensets(st.sampled_from(names), max_size=2)),
        ballots=draw(st.dictionaries(st.sampled_from(names), st.sampled_from(SIDES))),
        chair=draw(st.sampled_from([None, *names])),
        casting=draw(st.sampled_from([None, "for", "against"])),
    )
    return seats, sheet


def plainly(rule, seats, sheet):
    """The outcome by plain counting, with every ballot known; ``None`` for a tie that waits."""
    entitled = attending = 0
    voters, groups = [], {}
    for seat in seats:
        if not seat.votes:
            continue
        recused = seat.id in sheet.recused
        if recused and rule.recused_leave:
            continue
        entitled += 1
        if recused:
            continue
        there, sent = seat.id in sheet.present, seat.id in sheet.proxied
        if there or (sent and rule.proxies_count):
            attending += 1
            groups[seat.group] = groups.get(seat.group, 0) + 1
        if there or (sent and rule.proxies_vote):
            voters.append(seat.id)
    need = 1
    while need < rule.quorum_count:
        need += 1
    if rule.quorum_share is not None:
        share = rule.quorum_share * entitled
        while need < share or (rule.quorum_strict and need == share):
            need += 1
    if attending < need or any(groups.get(g, 0) < n for g, n in rule.minima.items()):
        return "invalid"
    ballots = [sheet.ballots[voter] for voter in voters]
    yes, no = ballots.count("for"), ballots.count("against")
    base = len([b for b in ballots if rule.abstentions_count or b != "abstain"])
    if rule.of_all is not None:
        wanted = rule.of_all * entitled
        if yes < wanted or (rule.all_strict and yes == wanted):
            return "rejected"
    if rule.unanimous:
        return "passed" if base and yes == base else "rejected"
    if rule.of_present is None:
        return "passed"
    simple = rule.of_present == HALF and rule.strict
    if rule.ties and simple and yes == no and sheet.chair in voters:
        said = sheet.casting or sheet.ballots[sheet.chair]
        if said == "abstain":
            return None if base < 2 * (yes + 1) and base else "rejected"
        yes += said == "for"
    if not base or Fraction(yes, base) < rule.of_present:
        return "rejected"
    if rule.strict and Fraction(yes, base) == rule.of_present:
        return "rejected"
    return "passed"


def completed(seats, sheet):
    """Every way in which the ballots that are not known may turn out."""
    unknown = [s.id for s in seats if s.id not in sheet.ballots]
    for sides in product(SIDES, repeat=len(unknown)):
        yield Sheet(
            present=sheet.present, proxied=sheet.proxied, recused=sheet.recused,
            ballots={**sheet.ballots, **dict(zip(unknown, sides))},
            chair=sheet.chair, casting=sheet.casting,
        )  # fmt: skip


@given(rules(), votes())
def test_a_count_is_that_of_plain_counting(rule, vote):
    """With every ballot known."""
    seats, sheet = vote
    sheet = next(completed(seats, sheet))
    assert count(rule, seats, sheet).outcome == (plainly(rule, seats, sheet) or "open")


@given(rules(), votes())
def test_an_outcome_is_open_exactly_where_unknown_ballots_could_change_it(rule, vote):
    """Whatever they turn out to be, and however the chair may still decide."""
    seats, sheet = vote
    found = {plainly(rule, seats, known) for known in completed(seats, sheet)}
    if None in found:
        found |= {"passed", "rejected"}
    found.discard(None)
    expected = found.pop() if len(found) == 1 else "open"
    assert count(rule, seats, sheet).outcome == expected


@given(rules(), votes())
def test_without_attendance_nothing_is_decided_unless_no_meeting_could(rule, vote):
    seats, sheet = vote
    tally = count(rule, seats, Sheet(recused=sheet.recused, ballots=sheet.ballots))
    assert tally.outcome == ("open" if tally.reachable else "invalid")
    assert tally.quorum is None or not tally.reachable


@given(rules(), votes())
def test_a_quorum_that_is_unreachable_is_one_no_attendance_meets(rule, vote):
    seats, sheet = vote
    everybody = Sheet(
        present=frozenset(s.id for s in seats), recused=sheet.recused, ballots=sheet.ballots
    )
    tally = count(rule, seats, everybody)
    assert tally.reachable == (tally.outcome != "invalid")


@given(SHARES, st.integers(0, 60), st.booleans())
def test_the_fewest_of_a_share_are_enough_and_one_less_is_not(share, total, strict):
    least = fewest(share, total, strict)

    def enough(n):
        return n > share * total if strict else n >= share * total

    assert enough(least)
    assert least == 0 or not enough(least - 1)


@pytest.mark.parametrize(
    ("cast", "entitled", "casting", "expected"),
    [
        ((3, 3, 0), 6, "for", True),
        ((3, 3, 0), 6, "against", False),
        ((3, 3, 0), 6, None, False),
        ((3, 3, 1), 7, "for", True),  # 4 of 7
        ((2, 2, 2), 6, "for", False),  # 3 of 6 is no more than half
        ((0, 0, 0), 6, "for", False),
    ],
)
def test_a_casting_vote_counts_once_more_among_those_present(cast, entitled, casting, expected):
    assert passes(VoteRule(of_present=HALF), cast, entitled, casting) is expected


def test_a_recusal_leaves_both_counts():
    """Two thirds of seven are five; with one recused, two thirds of six are four."""
    seats = [Seat(name) for name in "abcdefg"]
    rule = VoteRule(quorum_share=Fraction(2, 3), of_present=HALF)
    four = frozenset("abcd")
    assert count(rule, seats, Sheet(present=four)).quorum is False
    assert count(rule, seats, Sheet(present=four, recused=frozenset("g"))).quorum is True
