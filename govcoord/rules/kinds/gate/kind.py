"""The document kind ``gate``: checklists with dated evidence, red lines and outcomes.

A gate looks at an application: each item is passed, failed or not known, red lines come first,
and the best outcome that is reached is proposed. Where something that is not known may change
it, nothing is proposed and what is missing is named. Its outcome by facts alone may be a fact
for other documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from math import comb

from govcoord.diagnostics import Collector, suggest
from govcoord.mechanisms.gates import Gate, Item, Level, Need, Proof, Recheck
from govcoord.rules.kinds.base import (
    Context,
    Kind,
    Lowered,
    make_rule,
    report_duplicates,
)
from govcoord.rules.kinds.eligibility import record_of
from govcoord.rules.kinds.gate.documents import (
    LISTS,
    AppealEntry,
    GateDocument,
    GateItem,
    GateOutcome,
    complete,
)
from govcoord.rules.kinds.gate.mechanism import Appeal, Correction, GateMechanism, Line
from govcoord.rules.kinds.limits import optional_span, span_of
from govcoord.rules.regions import EVERYTHING, Box, Test, Values, meet_all
from govcoord.rules.tables import Aggregate, HitPolicy, Output, Table, TableRule
from govcoord.rules.vocabulary import Attribute, Choice, Choices, Type, Vocabulary
from govcoord.text import Text

NEEDS: Mapping[str, Need] = {
    "red_lines": "red_line", "mandatory": "mandatory", "desirable": "desirable",
}  # fmt: skip
MOST_WAYS = 500
"""Choices of desirable items that a table of a gate may spell out."""

_RED_LINE = Text.of(
    {"en": "red line crossed", "zh-Hans": "是否触碰红线", "zh-Hant": "是否觸碰紅線"}
)


def declare(
    documents: Sequence[GateDocument], vocabulary: Vocabulary, collector: Collector
) -> Iterable[Attribute]:
    """The outcome of a gate and whether a red line is crossed, where it gives them as facts."""
    for document in complete(documents, Collector()):
        if document.gives is None or not _is_known(document, vocabulary):
            continue
        record = str(document.record) if document.record else None
        assert document.otherwise is not None
        items = tuple(
            Choice(str(outcome.id), outcome.title)
            for outcome in (*document.outcomes, document.otherwise)
        )
        yield Attribute(
            str(document.gives.outcome), Type.CHOICE, document.title,
            choices=Choices(str(document.id), items), record=record, table=str(document.id),
            span=document.gives.span,
        )  # fmt: skip
        if document.red_lines:
            yield Attribute(
                _red_line(document), Type.BOOLEAN, _RED_LINE, record=record,
                table=_red_table(document), span=document.gives.span,
            )  # fmt: skip


def _is_known(document: GateDocument, vocabulary: Vocabulary) -> bool:
    return document.record is None or document.record in vocabulary.records


def _red_line(document: GateDocument) -> str:
    assert document.gives is not None
    return str(document.gives.red_line or f"{document.gives.outcome}_red_line")


def _red_table(document: GateDocument) -> str:
    return f"{document.id}_red_lines"


def lower(documents: Sequence[GateDocument], context: Context) -> Lowered:
    """A mechanism per document, and tables of those that give facts."""
    tables: list[Table] = []
    mechanisms = []
    for document in complete(documents, context.collector):
        if document.record is not None and record_of(document.record, context) is None:
            continue
        applies = _applies(document, context)
        lines = _lines(document, context)
        mechanism = _mechanism(document, applies, lines, context)
        if mechanism is None:
            continue
        mechanisms.append(mechanism)
        if document.gives is not None:
            tables.extend(_tables(document, mechanism, context))
    return Lowered(tuple(tables), mechanisms=tuple(mechanisms))


def _applies(document: GateDocument, context: Context) -> tuple[Box, ...]:
    """The condition, the days and the places of a gate."""
    scope = str(document.record) if document.record else None
    boxes = context.condition(document.applies_when, scope=scope)
    for box in (context.in_force(document.in_force), context.jurisdiction(document.jurisdiction)):
        if box is not None:
            boxes = meet_all(boxes, (box,))
    return boxes


def _lines(document: GateDocument, context: Context) -> tuple[Line, ...]:
    """The items as meant, red lines first; problems are reported."""
    scope = str(document.record) if document.record else None
    written = [(key, item) for key in LISTS for item in getattr(document, key)]
    report_duplicates([item for _, item in written], context.collector)
    lines = []
    for key, item in written:
        context.require_source(item, document)
        if item.in_force or item.jurisdiction or item.overrides or item.priority:
            context.collector.add("GC546", item.id.span, item=item.id)
        boxes = None if item.when is None else context.condition(item.when, scope=scope)
        proof = _proof(item, document, context)
        meant = Item(id=str(item.id), need=NEEDS[key], proof=proof, by_facts=boxes is not None)
        lines.append(
            Line(meant, item.title, item.source or document.source, boxes or (), item.evidence)
        )
    return tuple(lines)


def _proof(item: GateItem, document: GateDocument, context: Context) -> Proof | None:
    if not item.evidence:
        if item.not_older_than is not None:
            context.collector.add("GC547", item.id.span, key="not_older_than", name=item.id)
        return None
    age = item.not_older_than or document.evidence_not_older_than
    return Proof(not_older_than=optional_span(age, context))


def _mechanism(
    document: GateDocument,
    applies: tuple[Box, ...],
    lines: tuple[Line, ...],
    context: Context,
) -> GateMechanism | None:
    assert document.decided_by is not None
    assert document.otherwise is not None
    body = context.department(document.decided_by)
    levels = _levels(document, lines, context)
    recheck = document.recheck
    rule = Recheck()
    if recheck is not None:
        if recheck.times is not None and recheck.times < 1:
            context.collector.add("GC544", recheck.span, times=recheck.times)
        rule = Recheck(within=optional_span(recheck.within, context), times=recheck.times)
    if body is None or not levels:
        return None
    outcomes = (*document.outcomes, document.otherwise)
    gate = Gate(
        items=tuple(line.item for line in lines),
        levels=levels,
        otherwise=str(document.otherwise.id),
        recheck=rule,
    )
    return GateMechanism(
        id=str(document.id),
        title=document.title,
        source=document.source,
        gate=gate,
        checklist=lines,
        applies=applies,
        subject=str(document.record) if document.record else None,
        decided_by=body,
        outcomes={str(outcome.id): outcome.title for outcome in outcomes},
        corrections=dict(_corrections(outcomes, context)),
        appeal=_appeal(document.appeal, context),
    )


def _corrections(
    outcomes: Sequence[GateOutcome], context: Context
) -> Iterator[tuple[str, Correction]]:
    for outcome in outcomes:
        if outcome.correction:
            within = optional_span(outcome.correction_within, context)
            yield str(outcome.id), Correction(outcome.correction, within)
        elif outcome.correction_within is not None:
            context.collector.add(
                "GC547", outcome.id.span, name=outcome.id, key="correction_within"
            )


def _appeal(entry: AppealEntry | None, context: Context) -> Appeal | None:
    if entry is None:
        return None
    to = context.department(entry.to) if entry.to else None
    return Appeal(span_of(entry.within, context), to, optional_span(entry.decide_within, context))


def _levels(document: GateDocument, lines: Sequence[Line], context: Context) -> tuple[Level, ...]:
    """The outcomes as demands; what can never be reached is reported."""
    collector = context.collector
    mandatory = {line.item.id for line in lines if line.item.need == "mandatory"}
    wished = sum(line.item.need == "desirable" for line in lines)
    assert document.otherwise is not None
    names: set[str] = set()
    for outcome in (*document.outcomes, document.otherwise):
        if outcome.id in names:
            collector.add("GC540", outcome.id.span, outcome=outcome.id)
        names.add(str(outcome.id))
    for key in ("lets_go", "desirable"):
        if getattr(document.otherwise, key):
            collector.add("GC547", document.otherwise.id.span, name=document.otherwise.id, key=key)
    levels: list[Level] = []
    for outcome in document.outcomes:
        asked = outcome.desirable or 0
        sound = 0 <= asked <= wished
        if not sound:
            collector.add(
                "GC542", outcome.id.span, outcome=outcome.id, number=asked,
                count=wished,
            )  # fmt: skip
        for name in outcome.lets_go:
            if name not in mandatory:
                sound = False
                near = suggest(name, mandatory)
                collector.add("GC541", name.span, outcome=outcome.id, item=name, suggestion=near)
        level = Level(
            id=str(outcome.id),
            lets_go=frozenset(map(str, outcome.lets_go)) & mandatory,
            desirable=asked,
        )
        if sound:
            _check_level(level, levels, mandatory, outcome, document, context)
        levels.append(level)
    return tuple(levels)


def _check_level(
    level: Level,
    better: Sequence[Level],
    mandatory: set[str],
    outcome: GateOutcome,
    document: GateDocument,
    context: Context,
) -> None:
    """Report an outcome that a better one covers, or that everybody reaches (GC543)."""
    for other in better:
        if other.lets_go >= level.lets_go and other.desirable <= level.desirable:
            context.collector.add("GC543", outcome.id.span, outcome=outcome.id, better=other.id)
            return
    asks = level.desirable or document.red_lines or not mandatory <= level.lets_go
    if not asks and document.otherwise is not None:
        last = document.otherwise
        context.collector.add("GC543", last.id.span, outcome=last.id, better=level.id)


def _tables(document: GateDocument, mechanism: GateMechanism, context: Context) -> Iterator[Table]:
    """The table of red lines and the table of outcomes, by facts alone."""
    gives = document.gives
    assert gives is not None
    for line in mechanism.checklist:
        if not line.item.by_facts or line.item.proof is not None:
            context.collector.add("GC548", gives.span, document=document.id, item=line.item.id)
            return
    clear: tuple[Box, ...] = EVERYTHING
    if document.red_lines:
        yield _red_lines(document, mechanism)
        clear = (Box.of({_red_line(document): Test(Values(frozenset([False])))}),)
    applies = meet_all(mechanism.applies, clear)
    rules = []
    for outcome, level in zip(document.outcomes, mechanism.gate.levels, strict=True):
        boxes = _reached(applies, level, mechanism.checklist)
        if boxes is None:
            context.collector.add("GC549", outcome.id.span, outcome=outcome.id, most=MOST_WAYS)
            return
        rules.append(_rule(outcome, boxes, document))
    assert document.otherwise is not None
    rules.append(_rule(document.otherwise, mechanism.applies, document))
    yield Table(
        str(document.id), HitPolicy.FIRST, tuple(rules),
        (Output(str(gives.outcome), str(gives.outcome)),),
        mechanism.subject, document.title, span=document.span,
    )  # fmt: skip


def _red_lines(document: GateDocument, mechanism: GateMechanism) -> Table:
    name = _red_line(document)
    boxes = {line.item.id: meet_all(mechanism.applies, line.boxes) for line in mechanism.checklist}
    outputs = ((name, True),)
    rules = tuple(
        make_rule(item, document, boxes[str(item.id)], outputs, frozenset())
        for item in document.red_lines
    )
    output = Output(name, name, Aggregate.ANY, False)
    return Table(
        _red_table(document), HitPolicy.COLLECT, rules, (output,), mechanism.subject, _RED_LINE,
        span=document.span,
    )  # fmt: skip


def _reached(
    applies: tuple[Box, ...], level: Level, lines: Sequence[Line]
) -> tuple[Box, ...] | None:
    """The cases that reach a level; ``None`` where too many ways would have to be written."""
    boxes = applies
    wished = []
    for line in lines:
        if line.item.need == "desirable":
            wished.append(line.boxes)
        elif line.item.need == "mandatory" and line.item.id not in level.lets_go:
            boxes = meet_all(boxes, line.boxes)
    if level.desirable == 0:
        return boxes
    if comb(len(wished), level.desirable) > MOST_WAYS:
        return None
    found: list[Box] = []
    for ways in combinations(wished, level.desirable):
        way = boxes
        for one in ways:
            way = meet_all(way, one)
        found.extend(way)
    return tuple(found)


def _rule(outcome: GateOutcome, boxes: tuple[Box, ...], document: GateDocument) -> TableRule:
    assert document.gives is not None
    return TableRule(
        f"{document.id}.{outcome.id}", boxes, ((str(document.gives.outcome), str(outcome.id)),),
        outcome.title, document.source, document=str(document.id), span=outcome.span,
    )  # fmt: skip


KIND = Kind("gate", GateDocument, declare, lower)
