"""Checks of one indicator's normalisation, before any figure is seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Final

import attrs

from govcoord.diagnostics import Collector
from govcoord.errors import UnitError
from govcoord.numerals import Number, exact, format_number
from govcoord.rules.model import Name
from govcoord.scoring.document import IndicatorEntry, NormaliseEntry, ScorecardDocument
from govcoord.scoring.formulas import Formula
from govcoord.scoring.indicators import Indicator
from govcoord.scoring.making import make_indicator, reads_figures
from govcoord.scoring.normalise import METHODS
from govcoord.scoring.steps import Bound, Step
from govcoord.source import Span

_ALWAYS: Final = frozenset({"method", "span"})
_HALF: Final = Fraction(1, 2)
_FIRST_ONLY: Final = frozenset({"points", "boolean", "per_event_deduction", "categories"})
_ENTRY = tuple(a.name for a in attrs.fields(NormaliseEntry) if a.name not in _ALWAYS)


def given_keys(entry: NormaliseEntry) -> set[str]:
    """The keys that stand in a step of YAML."""
    return {key for key in _ENTRY if getattr(entry, key) not in (None, ())}


@attrs.frozen
class MethodChecker:
    """Checks the steps of one indicator; problems go to the collector."""

    document: ScorecardDocument
    collector: Collector
    id: str
    entry: IndicatorEntry
    range: tuple[Number | None, Number | None] = (None, None)
    formula: Formula | None = None

    def check(self) -> Indicator | None:
        """The indicator, or ``None`` when it cannot be scored; the reasons are reported."""
        before = len(self.collector)
        for position, row in enumerate(self.entry.normalise):
            self.keys(row, reads_figures(self.entry.normalise, position))
            if position and row.method in _FIRST_ONLY:
                known = ", ".join(f"`{m}`" for m in METHODS if m not in _FIRST_ONLY)
                self.bad("method", f"`{row.method}`", f"{known} (2, 3, …)", row.span)
        if len(self.collector) > before:
            return None
        try:
            indicator = make_indicator(self.document, self.id, self.entry, self.formula)
        except UnitError as reason:
            span = self.entry.normalise[0].span
            self.collector.add("GC463", span, id=self.id, reason=str(reason))
            return None
        limits = indicator.low, indicator.high
        for position, (written, step) in enumerate(zip(self.entry.normalise, indicator.steps)):
            checker = attrs.evolve(self, range=limits)
            if not reads_figures(self.entry.normalise, position):
                entry = attrs.evolve(self.entry, direction="higher")
                checker = attrs.evolve(checker, entry=entry)
            checker.rules(written, step)
            if len(self.collector) > before:
                return None
            limits = _after(step, limits)
        self.ending(indicator.steps[-1])
        self.limits(indicator)
        return indicator if len(self.collector) == before else None

    def ending(self, last: Step) -> None:
        """The last step gives a score, and one that does not reward what is worse."""
        written = self.entry.normalise[-1]
        if METHODS[last.method].prepares and last.method not in ("clip", "linear"):
            known = ", ".join(f"`{name}`" for name in METHODS if not METHODS[name].prepares)
            self.bad("method", f"`{last.method}`", f"`linear`, {known}", written.span)
        ranking = self.document.ranking
        if last.method != "linear" or ranking is None or ranking.order == "lowest_first":
            return
        if reads_figures(self.entry.normalise, len(self.entry.normalise) - 1):
            rises = last.higher == (last.times > 0)
            if not rises and self.entry.direction is not None:
                self.turned(written, 0)

    def rules(self, written: NormaliseEntry, step: Step) -> None:
        """Check one step by the rules of its method."""
        for rule in (_RULES.get(written.method), _irrational):
            if rule is not None:
                rule(self, written, step)

    def keys(self, step: NormaliseEntry, raw: bool) -> None:
        method = METHODS[step.method]
        given = given_keys(step)
        for key in method.needs:
            if key not in given:
                self.needs(step, key)
        known = (*method.needs, *method.takes)
        for key in sorted(given - set(known)):
            shown = ", ".join(f"`{k}`" for k in known) or "—"
            self.collector.add("GC461", step.span, key=key, method=step.method, known=shown)
        if method.directed and raw and self.entry.direction is None:
            self.needs(step, "direction")

    def needs(self, step: NormaliseEntry, key: str) -> None:
        """Report a key that the method cannot do without."""
        self.collector.add("GC460", step.span, method=step.method, id=self.id, key=key)

    def bad(self, key: str, got: object, expected: str, span: Span | None) -> None:
        """Report a value that makes no sense."""
        self.collector.add("GC462", span, id=self.id, key=key, got=got, expected=expected)

    def require(
        self, holds: bool, key: str, got: Number | None, expected: str, span: Span | None
    ) -> None:
        """Report a number unless the condition on it holds."""
        if not holds:
            shown = "—" if got is None else format_number(got, digits=6)
            self.bad(key, f"`{shown}`", expected, span)

    def limits(self, indicator: Indicator) -> None:
        low, high = indicator.low, indicator.high
        if low is not None and high is not None and low > high:
            self.bad("min", f"`{indicator.show(low)}`", f"<= {indicator.show(high)}", self.place)

    @property
    def place(self) -> Span | None:
        """Where the indicator's id stands."""
        return self.id.span if isinstance(self.id, Name) else self.entry.span

    def turned(self, step: NormaliseEntry, at: Number) -> None:
        """Report scores that move against the direction."""
        self.collector.add(
            "GC464",
            step.span,
            id=self.id,
            direction=self.entry.direction,
            at=format_number(at, digits=6),
        )


