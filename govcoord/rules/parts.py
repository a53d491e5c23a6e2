"""What stands of rulesets with errors: the tables that can be looked at, and how far.

An error inside a rule leaves that rule out; what the others say of each other still holds. An
error of a document, or of a fact that a table reads, leaves nothing to be said of its tables.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from govcoord.diagnostics import Diagnostic
from govcoord.rules.engine import Plan
from govcoord.rules.kinds import all_kinds
from govcoord.rules.kinds.vocabulary import VocabularyDocument
from govcoord.rules.load import Loaded
from govcoord.rules.program import Cycle, Fact, Work, all_attributes, gives, needs, order
from govcoord.rules.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from govcoord.rules.tables import Table
from govcoord.rules.vocabulary import Vocabulary
from govcoord.source import Span

HARMLESS = frozenset(
    ("GC401", "GC411", "GC412", "GC422", "GC423", "GC425", "GC431", "GC432", "GC433", "GC434")
)
"""Errors of what rules say, not of when they apply: the rule stands as it is written."""


@attrs.frozen
class Parts:
    """A plan of what stands, and what is wrong with each of its tables.

    By the ids of tables: ``broken`` are the rules with errors (those left out and those that
    stand in part); ``unsound`` are documents and facts because of which nothing can be said of
    a table; ``open`` are tables that read what an unsound one gives.
    """

    plan: Plan
    broken: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    unsound: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    open: frozenset[str] = frozenset()


def standing(loaded: Loaded) -> Parts:
    """What stands of rulesets that were loaded with errors."""
    vocabulary, tables, given = _without_circles(loaded.vocabulary, loaded.tables)
    plan = Plan(vocabulary, tuple(tables), {}, loaded.documents, "")
    places = _Places(loaded.nodes)
    faults = [places.fault(d) for d in loaded.diagnostics if d.severity == "error"]
    broken: dict[str, dict[str, None]] = {}
    unsound: dict[str, dict[str, None]] = {}
    for fault in faults:
        for table in tables:
            if _concerns(fault, table, places):
                known = broken if fault.rule else unsound
                known.setdefault(table.id, {})[fault.name] = None
    shaky = {owned: name for fault in faults for owned, name in _facts(fault, vocabulary)}
    shaky = _spread(
        shaky, [a for a in all_attributes(vocabulary) if a.derive is not None], vocabulary
    )
    for table in tables:
        for fact in sorted(needs(table, vocabulary), key=str):
            if fact in shaky:
                unsound.setdefault(table.id, {})[shaky[fact]] = None
    doubtful = dict.fromkeys(given, "")
    for table in tables:
        if table.id in broken or table.id in unsound:
            doubtful.update(dict.fromkeys(gives(table), ""))
    reached = _spread(doubtful, [*all_attributes(vocabulary), *tables], vocabulary)
    return Parts(
        plan,
        {id_: tuple(names) for id_, names in broken.items()},
        {id_: tuple(names) for id_, names in unsound.items()},
        frozenset(t.id for t in tables if not needs(t, vocabulary).isdisjoint(reached)),
    )


@attrs.frozen
class _Fault:
    """An error as to what it spoils: a rule of a document, or (without ``rule``) all of it.

    ``document`` is ``None`` where the error lies in no document that could be read.
    """

    name: str
    code: str
    document: MappingNode | None = None
    rule: str | None = None
    path: tuple[str, ...] = ()


class _Places:
    """Which document, which rule and which entries a place lies in.

    Nodes of several lines do not know where they end: what begins last before a place holds it.
    """

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.documents: dict[str, list[Node]] = {}
        for node in nodes:
            self.documents.setdefault(node.source.name, []).append(node)
        self.marks = {
            name: [n for n, line in enumerate(some[0].source.text.splitlines(), 1)
                   if line.startswith("---")]
            for name, some in self.documents.items()
        }  # fmt: skip
        self.begins: dict[int, list[tuple[int, int, int]]] = {}

    def fault(self, error: Diagnostic) -> _Fault:
        """What an error spoils."""
        if error.span is None:
            return _Fault("", error.code)
        node = self.document(error.span)
        if not isinstance(node, MappingNode):
            return _Fault(str(error.span), error.code)
        path = list(self._path(node, error.span))
        listed = node.get(path[0]) if path else None
        item = self._item(listed, error.span) if isinstance(listed, SequenceNode) else None
        rule = (_id(item) or str(item.span)) if isinstance(item, MappingNode) else None
        name = rule or _id(node) or str(error.span)
        return _Fault(name, error.code, node, rule, tuple(path))

    def document(self, span: Span) -> Node | None:
        """The document that a place lies in, if that document could be read."""
        known = self.documents.get(span.source.name, ())
        node = _last(_begins(known), known, span)
        if node is None:
            return None
        marks = self.marks[span.source.name]
        between = bisect_right(marks, node.line) < bisect_right(marks, span.line)
        return None if between else node

    def extended(self, document: Node) -> set[str | None]:
        """The ids of the documents that a document extends, through any number of steps."""
        by_id = {_id(node): node for some in self.documents.values() for node in some}
        found: set[str | None] = set()
        at: Node | None = document
        while isinstance(at, MappingNode):
            word = at.get("extends")
            if not isinstance(word, ScalarNode) or word.value in found:
                break
            found.add(word.value)
            at = by_id.get(word.value)
        return found

    def _path(self, node: Node, span: Span) -> Iterator[str]:
        """The keys on the way to a place."""
        while isinstance(node, MappingNode):
            keys = [key for key, _ in node.entries.values()]
            key = _last(_begins(keys), keys, span)
            if not isinstance(key, ScalarNode):
                return
            yield key.value
            node = node.entries[key.value][1]

    def _item(self, node: SequenceNode, span: Span) -> Node | None:
        # there may be an error in each of thousands of rules
        if id(node) not in self.begins:
            self.begins[id(node)] = _begins(node.items)
        return _last(self.begins[id(node)], node.items, span)


def _begins(nodes: Sequence[Node]) -> list[tuple[int, int, int]]:
    return sorted((node.line, node.column, number) for number, node in enumerate(nodes))


def _last(begins: Sequence[tuple[int, int, int]], nodes: Sequence[Node], span: Span) -> Node | None:
    """The last of the nodes that begins before a place or there."""
    at = bisect_right(begins, (span.line, span.column, len(nodes)))
    return nodes[begins[at - 1][2]] if at else None


def _id(node: Node | None) -> str | None:
    found = node.get("id") if isinstance(node, MappingNode) else None
    return found.value if isinstance(found, ScalarNode) else None


def _concerns(fault: _Fault, table: Table, places: _Places) -> bool:
    """Whether an error is one of the documents that a table is, or should be, made of."""
    if fault.code in HARMLESS or table.span is None:
        return False
    mine = places.document(table.span)
    kind = _kind(mine)
    alone = kind in all_kinds() and all_kinds()[kind].document.ALONE
    if fault.document is None or _kind(fault.document) not in all_kinds():
        return not alone  # a document that could not be read may have had rules for it
    if not alone:
        return _kind(fault.document) == kind
    return fault.document is mine or _id(mine) in places.extended(fault.document)


def _kind(node: Node | None) -> str:
    word = node.get("kind") if isinstance(node, MappingNode) else None
    return word.value if isinstance(word, ScalarNode) else ""


def _facts(fault: _Fault, vocabulary: Vocabulary) -> Iterator[tuple[Fact, str]]:
    """The facts that are declared with an error, with the name of what is wrong."""
    kind = all_kinds().get(_kind(fault.document))
    if kind is None or not issubclass(kind.document, VocabularyDocument):
        return
    names = fault.path[:2]
    for attribute in all_attributes(vocabulary):
        own = {attribute.id, attribute.record}
        if attribute.choices is not None:
            own.add(attribute.choices.name)
        name = next((name for name in reversed(names) if name in own), None)
        if name is not None:
            yield (attribute.record, attribute.id), name


def _spread(
    facts: Mapping[Fact, str], works: Iterable[Work], vocabulary: Vocabulary
) -> dict[Fact, str]:
    """The facts, and those that are made of them."""
    found = dict(facts)
    left = [w for w in works if isinstance(w, Table) or w.derive is not None]
    while True:
        made = [
            (w, name) for w in left if (name := _first(found, needs(w, vocabulary))) is not None
        ]
        if not made:
            return found
        for work, name in made:
            found.update((fact, name) for fact in gives(work) if fact not in found)
        done = {id(work) for work, _ in made}
        left = [w for w in left if id(w) not in done]


def _first(names: Mapping[Fact, str], facts: Iterable[Fact]) -> str | None:
    return next((names[fact] for fact in sorted(facts, key=str) if fact in names), None)


def _without_circles(
    vocabulary: Vocabulary, tables: Sequence[Table]
) -> tuple[Vocabulary, list[Table], set[Fact]]:
    """Without the tables and derivations that wait for each other; what they give is given."""
    left, given = list(tables), set[Fact]()
    while isinstance(found := order(vocabulary, left), Cycle):
        for work in found.members:
            facts = gives(work)
            given |= facts
            opened = [a for a in all_attributes(vocabulary) if (a.record, a.id) in facts]
            vocabulary = vocabulary.extended(
                attrs.evolve(a, derive=None, table=None) for a in opened
            )
        left = [table for table in left if not any(table is work for work in found.members)]
    return vocabulary, left, given
