"""Laws of scores, over generated scorecards and figures."""

from __future__ import annotations

from fractions import Fraction

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from govcoord.rules.model import Amount, Name
from govcoord.scoring.document import (
    BandEntry,
    EventEntry,
    EventsEntry,
    IndicatorEntry,
    NormaliseEntry,
    PointEntry,
    QuotaEntry,
    RankingEntry,
    RoundingEntry,
    ScorecardDocument,
    VetoEntry,
)
from govcoord.scoring.scorecard import Scorecard, score
from govcoord.scoring.weights import effective_weights

MODES = ("half_up", "half_even", "half_down", "up", "down", "ceiling", "floor")
AGGREGATES = (
    "weighted_mean", "geometric", "harmonic", "minimum", "maximum", "median", "power", "penalised",
)  # fmt: skip
ADDITIVE = ("weighted_mean",)
POLICIES = ("exclude_and_reweight", "zero_and_flag", "worst", "mean")

numbers = st.fractions(min_value=0, max_value=100, max_denominator=40)


def amount(value):
    return Amount(value, None)


def corners(a, b):
    low, high = sorted((a, b))
    return (
        PointEntry(at=amount(low), score=0),
        PointEntry(at=amount(high + 1), score=100),
    )


rising = st.one_of(
    st.just(NormaliseEntry(method="points")),
    st.integers(1, 100).map(lambda t: NormaliseEntry(method="share_of_target", target=amount(t))),
    st.builds(
        lambda a, b: NormaliseEntry(method="piecewise_linear", points=corners(a, b)),
        st.integers(0, 99),
        st.integers(0, 99),
    ),
    st.builds(
        lambda low, width: NormaliseEntry(
            method="min_max", low=amount(low), high=amount(low + width)
        ),
        st.integers(0, 50),
        st.integers(1, 50),
    ),
)


@st.composite
def members(draw, depth, aggregates, prefix=""):
    count = draw(st.integers(1, 3))
    parts = [draw(st.integers(1, 9)) for _ in range(count)]
    found = {}
    for i, part in enumerate(parts):
        id_ = f"{prefix}{'abc'[i]}"
        weight = Fraction(part, sum(parts))
        if depth and draw(st.booleans()):
            found[id_] = IndicatorEntry(
                weight=weight,
                exponent=draw(st.sampled_from([Fraction(1, 2), -1, 2])),
                penalty=draw(st.sampled_from([0, Fraction(1, 3), 1])),
                aggregate=draw(st.sampled_from(aggregates)),
                indicators=draw(members(depth - 1, aggregates, id_)),
            )
        else:
            found[id_] = IndicatorEntry(
                weight=weight, direction="higher", normalise=(draw(rising),)
            )
    return found


@st.composite
def documents(draw, aggregates=AGGREGATES):
    return ScorecardDocument(
        kind="scorecard",
        id=Name.at("law", None),
        rounding=RoundingEntry(
            digits=draw(st.integers(0, 3)),
            mode=draw(st.sampled_from(MODES)),
        ),
        precision=28,
        missing=draw(st.sampled_from(POLICIES)),
        not_applicable="reweight",
        missing_events="none",
        aggregate=draw(st.sampled_from(aggregates)),
        exponent=Fraction(1, 3),
        penalty=Fraction(1, 4),
        indicators=draw(members(2, aggregates)),
        bonus=EventsEntry(cap=5, items={"case": EventEntry(each=2, cap=7)}),
        deductions=EventsEntry(cap=9, items={"delay": EventEntry(each=Fraction(3, 2))}),
        cap=draw(st.sampled_from([None, 100, 90])),
        bottom=draw(st.sampled_from([None, 0])),
        veto={"fraud": VetoEntry(effect="zero"), "accident": VetoEntry(effect="lowest_band")},
        bands={
            "good": BandEntry(at_least=80),
            "fair": BandEntry(at_least=60),
            "poor": BandEntry(),
        },
        ranking=RankingEntry(ties="same_rank_then_skip"),
    )


@st.composite
def tables(draw, aggregates=AGGREGATES, gaps=True, events=True):
    card = Scorecard.of(draw(documents(aggregates)))
    figure = st.one_of(numbers, st.none(), st.just("不适用")) if gaps else numbers
    table = {}
    for subject in "pqr"[: draw(st.integers(1, 3))]:
        row = {leaf.id: draw(figure) for leaf in card.indicators}
        row[card.indicators[0].id] = draw(numbers)
        if events:
            row |= {
                "case": draw(st.integers(0, 5)),
                "delay": draw(st.integers(0, 9)),
                "fraud": draw(st.integers(0, 9)) == 0,
                "accident": draw(st.integers(0, 4)) == 0,
            }
        table[subject] = row
    return card, table


@given(tables())
def test_contributions_add_up_to_the_unrounded_score(made):
    for result in score(*made):
        assert sum(line.points for line in result.contributions) == result.exact


@given(tables(), st.integers(0, 2))
def test_contributions_add_up_when_each_line_is_rounded(made, digits):
    card, table = made
    rounding = RoundingEntry(digits=digits, where="each")
    card = Scorecard.of(attrs.evolve(card.document, rounding=rounding))
    for result in score(card, table):
        points = [line.points for line in result.contributions]
        assert sum(points) == result.exact == result.score
        assert all((p * 10**digits).denominator == 1 for p in map(Fraction, points))


