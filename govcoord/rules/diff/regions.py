"""The cases in which two versions of a table say different things, exactly, as boxes.

A case lies outside of every difference when the same rules match it in both versions and stand
in the same relations. So the search begins at the boxes in which some rule differs, and cuts
them along the tests of rules until it is settled for every part which rules match: then both
versions are asked. A part in which what is still open is the same on both sides is left.

In the search a missing fact is a value like any other: every test has three parts, where it
holds, where it is open, where it does not hold, and each says ``True`` or ``False`` of a
missing fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from govcoord.rules.cells import Mask, bits_of
from govcoord.rules.checks.base import BudgetError, Meter
from govcoord.rules.diff.axes import Axes, Parts, Piece
from govcoord.rules.diff.copies import differing
from govcoord.rules.diff.sides import Pairing, Said, Side, name_of, said_by
from govcoord.rules.regions import Box, Test
from govcoord.rules.resolve import Status, Verdict
from govcoord.rules.space import Space
from govcoord.rules.tables import HitPolicy

Part = tuple[str, Parts]
Pieces = Mapping[str, Piece]


@attrs.frozen(slots=True)
class Row:
    """A box of a rule as far as it is open: its tests that cut the box at hand.

    ``waits`` says that another test of it is open there because a fact is missing.
    """

    rule: int
    waits: bool
    tests: tuple[Part, ...]


@attrs.frozen(slots=True)
class State:
    """One version within a box: rules that match, that may match, and rows that cut the box."""

    certain: Mask = 0
    maybe: Mask = 0
    rows: tuple[Row, ...] = ()


@attrs.frozen
class Leaf:
    """A box in which both versions say one thing each, and not the same (or by other rules)."""

    box: Box
    before: Said
    after: Said
    rules: tuple[tuple[int, ...], tuple[int, ...]]


@attrs.define
class Search:
    """The search of one pair of tables; `run` gives leaves, ``left`` is what was not looked at."""

    sides: tuple[Side, Side]
    pairing: Pairing
    space: Space
    start: Box
    meter: Meter
    whole: bool
    named: bool
    left: list[Box] = attrs.field(factory=list)
    relevant: tuple[Mask, Mask] = (0, 0)
    axes: Axes = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        rules = (rule for side in self.sides for rule in side.table.rules)
        self.axes = Axes(self.space, [self.start, *(box for rule in rules for box in rule.boxes)])

    def run(self, may_miss: frozenset[str]) -> Iterator[Leaf]:
        """Search box by box; raises `BudgetError` when the budget is gone."""
        self.left = [self.start]
        self.relevant = relevant_rules(self)
        todo = list(dict.fromkeys(places(self, may_miss)))
        while todo:
            try:
                yield from self.inside(todo[-1])
            except BudgetError:
                self.left = todo
                raise
            todo.pop()

    def inside(self, box: Box) -> Iterator[Leaf]:
        """The leaves in one box."""
        whole = self.axes.pieces(box)
        todo: list[tuple[Pieces, tuple[State, ...]]] = [
            (whole, (self.state(whole, 0), self.state(whole, 1)))
        ]
        while todo:
            at, (old, new) = todo.pop()
            self.meter.step(1 + (len(old.rows) + len(new.rows) >> 2))
            states = self.needed(0, old), self.needed(1, new)
            disputed = self.disputed(*states)
            if disputed is None:
                continue
            cut = self.choose(states, disputed)
            verdicts = self.verdicts(states, early=cut is not None)
            if verdicts is not None:
                yield from self.settle(at, states, verdicts)
                continue
            assert cut is not None
            name, parts = cut
            for piece in (p for ps in self.axes.cut(name, at.get(name), parts) for p in ps):
                narrowed = tuple(self.narrowed(s, name, piece) for s in states)
                todo.append(({**at, name: piece}, narrowed))

    # rows

    def state(self, pieces: Pieces, side: int) -> State:
        """How the relevant rules of a version stand to a box."""
        rules = self.sides[side].table.rules
        rows = []
        for number in bits_of(self.relevant[side]):
            self.meter.step()
            for own in rules[number].boxes:
                tests = tuple((name, self.axes.parts(name, test)) for name, test in own.tests)
                row: Row | None = Row(number, False, tests)
                for name, _ in own.tests:
                    if row is not None:
                        row = self.row_within(row, name, pieces.get(name))
                if row is not None:
                    rows.append(row)
        return _sorted_out(0, 0, rows)

    def row_within(self, row: Row, name: str, now: Piece | None) -> Row | None:
        """A row where one fact is narrowed to ``now``; ``None`` where the row does not match."""
        waits, kept = row.waits, []
        for part in row.tests:
            if part[0] != name:
                kept.append(part)
                continue
            holds, opens, refused = self.axes.cut(name, now, part[1])
            if not holds and not opens:
                return None
            if refused or (holds and opens):
                kept.append(part)
            elif opens:
                waits = True
        return Row(row.rule, waits, tuple(kept))

    def narrowed(self, state: State, name: str, now: Piece) -> State:
        """A version within the part of its box where one fact is ``now``."""
        rows = (
            self.row_within(row, name, now) if any(n == name for n, _ in row.tests) else row
            for row in state.rows
        )
        return _sorted_out(state.certain, state.maybe, [row for row in rows if row is not None])

    # which rows matter, and which to cut along

    def needed(self, side: int, state: State) -> State:
        """The state without rules that others keep from deciding, and rows that match anyway."""
        version = self.sides[side]
        out = 0
        if version.overriding:
            for number in bits_of(state.certain):
                out |= version.beats[number]
        elif state.certain and version.table.hit is HitPolicy.FIRST:
            out = -1 << (state.certain & -state.certain).bit_length()
        elif state.certain and version.table.hit is HitPolicy.PRIORITY:
            rules = version.table.rules
            top = max(rules[n].priority for n in bits_of(state.certain))
            out = sum(1 << n for n, rule in enumerate(rules) if rule.priority < top)
        dead = out | state.certain
        rows = tuple(row for row in state.rows if not dead >> row.rule & 1)
        return State(state.certain & ~out, state.maybe & ~out, rows)

    def disputed(self, old: State, new: State) -> tuple[Mask, Mask] | None:
        """The rules, old and new, that stand differently; ``None`` where all stand the same."""
        before, after = _standing(old), _standing(new)
        new_of = self.pairing.new_of
        odd_old = odd_new = 0
        for number, stand in before.items():
            other = new_of.get(number)
            if other is None or after.get(other) != stand:
                odd_old |= 1 << number
        for number, stand in after.items():
            other = self.pairing.old_of.get(number)
            if other is None or before.get(other) != stand:
                odd_new |= 1 << number
        if odd_old or odd_new or self.whole:
            return odd_old, odd_new
        here = sum(1 << number for number in before)
        twisted = any(self.pairing.twisted.get(number, 0) & here for number in before)
        return (0, 0) if twisted else None

    def choose(self, states: Sequence[State], disputed: Sequence[Mask]) -> Part | None:
        """The test to cut along: of a disputed rule if there is one, of the row with the fewest."""
        best: tuple[bool, int] | None = None
        found: Part | None = None
        for state, odd in zip(states, disputed):
            for row in state.rows:
                rank = (not odd >> row.rule & 1, len(row.tests))
                if best is None or rank < best:
                    best, found = rank, row.tests[0]
        return found

    # asking both versions

    def verdicts(self, states: Sequence[State], *, early: bool) -> list[Verdict] | None:
        """What both versions say in a box; ``None`` while rules that cut it may change that.

        ``early``: there are such rules, and only a verdict that none of them can change counts.
        """
        if early and (self.named or self.sides[0].table.hit is HitPolicy.COLLECT):
            return None
        found = []
        for side, state in zip(self.sides, states):
            verdict = side.verdict(state.certain, state.certain | state.maybe | _cutting(state))
            if early and verdict.status is Status.UNDETERMINED:
                return None
            found.append(verdict)
        return found

    def settle(
        self, at: Pieces, states: Sequence[State], verdicts: Sequence[Verdict]
    ) -> Iterator[Leaf]:
        """The leaf of a box for which both verdicts are known, where they differ."""
        said = [self.said(side, v) for side, v in zip(self.sides, verdicts)]
        rules = [
            self.saying(side, state, verdict)
            for side, state, verdict in zip(self.sides, states, verdicts)
        ]
        if said[0] != said[1]:
            box = self.axes.box(at)
            for part in differing(box, said[0], said[1], self.space):
                yield Leaf(part, said[0], said[1], (rules[0], rules[1]))
        elif self.named and self.names(0, rules[0]) != self.names(1, rules[1]):
            yield Leaf(self.axes.box(at), said[0], said[1], (rules[0], rules[1]))

    def saying(self, side: Side, state: State, verdict: Verdict) -> tuple[int, ...]:
        """The rules that give an answer: those that do throughout a box, and in parts of it."""
        if verdict.status is not Status.DECIDED or not verdict.winners:
            return verdict.winners
        if side.table.hit not in (HitPolicy.ANY, HitPolicy.PRIORITY):
            return verdict.winners
        answer = side.answers[verdict.winners[0]]
        rank = side.table.rules[verdict.winners[0]].priority
        more = (
            n
            for n in bits_of(_cutting(state))
            if side.answers[n] == answer
            and (side.table.hit is HitPolicy.ANY or side.table.rules[n].priority == rank)
        )
        return tuple(sorted({*verdict.winners, *more}))

    def said(self, side: Side, verdict: Verdict) -> Said:
        """What a verdict on symbols says (a copied fact stands for itself)."""
        return said_by(side.table, verdict, verdict.values, whole=self.whole)

    def names(self, side: int, rules: Iterable[int]) -> set[tuple[Any, ...]]:
        """The names and sources of rules."""
        return {name_of(self.sides[side].table.rules[n]) for n in rules}


def _sorted_out(certain: Mask, maybe: Mask, rows: Iterable[Row]) -> State:
    """A state from rows: those without an open test become rules that match or may match."""
    kept = []
    for row in rows:
        if row.tests:
            kept.append(row)
        elif row.waits:
            maybe |= 1 << row.rule
        else:
            certain |= 1 << row.rule
    return State(certain, maybe & ~certain, tuple(kept))


def _cutting(state: State) -> Mask:
    """The rules that match in a part of a box."""
    found = 0
    for row in state.rows:
        found |= 1 << row.rule
    return found


def _standing(state: State) -> dict[int, Any]:
    """For each rule that may count how it stands: it matches, or what is open about it."""
    found: dict[int, Any] = {}
    for row in state.rows:
        found.setdefault(row.rule, set()).add((row.waits, row.tests))
    for number in bits_of(state.maybe):
        found.setdefault(number, set()).add((True, ()))
    for number in bits_of(state.certain):
        found[number] = True
    return found


# where to search


def relevant_rules(search: Search) -> tuple[Mask, Mask]:
    """The rules of both versions that can take part in a difference.

    In a collect table a rule only adds its own answer. Rules that are the same in both versions
    matter where they give an answer that a changed rule gives or gave, or where they override
    or are overridden by one that matters.
    """
    sides = search.sides
    every = tuple((1 << len(side.answers)) - 1 for side in sides)
    if search.whole or sides[0].table.hit is not HitPolicy.COLLECT:
        return every[0], every[1]
    changed = changed_rules(search)
    found = [set(changed[0]), set(changed[1])]
    for side, own in zip(sides, found):
        own |= {m for n in own for m in bits_of(side.beats[n])}
    answers = {sides[k].answers[n] for k in (0, 1) for n in found[k]}
    for side, own in zip(sides, found):
        own |= {n for n, answer in enumerate(side.answers) if answer in answers}
        own |= {m for n in own for m in bits_of(side.beaten[n])}
    # a rule that matters on one side matters on the other
    new_of, old_of = search.pairing.new_of, search.pairing.old_of
    both = found[0] | {old_of[n] for n in found[1] if n in old_of}
    found[1] |= {new_of[n] for n in both if n in new_of}
    return sum(1 << n for n in both), sum(1 << n for n in found[1])


def changed_rules(search: Search) -> tuple[set[int], set[int]]:
    """The rules, old and new, that differ in some way from the other version."""
    pairing = search.pairing
    old, new = (side.table.rules for side in search.sides)
    odd = {
        n
        for n, rule in enumerate(old)
        if n not in pairing.new_of
        or n in pairing.twisted
        or set(rule.boxes) != set(new[pairing.new_of[n]].boxes)
    }
    others = {n for n in range(len(new)) if n not in pairing.old_of}
    return odd, others | {pairing.new_of[n] for n in odd if n in pairing.new_of}


def places(search: Search, may_miss: frozenset[str]) -> Iterator[Box]:
    """The boxes outside of which both versions say the same."""
    if search.whole:
        yield search.start
        return
    old, new = search.sides
    pairing = search.pairing
    for side, paired in ((old, pairing.new_of), (new, pairing.old_of)):
        for number in range(len(side.answers)):
            if number not in paired:
                yield from reach(search, side, number, holds=False)
    for number, other in pairing.new_of.items():
        if set(old.table.rules[number].boxes) != set(new.table.rules[other].boxes):
            for holds in (True, False) if may_miss else (True,):
                left = list(reach(search, old, number, holds=holds))
                right = list(reach(search, new, other, holds=holds))
                yield from less(search, left, right)
                yield from less(search, right, left)
    for number, mask in pairing.twisted.items():
        for other in bits_of(mask & ((1 << number) - 1)):
            search.meter.step()
            yield from _both(search, number, other)


def reach(search: Search, side: Side, number: int, *, holds: bool) -> Iterator[Box]:
    """Where a rule matches (``holds``) or may match, within the start."""
    for box in side.table.rules[number].boxes:
        plain = {
            name: Test(test.region, test.missing is True if holds else test.missing is not False)
            for name, test in box.tests
        }
        met = search.space.meet(search.start, Box.of(plain))
        if met is not None:
            yield met


def less(search: Search, boxes: Iterable[Box], others: Iterable[Box]) -> list[Box]:
    """What lies in one of ``boxes`` and in none of ``others``."""
    left = list(boxes)
    for other in others:
        search.meter.step(1 + len(left))
        left = [part for box in left for part in search.space.subtract(box, other)]
    return left


def _both(search: Search, one: int, other: int) -> Iterator[Box]:
    old = search.sides[0]
    for left in reach(search, old, one, holds=False):
        for right in reach(search, old, other, holds=False):
            met = search.space.meet(left, right)
            if met is not None:
                yield met
