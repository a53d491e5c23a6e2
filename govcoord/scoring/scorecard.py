"""Scorecards ready for scoring, and the face of this package: `score` and `check_figures`.

The order of operations is fixed: base (indicators), bonus with its cap, deductions with
theirs, the cap and bottom of the whole, veto, rounding, band, quota, places.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import field, frozen

from govcoord.diagnostics import Collector
from govcoord.errors import FigureError
from govcoord.numerals import Number, round_number
from govcoord.rules.vocabulary import Choices
from govcoord.scoring.aggregate import AGGREGATES
from govcoord.scoring.document import (
    EventEntry,
    EventsEntry,
    IndicatorEntry,
    InputEntry,
    ScorecardDocument,
)
from govcoord.scoring.formulas import Formula, NoCasesError, read_formula
from govcoord.scoring.grading import Band, bands_of
from govcoord.scoring.indicators import Indicator
from govcoord.scoring.making import group_steps, make_indicator, make_input
from govcoord.scoring.measures import Measures
from govcoord.scoring.report import ScoreReport
from govcoord.scoring.steps import Step
from govcoord.scoring.weights import Tree, build_tree, declared_weights, positions_of
from govcoord.text import Text


@frozen(slots=False)
class Scorecard:
    """A scorecard ready for scoring, made by `Scorecard.of` from a checked document.

    ``weights`` are the declared weights in the whole, one for each branch of ``tree``;
    ``names`` maps ids and titles to the ids of indicators, inputs, events and vetoes.
    ``inputs`` are figures without a score of their own, ``formulas`` and ``steps`` belong to
    groups, by position.
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
    inputs: tuple[Indicator, ...] = field(default=(), repr=False)
    formulas: Mapping[int, Formula] = field(factory=dict, repr=False, hash=False)
    steps: Mapping[int, tuple[Step, ...]] = field(factory=dict, repr=False, hash=False)
    measures: Measures | None = field(default=None, repr=False, hash=False)

    @classmethod
    def of(cls, document: ScorecardDocument) -> Scorecard:
        """The scorecard of a document that passed its check; `UnitError` for a wrong unit."""
        leaves: list[Indicator] = []
        groups: dict[str, IndicatorEntry] = {}
        words = formula_words(document)

        def walk(members: Mapping[str, IndicatorEntry]) -> None:
            for id_, entry in members.items():
                if entry.indicators:
                    groups[id_] = entry
                    walk(entry.indicators)
                else:
                    formula = _formula(document, id_, entry.formula, words)
                    leaves.append(make_indicator(document, id_, entry, formula))

        walk(document.indicators)
        tree = build_tree(document)
        inputs = tuple(make_input(document, id_, item) for id_, item in document.inputs.items())
        names = _names(document, [*leaves, *inputs])
        inner = {
            at: groups.get(branch.id, document) for at, branch in enumerate(tree) if branch.leaf < 0
        }
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
            inputs=inputs,
            formulas={
                at: formula
                for at, entry in inner.items()
                if (formula := _formula(document, tree[at].id, entry.formula, member_words(entry)))
            },
            steps={
                at: group_steps(document, entry) for at, entry in inner.items() if entry.normalise
            },
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

    def combine(self, position: int, members: Sequence[Member]) -> Number:
        """What a group's members come to, before the group's own steps.

        ValueError where the aggregation has no value for these scores.
        """
        branch = self.tree[position]
        if branch.aggregate == "formula":
            scores = {self.tree[child].id: score for child, _, score in members}
            try:
                found = self.formulas[position](scores)
            except NoCasesError:
                raise ValueError("a divisor other than 0") from None
            if found is None:
                raise ValueError("all scores of the group")
            return found
        whole = sum((Fraction(weight) for _, weight, _ in members), Fraction(0))
        pairs = [(Fraction(weight) / whole, score) for _, weight, score in members]
        return AGGREGATES[branch.aggregate](pairs, branch.parameters)

    @property
    def is_additive(self) -> bool:
        """Whether every group is a plain weighted mean, so that points simply add up."""
        return not self.steps and all(b.aggregate == "weighted_mean" for b in self.tree)

    @property
    def events(self) -> tuple[tuple[str, EventsEntry], ...]:
        """The bonus and the deductions, those that there are, in the order of operations."""
        pairs = (("bonus", self.document.bonus), ("deduction", self.document.deductions))
        return tuple((kind, entry) for kind, entry in pairs if entry is not None)

    def titles(self, language: str) -> dict[str, str]:
        """The titles of everything that has figures and of all groups, by their ids."""
        found = {leaf.id: leaf.label(language) for leaf in (*self.inputs, *self.indicators)}
        others = [(id_, entry.title) for id_, entry in self.groups.items()]
        others += [(id_, veto.title) for id_, veto in self.document.veto.items()]
        for _, events in self.events:
            others += [(id_, item.title) for id_, item in events.items.items()]
        return {**found, **{str(id_): title.get(language) or str(id_) for id_, title in others}}

    def event(self, id_: str) -> EventEntry | None:
        """The bonus or deduction item ``id_``."""
        for _, entry in self.events:
            if id_ in entry.items:
                return entry.items[id_]
        return None


