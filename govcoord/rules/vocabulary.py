"""The vocabulary: choices (departments, matters, regions …), attributes and record kinds."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from govcoord.headings import meaning, with_plain
from govcoord.numerals import Number
from govcoord.periods import Calendar
from govcoord.source import Span
from govcoord.text import Text
from govcoord.units import Unit

if TYPE_CHECKING:
    from govcoord.rules.expressions import Expression

AS_OF = "as_of"
"""The date attribute that every vocabulary has: the day at which the case is looked at."""

REGION = "region"
"""The choice attribute that a jurisdiction is a test on."""


class Type(enum.Enum):
    """The types of attributes."""

    BOOLEAN = "boolean"
    INTEGER = "integer"
    NUMBER = "number"
    QUANTITY = "quantity"
    CHOICE = "choice"
    SET = "set"
    DATE = "date"
    TEXT = "text"

    @property
    def is_ordered(self) -> bool:
        """Whether values can be compared by size."""
        return self in (Type.INTEGER, Type.NUMBER, Type.QUANTITY, Type.DATE)

    @property
    def has_choices(self) -> bool:
        """Whether values come from a list of choices."""
        return self in (Type.CHOICE, Type.SET)


@attrs.frozen(slots=True)
class Choice:
    """One value of a list: its id, titles, the choice it is under, the level it is at."""

    id: str
    title: Text = Text()
    under: str | None = None
    level: str | None = None
    aliases: tuple[str, ...] = ()
    span: Span | None = attrs.field(default=None, eq=False, repr=False)

    def label(self, language: str) -> str:
        """The title in ``language``, or the id where there is none."""
        return self.title.get(language) or self.id


@attrs.frozen(slots=False)
class Choices:
    """A list of values, flat or a tree; items in the order written."""

    name: str
    items: tuple[Choice, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Choice]:
        """Choices by id."""
        return {item.id: item for item in self.items}

    @cached_property
    def ids(self) -> frozenset[str]:
        """All ids."""
        return frozenset(self.by_id)

    @cached_property
    def words(self) -> Mapping[str, str]:
        """Ids, titles and aliases to ids; a word that two choices share is left out."""
        found: dict[str, str | None] = {}
        for item in self.items:
            for word in {*item.title.all(), *item.aliases}:
                found[word] = None if found.get(word, item.id) != item.id else item.id
        found.update((item.id, item.id) for item in self.items)
        return {word: id_ for word, id_ in found.items() if id_ is not None}

    @cached_property
    def _forms(self) -> Mapping[str, str]:
        return with_plain(self.words)

    @cached_property
    def _below(self) -> Mapping[str, frozenset[str]]:
        below: dict[str, set[str]] = {item.id: {item.id} for item in self.items}
        for item in self.items:
            for upper in self.path(item.id):
                below[upper].add(item.id)
        return {id_: frozenset(ids) for id_, ids in below.items()}

    def resolve(self, word: str) -> str | None:
        """The id that ``word`` (an id, a title in any language, an alias) stands for.

        Blanks around it and full-width letters do not matter where the meaning is clear.
        """
        return self.words.get(word) or meaning(word, self._forms)

    def below(self, id_: str) -> frozenset[str]:
        """``id_`` and everything under it in the tree."""
        return self._below[id_]

    def path(self, id_: str) -> list[str]:
        """``id_`` and the choices above it, nearest first; a cycle ends the path."""
        out: list[str] = []
        at: str | None = id_
        while at is not None and at not in out and at in self.by_id:
            out.append(at)
            at = self.by_id[at].under
        return out

    def label(self, id_: str, language: str = "en") -> str:
        """The title of ``id_``, or the id itself where it is unknown."""
        item = self.by_id.get(id_)
        return item.label(language) if item else id_


@attrs.frozen(slots=True)
class Attribute:
    """One fact of a case or of a record: its type and how it is derived, if it is.

    ``record`` is the id of the record kind it belongs to, ``None`` for the case. ``table``
    is the table that gives it, if one does. Values are canonical: ``bool``; ``int`` or
    ``Fraction`` (a quantity in ``unit``); a choice's id; a ``frozenset`` of ids; ``date``;
    ``str``.
    """

    id: str
    type: Type
    title: Text = Text()
    choices: Choices | None = None
    unit: Unit | None = None
    min: Number | None = None
    max: Number | None = None
    derive: Expression | None = None
    record: str | None = None
    table: str | None = None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def is_given(self) -> bool:
        """Whether cases give it (it is neither derived nor the output of a table)."""
        return self.derive is None and self.table is None

    @property
    def is_discrete(self) -> bool:
        """Whether its ordered values are whole numbers or days."""
        return self.type in (Type.INTEGER, Type.DATE)

    def label(self, language: str = "en") -> str:
        """The title in ``language``, or the id where there is none."""
        return self.title.get(language) or self.id


@attrs.frozen(slots=True)
class Record:
    """A kind of record inside a case: ``participants`` (``key``), each a ``participant`` (``id``).

    ``subject`` is the field that names the department the record is about, if any.
    """

    id: str
    key: str
    fields: Mapping[str, Attribute]
    title: Text = Text()
    subject: str | None = None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)

    def label(self, language: str = "en") -> str:
        """The title in ``language``, or the id where there is none."""
        return self.title.get(language) or self.id


@attrs.frozen(slots=False)
class Vocabulary:
    """Everything that rules and cases may speak of."""

    choices: Mapping[str, Choices]
    attributes: Mapping[str, Attribute]
    records: Mapping[str, Record]
    calendar: Calendar

    @cached_property
    def case_words(self) -> Mapping[str, tuple[str, str]]:
        """Every word that a case may use as a key, with what it stands for.

        Values are ``("attribute", id)``, ``("record", id)``, or ``("computed", id)`` for facts
        that rules give and cases must not. Ids win over titles, and facts that cases give over
        computed ones.
        """
        words: dict[str, tuple[str, str]] = {}
        attributes = self.attributes.values()
        computed = [a for a in attributes if not a.is_given]
        given = [a for a in attributes if a.is_given]
        for what, named in (("computed", computed), ("attribute", given)):
            words.update((word, (what, a.id)) for a in named for word in a.title.all())
        for record in self.records.values():
            words.update((word, ("record", record.id)) for word in record.title.all())
        for what, named in (("computed", computed), ("attribute", given)):
            words.update((a.id, (what, a.id)) for a in named)
        words.update((record.key, ("record", record.id)) for record in self.records.values())
        return with_plain(words)

    @cached_property
    def record_words(self) -> Mapping[str, Mapping[str, tuple[str, str]]]:
        """The same for the keys of each kind of record."""
        found = {}
        for record in self.records.values():
            words: dict[str, tuple[str, str]] = {}
            for a in record.fields.values():
                what = "attribute" if a.is_given else "computed"
                words.update((word, (what, a.id)) for word in a.title.all() if word not in words)
            for a in record.fields.values():
                words[a.id] = ("attribute" if a.is_given else "computed", a.id)
            found[record.id] = with_plain(words)
        return found

    def attribute(self, id_: str, record: str | None = None) -> Attribute | None:
        """The attribute ``id_`` as seen from a record of kind ``record``, or from the case."""
        if record is not None and id_ in self.records[record].fields:
            return self.records[record].fields[id_]
        return self.attributes.get(id_)

    def visible(self, record: str | None = None) -> Mapping[str, Attribute]:
        """All attributes that a rule of that scope may test."""
        if record is None:
            return self.attributes
        return {**self.attributes, **self.records[record].fields}

    def extended(self, new: Iterable[Attribute]) -> Vocabulary:
        """This vocabulary with further attributes (outputs of tables)."""
        attributes = dict(self.attributes)
        records = dict(self.records)
        for attribute in new:
            if attribute.record is None:
                attributes[attribute.id] = attribute
            else:
                old = records[attribute.record]
                fields = {**old.fields, attribute.id: attribute}
                records[attribute.record] = attrs.evolve(old, fields=fields)
        return attrs.evolve(self, attributes=attributes, records=records)

    @property
    def departments(self) -> Choices:
        """The tree of departments (empty where none is declared)."""
        return self.choices.get("departments") or Choices("departments", ())
