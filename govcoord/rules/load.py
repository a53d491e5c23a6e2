"""Files to a plan: read, structure, build the vocabulary, lower the kinds, check."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs

from govcoord.diagnostics import Collector, Diagnostic, suggest
from govcoord.errors import RulesetError
from govcoord.rules.engine import Plan
from govcoord.rules.kinds import all_kinds
from govcoord.rules.kinds.base import Context, Kind, View
from govcoord.rules.kinds.vocabulary import VocabularyDocument
from govcoord.rules.mechanism import Mechanism
from govcoord.rules.model import Document
from govcoord.rules.program import Cycle, order
from govcoord.rules.reading.nodes import (
    Limits,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    read,
    read_path,
)
from govcoord.rules.structure import Skip, make_structurer
from govcoord.rules.tables import Table
from govcoord.rules.vocabulary import Vocabulary
from govcoord.rules.vocabulary_build import build_vocabulary, derive
from govcoord.scoring.scorecard import Scorecard

TEST_SUFFIX = ".test.yaml"
"""The end of the names of files with tests; they are no part of a ruleset."""

RULESET_SUFFIXES = (".yaml", ".yml")


ECHOES = frozenset({"GC217", "GC220", "GC255", "GC257", "GC258", "GC264", "GC420"})
"""Problems of names that only a vocabulary can give."""


@attrs.frozen
class Loaded:
    """A plan as far as it could be made, and everything that was noticed on the way.

    What it was made of is kept too, for those who ask what stands where there are errors.
    """

    plan: Plan | None
    diagnostics: tuple[Diagnostic, ...]
    vocabulary: Vocabulary
    tables: tuple[Table, ...]
    documents: tuple[Document, ...]
    nodes: tuple[Node, ...] = attrs.field(repr=False)


def ruleset_files(paths: Iterable[Path]) -> list[Path]:
    """The YAML files of rulesets among ``paths``; folders are searched through, in order."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix in RULESET_SUFFIXES)
            found.extend(p for p in inside if not p.name.endswith((TEST_SUFFIX, ".test.yml")))
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def load_files(paths: Sequence[Path], *, limits: Limits | None = None) -> Loaded:
    """Load the rulesets at ``paths`` (files or folders) as one plan."""
    collector = Collector()
    files = ruleset_files(paths)
    nodes: list[Node] = []
    with _without_collections():
        for file in files:
            nodes.extend(read_path(file, collector, limits=limits or Limits()))
        if not files:
            collector.add("GC270", None, path=", ".join(str(p) for p in paths))
        return load_nodes(nodes, collector)


def load_texts(texts: Mapping[str, str], *, limits: Limits | None = None) -> Loaded:
    """Load rulesets from texts by name, as `load_files` does from files."""
    collector = Collector()
    nodes: list[Node] = []
    with _without_collections():
        for name, text in texts.items():
            nodes.extend(read(name, text, collector, limits=limits or Limits()))
        return load_nodes(nodes, collector)


@contextmanager
def _without_collections() -> Iterator[None]:
    """Without passes of the garbage collector: a load makes millions of objects and no waste."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def load_nodes(nodes: Sequence[Node], collector: Collector) -> Loaded:
    """Make a plan of the documents' nodes."""
    kinds = all_kinds()
    documents = _structure(nodes, kinds, collector)
    _check_ids(documents, collector)
    digest = _digest(nodes)
    grouped = {
        name: [d for d in documents if isinstance(d, kind.document) and d.kind == name]
        for name, kind in kinds.items()
    }
    vocabularies = [d for d in documents if isinstance(d, VocabularyDocument)]
    vocabulary, derivations = build_vocabulary(vocabularies, collector)
    for name, kind in kinds.items():
        for attribute in kind.declare(grouped[name], vocabulary, collector):
            visible = vocabulary.visible(attribute.record)
            if attribute.id in visible and visible[attribute.id].table != attribute.table:
                collector.add("GC271", attribute.span, attribute=attribute.id)
            else:
                vocabulary = vocabulary.extended([attribute])
    vocabulary = derive(vocabulary, derivations, collector)
    context = Context(vocabulary, collector)
    tables: list[Table] = []
    views: dict[str, View] = {}
    scorecards: dict[str, Scorecard] = {}
    mechanisms: dict[str, Mechanism] = {}
    for name, kind in kinds.items():
        lowered = kind.lower(grouped[name], context)
        tables.extend(lowered.tables)
        views.update(lowered.views)
        scorecards.update(lowered.scorecards)
        mechanisms.update((mechanism.id, mechanism) for mechanism in lowered.mechanisms)
    cyclic = _report_cycle(order(vocabulary, tables), collector)
    diagnostics = _without_echoes(collector.sorted(), vocabularies, documents)
    made_of = (vocabulary, tuple(tables), tuple(documents), tuple(nodes))
    if cyclic:
        return Loaded(None, diagnostics, *made_of)
    warnings = tuple(d for d in diagnostics if d.severity != "error")
    plan = Plan(
        vocabulary, tuple(tables), views, tuple(documents), digest, scorecards, mechanisms, warnings
    )
    return Loaded(plan, diagnostics, *made_of)


