"""The document kind ``data_sharing``: who may get which data for what, and how it is answered.

A catalogue says of each class of data who provides it, whether it is shared, its grade and
that of its fields, and the purposes it may serve. Rules make an answer of that, of the
recipient and of any other fact. A gate stops releases whatever was agreed to. How a request
runs and what was granted once are mechanisms.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from govcoord.diagnostics import Collector, suggest
from govcoord.rules.kinds.base import (
    Context,
    Kind,
    Lowered,
    View,
    close_overrides,
    make_rule,
    report_duplicates,
)
from govcoord.rules.kinds.data_sharing.answer import (
    GATE_TABLE,
    MODE,
    SHARING,
    STATUS,
    STOPPED,
    TABLE,
    AnswerView,
    Step,
    TrailView,
    stops,
)
from govcoord.rules.kinds.data_sharing.documents import SharingDocument, SharingRule
from govcoord.rules.kinds.data_sharing.mechanisms import GrantsMechanism, RequestMechanism
from govcoord.rules.kinds.data_sharing.tables import (
    CLASS,
    CLASSES,
    GRADES,
    PURPOSE,
    PURPOSES,
    RECIPIENT,
    REQUESTED,
    catalogue_facts,
    catalogue_tables,
    one,
    read_catalogue,
    text,
)
from govcoord.rules.mechanism import Mechanism
from govcoord.rules.model import Amount, Name, Rule
from govcoord.rules.regions import Box, meet_all
from govcoord.rules.resolve import STATUS_CHOICES
from govcoord.rules.tables import Aggregate, HitPolicy, Output, Table, TableRule
from govcoord.rules.vocabulary import Attribute, Choice, Choices, Type, Vocabulary

_REPLIES = Choices(
    "sharing_answers",
    (
        Choice("shared", text("shared", "共享", "共享")),
        Choice("conditional", text("shared on conditions", "有条件共享", "有條件共享")),
        Choice("refused", text("refused", "不予共享", "不予共享")),
    ),
)
_MODES = Choices(
    "sharing_modes",
    (
        Choice("plain", text("plain", "明文使用", "明文使用")),
        Choice("masked", text("masked", "脱敏使用", "脫敏使用")),
        Choice("computed_only", text("computed only", "可用不可见", "可用不可見")),
        Choice("denied", text("denied", "不得使用", "不得使用")),
    ),
)
_TITLES = {
    TABLE: text("answer to a data request", "数据共享答复", "數據共享答覆"),
    GATE_TABLE: text("gate of data safety", "数据安全闸门", "數據安全閘門"),
    SHARING: text("answer", "共享答复", "共享答覆"),
    MODE: text("how it may be used", "使用方式", "使用方式"),
    STATUS: text("how the answer was settled", "共享答复认定结果", "共享答覆認定結果"),
    STOPPED: text("release stopped", "拦截提供", "攔截提供"),
}
_PARTIES = ("provider", "recipient")

_NEEDED = ((CLASS, CLASSES), (PURPOSE, PURPOSES), (RECIPIENT, "departments"))


def declare(
    documents: Sequence[SharingDocument], vocabulary: Vocabulary, collector: Collector
) -> Iterable[Attribute]:
    """What the catalogue says of a request, the answer, and whether the gate stops it."""
    if not documents:
        return
    yield from catalogue_facts(vocabulary)
    yield Attribute(SHARING, Type.CHOICE, _TITLES[SHARING], choices=_REPLIES, table=TABLE)
    yield Attribute(MODE, Type.CHOICE, _TITLES[MODE], choices=_MODES, table=TABLE)
    yield Attribute(STATUS, Type.CHOICE, _TITLES[STATUS], choices=STATUS_CHOICES, table=TABLE)
    if any(document.gate for document in documents):
        yield Attribute(STOPPED, Type.BOOLEAN, _TITLES[STOPPED], table=GATE_TABLE)


def lower(documents: Sequence[SharingDocument], context: Context) -> Lowered:
    """The tables of the catalogue, of the answer and of the gate; views and mechanisms."""
    if not documents or not _check_vocabulary(documents[0], context):
        return Lowered()
    classes = read_catalogue(documents, context)
    default = next((d.default_grade for d in documents if d.default_grade), None)
    grade = context.choice(default, GRADES) if default else None
    tables = catalogue_tables(classes, documents, grade, context)
    written: list[Rule] = [rule for d in documents for rule in (*d.rules, *d.gate)]
    report_duplicates(written, context.collector)
    beats = close_overrides(written, context.collector)
    answers = [
        made
        for d in documents
        for rule in d.rules
        if (made := _answer_rule(rule, d, context, beats[rule.id])) is not None
    ]
    outputs = (Output(SHARING, SHARING), Output(MODE, MODE), *map(Output, _RECORDED))
    catalogued = Box((one(CLASS, *(c.id for c in classes)),))
    answer = Table(
        TABLE, HitPolicy.ANY, tuple(answers), outputs, None, _TITLES[TABLE], STATUS,
        must_answer=(catalogued,) if classes else (), span=documents[0].span,
    )  # fmt: skip
    views: dict[str, View] = {"data_answer": AnswerView(tuple(classes))}
    gate = _gate(documents, context, beats)
    if gate:
        views["release_stops"] = stops
    trail = [pair for d in documents for pair in _trail(d, context)]
    if trail:
        views["data_trail"] = TrailView(tuple(trail))
    return Lowered(
        (*tables, answer, *gate), views, mechanisms=tuple(_mechanisms(documents, context))
    )


_RECORDED = ("steps", "within", "extension", "supply_within", "basis", "reason", "flag")


def _check_vocabulary(document: SharingDocument, context: Context) -> bool:
    """Whether the vocabulary has the facts and lists of which every request consists."""
    attributes, lists = context.vocabulary.attributes, context.vocabulary.choices
    fine = True
    for name, list_name in _NEEDED:
        attribute = attributes.get(name)
        choices = attribute.choices if attribute and attribute.type is Type.CHOICE else None
        if choices is None or choices.name != list_name or GRADES not in lists:
            context.collector.add("GC514", document.span, name=name, list=list_name)
            fine = False
    return fine


def _answer_rule(
    rule: SharingRule, document: SharingDocument, context: Context, beats: frozenset[str]
) -> TableRule | None:
    steps = [_step(step.approver, step.within, context) for step in rule.steps]
    reply, mode, flag = rule.answer, rule.mode, None
    if reply == "refused" and not rule.basis:
        context.collector.add("GC510", rule.id.span, name=rule.id)
        reply, flag = "conditional", "no_basis"
    if reply == "conditional" and not steps:
        context.collector.add("GC513", rule.id.span, rule=rule.id)
    if (rule.answer == "refused") != (rule.mode == "denied"):
        context.collector.add("GC516", rule.id.span, rule=rule.id, answer=reply, mode=mode)
    for amount in (rule.within, rule.extension, rule.supply_within):
        _check_workdays(amount, context)
    context.require_source(rule, document)
    boxes = context.boxes(rule, document)
    if boxes is None or None in steps:
        return None
    outputs: dict[str, Any] = {
        SHARING: reply, MODE: mode, "steps": tuple(steps), "within": rule.within,
        "extension": rule.extension, "supply_within": rule.supply_within,
        "basis": rule.basis, "reason": rule.reason, "flag": flag,
    }  # fmt: skip
    given = tuple((name, value) for name, value in outputs.items() if value is not None)
    return make_rule(rule, document, boxes, given, beats)


def _step(by: Name, within: Amount, context: Context) -> Step | None:
    who = str(by) if by in _PARTIES else context.department(by)
    _check_workdays(within, context)
    return None if who is None else Step(by=who, within=within)


def _check_workdays(amount: Amount | None, context: Context) -> None:
    if amount is None:
        return
    fits = amount.unit is not None and amount.unit.dimension == "workday"
    if not fits or not isinstance(amount.value, int) or amount.value < 0:
        context.collector.add("GC517", amount.span, got=amount.written)


def _gate(
    documents: Sequence[SharingDocument], context: Context, beats: Mapping[str, frozenset[str]]
) -> tuple[Table, ...]:
    rules = []
    for document in documents:
        for entry in document.gate:
            context.require_source(entry, document)
            boxes = context.boxes(entry, document)
            if boxes is not None:
                boxes = meet_all(boxes, (REQUESTED,))
                outputs = ((STOPPED, True), ("reason", entry.reason))
                rules.append(make_rule(entry, document, boxes, outputs, beats[entry.id]))
    if not rules:
        return ()
    outputs_ = (Output(STOPPED, STOPPED, Aggregate.ANY, False), Output("reason"))
    title = _TITLES[GATE_TABLE]
    span = documents[0].span
    return (Table(GATE_TABLE, HitPolicy.COLLECT, tuple(rules), outputs_, title=title, span=span),)


def _trail(document: SharingDocument, context: Context) -> Iterable[tuple[str, str]]:
    known = context.vocabulary.attributes
    for name, fact in document.trail.items():
        if fact in known:
            yield str(name), str(fact)
        else:
            context.collector.add("GC264", fact.span, name=fact, suggestion=suggest(fact, known))


def _mechanisms(documents: Sequence[SharingDocument], context: Context) -> Iterable[Mechanism]:
    for document in documents:
        handling, grants = document.handling, document.grants
        if handling is not None:
            authority = context.department(handling.escalate_to)
            limits = [
                handling.incomplete_within, handling.decide_within,
                handling.dispute_within, handling.correct_within,
            ]  # fmt: skip
            for amount in limits:
                _check_workdays(amount, context)
            if authority is not None:
                told, decide, dispute, correct = (int(amount.value) for amount in limits)
                yield RequestMechanism(
                    id=str(handling.id), title=handling.title or document.title,
                    source=handling.source or document.source, authority=authority,
                    told_within=told, decide_within=decide, dispute_within=dispute,
                    correct_within=correct,
                )  # fmt: skip
        if grants is not None:
            yield GrantsMechanism(
                id=str(grants.id), title=grants.title or document.title,
                source=grants.source or document.source, combine=grants.combine,
                without_end=grants.without_end,
            )  # fmt: skip


KIND = Kind("data_sharing", SharingDocument, declare, lower)
