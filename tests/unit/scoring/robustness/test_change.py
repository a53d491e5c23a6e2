"""Decisive figures: the change found changes the outcome, one step less does not."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scored import made

from govcoord.errors import GovcoordError
from govcoord.scoring.robustness.change import decisive_changes
from govcoord.scoring.robustness.replay import with_ranking
from govcoord.scoring.scorecard import score

BODY = """
below_minimum: flag
indicators:
  timely: {weight: 40%, unit: "%", direction: higher,
           normalise: {method: share_of_target, target: 100%}}
  delays: {weight: 30%, normalise: {method: per_event_deduction, start: 100, each: 10}}
  plan: {weight: 10%, normalise: boolean}
  asked: {weight: 20%, unit: "%", direction: higher, minimum_sample: 10,
          normalise: {method: bands, steps: [{above: 90%, score: 100}, {score: 0}]}}
bands: {good: 80, fair: 60, poor: 0}
ranking: {ties: same_rank_then_skip}
"""
FIGURES = {
    "p": {"timely": "90%", "delays": 1, "plan": "yes", "asked": {"value": "95%", "sample": 40}},
    "q": {"timely": "70%", "delays": 0, "plan": "no", "asked": {"value": "85%", "sample": 40}},
}


@settings(max_examples=30, deadline=None)
@given(made(gaps=False), st.sampled_from(["grade", "place"]))
def test_a_change_changes_the_outcome_and_one_step_less_does_not(pair, of):
    card, figures = pair
    plain = with_ranking(card)

    def outcome(change, figure):
        row = {**figures["p"], change.indicator: figure}
        result = score(plain, {**figures, "p": row})["p"]
        return result.band if of == "grade" else result.rank

    for change in decisive_changes(card, figures, "p", of=of):
        now = outcome(change, change.before)
        step = change.step if change.after > change.before else -change.step
        assert outcome(change, change.after) != now
        assert outcome(change, change.after - step) == now
        assert (change.new_band if of == "grade" else change.new_place) == outcome(
            change, change.after
        )


@settings(max_examples=20, deadline=None)
@given(made(gaps=False, comparing=False, quota=False, events=False, aggregates=("weighted_mean",)))
def test_no_figure_between_changes_the_grade_before(pair):
    """Against a plain search over whole numbers."""
    card, figures = pair
    found = decisive_changes(card, figures, "p")
    now = score(card, figures)["p"].band
    for leaf in card.indicators:
        before = figures["p"][leaf.id]
        ups = [c.after for c in found if c.indicator == leaf.id and c.after > before]
        tried = [before + n for n in range(1, 101) if leaf.high is None or before + n <= leaf.high]
        rows = {str(n): {**figures["p"], leaf.id: figure} for n, figure in enumerate(tried)}
        first = next(
            (
                f
                for f, result in zip(tried, score(card, rows) if rows else ())
                if result.band != now
            ),
            None,
        )
        assert first is None or (ups and ups[0] <= first)
        assert first is not None or not ups or ups[0] > max(tried, default=before) - 1


def test_figures_are_changed_in_their_unit_by_their_last_decimal(card):
    found = {(c.indicator, c.difference > 0): c for c in decisive_changes(card(BODY), FIGURES, "p")}
    # 36 + 27 + 10 + 20 = 93: fair from 79.99 downwards.
    assert found["timely", False].figures("en") == ("90%", "57.48%")
    assert found["timely", False].difference == Fraction(-3252, 100)
    assert ("delays", False) not in found
    assert found["delays", True].figures("en") == ("1", "6")
    assert found["asked", False].figures("en") == ("95%", "90%")
    assert ("plan", True) not in found
    assert {c.new_band for c in found.values()} == {"fair"}


def test_a_yes_may_be_turned_into_a_no(card):
    body = BODY.replace("good: 80", "good: 90")
    plan = next(c for c in decisive_changes(card(body), FIGURES, "p") if c.indicator == "plan")
    assert (plan.figures("en"), plan.figures("zh-Hans")) == (("yes", "no"), ("是", "否"))
    assert plan.new_band == "fair"


def test_places_are_asked_for(card):
    (timely,) = decisive_changes(card(BODY), FIGURES, "p", of="place")
    assert (timely.place, timely.new_place) == (1, 2)
    assert timely.figures("en") == ("90%", "2.48%")
    assert decisive_changes(card(BODY), FIGURES, "q", of="place") == ()


@pytest.mark.parametrize(
    ("subject", "of", "message"),
    [("pp", "grade", "`pp` is none of"), ("p", "rank", "neither `grade` nor `place`")],
)
def test_what_makes_no_sense_is_refused(card, subject, of, message):
    with pytest.raises(GovcoordError, match=message):
        decisive_changes(card(BODY), FIGURES, subject, of=of)


def test_a_scorecard_without_grades_has_none_to_change(card):
    body = BODY.replace("bands: {good: 80, fair: 60, poor: 0}\n", "")
    with pytest.raises(GovcoordError, match="has no grades"):
        decisive_changes(card(body), FIGURES, "p")
    assert decisive_changes(card(body), FIGURES, "p", of="place")
