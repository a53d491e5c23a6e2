"""Files to a plan: read, structure, build the vocabulary, lower the kinds, check."""

from __future__ import annotations

import gc
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

import attrs

from govcoord.diagnostics import Collector, Diagnostic, suggest
from govcoord.errors import RulesetError
from govcoord.rules.engine import Plan
from govcoord.rules.kinds import all_kinds, broken_kinds
from govcoord.rules.kinds.base import Context, Kind
from govcoord.rules.kinds.vocabulary import VocabularyDocument
from govcoord.rules.layers import (
    Above,
    Layers,
    check_pilots,
    extended,
    in_force,
    pilots,
    with_pilots,
)
from govcoord.rules.model import Document
from govcoord.rules.parameters import Parameter, resolve_parameters, without_consequences
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
from govcoord.rules.said_in_chinese import kind_meant
from govcoord.rules.structure import Skip, make_structurer
from govcoord.rules.tables import Table
from govcoord.rules.vocabulary import Vocabulary
from govcoord.rules.vocabulary_build import build_vocabulary, derive
from govcoord.source import Source, Span

TEST_SUFFIX = ".test.yaml"
"""The end of the names of files with tests; they are no part of a ruleset."""

TEST_SUFFIXES = (TEST_SUFFIX, ".test.yml")
RULESET_SUFFIXES = (".yaml", ".yml")
_KIND_LINE = re.compile(rb"^(?:\xef\xbb\xbf)?kind(?::|\xef\xbc\x9a|\xa3\xba)[ \t]*\w", re.MULTILINE)
_HEAD = 4096


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
            found.extend(sorted(p for p in path.rglob("*") if is_ruleset(p.name)))
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def is_ruleset(name: str) -> bool:
    """Whether a file of that name in a folder is part of a ruleset; tests are none."""
    return name.lower().endswith(RULESET_SUFFIXES) and not name.lower().endswith(TEST_SUFFIXES)


def unread_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Files in folders among ``paths`` that look like rulesets and are none by their names."""
    for path in paths:
        for file in sorted(path.rglob("*.[tT][xX][tT]")) if path.is_dir() else ():
            named = any(suffix.lower() in RULESET_SUFFIXES for suffix in file.suffixes)
            if named or (file.is_file() and _says_kind(file)):
                yield file


def _says_kind(file: Path) -> bool:
    with file.open("rb") as opened:
        return _KIND_LINE.search(opened.read(_HEAD)) is not None


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


def load_files(
    paths: Sequence[Path],
    *,
    texts: Mapping[str, bytes] = MappingProxyType({}),
    limits: Limits | None = None,
    parameters: Mapping[str, str] | None = None,
) -> Loaded:
    """Load the rulesets at ``paths`` (files or folders), and texts by name, as one plan."""
    collector = Collector()
    files = ruleset_files(paths)
    nodes: list[Node] = []
    with _without_collections():
        for name, text in texts.items():
            nodes.extend(read(name, text, collector, limits=limits or Limits()))
        for file in files:
            nodes.extend(read_path(file, collector, limits=limits or Limits()))
        for file in unread_files(paths):
            collector.add("GC164", Span(Source(file.as_posix(), ""), 1, 1, 1, 1))
        if not (files or texts):
            collector.add("GC270", None, path=", ".join(str(p) for p in paths))
        return load_nodes(nodes, collector, parameters)


def load_texts(
    texts: Mapping[str, str],
    *,
    limits: Limits | None = None,
    parameters: Mapping[str, str] | None = None,
) -> Loaded:
    """Load rulesets from texts by name, as `load_files` does from files."""
    collector = Collector()
    nodes: list[Node] = []
    with _without_collections():
        for name, text in texts.items():
            nodes.extend(read(name, text, collector, limits=limits or Limits()))
        return load_nodes(nodes, collector, parameters)


@_without_collections()
def load_nodes(
    nodes: Sequence[Node], collector: Collector, parameters: Mapping[str, str] | None = None
) -> Loaded:
    """Make a plan of the documents' nodes."""
    kinds = all_kinds()
    filled, given, known = resolve_parameters(nodes, parameters or {}, collector)
    documents = [*given, *_structure(filled, kinds, collector)]
    _check_ids(documents, collector)
    check_pilots(documents, collector)
    above = extended(documents, collector)
    digest = _digest([*_of_kind(nodes, "parameters"), *filled])
    hold = in_force(documents)
    plan, made = _make(hold, above, digest, known, collector)
    if any(True for _ in pilots(documents)):
        tried = Collector()
        pilot, _ = _make(with_pilots(documents), above, digest, known, tried)
        seen = {(d.code, d.span) for d in collector.sorted()}
        collector.extend(d for d in tried.sorted() if (d.code, d.span) not in seen)
        plan = plan and attrs.evolve(plan, pilot=pilot)
    vocabularies = [d for d in documents if isinstance(d, VocabularyDocument)]
    noticed = without_consequences(collector.sorted())
    diagnostics = _without_echoes(noticed, vocabularies, documents)
    warnings = tuple(d for d in diagnostics if d.severity != "error")
    plan = plan and attrs.evolve(plan, warnings=warnings)
    return Loaded(plan, diagnostics, *made, tuple(documents), tuple(nodes))


