"""Documents of the kind ``gate`` as written, and a special one with what it takes over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import attrs

from govcoord.diagnostics import Collector
from govcoord.rules.model import Amount, Document, Name, Rule
from govcoord.rules.reading.nodes import Node
from govcoord.source import Span
from govcoord.text import Text


@attrs.frozen(slots=True, kw_only=True)
class GateItem(Rule):
    """A line of the checklist: a condition on facts, or checks with evidence, or both.

    ``evidence`` says what must be shown; ``not_older_than`` how old it may be on the day.
    """

    evidence: Text = Text()
    not_older_than: Amount | None = None


@attrs.frozen(slots=True, kw_only=True)
class GateOutcome:
    """An outcome: what it asks beside the mandatory items, and what stays owed after it.

    ``lets_go`` names mandatory items that it does without; ``desirable`` says how many of the
    desirable ones it asks for.
    """

    id: Name
    title: Text = Text()
    note: Text = Text()
    lets_go: tuple[Name, ...] = ()
    desirable: int | None = None
    correction: Text = Text()
    correction_within: Amount | None = None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class RecheckEntry:
    """How long after a failed check, and how often, an item may be checked again."""

    within: Amount | None = None
    times: int | None = None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class AppealEntry:
    """The time to appeal, to whom, and the time to decide on it."""

    within: Amount
    to: Name | None = None
    decide_within: Amount | None = None


@attrs.frozen(slots=True, kw_only=True)
class GivesEntry:
    """The facts that other documents may test: the outcome, and whether a red line is crossed."""

    SHORTHAND: ClassVar[str] = "outcome"

    outcome: Name
    red_line: Name | None = None
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class GateDocument(Document):
    """A document of kind ``gate``; outcomes stand from the best on.

    ``record`` is the kind of record whose facts are looked at; left out, those of the case.
    One that ``extends`` another gate adds items to it and takes over what it does not say.
    """

    ALONE: ClassVar[bool] = True
    EITHER: ClassVar[tuple[str, ...]] = ("outcomes", "extends")

    record: Name | None = None
    applies_when: Node | None = attrs.field(default=None, eq=False, repr=False)
    gives: GivesEntry | None = None
    decided_by: Name | None = None
    evidence_not_older_than: Amount | None = None
    red_lines: tuple[GateItem, ...] = ()
    mandatory: tuple[GateItem, ...] = ()
    desirable: tuple[GateItem, ...] = ()
    outcomes: tuple[GateOutcome, ...] = ()
    otherwise: GateOutcome | None = None
    recheck: RecheckEntry | None = None
    appeal: AppealEntry | None = None


LISTS = ("red_lines", "mandatory", "desirable")
"""The lists of items."""

_INHERITED = (
    "record", "applies_when", "decided_by", "evidence_not_older_than", "outcomes", "otherwise",
    "recheck", "appeal",
)  # fmt: skip
_NEEDED = ("decided_by", "outcomes", "otherwise")


def complete(documents: Sequence[GateDocument], collector: Collector) -> list[GateDocument]:
    """The gates with what special ones take over; those that lack something are left out.

    Reports what is not said (GC203), and a special gate that says anew what the general one
    lets nobody change: with ``special_rules: tighten`` or ``none`` there may be more items and
    no other outcomes or times (GC545); with ``none`` no more items either.
    """
    by_id = {str(document.id): document for document in documents}
    made = []
    for document in documents:
        whole = _with_general(document, by_id, collector)
        lacking = [key for key in _NEEDED if not getattr(whole, key)]
        for key in lacking:
            collector.add("GC203", document.span, key=key)
        if not lacking:
            made.append(whole)
    return made


def _with_general(
    document: GateDocument, by_id: Mapping[str, GateDocument], collector: Collector
) -> GateDocument:
    whole, at, seen = document, document, {str(document.id)}
    while at.extends is not None and str(at.extends) in by_id and str(at.extends) not in seen:
        general = by_id[str(at.extends)]
        _check_special(at, general, collector)
        changes: dict[str, Any] = {
            key: getattr(whole, key) or getattr(general, key) for key in (*_INHERITED, "source")
        }
        changes.update({key: (*getattr(general, key), *getattr(whole, key)) for key in LISTS})
        whole = attrs.evolve(whole, **changes)
        at = general
        seen.add(str(at.id))
    return whole


def _check_special(special: GateDocument, general: GateDocument, collector: Collector) -> None:
    if general.special_rules == "prevail":
        return
    said = [key for key in _INHERITED if getattr(special, key)]
    if general.special_rules == "none":
        said += [key for key in LISTS if getattr(special, key)]
    for key in said:
        collector.add("GC545", special.id.span, document=special.id, key=key, general=general.id)
