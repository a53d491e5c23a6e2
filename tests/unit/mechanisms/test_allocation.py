"""Splitting a whole: the parts add up, keep their bounds, and are what the plain reference says."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.mechanisms.allocation import AllocationError, Party, allocate, fill

FEN = Fraction(1, 100)
AMOUNTS = st.integers(0, 5000).map(lambda n: Fraction(n, 70))
WEIGHTS = st.fractions(0, 5, max_denominator=7)
REMAINDERS = st.sampled_from(["largest_remainder", "to_lead", "to_last"])


@st.composite
def parties(draw: st.DrawFn) -> list[Party]:
    """Some parties, with and without bounds."""
    bound = st.none() | AMOUNTS
    return [
        Party(f"p{n}", draw(WEIGHTS), draw(bound), draw(bound), n == 0)
        for n in range(draw(st.integers(1, 6)))
    ]


def plain_fill(whole: int, weights: list[Fraction], bounds: list[tuple[int, int]]):
    """The plain reference: hold who breaks a bound, share the rest anew, until nobody does.

    In each round only those of one side are held: caps where the bounds take away more than
    they add, else floors.
    """
    held: dict[int, Fraction] = {n: Fraction(bounds[n][0]) for n, w in enumerate(weights) if not w}
    while True:
        free = [n for n in range(len(weights)) if n not in held]
        if not free:
            return [held[n] for n in range(len(weights))]
        rest = whole - sum(held.values())
        total = sum(weights[n] for n in free)
        share = {n: rest * weights[n] / total for n in free}
        kept = {n: min(max(share[n], Fraction(bounds[n][0])), Fraction(bounds[n][1])) for n in free}
        excess = sum(kept.values()) - rest
        if excess == 0:
            return [held.get(n, kept.get(n)) for n in range(len(weights))]
        for n in free:
            if (excess > 0 and kept[n] > share[n]) or (excess < 0 and kept[n] < share[n]):
                held[n] = kept[n]


@given(st.integers(0, 9000), parties(), REMAINDERS)
def test_the_parts_add_up_and_keep_their_bounds(fen: int, some: list[Party], remainder) -> None:
    """To the fen; no part below its floor or above its cap; none beyond one unit of its share
    where the largest remainder decides."""
    try:
        parts = allocate(fen * FEN, some, unit=FEN, remainder=remainder)
    except AllocationError:
        return
    assert sum(part.amount for part in parts) == fen * FEN == sum(part.exact for part in parts)
    for party, part in zip(some, parts):
        assert (part.amount * 100).denominator == 1 if isinstance(part.amount, Fraction) else True
        assert party.floor is None or party.floor <= part.amount
        assert party.cap is None or part.amount <= party.cap
        if remainder == "largest_remainder":
            assert abs(part.amount - part.exact) < FEN


@given(st.data())
def test_the_shares_are_those_of_the_plain_reference(data: st.DataObject) -> None:
    """Water-filling agrees with holding bounds round by round."""
    count = data.draw(st.integers(1, 6))
    weights = [data.draw(WEIGHTS) for _ in range(count)]
    bounds = [tuple(sorted(data.draw(st.tuples(*[st.integers(0, 50)] * 2)))) for _ in weights]
    least = sum(low for low, _ in bounds)
    most = sum(high if w else low for w, (low, high) in zip(weights, bounds))
    whole = data.draw(st.integers(least, most))
    if not any(weights):
        return
    assert fill(whole, weights, bounds) == plain_fill(whole, weights, bounds)


@given(st.integers(0, 9000), parties(), st.randoms(use_true_random=False))
def test_the_order_matters_by_the_tie_rule_alone(fen: int, some: list[Party], random) -> None:
    """In another order exact shares are the same, and amounts differ only between ties."""
    shuffled = list(some)
    random.shuffle(shuffled)
    try:
        one, two = (
            {p.id: p for p in allocate(fen * FEN, x, unit=FEN, remainder="largest_remainder")}
            for x in (some, shuffled)
        )
    except AllocationError:
        return
    changed = [id_ for id_ in one if one[id_].amount != two[id_].amount]
    assert {id_: one[id_].exact for id_ in one} == {id_: two[id_].exact for id_ in one}
    assert len({(one[id_].exact * 100) % 1 for id_ in changed}) <= 1


@given(st.integers(0, 9000), st.integers(0, 500), parties())
def test_shares_grow_with_the_total(fen: int, more: int, some: list[Party]) -> None:
    """Nobody's exact share falls when there is more to split; cut amounts may, by one unit."""
    bare = [Party(p.id, p.weight, p.floor, None) for p in some]
    try:
        small = allocate(fen * FEN, bare, unit=FEN, remainder="largest_remainder")
        large = allocate((fen + more) * FEN, bare, unit=FEN, remainder="largest_remainder")
    except AllocationError:
        return
    for one, two in zip(small, large):
        assert one.exact <= two.exact
        assert one.amount <= two.amount + FEN


@given(st.integers(0, 9000), st.lists(WEIGHTS, min_size=2, max_size=6))
def test_who_weighs_more_gets_no_less(fen: int, weights: list[Fraction]) -> None:
    """Between parties with the same bounds the order of weights is that of amounts."""
    some = [Party(str(n), w) for n, w in enumerate(weights)]
    if not any(weights):
        return
    parts = allocate(fen * FEN, some, unit=FEN, remainder="largest_remainder")
    amounts = [part.amount for _, part in sorted(zip(weights, parts), key=lambda pair: pair[0])]
    ranked = sorted(zip(weights, [p.amount for p in parts]))
    assert all(a <= b for (w, a), (v, b) in itertools.pairwise(ranked) if w < v)
    assert sum(amounts) == fen * FEN


@pytest.mark.parametrize(
    ("total", "some", "reason"),
    [
        (Fraction(1, 1000), [Party("a", 1)], "units"),
        (1, [Party("a", 0), Party("b", 0)], "no_weight"),
        (1, [Party("a", 1, 1), Party("b", 1, FEN)], "floors"),
        (1, [Party("a", 1, None, FEN), Party("b", 0)], "caps"),
        (1, [Party("a", 1, 1, FEN), Party("b", 1)], "crossed"),
        (1, [Party("a", -1), Party("b", 3)], "negative"),
        (100, [Party(x, 1, Fraction(100, 3)) for x in "abc"], "floors"),
    ],
)
def test_what_cannot_be_split_is_said(total, some, reason) -> None:
    """No split is made where none is right."""
    with pytest.raises(AllocationError) as caught:
        allocate(total, some, unit=FEN, remainder="largest_remainder")
    assert caught.value.reason == reason


def test_a_correction_mirrors_the_split() -> None:
    """A sum below zero is split as its size is."""
    some = [Party("a", 1), Party("b", 2)]
    for fen in (1, 5, 100):
        up, down = (
            [p.amount for p in allocate(sign * fen * FEN, some, unit=FEN, remainder="to_last")]
            for sign in (1, -1)
        )
        assert up == [-amount for amount in down]


def test_a_lead_takes_the_remainder_up_to_its_cap() -> None:
    """What the lead may not take goes by the largest remainder."""
    some = [Party("a", 1, lead=True, cap=34), Party("b", 1), Party("c", 1)]
    got = [p.amount for p in allocate(101, some, unit=1, remainder="to_lead")]
    assert got == [34, 34, 33]
    free = [Party("a", 1, lead=True), Party("b", 1), Party("c", 1)]
    assert [p.amount for p in allocate(101, free, unit=1, remainder="to_lead")] == [35, 33, 33]
