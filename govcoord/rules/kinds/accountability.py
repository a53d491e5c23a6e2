"""The document kind ``accountability``: dual accountability for delay, as proposals.

For each department taking part, grounds of liability are looked at on its side: the lead's,
or a coordinating department's. Who acted in time is never proposed, whatever the grounds say;
exemptions never cover what ``never_exempt`` names. What comes out are proposals for a
competent body to decide: grounds, counted days, share, measure, evidence present and missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import attrs

from govcoord.diagnostics import Collector, suggest
from govcoord.rules.kinds.base import (
    Context,
    Kind,
    Lowered,
    close_overrides,
    make_rule,
    report_duplicates,
)
from govcoord.rules.kinds.liability import (
    FACTORS,
    MEASURES,
    SIDES,
    TABLE,
    LiabilityView,
    Shares,
)
from govcoord.rules.model import Document, Name, Rule
from govcoord.rules.nodes import Node
from govcoord.rules.regions import Box, meet_all, negate_all
from govcoord.rules.tables import Aggregate, HitPolicy, Output, Table, TableRule
from govcoord.rules.vocabulary import Attribute, Type, Vocabulary
from govcoord.source import Span
from govcoord.text import Text

_TITLES = {
    TABLE: ("accountability", "问责情形", "問責情形"),
    MEASURES: ("proposed measure", "建议措施", "建議措施"),
    FACTORS: ("mitigating and aggravating factors", "从轻与从重情节", "從輕與從重情節"),
}


def _title(name: str) -> Text:
    return Text.of(dict(zip(("en", "zh-Hans", "zh-Hant"), _TITLES[name])))


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
    """How liability is shared: ``counted_days``, ``equal`` or ``fixed`` parts for each side."""

    by: Literal["counted_days", "equal", "fixed"]
    lead: str | None = None
    coordinating: str | None = None
    source: str = ""
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class AccountabilityDocument(Document):
    """A document of kind ``accountability``.

    ``record`` is the kind of record looked at; ``lead_when`` and ``coordinating_when`` tell
    the sides apart; ``counted_days`` and ``evidence`` name fields of the record.
    """

    record: Name
    applies_when: Node | None = attrs.field(default=None, eq=False, repr=False)
    lead_when: Node = attrs.field(eq=False, repr=False)
    coordinating_when: Node = attrs.field(eq=False, repr=False)
    acted_in_time: Node = attrs.field(eq=False, repr=False)
    never_exempt: Node | None = attrs.field(default=None, eq=False, repr=False)
    counted_days: Name
    evidence: Name | None = None
    decided_by: Name
    objection: Text = Text()
    shares: ShareEntry
    grounds: tuple[Ground, ...]
    exempts: tuple[Exemption, ...] = ()
    measures: tuple[Measure, ...] = ()
    factors: tuple[Factor, ...] = ()


@attrs.frozen
class _Frame:
    """The conditions that surround the grounds of one document."""

    document: AccountabilityDocument
    scope: str
    applies: tuple[Box, ...]
    late: tuple[Box, ...]
    sides: Mapping[str, tuple[Box, ...]]
    exemptible: tuple[Box, ...]


def declare(
    documents: Sequence[AccountabilityDocument], vocabulary: Vocabulary, collector: Collector
) -> Iterable[Attribute]:
    """The proposed measure, as a field of the record."""
    for document in documents[:1]:
        sanctions = vocabulary.choices.get("sanctions")
        if sanctions is None or document.record not in vocabulary.records:
            continue  # reported when lowering
        yield Attribute(
            MEASURES, Type.CHOICE, _title(MEASURES), choices=sanctions,
            record=str(document.record), table=MEASURES,
        )  # fmt: skip


def lower(documents: Sequence[AccountabilityDocument], context: Context) -> Lowered:
    """Tables of grounds with exemptions, of measures, and of factors."""
    if not documents:
        return Lowered()
    first = documents[0]
    if first.record not in context.vocabulary.records:
        near = suggest(first.record, context.vocabulary.records)
        context.collector.add("GC420", first.record.span, record=first.record, suggestion=near)
        return Lowered()
    for other in documents[1:]:
        if other.record != first.record:
            context.collector.add("GC421", other.record.span, record=first.record)
    frames = [_frame(document, context) for document in documents]
    _check_sides(documents, context)
    view = _view(first, context)
    if view is None:
        return Lowered()
    tables = (
        _grounds_table(frames, context),
        _measures_table(frames, context),
        _factors_table(frames, context),
    )
    return Lowered(tables, {"liabilities": view})


def _frame(document: AccountabilityDocument, context: Context) -> _Frame:
    scope = str(document.record)
    in_time = context.condition(document.acted_in_time, scope=scope)
    never = context.condition(document.never_exempt, scope=scope)
    return _Frame(
        document,
        scope,
        context.condition(document.applies_when),
        negate_all(in_time),
        {
            "lead": context.condition(document.lead_when, scope=scope),
            "coordinating": context.condition(document.coordinating_when, scope=scope),
        },
        negate_all(never) if document.never_exempt is not None else (Box(),),
    )


def _check_sides(documents: Sequence[AccountabilityDocument], context: Context) -> None:
    sides = {ground.side for document in documents for ground in document.grounds}
    for side in SIDES:
        if side not in sides:
            context.collector.add("GC422", documents[0].span, side=SIDES[side])
    if not any(document.never_exempt is not None for document in documents):
        for document in documents:
            for exemption in document.exempts:
                context.collector.add("GC423", exemption.id.span, exemption=exemption.id)


def _grounds_table(frames: Sequence[_Frame], context: Context) -> Table:
    written: list[Rule] = [r for f in frames for r in (*f.document.grounds, *f.document.exempts)]
    report_duplicates(written, context.collector)
    beats = close_overrides(written, context.collector)
    all_grounds = {str(g.id) for f in frames for g in f.document.grounds}
    rules: list[TableRule | None] = []
    for frame in frames:
        rules.extend(_ground(g, frame, context, beats[g.id]) for g in frame.document.grounds)
    for frame in frames:
        for item in frame.document.exempts:
            for name in item.grounds:
                if name not in all_grounds:
                    context.unknown_rule(name, all_grounds)
            named = frozenset(str(n) for n in item.grounds) or frozenset(all_grounds)
            rules.append(_exemption(item, frame, context, beats[item.id] | named))
    outputs = tuple(map(Output, ("side", "evidence", "exempt", "correction")))
    made = tuple(rule for rule in rules if rule is not None)
    scope, span = frames[0].scope, frames[0].document.span
    return Table(TABLE, HitPolicy.COLLECT, made, outputs, scope, _title(TABLE), span=span)


def _ground(
    ground: Ground, frame: _Frame, context: Context, beats: frozenset[str]
) -> TableRule | None:
    context.require_source(ground, frame.document)
    boxes = context.boxes(ground, frame.document, scope=frame.scope)
    if boxes is None:
        return None
    for part in (frame.applies, frame.sides[ground.side], frame.late):
        boxes = meet_all(boxes, part)
    if not boxes:
        context.collector.add("GC424", ground.id.span, ground=ground.id)
    evidence = _evidence(ground, frame, context)
    outputs = (("side", ground.side), ("evidence", evidence))
    return make_rule(ground, frame.document, boxes, outputs, beats)


def _evidence(ground: Ground, frame: _Frame, context: Context) -> tuple[str, ...]:
    name = frame.document.evidence
    attribute = context.vocabulary.attribute(name, frame.scope) if name else None
    if attribute is None or attribute.choices is None:
        if ground.evidence:
            context.collector.add("GC425", ground.evidence[0].span, ground=ground.id)
        return ()
    found = []
    for word in ground.evidence:
        id_ = attribute.choices.resolve(word)
        if id_ is None:
            context.unknown_choice(word, attribute)
        else:
            found.append(id_)
    return tuple(found)


def _exemption(
    item: Exemption, frame: _Frame, context: Context, beats: frozenset[str]
) -> TableRule | None:
    context.require_source(item, frame.document)
    boxes = context.boxes(item, frame.document, scope=frame.scope)
    if boxes is None:
        return None
    for part in (frame.applies, frame.exemptible):
        boxes = meet_all(boxes, part)
    if not boxes:
        context.collector.add("GC426", item.id.span, exemption=item.id)
    outputs = (("exempt", True), ("correction", item.correction))
    return make_rule(item, frame.document, boxes, outputs, beats)


def _measures_table(frames: Sequence[_Frame], context: Context) -> Table:
    written = [(m, f) for f in frames for m in f.document.measures]
    report_duplicates([m for m, _ in written], context.collector)
    beats = close_overrides([m for m, _ in written], context.collector)
    rules = []
    for item, frame in written:
        sanction = context.choice(item.measure, "sanctions")
        boxes = context.boxes(item, frame.document, scope=frame.scope)
        if boxes is not None and sanction is not None:
            outputs = ((MEASURES, sanction),)
            rules.append(make_rule(item, frame.document, boxes, outputs, beats[item.id]))
    outputs_listed = (Output(MEASURES, MEASURES),)
    return Table(
        MEASURES, HitPolicy.FIRST, tuple(rules), outputs_listed, frames[0].scope,
        _title(MEASURES), span=frames[0].document.span,
    )  # fmt: skip


def _factors_table(frames: Sequence[_Frame], context: Context) -> Table:
    written = [(x, f) for f in frames for x in f.document.factors]
    report_duplicates([x for x, _ in written], context.collector)
    beats = close_overrides([x for x, _ in written], context.collector)
    rules = []
    for item, frame in written:
        context.require_source(item, frame.document)
        boxes = context.boxes(item, frame.document, scope=frame.scope)
        if boxes is not None:
            outputs = (("steps", item.steps),)
            rules.append(make_rule(item, frame.document, boxes, outputs, beats[item.id]))
    listed = (Output("steps", None, Aggregate.SUM, 0),)
    return Table(
        FACTORS, HitPolicy.COLLECT, tuple(rules), listed, frames[0].scope,
        _title(FACTORS), span=frames[0].document.span,
    )  # fmt: skip


def _view(document: AccountabilityDocument, context: Context) -> LiabilityView | None:
    scope = str(document.record)
    record = context.vocabulary.records[scope]
    if record.subject is None:
        context.collector.add("GC427", document.record.span, record=record.key)
        return None
    days = record.fields.get(document.counted_days)
    if days is None or days.type not in (Type.QUANTITY, Type.INTEGER):
        near = suggest(document.counted_days, record.fields)
        context.collector.add(
            "GC428", document.counted_days.span, field=document.counted_days, suggestion=near
        )
        return None
    body = context.department(document.decided_by)
    shares = _shares(document.shares, context)
    sanctions = context.vocabulary.choices.get("sanctions")
    if document.measures and sanctions is None:
        context.collector.add("GC429", document.span)
    if body is None or shares is None:
        return None
    ladder = tuple(item.id for item in sanctions.items) if sanctions else ()
    evidence = str(document.evidence) if document.evidence else None
    return LiabilityView(scope, days.id, evidence, body, shares, ladder, document.objection)


def _shares(entry: ShareEntry, context: Context) -> Shares | None:
    from govcoord.numerals import parse_number

    if entry.by != "fixed":
        return Shares(entry.by)
    try:
        lead = parse_number(entry.lead or "")
        coordinating = parse_number(entry.coordinating or "")
    except ValueError:
        context.collector.add("GC430", entry.span, total="?")
        return None
    if lead + coordinating != 1 or lead < 0 or coordinating < 0:
        context.collector.add("GC430", entry.span, total=f"{(lead + coordinating) * 100}%")
        return None
    return Shares("fixed", lead, coordinating)


KIND = Kind("accountability", AccountabilityDocument, declare, lower)
