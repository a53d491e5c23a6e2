"""Scorecards ready for scoring, and the face of this package: `score` and `check_figures`.

The order of operations is fixed: base (indicators), bonus with its cap, deductions with
theirs, the cap and bottom of the whole, veto, rounding, band, quota, places.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from govcoord.errors import FigureError
from govcoord.numerals import Number, round_number
from govcoord.rules.vocabulary import Choices
from govcoord.scoring.aggregate import AGGREGATES, Weighted, weighted_mean
from govcoord.scoring.document import (
    EventEntry,
    EventsEntry,
    IndicatorEntry,
    ScorecardDocument,
)
from govcoord.scoring.grading import Band, bands_of
from govcoord.scoring.indicators import Indicator, make_indicator
from govcoord.scoring.report import ScoreReport
from govcoord.scoring.weights import Tree, build_tree, declared_weights, positions_of
from govcoord.text import Text


@frozen(slots=False)
class Scorecard:
    """A scorecard ready for scoring, made by `Scorecard.of` from a checked document.

    ``weights`` are the declared weights in the whole, one for each branch of ``tree``;
    ``names`` maps ids and titles to the ids of indicators, events and vetoes.
    """

    document: ScorecardDocument
    tree: Tree = field(repr=False)
    weights: tuple[Number, ...] = field(repr=False)
    indicators: tuple[Indicator, ...] = field(repr=False)
    groups: Mapping[str, IndicatorEntry] = field(repr=False, hash=False)
    positions: Mapping[str, int] = field(repr=False, hash=False)
    names: Mapping[str, str] = field(repr=False, hash=False)
    bands: tuple[Band, ...] = field(repr=False)
    ids: frozenset[str] = field(repr=False)

    @classmethod
    def of(cls, document: ScorecardDocument) -> Scorecard:
        """The scorecard of a document that passed its check; `UnitError` for a wrong unit."""
        leaves: list[Indicator] = []
        groups: dict[str, IndicatorEntry] = {}

        def walk(members: Mapping[str, IndicatorEntry]) -> None:
            for id_, entry in members.items():
                if entry.indicators:
                    groups[id_] = entry
                    walk(entry.indicators)
                else:
                    leaves.append(make_indicator(document, id_, entry))

        walk(document.indicators)
        tree = build_tree(document)
        names = _names(document, leaves)
        return cls(
            document=document,
            tree=tree,
            weights=declared_weights(tree),
            indicators=tuple(leaves),
            groups=groups,
            positions=positions_of(tree),
            names=names,
            ids=frozenset(names.values()),
            bands=bands_of(document),
        )

    @property
    def title(self) -> Text:
        """The title, or the id where there is none."""
        return self.document.title or Text(self.document.id)

    def points(self, weight: Number, score: Number | None) -> Number:
        """The points of an indicator, rounded where the scorecard rounds each line."""
        if score is None:
            return 0
        return self.line_points(weight * score)

    def line_points(self, points: Number) -> Number:
        """The points of one line, rounded where the scorecard rounds each line."""
        rounding = self.document.rounding
        if rounding.where == "each":
            return round_number(points, rounding.digits, rounding.mode)
        return points

    def published(self, total: Number) -> Number:
        """The score as published."""
        rounding = self.document.rounding
        return round_number(total, rounding.digits, rounding.mode)

    def combine(self, position: int, whole: Number, parts: Weighted) -> Number:
        """The score of a group from pairs of effective weight and score of its members."""
        from fractions import Fraction

        pairs = [(Fraction(weight) / whole, score) for weight, score in parts]
        name = self.tree[position].aggregate
        if name == "weighted_mean":
            return weighted_mean(pairs)
        return AGGREGATES[name](pairs, self.document.precision or 28)

    @property
    def events(self) -> tuple[tuple[str, EventsEntry], ...]:
        """The bonus and the deductions, those that there are, in the order of operations."""
        pairs = (("bonus", self.document.bonus), ("deduction", self.document.deductions))
        return tuple((kind, entry) for kind, entry in pairs if entry is not None)

    def event(self, id_: str) -> EventEntry | None:
        """The bonus or deduction item ``id_``."""
        for _, entry in self.events:
            if id_ in entry.items:
                return entry.items[id_]
        return None


def _names(document: ScorecardDocument, leaves: list[Indicator]) -> dict[str, str]:
    """Ids and titles of everything that has figures; a title that two share is left out."""
    titled = [(leaf.id, leaf.title) for leaf in leaves]
    for events in (document.bonus, document.deductions):
        titled += [(id_, item.title) for id_, item in (events.items if events else {}).items()]
    titled += [(id_, veto.title) for id_, veto in document.veto.items()]
    found: dict[str, str | None] = {}
    for id_, title in titled:
        for word in set(title.all()):
            found[word] = id_ if found.get(word, id_) == id_ else None
    names = {word: id_ for word, id_ in found.items() if id_ is not None}
    return {**names, **{str(id_): str(id_) for id_, _ in titled}}


Figures = Mapping[str, Mapping[str, object]]
"""For each subject, for each indicator (or event, or veto), what was reported."""


def score(
    scorecard: Scorecard,
    figures: Figures,
    *,
    subjects: Choices | None = None,
    groups: Mapping[str, str] | None = None,
) -> ScoreReport:
    """The scores of all subjects; `FigureError` for the first figure that does not fit.

    ``figures`` maps subjects to indicators to raw figures; ids and titles both serve.
    ``subjects`` are the known subjects (departments, say): others are refused, and titles
    are taken from there. ``groups`` maps subjects to the group they are compared in: places,
    quotas and methods that compare subjects look at one group at a time. Unless given, they
    are those of the file that the figures came from.

    Nothing is scored while any figure does not fit; the error notes how many more there are,
    and `check_figures` gives them all.
    """
    from govcoord.scoring.engine import evaluate

    results, errors = evaluate(scorecard, figures, subjects, groups)
    if errors:
        first = errors[0]
        if len(errors) > 1:
            first.add_note(f"and {len(errors) - 1} more figures do not fit")
        raise first
    document = scorecard.document
    return ScoreReport(document.id, scorecard.title, results, document.output == "advice_only")


def check_figures(
    scorecard: Scorecard,
    figures: Figures,
    *,
    subjects: Choices | None = None,
    groups: Mapping[str, str] | None = None,
) -> tuple[FigureError, ...]:
    """Every figure that does not fit, in the order of subjects and indicators; none is fine."""
    from govcoord.scoring.engine import evaluate

    _, errors = evaluate(scorecard, figures, subjects, groups)
    return tuple(errors)
