"""The state of a running case of a procedure: acceptance, clock, steps, forecast, next actions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal

import attrs

from govcoord.errors import CaseError
from govcoord.mechanisms.clock import ClockState, Light, Run
from govcoord.mechanisms.procedure.acceptance import Acceptance, Finding, accept, seen
from govcoord.mechanisms.procedure.forecast import Forecast, forecast
from govcoord.mechanisms.procedure.model import MaterialReport, ProcedureModel
from govcoord.mechanisms.procedure.record import CaseRecord
from govcoord.mechanisms.procedure.running import ENDED, HELD, StepState, run_steps
from govcoord.mechanisms.spans import Span, day_of
from govcoord.nearest import suggest
from govcoord.periods import Calendar

CaseStatus = Literal[
    "not_received", "undetermined", "not_competent", "under_check", "to_correct", "withdrawn",
    "running", "suspended", "objected", "finished",
]  # fmt: skip

ActionCode = Literal[
    "go_elsewhere", "check_and_tell", "supply", "supply_promised", "start", "finish", "answer",
    "resolve_objection", "resume", "settle", "explain", "deliver",
]  # fmt: skip


@attrs.frozen
class Action:
    """What is to be done next: by whom (``None``: the applicant), by when if that is fixed."""

    action: ActionCode
    department: str | None = None
    step: str | None = None
    by: date | None = None
    what: tuple[str, ...] = ()


@attrs.frozen
class Delay:
    """Time beyond a step's limit, counted against its department; silence is counted as a fact."""

    department: str
    step: str
    over: Span
    silent: bool = False


