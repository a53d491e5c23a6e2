"""The document kind ``table``: a decision table as developers know it from DMN."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Literal

import attrs

from govcoord.diagnostics import Collector, suggest
from govcoord.rules.kinds.base import (
    Context,
    Kind,
    Lowered,
    close_overrides,
    make_rule,
    report_duplicates,
)
from govcoord.rules.kinds.vocabulary import AttributeEntry
from govcoord.rules.model import Document, Name, Rule
from govcoord.rules.reading.nodes import Node, ScalarNode
from govcoord.rules.regions import EVERYTHING
from govcoord.rules.resolve import STATUS_CHOICES
from govcoord.rules.tables import Aggregate, FactRef, HitPolicy, Output, Table
from govcoord.rules.vocabulary import Attribute, Type, Vocabulary
from govcoord.rules.vocabulary_build import build_attribute

CASE = "case"


@attrs.frozen(slots=True, kw_only=True)
class OutputEntry(AttributeEntry):
    """An output: an attribute declaration, with how it is collected and its default.

    ``stricter`` says which of two values asks more, where special rules may only tighten.
    """

    SHORTHAND: ClassVar[str] = "type"

    aggregate: Aggregate | None = None
    default: Node | None = attrs.field(default=None, eq=False, repr=False)
    stricter: Literal["higher", "lower"] | None = None


@attrs.frozen(slots=True, kw_only=True)
class TableRuleEntry(Rule):
    """A rule of a table: ``then`` gives its outputs, ``=name`` copies an attribute."""

    then: Mapping[str, Node] = attrs.field(factory=dict, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class TableDocument(Document):
    """A document of kind ``table``.

    One that ``extends`` another table adds rules to that table, and has no outputs of its own.
    """

    ALONE: ClassVar[bool] = True
    EITHER: ClassVar[tuple[str, ...]] = ("outputs", "extends")

    hit: HitPolicy = HitPolicy.UNIQUE
    scope: Name | None = None
    outputs: Mapping[str, OutputEntry] = attrs.field(factory=dict)
    status: Name | None = None
    must_answer: Literal["always"] | None = None
    rules: tuple[TableRuleEntry, ...] = ()


def declare(
    documents: Sequence[TableDocument], vocabulary: Vocabulary, collector: Collector
) -> Iterable[Attribute]:
    """The outputs and the status of every table, as attributes."""
    by_id = {str(document.id): document for document in documents}
    for document in documents:
        if _general(document, by_id) is not document:
            continue
        scope = scope_of(document, vocabulary, collector)
        for id_, made in _attributes(document, vocabulary, collector).items():
            if is_fact(document, document.outputs[id_]):
                yield attrs.evolve(made, table=str(document.id), record=scope)
        if document.status is not None:
            yield status_attribute(document.status, str(document.id), scope)


def _attributes(
    document: TableDocument, vocabulary: Vocabulary, collector: Collector
) -> dict[str, Attribute]:
    made = {
        str(id_): build_attribute(Name.at(id_, entry.span), entry, vocabulary.choices, collector)
        for id_, entry in document.outputs.items()
    }
    return {id_: attribute for id_, attribute in made.items() if attribute is not None}


def is_fact(document: TableDocument, entry: OutputEntry) -> bool:
    """Whether other rules may test an output: a collect table must aggregate it first."""
    return document.hit is not HitPolicy.COLLECT or entry.aggregate is not None


def status_attribute(name: str, table: str, scope: str | None) -> Attribute:
    """The attribute that tells how a table ended."""
    return Attribute(str(name), Type.CHOICE, choices=STATUS_CHOICES, table=table, record=scope)


def scope_of(
    document: TableDocument, vocabulary: Vocabulary, collector: Collector | None
) -> str | None:
    """The record kind that a table looks at, ``None`` for the case."""
    if document.scope is None or document.scope == CASE:
        return None
    if document.scope in vocabulary.records:
        return str(document.scope)
    if collector is not None:
        known = [CASE, *vocabulary.records]
        near = suggest(document.scope, known)
        collector.add(
            "GC262", document.scope.span, scope=document.scope, known=", ".join(known),
            suggestion=near,
        )  # fmt: skip
    return None


def lower(documents: Sequence[TableDocument], context: Context) -> Lowered:
    """One table per document that extends no other; the others add to its rules."""
    by_id = {str(document.id): document for document in documents}
    groups: dict[str, list[TableDocument]] = {}
    for document in documents:
        top = _general(document, by_id)
        group = groups.setdefault(str(top.id), [top])
        if document is not top:
            group.append(document)
    return Lowered(tuple(lower_one(group[0], context, group[1:]) for group in groups.values()))


def _general(document: TableDocument, by_id: Mapping[str, TableDocument]) -> TableDocument:
    """The table to which a document's rules belong: its own where documents go in a circle."""
    top, seen = document, {str(document.id)}
    while str(top.extends) in by_id:
        top = by_id[str(top.extends)]
        if str(top.id) in seen:
            return document
        seen.add(str(top.id))
    return top


