"""Partial matching of what is expected with what came."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord import load_texts
from govcoord.diagnostics import Collector
from govcoord.rules.reading.nodes import Node, read
from govcoord.testing.matching import Matcher, pair_up

PLAN = load_texts(
    {"v.yaml": "kind: vocabulary\nid: v\ndepartments: {health: 卫健委, finance: 财政局}\n"}
)
MATCHER = Matcher(PLAN.vocabulary)

LIABLE = [
    {"department": "health", "grounds": [{"rule": "A1"}, {"rule": "A2"}], "share": "0.25"},
    {"department": "finance", "grounds": [], "share": "3/4", "open": False},
]


def node(text: str) -> Node:
    """One piece of YAML."""
    (found,) = read("x.yaml", f"- {text}\n", Collector())
    return found.items[0]  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize(
    ("expected", "actual", "fits"),
    [
        ("health", "health", True),
        ("卫健委", "health", True),
        ("财政局", "health", False),
        ("true", True, True),
        ("是", True, True),
        ("false", True, False),
        ("5", 5, True),
        ("5.0", 5, True),
        ("25%", "0.25", True),
        ("75%", "3/4", True),
        ("5个工作日", 5, True),
        ("null", None, True),
        ("null", [], True),
        ("null", False, False),
        ("x", None, False),
        ("{share: 25%}", LIABLE[0], True),
        ("{share: 25%, other: 1}", LIABLE[0], False),
        ("{other: null}", LIABLE[0], True),
        ("卫健委", LIABLE[0], True),
        ("[财政局, {department: health, grounds: [A2, A1]}]", LIABLE, True),
        ("[{department: health, grounds: [A1]}, finance]", LIABLE, False),
        ("[health]", LIABLE, False),
        ("health", LIABLE, False),
        ("health", LIABLE[:1], True),
        ("{includes: [health]}", LIABLE, True),
        ("{includes: health, count: 2}", LIABLE, True),
        ("{excludes: [{share: 75%}]}", LIABLE, False),
        ("{count: 3}", LIABLE, False),
        ("[]", [], True),
        ("[]", LIABLE, False),
        ("[health]", "health", False),
        ("{share: 25%}", "health", False),
    ],
)
def test_what_fits_what(expected: str, actual: Any, fits: bool) -> None:
    """Words by id or title, numbers by value, mappings in part, lists exactly."""
    assert MATCHER.fits(node(expected), actual) is fits


@given(st.lists(st.sets(st.integers(0, 5)), max_size=6))
def test_pairs_are_found_whenever_there_are_some(wanted: list[set[int]]) -> None:
    """An item that fits several does not take away the only one of another (Hall's theorem)."""
    from itertools import combinations

    found = list(range(6))
    possible = all(
        len(set().union(*group)) >= size
        for size in range(1, len(wanted) + 1)
        for group in combinations(wanted, size)
    )
    assert pair_up(wanted, found, lambda want, item: item in want) is possible
