"""Named parameters of a policy: read first, then put in wherever YAML says ``$name``.

``$name`` or ``${name}`` may stand for a whole value (a list too) or inside a text; ``$$`` is a
plain dollar sign. Values are put in before documents are read, so that a parameter may stand
anywhere: in a condition, a limit, a weight, a note, the value of a later parameter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

import attrs

from govcoord.diagnostics import Collector, Diagnostic, suggest
from govcoord.errors import UnitError
from govcoord.rules.kinds.parameters import ParameterEntry, ParametersDocument
from govcoord.rules.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from govcoord.rules.structure import Skip, make_structurer
from govcoord.rules.values import read_date
from govcoord.source import Source, Span
from govcoord.text import Text
from govcoord.units import convert, parse_quantity

KIND = "parameters"

_USE = re.compile(r"\$(?:(?P<escaped>\$)|\{(?P<braced>[^{}$]+)\}|(?P<bare>[^\W\d][\w\-]*))")


@attrs.frozen
class Parameter:
    """A choice of the policy as it holds: who declared it, who set it, where it is used.

    ``value`` is as written; ``declared`` the value of its declaration, where another document
    or the caller has set it; ``uses`` the places, ``set_by`` the document or ``<parameters>``.
    """

    id: str
    value: Any
    title: Text = Text()
    basis: str = "default"
    source: str = ""
    note: Text = Text()
    question: Text = Text()
    at_least: str | None = None
    at_most: str | None = None
    options: tuple[str, ...] = ()
    document: str = ""
    declared: Any = None
    set_by: str | None = None
    uses: tuple[str, ...] = ()
    span: Span | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def words(self) -> str:
        """The value on one line."""
        return ", ".join(self.value) if isinstance(self.value, tuple) else str(self.value)


@attrs.define
class _Declared:
    entry: ParameterEntry
    document: ParametersDocument
    value: Node
    set_by: str | None = None
    uses: list[Span] = attrs.Factory(list)


Given = Mapping[str, str]
"""Values that the caller of `load` sets, by parameter."""


def resolve_parameters(
    nodes: Sequence[Node], given: Given, collector: Collector
) -> tuple[list[Node], list[ParametersDocument], tuple[Parameter, ...]]:
    """The other documents with values put in, the documents of parameters, the parameters."""
    documents, others = _documents(nodes, collector)
    declared = _declare(documents, collector)
    for document in documents:
        for name, node in document.sets.items():
            span = name.span if hasattr(name, "span") else node.span
            _set(name, node, span, str(document.id), declared, collector)
    for name, text in given.items():
        node = _given_node(name, text)
        _set(name, node, node.span, "<parameters>", declared, collector)
    filler = _Filler(declared, collector)
    filled = [filler.fill(node) if "$" in node.source.text else node for node in others]
    for item in declared.values():
        if not item.uses:
            collector.add("GC296", item.entry.id.span, name=item.entry.id)
    return filled, documents, tuple(map(_parameter, declared.values()))


def _documents(
    nodes: Sequence[Node], collector: Collector
) -> tuple[list[ParametersDocument], list[Node]]:
    converter = make_structurer(collector)
    documents, others = [], []
    for node in nodes:
        kind = node.get("kind") if isinstance(node, MappingNode) else None
        if not isinstance(kind, ScalarNode) or kind.value != KIND:
            others.append(node)
            continue
        try:
            documents.append(converter.structure(node, ParametersDocument))
        except Skip:
            continue
    return documents, others


def _declare(documents: Iterable[ParametersDocument], collector: Collector) -> dict[str, _Declared]:
    declared: dict[str, _Declared] = {}
    for document in documents:
        for entry in document.parameters:
            if entry.id in declared:
                collector.add("GC293", entry.id.span, name=entry.id)
                continue
            value = _Filler(declared, collector).fill(entry.value)
            declared[str(entry.id)] = _Declared(entry, document, value)
            _check(entry, value, entry.value.span, collector)
    return declared


def _set(
    name: str,
    node: Node,
    span: Span | None,
    by: str,
    declared: dict[str, _Declared],
    collector: Collector,
) -> None:
    item = declared.get(name)
    if item is None:
        collector.add("GC292", span, name=name, suggestion=suggest(name, declared))
    elif item.set_by is not None and by != "<parameters>":
        collector.add("GC294", span, name=name, other=item.set_by)
    else:
        _check(item.entry, node, node.span, collector)
        item.value, item.set_by = node, by


def _check(entry: ParameterEntry, node: Node, span: Span, collector: Collector) -> None:
    """Report a value outside the bounds or options of its parameter (GC295)."""
    text = node.value.strip() if isinstance(node, ScalarNode) else None
    if entry.options and text not in entry.options:
        known = ", ".join(f"`{option}`" for option in entry.options)
        collector.add("GC295", span, name=entry.id, value=str(_plain(node)), allowed=known)
    bounds = [(">=", entry.at_least), ("<=", entry.at_most)]
    for sign, bound in bounds:
        if isinstance(bound, ScalarNode) and not _within(text, sign, bound.value.strip()):
            collector.add(
                "GC295", span, name=entry.id, value=str(_plain(node)),
                allowed=f"`{sign} {bound.value.strip()}`",
            )  # fmt: skip


def _within(text: str | None, sign: str, bound: str) -> bool:
    """Whether a value keeps a bound; one that cannot be compared with it does not."""
    value, limit = _measured(text or ""), _measured(bound)
    if value is None or limit is None or isinstance(value, date) is not isinstance(limit, date):
        return False
    if isinstance(value, tuple) and isinstance(limit, tuple):
        (number, unit), (end, other) = value, limit
        if (unit is None) is not (other is None):
            return False
        if unit is not None and other is not None and unit != other:
            try:
                number = convert(number, unit, other)
            except UnitError:
                return False
        value, limit = number, end
    return bool(value >= limit if sign == ">=" else value <= limit)


def _measured(text: str) -> Any:
    """A date, or a number with its unit; ``None`` for anything else."""
    try:
        return read_date(text)
    except ValueError:
        pass
    try:
        return parse_quantity(text)
    except (ValueError, UnitError):
        return None


def _given_node(name: str, text: str) -> ScalarNode:
    node = ScalarNode()
    node.value, node.plain = text, True
    node.source = Source("<parameters>", f"{name}: {text}")
    node.line, node.column = 1, len(name) + 3
    node.end_line, node.end_column = 1, node.column + len(text)
    return node


@attrs.frozen
class _Filler:
    declared: Mapping[str, _Declared]
    collector: Collector

    def fill(self, node: Node) -> Node:
        """The node with values in place of names; the same node where there are none."""
        if isinstance(node, ScalarNode):
            return self.scalar(node) if "$" in node.value else node
        if isinstance(node, SequenceNode):
            items = [self.fill(item) for item in node.items]
            if all(new is old for new, old in zip(items, node.items)):
                return node
            made = _moved(SequenceNode(), node)
            made.items = items
            return made
        assert isinstance(node, MappingNode)
        entries = {key: (at, self.fill(value)) for key, (at, value) in node.entries.items()}
        if all(entries[key][1] is value for key, (_, value) in node.entries.items()):
            return node
        mapping = _moved(MappingNode(), node)
        mapping.entries = entries
        return mapping

    def scalar(self, node: ScalarNode) -> Node:
        whole = _USE.fullmatch(node.value.strip())
        if whole is not None and not whole["escaped"]:
            value = self.value(whole, node)
            if value is None or not isinstance(value, ScalarNode):
                return value or node
            made = _moved(ScalarNode(), node)
            made.value, made.plain = value.value, value.plain
            return made
        made = _moved(ScalarNode(), node)
        made.value, made.plain = _USE.sub(lambda use: self.text(use, node), node.value), node.plain
        return made

    def text(self, use: re.Match[str], node: ScalarNode) -> str:
        """The words that a use inside a text stands for."""
        if use["escaped"]:
            return "$"
        value = self.value(use, node)
        if value is None:
            return use[0]
        if not isinstance(value, ScalarNode):
            self.collector.add("GC298", node.span, name=_name(use))
            return use[0]
        return value.value.strip()

    def value(self, use: re.Match[str], node: ScalarNode) -> Node | None:
        name = _name(use)
        item = self.declared.get(name)
        if item is None:
            near = _meant(name, self.declared)
            self.collector.add("GC292", node.span, name=name, suggestion=near)
            return None
        item.uses.append(node.span)
        return item.value


def _meant(name: str, declared: Mapping[str, Any]) -> str | None:
    """The name that was meant, or, where words run on after one, how to part them."""
    begun = max((known for known in declared if name.startswith(known)), key=len, default=None)
    if begun is not None:
        return f"${{{begun}}}{name[len(begun) :]}"
    return suggest(name, declared)


def _name(use: re.Match[str]) -> str:
    return (use["braced"] or use["bare"]).strip()


N = TypeVar("N", bound=Node)


def _moved(made: N, node: Node) -> N:
    """A new node at the place of another."""
    made.source = node.source
    made.line, made.column = node.line, node.column
    made.end_line, made.end_column = node.end_line, node.end_column
    return made


def _plain(node: Node) -> Any:
    if isinstance(node, ScalarNode):
        return node.value.strip()
    if isinstance(node, SequenceNode):
        return tuple(str(_plain(item)) for item in node.items)
    assert isinstance(node, MappingNode)
    return {key: _plain(value) for key, (_, value) in node.entries.items()}


def _parameter(item: _Declared) -> Parameter:
    entry = item.entry
    return Parameter(
        str(entry.id),
        _plain(item.value),
        entry.title,
        entry.basis,
        entry.source or item.document.source,
        entry.note,
        entry.question,
        at_least=None if entry.at_least is None else str(_plain(entry.at_least)),
        at_most=None if entry.at_most is None else str(_plain(entry.at_most)),
        options=entry.options,
        document=str(item.document.id),
        declared=_plain(entry.value) if item.set_by else None,
        set_by=item.set_by,
        uses=tuple(_places(item.uses)),
        span=entry.span,
    )


_STRAY = frozenset({"GC292", "GC298"})
"""Problems after which ``$name`` stands where a value should."""


def without_consequences(diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The problems without those that a parameter which is not there brings after it."""
    stray = [d.span for d in diagnostics if d.code in _STRAY and d.span is not None]
    if not stray:
        return tuple(diagnostics)
    return tuple(d for d in diagnostics if d.code in _STRAY or not _follows(d, stray))


def _follows(diagnostic: Diagnostic, stray: Sequence[Span]) -> bool:
    at = diagnostic.span
    if diagnostic.code == "GC296" or at is None:
        return diagnostic.code == "GC296"
    return any(
        at.source.name == span.source.name
        and (span.line, span.column) <= (at.line, at.column) < (span.end_line, span.end_column)
        for span in stray
    )


def _places(spans: Iterable[Span]) -> Iterator[str]:
    for span in spans:
        yield f"{span.source.name}:{span.line}"
