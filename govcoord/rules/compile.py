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
from functools import cached_property, lru_cache
from typing import Any

from govcoord.case import resolve_key
from govcoord.errors import CaseError
from govcoord.headings import ID, number_key
from govcoord.rules.cells import Axis
from govcoord.rules.codegen import Code, Key
from govcoord.rules.program import DeriveStep, Fact, MatchStep, Program, needs, owner
from govcoord.rules.values import to_value
from govcoord.rules.vocabulary import Attribute, Record, Type

CONVERSIONS_KEPT = 4096
"""Converted texts (dates, amounts) that are remembered per attribute."""

SETS_KEPT = 16_384
"""Sets that are remembered per attribute, with their masks (about 1 KB each)."""

COMPILE_AFTER = 48
"""How often a shape must be seen before a function of its own pays."""

SHAPES_KEPT = 4096
"""Shapes with functions of their own."""

SHAPES_COUNTED = 50_000
"""Shapes that are counted before the counts are begun anew."""

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
        self.record_shapes = {
            kind: RecordShapes(self, record) for kind, record in self.vocabulary.records.items()
        }
        self.case_shapes = CaseShapes(self)
        self.set_memos: dict[Fact, _SetMemo] = {}
        self.converters: dict[Fact, Callable[[Any], Any]] = {}

    def _needed_later(self) -> set[Fact]:
        needed: set[Fact] = set()
        for step in self.program.steps:
            if isinstance(step, MatchStep):
                for part in step.parts:
                    needed |= needs(part.table, self.vocabulary)
            else:
                needed |= needs(step.attribute, self.vocabulary)
        return needed

    def converter(self, attribute: Attribute) -> Callable[[Any], Any]:
        """What turns raw values of an attribute into canonical ones, remembering some."""
        fact = (attribute.record, attribute.id)
        if fact not in self.converters:
            self.converters[fact] = _converter(attribute)
        return self.converters[fact]

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

    def body(self, code: Code) -> Evaluator:
        """Finish the function of a case: derived facts, matches, and the decision."""
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
        if len(self.memo) >= SETS_KEPT:
            self.memo.clear()
        entry = (members, *(axis.mask(members) for axis in self.axes))
        self.memo[key] = entry
        return entry


class Shapes:
    """Functions by the shape of a mapping: its keys, in their order.

    A shape that has been seen often enough gets a function of its own; rarer ones go through
    one general function that looks facts up by id, after their keys were put into ids.
    """

    def __init__(self, maker: CodeMaker) -> None:
        self.maker = maker
        self.functions: dict[tuple[str, ...], Callable[..., Any]] = {}
        self.seen: dict[tuple[str, ...], int] = {}

    def find(self, value: Mapping[str, Any]) -> Callable[..., Any]:
        """The function for mappings like ``value``; `CaseError` or `NotAsIs` if there is none."""
        if not isinstance(value, Mapping):
            raise NotAsIs
        shape = tuple(value)
        keys = self.keys(value)
        seen = self.seen[shape] = self.seen.get(shape, 0) + 1
        if seen < COMPILE_AFTER:
            if len(self.seen) > SHAPES_COUNTED:
                self.seen.clear()
            return self.through_ids(keys)
        function = self.special(keys)
        if len(self.functions) < SHAPES_KEPT:
            self.functions[shape] = function
        return function

    def through_ids(self, keys: Sequence[Key]) -> Callable[..., Any]:
        """The general function behind a change of keys into ids."""
        ids = [self.id_of(what, attribute) for what, attribute in keys]
        general = self.general

        def function(value: Mapping[str, Any], *rest: Any) -> Any:
            return general(dict(zip(ids, value.values())), *rest)

        return function

    def id_of(self, what: str, attribute: Attribute | str) -> str:
        """The key by which the general function looks a fact up."""
        if isinstance(attribute, Attribute):
            return attribute.id
        return self.maker.vocabulary.records[attribute].key if what == "record" else attribute

    def keys(self, value: Mapping[str, Any]) -> list[Key]:
        """What the keys of a mapping stand for."""
        raise NotImplementedError

    def special(self, keys: Sequence[Key]) -> Callable[..., Any]:
        """A function for mappings that give just ``keys``."""
        raise NotImplementedError

    @cached_property
    def general(self) -> Callable[..., Any]:
        """The function for mappings by id that give any of the facts."""
        raise NotImplementedError