Member = tuple[int, Number, Number]
"""A member of a group: its position in the tree, its weight, its score."""


def formula_words(document: ScorecardDocument) -> dict[str, str]:
    """Ids and titles of everything that an indicator's formula may read, to their ids."""
    found: dict[str, str] = {}
    entries: dict[str, InputEntry | IndicatorEntry] = {**document.inputs}
    todo = [document.indicators]
    while todo:
        for id_, entry in todo.pop().items():
            if entry.indicators:
                todo.append(entry.indicators)
            elif entry.formula is None:
                entries[id_] = entry
    for id_, item in entries.items():
        for word in item.title.all():
            found.setdefault(word, str(id_))
    return {**found, **{str(id_): str(id_) for id_ in entries}}


def member_words(group: IndicatorEntry | ScorecardDocument) -> dict[str, str]:
    """Ids and titles of a group's members to their ids."""
    found = {word: str(id_) for id_, e in group.indicators.items() for word in e.title.all()}
    return {**found, **{str(id_): str(id_) for id_ in group.indicators}}


def _formula(
    document: ScorecardDocument, id_: str, node: object, words: Mapping[str, str]
) -> Formula | None:
    """The formula of a checked document."""
    if node is None:
        return None
    return read_formula(node, words, document.precision or 28, id_, Collector())


def _names(document: ScorecardDocument, leaves: list[Indicator]) -> dict[str, str]:
    """Ids and titles of everything that has figures; a title that two share is left out."""
    titled = [(leaf.id, leaf.title) for leaf in leaves if leaf.formula is None]
    for events in (document.bonus, document.deductions):
        titled += [(id_, item.title) for id_, item in (events.items if events else {}).items()]
    titled += [(id_, veto.title) for id_, veto in document.veto.items() if not veto.when_below]
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

    results, unscored, errors = evaluate(scorecard, figures, subjects, groups)
    if errors:
        first = errors[0]
        if len(errors) > 1:
            first.add_note(f"and {len(errors) - 1} more figures do not fit")
        raise first
    document = scorecard.document
    advice = document.output == "advice_only"
    return ScoreReport(document.id, scorecard.title, results, advice, unscored)


def check_figures(
    scorecard: Scorecard,
    figures: Figures,
    *,
    subjects: Choices | None = None,
    groups: Mapping[str, str] | None = None,
) -> tuple[FigureError, ...]:
    """Every figure that does not fit, in the order of subjects and indicators; none is fine."""
    from govcoord.scoring.engine import evaluate

    *_, errors = evaluate(scorecard, figures, subjects, groups)
    return tuple(errors)
