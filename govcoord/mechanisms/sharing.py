"""How a request for data runs: limits on working days, silence, disputes, corrections.

The day of an event is not counted. What is missing is told once and in time, or the request
counts as complete from the day it was made; once it is supplemented the clock begins anew.
Silence never releases data: it takes the request to the authority.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import attrs

from govcoord.errors import CaseError
from govcoord.mechanisms.said import Said
from govcoord.periods import Calendar


@attrs.frozen(kw_only=True)
class Limits:
    """Working days: to tell what is missing, for the authority's decision, mediation, mending.

    ``whole`` is the limit of the answer, ``extension`` how much longer it may take once,
    ``supply`` the time to hand over what was agreed to; ``None`` where there is no limit.
    """

    told: int
    decide: int
    dispute: int
    correct: int
    whole: int | None = None
    extension: int | None = None
    supply: int | None = None


@attrs.frozen
class Answered:
    """An answer on a day; a refusal without a legal basis is void."""

    day: date
    agrees: bool
    has_basis: bool


@attrs.frozen(kw_only=True)
class Run:
    """What has happened to a request."""

    asked: date
    told: tuple[date, ...] = ()
    supplemented: date | None = None
    replies: tuple[Answered, ...] = ()
    extended: date | None = None
    escalated: date | None = None
    decided: Answered | None = None
    supplied: date | None = None
    disputed: date | None = None
    mediated: date | None = None
    found_wrong: date | None = None
    corrected: date | None = None


@attrs.frozen(kw_only=True)
class StepState:
    """A step of approval: who, when it began, by when it is owed, when it was answered."""

    by: str
    begun: date | None
    due: date | None
    answered: date | None
    status: str


@attrs.frozen(kw_only=True)
class Standing:
    """Where a request stands; ``next_action`` is what is owed next, by whom and by when."""

    state: str
    authority: str
    start: date | None = None
    due: date | None = None
    extension_counts: bool | None = None
    late_notice: bool = False
    steps: tuple[StepState, ...] = ()
    silent: tuple[str, ...] = ()
    next_action: str | None = None
    next_by: str | None = None
    next_due: date | None = None
    supply_due: date | None = None
    correction_due: date | None = None


def run_of(
    run: Run,
    limits: Limits,
    steps: Sequence[tuple[str, int]],
    answer: str,
    day: date,
    calendar: Calendar,
    *,
    authority: str,
    provider: str | None,
    recipient: str | None,
) -> Standing:
    """Where a request stands on a day; what happened later is not seen.

    ``answer`` is shared, conditional or refused; ``steps`` who approves within how many
    working days. Raises `CaseError` for events in an order that cannot be.
    """
    _check_order(run)
    seen = _seen(run, day)
    chain = tuple(steps)
    parties = (authority, provider, recipient)
    return _Reckoning(seen, limits, chain, answer, day, calendar, *parties).standing()


def _seen(run: Run, day: date) -> Run:
    """What had happened by a day."""
    if run.asked > day:
        return run
    dates = ("supplemented", "extended", "escalated", "supplied", "disputed", "mediated",
             "found_wrong", "corrected")  # fmt: skip
    later: dict[str, Any] = {
        name: None for name in dates if (at := getattr(run, name)) and at > day
    }
    decided = run.decided if run.decided is None or run.decided.day <= day else None
    return attrs.evolve(
        run,
        told=tuple(at for at in run.told if at <= day),
        replies=tuple(r for r in run.replies if r.day <= day),
        decided=decided,
        **later,
    )


def _check_order(run: Run) -> None:
    last = run.asked
    for n, reply in enumerate(run.replies):
        if reply.day < last:
            raise CaseError("answered", reply.day, _after(last), where=f"replies[{n}]")
        last = reply.day
    pairs = (
        ("supplemented", run.supplemented, min(run.told, default=run.asked)),
        ("extended", run.extended, run.asked),
        ("escalated", run.escalated, run.asked),
        ("decided", run.decided.day if run.decided else None, run.escalated or run.asked),
        ("supplied", run.supplied, run.asked),
        ("disputed", run.disputed, run.asked),
        ("mediated", run.mediated, run.disputed or run.asked),
        ("found_wrong", run.found_wrong, run.supplied or run.asked),
        ("corrected", run.corrected, run.found_wrong or run.asked),
    )
    for n, at in enumerate(run.told):
        if at < run.asked:
            where = f"told_incomplete[{n}]"
            raise CaseError("told_incomplete", at, _after(run.asked), where=where)
    for name, at_, before in pairs:
        if at_ is not None and at_ < before:
            raise CaseError(name, at_, _after(before))


def _after(day: date) -> Said:
    return Said(f"a day not before {day}", f"不早于 {day} 的日期", f"不早於 {day} 的日期")


@attrs.frozen
class _Reckoning:
    run: Run
    limits: Limits
    chain: tuple[tuple[str, int], ...]
    answer: str
    day: date
    calendar: Calendar
    authority: str
    provider: str | None
    recipient: str | None

    def standing(self) -> Standing:
        run = self.run
        made = Standing(state="not_asked", authority=self.authority)
        if run.asked > self.day:
            return made
        if self.answer == "refused":
            return self.after(attrs.evolve(made, state="refused", start=run.asked))
        late, start = self.complete()
        made = attrs.evolve(made, late_notice=late, start=start)
        if start is None:
            return attrs.evolve(
                made, state="waiting_supplement", next_action="supplement", next_by=self.recipient
            )
        counts, due = self.whole(start)
        steps = self.steps(start, counts)
        silent = tuple(step.by for step in steps if step.status in ("silent_step", "agreed_late"))
        made = attrs.evolve(made, due=due, extension_counts=counts, steps=steps, silent=silent)
        return self.after(self.approval(made))

    def complete(self) -> tuple[bool, date | None]:
        """Whether the notice of what is missing is void, and since when the request is complete."""
        run = self.run
        if not run.told:
            return False, run.asked
        first = min(run.told)
        if first > self.add(run.asked, self.limits.told):
            return True, run.asked
        again = run.supplemented is not None and any(at > run.supplemented for at in run.told)
        return again, run.supplemented

    def whole(self, start: date) -> tuple[bool | None, date | None]:
        """Whether an extension counts, and the last day of the whole answer."""
        limits = self.limits
        if limits.whole is None:
            return None, None
        due = self.add(start, limits.whole)
        if self.run.extended is None:
            return None, due
        counts = limits.extension is not None and start <= self.run.extended <= due
        if counts:
            assert limits.extension is not None
            due = self.add(start, limits.whole + limits.extension)
        return counts, due

    def steps(self, start: date, extended: bool | None) -> tuple[StepState, ...]:
        """Every step in order; the extension belongs to the step that is open when it is told."""
        found = []
        begun: date | None = start
        replies = list(self.run.replies)
        longer = self.limits.extension if extended else None
        for by, within in self.chain:
            reply = replies.pop(0) if replies else None
            due = None if begun is None else self.add(begun, within)
            told = self.run.extended
            if begun is not None and due is not None and longer is not None and told is not None:
                ends = reply.day if reply else None
                if begun <= told <= due and (ends is None or told <= ends):
                    due, longer = self.add(begun, within + longer), None
            found.append(self.step(by, begun, due, reply))
            begun = reply.day if reply and reply.agrees else None
        return tuple(found)

    def step(
        self, by: str, begun: date | None, due: date | None, reply: Answered | None
    ) -> StepState:
        status = "open"
        if begun is None or due is None:
            status = "not_begun_step"
        elif reply is None:
            status = "silent_step" if self.day > due else "open"
        elif not reply.agrees:
            status = "refused" if reply.has_basis else "refusal_void"
        elif reply.day > due:
            status = "agreed_late"
        else:
            status = "agreed"
        answered = reply.day if reply else None
        return StepState(by=by, begun=begun, due=due, answered=answered, status=status)

    def approval(self, made: Standing) -> Standing:
        """Whether all have agreed, somebody has refused, or somebody is silent."""
        decided = self.run.decided
        if decided is not None and self.run.escalated is not None:
            return self.agreed(made, decided.day) if decided.agrees else self.refused(made, decided)
        refusal = next((s for s in made.steps if s.status in ("refused", "refusal_void")), None)
        if refusal is not None:
            return attrs.evolve(made, state=refusal.status, next_by=refusal.by)
        waits = next((s for s in made.steps if s.status in ("open", "silent_step")), None)
        if waits is None:
            last = made.steps[-1].answered if made.steps else made.start
            assert last is not None
            return self.agreed(made, last)
        if self.run.escalated is not None:
            by = self.add(self.run.escalated, self.limits.decide)
            return attrs.evolve(
                made, state="escalated", next_action="decide", next_by=self.authority, next_due=by
            )
        passed = made.due is not None and self.day > made.due
        if waits.status == "silent_step" or passed:
            return attrs.evolve(
                made, state="overdue", next_action="escalate", next_by=self.recipient
            )
        due = min(d for d in (waits.due, made.due) if d is not None)
        return attrs.evolve(
            made, state="in_approval", next_action="answer", next_by=waits.by, next_due=due
        )

    def agreed(self, made: Standing, since: date) -> Standing:
        due = None if self.limits.supply is None else self.add(since, self.limits.supply)
        if self.run.supplied is not None and self.run.supplied >= since:
            return attrs.evolve(made, state="supplied", supply_due=due)
        return attrs.evolve(
            made, state="approved", supply_due=due,
            next_action="supply", next_by=self.provider, next_due=due,
        )  # fmt: skip

    def refused(self, made: Standing, reply: Answered) -> Standing:
        return attrs.evolve(made, state="refused" if reply.has_basis else "refusal_void")

    def after(self, made: Standing) -> Standing:
        """Disputes over a refusal, and corrections of what was supplied."""
        run = self.run
        if made.state == "refusal_void" and run.disputed is None:
            return attrs.evolve(made, next_action="escalate", next_by=self.recipient, next_due=None)
        if made.state in ("refused", "refusal_void") and run.disputed and not run.mediated:
            due = self.add(run.disputed, self.limits.dispute)
            return attrs.evolve(
                made, state="disputed",
                next_action="mediate", next_by=self.authority, next_due=due,
            )  # fmt: skip
        if made.state == "supplied" and run.found_wrong is not None:
            due = self.add(run.found_wrong, self.limits.correct)
            if run.corrected is None:
                return attrs.evolve(
                    made, correction_due=due,
                    next_action="correct", next_by=self.provider, next_due=due,
                )  # fmt: skip
            return attrs.evolve(made, correction_due=due)
        return made

    def add(self, start: date, days: int) -> date:
        return self.calendar.add_workdays(start, days)
