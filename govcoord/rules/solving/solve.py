"""Aims traced back to given facts: through derived attributes and tables, last ones first.

An aim may ask anything of derived facts and of outputs of tables. The one that is computed last
is replaced by ways in which earlier facts give it, until only facts that cases give are left.
Plain ways are tried first, none for so long that others never have their turn. Whoever takes a
case from here evaluates it: nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from govcoord.rules.engine import Plan
from govcoord.rules.program import DeriveStep, Fact
from govcoord.rules.regions import Test
from govcoord.rules.solving.aims import Aim, Place, Search, Slot
from govcoord.rules.solving.invert import Inversion
from govcoord.rules.solving.steer import Steering, Wanted


def ranks(plan: Plan) -> dict[Fact, int]:
    """The number of the step that computes each fact that is not given."""
    found: dict[Fact, int] = {}
    for number, step in enumerate(plan.program.steps):
        if isinstance(step, DeriveStep):
            found[step.attribute.record, step.attribute.id] = number
        else:
            for part in step.parts:
                found.update(((step.scope, name), number) for name in part.table.facts)
    return found


FIRST_TURN = 16
"""Steps for which a way is followed before the next one has its turn."""


class Solver:
    """Finds ways in which given facts meet an aim."""

    def __init__(self, search: Search) -> None:
        self.search = search
        self.ranks = ranks(search.plan)

    def ways(self, aim: Aim) -> Iterator[Aim]:
        """Aims on given facts alone; raises `SpentError` when the budget is used up."""
        return (way for way in self._ways(aim) if way is not None)

    def steered(self, table: str, place: Place, wanted: Wanted, aim: Aim) -> Iterator[Aim]:
        """Aims on given facts that meet ``aim`` and make a table say what is wanted."""
        _, part = self.search.plan.parts[table]
        ways = _fairly(self._ways, Steering(self.search, part, place, wanted).aims(aim))
        return (way for way in ways if way is not None)

    def _ways(self, aim: Aim) -> Iterator[Aim | None]:
        """The same with ``None`` for each step, so that other ways can have their turn."""
        last = self._last(aim)
        if last is None:
            return iter([aim])
        return _fairly(self._ways, self._earlier(last, aim))

    def _last(self, aim: Aim) -> Slot | None:
        best, at = None, -1
        for slot in aim.tests:
            rank = self.ranks.get((slot.kind, slot.name), -1)
            if rank > at:
                best, at = slot, rank
        return best

    def _earlier(self, slot: Slot, aim: Aim) -> Iterator[Aim]:
        attribute = self.search.attribute(slot)
        place = (slot.kind, slot.row)
        if attribute.table is not None:
            wanted = self._wanted(attribute.table, slot, aim)
            _, part = self.search.plan.parts[attribute.table]
            rest = aim.without(Slot(slot.kind, slot.row, name) for name in wanted)
            return Steering(self.search, part, place, Wanted(wanted)).aims(rest)
        assert attribute.derive is not None
        return self._derived(slot, aim)

    def _wanted(self, table: str, slot: Slot, aim: Aim) -> Mapping[str, Test]:
        _, part = self.search.plan.parts[table]
        names = part.table.facts
        return {
            s.name: test
            for s, test in aim.tests.items()
            if s.name in names and (s.kind, s.row) == (slot.kind, slot.row)
        }

    def _derived(self, slot: Slot, aim: Aim) -> Iterator[Aim]:
        derive = self.search.attribute(slot).derive
        assert derive is not None
        test, rest = aim.tests[slot], aim.without([slot])
        inversion = Inversion(self.search, (slot.kind, slot.row))
        if not test.region.is_empty:
            yield from inversion.into(derive, test.region, rest)
        if test.missing is True:
            yield from inversion.lose(derive, rest)


def _fairly(
    follow: Callable[[Aim], Iterator[Aim | None]], aims: Iterator[Aim]
) -> Iterator[Aim | None]:
    """What following each aim gives: all for a short while, then those left for longer."""
    turn = FIRST_TURN
    waiting: Iterator[Iterator[Aim | None]] = map(follow, aims)
    while True:
        left: list[Iterator[Aim | None]] = []
        for way in waiting:
            yield None
            steps = 0
            for found in islice(way, turn):
                steps += 1
                yield found
            if steps == turn:
                left.append(way)
        if not left:
            return
        waiting = iter(left)
        turn *= 4
