"""Indicators ready for scoring, and how a raw figure is read for one."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from attrs import frozen

from govcoord.errors import UnitError
from govcoord.nearest import suggest
from govcoord.numerals import Number, exact, format_number, to_number
from govcoord.rules.model import Amount
from govcoord.scoring.document import (
    IndicatorEntry,
    NormaliseEntry,
    ScorecardDocument,
    StepEntry,
)
from govcoord.scoring.normalise import Bound, Step
from govcoord.text import Text
from govcoord.units import Unit, convert, find_unit, format_quantity, parse_quantity

REPORTED: Final = "reported"
MISSING: Final = "missing"
NOT_APPLICABLE: Final = "not_applicable"
SMALL_SAMPLE: Final = "small_sample"

NOT_APPLICABLE_WORDS: Final = frozenset(
    {"n/a", "na", "not applicable", "not_applicable", "不适用", "不適用"}
)
MISSING_WORDS: Final = frozenset({"", "missing", "not reported", "not_reported", "未报", "未報"})
YES_WORDS: Final = frozenset({"true", "yes", "是", "有"})
NO_WORDS: Final = frozenset({"false", "no", "否", "无", "無"})

FIGURE_KEYS: Final = ("value", "numerator", "denominator", "sample", "by")

Reading = tuple[Number | None, str]
"""The figure in the indicator's unit (``None`` when there is none to score), and its state."""


class UnfitError(ValueError):
    """A raw figure does not fit: what was expected, and a remedy."""

    def __init__(self, expected: str, hint: str | None = None) -> None:
        self.expected, self.hint = expected, hint
        super().__init__(expected)


