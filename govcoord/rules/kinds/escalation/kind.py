"""The document kind ``escalation``: what goes to whom when it cannot be settled where it is.

Each document holds one section: a ladder of disputes, feedback owed on instructions, handling
by levels, triggers, requests for assistance, returns of dispatches, an emergency plan, a chain
of warnings, or posts whose obligations outlast their holders. What decides one case (levels,
triggers, gravity) is a table; what has a record of its own is a mechanism.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import attrs

from govcoord.diagnostics import Collector, suggest
from govcoord.mechanisms.ladder import Rung
from govcoord.mechanisms.relay import Hop
from govcoord.mechanisms.replies import (
    AssistanceRule,
    FeedbackRule,
    Instruction,
    Request,
    ReturnRule,
)
from govcoord.rules.kinds.base import Context, Kind, Lowered, View
from govcoord.rules.kinds.escalation import alerts as alerts
from govcoord.rules.kinds.escalation import disputes as disputes
from govcoord.rules.kinds.escalation.documents import SECTIONS, EscalationDocument
from govcoord.rules.kinds.escalation.tables import TRIGGERS, declared, escalations, tables
from govcoord.rules.kinds.limits import optional_period, optional_span, span_of
from govcoord.rules.mechanism import Result, Setting
from govcoord.rules.model import Name
from govcoord.rules.vocabulary import Attribute, Vocabulary
from govcoord.text import Text


@attrs.frozen(kw_only=True)
class Escalation:
    """One section as loaded: its rule, what it is given, and what it makes of that."""

    id: str
    title: Text
    source: str
    rule: Any
    record: type[Any]
    run: Callable[[Any, Any, Setting], Result]
    kind: str = "escalation"

    def assess(self, given: Any, setting: Setting) -> Result:
        """What the section makes of a record."""
        return self.run(self.rule, given, setting)


def declare(
    documents: Sequence[EscalationDocument], vocabulary: Vocabulary, collector: Collector
) -> Iterable[Attribute]:
    """The level of handling, the bodies a case is handed up to, the gravity of an event."""
    return declared(documents, vocabulary)


def lower(documents: Sequence[EscalationDocument], context: Context) -> Lowered:
    """Tables of all documents together, and a mechanism per document with a record."""
    made = []
    for document in documents:
        given = [name for name in SECTIONS if getattr(document, name)]
        if len(given) != 1:
            found = ", ".join(f"`{name}`" for name in given) or "—"
            context.collector.add("GC665", document.id.span, found=found)
            continue
        if not document.source and given[0] not in ("tiers", "triggers", "emergency"):
            context.collector.add("GC501", document.id.span, rule=document.id)
        if given[0] in _SECTIONS:
            build, record, run = _SECTIONS[given[0]]
            rule = build(document, context)
            if rule is not None:
                made.append(_mechanism(document, rule, record, run))
    found_tables = tables(documents, context)
    views: dict[str, View] = {}
    if any(table.id == TRIGGERS for table in found_tables):
        views["escalations"] = escalations
    return Lowered(found_tables, views, mechanisms=tuple(made))


def _mechanism(
    document: EscalationDocument,
    rule: Any,
    record: type[Any],
    run: Callable[[Any, Any, Setting], Result],
) -> Escalation:
    return Escalation(
        id=str(document.id), title=document.title, source=document.source, rule=rule,
        record=record, run=run,
    )  # fmt: skip


def _optional(name: Name | None, context: Context) -> str | None:
    return None if name is None else context.department(name)


def _ladder(document: EscalationDocument, context: Context) -> disputes.Ladder | None:
    entry = document.ladder
    assert entry is not None
    deciders = {}
    for n, step in enumerate(entry.steps):
        who = disputes.PARTIES if step.who == disputes.PARTIES else context.department(step.who)
        if who is not None:
            deciders[str(step.id)] = who
        if step.within is None and n + 1 < len(entry.steps):
            context.collector.add("GC666", step.span, step=step.id)
    ids = [str(step.id) for step in entry.steps]
    for n, step in enumerate(entry.steps):
        if str(step.id) in ids[:n]:
            context.collector.add("GC261", step.id.span, rule=step.id)
    if entry.starts_at is not None and entry.starts_at not in ids:
        near = suggest(entry.starts_at, ids)
        context.collector.add("GC667", entry.starts_at.span, name=entry.starts_at, suggestion=near)
        return None
    if len(deciders) < len(ids) or not ids:
        return None
    return disputes.Ladder(
        rungs=tuple(
            Rung(id=str(s.id), within=optional_span(s.within, context)) for s in entry.steps
        ),
        titles={str(step.id): step.title for step in entry.steps},
        deciders=deciders,
        papers={str(step.id): step.papers for step in entry.steps},
        by_itself=entry.at_expiry == "next",
        starts_at=None if entry.starts_at is None else str(entry.starts_at),
        meanwhile=entry.meanwhile,
    )


def _feedback(document: EscalationDocument, context: Context) -> alerts.Feedback:
    entry = document.feedback
    assert entry is not None
    rule = FeedbackRule(
        receipt=optional_span(entry.receipt, context),
        progress=optional_period(entry.progress, context),
        result=optional_span(entry.result, context),
        roll=entry.day_off == "next_workday",
    )
    return alerts.Feedback(rule=rule, overdue_to=_optional(entry.overdue_to, context))


def _tiers(document: EscalationDocument, context: Context) -> disputes.Tiers | None:
    entry = document.tiers
    assert entry is not None
    listed = context.vocabulary.choices.get("levels")
    if listed is None:
        return None  # each rule has reported its level
    each = {}
    for name, amount in entry.each.items():
        level = context.choice(name, "levels")
        if level is not None:
            each[level] = span_of(amount, context)
    order = tuple(item.id for item in reversed(listed.items))
    return disputes.Tiers(order=order, within=optional_span(entry.within, context), each=each)


def _assistance(document: EscalationDocument, context: Context) -> disputes.Assistance:
    entry = document.assistance
    assert entry is not None
    listed = context.vocabulary.choices.get("refusal_grounds")
    words = dict(listed.words) if listed else {}
    grounds = [
        context.choice(ground, "refusal_grounds") if listed else str(ground)
        for ground in entry.grounds
    ]
    rule = AssistanceRule(
        answer=span_of(entry.answer, context),
        grounds=frozenset(ground for ground in grounds if ground is not None),
        written=entry.written,
        consent=entry.silence == "consent",
    )
    return disputes.Assistance(
        rule=rule,
        words=words,
        dispute=None if entry.dispute is None else str(entry.dispute),
        overdue_to=_optional(entry.overdue_to, context),
    )


def _returns(document: EscalationDocument, context: Context) -> disputes.Returns:
    entry = document.returns
    assert entry is not None
    rule = ReturnRule(within=span_of(entry.within, context), times=entry.times, reason=entry.reason)
    return disputes.Returns(rule=rule, decided_by=_optional(entry.decided_by, context))


def _emergency(document: EscalationDocument, context: Context) -> alerts.Emergency:
    entry = document.emergency
    assert entry is not None
    tell = {
        str(level.id): tuple(
            (department, span_of(one.within, context))
            for one in level.tell
            for department in sorted(context.departments(one.who))
        )
        for level in entry.levels
    }
    team = None
    if entry.task_force is not None:
        lead = context.department(entry.task_force.lead)
        team = alerts.Team(
            lead=lead or "",
            members=tuple(sorted(context.departments(entry.task_force.members))),
            set_up_within=span_of(entry.task_force.set_up_within, context),
            dissolve_within=span_of(entry.task_force.dissolve_within, context),
        )
    with_team = frozenset(str(level.id) for level in entry.levels if level.task_force)
    return alerts.Emergency(tell=tell, with_team=with_team, team=team)


def _relay(document: EscalationDocument, context: Context) -> tuple[Hop, ...]:
    hops: list[Hop] = []
    for entry in document.relay:
        sender, receiver = context.department(entry.sender), context.department(entry.receiver)
        if sender is None or receiver is None:
            continue
        known = {hops[0].sender, *(hop.receiver for hop in hops)} if hops else {sender}
        if sender not in known or any(hop.receiver == receiver for hop in hops):
            context.collector.add("GC668", entry.span, sender=entry.sender, receiver=entry.receiver)
        hops.append(Hop(sender, receiver, span_of(entry.within, context)))
    return tuple(hops)


def _posts(document: EscalationDocument, context: Context) -> alerts.Posts:
    assert document.posts is not None
    return alerts.Posts(hand_over=span_of(document.posts.hand_over, context))


_SECTIONS: dict[str, tuple[Callable[..., Any], type[Any], Callable[..., Result]]] = {
    "ladder": (_ladder, disputes.Dispute, disputes.assess_dispute),
    "feedback": (_feedback, Instruction, alerts.assess_feedback),
    "tiers": (_tiers, disputes.TierCase, disputes.assess_tiers),
    "assistance": (_assistance, Request, disputes.assess_assistance),
    "returns": (_returns, disputes.Dispatches, disputes.assess_returns),
    "emergency": (_emergency, alerts.Incident, alerts.assess_emergency),
    "relay": (_relay, alerts.Alert, alerts.assess_relay),
    "posts": (_posts, alerts.Register, alerts.assess_posts),
}
"""How each section with a record is loaded, what it is given, and what it makes of that."""

KIND = Kind("escalation", EscalationDocument, declare, lower)
