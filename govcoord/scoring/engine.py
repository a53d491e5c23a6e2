"""The way from figures to scores, for all subjects of a group together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from govcoord.errors import FigureError
from govcoord.numerals import Number, exact
from govcoord.rules.vocabulary import Choices
from govcoord.scoring.fast import lines_of, score_lines
from govcoord.scoring.indicators import MISSING, SMALL_SAMPLE, Indicator, UnfitError
from govcoord.scoring.intake import Column, Intake, Row
from govcoord.scoring.normalise import ConstantFiguresError, normalise
from govcoord.scoring.report import Score
from govcoord.scoring.results import grade
from govcoord.scoring.scorecard import Figures, Scorecard
from govcoord.scoring.totals import Draft, Totals


def evaluate(
    scorecard: Scorecard,
    figures: Figures,
    subjects: Choices | None,
    groups: Mapping[str, str] | None,
) -> tuple[tuple[Score, ...], list[FigureError]]:
    """The scores in the order of the figures, or every figure that does not fit."""
    intake = Intake(scorecard, figures, subjects)
    rows, columns = intake.read()
    if errors := intake.errors:
        return (), errors
    scores: list[Score | None] = [None] * len(rows)
    members = _group(rows, intake.groups() if groups is None else groups)
    for name, places in members.items():
        group = _Group(scorecard, intake, name, [rows[i] for i in places])
        inside = columns if len(members) == 1 else [column.only(places) for column in columns]
        for i, score in zip(places, group.scores(inside)):
            scores[i] = score
    if errors := intake.errors:
        return (), errors
    return tuple(score for score in scores if score is not None), []


def _group(rows: Sequence[Row], groups: Mapping[str, str]) -> dict[str | None, list[int]]:
    """The rows of each group that is compared within itself, in the order of first sight."""
    found: dict[str | None, list[int]] = {}
    for i, row in enumerate(rows):
        found.setdefault(groups.get(row.subject), []).append(i)
    return found


@frozen
class _Group:
    """The subjects that are compared with each other."""

    card: Scorecard
    intake: Intake
    name: str | None
    rows: list[Row]

    def scores(self, columns: list[Column]) -> list[Score]:
        """The scores of the group, in its order; problems go to the intake."""
        scored = [self.column(*pair) for pair in zip(self.card.indicators, columns)]
        if self.intake.errors:
            return []
        totals = Totals(self.card, self.rows, columns, scored)
        drafts: list[Draft] = []
        for row, sheet in zip(self.rows, totals.sheets()):
            try:
                drafts.append(totals.draft(row, sheet))
            except UnfitError as unfit:
                self.intake.fail(row.written, "indicators", None, unfit)
        if self.intake.errors:
            return []
        try:
            return grade(self.card, self.name, drafts)
        except UnfitError as unfit:
            self.intake.fail(self.rows[0].written, "score", None, unfit)
            return []

    def column(self, leaf: Indicator, column: Column) -> tuple[Sequence[Number | None], int]:
        """The scores of one indicator and their divisor; ``None`` for those left out."""
        known = [figure for figure in column.figures if figure is not None]
        try:
            scores, divisor = _scores(leaf, known, column.divisor)
        except ConstantFiguresError:
            unfit = UnfitError("figures that differ", "the method compares subjects")
            self.intake.fail(self.rows[0].written, leaf.id, column.raws[0], unfit)
            return [], 1
        if column.states is None:
            return scores, divisor
        given = iter(scores)
        fill = _fill(leaf, scores)
        return [
            _one(leaf, state, None if figure is None else next(given), fill)
            for figure, state in zip(column.figures, column.states)
        ], divisor


def _scores(
    leaf: Indicator, figures: Sequence[Number], divisor: int
) -> tuple[Sequence[Number], int]:
    """The scores of figures, and the divisor of the scores."""
    lines = lines_of(leaf.steps[0]) if len(leaf.steps) == 1 else None
    if lines is not None:
        whole = [figure for figure in figures if type(figure) is int]
        if len(whole) == len(figures):
            return score_lines(lines, whole, divisor)
    if divisor != 1:
        figures = [exact(Fraction(figure) / divisor) for figure in figures]
    return normalise(leaf.steps, figures), 1


def _fill(leaf: Indicator, scores: Sequence[Number]) -> Number | None:
    """The score of a missing figure, ``None`` when it is left out."""
    if leaf.missing == "zero_and_flag" or (leaf.missing == "worst" and not scores):
        return 0
    if leaf.missing == "worst":
        return min(scores)
    if leaf.missing == "mean" and scores:
        return exact(Fraction(sum(scores)) / len(scores))
    return None


def _one(leaf: Indicator, state: str, score: Number | None, fill: Number | None) -> Number | None:
    if state == MISSING:
        return fill
    if state == SMALL_SAMPLE and leaf.below_minimum == "exclude_and_reweight":
        return None
    return score
