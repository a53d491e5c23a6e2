"""Checks of the tree of a scorecard: its weights, its groups, its indicators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final, get_args

import attrs

from govcoord.diagnostics import Collector
from govcoord.numerals import Number, exact, format_number
from govcoord.rules.model import Name
from govcoord.scoring.document import (
    FewerPolicy,
    IndicatorEntry,
    SamplePolicy,
    ScorecardDocument,
    Weighting,
)
from govcoord.scoring.formulas import Formula, read_formula
from govcoord.scoring.indicators import Indicator
from govcoord.scoring.making import group_steps
from govcoord.scoring.method_checks import MethodChecker
from govcoord.scoring.normalise import METHODS
from govcoord.scoring.raw import UnfitError, read_period
from govcoord.scoring.scorecard import member_words
from govcoord.scoring.weights import percent
from govcoord.source import Span

_LEAF_KEYS: Final = (
    "unit", "direction", "min", "max", "missing", "missing_score", "not_applicable",
    "minimum_sample", "below_minimum", "period", "last_known", "controlled_by",
)  # fmt: skip
_GROUP_KEYS: Final = ("aggregate", "exponent", "penalty", "minimum_present", "fewer")
_WEIGHT_KEYS: Final[Mapping[str, str]] = {
    "given": "weight", "relative": "weight", "budget": "points", "equal": "", "entropy": "",
}  # fmt: skip
_NOT_OF_GROUPS: Final = frozenset({"points", "boolean", "per_event_deduction", "categories"})


def span_of(name: str) -> Span | None:
    """Where an id is written."""
    return name.span if isinstance(name, Name) else None


def names(ids: Iterable[str]) -> str:
    """Ids as a message shows them."""
    return ", ".join(f"`{id_}`" for id_ in ids) or "—"


def check_weights(
    collector: Collector, group: str, members: Mapping[str, IndicatorEntry], weighting: Weighting
) -> None:
    """Report weights that are missing, out of range, misplaced, or do not add up."""
    _WeightChecker(collector, group, members, weighting).check()


@attrs.frozen
class _WeightChecker:
    collector: Collector
    group: str
    members: Mapping[str, IndicatorEntry]
    weighting: Weighting

    def check(self) -> None:
        self.keys()
        if self.weighting == "given":
            self.given()
        elif self.weighting == "relative":
            self.relative()
        elif self.weighting == "budget":
            self.budget()
        elif self.weighting == "entropy":
            self.bounds()

    def keys(self) -> None:
        own = _WEIGHT_KEYS[self.weighting]
        known = {own, "weight_floor", "weight_cap"} if self.weighting == "entropy" else {own}
        for id_, entry in self.members.items():
            for key in ("weight", "points", "weight_floor", "weight_cap"):
                if getattr(entry, key) not in (None, ()) and key not in known:
                    self.collector.add(
                        "GC461",
                        span_of(id_),
                        key=key,
                        method=f"weights: {self.weighting}",
                        known=names(sorted(known - {""})),
                    )

    def given(self) -> None:
        written = {id_: entry.weight for id_, entry in self.members.items()}
        for id_, weight in written.items():
            if weight is None:
                self.collector.add("GC451", span_of(id_), id=id_)
            elif not 0 < weight <= 1:
                self.collector.add("GC454", span_of(id_), id=id_, weight=percent(weight))
        known = [weight for weight in written.values() if weight is not None]
        if self.members and len(known) == len(written):
            self.add_up(exact(sum(known, Fraction(0))))

    def add_up(self, total: Number) -> None:
        if total == 1:
            return
        over = exact(total - 1)
        self.collector.add(
            "GC450",
            span_of(self.group) or span_of(next(iter(self.members))),
            group=self.group,
            total=percent(total),
            difference=("+" if over > 0 else "") + percent(over),
            members=names(self.members),
        )

    def relative(self) -> None:
        for id_, entry in self.members.items():
            if entry.weight is None:
                self.collector.add("GC451", span_of(id_), id=id_)
            elif entry.weight <= 0:
                self.bad(id_, "weight", entry.weight, "> 0")

    def budget(self) -> None:
        experts = len(next(iter(self.members.values())).points) if self.members else 0
        for id_, entry in self.members.items():
            if not entry.points:
                self.collector.add(
                    "GC460", span_of(id_), method="weights: budget", id=id_, key="points"
                )
                return
            if len(entry.points) != experts:
                self.bad(id_, "points", len(entry.points), f"{experts} (×{experts})")
                return
            for point in entry.points:
                if point < 0:
                    self.bad(id_, "points", point, ">= 0")
        rows = [entry.points for entry in self.members.values()]
        totals = [exact(sum((Fraction(row[e]) for row in rows), Fraction(0)))
                  for e in range(experts)]  # fmt: skip
        for total in totals:
            if total != totals[0] or total <= 0:
                expected = format_number(totals[0], digits=6) if totals[0] > 0 else "> 0"
                self.bad(self.group, "points", total, expected)
                return

    def bounds(self) -> None:
        low = high = Fraction(0)
        for id_, entry in self.members.items():
            floor = entry.weight_floor or 0
            cap = 1 if entry.weight_cap is None else entry.weight_cap
            if not 0 <= floor <= 1:
                self.bad(id_, "weight_floor", floor, "0%..100%")
            if not floor <= cap <= 1:
                self.bad(id_, "weight_cap", cap, f"{percent(floor)}..100%")
            low, high = low + floor, high + cap
        if low > 1:
            self.collector.add(
                "GC455", span_of(self.group), floors=names(self.members), total=percent(low)
            )
        elif self.members and high < 1:
            self.bad(self.group, "weight_cap", exact(high), "100%..")

    def bad(self, id_: str, key: str, got: Number, expected: str) -> None:
        shown = f"`{format_number(got, digits=6)}`"
        span = span_of(id_) or span_of(next(iter(self.members)))
        self.collector.add("GC462", span, id=id_, key=key, got=shown, expected=expected)


@attrs.frozen
class GroupChecker:
    """Checks what stands at a group, or at the head of the scorecard."""

    document: ScorecardDocument
    collector: Collector
    id: str
    entry: IndicatorEntry | ScorecardDocument

    def check(self) -> None:
        if isinstance(self.entry, IndicatorEntry):
            for key in _LEAF_KEYS:
                if getattr(self.entry, key) not in (None, (), ""):
                    self.collector.add("GC458", self.place, id=self.id, key=key)
        else:
            check_period(self.collector, self.id, self.entry.period, self.entry.last_known)
            self.missing_score()
        self.aggregation()
        self.weighting()
        self.minimum()
        self.steps()

    @property
    def place(self) -> Span | None:
        return span_of(self.id) or self.entry.span

    def missing_score(self) -> None:
        entry = self.entry
        if isinstance(entry, ScorecardDocument):
            check_missing_score(self.collector, self.id, entry.missing, entry.missing_score,
                                entry.span)  # fmt: skip

    def aggregation(self) -> None:
        entry, method = self.entry, self.entry.aggregate or "weighted_mean"
        needs = {"power": "exponent", "penalised": "penalty", "mazziotta_pareto": "penalty",
                 "formula": "formula"}.get(method)  # fmt: skip
        for key in ("exponent", "penalty", "formula"):
            given = getattr(entry, key) is not None
            if given and key != needs:
                known = f"`{needs}`" if needs else "—"
                method_ = f"aggregate: {method}"
                self.collector.add("GC461", self.place, key=key, method=method_, known=known)
            elif key == needs and not given:
                self.collector.add("GC460", self.place, method=method, id=self.id, key=key)
        self.parameters(method)
        formula = self.formula() if method == "formula" and entry.formula is not None else None
        irrational = method if self.is_irrational(method) else formula and formula.irrational
        if irrational and self.document.precision is None:
            self.collector.add("GC468", self.place, id=self.id, method=irrational)

    def is_irrational(self, method: str) -> bool:
        exponent = self.entry.exponent
        return method == "geometric" or (method == "power" and exponent not in (1, -1))

    def parameters(self, method: str) -> None:
        exponent, penalty = self.entry.exponent, self.entry.penalty
        if exponent is not None and (exponent == 0 or not -100 <= exponent <= 100):
            self.bad("exponent", exponent, "≠ 0, -100..100")
        if exponent is not None and exponent != 0 and not -100 <= 1 / Fraction(exponent) <= 100:
            self.bad("exponent", exponent, "≠ 0, -100..100")
        if penalty is not None and method == "penalised" and not 0 <= penalty <= 1:
            self.bad("penalty", penalty, "0%..100%")

    def formula(self) -> Formula | None:
        words = member_words(self.entry)
        return read_formula(self.entry.formula, words, 28, self.id, self.collector)

    def weighting(self) -> None:
        if self.entry.weights == "entropy" and self.document.precision is None:
            self.collector.add("GC468", self.place, id=self.id, method="entropy")

    def minimum(self) -> None:
        least, fewer = self.entry.minimum_present, self.entry.fewer
        if (least is None) != (fewer is None):
            key = "fewer" if fewer is None else "minimum_present"
            self.collector.add("GC460", self.place, method="minimum_present", id=self.id, key=key)
        if least is None:
            return
        whole = least.unit is None
        most = len(self.entry.indicators) if whole else 100
        fits = 0 < least.value <= most and (not whole or isinstance(least.value, int))
        if not fits or (least.unit is not None and least.unit.name != "percent"):
            self.bad("minimum_present", least.value, f"1..{most}" if whole else "0%..100%")
        if fewer == "leave_out" and isinstance(self.entry, ScorecardDocument):
            known = names(word for word in get_args(FewerPolicy) if word != fewer)
            self.collector.add("GC462", self.place, id=self.id, key="fewer", got="`leave_out`",
                               expected=known)  # fmt: skip

    def steps(self) -> None:
        """Check the steps of the group's own; they read scores, of which higher is better."""
        if not self.entry.normalise:
            return
        entry = IndicatorEntry(
            direction="higher", normalise=self.entry.normalise, span=self.entry.span
        )
        checker = MethodChecker(self.document, self.collector, self.id, entry)
        before = len(self.collector)
        for row in self.entry.normalise:
            checker.keys(row, False)
            if row.method in _NOT_OF_GROUPS:
                known = names(method for method in METHODS if method not in _NOT_OF_GROUPS)
                checker.bad("method", f"`{row.method}`", known, row.span)
        if len(self.collector) == before:
            for row, step in zip(self.entry.normalise, group_steps(self.document, self.entry)):
                checker.rules(row, step)

    def bad(self, key: str, got: Number, expected: str) -> None:
        shown = f"`{format_number(got, digits=6)}`"
        self.collector.add("GC462", self.place, id=self.id, key=key, got=shown, expected=expected)