@frozen(slots=False)
class Indicator:
    """An indicator with a figure of its own, with everything that scoring asks of it.

    ``low`` and ``high`` are the limits of its figures in ``unit``, both allowed, but for
    ``above`` (a limit that is not allowed itself).
    """

    id: str
    title: Text
    source: str
    unit: Unit | None
    steps: tuple[Step, ...]
    missing: str
    not_applicable: str
    minimum_sample: int | None = None
    below_minimum: str = "fail"
    independent: bool = False
    is_boolean: bool = False
    is_count: bool = False
    low: Number | None = None
    high: Number | None = None
    above: Number | None = None

    @property
    def needs_details(self) -> bool:
        """Whether a figure must come as a mapping, with its sample or who gave it."""
        return self.independent or self.minimum_sample is not None

    def label(self, language: str) -> str:
        """The title in ``language``, or the id where there is none."""
        return self.title.get(language) or self.id

    def read(self, raw: object, subject: str = "") -> Reading:
        """The figure that ``raw`` stands for; `UnfitError` says what is wrong with it.

        ``raw`` is a number, a text such as ``87.5%`` or ``12个工作日``, true or false, a
        mapping (``value`` or ``numerator`` and ``denominator``, ``sample``, ``by``),
        ``None`` or an empty text when not reported, ``不适用`` when not applicable.
        """
        state = read_state(raw)
        if state is not None:
            return None, state
        if isinstance(raw, Mapping):
            return self._detailed(raw, subject)
        if self.minimum_sample is not None:
            raise UnfitError("a figure with its `sample`", self._sample_hint())
        if self.independent:
            raise UnfitError("a figure with `by`, who measured it", "write {value: …, by: …}")
        return self._within(self._number(raw)), REPORTED

    def _sample_hint(self) -> str:
        return f"at least {self.minimum_sample} must have been asked: {{value: …, sample: …}}"

    def _number(self, raw: object) -> Number:
        if self.is_boolean:
            return read_yes_no(raw)
        if isinstance(raw, str):
            return self._quantity(raw)
        try:
            number = to_number(raw)
        except (TypeError, ValueError) as reason:
            raise UnfitError(self.expected, str(reason)) from None
        return self._bare(number)

    def _quantity(self, text: str) -> Number:
        try:
            number, unit = parse_quantity(text)
            if unit is None:
                return self._bare(number)
            return convert(number, unit, self.unit or find_unit("ratio"))
        except UnfitError:
            raise
        except (ValueError, UnitError) as reason:
            raise UnfitError(self.expected, str(reason)) from None

    def _bare(self, number: Number) -> Number:
        """A number without a unit: taken in the indicator's own, unless it might be a share."""
        if self.unit is None or self.unit.name != "percent" or number == 0:
            return number
        if self._allows(exact(number * 100)):
            shown = format_number(number, digits=6)
            share = format_number(exact(number * 100), digits=4)
            hint = f"`{shown}` may also mean {shown}%"
            raise UnfitError(f"a percentage such as `{share}%`", hint)
        return number

    def _allows(self, number: Number) -> bool:
        return (
            (self.low is None or number >= self.low)
            and (self.high is None or number <= self.high)
            and (self.above is None or number > self.above)
        )

    def _within(self, number: Number) -> Number:
        if self.is_count and not isinstance(number, int):
            raise UnfitError("a whole number of events")
        if self._allows(number):
            return number
        if self.above is not None and number <= self.above:
            raise UnfitError(f"more than {self.show(self.above)}")
        if self.low is not None and number < self.low:
            raise UnfitError(f"at least {self.show(self.low)}")
        assert self.high is not None
        raise UnfitError(f"at most {self.show(self.high)}")

    def _detailed(self, raw: Mapping[object, object], subject: str) -> Reading:
        for key in raw:
            if key not in FIGURE_KEYS:
                near = suggest(str(key), FIGURE_KEYS)
                hint = f"did you mean `{near}`?" if near else None
                raise UnfitError("only the keys " + ", ".join(f"`{k}`" for k in FIGURE_KEYS), hint)
        value, state, sample = self._value(raw, subject)
        if state != REPORTED:
            return value, state
        self._check_evaluator(raw, subject)
        if self.minimum_sample is None:
            return value, REPORTED
        if raw.get("sample") is not None:
            sample = _count(raw["sample"], "sample")
        if sample is None:
            raise UnfitError("a figure with its `sample`", self._sample_hint())
        return value, REPORTED if sample >= self.minimum_sample else SMALL_SAMPLE

    def _value(
        self, raw: Mapping[object, object], subject: str
    ) -> tuple[Number | None, str, int | None]:
        """Value, state and the sample that a denominator stands for."""
        if "numerator" not in raw and "denominator" not in raw:
            if "value" not in raw:
                raise UnfitError("`value`, or `numerator` and `denominator`")
            inner = raw["value"]
            if isinstance(inner, Mapping):
                raise UnfitError(self.expected)
            state = read_state(inner)
            if state is not None:
                return None, state, None
            return self._within(self._number(inner)), REPORTED, None
        if "value" in raw:
            raise UnfitError("either `value`, or `numerator` and `denominator`")
        return self._rate(raw)

    def _rate(self, raw: Mapping[object, object]) -> tuple[Number | None, str, int | None]:
        above, below = raw.get("numerator"), raw.get("denominator")
        if above is None and below is None:
            return None, MISSING, None
        numerator, denominator = _count(above, "numerator"), _count(below, "denominator")
        if denominator == 0:
            if numerator:
                raise UnfitError("a denominator above 0")
            return None, NOT_APPLICABLE, 0
        if self.unit is not None and self.unit.dimension != "ratio":
            raise UnfitError(self.expected, "numerator and denominator make a rate")
        share = Fraction(numerator, denominator)
        value = exact(share / self.unit.factor) if self.unit is not None else exact(share)
        return self._within(value), REPORTED, denominator

    def _check_evaluator(self, raw: Mapping[object, object], subject: str) -> None:
        if not self.independent:
            return
        by = str(raw.get("by") or "").strip()
        if not by:
            raise UnfitError("a figure with `by`, who measured it", "write {value: …, by: …}")
        if by == subject:
            raise UnfitError("a figure measured by somebody else", f"`{by}` is the one assessed")

    @property
    def expected(self) -> str:
        """What a figure looks like, for messages."""
        if self.is_boolean:
            return "true or false (是 / 否)"
        if self.unit is None:
            return "a number"
        if self.unit.name == "percent":
            return "a percentage such as `87.5%`"
        return f"a number of {self.unit.label('en')}"

    def show(self, number: Number, language: str = "en") -> str:
        """The figure with its unit as people write it, at most 4 decimals."""
        if self.is_boolean:
            return _YES_NO[language][0 if number else 1]
        if self.unit is None or self.unit.name == "percent":
            return format_number(number, digits=4) + ("" if self.unit is None else "%")
        return format_quantity(number, self.unit, language)


