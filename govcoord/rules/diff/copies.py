"""Outputs that copy a fact: where two of them differ, as boxes; and regions of all or no values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from govcoord.rules.diff.sides import Said
from govcoord.rules.regions import NO_SETS, Box, Ranges, Region, Sets, Test, Values
from govcoord.rules.space import Space
from govcoord.rules.tables import FactRef
from govcoord.rules.vocabulary import Attribute, Type


def any_value(attribute: Attribute) -> Region:
    """The region of every value of an attribute."""
    if attribute.type.is_ordered:
        return Ranges((), True)
    return Sets() if attribute.type is Type.SET else Values(frozenset(), True)


def no_value(attribute: Attribute) -> Region:
    """The region of no value of an attribute."""
    if attribute.type.is_ordered:
        return Ranges()
    return NO_SETS if attribute.type is Type.SET else Values()


def differing(box: Box, before: Said, after: Said, space: Space) -> Iterator[Box]:
    """The part of a box in which two sayings differ, seen what copied facts are there."""
    rest = [attrs.evolve(said, values=()) for said in (before, after)]
    left, right = dict(before.values), dict(after.values)
    names = [n for n in {**left, **right} if left.get(n) != right.get(n)]
    copied = [isinstance(v.get(n), FactRef) for n in names for v in (left, right)]
    pairs = [(left.get(n), right.get(n)) for n in names]
    if rest[0] != rest[1] or not any(copied):
        yield box
        return
    for one, other in pairs:
        for unequal in _unequal(one, other, space):
            met = space.meet(box, unequal)
            if met is not None:
                yield met


def _unequal(one: Any, other: Any, space: Space) -> Iterator[Box]:
    """Boxes that hold the cases in which two outputs are not the same."""
    if not isinstance(one, FactRef):
        one, other = other, one
    if not isinstance(one, FactRef):
        yield Box()
        return
    if not isinstance(other, FactRef):
        yield from _other_than(one.attribute, other, space.attributes)
        return
    attribute = space.attributes[one.attribute]
    if attribute.type not in (Type.BOOLEAN, Type.CHOICE):
        yield Box()  # ordered facts may be equal by chance: no box can say where
        return
    values = attribute.choices.ids if attribute.choices else (False, True)
    for value in (*sorted(values), None):
        here = Box.of({one.attribute: _equal(value, attribute)})
        for there in _other_than(other.attribute, value, space.attributes):
            met = space.meet(here, there)
            if met is not None:
                yield met


def _other_than(name: str, value: Any, attributes: Mapping[str, Attribute]) -> Iterator[Box]:
    for test in _equal(value, attributes[name]).negate():
        yield Box.of({name: test})


def _equal(value: Any, attribute: Attribute) -> Test:
    if value is None:
        return Test(no_value(attribute), True)
    if attribute.type.is_ordered:
        point = Ranges.point(value)
        return Test(point.discrete() if attribute.is_discrete else point, False)
    if attribute.type is Type.SET:
        assert attribute.choices is not None
        groups = frozenset(frozenset([member]) for member in value)
        return Test(Sets(groups, attribute.choices.ids - value), False)
    return Test(Values(frozenset([value])), False)
