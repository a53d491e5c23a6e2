"""From the entries of a document to indicators: units, limits, steps with plain numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from govcoord.errors import UnitError
from govcoord.numerals import Number, exact, format_number
from govcoord.rules.model import Amount
from govcoord.scoring.document import (
    IndicatorEntry,
    InputEntry,
    NormaliseEntry,
    ScorecardDocument,
    StepEntry,
)
from govcoord.scoring.formulas import Formula
from govcoord.scoring.indicators import Indicator
from govcoord.scoring.normalise import METHODS
from govcoord.scoring.steps import Bound, Step
from govcoord.units import Unit, convert, find_unit


def in_unit(amount: Amount, unit: Unit | None) -> Number:
    """The number of an amount written in YAML, in an indicator's unit.

    `UnitError` when the units do not fit, or when a percentage is written without ``%``.
    """
    if amount.unit is None:
        if unit is not None and unit.name == "percent" and amount.value != 0:
            raise UnitError(f"`{format_number(amount.value)}` is written without `%`")
        return amount.value
    return convert(amount.value, amount.unit, unit or find_unit("ratio"))


def unit_of(entry: IndicatorEntry | InputEntry) -> Unit | None:
    """The unit of an indicator's figures; `UnitError` when the word is unknown."""
    unit = find_unit(entry.unit) if entry.unit else None
    return None if unit is None or unit.name == "ratio" else unit


def reads_figures(steps: Sequence[NormaliseEntry], position: int) -> bool:
    """Whether a step reads figures still: the first, and others after mere preparations."""
    return all(METHODS[step.method].prepares for step in steps[:position])


def _keeps_unit(steps: Sequence[NormaliseEntry], position: int) -> bool:
    return all(METHODS[step.method].same_unit for step in steps[:position])


def _turns(step: NormaliseEntry) -> bool:
    """Whether a preparation makes low of high."""
    return (
        step.method == "inverse"
        or (step.method == "linear" and step.times is not None and step.times < 0)
        or (step.method == "power" and step.exponent is not None and step.exponent < 0)
    )


def make_step(
    document: ScorecardDocument, entry: IndicatorEntry, position: int, unit: Unit | None
) -> Step:
    """One step of a normalisation with its figures in the indicator's unit.

    A step after others than clips has no unit, and higher is better once a step has given
    scores. `UnitError` when a figure is in a unit that does not fit.
    """
    raw = reads_figures(entry.normalise, position)
    higher = not raw or entry.direction != "lower"
    if raw and sum(map(_turns, entry.normalise[:position])) % 2:
        higher = not higher
    here = unit if _keeps_unit(entry.normalise, position) else None
    return step_of(document, entry.normalise[position], here, higher)


def step_of(
    document: ScorecardDocument, step: NormaliseEntry, unit: Unit | None, higher: bool
) -> Step:
    """A step as written with its figures in ``unit``."""

    def number(amount: Amount | None) -> Number | None:
        return None if amount is None else in_unit(amount, unit)

    return Step(
        method=step.method,
        scale=document.scale,
        higher=higher,
        precision=document.precision or 28,
        full=number(step.full),
        target=number(step.target),
        against=step.against,
        cap=step.cap,
        low=number(step.low),
        high=number(step.high),
        observed=step.bounds in ("observed", "percentiles"),
        low_share=step.low_percentile,
        high_share=step.high_percentile,
        log=step.transform == "log",
        extend=step.beyond == "extend",
        zero_at=number(step.zero_at),
        tolerance=number(step.tolerance) or 0,
        points=tuple((in_unit(corner.at, unit), corner.score) for corner in step.points),
        steps=tuple(_bound(row, unit) for row in step.steps),
        when_true=step.when_true,
        when_false=step.when_false or 0,
        start=step.start or 0,
        each=step.each or 0,
        floor=step.floor or 0,
        ties=step.ties or "mean",
        result=step.result or "scaled",
        sample=step.of != "population",
        centre=step.centre or 0,
        spread=1 if step.spread is None else step.spread,
        constant=step.constant,
        base=step.base or "e",
        add=step.add or 0,
        exponent=1 if step.exponent is None else step.exponent,
        times=1 if step.times is None else step.times,
        plus=step.plus or 0,
        count=step.count,
        skewness=step.skewness,
        kurtosis=step.kurtosis,
        otherwise=step.otherwise or "keep",
        categories=tuple(row.score for row in step.categories),
        mean=number(step.mean),
        deviation=number(step.deviation),
    )


