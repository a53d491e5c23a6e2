"""Generated scorecards with figures, for tests of how far scores hold up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from govcoord.rules.model import Amount, Name
from govcoord.scoring.document import (
    BandEntry,
    EventEntry,
    EventsEntry,
    IndicatorEntry,
    NormaliseEntry,
    QuotaEntry,
    RankingEntry,
    RoundingEntry,
    ScorecardDocument,
    VetoEntry,
)
from govcoord.scoring.scorecard import Scorecard

AGGREGATES = ("weighted_mean", "geometric", "harmonic", "minimum")
numbers = st.fractions(min_value=0, max_value=100, max_denominator=20)

Made = tuple[Scorecard, dict[str, dict[str, Any]]]


def own_method(draw: st.DrawFn) -> NormaliseEntry:
    """A rising method that looks at the subject's own figure alone."""
    full = Amount(draw(st.integers(20, 100)), None)
    low = Amount(draw(st.integers(0, 10)), None)
    return draw(
        st.sampled_from(
            [
                NormaliseEntry(method="points"),
                NormaliseEntry(method="share_of_target", target=full),
                NormaliseEntry(method="min_max", low=low, high=full),
            ]
        )
    )


COMPARING = (
    NormaliseEntry(method="rank", ties="mean", constant=50),
    NormaliseEntry(method="min_max", bounds="observed", constant=50),
    NormaliseEntry(method="percentile", ties="high"),
)


@st.composite
def members(
    draw: st.DrawFn, depth: int, aggregates: Sequence[str], comparing: bool, prefix: str = ""
) -> dict[str, IndicatorEntry]:
    """Siblings whose weights add up to 1."""
    parts = draw(st.lists(st.integers(1, 6), min_size=2, max_size=3))
    found = {}
    for at, part in enumerate(parts):
        weight = Fraction(part, sum(parts))
        id_ = f"{prefix}{'abc'[at]}"
        if depth and draw(st.booleans()):
            found[id_] = IndicatorEntry(
                weight=weight,
                aggregate=draw(st.sampled_from(aggregates)),
                indicators=draw(members(depth - 1, aggregates, comparing, id_)),
            )
            continue
        method = own_method(draw)
        if comparing and draw(st.booleans()):
            method = draw(st.sampled_from(COMPARING))
        found[id_] = IndicatorEntry(weight=weight, direction="higher", normalise=(method,))
    return found


@st.composite
def made(
    draw: st.DrawFn,
    *,
    aggregates: Sequence[str] = AGGREGATES,
    comparing: bool = True,
    gaps: bool = True,
    events: bool = True,
    quota: bool = True,
    least: int = 2,
) -> Made:
    """A scorecard and figures of two to five subjects for it."""
    has_quota = quota and draw(st.booleans())
    document = ScorecardDocument(
        kind="scorecard",
        id=Name.at("law", None),
        subject=Name.at("unlisted", None),
        rounding=RoundingEntry(digits=draw(st.integers(0, 3))),
        precision=28,
        missing=draw(st.sampled_from(["exclude_and_reweight", "zero_and_flag", "worst"])),
        not_applicable="reweight",
        missing_events="none",
        aggregate=draw(st.sampled_from(aggregates)),
        indicators=draw(members(1, aggregates, comparing)),
        bonus=EventsEntry(cap=5, items={"case": EventEntry(each=2)}),
        deductions=EventsEntry(items={"delay": EventEntry(each=Fraction(3, 2), cap=6)}),
        cap=draw(st.sampled_from([None, 100])),
        bottom=draw(st.sampled_from([None, 0])),
        veto={"fraud": VetoEntry(effect="zero"), "accident": VetoEntry(effect="lowest_band")},
        bands={"good": BandEntry(at_least=70), "fair": BandEntry(at_least=40), "poor": BandEntry()},
        quota=QuotaEntry(bands={"good": Fraction(2, 5)}, round="half_up", ties="lower")
        if has_quota
        else None,
        ranking=draw(
            st.sampled_from(
                [
                    None,
                    RankingEntry(ties="same_rank_then_skip"),
                    RankingEntry(ties="average_rank", by="exact_score"),
                    RankingEntry(ties="same_rank_no_skip", tie_break=(Name.at("a", None),)),
                ]
            )
        ),
    )
    card = Scorecard.of(document)
    return card, dict(draw(figures(card, gaps=gaps, events=events, least=least)))


@st.composite
def figures(
    draw: st.DrawFn, card: Scorecard, *, gaps: bool, events: bool, least: int
) -> Mapping[str, dict[str, Any]]:
    """Figures of some subjects; the first indicator is always reported."""
    figure = st.one_of(numbers, numbers, numbers, st.none()) if gaps else numbers
    found = {}
    for subject in "pqrst"[: draw(st.integers(least, 5))]:
        row: dict[str, Any] = {leaf.id: draw(figure) for leaf in card.indicators}
        row[card.indicators[0].id] = draw(numbers)
        if events:
            row |= {
                "case": draw(st.integers(0, 4)),
                "delay": draw(st.integers(0, 5)),
                "fraud": draw(st.integers(0, 9)) == 0,
                "accident": draw(st.integers(0, 6)) == 0,
            }
        found[subject] = row
    return found
