"""Scoring a group of subjects again and again, each time by another variant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Protocol

from attrs import frozen

from govcoord.errors import FigureError
from govcoord.rules.vocabulary import Choices
from govcoord.scoring.report import Score, ScoreReport
from govcoord.scoring.robustness.draws import Assumptions
from govcoord.scoring.robustness.replay import Replay, Run, with_ranking
from govcoord.scoring.robustness.variants import AS_WRITTEN, FROM_ZERO, ColumnKey, Variant
from govcoord.scoring.scorecard import Figures, Scorecard, score


def written_names(figures: Figures, subjects: Choices | None) -> dict[str, str]:
    """The name of each subject as written in the figures, by its id."""
    return {(subjects and subjects.resolve(name)) or name: name for name in figures}


class Runner(Protocol):
    """Runs a variant over the subjects of one group."""

    def run(self, variant: Variant) -> Run:
        """Places and grades under the variant."""


@frozen
class Bench:
    """A scorecard and its figures, ready to be scored in other ways."""

    card: Scorecard
    figures: Figures
    subjects: Choices | None
    groups: Mapping[str, str] | None

    @classmethod
    def of(
        cls,
        card: Scorecard,
        figures: Figures,
        subjects: Choices | None,
        groups: Mapping[str, str] | None,
    ) -> Bench:
        """The bench of a scorecard, which gives places even where the scorecard does not."""
        return cls(with_ranking(card), figures, subjects, groups)

    def score(self, variant: Variant) -> ScoreReport:
        """The exact report under a variant; `FigureError` where it is not possible."""
        card = self.card
        if variant != Variant():
            card = Scorecard.of(variant.apply(card.document))
        return score(card, self.figures, subjects=self.subjects, groups=self.groups)


@frozen
class Engine:
    """Runs variants through the engine itself: slower, and right for every scorecard."""

    bench: Bench
    members: frozenset[str]

    def run(self, variant: Variant) -> Run:
        """Places and grades under the variant."""
        results = [r for r in self.bench.score(variant) if r.subject in self.members]
        ids = [name for name, _ in self.bench.card.bands]
        bands = tuple(0 if r.band is None else ids.index(r.band) for r in results)
        return Run(tuple(r.rank for r in results), bands)


@frozen
class Pool:
    """The subjects that are compared with each other, and what runs variants over them.

    ``is_fast`` says that runs are replays in whole numbers, not the engine's own.
    """

    name: str | None
    published: tuple[Score, ...]
    runner: Runner
    is_fast: bool


@frozen
class Stage:
    """Everything that a simulation needs: pools, and assumptions that are possible.

    ``left_out`` names the choices that cannot be carried out, each with the reason.
    """

    bench: Bench
    pools: tuple[Pool, ...]
    assumptions: Assumptions
    left_out: tuple[tuple[str, str], ...]


def make_stage(bench: Bench, assumptions: Assumptions) -> Stage:
    """Score once by every normalisation; `FigureError` where a figure does not fit."""
    published = bench.score(Variant())
    reports: dict[ColumnKey, ScoreReport] = {}
    left_out: dict[str, str] = {}
    for normalise, missing in product(assumptions.normalise, assumptions.missing):
        variant = Variant(normalise=normalise, missing=missing)
        try:
            reports[variant.column_key] = bench.score(variant)
        except FigureError as error:
            left_out[normalise if normalise != AS_WRITTEN else missing] = error.expected
    reports.setdefault(Variant().column_key, published)
    aggregates = _aggregates(bench.card, assumptions.aggregate, list(reports.values()), left_out)
    possible = Assumptions(
        weights=assumptions.weights,
        ranges=assumptions.ranges,
        normalise=tuple(n for n in assumptions.normalise if n not in left_out) or (AS_WRITTEN,),
        aggregate=aggregates or (AS_WRITTEN,),
        missing=tuple(m for m in assumptions.missing if m not in left_out) or (AS_WRITTEN,),
    )
    pools = tuple(_pools(bench, published, reports))
    return Stage(bench, pools, possible, tuple(left_out.items()))


def _aggregates(
    card: Scorecard,
    choices: Sequence[str],
    reports: Sequence[ScoreReport],
    left_out: dict[str, str],
) -> tuple[str, ...]:
    """The choices that can be carried out and differ from what is written."""
    written = {branch.aggregate for branch in card.tree if branch.leaf < 0}
    negative = any(
        score is not None and score < 0
        for report in reports
        for result in report
        for score in map(result.sheet.score, range(len(card.indicators)))
    )
    found = []
    for name in choices:
        if name in FROM_ZERO and negative:
            left_out[name] = "scores of at least 0"
        elif written != {name}:
            found.append(name)
    return tuple(found)


def _pools(
    bench: Bench, published: ScoreReport, reports: Mapping[ColumnKey, ScoreReport]
) -> list[Pool]:
    found = []
    for name in dict.fromkeys(result.group for result in published):
        members = frozenset(r.subject for r in published if r.group == name)
        results = tuple(r for r in published if r.subject in members)
        replay = Replay(bench.card, results)
        if replay.is_possible:
            for key, report in reports.items():
                replay.add(key, [r for r in report if r.subject in members])
        if replay.agrees():
            found.append(Pool(name, results, replay, True))
        else:
            found.append(Pool(name, results, Engine(bench, members), False))
    return found
