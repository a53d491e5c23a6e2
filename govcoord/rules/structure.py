"""Located nodes to typed documents: the one cattrs converter.

Every problem is added to the collector with its place, and reading goes on: a bad item of a
list is left out, a document with a bad header is left out, the rest stands.
"""

from __future__ import annotations

import enum
import re
import types
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

import attrs
import cattrs

from govcoord.diagnostics import Collector, suggest
from govcoord.numerals import Number, format_number, parse_number
from govcoord.rules.model import Amount, Name
from govcoord.rules.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from govcoord.rules.reading.syntax import report_tight_dash
from govcoord.rules.said_in_chinese import key_meant
from govcoord.rules.values import FALSE_WORDS, TRUE_WORDS, read_date
from govcoord.source import Span
from govcoord.text import LANGUAGES, Text
from govcoord.units import parse_quantity

T = TypeVar("T")

_ID = re.compile(r"\w[\w\-./·]*\Z")
_LISTED = re.compile(r"\s*[、，,；;]\s*")
_WIDE = "【】［］〔〕"
_QUOTES = "“”‘’＂＇「」『』《》"
_DAY = re.compile(r"\s*([0-9]{4})[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})日?\s*")


def is_id(text: str) -> bool:
    """Whether a text can stand where an id is asked for."""
    return _ID.match(text) is not None


def _unquoted(text: str) -> str:
    """A text without the quotes of Chinese or of Word around it."""
    return text.strip().strip(_QUOTES).strip()


def _day_meant(text: str) -> str | None:
    """The day that `2026/3/1`, `2026.3.1` or `2026-3-1日` was meant to be, if there is one."""
    found = _DAY.fullmatch(text)
    try:
        return found and date(*map(int, found.groups())).isoformat()
    except ValueError:
        return None


def _bare_number(text: str) -> str | None:
    """The number of `0元`, where a number alone is asked for; of `1万元` it would not be sure."""
    try:
        number = format_number(parse_quantity(text)[0])
    except ValueError:
        return None
    return number if text.strip().startswith(number) and text.strip() != number else None


def _nothing_after(key: Node) -> ScalarNode:
    """A value of which nothing is said, for a key in a list of names."""
    return _like(key, "")


def _like(key: Node, value: str) -> ScalarNode:
    """A plain text at the place of another node."""
    node = ScalarNode()
    node.value, node.plain, node.source = value, True, key.source
    node.line, node.column = key.line, key.column
    node.end_line, node.end_column = key.end_line, key.end_column
    return node


class Skip(Exception):  # noqa: N818 - a signal, no error that users meet
    """A value could not be read; the reason is in the collector already."""


def make_structurer(collector: Collector) -> cattrs.Converter:
    """A converter from nodes to typed values that reports problems to ``collector``.

    Its ``structure(node, type)`` raises `Skip` when the value as a whole cannot be read.
    """
    converter = cattrs.Converter()
    readers = _Readers(collector, converter)
    for kind, hook in readers.scalars().items():
        converter.register_structure_hook(kind, hook)
    converter.register_structure_hook_func(lambda t: t is Number, readers.number)
    converter.register_structure_hook_factory(attrs.has, readers.make_class_hook)
    converter.register_structure_hook(Text, readers.text)
    converter.register_structure_hook(Amount, readers.amount)
    converter.register_structure_hook_factory(
        lambda t: _origin(t) is tuple, readers.make_tuple_hook
    )
    converter.register_structure_hook_factory(
        lambda t: _origin(t) in (Mapping, dict), readers.make_mapping_hook
    )
    converter.register_structure_hook_factory(
        lambda t: _origin(t) is Literal, readers.make_literal_hook
    )
    converter.register_structure_hook_factory(
        lambda t: isinstance(t, type) and issubclass(t, enum.Enum), readers.make_enum_hook
    )
    converter.register_structure_hook_func(_is_optional, readers.optional)
    converter.register_structure_hook_func(
        lambda t: isinstance(t, type) and issubclass(t, Node), lambda node, _: node
    )
    return converter


def _origin(t: Any) -> Any:
    # Mapping[...] of collections.abc and of typing have the same origin
    return get_origin(t)


def _is_optional(t: Any) -> bool:
    return get_origin(t) in (Union, types.UnionType) and type(None) in get_args(t) and t != Number


