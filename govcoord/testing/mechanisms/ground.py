"""Rulesets that are loaded once, and again and again with one small change.

Where a change stays within documents of one kind and leaves tables, answers and facts as they
are, only that kind is made anew; everything else is loaded as it always is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import attrs

from govcoord.diagnostics import Collector, Diagnostic
from govcoord.rules.engine import Plan
from govcoord.rules.kinds import all_kinds
from govcoord.rules.kinds.base import Context, Kind, Lowered
from govcoord.rules.load import Loaded, load_files, load_nodes
from govcoord.rules.mechanism import Mechanism
from govcoord.rules.model import Document
from govcoord.rules.parameters import KIND as PARAMETERS
from govcoord.rules.parameters import resolve_parameters
from govcoord.rules.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from govcoord.rules.structure import Skip, make_structurer
from govcoord.rules.vocabulary import Vocabulary
from govcoord.testing.mechanisms.edits import Edit, content, edited
from govcoord.testing.mechanisms.slots import Path as Place


@attrs.frozen
class Changed:
    """What rulesets become with an edit: a plan, or the errors that keep them from loading."""

    plan: Plan | None
    errors: tuple[Diagnostic, ...] = ()
    tables: bool = False
    """Whether tables, answers or facts are others than before."""


class Ground:
    """Loaded rulesets with their nodes."""

    def __init__(self, loaded: Loaded) -> None:
        assert loaded.plan is not None
        self.plan: Plan = loaded.plan
        self.nodes = loaded.nodes
        self.documents = loaded.documents
        self.index = {name: n for n, node in enumerate(self.nodes) if (name := _id(node))}
        self._before: dict[str, tuple[Any, Any]] = {}
        self._facts: dict[str, Any] = {}

    @classmethod
    def of(cls, paths: Sequence[Path]) -> Ground | None:
        """The rulesets at some paths; ``None`` where they have errors."""
        loaded = load_files(paths)
        bad = any(d.severity == "error" for d in loaded.diagnostics)
        return None if bad or loaded.plan is None else cls(loaded)

    def node(self, document: str) -> Node | None:
        """The node of a document."""
        at = self.index.get(document)
        return None if at is None else self.nodes[at]

    @cached_property
    def text(self) -> Mapping[str, str]:
        """What each document says, as one text that is equal for equal content."""
        return {name: repr(content(self.nodes[at])) for name, at in self.index.items()}

    @cached_property
    def parameters(self) -> Mapping[str, tuple[str, Place]]:
        """For each parameter the document and place that its value is written at."""
        found: dict[str, tuple[str, Place]] = {}
        for name, at in self.index.items():
            node = self.nodes[at]
            assert isinstance(node, MappingNode)
            entries, sets = node.get("parameters"), node.get("sets")
            if _kind(node) != PARAMETERS:
                continue
            listed = entries.items if isinstance(entries, SequenceNode) else []
            for number, entry in enumerate(listed):
                if known := _id(entry):
                    found.setdefault(known, (name, ("parameters", number, "value")))
            for known in sets.entries if isinstance(sets, MappingNode) else ():
                found[known] = (name, ("sets", known))
        return found

    def changed(self, edit: Edit, kind: str) -> Changed:
        """What becomes of the plan with an edit of a document of a kind, or of a parameter."""
        quick = self._quick(edit, kind)
        if quick is not None:
            return quick
        return self.changed_as_loaded(edit)

    def changed_as_loaded(self, edit: Edit) -> Changed:
        """The same by loading everything."""
        collector = Collector()
        loaded = load_nodes(self._edited(edit), collector)
        errors = tuple(d for d in loaded.diagnostics if d.severity == "error")
        if errors or loaded.plan is None:
            return Changed(None, errors)
        return Changed(loaded.plan, (), tables=_decides_by(loaded.plan) != _decides_by(self.plan))

    def _edited(self, edit: Edit) -> list[Node]:
        at = self.index[edit.document]
        return [edited(n, edit) if n is self.nodes[at] else n for n in self.nodes]

    # only one kind made anew

    def _quick(self, edit: Edit, name: str) -> Changed | None:
        """The same, where it is enough to make one kind anew; ``None`` where it is not."""
        if not self._stands_alone(name) or not self._is_local(edit, name):
            return None
        kind = all_kinds()[name]
        wanted = {PARAMETERS, name}
        nodes = [n for n in self._edited(edit) if _kind(n) in wanted]
        collector = Collector()
        documents = _structured(nodes, kind, collector)
        vocabulary = self.plan.vocabulary
        if _declared(kind, documents, vocabulary) != self._declared_before(kind):
            return None
        lowered = kind.lower(documents, Context(vocabulary, collector))
        errors = tuple(d for d in collector.sorted() if d.severity == "error")
        if errors:
            return Changed(None, errors)
        made = {found.id: found for found in lowered.mechanisms}
        kept = {i: m for i, m in self.plan.mechanisms.items() if m.kind != name}
        if self._has_other_tables(lowered, kind):
            same = content(made) == content(
                {i: m for i, m in self.plan.mechanisms.items() if i not in kept}
            )
            return Changed(self.plan, tables=True) if same else None
        plan = _with_mechanisms(self.plan, {**kept, **made})
        if plan.pilot is None:
            return Changed(plan)
        others = {i: m for i, m in plan.pilot.mechanisms.items() if m.kind != name}
        pilot = _with_mechanisms(plan.pilot, {**others, **made})
        return Changed(attrs.evolve(plan, pilot=pilot))

    def _stands_alone(self, name: str) -> bool:
        """Whether documents of a kind are none of pilots, drafts and layers."""
        documents = [d for d in self.documents if d.kind == name]
        return all(d.stage == "in_force" and d.extends is None for d in documents)

    def _is_local(self, edit: Edit, name: str) -> bool:
        """Whether an edit is one of a document of the kind, or of what only that kind uses."""
        kind = _kind(self.nodes[self.index[edit.document]])
        if kind != PARAMETERS:
            return kind == name
        places = self.parameters.items()
        used = [
            p for p, (at, path) in places if at == edit.document and edit.path[: len(path)] == path
        ]
        return bool(used) and self._users(used[0]) <= {name}

    def _users(self, parameter: str) -> set[str]:
        """The kinds of the documents that may use a parameter."""
        words = f"${parameter}", f"${{{parameter}}}"
        return {
            _kind(self.nodes[at])
            for name, at in self.index.items()
            if any(word in self.text[name] for word in words)
        }

    def _declared_before(self, kind: Kind) -> Any:
        if kind.name not in self._facts:
            documents = [d for d in self.documents if d.kind == kind.name]
            self._facts[kind.name] = _declared(kind, documents, self.plan.vocabulary)
        return self._facts[kind.name]

    def _has_other_tables(self, lowered: Lowered, kind: Kind) -> bool:
        if kind.name not in self._before:
            documents = [d for d in self.documents if d.kind == kind.name]
            old = kind.lower(documents, Context(self.plan.vocabulary, Collector()))
            self._before[kind.name] = old.tables, old.views
        return (lowered.tables, lowered.views) != self._before[kind.name]


def _structured(nodes: Sequence[Node], kind: Kind, collector: Collector) -> list[Document]:
    filled, _, _ = resolve_parameters(nodes, {}, collector)
    converter = make_structurer(collector)
    documents = []
    for node in filled:
        try:
            documents.append(converter.structure(node, kind.document))
        except Skip:
            continue
    return documents


def _declared(kind: Kind, documents: Sequence[Document], vocabulary: Vocabulary) -> Any:
    """The facts that documents give, and what is wrong with them."""
    collector = Collector()
    facts = list(kind.declare(documents, vocabulary, collector))
    return facts, [d.code for d in collector.sorted()]


def _with_mechanisms(plan: Plan, mechanisms: Mapping[str, Mechanism]) -> Plan:
    other = attrs.evolve(plan, mechanisms=mechanisms)
    for name in ("program", "_maker", "_functions"):
        other.__dict__[name] = getattr(plan, name)
    return other


def _kind(node: Node) -> str:
    word = node.get("kind") if isinstance(node, MappingNode) else None
    return word.value if isinstance(word, ScalarNode) else ""


def _id(node: Node) -> str | None:
    word = node.get("id") if isinstance(node, MappingNode) else None
    return word.value.strip() if isinstance(word, ScalarNode) else None


def _decides_by(plan: Plan) -> tuple[Any, Any]:
    """What decides cases: the tables, and the views that are made of their answers."""
    return plan.tables, plan.views
