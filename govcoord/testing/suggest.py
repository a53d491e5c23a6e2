"""Suggested tests: few cases that cover rules, bounds and combinations of cells.

found = suggest_tests(plan, strength=2)
print(found.to_yaml("en"))

Strength 1 covers every point of coverage: rules, conditions on both sides, bounds, overrides.
Strength 2 and 3 cover also every pair or triple of cells of different attributes of one table,
where a *cell* holds the values that no rule of the table tells apart; of a set each condition
on it is one cell, and its contrary another.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise, product
from typing import Any

import attrs

from govcoord.decision import Decision
from govcoord.rules.engine import Plan
from govcoord.rules.ranges import Ranges
from govcoord.rules.regions import Box, Region, Sets, Test, Values
from govcoord.rules.solving.witness import find_case
from govcoord.rules.space import Space, universe
from govcoord.rules.tables import Table
from govcoord.rules.vocabulary import Attribute, Type
from govcoord.testing.coverage import Coverage
from govcoord.testing.coverage.complete import completed
from govcoord.testing.coverage.nothing import Nothing
from govcoord.testing.coverage.points import Point, TableMap
from govcoord.testing.coverage.report import CoverageReport
from govcoord.testing.coverage.words import Words
from govcoord.testing.suggest_text import as_yaml

STEPS, CASES = 1_500, 12
"""What the search for a case of one combination may spend."""

SECONDS = 120.0
"""Time after which no more combinations are looked at, unless told otherwise."""


@attrs.frozen
class SuggestedTest:
    """A case, as plain data, the tables it is for, and the point or combination it is about."""

    case: Mapping[str, Any]
    tables: tuple[str, ...]
    decision: Decision = attrs.field(repr=False, eq=False)
    about: Point | Box = attrs.field(repr=False, eq=False)


@attrs.frozen
class SuggestedTests:
    """Cases that together cover what cases were found for.

    ``combinations`` counts pairs or triples of cells that are covered, ``impossible`` those that
    are proved to have no case, ``unfound`` what neither was found nor proved, and ``unfinished``
    those that were not looked at for want of time.
    """

    report: CoverageReport = attrs.field(repr=False, eq=False)
    tests: tuple[SuggestedTest, ...]
    combinations: int = 0
    impossible: int = 0
    unfound: int = 0
    unfinished: int = 0

    def to_yaml(self, language: str = "en") -> str:
        """A test file, marked as to be confirmed: table by table, alike cases as rows."""
        told = ((test.case, test.tables, test.decision, test.about) for test in self.tests)
        return as_yaml(told, Words(self.report, language))


def suggest_tests(plan: Plan, *, strength: int = 1, seconds: float = SECONDS) -> SuggestedTests:
    """Cases for every rule, bound and combination of ``strength`` cells (1 to 3) of a plan.

    Combinations are taken from the one that fewest cases have reached; a case covers as many as
    lie in it. The same plan gives the same cases, unless ``seconds`` run out first.
    """
    if strength not in (1, 2, 3):
        raise ValueError(f"strength is 1, 2 or 3, not {strength}")
    report = Coverage(plan).report()
    found = report.suggestions
    tests = [
        SuggestedTest(
            s.case, tuple(dict.fromkeys(p.table for p in s.points)), s.decision, s.points[0]
        )
        for s in found.cases
    ]
    done = SuggestedTests(report, tuple(tests), unfound=len(found.unfound))
    until = time.monotonic() + seconds
    for table in plan.tables if strength > 1 else ():
        done = Arrays(plan, table, strength, until).extend(done)
    return done


Combination = tuple[tuple[str, int], ...]
"""Cells of different attributes: the attribute's name, the number of its cell."""

Cell = tuple[Test, ...]
"""Values of an attribute: those that one of some tests accepts."""


