"""The document kind ``accountability``: dual accountability for delay, as proposals.

For each department taking part, grounds of liability are looked at on its side: the lead's,
or a coordinating department's. Who acted in time is never proposed, whatever the grounds say;
exemptions never cover what ``never_exempt`` names. What comes out are proposals for a
competent body to decide: grounds, counted days, share, measure, evidence present and missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from govcoord.diagnostics import Collector, suggest
from govcoord.numerals import parse_number
from govcoord.rules.kinds.accountability.checks import check_frames, check_grounds
from govcoord.rules.kinds.accountability.documents import (
    AccountabilityDocument,
    Exemption,
    Ground,
    Measure,
    ShareEntry,
    complete,
)
from govcoord.rules.kinds.accountability.doubts import doubts_view
from govcoord.rules.kinds.accountability.liability import (
    FACTORS,
    LIABLE,
    MEASURES,
    TABLE,
    ExemptedView,
    LiabilityView,
    Objection,
    Shares,
)
from govcoord.rules.kinds.base import (
    Context,
    Kind,
    Lowered,
    View,
    close_overrides,
    make_rule,
    report_duplicates,
)
from govcoord.rules.model import Rule
from govcoord.rules.regions import EVERYTHING, Box, Test, Values, meet_all, negate_all
from govcoord.rules.tables import Aggregate, HitPolicy, Output, Table, TableRule
from govcoord.rules.vocabulary import Attribute, Choices, Type, Vocabulary
from govcoord.text import Text

_TITLES = {
    TABLE: ("accountability", "问责情形", "問責情形"),
    MEASURES: ("proposed measure", "建议措施", "建議措施"),
    LIABLE: ("liability proposed", "建议追责", "建議追責"),
    FACTORS: ("mitigating and aggravating factors", "从轻与从重情节", "從輕與從重情節"),
}


def _title(name: str) -> Text:
    return Text.of(dict(zip(("en", "zh-Hans", "zh-Hant"), _TITLES[name])))


@attrs.frozen
class Frame:
    """The conditions that surround the grounds of one document.

    ``late`` is everything outside ``acted_in_time``; ``exemptible`` what an exemption may
    cover at all.
    """

    document: AccountabilityDocument
    scope: str
    applies: tuple[Box, ...]
    late: tuple[Box, ...]
    sides: Mapping[str, tuple[Box, ...]]
    exemptible: tuple[Box, ...]


def declare(
    documents: Sequence[AccountabilityDocument], vocabulary: Vocabulary, collector: Collector
) -> Iterable[Attribute]:
    """Whether liability is proposed, and the proposed measure, as fields of the record."""
    for document in documents[:1]:
        sanctions = vocabulary.choices.get("sanctions")
        if document.record not in vocabulary.records:
            continue  # reported when lowering
        yield Attribute(
            LIABLE, Type.BOOLEAN, _title(LIABLE), record=str(document.record), table=TABLE
        )
        if sanctions is None:
            continue  # reported when lowering, if it is needed
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
    completed = complete(documents, context)
    if completed is None:
        return Lowered()
    general, documents = completed
    frames = _frames(documents, context)
    check_frames(frames, context)
    view = _view(general, [m for d in documents for m in d.measures], context)
    if view is None:
        return Lowered()
    tables = (
        _grounds_table(frames, context),
        _measures_table(frames, context),
        _factors_table(frames, context),
    )
    views: dict[str, View] = {
        "liabilities": view,
        "exempted": ExemptedView(view.record),
        "record_doubts": doubts_view(view.record, context.vocabulary),
    }
    return Lowered(tables, views)


def _frames(documents: Sequence[AccountabilityDocument], context: Context) -> list[Frame]:
    scope = str(documents[0].record)
    # INVARIANT: what one document never exempts, no exemption of another covers either.
    exemptible: tuple[Box, ...] = EVERYTHING
    for document in documents:
        if document.never_exempt is not None:
            never = context.condition(document.never_exempt, scope=scope)
            exemptible = meet_all(exemptible, negate_all(never))
    return [
        Frame(
            document,
            scope,
            context.condition(document.applies_when),
            negate_all(context.condition(document.acted_in_time, scope=scope)),
            {
                "lead": context.condition(document.lead_when, scope=scope),
                "coordinating": context.condition(document.coordinating_when, scope=scope),
            },
            exemptible,
        )
        for document in documents
    ]


def _grounds_table(frames: Sequence[Frame], context: Context) -> Table:
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
    outputs = (
        Output(LIABLE, LIABLE, Aggregate.ANY, False),
        *map(Output, ("side", "evidence", "exempt", "correction")),
    )
    made = tuple(rule for rule in rules if rule is not None)
    check_grounds(made, frames, context)
    scope, span = frames[0].scope, frames[0].document.span
    return Table(TABLE, HitPolicy.COLLECT, made, outputs, scope, _title(TABLE), span=span)


_PROPOSED = (Box.of({LIABLE: Test(Values(frozenset([True])))}),)
"""Measures and factors are for those alone against whom liability is proposed."""


def _ground(
    ground: Ground, frame: Frame, context: Context, beats: frozenset[str]
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
    outputs = ((LIABLE, True), ("side", ground.side), ("evidence", evidence))
    return make_rule(ground, frame.document, boxes, outputs, beats)


def _evidence(ground: Ground, frame: Frame, context: Context) -> tuple[str, ...]:
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
    item: Exemption, frame: Frame, context: Context, beats: frozenset[str]
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


def _measures_table(frames: Sequence[Frame], context: Context) -> Table:
    written = [(m, f) for f in frames for m in f.document.measures]
    report_duplicates([m for m, _ in written], context.collector)
    beats = close_overrides([m for m, _ in written], context.collector)
    rules = []
    for item, frame in written:
        sanction = context.choice(item.measure, "sanctions")
        boxes = context.boxes(item, frame.document, scope=frame.scope)
        if boxes is not None and sanction is not None:
            outputs = ((MEASURES, sanction),)
            boxes = meet_all(boxes, _PROPOSED)
            rules.append(make_rule(item, frame.document, boxes, outputs, beats[item.id]))
    outputs_listed = (Output(MEASURES, MEASURES),)
    return Table(
        MEASURES, HitPolicy.FIRST, tuple(rules), outputs_listed, frames[0].scope,
        _title(MEASURES), span=frames[0].document.span,
    )  # fmt: skip


def _factors_table(frames: Sequence[Frame], context: Context) -> Table:
    written = [(x, f) for f in frames for x in f.document.factors]
    report_duplicates([x for x, _ in written], context.collector)
    beats = close_overrides([x for x, _ in written], context.collector)
    rules = []
    for item, frame in written:
        context.require_source(item, frame.document)
        boxes = context.boxes(item, frame.document, scope=frame.scope)
        if boxes is not None:
            outputs = (("steps", item.steps),)
            boxes = meet_all(boxes, _PROPOSED)
            rules.append(make_rule(item, frame.document, boxes, outputs, beats[item.id]))
    listed = (Output("steps", None, Aggregate.SUM, 0),)
    return Table(
        FACTORS, HitPolicy.COLLECT, tuple(rules), listed, frames[0].scope,
        _title(FACTORS), span=frames[0].document.span,
    )  # fmt: skip


def _view(
    document: AccountabilityDocument, measures: Sequence[Measure], context: Context
) -> LiabilityView | None:
    scope = str(document.record)
    record = context.vocabulary.records[scope]
    # INVARIANT: `complete` lets no general document without them through.
    assert document.counted_days is not None
    assert document.decided_by is not None
    assert document.shares is not None
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
    if measures and sanctions is None:
        context.collector.add("GC429", document.span)
    if body is None or shares is None:
        return None
    ladder = _ladder(document, measures, sanctions, context) if sanctions else ()
    evidence = str(document.evidence) if document.evidence else None
    objection = _objection(document, context)
    doubts = doubts_view(scope, context.vocabulary)
    return LiabilityView(scope, days.id, evidence, body, shares, ladder, objection, doubts)


def _objection(document: AccountabilityDocument, context: Context) -> Objection:
    to = context.department(document.objection_to) if document.objection_to else None
    return Objection(document.objection, document.objection_within, to)


def _ladder(
    document: AccountabilityDocument,
    measures: Sequence[Measure],
    sanctions: Choices,
    context: Context,
) -> tuple[str, ...]:
    """The measures between which factors move; every measure must be one of them."""
    severity = {item.id: number for number, item in enumerate(sanctions.items)}
    steps: list[str] = []
    for word in document.ladder:
        step = context.choice(word, "sanctions")
        if step is not None and steps and severity[step] <= severity[steps[-1]]:
            context.collector.add("GC434", word.span, measure=step)
        if step is not None:
            steps.append(step)
    ladder = tuple(steps) if document.ladder else tuple(severity)
    for item in measures:
        measure = sanctions.resolve(item.measure)
        if measure is not None and measure not in ladder:
            context.collector.add("GC433", item.measure.span, measure=measure)
    return ladder


def _shares(entry: ShareEntry, context: Context) -> Shares | None:
    equal = entry.if_no_days == "equal"
    if entry.by != "fixed":
        return Shares(entry.by, equal_without_days=equal)
    try:
        lead = parse_number(entry.lead or "")
        coordinating = parse_number(entry.coordinating or "")
    except ValueError:
        context.collector.add("GC430", entry.span, total="?")
        return None
    if lead + coordinating != 1 or lead < 0 or coordinating < 0:
        context.collector.add("GC430", entry.span, total=f"{(lead + coordinating) * 100}%")
        return None
    return Shares("fixed", lead, coordinating, equal)


KIND = Kind("accountability", AccountabilityDocument, declare, lower)
