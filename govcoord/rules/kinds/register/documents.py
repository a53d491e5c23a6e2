"""What is written in a document of kind ``register``."""

from __future__ import annotations

from typing import ClassVar, Literal

import attrs

from govcoord.mechanisms.masking import Look
from govcoord.numerals import Number
from govcoord.rules.model import Amount, Document, Name, Rule
from govcoord.rules.reading.nodes import Node
from govcoord.source import Span as Place
from govcoord.text import Text


@attrs.frozen(slots=True, kw_only=True)
class RequiredEntry:
    """Facts that an entry must give: always, or ``when`` a condition holds.

    With ``none_allowed`` an empty list is an answer.
    """

    SHORTHAND: ClassVar[str] = "facts"

    id: Name | None = None
    title: Text = Text()
    source: str = ""
    note: Text = Text()
    facts: tuple[Name, ...]
    when: Node | None = attrs.field(default=None, eq=False, repr=False)
    none_allowed: bool = False
    span: Place | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class UniqueEntry:
    """Facts in all of which no two entries may agree."""

    SHORTHAND: ClassVar[str] = "facts"

    facts: tuple[Name, ...]
    span: Place | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class EntryDutyEntry:
    """What is owed so long after a day of the entry, and the fact that says when it was done.

    With ``view`` it is publication: an entry that the view withholds owes nothing.
    """

    id: Name
    title: Text = Text()
    source: str = ""
    note: Text = Text()
    after: Name
    within: Amount
    done: Name
    when: Node | None = attrs.field(default=None, eq=False, repr=False)
    view: Name | None = None
    holder: Name | None = None
    warn: Amount | None = None
    span: Place | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class RenewalEntry:
    """By how much a term is renewed, how often at most, and the facts that say so."""

    renewed_on: Name
    lasts: Amount
    count: Name | None = None
    most: int | None = None
    span: Place | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class TermEntry:
    """From when to when an entry is valid; ``until`` names the fact with the recorded end."""

    start: Name
    lasts: Amount | None = None
    until: Name | None = None
    renewal: RenewalEntry | None = None
    withdrawn: Name | None = None
    warn: Amount | None = None
    span: Place | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class RecheckEntry:
    """How often an entry is looked at anew, and the facts that say when it last was.

    Before the first time it is counted from ``since``; ``passed`` says what was found. With
    ``due_at`` it is in time up to the end of the period in which its day falls.
    """

    every: Amount
    last: Name
    since: Name
    passed: Name | None = None
    due_at: Literal["day", "month_end", "quarter_end", "half_year_end", "year_end"] = "day"
    warn: Amount | None = None
    span: Place | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class MaskEntry:
    """How facts are shown: exactly one way, or two ends of a text that stay.

    With ``when`` only then, and also while that is not known.
    """

    facts: tuple[Name, ...]
    keep_first: int | None = None
    keep_last: int | None = None
    hide_at_least: int | None = None
    hide: bool = False
    shorten_to: Literal["year", "month"] | None = None
    in_steps_of: Amount | None = None
    when: Node | None = attrs.field(default=None, eq=False, repr=False)
    note: Text = Text()
    span: Place | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class ViewEntry:
    """What somebody may see of entries: only what is listed under ``shows``.

    ``plain`` are personal facts that this reader may see unmasked; ``withheld`` are the grounds
    on which an entry is not shown at all.
    """

    id: Name
    title: Text = Text()
    source: str = ""
    note: Text = Text()
    shows: tuple[Name, ...]
    plain: tuple[Name, ...] = ()
    masks: tuple[MaskEntry, ...] = ()
    withheld: tuple[Rule, ...] = ()
    look_for: tuple[Look, ...] = ()
    span: Place | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class RateEntry:
    """A share of entries: of those for which all that is asked can be said, how many meet it.

    ``when`` and ``in_force`` say which entries count at all; ``target`` is the target whose
    figure it is.
    """

    id: Name
    title: Text = Text()
    source: str = ""
    note: Text = Text()
    complete: bool = False
    done: tuple[Name, ...] = ()
    in_time: tuple[Name, ...] = ()
    shown: tuple[Name, ...] = ()
    rechecked: bool = False
    in_force: bool = False
    when: Node | None = attrs.field(default=None, eq=False, repr=False)
    at_least: Number | None = None
    target: Name | None = None
    span: Place | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class RegisterDocument(Document):
    """A document of kind ``register``: rules over entries whose facts are those of ``record``.

    ``placeholders`` are words that do not fill a text in; ``personal`` are facts that no view
    may show without a mask unless it says so.
    """

    ALONE: ClassVar[bool] = True

    record: Name
    placeholders: tuple[str, ...] = ()
    personal: tuple[Name, ...] = ()
    required: tuple[RequiredEntry, ...] = ()
    unique: tuple[UniqueEntry, ...] = ()
    checks: tuple[Rule, ...] = ()
    duties: tuple[EntryDutyEntry, ...] = ()
    term: TermEntry | None = None
    recheck: RecheckEntry | None = None
    withdraw: tuple[Rule, ...] = ()
    views: tuple[ViewEntry, ...] = ()
    rates: tuple[RateEntry, ...] = ()
