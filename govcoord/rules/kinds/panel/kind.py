"""The document kind ``panel``: experts for a matter, chosen in a declared order within quotas.

What it is given is a matter and a pool; what it gives is the panel with a reason for every
expert, or a proof that no panel keeps the quotas. How a panel then votes is for ``committee``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from govcoord.mechanisms.spans import Span
from govcoord.numerals import Number, round_number
from govcoord.rules.kinds.base import Context, Kind, Lowered, report_duplicates
from govcoord.rules.kinds.eligibility import fact_of_record, read_conditions, record_of
from govcoord.rules.kinds.limits import optional_span, span_of
from govcoord.rules.kinds.panel.candidates import Key
from govcoord.rules.kinds.panel.documents import OrderEntry, PanelDocument, QuotaEntry
from govcoord.rules.kinds.panel.selection import Panel, QuotaRule
from govcoord.rules.model import Name
from govcoord.rules.vocabulary import Attribute, Type

TIES = "tie_kinds"

_NUMERIC = (Type.INTEGER, Type.NUMBER, Type.QUANTITY)
_SINGLE = (Type.TEXT, Type.CHOICE, Type.BOOLEAN)


def lower(documents: Sequence[PanelDocument], context: Context) -> Lowered:
    """A mechanism per document."""
    made = (_panel(document, context) for document in documents)
    return Lowered(mechanisms=tuple(one for one in made if one is not None))


def _panel(document: PanelDocument, context: Context) -> Panel | None:
    record = record_of(document.record, context)
    interests = _interests(document, context)
    if document.size < 1:
        _wrong(context, document.id, "size", document.size, "panel:size")
    if record is None:
        return None
    field_fact = _fact(document.fields, record, (Type.SET, Type.CHOICE), "fields", context)
    if field_fact is None or field_fact.choices is None:
        return None
    institution = None
    if document.institution is not None:
        found = _fact(document.institution, record, _SINGLE[:2], "institution", context)
        institution = found.id if found else None
    rest = document.rest
    if rest is not None and rest.services < 1:
        _wrong(context, document.id, "services", rest.services, "panel:size")
    fields = context.vocabulary.records[record].fields.values()
    report_duplicates((*document.eligible, *document.quotas), context.collector)
    return Panel(
        id=str(document.id),
        title=document.title,
        source=document.source,
        attributes=tuple(a for a in fields if a.is_given),
        field_fact=field_fact,
        institution=institution,
        size=document.size,
        must_match=document.must_match,
        conditions=read_conditions(document.eligible, record, document, context),
        interests=interests,
        rest=None if rest is None else (rest.services, span_of(rest.within, context)),
        keys=tuple(_keys(document, record, context)),
        quotas=tuple(_quotas(document, record, context)),
    )


def _interests(document: PanelDocument, context: Context) -> Mapping[str, Span | None]:
    found = {}
    for entry in document.interests:
        id_ = context.choice(entry.kind, TIES)
        if id_ is not None:
            found[id_] = optional_span(entry.within, context)
    return found


def _fact(
    name: Name, record: str, types: Sequence[Type], key: str, context: Context
) -> Attribute | None:
    """A fact of the record that is of one of some types."""
    id_ = fact_of_record(name, record, context)
    if id_ is None:
        return None
    attribute = context.vocabulary.records[record].fields[id_]
    if attribute.type in types:
        return attribute
    expected = "panel:" + {"fields": "choices", "institution": "one", "per": "one"}.get(
        key, "number"
    )
    _wrong(context, name, key, name, expected)
    return None


def _wrong(context: Context, at: Name, key: str, value: object, expected: str) -> None:
    context.collector.add("GC572", at.span, key=key, value=str(value), expected=expected)


def _keys(document: PanelDocument, record: str, context: Context) -> Iterator[Key]:
    """The order; it ends with the lot, so that no two experts are equal (GC570)."""
    lots = [entry.by == "lot" for entry in document.order]
    if sum(lots) != 1 or not lots[-1]:
        span = document.order[-1].span if document.order else document.id.span
        context.collector.add("GC570", span, document=document.id)
    for entry in document.order:
        key = _key(entry, record, document, context)
        if key is not None:
            yield key


def _key(entry: OrderEntry, record: str, document: PanelDocument, context: Context) -> Key | None:
    if (entry.by is None) == (entry.fact is None):
        context.collector.add("GC570", entry.span, document=document.id)
        return None
    if entry.by is not None:
        return Key(entry.by, within=optional_span(entry.within, context))
    assert entry.fact is not None
    fact = _fact(entry.fact, record, _NUMERIC, "order", context)
    return None if fact is None else Key(fact.id, entry.better == "higher")


def _quotas(document: PanelDocument, record: str, context: Context) -> Iterator[QuotaRule]:
    for entry in document.quotas:
        context.require_source(entry, document)
        least = _count(entry.at_least, document.size, "ceiling")
        most = _count(entry.at_most, document.size, "floor")
        if not _fits(entry, least, most, document.size):
            context.collector.add("GC571", entry.id.span, quota=entry.id, size=str(document.size))
            continue
        per = None if entry.per is None else _fact(entry.per, record, _SINGLE, "per", context)
        boxes = None
        if entry.when is not None or entry.in_force or entry.jurisdiction:
            boxes = context.boxes(entry, document, scope=record)
        if per is not None:
            _check_reach(entry, per, most or 0, document.size, whole=boxes is None, context=context)
        yield QuotaRule(
            id=str(entry.id), title=entry.title, boxes=boxes, at_least=least, at_most=most,
            per=per.id if per else None, per_field=entry.per_field,
        )  # fmt: skip


def _count(number: Number | None, size: int, rounding: str) -> int | None:
    """A number of members: a share of the panel is rounded so that it is kept."""
    if number is None or isinstance(number, int):
        return number
    return int(round_number(Fraction(number) * size, 0, rounding))


def _fits(entry: QuotaEntry, least: int | None, most: int | None, size: int) -> bool:
    """Whether a quota asks for something that a panel of this size can have."""
    shares = [n for n in (entry.at_least, entry.at_most) if isinstance(n, Fraction)]
    if any(not 0 <= share <= 1 for share in shares) or (least, most) == (None, None):
        return False
    if not 0 <= (least or 0) <= size or (most is not None and most < (least or 0)):
        return False
    if entry.per is None:
        return True
    return not entry.per_field and least is None and most is not None and most > 0


def _check_reach(
    entry: QuotaEntry, per: Attribute, most: int, size: int, *, whole: bool, context: Context
) -> None:
    """Report a cap under which no panel can be full, for there are too few values (GC573)."""
    values = 2 if per.type is Type.BOOLEAN else len(per.choices.ids) if per.choices else None
    if whole and values is not None and values * most < size:
        context.collector.add(
            "GC573", entry.id.span, quota=entry.id, most=str(values * most), size=str(size)
        )


KIND = Kind("panel", PanelDocument, lower=lower)
