"""Documents of kind ``data_sharing`` as staff write them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

import attrs

from govcoord.rules.model import Amount, Document, Name, Rule
from govcoord.source import Span
from govcoord.text import Text

Sharing = Literal["unconditional", "conditional", "not_shared"]
Personal = Literal["none", "personal", "sensitive"]
Reply = Literal["shared", "conditional", "refused"]
Mode = Literal["plain", "masked", "computed_only", "denied"]

CATALOGUE = "catalogue"
"""The legal basis of a refusal that is that of the catalogue."""


@attrs.frozen(slots=True, kw_only=True)
class PurposeEntry:
    """The fields that a purpose needs; without any, it may have all."""

    SHORTHAND: ClassVar[str] = "fields"

    fields: tuple[Name, ...] | None = None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class ClassEntry:
    """A class of data in the catalogue.

    Without ``sharing`` it is conditional, and flagged; ``not_shared`` needs a legal ``basis``
    or it is conditional too. ``fields`` are those with a grade of their own; ``purposes``,
    where given, are the only ones.
    """

    data: Name
    provider: Name
    sharing: Sharing | None = None
    basis: str = ""
    grade: Name
    personal: Personal = "none"
    fields: Mapping[str, Name] = attrs.field(factory=dict)
    purposes: Mapping[str, PurposeEntry] = attrs.field(factory=dict)
    retention: Amount | None = None
    source: str = ""
    note: Text = Text()
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class StepEntry:
    """A step of approval: ``provider``, ``recipient``, or a department, and its time."""

    approver: Name
    within: Amount
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class SharingRule(Rule):
    """What is answered, how the data may be used, who approves in which order, by when.

    ``within`` is the limit of the whole answer, ``extension`` how much longer it may take
    once, ``supply_within`` the time to hand over what was agreed to. A refusal needs a legal
    ``basis``; ``catalogue`` stands for that of the catalogue.
    """

    answer: Reply
    mode: Mode
    steps: tuple[StepEntry, ...] = ()
    within: Amount | None = None
    extension: Amount | None = None
    supply_within: Amount | None = None
    basis: str = ""
    reason: Text = Text()


@attrs.frozen(slots=True, kw_only=True)
class GateEntry(Rule):
    """When nothing is released, whatever was agreed to, and why."""

    reason: Text = Text()


@attrs.frozen(slots=True, kw_only=True)
class HandlingEntry:
    """How a request runs: the time to say what is missing, who decides where nobody answers.

    ``dispute_within`` is the time in which the authority mediates, ``correct_within`` that in
    which the provider mends data found wrong.
    """

    id: Name
    title: Text = Text()
    source: str = ""
    incomplete_within: Amount
    escalate_to: Name
    decide_within: Amount
    dispute_within: Amount
    correct_within: Amount
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class GrantsEntry:
    """How grants are used: whether several may cover one request, and how long one lasts."""

    id: Name
    title: Text = Text()
    source: str = ""
    combine: Literal["per_item", "single"]
    without_end: Literal["with_matter", "ask"]
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class SharingDocument(Document):
    """A document of kind ``data_sharing``.

    ``default_grade`` is that of classes that the catalogue does not list. ``trail`` maps what
    a record of use must say (who, what, why …) to the facts that say it.
    """

    default_grade: Name | None = None
    catalogue: tuple[ClassEntry, ...] = ()
    rules: tuple[SharingRule, ...] = ()
    gate: tuple[GateEntry, ...] = ()
    trail: Mapping[str, Name] = attrs.field(factory=dict)
    handling: HandlingEntry | None = None
    grants: GrantsEntry | None = None
