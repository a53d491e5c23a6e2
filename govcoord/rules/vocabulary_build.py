"""Vocabulary documents to one vocabulary: lists, attributes, records, derived attributes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import attrs

from govcoord.diagnostics import Collector, suggest
from govcoord.errors import GovcoordError, UnitError
from govcoord.periods import Calendar
from govcoord.rules.bounds import bounded
from govcoord.rules.expressions import (
    Expression,
    check_expression,
    parse_expression,
    resolve_names,
)
from govcoord.rules.kinds.vocabulary import (
    AttributeEntry,
    CalendarEntry,
    ChoiceEntry,
    RecordEntry,
    VocabularyDocument,
)
from govcoord.rules.model import Name
from govcoord.rules.program import references
from govcoord.rules.reading.nodes import ScalarNode
from govcoord.rules.vocabulary import (
    AS_OF,
    Attribute,
    Choice,
    Choices,
    Record,
    Type,
    Vocabulary,
)
from govcoord.source import Span
from govcoord.text import Text
from govcoord.units import Unit, find_unit

AS_OF_ATTRIBUTE = Attribute(
    AS_OF,
    Type.DATE,
    Text.of({"en": "as of", "zh-Hans": "截至日期", "zh-Hant": "截至日期"}),
)

Entry = TypeVar("Entry", AttributeEntry, RecordEntry)
Derivations = dict[tuple[str | None, str], ScalarNode]


def build_vocabulary(
    documents: Sequence[VocabularyDocument], collector: Collector
) -> tuple[Vocabulary, Derivations]:
    """One vocabulary of all documents, and the derivations that are still text.

    Derived attributes are typed by `derive`, once the outputs of tables are known too.
    """
    choices = _build_choices(documents, collector)
    derivations: Derivations = {}
    attributes = {AS_OF: AS_OF_ATTRIBUTE}
    for name, entry in _declared([d.attributes for d in documents], collector):
        if name == "id":
            collector.add("GC214", name.span, attribute=name)
        elif entry.derive is not None:
            _keep_derivation(None, name, entry, derivations, attributes, collector)
        elif (made := build_attribute(name, entry, choices, collector)) is not None:
            attributes[str(name)] = made
    records = {}
    for name, listed in _declared([d.records for d in documents], collector):
        record = _build_record(name, listed, choices, attributes, derivations, collector)
        records[record.id] = record
    calendar = _build_calendar(documents, collector)
    return Vocabulary(choices, attributes, records, calendar), derivations


def _declared(
    listed: Iterable[Mapping[str, Entry]], collector: Collector
) -> Iterable[tuple[Name, Entry]]:
    first: dict[str, Name] = {}
    for entries in listed:
        for key, entry in entries.items():
            name = key if isinstance(key, Name) else Name.at(key, entry.span)
            if name in first:
                collector.add("GC205", name.span, name=name)
                continue
            first[name] = name
            yield name, entry


def _build_choices(
    documents: Sequence[VocabularyDocument], collector: Collector
) -> Mapping[str, Choices]:
    entries: dict[str, dict[Name, ChoiceEntry]] = {}
    for document in documents:
        for list_name, listed in document.lists:
            known = entries.setdefault(str(list_name), {})
            for key, entry in listed.items():
                name = key if isinstance(key, Name) else Name.at(key, entry.span)
                if name in known:
                    collector.add("GC206", name.span, name=name, list=list_name)
                else:
                    known[name] = entry
    return {name: _build_list(name, listed, entries, collector) for name, listed in entries.items()}


def _build_list(
    name: str,
    listed: Mapping[Name, ChoiceEntry],
    lists: Mapping[str, Mapping[Name, ChoiceEntry]],
    collector: Collector,
) -> Choices:
    levels = lists.get("levels", {})
    items = []
    for id_, entry in listed.items():
        under, level = entry.under, entry.level
        if under is not None and under not in listed:
            collector.add(
                "GC207", under.span, name=under, list=name, suggestion=suggest(under, listed)
            )
            under = None
        if level is not None and level not in levels:
            collector.add(
                "GC207", level.span, name=level, list="levels", suggestion=suggest(level, levels)
            )
        items.append(
            Choice(
                str(id_),
                entry.title,
                str(under) if under else None,
                str(level) if level else None,
                entry.aliases,
                entry.span,
            )
        )
    made = Choices(name, tuple(items))
    _check_tree(made, collector)
    _check_words(made, collector)
    return made


def _check_tree(choices: Choices, collector: Collector) -> None:
    for item in choices.items:
        top = choices.by_id[choices.path(item.id)[-1]]
        if top.under == item.id:
            collector.add("GC208", item.span, name=item.id, list=choices.name)


def _check_words(choices: Choices, collector: Collector) -> None:
    owners: dict[str, Choice] = {item.id: item for item in choices.items}
    for item in choices.items:
        for word in {*item.title.all(), *item.aliases}:
            other = owners.setdefault(word, item)
            if other is not item:
                collector.add(
                    "GC209", item.span, word=word, list=choices.name, first=other.id, second=item.id
                )


def build_attribute(
    name: Name,
    entry: AttributeEntry,
    choices: Mapping[str, Choices],
    collector: Collector,
    *,
    record: str | None = None,
) -> Attribute | None:
    """The attribute of a declaration without ``derive``; a problem and ``None`` if it is wrong."""
    span = name.span or entry.span
    if entry.type is None:
        collector.add("GC210", span, attribute=name)
        return None
    kind = Type(entry.type)
    unit = _unit(entry, collector) if entry.unit is not None else None
    if (kind is Type.QUANTITY) != (entry.unit is not None):
        code = "GC211" if kind is Type.QUANTITY else "GC212"
        collector.add(code, span, attribute=name, type=kind.value)
        return None
    listed = _choices_of(name, entry, choices, collector) if kind.has_choices else None
    if kind.has_choices and listed is None:
        return None
    bare = Attribute(str(name), kind, entry.title, listed, unit, record=record, span=span)
    return bounded(bare, entry, collector)


def _unit(entry: AttributeEntry, collector: Collector) -> Unit | None:
    assert entry.unit is not None
    try:
        return find_unit(entry.unit)
    except UnitError as reason:
        collector.add("GC213", entry.span, unit=entry.unit, reason=str(reason))
        return None


def _choices_of(
    name: Name, entry: AttributeEntry, choices: Mapping[str, Choices], collector: Collector
) -> Choices | None:
    if entry.values is not None:
        items = (
            Choice(str(id_), e.title, None, None, e.aliases) for id_, e in entry.values.items()
        )
        return Choices(str(name), tuple(items))
    if entry.of is None:
        collector.add("GC216", name.span or entry.span, attribute=name)
        return None
    if entry.of not in choices:
        collector.add("GC217", entry.of.span, list=entry.of, suggestion=suggest(entry.of, choices))
        return None
    return choices[entry.of]


def _keep_derivation(
    record: str | None,
    name: Name,
    entry: AttributeEntry,
    derivations: Derivations,
    attributes: dict[str, Attribute],
    collector: Collector,
) -> None:
    if not isinstance(entry.derive, ScalarNode):
        collector.add("GC201", name.span, got="a list or mapping", expected="an expression")
        return
    derivations[record, str(name)] = entry.derive
    # the type is not known yet; it is replaced by `derive`
    attributes[str(name)] = Attribute(
        str(name), Type.TEXT, entry.title, record=record, span=name.span
    )


def _build_record(
    name: Name,
    entry: RecordEntry,
    choices: Mapping[str, Choices],
    attributes: Mapping[str, Attribute],
    derivations: Derivations,
    collector: Collector,
) -> Record:
    fields: dict[str, Attribute] = {}
    kind = str(entry.each)
    for key, field in entry.fields.items():
        field_name = key if isinstance(key, Name) else Name.at(key, field.span)
        if field_name in attributes:
            collector.add("GC218", field_name.span, field=field_name, record=name)
        elif field.derive is not None:
            _keep_derivation(kind, field_name, field, derivations, fields, collector)
        elif made := build_attribute(field_name, field, choices, collector, record=kind):
            fields[made.id] = made
    subject = entry.subject
    if subject is not None and (subject not in fields or fields[subject].type is not Type.CHOICE):
        collector.add("GC219", subject.span, field=subject, suggestion=suggest(subject, fields))
        subject = None
    return Record(
        kind, str(name), fields, entry.title, str(subject) if subject else None, name.span
    )


def _build_calendar(documents: Sequence[VocabularyDocument], collector: Collector) -> Calendar:
    entries = [d.calendar for d in documents if d.calendar is not None]
    for extra in entries[1:]:
        collector.add("GC205", extra.span, name="calendar")
    entry = entries[0] if entries else CalendarEntry()
    try:
        calendar = Calendar(
            country=entry.country,
            subdivision=entry.subdivision,
            extra_workdays=entry.workdays,
            extra_holidays=entry.holidays,
            extra_years=entry.years,
        )
        if calendar != Calendar():  # China's is sound, and takes a while to be made
            calendar.years  # noqa: B018 - an unknown country or day shows here
    except (ValueError, GovcoordError) as reason:
        collector.add("GC275", entry.span, reason=str(reason))
        return Calendar(country="none")
    return calendar


def derive(vocabulary: Vocabulary, derivations: Derivations, collector: Collector) -> Vocabulary:
    """Type every derived attribute, in the order in which they need each other."""
    waiting = dict(derivations)
    parsed = {
        key: expression
        for key, node in derivations.items()
        if (expression := parse_expression(node, collector)) is not None
    }
    while waiting:
        ready = [
            key
            for key in waiting
            if key not in parsed
            or waiting.keys().isdisjoint(_reads(parsed[key], vocabulary, key[0]))
        ]
        if not ready:
            _report_circle(waiting, vocabulary, collector)
            return vocabulary
        done = [_typed(key, waiting[key], parsed, vocabulary, collector) for key in ready]
        for key in ready:
            del waiting[key]
        vocabulary = vocabulary.extended(a for a in done if a is not None)
    return vocabulary


def _reads(
    expression: Expression, vocabulary: Vocabulary, record: str | None
) -> set[tuple[str | None, str]]:
    return references(resolve_names(expression, vocabulary, record), vocabulary, record)


def _typed(
    key: tuple[str | None, str],
    node: ScalarNode,
    parsed: Mapping[tuple[str | None, str], Expression],
    vocabulary: Vocabulary,
    collector: Collector,
) -> Attribute | None:
    record, id_ = key
    if key not in parsed:
        return None
    typed = check_expression(parsed[key], node, vocabulary, collector, record=record)
    old = vocabulary.attribute(id_, record)
    assert old is not None
    if typed is None:
        return None
    return attrs.evolve(
        old, type=typed.type, unit=typed.unit, choices=typed.choices, derive=typed.expression
    )


def _report_circle(
    waiting: Mapping[tuple[str | None, str], ScalarNode],
    vocabulary: Vocabulary,
    collector: Collector,
) -> None:
    names = ", ".join(id_ for _, id_ in waiting)
    span: Span = next(iter(waiting.values())).span
    collector.add("GC254", span, names=names)
