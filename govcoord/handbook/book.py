"""A plan as a book: title page, parameters, vocabulary, every document, matrix, index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from govcoord.diagnostics import Diagnostic
from govcoord.handbook.anchors import anchor
from govcoord.handbook.documents import Teller, document_anchor, names_in, note_of, written_in
from govcoord.handbook.findings import check_chapter, contradictions_chapter
from govcoord.handbook.index import index_chapter
from govcoord.handbook.matrix import matrix_chapter
from govcoord.handbook.phrases import kind_text, kind_title
from govcoord.handbook.pictures import drawings
from govcoord.handbook.policy import is_open, parameters_chapter
from govcoord.handbook.speech import Speech
from govcoord.handbook.words_chapter import words_chapter
from govcoord.rules.engine import Plan
from govcoord.rules.kinds import all_kinds
from govcoord.rules.model import Document, InForce
from govcoord.rules.reviews import ReviewState
from govcoord.sections import Book, Paragraph, Row, Section, Span, Table, words

INDEX = "index"
"""The anchor of the index, which is made last: it leads to what is there."""


def make_handbook(
    plan: Plan,
    language: str = "en",
    *,
    title: str | None = None,
    as_of: date | None = None,
    diagnostics: Sequence[Diagnostic] | None = None,
) -> Book:
    """A whole plan in words, in one of the languages of `govcoord.text.LANGUAGES`.

    ``as_of`` is the day on which reviews are looked at; without it no date is named.
    ``diagnostics`` are what `govcoord.check` found; ``None`` if it was not asked. Equal plans
    give equal books.
    """
    documents = documents_of(plan)
    names = {str(document.id): document.title.get(language) for document in documents}
    names |= {table.id: table.title.get(language) for table in plan.tables if table.title}
    speech = Speech(plan.vocabulary, language, None, names)
    chapters = [*_chapters(plan, documents, speech, as_of, diagnostics)]
    index = index_chapter(documents, speech, anchors_in(chapters))
    chapters = [index if chapter.anchor == INDEX else chapter for chapter in chapters]
    numbered = tuple(_numbered(chapter, f"{n}") for n, chapter in enumerate(chapters, 1))
    preface = [Paragraph(words(speech.say("preface")))]
    if any(map(is_open, plan.parameters)):
        preface.append(Paragraph(words(speech.say("preface default"))))
    return Book(
        title or speech.say("title"),
        language,
        tuple(_facts(plan, documents, speech, as_of)),
        tuple(preface),
        numbered,
        speech.say("contents"),
    )


def documents_of(plan: Plan) -> tuple[Document, ...]:
    """The documents in force, and those on trial: who reads about a pilot must find it."""
    hold = {str(document.id) for document in plan.documents}
    tried = plan.pilot.documents if plan.pilot is not None else ()
    return (*plan.documents, *(one for one in tried if str(one.id) not in hold))


def anchors_in(chapters: Iterable[Section]) -> frozenset[str]:
    """Every anchor that links may lead to."""
    sections = [section for chapter in chapters for section in chapter.walk()]
    tables = [block for s in sections for block in s.blocks if isinstance(block, Table)]
    rows = {row.anchor for table in tables for row in table.rows}
    return frozenset({section.anchor for section in sections} | rows) - {""}


def _numbered(section: Section, label: str) -> Section:
    """The section with its number, and those below it that links lead to."""
    parts = []
    number = 0
    for part in section.sections:
        if part.anchor:
            number += 1
            part = Section(part.title, part.blocks, part.sections, part.anchor, f"{label}.{number}")
        parts.append(part)
    return Section(section.title, section.blocks, tuple(parts), section.anchor, label)


def _facts(
    plan: Plan, documents: Sequence[Document], speech: Speech, as_of: date | None
) -> Iterator[tuple[str, str]]:
    say = speech.say
    if as_of is not None:
        yield say("as of"), speech.value(as_of)
    yield say("documents"), str(len(documents))
    yield say("kinds"), str(len({document.kind for document in documents}))
    yield say("rules"), str(sum(len(table.rules) for table in plan.tables))
    if plan.parameters:
        yield say("parameters count"), str(len(plan.parameters))
        yield say("open count"), str(sum(map(is_open, plan.parameters)))
    yield say("digest"), plan.digest


def _chapters(
    plan: Plan,
    documents: Sequence[Document],
    speech: Speech,
    as_of: date | None,
    diagnostics: Sequence[Diagnostic] | None,
) -> Iterator[Section]:
    if plan.parameters:
        yield parameters_chapter(plan.parameters, speech)
    yield words_chapter(documents, speech)
    reviews = {r.document: r for r in plan.reviews(as_of)} if as_of is not None else {}
    for kind in _kinds(documents):
        chosen = [document for document in documents if document.kind == kind]
        yield _kind_chapter(kind, chosen, plan, speech, reviews)
        if kind == "lead_responsibility":
            yield from filter(None, (matrix_chapter(plan.tables, speech),))
    found = diagnostics or ()
    yield from filter(None, (contradictions_chapter(found, speech),))
    yield Section("", anchor=INDEX)
    yield _files(documents, speech)
    yield check_chapter(None if diagnostics is None else found, speech)


def _kinds(documents: Iterable[Document]) -> list[str]:
    """The kinds with chapters of their own: ours in their order, then others as they come."""
    present = dict.fromkeys(document.kind for document in documents)
    known = [kind for kind in all_kinds() if kind in present]
    others = [kind for kind in present if kind not in known]
    return [kind for kind in (*known, *others) if kind not in ("vocabulary", "parameters")]


def _kind_chapter(
    kind: str,
    documents: Sequence[Document],
    plan: Plan,
    speech: Speech,
    reviews: dict[str, ReviewState],
) -> Section:
    text = Paragraph(words(kind_text(kind, speech.language)))
    sections = tuple(_document(document, plan, speech, reviews) for document in documents)
    title = kind_title(kind, speech.language)
    return Section(title, (text,), sections, anchor=anchor("k", kind))


def _document(
    document: Document, plan: Plan, general: Speech, reviews: dict[str, ReviewState]
) -> Section:
    """One document: its head, its note, what it says."""
    language = general.language
    names = {**general.names, **names_in(document, language)}
    speech = Speech(general.vocabulary, language, document, names)
    blocks, sections = Teller(speech, str(document.id)).body(document)
    head = Table((), tuple(_head(document, speech, reviews.get(str(document.id)))), (26, 74))
    kind = all_kinds().get(document.kind)
    describe = kind.describe if kind is not None else None
    better = tuple(describe(document, speech.vocabulary, language)) if describe else ()
    drawn = drawings(str(document.id), plan, speech)
    return Section(
        document.title.get(language) or str(document.id),
        (*note_of(document, language), head, *blocks),
        (*drawn, *better, *sections),
        anchor=document_anchor(str(document.id)),
    )


def _head(document: Document, speech: Speech, review: ReviewState | None) -> Iterator[Row]:
    say = speech.say
    for label, told in (
        (say("source"), document.source),
        (say("owner"), speech.name(document.owner, "") if document.owner else ""),
        (say("in force"), _in_force(document.in_force, speech)),
        (say("where"), say("list").join(_place(p, speech) for p in document.jurisdiction)),
        (say("stage"), _stage(document, speech)),
        (say("extends"), speech.name(document.extends, "") if document.extends else ""),
        (say("special rules"), _special(document, speech)),
        (say("review"), _review(document, speech, review)),
        (say("written in"), written_in(document)),
    ):
        if told:
            yield Row((words(label), words(told)))
    yield Row((words(say("number")), words(Span(str(document.id), "code"))))


def _stage(document: Document, speech: Speech) -> str:
    return "" if document.stage == "in_force" else speech.word("stage", document.stage)


def _place(name: str, speech: Speech) -> str:
    regions = speech.vocabulary.choices.get("regions")
    id_ = regions.resolve(name) if regions else None
    if regions is None or id_ is None:
        return name
    label = regions.label(id_, speech.language)
    return speech.say("below", label) if len(regions.below(id_)) > 1 else label


def _special(document: Document, speech: Speech) -> str:
    if document.special_rules == "prevail":
        return ""
    return speech.word("special_rules", document.special_rules)


def _in_force(period: InForce | None, speech: Speech) -> str:
    if period is None:
        return ""
    say = speech.say
    start = speech.value(period.from_) if period.from_ else ""
    end = speech.value(period.to) if period.to else ""
    if start and end:
        told = say("from to", start, end)
    else:
        told = say("from", start) if start else say("until", end) if end else ""
    if period.by and told:
        told += say("by date", speech.name(period.by, ""))
    return told


def _review(document: Document, speech: Speech, state: ReviewState | None) -> str:
    review, say = document.review, speech.say
    if review is None:
        return ""
    parts = [say("every", speech.value(review.every))] if review.every else []
    if review.last:
        parts.append(say("last review", speech.value(review.last)))
    if state is not None:
        if state.due is not None:
            parts.append(say("due", speech.value(state.due)))
        parts.append(say(f"state {state.state}"))
    return say("and").join(parts)


def _files(documents: Sequence[Document], speech: Speech) -> Section:
    """Every document with its file, those of the vocabulary and parameters with their notes."""
    say, language = speech.say, speech.language
    rows = []
    for document in documents:
        owner = speech.name(document.owner, "") if document.owner else ""
        told = kind_title(document.kind, language)
        alone = document.kind in ("vocabulary", "parameters")
        notes = _notes(document, speech) if alone else ""
        title = document.title.get(language) or str(document.id)
        to = "" if alone else document_anchor(str(document.id))
        rows.append(
            Row(
                (
                    words(Span(title, to=to), "\n", Span(str(document.id), "code")),
                    words(told),
                    words(owner),
                    words(written_in(document), Span(f"\n{notes}" if notes else "", "soft")),
                    words(Span(document.source, "soft")),
                )
            )
        )
    heads = tuple(say(h) for h in ("name", "type", "owner", "written in", "source"))
    table = Table(heads, tuple(rows), (30, 14, 16, 26, 14))
    return Section(say("chapter files"), (table,), anchor="files")


def _notes(document: Document, speech: Speech) -> str:
    """The note of a document that has no section of its own, and its sets of parameters."""
    parts = [document.note.get(speech.language).strip()]
    sets = getattr(document, "sets", None)
    if sets:
        parts.append(speech.value(sets))
    return "\n".join(part for part in parts if part)
