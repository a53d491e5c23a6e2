"""Which assumption moves the places: first-order shares of the variance.

What varies is how far all subjects together move away from their published places. The share
of an assumption is that of the variance which is left when everything else is averaged out,
``Var(E[shift | assumption]) / Var(shift)`` (Saltelli et al., *Global Sensitivity Analysis*,
2008). It is an estimate from the draws; its standard error comes from ten parts of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Final, TypeVar

from attrs import frozen

from govcoord.numerals import Number, exact
from govcoord.scoring.decimals import context_of, decimal_of, rounded
from govcoord.scoring.report import fixed

_PARTS: Final = 10
_PRECISION: Final = 12
T = TypeVar("T")


@frozen
class Share:
    """The share of the movement that one assumption accounts for by itself.

    ``error`` is the standard error of the estimate; ``None`` with too few draws to tell.
    """

    assumption: str
    share: Number
    error: Number | None

    def to_dict(self) -> dict[str, object]:
        """The share as plain data."""
        return {
            "assumption": self.assumption,
            "share": fixed(self.share, 3),
            "error": None if self.error is None else fixed(self.error, 3),
        }


def share_of_choice(name: str, options: Sequence[str], moved: Sequence[Number]) -> Share:
    """The share of a choice among a few options, from draws that took each of them.

    The variance between the options' means, less what chance alone would make of it.

    >>> share_of_choice("aggregate", ["a", "b"] * 50, [0, 8] * 50).share
    1
    """
    return _estimated(name, list(zip(options, moved)), _between)


def share_of_pairs(name: str, pairs: Sequence[tuple[Number, Number]]) -> Share:
    """The share of an assumption that both draws of each pair have in common.

    The covariance of the two over their variance.

    >>> share_of_pairs("weights", [(n, n) for n in range(40)]).share
    1
    """
    return _estimated(name, pairs, _together)


def _between(draws: Sequence[tuple[str, Number]]) -> Fraction | None:
    groups: dict[str, list[Number]] = {}
    for option, value in draws:
        groups.setdefault(option, []).append(value)
    count = len(draws)
    mean = Fraction(sum(value for _, value in draws)) / count
    total = sum((value - mean) ** 2 for _, value in draws)
    within = Fraction(0)
    for values in groups.values():
        own = Fraction(sum(values)) / len(values)
        within += sum((value - own) ** 2 for value in values)
    free = count - len(groups)
    if not total or free < 1:
        return None
    chance = (len(groups) - 1) * within / free
    return (total - within - chance) / total


def _together(pairs: Sequence[tuple[Number, Number]]) -> Fraction | None:
    count = len(pairs)
    if not count:
        return None
    mean = Fraction(sum(a + b for a, b in pairs)) / (2 * count)
    total = sum((a - mean) ** 2 + (b - mean) ** 2 for a, b in pairs)
    if not total:
        return None
    return 2 * sum((a - mean) * (b - mean) for a, b in pairs) / total


def _estimated(
    name: str, draws: Sequence[T], estimate: Callable[[Sequence[T]], Fraction | None]
) -> Share:
    whole = estimate(draws)
    size = len(draws) // _PARTS
    parts = [estimate(draws[at * size : (at + 1) * size]) for at in range(_PARTS)] if size else []
    known = [part for part in parts if part is not None]
    share = Fraction(0) if whole is None else min(Fraction(1), max(Fraction(0), whole))
    return Share(name, exact(share), _error(known) if len(known) > 1 else None)


def _error(parts: Sequence[Fraction]) -> Number:
    mean = sum(parts, Fraction(0)) / len(parts)
    squares = sum(((part - mean) ** 2 for part in parts), Fraction(0))
    variance = squares / (len(parts) * (len(parts) - 1))
    context = context_of(_PRECISION)
    return rounded(decimal_of(exact(variance), context).sqrt(context), _PRECISION)
