"""Checks of one indicator's normalisation, before any figure is seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

import attrs

from govcoord.diagnostics import Collector
from govcoord.errors import UnitError
from govcoord.numerals import Number, exact, format_number
from govcoord.rules.model import Name
from govcoord.scoring.document import IndicatorEntry, NormaliseEntry, ScorecardDocument
from govcoord.scoring.indicators import Indicator, make_indicator, reads_figures
from govcoord.scoring.normalise import METHODS, Bound, Step
from govcoord.source import Span

_ALWAYS: Final = frozenset({"method", "span"})
_HALF: Final = Fraction(1, 2)
_FIRST_ONLY: Final = frozenset({"points", "boolean", "per_event_deduction"})
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

    def check(self) -> Indicator | None:
        """The indicator, or ``None`` when it cannot be scored; the reasons are reported."""
        before = len(self.collector)
        for position, row in enumerate(self.entry.normalise):
            self.keys(row, reads_figures(self.entry, position))
            if position and row.method in _FIRST_ONLY:
                known = ", ".join(f"`{m}`" for m in METHODS if m not in _FIRST_ONLY)
                self.bad("method", f"`{row.method}`", f"{known} (2, 3, …)", row.span)
        if len(self.collector) > before:
            return None
        try:
            indicator = make_indicator(self.document, self.id, self.entry)
        except UnitError as reason:
            span = self.entry.normalise[0].span
            self.collector.add("GC463", span, id=self.id, reason=str(reason))
            return None
        limits = indicator.low, indicator.high
        for position, (written, step) in enumerate(zip(self.entry.normalise, indicator.steps)):
            checker = attrs.evolve(self, range=limits)
            if not reads_figures(self.entry, position):
                entry = attrs.evolve(self.entry, direction="higher")
                checker = attrs.evolve(checker, entry=entry)
            for rule in (_RULES.get(written.method), _irrational):
                if rule is not None:
                    rule(checker, written, step)
            if len(self.collector) > before:
                return None
            if written.method != "clip":
                limits = score_range(step)
        self.limits(indicator)
        return indicator if len(self.collector) == before else None

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
    if (step.log or step.method == "z_score") and checker.document.precision is None:
        method = "log" if step.log else step.method
        checker.collector.add("GC468", written.span, id=checker.id, method=method)


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
    for key in ("low", "high"):
        is_given = getattr(step, key) is not None
        if step.observed and is_given:
            checker.bad("bounds", "`observed`", "`given`", written.span)
            return
        if not step.observed and not is_given:
            checker.needs(written, key)
            return
    if step.observed or step.low is None or step.high is None:
        return
    expected = f"> {format_number(step.low, digits=6)}"
    checker.require(step.low < step.high, "high", step.high, expected, written.span)
    checker.require(not step.log or step.low > 0, "low", step.low, "> 0", written.span)


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
}


def score_range(step: Step) -> tuple[Number | None, Number | None]:
    """The lowest and highest score that a step can give; ``None`` where there is no limit."""
    if step.method in ("z_score", "relative_difference") or step.extend:
        return None, None
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
    if step.result == "rank":
        return 1, None
    return 0, step.scale
