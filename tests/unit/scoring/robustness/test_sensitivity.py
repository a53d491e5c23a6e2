"""Laws of the simulation: each draw is what the engine would say, equal seeds give equal bytes."""

from __future__ import annotations

import json
import random
from fractions import Fraction

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scored import made

from govcoord.errors import FigureError, GovcoordError
from govcoord.rules.model import Name
from govcoord.scoring.document import LimitEntry
from govcoord.scoring.robustness.draws import Assumptions, Weights, redrawn
from govcoord.scoring.robustness.sensitivity import sensitivity
from govcoord.scoring.robustness.simulate import Bench, Engine, make_stage
from govcoord.scoring.robustness.variants import AS_WRITTEN, NORMALISATIONS, Variant
from govcoord.scoring.scorecard import Scorecard, score
from govcoord.scoring.weights import breaches

WIDE = Assumptions(
    weights=Fraction(1, 2),
    normalise=(AS_WRITTEN, *NORMALISATIONS),
    aggregate=(AS_WRITTEN, "weighted_mean", "geometric", "harmonic", "minimum", "maximum"),
    missing=(AS_WRITTEN, "worst", "exclude_and_reweight"),
)

BODY = """
indicators:
  timely: {weight: 60%, direction: higher, normalise: {method: share_of_target, target: 100}}
  quality: {weight: 40%, normalise: points}
bands: {good: 80, fair: 60, poor: 0}
ranking: {ties: same_rank_then_skip}
"""
FIGURES = {
    "p": {"timely": 90, "quality": 60},
    "q": {"timely": 70, "quality": 85},
    "r": {"timely": 50, "quality": 50},
}


@settings(max_examples=40, deadline=None)
@given(made(), st.integers(0, 10**6))
def test_a_replay_is_what_the_engine_says(pair, seed):
    """Totals to 8 decimals; places and grades where these are all there is."""
    card, figures = pair
    stage = make_stage(Bench.of(card, figures, None, None), WIDE)
    weights = Weights(stage.bench.card, stage.assumptions)
    rng = random.Random(seed)
    (pool,) = stage.pools
    assert pool.is_fast
    engine = Engine(stage.bench, frozenset(figures))
    for _ in range(4):
        found, _ = weights.draw(rng)
        variant = redrawn(Variant(weights=found), stage.assumptions, rng)
        report = stage.bench.score(variant)
        run, exact = pool.runner.run(variant), engine.run(variant)
        unit = pool.runner.kept
        assert all(abs(t - r.exact * unit) <= 1 for t, r in zip(run.totals, report))
        if all(Fraction(t, unit) == r.exact for t, r in zip(run.totals, report)):
            assert (run.places, run.bands) == (exact.places, exact.bands)


@settings(max_examples=25, deadline=None)
@given(made(), st.integers(0, 99))
def test_equal_seeds_give_equal_bytes(pair, seed):
    one, two = (json.dumps(sensitivity(*pair, draws=5, seed=seed).to_dict()) for _ in range(2))
    assert one == two


@settings(max_examples=25, deadline=None)
@given(made())
def test_the_published_place_and_grade_are_the_exact_ones(pair):
    card, figures = pair
    found, report = sensitivity(card, figures, draws=2), score(card, figures)
    for result, interval in zip(report, found.ranks):
        assert interval.subject == result.subject
        assert interval.band == result.band
        if card.document.ranking is not None:
            assert interval.place == result.rank
        if interval.place is not None:
            assert interval.best <= interval.low <= interval.high <= interval.worst
            assert interval.best <= interval.mean <= interval.worst


@settings(max_examples=50, deadline=None)
@given(made(), st.integers(0, 10**6), st.fractions(0, Fraction(9, 10)))
def test_drawn_weights_add_up_to_one_and_keep_limits(pair, seed, share):
    card, _ = pair
    names = [branch.id for branch in card.tree[1:]]
    weights = card.weights
    floors = tuple(
        LimitEntry(indicator=(Name.at(name, None),), at_least=weights[at] * Fraction(9, 10))
        for at, name in enumerate(names[:2], 1)
    )
    card = Scorecard.of(attrs.evolve(card.document, floors=floors))
    drawer = Weights(card, Assumptions(weights=share))
    found, _ = drawer.draw(random.Random(seed))
    for branch in card.tree:
        drawn = [found[card.tree[c].id] for c in branch.children if card.tree[c].id in found]
        assert not drawn or sum(drawn) == 1
    assert not breaches(floors, card.positions, drawer.effective(found))
    assert sum(drawer.effective(found)[at] for at, b in enumerate(card.tree) if b.leaf >= 0) == 1


def test_nothing_uncertain_moves_nothing(card):
    fixed = Assumptions(weights=0, normalise=(AS_WRITTEN,), aggregate=(AS_WRITTEN,))
    found = sensitivity(card(BODY), FIGURES, assumptions=fixed, draws=3)
    assert [r.place for r in found.ranks] == [1, 2, 3]
    assert [(r.best, r.worst, r.mean) for r in found.ranks] == [(1, 1, 1), (2, 2, 2), (3, 3, 3)]
    assert found.shares == ()
    assert found.effects == ()


