"""The document kind ``intake``: reports of one event from all channels become one ticket."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from typing import Literal

import attrs

from govcoord.diagnostics import suggest
from govcoord.mechanisms.merging import Anchor, Grid, MergeRule
from govcoord.mechanisms.spans import Span
from govcoord.numerals import Number
from govcoord.rules.kinds.base import Context, Kind, Lowered
from govcoord.rules.kinds.intake.desk import Desk, Dispatch
from govcoord.rules.kinds.intake.reading import Places
from govcoord.rules.kinds.intake.records import CATEGORIES, CHANNELS, URGENCY
from govcoord.rules.kinds.limits import known_span, span_of
from govcoord.rules.model import Amount, Document, Name
from govcoord.rules.vocabulary import Attribute, Type
from govcoord.source import Span as Place


@attrs.frozen(slots=True, kw_only=True)
class AxisEntry:
    """One axis of a grid: where it begins, how large a cell is, and how many there are."""

    from_: Number = attrs.field(metadata={"key": "from"})
    size: Number
    count: int
    span: Place | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class GridEntry:
    """A grid of equal cells: ``x`` makes the columns, ``y`` the rows."""

    x: AxisEntry
    y: AxisEntry


@attrs.frozen(slots=True, kw_only=True)
class MergeEntry:
    """Which reports are of one event.

    ``within`` runs from the first report of a ticket, or from its last (``since``). A ticket
    opened within ``repeat`` after the end of an earlier one of the same place and category
    follows it; left out, it follows it whenever it comes.
    """

    within: Amount
    since: Literal["first", "last"]
    repeat: Amount | None = None


@attrs.frozen(slots=True, kw_only=True)
class DispatchEntry:
    """Facts of a ticket that tables of the plan give, and the facts that a ticket gives them.

    ``category``, ``urgency`` and ``times`` name the facts that a ticket's category, urgency and
    number of times are.
    """

    tell: tuple[Name, ...]
    category: Name | None = None
    urgency: Name | None = None
    times: Name | None = None


@attrs.frozen(slots=True, kw_only=True)
class IntakeDocument(Document):
    """A document of kind ``intake``.

    Places are cells of ``grid``, or entries of the vocabulary's list ``places``. ``limits`` has
    the time to settle and answer a report by its urgency.
    """

    merge: MergeEntry
    places: Name | None = None
    grid: GridEntry | None = None
    limits: Mapping[Name, Amount] = attrs.field(factory=dict)
    dispatch: DispatchEntry | None = None


def lower(documents: Sequence[IntakeDocument], context: Context) -> Lowered:
    """A mechanism per document."""
    found = (_desk(document, context) for document in documents)
    return Lowered(mechanisms=tuple(made for made in found if made is not None))


def _desk(document: IntakeDocument, context: Context) -> Desk | None:
    if not document.source:
        context.collector.add("GC501", document.id.span, rule=document.id)
    lists = [CHANNELS, CATEGORIES, *([URGENCY] if document.limits else [])]
    missing = [name for name in lists if name not in context.vocabulary.choices]
    for name in missing:
        context.collector.add("GC552", document.id.span, list=name)
    places, merge = _places(document, context), _merge(document.merge, context)
    limits, dispatch = {}, _dispatch(document.dispatch, context)
    if not missing:
        for name, amount in document.limits.items():
            urgency = context.choice(name, URGENCY)
            if urgency is not None:
                limits[urgency] = span_of(amount, context)
    if missing or places is None or merge is None:
        return None
    return Desk(
        id=str(document.id),
        title=document.title,
        source=document.source,
        rule=merge,
        places=places,
        categories=context.vocabulary.choices[CATEGORIES],
        limits=limits,
        dispatch=dispatch,
    )


def _places(document: IntakeDocument, context: Context) -> Places | None:
    grid, name = document.grid, document.places
    if (grid is None) == (name is None):
        context.collector.add("GC550", document.id.span)
        return None
    if grid is not None:
        for axis in (grid.x, grid.y):
            if axis.size <= 0 or axis.count < 1:
                context.collector.add("GC553", axis.span)
                return None
        return Places(
            grid=Grid(
                left=Fraction(grid.x.from_), bottom=Fraction(grid.y.from_),
                width=Fraction(grid.x.size), height=Fraction(grid.y.size),
                columns=grid.x.count, rows=grid.y.count,
            )
        )  # fmt: skip
    assert name is not None
    choices = context.vocabulary.choices
    if name not in choices:
        context.collector.add("GC554", name.span, list=name, suggestion=suggest(name, choices))
        return None
    return Places(listed=choices[name])


def _merge(entry: MergeEntry, context: Context) -> MergeRule | None:
    within = _time(entry.within, context)
    repeat = None if entry.repeat is None else _time(entry.repeat, context, days=True)
    if within is None or (repeat is None and entry.repeat is not None):
        return None
    since: Anchor = entry.since
    return MergeRule(within=within, anchor=since, repeat=repeat)


def _time(amount: Amount, context: Context, *, days: bool = False) -> timedelta | None:
    """A length that runs day and night: hours or minutes, or calendar days where these will do."""
    span = known_span(amount, context)
    if span is None:
        return None
    if not span.is_timed and not (days and span.unit == "day"):
        context.collector.add("GC551", amount.span, amount=amount.written)
        return None
    return length_of(span)


def length_of(span: Span) -> timedelta:
    """A span of days, hours or minutes as a length of time."""
    seconds = Fraction(span.n) * {"day": 86400, "hour": 3600, "minute": 60}[span.unit]
    return timedelta(seconds=int(seconds))


def _dispatch(entry: DispatchEntry | None, context: Context) -> Dispatch | None:
    if entry is None:
        return None
    tell = []
    for name in entry.tell:
        attribute = context.vocabulary.attributes.get(name)
        if attribute is None or attribute.table is None:
            known = [a.id for a in context.vocabulary.attributes.values() if a.table is not None]
            context.collector.add(
                "GC555", name.span, name=name, suggestion=suggest(name, known)
            )  # fmt: skip
        else:
            tell.append(str(name))
    return Dispatch(
        tell=tuple(tell),
        category=_fact(entry.category, CATEGORIES, context),
        urgency=_fact(entry.urgency, URGENCY, context),
        times=_fact(entry.times, None, context),
    )


def _fact(name: Name | None, list_name: str | None, context: Context) -> str | None:
    """A fact of cases that something of a ticket is; one of another type is reported (GC556)."""
    if name is None:
        return None
    attribute = context.vocabulary.attributes.get(name)
    if attribute is None or not _takes(attribute, list_name):
        context.collector.add("GC556", name.span, name=name, list=list_name or "integer")
        return None
    return str(name)


def _takes(attribute: Attribute, list_name: str | None) -> bool:
    if list_name is None:
        return attribute.type is Type.INTEGER
    choices = attribute.choices
    return attribute.type is Type.CHOICE and choices is not None and choices.name == list_name


KIND = Kind("intake", IntakeDocument, lower=lower)