Rule = Callable[[MethodChecker, NormaliseEntry, Step], None]


def _irrational(checker: MethodChecker, written: NormaliseEntry, step: Step) -> None:
    method = _irrational_part(step)
    if method is not None and checker.document.precision is None:
        checker.collector.add("GC468", written.span, id=checker.id, method=method)


def _irrational_part(step: Step) -> str | None:
    if step.log or step.method == "log" or step.otherwise == "log":
        return "log"
    broken_power = step.method == "power" and not isinstance(step.exponent, int)
    return step.method if broken_power or step.method == "z_score" else None


def _points(checker: MethodChecker, written: NormaliseEntry, step: Step) -> None:
    checker.require(step.full is None or step.full > 0, "full", step.full, "> 0", written.span)
    if checker.entry.direction == "lower":
        checker.bad("direction", "`lower`", "`higher`", written.span)


def _reference(checker: MethodChecker, written: NormaliseEntry, step: Step) -> None:
    if (step.target is None) == (step.against is None):
        if step.target is None:
            checker.needs(written, "target")
        else:
            checker.bad("against", f"`{step.against}`", "`target` ∨ `against`", written.span)
        return
    ok = step.target is None or step.target > 0
    checker.require(ok, "target", step.target, "> 0", written.span)
    checker.require(step.cap is None or step.cap > 0, "cap", step.cap, "> 0", written.span)


def _min_max(checker: MethodChecker, written: NormaliseEntry, step: Step) -> None:
    given = [key for key in ("low", "high") if getattr(step, key) is not None]
    if step.observed and len(given) == 2:
        checker.bad("bounds", f"`{written.bounds}`", "`given`", written.span)
        return
    if not step.observed and len(given) < 2:
        checker.needs(written, "high" if given == ["low"] else "low")
        return
    _percentiles(checker, written)
    ok = step.low is None or step.high is None or step.low < step.high
    expected = "—" if step.low is None else f"> {format_number(step.low, digits=6)}"
    checker.require(ok, "high", step.high, expected, written.span)
    ok = not step.log or step.low is None or step.low > 0
    checker.require(ok, "low", step.low, "> 0", written.span)


def _percentiles(checker: MethodChecker, written: NormaliseEntry) -> None:
    low, high = written.low_percentile, written.high_percentile
    if written.method == "min_max" and (written.bounds == "percentiles") != (
        low is not None or high is not None
    ):
        if written.bounds == "percentiles":
            checker.needs(written, "low_percentile")
        else:
            checker.bad("bounds", f"`{written.bounds or '—'}`", "`percentiles`", written.span)
    least, most = 0 if low is None else low, 1 if high is None else high
    checker.require(0 <= least < 1, "low_percentile", low, "0%..100%", written.span)
    checker.require(least < most <= 1, "high_percentile", high, "0%..100%", written.span)


def _winsorise(checker: MethodChecker, written: NormaliseEntry, step: Step) -> None:
    _percentiles(checker, written)
    shares = written.low_percentile is not None or written.high_percentile is not None
    if (step.skewness is None) != (step.kurtosis is None):
        checker.needs(written, "kurtosis" if step.kurtosis is None else "skewness")
    elif step.count is None and not shares:
        checker.needs(written, "count")
    elif shares and (step.count is not None or step.skewness is not None):
        checker.bad("count", "`low_percentile`", "`count` ∨ `low_percentile`", written.span)
    elif written.otherwise is None and step.skewness is not None:
        checker.needs(written, "otherwise")
    elif written.otherwise is not None and step.skewness is None:
        checker.needs(written, "skewness")
    ok = step.count is None or step.count >= 0
    checker.require(ok, "count", step.count, ">= 0", written.span)


