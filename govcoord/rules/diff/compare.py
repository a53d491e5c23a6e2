"""Comparing two plans: the vocabulary, then table by table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from govcoord.rules.checks.base import Budget, BudgetError, Meter, region
from govcoord.rules.diff.changes import Teller, told
from govcoord.rules.diff.copies import any_value
from govcoord.rules.diff.model import Difference, TableDifference
from govcoord.rules.diff.regions import Leaf, Search
from govcoord.rules.diff.sides import Side, pair_rules, pinned, same_frame
from govcoord.rules.diff.vocabulary import join_vocabularies
from govcoord.rules.engine import Plan
from govcoord.rules.model import InForce
from govcoord.rules.program import Fact, Work, all_attributes, gives, needs, owner
from govcoord.rules.regions import Box, Test
from govcoord.rules.space import Space
from govcoord.rules.tables import Table
from govcoord.rules.vocabulary import AS_OF


class Comparer:
    """Compares two plans; `difference` is the result."""

    def __init__(self, old: Plan, new: Plan, budget: Budget, *, same_answers: bool) -> None:
        self.old, self.new = old, new
        self.budget, self.same_answers = budget, same_answers
        self.joined = join_vocabularies(old.vocabulary, new.vocabulary)
        self.days: tuple[Mapping[str, date], Mapping[str, date]] = ({}, {})
        if old.as_of is not None and new.as_of is not None:
            names = dates_of_force(old) | dates_of_force(new)
            self.days = dict.fromkeys(names, old.as_of), dict.fromkeys(names, new.as_of)

    def difference(self) -> Difference:
        """Everything that changes."""
        before = {table.id: table for table in self.old.tables}
        after = {table.id: table for table in self.new.tables}
        found: list[TableDifference] = []
        for id_ in dict.fromkeys((*after, *before)):
            one, other = before.get(id_), after.get(id_)
            if one is not None and other is not None and one.scope == other.scope:
                found.extend(self.compare(one, other))
            else:
                kinds = ["removed"] * (one is not None) + ["added"] * (other is not None)
                found.extend(TableDifference(id_, kind) for kind in kinds)
        readers = Readers([self.old, self.new])
        return Difference(
            old=self.old,
            new=self.new,
            joined=self.joined.vocabulary,
            vocabulary=self.joined.changes,
            tables=tuple(attrs.evolve(t, reaches=readers.of_table(t.id)) for t in found),
            compared=len(before.keys() & after.keys()),
            derived={
                name: readers.of_fact((kind, name))
                for kind, name in sorted(self.derived(), key=str)
            },
            scorecards=changed_scorecards(self.old, self.new),
            days=self.days,
        )

    def derived(self) -> frozenset[Fact]:
        """Derived facts that equal facts of a case give another value: other formula, other day."""
        moved = {name for name in self.days[0] if self.days[0][name] != self.days[1][name]}
        if not moved:
            return self.joined.derived
        readers = Readers([self.new])
        names = {(a.record, a.id) for a in all_attributes(self.new.vocabulary) if a.derive}
        reached = {fact for name in moved for fact in readers.facts_after((None, name))}
        return self.joined.derived | (names & reached)

    def compare(self, old: Table, new: Table) -> Iterator[TableDifference]:
        """What changes in a table, if anything does or it is undecided."""
        strange = self.strange(old, new)
        if strange:
            yield TableDifference(new.id, "changed", undecided="types", facts=strange)
            return
        old, new = pinned(old, self.days[0]), pinned(new, self.days[1])
        space = Space(self.joined.vocabulary.visible(new.scope))
        may_miss = speaking(old) | speaking(new)
        sides = Side(old), Side(new)
        search = Search(
            sides,
            pair_rules(*sides, by_name=self.same_answers),
            space,
            given(old.inputs | new.inputs, may_miss, space),
            Meter(self.budget),
            whole=not same_frame(old, new),
            named=self.same_answers,
        )
        leaves: list[Leaf] = []
        undecided = ""
        try:
            for leaf in search.run(may_miss):
                leaves.append(leaf)
        except BudgetError:
            undecided = "budget"
        teller = Teller(self.old, self.new, sides, space, search.start, may_miss, self.days)
        changes = tuple(teller.changes(leaves))
        if changes or undecided:
            left = told(region(search.left), may_miss, space) if undecided else ()
            yield TableDifference(new.id, "changed", changes, undecided, left=tuple(left))

    def strange(self, old: Table, new: Table) -> tuple[str, ...]:
        """The facts of a table that have another type in the other version."""
        names = old.inputs | new.inputs | old.facts | new.facts
        vocabulary = self.joined.vocabulary
        strange = (n for n in names if owner(n, vocabulary, new.scope) in self.joined.incomparable)
        return tuple(sorted(strange))


class Readers:
    """Which tables and facts follow from a fact, in any of some plans."""

    def __init__(self, plans: Iterable[Plan]) -> None:
        self.after: dict[Fact, set[Fact]] = {}
        self.tables: dict[Fact, set[str]] = {}
        self.given: dict[str, set[Fact]] = {}
        for plan in plans:
            for attribute in all_attributes(plan.vocabulary):
                if attribute.derive is not None:
                    self.note(attribute, plan)
            for table in plan.tables:
                self.given.setdefault(table.id, set()).update(gives(table))
                for fact in self.note(table, plan):
                    self.tables.setdefault(fact, set()).add(table.id)

    def note(self, work: Work, plan: Plan) -> set[Fact]:
        """Note what follows from the facts that work needs; those facts."""
        needed = needs(work, plan.vocabulary)
        for fact in needed:
            self.after.setdefault(fact, set()).update(gives(work))
        return needed

    def facts_after(self, fact: Fact) -> set[Fact]:
        """The fact and all that follow from it."""
        found = {fact}
        todo = [fact]
        while todo:
            more = self.after.get(todo.pop(), set()) - found
            found |= more
            todo.extend(more)
        return found

    def of_fact(self, fact: Fact) -> tuple[str, ...]:
        """The tables that read a fact, or one that follows from it."""
        names = {t for f in self.facts_after(fact) for t in self.tables.get(f, ())}
        return tuple(sorted(names))

    def of_table(self, id_: str) -> tuple[str, ...]:
        """The tables that read what a table gives, or what follows from it."""
        names = {t for fact in self.given.get(id_, ()) for t in self.of_fact(fact)}
        return tuple(sorted(names - {id_}))


def dates_of_force(plan: Plan) -> frozenset[str]:
    """``as_of`` and the other dates that documents and rules come into force by."""
    found: set[str] = {AS_OF}
    todo: list[Any] = list(plan.documents)
    while todo:
        at = todo.pop()
        if isinstance(at, InForce):
            found.add(str(at.by or AS_OF))
        elif isinstance(at, tuple):
            todo.extend(at)
        elif attrs.has(type(at)):
            todo.extend(getattr(at, a.name) for a in attrs.fields(type(at)) if a.name != "span")
    return frozenset(name for name in found if name in plan.vocabulary.attributes)


def changed_scorecards(old: Plan, new: Plan) -> tuple[str, ...]:
    """The ids of scorecards that are not the same in both plans."""
    names = old.scorecards.keys() | new.scorecards.keys()
    return tuple(sorted(n for n in names if old.scorecards.get(n) != new.scorecards.get(n)))


def speaking(table: Table) -> frozenset[str]:
    """The facts of which every test of a table says what a missing one gives."""
    tests: dict[str, list[bool]] = {}
    for rule in table.rules:
        for box in rule.boxes:
            for name, test in box.tests:
                tests.setdefault(name, []).append(test.missing is not None)
    return frozenset(name for name, known in tests.items() if all(known))


def given(names: Iterable[str], may_miss: frozenset[str], space: Space) -> Box:
    """The box of cases in which all of ``names`` are given, but for those that may miss."""
    known = sorted(set(names) - may_miss)
    return Box.of({name: Test(any_value(space.attributes[name]), False) for name in known})
