"""Two versions of a table made ready for comparing: which rules answer to each other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from govcoord.rules.cells import Mask
from govcoord.rules.regions import Box
from govcoord.rules.resolve import Resolver, Status, Verdict
from govcoord.rules.tables import Aggregate, FactRef, HitPolicy, Table, TableRule

Answer = tuple[tuple[str, Any], ...]
"""The outputs that a rule gives, by id."""

ADDING = (Aggregate.SUM, Aggregate.COUNT)
"""Aggregates for which it counts how many rules say the same."""


@attrs.frozen(slots=True)
class Said:
    """What a table says, apart from which rules say it.

    Of a collect table it is the set of answers, those that missing facts may add, and the
    totals that depend on how many rules say the same.
    """

    status: str
    values: Answer = ()
    answers: frozenset[Answer] = frozenset()
    possible: frozenset[Answer] = frozenset()
    totals: Answer = ()


def answer_of(rule: TableRule, table: Table) -> Answer:
    """The outputs of the table that a rule gives."""
    values = rule.values
    return tuple((o.id, values[o.id]) for o in table.outputs if values.get(o.id) is not None)


def values_of(table: Table, values: Sequence[Any]) -> Answer:
    """Values by output id, those that there are, in the order of ids."""
    named = ((o.id, value) for o, value in zip(table.outputs, values) if value is not None)
    return tuple(sorted(named, key=lambda pair: pair[0]))


def said_by(table: Table, verdict: Verdict, values: Sequence[Any], *, whole: bool = True) -> Said:
    """What a verdict says; ``values`` are its values as they stand.

    Without ``whole`` only answers count: what collect tables of equal outputs make of them
    follows.
    """
    if table.hit is not HitPolicy.COLLECT:
        return Said(verdict.status.value, values_of(table, values))
    firm = [table.rules[n] for n in verdict.winners]
    soft = [table.rules[n] for n in verdict.possible]
    return Said(
        verdict.status.value if whole else "",
        values_of(table, values) if whole else (),
        frozenset(answer_of(rule, table) for rule in firm),
        frozenset(answer_of(rule, table) for rule in soft),
        _totals(table, firm),
    )


def _totals(table: Table, rules: Sequence[TableRule]) -> Answer:
    found: list[tuple[str, Any]] = []
    for output in table.outputs:
        if output.aggregate in ADDING:
            said = [v for rule in rules if (v := rule.values.get(output.id)) is not None]
            adds = output.aggregate is Aggregate.SUM
            found.append((output.id, sum(said) if adds else len(said)))
    return tuple(found)


class Side:
    """One version of a table; ``verdict`` decides from masks of its rules."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.resolver = Resolver(table, range(len(table.rules)))
        self.number = {rule.id: n for n, rule in enumerate(table.rules)}
        self.answers = [answer_of(rule, table) for rule in table.rules]
        self.beats: list[Mask] = [0] * len(table.rules)
        self.beaten: list[Mask] = [0] * len(table.rules)
        for number, losers in enumerate(self.resolver.beats):
            for loser in losers:
                self.beats[number] |= 1 << loser
                self.beaten[loser] |= 1 << number

    @property
    def overriding(self) -> bool:
        """Whether any rule overrides another."""
        return self.resolver.overriding

    def verdict(self, certain: Mask, possible: Mask) -> Verdict:
        """What the rules of ``certain`` say, when those of ``possible`` may match too."""
        return self.resolver.fresh(certain, possible)


@attrs.define
class Pairing:
    """Which rule of the old version is which of the new one, as far as they say the same.

    ``twisted[i]`` is the mask of old rules to which old rule ``i`` stands in another relation
    (order, priority, override) in the new version.
    """

    new_of: dict[int, int]
    old_of: dict[int, int]
    twisted: dict[int, Mask] = attrs.field(factory=dict)

    def twist(self, one: int, other: int) -> None:
        """Note that two rules stand in another relation."""
        self.twisted[one] = self.twisted.get(one, 0) | 1 << other
        self.twisted[other] = self.twisted.get(other, 0) | 1 << one


def same_frame(old: Table, new: Table) -> bool:
    """Whether hit policy and outputs are the same, so that only rules can make a difference."""
    left, right = ([(o.id, o.aggregate, o.default) for o in t.outputs] for t in (old, new))
    return old.hit is new.hit and left == right


