"""Tables solved backwards: which rules must match, and which must not, for a table to say it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, islice, product
from typing import Any, Final

import attrs

from govcoord.rules.program import TablePart
from govcoord.rules.regions import Box, Test
from govcoord.rules.resolve import Status, Verdict
from govcoord.rules.solving.aims import Aim, Place, Search, nothing, refuses
from govcoord.rules.solving.standing import Option, Standing
from govcoord.rules.tables import Aggregate, FactRef, HitPolicy, Table

MOST_TOGETHER: Final = 3
"""Rules of a collect table that are made to match together."""

TRIED_GROUPS: Final = 400
FEW: Final = 4
"""Ways to have the same rules match that are tried before other rules have their turn."""

MOST_RULES: Final = 12
"""Rules up to which every way of matching is tried in the end."""

Aims = Iterator[Aim]


@attrs.frozen
class Wanted:
    """What a table is to say: tests on the facts it gives, and a rule that decides."""

    tests: Mapping[str, Test] = attrs.field(factory=dict)
    rule: str | None = None


def in_rounds(ways: Iterator[Aims]) -> Aims:
    """What all ways yield: a few of each, then of those that are left more and more.

    >>> list(in_rounds(iter([iter("abcdefgh"), iter("xy")])))
    ['a', 'b', 'c', 'd', 'x', 'y', 'e', 'f', 'g', 'h']
    """
    few = FEW
    while True:
        left = []
        for way in ways:
            taken = 0
            for found in islice(way, few):
                taken += 1
                yield found
            if taken == few:
                left.append(way)
        if not left:
            return
        ways = iter(left)
        few *= 4


@attrs.frozen
class Steering:
    """Steers one table, seen from the case or one record, to what is wanted of it."""

    search: Search
    part: TablePart
    place: Place
    wanted: Wanted

    @property
    def standing(self) -> Standing:
        """How the rules of the table stand to each other."""
        known = self.search.standings
        if self.table.id not in known:
            known[self.table.id] = Standing(self.part)
        return known[self.table.id]

    @property
    def table(self) -> Table:
        """The table."""
        return self.part.table

    def aims(self, aim: Aim) -> Aims:
        """Aims on the table's inputs; plain ways first, and a few of each before more of any."""
        return in_rounds(self._ways(aim))

    def _ways(self, aim: Aim) -> Iterator[Aims]:
        if self.table.hit is HitPolicy.COLLECT:
            yield from self._collected(aim)
        else:
            yield from self._by_rule(aim)
            if self.wanted.rule is None:
                yield from self._by_none(aim)
            yield from self._by_conflict(aim)
        if self.wanted.rule is None and self._accepts_nothing():
            yield self._open(aim)
        rules = self._sayers()
        if len(rules) <= MOST_RULES:
            yield self._each_way(self.standing.with_overriders(rules), aim, ())

    # tables with one answer

    def _by_rule(self, aim: Aim) -> Iterator[Aims]:
        order = sorted(
            range(len(self.table.rules)),
            key=lambda n: min((len(box.tests) for box in self.table.rules[n].boxes), default=0),
        )
        for number in order:
            if self.wanted.rule not in (None, self.table.rules[number].id):
                continue
            said = self._said(number, aim)
            if said is not None:
                spoilers = self.standing.spoilers(number, itself=self.wanted.rule is not None)
                yield self._matching([number], spoilers, said)

    def _said(self, number: int, aim: Aim) -> Aim | None:
        if not self._status(Status.DECIDED):
            return None
        values = self.table.rules[number].values
        return self._told([values.get(o.id, o.default) for o in self.table.outputs], aim)

    def _told(self, values: Sequence[Any], aim: Aim) -> Aim | None:
        """The aim if these outputs are wanted, with tests on what they copy."""
        found: Aim | None = aim
        for output, value in zip(self.table.outputs, values):
            test = self.wanted.tests.get(output.attribute or "")
            if test is None or found is None:
                continue
            if isinstance(value, FactRef):
                slot = self.search.slot(value.attribute, self.place)
                found = self.search.narrow(found, slot, test)
            elif test.accepts(value) is not True:
                return None
        return found

    def _status(self, status: Status) -> bool:
        test = self.wanted.tests.get(self.table.status or "")
        return test is None or test.accepts(status.value) is True

    def _by_none(self, aim: Aim) -> Iterator[Aims]:
        defaults = [output.default for output in self.table.outputs]
        given = any(default is not None for default in defaults)
        told = self._told(defaults, aim)
        if told is not None and self._status(Status.DECIDED if given else Status.NONE):
            yield self._matching([], range(len(self.table.rules)), told)

    def _by_conflict(self, aim: Aim) -> Iterator[Aims]:
        if self.table.hit is HitPolicy.FIRST or not self._status(Status.CONFLICT):
            return
        if not self._no_outputs():
            return
        for one, other in combinations(range(len(self.table.rules)), 2):
            rules = self.table.rules[one], self.table.rules[other]
            if self.wanted.rule is not None and self.wanted.rule not in (r.id for r in rules):
                continue
            self.search.spend(1)
            if self.standing.clash(one, other):
                others = {*self.standing.above(one), *self.standing.above(other)}
                yield self._matching([one, other], sorted(others), aim)

    def _no_outputs(self) -> bool:
        outputs = {output.attribute for output in self.table.outputs}
        return all(
            test.missing is True for name, test in self.wanted.tests.items() if name in outputs
        )

    def _accepts_nothing(self) -> bool:
        return all(test.missing is True for test in self.wanted.tests.values())

    def _open(self, aim: Aim) -> Aims:
        """The table left open for want of a fact that some rule asks for, or of any fact."""
        asked = {
            name: None
            for rule in self.table.rules
            for box in rule.boxes
            for name, test in box.tests
            if test.missing is None
        }
        for name in asked:
            slot = self.search.slot(name, self.place)
            found = self.search.narrow(aim, slot, nothing(self.search.attribute(slot)))
            if found is not None:
                yield found
        yield aim

    # tables that collect

    def _collected(self, aim: Aim) -> Iterator[Aims]:
        if self._status(Status.DECIDED) or self._status(Status.NONE):
            for group, others in self._options():
                yield self._matching(group, others, aim)

    def _options(self) -> Iterator[Option]:
        """Groups of rules that together say what is wanted, and who must not join them.

        Made when they are asked for and remembered while the search goes on.
        """
        key = frozenset(self.wanted.tests.items()), self.wanted.rule, self.place
        if key not in self.standing.options:
            self.standing.options[key] = [], self._fresh_options()
        known, more = self.standing.options[key]
        number = 0
        while True:
            if number == len(known):
                option = next(more, None)
                if option is None:
                    return
                known.append(option)
            yield known[number]
            number += 1

    def _fresh_options(self) -> Iterator[Option]:
        matter = self._that_matter()
        found: dict[Sequence[int], Sequence[int]] = {}
        for group in islice(self._groups(), TRIED_GROUPS):
            self.search.spend(2)
            others = None if group in found else self._others(group, matter)
            if others is None:
                continue
            found[group] = others
            # a member that the rest can do without, and that would not disturb, is not needed
            rests = [(m, tuple(n for n in group if n != m)) for m in group]
            if not any(rest in found and m not in found[rest] for m, rest in rests):
                yield group, others

    def _groups(self) -> Iterator[tuple[int, ...]]:
        """Groups of rules to match together: as now, and small ones."""
        sayers = self._sayers()
        must = [n for n, rule in enumerate(self.table.rules) if rule.id == self.wanted.rule]
        now = self._matching_now()
        if now:
            yield now
            for number in sayers:
                yield tuple(sorted({*now} ^ {number}))
        for size in range(MOST_TOGETHER + 1):
            for group in combinations(sayers, size):
                yield tuple(sorted({*group, *must}))

    def _matching_now(self) -> tuple[int, ...]:
        seen = {s.name: v for s, v in self.search.now.items() if s.kind is None}
        kind, index = self.place
        own = {s.name: v for s, v in self.search.now.items() if (s.kind, s.row) == (kind, index)}
        facts = {**seen, **own}
        if not facts:
            return ()
        rules = enumerate(self.table.rules)
        return tuple(n for n, rule in rules if any(box.accepts(facts) for box in rule.boxes))

    def _sayers(self) -> tuple[int, ...]:
        wanted = [o.id for o in self.table.outputs if o.attribute in self.wanted.tests]
        whole = self.table.hit is not HitPolicy.COLLECT or not wanted
        if whole or self.table.status in self.wanted.tests:
            return tuple(range(len(self.table.rules)))
        rules = enumerate(self.table.rules)
        return tuple(n for n, rule in rules if any(o in rule.values for o in wanted))

    def _others(self, group: Sequence[int], matter: Sequence[int]) -> list[int] | None:
        """The rules that must not match beside a group; ``None`` if it does not say it."""
        verdict = self._verdict(group)
        if verdict is None or self._told(verdict.values, Aim()) is None:
            return None
        told = dict(zip((o.attribute for o in self.table.outputs), verdict.values))
        return [n for n in matter if n not in group and self._disturbs(n, verdict.winners, told)]

    def _verdict(self, group: Sequence[int]) -> Verdict | None:
        """What the table says when just these rules match, if status and rule are wanted."""
        verdict = self.part.resolver.fresh(self._mask(group), self._mask(group))
        winners = {self.table.rules[n].id for n in verdict.winners}
        if self.wanted.rule is not None and self.wanted.rule not in winners:
            return None
        return verdict if self._status(verdict.status) else None

    def _mask(self, group: Sequence[int]) -> int:
        rows = self.part.resolver.rows
        return sum(1 << row for row, rule in enumerate(rows) if rule in group)

    def _disturbs(self, number: int, firm: Sequence[int], told: Mapping[Any, Any]) -> bool:
        """Whether a further rule may change what is told."""
        if any(self.standing.overrides(number, n) for n in firm):
            return True
        if any(self.standing.overrides(n, number) for n in firm):
            return False
        if self.table.status in self.wanted.tests:
            return True
        values = self.table.rules[number].values
        for output in self.table.outputs:
            if output.attribute not in self.wanted.tests or output.id not in values:
                continue
            now, value = told[output.attribute], values[output.id]
            if output.aggregate is Aggregate.ANY and now is True and firm:
                continue
            more = value if isinstance(value, frozenset) else {value}
            if output.aggregate is Aggregate.UNION and firm and more <= now:
                continue
            return True
        return False

    # every way in which rules match or not, for small tables

    def _that_matter(self) -> tuple[int, ...]:
        """The rules on which what is wanted depends."""
        return self.standing.with_overriders(self._sayers())

    def _each_way(self, rules: Sequence[int], aim: Aim, group: tuple[int, ...]) -> Aims:
        if not rules:
            verdict = self._verdict(group)
            told = None if verdict is None else self._told(verdict.values, aim)
            if told is not None:
                yield told
            return
        number, *rest = rules
        boxes = self.table.rules[number].boxes
        for found in self._outside(boxes, aim):
            yield from self._each_way(rest, found, group)
        for box in boxes:
            inside = self._inside(box, aim)
            if inside is not None:
                yield from self._each_way(rest, inside, (*group, number))

    # rules that match and rules that do not

    def _matching(self, numbers: Sequence[int], others: Sequence[int], aim: Aim) -> Aims:
        rules = self.table.rules
        for boxes in product(*(rules[n].boxes for n in numbers)):
            found: Aim | None = aim
            for box in boxes:
                found = None if found is None else self._inside(box, found)
            if found is not None:
                out = [box for n in others for box in rules[n].boxes]
                yield from self._outside(out, found)

    def _inside(self, box: Box, aim: Aim) -> Aim | None:
        found: Aim | None = aim
        for name, test in box.tests:
            if found is not None:
                found = self.search.narrow(found, self.search.slot(name, self.place), test)
        return found

    def _outside(self, boxes: Sequence[Box], aim: Aim) -> Aims:
        """Aims in which no box holds: depth first, over one test of each that fails."""
        stack = [iter([aim])]
        while stack:
            at = next(stack[-1], None)
            if at is None:
                stack.pop()
            elif len(stack) > len(boxes):
                yield at
            else:
                stack.append(self._refusing(boxes[len(stack) - 1], at))

    def _refusing(self, box: Box, aim: Aim) -> Aims:
        slots = [(self.search.slot(name, self.place), test) for name, test in box.tests]
        if any(refuses(aim.tests.get(slot), test) for slot, test in slots):
            yield aim
            return
        for slot, test in sorted(slots, key=lambda pair: self._effort(pair[0], pair[1], aim)):
            for outside in test.negate():
                found = self.search.narrow(aim, slot, outside)
                if found is not None:
                    yield found

    def _effort(self, slot: Any, test: Test, aim: Aim) -> tuple[bool, bool, bool]:
        """What is plain to refuse by: what holds now, facts given, facts tested already."""
        stands = self.search.now and test.accepts(self.search.now.get(slot)) is False
        attribute = self.search.attribute(slot)
        return (not stands, not attribute.is_given, slot not in aim.tests)
