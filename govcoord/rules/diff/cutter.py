"""Cutting boxes by boxes where the same tests meet again and again: every cut is made once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from govcoord.rules.checks.base import BudgetError, Meter
from govcoord.rules.regions import Box, Test
from govcoord.rules.space import Space

Tests = Mapping[str, Test]
Cut = tuple[Test | None, tuple[Test, ...]]
"""What of a test lies inside another (``None``: nothing), and what lies outside."""


class Cutter:
    """Subtracts boxes whose tests say ``True`` or ``False`` of a missing fact."""

    def __init__(self, space: Space, meter: Meter) -> None:
        self.space, self.meter = space, meter
        self.one: dict[Test, Test] = {}
        self.cuts: dict[tuple[str, int, int], Cut] = {}

    def known(self, box: Box) -> Tests:
        """The tests of a box, each in the one copy that cuts are remembered by."""
        return {name: self.one.setdefault(test, test) for name, test in box.tests}

    def cut(self, name: str, now: Test | None, test: Test) -> Cut:
        """What of ``now`` (``None``: everything) a test accepts, and what it refuses."""
        key = (name, id(now), id(test))
        found = self.cuts.get(key)
        if found is None:
            met = [t if now is None else now.meet(t) for t in (test, *test.negate())]
            one = self.one
            kept = [None if self.space.refuses_all(t, name) else one.setdefault(t, t) for t in met]
            found = self.cuts[key] = kept[0], tuple(t for t in kept[1:] if t is not None)
        return found

    def subtract(self, box: Tests, other: Tests) -> list[Tests]:
        """What lies in a box and not in the other."""
        self.meter.step()
        cuts = []
        for name, test in other.items():
            inside, outside = self.cut(name, box.get(name), test)
            if inside is None:
                return [box]
            cuts.append((name, inside, outside))
        out: list[Tests] = []
        at = dict(box)
        for name, inside, outside in cuts:
            out.extend({**at, name: test} for test in outside)
            at[name] = inside
        return out

    def within(self, box: Box, others: Iterable[Tests]) -> bool:
        """Whether a box lies in the union of others."""
        left: list[Tests] = [self.known(box)]
        for other in others:
            left = [part for at in left for part in self.subtract(at, other)]
            if not left:
                return True
        return False

    def simpler(self, boxes: Sequence[Box], start: Box) -> list[Box]:
        """Boxes of the same cases, without tests that they can do without; fewer if can be.

        ``start`` is what every box has to stay in. What the budget does not reach stays as it is.
        """
        found = list(boxes)
        try:
            every = [self.known(box) for box in boxes]
            for number, box in enumerate(boxes):
                found[number] = self.grown(box, every, dict(start.tests))
            found = sorted(set(found), key=lambda box: (-len(box.tests), str(box)))
            for box in tuple(found):
                others = [other for other in found if other is not box]
                if others and self.within(box, map(self.known, others)):
                    found = others
        except BudgetError:
            pass
        return sorted(found, key=lambda box: len(box.tests))

    def grown(self, box: Box, every: Sequence[Tests], free: Tests) -> Box:
        """The box without tests that the union of all boxes can do without."""
        for name, _ in box.tests:
            tests = {n: t for n, t in box.tests if n != name}
            wider = Box.of({**tests, **({name: free[name]} if name in free else {})})
            if wider != box and self.within(wider, every):
                box = wider
        return box
