"""The places of a document at which a mistake can be made: what stands there, and what may.

A document is walked by the fields of its class, so that a kind needs nothing of its own.
What only tells (titles, notes, sources) and what only names (ids, keys) is left out.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal, Union, get_args, get_origin

import attrs

from govcoord.numerals import Number
from govcoord.rules.model import Amount, Name
from govcoord.rules.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from govcoord.rules.records import without_none
from govcoord.text import Text

Path = tuple[str | int, ...]
"""Keys and numbers of items, from the document down."""

Form = Literal["amount", "number", "flag", "date", "word", "name", "text", "condition", "entry"]
"""What stands at a place; ``entry`` is an item of a list, an entry of a mapping, or a section."""

TOLD = frozenset({"kind", "id", "title", "note", "source", "owner", "basis", "question"})
"""Fields that tell something to readers, or name the thing itself."""

HEADER = frozenset({"stage", "extends", "special_rules", "review"})
"""Fields that say what a document is among others; without it there is nothing to test."""

_SCALARS: Mapping[Any, Form] = {
    Amount: "amount", int: "number", Number: "number", bool: "flag", date: "date",
    Name: "name", str: "text",
}  # fmt: skip

CONDITION_KEYS = frozenset({"any", "all", "none", "not"})
"""The keys of a condition that join others."""


@attrs.frozen
class Slot:
    """A place: the node there as written, what it is, and whether it may be left out.

    ``words`` are the choices where the class of the document names them; ``key`` is the field
    or, in a condition, the attribute that is tested.
    """

    path: Path
    node: Node = attrs.field(repr=False, eq=False)
    form: Form
    key: str
    words: tuple[str, ...] = ()
    can_go: bool = False


def slots_of(node: Node, document: type[Any]) -> Iterator[Slot]:
    """The places of a document of a class, in the order in which they are written."""
    if isinstance(node, MappingNode):
        yield from _fields(node, document, ())


def _fields(node: MappingNode, kind: type[Any], path: Path) -> Iterator[Slot]:
    attrs.resolve_types(kind)
    fields = {a.metadata.get("key", a.name): a for a in attrs.fields(kind) if a.init}
    for key, (_, value) in node.entries.items():
        field = fields.get(key)
        if field is None or key in TOLD or (not path and key in HEADER):
            continue
        inner = without_none(field.type)
        if inner is Text:
            continue
        can_go = field.default is not attrs.NOTHING
        yield from _value(value, inner, (*path, key), key, can_go)


def _value(node: Node, kind: Any, path: Path, key: str, can_go: bool) -> Iterator[Slot]:
    kind = without_none(kind)
    if isinstance(kind, type) and issubclass(kind, Node):
        yield from _condition(node, path, key, can_go)
        return
    if kind is Text or (isinstance(node, ScalarNode) and node.is_null):
        return
    origin = get_origin(kind)
    if isinstance(node, ScalarNode) and node.value.strip().startswith("$"):
        yield Slot(path, node, _form(kind), key, _words(kind), can_go)
    elif origin is tuple:
        yield from _items(node, get_args(kind)[0], path, key, can_go)
    elif origin is not None and issubclass_of_mapping(origin):
        yield from _mapping(node, get_args(kind)[1], path, key, can_go)
    elif isinstance(kind, type) and attrs.has(kind) and kind is not Amount:
        yield from _class(node, kind, path, key, can_go)
    elif isinstance(node, ScalarNode):
        yield Slot(path, node, _form(kind), key, _words(kind), can_go)


def issubclass_of_mapping(origin: Any) -> bool:
    """Whether the origin of a type is that of a mapping."""
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _class(node: Node, kind: type[Any], path: Path, key: str, can_go: bool) -> Iterator[Slot]:
    if can_go and isinstance(node, MappingNode):
        yield Slot(path, node, "entry", key, can_go=True)
    if isinstance(node, MappingNode):
        yield from _fields(node, kind, path)
        return
    short = getattr(kind, "SHORTHAND", None)
    if short is not None and short not in TOLD:
        attrs.resolve_types(kind)
        yield from _value(node, getattr(attrs.fields(kind), short).type, path, key, can_go)


def _items(node: Node, item: Any, path: Path, key: str, can_go: bool) -> Iterator[Slot]:
    if not isinstance(node, SequenceNode):
        yield from _value(node, item, path, key, can_go)
        return
    for number, inner in enumerate(node.items):
        at = (*path, number)
        yield Slot(at, inner, "entry", key, can_go=True)
        yield from _value(inner, item, at, key, can_go=False)


def _mapping(node: Node, item: Any, path: Path, key: str, can_go: bool) -> Iterator[Slot]:
    if isinstance(node, SequenceNode):  # a list of names: entries that say no more
        for number, inner in enumerate(node.items):
            yield Slot((*path, number), inner, "entry", key, can_go=True)
    if not isinstance(node, MappingNode):
        return
    for name, (_, inner) in node.entries.items():
        at = (*path, name)
        yield Slot(at, inner, "entry", key, can_go=True)
        yield from _value(inner, item, at, name, can_go=False)


def _condition(node: Node, path: Path, key: str, can_go: bool) -> Iterator[Slot]:
    """A condition, or another value whose meaning the kind reads for itself."""
    if isinstance(node, ScalarNode):
        if not node.is_null:
            yield Slot(path, node, "condition", key, can_go=can_go)
        return
    yield Slot(path, node, "entry", key, can_go=can_go)
    if isinstance(node, SequenceNode):
        for number, inner in enumerate(node.items):
            yield from _condition(inner, (*path, number), key, can_go=True)
        return
    assert isinstance(node, MappingNode)
    for name, (_, inner) in node.entries.items():
        tested = key if name in CONDITION_KEYS else name
        yield from _condition(inner, (*path, name), tested, can_go=len(node.entries) > 1)


def _form(kind: Any) -> Form:
    if get_origin(kind) is Literal or (isinstance(kind, type) and issubclass(kind, enum.Enum)):
        return "word"
    if get_origin(kind) is tuple:
        return _form(get_args(kind)[0])
    return _SCALARS.get(_plain(kind), "text")


def _plain(kind: Any) -> Any:
    """A union of numbers is a number; everything else is itself."""
    if get_origin(kind) is Union or isinstance(kind, type(int | str)):
        return Number if set(get_args(kind)) == set(get_args(Number)) else kind
    return kind


def _words(kind: Any) -> tuple[str, ...]:
    if get_origin(kind) is Literal:
        return tuple(str(word) for word in get_args(kind))
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return tuple(str(member.value) for member in kind)
    return ()