def group_steps(
    document: ScorecardDocument, entry: IndicatorEntry | ScorecardDocument
) -> tuple[Step, ...]:
    """The steps from what a group comes to, to its score; higher is better there."""
    return tuple(step_of(document, step, None, True) for step in entry.normalise)


def _bound(row: StepEntry, unit: Unit | None) -> Bound:
    low = row.at_least or row.above
    high = row.at_most or row.below
    return Bound(
        low=None if low is None else in_unit(low, unit),
        high=None if high is None else in_unit(high, unit),
        with_low=row.at_least is not None,
        with_high=row.at_most is not None,
        score=row.score,
    )


def make_input(document: ScorecardDocument, id_: str, entry: InputEntry) -> Indicator:
    """An input as an indicator without steps; `UnitError` when a unit does not fit."""
    unit = unit_of(entry)
    is_percent = unit is not None and unit.name == "percent"
    low, high = (0, 100) if is_percent else (None, None)
    return Indicator(
        id=id_,
        title=entry.title,
        source=entry.source,
        unit=unit,
        steps=(),
        missing="unscored",
        not_applicable="reweight",
        low=low if entry.min is None else in_unit(entry.min, unit),
        high=high if entry.max is None else in_unit(entry.max, unit),
        period=document.period,
        last_known=document.last_known or 0,
    )


def _words(entry: IndicatorEntry) -> Mapping[str, int]:
    rows = entry.normalise[0].categories
    return {word: at for at, row in enumerate(rows) for word in row.words}


def make_indicator(
    document: ScorecardDocument, id_: str, entry: IndicatorEntry, formula: Formula | None = None
) -> Indicator:
    """The indicator of one entry without members; `UnitError` when a unit does not fit."""
    unit = unit_of(entry)
    steps = tuple(
        make_step(document, entry, position, unit) for position in range(len(entry.normalise))
    )
    first, written = steps[0], entry.normalise[0]
    low = None if entry.min is None else in_unit(entry.min, unit)
    high = None if entry.max is None else in_unit(entry.max, unit)
    low, high = _limits(low, high, first, written, unit)
    return Indicator(
        id=id_,
        title=entry.title,
        source=entry.source,
        unit=unit,
        steps=steps,
        missing=entry.missing or document.missing,
        not_applicable=entry.not_applicable or document.not_applicable,
        minimum_sample=entry.minimum_sample,
        below_minimum=entry.below_minimum or document.below_minimum or "fail",
        independent=entry.evaluator == "independent",
        is_boolean=first.method == "boolean",
        is_count=first.method == "per_event_deduction",
        low=low,
        high=high,
        above=_above(steps, entry.normalise),
        missing_score=(
            document.missing_score if entry.missing_score is None else entry.missing_score
        ),
        period=entry.period or document.period,
        last_known=(document.last_known if entry.last_known is None else entry.last_known) or 0,
        words=_words(entry),
        formula=formula,
    )


def _above(steps: Sequence[Step], written: Sequence[NormaliseEntry]) -> Number | None:
    """What every figure must be above, because a logarithm is taken of it."""
    for position, step in enumerate(steps):
        if not _keeps_unit(written, position):
            return None
        if step.method == "winsorise" or (step.method == "clip" and step.low is not None):
            return None
        if step.method == "log":
            return exact(-step.add)
        if step.log and (step.extend or step.observed):
            return 0
    return None


def _limits(
    low: Number | None, high: Number | None, step: Step, written: NormaliseEntry, unit: Unit | None
) -> tuple[Number | None, Number | None]:
    """The limits that the unit and the method set where none are written."""
    natural_low: Number | None = None
    natural_high: Number | None = None
    if unit is not None and unit.name == "percent":
        natural_low, natural_high = 0, 100
    if step.method == "points":
        natural_low, natural_high = 0, step.scale if step.full is None else step.full
    if step.method == "per_event_deduction":
        natural_low, natural_high = 0, None
    if written.beyond == "fail":
        if step.method == "min_max" and not step.observed:
            natural_low, natural_high = step.low, step.high
        elif step.points:
            natural_low, natural_high = step.points[0][0], step.points[-1][0]
    return natural_low if low is None else low, natural_high if high is None else high