def lower_one(
    document: TableDocument, context: Context, special: Sequence[TableDocument] = ()
) -> Table:
    """The table of one document and of those that extend it."""
    scope = scope_of(document, context.vocabulary, None)
    outputs = _attributes(document, context.vocabulary, Collector())
    written = [(rule, holder) for holder in (document, *special) for rule in holder.rules]
    report_duplicates([rule for rule, _ in written], context.collector)
    beats = close_overrides([rule for rule, _ in written], context.collector)
    rules = []
    for rule, holder in written:
        boxes = context.boxes(rule, holder, scope=scope)
        then = _outputs(rule, outputs, scope, document, context)
        if boxes is not None and then is not None:
            rules.append(make_rule(rule, holder, boxes, then, beats[rule.id]))
    if not document.outputs:
        context.collector.add("GC203", document.id.span, key="outputs")
    for extra in special:
        if extra.outputs:
            context.collector.add("GC269", extra.id.span, table=extra.id, general=document.id)
    listed = tuple(
        _output(id_, entry, outputs.get(id_), document, context)
        for id_, entry in document.outputs.items()
    )
    return Table(
        str(document.id),
        document.hit,
        tuple(rules),
        listed,
        scope,
        document.title,
        str(document.status) if document.status else None,
        EVERYTHING if document.must_answer == "always" else (),
        span=document.span,
    )


FITTING: Mapping[Aggregate, tuple[Type, ...]] = {
    Aggregate.UNION: (Type.SET,),
    Aggregate.ANY: (Type.BOOLEAN,),
    Aggregate.COUNT: (Type.INTEGER,),
    Aggregate.SUM: (Type.INTEGER, Type.NUMBER, Type.QUANTITY),
    Aggregate.MIN: (Type.INTEGER, Type.NUMBER, Type.QUANTITY),
    Aggregate.MAX: (Type.INTEGER, Type.NUMBER, Type.QUANTITY),
}
"""The types of output that each aggregate makes."""


def _output(
    id_: str,
    entry: OutputEntry,
    attribute: Attribute | None,
    document: TableDocument,
    context: Context,
) -> Output:
    """An output; in a collect table only an aggregated one is a fact for others."""
    aggregate = entry.aggregate
    if aggregate is not None:
        if document.hit is not HitPolicy.COLLECT:
            context.collector.add("GC267", entry.span, output=id_, table=document.id)
        elif attribute is not None and attribute.type not in FITTING[aggregate]:
            context.collector.add(
                "GC266", entry.span, output=id_, aggregate=aggregate.value,
                types=", ".join(t.value for t in FITTING[aggregate]),
            )  # fmt: skip
    default = _default(entry, attribute, context)
    fact = str(id_) if is_fact(document, entry) else None
    return Output(str(id_), fact, aggregate, default, entry.stricter)


def _default(entry: OutputEntry, attribute: Attribute | None, context: Context) -> Any:
    if entry.default is None or attribute is None:
        return None
    return context.value(entry.default, attribute)


def _outputs(
    rule: TableRuleEntry,
    outputs: Mapping[str, Attribute],
    scope: str | None,
    document: TableDocument,
    context: Context,
) -> tuple[tuple[str, Any], ...] | None:
    then = []
    for name, node in rule.then.items():
        attribute = outputs.get(name)
        if attribute is None:
            span = name.span if isinstance(name, Name) else node.span
            context.collector.add(
                "GC263", span, output=name, table=document.id, suggestion=suggest(name, outputs)
            )
            return None
        aggregated = document.outputs[name].aggregate is not None
        value = _output_value(node, attribute, scope, context, aggregated=aggregated)
        if value is None:
            return None
        then.append((str(name), value))
    return tuple(then)


def _output_value(
    node: Node, attribute: Attribute, scope: str | None, context: Context, *, aggregated: bool
) -> Any | None:
    if isinstance(node, ScalarNode) and node.value.startswith("="):
        if aggregated:
            context.collector.add("GC268", node.span, attribute=attribute.id)
            return None
        return fact_ref(node, node.value[1:].strip(), attribute, scope, context)
    return context.value(node, attribute)


def fact_ref(
    node: Node, name: str, attribute: Attribute, scope: str | None, context: Context
) -> FactRef | None:
    """A reference to another attribute of the same type and choices, or a problem."""
    visible = context.vocabulary.visible(scope)
    other = visible.get(name)
    if other is None:
        context.collector.add("GC264", node.span, name=name, suggestion=suggest(name, visible))
        return None
    fits = other.type is attribute.type and other.choices == attribute.choices
    if not fits or other.unit != attribute.unit:
        context.collector.add("GC265", node.span, name=name, attribute=attribute.id)
        return None
    return FactRef(name)


KIND = Kind("table", TableDocument, declare, lower)
