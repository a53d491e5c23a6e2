"""Documents of kind ``accountability`` as written, and as they are meant beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import attrs

from govcoord.rules.kinds.base import Context
from govcoord.rules.model import Amount, Document, Name, Rule
from govcoord.rules.reading.nodes import Node
from govcoord.source import Span
from govcoord.text import Text


@attrs.frozen(slots=True, kw_only=True)
class Ground(Rule):
    """A ground of liability of one side, and the evidence that it needs."""

    side: Literal["lead", "coordinating"]
    evidence: tuple[Name, ...] = ()


@attrs.frozen(slots=True, kw_only=True)
class Exemption(Rule):
    """When a ground does not lead to liability, and what stays owed.

    ``grounds`` names those it covers; left out, all.
    """

    grounds: tuple[Name, ...] = ()
    correction: Text = Text()


@attrs.frozen(slots=True, kw_only=True)
class Measure(Rule):
    """A step of the ladder: the measure proposed where its condition holds."""

    measure: Name


@attrs.frozen(slots=True, kw_only=True)
class Factor(Rule):
    """A circumstance that moves the measure by ``steps`` (negative: milder)."""

    steps: int


@attrs.frozen(slots=True, kw_only=True)
class ShareEntry:
    """How liability is shared: ``counted_days``, ``equal`` or ``fixed`` parts for each side.

    ``if_no_days`` says what happens where no day is counted against anyone: they share
    equally, or the shares stay open.
    """

    by: Literal["counted_days", "equal", "fixed"]
    lead: str | None = None
    coordinating: str | None = None
    if_no_days: Literal["equal", "open"] = "open"
    source: str = ""
    note: Text = Text()
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class AccountabilityDocument(Document):
    """A document of kind ``accountability``: one general one, and special ones beside it.

    ``record`` is the kind of record looked at; ``lead_when`` and ``coordinating_when`` tell
    the sides apart; ``counted_days`` and ``evidence`` name fields of the record. ``ladder``
    lists the measures from mild to severe between which factors move; left out, it is the
    whole list of sanctions. ``objection`` says how a department may object, within what time
    and to whom. A special document leaves out what the general one says (see `complete`).
    """

    record: Name
    applies_when: Node | None = attrs.field(default=None, eq=False, repr=False)
    lead_when: Node | None = attrs.field(default=None, eq=False, repr=False)
    coordinating_when: Node | None = attrs.field(default=None, eq=False, repr=False)
    acted_in_time: Node | None = attrs.field(default=None, eq=False, repr=False)
    never_exempt: Node | None = attrs.field(default=None, eq=False, repr=False)
    counted_days: Name | None = None
    evidence: Name | None = None
    decided_by: Name | None = None
    objection: Text = Text()
    objection_within: Amount | None = None
    objection_to: Name | None = None
    shares: ShareEntry | None = None
    grounds: tuple[Ground, ...] = ()
    exempts: tuple[Exemption, ...] = ()
    ladder: tuple[Name, ...] = ()
    measures: tuple[Measure, ...] = ()
    factors: tuple[Factor, ...] = ()


NEEDED = (
    "lead_when", "coordinating_when", "acted_in_time", "counted_days", "decided_by", "shares",
)  # fmt: skip
"""What the general document must say."""

_INHERITED = ("applies_when", "lead_when", "coordinating_when", "acted_in_time")
_ONCE = (
    "counted_days", "evidence", "decided_by", "objection", "objection_within", "objection_to",
    "shares", "ladder",
)  # fmt: skip


def complete(
    documents: Sequence[AccountabilityDocument], context: Context
) -> tuple[AccountabilityDocument, list[AccountabilityDocument]] | None:
    """The general document, and all of them with what they leave to it filled in.

    The general document is the first that says how liability is shared. What concerns all
    proposals is said by it alone (GC436); the conditions around the grounds may differ.
    """
    general = next((d for d in documents if d.shares is not None), documents[0])
    lacking = [key for key in NEEDED if getattr(general, key) is None]
    for key in lacking:
        context.collector.add("GC203", general.span, key=key)
    for document in documents:
        for key in _ONCE:
            if document is not general and getattr(document, key):
                context.collector.add("GC436", document.span, key=key, document=general.id)
    if lacking:
        return None
    shared = {key: getattr(general, key) for key in _ONCE}
    return general, [
        attrs.evolve(
            document,
            **shared,
            **{key: getattr(document, key) or getattr(general, key) for key in _INHERITED},
        )
        for document in documents
    ]
