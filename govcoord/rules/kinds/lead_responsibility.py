"""The document kind ``lead_responsibility``: exactly one department leads.

Rules name the lead and the supporting departments with their duties. Where no rule applies,
or two rules name different leads and none overrides the other, the case goes to the body that
``unresolved`` names, and until it has decided the department in ``acting`` acts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from govcoord.diagnostics import Collector, suggest
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
from govcoord.rules.model import Amount, Document, Name, Rule
from govcoord.rules.reading.nodes import Node
from govcoord.rules.regions import EVERYTHING, Box, Test, Values, meet_all
from govcoord.rules.resolve import STATUS_CHOICES, Status
from govcoord.rules.tables import FactRef, HitPolicy, Output, Table, TableRule
from govcoord.rules.vocabulary import Attribute, Type, Vocabulary
from govcoord.source import Span
from govcoord.text import Text

if TYPE_CHECKING:
    from govcoord.decision import Decision

TABLE = "lead_responsibility"
REFERRAL = "lead_referral"
LEAD = "lead"
STATUS = "lead_status"
SUPPORTING = "supporting_departments"
REFERRED = "referred_to"
REFERRAL_STATUS = "referral_status"
ACTING = "acting_lead"

_TITLES = {
    LEAD: ("lead department", "牵头部门", "牽頭部門"),
    SUPPORTING: ("supporting departments", "配合部门", "配合部門"),
    STATUS: ("how the lead was settled", "牵头认定结果", "牽頭認定結果"),
    REFERRAL_STATUS: ("whether it is referred", "是否提请议定", "是否提請議定"),
    REFERRED: ("referred to", "提请议定", "提請議定"),
    ACTING: ("acts meanwhile", "暂行牵头部门", "暫行牽頭部門"),
    TABLE: ("lead responsibility", "牵头负责制", "牽頭負責制"),
    REFERRAL: ("referral of the lead question", "牵头争议提请", "牽頭爭議提請"),
}

PHRASES: Texts = {
    "none": (
        "no rule names a lead: {who} decides{within}",
        "规则未定牵头部门：提请{who}议定{within}",
        "規則未定牽頭部門：提請{who}議定{within}",
    ),
    "conflict": (
        "rules name different leads: {who} decides{within}",
        "规则所定牵头部门不一致：提请{who}议定{within}",
        "規則所定牽頭部門不一致：提請{who}議定{within}",
    ),
    "within": (" within {time}", "，期限{time}", "，期限{time}"),
    "acting": ("{who} acts until then", "议定之前由{who}先行办理", "議定之前由{who}先行辦理"),
}


def _title(name: str) -> Text:
    return Text.of(dict(zip(("en", "zh-Hans", "zh-Hant"), _TITLES[name])))


@attrs.frozen(slots=True, kw_only=True)
class SupportEntry:
    """A supporting department, with its duty; a plain id stands for the department."""

    SHORTHAND: ClassVar[str] = "department"

    department: Name
    duty: Text = Text()
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class LeadRule(Rule):
    """Who leads, who supports, and what the lead may do."""

    lead: Name
    supports: tuple[SupportEntry, ...] = ()
    powers: tuple[Text, ...] = ()


@attrs.frozen(slots=True, kw_only=True)
class Unresolved:
    """What happens where none or two would lead.

    ``acting`` is the attribute of the case that holds the department acting meanwhile;
    ``within`` the time in which the body decides.
    """

    refer_to: Name
    acting: Name
    within: Amount | None = None
    source: str = ""
    note: Text = Text()
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class LeadDocument(Document):
    """A document of kind ``lead_responsibility``.

    ``applies_when`` is the condition under which a case needs a lead at all; a document that
    leaves it out takes over that of the first that gives one. ``must_settle``
    are the cases whose lead the rules must name themselves, not leave to the body: a case of
    them without a lead is reported as a gap. ``powers`` are those of every lead whose rule
    does not give its own; a document that extends another takes over its powers.
    """

    applies_when: Node | None = attrs.field(default=None, eq=False, repr=False)
    must_settle: Node | None = attrs.field(default=None, eq=False, repr=False)
    powers: tuple[Text, ...] = ()
    unresolved: Unresolved | None = None
    rules: tuple[LeadRule, ...] = ()


_SUPPORT = {"en": "supports", "zh-Hans": "配合", "zh-Hant": "配合"}
_POWER = {"en": "the lead may", "zh-Hans": "牵头部门可以", "zh-Hant": "牽頭部門可以"}


def _line(label: str, text: str, more: str, language: str) -> str:
    colon, open_, close = (": ", " (", ")") if language == "en" else ("：", "（", "）")
    return f"{label}{colon}{text}" + (f"{open_}{more}{close}" if more else "")


@attrs.frozen
class Support:
    """A department that supports the lead, and its duty."""

    department: str
    duty: Text = Text()

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {"department": self.department, "duty": wording(self.duty)}

    def describe(self, vocabulary: Vocabulary, language: str) -> str:
        """The department and its duty in words."""
        name = vocabulary.departments.label(self.department, language)
        return _line(_SUPPORT[language], name, self.duty.get(language), language)


@attrs.frozen
class Power:
    """Something that the lead may do to coordinate the others."""

    text: Text

    def to_dict(self) -> str | dict[str, str] | None:
        """As plain data: the text, or the text per language."""
        return wording(self.text)

    def describe(self, vocabulary: Vocabulary, language: str) -> str:
        """The power in words."""
        return _line(_POWER[language], self.text.get(language), "", language)


@attrs.frozen
class Referral:
    """A case whose lead is not settled: the body that decides, why, and who acts meanwhile.

    ``ground`` is ``none`` or ``conflict``; ``within`` the time allowed.
    """

    refer_to: str
    ground: str
    acting: str | None
    within: Amount | None
    rules: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        within = self.within.to_dict() if self.within else None
        return {
            "refer_to": self.refer_to,
            "ground": self.ground,
            "acting": self.acting,
            "within": within,
            "rules": list(self.rules),
        }


@attrs.frozen
class ReferralView:
    """The view ``referral``: it is told in an explanation, with the time in which it is decided."""

    def __call__(self, decision: Decision) -> Referral | None:
        """See `referral_of`."""
        return referral_of(decision)

    def lines(self, decision: Decision, language: str) -> Iterator[str]:
        """To whom the question of the lead goes, in what time, and who acts meanwhile."""
        referral = referral_of(decision)
        if referral is None:
            return
        speech = Speech(PHRASES, decision.plan.vocabulary, language)
        within = ""
        if referral.within is not None:
            within = speech.say("within", time=referral.within.words(language))
        who = speech.name(referral.refer_to)
        yield speech.say(referral.ground, who=who, within=within)
        if referral.acting is not None:
            yield "  " + speech.say("acting", who=speech.name(referral.acting))


def declare(
    documents: Sequence[LeadDocument], vocabulary: Vocabulary, collector: Collector
) -> Iterable[Attribute]:
    """The lead, its status, the supporting departments, the referral and the acting lead."""
    if not documents:
        return
    listed = vocabulary.departments
    for name, table in ((LEAD, TABLE), (REFERRED, REFERRAL), (ACTING, ACTING)):
        yield Attribute(name, Type.CHOICE, _title(name), choices=listed, table=table)
    yield Attribute(SUPPORTING, Type.SET, _title(SUPPORTING), choices=listed, table=TABLE)
    for name, table in ((STATUS, TABLE), (REFERRAL_STATUS, REFERRAL)):
        yield Attribute(name, Type.CHOICE, _title(name), choices=STATUS_CHOICES, table=table)


def lower(documents: Sequence[LeadDocument], context: Context) -> Lowered:
    """The table of leads, and the table of what happens where none or two lead."""
    if not documents:
        return Lowered()
    written = [rule for document in documents for rule in document.rules]
    report_duplicates(written, context.collector)
    beats = close_overrides(written, context.collector)
    rules: list[TableRule] = []
    applies: tuple[Box, ...] = ()
    settle: tuple[Box, ...] = ()
    general = next((d.applies_when for d in documents if d.applies_when is not None), None)
    shared = {str(d.id): d for d in documents}
    for document in documents:
        document = attrs.evolve(document, powers=_powers(document, shared))
        condition = context.condition(document.applies_when or general)
        applies += tuple(box for box in condition if box not in applies)
        if document.must_settle is not None:
            settle += meet_all(condition, context.condition(document.must_settle))
        made = (_rule(rule, document, condition, context, beats) for rule in document.rules)
        rules.extend(rule for rule in made if rule is not None)
    outputs = (
        Output(LEAD, LEAD),
        Output(SUPPORTING, SUPPORTING),
        *map(Output, ("supports", "powers")),
    )
    table = Table(
        TABLE, HitPolicy.ANY, tuple(rules), outputs, None, _title(TABLE), STATUS,
        must_answer=settle, span=documents[0].span,
    )  # fmt: skip
    views: dict[str, View] = {LEAD: lead, "supports": supports, "powers": powers}
    referral = _referral(documents, applies, context)
    if referral:
        views |= {ACTING: acting, "referral": ReferralView()}
    return Lowered((table, *referral), views)


def _powers(document: LeadDocument, documents: Mapping[str, LeadDocument]) -> tuple[Text, ...]:
    """The powers of a document, or of the nearest that it extends and that has some."""
    seen: set[str] = set()
    while not document.powers and str(document.extends) in documents and document.id not in seen:
        seen.add(str(document.id))
        document = documents[str(document.extends)]
    return document.powers


def _rule(
    rule: LeadRule,
    document: LeadDocument,
    applies: tuple[Box, ...],
    context: Context,
    beats: Any,
) -> TableRule | None:
    department = context.department(rule.lead)
    supporting = []
    for entry in rule.supports:
        id_ = context.department(entry.department)
        if id_ is not None and id_ == department:
            context.collector.add("GC411", entry.department.span, rule=rule.id, department=id_)
        elif id_ is not None:
            supporting.append(Support(id_, entry.duty))
    context.require_source(rule, document)
    boxes = context.boxes(rule, document)
    if boxes is None or department is None:
        return None
    outputs = (
        (LEAD, department),
        (SUPPORTING, frozenset(s.department for s in supporting)),
        ("supports", tuple(supporting)),
        ("powers", tuple(map(Power, rule.powers or document.powers))),
    )
    return make_rule(rule, document, meet_all(boxes, applies), outputs, beats[rule.id])


def _referral(
    documents: Sequence[LeadDocument], applies: tuple[Box, ...], context: Context
) -> tuple[Table, ...]:
    """The table of referrals, and that of who acts meanwhile (two, as each may be open)."""
    given = [(d.unresolved, d) for d in documents if d.unresolved is not None]
    if not given:
        context.collector.add("GC410", documents[0].span, document=documents[0].id)
        return ()
    for extra, _ in given[1:]:
        context.collector.add("GC412", extra.span)
    unresolved, document = given[0]
    if unresolved.within is None:
        context.collector.add("GC414", unresolved.span, body=unresolved.refer_to)
    body = context.department(unresolved.refer_to)
    attributes = context.vocabulary.attributes
    holder = attributes.get(unresolved.acting)
    if holder is None or holder.type is not Type.CHOICE or not holder.is_given:
        near = suggest(unresolved.acting, attributes)
        span = unresolved.acting.span
        context.collector.add("GC413", span, name=unresolved.acting, suggestion=near)
        return ()
    if body is None:
        return ()
    rules = tuple(
        _referral_rule(ground, unresolved, document, applies, body)
        for ground in (Status.NONE.value, Status.CONFLICT.value)
    )
    outputs = (Output(REFERRED, REFERRED), Output("ground"), Output("within"))
    return (
        Table(
            REFERRAL,
            HitPolicy.UNIQUE,
            rules,
            outputs,
            None,
            _title(REFERRAL),
            REFERRAL_STATUS,
            auxiliary=True,
            span=unresolved.span,
        ),
        _acting_table(unresolved, document, holder),
    )


def _acting_table(unresolved: Unresolved, document: LeadDocument, holder: Attribute) -> Table:
    # the test on the holder accepts any value: while it is missing, who acts is still open
    referred = Test(Values(frozenset([Status.DECIDED.value])))
    anyone = Test(Values(frozenset(), negated=True))
    rule = TableRule(
        f"{document.id}-acting",
        (Box.of({REFERRAL_STATUS: referred, holder.id: anyone}),),
        ((ACTING, FactRef(holder.id)),),
        _title(ACTING),
        unresolved.source or document.source,
        document=str(document.id),
        span=unresolved.span,
    )
    return Table(
        ACTING, HitPolicy.UNIQUE, (rule,), (Output(ACTING, ACTING),), None, _title(ACTING),
        auxiliary=True, span=unresolved.span,
    )  # fmt: skip


def _referral_rule(
    ground: str,
    unresolved: Unresolved,
    document: Document,
    applies: tuple[Box, ...],
    body: str,
) -> TableRule:
    unsettled = Box(((STATUS, Test(Values(frozenset([ground])))),))
    outputs: list[tuple[str, Any]] = [(REFERRED, body), ("ground", ground)]
    if unresolved.within is not None:
        outputs.append(("within", unresolved.within))
    words = {
        "none": ("no lead", "无牵头部门", "無牽頭部門"),
        "conflict": ("two leads", "牵头冲突", "牽頭衝突"),
    }
    return TableRule(
        f"{document.id}-{ground}",
        meet_all(applies or EVERYTHING, (unsettled,)),
        tuple(outputs),
        Text.of(dict(zip(("en", "zh-Hans", "zh-Hant"), words[ground]))),
        unresolved.source or document.source,
        document=str(document.id),
        span=unresolved.span,
    )


def lead(decision: Decision) -> str | None:
    """The lead where exactly one is settled."""
    value: str | None = decision.fact(LEAD)
    return value


def supports(decision: Decision) -> tuple[Support, ...]:
    """The supporting departments of the rules that settled the lead, each once."""
    outcome = decision.outcome(TABLE)
    if outcome is None or outcome.status is not Status.DECIDED:
        return ()
    found: dict[str, Support] = {}
    for rule in outcome.rules:
        for support in rule.values["supports"]:
            found.setdefault(support.department, support)
    return tuple(found.values())


def powers(decision: Decision) -> tuple[Power, ...]:
    """What the lead may do to coordinate, by the rules that settled it."""
    outcome = decision.outcome(TABLE)
    if outcome is None or outcome.status is not Status.DECIDED:
        return ()
    return tuple(dict.fromkeys(p for rule in outcome.rules for p in rule.values["powers"]))


def acting(decision: Decision) -> str | None:
    """Who acts until the lead is settled; ``None`` where it is settled or not known."""
    value: str | None = decision.fact(ACTING)
    return value


def referral_of(decision: Decision) -> Referral | None:
    """The referral of a case whose lead is not settled."""
    outcome = decision.outcome(REFERRAL)
    if outcome is None or outcome.status is not Status.DECIDED:
        return None
    sides = decision.outcome(TABLE)
    values = outcome.values
    return Referral(
        values[REFERRED],
        values["ground"],
        decision.fact(ACTING),
        values.get("within"),
        tuple(rule.id for rule in sides.rules) if sides else (),
    )


KIND = Kind("lead_responsibility", LeadDocument, declare, lower)