@given(tables())
def test_the_published_score_is_within_one_unit_of_the_last_digit(made):
    card, table = made
    rounding = card.document.rounding
    unit = Fraction(1, 10**rounding.digits)
    for result in score(card, table):
        assert (result.score / unit).denominator == 1 or isinstance(result.score / unit, int)
        distance = abs(result.score - result.exact)
        assert distance <= unit / 2 if rounding.mode.startswith("half") else distance < unit


@given(tables())
def test_bands_read_the_published_score(made):
    for result in score(*made):
        found = "good" if result.score >= 80 else "fair" if result.score >= 60 else "poor"
        assert result.band_by_score == found


@given(tables())
def test_effective_weights_add_up_to_one(made):
    for result in score(*made):
        lines = [line for line in result.contributions if line.kind == "indicator"]
        assert sum(line.effective for line in lines) == 1
        assert sum(line.weight for line in lines) == 1
        assert all((line.effective == 0) == (line.score is None) for line in lines)


@given(documents(), st.data())
def test_reweighting_keeps_the_proportions_of_siblings(document, data):
    card = Scorecard.of(document)
    present = [data.draw(st.booleans()) for _ in card.indicators]
    weights = effective_weights(card.tree, present)
    leaves = [at for at, branch in enumerate(card.tree) if branch.leaf >= 0]
    assert sum(weights[at] for at in leaves) == (1 if any(present) else 0)
    for branch in card.tree:
        kept = [at for at in branch.children if weights[at]]
        for one in kept:
            for other in kept:
                declared = Fraction(card.tree[one].weight) / card.tree[other].weight
                assert Fraction(weights[one]) / weights[other] == declared


def shuffled(entries, draw):
    order = draw(st.permutations(list(entries)))
    return {
        id_: attrs.evolve(entries[id_], indicators=shuffled(entries[id_].indicators, draw))
        for id_ in order
    }


@given(tables(), st.data())
def test_the_order_of_indicators_and_subjects_changes_nothing(made, data):
    card, table = made
    indicators = shuffled(card.document.indicators, data.draw)
    other = Scorecard.of(attrs.evolve(card.document, indicators=indicators))
    subjects = data.draw(st.permutations(list(table)))
    one = score(card, table)
    two = score(other, {subject: table[subject] for subject in subjects})
    for result in one:
        same = two[result.subject]
        assert (same.exact, same.score, same.band, same.rank) == (
            result.exact, result.score, result.band, result.rank,
        )  # fmt: skip


@given(tables(gaps=False, events=False), st.data())
def test_a_better_figure_never_lowers_the_score(made, data):
    card, table = made
    better = {id_: max(figure, data.draw(numbers)) for id_, figure in table["p"].items()}
    before, after = score(card, {"p": table["p"]})["p"], score(card, {"p": better})["p"]
    assert after.exact >= before.exact
    assert after.score >= before.score


@given(tables(gaps=False, events=False), st.data())
def test_whoever_is_as_good_everywhere_never_ranks_lower(made, data):
    card, table = made
    better = {id_: max(figure, data.draw(numbers)) for id_, figure in table["p"].items()}
    report = score(card, {**table, "better": better})
    assert report["better"].rank <= report["p"].rank
    bands = list(card.document.bands)
    assert bands.index(report["better"].band) <= bands.index(report["p"].band)


@given(tables(events=False), st.sampled_from(["down", "half_up", "up"]), st.integers(1, 99))
def test_a_quota_is_kept_unless_ties_stay(made, mode, percent):
    card, table = made
    quota = QuotaEntry(bands={"good": Fraction(percent, 100)}, round=mode, ties="lower")
    report = score(Scorecard.of(attrs.evolve(card.document, quota=quota)), table)
    share = Fraction(percent, 100) * sum(1 for result in report if result.rank is not None)
    held = sum(1 for result in report if result.band == "good")
    assert held <= {"down": share // 1, "up": -(-share // 1)}.get(mode, share + Fraction(1, 2))
    good = [result.score for result in report if result.band == "good"]
    moved = [r.score for r in report if r.band_by_score == "good" and r.band != "good"]
    assert not good or not moved or min(good) > max(moved)


@settings(max_examples=30)
@given(st.lists(st.integers(1, 10**9), min_size=2, max_size=6, unique=True))
def test_the_unit_of_figures_changes_no_score(figures):
    def card(unit):
        entry = IndicatorEntry(
            weight=1,
            unit=unit,
            direction="lower",
            normalise=(NormaliseEntry(method="min_max", bounds="observed"),),
        )
        return Scorecard.of(
            ScorecardDocument(
                kind="scorecard",
                id=Name.at("law", None),
                rounding=RoundingEntry(digits=2),
                missing="fail",
                indicators={"cost": entry},
            )
        )

    yuan = {f"s{i}": {"cost": f"{figure}元"} for i, figure in enumerate(figures)}
    assert [r.exact for r in score(card("yuan"), yuan)] == [
        r.exact for r in score(card("万元"), yuan)
    ]


@given(tables())
def test_every_score_explains_itself_in_three_languages(made):
    report = score(*made)
    for language in ("en", "zh-Hans", "zh-Hant"):
        assert len(report.explain(language).splitlines()) > 2 * len(report)
        assert report.to_dict(language)["results"]
