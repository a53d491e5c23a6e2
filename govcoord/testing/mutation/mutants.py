"""Mutants: tables with one small mistake of the sort that people make when they write rules.

Mistakes are made in the tables that documents are lowered to, one per condition as a person
wrote it (a condition that a document gives all of its rules is changed in all of them). Rules
keep their numbers: one that is left out stays, with no case in which it holds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import attrs

from govcoord.rules.engine import Plan
from govcoord.rules.tables import Table, TableRule
from govcoord.source import Span
from govcoord.testing.coverage.extents import extent, line_of, words_of
from govcoord.testing.coverage.points import TableMap
from govcoord.testing.mutation.changes import Change, changes_of


@attrs.frozen(slots=False)
class Mutant:
    """A table with one mistake: ``base`` as it stands, ``table`` with the change.

    ``change`` says what was done to which rule, see `changes`.
    """

    base: Table = attrs.field(repr=False)
    table: Table = attrs.field(repr=False)
    change: Change

    @property
    def rule(self) -> TableRule:
        """The rule that was changed, or the first of them."""
        return self.base.rules[self.change.rule]

    @cached_property
    def key(self) -> str:
        """A digest of the change that is the same from one run to another."""
        change = self.change
        parts = (
            self.base.id, change.operator, self.rule.id, change.rules,
            change.attribute, told(change.before), told(change.after),
        )  # fmt: skip
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:20]

    def span(self, plan: Plan) -> Span | None:
        """Where the changed rule is written: at the key that was changed, if it is found."""
        span = self.rule.span
        attribute = plan.vocabulary.attribute(self.change.attribute or "", self.base.scope)
        if span is None:
            return self.base.span
        line = line_of(extent(span), words_of(attribute)) if attribute is not None else None
        return span if line is None else attrs.evolve(span, line=line, end_line=line)

    def place(self, plan: Plan) -> str:
        """``file:line``."""
        span = self.span(plan)
        return f"{span.source.name}:{span.line}" if span else self.base.id


def told(value: Any) -> str:
    """A text that is equal for equal values, also where these hold sets."""
    if isinstance(value, frozenset | set):
        return f"{{{', '.join(sorted(map(told, value)))}}}"
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(told, value))}]"
    if attrs.has(type(value)):
        fields = [a.name for a in attrs.fields(type(value)) if a.eq]
        return f"{type(value).__name__}({', '.join(told(getattr(value, n)) for n in fields)})"
    return repr(value)


def mutants_of(plan: Plan, tables: Iterable[str] | None = None) -> Iterator[Mutant]:
    """The mutants of a plan, table by table; ``tables`` names those to change, by default all.

    Changes that come to the same table are made once.
    """
    chosen = None if tables is None else set(tables)
    for table in plan.tables:
        if chosen is not None and table.id not in chosen:
            continue
        seen: set[Any] = {essence(table)}
        for changed, change in changes_of(TableMap.of(table, plan.vocabulary)):
            content = essence(changed)
            if content not in seen:
                seen.add(content)
                yield Mutant(table, changed, change)


def essence(table: Table) -> Any:
    """What of a table decides cases."""
    return tuple(
        (r.id, frozenset(r.boxes), r.outputs, r.overrides, r.priority) for r in table.rules
    )
