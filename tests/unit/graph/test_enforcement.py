"""Merging enforcement loses no inspection, and finds every pair that overlaps."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.errors import CaseError
from govcoord.graph.enforcement_graph import PlannedCheck, enforcement

START = date(2026, 3, 1)


@st.composite
def plans(draw):
    found = []
    for n in range(draw(st.integers(0, 9))):
        start = START + timedelta(days=draw(st.integers(0, 8)))
        found.append(
            PlannedCheck(
                id=str(n),
                object=draw(st.sampled_from("xy")),
                unit=draw(st.sampled_from(["fire", "tax", "health"])),
                items=tuple(draw(st.lists(st.sampled_from("pq"), max_size=2))),
                start=start,
                end=start + timedelta(days=draw(st.integers(0, 4))),
                place=draw(st.sampled_from(["north", "south", None])),
            )
        )
    return found


@given(plans())
def test_merging_loses_no_inspection(checks):
    """Each check once, of its object, at its place, by its unit, with its items, in its days."""
    found = enforcement(checks)
    by_id = {check.id: check for check in checks}
    made = [id_ for joint in found.visits for id_ in joint.visit.checks]
    assert sorted(made) == sorted(by_id)
    for joint in found.visits:
        visit = joint.visit
        assert visit.earliest <= visit.latest
        for id_ in visit.checks:
            check = by_id[id_]
            assert (check.object, check.place) == (visit.object, joint.place)
            assert check.unit in visit.units
            assert set(check.items) <= set(visit.items)
            assert check.start <= visit.earliest
            assert visit.latest <= check.end
    assert found.saved == len(checks) - len(found.visits) >= 0


@given(plans())
def test_visits_are_the_fewest(checks):
    """No fewer days than the largest set of checks of which no two can be on one day."""
    found = enforcement(checks)
    groups = {(check.object, check.place) for check in checks}
    for group in groups:
        mine = [check for check in checks if (check.object, check.place) == group]
        alone = max(
            size
            for size in range(len(mine) + 1)
            for some in combinations(mine, size)
            if all(a.end < b.start or b.end < a.start for a, b in combinations(some, 2))
        )
        assert sum((v.visit.object, v.place) == group for v in found.visits) == alone


@given(plans())
def test_duplicates_are_all_pairs_that_share_a_day(checks):
    """Day by day: two units at one object, at one place or at a place that is not known."""
    expected = set()
    for a, b in combinations(checks, 2):
        days = {a.start + timedelta(days=n) for n in range((a.end - a.start).days + 1)}
        shared = [d for d in days if b.start <= d <= b.end]
        place = None in (a.place, b.place) or a.place == b.place
        if a.object == b.object and a.unit != b.unit and shared and place:
            expected.add((a.id, b.id, min(shared), max(shared)))
    found = enforcement(checks).duplicates
    assert {(*one.checks, one.first, one.last) for one in found} == expected
    placed = {check.object for check in checks if check.place}
    by_id = {check.id: check for check in checks}
    for one in found:
        a, b = (by_id[id_] for id_ in one.checks)
        assert set(one.items) == set(a.items) & set(b.items)
        known = a.place == b.place and (a.place or one.object not in placed)
        assert one.certain is bool(known)


def check(**more):
    given_ = {"id": "1", "object": "x", "unit": "tax", "start": START, "end": START}
    return PlannedCheck(**(given_ | more))


@pytest.mark.parametrize(
    ("checks", "name"),
    [
        ([check(), check()], "id"),
        ([check(), check(id="2", end=START - timedelta(days=1))], "end"),
    ],
)
def test_plans_that_cannot_be_are_refused(checks, name):
    with pytest.raises(CaseError) as caught:
        enforcement(checks)
    assert (caught.value.name, caught.value.where) == (name, "checks[1]")
