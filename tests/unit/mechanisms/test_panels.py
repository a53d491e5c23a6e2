"""Panels within quotas: held against trying every panel."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.mechanisms.panels import Candidate, Cap, Quota, TooLargeError, choose

GROUPS = ("law", "tech", "outside")


@st.composite
def pools(draw):
    """A pool of up to eight, a size, quotas over groups that overlap, caps of two kinds."""
    n = draw(st.integers(0, 8))
    pool = [
        Candidate(
            f"e{at}",
            frozenset(draw(st.sets(st.sampled_from(GROUPS)))),
            tuple(
                (cap, value)
                for cap in ("house", "town")
                if (value := draw(st.sampled_from(["x", "y", "z", None])))
            ),
        )
        for at in range(n)
    ]
    rules = [
        Quota(g, *sorted(draw(st.tuples(st.integers(0, 3), st.integers(0, 4))))) for g in GROUPS
    ]
    rules = [r if draw(st.booleans()) else Quota(r.id, r.least) for r in rules]
    rules += [Cap(cap, draw(st.integers(1, 3))) for cap in ("house", "town") if draw(st.booleans())]
    return pool, draw(st.integers(1, 5)), rules


def keeps(panel, rules):
    """Whether a panel keeps every quota, counted plainly."""
    for rule in rules:
        if isinstance(rule, Cap):
            values = [v for one in panel for id_, v in one.values if id_ == rule.id]
            if any(values.count(v) > rule.most for v in values):
                return False
            continue
        n = sum(rule.id in one.groups for one in panel)
        if n < rule.least or (rule.most is not None and n > rule.most):
            return False
    return True


def first(pool, size, rules, appointed=()):
    """The first valid panel in the order of the pool: combinations come in that order."""
    fixed = [one for one in pool if one.id in appointed]
    rest = [one for one in pool if one.id not in appointed]
    for more in combinations(rest, size - len(fixed)) if size >= len(fixed) else ():
        if keeps([*fixed, *more], rules):
            return [one.id for one in (*fixed, *more)]
    return None


@given(pools())
def test_it_is_the_first_of_all_valid_panels(given_):
    """Or there is none, by trying all."""
    pool, size, rules = given_
    found = choose(pool, size, rules)
    wanted = first(pool, size, rules)
    assert (None if found.panel is None else list(found.panel)) == wanted


@given(pools(), st.data())
def test_who_is_appointed_stays(given_, data):
    """And the others are the first that go with them."""
    pool, size, rules = given_
    some = data.draw(st.lists(st.sampled_from(pool), unique=True, max_size=2)) if pool else []
    appointed = [one.id for one in pool if one in some]
    found = choose(pool, size, rules, appointed)
    wanted = first(pool, size, rules, appointed)
    assert (None if found.panel is None else list(found.panel)) == wanted


@given(pools())
def test_what_blocks_is_needed_and_enough(given_):
    """The quotas named cannot be kept together; without any one of them they can."""
    pool, size, rules = given_
    found = choose(pool, size, rules)
    if found.panel is not None:
        assert found.blocking == ()
        return
    core = [rule for rule in rules if rule.id in found.blocking]
    assert first(pool, size, core) is None
    for rule in core:
        assert first(pool, size, [other for other in core if other is not rule]) is not None
    for rule in rules:
        helps = first(pool, size, [other for other in rules if other is not rule]) is not None
        assert (rule.id in found.relief) is helps


@given(pools())
def test_who_was_passed_over_would_have_broken_the_quotas_named(given_):
    """With those taken before them, no panel keeps the quotas that are named."""
    pool, size, rules = given_
    found = choose(pool, size, rules)
    order = [one.id for one in pool]
    for id_, blocking in found.passed.items():
        before = [one for one in found.panel if order.index(one) < order.index(id_)]
        core = [rule for rule in rules if rule.id in blocking]
        later = [
            one
            for one in pool
            if one.id in (*before, id_) or order.index(one.id) > order.index(id_)
        ]
        assert first(later, size, core, (*before, id_)) is None


def test_a_large_pool_is_quick_and_a_search_without_end_is_given_up():
    """Three thousand experts of a thousand houses; and a budget that does not suffice."""
    pool = [
        Candidate(
            f"e{n}",
            frozenset(g for at, g in enumerate(GROUPS) if (n * 7 + at) % (at + 3) == 0),
            (("house", f"h{n % 1000}"), ("town", f"t{n % 30}")),
        )
        for n in range(3000)
    ]
    rules = [
        Quota("law", 3, 5),
        Quota("tech", 2),
        Quota("outside", 4),
        Cap("house", 1),
        Cap("town", 2),
    ]
    found = choose(pool, 11, rules)
    assert found.panel is not None
    by_id = {one.id: one for one in pool}
    assert keeps([by_id[id_] for id_ in found.panel], rules)
    # one from each of two towns at most, and all of one house: no panel, and no witness to find
    tight = [
        Candidate(f"t{n}", frozenset(), (("house", f"h{n % 9}"), ("town", f"t{n % 7}")))
        for n in range(63)
    ]
    with pytest.raises(TooLargeError):
        choose(tight, 8, [Cap("house", 1), Cap("town", 1)], budget=3)
    assert choose(tight, 8, [Cap("house", 1), Cap("town", 1)]).blocking == ("town",)
