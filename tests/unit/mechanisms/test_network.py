"""Steps in order, circles, longest chains: against plain search."""

from __future__ import annotations

import doctest
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from govcoord.mechanisms.procedure import network
from govcoord.mechanisms.procedure.network import (
    After,
    before,
    find_circle,
    following,
    in_order,
    longest_chain,
)


@st.composite
def graphs(draw: st.DrawFn, *, circles: bool = False) -> dict[str, tuple[str, ...]]:
    """Networks of up to seven steps, in any order; without circles unless asked for."""
    names = [chr(ord("a") + n) for n in range(draw(st.integers(1, 7)))]
    after = {}
    for n, name in enumerate(names):
        others = names if circles else names[:n]
        chosen = draw(st.sets(st.sampled_from(others), max_size=3)) if others else set()
        after[name] = tuple(sorted(chosen))
    order = draw(st.permutations(names))
    return {name: after[name] for name in order}


def chains(after: After) -> list[tuple[str, ...]]:
    """Every chain of steps each of which comes, through others or not, after the one before."""
    found: list[tuple[str, ...]] = [()]
    for size in range(1, len(after) + 1):
        for chosen in combinations(in_order(after), size):
            pairs = pairwise(chosen)
            if all(one in before(after, other) for one, other in pairs):
                found.append(chosen)
    return found


@given(after=graphs())
def test_each_step_stands_after_those_it_waits_for(after: After) -> None:
    """The order has every step once."""
    order = in_order(after)
    assert sorted(order) == sorted(after)
    assert all(order.index(one) < order.index(step) for step in after for one in after[step])


@given(after=graphs(circles=True))
def test_a_circle_is_found_where_there_is_one(after: After) -> None:
    """Each step of it waits for the next, and the last for the first."""
    circle = find_circle(after)
    assert (circle is not None) == any(step in before(after, step) for step in after)
    if circle is not None:
        for step, waited in zip(circle, (*circle[1:], circle[0]), strict=True):
            assert waited in after[step]


@given(after=graphs(), data=st.data())
def test_no_chain_that_a_case_can_need_is_longer(after: After, data: st.DataObject) -> None:
    """Against all chains, with conditions that rule each other out."""
    length = {step: data.draw(st.integers(0, 9), label=step) for step in after}
    some = frozenset(data.draw(st.sets(st.sampled_from(sorted(after)))))
    pairs = sorted(combinations(sorted(some), 2))
    apart = data.draw(st.sets(st.sampled_from(pairs))) if pairs else set()

    def together(steps: frozenset[str]) -> bool:
        return not any(set(pair) <= steps for pair in apart)

    found = longest_chain(after, length, some, together)
    possible = [chain for chain in chains(after) if together(some & set(chain))]
    assert found.exact
    assert found.length == max(sum(length[step] for step in chain) for chain in possible)
    assert found.length == sum(length[step] for step in found.steps)
    assert together(some & set(found.steps))


@given(after=graphs())
def test_before_and_following_are_two_sides(after: After) -> None:
    """A step follows another where the other is before it."""
    for step in after:
        assert following(after, step) == {one for one in after if step in before(after, one)}


def test_too_many_conditions_leave_a_bound() -> None:
    """The longest chain of all is an upper bound, and is said to be no more."""
    names = [f"s{n}" for n in range(40)]
    after = {name: tuple(names[:n][-1:]) for n, name in enumerate(names)}
    found = longest_chain(after, dict.fromkeys(names, 1), names, lambda steps: len(steps) < 20)
    assert (found.length, found.exact) == (40, False)


def test_the_examples_hold() -> None:
    """The examples of the module are true."""
    assert doctest.testmod(network).failed == 0
