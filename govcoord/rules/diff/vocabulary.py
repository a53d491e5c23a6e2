"""What differs between two vocabularies, and the vocabulary of both together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from govcoord.numerals import format_number
from govcoord.rules.expressions import show
from govcoord.rules.program import Fact
from govcoord.rules.vocabulary import Attribute, Choices, Record, Vocabulary
from govcoord.text import Text


@attrs.frozen(slots=True)
class VocabularyChange:
    """One thing that differs between two vocabularies.

    ``what`` is ``attribute_added``, ``attribute_removed``, ``attribute_type``,
    ``attribute_range``, ``attribute_derived``, ``choices_added``, ``choices_removed``,
    ``record_added``, ``record_removed`` or ``calendar``; ``name`` the attribute, list or record;
    ``values`` the choices; ``before`` and ``after`` how it was and is written.
    """

    what: str
    name: str
    record: str | None = None
    title: Text = Text()
    values: tuple[tuple[str, Text], ...] = ()
    before: str = ""
    after: str = ""

    def to_dict(self) -> dict[str, Any]:
        """As plain data; parts that say nothing are left out."""
        parts: dict[str, Any] = {"what": self.what, "name": self.name}
        if self.record:
            parts["record"] = self.record
        if self.values:
            parts["values"] = [id_ for id_, _ in self.values]
        if self.before or self.after:
            parts |= {"before": self.before, "after": self.after}
        return parts


@attrs.frozen
class Joined:
    """The vocabulary of both versions together.

    ``incomparable`` are facts whose type or unit differs: no region can speak of both.
    ``derived`` are facts that the two versions compute in different ways.
    """

    vocabulary: Vocabulary
    changes: tuple[VocabularyChange, ...]
    incomparable: frozenset[Fact]
    derived: frozenset[Fact]


def join_vocabularies(old: Vocabulary, new: Vocabulary) -> Joined:
    """Both vocabularies as one, and what differs between them."""
    changes = tuple(_changes(old, new))
    pairs = [(a, b) for a, b in _pairs(old, new) if a is not None and b is not None]
    incomparable = {(b.record, b.id) for a, b in pairs if not _comparable(a, b)}
    calendar = old.calendar != new.calendar
    derived = {
        (b.record, b.id)
        for a, b in pairs
        if _derivation(a) != _derivation(b) or (calendar and b.derive is not None)
    }
    records = {
        id_: _join_records(old.records.get(id_), new.records.get(id_))
        for id_ in dict.fromkeys((*new.records, *old.records))
    }
    vocabulary = Vocabulary(
        _join_lists(old.choices, new.choices),
        _join_attributes(old.attributes, new.attributes),
        records,
        new.calendar,
    )
    return Joined(vocabulary, changes, frozenset(incomparable), frozenset(derived))


def _join_lists(old: Mapping[str, Choices], new: Mapping[str, Choices]) -> dict[str, Choices]:
    names = dict.fromkeys((*new, *old))
    joined = {name: join_choices(old.get(name), new.get(name)) for name in names}
    return {name: choices for name, choices in joined.items() if choices is not None}


def join_choices(old: Choices | None, new: Choices | None) -> Choices | None:
    """The choices of both lists, the new ones first."""
    if old is None or new is None or old.ids <= new.ids:
        return new or old
    gone = tuple(item for item in old.items if item.id not in new.ids)
    return Choices(new.name, (*new.items, *gone))


def _join_records(old: Record | None, new: Record | None) -> Record:
    if old is None or new is None:
        record = new or old
        assert record is not None
        return record
    return attrs.evolve(new, fields=_join_attributes(old.fields, new.fields))


def _join_attributes(
    old: Mapping[str, Attribute], new: Mapping[str, Attribute]
) -> dict[str, Attribute]:
    out = {}
    for id_ in dict.fromkeys((*new, *old)):
        one, other = old.get(id_), new.get(id_)
        if one is None or other is None or not _comparable(one, other):
            kept = other or one
            assert kept is not None
            out[id_] = kept
        else:
            out[id_] = join_attributes(one, other)
    return out


def join_attributes(old: Attribute, new: Attribute) -> Attribute:
    """An attribute with the values that either version allows."""
    low = None if old.min is None or new.min is None else min(old.min, new.min)
    high = None if old.max is None or new.max is None else max(old.max, new.max)
    return attrs.evolve(new, min=low, max=high, choices=join_choices(old.choices, new.choices))


def _comparable(old: Attribute, new: Attribute) -> bool:
    return old.type is new.type and old.unit == new.unit


def _pairs(old: Vocabulary, new: Vocabulary) -> Iterator[tuple[Attribute | None, Attribute | None]]:
    kinds = [None, *dict.fromkeys((*new.records, *old.records))]
    for kind in kinds:
        before, after = _own(old, kind), _own(new, kind)
        for id_ in dict.fromkeys((*after, *before)):
            yield before.get(id_), after.get(id_)


def _own(vocabulary: Vocabulary, kind: str | None) -> Mapping[str, Attribute]:
    if kind is None:
        return vocabulary.attributes
    record = vocabulary.records.get(kind)
    return record.fields if record else {}


def _changes(old: Vocabulary, new: Vocabulary) -> Iterator[VocabularyChange]:
    for kind, record in new.records.items():
        if kind not in old.records:
            yield VocabularyChange("record_added", kind, title=record.title)
    for kind, record in old.records.items():
        if kind not in new.records:
            yield VocabularyChange("record_removed", kind, title=record.title)
    yield from _choice_changes(old, new)
    for one, other in _pairs(old, new):
        yield from _attribute_changes(one, other)
    if old.calendar != new.calendar:
        yield VocabularyChange("calendar", "calendar")


def _choice_changes(old: Vocabulary, new: Vocabulary) -> Iterator[VocabularyChange]:
    before, after = _all_lists(old), _all_lists(new)
    for name in before.keys() & after.keys():
        one, other = before[name], after[name]
        for what, more, less in (("choices_added", other, one), ("choices_removed", one, other)):
            values = tuple((i.id, i.title) for i in more.items if i.id not in less.ids)
            if values:
                yield VocabularyChange(what, name, values=values)


def _all_lists(vocabulary: Vocabulary) -> dict[str, Choices]:
    found = dict(vocabulary.choices)
    for kind in (None, *vocabulary.records):
        for attribute in _own(vocabulary, kind).values():
            if attribute.choices is not None:
                found.setdefault(attribute.choices.name, attribute.choices)
    return dict(sorted(found.items()))


def _attribute_changes(old: Attribute | None, new: Attribute | None) -> Iterator[VocabularyChange]:
    if old is None or new is None:
        only = new or old
        assert only is not None
        what = "attribute_removed" if new is None else "attribute_added"
        yield VocabularyChange(what, only.id, only.record, only.title)
        return
    for what, written in (
        ("attribute_type", _type),
        ("attribute_range", _range),
        ("attribute_derived", _derivation),
    ):
        before, after = written(old), written(new)
        if before != after:
            yield VocabularyChange(what, new.id, new.record, new.title, (), before, after)


def _type(attribute: Attribute) -> str:
    unit = f" ({attribute.unit.name})" if attribute.unit else ""
    return f"{attribute.type.value}{unit}"


def _range(attribute: Attribute) -> str:
    if attribute.min is None and attribute.max is None:
        return ""
    ends = (attribute.min, attribute.max)
    return " … ".join("" if end is None else format_number(end) for end in ends)


def _derivation(attribute: Attribute) -> str:
    """Where the fact comes from: an expression, a table, or the case."""
    if attribute.derive is not None:
        return show(attribute.derive)
    return f"→ {attribute.table}" if attribute.table else ""