@attrs.frozen
class ProcedureState:
    """The state of one case as of a day.

    ``limit`` is the clock over the whole, ``holders`` says which departments have the case
    now and with which steps, ``delays`` whose limits ran out (facts for those who judge, and
    no judgement). ``unknown`` are facts that would settle what is open.
    """

    as_of: date
    status: CaseStatus
    acceptance: Acceptance
    materials: MaterialReport
    limit: ClockState | None = None
    steps: Mapping[str, StepState] = attrs.field(factory=dict)
    forecast: Forecast | None = None
    holders: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    actions: tuple[Action, ...] = ()
    delays: tuple[Delay, ...] = ()
    findings: tuple[Finding, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def light(self) -> Light | None:
        """The light of the whole limit, ``None`` while it does not run."""
        return self.limit.light if self.limit else None


def state_of(
    model: ProcedureModel,
    record: CaseRecord,
    as_of: date,
    calendar: Calendar,
    *,
    competent: bool | None = True,
    needed: Mapping[str, bool | None] | None = None,
) -> ProcedureState:
    """The state of a case as of a day.

    ``competent`` and ``needed`` (of conditional steps) are ``None`` where facts are missing.
    Raises `CaseError` for a record that names what the procedure has not, or whose events are
    in an order that cannot be.
    """
    needed = needed or {}
    check_record(model, record)
    wanted = model.report(one for one in model.by_id if needed.get(one, True) is not False)
    acceptance = accept(model, record, as_of, calendar, competent, wanted)
    if acceptance.accepted is None:
        return _before(model, acceptance, wanted, as_of)
    return _Case(model, record, acceptance, acceptance.accepted, wanted, as_of, calendar).state(
        needed
    )


def check_record(model: ProcedureModel, record: CaseRecord) -> None:
    """Raise `CaseError` with its place for a step or material that the procedure has not."""
    for key in ("steps", "opinions", "later_dates", "suspensions"):
        for n, event in enumerate(getattr(record, key)):
            if event.step is not None and event.step not in model.by_id:
                raise _unknown("step", event.step, model.by_id, f"{key}[{n}]")
    for n, one in enumerate(record.steps):
        if one.started and one.finished and day_of(one.finished) < day_of(one.started):
            expected = f"at or after {day_of(one.started)}"
            raise CaseError("finished", str(one.finished), expected, where=f"steps[{n}]")
        if one.step in {other.step for other in record.steps[:n]}:
            raise CaseError("step", one.step, "each once", where=f"steps[{n}]")
    named: list[tuple[str, frozenset[str], str | None]] = [
        ("submitted", record.submitted or frozenset(), None)
    ]
    for key in ("notices", "supplied"):
        named += [
            ("materials", e.materials, f"{key}[{n}]") for n, e in enumerate(getattr(record, key))
        ]
    if record.promise is not None:
        named.append(("materials", record.promise.materials, "promise"))
    for name, materials, where in named:
        for material in sorted(materials):
            if material not in model.materials:
                raise _unknown(name, material, model.materials, where)


def _unknown(name: str, word: str, known: Iterable[str], where: str | None) -> CaseError:
    known = tuple(known)
    near = suggest(word, known)
    expected = "one of " + ", ".join(f"`{one}`" for one in known)
    return CaseError(
        name, word, expected, hint=f"did you mean `{near}`?" if near else None, where=where
    )


_BEFORE: Mapping[str, CaseStatus] = {
    "not_received": "not_received",
    "undetermined": "undetermined",
    "not_competent": "not_competent",
    "under_check": "under_check",
    "to_correct": "to_correct",
    "withdrawn": "withdrawn",
}


def _before(
    model: ProcedureModel, acceptance: Acceptance, wanted: MaterialReport, as_of: date
) -> ProcedureState:
    """A case that has not been accepted."""
    status: CaseStatus = _BEFORE[acceptance.outcome]
    actions: tuple[Action, ...] = ()
    missing = acceptance.missing or ()
    if status == "not_competent":
        actions = (Action("go_elsewhere", acceptance.go_to),)
    elif status == "under_check":
        actions = (Action("check_and_tell", model.lead, by=acceptance.notice_due, what=missing),)
    elif status == "to_correct":
        actions = (Action("supply", what=missing),)
    return ProcedureState(
        as_of,
        status,
        acceptance,
        wanted,
        actions=actions,
        findings=acceptance.findings,
        unknown=acceptance.unknown,
    )


@attrs.frozen
class _Case:
    """A case that has been accepted."""

    model: ProcedureModel
    record: CaseRecord
    acceptance: Acceptance
    accepted: date
    wanted: MaterialReport
    as_of: date
    calendar: Calendar

    def state(self, needed: Mapping[str, bool | None]) -> ProcedureState:
        steps = run_steps(self.model, self.record, self.accepted, self.as_of, self.calendar, needed)
        states = steps.states
        limit = self.limit(states)
        status = self.status(states, limit)
        unknown = (*self.acceptance.unknown, *(limit.missing if limit else ()))
        ahead = None
        if status != "finished":
            limits = (limit.limit, limit.promised) if limit else (None, None)
            ahead = forecast(self.model, states, self.accepted, self.as_of, self.calendar, limits)
        return ProcedureState(
            self.as_of,
            status,
            self.acceptance,
            self.wanted,
            limit,
            states,
            ahead,
            {} if status == "finished" else holders(self.model, states),
            tuple(self.actions(states, limit, status)),
            tuple(self.delays(states)),
            (*self.acceptance.findings, *steps.findings),
            unknown,
        )

    def limit(self, states: Mapping[str, StepState]) -> ClockState | None:
        """The clock over the whole; ``None`` while the step that starts it is not done."""
        start: date | None = self.accepted
        if self.model.starts_after is not None:
            start = states[self.model.starts_after].ended
        if start is None:
            return None
        run = Run(
            started=start,
            suspensions=self.record.suspensions,
            extensions=self.record.extensions,
            finished=self.finished(states),
            delivered=self.record.delivered,
        )
        return self.model.clock.at(run, self.as_of, self.calendar)

    def finished(self, states: Mapping[str, StepState]) -> date | None:
        """The end as recorded, else that of the last step once all are done."""
        recorded = seen(self.record.finished, self.as_of)
        if recorded is not None:
            return recorded
        open_ = [s for s in states.values() if s.status not in (*ENDED, "not_needed")]
        if open_:
            return None
        # What was done before acceptance does not end a case that was not there yet.
        return max([self.accepted, *(s.ended for s in states.values() if s.ended)])

    def status(self, states: Mapping[str, StepState], limit: ClockState | None) -> CaseStatus:
        if self.finished(states) is not None:
            return "finished"
        if any(state.status == "objected" for state in states.values()):
            return "objected"
        return "suspended" if limit is not None and limit.phase == "suspended" else "running"

    def actions(
        self, states: Mapping[str, StepState], limit: ClockState | None, status: CaseStatus
    ) -> Iterator[Action]:
        acceptance = self.acceptance
        if acceptance.gap_due is not None and acceptance.missing:
            yield Action("supply_promised", by=acceptance.gap_due, what=acceptance.missing)
        if status == "finished":
            delivery = limit.delivery if limit else None
            if delivery is not None and seen(self.record.delivered, self.as_of) is None:
                yield Action("deliver", self.model.lead, by=day_of(delivery.earliest))
            return
        for state in states.values():
            yield from self.of_step(state)

    def of_step(self, state: StepState) -> Iterator[Action]:
        lead, step, due = self.model.lead, state.step, None
        if state.standing is not None and state.standing.due is not None:
            due = day_of(state.standing.due)
        if state.status == "undetermined":
            yield Action("settle", lead, step)
        elif state.status == "objected":
            yield Action("resolve_objection", lead, step)
        elif state.status == "suspended":
            yield Action("resume", state.department, step)
        elif state.status == "ready":
            yield Action("start", state.department, step, due)
        elif state.status == "running":
            consulted = self.model.by_id[step].consulted and state.opinion is None
            yield Action("answer" if consulted else "finish", state.department, step, due)
        if state.is_late and state.status in HELD:
            yield Action("explain", state.department, step)

    def delays(self, states: Mapping[str, StepState]) -> Iterator[Delay]:
        for state in states.values():
            silent = state.status == "deemed_consent"
            if state.standing is not None and state.is_late:
                yield Delay(state.department, state.step, state.standing.over, silent)


def holders(
    model: ProcedureModel, states: Mapping[str, StepState]
) -> Mapping[str, tuple[str, ...]]:
    """The departments that have the case now, each with the steps it holds."""
    found: dict[str, list[str]] = {}
    for state in states.values():
        if state.status in HELD:
            holder = model.lead if state.status == "objected" else state.department
            found.setdefault(holder, []).append(state.step)
    return {department: tuple(steps) for department, steps in found.items()}
