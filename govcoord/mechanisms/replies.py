"""Replies that are owed: to an instruction, to a request for assistance, to a dispatch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

import attrs

from govcoord.errors import CaseError
from govcoord.mechanisms.clock import Suspension
from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.obligation import Obligation, State, after
from govcoord.mechanisms.order import not_before, not_later, once
from govcoord.mechanisms.spans import Moment, Pause, Span, add, day_of
from govcoord.periods import Calendar, add_months

Reply = Literal["receipt", "progress", "result"]


@attrs.frozen(kw_only=True)
class FeedbackRule:
    """What is owed on an instruction, and in what time; ``None`` is not owed.

    With ``roll`` a report that falls due on a day off is due on the next working day.
    """

    receipt: Span | None = None
    progress: Span | None = None
    result: Span | None = None
    roll: bool = True


@attrs.frozen(kw_only=True)
class Instruction:
    """An instruction and what came back; ``due`` is the day it sets for the result itself."""

    issued: Moment = fact("issued", "下达日期", "下達日期")
    to: tuple[str, ...] = fact("to", "承办部门", "承辦部門", choices="departments")
    due: date | None = fact("result due", "办结期限", "辦結期限", default=None)
    receipts: Mapping[str, Moment] = fact(
        "receipts", "签收", "簽收", choices="departments", factory=dict
    )
    progress: Mapping[str, tuple[Moment, ...]] = fact(
        "progress reports", "进展反馈", "進展反饋", choices="departments", factory=dict
    )
    results: Mapping[str, Moment] = fact(
        "results", "结果反馈", "結果反饋", choices="departments", factory=dict
    )


@attrs.frozen
class Owing:
    """One reply that a department owes: the ``n``-th of its kind, and how it stands."""

    department: str
    reply: Reply
    n: int
    due: Moment | None
    done: Moment | None
    state: State


def feedback(
    rule: FeedbackRule, given: Instruction, as_of: Moment, calendar: Calendar
) -> tuple[Owing, ...]:
    """Every reply owed so far, and the next report of progress.

    A report serves the period in which it came: one that is late for a period is in time for
    the next, and the missed period stays missed. Nothing is reported after the result.
    """
    not_later("issued", given.issued, as_of)
    not_before("due", given.due, given.issued)
    once("to", given.to, "each department once")
    if not given.to:
        raise CaseError("to", [], "at least one department")
    for name in ("receipts", "progress", "results"):
        for word, said in getattr(given, name).items():
            if word not in given.to:
                raise CaseError(name, word, "a department that was instructed")
            for moment in said if isinstance(said, tuple) else (said,):
                not_before(word, moment, given.issued, name)
    found: list[Owing] = []
    for department in dict.fromkeys(given.to):
        for reply, n, due, done in _owed(rule, given, department, as_of, calendar):
            state = Obligation(reply, department, due, done).state(as_of)
            known = done if state in ("done", "late") else None
            found.append(Owing(department, reply, n, due, known, state))
    return tuple(found)


def _owed(
    rule: FeedbackRule, given: Instruction, department: str, as_of: Moment, calendar: Calendar
) -> list[tuple[Reply, int, Moment | None, Moment | None]]:
    result = given.results.get(department)
    result_due: Moment | None = given.due
    if result_due is None and rule.result is not None:
        result_due = _end(given.issued, rule.result, calendar, rule.roll)
    owed: list[tuple[Reply, int, Moment | None, Moment | None]] = []
    if rule.receipt is not None:
        due = _end(given.issued, rule.receipt, calendar, rule.roll)
        owed.append(("receipt", 1, due, given.receipts.get(department)))
    if rule.progress is not None:
        reports = sorted(given.progress.get(department, ()), key=day_of)
        for n, last, due in _periods(rule, given.issued, as_of, calendar):
            ended = result is not None and not after(result, last)
            if ended or (result_due is not None and not after(result_due, due)):
                break
            if result is not None and not after(result, due):
                break
            inside = [at for at in reports if after(at, last) and not after(at, due)]
            owed.append(("progress", n, due, inside[0] if inside else None))
    if result_due is not None or result is not None:
        owed.append(("result", 1, result_due, result))
    return owed


def _periods(
    rule: FeedbackRule, issued: Moment, as_of: Moment, calendar: Calendar
) -> list[tuple[int, date, date]]:
    """The periods of progress: number, day before, last day; the one after ``as_of`` included."""
    assert rule.progress is not None
    found: list[tuple[int, date, date]] = []
    last, n = day_of(issued), 1
    while True:
        due = _nth(day_of(issued), rule.progress, n, calendar, rule.roll)
        found.append((n, last, due))
        if after(due, as_of) or due == day_of(as_of):
            return found
        last, n = due, n + 1


def _nth(start: date, every: Span, n: int, calendar: Calendar, roll: bool) -> date:
    """The end of the ``n``-th period, counted from the start so that no month drifts."""
    if every.unit == "month":
        end = add_months(start, int(every.n) * n)
    else:
        end = day_of(add(start, Span(every.n * n, every.unit), calendar) or start)
    return _rolled(end, calendar, roll)


def _end(start: Moment, span: Span, calendar: Calendar, roll: bool) -> Moment | None:
    end = add(start, span, calendar)
    if end is None or span.is_timed:
        return end
    return _rolled(day_of(end), calendar, roll)


def _rolled(day: date, calendar: Calendar, roll: bool) -> date:
    return calendar.add_workdays(day, 1) if roll and not calendar.is_workday(day) else day


def pauses_of(suspensions: Sequence[Suspension]) -> list[Pause]:
    """The time of suspensions that all count; `CaseError` for one that ends before it starts."""
    for n, stop in enumerate(suspensions):
        start, end = stop.start, stop.end
        if end is not None and type(start) is not type(end):
            start, end = day_of(start), day_of(end)
        if end is not None and end < start:
            where = f"suspensions[{n}]"
            raise CaseError("end", str(stop.end), f"at or after {stop.start}", where=where)
    return [(stop.start, stop.end) for stop in suspensions]


# requests for assistance

AnswerState = Literal[
    "waiting", "accepted", "declined", "transferred", "refusal_invalid", "refusal_open", "silent",
    "deemed_accepted",
]  # fmt: skip

_ANSWERS = {
    "同意": "accept", "接受": "accept", "拒绝": "decline", "拒絕": "decline", "转交": "transfer",
    "轉交": "transfer",
}  # fmt: skip


@attrs.frozen(kw_only=True)
class AssistanceRule:
    """How a request for assistance is answered.

    A refusal needs a ground of the closed list ``grounds``, in writing where ``written``.
    ``consent`` takes silence for acceptance; else silence is a finding.
    """

    answer: Span
    grounds: frozenset[str]
    written: bool = True
    consent: bool = False


@attrs.frozen(kw_only=True)
class Request:
    """A request for assistance and the answer to it."""

    asked: Moment = fact("asked", "请求日期", "請求日期")
    by: str | None = fact("asked by", "请求部门", "請求部門", choices="departments", default=None)
    of: str = fact("asked of", "被请求部门", "被請求部門", choices="departments")
    answered: Moment | None = fact("answered", "答复日期", "答覆日期", default=None)
    answer: Literal["accept", "decline", "transfer"] | None = fact(
        "answer", "答复", "答覆", words=_ANSWERS, default=None
    )
    written: bool | None = fact("in writing", "书面", "書面", default=None)
    ground: str | None = fact("ground", "拒绝理由", "拒絕理由", default=None)
    transfer_to: str | None = fact(
        "transferred to", "转交部门", "轉交部門", choices="departments", default=None
    )
    suspensions: tuple[Suspension, ...] = fact("suspensions", "时限中止", "時限中止", default=())


@attrs.frozen
class Answer:
    """What an answer is worth: ``missing`` names facts that would settle an open refusal."""

    state: AnswerState
    due: Moment | None
    late: bool
    reasons: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def assess_answer(
    rule: AssistanceRule,
    given: Request,
    ground: str | None,
    as_of: Moment,
    calendar: Calendar,
) -> Answer:
    """What an answer is worth; ``ground`` is the given one as an id, where it is listed."""
    pauses = pauses_of(given.suspensions)
    due = add(given.asked, rule.answer, calendar, pauses=pauses)
    answered = given.answered
    not_before("answered", answered, given.asked)
    for name, other in (("by", given.by), ("transfer_to", given.transfer_to)):
        if other == given.of:
            raise CaseError(name, other, "another department than the one that is asked")
    if given.answer is not None and answered is None:
        return Answer("refusal_open" if given.answer == "decline" else "waiting", due, False, (),
                      ("answered",))  # fmt: skip
    if answered is None or after(answered, as_of):
        if due is None or not after(as_of, due):
            return Answer("waiting", due, False)
        return Answer("deemed_accepted" if rule.consent else "silent", due, True, ("no_answer",))
    late = due is not None and after(answered, due)
    if late and rule.consent and given.answer != "accept":
        # INVARIANT: what silence has made is not undone by an answer after it.
        return Answer("deemed_accepted", due, True, ("answered_late",))
    reasons = ("answered_late",) if late else ()
    if given.answer is None:
        return Answer("waiting", due, late, reasons, ("answer",))
    if given.answer == "accept":
        return Answer("accepted", due, late, reasons)
    if given.answer == "transfer":
        missing = () if given.transfer_to else ("transfer_to",)
        return Answer("transferred", due, late, reasons, missing)
    return _refusal(rule, given, ground, Answer("declined", due, late, reasons))


def _refusal(rule: AssistanceRule, given: Request, ground: str | None, answer: Answer) -> Answer:
    wrong, missing = [], []
    if rule.written and given.written is None:
        missing.append("written")
    elif rule.written and not given.written:
        wrong.append("not_in_writing")
    if given.ground is None:
        wrong.append("no_ground")
    elif ground not in rule.grounds:
        wrong.append("ground_not_listed")
    state: AnswerState = "refusal_invalid" if wrong else "refusal_open" if missing else "declined"
    return attrs.evolve(
        answer, state=state, reasons=(*answer.reasons, *wrong), missing=tuple(missing)
    )


# dispatches and returns

_ACTS = {
    "派单": "dispatched", "派單": "dispatched", "指定": "designated", "退回": "returned",
}  # fmt: skip

Refusal = Literal["not_holder", "returned_again", "after_designation", "no_reason", "returned_late"]


@attrs.frozen(kw_only=True)
class ReturnRule:
    """When a wrong dispatch may be returned: within a time, so many times, with a reason."""

    within: Span
    times: int = 1
    reason: bool = True


@attrs.frozen(kw_only=True)
class Act:
    """A matter was dispatched or designated to a department, or returned by it."""

    at: Moment = fact("on", "日期", "日期")
    what: Literal["dispatched", "designated", "returned"] = fact(
        "what", "动作", "動作", words=_ACTS
    )
    department: str = fact("department", "部门", "部門", choices="departments")
    reason: str | None = fact("reason", "理由", "理由", default=None)


@attrs.frozen
class Return:
    """A return, until when it was possible, and why it does not count, if it does not."""

    department: str
    at: Moment
    due: Moment | None
    refused: Refusal | None


@attrs.frozen
class Holding:
    """Who holds a matter, since when, whether for good, and what became of returns.

    ``holder`` is ``None`` while a matter is back with the one who dispatches.
    """

    holder: str | None
    since: Moment
    designated: bool
    return_until: Moment | None
    returns: tuple[Return, ...]


def holding(rule: ReturnRule, acts: Sequence[Act], as_of: Moment, calendar: Calendar) -> Holding:
    """Who holds a matter as of a day. A return that does not count changes nothing."""
    holder: str | None = None
    since: Moment | None = None
    designated, good = False, 0
    returns: list[Return] = []
    seen = [(n, act) for n, act in enumerate(acts) if not after(act.at, as_of)]
    for n, act in seen:
        not_before("at", act.at, since, f"acts[{n}]")
        if act.what != "returned":
            holder, since, designated = act.department, act.at, act.what == "designated"
            continue
        due = None if since is None else add(since, rule.within, calendar)
        why = _refused(rule, act, holder, designated, good, due)
        returns.append(Return(act.department, act.at, due, why))
        if why is None:
            holder, since, good = None, act.at, good + 1
    if since is None:
        raise CaseError("acts", [], "a dispatch to begin with")
    until = None
    if holder is not None and not designated and good < rule.times:
        until = add(since, rule.within, calendar)
    return Holding(holder, since, designated, until, tuple(returns))


def _refused(
    rule: ReturnRule, act: Act, holder: str | None, designated: bool, good: int, due: Moment | None
) -> Refusal | None:
    """Why a return does not count; the gravest reason first."""
    if act.department != holder:
        return "not_holder"
    if designated:
        return "after_designation"
    if good >= rule.times:
        return "returned_again"
    if rule.reason and not (act.reason or "").strip():
        return "no_reason"
    return "returned_late" if due is not None and after(act.at, due) else None
