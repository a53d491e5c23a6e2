"""Tables solved backwards: which rules must match, and which must not, for a table to say it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Any, Final

import attrs

from govcoord.rules.aims import Aim, Place, Search, nothing, refuses
from govcoord.rules.program import TablePart
from govcoord.rules.regions import Box, Test
from govcoord.rules.resolve import Status
from govcoord.rules.tables import Aggregate, FactRef, HitPolicy, Table

MOST_TOGETHER: Final = 3
"""Rules of a collect table that are made to match together."""

TRIED_GROUPS: Final = 400
Aims = Iterator[Aim]


@attrs.frozen
class Wanted:
    """What a table is to say: tests on the facts it gives, and a rule that decides."""

    tests: Mapping[str, Test] = attrs.field(factory=dict)
    rule: str | None = None


@attrs.frozen
class Steering:
    """Steers one table, seen from the case or one record, to what is wanted of it."""

    search: Search
    part: TablePart
    place: Place
    wanted: Wanted

    @property
    def table(self) -> Table:
        """The table."""
        return self.part.table

    def aims(self, aim: Aim) -> Aims:
        """Aims on the table's inputs; plain ways first."""
        if self.table.hit is HitPolicy.COLLECT:
            yield from self._collected(aim)
        else:
            yield from self._by_rule(aim)
            yield from self._by_conflict(aim)
        if self.table.hit is not HitPolicy.COLLECT and self.wanted.rule is None:
            yield from self._by_none(aim)
        if self.wanted.rule is None and self._accepts_nothing():
            yield from self._open(aim)

    # tables with one answer

    def _by_rule(self, aim: Aim) -> Aims:
        order = sorted(
            range(len(self.table.rules)),
            key=lambda n: min((len(box.tests) for box in self.table.rules[n].boxes), default=0),
        )
        for number in order:
            if self.wanted.rule not in (None, self.table.rules[number].id):
                continue
            said = self._said(number, aim)
            if said is not None:
                yield from self._matching([number], self._spoilers(number), said)

    def _said(self, number: int, aim: Aim) -> Aim | None:
        """The aim if the rule's outputs are wanted, with tests on what they copy."""
        values = self.table.rules[number].values
        found: Aim | None = aim
        for output in self.table.outputs:
            test = self.wanted.tests.get(output.attribute or "")
            if test is None:
                continue
            value = values.get(output.id, output.default)
            if isinstance(value, FactRef):
                slot = self.search.slot(value.attribute, self.place)
                found = self.search.narrow(found, slot, test) if found is not None else None
            elif test.accepts(value) is not True:
                return None
        return found if self._status(Status.DECIDED) else None

    def _status(self, status: Status) -> bool:
        test = self.wanted.tests.get(self.table.status or "")
        return test is None or test.accepts(status.value) is True

    def _by_none(self, aim: Aim) -> Aims:
        if self._defaults_wanted():
            yield from self._matching([], range(len(self.table.rules)), aim)

    def _defaults_wanted(self) -> bool:
        defaults = [output.default for output in self.table.outputs]
        given = any(default is not None for default in defaults)
        return self._status(Status.DECIDED if given else Status.NONE) and all(
            self.wanted.tests[output.attribute].accepts(output.default) is True
            for output in self.table.outputs
            if output.attribute in self.wanted.tests
        )

    def _by_conflict(self, aim: Aim) -> Aims:
        if self.table.hit is HitPolicy.FIRST or not self._status(Status.CONFLICT):
            return
        if not self._no_outputs():
            return
        for one, other in combinations(range(len(self.table.rules)), 2):
            rules = self.table.rules[one], self.table.rules[other]
            if self.wanted.rule is not None and self.wanted.rule not in (r.id for r in rules):
                continue
            if self._clash(one, other):
                others = {*self._above(one), *self._above(other)} - {one, other}
                yield from self._matching([one, other], sorted(others), aim)

    def _clash(self, one: int, other: int) -> bool:
        if self._beats(one, other) or self._beats(other, one):
            return False
        return self.table.hit is HitPolicy.UNIQUE or not self._same(one, other)

    def _no_outputs(self) -> bool:
        outputs = {output.attribute for output in self.table.outputs}
        return all(
            test.missing is True for name, test in self.wanted.tests.items() if name in outputs
        )

    def _accepts_nothing(self) -> bool:
        return all(test.missing is True for test in self.wanted.tests.values())

    def _open(self, aim: Aim) -> Aims:
        """The table left open for want of a fact: any fact, or one that a rule asks for."""
        yield aim
        for rule in self.table.rules:
            for box in rule.boxes:
                for name, test in box.tests:
                    if test.missing is None:
                        slot = self.search.slot(name, self.place)
                        absent = nothing(self.search.attribute(slot))
                        found = self.search.narrow(aim, slot, absent)
                        if found is not None:
                            yield found

    # who stands in whose way

    def _same(self, one: int, other: int) -> bool:
        answers = self.part.resolver.answers
        return answers[one] == answers[other]

    def _overrides(self, one: int, other: int) -> bool:
        return other in self.part.resolver.beats[one]

    def _beats(self, one: int, other: int) -> bool:
        rules = self.table.rules
        if self._overrides(one, other) or self._overrides(other, one):
            return self._overrides(one, other)
        if self.table.hit is HitPolicy.FIRST:
            return one < other
        if self.table.hit is HitPolicy.PRIORITY:
            return rules[one].priority > rules[other].priority
        return False

    def _above(self, number: int) -> list[int]:
        return [n for n in range(len(self.table.rules)) if self._beats(n, number)]

    def _spoilers(self, number: int) -> list[int]:
        """The rules that must not match for a rule to give the answer."""
        return [n for n in range(len(self.table.rules)) if self._spoils(n, number)]

    def _spoils(self, other: int, number: int) -> bool:
        if other == number or self._overrides(number, other):
            return False
        if self._overrides(other, number):
            return True
        if self._same(other, number) and self.table.hit is not HitPolicy.UNIQUE:
            return self.wanted.rule is not None and self._beats(other, number)
        return not self._beats(number, other)

    # tables that collect

    def _collected(self, aim: Aim) -> Aims:
        if not self._status(Status.DECIDED) and not self._status(Status.NONE):
            return
        tried = 0
        for group in self._groups():
            others = self._others(group)
            if others is None:
                continue
            yield from self._matching(group, others, aim)
            tried += 1
            if tried > TRIED_GROUPS:
                return

    def _groups(self) -> Iterator[Sequence[int]]:
        """Groups of rules to match together: as now, and small ones."""
        sayers = self._sayers()
        must = [n for n, rule in enumerate(self.table.rules) if rule.id == self.wanted.rule]
        now = self._matching_now()
        if now:
            yield now
            for number in sayers:
                yield sorted({*now} ^ {number})
        for size in range(MOST_TOGETHER + 1):
            for group in combinations(sayers, size):
                yield sorted({*group, *must})

    def _matching_now(self) -> list[int]:
        seen = {s.name: v for s, v in self.search.now.items() if s.kind is None}
        kind, index = self.place
        own = {s.name: v for s, v in self.search.now.items() if (s.kind, s.index) == (kind, index)}
        facts = {**seen, **own}
        if not facts:
            return []
        rules = enumerate(self.table.rules)
        return [n for n, rule in rules if any(box.accepts(facts) for box in rule.boxes)]

    def _sayers(self) -> list[int]:
        wanted = [o.id for o in self.table.outputs if o.attribute in self.wanted.tests]
        rules = enumerate(self.table.rules)
        if self.table.status in self.wanted.tests or not wanted:
            return [n for n, _ in rules]
        return [n for n, rule in rules if any(o in rule.values for o in wanted)]

    def _others(self, group: Sequence[int]) -> list[int] | None:
        """The rules that must not match beside a group; ``None`` if it does not say it."""
        if self.wanted.rule is not None and not any(
            self.table.rules[n].id == self.wanted.rule for n in group
        ):
            return None
        beaten = {n for n in group if any(self._overrides(m, n) for m in group)}
        firm = [n for n in group if n not in beaten]
        if self.wanted.rule is not None and self.wanted.rule not in {
            self.table.rules[n].id for n in firm
        }:
            return None
        verdict = self.part.resolver.fresh(self._mask(group), self._mask(group))
        if not self._status(verdict.status):
            return None
        told = dict(zip((o.attribute for o in self.table.outputs), verdict.values))
        for name, test in self.wanted.tests.items():
            if name in told and test.accepts(told[name]) is not True:
                return None
        count = range(len(self.table.rules))
        return [n for n in count if n not in group and self._disturbs(n, firm, told)]

    def _mask(self, group: Sequence[int]) -> int:
        rows = self.part.resolver.rows
        return sum(1 << row for row, rule in enumerate(rows) if rule in group)

    def _disturbs(self, number: int, firm: Sequence[int], told: Mapping[Any, Any]) -> bool:
        """Whether a further rule may change what is told."""
        if any(self._overrides(number, n) for n in firm):
            return True
        if any(self._overrides(n, number) for n in firm):
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

    # rules that match and rules that do not

    def _matching(self, numbers: Sequence[int], others: Sequence[int], aim: Aim) -> Aims:
        rules = self.table.rules
        out = [box for n in others for box in rules[n].boxes]
        for boxes in product(*(rules[n].boxes for n in numbers)):
            found: Aim | None = aim
            for box in boxes:
                found = None if found is None else self._inside(box, found)
            if found is not None:
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
