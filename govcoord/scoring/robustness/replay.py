"""A scorecard's way from the scores of indicators to places and grades, a thousand times over.

Scores of single indicators are worked out once, by the exact engine, for each normalisation.
What is left for each draw is done in whole numbers that carry a fixed number of decimals; the
totals are then rounded to a few less, so that what is exactly 80 stays exactly 80. A replay is
used only where it gives the published report when nothing is changed (`Replay.agrees`).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import Final

from attrs import evolve, field, frozen

from govcoord.numerals import Number, exact, round_number
from govcoord.scoring import grading
from govcoord.scoring.document import RankingEntry, VetoEntry
from govcoord.scoring.grading import Standing
from govcoord.scoring.raw import MISSING, NOT_APPLICABLE, REPORTED
from govcoord.scoring.report import Score
from govcoord.scoring.robustness.means import KNOWN, Column, Turned, combine
from govcoord.scoring.robustness.variants import AS_WRITTEN, LIFT, ColumnKey, Variant
from govcoord.scoring.scorecard import Scorecard

PLAIN_RANKING: Final = RankingEntry(ties="same_rank_then_skip", by="exact_score")
"""How places are given where the scorecard itself gives none."""

_FOLLOWING: Final = frozenset({"worst", "mean", "median", "mean_figure", "median_figure"})
"""Ways with missing figures by which a score follows those of the others."""

_LEAST: Final = 8
_SPARE: Final = 4
_EVENTS: Final = frozenset({"bonus", "bonus_cap", "deduction", "deduction_cap"})


@frozen
class Run:
    """What a draw comes to, subject by subject: places from 1 and positions of bands."""

    places: tuple[Number | None, ...]
    bands: tuple[int, ...]
    totals: tuple[int, ...] = field(default=(), repr=False)


@frozen
class Fixed:
    """What no weight changes about a subject: events, vetoes, whether it takes part."""

    events: int
    vetoes: tuple[VetoEntry, ...]
    is_zero: bool
    ranked: bool

    @classmethod
    def of(cls, card: Scorecard, result: Score, unit: int) -> Fixed:
        """Read from a published score."""
        lines = [line.points for line in result.sheet.extras if line.kind in _EVENTS]
        ids = [flag.id for flag in result.flags if flag.kind == "veto"]
        vetoes = tuple(card.document.veto[id_] for id_ in ids)
        is_zero = any(veto.effect == "zero" for veto in vetoes)
        return cls(_whole(sum(lines), unit), vetoes, is_zero, result.rank is not None)


def _whole(number: Number, unit: int) -> int:
    return int(round_number(number * unit, 0, "half_even"))


def with_ranking(card: Scorecard) -> Scorecard:
    """The scorecard with places, and none that refuses ties: a draw may well have some."""
    document = card.document
    ranking = document.ranking or PLAIN_RANKING
    if ranking.ties == "fail":
        ranking = evolve(ranking, ties="same_rank_then_skip")
    quota = document.quota
    if quota is not None and quota.ties == "fail":
        quota = evolve(quota, ties="lower")
    return Scorecard.of(evolve(document, ranking=ranking, quota=quota))


class Replay:
    """Runs variants over the subjects of one group."""

    def __init__(self, card: Scorecard, published: Sequence[Score]) -> None:
        self.card = card
        digits = max(_LEAST, card.document.rounding.digits + _SPARE)
        self.unit = 10 ** (digits + _SPARE)
        self.snap, self.kept = 10**_SPARE, 10**digits
        self.cut = digits - card.document.rounding.digits
        self.published = published
        self.fixed = [Fixed.of(card, result, self.unit) for result in published]
        cap, bottom = card.document.cap, card.document.bottom
        self.cap = None if cap is None else _whole(cap, self.unit)
        self.bottom = None if bottom is None else _whole(bottom, self.unit)
        self.taking = [i for i, fixed in enumerate(self.fixed) if fixed.ranked]
        self.bands = [(id_, None if low is None else low * self.kept) for id_, low in card.bands]
        self.columns: dict[tuple[ColumnKey, bool], dict[int, Column]] = {}
        self.turned: dict[tuple[ColumnKey, bool], Turned] = {}
        self.reported: set[int] = set()
        self.base = {at: branch.weight for at, branch in enumerate(card.tree)}
        self.ids = [name for name, _ in card.bands]

    def add(self, key: ColumnKey, results: Sequence[Score]) -> None:
        """Take the scores of single indicators under one normalisation."""
        self.reported = {
            leaf
            for leaf in range(len(self.card.indicators))
            if any(r.sheet.states is None or r.sheet.states[leaf] == REPORTED for r in results)
        }
        for lifts in (False, True):
            columns: dict[int, Column] = {}
            for at, branch in enumerate(self.card.tree):
                if branch.leaf >= 0:
                    columns[at] = [self._score(key, r, branch.leaf, lifts) for r in results]
            self.columns[key, lifts] = columns
            self.turned[key, lifts] = Turned(self.unit, columns.values())

    def _score(self, key: ColumnKey, result: Score, leaf: int, lifts: bool) -> int | None:
        score, states = result.sheet.score(leaf), result.sheet.states
        if score is None:
            return None
        policy = self.card.indicators[leaf].missing if key[1] == AS_WRITTEN else key[1]
        state = REPORTED if states is None else states[leaf]
        follows = state == MISSING and policy in _FOLLOWING and leaf in self.reported
        if lifts and (follows or state not in (MISSING, NOT_APPLICABLE)):
            score = exact(score * (1 - LIFT) + LIFT * self.card.document.scale)
        return _whole(score, self.unit)

    @property
    def is_possible(self) -> bool:
        """Whether the scorecard has nothing that only the engine itself can do."""
        card = self.card
        groups = card.groups.values()
        minimums = [card.document.minimum_present, *(group.minimum_present for group in groups)]
        return (
            card.document.rounding.where == "end"
            and not card.steps
            and KNOWN.issuperset(branch.aggregate for branch in card.tree if branch.leaf < 0)
            and not any(minimums)
            and all(branch.weighting != "entropy" for branch in card.tree)
        )

    def agrees(self) -> bool:
        """Whether nothing changed gives the published report: scores, grades and places."""
        if not self.is_possible:
            return False
        run = self.run(Variant())
        return all(
            abs(total - result.exact * self.kept) <= 1
            and place == result.rank
            and (not self.ids or self.ids[band] == result.band)
            for result, total, place, band in zip(self.published, run.totals, run.places, run.bands)
        )

    def values(self, variant: Variant) -> list[Column]:
        """The scores of every branch of the tree, subject by subject."""
        tree = self.card.tree
        columns = self.columns[variant.column_key, variant.lifts]
        turned = self.turned[variant.column_key, variant.lifts]
        values: list[Column] = [columns.get(at, ()) for at in range(len(tree))]
        for at in range(len(tree) - 1, -1, -1):
            branch = tree[at]
            if branch.leaf >= 0:
                continue
            name = branch.aggregate if variant.aggregate == AS_WRITTEN else variant.aggregate
            weights = whole_weights(
                [variant.weights.get(tree[c].id, self.base[c]) for c in branch.children]
            )
            values[at] = combine(name, weights, [values[c] for c in branch.children], turned)
        return values

    def run(self, variant: Variant) -> Run:
        """Totals, places and grades under a variant; its column must have been added."""
        values = self.values(variant)
        totals = [self._total(base, fixed) for base, fixed in zip(values[0], self.fixed)]
        document = self.card.document
        published = [round_number(total, -self.cut, document.rounding.mode) for total in totals]
        vetoed = self._bands(published if document.band_on == "published_score" else totals)
        ranking = document.ranking
        assert ranking is not None, "`with_ranking` gives one"
        by = published if ranking.by == "published_score" else totals
        standings = [
            Standing(by[i], vetoed[i], self._ties(values, ranking.tie_break, i))
            for i in self.taking
        ]
        found = grading.places(standings, ranking.ties, ranking.order == "lowest_first")
        places: list[Number | None] = [None] * len(totals)
        for i, place in zip(self.taking, found):
            places[i] = place
        return Run(tuple(places), tuple(self._quota(values, published, vetoed)), tuple(totals))

    def _total(self, base: int | None, fixed: Fixed) -> int:
        total = (base or 0) + fixed.events
        if self.cap is not None:
            total = min(total, self.cap)
        if self.bottom is not None:
            total = max(total, self.bottom)
        if fixed.is_zero:
            total = 0
        return (2 * total + self.snap) // (2 * self.snap)

    def _bands(self, scores: Sequence[Number]) -> list[int]:
        if not self.bands:
            return [0] * len(scores)
        return [
            self._vetoed(fixed, grading.band_position(score, self.bands))
            for score, fixed in zip(scores, self.fixed)
        ]

    def _vetoed(self, fixed: Fixed, band: int) -> int:
        for veto in fixed.vetoes:
            capped = veto.effect == "cap_at_band" and veto.band is not None
            band = max(band, self.ids.index(str(veto.band)) if capped else len(self.ids) - 1)
        return band

    def _ties(self, values: Sequence[Column], names: Sequence[str], i: int) -> tuple[Number, ...]:
        found: list[Number] = []
        for name in names:
            score = values[self.card.positions[name]][i]
            found += [0, 0] if score is None else [1, score]
        return tuple(found)

    def _quota(
        self,
        values: Sequence[Column],
        published: Sequence[Number],
        bands: list[int],
    ) -> list[int]:
        quota = self.card.document.quota
        if quota is None:
            return bands
        standings = [
            Standing(published[i], bands[i], self._ties(values, quota.tie_break, i))
            for i in self.taking
        ]
        found = list(bands)
        for i, band in zip(self.taking, grading.apply_quota(standings, self.ids, quota)):
            found[i] = band
        return found


def whole_weights(weights: Sequence[Number]) -> list[int]:
    """The weights as whole numbers in the same proportion.

    >>> whole_weights([Fraction(1, 2), Fraction(1, 3), Fraction(1, 6)])
    [3, 2, 1]
    """
    shares = [Fraction(weight) for weight in weights]
    common = lcm(*(share.denominator for share in shares))
    return [int(share * common) for share in shares]
