"""Python functions made for the shape of a case: the keys it gives, in their order.

For each shape one function is generated, once. It unpacks the values, checks and converts
them, computes derived facts, and matches each group of tables by one look-up per attribute in
the cell map. What the shape leaves out is folded into constants. The source text holds only
names that this module invents; every value travels in the namespace.

A function raises `KeyError`, `TypeError` or `ValueError` for a case that it does not take as
it stands (a label instead of an id, an unknown value, ``None``); the engine then normalises
the case, which either succeeds or tells what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from govcoord.rules.cells import Axis
from govcoord.rules.codegen import CONVERSIONS_KEPT, Code
from govcoord.rules.program import DeriveStep, Fact, MatchStep, Program, needs, owner
from govcoord.rules.vocabulary import Attribute, Record

Evaluator = Callable[[Mapping[str, Any], Any], Any]


class NotAsIs(ValueError):  # noqa: N818 - a signal, no error that users meet
    """A value is not in the form that generated code takes."""


class CodeMaker:
    """Makes the functions of one program."""

    def __init__(self, program: Program, decision: type[Any]) -> None:
        """Generated code makes a ``decision`` and gives it its state, without ``__init__``."""
        self.put_state = decision.__dict__["_state"].__set__
        self.program = program
        self.vocabulary = program.vocabulary
        self.decision = decision
        self.slots: dict[Fact, int] = {(None, a.id): n for n, a in enumerate(program.case_slots)}
        for kind, slots in program.record_slots.items():
            self.slots.update({((kind, a.id)): n for n, a in enumerate(slots)})
        self.needed_later = self._needed_later()
        self.record_makers = {
            kind: _RecordReaders(self, record) for kind, record in self.vocabulary.records.items()
        }
        self.set_memos: dict[Fact, _SetMemo] = {}

    def _needed_later(self) -> set[Fact]:
        needed: set[Fact] = set()
        for step in self.program.steps:
            if isinstance(step, MatchStep):
                for part in step.parts:
                    needed |= needs(part.table, self.vocabulary)
            else:
                needed |= needs(step.attribute, self.vocabulary)
        return needed

    def set_memo(self, attribute: Attribute) -> _SetMemo:
        """The memo of sets of one attribute, with the axes of all steps that test it."""
        fact = (attribute.record, attribute.id)
        if fact not in self.set_memos:
            axes = []
            for number, step in enumerate(self.program.matches):
                if attribute.id in step.cells.axes:
                    seen_from = owner(attribute.id, self.vocabulary, step.scope)
                    if seen_from == fact:
                        axes.append((number, step.cells.axes[attribute.id]))
            self.set_memos[fact] = _SetMemo(attribute, axes)
        return self.set_memos[fact]

    def case_function(self, keys: Sequence[tuple[str, str]]) -> Evaluator:
        """The function for cases that give ``keys``: ("attribute" or "record", id) in order."""
        code = Code(self)
        code.line("def evaluate(case, plan):", 0)
        names = [f"v{n}" for n in range(len(keys))]
        if names:
            code.line(f"{', '.join(names)}{',' if len(names) == 1 else ''} = case.values()")
        for name, (what, id_) in zip(names, keys):
            if what == "attribute":
                code.take(name, self.vocabulary.attributes[id_])
            elif what == "record":
                code.take_records(name, id_)
        for step in self.program.steps:
            if isinstance(step, DeriveStep):
                code.derive(step.attribute)
            elif step.scope is None:
                code.match_case(step)
            else:
                code.match_records(step, step.scope)
        code.finish()
        function: Evaluator = code.compile("evaluate")
        return function


class _SetMemo:
    """Sets seen: from the members as given to the canonical set and its masks per step."""

    def __init__(self, attribute: Attribute, axes: Sequence[tuple[int, Axis]]) -> None:
        assert attribute.choices is not None
        self.words = attribute.choices.words
        self.axes = [axis for _, axis in axes]
        self.position = {number: n + 1 for n, (number, _) in enumerate(axes)}
        self.memo: dict[Any, tuple[Any, ...]] = {}

    def miss(self, key: Iterable[str]) -> tuple[Any, ...]:
        """Compute and keep the entry of a set not seen before, of ids or titles.

        Raises ``KeyError`` for a member outside the list.
        """
        words = self.words
        members = frozenset([words[member] for member in key])
        if len(self.memo) >= CONVERSIONS_KEPT:
            self.memo.clear()
        entry = (members, *(axis.mask(members) for axis in self.axes))
        self.memo[key] = entry
        return entry


class _RecordReaders:
    """Functions that read one record into a list of slots, one function per shape."""

    def __init__(self, maker: CodeMaker, record: Record) -> None:
        self.maker, self.record = maker, record
        self.by_shape: dict[tuple[str, ...], Callable[[Any], list[Any]]] = {}
        self.words = {
            word: a.id
            for a in record.fields.values()
            if a.is_given
            for word in (*a.title.all(), a.id)
        }

    def miss(self, value: Mapping[str, Any]) -> Callable[[Any], list[Any]]:
        """Make the reader for the shape of ``value``."""
        if not isinstance(value, Mapping):
            raise NotAsIs
        keys = tuple(value)
        ids = [self.words[key] for key in keys]
        if len(set(ids)) < len(ids):
            raise NotAsIs
        code = Code(self.maker)
        code.line("def read(record):", 0)
        if ids:
            names = [f"v{n}" for n in range(len(ids))]
            code.line(f"{', '.join(names)}{',' if len(ids) == 1 else ''} = record.values()")
            for name, id_ in zip(names, ids):
                code.take(name, self.record.fields[id_])
        slots = self.maker.program.record_slots[self.record.id]
        listed = (code.known.get((self.record.id, a.id), "None") for a in slots)
        code.line(f"return [{', '.join(listed)}]")
        reader: Callable[[Any], list[Any]] = code.compile("read")
        if len(self.by_shape) < 4096:
            self.by_shape[keys] = reader
        return reader