def _without_echoes(
    diagnostics: tuple[Diagnostic, ...],
    vocabularies: Sequence[VocabularyDocument],
    documents: Sequence[Document],
) -> tuple[Diagnostic, ...]:
    """One problem instead of many where there is no vocabulary at all (GC277)."""
    echoes = [d for d in diagnostics if d.code in ECHOES]
    if vocabularies or not documents or not echoes:
        return diagnostics
    found = Collector()
    found.add("GC277", documents[0].span, count=str(len(echoes)))
    found.extend(d for d in diagnostics if d.code not in ECHOES)
    return found.sorted()


def load(*paths: str | Path) -> Plan:
    """Load rulesets; raises `RulesetError` with every problem if there is an error.

    ``paths`` are YAML files or folders. Warnings are kept on ``Plan.warnings``.
    """
    return finish(load_files([Path(p) for p in paths]))


def finish(loaded: Loaded) -> Plan:
    """The plan, or `RulesetError` if anything noticed is an error."""
    errors = [d for d in loaded.diagnostics if d.severity == "error"]
    if errors or loaded.plan is None:
        raise RulesetError(loaded.diagnostics)
    return loaded.plan


def _structure(
    nodes: Sequence[Node], kinds: Mapping[str, Kind], collector: Collector
) -> list[Document]:
    converter = make_structurer(collector)
    documents = []
    for node in nodes:
        kind = _kind_of(node, kinds, collector)
        if kind is None:
            continue
        try:
            documents.append(converter.structure(node, kind.document))
        except Skip:
            continue
    return documents


def _kind_of(node: Node, kinds: Mapping[str, Kind], collector: Collector) -> Kind | None:
    if not isinstance(node, MappingNode):
        listed = isinstance(node, SequenceNode) and any(
            isinstance(item, MappingNode) for item in node.items
        )
        collector.add("GC278" if listed else "GC272", node.span, known=", ".join(kinds))
        return None
    word = node.get("kind")
    if not isinstance(word, ScalarNode):
        collector.add("GC272", (word or node).span, known=", ".join(kinds))
        return None
    if word.value not in kinds:
        collector.add(
            "GC273", word.span, kind=word.value, known=", ".join(kinds),
            suggestion=suggest(word.value, kinds),
        )  # fmt: skip
        return None
    return kinds[word.value]


def _check_ids(documents: Sequence[Document], collector: Collector) -> None:
    first: dict[str, Document] = {}
    for document in documents:
        if document.id in first:
            collector.add("GC274", document.id.span, id=document.id)
        first.setdefault(document.id, document)


def _report_cycle(batches: Any, collector: Collector) -> bool:
    if not isinstance(batches, Cycle):
        return False
    names = " → ".join(work.id for work in (*batches.members, batches.members[0]))
    collector.add("GC303", batches.members[0].span, names=names)
    return True


def _digest(nodes: Sequence[Node]) -> str:
    """SHA-256 of the documents' content: comments, layout and the order of keys do not count."""
    lines = sorted(
        json.dumps(_plain(node), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        for node in nodes
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _plain(node: Node) -> Any:
    if isinstance(node, MappingNode):
        return {key: _plain(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, SequenceNode):
        return [_plain(item) for item in node.items]
    assert isinstance(node, ScalarNode)
    return None if node.is_null else node.value
