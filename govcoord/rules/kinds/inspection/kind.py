"""The document kind ``inspection``: which cases are inspected, how inspections stand, merging.

Which case must be inspected is a table. Of the others a sample is drawn that anybody can draw
again. Inspections need an order and a plan and may not repeat each other; their findings have
to be mended, and may be objected to. Planned checks of one object are merged into few visits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

import attrs

from govcoord.diagnostics import Collector
from govcoord.errors import CaseError
from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.sampling import Sample
from govcoord.mechanisms.shares import Share
from govcoord.mechanisms.supervising import (
    Inspected,
    Inspection,
    InspectionRule,
    inspect,
    mended,
)
from govcoord.mechanisms.visits import Check, Visit, merge_checks
from govcoord.numerals import Number
from govcoord.plain import jsonable
from govcoord.rules.kinds.base import (
    Context,
    Kind,
    Lowered,
    View,
    close_overrides,
    make_rule,
    report_duplicates,
)
from govcoord.rules.kinds.inspection.words import inspection_lines
from govcoord.rules.kinds.limits import optional_span, span_of
from govcoord.rules.mechanism import Setting
from govcoord.rules.model import Amount, Document, Name, Rule
from govcoord.rules.reading.nodes import Node
from govcoord.rules.regions import Box
from govcoord.rules.tables import Aggregate, HitPolicy, Output, Table
from govcoord.rules.vocabulary import Attribute, Type, Vocabulary
from govcoord.source import Span as Place
from govcoord.text import Text

if TYPE_CHECKING:
    from govcoord.decision import Decision

TABLE = "inspection_selection"
REQUIRED = "inspection_required"

_TITLES = {
    TABLE: ("cases to be inspected", "必须督查的案件", "必須督查的案件"),
    REQUIRED: ("must be inspected", "是否必须督查", "是否必須督查"),
}


def _title(name: str) -> Text:
    return Text.of(dict(zip(("en", "zh-Hans", "zh-Hant"), _TITLES[name])))


@attrs.frozen(slots=True, kw_only=True)
class CaseRule(Rule):
    """Cases that must be inspected, and why."""

    reason: Text = Text()


@attrs.frozen(slots=True, kw_only=True)
class SampleEntry:
    """The sample of all other cases: a ``share`` by hash, or ``every`` so many in their order."""

    share: Number | None = None
    salt: str = ""
    every: int | None = None
    first: int = 1
    when: Node | None = attrs.field(default=None, eq=False, repr=False)
    span: Place | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class RectifyEntry:
    """How long findings may take to be mended, and the share that has to be."""

    within: Amount
    target: Number = 1


@attrs.frozen(slots=True, kw_only=True)
class ObjectionEntry:
    """How long an inspected unit may object, and how long the review may take."""

    within: Amount
    decide_within: Amount
    other_staff: bool = True


@attrs.frozen(slots=True, kw_only=True)
class InspectionDocument(Document):
    """A document of kind ``inspection``.

    ``no_repeat`` is the time in which one object is not inspected twice on one subject;
    ``merge_within`` how long a planned check without a last day may be put off to be merged.
    """

    cases: tuple[CaseRule, ...] = ()
    sample: SampleEntry | None = None
    ordered_by: tuple[Name, ...]
    plan_needed: bool = True
    no_repeat: Amount | None = None
    rectify: RectifyEntry
    objection: ObjectionEntry
    merge_within: Amount | None = None


@attrs.frozen(kw_only=True)
class Candidate:
    """A case that may be inspected."""

    id: str = fact("id", "编号", "編號")
    facts: Mapping[str, Any] = fact("the case", "案件", "案件", factory=dict)


@attrs.frozen(kw_only=True)
class Supervision:
    """What is looked at: cases to choose from, inspections made, checks planned."""

    cases: tuple[Candidate, ...] = fact("cases", "备选案件", "備選案件", default=())
    inspections: tuple[Inspection, ...] = fact("inspections", "督查记录", "督查記錄", default=())
    checks: tuple[Check, ...] = fact("planned checks", "检查计划", "檢查計劃", default=())


@attrs.frozen
class Selected:
    """Whether a case is inspected: by rules, by the sample, not, or not known yet."""

    id: str
    how: Literal["rule", "sample", "not", "unknown"]
    rules: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@attrs.frozen
class Rate:
    """The findings of one unit mended, and whether the target is reached."""

    unit: str | None
    mended: Share
    attained: bool | None

    def to_dict(self) -> dict[str, Any]:
        """As plain data, with the share worked out."""
        value = jsonable(self.mended.value)
        return {
            "unit": self.unit, "done": self.mended.done, "total": self.mended.total,
            "value": value, "attained": self.attained,
        }  # fmt: skip


@attrs.frozen(kw_only=True)
class SupervisionResult:
    """Cases selected, inspections as they stand with their rates, and merged visits."""

    selected: tuple[Selected, ...]
    inspections: tuple[Inspected, ...]
    rates: tuple[Rate, ...]
    visits: tuple[Visit, ...]
    visits_saved: int

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """The result in words."""
        return inspection_lines(self, vocabulary, language)


@attrs.frozen(kw_only=True)
class Inspections:
    """How inspections are chosen and made, as loaded."""

    id: str
    title: Text
    source: str
    rule: InspectionRule
    sample: Sample | None
    sampled: tuple[Box, ...]
    target: Fraction
    merge_days: int
    kind: str = "inspection"
    record: type[Supervision] = Supervision

    def assess(self, given: Supervision, setting: Setting) -> SupervisionResult:
        """Cases selected, inspections as of the day, visits merged."""
        found: tuple[Inspected, ...] = ()
        if given.inspections:
            found = inspect(self.rule, given.inspections, setting.day, setting.calendar)
        units = dict.fromkeys(flaw.unit for one in found for flaw in one.mending)
        visits = merge_checks(given.checks, self.merge_days)
        return SupervisionResult(
            selected=tuple(self.select(given.cases, setting)),
            inspections=found,
            rates=tuple(self.rate(found, unit) for unit in (*units, None)) if found else (),
            visits=visits,
            visits_saved=len(given.checks) - len(visits),
        )

    def rate(self, found: Sequence[Inspected], unit: str | None) -> Rate:
        """The findings of a unit (``None``: of all) that were mended."""
        share = mended(found, unit)
        return Rate(unit, share, share.reaches(self.target))

    def select(self, cases: Iterable[Candidate], setting: Setting) -> Iterator[Selected]:
        """Each case, whether it is inspected; a stream of cases is enough."""
        seen: set[str] = set()
        for place, case in enumerate(cases):
            if case.id in seen:
                raise CaseError("id", case.id, "each case once", where=f"cases[{place}]")
            seen.add(case.id)
            decision = setting.decide(case.facts)
            required = decision.fact(REQUIRED) if TABLE in setting.plan.parts else False
            if required:
                outcome = decision.outcome(TABLE)
                rules = tuple(rule.id for rule in outcome.rules) if outcome else ()
                yield Selected(case.id, "rule", rules)
                continue
            allowed = setting.holds(self.sampled, setting.facts(case.facts))
            drawn = self.sample is not None and self.sample.draws(case.id, place + 1)
            if drawn and allowed:
                yield Selected(case.id, "sample")
            elif required is None or (drawn and allowed is None):
                yield Selected(case.id, "unknown", missing=_asked(decision, self.sampled))
            else:
                yield Selected(case.id, "not")


def _asked(decision: Decision, sampled: tuple[Box, ...]) -> tuple[str, ...]:
    """The facts that would settle whether a case is inspected."""
    ask = [a for q in decision.undetermined if q.table == TABLE for a in q.ask]
    tested = [name for box in sampled for name, _ in box.tests if decision.fact(name) is None]
    return tuple(dict.fromkeys([*ask, *tested]))


def declare(
    documents: Sequence[InspectionDocument], vocabulary: Vocabulary, collector: Collector
) -> Iterable[Attribute]:
    """Whether a case must be inspected."""
    if any(document.cases for document in documents):
        yield Attribute(REQUIRED, Type.BOOLEAN, _title(REQUIRED), table=TABLE)


def lower(documents: Sequence[InspectionDocument], context: Context) -> Lowered:
    """The table of cases of all documents, and a mechanism per document."""
    written = [(rule, document) for document in documents for rule in document.cases]
    report_duplicates([rule for rule, _ in written], context.collector)
    beats = close_overrides([rule for rule, _ in written], context.collector)
    rules = []
    for rule, document in written:
        context.require_source(rule, document)
        boxes = context.boxes(rule, document)
        if boxes is not None:
            outputs = ((REQUIRED, True), ("reason", rule.reason))
            rules.append(make_rule(rule, document, boxes, outputs, beats[rule.id]))
    tables: tuple[Table, ...] = ()
    views: dict[str, View] = {}
    if written:
        outputs_ = (Output(REQUIRED, REQUIRED, Aggregate.ANY, False), Output("reason"))
        span = documents[0].span
        tables = (
            Table(TABLE, HitPolicy.COLLECT, tuple(rules), outputs_, title=_title(TABLE), span=span),
        )
        views = {REQUIRED: inspection_required}
    made = [_inspections(document, context) for document in documents]
    return Lowered(tables, views, mechanisms=tuple(one for one in made if one is not None))


def inspection_required(decision: Decision) -> bool | None:
    """Whether the case must be inspected by rule; ``None`` when that is not known."""
    value: bool | None = decision.fact(REQUIRED)
    return value


def _inspections(document: InspectionDocument, context: Context) -> Inspections | None:
    if not document.source and not document.cases:
        context.collector.add("GC501", document.id.span, rule=document.id)
    ordered_by = context.departments(document.ordered_by)
    sample = _sample(document.sample, context)
    target = document.rectify.target
    if not 0 <= target <= 1:
        context.collector.add("GC670", document.span, target=str(target))
        return None
    merge = optional_span(document.merge_within, context)
    if merge is not None and merge.unit != "day":
        amount = document.merge_within
        assert amount is not None
        context.collector.add("GC672", amount.span, amount=amount.written)
    rule = InspectionRule(
        ordered_by=ordered_by,
        plan_needed=document.plan_needed,
        no_repeat=optional_span(document.no_repeat, context),
        rectify=span_of(document.rectify.within, context),
        objection=span_of(document.objection.within, context),
        review=span_of(document.objection.decide_within, context),
        other_staff=document.objection.other_staff,
    )
    when = document.sample.when if document.sample else None
    return Inspections(
        id=str(document.id),
        title=document.title,
        source=document.source,
        rule=rule,
        sample=sample,
        sampled=context.condition(when),
        target=Fraction(target),
        merge_days=int(merge.n) if merge is not None else 0,
    )


def _sample(entry: SampleEntry | None, context: Context) -> Sample | None:
    if entry is None:
        return None
    one_way = (entry.share is None) != (entry.every is None)
    if not one_way or (entry.every is not None and (entry.every < 1 or entry.first < 1)):
        context.collector.add("GC671", entry.span)
        return None
    if entry.share is not None and not 0 <= entry.share <= 1:
        context.collector.add("GC670", entry.span, target=str(entry.share))
        return None
    share = None if entry.share is None else Fraction(entry.share)
    return Sample(share=share, salt=entry.salt, every=entry.every, first=entry.first)


KIND = Kind("inspection", InspectionDocument, declare, lower)
