"""The way from readings to scores, for all subjects of a group together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from govcoord.errors import FigureError
from govcoord.numerals import Number, exact, format_number
from govcoord.rules.vocabulary import Choices
from govcoord.scoring import grading
from govcoord.scoring.aggregate import weighted_mean
from govcoord.scoring.document import EventEntry
from govcoord.scoring.indicators import (
    MISSING,
    NOT_APPLICABLE,
    REPORTED,
    SMALL_SAMPLE,
    Indicator,
    UnfitError,
)
from govcoord.scoring.intake import Intake, Row, group_rows
from govcoord.scoring.normalise import ConstantFiguresError, normalise
from govcoord.scoring.report import Contribution, Flag, Score, Sheet
from govcoord.scoring.scorecard import Figures, Scorecard
from govcoord.scoring.weights import breaches, effective_weights, percent
from govcoord.text import Text


def evaluate(
    scorecard: Scorecard,
    figures: Figures,
    subjects: Choices | None,
    groups: Mapping[str, str] | None,
) -> tuple[tuple[Score, ...], list[FigureError]]:
    """The scores in the order of the figures, or every figure that does not fit."""
    intake = Intake(scorecard, figures, subjects)
    rows = intake.rows()
    if intake.errors:
        return (), intake.errors
    if groups is None:
        groups = intake.groups()
    scores: dict[str, Score] = {}
    for name, members in group_rows(rows, groups).items():
        for made in _Group(scorecard, intake, members, name).scores():
            scores[made.subject] = made
    if intake.errors:
        return (), intake.errors
    return tuple(scores[row.subject] for row in rows), []


@frozen
class _Pattern:
    """What follows from which indicators take part: weights, and what they break."""

    weights: tuple[Number, ...]
    leaf_weights: tuple[Number, ...]
    flags: tuple[Flag, ...]


@frozen
class _Draft:
    """A score before grading."""

    row: Row
    sheet: Sheet
    total: Number
    published: Number
    flags: tuple[Flag, ...]
    ranked: bool
    vetoes: tuple[str, ...]


_PROVISIONAL = frozenset({"missing", "small_sample", "coverage", "weight", "events_unknown"})
_UNRANKED = frozenset({"coverage", "weight", "unranked_sample"})


class _Group:
    """The subjects that are compared with each other."""

    def __init__(
        self, scorecard: Scorecard, intake: Intake, rows: list[Row], name: str | None
    ) -> None:
        self.card = scorecard
        self.intake = intake
        self.rows = rows
        self.name = name
        self.patterns: dict[tuple[bool, ...], _Pattern] = {}
        self.leaf_at = tuple(at for at, branch in enumerate(scorecard.tree) if branch.leaf >= 0)
        self.mixed = tuple(
            at
            for at, branch in enumerate(scorecard.tree)
            if branch.leaf < 0 and branch.aggregate != "weighted_mean"
        )

    def scores(self) -> list[Score]:
        """The scores of the group, in its order; problems go to the intake."""
        columns = [self.column(at, leaf) for at, leaf in enumerate(self.card.indicators)]
        if self.intake.errors:
            return []
        drafts = [
            draft
            for row, scores in zip(self.rows, zip(*columns))
            if (draft := self.draft(row, scores)) is not None
        ]
        return [] if self.intake.errors else self.graded(drafts)

    # From figures to scores

    def column(self, at: int, leaf: Indicator) -> list[Number | None]:
        """The scores of one indicator for all subjects; ``None`` for those left out."""
        readings = [row.readings[at] for row in self.rows]
        known = [figure for figure, _ in readings if figure is not None]
        try:
            scores = normalise(leaf.steps, known)
        except ConstantFiguresError:
            unfit = UnfitError("figures that differ", "the method compares subjects")
            self.intake.fail(self.rows[0].subject, leaf.id, known[0], unfit)
            return []
        if len(known) == len(readings) and all(state == REPORTED for _, state in readings):
            return list(scores)
        fill = self.fill(leaf, scores)
        given = iter(scores)
        return [
            self.one(leaf, state, next(given) if figure is not None else None, fill)
            for figure, state in readings
        ]

    @staticmethod
    def fill(leaf: Indicator, scores: Sequence[Number]) -> Number | None:
        """The score of a missing figure, ``None`` when it is left out."""
        if leaf.missing == "zero_and_flag" or (leaf.missing == "worst" and not scores):
            return 0
        if leaf.missing == "worst":
            return min(scores)
        if leaf.missing == "mean" and scores:
            return exact(Fraction(sum(scores)) / len(scores))
        return None

    @staticmethod
    def one(
        leaf: Indicator, state: str, score: Number | None, fill: Number | None
    ) -> Number | None:
        if state == MISSING:
            return fill
        if state == SMALL_SAMPLE and leaf.below_minimum == "exclude_and_reweight":
            return None
        return score

    # From scores to a total

    def pattern(self, present: tuple[bool, ...]) -> _Pattern:
        known = self.patterns.get(present)
        if known is None:
            card = self.card
            weights = card.weights if all(present) else effective_weights(card.tree, present)
            limits = (*card.document.floors, *card.document.caps)
            flags = tuple(
                Flag(
                    "weight",
                    ", ".join(breach.limit.indicator),
                    breach.limit.title,
                    (
                        ("weight", percent(breach.weight)),
                        ("limit", percent(breach.bound)),
                        ("side", "below" if breach.below else "above"),
                    ),
                )
                for breach in breaches(limits, card.positions, weights)
            )
            leaf_weights = tuple(weights[at] for at in self.leaf_at)
            known = self.patterns[present] = _Pattern(weights, leaf_weights, flags)
        return known

    def draft(self, row: Row, scores: tuple[Number | None, ...]) -> _Draft | None:
        present = tuple([score is not None for score in scores])
        pattern = self.pattern(present)
        if not any(present):
            self.intake.fail(row.subject, "indicators", None, UnfitError("at least one figure"))
            return None
        sheet = Sheet(self.card, row.raws, row.readings, scores, pattern.weights)
        base: Number = 0
        for weight, score in zip(pattern.leaf_weights, scores):
            if score is not None:
                base += self.card.line_points(weight * score)
        try:
            extras = self.imbalances(sheet, pattern) if self.mixed else []
        except ValueError as reason:
            self.intake.fail(row.subject, "aggregate", None, UnfitError(str(reason)))
            return None
        total = base + sum(line.points for line in extras)
        vetoes = tuple(id_ for id_ in self.card.document.veto if row.events.get(id_))
        total = self.adjusted(row, total, extras, vetoes)
        flags = (*self.row_flags(row), *pattern.flags, *self.event_flags(row, vetoes))
        return _Draft(
            row=row,
            sheet=evolve(sheet, extras=tuple(extras)) if extras else sheet,
            total=exact(total),
            published=self.card.published(total),
            flags=flags,
            ranked=not any(flag.kind in _UNRANKED for flag in flags),
            vetoes=vetoes,
        )

    def imbalances(self, sheet: Sheet, pattern: _Pattern) -> list[Contribution]:
        """What aggregations other than the arithmetic mean take off it, one line a group."""
        lines = []
        for at in self.mixed:
            whole = pattern.weights[at]
            if not whole:
                continue
            branch = self.card.tree[at]
            pairs = [
                (Fraction(pattern.weights[child]) / whole, score)
                for child in branch.children
                if pattern.weights[child] and (score := sheet.score_of(child)) is not None
            ]
            value = sheet.score_of(at)
            assert value is not None
            points = self.card.line_points(exact(whole * (value - weighted_mean(pairs))))
            entry = self.card.groups.get(branch.id)
            title = entry.title if entry else self.card.document.title
            lines.append(Contribution("imbalance", branch.id, title, points))
        return lines

    def adjusted(
        self, row: Row, total: Number, lines: list[Contribution], vetoes: tuple[str, ...]
    ) -> Number:
        """The total after bonus, deductions, cap, bottom and veto; their lines are added."""
        start = len(lines)
        for kind, entry in self.card.events:
            sign = 1 if kind == "bonus" else -1
            given: list[Number] = []
            for id_, item in entry.items.items():
                count = row.events.get(id_)
                if not count:
                    continue
                points = self.card.line_points(exact(sign * _capped(item, count)))
                given.append(points)
                lines.append(Contribution(kind, id_, item.title, points, count=count))
            over = _over(given, sign, entry.cap)
            if over:
                lines.append(Contribution(f"{kind}_cap", f"{kind}_cap", Text(), over))
        total = sum((line.points for line in lines[start:]), total)
        document = self.card.document
        if document.cap is not None and total > document.cap:
            lines.append(Contribution("cap", "cap", Text(), exact(document.cap - total)))
            total = document.cap
        if document.bottom is not None and total < document.bottom:
            lines.append(Contribution("bottom", "bottom", Text(), exact(document.bottom - total)))
            total = document.bottom
        zero = next((id_ for id_ in vetoes if document.veto[id_].effect == "zero"), None)
        if zero is not None and total:
            lines.append(Contribution("veto", zero, document.veto[zero].title, exact(-total)))
            total = 0
        return total

    # Flags

    def row_flags(self, row: Row) -> tuple[Flag, ...]:
        if all(state == REPORTED for _, state in row.readings):
            return ()
        flags = []
        reported = applicable = Fraction(0)
        for leaf, at, (_, state) in zip(self.card.indicators, self.leaf_at, row.readings):
            weight = self.card.weights[at]
            if state != NOT_APPLICABLE:
                applicable += weight
            if state in (REPORTED, SMALL_SAMPLE):
                reported += weight
            if state == MISSING:
                flags.append(Flag("missing", leaf.id, leaf.title, (("policy", leaf.missing),)))
            elif state == NOT_APPLICABLE:
                flags.append(Flag("not_applicable", leaf.id, leaf.title))
            elif state == SMALL_SAMPLE:
                flags.extend(_sample_flags(leaf))
        least = self.card.document.minimum_coverage
        if least is not None and reported < least * applicable:
            share = exact(Fraction(reported) / applicable)
            params = (("coverage", percent(share)), ("limit", percent(least)))
            flags.append(Flag("coverage", "", Text(), params))
        return tuple(flags)

    def event_flags(self, row: Row, vetoes: tuple[str, ...]) -> tuple[Flag, ...]:
        document = self.card.document
        flags = [
            Flag("veto", id_, document.veto[id_].title, (("effect", document.veto[id_].effect),))
            for id_ in vetoes
        ]
        if document.missing_events == "provisional":
            for id_, count in row.events.items():
                if count is None:
                    event = self.card.event(id_)
                    title = event.title if event else document.veto[id_].title
                    flags.append(Flag("events_unknown", id_, title))
        return tuple(flags)

    # Grades and places

    def graded(self, drafts: list[_Draft]) -> list[Score]:
        document = self.card.document
        plain = [self.band(draft) for draft in drafts]
        after_veto = [self.vetoed(draft, band) for draft, band in zip(drafts, plain)]
        try:
            final = self.quota(drafts, after_veto)
            ranks = self.ranks(drafts, after_veto)
        except grading.TieError as tie:
            names = " and ".join(f"`{drafts[i].row.subject}`" for i in tie.subjects)
            unfit = UnfitError(
                "scores that differ", f"{names} are equal and the scorecard allows no tie"
            )
            draft = drafts[tie.subjects[0]]
            self.intake.fail(draft.row.subject, "score", format_number(draft.published), unfit)
            return []
        bands = document.bands
        made = []
        for i, draft in enumerate(drafts):
            flags = draft.flags
            if final[i] != after_veto[i]:
                params = (
                    ("from", self._label(after_veto[i])),
                    ("to", self._label(final[i])),
                )
                title = bands[self.card.bands[after_veto[i]][0]].title
                flags = (*flags, Flag("quota", self.card.bands[after_veto[i]][0], title, params))
            made.append(
                Score(
                    subject=draft.row.subject,
                    title=draft.row.title,
                    score=draft.published,
                    exact=draft.total,
                    band=self.card.bands[final[i]][0] if bands else None,
                    band_by_score=self.card.bands[plain[i]][0] if bands else None,
                    rank=ranks[i],
                    provisional=any(flag.kind in _PROVISIONAL for flag in flags),
                    flags=flags,
                    group=self.name,
                    sheet=draft.sheet,
                )
            )
        return made

    def _label(self, position: int) -> str:
        return self.card.bands[position][0]

    def band(self, draft: _Draft) -> int:
        if not self.card.bands:
            return 0
        document = self.card.document
        read = draft.published if document.band_on == "published_score" else draft.total
        return grading.band_position(read, self.card.bands)

    def vetoed(self, draft: _Draft, band: int) -> int:
        for id_ in draft.vetoes:
            veto = self.card.document.veto[id_]
            if veto.effect == "cap_at_band" and veto.band is not None:
                ids = [name for name, _ in self.card.bands]
                band = max(band, ids.index(veto.band))
            elif self.card.bands:
                band = len(self.card.bands) - 1
        return band

    def standing(
        self, draft: _Draft, band: int, score: Number, ties: Sequence[str]
    ) -> grading.Standing:
        decisive: list[Number] = []
        for id_ in ties:
            found = draft.sheet.score_of(self.card.positions[id_])
            # Whoever has no figure stands behind whoever has one.
            decisive += [0, 0] if found is None else [1, found]
        return grading.Standing(score, band, tuple(decisive))

    def quota(self, drafts: list[_Draft], bands: list[int]) -> list[int]:
        quota = self.card.document.quota
        if quota is None:
            return bands
        taking_part = [i for i, draft in enumerate(drafts) if draft.ranked]
        standings = [
            self.standing(drafts[i], bands[i], drafts[i].published, quota.tie_break)
            for i in taking_part
        ]
        ids = [name for name, _ in self.card.bands]
        try:
            placed = grading.apply_quota(standings, ids, quota)
        except grading.TieError as tie:
            raise grading.TieError([taking_part[i] for i in tie.subjects]) from None
        found = list(bands)
        for i, band in zip(taking_part, placed):
            found[i] = band
        return found

    def ranks(self, drafts: list[_Draft], bands: list[int]) -> list[int | None]:
        ranking = self.card.document.ranking
        found: list[int | None] = [None] * len(drafts)
        if ranking is None:
            return found
        taking_part = [i for i, draft in enumerate(drafts) if draft.ranked]
        exactly = ranking.by == "exact_score"
        standings = [
            self.standing(
                drafts[i],
                bands[i],
                drafts[i].total if exactly else drafts[i].published,
                ranking.tie_break,
            )
            for i in taking_part
        ]
        try:
            placed = grading.places(standings, ranking.ties)
        except grading.TieError as tie:
            raise grading.TieError([taking_part[i] for i in tie.subjects]) from None
        for i, place in zip(taking_part, placed):
            found[i] = place
        return found


def _sample_flags(leaf: Indicator) -> list[Flag]:
    params = (("policy", leaf.below_minimum), ("minimum", str(leaf.minimum_sample)))
    flags = [Flag("small_sample", leaf.id, leaf.title, params)]
    if leaf.below_minimum == "unranked":
        flags.append(Flag("unranked_sample", leaf.id, leaf.title))
    return flags


def _over(given: Sequence[Number], sign: int, cap: Number | None) -> Number:
    """What a cap takes back of the points of all bonus (or deduction) items."""
    total = exact(sum((sign * points for points in given), Fraction(0)))
    return 0 if cap is None or total <= cap else exact(sign * (cap - total))


def _capped(item: EventEntry, count: int) -> Number:
    """The points of so many events of one kind, held at the cap of their kind."""
    points = item.each * count
    return points if item.cap is None or points < item.cap else item.cap
