"""From the scores of indicators to the total of each subject: weights, bonus, caps, veto."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import lcm
from operator import mul

from attrs import evolve, frozen

from govcoord.numerals import Number, exact
from govcoord.scoring.document import EventEntry, VetoEntry
from govcoord.scoring.indicators import Indicator
from govcoord.scoring.intake import Column, Row
from govcoord.scoring.nodes import Nodes, grow
from govcoord.scoring.raw import (
    LAST_KNOWN,
    MISSING,
    NOT_APPLICABLE,
    REPORTED,
    SMALL_SAMPLE,
    UnfitError,
)
from govcoord.scoring.report import Contribution, Flag, Frame, Sheet
from govcoord.scoring.scorecard import Scorecard
from govcoord.scoring.screening import Screened
from govcoord.scoring.weights import breaches, effective_weights, percent
from govcoord.text import Text

_UNRANKED = frozenset({"coverage", "weight", "unranked_sample", "unranked_few"})


@frozen
class Draft:
    """A score before grading; ``vetoes`` are the flags reported, ``ranked`` whether it may be."""

    row: Row
    sheet: Sheet
    total: Number
    published: Number
    flags: tuple[Flag, ...]
    ranked: bool
    vetoes: tuple[str, ...]


@frozen
class _Pattern:
    """What follows from which indicators take part.

    ``weights`` of all branches; ``factors / divisor`` turns scaled scores into points.
    """

    weights: tuple[Number, ...]
    factors: tuple[int, ...]
    divisor: int
    flags: tuple[Flag, ...]


class Totals:
    """The totals of a group, from the columns of its figures and scores."""

    def __init__(
        self,
        card: Scorecard,
        rows: Sequence[Row],
        columns: Sequence[Column],
        scored: Sequence[tuple[Sequence[Number | None], int]],
        screened: Sequence[Screened] | None = None,
    ) -> None:
        self.nodes = _nodes(card, scored)
        self.screened = screened
        self.card = card = card if self.nodes is None else self.nodes.card
        self.rows = rows
        self.columns = columns
        self.scores = [scores for scores, _ in scored]
        self.frame = Frame(
            tuple(column.divisor for column in columns), tuple(divisor for _, divisor in scored)
        )
        self.is_plain = all(column.states is None for column in columns)
        self.patterns: dict[tuple[bool, ...] | None, _Pattern] = {}
        self.leaf_at = tuple(at for at, branch in enumerate(card.tree) if branch.leaf >= 0)

    def sheets(self) -> Iterator[Sheet]:
        """What is recorded of each subject, before any adjustment."""
        raws = zip(*(column.raws for column in self.columns))
        figures = zip(*(column.figures for column in self.columns))
        all_reported = [REPORTED] * len(self.rows)
        states = zip(*(column.states or all_reported for column in self.columns))
        every = zip(raws, figures, states, zip(*self.scores))
        for i, (raw, figure, state, scores) in enumerate(every):
            pattern = self.pattern(scores)
            kept = None if self.is_plain else state
            sheet = Sheet(self.card, self.frame, raw, figure, kept, scores, pattern.weights)
            if self.nodes is not None:
                sheet = evolve(sheet, nodes=self.nodes.row(i))
            if self.screened is not None:
                sheet = evolve(sheet, notes=self.screened[i].flags)
            yield sheet

    def pattern(self, scores: tuple[Number | None, ...]) -> _Pattern:
        """The weights for a row of scores, ``None`` standing for what is left out."""
        present = tuple([score is not None for score in scores]) if None in scores else None
        known = self.patterns.get(present)
        if known is None:
            known = self.patterns[present] = self.make_pattern(present)
        return known

    def make_pattern(self, present: tuple[bool, ...] | None) -> _Pattern:
        card = self.card
        weights = card.weights if present is None else effective_weights(card.tree, present)
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
        shares = [
            Fraction(weights[at]) / divisor for at, divisor in zip(self.leaf_at, self.frame.scores)
        ]
        common = lcm(*(share.denominator for share in shares))
        factors = tuple(int(share * common) for share in shares)
        return _Pattern(weights, factors, common, flags)

    def draft(self, row: Row, sheet: Sheet) -> Draft:
        """The total of one subject; `UnfitError` when nothing can be scored."""
        pattern = self.pattern(sheet.scores)
        total = self.base(sheet, pattern)
        extras: list[Contribution] = []
        vetoes = tuple(
            id_
            for id_, veto in self.card.document.veto.items()
            if row.events.get(id_) or self.is_below(sheet, veto)
        )
        if row.events:
            total = self.with_events(row, total, extras)
        total = self.held(total, extras, vetoes)
        flags = self.flags(row, sheet, pattern, vetoes)
        return Draft(
            row=row,
            sheet=evolve(sheet, extras=tuple(extras)) if extras else sheet,
            total=exact(total),
            published=self.card.published(total),
            flags=flags,
            ranked=not any(flag.kind in _UNRANKED for flag in flags),
            vetoes=vetoes,
        )

    def is_below(self, sheet: Sheet, veto: VetoEntry) -> bool:
        """Whether a score lies below what a veto asks for."""
        found = (
            (sheet.score_of(self.card.positions[id_]), least)
            for id_, least in veto.when_below.items()
        )
        return any(score is not None and score < least for score, least in found)

    def base(self, sheet: Sheet, pattern: _Pattern) -> Number:
        """The points of all indicators."""
        scores: Sequence[Number | None] = sheet.scores
        if None in scores:
            if not any(score is not None for score in scores):
                raise UnfitError("at least one figure")
            scores = [score or 0 for score in scores]
        if self.card.document.rounding.where == "each":
            return sum(line.points for line in sheet.lines())
        if sheet.nodes is not None:
            total = sheet.nodes[0][0]
            assert total is not None
            return total
        points = sum(map(mul, pattern.factors, scores))
        return Fraction(points) / pattern.divisor

    def with_events(self, row: Row, total: Number, lines: list[Contribution]) -> Number:
        """The total after bonus and deductions; their lines are added."""
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
        return sum((line.points for line in lines[start:]), total)

    def held(self, total: Number, lines: list[Contribution], vetoes: tuple[str, ...]) -> Number:
        """The total after cap, bottom and veto; their lines are added."""
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

    def flags(
        self, row: Row, sheet: Sheet, pattern: _Pattern, vetoes: tuple[str, ...]
    ) -> tuple[Flag, ...]:
        """Everything that a reader of the score must know."""
        document = self.card.document
        flags = [] if sheet.states is None else self.state_flags(sheet.states)
        for note in sheet.notes:
            flags.append(note)
            if ("policy", "unranked") in note.params:
                flags.append(Flag("unranked_few", note.id, note.title))
        flags.extend(pattern.flags)
        for id_ in vetoes:
            veto = document.veto[id_]
            flags.append(Flag("veto", id_, veto.title, (("effect", veto.effect),)))
        if document.missing_events == "provisional":
            for id_, count in row.events.items():
                if count is None:
                    event = self.card.event(id_)
                    title = event.title if event else document.veto[id_].title
                    flags.append(Flag("events_unknown", id_, title))
        return tuple(flags)

    def state_flags(self, states: tuple[str, ...]) -> list[Flag]:
        if all(state == REPORTED for state in states):
            return []
        flags = []
        reported = applicable = Fraction(0)
        for leaf, at, state in zip(self.card.indicators, self.leaf_at, states):
            weight = self.card.weights[at]
            if state != NOT_APPLICABLE:
                applicable += weight
            if state in (REPORTED, SMALL_SAMPLE, LAST_KNOWN):
                reported += weight
            if state == MISSING:
                flags.append(Flag("missing", leaf.id, leaf.title, (("policy", leaf.missing),)))
            elif state == NOT_APPLICABLE:
                policy = (("policy", leaf.not_applicable),)
                flags.append(Flag("not_applicable", leaf.id, leaf.title, policy))
            elif state == LAST_KNOWN:
                flags.append(Flag("last_known", leaf.id, leaf.title))
            elif state == SMALL_SAMPLE:
                flags.extend(_sample_flags(leaf))
        least = self.card.document.minimum_coverage
        if least is not None and reported < least * applicable:
            params = (("coverage", percent(reported / applicable)), ("limit", percent(least)))
            flags.append(Flag("coverage", "", Text(), params))
        return flags


def _nodes(card: Scorecard, scored: Sequence[tuple[Sequence[Number | None], int]]) -> Nodes | None:
    """The scores of all groups, where they are more than sums of points."""
    follows = any(branch.weighting == "entropy" for branch in card.tree)
    if card.is_additive and not follows:
        return None
    return grow(
        card,
        [
            [None if score is None else exact(Fraction(score) / divisor) for score in scores]
            for scores, divisor in scored
        ],
    )


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