def pair_rules(old: Side, new: Side, *, by_name: bool) -> Pairing:
    """Pair rules that say the same: by id, then those with equal conditions.

    With ``by_name`` rules also have to agree in id, title and source.
    """
    new_of: dict[int, int] = {}
    taken: set[int] = set()

    def agree(one: int, other: int) -> bool:
        left, right = old.table.rules[one], new.table.rules[other]
        same = old.answers[one] == new.answers[other]
        return same and (not by_name or name_of(left) == name_of(right))

    for number, rule in enumerate(old.table.rules):
        other = new.number.get(rule.id)
        if other is not None and agree(number, other):
            new_of[number] = other
            taken.add(other)
    if not by_name:
        free = {_content(new, n): n for n in range(len(new.answers)) if n not in taken}
        for number in range(len(old.answers)):
            if number not in new_of and (content := _content(old, number)) in free:
                new_of[number] = free.pop(content)
    pairing = Pairing(new_of, {b: a for a, b in new_of.items()})
    for one, other in _twisted(old, new, pairing):
        pairing.twist(one, other)
    return pairing


def name_of(rule: TableRule) -> tuple[Any, ...]:
    """What names a rule and what it cites."""
    return rule.id, rule.title, rule.source


def _content(side: Side, number: int) -> tuple[frozenset[Box], Answer]:
    return frozenset(side.table.rules[number].boxes), side.answers[number]


def _twisted(old: Side, new: Side, pairing: Pairing) -> Iterator[tuple[int, int]]:
    """Pairs of old rules, paired both, whose relation is another one in the new version."""
    new_of = pairing.new_of
    for number, other in new_of.items():
        before = {new_of[n] for n in old.resolver.beats[number] if n in new_of}
        after = {n for n in new.resolver.beats[other] if n in pairing.old_of}
        for changed in before ^ after:
            yield number, pairing.old_of[changed]
    if old.table.hit is HitPolicy.FIRST:
        yield from _moved(old, pairing)
    elif old.table.hit is HitPolicy.PRIORITY:
        yield from _reranked(old, new, pairing)


def _moved(old: Side, pairing: Pairing) -> Iterator[tuple[int, int]]:
    kept = increasing([pairing.new_of.get(n, -1) for n in range(len(old.answers))])
    for moved in pairing.new_of.keys() - kept:
        for other in pairing.new_of:
            inverted = (moved < other) != (pairing.new_of[moved] < pairing.new_of[other])
            if other != moved and inverted and old.answers[moved] != old.answers[other]:
                yield moved, other


def increasing(numbers: Sequence[int]) -> set[int]:
    """The places of a longest increasing run among ``numbers``; those below 0 are left out.

    >>> sorted(increasing([0, 3, 1, 2, -1]))
    [0, 2, 3]
    """
    tails: list[int] = []
    places: list[int] = []
    before: dict[int, int | None] = {}
    for place, number in enumerate(numbers):
        if number < 0:
            continue
        at = bisect_left(tails, number)
        tails[at : at + 1] = [number]
        places[at : at + 1] = [place]
        before[place] = places[at - 1] if at else None
    kept: set[int] = set()
    last: int | None = places[-1] if places else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept


def _reranked(old: Side, new: Side, pairing: Pairing) -> Iterator[tuple[int, int]]:
    def rank(side: Side, number: int) -> int:
        return side.table.rules[number].priority

    new_of = pairing.new_of
    for moved in [n for n, other in new_of.items() if rank(old, n) != rank(new, other)]:
        for other in new_of:
            if other == moved or old.answers[moved] == old.answers[other]:
                continue
            before = rank(old, moved) - rank(old, other)
            after = rank(new, new_of[moved]) - rank(new, new_of[other])
            if (before > 0) - (before < 0) != (after > 0) - (after < 0):
                yield moved, other


def pinned(table: Table, days: Mapping[str, Any]) -> Table:
    """The table where some facts are known: tests on them are carried out, copies filled in."""
    if not days:
        return table
    rules = []
    for rule in table.rules:
        kept = [box for box in rule.boxes if _holds(box, days)]
        boxes = (Box(tuple(t for t in box.tests if t[0] not in days)) for box in kept)
        outputs = tuple(
            (id_, days.get(v.attribute, v) if isinstance(v, FactRef) else v)
            for id_, v in rule.outputs
        )
        rules.append(attrs.evolve(rule, boxes=tuple(dict.fromkeys(boxes)), outputs=outputs))
    return attrs.evolve(table, rules=tuple(rules))


def _holds(box: Box, days: Mapping[str, Any]) -> bool:
    return all(test.region.contains(days[name]) for name, test in box.tests if name in days)


UNSTATED = Said("unstated")
"""What a version says of cases that its vocabulary cannot state: it refuses them."""

NOTHING = Said(Status.NONE.value)
"""What a table that is not there says."""
