"""Changes of located nodes: one place of one document replaced, left out or renamed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

import attrs

from govcoord.rules.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from govcoord.testing.mechanisms.slots import Path

N = TypeVar("N", bound=Node)


@attrs.frozen
class Edit:
    """What is done at a place of a document: another text, another key, or nothing there."""

    document: str
    path: Path
    text: str | None = None
    key: str | None = None


def edited(node: Node, edit: Edit) -> Node:
    """The document with the edit; the nodes given stay as they are."""
    return _edited(node, edit.path, edit)


def _edited(node: Node, path: Path, edit: Edit) -> Node:
    if not path:
        assert edit.text is not None
        return scalar_at(node, edit.text)
    step, rest = path[0], path[1:]
    if isinstance(node, SequenceNode):
        assert isinstance(step, int)
        items = list(node.items)
        if not rest and edit.text is None:
            del items[step]
        else:
            items[step] = _edited(items[step], rest, edit)
        made = _like(SequenceNode(), node)
        made.items = items
        return made
    assert isinstance(node, MappingNode)
    assert isinstance(step, str)
    mapping = _like(MappingNode(), node)
    mapping.entries = dict(_entries(node, step, rest, edit))
    return mapping


def _entries(
    node: MappingNode, step: str, rest: Path, edit: Edit
) -> Iterator[tuple[str, tuple[ScalarNode, Node]]]:
    for name, (key, value) in node.entries.items():
        if name != step:
            yield name, (key, value)
        elif rest or edit.text is not None:
            yield name, (key, _edited(value, rest, edit))
        elif edit.key is not None:
            yield edit.key, (scalar_at(key, edit.key), value)


def scalar_at(place: Node, text: str) -> ScalarNode:
    """A text at the place of another node, as if it had been written there without quotes."""
    node = _like(ScalarNode(), place)
    node.value, node.plain = text, True
    return node


def _like(made: N, place: Node) -> N:
    made.source = place.source
    made.line, made.column = place.line, place.column
    made.end_line, made.end_column = place.end_line, place.end_column
    return made


def found_at(node: Node, path: Path) -> Node | None:
    """The node at a place, or ``None``."""
    for step in path:
        if isinstance(node, MappingNode) and isinstance(step, str):
            inner = node.get(step)
            if inner is None:
                return None
            node = inner
        elif isinstance(node, SequenceNode) and isinstance(step, int):
            if step >= len(node.items):
                return None
            node = node.items[step]
        else:
            return None
    return node


def content(value: Any) -> Any:
    """Everything that a value says, places left out: two of equal content behave alike.

    Unlike equality it looks at fields that comparisons of values leave out, such as the
    conditions that a mechanism keeps as nodes.
    """
    if isinstance(value, ScalarNode):
        return None if value.is_null else value.value
    if isinstance(value, SequenceNode):
        return [content(item) for item in value.items]
    if isinstance(value, MappingNode):
        return {key: content(inner) for key, (_, inner) in value.entries.items()}
    if isinstance(value, list | tuple):
        return [content(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(repr(content(item)) for item in value)
    if isinstance(value, Mapping):
        return [(content(key), content(inner)) for key, inner in value.items()]
    kind = type(value)
    if attrs.has(kind) and kind.__name__ != "Span":
        names = (a.name for a in attrs.fields(kind) if a.name != "span")
        return [kind.__name__, *(content(getattr(value, name)) for name in names)]
    return value