class CaseShapes(Shapes):
    """Functions that evaluate cases."""

    def keys(self, value: Mapping[str, Any]) -> list[Key]:
        """What the keys of a case stand for; `CaseError` for unknown or repeated ones."""
        vocabulary = self.maker.vocabulary
        own = number_key(value, vocabulary.case_words)
        found: list[Key] = []
        for key in value:
            if key == own:
                found.append(("id", ID))
                continue
            what, id_ = resolve_key(key, vocabulary.case_words, value[key], None)
            meant: Key = (what, vocabulary.attributes[id_] if what == "attribute" else id_)
            if meant in found:
                raise CaseError(key, value[key], "each fact once")
            found.append(meant)
        return found

    def special(self, keys: Sequence[Key]) -> Callable[..., Any]:
        """The evaluator of cases that give just ``keys``."""
        code = Code(self.maker)
        code.line("def evaluate(case, plan):", 0)
        code.unpack(keys, "case")
        return self.maker.body(code)

    @cached_property
    def general(self) -> Callable[..., Any]:
        """The evaluator of cases by id that give any of the facts."""
        vocabulary = self.maker.vocabulary
        keys: list[Key] = [("attribute", a) for a in vocabulary.attributes.values() if a.is_given]
        keys += [("record", kind) for kind in vocabulary.records]
        code = Code(self.maker)
        code.line("def evaluate(case, plan):", 0)
        code.look_up(keys, "case")
        return self.maker.body(code)


class RecordShapes(Shapes):
    """Functions that read one record into a list of slots."""

    def __init__(self, maker: CodeMaker, record: Record) -> None:
        super().__init__(maker)
        self.record = record

    def keys(self, value: Mapping[str, Any]) -> list[Key]:
        """What the keys of a record stand for; `NotAsIs` for unknown or repeated ones."""
        words = self.maker.vocabulary.record_words[self.record.id]
        found = [words.get(key, ("unknown", "")) for key in value]
        if len(set(found)) < len(found) or any(what != "attribute" for what, _ in found):
            raise NotAsIs
        return [("attribute", self.record.fields[id_]) for _, id_ in found]

    def special(self, keys: Sequence[Key]) -> Callable[..., Any]:
        """The reader of records that give just ``keys``."""
        code = Code(self.maker)
        code.line("def read(record):", 0)
        code.unpack(keys, "record")
        return self.finished(code)

    @cached_property
    def general(self) -> Callable[..., Any]:
        """The reader of records by id that give any of the fields."""
        code = Code(self.maker)
        code.line("def read(record):", 0)
        fields = self.record.fields.values()
        code.look_up([("attribute", a) for a in fields if a.is_given], "record")
        return self.finished(code)

    def finished(self, code: Code) -> Callable[..., Any]:
        """The function of a reader whose facts are taken."""
        slots = self.maker.program.record_slots[self.record.id]
        listed = (code.known.get((self.record.id, a.id), "None") for a in slots)
        code.line(f"return [{', '.join(listed)}]")
        reader: Callable[..., Any] = code.compile("read")
        return reader


def _converter(attribute: Attribute) -> Callable[[Any], Any]:
    if attribute.type is Type.TEXT:  # texts are long and seldom the same
        return lambda value: to_value(value, attribute)

    @lru_cache(maxsize=CONVERSIONS_KEPT, typed=True)
    def convert(value: Any) -> Any:
        return to_value(value, attribute)

    return convert