def test_a_tenth_of_the_weight_moves_nobody_and_half_of_it_does(card):
    def places(share):
        only = Assumptions(weights=share, normalise=(AS_WRITTEN,), aggregate=(AS_WRITTEN,))
        found = sensitivity(card(BODY), FIGURES, assumptions=only, draws=200)
        return {r.subject: (r.best, r.worst) for r in found.ranks}

    # p leads q until `timely` weighs less than 5/9.
    assert places(Fraction(1, 25)) == {"p": (1, 1), "q": (2, 2), "r": (3, 3)}
    assert places(Fraction(1, 2)) == {"p": (1, 2), "q": (1, 2), "r": (3, 3)}


def test_one_weight_alone_goes_as_far_as_said_and_the_others_share(card):
    found = sensitivity(card(BODY), FIGURES, draws=1)
    weights = [(e.choice, e.before, e.after) for e in found.effects if e.kind == "weight"]
    assert weights == [
        ("timely", Fraction(3, 5), Fraction(1, 2)),
        ("timely", Fraction(3, 5), Fraction(7, 10)),
        ("quality", Fraction(2, 5), Fraction(3, 10)),
        ("quality", Fraction(2, 5), Fraction(1, 2)),
    ]
    assert [e.largest for e in found.effects if e.kind == "weight"] == [1, 0, 0, 1]


def test_ranges_are_kept_and_the_weight_declared_must_lie_in_them(card):
    made_card = card(BODY)
    ranges = {"timely": (Fraction(55, 100), Fraction(62, 100))}
    drawer = Weights(made_card, Assumptions(weights=Fraction(9, 10), ranges=ranges))
    rng = random.Random(3)
    for _ in range(50):
        found, _ = drawer.draw(rng)
        assert Fraction(55, 100) <= found["timely"] <= Fraction(62, 100)
    wrong = {"timely": (Fraction(7, 10), Fraction(8, 10))}
    with pytest.raises(GovcoordError, match="outside its range 70% to 80%"):
        sensitivity(made_card, FIGURES, assumptions=Assumptions(ranges=wrong))
    with pytest.raises(GovcoordError, match="did you mean `timely`"):
        sensitivity(made_card, FIGURES, assumptions=Assumptions(ranges={"timley": (0, 1)}))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"weights": 1}, "less than 100%"),
        ({"weights": -1}, "less than 100%"),
        ({"normalise": ("ranks",)}, "did you mean `rank`"),
        ({"aggregate": ("formula",)}, "`formula` is none of"),
        ({"missing": ()}, "at least one of"),
    ],
)
def test_assumptions_that_make_no_sense_are_refused(given, message):
    with pytest.raises(GovcoordError, match=message):
        Assumptions(**given)


def test_no_draws_and_bad_figures_are_refused(card):
    with pytest.raises(GovcoordError, match="at least 1 draw"):
        sensitivity(card(BODY), FIGURES, draws=0)
    with pytest.raises(FigureError):
        sensitivity(card(BODY), {"p": {"timely": 90}})


def test_a_choice_that_cannot_be_carried_out_is_named(card):
    points = "[{at: 0, score: -100}, {at: 100, score: 0}]"
    below = f"direction: higher, normalise: {{method: piecewise_linear, points: {points}}}"
    body = BODY.replace("normalise: points", below)
    found = sensitivity(card(body.replace("poor: 0", "poor: -100")), FIGURES, draws=2)
    assert dict(found.left_out) == {"geometric": "scores of at least 0"}
    assert found.assumptions.aggregate == (AS_WRITTEN,)


def test_lines_that_are_rounded_each_go_through_the_engine(card):
    body = "rounding: {digits: 0, where: each}\n" + BODY
    found = sensitivity(card(body), FIGURES, draws=3)
    assert found.exact
    assert not sensitivity(card(BODY), FIGURES, draws=3).exact


def test_groups_are_ranked_apart(card):
    found = sensitivity(card(BODY), FIGURES, groups={"p": "one", "q": "two", "r": "two"}, draws=20)
    assert [(r.group, r.place) for r in found.ranks] == [("one", 1), ("two", 1), ("two", 2)]
    assert found["p"].worst == 1


def test_shares_say_that_one_assumption_alone_moves_everything(card):
    only = Assumptions(weights=0, normalise=(AS_WRITTEN,), aggregate=(AS_WRITTEN, "minimum"))
    found = sensitivity(card(BODY), FIGURES, assumptions=only, draws=20)
    assert [(s.assumption, s.share, s.error) for s in found.shares] == [("aggregate", 1, 0)]


def test_progress_is_told(card):
    told = []
    sensitivity(
        card(BODY), FIGURES, draws=4, progress=lambda done, total: told.append((done, total))
    )
    assert told == [(n, 6) for n in range(1, 7)]
