"""Suggested tests: few cases that cover rules, bounds and combinations of cells.

found = suggest_tests(plan, strength=2)
print(found.to_yaml("en"))

Strength 1 covers every point of coverage: rules, conditions on both sides, bounds, overrides.
Strength 2 and 3 cover also every pair or triple of cells of different attributes of one table,
where a *cell* holds the values that no rule of the table tells apart.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations, pairwise, product
from typing import Any

import attrs

from govcoord.decision import Decision
from govcoord.rules.engine import Plan
from govcoord.rules.ranges import Ranges
from govcoord.rules.regions import Box, Sets, Test, Values
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

    def box(self, combination: Combination) -> Box:
        """The cases of a combination."""
        return Box.of({name: self.cells[name][number] for name, number in combination})

    def reached(self, decision: Decision) -> Iterator[Combination]:
        """The combinations that a decision lies in, once for each record."""
        subjects: Iterable[Any] = [None]
        if self.table.scope is not None:
            subjects = decision.subjects(self.table.scope) or ()
        for subject in subjects:
            own = []
            for name, cells in self.cells.items():
                value = decision.fact(name, subject)
                hit = next((n for n, cell in enumerate(cells) if cell.accepts(value)), None)
                if hit is not None and value is not None:
                    own.append((name, hit))
            yield from combinations(own, self.strength)

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
            box = self.box(combination)
            if self.space.is_empty(box) or self.nothing.lies_in(box, self.table.scope):
                impossible += 1
                continue
            witness = find_case(
                self.plan, [(self.table, self._grown(box, left))], steps=STEPS, cases=CASES
            )
            if not witness.confirmed:
                witness = find_case(self.plan, [(self.table, box)], steps=STEPS, cases=CASES)
            if not witness.confirmed:
                unfound += 1
                continue
            case = completed(self.plan, self.table, witness.case, self._lies_in(combination))
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
            met = box.meet(self.box(combination))
            if not self.space.is_empty(met):
                box = met
                named |= {name for name, _ in combination}
        return box

    def _strike(self, left: dict[Combination, None], decision: Decision) -> None:
        for combination in self.reached(decision):
            left.pop(combination, None)


def cells_of(attribute: Attribute, name: str, map_: TableMap) -> list[Test]:
    """The cells of an attribute in a table: values that the table's rules do not tell apart."""
    tests = [test.region for _, box in map_.rows for n, test in box.tests if n == name]
    if attribute.type.is_ordered:
        cuts = sorted(
            {cut for region in tests if isinstance(region, Ranges) for cut in region.cuts}
        )
        ends = [None, *cuts, None]
        regions: list[Any] = [
            Ranges(tuple(c for c in (low, high) if c is not None), low is None)
            for low, high in pairwise(ends)
        ]
    elif attribute.type is Type.SET:
        regions = list(dict.fromkeys(r for r in tests if isinstance(r, Sets)))
    elif attribute.type is Type.TEXT:
        words = {w for region in tests if isinstance(region, Values) for w in region.values}
        regions = [Values(frozenset([word])) for word in sorted(words)]
        regions.append(Values(frozenset(words), True))
    else:
        alike: dict[tuple[bool, ...], set[Any]] = {}
        for value in sorted(universe(attribute), key=str):
            alike.setdefault(tuple(r.contains(value) for r in tests), set()).add(value)
        regions = [Values(frozenset(values)) for values in alike.values()]
    space = Space({name: attribute})
    made = [Test(region, False) for region in regions]
    return [test for test in made if not space.refuses_all(test, name)]
