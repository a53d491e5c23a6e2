"""From figures to scores: one small pure function for each method.

Every function takes a `Step` and the figures of one indicator, one for each subject that has
one, in the indicator's unit, and gives their scores in the same order. Scores are exact, but
for ``log`` and ``z_score``, whose values are irrational: those are rounded to
``Step.precision`` significant digits with correctly rounded decimal functions, so that they
too are the same on every machine.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from attrs import frozen

from govcoord.numerals import Number, exact
from govcoord.scoring import transforms
from govcoord.scoring.decimals import context_of, decimal_of, logarithm, rounded
from govcoord.scoring.steps import (
    Bound,
    ConstantFiguresError,
    Figures,
    OutsideError,
    Scores,
    Step,
    known,
)

__all__ = ["METHODS", "Bound", "ConstantFiguresError", "OutsideError", "Step", "normalise"]


def _ratio(above: Number, below: Number) -> Number:
    return exact(Fraction(above) / below)


def points(step: Step, figures: Figures) -> Scores:
    """The figure is a score already, out of ``full`` marks (the scale unless given).

    >>> points(Step(method="points", full=20), [17])
    [85]
    """
    full = step.scale if step.full is None else step.full
    if full == step.scale:
        return list(figures)
    factor = _ratio(step.scale, full)
    return [exact(figure * factor) for figure in figures]


def share_of_target(step: Step, figures: Figures) -> Scores:
    """``scale × figure / target``, or ``scale × target / figure`` when lower is better.

    The ratio stays between 0 and ``cap`` (1 unless given). A figure of 0 reaches ``cap``
    when lower is better. ``against`` takes the best, worst, mean or median figure as target.

    >>> share_of_target(Step(method="share_of_target", target=80), [60, 90])
    [75, 100]
    """
    target = _reference(step, figures)
    cap = 1 if step.cap is None else step.cap
    top = exact(step.scale * cap)
    if not step.higher:
        return [
            top if figure <= 0 else min(top, max(0, _ratio(step.scale * target, figure)))
            for figure in figures
        ]
    if target == 0:
        raise ConstantFiguresError
    factor = _ratio(step.scale, target)
    return [min(top, max(0, exact(figure * factor))) for figure in figures]


def _reference(step: Step, figures: Figures) -> Number:
    if step.against is None:
        return known(step.target)
    ordered = sorted(figures, reverse=step.higher)
    if step.against == "mean":
        return _ratio(sum(figures), len(figures))
    if step.against == "median":
        half = len(ordered) // 2
        if len(ordered) % 2:
            return ordered[half]
        return _ratio(ordered[half - 1] + ordered[half], 2)
    return ordered[0] if step.against == "best" else ordered[-1]


def min_max(step: Step, figures: Figures) -> Scores:
    """``scale × (figure - low) / (high - low)``, turned round when lower is better.

    Bounds are ``low`` and ``high``, or the lowest and highest figure (``observed``), or two
    percentiles of the figures; a bound that is given holds all the same. What lies beyond is
    held at 0 and the scale unless ``extend``. ``log`` takes natural logarithms
    of figures and bounds. Source: OECD/JRC Handbook on composite indicators, step 5.

    >>> min_max(Step(method="min_max", low=20, high=85, scale=1), [46, 90])
    [Fraction(2, 5), 1]
    """
    low, high = _bounds(step, figures)
    if low >= high:
        return _constant(step, figures)
    if not step.extend:
        figures = [min(high, max(low, figure)) for figure in figures]
    if step.log:
        shares = _log_shares(step, figures, low, high)
    else:
        factor = _ratio(1, high - low)
        shares = [exact((figure - low) * factor) for figure in figures]
    if not step.higher:
        shares = [1 - share for share in shares]
    return [exact(share * step.scale) for share in shares]


def _bounds(step: Step, figures: Figures) -> tuple[Number, Number]:
    if not step.observed:
        return known(step.low), known(step.high)
    shares = (0 if step.low_share is None else step.low_share,
              1 if step.high_share is None else step.high_share)  # fmt: skip
    low = transforms.percentile_of(figures, shares[0]) if step.low is None else step.low
    high = transforms.percentile_of(figures, shares[1]) if step.high is None else step.high
    return low, high


def _constant(step: Step, figures: Figures) -> Scores:
    if step.constant is None:
        raise ConstantFiguresError
    return [step.constant] * len(figures)


def _log_shares(step: Step, figures: Figures, low: Number, high: Number) -> Scores:
    for position, figure in enumerate(figures):
        if figure <= 0 or low <= 0:
            raise OutsideError(position, "a figure above 0")
    context = context_of(step.precision)
    base = logarithm(low, context)
    span = context.subtract(logarithm(high, context), base)
    return [
        rounded(
            context.divide(context.subtract(logarithm(figure, context), base), span),
            step.precision,
        )
        for figure in figures
    ]


def distance_to_target(step: Step, figures: Figures) -> Scores:
    """How much of the way from ``zero_at`` to ``target`` has been gone, on the scale.

    ``scale × (figure - zero_at) / (target - zero_at)``, between 0 and ``cap`` (1 unless given).
    Lower is better where ``target`` lies below ``zero_at``.

    >>> distance_to_target(Step(method="distance_to_target", target=5, zero_at=20), [8])
    [80]
    """
    zero, target = known(step.zero_at), known(step.target)
    top = exact(step.scale * (1 if step.cap is None else step.cap))
    factor = _ratio(step.scale, target - zero)
    return [min(top, max(0, exact((figure - zero) * factor))) for figure in figures]


def deviation_from_target(step: Step, figures: Figures) -> Scores:
    """Full marks within ``tolerance`` of ``target`` on either side, none from ``zero_at`` away.

    >>> step = Step(method="deviation_from_target", target=100, tolerance=5, zero_at=25)
    >>> deviation_from_target(step, [97, 110, 130])
    [100, 75, 0]
    """
    target, zero = known(step.target), known(step.zero_at)
    factor = _ratio(step.scale, zero - step.tolerance)
    distances = [figure - target if figure > target else target - figure for figure in figures]
    return [min(step.scale, max(0, exact((zero - away) * factor))) for away in distances]


def piecewise_linear(step: Step, figures: Figures) -> Scores:
    """Straight lines between the given points; level beyond the first and last of them.

    ``extend`` goes on along the first and last line instead.

    >>> step = Step(method="piecewise_linear", points=((0, 0), (60, 40), (100, 100)))
    >>> piecewise_linear(step, [30, 80, 120])
    [20, 70, 100]
    """
    at = [figure for figure, _ in step.points]
    score = [value for _, value in step.points]
    last = len(at) - 1
    scores: Scores = []
    for figure in figures:
        if not step.extend and figure <= at[0]:
            scores.append(score[0])
        elif not step.extend and figure >= at[last]:
            scores.append(score[last])
        else:
            i = min(max(bisect_right(at, figure), 1), last)
            slope = _ratio(score[i] - score[i - 1], at[i] - at[i - 1])
            scores.append(exact(score[i - 1] + (figure - at[i - 1]) * slope))
    return scores


def bands(step: Step, figures: Figures) -> Scores:
    """The score of the first step that holds the figure.

    >>> rows = (Bound(low=90, score=100), Bound(low=60, score=50), Bound(score=0))
    >>> bands(Step(method="bands", steps=rows), [95, 60, 59])
    [100, 50, 0]
    """
    return [next(bound.score for bound in step.steps if bound.holds(figure)) for figure in figures]


def boolean(step: Step, figures: Figures) -> Scores:
    """``when_true`` (the scale unless given) for yes, ``when_false`` (0 unless given) for no.

    >>> boolean(Step(method="boolean"), [1, 0])
    [100, 0]
    """
    true = step.scale if step.when_true is None else step.when_true
    return [true if figure else step.when_false for figure in figures]


def per_event_deduction(step: Step, figures: Figures) -> Scores:
    """``start - each × number of events``, never under ``floor``.

    >>> per_event_deduction(Step(method="per_event_deduction", start=100, each=15), [0, 2, 9])
    [100, 70, 0]
    """
    return [max(step.floor, exact(step.start - step.each * figure)) for figure in figures]


def rank(step: Step, figures: Figures) -> Scores:
    """The worst subject gets 0, the best the scale, the others by their place between.

    ``result: rank`` gives the place itself, counted from 1 for the worst, ``result: place``
    counted from 1 for the best. Equal figures share the ``high``, ``low`` or ``mean`` of their
    places.

    >>> rank(Step(method="rank"), [10, 40, 20]), rank(Step(method="rank", result="rank"), [7, 7])
    ([0, 100, 50], [Fraction(3, 2), Fraction(3, 2)])
    """
    places = _places(step, figures)
    if step.result != "scaled":
        return places if step.result == "rank" else [len(figures) + 1 - at for at in places]
    if len(figures) == 1 or min(figures) == max(figures):
        return _constant(step, figures)
    factor = _ratio(step.scale, len(figures) - 1)
    return [exact((place - 1) * factor) for place in places]


def _places(step: Step, figures: Figures) -> Scores:
    """Places from 1 for the worst."""
    signed = figures if step.higher else [-figure for figure in figures]
    ordered = sorted(signed)
    places: Scores = []
    for figure in signed:
        first, last = bisect_left(ordered, figure) + 1, bisect_right(ordered, figure)
        if step.ties == "mean":
            places.append(_ratio(first + last, 2))
        else:
            places.append(last if step.ties == "high" else first)
    return places


def percentile(step: Step, figures: Figures) -> Scores:
    """``scale ×`` the share of subjects that are no better (ties at their highest place).

    >>> percentile(Step(method="percentile", ties="high"), [10, 40, 20, 20])
    [25, 100, 75, 75]
    """
    factor = _ratio(step.scale, len(figures))
    return [exact(place * factor) for place in _places(step, figures)]


def z_score(step: Step, figures: Figures) -> Scores:
    """``centre + spread × (figure - mean) / standard deviation``; turned when lower is better.

    The standard deviation is that of a ``sample`` (divided by n - 1) or of the population,
    unless ``mean`` and ``deviation`` are given (those of a year of reference, say).
    It is irrational as a rule, so the quotient is rounded to ``precision`` digits.

    >>> z_score(Step(method="z_score", centre=50, spread=10, sample=False), [2, 4])
    [40, 60]
    """
    context = context_of(step.precision)
    if step.deviation is not None:
        mean: Number = known(step.mean)
        deviation = decimal_of(step.deviation, context)
    else:
        count = len(figures)
        mean = Fraction(sum(figures), 1) / count
        squares = sum((figure - mean) ** 2 for figure in figures)
        if not squares:
            return [step.centre] * count
        variance = Fraction(squares) / (count - 1 if step.sample else count)
        deviation = decimal_of(variance, context).sqrt(context)
    sign = 1 if step.higher else -1
    return [
        exact(
            step.centre
            + sign
            * step.spread
            * rounded(context.divide(decimal_of(figure - mean, context), deviation), step.precision)
        )
        for figure in figures
    ]


def relative_difference(step: Step, figures: Figures) -> Scores:
    """``scale × (figure - target) / target``, turned when lower is better.

    >>> relative_difference(Step(method="relative_difference", against="mean", scale=1), [6, 10])
    [Fraction(-1, 4), Fraction(1, 4)]
    """
    target = _reference(step, figures)
    if target == 0:
        raise ConstantFiguresError
    factor = _ratio(step.scale if step.higher else -step.scale, target)
    return [exact((figure - target) * factor) for figure in figures]


def clip(step: Step, figures: Figures) -> Scores:
    """The figure itself, held between ``low`` and ``high`` where they are given.

    >>> clip(Step(method="clip", high=75), [80, 70])
    [75, 70]
    """
    low, high = step.low, step.high
    held = list(figures) if low is None else [max(low, figure) for figure in figures]
    return held if high is None else [min(high, figure) for figure in held]


@frozen(kw_only=True)
class Method:
    """What a method needs and takes, and what it does.

    ``directed``: it must know whether higher is better. ``compares``: a score depends on the
    other subjects' figures. ``prepares``: it gives figures and no scores, so that the next step
    reads figures still (``same_unit``: in the indicator's unit).
    """

    run: Callable[[Step, Figures], Scores]
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    directed: bool = False
    compares: bool = False
    prepares: bool = False
    same_unit: bool = False


METHODS: Final[Mapping[str, Method]] = {
    "points": Method(run=points, takes=("full",)),
    "share_of_target": Method(
        run=share_of_target, takes=("target", "against", "cap"), directed=True
    ),
    "min_max": Method(
        run=min_max,
        takes=(
            "low",
            "high",
            "bounds",
            "low_percentile",
            "high_percentile",
            "transform",
            "beyond",
            "constant",
        ),
        directed=True,
    ),
    "distance_to_target": Method(
        run=distance_to_target, needs=("target", "zero_at"), takes=("cap",)
    ),
    "deviation_from_target": Method(
        run=deviation_from_target, needs=("target", "zero_at"), takes=("tolerance",)
    ),
    "piecewise_linear": Method(run=piecewise_linear, needs=("points",), takes=("beyond",)),
    "bands": Method(run=bands, needs=("steps",)),
    "boolean": Method(run=boolean, takes=("when_true", "when_false")),
    "per_event_deduction": Method(
        run=per_event_deduction, needs=("start", "each"), takes=("floor",)
    ),
    "rank": Method(
        run=rank, needs=("ties",), takes=("result", "constant"), directed=True, compares=True
    ),
    "percentile": Method(run=percentile, needs=("ties",), directed=True, compares=True),
    "z_score": Method(
        run=z_score,
        needs=("centre", "spread"),
        takes=("of", "mean", "deviation"),
        directed=True,
        compares=True,
    ),
    "relative_difference": Method(
        run=relative_difference, takes=("target", "against"), directed=True
    ),
    "clip": Method(run=clip, takes=("low", "high"), prepares=True, same_unit=True),
    "winsorise": Method(
        run=transforms.winsorise,
        takes=("count", "low_percentile", "high_percentile", "skewness", "kurtosis", "otherwise"),
        compares=True,
        prepares=True,
        same_unit=True,
    ),
    "log": Method(run=transforms.log, takes=("base", "add"), prepares=True),
    "power": Method(run=transforms.power, needs=("exponent",), prepares=True),
    "inverse": Method(run=transforms.inverse, prepares=True),
    "linear": Method(run=transforms.linear, takes=("times", "plus"), prepares=True),
    "categories": Method(run=transforms.categories, needs=("categories",)),
}
"""Every method by the name that stands in YAML."""


def normalise(steps: Sequence[Step], figures: Figures) -> Scores:
    """The scores of figures after all steps, each step reading what the former gave.

    Raises `ConstantFiguresError` when a step compares subjects and all figures are equal,
    `OutsideError` when a step has no value for a figure.

    >>> halves = Bound(low=50, score=100), Bound(score=0)
    >>> by_place = [Step(method="percentile", ties="high"), Step(method="bands", steps=halves)]
    >>> normalise(by_place, [3, 9, 1, 2])
    [100, 100, 0, 100]
    """
    scores: Scores = list(figures)
    for step in steps:
        if scores:
            scores = METHODS[step.method].run(step, scores)
    return scores
