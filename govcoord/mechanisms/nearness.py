"""How near two values are, exactly, and the nearest of many rows, in whole numbers.

A distance is a share from 0 (equal) to 1 (nothing in common). What is not known in one of two
rows is neither equal nor different: it has no part in their distance.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Hashable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

import attrs

from govcoord.numerals import Number

Distance = Callable[[Any, Any], Fraction]

ZERO, ONE = Fraction(0), Fraction(1)


def same(one: Hashable, other: Hashable) -> Fraction:
    """Nothing where two values are equal, else all."""
    return ZERO if one == other else ONE


def of_sets(one: frozenset[str], other: frozenset[str]) -> Fraction:
    """The share of all members of two sets that are in one of them alone (Jaccard distance).

    >>> of_sets(frozenset("ab"), frozenset("bc"))
    Fraction(2, 3)
    """
    both = len(one | other)
    return ZERO if not both else 1 - Fraction(len(one & other), both)


def of_paths(one: Sequence[str], other: Sequence[str]) -> Fraction:
    """Values of a tree, by what their paths from the root have in common (Wu and Palmer 1994).

    Paths are given from the value up. Neighbours under one value are nearer the deeper they lie.

    >>> of_paths(["east", "city"], ["west", "city"]), of_paths(["east", "city"], ["city"])
    (Fraction(1, 2), Fraction(1, 3))
    """
    shared = 0
    for a, b in zip(reversed(one), reversed(other)):
        if a != b:
            break
        shared += 1
    return 1 - Fraction(2 * shared, len(one) + len(other))


@attrs.frozen
class Scaled:
    """Numbers by their difference, as a share of what counts as altogether different."""

    scale: Number

    def __call__(self, one: Number, other: Number) -> Fraction:
        return min(abs(Fraction(one) - Fraction(other)) / Fraction(self.scale), ONE)


def of_ratio(one: Number, other: Number) -> Fraction:
    """Numbers by their ratio: the half of something is half as far as nothing of it.

    >>> of_ratio(50, 100), of_ratio(100, 100), of_ratio(-1, 1)
    (Fraction(1, 2), Fraction(0, 1), Fraction(1, 1))
    """
    if one == other:
        return ZERO
    low, high = sorted((Fraction(one), Fraction(other)), key=abs)
    return ONE if low * high <= 0 else 1 - low / high


@attrs.frozen
class Measure:
    """A fact that is compared: its weight, and how far two values of it are apart."""

    name: str
    weight: Number
    distance: Distance = attrs.field(repr=False)


@attrs.frozen
class Near:
    """A row by its number and distance.

    ``known`` is the share that could be compared, of the weight of what is asked about.
    """

    number: int
    distance: Fraction
    known: Fraction


FINE = 2**40
"""Distances are cut to whole multiples of its inverse to find those who may be nearest."""


@attrs.define
class Rows:
    """Rows that others are compared with, column by column; each different value is kept once."""

    measures: tuple[Measure, ...]
    _codes: list[list[int]] = attrs.field(init=False)
    _values: list[dict[Hashable, int]] = attrs.field(init=False)
    _count: int = attrs.field(init=False, default=0)

    def __attrs_post_init__(self) -> None:
        self._codes = [[] for _ in self.measures]
        self._values = [{} for _ in self.measures]

    def __len__(self) -> int:
        return self._count

    def add(self, facts: Mapping[str, Any]) -> None:
        """Add a row; what is not given is not known."""
        self._count += 1
        for measure, codes, values in zip(self.measures, self._codes, self._values):
            value = facts.get(measure.name)
            codes.append(0 if value is None else values.setdefault(value, len(values) + 1))

    def nearest(
        self, facts: Mapping[str, Any], limit: int, least_known: Fraction = ZERO
    ) -> tuple[list[Near], int]:
        """The nearest rows in order, and how many could be compared at all.

        By distance, then by what is more fully known, then by number. Rows of which nothing, or
        less than ``least_known`` of the weight of what is known here, can be compared are left
        out. Rows are first
        compared by distances cut to whole numbers, with a bound for what was cut off; those
        that may be among the nearest are then compared exactly.
        """
        columns = [self._column(n, facts) for n in range(len(self.measures))]
        weights = self._weights()
        whole = sum(w for w, column in zip(weights, columns) if column is not None)
        totals, known = [0] * self._count, [0] * self._count
        for weight, column, codes in zip(weights, columns, self._codes):
            if column is None:
                continue
            costs = [0, *(int(distance * weight * FINE) for distance in column)]
            shares = [0, *(weight for _ in column)]
            totals = [total + costs[code] for total, code in zip(totals, codes)]
            known = [n + shares[code] for n, code in zip(known, codes)]
        enough = {n for n in set(known) if n and Fraction(n, whole) >= least_known}
        common = lcm(*enough) if enough else 1
        factor = {n: common // n for n in enough}
        keys = [
            (total * factor[n], number)
            for number, (total, n) in enumerate(zip(totals, known))
            if n in factor
        ]
        if not keys or limit < 1:
            return [], len(keys)
        last = heapq.nsmallest(limit, keys)[-1][0] + len(self.measures) * common
        exact: dict[tuple[int, ...], Fraction] = {}
        found = []
        for number in (number for key, number in keys if key <= last):
            codes_ = tuple(codes[number] for codes in self._codes)
            if codes_ not in exact:
                parts = zip(weights, columns, codes_)
                exact[codes_] = sum((w * c[at - 1] for w, c, at in parts if c and at), ZERO)
            near = Near(number, exact[codes_] / known[number], Fraction(known[number], whole))
            found.append(near)
        return heapq.nsmallest(limit, found, key=lambda n: (n.distance, -n.known, n.number)), len(
            keys
        )

    def _column(self, at: int, facts: Mapping[str, Any]) -> list[Fraction] | None:
        """The distance to every value of a column; ``None`` where nothing is known here."""
        here = facts.get(self.measures[at].name)
        if here is None:
            return None
        return [self.measures[at].distance(here, value) for value in self._values[at]]

    def _weights(self) -> list[int]:
        """The weights as whole numbers in proportion."""
        weights = [Fraction(measure.weight) for measure in self.measures]
        denominator = lcm(*(weight.denominator for weight in weights))
        return [int(weight * denominator) for weight in weights]
