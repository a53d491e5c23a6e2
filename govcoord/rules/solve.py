"""Aims traced back to given facts: through derived attributes and tables, last ones first.

An aim may ask anything of derived facts and of outputs of tables. The one that is computed last
is replaced by ways in which earlier facts give it, until only facts that cases give are left.
The search is depth first and tries plain ways first; whoever takes a case from it evaluates it,
since nothing is claimed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govcoord.rules.aims import Aim, Search, Slot
from govcoord.rules.engine import Plan
from govcoord.rules.invert import Inversion
from govcoord.rules.program import DeriveStep, Fact
from govcoord.rules.regions import Test
from govcoord.rules.steer import Steering, Wanted


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


class Solver:
    """Finds ways in which given facts meet an aim."""

    def __init__(self, search: Search) -> None:
        self.search = search
        self.ranks = ranks(search.plan)

    def ways(self, aim: Aim) -> Iterator[Aim]:
        """Aims on given facts alone; raises `SpentError` when the budget is used up."""
        last = self._last(aim)
        if last is None:
            yield aim
            return
        for earlier in self._earlier(last, aim):
            yield from self.ways(earlier)

    def steered(self, table: str, place: tuple[str | None, int], wanted: Wanted) -> Iterator[Aim]:
        """Aims on given facts with which a table says what is wanted."""
        _, part = self.search.plan.parts[table]
        for aim in Steering(self.search, part, place, wanted).aims(Aim()):
            yield from self.ways(aim)

    def _last(self, aim: Aim) -> Slot | None:
        best, at = None, -1
        for slot in aim.tests:
            rank = self.ranks.get((slot.kind, slot.name), -1)
            if rank > at:
                best, at = slot, rank
        return best

    def _earlier(self, slot: Slot, aim: Aim) -> Iterator[Aim]:
        attribute = self.search.attribute(slot)
        place = (slot.kind, slot.index)
        if attribute.table is not None:
            wanted = self._wanted(attribute.table, slot, aim)
            _, part = self.search.plan.parts[attribute.table]
            rest = aim.without(Slot(slot.kind, slot.index, name) for name in wanted)
            return Steering(self.search, part, place, Wanted(wanted)).aims(rest)
        assert attribute.derive is not None
        return self._derived(slot, aim)

    def _wanted(self, table: str, slot: Slot, aim: Aim) -> Mapping[str, Test]:
        _, part = self.search.plan.parts[table]
        names = part.table.facts
        return {
            s.name: test
            for s, test in aim.tests.items()
            if s.name in names and (s.kind, s.index) == (slot.kind, slot.index)
        }

    def _derived(self, slot: Slot, aim: Aim) -> Iterator[Aim]:
        derive = self.search.attribute(slot).derive
        assert derive is not None
        test, rest = aim.tests[slot], aim.without([slot])
        inversion = Inversion(self.search, (slot.kind, slot.index))
        if not test.region.is_empty:
            yield from inversion.into(derive, test.region, rest)
        if test.missing is True:
            yield from inversion.lose(derive, rest)