@attrs.frozen
class _Readers:
    collector: Collector
    converter: cattrs.Converter

    def scalars(self) -> Mapping[type, Callable[[Node, Any], Any]]:
        return {
            Name: self.name,
            str: self.string,
            bool: self.boolean,
            int: self.integer,
            date: self.date,
        }

    def fail(self, node: Node, expected: str, *, suggestion: str | None = None) -> Skip:
        self.collector.add(
            "GC201", node.span, got=describe(node), expected=expected, suggestion=suggestion
        )
        return Skip()

    def word(self, node: Node, expected: str) -> str:
        if not isinstance(node, ScalarNode) or node.is_null:
            raise self.fail(node, expected)
        return node.value

    def string(self, node: Node, _: Any) -> str:
        return self.word(node, "shape:text").strip()

    def name(self, node: Node, _: Any) -> Name:
        text = self.word(node, "shape:id").strip()
        if not is_id(text):
            if self.loose_dash(node):
                raise Skip
            meant = _unquoted(text)
            fail = self.fail(node, "shape:id", suggestion=meant if is_id(meant) else None)
            if not is_id(meant):
                raise fail
            text = meant  # read on as if it had been written right
        return Name.at(text, node.span)

    def loose_dash(self, node: Node) -> bool:
        """Report an item that YAML does not see as one: `-甲`, or `- 乙` in another column."""
        source, value = node.source, getattr(node, "value", "")
        if getattr(node, "plain", False) and value[:1] == "-" and is_id(value[1:].split(" ")[0]):
            report_tight_dash(source, node.line, node.column - 1, self.collector)
            return True
        last = source.line(node.end_line)
        if node.end_line > node.line and last.lstrip().startswith("- ") and " - " in value:
            at = len(last) - len(last.lstrip()) + 1
            span = Span(source, node.end_line, at, node.end_line, len(last.rstrip()) + 1)
            self.collector.add("GC105", span, text=span.text)
            return True
        return False

    def names(self, node: Node) -> list[Node] | None:
        """The names in a text that lists them with signs of Chinese, reported with the remedy."""
        if not isinstance(node, ScalarNode) or node.is_null:
            return None
        words = [_unquoted(word) for word in _LISTED.split(node.value.strip().strip(_WIDE)) if word]
        if not words or not all(map(is_id, words)) or words == [node.value.strip()]:
            return None
        if len(words) == 1 and node.value.strip().strip(_WIDE) == node.value.strip():
            return None  # a name in quotes of Chinese, of which `name` speaks
        return [_like(node, word) for word in words]

    def boolean(self, node: Node, _: Any) -> bool:
        text = self.word(node, "shape:boolean").strip()
        if text in TRUE_WORDS or text in FALSE_WORDS:
            return text in TRUE_WORDS
        raise self.fail(node, "shape:boolean")

    def number(self, node: Node, _: Any) -> int | Fraction:
        text = self.word(node, "shape:number")
        try:
            return parse_number(text)
        except ValueError:
            raise self.fail(node, "shape:number", suggestion=_bare_number(text)) from None

    def integer(self, node: Node, _: Any) -> int:
        value = self.number(node, None)
        if isinstance(value, int):
            return value
        raise self.fail(node, "shape:whole number")

    def date(self, node: Node, _: Any) -> date:
        text = self.word(node, "shape:date")
        try:
            return read_date(text)
        except ValueError:
            meant = _day_meant(text)
            expected = "shape:date" if meant or not _DAY.fullmatch(text) else "shape:real date"
            raise self.fail(node, expected, suggestion=meant) from None

    def amount(self, node: Node, _: Any) -> Amount:
        text = self.word(node, "shape:amount")
        try:
            value, unit = parse_quantity(text)
        except ValueError:
            raise self.fail(node, "shape:amount") from None
        return Amount(value, unit, node.span)

    def text(self, node: Node, _: Any) -> Text:
        if isinstance(node, MappingNode):
            words = {}
            for key, (key_node, value) in node.entries.items():
                if key not in LANGUAGES:
                    self.collector.add(
                        "GC204",
                        key_node.span,
                        key=key,
                        known=", ".join(LANGUAGES),
                        suggestion=suggest(key, LANGUAGES),
                    )
                else:
                    words[key] = self.string(value, None)
            return Text.of(words)
        return Text(self.word(node, "shape:texts").strip())

    def optional(self, node: Node, kind: Any) -> Any:
        if isinstance(node, ScalarNode) and node.is_null:
            return None
        (inner,) = (t for t in _flatten(kind) if t is not type(None))
        return self.converter.structure(node, inner)

    def make_tuple_hook(self, kind: Any) -> Callable[[Node, Any], tuple[Any, ...]]:
        (item, *_) = get_args(kind)

        def hook(node: Node, _: Any) -> tuple[Any, ...]:
            if isinstance(node, ScalarNode) and node.is_null:
                return ()
            nodes = node.items if isinstance(node, SequenceNode) else [node]
            if item is Name:
                nodes = self.listed(nodes, bare=isinstance(node, SequenceNode))
            return tuple(self.each(nodes, item))

        return hook

    def listed(self, nodes: list[Node], *, bare: bool) -> list[Node]:
        """Names, each for itself: `甲、乙` is reported once and read on as two."""
        out: list[Node] = []
        for node in nodes:
            names = self.names(node)
            if names is None:
                out.append(node)
                continue
            offer = ", ".join(one.value for one in names if isinstance(one, ScalarNode))
            self.fail(node, "shape:ids", suggestion=offer if bare else f"[{offer}]")
            out.extend(names)
        return out

    def each(self, nodes: list[Node], item: Any) -> list[Any]:
        out = []
        for node in nodes:
            try:
                out.append(self.converter.structure(node, item))
            except Skip:
                continue
        return out

    def make_mapping_hook(self, kind: Any) -> Callable[[Node, Any], dict[Name, Any]]:
        _, item = get_args(kind)

        def hook(node: Node, _: Any) -> dict[Name, Any]:
            if isinstance(node, ScalarNode) and node.is_null:
                return {}
            if isinstance(node, SequenceNode) and hasattr(item, "SHORTHAND"):
                # a list of names: entries that say no more than their id
                listed: list[tuple[Node, Node]] = [(i, _nothing_after(i)) for i in node.items]
            elif isinstance(node, MappingNode):
                listed = [*node.entries.values()]
            else:
                raise self.fail(node, "shape:mapping")
            out: dict[Name, Any] = {}
            for key_node, value in listed:
                try:
                    name = self.name(key_node, None)
                    out[name] = self.converter.structure(value, item)
                except Skip:
                    continue
            return out

        return hook

    def make_literal_hook(self, kind: Any) -> Callable[[Node, Any], Any]:
        return self.choice({str(word): word for word in get_args(kind)})

    def make_enum_hook(self, kind: type[enum.Enum]) -> Callable[[Node, Any], Any]:
        return self.choice({str(member.value): member for member in kind})

    def choice(self, known: Mapping[str, Any]) -> Callable[[Node, Any], Any]:
        listed = ", ".join(f"`{word}`" for word in known)

        def hook(node: Node, _: Any) -> Any:
            word = node.value.strip() if isinstance(node, ScalarNode) else ""
            if word not in known:
                near = suggest(word, known)
                self.collector.add(
                    "GC276", node.span, known=listed, got=describe(node), suggestion=near
                )
                raise Skip
            return known[word]

        return hook

    def make_class_hook(self, kind: type[Any]) -> Callable[[Node, Any], Any]:
        attrs.resolve_types(kind)
        fields = {
            a.metadata.get("key", a.name): a
            for a in attrs.fields(kind)
            if a.name != "span" and a.init
        }
        shorthand = getattr(kind, "SHORTHAND", None)
        has_span = any(a.name == "span" for a in attrs.fields(kind))

        def hook(node: Node, _: Any) -> Any:
            if shorthand and isinstance(node, ScalarNode) and node.is_null:
                entries: Mapping[str, tuple[Node, Node]] = {}
            elif shorthand and not isinstance(node, MappingNode):
                entries = {shorthand: (node, node)}
            elif isinstance(node, MappingNode):
                entries = node.entries
            else:
                raise self.fail(node, "shape:mapping")
            given = self.fields(node, entries, fields)
            if has_span:
                given["span"] = node.span
            return kind(**given)

        return hook

    def fields(
        self,
        node: Node,
        entries: Mapping[str, tuple[Node, Node]],
        fields: Mapping[str, attrs.Attribute[Any]],
    ) -> dict[str, Any]:
        given, broken = {}, False
        meant: set[str] = set()
        for key, (key_node, value) in entries.items():
            field = fields.get(key)
            if field is None:
                free = [name for name in fields if name not in entries]
                near = suggest(key, free) or key_meant(_unquoted(key), free)
                self.collector.add(
                    "GC202", key_node.span, key=key, known=", ".join(fields), suggestion=near
                )
                if near is None or near in meant:
                    continue
                meant.add(near)  # read on as if it had been written right
                field = fields[near]
            try:
                kind: Any = field.type
                given[field.name] = self.converter.structure(value, kind)
            except Skip:
                needed = field.default is attrs.NOTHING or field.metadata.get("essential")
                broken = broken or bool(needed)
        for key, field in fields.items():
            if field.default is attrs.NOTHING and key not in entries and key not in meant:
                self.collector.add("GC203", node.span, key=key)
                broken = True
        if broken:
            raise Skip
        return given


def _flatten(kind: Any) -> list[Any]:
    # Number | None is the flat union int | Fraction | None
    args = [t for t in get_args(kind) if t is not type(None)]
    return [Number] if set(args) == set(get_args(Number)) else args


def describe(node: Node) -> str:
    """What a node is, in words for a message."""
    if isinstance(node, MappingNode):
        return "mapping"
    if isinstance(node, SequenceNode):
        return "list"
    assert isinstance(node, ScalarNode)
    return "nothing" if node.is_null else f"`{node.value}`"
