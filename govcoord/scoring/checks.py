"""Checks of a whole scorecard: weights and their floors, policies, bands, quotas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Final, get_args

import attrs

from govcoord.diagnostics import Collector, Related, suggest
from govcoord.errors import UnitError
from govcoord.numerals import Number, exact, format_number
from govcoord.rules.model import Name
from govcoord.scoring.document import (
    BandEntry,
    EventPolicy,
    IndicatorEntry,
    LimitEntry,
    ScorecardDocument,
    Weighting,
)
from govcoord.scoring.indicators import Indicator
from govcoord.scoring.making import make_input
from govcoord.scoring.method_checks import range_of
from govcoord.scoring.scorecard import formula_words
from govcoord.scoring.tree_checks import (
    GroupChecker,
    LeafChecker,
    check_weights,
    names,
    span_of,
)
from govcoord.scoring.weights import (
    breaches,
    build_tree,
    highest_weights,
    is_under,
    lowest_weights,
    percent,
)
from govcoord.scoring.weights import positions_of as _positions_of
from govcoord.source import Span

_DIGITS: Final = (-6, 12)
_PRECISION: Final = (8, 200)


def check_scorecard(document: ScorecardDocument, collector: Collector) -> None:
    """Add every problem of a scorecard to the collector; see docs/codes for each code."""
    checker = _Checker(document, collector)
    checker.ids()
    checker.numbers()
    indicators = checker.members(document.id, document.indicators, document.weights)
    GroupChecker(document, collector, document.id, document).check()
    checker.limits()
    checker.policies()
    checker.events()
    checker.vetoes()
    checker.bands(indicators)
    checker.quota()
    checker.ranking()


def walk(members: Mapping[str, IndicatorEntry]) -> Iterator[tuple[str, IndicatorEntry]]:
    """Every indicator and group with its id, in the order written."""
    for id_, entry in members.items():
        yield id_, entry
        yield from walk(entry.indicators)


@attrs.frozen
class _Checker:
    document: ScorecardDocument
    collector: Collector

    @property
    def words(self) -> Mapping[str, str]:
        """The names that formulas of indicators may read."""
        return formula_words(self.document)

    @property
    def entries(self) -> dict[str, IndicatorEntry]:
        return dict(walk(self.document.indicators))

    def bad(self, id_: str, key: str, got: Number, expected: str, span: Span | None) -> None:
        shown = f"`{format_number(got, digits=6)}`"
        self.collector.add("GC462", span, id=id_, key=key, got=shown, expected=expected)

    def ids(self) -> None:
        seen: dict[str, Span | None] = {}
        document = self.document
        groups: list[Iterable[str]] = [document.inputs]
        groups.append([id_ for id_, _ in walk(document.indicators)])
        groups += [list(e.items) for e in (document.bonus, document.deductions) if e]
        for id_ in (id_ for group in (*groups, document.veto) for id_ in group):
            if id_ in seen:
                first = seen[id_]
                related = [Related(first, "first")] if first else []
                self.collector.add("GC459", span_of(id_), related=related, id=id_)
            seen.setdefault(id_, span_of(id_))

    def numbers(self) -> None:
        document = self.document
        span = document.id.span if isinstance(document.id, Name) else document.span
        rounding = document.rounding
        low, high = _DIGITS
        if not low <= rounding.digits <= high:
            self.bad("rounding", "digits", rounding.digits, f"{low}..{high}", rounding.span)
        if document.scale <= 0:
            self.bad(document.id, "scale", document.scale, "> 0", span)
        low, high = _PRECISION
        if document.precision is not None and not low <= document.precision <= high:
            self.bad(document.id, "precision", document.precision, f"{low}..{high}", span)
        least = document.minimum_coverage
        if least is not None and not 0 < least <= 1:
            self.bad(document.id, "minimum_coverage", least, "0%..100%", span)
        cap, bottom = document.cap, document.bottom
        if cap is not None and bottom is not None and bottom >= cap:
            expected = f"< {format_number(cap, digits=6)}"
            self.bad(document.id, "bottom", bottom, expected, span)
        if not document.indicators:
            self.collector.add("GC203", document.span, key="indicators")
        for id_, item in document.inputs.items():
            try:
                make_input(document, id_, item)
            except UnitError as reason:
                self.collector.add("GC463", item.span, id=id_, reason=str(reason))

    # Weights

    def members(
        self, group: str, members: Mapping[str, IndicatorEntry], weighting: Weighting
    ) -> list[Indicator]:
        """Check a group's members and all below; the indicators that can be scored."""
        check_weights(self.collector, group, members, weighting)
        found = []
        for id_, entry in members.items():
            if entry.indicators:
                GroupChecker(self.document, self.collector, id_, entry).check()
                found += self.members(id_, entry.indicators, entry.weights)
                continue
            indicator = LeafChecker(self.document, self.collector, id_, entry, self.words).check()
            found += [] if indicator is None else [indicator]
        return found

    def limits(self) -> None:
        document = self.document
        limits = (*document.floors, *document.caps)
        for limit in limits:
            self.limit(limit)
        tree = build_tree(document)
        positions = _positions_of(tree)
        for limit in limits:
            self.nested(limit)
        for breach in breaches(limits, positions, lowest_weights(tree), highest_weights(tree)):
            ids = breach.limit.indicator
            label = breach.limit.title.get("zh-Hans") or breach.limit.source or "limit"
            span = breach.limit.span
            self.collector.add(
                "GC452" if breach.below else "GC453",
                self.place(ids[0]),
                related=[Related(span, label)] if span else [],
                id="` + `".join(ids),
                weight=percent(breach.weight),
                limit=percent(breach.bound),
            )
        self.floors_together(positions)

    def place(self, id_: str) -> Span | None:
        return next((span_of(key) for key, _ in walk(self.document.indicators) if key == id_), None)

    def limit(self, limit: LimitEntry) -> None:
        self.ties(limit.indicator)
        if limit.at_least is None and limit.at_most is None:
            self.collector.add("GC203", limit.span, key="at_least")
        for key, bound in (("at_least", limit.at_least), ("at_most", limit.at_most)):
            if bound is not None and not 0 <= bound <= 1:
                self.bad(limit.indicator[0], key, bound, "0%..100%", limit.span)

    def nested(self, limit: LimitEntry) -> None:
        tree = build_tree(self.document)
        positions = _positions_of(tree)
        known = [id_ for id_ in limit.indicator if id_ in positions]
        for inner in known:
            for outer in known:
                if inner != outer and is_under(tree, positions[inner], positions[outer]):
                    self.collector.add("GC456", limit.span, inner=inner, outer=outer)

    def floors_together(self, positions: Mapping[str, int]) -> None:
        """Floors of indicators that share nothing must leave room for each other."""
        tree = build_tree(self.document)
        floors: list[LimitEntry] = []
        for limit in self.document.floors:
            ids = [id_ for id_ in limit.indicator if id_ in positions]
            apart = all(
                id_ != other
                and not is_under(tree, positions[id_], positions[other])
                and not is_under(tree, positions[other], positions[id_])
                for id_ in ids
                for floor in floors
                for other in floor.indicator
            )
            if apart and len(ids) == len(limit.indicator) and limit.at_least is not None:
                floors.append(limit)
        total = exact(sum((f.at_least or 0 for f in floors), Fraction(0)))
        if total > 1:
            shown = names("` + `".join(floor.indicator) for floor in floors)
            self.collector.add("GC455", floors[-1].span, floors=shown, total=percent(total))

    def ties(self, ids: Iterable[str]) -> None:
        """Report ids that are no indicators."""
        known = list(self.entries)
        for id_ in ids:
            if id_ not in known:
                self.collector.add(
                    "GC469",
                    span_of(id_),
                    suggestion=suggest(id_, known),
                    id=id_,
                    known=names(known),
                )

    def ranking(self) -> None:
        ranking, document = self.document.ranking, self.document
        if ranking is None:
            return
        self.ties(ranking.tie_break)
        if ranking.order == "lowest_first" and (document.quota or document.veto):
            key = "quota" if document.quota else "veto"
            self.collector.add(
                "GC461", ranking.span, key=key, method="order: lowest_first", known="`bands`"
            )

    # Policies and events

    def policies(self) -> None:
        document = self.document
        reported = [veto for veto in document.veto.values() if not veto.when_below]
        has_events = document.bonus or document.deductions or reported
        if has_events and document.missing_events is None:
            known = names(get_args(EventPolicy))
            self.collector.add("GC466", document.span, known=known)

    def events(self) -> None:
        for entry in (self.document.bonus, self.document.deductions):
            if entry is None:
                continue
            if entry.cap is not None and entry.cap <= 0:
                self.bad("cap", "cap", entry.cap, "> 0", entry.span)
            for id_, item in entry.items.items():
                if item.each <= 0:
                    self.bad(id_, "each", item.each, "> 0", item.span)
                if item.cap is not None and item.cap <= 0:
                    self.bad(id_, "cap", item.cap, "> 0", item.span)

    def vetoes(self) -> None:
        for id_, veto in self.document.veto.items():
            self.ties(veto.when_below)
            if veto.effect == "cap_at_band":
                if veto.band is None:
                    self.collector.add("GC460", veto.span, method="cap_at_band", id=id_, key="band")
                else:
                    self.band(veto.band)
            elif veto.band is not None:
                self.collector.add("GC461", veto.span, key="band", method=veto.effect, known="—")
            if veto.effect == "lowest_band" and not self.document.bands:
                self.collector.add("GC460", veto.span, method="lowest_band", id=id_, key="bands")

    def band(self, id_: str) -> None:
        known = list(self.document.bands)
        if id_ not in known:
            self.collector.add(
                "GC475", span_of(id_), suggestion=suggest(id_, known), id=id_, known=names(known)
            )

    # Bands

    def bands(self, indicators: list[Indicator]) -> None:
        bands = list(self.document.bands.items())
        for id_, band in bands[:-1]:
            if band.at_least is None:
                self.collector.add("GC460", span_of(id_), method="bands", id=id_, key="at_least")
        for (upper, above), (lower, below) in pairwise(bands):
            if above.at_least is None:
                continue
            if below.at_least is not None and below.at_least >= above.at_least:
                self.collector.add(
                    "GC471",
                    span_of(lower),
                    id=lower,
                    start=format_number(below.at_least),
                    upper=upper,
                    other=format_number(above.at_least),
                )
            else:
                self.border(upper, above.at_least, lower, below)
        if bands and len(indicators) == sum(1 for e in self.entries.values() if not e.indicators):
            self.reach(indicators, bands)

    def border(self, upper: str, start: Number, lower: str, band: BandEntry) -> None:
        """The end of the lower band, where it is written, must meet the start of the upper."""
        ends = [
            (end, holds)
            for end, holds in ((band.below, False), (band.at_most, True))
            if end is not None
        ]
        for end, holds in ends:
            if end > start or (holds and end == start):
                self.collector.add(
                    "GC474", span_of(lower), upper=upper, lower=lower, score=format_number(start)
                )
            elif end + (self.grid if holds else 0) < start:
                self.collector.add(
                    "GC470",
                    span_of(lower),
                    low=format_number(end),
                    high=format_number(start),
                    upper=upper,
                    lower=lower,
                )

    @property
    def grid(self) -> Number:
        """How far apart the scores are that bands read."""
        if self.document.band_on == "exact_score":
            return 0
        return exact(Fraction(1, 10) ** self.document.rounding.digits)

    def reach(self, indicators: list[Indicator], bands: list[tuple[str, BandEntry]]) -> None:
        """Every score that can come about has a band, and every band a score."""
        lowest, highest = self.score_range(indicators)
        last_id, last = bands[-1]
        if last.at_least is not None and (lowest is None or lowest < last.at_least):
            shown = "-∞" if lowest is None else format_number(lowest, digits=6)
            self.collector.add(
                "GC472", span_of(last_id), start=format_number(last.at_least), lowest=shown
            )
        for id_, band in bands:
            if highest is not None and band.at_least is not None and band.at_least > highest:
                top = format_number(highest, digits=6)
                self.collector.add(
                    "GC473", span_of(id_), id=id_, start=format_number(band.at_least), top=top
                )

    def score_range(self, indicators: list[Indicator]) -> tuple[Number | None, Number | None]:
        """The lowest and highest score before rounding; ``None`` where there is no limit."""
        document = self.document
        groups: list[IndicatorEntry | ScorecardDocument] = [document, *self.entries.values()]
        if not all(self.bounded(entry) for entry in groups):
            return document.bottom, document.cap
        ranges = [range_of(i.steps, (i.low, i.high)) for i in indicators]
        lows, highs = [low for low, _ in ranges], [high for _, high in ranges]
        lowest = None if None in lows else min(low for low in lows if low is not None)
        highest = None if None in highs else max(high for high in highs if high is not None)
        if document.deductions and lowest is not None:
            cap = document.deductions.cap
            lowest = None if cap is None else lowest - cap
        if document.bonus and highest is not None:
            cap = document.bonus.cap
            highest = None if cap is None else highest + cap
        if document.bottom is not None:
            lowest = document.bottom if lowest is None else max(lowest, document.bottom)
        if document.cap is not None:
            highest = document.cap if highest is None else min(highest, document.cap)
        return lowest, highest

    @staticmethod
    def bounded(entry: IndicatorEntry | ScorecardDocument) -> bool:
        """Whether a group's score lies between the scores of its members."""
        if not entry.indicators:
            return True
        inside = entry.aggregate not in ("formula", "mazziotta_pareto")
        return inside and not entry.normalise

    def quota(self) -> None:
        quota = self.document.quota
        if quota is None:
            return
        self.ties(quota.tie_break)
        for id_, share in quota.bands.items():
            self.band(id_)
            if not 0 < share <= 1:
                self.bad(id_, "quota", share, "0%..100%", quota.span)
            if list(self.document.bands)[-1:] == [id_]:
                self.bad(id_, "quota", share, "100%", quota.span)
