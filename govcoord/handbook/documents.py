"""Any document as a section: its head, what it says field by field, its entries as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from govcoord.handbook.anchors import anchor
from govcoord.handbook.speech import Speech, fields_of, is_entry, key_of
from govcoord.handbook.widths import table_of
from govcoord.rules.model import Document
from govcoord.sections import (
    Block,
    Item,
    Listing,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    Words,
    words,
)
from govcoord.text import Text

_HEAD: Final = frozenset(
    {"kind", "id", "title", "note", "source", "owner", "stage", "extends", "special_rules",
     "in_force", "jurisdiction", "review"}
)  # fmt: skip
_FIRST: Final = frozenset({"id", "title", "source", "note"})
_WIDE: Final = 4
"""So many fields of entries have columns of their own; the others share one."""

Entries = Sequence[tuple[str, Any]]
"""Entries with what they are called by: an id, or the key of a mapping."""


def entries_of(value: object) -> Entries | None:
    """The entries of a list or mapping of them; ``None`` for any other value."""
    if isinstance(value, Mapping) and value and all(map(is_entry, value.values())):
        return [(str(key), entry) for key, entry in value.items()]
    if isinstance(value, tuple) and value and all(map(is_entry, value)):
        return [(str(getattr(entry, "id", None) or ""), entry) for entry in value]
    return None


def walk(value: object, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every entry of a document with what it is called by, at any depth."""
    for field in fields_of(value):
        given = getattr(value, field.name)
        found = entries_of(given)
        if found is None and is_entry(given):
            found = [("", given)]
        if found is None and isinstance(given, Mapping):
            found = [pair for one in given.values() for pair in entries_of(one) or ()]
        for key, entry in found or ():
            yield key, entry
            yield from walk(entry, key)


def names_in(document: Document, language: str) -> dict[str, str]:
    """The titles of the entries of a document, by id."""
    found: dict[str, str] = {}
    for key, entry in walk(document):
        title = getattr(entry, "title", None)
        if key and isinstance(title, Text):
            found.setdefault(key, title.get(language))
    return found


def document_anchor(document: str) -> str:
    """The anchor of a document's section."""
    return anchor("d", document)


def entry_anchor(document: str, name: str) -> str:
    """The anchor of an entry of a document."""
    return anchor("e", document, name)