Made = tuple[Vocabulary, tuple[Table, ...]]


def _make(
    documents: Sequence[Document],
    above: Above,
    digest: str,
    parameters: tuple[Parameter, ...],
    collector: Collector,
) -> tuple[Plan | None, Made]:
    """A plan of documents; none where tables need each other in a circle."""
    kinds = all_kinds()
    grouped = {
        name: [d for d in documents if isinstance(d, kind.document) and d.kind == name]
        for name, kind in kinds.items()
    }
    vocabulary = _vocabulary(documents, kinds, grouped, collector)
    context = Context(vocabulary, collector)
    lowered = [kind.lower(grouped[name], context) for name, kind in kinds.items()]
    layers = Layers({str(d.id): d for d in documents}, above, vocabulary, collector)
    tables = tuple(layers.apply(table) for one in lowered for table in one.tables)
    views = {name: view for one in lowered for name, view in one.views.items()}
    scorecards = {id_: card for one in lowered for id_, card in one.scorecards.items()}
    mechanisms = {found.id: found for one in lowered for found in one.mechanisms}
    made = (vocabulary, tables)
    if _report_cycle(order(vocabulary, tables), collector):
        return None, made
    plan = Plan(
        vocabulary, tables, views, tuple(documents), digest, scorecards, mechanisms, parameters
    )
    return plan, made


def _vocabulary(
    documents: Sequence[Document],
    kinds: Mapping[str, Kind],
    grouped: Mapping[str, Sequence[Document]],
    collector: Collector,
) -> Vocabulary:
    """The vocabulary with the facts that the kinds' tables give, and what is derived of them."""
    written = [d for d in documents if isinstance(d, VocabularyDocument)]
    vocabulary, derivations = build_vocabulary(written, collector)
    for name, kind in kinds.items():
        for attribute in kind.declare(grouped[name], vocabulary, collector):
            visible = vocabulary.visible(attribute.record)
            if attribute.id in visible and visible[attribute.id].table != attribute.table:
                collector.add("GC271", attribute.span, attribute=attribute.id)
            else:
                vocabulary = vocabulary.extended([attribute])
    return derive(vocabulary, derivations, collector)


def _of_kind(nodes: Iterable[Node], kind: str) -> Iterator[Node]:
    for node in nodes:
        word = node.get("kind") if isinstance(node, MappingNode) else None
        if isinstance(word, ScalarNode) and word.value == kind:
            yield node


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
        near = next((key for key in node.entries if key.lower() == "kind" or key == "种类"), None)
        span = node.entries[near][0].span if near else (word or node).span
        collector.add("GC272", span, known=", ".join(kinds), suggestion="kind: …" if near else None)
        return None
    if word.value not in kinds and word.value in broken_kinds():
        reason = broken_kinds()[word.value]
        collector.add("GC591", word.span, kind=word.value, reason=reason)
        return None
    if word.value not in kinds:
        collector.add(
            "GC273", word.span, kind=word.value, known=", ".join(kinds),
            suggestion=suggest(word.value, kinds) or kind_meant(word.value),
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