@attrs.frozen
class LeafChecker:
    """Checks an indicator with a figure of its own; ``words`` are what a formula may read."""

    document: ScorecardDocument
    collector: Collector
    id: str
    entry: IndicatorEntry
    words: Mapping[str, str]

    def check(self) -> Indicator | None:
        """The indicator, or ``None`` when it cannot be scored; the reasons are reported."""
        entry = self.entry
        for key in _GROUP_KEYS:
            if getattr(entry, key) is not None:
                known = names(("normalise", "formula"))
                self.collector.add("GC461", span_of(self.id), key=key, method=self.id, known=known)
        check_period(self.collector, self.id, entry.period, entry.last_known)
        score = self.document.missing_score if entry.missing_score is None else entry.missing_score
        check_missing_score(self.collector, self.id, entry.missing or "", score, entry.span)
        self.sample()
        if not entry.normalise:
            self.collector.add("GC457", span_of(self.id), id=self.id)
            return None
        formula = None
        if entry.formula is not None:
            formula = self.formula()
            if formula is None:
                return None
        return MethodChecker(self.document, self.collector, self.id, entry, formula=formula).check()

    def formula(self) -> Formula | None:
        entry = self.entry
        for key in ("minimum_sample", "period", "last_known"):
            if getattr(entry, key) is not None:
                self.collector.add(
                    "GC461", span_of(self.id), key=key, method="formula", known=names(["inputs"])
                )
        found = read_formula(
            entry.formula, self.words, self.document.precision or 28, self.id, self.collector
        )
        if found and found.irrational and self.document.precision is None:
            self.collector.add("GC468", span_of(self.id), id=self.id, method=found.irrational)
        if found and entry.normalise and entry.normalise[0].method in ("boolean", "categories"):
            method = entry.normalise[0].method
            self.collector.add("GC461", span_of(self.id), key="formula", method=method, known="—")
            return None
        return found

    def sample(self) -> None:
        entry = self.entry
        if entry.minimum_sample is None:
            return
        if entry.minimum_sample < 1:
            self.collector.add("GC462", entry.span, id=self.id, key="minimum_sample",
                               got=f"`{entry.minimum_sample}`", expected=">= 1")  # fmt: skip
        if (entry.below_minimum or self.document.below_minimum) is None:
            known = names(get_args(SamplePolicy))
            self.collector.add("GC467", span_of(self.id), id=self.id, known=known)


def check_period(
    collector: Collector, id_: str, period: str | None, last_known: int | None
) -> None:
    """Report a period that is none, and a limit of age below 0."""
    if period is not None:
        try:
            read_period(period)
        except UnfitError:
            collector.add("GC462", span_of(id_), id=id_, key="period", got=f"`{period}`",
                          expected="`2026`, `2026-Q1`, `2026-03`")  # fmt: skip
    if last_known is not None and last_known < 0:
        collector.add("GC462", span_of(id_), id=id_, key="last_known", got=f"`{last_known}`",
                      expected=">= 0")  # fmt: skip


def check_missing_score(
    collector: Collector, id_: str, missing: str, score: Number | None, span: Span | None
) -> None:
    """Report a policy of a fixed score without that score."""
    if missing == "fixed_score" and score is None:
        collector.add(
            "GC460", span_of(id_) or span, method="fixed_score", id=id_, key="missing_score"
        )
