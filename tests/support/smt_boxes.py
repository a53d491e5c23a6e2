"""Boxes of the package as SMT formulas, to ask a solver about regions that checks report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import z3
from smt import WORDS, Formula, Variable

from govcoord.rules.regions import AFTER, Box, Ranges, Sets, Test, Values


def union_formula(boxes: Iterable[Box], seen: Mapping[str, Variable]) -> Formula:
    """Where a case lies in one of the boxes."""
    return z3.Or([box_formula(box, seen) for box in boxes])


def box_formula(box: Box, seen: Mapping[str, Variable]) -> Formula:
    """Where a case lies in the box for certain."""
    return z3.And([_test(test, seen[name]) for name, test in box.tests])


def _test(test: Test, of: Variable) -> Formula:
    inside = z3.And(of.given, _region(test.region, of))
    return z3.Or(inside, z3.Not(of.given)) if test.missing is True else inside


def _region(region: Any, of: Variable) -> Formula:
    if isinstance(region, Ranges):
        return _ranges(region, of.value)
    if isinstance(region, Sets):
        return _sets(region, of)
    assert isinstance(region, Values)
    inside = z3.Or([_equal(value, of) for value in region.values])
    return z3.Not(inside) if region.negated else inside


def _equal(value: Any, of: Variable) -> Formula:
    if of.type == "boolean":
        return of.value == value
    if of.type == "text":
        return of.value == WORDS.code(value)
    return of.value == list(of.choices).index(value)


def _ranges(region: Ranges, value: Any) -> Formula:
    inside = z3.BoolVal(region.low)
    for at, side in region.cuts:
        point = _number(at)
        inside = z3.Xor(inside, value > point if side == AFTER else value >= point)
    return inside


def _number(value: Any) -> Any:
    if isinstance(value, date):
        return value.toordinal()
    if isinstance(value, Fraction):
        return z3.RealVal(f"{value.numerator}/{value.denominator}")
    return value


def _sets(region: Sets, of: Variable) -> Formula:
    count = z3.Sum([z3.If(flag, 1, 0) for flag in of.value.values()])
    return z3.And(
        *[z3.Or([of.value[id_] for id_ in group]) for group in region.any_of],
        *[z3.Not(of.value[id_]) for id_ in region.none_of],
        _ranges(region.count, count),
    )
