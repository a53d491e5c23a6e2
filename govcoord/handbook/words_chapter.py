"""The chapter of the vocabulary: departments as a tree, lists, facts, the calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from govcoord.handbook.anchors import anchor
from govcoord.handbook.speech import Speech
from govcoord.handbook.widths import table_of
from govcoord.rules.expressions.tree import (
    Binary,
    Call,
    Coalesce,
    Expression,
    RecordRef,
    Ref,
    Scale,
    show,
)
from govcoord.rules.kinds.vocabulary import AttributeEntry, ChoiceEntry, VocabularyDocument
from govcoord.rules.model import Document
from govcoord.rules.vocabulary import Attribute, Choice, Choices
from govcoord.sections import Block, Item, Listing, Paragraph, Row, Section, Span, words
from govcoord.text import Text

Notes = Mapping[tuple[str, str], Text]
"""Notes of choices and facts, by list (or record, ``""`` for the case) and id."""


def words_chapter(documents: Iterable[Document], speech: Speech) -> Section:
    """What rules and cases may speak of."""
    say = speech.say
    notes = notes_of(documents)
    sections = [_departments(speech, notes)]
    lists = [c for c in speech.vocabulary.choices.values() if c.name != "departments" and c.items]
    sections += [_list(choices, speech, notes) for choices in lists]
    sections.append(_facts(say("facts"), "", speech.vocabulary.attributes, speech, notes))
    for record in speech.vocabulary.records.values():
        title = say("facts of", record.label(speech.language))
        section = _facts(title, record.id, record.fields, speech, notes)
        blocks: tuple[Block, ...] = (
            Paragraph(words(say("pair", say("number"), ""), Span(record.key, "code"))),
        )
        note = notes.get(("record", record.key), Text()).get(speech.language)
        if note:
            blocks += (Paragraph(words(note), "note"),)
        sections.append(attrs.evolve(section, blocks=blocks + section.blocks))
    sections.append(_calendar(speech))
    sections = [section for section in sections if section.blocks]
    text = Paragraph(words(say("words text")))
    return Section(say("chapter words"), (text,), tuple(sections), anchor="words")


def notes_of(documents: Iterable[Document]) -> Notes:
    """The notes that vocabulary documents give to their entries."""
    found: dict[tuple[str, str], Text] = {}
    for document in documents:
        if not isinstance(document, VocabularyDocument):
            continue
        for name, entries in document.lists:
            found.update(((name, str(id_)), entry.note) for id_, entry in entries.items())
        found.update(_of_facts("", document.attributes))
        for key, record in document.records.items():
            found[("record", str(key))] = record.note
            found.update(_of_facts(str(record.each), record.fields))
    return {key: note for key, note in found.items() if note}


def _of_facts(
    holder: str, entries: Mapping[str, AttributeEntry]
) -> Iterator[tuple[tuple[str, str], Text]]:
    for id_, entry in entries.items():
        yield (holder, str(id_)), entry.note
        values: Mapping[str, ChoiceEntry] = entry.values or {}
        for value, choice in values.items():
            yield (f"{holder}.{id_}", str(value)), choice.note


def _departments(speech: Speech, notes: Notes) -> Section:
    choices = speech.vocabulary.departments
    blocks = (Listing(tuple(_tree(choices, None, speech, notes))),) if choices.items else ()
    return Section(speech.say("departments tree"), blocks, anchor="departments")


def _tree(choices: Choices, under: str | None, speech: Speech, notes: Notes) -> Iterator[Item]:
    """The items below one; those whose upper is not in the list stand at the top."""
    for item in choices.items:
        upper = item.under if item.under in choices.by_id else None
        if upper == under and item.id != under:
            below = tuple(_tree(choices, item.id, speech, notes))
            more = _more(item, choices, speech, notes, tree=True)
            text = words(item.label(speech.language), "\u2002", Span(item.id, "code"), more)
            yield Item(text, below)


def _more(
    item: Choice, choices: Choices, speech: Speech, notes: Notes, *, tree: bool = False
) -> Span:
    """What else is said of a choice."""
    say, language = speech.say, speech.language
    told = []
    if item.under and not tree:
        told.append(say("pair", say("under"), choices.label(item.under, language)))
    if item.level:
        levels = speech.vocabulary.choices.get("levels")
        level = levels.label(item.level, language) if levels else item.level
        told.append(say("pair", say("level"), level))
    if item.aliases:
        told.append(say("pair", say("aliases"), say("list").join(item.aliases)))
    note = notes.get((choices.name, item.id))
    if note:
        told.append(note.get(language))
    return Span(("\u2002" if tree and told else "") + say("and").join(told), "soft")


def _list(choices: Choices, speech: Speech, notes: Notes) -> Section:
    """A list of choices; a tree is told as one."""
    name = choices.name
    if any(item.under for item in choices.items):
        blocks: tuple[Block, ...] = (Listing(tuple(_tree(choices, None, speech, notes))),)
    else:
        rows = [
            Row(
                (
                    words(item.label(speech.language)),
                    words(Span(item.id, "code")),
                    words(_more(item, choices, speech, notes)),
                )
            )
            for item in choices.items
        ]
        heads = [speech.say("name"), speech.say("number"), speech.say("note")]
        blocks = (table_of(heads, rows),)
    return Section(speech.list_title(name), blocks, anchor=anchor("list", name))


def _facts(
    title: str, holder: str, facts: Mapping[str, Attribute], speech: Speech, notes: Notes
) -> Section:
    heads = [speech.say(head) for head in ("fact", "type", "values", "given", "note")]
    rows = [
        Row(
            (
                words(Span(fact.label(speech.language), "strong"), "\n", Span(fact.id, "code")),
                words(_type(fact, speech)),
                words(_values(fact, speech, notes)),
                words(_given(fact, speech, notes)),
                words(Span(notes.get((holder, fact.id), Text()).get(speech.language), "soft")),
            ),
            anchor("f", holder, fact.id),
        )
        for fact in facts.values()
    ]
    blocks = (table_of(heads, rows),) if rows else ()
    return Section(title, blocks, anchor=anchor("facts", holder or "case"))


def _type(fact: Attribute, speech: Speech) -> str:
    told = speech.word("type", fact.type.value)
    unit = fact.unit.label(speech.language) if fact.unit else ""
    return speech.say("pair", told, unit) if unit else told


def _values(fact: Attribute, speech: Speech, notes: Notes) -> str:
    if fact.choices is not None:
        return _choices_of(fact, fact.choices, speech, notes)
    bounds = [
        speech.say(name, speech.value(bound, "min"))
        for name, bound in (("at least", fact.min), ("at most", fact.max))
        if bound is not None
    ]
    return speech.say("and").join(bounds)


def _choices_of(fact: Attribute, choices: Choices, speech: Speech, notes: Notes) -> str:
    """The values themselves, or the name of the list that they come from."""
    if speech.vocabulary.choices.get(choices.name) == choices:
        return speech.list_title(choices.name)
    told = []
    for item in choices.items:
        note = notes.get((f"{fact.record or ''}.{fact.id}", item.id), Text())
        label = item.label(speech.language)
        told.append(speech.say("pair", label, note.get(speech.language)) if note else label)
    return ("\n" if any(len(one) > 20 for one in told) else speech.say("list")).join(told)


def _given(fact: Attribute, speech: Speech, notes: Notes) -> str:
    if fact.table is not None:
        return speech.say("by table", speech.names.get(fact.table) or fact.table)
    if fact.derive is not None:
        return speech.say("by formula", _formula(fact.derive, fact, speech))
    return speech.say("by case")


def _formula(derive: Expression, fact: Attribute, speech: Speech) -> str:
    """The formula with what facts are called in place of their ids."""
    visible, language = speech.vocabulary.visible(fact.record), speech.language

    def titled(expr: Expression) -> Expression:
        if isinstance(expr, Ref) and expr.name in visible:
            return attrs.evolve(expr, name=visible[expr.name].label(language))
        if isinstance(expr, RecordRef) and expr.record in speech.vocabulary.records:
            record = speech.vocabulary.records[expr.record]
            field = expr.field and record.fields[expr.field].label(language)
            return attrs.evolve(expr, record=record.title.get(language) or record.key, field=field)
        if isinstance(expr, Binary):
            return attrs.evolve(expr, left=titled(expr.left), right=titled(expr.right))
        if isinstance(expr, Scale):
            return attrs.evolve(expr, expr=titled(expr.expr))
        if isinstance(expr, Coalesce):
            return attrs.evolve(expr, options=tuple(map(titled, expr.options)))
        if isinstance(expr, Call):
            return attrs.evolve(expr, args=tuple(map(titled, expr.args)))
        return expr

    return show(titled(derive))


def _calendar(speech: Speech) -> Section:
    calendar, say = speech.vocabulary.calendar, speech.say
    country = calendar.country + (f"-{calendar.subdivision}" if calendar.subdivision else "")
    years = calendar.years
    told = say("calendar none", country)
    if years:
        span = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])
        told = say("calendar text", country, span)
    blocks: list[Block] = [Paragraph(words(told))]
    for name, days in (
        ("changed on", calendar.extra_workdays),
        ("changed off", calendar.extra_holidays),
    ):
        if days:
            listed = say("list").join(speech.value(day) for day in sorted(days))
            blocks.append(Paragraph(words(say(name, listed))))
    return Section(say("calendar"), tuple(blocks), anchor="calendar")