def _power(checker: MethodChecker, written: NormaliseEntry, step: Step) -> None:
    ok = step.exponent != 0 and -100 <= step.exponent <= 100
    checker.require(ok, "exponent", step.exponent, "≠ 0, -100..100", written.span)


def _linear(checker: MethodChecker, written: NormaliseEntry, step: Step) -> None:
    checker.require(step.times != 0, "times", step.times, "≠ 0", written.span)


def _categories(checker: MethodChecker, written: NormaliseEntry, step: Step) -> None:
    seen: set[str] = set()
    for row in written.categories:
        for word in row.words:
            if word in seen:
                checker.bad("is", f"`{word}`", "×1", row.span)
            seen.add(word)


def _distance(checker: MethodChecker, written: NormaliseEntry, step: Step) -> None:
    checker.require(step.target != step.zero_at, "zero_at", step.zero_at, "≠ target", written.span)
    checker.require(step.cap is None or step.cap > 0, "cap", step.cap, "> 0", written.span)
    if step.target is None or step.zero_at is None or checker.entry.direction is None:
        return
    if (step.target > step.zero_at) != step.higher:
        checker.turned(written, step.target)


def _deviation(checker: MethodChecker, written: NormaliseEntry, step: Step) -> None:
    checker.require(step.tolerance >= 0, "tolerance", step.tolerance, ">= 0", written.span)
    ok = step.zero_at is not None and step.zero_at > step.tolerance
    checker.require(ok, "zero_at", step.zero_at, "> tolerance", written.span)


def _piecewise(checker: MethodChecker, written: NormaliseEntry, step: Step) -> None:
    if len(step.points) < 2:
        checker.bad("points", str(len(step.points)), ">= 2", written.span)
        return
    pairs = list(zip(step.points, step.points[1:], written.points[1:]))
    for (before, _), (at, _), corner in pairs:
        expected = f"> {format_number(before, digits=6)}"
        checker.require(at > before, "at", at, expected, corner.span)
    if checker.entry.direction is None:
        return
    for (_, before), (at, score), _ in pairs:
        if (score < before) if step.higher else (score > before):
            checker.turned(written, at)
            return


def _bands(checker: MethodChecker, written: NormaliseEntry, step: Step) -> None:
    for row in written.steps:
        if row.at_least and row.above:
            checker.bad("above", "`above`", "`at_least` ∨ `above`", row.span)
        if row.at_most and row.below:
            checker.bad("below", "`below`", "`at_most` ∨ `below`", row.span)
    low, high = checker.range
    gap = uncovered(step.steps, low, high)
    if gap is not None:
        checker.collector.add("GC465", written.span, id=checker.id, gap=gap)
    elif checker.entry.direction is not None:
        _bands_direction(checker, written, step)


def _bands_direction(checker: MethodChecker, written: NormaliseEntry, step: Step) -> None:
    before: Number | None = None
    for at in probes(step.steps):
        score = next((bound.score for bound in step.steps if bound.holds(at)), None)
        if score is None:
            continue
        if before is not None and ((score < before) if step.higher else (score > before)):
            checker.turned(written, at)
            return
        before = score


def probes(steps: tuple[Bound, ...]) -> list[Number]:
    """Figures in rising order, one in every part of the axis that the steps tell apart.

    >>> probes((Bound(low=1, score=1), Bound(low=0, score=0)))
    [-1, 0, Fraction(1, 2), 1, 2]
    """
    cuts = sorted({cut for step in steps for cut in (step.low, step.high) if cut is not None})
    if not cuts:
        return [0]
    found: list[Number] = [cuts[0] - 1]
    for at, cut in enumerate(cuts):
        found.append(cut)
        following = cuts[at + 1] if at + 1 < len(cuts) else cut + 2
        found.append(exact((cut + following) * _HALF))
    return found


