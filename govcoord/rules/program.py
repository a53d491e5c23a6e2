"""The order of work: derived attributes and tables as steps, each after what it needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs

from govcoord.rules.cells import CellMap, Mask, build_cell_map, rows_of
from govcoord.rules.expressions import Call, Expression, RecordRef, Ref, children
from govcoord.rules.resolve import Memo, Pieces, Resolver
from govcoord.rules.tables import Table
from govcoord.rules.vocabulary import Attribute, Vocabulary

Fact = tuple[str | None, str]
"""A fact: (record kind or ``None`` for the case, attribute id)."""

Work = Attribute | Table


@attrs.frozen
class Cycle:
    """Work that waits for itself: the attributes and tables of the circle, in order."""

    members: tuple[Work, ...]


@attrs.frozen(slots=True)
class DeriveStep:
    """Compute one derived attribute."""

    attribute: Attribute


@attrs.frozen(slots=True)
class TablePart:
    """One table inside a match step: its rows start at ``offset`` and fill ``mask``."""

    table: Table
    offset: int
    mask: Mask
    resolver: Resolver = attrs.field(repr=False, eq=False)
    outcomes: Memo[Any] = attrs.field(repr=False, eq=False)
    pieces: Pieces = attrs.field(factory=Pieces, init=False, repr=False, eq=False)


@attrs.frozen(slots=True)
class MatchStep:
    """Match all tables of one scope that have their facts, in one cell map."""

    scope: str | None
    parts: tuple[TablePart, ...]
    cells: CellMap = attrs.field(repr=False)


Step = DeriveStep | MatchStep


@attrs.frozen(slots=False, eq=False)
class Program:
    """What an evaluation does, step by step.

    ``case_slots`` and ``record_slots`` are the attributes in the order in which their values
    are kept.
    """

    vocabulary: Vocabulary
    steps: tuple[Step, ...]
    case_slots: tuple[Attribute, ...]
    record_slots: Mapping[str, tuple[Attribute, ...]]

    @cached_property
    def matches(self) -> tuple[MatchStep, ...]:
        """The steps that match tables, in the order of a decision's marks."""
        return tuple(step for step in self.steps if isinstance(step, MatchStep))


def references(expression: Expression, vocabulary: Vocabulary, record: str | None) -> set[Fact]:
    """The facts that an expression reads, seen from ``record``."""
    found: set[Fact] = set()
    todo = [expression]
    while todo:
        at = todo.pop()
        if isinstance(at, Ref):
            found.add(owner(at.name, vocabulary, record))
        elif isinstance(at, RecordRef) and at.field is not None:
            found.add((at.record, at.field))
        elif isinstance(at, Call) and at.function in ("workdays", "days"):
            spans = (a for a in at.args if isinstance(a, RecordRef))
            found |= {(a.record, field) for a in spans for field in ("from", "to")}
        todo.extend(children(at))
    return found


def owner(name: str, vocabulary: Vocabulary, record: str | None) -> Fact:
    """The fact that ``name`` means in a rule or expression of that scope."""
    if record is not None and name in vocabulary.records[record].fields:
        return record, name
    return None, name


def needs(work: Work, vocabulary: Vocabulary) -> set[Fact]:
    """The facts that a derived attribute or a table reads."""
    if isinstance(work, Table):
        return {owner(name, vocabulary, work.scope) for name in work.inputs}
    assert work.derive is not None
    return references(work.derive, vocabulary, work.record)


def gives(work: Work) -> set[Fact]:
    """The facts that a derived attribute or a table gives."""
    if isinstance(work, Table):
        return {(work.scope, name) for name in work.facts}
    return {(work.record, work.id)}


def all_attributes(vocabulary: Vocabulary) -> Iterator[Attribute]:
    """The attributes of the case, then those of each record kind."""
    yield from vocabulary.attributes.values()
    for record in vocabulary.records.values():
        yield from record.fields.values()


def order(vocabulary: Vocabulary, tables: Sequence[Table]) -> list[list[Work]] | Cycle:
    """Batches of work, each needing only facts given by the case or earlier batches."""
    todo: list[Work] = [a for a in all_attributes(vocabulary) if a.derive is not None]
    todo.extend(tables)
    waiting = {id(work): needs(work, vocabulary) for work in todo}
    pending: set[Fact] = set()
    for work in todo:
        pending |= gives(work)
    batches: list[list[Work]] = []
    while todo:
        ready = [w for w in todo if waiting[id(w)].isdisjoint(pending)]
        derived = [w for w in ready if isinstance(w, Attribute)]
        batch: list[Work] = list(derived or ready)
        if not batch:
            return find_cycle(vocabulary, todo)
        batches.append(batch)
        done = {id(w) for w in batch}
        todo = [w for w in todo if id(w) not in done]
        pending = set()
        for work in todo:
            pending |= gives(work)
    return batches


def find_cycle(vocabulary: Vocabulary, works: Sequence[Work]) -> Cycle:
    """One circle among works that all wait for each other."""
    import networkx as nx

    givers: dict[Fact, list[int]] = {}
    for number, work in enumerate(works):
        for fact in gives(work):
            givers.setdefault(fact, []).append(number)
    graph = nx.DiGraph()
    for number, work in enumerate(works):
        for fact in sorted(needs(work, vocabulary), key=str):
            graph.add_edges_from((giver, number) for giver in givers.get(fact, ()))
    edges = nx.find_cycle(graph)
    return Cycle(tuple(works[edge[0]] for edge in edges))


def build_program(vocabulary: Vocabulary, tables: Sequence[Table]) -> Program:
    """The program of ``tables``; their order must have been found free of cycles."""
    batches = order(vocabulary, tables)
    assert not isinstance(batches, Cycle), "a cycle is a diagnostic at load"
    steps: list[Step] = []
    for batch in batches:
        steps.extend(DeriveStep(w) for w in batch if isinstance(w, Attribute))
        grouped: dict[str | None, list[Table]] = {}
        for work in batch:
            if isinstance(work, Table):
                grouped.setdefault(work.scope, []).append(work)
        steps.extend(match_step(vocabulary, scope, group) for scope, group in grouped.items())
    return Program(
        vocabulary,
        tuple(steps),
        tuple(vocabulary.attributes.values()),
        {id_: tuple(record.fields.values()) for id_, record in vocabulary.records.items()},
    )


def match_step(vocabulary: Vocabulary, scope: str | None, tables: Sequence[Table]) -> MatchStep:
    """The step that matches ``tables``, all of one scope, with a common cell map."""
    rows = rows_of(tables)
    cells = build_cell_map([box for _, _, box in rows], vocabulary.visible(scope))
    parts, offset = [], 0
    for number, table in enumerate(tables):
        rules = [rule for t, rule, _ in rows if t == number]
        mask = (1 << len(rules)) - 1
        memo: Memo[Any] = Memo(len(rules))
        parts.append(TablePart(table, offset, mask, Resolver(table, rules), memo))
        offset += len(rules)
    return MatchStep(scope, tuple(parts), cells)
