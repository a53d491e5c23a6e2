"""Ranking and choosing: equals stay equal, limits hold, and edges are as declared."""

from __future__ import annotations

from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.mechanisms.ranking import Entrant, Limits, choose, rank

EDGES = st.sampled_from(["keep", "none", "ask"])


@st.composite
def entrants(draw: st.DrawFn) -> list[Entrant]:
    """Entrants with few scores, so that there are ties, in few groups."""
    return [
        Entrant(f"e{n}", (draw(st.integers(0, 3)), draw(st.integers(0, 1))), (draw(group),))
        for n in range(draw(st.integers(0, 9)))
    ]


group = st.sampled_from("xyz")


@st.composite
def limits(draw: st.DrawFn) -> Limits:
    """Limits of all sorts."""
    return Limits(
        places=draw(st.none() | st.integers(1, 6)),
        places_edge=draw(EDGES),
        per_group=draw(st.none() | st.integers(1, 3)),
        group_edge=draw(EDGES),
        amount=draw(st.none() | st.just(20)),
        budget=draw(st.none() | st.integers(20, 130)),
        budget_edge=draw(st.sampled_from(["share", "none", "ask"])),
    )


@given(entrants())
def test_a_rank_is_one_more_than_the_number_of_better_ones(some) -> None:
    """The plain reference of ranks."""
    found = {one.id: place for place, equals in rank(some) for one in equals}
    for one in some:
        assert found[one.id] == 1 + sum(other.keys > one.keys for other in some)


@given(entrants(), limits(), st.randoms(use_true_random=False))
def test_the_order_of_listing_does_not_choose(some, bound, random) -> None:
    """Neither who is chosen nor what they get depends on the order."""
    shuffled = list(some)
    random.shuffle(shuffled)
    one, two = ({p.id: p for p in choose(x, bound)} for x in (some, shuffled))
    for id_, placing in one.items():
        assert placing == two[id_]


@given(entrants(), limits())
def test_equals_of_one_group_are_treated_alike(some, bound) -> None:
    """The same keys and the same group give the same outcome."""
    found = {p.id: p.outcome for p in choose(some, bound)}
    for one in some:
        for two in some:
            if (one.keys, one.groups) == (two.keys, two.groups):
                assert found[one.id] == found[two.id]


@given(entrants(), limits())
def test_limits_hold_unless_equals_are_kept(some, bound) -> None:
    """The budget always; places and caps where equals at the edge are not kept."""
    found = choose(some, bound)
    chosen = [p.id for p in found if p.outcome == "chosen"]
    if bound.amount is not None and bound.budget is not None:
        assert sum(p.amount or 0 for p in found) <= bound.budget
    if bound.places is not None and bound.places_edge != "keep":
        assert len(chosen) <= bound.places
    if bound.per_group is not None and bound.group_edge != "keep":
        groups = {one.id: one.groups[0] for one in some}
        for name in "xyz":
            assert sum(groups[id_] == name for id_ in chosen) <= bound.per_group


@given(entrants(), limits())
def test_nobody_is_passed_over_for_a_worse_one(some, bound) -> None:
    """Who is chosen is at least as good as everybody who met the places or the budget."""
    found = choose(some, bound)
    keys = {one.id: one.keys for one in some}
    worst = min((keys[p.id] for p in found if p.outcome == "chosen"), default=None)
    for placing in found:
        if placing.outcome in ("beyond_places", "beyond_budget"):
            assert worst is None or keys[placing.id] <= worst


@given(entrants(), limits())
def test_nobody_of_a_group_passes_equals_at_its_edge(some, bound) -> None:
    """Who met the cap of a group, or waits for a person there, is not beaten by a worse one."""
    found = {p.id: p.outcome for p in choose(some, bound)}
    for one in some:
        if found[one.id] not in ("ask", "beyond_group"):
            continue
        for other in some:
            if other.groups == one.groups and other.keys < one.keys:
                assert found[other.id] != "chosen"


@given(entrants(), limits())
def test_places_and_money_are_kept_for_whom_a_person_may_choose(some, bound) -> None:
    """However equals at the edge of a group are settled, places and budget suffice.

    Equals at the edge of places or of the budget are not to wait here: of those, a person
    chooses no more than there is.
    """
    if bound.per_group is None or bound.group_edge != "ask":
        return
    edges = {name: getattr(bound, name) for name in ("places_edge", "budget_edge")}
    bound = attrs.evolve(bound, **{n: "none" for n, edge in edges.items() if edge == "ask"})
    found = {p.id: p for p in choose(some, bound)}
    chosen = [one for one in some if found[one.id].outcome == "chosen"]
    worst = min((one.keys for one in chosen), default=())
    seats = 0
    for name in "xyz":
        waiting = [
            one for one in some
            if found[one.id].outcome == "ask" and one.groups == (name,) and one.keys >= worst
        ]  # fmt: skip
        room = bound.per_group - sum(one.groups == (name,) for one in chosen)
        seats += min(len(waiting), max(room, 0))
    amounts = [found[one.id].amount or 0 for one in chosen]
    if bound.places is not None and bound.places_edge != "keep":
        assert len(chosen) + seats <= bound.places
    if bound.amount is not None and bound.budget is not None:
        least = min([bound.amount, *amounts])
        if bound.budget_edge == "share" and least == bound.amount:
            least = bound.unit  # they would share what is left
        assert sum(amounts) + seats * least <= bound.budget


@pytest.mark.parametrize(
    ("edge", "outcomes"),
    [
        ("keep", ["chosen", "chosen", "chosen", "beyond_places"]),
        ("none", ["chosen", "beyond_places", "beyond_places", "beyond_places"]),
        ("ask", ["chosen", "ask", "ask", "beyond_places"]),
    ],
)
def test_equals_at_the_edge_of_the_places(edge, outcomes) -> None:
    """Two equals for one place: as declared, and never by chance."""
    some = [Entrant(x, (k,)) for x, k in zip("abcd", (9, 5, 5, 1))]
    found = choose(some, Limits(places=2, places_edge=edge))
    assert [p.outcome for p in found] == outcomes


def test_equals_get_the_same_and_a_fen_that_cannot_be_shared_is_left() -> None:
    """One fen among three is nobody's: the order of listing decides nothing."""
    some = [Entrant(x, (1,)) for x in "abc"]
    found = choose(some, Limits(amount=20, budget=Fraction(5002, 100), budget_edge="share"))
    assert [p.amount for p in found] == [Fraction(1667, 100)] * 3


def test_less_than_a_fen_each_is_no_award() -> None:
    """Two fen among three equals after the first: none of them is given anything."""
    some = [Entrant("best", (2,)), *(Entrant(x, (1,)) for x in "abc")]
    found = choose(some, Limits(amount=20, budget=Fraction(2002, 100), budget_edge="share"))
    assert [p.outcome for p in found] == ["chosen", *["beyond_budget"] * 3]


def test_equals_share_what_is_left_to_the_fen() -> None:
    """What is left of the budget, in whole fen, adding up."""
    some = [Entrant(x, (1,)) for x in "abc"]
    found = choose(some, Limits(amount=20, budget=Fraction(5001, 100), budget_edge="share"))
    assert [p.amount for p in found] == [Fraction(1667, 100)] * 3
    assert sum(p.amount for p in found) == Fraction(5001, 100)
