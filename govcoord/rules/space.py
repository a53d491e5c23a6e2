"""Exact questions about boxes over a vocabulary: is one empty, which case lies in it, what is left.

Regions alone know no universe: that a choice has five values, that an integer lies from 1 to 5,
that a set draws its members from a list. `Space` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import attrs

from govcoord.rules.regions import AFTER, Box, Cut, Ranges, Region, Sets, Test, Values
from govcoord.rules.vocabulary import Attribute, Type

SOME_DAY = date(2025, 1, 1)
"""A day to pick where any day will do."""


@attrs.frozen
class Space:
    """The cases that attributes span, as seen from the case or from a kind of record."""

    attributes: Mapping[str, Attribute]

    def settle(self, test: Test, name: str) -> Test:
        """The test cut down to values that the attribute can have."""
        return Test(settle(test.region, self.attributes[name]), test.missing)

    def is_empty(self, box: Box) -> bool:
        """Whether no case lies in the box, as far as attributes are free of each other."""
        return any(self.refuses_all(test, name) for name, test in box.tests)

    def refuses_all(self, test: Test, name: str) -> bool:
        """Whether a test accepts no value of its attribute, nor a missing fact."""
        return test.missing is not True and has_none(test.region, self.attributes[name])

    def pick(self, box: Box) -> dict[str, Any]:
        """A value for each attribute that the box tests; the box must not be empty.

        ``None`` stands for a fact that must be missing.
        """
        return {name: pick(test.region, self.attributes[name]) for name, test in box.tests}

    def meet(self, left: Box, right: Box) -> Box | None:
        """What lies in both boxes, or ``None`` when nothing does."""
        met = left.meet(right)
        return None if self.is_empty(met) else met

    def subtract(self, box: Box, other: Box) -> Iterator[Box]:
        """What lies in ``box`` and not in ``other``, as boxes (which overlap only for sets)."""
        if self.meet(box, other) is None:
            yield box
            return
        inside = box
        for name, test in other.tests:
            for outside in test.negate():
                part = self.meet(inside, Box(((name, outside),)))
                if part is not None:
                    yield part
            narrowed = self.meet(inside, Box(((name, test),)))
            if narrowed is None:
                return
            inside = narrowed

    def subtract_all(self, boxes: Iterable[Box], others: Sequence[Box]) -> list[Box]:
        """What lies in one of ``boxes`` and in none of ``others``."""
        left = list(boxes)
        for other in others:
            left = [part for box in left for part in self.subtract(box, other)]
        return left


def settle(region: Region, attribute: Attribute) -> Region:
    """The region cut down to the attribute's universe."""
    if isinstance(region, Ranges):
        met = region.meet(Ranges.interval(attribute.min, attribute.max))
        return met.discrete() if attribute.is_discrete else met
    if isinstance(region, Values) and attribute.type is not Type.TEXT:
        return Values(frozenset(v for v in universe(attribute) if region.contains(v)))
    return region


def universe(attribute: Attribute) -> frozenset[Any]:
    """The values of a boolean or a choice, the members that a set may have."""
    if attribute.type is Type.BOOLEAN:
        return frozenset({True, False})
    assert attribute.choices is not None
    return attribute.choices.ids


def has_none(region: Region, attribute: Attribute) -> bool:
    """Whether the region has no value of the attribute."""
    if isinstance(region, Sets):
        return find_set(region, universe(attribute)) is None
    return settle(region, attribute).is_empty


def pick(region: Region, attribute: Attribute) -> Any | None:
    """A plain value of the region, or ``None`` where it has none."""
    if isinstance(region, Sets):
        return find_set(region, universe(attribute))
    settled = settle(region, attribute)
    if settled.is_empty:
        return None
    if isinstance(settled, Ranges):
        return pick_ordered(settled, attribute)
    assert isinstance(settled, Values)
    if not settled.negated:
        return min(settled.values, key=str)
    return next(word for word in _words() if word not in settled.values)


def _words() -> Iterator[str]:
    yield "other"
    number = 2
    while True:
        yield f"other{number}"
        number += 1


def pick_ordered(region: Ranges, attribute: Attribute) -> Any:
    """A value of a region that is not empty: an end where one is closed, else between ends."""
    low, high = region.intervals()[0]
    if low is None and high is None:
        return SOME_DAY if attribute.type is Type.DATE else 0
    step = timedelta(days=1) if attribute.type is Type.DATE else 1
    if low is None:
        assert high is not None
        return high[0] if high[1] == AFTER else high[0] - step
    if low[1] != AFTER:
        return low[0]
    if attribute.is_discrete:
        return low[0] + step
    return _between(low, high)


def _between(low: Cut, high: Cut | None) -> Any:
    if high is None or high[0] - low[0] > 1:
        return low[0] + 1
    return Fraction(low[0] + high[0]) / 2 if high[1] != AFTER else high[0]


def find_set(region: Sets, members: frozenset[str]) -> frozenset[str] | None:
    """A smallest set of ``members`` in the region, or ``None``; exact.

    The smallest set that meets every group is found by branching over the members of the
    smallest group that is not met; further members fill it up to the least size allowed.
    """
    allowed = members - region.none_of
    groups = sorted((group & allowed for group in region.any_of), key=lambda g: (len(g), sorted(g)))
    if groups and not groups[0]:
        return None
    smallest = _hit(groups, frozenset(), len(allowed))
    if smallest is None:
        return None
    for size in range(len(smallest), len(allowed) + 1):
        if region.count.contains(size):
            rest = sorted(allowed - smallest)
            return smallest | frozenset(rest[: size - len(smallest)])
    return None


def _hit(
    groups: Sequence[frozenset[str]], chosen: frozenset[str], limit: int
) -> frozenset[str] | None:
    """The smallest superset of ``chosen`` with at most ``limit`` members that meets all groups."""
    open_ = [group for group in groups if group.isdisjoint(chosen)]
    if not open_:
        return chosen
    if len(chosen) >= limit:
        return None
    best: frozenset[str] | None = None
    smallest = min(map(len, open_))
    for member in sorted(next(group for group in open_ if len(group) == smallest)):
        found = _hit(open_, chosen | {member}, limit)
        if found is not None and (best is None or len(found) < len(best)):
            best, limit = found, len(found) - 1
    return best