def uncovered(steps: tuple[Bound, ...], low: Number | None, high: Number | None) -> str | None:
    """The first part of the axis from ``low`` to ``high`` that no step holds, in symbols.

    >>> uncovered((Bound(low=90, score=1), Bound(low=0, high=89, score=0)), 0, 100)
    '(89, 90)'
    """
    cuts = {cut for step in steps for cut in (step.low, step.high) if cut is not None}
    cuts |= {limit for limit in (low, high) if limit is not None}
    if not cuts:
        return None if steps else "(-∞, +∞)"
    for at in probes(tuple(Bound(low=cut, score=0) for cut in cuts)):
        if (low is not None and at < low) or (high is not None and at > high):
            continue
        if any(step.holds(at) for step in steps):
            continue
        if at in cuts:
            return format_number(at, digits=6)
        below = max((cut for cut in cuts if cut < at), default=None)
        above = min((cut for cut in cuts if cut > at), default=None)
        shown = ["-∞" if below is None else format_number(below, digits=6)]
        shown.append("+∞" if above is None else format_number(above, digits=6))
        return f"({shown[0]}, {shown[1]})"
    return None


def _events(checker: MethodChecker, written: NormaliseEntry, step: Step) -> None:
    checker.require(step.each > 0, "each", step.each, "> 0", written.span)
    expected = f"> {format_number(step.floor, digits=6)}"
    checker.require(step.start > step.floor, "start", step.start, expected, written.span)
    if checker.entry.direction == "higher":
        checker.bad("direction", "`higher`", "`lower`", written.span)


def _clip(checker: MethodChecker, written: NormaliseEntry, step: Step) -> None:
    if step.low is None and step.high is None:
        checker.needs(written, "low")
    elif step.low is not None and step.high is not None:
        expected = f">= {format_number(step.low, digits=6)}"
        checker.require(step.low <= step.high, "high", step.high, expected, written.span)


def _z_score(checker: MethodChecker, written: NormaliseEntry, step: Step) -> None:
    checker.require(step.spread > 0, "spread", step.spread, "> 0", written.span)
    if (step.mean is None) != (step.deviation is None):
        checker.needs(written, "mean" if step.mean is None else "deviation")
    elif (written.of is None) == (step.deviation is None):
        if written.of is None:
            checker.needs(written, "of")
        else:
            checker.bad("of", f"`{written.of}`", "`of` ∨ `mean`, `deviation`", written.span)
    ok = step.deviation is None or step.deviation > 0
    checker.require(ok, "deviation", step.deviation, "> 0", written.span)


_RULES: Final[Mapping[str, Rule]] = {
    "points": _points,
    "share_of_target": _reference,
    "relative_difference": _reference,
    "min_max": _min_max,
    "distance_to_target": _distance,
    "deviation_from_target": _deviation,
    "piecewise_linear": _piecewise,
    "bands": _bands,
    "per_event_deduction": _events,
    "z_score": _z_score,
    "clip": _clip,
    "winsorise": _winsorise,
    "power": _power,
    "linear": _linear,
    "categories": _categories,
}


def score_range(step: Step) -> tuple[Number | None, Number | None]:
    """The lowest and highest score that a step can give; ``None`` where there is no limit."""
    if step.method in ("z_score", "relative_difference", "rank") or step.extend:
        scaled = step.method == "rank" and step.result == "scaled"
        return (0, step.scale) if scaled else (None, None)
    if METHODS[step.method].prepares and step.method != "clip":
        return None, None
    if step.method == "categories":
        return min(step.categories), max(step.categories)
    if step.method in ("share_of_target", "distance_to_target"):
        return 0, exact(step.scale * (1 if step.cap is None else step.cap))
    if step.method == "piecewise_linear":
        scores: list[Number] = [score for _, score in step.points]
        return min(scores), max(scores)
    if step.method == "bands":
        return min(row.score for row in step.steps), max(row.score for row in step.steps)
    if step.method == "boolean":
        true = step.scale if step.when_true is None else step.when_true
        return min(true, step.when_false), max(true, step.when_false)
    if step.method == "per_event_deduction":
        return step.floor, step.start
    if step.method == "clip":
        return step.low, step.high
    return 0, step.scale


def _after(
    step: Step, limits: tuple[Number | None, Number | None]
) -> tuple[Number | None, Number | None]:
    """The lowest and highest value after a step, from those before it."""
    if METHODS[step.method].same_unit:
        return limits
    low, high = limits
    if step.method != "linear" or low is None or high is None:
        return score_range(step)
    ends = [exact(step.times * end + step.plus) for end in (low, high)]
    return min(ends), max(ends)


def range_of(
    steps: Sequence[Step], limits: tuple[Number | None, Number | None]
) -> tuple[Number | None, Number | None]:
    """The lowest and highest score after all steps, from the limits of figures.

    A clip as the last step gives its bounds.
    """
    for step in steps:
        limits = score_range(step) if step.method == "clip" else _after(step, limits)
    return limits
