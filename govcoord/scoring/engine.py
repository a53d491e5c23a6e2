"""The way from figures to scores, for all subjects of a group together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from govcoord.errors import FigureError
from govcoord.numerals import Number, exact
from govcoord.rules.vocabulary import Choices
from govcoord.scoring.fast import lines_of, score_lines
from govcoord.scoring.indicators import Indicator
from govcoord.scoring.intake import Column, Intake, Row
from govcoord.scoring.nodes import NodeError
from govcoord.scoring.normalise import normalise
from govcoord.scoring.raw import MISSING, NOT_APPLICABLE, REPORTED, SMALL_SAMPLE, UnfitError
from govcoord.scoring.report import Score, Unscored
from govcoord.scoring.results import grade
from govcoord.scoring.scorecard import Figures, Scorecard
from govcoord.scoring.screening import Screened, needs_screening, screen
from govcoord.scoring.steps import ConstantFiguresError, OutsideError, known
from govcoord.scoring.totals import Draft, Totals
from govcoord.scoring.transforms import percentile_of

_HALF = Fraction(1, 2)


def evaluate(
    scorecard: Scorecard,
    figures: Figures,
    subjects: Choices | None,
    groups: Mapping[str, str] | None,
) -> tuple[tuple[Score, ...], tuple[Unscored, ...], list[FigureError]]:
    """Scores in the order of the figures, who has none, and every figure that does not fit."""
    intake = Intake(scorecard, figures, subjects)
    rows, columns = intake.read()
    if errors := intake.errors:
        return (), (), errors
    screened = _screened(scorecard, intake, rows, columns)
    if errors := intake.errors:
        return (), (), errors
    scores: list[Score | None] = [None] * len(rows)
    named = intake.groups() if groups is None else groups
    unscored = [
        Unscored(row.subject, row.title, found.unscored, named.get(row.subject))
        for row, found in zip(rows, screened)
        if found.unscored
    ]
    kept = [i for i in range(len(rows)) if not screened or not screened[i].unscored]
    members = _group([rows[i] for i in kept], named)
    for name, found in members.items():
        places = [kept[i] for i in found]
        inside = columns if len(places) == len(rows) else [c.only(places) for c in columns]
        notes = [screened[i] for i in places] if screened else None
        group = _Group(scorecard, intake, name, [rows[i] for i in places], notes)
        for i, score in zip(places, group.scores(inside)):
            scores[i] = score
    if errors := intake.errors:
        return (), (), errors
    return tuple(score for score in scores if score is not None), tuple(unscored), []


def _screened(
    card: Scorecard, intake: Intake, rows: Sequence[Row], columns: Sequence[Column]
) -> list[Screened]:
    """What the figures that are there allow, for each row; empty where no policy asks."""
    if not needs_screening(card):
        return []
    all_reported = [REPORTED] * len(rows)
    found = []
    for row, states in zip(rows, zip(*(column.states or all_reported for column in columns))):
        one = screen(card, states)
        if one.failed is not None:
            name, least = one.failed
            unfit = UnfitError(f"figures for at least {least} of its indicators")
            intake.fail(row.written, name, None, unfit)
        found.append(one)
    return found


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
    screened: Sequence[Screened] | None = None

    def scores(self, columns: list[Column]) -> list[Score]:
        """The scores of the group, in its order; problems go to the intake."""
        scored = [self.column(*pair) for pair in zip(self.card.indicators, columns)]
        if self.intake.errors:
            return []
        scored = self.without_left_out(scored)
        try:
            totals = Totals(self.card, self.rows, columns, scored, self.screened)
        except NodeError as error:
            self.node_failed(error)
            return []
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

    def without_left_out(
        self, scored: list[tuple[Sequence[Number | None], int]]
    ) -> list[tuple[Sequence[Number | None], int]]:
        """The columns of scores without those that go out with their group."""
        if self.screened is None or not any(one.left_out for one in self.screened):
            return scored
        return [
            (
                [
                    None if leaf in one.left_out else score
                    for score, one in zip(scores, self.screened)
                ],
                divisor,
            )
            for leaf, (scores, divisor) in enumerate(scored)
        ]

    def node_failed(self, error: NodeError) -> None:
        row = self.rows[error.subject or 0]
        name = self.card.tree[error.position].id or "indicators"
        self.intake.fail(row.written, name, None, UnfitError(error.expected))

    def column(self, leaf: Indicator, column: Column) -> tuple[Sequence[Number | None], int]:
        """The scores of one indicator and their divisor; ``None`` for those left out."""
        figures = _imputed(leaf, column)
        places = [i for i, figure in enumerate(figures) if figure is not None]
        known = [figure for figure in figures if figure is not None]
        try:
            scores, divisor = _scores(leaf, known, column.divisor)
        except ConstantFiguresError:
            unfit = UnfitError("figures that differ", "the method compares subjects")
            self.intake.fail(self.rows[0].written, leaf.id, column.raws[0], unfit)
            return [], 1
        except OutsideError as outside:
            at = places[outside.position]
            unfit = UnfitError(outside.expected)
            self.intake.fail(self.rows[at].written, leaf.id, column.raws[at], unfit)
            return [], 1
        if column.states is None:
            return scores, divisor
        given = iter(scores)
        fill = _fill(leaf, scores, divisor)
        return [
            _one(leaf, state, None if figure is None else next(given), fill, divisor)
            for figure, state in zip(figures, column.states)
        ], divisor


def _imputed(leaf: Indicator, column: Column) -> Sequence[Number | None]:
    """The figures, with the mean or median figure where one is missing and the policy says so."""
    if leaf.missing not in ("mean_figure", "median_figure") or column.states is None:
        return column.figures
    known = [figure for figure in column.figures if figure is not None]
    if not known:
        return column.figures
    fill = mean_of(known) if leaf.missing == "mean_figure" else percentile_of(known, _HALF)
    return [
        fill if figure is None and state == MISSING else figure
        for figure, state in zip(column.figures, column.states)
    ]


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


def _fill(leaf: Indicator, scores: Sequence[Number], divisor: int) -> Number | None:
    """The score of a missing figure, ``None`` when it is left out; scores are scaled."""
    if leaf.missing == "zero_and_flag" or (leaf.missing == "worst" and not scores):
        return 0
    if leaf.missing == "fixed_score":
        return exact(Fraction(known(leaf.missing_score)) * divisor)
    if not scores:
        return None
    if leaf.missing == "worst":
        return min(scores)
    if leaf.missing == "mean":
        return mean_of(scores)
    if leaf.missing == "median":
        return percentile_of(scores, _HALF)
    return None


def mean_of(numbers: Sequence[Number]) -> Number:
    """The arithmetic mean."""
    return exact(Fraction(sum(numbers)) / len(numbers))


def _one(
    leaf: Indicator, state: str, score: Number | None, fill: Number | None, divisor: int
) -> Number | None:
    if state == MISSING:
        return fill if score is None else score
    if state == NOT_APPLICABLE and leaf.not_applicable == "full_score":
        return leaf.steps[-1].scale * divisor
    if state == SMALL_SAMPLE and leaf.below_minimum == "exclude_and_reweight":
        return None
    return score
