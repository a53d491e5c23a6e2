"""The index: rules by the section of the source that they rest on, and by department."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from govcoord.handbook.documents import document_anchor, entry_anchor, walk
from govcoord.handbook.speech import Speech, fields_of
from govcoord.rules.model import Document, Name
from govcoord.rules.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from govcoord.sections import Paragraph, Row, Section, Span, Table, Words, words
from govcoord.text import Text

_SPLIT = re.compile(r"[、,，;；](?![^（(]*[）)])")
_NUMBERED = re.compile(r"^(?P<book>.*?)\s*(?P<number>\d+(?:\.\d+)*)(?P<rest>\D.*)?$")


@attrs.frozen
class Entry:
    """Something that the index leads to."""

    id: str
    title: str
    source: str
    anchor: str
    departments: frozenset[str]

    @property
    def link(self) -> Span:
        """Its number and title as a link."""
        return Span(f"{self.id} {self.title}".strip(), to=self.anchor)


def sections_of(source: str) -> list[str]:
    """The sections that a citation names, each with the name of the book.

    >>> sections_of("方案 2.2、5.1（一事一议）")
    ['方案 2.2', '方案 5.1']
    """
    found, book = [], ""
    for part in _SPLIT.split(source):
        part = part.strip()
        match = _NUMBERED.match(part)
        if match is None:
            found += [part] if part else []
            continue
        book = match["book"].strip() or book
        found.append(f"{book} {match['number']}".strip())
    return list(dict.fromkeys(found))


def entries_in(
    documents: Iterable[Document], speech: Speech, anchors: frozenset[str]
) -> list[Entry]:
    """Documents and their entries that have an id of their own."""
    found = []
    for document in documents:
        if document.kind in ("vocabulary", "parameters"):
            continue
        at = document_anchor(str(document.id))
        made = _entry(str(document.id), document, document.source, at, at, speech)
        found.append(attrs.evolve(made, id="", departments=frozenset(_direct(document, speech))))
        seen = set()
        for name, entry in walk(document):
            if name and name not in seen and isinstance(getattr(entry, "title", None), Text):
                seen.add(name)
                source = getattr(entry, "source", "") or document.source
                to = entry_anchor(str(document.id), name)
                to = to if to in anchors else at
                found.append(_entry(name, entry, source, to, at, speech))
    return found


def _entry(name: str, entry: Any, source: str, to: str, at: str, speech: Speech) -> Entry:
    title = entry.title.get(speech.language) or ("" if to != at else name)
    return Entry(name, title, source, to, frozenset(_named(entry, speech)))


def _direct(document: Document, speech: Speech) -> Iterable[str]:
    """Departments that the head of a document names, not its entries."""
    for field in fields_of(document):
        value = getattr(document, field.name)
        if isinstance(value, str) or (
            isinstance(value, tuple) and value and all(isinstance(one, str) for one in value)
        ):
            yield from _named_in(value, speech)


def _named(value: Any, speech: Speech) -> Iterable[str]:
    for field in fields_of(value):
        yield from _named_in(getattr(value, field.name), speech)


def _named_in(value: Any, speech: Speech) -> Iterable[str]:
    if isinstance(value, (Name, str)):
        found = speech.vocabulary.departments.resolve(value)
        yield from () if found is None else (found,)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _named_in(item, speech)
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from _named_in(item, speech)
    elif isinstance(value, ScalarNode):
        yield from _named_in(value.value, speech)
    elif isinstance(value, SequenceNode):
        yield from _named_in(value.items, speech)
    elif isinstance(value, MappingNode):
        yield from _named_in([item for _, item in value.entries.values()], speech)
    elif attrs.has(type(value)) and not isinstance(value, (Text, Node)):
        if hasattr(type(value), "__attrs_attrs__") and type(value).__module__.startswith(
            "govcoord.mechanisms"
        ):
            return
        yield from _named(value, speech)


def index_chapter(
    documents: Sequence[Document], speech: Speech, anchors: frozenset[str]
) -> Section:
    """Rules by section and by department."""
    say = speech.say
    entries = entries_in(documents, speech, anchors)
    by_section: dict[str, list[Entry]] = {}
    by_department: dict[str, list[Entry]] = {}
    for entry in entries:
        for section in sections_of(entry.source) or [say("no source")]:
            by_section.setdefault(section, []).append(entry)
        for id_ in entry.departments:
            by_department.setdefault(id_, []).append(entry)
    rows = [Row((words(s), _links(by_section[s]))) for s in sorted(by_section, key=_order)]
    label = speech.vocabulary.departments.label
    listed = [
        Row((words(label(item.id, speech.language)), _links(by_department[item.id])))
        for item in speech.vocabulary.departments.items
        if item.id in by_department
    ]
    text = Paragraph(words(say("by source text")))
    source = Table((say("section"), say("rules there")), tuple(rows), (16, 84))
    department = Table((say("department"), say("named in")), tuple(listed), (20, 80))
    sections = [Section(say("by source"), (text, source), anchor="by-source")]
    if listed:
        sections.append(Section(say("by department"), (department,), anchor="by-department"))
    return Section(say("chapter index"), (), tuple(sections), anchor="index")


def _links(entries: Sequence[Entry]) -> Words:
    spans: list[Span | str] = []
    for entry in entries:
        spans += ["\u2003"] if spans else []
        spans.append(entry.link)
    return words(*spans)


def _order(section: str) -> tuple[bool, str, tuple[int, ...], str]:
    """By book, then by number: 2.10 after 2.9; what has no number last."""
    match = _NUMBERED.match(section)
    if match is None:
        return True, section, (), section
    return False, match["book"], tuple(map(int, match["number"].split("."))), section
