"""Counting real cases: how many change from one version to the other, and how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from govcoord.case import number_in
from govcoord.decision import Decision, Outcome
from govcoord.errors import CaseError
from govcoord.rules.diff.model import Difference, Saying
from govcoord.rules.diff.sayings import saying
from govcoord.rules.diff.sides import NOTHING, Said, said_by
from govcoord.rules.engine import Plan
from govcoord.rules.program import all_attributes
from govcoord.rules.tables import TableRule

FIRST_IDS = 5
"""Names of cases that are kept for each change."""


@attrs.define
class CaseChange:
    """One way in which a table's outcome changes: from what, to what, in how many cases.

    ``outcomes`` counts records where the table looks at records; ``names`` are the ids (or
    numbers from 1) of the first cases.
    """

    table: str
    before: Saying
    after: Saying
    cases: int = 0
    outcomes: int = 0
    names: list[str] = attrs.field(factory=list)
    last: int = attrs.field(default=-1, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "table": self.table,
            "cases": self.cases,
            "outcomes": self.outcomes,
            "before": self.before.to_dict(),
            "after": self.after.to_dict(),
            "first": list(self.names),
        }


@attrs.define
class DepartmentChange:
    """In how many cases a department is named by one version only, under one fact.

    ``attribute`` is the fact, such as ``lead``; of a fact of records each record counts.
    """

    attribute: str
    department: str
    lost: int = 0
    gained: int = 0

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return attrs.asdict(self)


@attrs.define
class CaseCount:
    """What became of real cases: ``cases`` = ``same`` + ``changed`` + rejected ones.

    ``rejected_both``, ``rejected_old`` and ``rejected_new`` count cases that both versions, or
    one of them only, could not take; ``rejected`` names the first of each.
    """

    cases: int = 0
    same: int = 0
    changed: int = 0
    rejected_both: int = 0
    rejected_old: int = 0
    rejected_new: int = 0
    changes: list[CaseChange] = attrs.field(factory=list)
    departments: list[DepartmentChange] = attrs.field(factory=list)
    rejected: dict[str, list[str]] = attrs.field(factory=dict)

    @property
    def nothing(self) -> bool:
        """Whether every case ended the same."""
        return not (self.changed or self.rejected_old or self.rejected_new)

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "cases": self.cases,
            "same": self.same,
            "changed": self.changed,
            "rejected": {
                "both": self.rejected_both,
                "old_only": self.rejected_old,
                "new_only": self.rejected_new,
                "first": {k: list(v) for k, v in self.rejected.items()},
            },
            "changes": [change.to_dict() for change in self.changes],
            "departments": [change.to_dict() for change in self.departments],
        }


class CaseCounter:
    """Evaluates cases by both versions and counts what changes."""

    def __init__(self, difference: Difference) -> None:
        self.plans = difference.old, difference.new
        self.days = difference.days
        self.count = CaseCount()
        self.found: dict[Any, CaseChange] = {}
        self.naming = facts_of_departments(self.plans)
        self.named: dict[tuple[str, str], DepartmentChange] = {}

    def add(self, case: object, number: int) -> None:
        """Count one case; ``number`` from 0 names it where it has no id."""
        name = number_in(case, self.plans[0].vocabulary.case_words) or str(number + 1)
        one, other = (self.evaluate(k, case) for k in (0, 1))
        if one is None or other is None:
            self.reject(name, old=one is None, new=other is None)
            return
        self.count.cases += 1
        if self.compare(one, other, name):
            self.count.changed += 1
        else:
            self.count.same += 1

    def reject(self, name: str, *, old: bool = True, new: bool = True) -> None:
        """Count a case that both versions (unless said otherwise) could not take."""
        self.count.cases += 1
        which = "both" if old and new else "old" if old else "new"
        attribute = f"rejected_{which}"
        setattr(self.count, attribute, getattr(self.count, attribute) + 1)
        names = self.count.rejected.setdefault(which, [])
        if len(names) < FIRST_IDS:
            names.append(name)

    def result(self) -> CaseCount:
        """What was counted, the most frequent changes of each table first."""
        order = {t.id: n for n, t in enumerate((*self.plans[1].tables, *self.plans[0].tables))}
        changes = sorted(self.found.values(), key=lambda c: (order[c.table], -c.cases))
        named = sorted(
            self.named.values(), key=lambda d: (d.attribute, -d.lost - d.gained, d.department)
        )
        return attrs.evolve(self.count, changes=changes, departments=named)

    def evaluate(self, which: int, case: object) -> Decision | None:
        """The decision of one version, as of its days; ``None`` where it rejects the case."""
        plan = self.plans[which]
        try:
            return plan.evaluate(as_of_days(case, plan, self.days[which]))
        except CaseError:
            return None

    def compare(self, old: Decision, new: Decision, name: str) -> bool:
        """Note what differs between two decisions; whether anything does."""
        before, after = _by_place(old), _by_place(new)
        differs = False
        for place in dict.fromkeys((*after, *before)):
            one, other = before.get(place), after.get(place)
            left, right = said_of(one), said_of(other)
            if left != right:
                differs = True
                self.note(place[0], (left, right), (one, other), name)
                named = [departments_of(outcome, self.naming) for outcome in (one, other)]
                self.note_departments(named[0], named[1])
        return differs

    def note_departments(self, old: set[tuple[str, str]], new: set[tuple[str, str]]) -> None:
        """Count the departments that only one version names."""
        for attribute, department in old ^ new:
            key = attribute, department
            change = self.named.setdefault(key, DepartmentChange(attribute, department))
            change.lost += key in old
            change.gained += key in new

    def note(
        self,
        table: str,
        said: tuple[Said, Said],
        outcomes: tuple[Outcome | None, Outcome | None],
        name: str,
    ) -> None:
        """Count one outcome that differs."""
        rules = [o.rules if o is not None else () for o in outcomes]
        before, after = saying(said[0], said[1], rules[0]), saying(said[1], said[0], rules[1])
        key = table, _key(before), _key(after)
        change = self.found.get(key)
        if change is None:
            change = self.found[key] = CaseChange(table, before, after)
        change.outcomes += 1
        if change.last != self.count.cases:
            change.last = self.count.cases
            change.cases += 1
            if len(change.names) < FIRST_IDS:
                change.names.append(name)


def said_of(outcome: Outcome | None) -> Said:
    """What an outcome says; a table that is not there says nothing."""
    if outcome is None:
        return NOTHING
    return said_by(outcome.table, outcome.verdict, outcome.given)


def departments_of(outcome: Outcome | None, names: frozenset[str]) -> set[tuple[str, str]]:
    """The departments that an outcome names, each with the fact (of ``names``) that names it."""
    found: set[tuple[str, str]] = set()
    if outcome is not None:
        for output, value in zip(outcome.table.outputs, outcome.given):
            if value is not None and output.attribute in names:
                named = value if isinstance(value, frozenset) else [value]
                found.update((str(output.attribute), item) for item in named)
    return found


def facts_of_departments(plans: Iterable[Plan]) -> frozenset[str]:
    """The facts whose values are departments."""
    return frozenset(
        attribute.id
        for plan in plans
        for attribute in all_attributes(plan.vocabulary)
        if attribute.choices is not None and attribute.choices.name == "departments"
    )


def _by_place(decision: Decision) -> dict[tuple[str, int | None], Outcome]:
    return {(o.id, o.subject.index if o.subject else None): o for o in decision.outcomes}


def _key(said: Saying) -> Any:
    rules: tuple[TableRule, ...] = said.rules if said.answers else ()
    values = frozenset((name, value) for name, value in said.values.items())
    answers = frozenset(frozenset(answer.items()) for answer in said.answers)
    return said.status, values, answers, tuple(rule.id for rule in rules)


def as_of_days(case: object, plan: Plan, days: Mapping[str, Any]) -> object:
    """The case with the dates of a day in place of its own."""
    if not days:
        return case
    known = plan.case(case)
    return attrs.evolve(known, facts={**known.facts, **days})
