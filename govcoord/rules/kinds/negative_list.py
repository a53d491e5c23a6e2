"""The document kind ``negative_list``: matters that no department may handle alone.

Every entry that applies makes joint handling required and names the departments that must
take part at least. A matter that no entry lists may be handled by one department. Exceptions
(emergencies) let a listed matter be handled alone at first, with a duty that follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from govcoord.diagnostics import Collector
from govcoord.mechanisms.said import Texts
from govcoord.rules.kinds.base import (
    Context,
    Kind,
    Lowered,
    View,
    close_overrides,
    make_rule,
    report_duplicates,
)
from govcoord.rules.kinds.speech import Speech
from govcoord.rules.kinds.wording import wording
from govcoord.rules.model import Document, Name, Rule
from govcoord.rules.regions import meet_all, merge
from govcoord.rules.tables import Aggregate, HitPolicy, Output, Table, TableRule
from govcoord.rules.vocabulary import Attribute, Type, Vocabulary
from govcoord.text import Text

if TYPE_CHECKING:
    from govcoord.decision import Decision

TABLE = "negative_list"
JOINT = "joint_required"
REQUIRED = "required_departments"
PRESENT = ("departments", "参与部门", "參與部門")
"""What the fact of a case is called that says which departments take part."""

PHRASES: Texts = {
    "missing": (
        "required and not taking part yet: {names}",
        "须参与而尚未参与的部门：{names}",
        "須參與而尚未參與的部門：{names}",
    ),
    "unknown": (
        "whether all required departments take part is not known; to be found out: {names}",
        "应参与的部门是否都已参与尚不清楚，待查明：{names}",
        "應參與的部門是否都已參與尚不清楚，待查明：{names}",
    ),
}

TITLE = Text.of({"en": "negative list", "zh-Hans": "负面清单", "zh-Hant": "負面清單"})


@attrs.frozen(slots=True, kw_only=True)
class Entry(Rule):
    """A matter that must be handled jointly, the departments it needs, and why."""

    departments: tuple[Name, ...]
    reason: Text = Text()


@attrs.frozen(slots=True, kw_only=True)
class ExceptionEntry(Rule):
    """When a listed matter may be handled alone, and what is owed then.

    ``entries`` names the entries that give way; left out, all do.
    """

    entries: tuple[Name, ...] = ()
    duty: Text = Text()


@attrs.frozen(slots=True, kw_only=True)
class NegativeListDocument(Document):
    """A document of kind ``negative_list``."""

    entries: tuple[Entry, ...]
    exceptions: tuple[ExceptionEntry, ...] = ()


def declare(
    documents: Sequence[NegativeListDocument], vocabulary: Vocabulary, collector: Collector
) -> Iterable[Attribute]:
    """``joint_required`` and ``required_departments``."""
    if documents:
        joint = {"en": "joint handling required", "zh-Hans": "须协同办理", "zh-Hant": "須協同辦理"}
        needed = {
            "en": "departments required",
            "zh-Hans": "必须参与部门",
            "zh-Hant": "必須參與部門",
        }
        yield Attribute(JOINT, Type.BOOLEAN, Text.of(joint), table=TABLE)
        yield Attribute(
            REQUIRED, Type.SET, Text.of(needed), choices=vocabulary.departments, table=TABLE
        )


def lower(documents: Sequence[NegativeListDocument], context: Context) -> Lowered:
    """One table of the entries and exceptions of all lists."""
    if not documents:
        return Lowered()
    entries = [(entry, document) for document in documents for entry in document.entries]
    exceptions = [(item, document) for document in documents for item in document.exceptions]
    written: list[Rule] = [rule for rule, _ in (*entries, *exceptions)]
    report_duplicates(written, context.collector)
    beats = close_overrides(written, context.collector)
    listed = [_entry_rule(e, d, context, beats[e.id]) for e, d in entries]
    rules = [rule for rule in listed if rule is not None]
    made = tuple(rules)
    for item, document in exceptions:
        rule = _exception_rule(item, document, context, beats[item.id], rules)
        made += () if rule is None else (rule,)
    outputs = (
        Output(JOINT, JOINT, Aggregate.ANY, False),
        Output(REQUIRED, REQUIRED, Aggregate.UNION, frozenset()),
        Output("reason"),
        Output("duty"),
    )
    table = Table(TABLE, HitPolicy.COLLECT, made, outputs, title=TITLE, span=documents[0].span)
    views: dict[str, View] = {
        JOINT: joint_required,
        REQUIRED: required,
        "missing_departments": MissingDepartments(),
        "listed_matters": listed_matters,
        "duties": duties,
    }
    return Lowered((table,), views)


def _entry_rule(
    entry: Entry, document: Document, context: Context, beats: frozenset[str]
) -> TableRule | None:
    departments = context.departments(entry.departments)
    if len(departments) < 2 and len(departments) == len(set(entry.departments)):
        context.collector.add("GC401", entry.id.span, entry=entry.id, count=str(len(departments)))
    if not entry.reason:
        context.collector.add("GC402", entry.id.span, entry=entry.id)
    context.require_source(entry, document)
    boxes = context.boxes(entry, document)
    if boxes is None:
        return None
    outputs: tuple[tuple[str, Any], ...] = (
        (JOINT, True),
        (REQUIRED, departments),
        ("reason", entry.reason),
    )
    return make_rule(entry, document, boxes, outputs, beats)


def _exception_rule(
    item: ExceptionEntry,
    document: Document,
    context: Context,
    beats: frozenset[str],
    entries: Sequence[TableRule],
) -> TableRule | None:
    known = {entry.id for entry in entries}
    for name in item.entries:
        if name not in known:
            context.unknown_rule(name, known)
    if not item.duty:
        context.collector.add("GC403", item.id.span, exception=item.id)
    context.require_source(item, document)
    boxes = context.boxes(item, document)
    if boxes is None:
        return None
    named = frozenset(str(name) for name in item.entries) or frozenset(known)
    # an exception has nothing to say of matters that are not listed
    listed = merge(box for entry in entries if entry.id in named for box in entry.boxes)
    boxes = meet_all(boxes, listed)
    return make_rule(item, document, boxes, (("duty", item.duty),), beats | named)


def joint_required(decision: Decision) -> bool | None:
    """Whether the case must be handled jointly."""
    value: bool | None = decision.fact(JOINT)
    return value


def required(decision: Decision) -> frozenset[str] | None:
    """The departments that must take part at least."""
    value: frozenset[str] | None = decision.fact(REQUIRED)
    return value


def present_fact(vocabulary: Vocabulary) -> str | None:
    """The fact that says which departments take part, by its id or else its title."""
    sets = [a for a in vocabulary.attributes.values() if a.type is Type.SET and a.is_given]
    by_id = [a.id for name in PRESENT for a in sets if a.id == name]
    by_title = [a.id for a in sets if set(PRESENT) & set(a.title.all())]
    return next(iter((*by_id, *by_title)), None)


def missing(decision: Decision) -> frozenset[str] | None:
    """Required departments that do not take part; ``None`` while either side is not known.

    A part of a department stands for it: its agency at the table is the department at it.
    """
    needed = required(decision)
    fact = present_fact(decision.plan.vocabulary)
    if fact is None or needed is None:
        return None
    present: frozenset[str] | None = decision.fact(fact)
    if present is None:
        return None
    listed = decision.plan.vocabulary.departments
    return frozenset(id_ for id_ in needed if listed.below(id_).isdisjoint(present))


@attrs.frozen
class MissingDepartments:
    """The view ``missing_departments``: it is told in an explanation where there are some."""

    def __call__(self, decision: Decision) -> frozenset[str] | None:
        """See `missing`."""
        return missing(decision)

    def lines(self, decision: Decision, language: str) -> Iterator[str]:
        """Which required departments do not take part yet, or that this is not known."""
        speech = Speech(PHRASES, decision.plan.vocabulary, language)
        lacking = missing(decision)
        if lacking:
            yield speech.say("missing", names=speech.names(sorted(lacking)))
        elif lacking is None and required(decision):
            fact = present_fact(decision.plan.vocabulary)
            if fact is not None:
                yield speech.say("unknown", names=speech.facts([fact]))


@attrs.frozen
class ListedMatter:
    """An entry that holds for a case: why it must be handled jointly."""

    entry: str
    title: Text
    reason: Text
    departments: frozenset[str]
    source: str

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "entry": self.entry,
            "title": wording(self.title),
            "reason": wording(self.reason),
            "departments": sorted(self.departments),
            "source": self.source or None,
        }


def listed_matters(decision: Decision) -> tuple[ListedMatter, ...]:
    """The entries that hold for a case for certain."""
    outcome = decision.outcome(TABLE)
    assert outcome is not None
    return tuple(
        ListedMatter(rule.id, rule.title, values["reason"], values[REQUIRED], rule.source)
        for rule in outcome.rules
        if JOINT in (values := rule.values)
    )


@attrs.frozen
class Duty:
    """What is owed where a listed matter is handled alone at first."""

    exception: str
    duty: Text
    entries: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "exception": self.exception,
            "duty": wording(self.duty),
            "entries": list(self.entries),
        }


def duties(decision: Decision) -> tuple[Duty, ...]:
    """The duties of exceptions by which a listed matter gives way, with the entries they lift."""
    outcome = decision.outcome(TABLE)
    assert outcome is not None
    found = []
    for rule in outcome.rules:
        lifted = tuple(entry.id for entry, by in outcome.overridden if by.id == rule.id)
        if lifted and "duty" in rule.values:
            found.append(Duty(rule.id, rule.values["duty"], lifted))
    return tuple(found)


KIND = Kind("negative_list", NegativeListDocument, declare, lower)
