"""Documents of kind ``procedure`` as written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

import attrs

from govcoord.rules.model import Amount, Document, Name, Rule
from govcoord.rules.reading.nodes import Node
from govcoord.source import Span
from govcoord.text import Text


@attrs.frozen(slots=True, kw_only=True)
class FieldEntry:
    """A field that steps and materials may touch; gaps and silent consent must be allowed."""

    SHORTHAND: ClassVar[str] = "title"
    title: Text = Text()
    gaps: bool = False
    silence: bool = False
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class MaterialEntry:
    """A material; ``shared_by`` is the department that it can be had from."""

    SHORTHAND: ClassVar[str] = "title"
    title: Text = Text()
    importance: Literal["main", "secondary"] = "main"
    shared_by: Name | None = None
    fields: tuple[Name, ...] = ()
    source: str = ""
    note: Text = Text()
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class StepEntry(Rule):
    """A step: who answers for it, its limit, what it waits for, wants and gives.

    ``when`` says which cases need it; left out, all do. ``opinion`` makes it a consultation
    that an opinion finishes, ``silence: consent`` takes no answer in time for consent.
    """

    department: Name | None = None
    limit: Amount
    after: tuple[Name, ...] = ()
    materials: tuple[Name, ...] = ()
    outputs: tuple[Name, ...] = ()
    opinion: bool = False
    silence: Literal["consent", "no_answer"] = "no_answer"
    fields: tuple[Name, ...] = ()
    place: Literal["home", "handling"] | None = None
    decides: bool = False


@attrs.frozen(slots=True, kw_only=True)
class GapEntry:
    """Acceptance with gaps on a promise, and what follows when that is not kept."""

    within: Amount
    if_late: Literal["withdrawn", "correction"]
    needs_credit: bool = False
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class AcceptanceEntry:
    """How an application is accepted; ``elsewhere`` is where to go with what is not ours."""

    notice_within: Amount
    competent_when: Node | None = attrs.field(default=None, eq=False, repr=False)
    elsewhere: Name | None = None
    elsewhere_note: Text = Text()
    gaps: GapEntry | None = None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class ShorterEntry:
    """By how much the promise shortens what held in a year: ``{year: 2023, by: 70%}``."""

    year: int
    by: Amount
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class LimitEntry:
    """The clock over the whole procedure; see `govcoord.mechanisms.clock.Clock`."""

    statutory: Amount
    promised: Amount | None = None
    shorter_than: ShorterEntry | None = None
    starts_after: Name | None = None
    count_start_day: bool = False
    suspend: tuple[Name, ...] = ()
    needs_notice: bool = False
    extension: Amount | None = None
    needs_reasons: bool = True
    warn: Amount | None = None
    delivery: Amount | None = None
    ends_on_workday: bool = False
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class ProcedureDocument(Document):
    """A document of kind ``procedure``: steps of several departments under one clock."""

    ALONE: ClassVar[bool] = True

    lead: Name
    limit: LimitEntry
    acceptance: AcceptanceEntry | None = None
    objection_needs_reasons: bool = False
    fields: Mapping[Name, FieldEntry] = attrs.field(factory=dict)
    materials: Mapping[Name, MaterialEntry] = attrs.field(factory=dict)
    steps: tuple[StepEntry, ...]
