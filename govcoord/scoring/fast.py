"""The plain path: a whole column of figures read and scored in integers.

A column of plain decimals has a common divisor, and most methods are straight lines between
corners, so scores are integers over a common divisor too. What does not fit returns ``None``
and takes the ordinary path; both give the same numbers (a law of the tests).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, lcm
from typing import Final

from attrs import frozen

from govcoord.numerals import Number
from govcoord.scoring.indicators import Indicator
from govcoord.scoring.normalise import Step

Scaled = tuple[list[int], int]
"""Integers and the divisor that makes numbers of them."""

_PLAIN: Final = re.compile(
    r"^(-?(?:0|[1-9][0-9]{0,14}))(?:\.([0-9]{1,9}))?( ?%)?$", re.MULTILINE | re.ASCII
)
_TYPES: Final = frozenset({str, int, float, Decimal})
_PADS: Final = tuple("0" * n for n in range(10))


def read_plain(indicator: Indicator, raws: Sequence[object]) -> Scaled | None:
    """The figures of a column of plain numbers that all fit, in the indicator's unit.

    ``None`` when any of them is missing, comes as a mapping, has a unit other than ``%``, or
    lies outside the indicator's limits: then each is to be read on its own.
    """
    if indicator.reads_cells or not set(map(type, raws)) <= _TYPES:
        return None
    joined = "\n".join([raw if type(raw) is str else str(raw) for raw in raws])
    found = _PLAIN.findall(joined)
    if len(found) != len(raws) or joined.count("\n") != len(raws) - 1:
        return None
    percent = indicator.unit is not None and indicator.unit.name == "percent"
    digits = max([len(decimals) for _, decimals, _ in found])
    figures = [int(whole + part + _PADS[digits - len(part)]) for whole, part, _ in found]
    divisor = 10**digits
    marks = {mark for _, _, mark in found}
    if marks != {""} and not percent:
        return None
    if percent and "" in marks:
        bare = [figure for figure, (_, _, mark) in zip(figures, found) if not mark]
        if _any_share(indicator, bare, divisor):
            return None
    return (figures, divisor) if _fit(indicator, figures, divisor) else None


def _any_share(indicator: Indicator, figures: list[int], divisor: int) -> bool:
    """Whether a bare number might be meant as a share of 1: a hundred times it fits too."""
    low, high = indicator.low, indicator.high
    if low is None or high is None:
        return True
    least, most = ceil(low * divisor / Fraction(100)), floor(high * divisor / Fraction(100))
    if min(figures) > most or max(figures) < least:
        return False
    return any(least <= figure <= most and figure != 0 for figure in figures)


def _fit(indicator: Indicator, figures: list[int], divisor: int) -> bool:
    if indicator.is_count and divisor != 1:
        return False
    least, most = min(figures), max(figures)
    return (
        (indicator.low is None or least >= indicator.low * divisor)
        and (indicator.high is None or most <= indicator.high * divisor)
        and (indicator.above is None or least > indicator.above * divisor)
    )


@frozen
class Lines:
    """Straight lines between ``corners`` (figure and score, rising figures).

    ``left`` and ``right`` are the slopes before the first and after the last corner.
    """

    corners: tuple[tuple[Number, Number], ...]
    left: Number = 0
    right: Number = 0


def lines_of(step: Step) -> Lines | None:
    """A method as straight lines between corners, ``None`` for those that are none."""
    make = _LINES.get(step.method)
    return None if make is None else make(step)


def _points(step: Step) -> Lines:
    slope = 1 if step.full is None else Fraction(step.scale) / step.full
    return Lines(((0, 0),), slope, slope)


def _share(step: Step) -> Lines | None:
    if step.target is None or not step.higher:
        return None
    cap = 1 if step.cap is None else step.cap
    return Lines(((0, 0), (step.target * cap, step.scale * cap)))


def _min_max(step: Step) -> Lines | None:
    if step.observed or step.log or step.low is None or step.high is None:
        return None
    ends = (0, step.scale) if step.higher else (step.scale, 0)
    slope = Fraction(ends[1] - ends[0]) / (step.high - step.low) if step.extend else 0
    return Lines(((step.low, ends[0]), (step.high, ends[1])), slope, slope)


def _distance(step: Step) -> Lines | None:
    if step.target is None or step.zero_at is None:
        return None
    cap = 1 if step.cap is None else step.cap
    end = step.zero_at + (step.target - step.zero_at) * cap
    first, last = sorted([(step.zero_at, 0), (end, step.scale * cap)])
    return Lines((first, last))


def _piecewise(step: Step) -> Lines:
    if not step.extend:
        return Lines(step.points)
    (a, b), (c, d) = step.points[:2]
    (e, f), (g, h) = step.points[-2:]
    return Lines(step.points, Fraction(d - b) / (c - a), Fraction(h - f) / (g - e))


def _events(step: Step) -> Lines:
    return Lines(((Fraction(step.start - step.floor) / step.each, step.floor),), -step.each, 0)


_LINES: Final = {
    "points": _points,
    "share_of_target": _share,
    "min_max": _min_max,
    "distance_to_target": _distance,
    "piecewise_linear": _piecewise,
    "per_event_deduction": _events,
}


def score_lines(lines: Lines, figures: Sequence[int], divisor: int) -> Scaled:
    """The scores of scaled figures, scaled themselves.

    >>> score_lines(Lines(((0, 0), (80, 100))), [30, 85], 1)
    ([150, 400], 4)
    """
    cuts, pieces = _pieces(lines, divisor)
    common = lcm(*(Fraction(part).denominator for piece in pieces for part in piece))
    whole = [(int(base * common), int(slope * common)) for base, slope in pieces]
    if len(whole) == 3 and not whole[0][1] and not whole[2][1]:
        (low, _), (base, slope), (high, _) = whole
        first, last = cuts
        return [
            base + slope * figure if first <= figure < last else low if figure < first else high
            for figure in figures
        ], common
    if len(set(whole)) == 1:
        base, slope = whole[0]
        return [base + slope * figure for figure in figures], common
    scores = []
    for figure in figures:
        base, slope = whole[bisect_right(cuts, figure)]
        scores.append(base + slope * figure)
    return scores, common


def _pieces(lines: Lines, divisor: int) -> tuple[list[int], list[tuple[Fraction, Fraction]]]:
    """Where the lines change (scaled figures), and base and slope of each line."""
    corners = lines.corners
    slopes = [
        Fraction(after[1] - before[1]) / (after[0] - before[0])
        for before, after in pairwise(corners)
    ]
    slopes = [Fraction(lines.left), *slopes, Fraction(lines.right)]
    anchors = [corners[0], *corners]
    pieces = [
        (Fraction(score) - slope * figure, slope / divisor)
        for (figure, score), slope in zip(anchors, slopes)
    ]
    return [ceil(figure * divisor) for figure, _ in corners], pieces


__all__ = ["Lines", "Scaled", "lines_of", "read_plain", "score_lines"]