class Arrays:
    """The combinations of cells of one table."""

    def __init__(self, plan: Plan, table: Table, strength: int, until: float) -> None:
        self.plan, self.table, self.until = plan, table, until
        map_ = TableMap.of(table, plan.vocabulary)
        names = sorted(table.inputs)
        self.cells = {n: cells_of(map_.attributes[n], n, map_) for n in names}
        self.strength = min(strength, len(names))
        self.nothing, self.space = Nothing(plan), Space(map_.attributes)

    def all(self) -> Iterator[Combination]:
        """Every combination."""
        for names in combinations(self.cells, self.strength):
            numbers = (range(len(self.cells[name])) for name in names)
            for chosen in product(*numbers):
                yield tuple(zip(names, chosen))

    def boxes(self, combination: Combination) -> Iterator[Box]:
        """The cases of a combination: in most there is one box of them."""
        names = [name for name, _ in combination]
        cells = (self.cells[name][number] for name, number in combination)
        for tests in product(*cells):
            yield Box.of(dict(zip(names, tests)))

    def reached(self, decision: Decision) -> Iterator[Combination]:
        """The combinations that a decision lies in, once for each record."""
        subjects: Iterable[Any] = [None]
        if self.table.scope is not None:
            subjects = decision.subjects(self.table.scope) or ()
        for subject in subjects:
            own = []
            for name, cells in self.cells.items():
                value = decision.fact(name, subject)
                if value is not None:
                    hits = [n for n, c in enumerate(cells) if any(t.accepts(value) for t in c)]
                    own.append([(name, n) for n in hits])
            for chosen in combinations(own, self.strength):
                yield from product(*chosen)

    def extend(self, done: SuggestedTests) -> SuggestedTests:
        """The tests with those that cover what is left of this table."""
        left = dict.fromkeys(self.all())
        whole, impossible, unfound = len(left), 0, 0
        for test in done.tests:
            self._strike(left, test.decision)
        tests = list(done.tests)
        while left and time.monotonic() < self.until:
            combination = next(iter(left))
            del left[combination]
            boxes = [box for box in self.boxes(combination) if not self._is_nothing(box)]
            box, witness = self._witness(boxes, left)
            if witness is None:
                impossible += not boxes
                unfound += bool(boxes)
                continue
            case = completed(self.plan, self.table, witness, self._lies_in(combination))
            decision = self.plan.evaluate(case)
            self._strike(left, decision)
            tests.append(SuggestedTest(case, (self.table.id,), decision, box))
        return attrs.evolve(
            done,
            tests=tuple(tests),
            combinations=done.combinations + whole - impossible - unfound - len(left),
            impossible=done.impossible + impossible,
            unfound=done.unfound + unfound,
            unfinished=done.unfinished + len(left),
        )

    def _is_nothing(self, box: Box) -> bool:
        return self.space.is_empty(box) or self.nothing.lies_in(box, self.table.scope)

    def _witness(
        self, boxes: Sequence[Box], left: Mapping[Combination, None]
    ) -> tuple[Box, Mapping[str, Any] | None]:
        """A case of one of the boxes, of as many other combinations as can be, and its box."""
        for box in boxes:
            for wanted in (self._grown(box, left), box):
                found = find_case(self.plan, [(self.table, wanted)], steps=STEPS, cases=CASES)
                if found.confirmed:
                    return box, found.case
        return Box(()), None

    def _lies_in(self, combination: Combination) -> Callable[[Decision], bool]:
        return lambda decision: combination in set(self.reached(decision))

    def _grown(self, box: Box, left: Mapping[Combination, None]) -> Box:
        """The box with further combinations that are wanted and fit, greedily."""
        named = {name for name, _ in box.tests}
        for number, combination in enumerate(left):
            if len(named) == len(self.cells) or number > 200:
                break
            if any(name in named for name, _ in combination):
                continue
            fitting = (box.meet(other) for other in self.boxes(combination))
            met = next((b for b in fitting if not self.space.is_empty(b)), None)
            if met is not None:
                box = met
                named |= {name for name, _ in combination}
        return box

    def _strike(self, left: dict[Combination, None], decision: Decision) -> None:
        for combination in self.reached(decision):
            left.pop(combination, None)


def cells_of(attribute: Attribute, name: str, map_: TableMap) -> list[Cell]:
    """The cells of an attribute in a table, without those that it has no value for."""
    tests = [test.region for _, box in map_.rows for n, test in box.tests if n == name]
    space = Space({name: attribute})
    cells = (
        tuple(t for t in cell if not space.refuses_all(t, name))
        for cell in _cells(attribute, tests)
    )
    return [cell for cell in cells if cell]


def _cells(attribute: Attribute, tests: Sequence[Region]) -> Iterator[Cell]:
    if attribute.type is Type.SET:
        for region in dict.fromkeys(r for r in tests if isinstance(r, Sets)):
            inside = Test(region, False)
            yield (inside,)
            yield tuple(attrs.evolve(test, missing=False) for test in inside.negate())
        return
    for part in _regions(attribute, tests):
        yield (Test(part, False),)


def _regions(attribute: Attribute, tests: Sequence[Region]) -> Iterator[Ranges | Values]:
    """The parts of the values of an attribute that is no set."""
    if attribute.type.is_ordered:
        cuts = sorted({cut for r in tests if isinstance(r, Ranges) for cut in r.cuts})
        for low, high in pairwise([None, *cuts, None]):
            yield Ranges(tuple(c for c in (low, high) if c is not None), low is None)
    elif attribute.type is Type.TEXT:
        words = {w for region in tests if isinstance(region, Values) for w in region.values}
        yield from (Values(frozenset([word])) for word in sorted(words))
        yield Values(frozenset(words), True)
    else:
        alike: dict[tuple[bool, ...], set[Any]] = {}
        for value in sorted(universe(attribute), key=str):
            alike.setdefault(tuple(r.contains(value) for r in tests), set()).add(value)
        yield from (Values(frozenset(values)) for values in alike.values())
