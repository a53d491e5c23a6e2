"""The plain path gives the same numbers as the ordinary one."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import attrs
from hypothesis import given
from hypothesis import strategies as st

from govcoord.rules.model import Amount, Name
from govcoord.scoring.document import (
    IndicatorEntry,
    NormaliseEntry,
    RoundingEntry,
    ScorecardDocument,
)
from govcoord.scoring.fast import lines_of, read_plain, score_lines
from govcoord.scoring.making import make_indicator
from govcoord.scoring.normalise import METHODS, Step
from govcoord.scoring.raw import UnfitError

numbers = st.fractions(min_value=-50, max_value=150, max_denominator=12)
positive = st.fractions(min_value=Fraction(1, 12), max_value=150, max_denominator=12)


@st.composite
def steps(draw):
    method = draw(
        st.sampled_from(
            [
                "points",
                "share_of_target",
                "min_max",
                "distance_to_target",
                "piecewise_linear",
                "per_event_deduction",
            ]
        )
    )
    low, zero, start = draw(numbers), draw(numbers), draw(numbers)
    at = sorted(draw(st.lists(numbers, min_size=2, max_size=5, unique=True)))
    return Step(
        method=method,
        scale=draw(st.sampled_from([1, 10, 100])),
        higher=draw(st.booleans()),
        full=draw(st.none() | positive),
        target=zero + draw(positive) if method == "distance_to_target" else draw(positive),
        cap=draw(st.none() | positive),
        low=low,
        high=low + draw(positive),
        extend=draw(st.booleans()),
        zero_at=zero,
        points=tuple((x, draw(numbers)) for x in at),
        start=start,
        floor=start - draw(positive),
        each=draw(positive),
    )


@given(steps(), st.lists(st.integers(-20_000, 20_000), max_size=20), st.sampled_from([1, 10, 100]))
def test_straight_lines_give_what_the_method_gives(step, figures, divisor):
    lines = lines_of(step)
    if lines is None:
        assert step.method == "share_of_target"
        assert not step.higher
        return
    scores, common = score_lines(lines, figures, divisor)
    plain = METHODS[step.method].run(step, [Fraction(figure, divisor) for figure in figures])
    assert [Fraction(score, common) for score in scores] == plain


def indicator(unit, **more):
    document = ScorecardDocument(
        kind="scorecard",
        id=Name.at("x", None),
        rounding=RoundingEntry(digits=2),
        missing="fail",
        indicators={},
    )
    step = NormaliseEntry(method="share_of_target", target=Amount(90, None))
    if unit == "percent":
        step = attrs.evolve(step, target=None, against="best")
    entry = IndicatorEntry(weight=1, unit=unit, direction="higher", normalise=(step,), **more)
    return make_indicator(document, "a", entry)


texts = st.one_of(
    st.decimals(-200, 20000, places=2).map(str),
    st.integers(-5, 200).map(str),
    st.integers(-5, 200).map(lambda n: f"{n}%"),
    st.sampled_from(["", "010", "1e5", "87.5 %", "1.", ".5", "-0", "-0.5", "1\n2"]),
    st.integers(-3, 300),
    st.floats(-3, 300).map(lambda x: round(x, 3)),
    st.floats(allow_nan=True),
    st.booleans(),
    st.none(),
    st.decimals(0, 100, places=3),
    st.just(Decimal("NaN")),
)  # fmt: skip


@given(st.lists(texts, min_size=1, max_size=4), st.sampled_from([None, "percent", "case"]))
def test_a_column_reads_as_its_cells_do_or_not_at_all(raws, unit):
    leaf = indicator(unit)
    found = read_plain(leaf, raws)
    if found is None:
        return
    figures, divisor = found
    try:
        cells = [leaf.read(raw) for raw in raws]
    except UnfitError as unfit:
        raise AssertionError(f"{raws} was read although {unfit.expected}") from unfit
    assert cells == [(Fraction(figure, divisor), "reported") for figure in figures]
    assert len(figures) == len(raws)
