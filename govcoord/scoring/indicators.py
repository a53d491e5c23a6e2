"""Indicators ready for scoring, and how a raw figure is read for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from attrs import field, frozen

from govcoord.errors import UnitError
from govcoord.mechanisms.margin import is_enough
from govcoord.nearest import suggest
from govcoord.numerals import Number, exact, format_number, to_number
from govcoord.scoring.formulas import Formula
from govcoord.scoring.raw import (
    FIGURE_KEYS,
    LAST_KNOWN,
    MISSING,
    NOT_APPLICABLE,
    REPORTED,
    SMALL_SAMPLE,
    UnfitError,
    age_of,
    read_count,
    read_state,
    read_yes_no,
)
from govcoord.scoring.steps import Step
from govcoord.text import Text
from govcoord.units import Unit, convert, find_unit, format_quantity, parse_quantity

Reading = tuple[Number | None, str]
"""The figure in the indicator's unit (``None`` when there is none to score), and its state."""


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
    missing_score: Number | None = None
    period: str | None = None
    last_known: int = 0
    words: Mapping[str, int] = field(factory=dict, hash=False)
    formula: Formula | None = None

    @property
    def reads_cells(self) -> bool:
        """Whether every figure must be read on its own: with details, in words, yes or no."""
        return self.needs_details or self.is_boolean or bool(self.words)

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
        mapping (``value`` or ``numerator`` and ``denominator``, ``sample``, ``by``,
        ``period``), a list of such mappings of several periods, ``None`` or an empty text when
        not reported, ``不适用`` when not applicable.
        """
        state = read_state(raw)
        if state is not None:
            return None, state
        if isinstance(raw, list | tuple):
            raw = self._newest(raw)
        if isinstance(raw, Mapping):
            return self._dated(raw, subject)
        if self.minimum_sample is not None:
            raise UnfitError("a figure with its `sample`", self._sample_hint())
        if self.independent:
            raise UnfitError("a figure with `by`, who measured it", "write {value: …, by: …}")
        return self.within(self._number(raw)), REPORTED

    def _newest(self, raws: Sequence[object]) -> object:
        """The latest figure, up to the scorecard's period, of those of several periods."""
        if self.period is None:
            raise UnfitError(self.expected, "the scorecard names no `period`")
        dated: list[tuple[int, Mapping[object, object]]] = []
        for raw in raws:
            if not isinstance(raw, Mapping) or "period" not in raw:
                raise UnfitError("a figure with its `period`")
            if read_state(raw.get("value", 0)) == MISSING:
                continue
            dated.append((age_of(raw["period"], self.period), raw))
        if len({age for age, _ in dated}) < len(dated):
            raise UnfitError("one figure for each period")
        return min(dated, key=lambda pair: pair[0])[1] if dated else {"value": None}

    def _dated(self, raw: Mapping[object, object], subject: str) -> Reading:
        """A figure with details; one that is too old counts as missing."""
        age = 0
        if raw.get("period") is not None and self.period is not None:
            age = age_of(raw["period"], self.period)
        value, state = self._detailed(raw, subject)
        if age > self.last_known:
            return None, MISSING
        return value, LAST_KNOWN if age and state == REPORTED else state

    def _sample_hint(self) -> str:
        return f"at least {self.minimum_sample} must have been asked: {{value: …, sample: …}}"

    def _number(self, raw: object) -> Number:
        if self.is_boolean:
            return read_yes_no(raw)
        if self.words:
            return self._word(raw)
        if isinstance(raw, str):
            return self._quantity(raw)
        try:
            number = to_number(raw)
        except (TypeError, ValueError) as reason:
            raise UnfitError(self.expected, str(reason)) from None
        return self._bare(number)

    def _word(self, raw: object) -> Number:
        word = str(raw).strip()
        if word in self.words:
            return self.words[word]
        near = suggest(word, self.words)
        raise UnfitError(self.expected, f"did you mean `{near}`?" if near else None)

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

    def within(self, number: Number) -> Number:
        """The figure itself; `UnfitError` when it lies outside the indicator's limits."""
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
            sample = read_count(raw["sample"], "sample")
        if sample is None:
            raise UnfitError("a figure with its `sample`", self._sample_hint())
        return value, REPORTED if is_enough(sample, self.minimum_sample) else SMALL_SAMPLE

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
            return self.within(self._number(inner)), REPORTED, None
        if "value" in raw:
            raise UnfitError("either `value`, or `numerator` and `denominator`")
        return self._rate(raw)

    def _rate(self, raw: Mapping[object, object]) -> tuple[Number | None, str, int | None]:
        above, below = raw.get("numerator"), raw.get("denominator")
        if above is None and below is None:
            return None, MISSING, None
        numerator, denominator = read_count(above, "numerator"), read_count(below, "denominator")
        if denominator == 0:
            if numerator:
                raise UnfitError("a denominator above 0")
            return None, NOT_APPLICABLE, 0
        if self.unit is not None and self.unit.dimension != "ratio":
            raise UnfitError(self.expected, "numerator and denominator make a rate")
        share = Fraction(numerator, denominator)
        value = exact(share / self.unit.factor) if self.unit is not None else exact(share)
        return self.within(value), REPORTED, denominator

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
        if self.words:
            return "one of " + ", ".join(f"`{word}`" for word in self.words)
        if self.unit is None:
            return "a number"
        if self.unit.name == "percent":
            return "a percentage such as `87.5%`"
        return f"a number of {self.unit.label('en')}"

    def show(self, number: Number, language: str = "en") -> str:
        """The figure with its unit as people write it, at most 4 decimals."""
        if self.is_boolean:
            return _YES_NO[language][0 if number else 1]
        if self.words:
            return next(word for word, at in self.words.items() if at == number)
        if self.unit is None or self.unit.name == "percent":
            return format_number(number, digits=4) + ("" if self.unit is None else "%")
        return format_quantity(number, self.unit, language)


_YES_NO: Final = {"en": ("yes", "no"), "zh-Hans": ("是", "否"), "zh-Hant": ("是", "否")}
