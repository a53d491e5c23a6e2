"""Aggregates over records solved backwards: counts, sums, extremes and collections of terms.

A *term* is an expression and the place from which it is seen: one field of one record.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from govcoord.numerals import exact
from govcoord.rules.expressions import Const, Expression
from govcoord.rules.ranges import Ranges
from govcoord.rules.regions import Sets, Values
from govcoord.rules.solving.aims import Aim, point

if TYPE_CHECKING:
    from govcoord.rules.solving.invert import Inversion

Term = tuple[Expression, "Inversion"]
Aims = Iterator[Aim]

WIDEST = 6
"""Members that are tried for each record of a collection."""


def counted(terms: Sequence[Term], region: Ranges, trues: int, aim: Aim) -> Aims:
    """Aims in which the number of terms that are true lies in the region."""
    if not terms:
        if region.contains(trues):
            yield aim
        return
    expr, inversion = terms[0]
    for value in (False, True):
        for found in inversion.into(expr, Values(frozenset([value])), aim):
            yield from counted(terms[1:], region, trues + value, found)


def summed(free: Term, others: Sequence[Term], region: Ranges, aim: Aim) -> Aims:
    """Aims in which the sum lies in the region; ``free`` takes what the others leave."""
    if not others:
        yield from free[1].into(free[0], region, aim)
        return
    expr, inversion = others[0]
    for value in inversion.values(expr, aim)[:2]:
        cuts = tuple((exact(v - value), side) for v, side in region.cuts)
        for found in inversion.into(expr, Ranges.point(value), aim):
            yield from summed(free, others[1:], Ranges(cuts, region.low), found)


def extremes(terms: Sequence[Term], region: Ranges, aim: Aim, *, least: bool) -> Aims:
    """Aims in which the greatest (or least) of the terms lies in the region."""
    for number, (expr, inversion) in enumerate(terms):
        others = [*terms[:number], *terms[number + 1 :]]
        if all(isinstance(other, Const) for other, _ in others):
            values = [other.value for other, _ in others if isinstance(other, Const)]
            bound = _beyond(min(values), least=True) if least and values else Ranges((), True)
            if not least and values:
                bound = _beyond(max(values), least=False)
            yield from inversion.into(expr, region.meet(bound), aim)
            continue
        for value in inversion.values(expr, aim):
            if region.contains(value):
                for found in inversion.into(expr, Ranges.point(value), aim):
                    yield from _within(others, _beyond(value, least=not least), found)


def _beyond(value: object, *, least: bool) -> Ranges:
    """From ``value`` down (``least``) or up."""
    return Ranges.interval(None, value) if least else Ranges.interval(value, None)


def _within(terms: Sequence[Term], region: Ranges, aim: Aim) -> Aims:
    if not terms:
        yield aim
        return
    expr, inversion = terms[0]
    for found in inversion.into(expr, region, aim):
        yield from _within(terms[1:], region, found)


def shared(terms: Sequence[Term], wanted: frozenset[str], aim: Aim) -> Aims:
    """Aims in which the first set is ``wanted`` and the others are empty."""
    if not terms:
        yield aim
        return
    expr, inversion = terms[0]
    for found in inversion.into(expr, point(wanted), aim):
        yield from shared(terms[1:], frozenset(), found)


def assigned(
    terms: Sequence[Term],
    members: Sequence[str],
    region: Sets,
    aim: Aim,
    chosen: frozenset[str] = frozenset(),
) -> Aims:
    """Aims in which the choices of all terms make a set in the region."""
    if not terms:
        if region.contains(chosen):
            yield aim
        return
    expr, inversion = terms[0]
    for member in members:
        for found in inversion.into(expr, Values(frozenset([member])), aim):
            yield from assigned(terms[1:], members, region, found, chosen | {member})
