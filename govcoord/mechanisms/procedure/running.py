"""Where each step of a running case stands: its limit, its answer, what it waits for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

import attrs

from govcoord.mechanisms.clock import Clock, ClockState, Light, Run, Standing, judge
from govcoord.mechanisms.procedure.acceptance import Finding, FindingCode, seen
from govcoord.mechanisms.procedure.model import ProcedureModel, Step
from govcoord.mechanisms.procedure.network import in_order
from govcoord.mechanisms.procedure.record import CaseRecord, Opinion, StepEvent
from govcoord.mechanisms.spans import Moment, Span, day_of
from govcoord.periods import Calendar

StepStatus = Literal[
    "not_needed", "undetermined", "waiting", "ready", "running", "suspended", "objected", "done",
    "deemed_consent",
]  # fmt: skip

ENDED: frozenset[StepStatus] = frozenset({"done", "deemed_consent"})
HELD: frozenset[StepStatus] = frozenset({"ready", "running", "suspended", "objected"})


@attrs.frozen
class StepState:
    """Where one step stands.

    ``ready`` is the day on which nothing stood in its way any more, ``began`` the day its
    limit starts (the department has it, or would have if it had been sent on at once).
    ``standing`` is its own limit; ``blockers`` are the steps that it waits for and that are
    under way now. ``age`` is the time since it began, suspensions left out. ``later`` is an
    agreed later date that counts.
    """

    step: str
    department: str
    status: StepStatus
    ready: date | None = None
    began: date | None = None
    ended: date | None = None
    standing: Standing | None = None
    age: Span | None = None
    blockers: tuple[str, ...] = ()
    opinion: str | None = None
    reasons: str = ""
    later: date | None = None

    @property
    def light(self) -> Light | None:
        """Green, yellow or red; ``None`` while its limit does not run."""
        return self.standing.light if self.standing else None

    @property
    def is_late(self) -> bool:
        """Whether its limit expired before its end."""
        return self.standing is not None and self.standing.expired

    def to_dict(self) -> dict[str, object]:
        """As plain data, with its light and whether it is late."""
        data = {one.name: getattr(self, one.name) for one in attrs.fields(StepState)}
        return {**data, "light": self.light, "late": self.is_late}


@attrs.frozen
class Steps:
    """The states of all steps, in the order of the procedure, with findings."""

    states: Mapping[str, StepState]
    findings: tuple[Finding, ...]


def run_steps(
    model: ProcedureModel,
    record: CaseRecord,
    accepted: date,
    as_of: date,
    calendar: Calendar,
    needed: Mapping[str, bool | None],
) -> Steps:
    """Where every step stands as of a day.

    ``needed`` says of conditional steps whether this case needs them (``None``: not known).
    """
    findings: list[Finding] = []
    walk = _Walk(model, record, accepted, as_of, calendar, needed, findings)
    found: dict[str, StepState] = {}
    passed: dict[str, date | None] = {}
    for id_ in in_order(model.after):
        step = model.by_id[id_]
        ends = [passed[one] for one in step.after]
        ready = None if None in ends else max([accepted, *(end for end in ends if end)])
        state = walk.state(step, ready, found)
        found[id_] = state
        passed[id_] = ready if state.status == "not_needed" else state.ended
    ordered = {step.id: found[step.id] for step in model.steps}
    return Steps(ordered, tuple(findings))


@attrs.frozen
class _Answer:
    """What finishes a step: on which day, as what; or that it is objected to.

    ``objected`` is the day of the first objection that counts. The department has answered on
    it, and its clock stands still: what follows is for the lead to settle.
    """

    status: StepStatus | None = None
    day: date | None = None
    opinion: Opinion | None = None
    objected: date | None = None


@attrs.frozen
class _Walk:
    model: ProcedureModel
    record: CaseRecord
    accepted: date
    as_of: date
    calendar: Calendar
    needed: Mapping[str, bool | None]
    findings: list[Finding]

    def find(self, code: FindingCode, step: Step, on: date | None = None) -> None:
        self.findings.append(Finding(code, step.id, on))

    def state(self, step: Step, ready: date | None, found: Mapping[str, StepState]) -> StepState:
        event = self.event(step)
        started = seen(event.started, self.as_of)
        finished = seen(event.finished, self.as_of)
        needed = self.needed.get(step.id, True)
        if needed is False:
            if finished is not None:
                self.find("finished_unneeded", step, finished)
            return StepState(step.id, step.department, "not_needed", ready)
        signs = [day_of(one.day) for one in self.opinions(step)]
        signs += [day for day in (started, finished) if day is not None]
        touched = bool(signs)
        if needed is None and not touched:
            return StepState(step.id, step.department, "undetermined", ready)
        if ready is None and not touched:
            blockers = self.blockers(step, found)
            return StepState(step.id, step.department, "waiting", blockers=blockers)
        begin = min([started or ready or self.accepted, *signs])
        if ready is None or begin < ready:
            self.find("started_early", step, begin)
        return self.begun(step, ready, begin, started is not None, finished)

    def event(self, step: Step) -> StepEvent:
        events = [one for one in self.record.steps if one.step == step.id]
        return events[-1] if events else StepEvent(step=step.id)

    def opinions(self, step: Step) -> list[Opinion]:
        given = [
            one for one in self.record.opinions if one.step == step.id and seen(one.day, self.as_of)
        ]
        return sorted(given, key=lambda one: day_of(one.day))

    def blockers(self, step: Step, found: Mapping[str, StepState]) -> tuple[str, ...]:
        """The unfinished steps before it that wait for nothing themselves."""
        names: dict[str, None] = {}
        for one in step.after:
            state = found[one]
            if state.status in ("waiting", "not_needed"):
                names.update(dict.fromkeys(self.blockers(self.model.by_id[one], found)))
            elif state.status not in ENDED:
                names.setdefault(one)
        return tuple(names)

    def begun(
        self, step: Step, ready: date | None, begin: date, sent: bool, finished: date | None
    ) -> StepState:
        open_ = self.clock(step, begin, None)
        later = self.later_date(step, open_.due)
        due = later or open_.due
        answer = self.answer(step, sent, None if due is None else day_of(due), finished)
        ended = answer.day if answer.status in ENDED else None
        stopped = answer.objected or ended
        clock = open_ if stopped is None else self.clock(step, begin, stopped)
        standing = clock.limit
        assert standing is not None
        if later is not None:
            warn = None if stopped else self.model.clock.warn
            now = stopped or self.as_of
            standing = judge(step.limit, later, later, now, self.calendar, warn=warn)
        if answer.status == "deemed_consent":
            # It ended with the limit, without an answer: the department was late.
            standing = attrs.evolve(standing, expired=True, light="red")
        return StepState(
            step.id,
            step.department,
            answer.status or self.under_way(clock.phase, ready, sent),
            ready,
            begin,
            ended,
            standing,
            clock.spent,
            (),
            answer.opinion.opinion if answer.opinion else None,
            answer.opinion.reasons if answer.opinion else "",
            later,
        )

    def clock(self, step: Step, begin: date, ended: date | None) -> ClockState:
        """The step's own clock, stopped by suspensions of the whole and of the step."""
        whole = self.model.clock
        clock = Clock(
            limit=step.limit,
            grounds=whole.grounds,
            needs_notice=whole.needs_notice,
            warn=whole.warn,
        )
        stops = tuple(one for one in self.record.suspensions if one.step in (None, step.id))
        run = Run(started=begin, suspensions=stops, finished=ended)
        return clock.at(run, self.as_of, self.calendar)

    def under_way(self, phase: str, ready: date | None, sent: bool) -> StepStatus:
        if phase == "suspended":
            return "suspended"
        return "running" if sent or ready is None else "ready"

    def later_date(self, step: Step, due: Moment | None) -> date | None:
        """The later date agreed with the lead, at the latest on the last day of the limit."""
        for one in self.record.later_dates:
            agreed = seen(one.agreed, self.as_of)
            if one.step != step.id or agreed is None:
                continue
            if due is None or (agreed <= day_of(due) and day_of(one.until) >= day_of(due)):
                return day_of(one.until)
            self.find("later_date_void", step, agreed)
        return None

    def answer(self, step: Step, sent: bool, due: date | None, finished: date | None) -> _Answer:
        """What ends the step: its end as recorded, the last opinion that counts, or silence."""
        silent = step.silence_consents and sent
        opinions = self.counted(step, due if silent else None)
        opinion = opinions[-1] if opinions else None
        objected = next((day_of(one.day) for one in opinions if one.opinion == "object"), None)
        if finished is not None:
            return _Answer("done", finished, opinion, objected)
        if opinion is not None:
            status: Mapping[str, StepStatus] = {"agree": "done", "object": "objected"}
            return _Answer(status.get(opinion.opinion), day_of(opinion.day), opinion, objected)
        if silent and due is not None and due < self.as_of:
            return _Answer("deemed_consent", due)
        return _Answer()

    def counted(self, step: Step, lapse: date | None) -> list[Opinion]:
        """The opinions; the first has to come before silence is taken for consent."""
        counted: list[Opinion] = []
        for one in self.opinions(step):
            day = day_of(one.day)
            if not counted and lapse is not None and day > lapse:
                self.find("opinion_late", step, day)
                continue
            no_reasons = one.opinion == "object" and not one.reasons.strip()
            if no_reasons and self.model.objection_needs_reasons:
                self.find("objection_without_reasons", step, day)
                one = attrs.evolve(one, opinion="agree")
            counted.append(one)
        return counted
