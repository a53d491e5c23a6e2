"""The scores of groups, for all subjects of a comparison together, from the leaves up.

Only scorecards that are no plain weighted mean need it: with other aggregations, with steps
of groups, or with weights that follow from the figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve, frozen

from govcoord.numerals import Number, exact
from govcoord.scoring.entropy import entropy_weights
from govcoord.scoring.normalise import normalise
from govcoord.scoring.scorecard import Member, Scorecard
from govcoord.scoring.steps import ConstantFiguresError, OutsideError
from govcoord.scoring.weights import Branch, declared_weights

Column = list[Number | None]


class NodeError(ValueError):
    """A group has no score: of which subject (``None`` for all), and what would be needed."""

    def __init__(self, position: int, subject: int | None, expected: str) -> None:
        self.position, self.subject, self.expected = position, subject, expected
        super().__init__(position, subject, expected)


@frozen
class Nodes:
    """For each branch of the tree a column: its scores, and those before the group's own steps.

    ``card`` is the scorecard with the weights that follow from the figures.
    """

    card: Scorecard
    scores: Sequence[Column]
    before: Sequence[Column]

    def row(self, subject: int) -> tuple[tuple[Number | None, ...], tuple[Number | None, ...]]:
        """The scores of all branches for one subject, and those before steps."""
        return (
            tuple(column[subject] for column in self.scores),
            tuple(column[subject] for column in self.before),
        )


def grow(card: Scorecard, leaves: Sequence[Column]) -> Nodes:
    """The scores of all groups; `NodeError` where one has none."""
    tree = list(card.tree)
    scores: list[Column] = [[] for _ in tree]
    before: list[Column] = [[] for _ in tree]
    for at in range(len(tree) - 1, -1, -1):
        branch = tree[at]
        if branch.leaf >= 0:
            scores[at] = before[at] = leaves[branch.leaf]
            continue
        if branch.weighting == "entropy":
            _weigh(tree, branch, at, scores)
            card = evolve(card, tree=tuple(tree))
        before[at] = [_combined(card, at, scores, i) for i in range(len(leaves[0]))]
        scores[at] = _stepped(card, at, before[at])
    return Nodes(evolve(card, weights=declared_weights(card.tree)), scores, before)


def _weigh(tree: list[Branch], branch: Branch, at: int, scores: Sequence[Column]) -> None:
    """Put the weights that follow from the members' scores into the tree."""
    columns = [[s for s in scores[child] if s is not None] for child in branch.children]
    bounds = [(tree[child].low or 0, _one(tree[child].high)) for child in branch.children]
    try:
        found = entropy_weights(columns, bounds, branch.parameters.precision)
    except ValueError as reason:
        raise NodeError(at, None, str(reason)) from None
    for child, weight in zip(branch.children, found):
        tree[child] = evolve(tree[child], weight=weight)


def _one(high: Number | None) -> Number:
    return 1 if high is None else high


def members_of(
    card: Scorecard, at: int, weights: Sequence[Number], scores: Sequence[Number | None]
) -> list[Member]:
    """The members of a group that have a score and a weight."""
    return [
        (child, weights[child], score)
        for child in card.tree[at].children
        if weights[child] and (score := scores[child]) is not None
    ]


def _combined(card: Scorecard, at: int, scores: Sequence[Column], subject: int) -> Number | None:
    children = card.tree[at].children
    members = [
        (child, card.tree[child].weight, score)
        for child in children
        if card.tree[child].weight and (score := scores[child][subject]) is not None
    ]
    if not members:
        return None
    try:
        return exact(Fraction(card.combine(at, members)))
    except ValueError as reason:
        raise NodeError(at, subject, str(reason)) from None


def _stepped(card: Scorecard, at: int, column: Column) -> Column:
    steps = card.steps.get(at)
    if not steps:
        return column
    places = [i for i, score in enumerate(column) if score is not None]
    known = [score for score in column if score is not None]
    try:
        found = iter(normalise(steps, known))
    except ConstantFiguresError:
        raise NodeError(at, None, "scores that differ") from None
    except OutsideError as outside:
        raise NodeError(at, places[outside.position], outside.expected) from None
    return [None if score is None else next(found) for score in column]


__all__ = ["Column", "NodeError", "Nodes", "grow", "members_of"]
