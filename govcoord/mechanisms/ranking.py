"""Ranking with ties, and choosing within places, a cap per group, and a budget.

Ties are never broken by chance or by the order of listing: who is equal on every key shares a
rank, and what happens to equals at an edge is declared.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

import attrs

from govcoord.numerals import Number, exact

Edge = Literal["keep", "none", "ask"]
"""Equals at the edge of the places or of a group's cap: all in, none in, or for a person."""

BudgetEdge = Literal["share", "none", "ask"]
"""Equals at the edge of the budget: share what is left, get nothing, or wait for a person."""

Outcome = Literal["chosen", "beyond_places", "beyond_group", "beyond_budget", "ask"]


@attrs.frozen
class Entrant:
    """One of those who are ranked; larger ``keys`` come first, compared one after the other."""

    id: str
    keys: tuple[Number, ...]
    groups: tuple[str, ...] = ()


@attrs.frozen
class Placing:
    """Where an entrant came, what becomes of it, and what it is paid."""

    id: str
    rank: int
    outcome: Outcome
    tied: bool = False
    amount: Number | None = None


@attrs.frozen
class Limits:
    """How many may be chosen, and what happens to equals at each edge.

    ``amount`` is what each is paid in whole multiples of ``unit``, ``budget`` all there is.
    """

    places: int | None = None
    places_edge: Edge = "keep"
    per_group: int | None = None
    group_edge: Edge = "keep"
    amount: Number | None = None
    budget: Number | None = None
    budget_edge: BudgetEdge = "ask"
    unit: Number = Fraction(1, 100)


def rank(entrants: Sequence[Entrant]) -> list[tuple[int, list[Entrant]]]:
    """Entrants by rank (1, 2, 2, 4), those who are equal together in the order of listing.

    >>> found = rank([Entrant("a", (1,)), Entrant("b", (3,)), Entrant("c", (1,))])
    >>> [(place, [one.id for one in equals]) for place, equals in found]
    [(1, ['b']), (2, ['a', 'c'])]
    """
    equals: dict[tuple[Number, ...], list[Entrant]] = {}
    for entrant in entrants:
        equals.setdefault(entrant.keys, []).append(entrant)
    ranked, place = [], 1
    for keys in sorted(equals, reverse=True):
        ranked.append((place, equals[keys]))
        place += len(equals[keys])
    return ranked


def choose(entrants: Sequence[Entrant], limits: Limits) -> list[Placing]:
    """Choose from the best down; the placings in the order of ranks.

    First the cap of each group, then the places, then the budget. After an edge nobody of a
    lower rank is chosen in place of equals who were not: a group at its edge is closed, and
    places and money are kept for those of whom a person has to choose.
    """
    state = _State(limits)
    found: list[Placing] = []
    for place, equals in rank(entrants):
        found.extend(state.placings(place, equals))
    return found


@attrs.define
class _State:
    """What has been given out so far."""

    limits: Limits
    chosen: int = 0
    spent: Fraction = Fraction(0)
    in_group: dict[str, int] = attrs.field(factory=dict)
    closed: Outcome | None = None

    def placings(self, place: int, equals: Sequence[Entrant]) -> list[Placing]:
        tied = len(equals) > 1
        outcomes = {one.id: self._by_group(one, equals) for one in equals}
        open_ = [one for one in equals if outcomes[one.id] == "chosen"]
        asked = [one for one in equals if outcomes[one.id] == "ask"]
        kept, at_edge = self._kept(asked), self._at_edge(equals)
        outcome, amounts = self._by_places(len(open_) + kept)
        if outcome == "chosen" and self.limits.amount is not None:
            outcome, amounts = self._by_budget(open_, kept)
        for one in open_:
            outcomes[one.id] = outcome
        if outcome == "chosen":
            self._count(open_)
            self.chosen += kept
        else:
            outcomes |= {one.id: outcome for one in asked}
        self.in_group |= at_edge
        return [
            Placing(one.id, place, outcomes[one.id], tied, amounts.get(one.id)) for one in equals
        ]

    def _left(self, group: str) -> int:
        """How many more a group may have."""
        return (self.limits.per_group or 0) - self.in_group.get(group, 0)

    def _by_group(self, one: Entrant, equals: Sequence[Entrant]) -> Outcome:
        """Whether the groups of an entrant have room for it and its equals in them."""
        if self.limits.per_group is None:
            return "chosen"
        for group in one.groups:
            left, wanting = self._left(group), _wanting(group, equals)
            if left <= 0 or (wanting > left and self.limits.group_edge == "none"):
                return "beyond_group"
            if wanting > left and self.limits.group_edge == "ask":
                return "ask"
        return "chosen"

    def _kept(self, asked: Sequence[Entrant]) -> int:
        """How many of those equals a person can choose at most."""
        groups = sorted({group for one in asked for group in one.groups})
        room = sum(min(_wanting(group, asked), self._left(group)) for group in groups)
        return min(len(asked), room)

    def _at_edge(self, equals: Sequence[Entrant]) -> dict[str, int]:
        """The groups at whose edge these equals are, which are full from then on."""
        if self.limits.per_group is None or self.limits.group_edge == "keep":
            return {}
        groups = {group for one in equals for group in one.groups}
        full = max(self.limits.per_group, *self.in_group.values(), 0)
        return {group: full for group in groups if _wanting(group, equals) > self._left(group)}

    def _by_places(self, count: int) -> tuple[Outcome, dict[str, Number]]:
        if self.closed is not None:
            return self.closed, {}
        places = self.limits.places
        if places is None or not count or self.chosen + count <= places:
            return "chosen", {}
        left, edge = places - self.chosen, self.limits.places_edge
        if left > 0 and edge == "keep":
            return "chosen", {}
        self.closed = "beyond_places"
        return ("ask" if left > 0 and edge == "ask" else "beyond_places"), {}

    def _by_budget(self, open_: Sequence[Entrant], kept: int) -> tuple[Outcome, dict[str, Number]]:
        amount, budget, count = self.limits.amount, self.limits.budget, len(open_) + kept
        assert amount is not None
        cost = Fraction(amount) * count
        if budget is None or not count or self.spent + cost <= budget:
            self.spent += cost
            return "chosen", {one.id: amount for one in open_}
        left = Fraction(budget) - self.spent
        self.closed = "beyond_budget"
        if left <= 0 or self.limits.budget_edge == "none" or (count == 1 and left < amount):
            return "beyond_budget", {}
        if self.limits.budget_edge == "ask":
            return "ask", {}
        each = left // (self.limits.unit * count) * self.limits.unit
        if not each:
            return "beyond_budget", {}
        self.spent += each * count
        return "chosen", {one.id: exact(each) for one in open_}

    def _count(self, open_: Sequence[Entrant]) -> None:
        self.chosen += len(open_)
        for group in (group for one in open_ for group in one.groups):
            self.in_group[group] = self.in_group.get(group, 0) + 1


def _wanting(group: str, equals: Sequence[Entrant]) -> int:
    return sum(group in one.groups for one in equals)
