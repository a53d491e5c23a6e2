"""The tree of indicators and the exact weights in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from govcoord.numerals import Number, exact, format_number
from govcoord.scoring.document import IndicatorEntry, LimitEntry, ScorecardDocument, Weighting


@frozen(slots=True)
class Branch:
    """One node of the tree: a group (``leaf`` is -1) or the indicator number ``leaf``.

    ``weight`` is its share among its siblings, ``parent`` and ``children`` are positions in
    the tree; the root has no id and stands first, parents before their children.
    """

    id: str
    parent: int
    weight: Number
    children: tuple[int, ...] = ()
    leaf: int = -1
    aggregate: str = "weighted_mean"


Tree = tuple[Branch, ...]


def sibling_weights(entries: Mapping[str, IndicatorEntry], weighting: Weighting) -> list[Number]:
    """The weights of a group's members as written (0 where none is), or equal shares."""
    if weighting == "equal":
        return [exact(Fraction(1, len(entries)))] * len(entries)
    return [entry.weight or 0 for entry in entries.values()]


def build_tree(document: ScorecardDocument) -> Tree:
    """The tree of a scorecard, indicators in the order written."""
    branches: list[Branch] = []
    leaves = 0

    def grow(
        id_: str,
        parent: int,
        weight: Number,
        members: Mapping[str, IndicatorEntry],
        aggregate: str | None,
        weighting: Weighting,
    ) -> int:
        nonlocal leaves
        here = len(branches)
        branches.append(Branch(id_, parent, weight, (), -1))
        if not members:
            branches[here] = Branch(id_, parent, weight, (), leaves)
            leaves += 1
            return here
        children = tuple(
            grow(name, here, share, entry.indicators, entry.aggregate, entry.weights)
            for (name, entry), share in zip(
                members.items(), sibling_weights(members, weighting), strict=True
            )
        )
        branches[here] = Branch(id_, parent, weight, children, -1, aggregate or "weighted_mean")
        return here

    grow("", -1, 1, document.indicators, document.aggregate, document.weights)
    return tuple(branches)


def effective_weights(tree: Tree, present: Sequence[bool] | None = None) -> tuple[Number, ...]:
    """The share of the whole that each branch has: the product of weights along the tree.

    With ``present`` (one truth value for each indicator) those that are absent get 0 and
    their siblings take over their share in proportion; a group without any present
    indicator is absent too. The weights of the present indicators then add up to 1 again,
    or to 0 when there are none.

    >>> third = Fraction(1, 3)
    >>> tree = (Branch("", -1, 1, (1, 2)), Branch("a", 0, third, (), 0),
    ...         Branch("b", 0, 1 - third, (), 1))
    >>> effective_weights(tree)[1:], effective_weights(tree, [False, True])[1:]
    ((Fraction(1, 3), Fraction(2, 3)), (0, 1))
    """
    here = _present(tree, present)
    weights: list[Number] = [0] * len(tree)
    weights[0] = 1 if here[0] else 0
    for at, branch in enumerate(tree):
        whole = sum(tree[child].weight for child in branch.children if here[child])
        for child in branch.children:
            if here[child] and whole:
                weights[child] = exact(Fraction(weights[at]) * tree[child].weight / whole)
    return tuple(weights)


def _present(tree: Tree, present: Sequence[bool] | None) -> list[bool]:
    here = [True] * len(tree)
    if present is None:
        return here
    for at in range(len(tree) - 1, -1, -1):
        branch = tree[at]
        here[at] = (
            present[branch.leaf]
            if branch.leaf >= 0
            else any(here[child] for child in branch.children)
        )
    return here


def declared_weights(tree: Tree) -> tuple[Number, ...]:
    """Products of the weights as written, whether or not they add up."""
    weights: list[Number] = [1] * len(tree)
    for at, branch in enumerate(tree[1:], 1):
        weights[at] = exact(Fraction(weights[branch.parent]) * branch.weight)
    return tuple(weights)


@frozen
class Breach:
    """A floor or cap that a weight does not keep; ``limit`` is the entry that sets it."""

    limit: LimitEntry
    bound: Number
    weight: Number
    below: bool


def breaches(
    limits: Sequence[LimitEntry], positions: Mapping[str, int], weights: Sequence[Number]
) -> list[Breach]:
    """The floors and caps that the weights (one for each branch) break.

    Limits on an unknown indicator are passed over; the check of the scorecard reports them.
    """
    found = []
    for limit in limits:
        if not all(name in positions for name in limit.indicator):
            continue
        weight = exact(
            sum((Fraction(weights[positions[name]]) for name in limit.indicator), Fraction(0))
        )
        if limit.at_least is not None and weight < limit.at_least:
            found.append(Breach(limit, limit.at_least, weight, True))
        if limit.at_most is not None and weight > limit.at_most:
            found.append(Breach(limit, limit.at_most, weight, False))
    return found


def positions_of(tree: Tree) -> dict[str, int]:
    """Where each id stands in the tree."""
    return {branch.id: at for at, branch in enumerate(tree) if at}


def is_under(tree: Tree, inner: int, outer: int) -> bool:
    """Whether the branch ``inner`` lies somewhere under ``outer``."""
    at = tree[inner].parent
    while at > 0 and at != outer:
        at = tree[at].parent
    return at == outer


def percent(share: Number) -> str:
    """A share as people write it, to at most 4 decimals.

    >>> percent(Fraction(2, 25)), percent(Fraction(1, 3))
    ('8%', '≈33.3333%')
    """
    return format_number(exact(share * 100), digits=4) + "%"