@attrs.frozen(eq=False)
class Teller:
    """Tells one document, whose id is ``document``; ``taken`` are the anchors that it has given."""

    speech: Speech
    document: str
    taken: set[str] = attrs.field(factory=set)

    def body(
        self, value: Any, left_out: Iterable[str] = _HEAD
    ) -> tuple[list[Block], list[Section]]:
        """What the fields of a document or entry say."""
        rows: list[Row] = []
        sections: list[Section] = []
        for field in fields_of(value):
            key, given = key_of(field), getattr(value, field.name)
            if key in left_out or (given is False and field.default is False):
                continue
            label = self.speech.label(key, value, field)
            found = self.section(label[:1].upper() + label[1:], given)
            if found is not None:
                sections.append(found)
                continue
            told = self.speech.value(given, key, value)
            if told:
                rows.append(Row((words(label), words(told))))
        return ([Table((), tuple(rows), (26, 74))] if rows else []), sections

    def section(self, label: str, given: Any) -> Section | None:
        """A field that needs a heading of its own; ``None`` for one that a line can tell."""
        entries = entries_of(given)
        if entries is not None:
            return Section(label, (self.table(entries),))
        if isinstance(given, tuple) and given and all(isinstance(one, Text) for one in given):
            items = (Item(words(self.speech.value(one))) for one in given)
            return Section(label, (Listing(tuple(items)),))
        if is_entry(given):
            blocks, sections = self.body(given, ())
            return Section(label, tuple(blocks), tuple(sections)) if blocks or sections else None
        if isinstance(given, Mapping) and given and all(map(entries_of, given.values())):
            tables = [
                Section(self.speech.name(str(key), ""), (self.table(entries_of(one) or ()),))
                for key, one in given.items()
            ]
            return Section(label, (), tuple(tables))
        return None

    # -- entries as a table

    def table(self, entries: Entries) -> Table:
        """Entries as rows: what they are, their main fields, then the rest and the source."""
        listed = list(self._flat(entries, 0))
        columns = self._columns([entry for _, _, entry in listed])
        usual = [one for one in columns if one[3]][:_WIDE]
        main = [one[:3] for one in usual or columns[:1]]
        others = [one[:3] for one in columns if one not in usual][0 if usual else 1 :]
        more = bool(others) or any(getattr(e, "note", None) for _, _, e in listed)
        cited = any(getattr(entry, "source", "") for _, _, entry in listed)
        named = any(name or getattr(entry, "title", None) for name, _, entry in listed)
        heads = [self.speech.say("entry")] if named else []
        heads += [self.speech.label(key, owner, field) for key, field, owner in main]
        heads += [self.speech.say("details")] if more else []
        heads += [self.speech.label("source")] if cited else []
        rows = []
        for name, depth, entry in listed:
            cells = [self._first(name, depth, entry)] if named else []
            cells += [words(self._cell(entry, field)) for _, field, _ in main]
            cells += [self._details(entry, [field for _, field, _ in others])] if more else []
            cells += [words(Span(getattr(entry, "source", ""), "soft"))] if cited else []
            rows.append(Row(tuple(cells), self.anchor_of(name)))
        return table_of(heads, rows)

    def anchor_of(self, name: str) -> str:
        """The anchor of an entry, from its id; the first of that id in the document has it."""
        made = entry_anchor(self.document, name) if name else ""
        if made in self.taken:
            return ""
        self.taken.add(made)
        return made

    def _flat(self, entries: Entries, depth: int) -> Iterator[tuple[str, int, Any]]:
        """Entries, each followed by those of its own kind that it holds."""
        for name, entry in entries:
            yield name, depth, entry
            for field in fields_of(entry):
                below = entries_of(getattr(entry, field.name))
                if below and all(type(one) is type(entry) for _, one in below):
                    yield from self._flat(below, depth + 1)

    def _columns(self, entries: Sequence[Any]) -> list[tuple[str, Any, Any, bool]]:
        """The fields to be told, an entry that has each, and whether half of them have it."""
        found: dict[str, list[Any]] = {}
        for entry in entries:
            for field in fields_of(entry):
                if key_of(field) not in _FIRST and self._cell(entry, field):
                    found.setdefault(key_of(field), [0, field, entry, 0])
                    found[key_of(field)][0] += 1
                    found[key_of(field)][3] += getattr(entry, field.name) != field.default
        kept = {key: one for key, one in found.items() if one[3]}
        half = len(entries) / 2
        order = sorted(kept, key=lambda key: (kept[key][0] < half, key == "overrides"))
        return [(key, kept[key][1], kept[key][2], kept[key][0] >= half) for key in order]

    def _cell(self, entry: Any, field: Any) -> str:
        given = next(
            (getattr(entry, f.name) for f in fields_of(entry) if f.name == field.name), None
        )
        if given is False or (key_of(field) == "priority" and not given):
            return ""
        below = entries_of(given)
        if below and all(type(one) is type(entry) for _, one in below):
            return ""
        return self.speech.value(given, key_of(field), entry)

    def _first(self, name: str, depth: int, entry: Any) -> Words:
        title = getattr(entry, "title", Text())
        shown = title.get(self.speech.language) if isinstance(title, Text) else ""
        indent = "\u2003" * depth
        if not shown:
            shown = self.speech.word("", name)
        number = Span(name, "code") if name and name != shown else ""
        gap = f"\n{indent}" if number else ""
        return words(indent, Span(shown, "strong"), gap, number)

    def _details(self, entry: Any, fields: Sequence[Any]) -> Words:
        parts: list[str | Span] = []
        for field in fields:
            told = self._cell(entry, field)
            if told:
                label = self.speech.label(key_of(field), entry, field)
                parts.append(self.speech.say("pair", label, told))
        note = getattr(entry, "note", None)
        if isinstance(note, Text) and note:
            parts.append(Span(note.get(self.speech.language), "soft"))
        lines: list[str | Span] = []
        for part in parts:
            lines += ["\n", part] if lines else [part]
        return words(*lines)


def written_in(document: Document) -> str:
    """The name of the file that a document stands in, without folders."""
    name = document.span.source.name if document.span is not None else ""
    return name.replace("\\", "/").rpartition("/")[2]


def note_of(document: Document, language: str) -> tuple[Block, ...]:
    """The note of a document as a paragraph."""
    told = document.note.get(language).strip()
    return (Paragraph(words(told), "note"),) if told else ()
