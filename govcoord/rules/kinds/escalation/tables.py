"""The tables of escalation: at which level, whether to hand up, how grave an event is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from govcoord.rules.kinds.base import Context, close_overrides, make_rule, report_duplicates
from govcoord.rules.kinds.escalation.documents import EscalationDocument
from govcoord.rules.model import Rule
from govcoord.rules.tables import Aggregate, HitPolicy, Output, Table, TableRule
from govcoord.rules.vocabulary import Attribute, Choice, Choices, Type, Vocabulary
from govcoord.text import Text

if TYPE_CHECKING:
    from govcoord.decision import Decision

LEVEL = "handling_level"
TRIGGERS = "escalation_triggers"
ESCALATE_TO = "escalate_to"
EVENT = "emergency_level"

_TITLES = {
    LEVEL: ("level of first handling", "首办层级", "首辦層級"),
    TRIGGERS: ("escalation", "提级情形", "提級情形"),
    ESCALATE_TO: ("handed up to", "提级至", "提級至"),
    EVENT: ("gravity of the event", "事件级别", "事件級別"),
}
_LANGUAGES = ("en", "zh-Hans", "zh-Hant")
_GROUNDS = {
    "time": ("time", "超时", "逾時"),
    "weight": ("weight", "事重", "事重"),
    "repetition": ("repetition", "重复", "重複"),
    "conflict": ("conflict", "争议", "爭議"),
    "other": ("other", "其他", "其他"),
}


def _title(name: str) -> Text:
    return Text.of(dict(zip(_LANGUAGES, _TITLES[name])))


def event_levels(documents: Sequence[EscalationDocument]) -> Choices:
    """The levels of gravity of all emergency plans, the gravest first."""
    items: dict[str, Choice] = {}
    for document in documents:
        for level in document.emergency.levels if document.emergency else ():
            items.setdefault(str(level.id), Choice(str(level.id), level.title))
    return Choices("emergency_levels", tuple(items.values()))


def declared(
    documents: Sequence[EscalationDocument], vocabulary: Vocabulary
) -> Iterable[Attribute]:
    """The facts that the tables give."""
    levels = vocabulary.choices.get("levels")
    if levels is not None and any(d.tiers for d in documents):
        yield Attribute(LEVEL, Type.CHOICE, _title(LEVEL), choices=levels, table=LEVEL)
    if any(d.triggers for d in documents):
        yield Attribute(
            ESCALATE_TO, Type.SET, _title(ESCALATE_TO), choices=vocabulary.departments,
            table=TRIGGERS,
        )  # fmt: skip
    events = event_levels(documents)
    if events.items:
        yield Attribute(EVENT, Type.CHOICE, _title(EVENT), choices=events, table=EVENT)


def tables(documents: Sequence[EscalationDocument], context: Context) -> tuple[Table, ...]:
    """The tables of all documents together."""
    made = (
        _level_table(documents, context),
        _trigger_table(documents, context),
        _event_table(documents, context),
    )
    return tuple(table for table in made if table is not None)


Written = list[tuple[Any, EscalationDocument, tuple[tuple[str, Any], ...], int]]
"""Rules with their documents, outputs and priority."""


def _rules(written: Written, context: Context) -> tuple[TableRule, ...]:
    rules: list[Rule] = [rule for rule, _, _, _ in written]
    report_duplicates(rules, context.collector)
    beats = close_overrides(rules, context.collector)
    found = []
    for rule, document, outputs, priority in written:
        context.require_source(rule, document)
        boxes = context.boxes(rule, document)
        if boxes is not None:
            made = make_rule(rule, document, boxes, outputs, beats[rule.id])
            found.append(attrs.evolve(made, priority=priority))
    return tuple(found)


def _level_table(documents: Sequence[EscalationDocument], context: Context) -> Table | None:
    """Of several competent levels the lowest; the list of levels goes from high to low."""
    written: Written = []
    listed = context.vocabulary.choices.get("levels")
    order = [item.id for item in listed.items] if listed else []
    for document in documents:
        for rule in document.tiers.rules if document.tiers else ():
            level = context.choice(rule.level, "levels")
            if level is not None:
                written.append((rule, document, ((LEVEL, level),), order.index(level)))
    if not written:
        return None
    rules = _rules(written, context)
    outputs = (Output(LEVEL, LEVEL),)
    span = written[0][1].span
    return Table(LEVEL, HitPolicy.PRIORITY, rules, outputs, None, _title(LEVEL), span=span)


def _trigger_table(documents: Sequence[EscalationDocument], context: Context) -> Table | None:
    written: Written = []
    for document in documents:
        for rule in document.triggers:
            to = context.department(rule.to)
            if to is not None:
                outputs = ((ESCALATE_TO, frozenset([to])), ("ground", rule.ground), ("to", to))
                written.append((rule, document, outputs, 0))
    if not written:
        return None
    outputs_ = (
        Output(ESCALATE_TO, ESCALATE_TO, Aggregate.UNION, frozenset()), Output("ground"),
        Output("to"),
    )  # fmt: skip
    return Table(
        TRIGGERS, HitPolicy.COLLECT, _rules(written, context), outputs_, None, _title(TRIGGERS),
        span=written[0][1].span,
    )  # fmt: skip


def _event_table(documents: Sequence[EscalationDocument], context: Context) -> Table | None:
    """Of several levels that an event has, the gravest."""
    order = [item.id for item in event_levels(documents).items]
    written: Written = []
    for document in documents:
        for level in document.emergency.levels if document.emergency else ():
            id_ = str(level.id)
            written.append((level, document, ((EVENT, id_),), len(order) - order.index(id_)))
    if not written:
        return None
    rules = _rules(written, context)
    outputs = (Output(EVENT, EVENT),)
    span = written[0][1].span
    return Table(EVENT, HitPolicy.PRIORITY, rules, outputs, None, _title(EVENT), span=span)


@attrs.frozen
class Trigger:
    """A rule by which a case has to be handed up: its ground and to whom."""

    rule: str
    ground: str
    to: str
    title: Text
    source: str

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {"rule": self.rule, "ground": self.ground, "to": self.to, "source": self.source}

    def describe(self, vocabulary: Vocabulary, language: str) -> str:
        """The trigger in words."""
        name = vocabulary.departments.label(self.to, language)
        ground = _GROUNDS[self.ground][_LANGUAGES.index(language)]
        title = self.title.get(language) or self.rule
        return f"{name}: {title} ({ground})" if language == "en" else f"{name}：{title}（{ground}）"


def escalations(decision: Decision) -> tuple[Trigger, ...]:
    """The rules by which a case has to be handed up for certain."""
    outcome = decision.outcome(TRIGGERS)
    if outcome is None:
        return ()
    return tuple(
        Trigger(rule.id, values["ground"], values["to"], rule.title, rule.source)
        for rule in outcome.rules
        if (values := rule.values).get("to")
    )
