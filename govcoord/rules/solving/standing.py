"""Which rules of a table stand in each other's way, remembered while a search goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from govcoord.rules.program import TablePart
from govcoord.rules.tables import HitPolicy

Option = tuple[Sequence[int], Sequence[int]]
"""Rules that are to match together, and rules that must not match beside them."""


class Standing:
    """How the rules of one table, by number, stand to each other where several match."""

    def __init__(self, part: TablePart) -> None:
        self.part = part
        self.count = range(len(part.table.rules))
        self.options: dict[Any, tuple[list[Option], Iterator[Option]]] = {}
        self._closed: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._above: dict[int, tuple[int, ...]] = {}
        self._spoilers: dict[tuple[int, bool], tuple[int, ...]] = {}

    def same(self, one: int, other: int) -> bool:
        """Whether two rules give the same outputs."""
        answers = self.part.resolver.answers
        return answers[one] == answers[other]

    def overrides(self, one: int, other: int) -> bool:
        """Whether a rule puts another out of the running."""
        return other in self.part.resolver.beats[one]

    def beats(self, one: int, other: int) -> bool:
        """Whether a rule goes before another, by override, order or priority."""
        table = self.part.table
        if self.overrides(one, other) or self.overrides(other, one):
            return self.overrides(one, other)
        if table.hit is HitPolicy.FIRST:
            return one < other
        if table.hit is HitPolicy.PRIORITY:
            return table.rules[one].priority > table.rules[other].priority
        return False

    def clash(self, one: int, other: int) -> bool:
        """Whether two rules that both match are a conflict."""
        if self.beats(one, other) or self.beats(other, one):
            return False
        return self.part.table.hit is HitPolicy.UNIQUE or not self.same(one, other)

    def with_overriders(self, rules: tuple[int, ...]) -> tuple[int, ...]:
        """These rules and all that override one of them."""
        if rules not in self._closed:
            beats = self.part.resolver.beats  # closed under transitivity
            mine = frozenset(rules)
            more = (n for n in self.count if not beats[n].isdisjoint(mine))
            self._closed[rules] = tuple(sorted({*rules, *more}))
        return self._closed[rules]

    def above(self, number: int) -> tuple[int, ...]:
        """The rules that go before a rule."""
        if number not in self._above:
            self._above[number] = tuple(n for n in self.count if self.beats(n, number))
        return self._above[number]

    def spoilers(self, number: int, *, itself: bool) -> tuple[int, ...]:
        """The rules that must not match for a rule's answer to stand.

        With ``itself`` the rule must be among those that give it.
        """
        key = number, itself
        if key not in self._spoilers:
            found = (n for n in self.count if self._spoils(n, number, itself=itself))
            self._spoilers[key] = tuple(found)
        return self._spoilers[key]

    def _spoils(self, other: int, number: int, *, itself: bool) -> bool:
        if other == number or self.overrides(number, other):
            return False
        if self.same(other, number) and self.part.table.hit is not HitPolicy.UNIQUE:
            return itself and self.beats(other, number)
        return not self.beats(number, other)
