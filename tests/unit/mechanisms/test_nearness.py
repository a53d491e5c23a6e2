"""Distances of values, and the nearest rows: held against comparing all rows plainly."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.mechanisms.nearness import (
    Measure,
    Rows,
    Scaled,
    of_paths,
    of_ratio,
    of_sets,
    same,
)

TREE = {"a": ["a"], "a1": ["a1", "a"], "a2": ["a2", "a"], "a11": ["a11", "a1", "a"], "b": ["b"]}
PATHS = st.sampled_from(list(TREE.values()))
SETS = st.frozensets(st.sampled_from("abcd"))
NUMBERS = st.fractions(-20, 20, max_denominator=7)

DISTANCES = [
    (same, st.sampled_from("xyz")),
    (of_sets, SETS),
    (of_paths, PATHS),
    (Scaled(Fraction(13, 3)), NUMBERS),
    (of_ratio, NUMBERS),
]


@pytest.mark.parametrize(("distance", "values"), DISTANCES)
def test_a_distance_is_a_share_both_ways_and_nothing_for_equals_alone(distance, values):
    """Symmetric, from nothing to all."""

    @given(values, values)
    def check(one, other):
        found = distance(one, other)
        assert 0 <= found <= 1
        assert found == distance(other, one)
        assert (found == 0) is (one == other)

    check()


@given(SETS, SETS, SETS)
def test_sets_keep_the_triangle(a, b, c):
    """No way round is shorter."""
    assert of_sets(a, c) <= of_sets(a, b) + of_sets(b, c)


@given(st.fractions(1, 9), st.fractions(1, 9), st.fractions(Fraction(1, 9), 9))
def test_a_ratio_does_not_depend_on_the_unit(one, other, factor):
    """Yuan or ten thousand yuan."""
    assert of_ratio(one * factor, other * factor) == of_ratio(one, other)


ROW = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["x", "y", None]),
        "who": SETS | st.none(),
        "place": st.sampled_from([*TREE, None]),
        "sum": NUMBERS | st.none(),
        "size": NUMBERS | st.none(),
    }
)


def by_place(one, other):
    return of_paths(TREE[one], TREE[other])


def plainly(measures, rows, here, limit, least_known):
    """All rows, one by one."""
    whole = sum(m.weight for m in measures if here[m.name] is not None)
    found = []
    for number, row in enumerate(rows):
        pairs = [(m, here[m.name], row[m.name]) for m in measures]
        pairs = [(m, a, b) for m, a, b in pairs if a is not None and b is not None]
        known = sum(m.weight for m, _, _ in pairs)
        if not known or Fraction(known) / whole < least_known:
            continue
        distance = sum(m.weight * m.distance(a, b) for m, a, b in pairs) / Fraction(known)
        found.append((distance, -Fraction(known) / whole, number))
    return sorted(found)[:limit], len(found)


@given(
    st.lists(ROW, max_size=8),
    ROW,
    st.lists(st.fractions(Fraction(1, 5), 5, max_denominator=5), min_size=5, max_size=5),
    st.integers(0, 4),
    st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1)]),
)
def test_the_nearest_are_those_of_comparing_all(rows, here, weights, limit, least_known):
    """Exactly, ties by what is known and by number; unknown is neither equal nor different."""
    measures = tuple(
        Measure(name, weight, distance)
        for name, weight, distance in zip(
            ("kind", "who", "place", "sum", "size"),
            weights,
            (same, of_sets, by_place, Scaled(Fraction(7, 2)), of_ratio),
        )
    )
    history = Rows(measures)
    for row in rows:
        history.add(row)
    found, compared = history.nearest(here, limit, least_known)
    wanted, all_ = plainly(measures, rows, here, limit, least_known)
    assert [(n.distance, -n.known, n.number) for n in found] == wanted
    assert compared == all_
    assert len(history) == len(rows)
