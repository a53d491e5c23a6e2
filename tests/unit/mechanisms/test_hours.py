"""Hours of courses in periods: bounds that hold whatever is true, and carrying over."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from govcoord.mechanisms.hours import Carry, Sitting, settle, tally

YEARS = [(date(n, 1, 1), date(n, 12, 31)) for n in (2022, 2023, 2024)]

SITTINGS = st.lists(
    st.builds(
        Sitting,
        st.sampled_from("ab"),
        st.dates(date(2021, 12, 1), date(2025, 1, 31)),
        st.integers(0, 9).map(lambda n: Fraction(n, 2)),
        st.sampled_from([True, False, None]),
    ),
    max_size=5,
)


def plainly(sittings, repeats):
    """The hours of each year where it is known of every sitting whether it counts."""
    found, seen = [], {}
    for first, last in YEARS:
        total = Fraction(0)
        for course in "ab":
            here = [s.hours for s in sittings if s.counts and s.course == course
                    and first <= s.last <= last]  # fmt: skip
            best = max(here, default=Fraction(0))
            total += max(best - seen.get(course, 0), 0) if repeats == "once" else best
            seen[course] = max(seen.get(course, Fraction(0)), best)
        found.append(total)
    return found


@given(SITTINGS, st.sampled_from(["once", "each_period"]))
def test_bounds_hold_for_every_truth_and_are_exact_where_all_is_known(sittings, repeats):
    """Of all ways in which open sittings may turn out none leaves the bounds."""
    bounds = tally(sittings, YEARS, repeats)
    open_ = [n for n, one in enumerate(sittings) if one.counts is None]
    worlds = []
    for truth in product([True, False], repeat=len(open_)):
        made = list(sittings)
        for n, counts in zip(open_, truth):
            made[n] = Sitting(made[n].course, made[n].last, made[n].hours, counts)
        worlds.append(plainly(made, repeats))
    for at, one in enumerate(bounds):
        seen = [world[at] for world in worlds]
        assert one.least <= min(seen)
        assert one.most >= max(seen)
        if not open_ or repeats == "each_period":
            assert (one.least, one.most) == (min(seen), max(seen))


@given(SITTINGS, st.sampled_from(["once", "each_period"]))
def test_hours_that_are_not_known_have_no_bound(sittings, repeats):
    """And give nothing for certain."""
    known = tally(sittings, YEARS, repeats)
    more = tally([*sittings, Sitting("c", date(2023, 5, 1), None)], YEARS, repeats)
    assert more[1].most is None
    assert [one.least for one in more] == [one.least for one in known]


NUMBERS = st.lists(st.integers(0, 12), min_size=1, max_size=8)


def by_tokens(own, needs, at_most, periods):
    """Hours one by one, each with the period it comes from."""
    stock, found = [], []
    for n, (done, need) in enumerate(zip(own, needs)):
        stock = [at for at in stock if n - at <= periods]
        found.append(len(stock))
        serve = min(len(stock), need)
        stock = sorted(stock)[serve:]
        spare = max(done - (need - serve), 0)
        stock += [n] * min(spare, at_most) if periods else []
    return found


@given(NUMBERS, st.data(), st.integers(0, 6), st.integers(0, 3))
def test_carrying_over_is_that_of_single_hours(own, data, at_most, periods):
    """Oldest hours first, up to the limit, for so many periods."""
    needs = data.draw(st.lists(st.integers(0, 8), min_size=len(own), max_size=len(own)))
    found = list(settle(own, needs, Carry(at_most, periods)))
    assert [one.carried for one in found] == by_tokens(own, needs, at_most, periods)
    assert all(one.left <= at_most for one in found)


@given(NUMBERS, st.data(), st.integers(0, 6), st.integers(0, 3))
def test_more_hours_never_leave_less(own, data, at_most, periods):
    """An hour more in any period lowers no period's total."""
    needs = data.draw(st.lists(st.integers(0, 8), min_size=len(own), max_size=len(own)))
    at = data.draw(st.integers(0, len(own) - 1))
    more = [n + (i == at) for i, n in enumerate(own)]
    before = settle(own, needs, Carry(at_most, periods))
    after = settle(more, needs, Carry(at_most, periods))
    assert all(b.total >= a.total for a, b in zip(before, after, strict=True))
