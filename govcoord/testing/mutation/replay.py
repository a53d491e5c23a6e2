"""A plan with one table exchanged, which decides without being compiled anew.

A mutant is asked about a few cases only. Compiling the plan for it would take far longer than
to let the plan that stands decide, and to match again what reads the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

import attrs

from govcoord.decision import Decision, Mark, Subject
from govcoord.errors import CalendarError
from govcoord.rules.cells import CellMap, build_cell_map, rows_of
from govcoord.rules.engine import Plan
from govcoord.rules.expressions import evaluate
from govcoord.rules.program import (
    DeriveStep,
    Fact,
    MatchStep,
    Program,
    Step,
    TablePart,
    gives,
    match_step,
    needs,
)
from govcoord.rules.tables import Table
from govcoord.rules.vocabulary import Vocabulary

COMPILED = ("slots", "record_order")
"""What does not depend on what the tables say."""


def with_table(plan: Plan, table: Table) -> Plan:
    """The plan with a table in place of the one of its id, made anew in that part alone."""
    tables = tuple(table if old.id == table.id else old for old in plan.tables)
    fields = {a.name: getattr(plan, a.name) for a in attrs.fields(Plan)}
    other = ChangedPlan(**{**fields, "tables": tables, "pilot": None})
    other.__dict__.update({name: getattr(plan, name) for name in COMPILED})
    old_program = plan.program
    steps = tuple(_exchanged(step, table, plan) for step in old_program.steps)
    other.__dict__["program"] = Program(
        old_program.vocabulary, steps, old_program.case_slots, old_program.record_slots
    )
    other.__dict__["before"] = plan
    return other


def _exchanged(step: Step, table: Table, plan: Plan) -> Step:
    if isinstance(step, DeriveStep) or all(part.table.id != table.id for part in step.parts):
        return step
    parts = [table if part.table.id == table.id else part.table for part in step.parts]
    return match_step(plan.vocabulary, step.scope, parts)


@attrs.frozen
class Rematch:
    """What of a match step is matched again: the rows of some of its tables.

    ``rows`` are the new tables each with its place; the marks of the others are taken over,
    from where they lie in the old step.
    """

    number: int
    scope: str | None
    rows: tuple[tuple[int, CellMap], ...]
    kept: tuple[tuple[TablePart, int], ...]

    @classmethod
    def of(
        cls,
        number: int,
        step: MatchStep,
        old: MatchStep,
        parts: Sequence[TablePart],
        vocabulary: Vocabulary,
    ) -> Rematch:
        """The tables of ``parts`` again, the others as in the old step."""
        known = vocabulary.visible(step.scope)
        rows = [
            (p.offset, build_cell_map([box for _, _, box in rows_of([p.table])], known))
            for p in parts
        ]
        kept = [(was, now.offset) for was, now in zip(old.parts, step.parts) if now not in parts]
        return cls(number, step.scope, tuple(rows), tuple(kept))

    def marks(self, decision: Decision) -> Any:
        """The marks of the step, for a decision that has all facts that go before."""
        old = decision._state[3][self.number]
        if self.scope is None:
            return self._match(decision, old, None)
        subjects = decision.subjects(self.scope)
        if subjects is None:
            return None
        return tuple(self._match(decision, mark, s) for mark, s in zip(old, subjects))

    def _match(self, decision: Decision, old: Mark, subject: Subject | None) -> Mark:
        certain = possible = 0
        for part, offset in self.kept:
            certain |= (old[0] >> part.offset & part.mask) << offset
            possible |= (old[1] >> part.offset & part.mask) << offset
        for offset, cells in self.rows:
            got = cells.match({name: decision.fact(name, subject) for name in cells.axes})
            certain |= got[0] << offset
            possible |= got[1] << offset
        return certain, possible


Again = DeriveStep | Rematch


class ChangedPlan(Plan):
    """A plan with one table exchanged; ``before`` is the plan as it stands."""

    before: Plan

    def on(self, day: date) -> Plan:
        """The plan for a day."""
        other = attrs.evolve(self, as_of=day)
        kept = (*COMPILED, "program", "touched")
        other.__dict__.update({name: getattr(self, name) for name in kept})
        other.__dict__["before"] = self.before.on(day)
        return other

    def evaluate(self, case: object) -> Decision:
        """Decide one case: as the plan that stands, and anew where the table is read."""
        decision = self.before.evaluate(case)
        if self.touched is None:
            return super().evaluate(case)
        try:
            return self._again(decision, self.touched)
        except CalendarError:
            return super().evaluate(case)

    @cached_property
    def touched(self) -> tuple[Again, ...] | None:
        """What may end differently; ``None`` where a fact of records is derived anew."""
        vocabulary = self.vocabulary
        facts: set[Fact] = set()
        found: list[Again] = []
        standing = {table.id: table for table in self.before.tables}
        number = -1
        for step in self.program.steps:
            if isinstance(step, MatchStep):
                number += 1
                parts = [
                    part
                    for part in step.parts
                    if part.table is not standing[part.table.id]
                    or needs(part.table, vocabulary) & facts
                ]
                for part in parts:
                    facts |= gives(part.table)
                if parts:
                    old = self.before.program.matches[number]
                    found.append(Rematch.of(number, step, old, parts, vocabulary))
            elif needs(step.attribute, vocabulary) & facts:
                if step.attribute.record is not None:
                    return None
                facts |= gives(step.attribute)
                found.append(step)
        return tuple(found)

    def _again(self, decision: Decision, steps: tuple[Again, ...]) -> Decision:
        _, values, records, marks = decision._state
        for step in steps:
            at = Decision(self, values, records, marks)
            if isinstance(step, DeriveStep):
                slot = self.slots[None, step.attribute.id]
                values = (*values[:slot], self._derived(step, at), *values[slot + 1 :])
            else:
                number = step.number
                marks = (*marks[:number], step.marks(at), *marks[number + 1 :])
        return Decision(self, values, records, marks)

    def _derived(self, step: DeriveStep, decision: Decision) -> Any:
        attribute = step.attribute
        assert attribute.derive is not None
        names = [name for kind, name in needs(attribute, self.vocabulary) if kind is None]
        seen = {n: v for n in names if (v := decision.fact(n)) is not None}
        lists = {}
        for kind, record in self.vocabulary.records.items():
            rows = decision.record_values(kind, list(record.fields))
            if rows is not None:
                lists[kind] = [
                    {n: v for n, v in zip(record.fields, row) if v is not None} for row in rows
                ]
        return evaluate(attribute.derive, seen, lists, self.vocabulary.calendar)
