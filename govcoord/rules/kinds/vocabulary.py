"""The document kind ``vocabulary``: what rules and cases may speak of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import ClassVar, Literal

import attrs

from govcoord.rules.model import Amount, Document, Name
from govcoord.rules.reading.nodes import Node
from govcoord.source import Span
from govcoord.text import Text


@attrs.frozen(slots=True, kw_only=True)
class ChoiceEntry:
    """One line of a list of choices; a plain text stands for its title."""

    SHORTHAND: ClassVar[str] = "title"

    title: Text = Text()
    under: Name | None = None
    level: Name | None = None
    aliases: tuple[str, ...] = ()
    note: Text = Text()
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class AttributeEntry:
    """The declaration of an attribute or of a field of a record."""

    title: Text = Text()
    type: (
        Literal["boolean", "integer", "number", "quantity", "choice", "set", "date", "text"] | None
    ) = attrs.field(default=None, metadata={"essential": True})
    of: Name | None = None
    values: Mapping[str, ChoiceEntry] | None = None
    unit: str | None = None
    min: Amount | None = None
    max: Amount | None = None
    derive: Node | None = attrs.field(default=None, eq=False)
    note: Text = Text()
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class RecordEntry:
    """The declaration of a kind of record: ``participants: {each: participant, fields: …}``."""

    each: Name
    title: Text = Text()
    subject: Name | None = None
    fields: Mapping[str, AttributeEntry]
    note: Text = Text()
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class CalendarEntry:
    """Whose working days count, with days that the owner adds or takes away."""

    country: str = "CN"
    subdivision: str | None = None
    workdays: tuple[date, ...] = ()
    holidays: tuple[date, ...] = ()
    years: tuple[int, ...] = ()
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


ChoiceList = Mapping[str, ChoiceEntry]


@attrs.frozen(slots=True, kw_only=True)
class VocabularyDocument(Document):
    """A document of kind ``vocabulary``; several are read as one."""

    levels: Mapping[str, ChoiceEntry] = attrs.field(factory=dict)
    departments: Mapping[str, ChoiceEntry] = attrs.field(factory=dict)
    matters: Mapping[str, ChoiceEntry] = attrs.field(factory=dict)
    domains: Mapping[str, ChoiceEntry] = attrs.field(factory=dict)
    regions: Mapping[str, ChoiceEntry] = attrs.field(factory=dict)
    data_classes: Mapping[str, ChoiceEntry] = attrs.field(factory=dict)
    sanctions: Mapping[str, ChoiceEntry] = attrs.field(factory=dict)
    choices: Mapping[str, Mapping[str, ChoiceEntry]] = attrs.field(factory=dict)
    attributes: Mapping[str, AttributeEntry] = attrs.field(factory=dict)
    records: Mapping[str, RecordEntry] = attrs.field(factory=dict)
    calendar: CalendarEntry | None = None

    @property
    def lists(self) -> Iterable[tuple[str, ChoiceList]]:
        """Every list of choices with its name."""
        named = {name: getattr(self, name) for name in LISTS}
        return [*((n, entries) for n, entries in named.items() if entries), *self.choices.items()]


LISTS = (
    "levels", "departments", "matters", "domains", "regions", "data_classes", "sanctions",
)  # fmt: skip
"""The lists of choices that have a place of their own at the top of a vocabulary."""
