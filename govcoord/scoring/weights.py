"""The tree of indicators and the exact weights in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from govcoord.numerals import Number, exact, format_number
from govcoord.scoring.aggregate import Parameters
from govcoord.scoring.document import IndicatorEntry, LimitEntry, ScorecardDocument, Weighting


@frozen(slots=True)
class Branch:
    """One node of the tree: a group (``leaf`` is -1) or the indicator number ``leaf``.

    ``weight`` is its share among its siblings, ``parent`` and ``children`` are positions in
    the tree; the root has no id and stands first, parents before their children. ``low`` and
    ``high`` are the bounds of a weight that follows from the figures (``weights: entropy``);
    ``weight`` is an equal share there until they are known.
    """

    id: str
    parent: int
    weight: Number
    children: tuple[int, ...] = ()
    leaf: int = -1
    aggregate: str = "weighted_mean"
    parameters: Parameters = Parameters()
    weighting: Weighting = "given"
    low: Number | None = None
    high: Number | None = None


Tree = tuple[Branch, ...]


def sibling_weights(entries: Mapping[str, IndicatorEntry], weighting: Weighting) -> list[Number]:
    """The weights of a group's members: as written (0 where none is), or what follows.

    ``relative`` numbers are divided by their sum, the points of ``budget`` by the sum of each
    expert, taking the mean of all experts. Weights that follow from figures are equal here.
    """
    if weighting in ("equal", "entropy"):
        return [exact(Fraction(1, len(entries)))] * len(entries)
    if weighting == "budget":
        return _budget([entry.points for entry in entries.values()])
    written = [entry.weight or 0 for entry in entries.values()]
    total = sum(written)
    if weighting == "relative" and total:
        return [exact(Fraction(weight) / total) for weight in written]
    return written


def _budget(points: Sequence[Sequence[Number]]) -> list[Number]:
    experts = min(map(len, points))
    totals = [sum(row[expert] for row in points) for expert in range(experts)]
    if not experts or not all(totals):
        return [0] * len(points)
    return [
        exact(sum((Fraction(row[e]) / totals[e] for e in range(experts)), Fraction(0)) / experts)
        for row in points
    ]


def build_tree(document: ScorecardDocument) -> Tree:
    """The tree of a scorecard, indicators in the order written."""
    branches: list[Branch] = []
    leaves = 0

    def grow(id_: str, parent: int, weight: Number, entry: IndicatorEntry | None) -> int:
        nonlocal leaves
        here = len(branches)
        group = document if entry is None else entry
        branches.append(Branch(id_, parent, weight))
        if not group.indicators:
            branches[here] = evolve(branches[here], leaf=leaves)
            leaves += 1
            return here
        shares = sibling_weights(group.indicators, group.weights)
        children = []
        for (name, member), share in zip(group.indicators.items(), shares, strict=True):
            child = grow(name, here, share, member)
            if group.weights == "entropy":
                bounds = member.weight_floor or 0, member.weight_cap or 1
                branches[child] = evolve(branches[child], low=bounds[0], high=bounds[1])
            children.append(child)
        branches[here] = evolve(
            branches[here],
            children=tuple(children),
            aggregate=group.aggregate or "weighted_mean",
            parameters=_parameters(document, group),
            weighting=group.weights,
        )
        return here

    grow("", -1, 1, None)
    return tuple(branches)


def _parameters(
    document: ScorecardDocument, group: IndicatorEntry | ScorecardDocument
) -> Parameters:
    return Parameters(
        precision=document.precision or 28,
        exponent=1 if group.exponent is None else group.exponent,
        penalty=1 if group.penalty is None else group.penalty,
    )


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
    return _products(tree, [branch.weight for branch in tree])


def lowest_weights(tree: Tree) -> tuple[Number, ...]:
    """The least that each branch weighs, whatever the figures."""
    return _products(tree, [b.weight if b.low is None else b.low for b in tree])


def highest_weights(tree: Tree) -> tuple[Number, ...]:
    """The most that each branch weighs, whatever the figures."""
    return _products(tree, [b.weight if b.high is None else b.high for b in tree])


def _products(tree: Tree, shares: Sequence[Number]) -> tuple[Number, ...]:
    weights: list[Number] = [1] * len(tree)
    for at, branch in enumerate(tree[1:], 1):
        weights[at] = exact(Fraction(weights[branch.parent]) * shares[at])
    return tuple(weights)


@frozen
class Breach:
    """A floor or cap that a weight does not keep; ``limit`` is the entry that sets it."""

    limit: LimitEntry
    bound: Number
    weight: Number
    below: bool


def breaches(
    limits: Sequence[LimitEntry],
    positions: Mapping[str, int],
    weights: Sequence[Number],
    highest: Sequence[Number] | None = None,
) -> list[Breach]:
    """The floors and caps that the weights (one for each branch) break.

    Where weights are known only between bounds, ``weights`` are the lowest, ``highest`` the
    highest ones.

    Limits on an unknown indicator are passed over; the check of the scorecard reports them.
    """
    found = []
    for limit in limits:
        if not all(name in positions for name in limit.indicator):
            continue
        places = [positions[name] for name in limit.indicator]
        weight = exact(sum((Fraction(weights[at]) for at in places), Fraction(0)))
        if limit.at_least is not None and weight < limit.at_least:
            found.append(Breach(limit, limit.at_least, weight, True))
        if highest is not None:
            weight = exact(sum((Fraction(highest[at]) for at in places), Fraction(0)))
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
