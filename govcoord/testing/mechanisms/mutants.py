"""Mutants of mechanisms: a document with one mistake each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import attrs

from govcoord.rules.kinds import all_kinds
from govcoord.rules.mechanism import Mechanism
from govcoord.rules.model import Document
from govcoord.rules.reading.nodes import MappingNode, Node, ScalarNode
from govcoord.testing.mechanisms.changes import Change, changes_of, scene_of
from govcoord.testing.mechanisms.edits import found_at
from govcoord.testing.mechanisms.ground import Ground
from govcoord.testing.mechanisms.slots import Path, Slot, slots_of


@attrs.frozen(slots=False, eq=False)
class Part:
    """A place of a document with the mistakes that can be made there."""

    subject: Subject
    slot: Slot
    changes: tuple[Change, ...]

    @property
    def path(self) -> Path:
        """Its place."""
        return self.slot.path

    @cached_property
    def label(self) -> str:
        """Its place in words: ids stand for the numbers of entries."""
        return label_of(self.subject.node, self.path)

    @property
    def section(self) -> str:
        """The field of the document that it belongs to."""
        return str(self.path[0])

    @property
    def place(self) -> str:
        """``file:line``."""
        return f"{self.slot.node.source.name}:{self.line}"

    @property
    def line(self) -> int:
        """The line of its file, from 1."""
        return self.slot.node.line


@attrs.frozen
class Mutant:
    """One mistake in the document of a mechanism."""

    part: Part
    change: Change

    @property
    def subject(self) -> Subject:
        """The document, and the mechanisms that come of it."""
        return self.part.subject

    @property
    def key(self) -> str:
        """A digest of the change that is the same from one run to another."""
        change = self.change
        parts = (
            self.subject.id, change.part, change.operator, change.before, change.after,
            change.parameter,
        )  # fmt: skip
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:20]

    @property
    def place(self) -> str:
        """``file:line`` of the place in the document."""
        return self.part.place


@attrs.frozen(slots=False, eq=False)
class Subject:
    """A document with the mechanisms that come of it: that of its id, or all of its kind."""

    document: Document
    node: Node = attrs.field(repr=False)
    mechanisms: tuple[Mechanism, ...]
    ground: Ground = attrs.field(repr=False)

    @property
    def id(self) -> str:
        """The id of the document."""
        return str(self.document.id)

    @property
    def kind(self) -> str:
        """The kind of the document."""
        return self.document.kind

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The places at which mistakes can be made; one that comes to the same is made once."""
        slots = list(slots_of(self.node, all_kinds()[self.kind].document))
        known = {}
        for name, (document, path) in self.ground.parameters.items():
            home = self.ground.node(document)
            value = found_at(home, path) if home is not None else None
            if value is not None:
                known[name] = document, path, value
        scene = scene_of(self.id, self.node, slots, self.ground.plan.vocabulary, known)
        seen: set[Any] = set()
        parts = []
        for slot in slots:
            changes = [c for c in changes_of(slot, scene) if c.edit not in seen]
            seen.update(change.edit for change in changes)
            if changes:
                parts.append(Part(self, slot, tuple(changes)))
        return tuple(parts)

    @property
    def mutants(self) -> Iterator[Mutant]:
        """All mutants, place by place."""
        for part in self.parts:
            for change in part.changes:
                yield Mutant(part, change)


def subjects_of(ground: Ground) -> tuple[Subject, ...]:
    """The documents of which mechanisms come, in the order in which they are loaded."""
    plan = ground.plan
    found = []
    for document in ground.documents:
        node = ground.node(str(document.id))
        own = plan.mechanisms.get(str(document.id))
        made = [own] if own is not None else _of_kind(ground, document.kind)
        if node is not None and made and document.stage == "in_force":
            found.append(Subject(document, node, tuple(made), ground))
    return tuple(found)


def _of_kind(ground: Ground, kind: str) -> list[Mechanism]:
    """The mechanisms of a kind that no document has the id of."""
    return [
        m for m in ground.plan.mechanisms.values() if m.kind == kind and ground.node(m.id) is None
    ]


def label_of(node: Node, path: Path) -> str:
    """A place in words: ``steps.seal.limit``; ids stand for the numbers of entries."""
    words = []
    at: Node | None = node
    for step in path:
        at = found_at(at, (step,)) if at is not None else None
        name = at.get("id") if isinstance(at, MappingNode) else None
        if isinstance(step, int) and isinstance(name, ScalarNode):
            words.append(name.value.strip())
        elif isinstance(step, int) and isinstance(at, ScalarNode):
            words.append(at.value.strip())
        else:
            words.append(str(step + 1) if isinstance(step, int) else step)
    return ".".join(words)
