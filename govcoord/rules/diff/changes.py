"""From the leaves of a search to changes: grouped by what both versions say, few boxes each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from govcoord.rules.checks.base import Budget, Meter, region
from govcoord.rules.conditions.attribute_tests import settled
from govcoord.rules.diff.cutter import Cutter
from govcoord.rules.diff.model import Change
from govcoord.rules.diff.regions import Leaf
from govcoord.rules.diff.sayings import only, saying
from govcoord.rules.diff.sides import UNSTATED, Said, Side
from govcoord.rules.diff.witness import Witnesses
from govcoord.rules.engine import Plan
from govcoord.rules.regions import Box, Ranges, Sets, Test, Values
from govcoord.rules.space import Space, universe
from govcoord.rules.tables import HitPolicy
from govcoord.rules.vocabulary import Attribute, Type

MERGED = 2000
"""Boxes of a change up to which they are joined; more are too many to be read anyway."""

GROWN = 120
"""Boxes of a change up to which simpler ones are looked for."""

GROWING_STEPS = 15_000
"""Steps that the search for simpler boxes may take; it changes how a region is told only."""

Days = tuple[Mapping[str, date], Mapping[str, date]]


class Teller:
    """Tells the changes of one table from the leaves of its search."""

    def __init__(
        self,
        old: Plan,
        new: Plan,
        sides: tuple[Side, Side],
        space: Space,
        start: Box,
        may_miss: frozenset[str],
        days: Days,
    ) -> None:
        self.sides, self.space = sides, space
        self.start, self.may_miss = start, may_miss
        names = sides[0].table.inputs | sides[1].table.inputs
        scope = sides[1].table.scope
        self.stated = tuple(
            stated(names, space, plan.vocabulary.visible(scope)) for plan in (old, new)
        )
        self.witnesses = Witnesses(old, new, sides[1].table, days)

    def changes(self, leaves: Iterable[Leaf]) -> Iterator[Change]:
        """Changes, those with the same saying before and after together."""
        groups: dict[Any, list[Leaf]] = {}
        for leaf in leaves:
            for part in self.parts(leaf):
                groups.setdefault(_key(part), []).append(part)
        for group in groups.values():
            yield self.change(group)

    def parts(self, leaf: Leaf) -> Iterator[Leaf]:
        """The leaf cut into what both versions, or one only, have words for."""
        known = [leaf.box]
        for which, box in enumerate(self.stated):
            if not box.tests:
                continue
            outside = [part for at in known for part in self.space.subtract(at, box)]
            met = (self.space.meet(at, box) for at in known)
            known = [at for at in met if at is not None]
            other = self.stated[1 - which]
            for part in outside:
                both = self.space.meet(part, other)
                if both is not None:
                    before, after = (
                        (UNSTATED, leaf.after) if which == 0 else (leaf.before, UNSTATED)
                    )
                    yield Leaf(both, before, after, leaf.rules)
        for box in known:
            yield attrs.evolve(leaf, box=box)

    def change(self, leaves: Sequence[Leaf]) -> Change:
        """One change of leaves that say the same before and after."""
        first = leaves[0]
        numbers = [sorted({n for leaf in leaves for n in leaf.rules[k]}) for k in (0, 1)]
        rules = [tuple(s.table.rules[n] for n in own) for s, own in zip(self.sides, numbers)]
        before, after = first.before, first.after
        witness, confirmed = self.witnesses.find(leaves)
        if self.sides[1].table.hit is HitPolicy.COLLECT and before.answers != after.answers:
            rules = self.telling(rules, before, after)
        return Change(
            self.sides[1].table.id,
            tuple(told(self.few(leaf.box for leaf in leaves), self.may_miss, self.space)),
            saying(before, after, rules[0]),
            saying(after, before, rules[1]),
            witness,
            confirmed,
        )

    def few(self, boxes: Iterable[Box]) -> tuple[Box, ...]:
        """The same cases in few boxes: joined, then each grown as far as the others allow."""
        every = tuple(dict.fromkeys(boxes))
        if len(every) > MERGED:
            return every
        found = region(every)
        if not 1 < len(found) <= GROWN:
            return found
        meter = Meter(Budget(steps=GROWING_STEPS, seconds=10.0))
        return tuple(Cutter(self.space, meter).simpler(found, self.start))

    def telling(self, rules: Sequence[Any], before: Said, after: Said) -> list[Any]:
        """The rules whose answers only one version gives."""
        only = before.answers - after.answers, after.answers - before.answers
        return [
            tuple(r for r in own if side.answers[side.number[r.id]] in answers)
            for side, own, answers in zip(self.sides, rules, only)
        ]


def _key(leaf: Leaf) -> Any:
    before, after = leaf.before, leaf.after
    if before == after:
        return before, leaf.rules
    return only(before, after), only(after, before)


def stated(names: Iterable[str], space: Space, own: Mapping[str, Attribute]) -> Box:
    """The cases that a version has words for: its choices and ranges, where they are not all."""
    tests = {}
    for name in sorted(names):
        whole, mine = space.attributes[name], own.get(name)
        if mine is None or mine.type is not whole.type or mine.unit != whole.unit:
            continue
        if whole.type.is_ordered:
            if (mine.min, mine.max) != (whole.min, whole.max):
                tests[name] = Test(Ranges.interval(mine.min, mine.max), True)
        elif whole.type is Type.SET and universe(whole) != universe(mine):
            tests[name] = Test(Sets(none_of=universe(whole) - universe(mine)), True)
        elif whole.type is Type.CHOICE and universe(whole) != universe(mine):
            tests[name] = Test(Values(universe(mine)), True)
    return Box.of(tests)


def told(boxes: Iterable[Box], may_miss: frozenset[str], space: Space) -> Iterator[Box]:
    """Boxes as they are told of complete cases: that a fact is given goes without saying."""
    for box in boxes:
        tests = {}
        for name, test in box.tests:
            shown = settled(test, space.attributes[name])
            if shown.missing is False and not (name in may_miss and shown.region.is_full):
                shown = Test(shown.region, True if shown.region.is_full else None)
            tests[name] = shown
        yield Box.of(tests)
