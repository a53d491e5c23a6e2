"""Regions, tests and boxes against brute-force membership."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from itertools import chain, combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcoord.rules.regions import (
    AFTER,
    BEFORE,
    EVERYTHING,
    NO_SETS,
    Box,
    Ranges,
    Sets,
    Test,
    Values,
    join_tests,
    meet_all,
    merge,
    negate,
    negate_all,
)

POINTS = [Fraction(n, 2) for n in range(-2, 15)]
MEMBERS = "abc"
SUBSETS = [frozenset(s) for s in chain.from_iterable(combinations(MEMBERS, n) for n in range(4))]
LETTERS = "pqrs"

ends = st.none() | st.integers(0, 6)


@st.composite
def ranges(draw: st.DrawFn) -> Ranges:
    """Joins of a few intervals, perhaps complemented."""
    out = Ranges()
    for _ in range(draw(st.integers(0, 3))):
        lo, hi = draw(ends), draw(ends)
        out = out.join(
            Ranges.interval(lo, hi, lo_closed=draw(st.booleans()), hi_closed=draw(st.booleans()))
        )
    return out.complement() if draw(st.booleans()) else out


values = st.builds(Values, st.frozensets(st.sampled_from(LETTERS)), st.booleans())
groups = st.frozensets(st.sampled_from(MEMBERS))
counts = st.builds(Ranges.interval, st.none() | st.integers(0, 3), st.none() | st.integers(0, 4))
sets = st.builds(Sets, st.frozensets(groups, max_size=2), groups, counts.map(Ranges.discrete))
missing = st.sampled_from([True, False, None])


def members(region: Any, universe: Iterable[Any]) -> set[Any]:
    return {value for value in universe if region.contains(value)}


@given(ranges(), ranges())
def test_ranges_follow_set_algebra(a: Ranges, b: Ranges) -> None:
    """Meet, join and complement are those of sets of numbers."""
    mine, theirs = members(a, POINTS), members(b, POINTS)
    assert members(a.meet(b), POINTS) == mine & theirs
    assert members(a.join(b), POINTS) == mine | theirs
    assert members(a.complement(), POINTS) == set(POINTS) - mine


@given(ranges(), ranges())
def test_equal_sets_of_numbers_are_equal_ranges(a: Ranges, b: Ranges) -> None:
    """Representations are canonical: halves tell all cuts at whole numbers apart."""
    assert (members(a, POINTS) == members(b, POINTS)) == (a == b)


@given(ranges(), st.integers(0, 6), st.integers(0, 6), st.booleans(), st.booleans())
def test_interval_membership_is_comparison(
    a: Ranges, lo: int, hi: int, lo_closed: bool, hi_closed: bool
) -> None:
    """An interval holds what its bounds say."""
    interval = Ranges.interval(lo, hi, lo_closed=lo_closed, hi_closed=hi_closed)
    for value in POINTS:
        above = value >= lo if lo_closed else value > lo
        below = value <= hi if hi_closed else value < hi
        assert interval.contains(value) == (above and below)


@given(ranges())
def test_empty_and_full_are_what_they_say(a: Ranges) -> None:
    """``is_empty`` and ``is_full`` agree with membership."""
    assert a.is_empty == (not members(a, POINTS))
    assert a.is_full == (members(a, POINTS) == set(POINTS))


@given(ranges(), ranges())
def test_discrete_keeps_whole_numbers_and_is_canonical(a: Ranges, b: Ranges) -> None:
    """Over whole numbers the discrete form holds the same, and equal sets are equal."""
    whole = range(-2, 9)
    assert members(a.discrete(), whole) == members(a, whole)
    assert all(side == BEFORE for _, side in a.discrete().cuts)
    assert (members(a, whole) == members(b, whole)) == (a.discrete() == b.discrete())


def test_discrete_form_of_fractions() -> None:
    """A fraction is cut at the next whole number, a whole fraction like an integer."""
    assert Ranges.interval(Fraction(5, 2), None).discrete() == Ranges.interval(3, None)
    assert Ranges.interval(Fraction(4, 1), None).discrete() == Ranges.interval(4, None)


def test_days_at_the_ends_of_time() -> None:
    """The first and the last day there is do not overflow, and tell nothing apart beyond."""
    upto = Ranges.interval(None, date.max).discrete()
    since = Ranges.interval(date.min, None).discrete()
    assert upto.is_full
    assert since.is_full
    assert Ranges.point(date.max).discrete().contains(date.max)
    assert not Ranges.point(date.max).discrete().contains(date.max - timedelta(days=1))
    assert upto.complement().is_empty


@given(ranges())
def test_intervals_cover_exactly_the_region(a: Ranges) -> None:
    """The intervals of a region hold what the region holds."""
    pieces = [Ranges(tuple(c for c in pair if c), pair[0] is None) for pair in a.intervals()]
    for value in POINTS:
        assert any(piece.contains(value) for piece in pieces) == a.contains(value)


@given(values, values)
def test_values_follow_set_algebra(a: Values, b: Values) -> None:
    """Finite and cofinite sets behave as sets."""
    universe = [*LETTERS, "other"]
    mine, theirs = members(a, universe), members(b, universe)
    assert members(a.meet(b), universe) == mine & theirs
    assert members(a.join(b), universe) == mine | theirs
    assert members(a.complement(), universe) == set(universe) - mine
    assert a.is_empty == (not mine)
    assert a.is_full == (mine == set(universe))


@given(sets, sets)
def test_sets_follow_set_algebra(a: Sets, b: Sets) -> None:
    """Meet and the union of complements are exact; a join, where there is one, is too."""
    mine, theirs = members(a, SUBSETS), members(b, SUBSETS)
    assert members(a.meet(b), SUBSETS) == mine & theirs
    outside = set().union(*(members(c, SUBSETS) for c in a.complements()))
    assert outside == set(SUBSETS) - mine
    joined = a.join(b)
    if joined is not None:
        assert members(joined, SUBSETS) == mine | theirs


@given(sets)
def test_emptiness_of_sets_is_sound(a: Sets) -> None:
    """What is called empty holds nothing; what is called full holds everything."""
    if a.is_empty or a.is_empty_within(frozenset(MEMBERS)):
        assert not members(a, SUBSETS)
    if a.is_full:
        assert members(a, SUBSETS) == set(SUBSETS)


def test_sets_join_groups_of_members() -> None:
    """``any_of: [a]`` or ``any_of: [b]`` is ``any_of: [a, b]``."""
    a, b = (Sets(any_of=frozenset([frozenset(m)])) for m in "ab")
    assert a.join(b) == Sets(any_of=frozenset([frozenset("ab")]))
    assert a.join(Sets(none_of=frozenset("a"))) is None
    assert NO_SETS.join(a) == a


def regions(draw: st.DrawFn, name: str) -> Any:
    return draw({"x": ranges(), "v": values, "s": sets}[name])


@st.composite
def unary(draw: st.DrawFn, name: str) -> Test:
    return Test(regions(draw, name), draw(missing))


FACTS: dict[str, list[Any]] = {
    "x": [None, -1, *POINTS[2::2], Fraction(1, 2)],
    "v": [None, *LETTERS, "other"],
    "s": [None, *SUBSETS],
}


def either(answers: Iterable[bool | None]) -> bool | None:
    """Three-valued OR."""
    known = list(answers)
    if True in known:
        return True
    return None if None in known else False


def both(answers: Iterable[bool | None]) -> bool | None:
    """Three-valued AND."""
    known = list(answers)
    if False in known:
        return False
    return None if None in known else True


def inverse(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


@given(st.data(), st.sampled_from("xvs"))
def test_tests_are_three_valued(data: st.DataObject, name: str) -> None:
    """Meet, join and negation of tests are AND, OR and NOT, a missing fact included."""
    a, b = data.draw(unary(name)), data.draw(unary(name))
    joined = a.join(b)
    for fact in FACTS[name]:
        mine, theirs = a.accepts(fact), b.accepts(fact)
        assert a.meet(b).accepts(fact) == both([mine, theirs])
        assert either(t.accepts(fact) for t in a.negate()) == inverse(mine)
        if joined is not None and not isinstance(a.region, Sets):
            assert joined.accepts(fact) == either([mine, theirs])


@given(st.data(), st.sampled_from("xv"))
def test_negating_twice_gives_the_test_back(data: st.DataObject, name: str) -> None:
    """not(not(x)) is x."""
    test = data.draw(unary(name))
    (once,) = test.negate()
    assert once.negate() == [test]


@given(st.data(), st.sampled_from("xvs"))
def test_joining_tests_keeps_their_union(data: st.DataObject, name: str) -> None:
    """`join_tests` accepts what any of the tests accepts."""
    several = data.draw(st.lists(unary(name), min_size=1, max_size=4))
    fewer = join_tests(several)
    assert len(fewer) <= len(several)
    for fact in FACTS[name]:
        assert either(t.accepts(fact) for t in fewer) == either(t.accepts(fact) for t in several)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    names = draw(st.sets(st.sampled_from("xv"), max_size=2))
    return Box.of({name: draw(unary(name)) for name in names})


CASES = [{"x": x, "v": v} for x, v in product(FACTS["x"], FACTS["v"])]


def answer(union: Iterable[Box], case: dict[str, Any]) -> bool | None:
    return either(box.accepts(case) for box in union)


def agrees(got: bool | None, expected: bool | None, case: dict[str, Any]) -> bool:
    """Equal, or more definite where a fact is missing (a contradiction is known to be one)."""
    return got == expected or (expected is None and None in case.values())


@settings(max_examples=60)
@given(st.lists(boxes(), max_size=3), st.lists(boxes(), max_size=3))
def test_meeting_unions_is_conjunction(left: list[Box], right: list[Box]) -> None:
    """`meet_all` holds the cases in both unions."""
    met = meet_all(left, right)
    for case in CASES:
        expected = both([answer(left, case), answer(right, case)])
        assert agrees(answer(met, case), expected, case)


@settings(max_examples=60)
@given(st.lists(boxes(), max_size=3))
def test_negating_a_union_complements_it(union: list[Box]) -> None:
    """`negate_all` holds exactly the cases outside, also where facts are missing."""
    outside = negate_all(union)
    for case in CASES:
        assert agrees(answer(outside, case), inverse(answer(union, case)), case)


@settings(max_examples=60)
@given(st.lists(boxes(), max_size=5))
def test_merging_keeps_the_union(union: list[Box]) -> None:
    """`merge` holds the same cases with no more boxes."""
    fewer = merge(union)
    assert len(fewer) <= max(len(union), 1)
    for case in CASES:
        assert answer(fewer, case) == answer(union, case)


def test_nothing_and_everything() -> None:
    """The negation of everything is nothing, and the other way round."""
    assert negate(Box()) == ()
    assert negate_all(()) == EVERYTHING
    assert negate_all(EVERYTHING) == ()
    impossible = Box.of({"x": Test(Ranges(), False)})
    assert negate(impossible) == EVERYTHING


def test_merge_makes_one_box_of_neighbours() -> None:
    """Boxes that differ in one attribute become one; a box inside another is dropped."""
    one, two, many = (
        Box.of({"v": Test(Values(frozenset("p"))), "x": Test(Ranges.point(n))}) for n in (1, 2, 3)
    )
    (box,) = merge([one, two, many])
    assert dict(box.tests)["x"].region.intervals()[0] == ((1, BEFORE), (1, AFTER))
    wide = Box.of({"v": Test(Values(frozenset("p")))})
    assert merge([one, wide]) == (wide,)


@pytest.mark.parametrize("name", ["x", "v", "s"])
def test_a_box_without_a_fact_is_undetermined(name: str) -> None:
    """An ordinary test leaves a missing fact open."""
    region = {"x": Ranges.point(1), "v": Values(frozenset("p")), "s": Sets(none_of=frozenset("a"))}
    box = Box.of({name: Test(region[name])})
    assert box.accepts({}) is None
