"""How far places and grades depend on what might as well have been decided otherwise.

Two questions, as the OECD/JRC handbook on composite indicators (2008, step 7) puts them:
*uncertainty analysis*, what places come about when everything is drawn at once, and
*sensitivity analysis*, which assumption the changes come from. The published score is always
the exact one; nothing here touches it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from govcoord.errors import GovcoordError
from govcoord.numerals import Number
from govcoord.rules.vocabulary import Choices
from govcoord.scoring.report import fixed
from govcoord.scoring.robustness.alone import Effect, effects_of
from govcoord.scoring.robustness.draws import Assumptions, Weights, redrawn
from govcoord.scoring.robustness.ranks import RankInterval, Tally, shifts
from govcoord.scoring.robustness.shares import Share, share_of_choice, share_of_pairs
from govcoord.scoring.robustness.simulate import Bench, Stage, make_stage
from govcoord.scoring.robustness.variants import AS_WRITTEN, Variant
from govcoord.scoring.scorecard import Figures, Scorecard
from govcoord.text import Text

Progress = Callable[[int, int], None]
"""Told how many of how many steps are done."""

_CHOICES = ("normalise", "aggregate", "missing")


@frozen
class Sensitivity:
    """How much the places of a scorecard hold up.

    ``ranks`` are the subjects in the order of their figures, ``effects`` what each assumption
    alone does, ``shares`` how much of the movement each accounts for. ``graded`` of the
    ``draws`` keep the normalisation as written, and only they speak of grades. ``redrawn``
    counts draws of weights that broke a floor, a cap or a range and were drawn again.
    ``left_out`` names choices that could not be carried out, with what they need. ``exact``
    says that every draw went through the engine itself; otherwise draws carry at least 8
    decimals, after a check that they give the published report when nothing is changed.
    """

    scorecard: str
    title: Text
    seed: int
    draws: int
    graded: int
    redrawn: int
    assumptions: Assumptions
    ranks: tuple[RankInterval, ...]
    effects: tuple[Effect, ...]
    shares: tuple[Share, ...]
    left_out: tuple[tuple[str, str], ...]
    exact: bool

    def __getitem__(self, subject: str) -> RankInterval:
        for interval in self.ranks:
            if interval.subject == subject:
                return interval
        raise KeyError(subject)

    def to_dict(self, language: str = "en") -> dict[str, object]:
        """Everything as plain data that ``json.dumps`` takes."""
        assumptions = self.assumptions
        return {
            "scorecard": self.scorecard,
            "title": self.title.get(language) or self.scorecard,
            "seed": self.seed,
            "draws": self.draws,
            "graded": self.graded,
            "redrawn": self.redrawn,
            "exact": self.exact,
            "assumptions": {
                "weights": fixed(assumptions.weights, 4),
                "ranges": {
                    id_: [fixed(low, 4), fixed(high, 4)]
                    for id_, (low, high) in assumptions.ranges.items()
                },
                **{name: list(getattr(assumptions, name)) for name in _CHOICES},
            },
            "left_out": dict(self.left_out),
            "ranks": [interval.to_dict(language) for interval in self.ranks],
            "effects": [effect.to_dict(language) for effect in self.effects],
            "shares": [share.to_dict() for share in self.shares],
        }


def sensitivity(
    card: Scorecard,
    figures: Figures,
    *,
    assumptions: Assumptions | None = None,
    draws: int = 1000,
    seed: int = 1,
    subjects: Choices | None = None,
    groups: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Sensitivity:
    """Score ``draws`` times over by other weights, normalisations and aggregations.

    ``figures``, ``subjects`` and ``groups`` are those of `govcoord.scoring.score`. Equal seeds
    give equal results, on every machine. Raises `FigureError` for figures that do not fit and
    `GovcoordError` for assumptions or a number of draws that make no sense.
    """
    if draws < 1:
        raise GovcoordError(f"at least 1 draw is needed, not {draws}")
    bench = Bench.of(card, figures, subjects, groups)
    stage = make_stage(bench, assumptions or Assumptions())
    weights = Weights(bench.card, stage.assumptions)
    simulation = _Simulation(stage, weights, random.Random(seed), progress)
    simulation.draw(draws)
    return Sensitivity(
        scorecard=str(card.document.id),
        title=card.title,
        seed=seed,
        draws=draws,
        graded=simulation.graded,
        redrawn=simulation.redrawn,
        assumptions=stage.assumptions,
        ranks=simulation.intervals(),
        effects=effects_of(stage, weights),
        shares=simulation.shares(),
        left_out=stage.left_out,
        exact=not any(pool.is_fast for pool in stage.pools),
    )


class _Simulation:
    """Draws of one stage, and what is kept of them."""

    def __init__(
        self, stage: Stage, weights: Weights, rng: random.Random, progress: Progress | None
    ) -> None:
        self.stage = stage
        self.weights = weights
        self.rng = rng
        self.tell = progress or (lambda done, total: None)
        self.tallies = [[Tally(result) for result in pool.published] for pool in stage.pools]
        self.graded = self.redrawn = 0
        self.variants: list[Variant] = []
        self.moved: list[Number] = []
        self.pairs: list[tuple[Number, Number]] = []

    @property
    def factors(self) -> list[str]:
        """The assumptions that may be otherwise."""
        assumptions = self.stage.assumptions
        found = ["weights"] if any(True for _ in self.weights.groups()) else []
        return found + [name for name in _CHOICES if len(getattr(assumptions, name)) > 1]

    def draw(self, draws: int) -> None:
        """Run all draws, then half as many again that share the weights of a former one."""
        again = draws // 2 if self.factors[:1] == ["weights"] and len(self.factors) > 1 else 0
        for done in range(draws):
            found, tries = self.weights.draw(self.rng)
            self.redrawn += tries
            variant = redrawn(Variant(weights=found), self.stage.assumptions, self.rng)
            self.variants.append(variant)
            self.moved.append(self.run(variant, count=True))
            self.tell(done + 1, draws + again)
        for at in range(again):
            variant = redrawn(self.variants[at], self.stage.assumptions, self.rng)
            self.pairs.append((self.moved[at], self.run(variant, count=False)))
            self.tell(draws + at + 1, draws + again)

    def run(self, variant: Variant, *, count: bool) -> Number:
        """Run a variant in every pool; how many places all subjects moved together."""
        keeps_scale = variant.normalise == AS_WRITTEN
        moved: Number = 0
        for pool, tallies in zip(self.stage.pools, self.tallies):
            run = pool.runner.run(variant)
            moved += sum(shifts(pool.published, run.places))
            if count:
                _count(tallies, run.places, run.bands if keeps_scale else (), self._ids)
        self.graded += count and keeps_scale
        return moved

    @property
    def _ids(self) -> Sequence[str]:
        return [name for name, _ in self.stage.bench.card.bands]

    def intervals(self) -> tuple[RankInterval, ...]:
        """The intervals in the order of the figures."""
        found = {tally.published.subject: tally for row in self.tallies for tally in row}
        order = [r.subject for r in self.stage.bench.score(Variant())]
        return tuple(found[subject].interval() for subject in order)

    def shares(self) -> tuple[Share, ...]:
        """How much of the movement each assumption accounts for by itself."""
        factors = self.factors
        if not any(self.moved) or not factors:
            return ()
        if len(factors) == 1:
            return (Share(factors[0], Fraction(1), Fraction(0)),)
        found = []
        for name in factors:
            if name == "weights":
                found.append(share_of_pairs(name, self.pairs))
            else:
                options = [getattr(variant, name) for variant in self.variants]
                found.append(share_of_choice(name, options, self.moved))
        return tuple(found)


def _count(
    tallies: Sequence[Tally],
    places: Sequence[Number | None],
    bands: Sequence[int],
    ids: Sequence[str],
) -> None:
    for tally, place in zip(tallies, places):
        if place is not None:
            tally.places[place] += 1
    if ids:
        for tally, band in zip(tallies, bands):
            tally.bands[ids[band]] += 1
