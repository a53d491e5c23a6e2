"""Drawing variants: what may be otherwise, and random choices that a seed repeats."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final, get_args

from attrs import evolve, field, frozen

from govcoord.errors import GovcoordError
from govcoord.nearest import suggest
from govcoord.numerals import Number, exact, to_number
from govcoord.scoring.document import MissingPolicy
from govcoord.scoring.robustness.means import KNOWN
from govcoord.scoring.robustness.variants import AS_WRITTEN, NORMALISATIONS, Variant
from govcoord.scoring.scorecard import Scorecard
from govcoord.scoring.weights import breaches, percent

WEIGHT_SHARE: Final = Fraction(1, 4)
"""How far a weight may be off, as a share of itself, unless said otherwise."""

_GRID: Final = 1000
_TRIES: Final = 50
_HALVINGS: Final = 12
_SIBLINGS: Final = Fraction(9, 10)
"""How much siblings may lose to a weight with a range of its own, where weights are fixed."""

_FIXED_WEIGHTS: Final = frozenset({"entropy"})
"""Weights that follow from the figures; there is nothing to be chosen."""


def _exact(ranges: Mapping[str, tuple[object, object]]) -> Mapping[str, tuple[Number, Number]]:
    return {id_: (to_number(low), to_number(high)) for id_, (low, high) in ranges.items()}


@frozen(kw_only=True)
class Assumptions:
    """What might as well have been decided otherwise.

    ``weights``: every weight may be so much larger or smaller, as a share of itself; ``ranges``
    gives single indicators and groups (by id) the lowest and highest share among their
    siblings instead. Numbers are exact; a float is taken as the decimal that it prints.
    Whatever is drawn is made to add up to 1 again, and floors, caps and ranges are kept.
    ``normalise``, ``aggregate`` and ``missing`` are the choices, all equally likely;
    ``as_written`` is what the scorecard says.

    >>> Assumptions(weights=Fraction(1, 10), normalise=("as_written",)).aggregate
    ('as_written', 'weighted_mean', 'geometric')
    """

    weights: Number = field(default=WEIGHT_SHARE, converter=to_number)
    ranges: Mapping[str, tuple[Number, Number]] = field(factory=dict, hash=False, converter=_exact)
    normalise: tuple[str, ...] = (AS_WRITTEN, "min_max", "rank")
    aggregate: tuple[str, ...] = (AS_WRITTEN, "weighted_mean", "geometric")
    missing: tuple[str, ...] = (AS_WRITTEN,)

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.weights < 1:
            shown = percent(self.weights)
            raise GovcoordError(f"weights may be off by 0% to less than 100%, not by {shown}")
        missing = tuple(policy for policy in get_args(MissingPolicy) if policy != "fail")
        for words, known in (
            (self.normalise, NORMALISATIONS),
            (self.aggregate, tuple(sorted(KNOWN))),
            (self.missing, missing),
        ):
            _known(words, (AS_WRITTEN, *known))


def _known(words: Sequence[str], known: Sequence[str]) -> None:
    shown = ", ".join(f"`{one}`" for one in known)
    if not words:
        raise GovcoordError(f"at least one of {shown} is needed")
    for word in words:
        if word not in known:
            near = suggest(word, known)
            hint = f" (did you mean `{near}`?)" if near else ""
            raise GovcoordError(f"`{word}` is none of {shown}{hint}")


@frozen
class Weights:
    """Random weights for a scorecard, among siblings, that keep floors, caps and ranges."""

    card: Scorecard
    assumptions: Assumptions

    def __attrs_post_init__(self) -> None:
        known = {branch.id: branch.weight for branch in self.card.tree[1:]}
        for id_, (low, high) in self.assumptions.ranges.items():
            if id_ not in known:
                near = suggest(id_, known)
                hint = f" (did you mean `{near}`?)" if near else ""
                raise GovcoordError(f"`{id_}` is no indicator of this scorecard{hint}")
            if not low <= known[id_] <= high:
                shown = f"{percent(low)} to {percent(high)}"
                weight = percent(known[id_])
                raise GovcoordError(f"weight of `{id_}` is {weight}, outside its range {shown}")

    def groups(self) -> Iterator[tuple[int, ...]]:
        """Siblings whose weights may be otherwise, as positions in the tree."""
        document, tree = self.card.document, self.card.tree
        for branch in tree:
            owner = self.card.groups.get(branch.id) if branch.id else document
            if len(branch.children) > 1 and owner and owner.weights not in _FIXED_WEIGHTS:
                moving = any(self._bounds(at) != (0, 0) for at in branch.children)
                if moving:
                    yield branch.children

    def _bounds(self, at: int) -> tuple[Number, Number]:
        """How much the weight may be lower and higher."""
        branch = self.card.tree[at]
        weight = Fraction(branch.weight)
        if branch.id in self.assumptions.ranges:
            low, high = self.assumptions.ranges[branch.id]
            return exact(weight - low), exact(high - weight)
        off = exact(weight * self.assumptions.weights)
        return off, off

    def draw(self, rng: random.Random) -> tuple[dict[str, Number], int]:
        """Weights by id, and how often they had to be drawn again."""
        found: dict[str, Number] = {}
        for tries in range(_TRIES):
            found = {}
            for group in self.groups():
                found |= self._shared({at: self._draw(at, rng) for at in group})
            if self.keeps(found):
                return found, tries
        return self.pulled(found), _TRIES

    def _draw(self, at: int, rng: random.Random) -> Fraction:
        low, high = self._bounds(at)
        # `random` is the one method whose sequence Python promises for ever.
        step = Fraction(int(rng.random() * (2 * _GRID + 1)) - _GRID, _GRID)
        return Fraction(self.card.tree[at].weight) + step * (high if step > 0 else low)

    def _shared(self, weights: Mapping[int, Fraction]) -> dict[str, Number]:
        whole = sum(weights.values())
        return {self.card.tree[at].id: exact(weight / whole) for at, weight in weights.items()}

    def moved(self, at: int, up: bool) -> dict[str, Number]:
        """The weights when one alone goes up or down as far as it may, its siblings sharing.

        None of them comes to be further off, as a share of itself, than weights may be.
        """
        low, high = self._bounds(at)
        weight = Fraction(self.card.tree[at].weight)
        siblings = [c for c in self.card.tree[self.card.tree[at].parent].children if c != at]
        rest = sum((Fraction(self.card.tree[c].weight) for c in siblings), Fraction(0))
        whole = weight + rest
        off = (self.assumptions.weights or _SIBLINGS) * rest
        moved = min(weight + high, weight + off) if up else max(weight - low, weight - off)
        shares = {c: self.card.tree[c].weight * (whole - moved) / rest for c in siblings}
        found = self._shared({at: moved, **shares})
        return found if self.keeps(found) else self.pulled(found)

    def keeps(self, weights: Mapping[str, Number]) -> bool:
        """Whether floors, caps and ranges are kept."""
        for id_, (low, high) in self.assumptions.ranges.items():
            if not low <= weights.get(id_, low) <= high:
                return False
        document = self.card.document
        limits = (*document.floors, *document.caps)
        return not limits or not breaches(limits, self.card.positions, self.effective(weights))

    def effective(self, weights: Mapping[str, Number]) -> list[Number]:
        """The shares of the whole, branch by branch."""
        found: list[Number] = [1] * len(self.card.tree)
        for at, branch in enumerate(self.card.tree[1:], 1):
            share = Fraction(found[branch.parent]) * weights.get(branch.id, branch.weight)
            found[at] = exact(share)
        return found

    def pulled(self, weights: Mapping[str, Number]) -> dict[str, Number]:
        """The weights drawn back to those declared, half of the way at a time, until they fit."""
        declared = {branch.id: branch.weight for branch in self.card.tree[1:]}
        for power in range(1, _HALVINGS):
            share = Fraction(1, 2**power)
            found = {
                id_: exact(declared[id_] + share * (weight - declared[id_]))
                for id_, weight in weights.items()
            }
            if self.keeps(found):
                return found
        return {}


def redrawn(variant: Variant, assumptions: Assumptions, rng: random.Random) -> Variant:
    """The same weights with fresh choices of everything else."""
    return evolve(
        variant,
        normalise=_one_of(assumptions.normalise, rng),
        aggregate=_one_of(assumptions.aggregate, rng),
        missing=_one_of(assumptions.missing, rng),
    )


def _one_of(choices: Sequence[str], rng: random.Random) -> str:
    return choices[int(rng.random() * len(choices))]
