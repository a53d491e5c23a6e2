"""What a method of normalisation is given: its parameters as numbers, and its faults."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from govcoord.numerals import Number

Figures = Sequence[Number]
Scores = list[Number]


class ConstantFiguresError(ValueError):
    """All figures are equal, so a method that compares subjects has nothing to go by."""


class OutsideError(ValueError):
    """A method has no value for the figure number ``position``; ``expected`` is what would fit."""

    def __init__(self, position: int, expected: str) -> None:
        self.position, self.expected = position, expected
        super().__init__(position, expected)


@frozen(kw_only=True)
class Bound:
    """One step of ``bands``: the figures from ``low`` to ``high`` get ``score``."""

    low: Number | None = None
    high: Number | None = None
    with_low: bool = True
    with_high: bool = True
    score: Number

    def holds(self, figure: Number) -> bool:
        """Whether the figure lies in this step."""
        if self.low is not None and (
            figure < self.low or (figure == self.low and not self.with_low)
        ):
            return False
        return self.high is None or figure < self.high or (figure == self.high and self.with_high)


@frozen(kw_only=True)
class Step:
    """A method with its parameters; ``scale`` is the full score, ``higher`` is better.

    Figures (``target``, ``low``, ``high``, ``zero_at``, ``tolerance``, ``full``, ``mean``,
    ``deviation``, ``add``, the first of each pair of ``points``) are in the indicator's unit,
    scores (``start``, ``each``, ``floor``, ``centre``, ``spread``, ``constant``) on the scale,
    ``cap`` is a ratio.
    """

    method: str
    scale: Number = 100
    higher: bool = True
    precision: int = 28
    full: Number | None = None
    target: Number | None = None
    against: str | None = None
    cap: Number | None = None
    low: Number | None = None
    high: Number | None = None
    observed: bool = False
    low_share: Number | None = None
    high_share: Number | None = None
    log: bool = False
    base: str = "e"
    add: Number = 0
    exponent: Number = 1
    times: Number = 1
    plus: Number = 0
    count: int | None = None
    skewness: Number | None = None
    kurtosis: Number | None = None
    otherwise: str = "keep"
    categories: tuple[Number, ...] = ()
    extend: bool = False
    zero_at: Number | None = None
    tolerance: Number = 0
    points: tuple[tuple[Number, Number], ...] = ()
    steps: tuple[Bound, ...] = ()
    when_true: Number | None = None
    when_false: Number = 0
    start: Number = 0
    each: Number = 0
    floor: Number = 0
    ties: str = "mean"
    result: str = "scaled"
    sample: bool = True
    mean: Number | None = None
    deviation: Number | None = None
    centre: Number = 0
    spread: Number = 1
    constant: Number | None = None


def known(number: Number | None) -> Number:
    """A parameter that the method cannot do without."""
    assert number is not None, "the check of the scorecard lets no method lack a parameter"
    return number
