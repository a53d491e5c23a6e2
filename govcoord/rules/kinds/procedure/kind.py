"""The document kind ``procedure``: stages of several departments, their limits, running cases.

A document becomes a mechanism: given what registers hold of one case, it says whether the case
is accepted, where each step stands, when the whole is due and will end, who has it now and what
is to be done next. Its ``model`` is the network of steps, for whoever draws or measures it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from govcoord.mechanisms.clock import Clock
from govcoord.mechanisms.procedure.model import (
    AcceptanceTerms,
    Material,
    ProcedureModel,
    Step,
    clocked,
)
from govcoord.mechanisms.procedure.network import Chain, longest_chain
from govcoord.mechanisms.procedure.record import CaseRecord
from govcoord.mechanisms.procedure.state import ProcedureState, state_of
from govcoord.rules.kinds.base import Context, Kind, Lowered, report_duplicates
from govcoord.rules.kinds.procedure.checks import Spans, check_limits, check_steps
from govcoord.rules.kinds.procedure.documents import ProcedureDocument, StepEntry
from govcoord.rules.kinds.procedure.lines import state_lines
from govcoord.rules.mechanism import Setting
from govcoord.rules.model import Name
from govcoord.rules.regions import EVERYTHING, Box, meet_all
from govcoord.rules.vocabulary import Vocabulary
from govcoord.text import Text

GROUNDS = "suspension_grounds"
"""The list of the vocabulary that grounds of suspension come from."""


@attrs.frozen
class ProcedureResult:
    """The state of a case, with the procedure that it is a case of."""

    procedure: Procedure = attrs.field(repr=False)
    state: ProcedureState

    def to_dict(self) -> dict[str, Any]:
        """As plain data: the state, part by part, with its light and the end of the limit."""
        names = (field.name for field in attrs.fields(ProcedureState))
        data = {name: getattr(self.state, name) for name in names}
        due = self.state.limit.due if self.state.limit else None
        return {**data, "light": self.state.light, "due": due}

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """The state in words."""
        return state_lines(
            self.procedure.title, self.procedure.model, self.state, vocabulary, language
        )


@attrs.frozen
class Procedure:
    """A procedure as loaded: its model, and the conditions of competence and of steps."""

    id: str
    title: Text
    source: str
    model: ProcedureModel
    competent: tuple[Box, ...] = EVERYTHING
    conditions: Mapping[str, tuple[Box, ...]] = attrs.field(factory=dict)
    kind: str = "procedure"
    record: type[CaseRecord] = CaseRecord

    def assess(self, given: CaseRecord, setting: Setting) -> ProcedureResult:
        """The state of one case as of the day; `CaseError` for a record that cannot be."""
        record = self.resolved(given, setting.vocabulary)
        facts: Mapping[str, Any] = {}
        if self.conditions or self.competent != EVERYTHING:
            facts = setting.decide(record.facts).facts
        needed = {id_: setting.holds(boxes, facts) for id_, boxes in self.conditions.items()}
        competent = setting.holds(self.competent, facts)
        state = state_of(
            self.model, record, setting.day, setting.calendar, competent=competent, needed=needed
        )
        return ProcedureResult(self, self.naming_facts(state, needed, competent, facts))

    def naming_facts(
        self,
        state: ProcedureState,
        needed: Mapping[str, bool | None],
        competent: bool | None,
        facts: Mapping[str, Any],
    ) -> ProcedureState:
        """The state, with the missing facts of the case in place of what they leave open."""
        if competent is False:
            return state
        boxes = [
            box for id_, said in needed.items() if said is None for box in self.conditions[id_]
        ]
        if competent is None and not state.acceptance.is_accepted:
            boxes += self.competent
        asked = {name: None for box in boxes for name, _ in box.tests if facts.get(name) is None}
        others = (one for one in state.unknown if one != "competent")
        return attrs.evolve(state, unknown=(*dict.fromkeys([*others, *asked]),))

    def resolved(self, record: CaseRecord, vocabulary: Vocabulary) -> CaseRecord:
        """The record with ids in place of titles of steps, materials and grounds."""
        steps = {word: one.id for one in self.model.steps for word in one.title.all()}
        things = {word: one.id for one in self.model.materials.values() for word in one.title.all()}
        grounds = vocabulary.choices.get(GROUNDS)

        def renamed(events: Sequence[Any], **more: Any) -> tuple[Any, ...]:
            return tuple(
                attrs.evolve(one, step=steps.get(one.step, one.step), **more) for one in events
            )

        def listed(materials: frozenset[str]) -> frozenset[str]:
            return frozenset(things.get(one, one) for one in materials)

        stops = tuple(
            attrs.evolve(
                one, ground=(grounds.resolve(one.ground) if grounds else None) or one.ground
            )
            for one in record.suspensions
        )
        submitted, promise = record.submitted, record.promise
        return attrs.evolve(
            record,
            submitted=None if submitted is None else listed(submitted),
            notices=tuple(
                attrs.evolve(one, materials=listed(one.materials)) for one in record.notices
            ),
            supplied=tuple(
                attrs.evolve(one, materials=listed(one.materials)) for one in record.supplied
            ),
            promise=promise and attrs.evolve(promise, materials=listed(promise.materials)),
            steps=renamed(record.steps),
            opinions=renamed(record.opinions),
            later_dates=renamed(record.later_dates),
            suspensions=renamed(stops),
        )


def lower(documents: Sequence[ProcedureDocument], context: Context) -> Lowered:
    """One mechanism for each document that is sound."""
    made = (_make(document, context) for document in documents)
    return Lowered(mechanisms=tuple(one for one in made if one is not None))


def _make(document: ProcedureDocument, context: Context) -> Procedure | None:
    report_duplicates(document.steps, context.collector)
    spans = Spans(document, context.collector)
    lead = context.department(document.lead)
    steps, conditions = _steps(document, context, spans)
    clock, shorter = _clock(document, context, spans), spans.shorter()
    if not check_steps(document, context) or clock is None or lead is None or steps is None:
        return None
    critical = _critical(document, steps, conditions)
    check_limits(document, clock, critical, context.collector)
    entry = document.acceptance
    competent = context.condition(entry.competent_when) if entry else EVERYTHING
    model = ProcedureModel(
        id=str(document.id),
        lead=lead,
        steps=tuple(steps),
        clock=clock,
        critical=critical,
        materials=_materials(document, context),
        acceptance=_acceptance(document, context, spans),
        starts_after=_plain(document.limit.starts_after),
        objection_needs_reasons=document.objection_needs_reasons,
        shorter=shorter,
        base_year=document.limit.shorter_than.year if document.limit.shorter_than else None,
    )
    if spans.broken:
        return None
    return Procedure(
        str(document.id), document.title, document.source, model, competent, conditions
    )


def _plain(name: Name | None) -> str | None:
    return None if name is None else str(name)


def _plain_all(names: Sequence[Name]) -> tuple[str, ...]:
    return tuple(str(name) for name in names)


def _steps(
    document: ProcedureDocument, context: Context, spans: Spans
) -> tuple[list[Step] | None, dict[str, tuple[Box, ...]]]:
    """The steps, ``None`` where one cannot be read; and the conditions of those that have one."""
    steps: list[Step] | None = []
    conditions: dict[str, tuple[Box, ...]] = {}
    for entry in document.steps:
        boxes = context.boxes(entry, document)
        if boxes is not None and boxes != EVERYTHING:
            conditions[str(entry.id)] = boxes
        step = _step(entry, document, context, spans, str(entry.id) in conditions)
        if step is None or boxes is None:
            steps = None
        elif steps is not None:
            steps.append(step)
    return steps, conditions


def _step(
    entry: StepEntry, document: ProcedureDocument, context: Context, spans: Spans, some: bool
) -> Step | None:
    limit = spans.of_clock(entry.limit)
    context.require_source(entry, document)
    if entry.department is None:
        context.collector.add("GC442", entry.id.span, step=entry.id)
        return None
    department = context.department(entry.department)
    if department is None or limit is None:
        return None
    return Step(
        id=str(entry.id),
        department=department,
        limit=limit,
        title=entry.title,
        after=_plain_all(entry.after),
        materials=_plain_all(entry.materials),
        outputs=_plain_all(entry.outputs),
        conditional=some,
        consulted=entry.opinion,
        silence_consents=entry.silence == "consent",
        fields=frozenset(_plain_all(entry.fields)),
        place=entry.place,
        decides=entry.decides,
        source=entry.source or document.source,
    )


def _clock(document: ProcedureDocument, context: Context, spans: Spans) -> Clock | None:
    entry = document.limit
    limit = spans.of_clock(entry.statutory)
    grounds = [context.choice(word, GROUNDS) for word in entry.suspend]
    promised, extension = spans.of_clock(entry.promised), spans.of_clock(entry.extension)
    warn, delivery = spans.of(entry.warn), spans.of(entry.delivery)
    if limit is None:
        return None
    if warn is not None and warn.is_timed:
        spans.report(entry.warn or entry.statutory, "procedure:warn")
        return None
    if not limit.n and entry.count_start_day:
        spans.report(entry.statutory, "procedure:first_day")
        return None
    return Clock(
        limit=limit,
        promised=promised,
        count_start=entry.count_start_day,
        grounds=frozenset(ground for ground in grounds if ground),
        needs_notice=entry.needs_notice,
        extension=extension,
        needs_reasons=entry.needs_reasons,
        warn=warn,
        delivery=delivery,
        ends_on_workday=entry.ends_on_workday,
    )


def _materials(document: ProcedureDocument, context: Context) -> dict[str, Material]:
    strict = {name for name, field in document.fields.items() if not field.gaps}
    touched = {
        material
        for step in document.steps
        if strict.intersection(step.fields)
        for material in step.materials
    }
    return {
        str(id_): Material(
            id=str(id_),
            title=entry.title,
            importance=entry.importance,
            shared_by=context.department(entry.shared_by) if entry.shared_by else None,
            no_gap=id_ in touched or bool(strict.intersection(entry.fields)),
        )
        for id_, entry in document.materials.items()
    }


def _acceptance(
    document: ProcedureDocument, context: Context, spans: Spans
) -> AcceptanceTerms | None:
    entry = document.acceptance
    if entry is None:
        return None
    gaps = entry.gaps
    notice, within = spans.of(entry.notice_within), spans.of(gaps.within if gaps else None)
    if notice is None:
        return None
    return AcceptanceTerms(
        notice_within=notice,
        gap_within=within,
        gap_lapse=gaps.if_late if gaps else "withdrawn",
        gap_needs_credit=gaps.needs_credit if gaps else False,
        elsewhere=context.department(entry.elsewhere) if entry.elsewhere else None,
        elsewhere_note=entry.elsewhere_note,
    )


def _critical(
    document: ProcedureDocument, steps: Sequence[Step], conditions: Mapping[str, tuple[Box, ...]]
) -> Chain:
    """The longest chain that the clock covers and one case can need as a whole."""
    after = {step.id: step.after for step in steps}
    inside = clocked(after, _plain(document.limit.starts_after))

    def together(chosen: frozenset[str]) -> bool:
        boxes: tuple[Box, ...] = EVERYTHING
        for id_ in sorted(chosen):
            boxes = tuple(box for box in meet_all(boxes, conditions[id_]) if not box.never)
        return bool(boxes)

    return longest_chain(
        {
            id_: tuple(one for one in before if one in inside)
            for id_, before in after.items()
            if id_ in inside
        },
        {step.id: int(step.limit.n) for step in steps},
        conditions,
        together,
    )


KIND = Kind("procedure", ProcedureDocument, lower=lower)