_YES_NO: Final = {"en": ("yes", "no"), "zh-Hans": ("是", "否"), "zh-Hant": ("是", "否")}


def read_state(raw: object) -> str | None:
    """Missing or not applicable, when ``raw`` says so in words or by being empty."""
    if raw is None:
        return MISSING
    if isinstance(raw, str):
        word = raw.strip().lower()
        if word in MISSING_WORDS:
            return MISSING
        if word in NOT_APPLICABLE_WORDS:
            return NOT_APPLICABLE
    return None


def read_yes_no(raw: object) -> Number:
    """1 for true and 0 for false; `UnfitError` for anything else, numbers included."""
    if isinstance(raw, bool):
        return int(raw)
    word = raw.strip().lower() if isinstance(raw, str) else ""
    if word in YES_WORDS or word in NO_WORDS:
        return int(word in YES_WORDS)
    raise UnfitError("true or false (是 / 否)")


def read_events(raw: object) -> int | None:
    """How many events ``raw`` reports: a whole number, or yes for one; ``None`` if unreported."""
    if read_state(raw) is not None:
        return None
    if isinstance(raw, bool):
        return int(raw)
    if isinstance(raw, str) and raw.strip().lower() in YES_WORDS | NO_WORDS:
        return int(raw.strip().lower() in YES_WORDS)
    return _count(raw, "events")


def _count(raw: object, what: str) -> int:
    try:
        number = to_number(raw)
    except (TypeError, ValueError) as reason:
        raise UnfitError(f"a whole number for `{what}`", str(reason)) from None
    if not isinstance(number, int) or number < 0:
        raise UnfitError(f"a whole number of at least 0 for `{what}`")
    return number


def in_unit(amount: Amount, unit: Unit | None) -> Number:
    """The number of an amount written in YAML, in an indicator's unit.

    `UnitError` when the units do not fit, or when a percentage is written without ``%``.
    """
    if amount.unit is None:
        if unit is not None and unit.name == "percent" and amount.value != 0:
            raise UnitError(f"`{format_number(amount.value)}` is written without `%`")
        return amount.value
    return convert(amount.value, amount.unit, unit or find_unit("ratio"))


def unit_of(entry: IndicatorEntry) -> Unit | None:
    """The unit of an indicator's figures; `UnitError` when the word is unknown."""
    unit = find_unit(entry.unit) if entry.unit else None
    return None if unit is None or unit.name == "ratio" else unit


def reads_figures(entry: IndicatorEntry, position: int) -> bool:
    """Whether a step reads the figures themselves: the first, and others after mere clips."""
    return all(step.method == "clip" for step in entry.normalise[:position])


def make_step(
    document: ScorecardDocument, entry: IndicatorEntry, position: int, unit: Unit | None
) -> Step:
    """One step of a normalisation with its figures in the indicator's unit.

    A step that reads scores (see `reads_figures`) has no unit, and higher is better there.
    `UnitError` when a figure is in a unit that does not fit.
    """
    step = entry.normalise[position]
    raw = reads_figures(entry, position)
    if not raw:
        unit = None

    def number(amount: Amount | None) -> Number | None:
        return None if amount is None else in_unit(amount, unit)

    return Step(
        method=step.method,
        scale=document.scale,
        higher=not raw or entry.direction != "lower",
        precision=document.precision or 28,
        full=number(step.full),
        target=number(step.target),
        against=step.against,
        cap=step.cap,
        low=number(step.low),
        high=number(step.high),
        observed=step.bounds == "observed",
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
    )


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


def make_indicator(document: ScorecardDocument, id_: str, entry: IndicatorEntry) -> Indicator:
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
        above=0 if first.log and (first.extend or first.observed) else None,
    )


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
