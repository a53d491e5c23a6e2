"""Other ways to make the same score: weights, normalisation, aggregation, missing figures."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final, cast

from attrs import evolve, field, frozen

from govcoord.numerals import Number, exact
from govcoord.scoring.document import (
    Aggregate,
    Direction,
    IndicatorEntry,
    MissingPolicy,
    NormaliseEntry,
    ScorecardDocument,
)

AS_WRITTEN: Final = "as_written"
"""Stands for what the scorecard itself says."""

NORMALISATIONS: Final = ("min_max", "z_score", "rank", "percentile", "share_of_best")
"""Normalisations that ask for nothing but the figures and their direction."""

FROM_ZERO: Final = frozenset({"geometric", "harmonic"})
"""Means of scores of at least 0, which a single 0 brings down to 0."""

_PRECISION: Final = 28
LIFT: Final = Fraction(1, 100)
"""Where the scale begins for means of scores of at least 0, as a share of it."""

ColumnKey = tuple[str, str]
"""What the scores of single indicators depend on: normalisation and missing figures."""


@frozen(kw_only=True)
class Variant:
    """One way to make the score.

    ``weights`` are shares among siblings by id; whoever is not named keeps the share as
    written. ``normalise``, ``aggregate`` and ``missing`` replace those of every indicator and
    group. `AS_WRITTEN` leaves what the scorecard says. A geometric or harmonic mean that is
    not the scorecard's own takes scores from 1% to 100% of the scale instead of 0% to 100%, as
    the OECD/JRC handbook advises: one score of 0 would decide everything otherwise.
    """

    weights: Mapping[str, Number] = field(factory=dict, hash=False)
    normalise: str = AS_WRITTEN
    aggregate: str = AS_WRITTEN
    missing: str = AS_WRITTEN

    @property
    def column_key(self) -> ColumnKey:
        """What the scores of single indicators depend on, but for the lift."""
        return self.normalise, self.missing

    @property
    def lifts(self) -> bool:
        """Whether scores run from 1% of the scale."""
        return self.aggregate in FROM_ZERO

    def apply(self, document: ScorecardDocument) -> ScorecardDocument:
        """The scorecard that would say this; it is not checked again."""
        return evolve(
            document,
            precision=document.precision or _PRECISION,
            missing=document.missing if self.missing == AS_WRITTEN else self._missing,
            aggregate=document.aggregate if self.aggregate == AS_WRITTEN else self._aggregate,
            weights="given" if self._weighs(document.indicators) else document.weights,
            indicators=self._entries(document.indicators, document.scale),
        )

    @property
    def _missing(self) -> MissingPolicy:
        return cast(MissingPolicy, self.missing)

    @property
    def _aggregate(self) -> Aggregate:
        return cast(Aggregate, self.aggregate)

    def _weighs(self, entries: Mapping[str, IndicatorEntry]) -> bool:
        return any(id_ in self.weights for id_ in entries)

    def _entries(
        self, entries: Mapping[str, IndicatorEntry], scale: Number
    ) -> dict[str, IndicatorEntry]:
        return {id_: self._entry(id_, entry, scale) for id_, entry in entries.items()}

    def _entry(self, id_: str, entry: IndicatorEntry, scale: Number) -> IndicatorEntry:
        entry = evolve(entry, weight=self.weights.get(id_, entry.weight))
        if entry.indicators:
            return evolve(
                entry,
                aggregate=entry.aggregate if self.aggregate == AS_WRITTEN else self._aggregate,
                weights="given" if self._weighs(entry.indicators) else entry.weights,
                indicators=self._entries(entry.indicators, scale),
            )
        if self.missing != AS_WRITTEN:
            entry = evolve(entry, missing=self._missing)
        if self.normalise != AS_WRITTEN:
            entry = renormalised(entry, self.normalise, scale)
        return lifted(entry, scale) if self.lifts else entry


def lifted(entry: IndicatorEntry, scale: Number) -> IndicatorEntry:
    """The indicator with scores from 1% to 100% of the scale instead of 0% to 100%."""
    times, plus = exact(1 - LIFT), exact(LIFT * scale)
    step = NormaliseEntry(method="linear", times=times, plus=plus)
    return evolve(entry, normalise=(*entry.normalise, step))


def renormalised(entry: IndicatorEntry, name: str, scale: Number) -> IndicatorEntry:
    """The indicator normalised by the method ``name``; as it is where none other makes sense.

    Yes/no stays yes/no, and an indicator stays as it is where it is not said whether a higher
    figure is better.
    """
    direction = direction_of(entry)
    if direction is None or entry.normalise[0].method == "boolean":
        return entry
    half = exact(Fraction(scale) / 2)
    steps = {
        "min_max": NormaliseEntry(method="min_max", bounds="observed", constant=half),
        "z_score": NormaliseEntry(
            method="z_score", of="population", centre=half, spread=exact(Fraction(scale) / 6)
        ),
        "rank": NormaliseEntry(method="rank", ties="mean", constant=half),
        "percentile": NormaliseEntry(method="percentile", ties="mean"),
        "share_of_best": NormaliseEntry(method="share_of_target", against="best"),
    }
    return evolve(entry, direction=direction, normalise=(steps[name],))


def direction_of(entry: IndicatorEntry) -> Direction | None:
    """Whether ``higher`` or ``lower`` is better, where it is said or follows from the method."""
    if entry.direction is not None or not entry.normalise:
        return entry.direction
    first = entry.normalise[0]
    if first.method in ("points", "boolean"):
        return "higher"
    if first.method == "per_event_deduction":
        return "lower"
    if first.method == "distance_to_target" and first.target and first.zero_at:
        return "higher" if first.target.value > first.zero_at.value else "lower"
    return None
