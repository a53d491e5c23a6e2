"""Merged visits are the fewest that serve every check, and samples can be drawn again."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from govcoord.mechanisms.sampling import Sample, place_of
from govcoord.mechanisms.visits import Check, merge_checks

START = date(2026, 1, 1)


@st.composite
def plans(draw):
    found = []
    for n in range(draw(st.integers(0, 7))):
        start = START + timedelta(days=draw(st.integers(0, 12)))
        length = draw(st.one_of(st.none(), st.integers(0, 5)))
        end = None if length is None else start + timedelta(days=length)
        items = tuple(draw(st.lists(st.sampled_from("pqr"), max_size=2)))
        unit = draw(st.sampled_from(["fire", "tax"]))
        found.append(
            Check(
                id=str(n),
                object=draw(st.sampled_from("xy")),
                unit=unit,
                items=items,
                start=start,
                end=end,
            )
        )
    return found


def window(check, days):
    return check.start, check.end or check.start + timedelta(days=days)


def fewest(checks, days):
    """The fewest days that hit every window, by trying all."""
    windows = [window(check, days) for check in checks]
    candidates = sorted({end for _, end in windows})
    for n in range(len(candidates) + 1):
        for chosen in combinations(candidates, n):
            if all(any(a <= day <= b for day in chosen) for a, b in windows):
                return n
    return 0


@given(plans(), st.integers(0, 4))
def test_visits_are_the_fewest_and_lose_nothing(checks, days):
    """Each check once, on a day of its own window, with its unit and items."""
    visits = merge_checks(checks, days)
    assert sorted(id_ for visit in visits for id_ in visit.checks) == sorted(c.id for c in checks)
    by_id = {check.id: check for check in checks}
    for visit in visits:
        assert visit.earliest <= visit.latest
        for id_ in visit.checks:
            check = by_id[id_]
            start, end = window(check, days)
            assert start <= visit.earliest
            assert visit.latest <= end
            assert check.object == visit.object
            assert check.unit in visit.units
            assert set(check.items) <= set(visit.items)
    expected = sum(fewest([c for c in checks if c.object == name], days) for name in "xy")
    assert len(visits) == expected


@given(st.lists(st.text(max_size=5), unique=True, max_size=30), st.text(max_size=3))
def test_a_sample_by_share_depends_on_id_and_salt_alone(ids, salt):
    """A larger share draws what a smaller one drew, and more."""
    small = Sample(share=Fraction(1, 10), salt=salt)
    large = Sample(share=Fraction(1, 2), salt=salt)
    drawn = {id_ for n, id_ in enumerate(ids, 1) if small.draws(id_, n)}
    assert drawn == {id_ for id_ in ids if small.draws(id_, 99)}
    assert drawn <= {id_ for id_ in ids if large.draws(id_, 1)}


def test_a_share_is_about_that_share_of_many():
    """Of 20,000 cases a tenth, within four standard deviations."""
    drawn = sum(Sample(share=Fraction(1, 10)).draws(str(n), n) for n in range(20000))
    assert abs(drawn - 2000) < 4 * 43
    assert place_of("a", "x") != place_of("a", "y")


@given(st.integers(1, 9), st.integers(1, 9))
def test_every_so_many_are_as_far_apart(every, first):
    sample = Sample(every=every, first=first)
    numbers = [n for n in range(1, 100) if sample.draws("x", n)]
    assert numbers == list(range(first, 100, every))
