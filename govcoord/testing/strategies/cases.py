"""Strategies for cases of a plan.

Each case aims at a target that was found by the solver: given facts take values from the regions
that lead there, the rest is free. A case that free facts have led astray is drawn back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from govcoord.diagnostics import suggest
from govcoord.errors import CaseError, GovcoordError
from govcoord.plain import jsonable
from govcoord.rules.engine import Plan
from govcoord.rules.ranges import Cut, Ranges
from govcoord.rules.regions import Test
from govcoord.rules.solving.aims import LIST, Slot, at_least, list_slot
from govcoord.rules.space import has_none, settle
from govcoord.rules.tables import Table
from govcoord.rules.vocabulary import Attribute
from govcoord.testing.coverage.points import counts_of
from govcoord.testing.strategies.extra import strategies_module
from govcoord.testing.strategies.targets import Target, Targets, Way, targets_of
from govcoord.testing.strategies.values import anything, passing

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

Draw = Callable[["SearchStrategy[Any]"], Any]

_JOINED = 8
"""Further targets that a case may aim at beside its own."""

_ROWS = 2
_NONE, _SOME, _ALL = 0, 1, 2


def cases(plan: Plan) -> SearchStrategy[dict[str, Any]]:
    """Cases of every sort: each rule, each condition on both sides, each side of each bound.

    A case is plain data that ``plan.evaluate`` accepts, as a test file would write it. Raises
    `MissingExtraError` where Hypothesis is not installed.
    """
    return _strategy(targets_of(plan), Targets.everything, joined=_JOINED)


def cases_matching(plan: Plan, rule: str) -> SearchStrategy[dict[str, Any]]:
    """Cases to which a rule applies (of which a record, for rules that look at records).

    ``rule`` is its id, or ``table/id`` where tables share ids. Whether the rule also gives the
    answer is for other rules to say. Raises `GovcoordError` for an unknown rule and for one for
    which no case was found.
    """
    table, number = find_rule(plan, rule)
    targets = targets_of(plan)
    wanted = [t for t in targets.matching(table, number) if targets.way(t) is not None]
    if not wanted:
        raise GovcoordError(f"no case was found to which `{rule}` applies")
    return _strategy(targets, lambda _: wanted, strict=True)


def boundary_cases(plan: Plan) -> SearchStrategy[dict[str, Any]]:
    """Cases at bounds: the value of a bound itself, or the next one on either side of it.

    The other conditions of the rule whose bound it is hold.
    """
    return _strategy(targets_of(plan), Targets.bounds, strict=True)


def incomplete_cases(plan: Plan) -> SearchStrategy[dict[str, Any]]:
    """Cases in which a fact is missing that some rule waits for: it may apply, and may not."""
    return _strategy(targets_of(plan), Targets.incomplete, strict=True)


def find_rule(plan: Plan, name: str) -> tuple[Table, int]:
    """The table and number of the rule that ``id`` or ``table/id`` names."""
    found = [
        (table, number)
        for table in plan.tables
        for number, rule in enumerate(table.rules)
        if name in (rule.id, f"{table.id}/{rule.id}")
    ]
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(f"`{table.id}/{name}`" for table, _ in found)
        raise GovcoordError(f"there are several rules `{name}`: write one of {listed}")
    near = suggest(name, [rule.id for table in plan.tables for rule in table.rules])
    hint = f" (did you mean `{near}`?)" if near else ""
    raise GovcoordError(f"there is no rule `{name}`{hint}")


def _strategy(
    targets: Targets,
    listed: Callable[[Targets], list[Target]],
    *,
    joined: int = 0,
    strict: bool = False,
) -> SearchStrategy[dict[str, Any]]:
    st = strategies_module()
    wanted = listed(targets)
    if not wanted:
        raise GovcoordError("the plan has no rules that such cases could be made for")
    maker = Maker(targets, wanted, joined, strict)

    @st.composite  # type: ignore[untyped-decorator, unused-ignore]
    def made(draw: Draw) -> dict[str, Any]:
        return maker.make(draw)

    found: SearchStrategy[dict[str, Any]] = made()
    return found


class Maker:
    """Makes cases from draws."""

    def __init__(
        self, targets: Targets, wanted: Sequence[Target], joined: int, strict: bool
    ) -> None:
        self.targets, self.wanted = targets, wanted
        self.joined, self.strict = joined, strict
        self.plan = targets.plan
        self.vocabulary = targets.plan.vocabulary
        self.st = strategies_module()
        self.numbers = self.st.sampled_from(range(len(wanted)))
        by_table: dict[str, list[int]] = {}
        for number, target in enumerate(wanted):
            by_table.setdefault(target.table.id, []).append(number)
        # tables first: targets of one table mostly exclude each other
        further = self.st.sampled_from([self.st.sampled_from(ns) for ns in by_table.values()])
        self.further = further.flatmap(lambda numbers: numbers)
        self._free: dict[tuple[str | None, str], Any] = {}
        self._passing: dict[tuple[Attribute, Test], Any] = {}

    def make(self, draw: Draw) -> dict[str, Any]:
        """One case."""
        target, way = self._target(draw, self.numbers)
        tests = dict(way.aim.tests)
        for _ in range(draw(self.st.integers(0, self.joined)) if self.joined else 0):
            further = self._target(draw, self.further)[1].aim.tests
            tests = _met(tests, _below(further, tests), self._attribute)
        aimed = self._facts(draw, tests)
        free = self._freed(draw, aimed, tests)
        for case in (free, _case(aimed, tests, self.plan)):
            if self._will_do(case, target):
                return plain(case)
        return plain(way.case)

    def _target(self, draw: Draw, numbers: SearchStrategy[int]) -> tuple[Target, Way]:
        """A target with a way to it: the one drawn, or the next that has one."""
        at = draw(numbers)
        for step in range(len(self.wanted)):
            target = self.wanted[(at + step) % len(self.wanted)]
            way = self.targets.way(target)
            if way is not None:
                return target, way
        raise GovcoordError("no case was found for any rule")

    def _will_do(self, case: dict[str, Any], target: Target) -> bool:
        if self.strict:
            return self.targets.hits(case, target)
        try:
            self.plan.evaluate(case)
        except CaseError:
            return False
        return True

    def _attribute(self, slot: Slot) -> Attribute:
        found = self.vocabulary.attribute(slot.name, slot.kind)
        assert found is not None
        return found

    def _facts(self, draw: Draw, tests: Mapping[Slot, Test]) -> dict[Slot, Any]:
        """Values of the facts that are aimed at, ``None`` for those that must be missing."""
        found: dict[Slot, Any] = {}
        for slot, test in tests.items():
            if slot.row == LIST:
                continue
            attribute = self._attribute(slot)
            if has_none(test.region, attribute):
                found[slot] = None
            else:
                key = attribute, test
                if key not in self._passing:
                    self._passing[key] = passing(test, attribute)
                found[slot] = draw(self._passing[key])
        return found

    def _freed(
        self, draw: Draw, aimed: Mapping[Slot, Any], tests: Mapping[Slot, Test]
    ) -> dict[str, Any]:
        """The case with further facts: none, some or all of those that are not aimed at."""
        facts = dict(aimed)
        how = draw(self.st.integers(_NONE, _ALL))
        case_attributes = self.vocabulary.attributes.values()
        self._fill(draw, facts, [Slot(None, 0, a.id) for a in case_attributes if a.is_given], how)
        for kind, record in self.vocabulary.records.items():
            rows = {slot.row for slot in aimed if slot.kind == kind}
            length = tests.get(list_slot(kind))
            if length is None and not rows and how and draw(self.st.booleans()):
                rows = set(range(draw(self.st.integers(0, _ROWS))))
                tests = {**tests, list_slot(kind): Test(Ranges.point(len(rows)), False)}
            fields = [a.id for a in record.fields.values() if a.is_given]
            slots = [Slot(kind, row, field) for row in sorted(rows) for field in fields]
            self._fill(draw, facts, slots, how)
        return _case(facts, tests, self.plan)

    def _fill(self, draw: Draw, facts: dict[Slot, Any], slots: Sequence[Slot], how: int) -> None:
        for slot in slots:
            if slot in facts or how == _NONE:
                continue
            if how == _ALL or draw(self.st.booleans()):
                facts[slot] = draw(self._any(slot))

    def _any(self, slot: Slot) -> Any:
        key = slot.kind, slot.name
        if key not in self._free:
            cuts: dict[Cut, None] = {}
            for map_ in self.targets.maps.values():
                visible = map_.attributes.get(slot.name)
                axis = counts_of(map_.cells, slot.name)
                if axis is not None and visible is not None and visible.record == slot.kind:
                    cuts.update(dict.fromkeys(axis.cuts))
            self._free[key] = anything(self._attribute(slot), cuts)
        return self._free[key]


def _below(tests: Mapping[Slot, Test], others: Mapping[Slot, Test]) -> dict[Slot, Test]:
    """The tests with those of single records moved to rows that ``others`` do not speak of."""
    used: dict[str, int] = {}
    for slot in others:
        if slot.kind is not None and slot.row != LIST:
            used[slot.kind] = max(used.get(slot.kind, 0), slot.row + 1)
    found: dict[Slot, Test] = {}
    for slot, test in tests.items():
        first = used.get(slot.kind or "", 0)
        if first and slot.row != LIST:
            found[slot._replace(row=slot.row + first)] = test
            found.setdefault(list_slot(str(slot.kind)), at_least(first + slot.row + 1))
        elif first and slot in found:
            found[slot] = found[slot].meet(test)
        else:
            found[slot] = test
    return found


def _met(
    mine: dict[Slot, Test], theirs: Mapping[Slot, Test], attribute: Callable[[Slot], Attribute]
) -> dict[Slot, Test]:
    """Both sets of tests at once, or the first alone where they exclude each other."""
    found = dict(mine)
    for slot, test in theirs.items():
        old = found.get(slot)
        met = test if old is None else old.meet(test)
        if slot.row != LIST and old is not None:
            region = settle(met.region, attribute(slot))
            met = Test(region, met.missing)
            if has_none(region, attribute(slot)) and not (old.missing and test.missing):
                return mine
        elif met.region.is_empty and met.missing is not True:
            return mine
        found[slot] = met
    return found


def _case(facts: Mapping[Slot, Any], tests: Mapping[Slot, Test], plan: Plan) -> dict[str, Any]:
    """The case with these facts; lists of records are as long as tests and facts ask."""
    case: dict[str, Any] = {}
    for kind, record in plan.vocabulary.records.items():
        used = [slot.row + 1 for slot in facts if slot.kind == kind]
        test = tests.get(list_slot(kind))
        if used or (test is not None and not test.region.is_empty):
            least = max(used, default=0)
            case[record.key] = [{} for _ in range(_length(test, least))]
    for slot, value in facts.items():
        if value is None:
            continue
        if slot.kind is None:
            case[slot.name] = value
        else:
            case[plan.vocabulary.records[slot.kind].key][slot.row][slot.name] = value
    return case


def _length(test: Test | None, least: int) -> int:
    if test is None:
        return least
    assert isinstance(test.region, Ranges)
    return next((n for n in range(least, least + 50) if test.region.contains(n)), least)


def plain(case: Mapping[str, Any]) -> dict[str, Any]:
    """The case as plain data, facts in order of their names, records last."""
    lists = {key: value for key, value in case.items() if isinstance(value, list)}
    facts = {key: case[key] for key in sorted(case) if key not in lists}
    found: dict[str, Any] = jsonable({**facts, **lists})
    return found
