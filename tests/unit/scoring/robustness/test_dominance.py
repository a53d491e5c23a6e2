"""Whoever is at least as good in everything does not stand lower, quotas apart."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from scored import AGGREGATES, made

from govcoord.scoring.robustness.dominance import dominance
from govcoord.scoring.scorecard import score


def at_least(one, other, card):
    """Plainly: in all figures and events, without a veto that the other has not."""
    ids = [leaf.id for leaf in card.indicators]
    return (
        all((one[i] is None) == (other[i] is None) for i in ids)
        and all(one[i] is None or one[i] >= other[i] for i in ids)
        and min(2 * one["case"], 99) >= min(2 * other["case"], 99)
        and min(one["delay"], 4) <= min(other["delay"], 4)
        and all(one[v] <= other[v] for v in ("fraud", "accident"))
    )


@settings(max_examples=100, deadline=None)
@given(made(aggregates=AGGREGATES))
def test_dominance_holds_but_for_quotas(pair):
    """Over generated scorecards with events, vetoes, quotas, comparing methods and gaps."""
    found = dominance(score(*pair))
    assert {breach.reason for breach in found.breaches} <= {"quota"}
    if pair[0].document.quota is None:
        assert found.breaches == ()


@settings(max_examples=50, deadline=None)
@given(made(quota=False))
def test_pairs_are_those_that_a_plain_comparison_finds(pair):
    card, figures = pair
    report = score(card, figures)
    ranked = {result.subject: result.rank is not None for result in report}
    expected = sum(
        at_least(figures[one], figures[other], card) and ranked[one] == ranked[other]
        for one in figures
        for other in figures
        if one != other
    )
    assert dominance(report).pairs == expected


@settings(max_examples=50, deadline=None)
@given(made(gaps=False, comparing=False), st.data())
def test_a_copy_with_better_figures_never_stands_lower(pair, data):
    card, figures = pair
    best = dict(figures["p"])
    for leaf in card.indicators:
        top = 100 if leaf.high is None else leaf.high
        best[leaf.id] = max(best[leaf.id], min(top, data.draw(st.integers(0, 100))))
    report = score(card, {**figures, "better": best})
    better, other = report["better"], report["p"]
    assert better.exact >= other.exact
    if better.rank is not None and other.rank is not None:
        assert better.rank <= other.rank


def test_a_method_that_turns_is_found(card):
    body = """
    indicators:
      backlog: {weight: 60%, direction: higher,
                normalise: {method: deviation_from_target, target: 50, zero_at: 50}}
      quality: {weight: 40%, normalise: points}
    ranking: {ties: same_rank_then_skip}
    """
    rows = {"p": {"backlog": 90, "quality": 80}, "q": {"backlog": 50, "quality": 80}}
    (breach,) = dominance(score(card(body), rows)).breaches
    assert (breach.better, breach.worse, breach.reason) == ("p", "q", "place")
    assert (breach.better_place, breach.worse_place) == (2, 1)
