"""Public consultation: whether the notice was long enough, and the answers that are owed.

Every opinion is owed an answer of its own; one that had to give a reason and gives none is no
answer. What is not on record is neither done nor left undone: it is named as missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Literal

import attrs

from govcoord.errors import CaseError
from govcoord.mechanisms.clock import Clock
from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.obligation import Obligation, State, after
from govcoord.mechanisms.shares import Share
from govcoord.mechanisms.spans import Moment, Pause, Span, SpanUnit, add, day_of, measure
from govcoord.periods import Calendar

Verdict = Literal["adopted", "partly", "not_adopted"]
Place = Literal["within", "before", "after", "unknown"]
WindowState = Literal[
    "start_unknown", "not_opened", "running", "long_enough", "shortened", "too_short", "open",
]  # fmt: skip

_VERDICTS = {
    "采纳": "adopted", "採納": "adopted", "部分采纳": "partly", "部分採納": "partly",
    "不采纳": "not_adopted", "不採納": "not_adopted", "未采纳": "not_adopted",
    "未採納": "not_adopted",
}  # fmt: skip

_DAY = timedelta(days=1)


@attrs.frozen(kw_only=True)
class ConsultingRule:
    """How the public is consulted.

    The notice lasts ``at_least`` so long, the day on which it begins counted or not
    (``count_first``); with ``ends_on_workday`` one that would end on a day off goes on to the
    next working day. ``shortest`` is how short an urgent one may be, with the reason told. It
    runs from the day it was opened, or (``all_published``) from the day on which the last of
    ``papers`` was published. ``answer`` runs from the day an opinion came in, or from the close.
    """

    at_least: Span
    count_first: bool
    ends_on_workday: bool = False
    shortest: Span | None = None
    all_published: bool = False
    papers: tuple[str, ...] = ()
    channels: int = 0
    answer: Span
    from_close: bool = False
    outside: bool = True
    reasons: frozenset[str] = frozenset()
    summary: Span | None = None


@attrs.frozen(kw_only=True)
class Interruption:
    """Days on which the notice could not be seen or no opinion be handed in, both included."""

    start: date = fact("from", "自", "自")
    end: date | None = fact("to", "至", "至", default=None)


@attrs.frozen(kw_only=True)
class Opinion:
    """An opinion that came in, and what was answered."""

    id: str = fact("id", "编号", "編號")
    at: Moment = fact("received", "收到日期", "收到日期")
    by: str | None = fact("by", "提出人", "提出人", default=None)
    channel: str | None = fact("channel", "渠道", "渠道", default=None)
    text: str | None = fact("text", "内容", "內容", default=None)
    answer: Verdict | None = fact("answer", "采纳情况", "採納情況", words=_VERDICTS, default=None)
    reason: str | None = fact("reason", "理由", "理由", default=None)
    answered: Moment | None = fact("answered", "反馈日期", "反饋日期", default=None)


@attrs.frozen(kw_only=True)
class Consulting:
    """A consultation as recorded; ``closed`` is the last day on which opinions are taken.

    ``published`` has the day of each paper that was published, ``unpublished`` the papers that
    are known not to have been. ``channels`` are those that were used.
    """

    organiser: str | None = fact(
        "organiser", "组织单位", "組織單位", choices="departments", default=None
    )
    opened: date | None = fact("opened", "公布日期", "公布日期", default=None)
    closed: date | None = fact("closed", "截止日期", "截止日期", default=None)
    published: Mapping[str, date] = fact("published", "公布内容", "公布內容", factory=dict)
    unpublished: tuple[str, ...] = fact("not published", "未公布内容", "未公布內容", default=())
    channels: tuple[str, ...] | None = fact("channels", "征求渠道", "徵求渠道", default=None)
    interruptions: tuple[Interruption, ...] = fact("interruptions", "中断", "中斷", default=())
    urgent: bool | None = fact("urgent", "情况紧急", "情況緊急", default=None)
    explained: bool | None = fact(
        "shortening explained", "已说明缩短理由", "已說明縮短理由", default=None
    )
    opinions: tuple[Opinion, ...] = fact("opinions", "意见", "意見", default=())
    summary: date | None = fact(
        "outcome published", "采纳情况公布日期", "採納情況公布日期", default=None
    )


@attrs.frozen(kw_only=True)
class Window:
    """The time of the notice: from when it counts, how long it was, until when it must last.

    ``held`` and ``lacking`` are counted in the rule's own unit (months in days); ``lacking`` is
    what a notice that ends on ``closed`` falls short of ``needed_until``.
    """

    state: WindowState
    counts_from: date | None = None
    closed: date | None = None
    needed_until: date | None = None
    held: Span | None = None
    lacking: Span | None = None


@attrs.frozen
class Owed:
    """What becomes of one opinion: when it came in, and how its answer stands.

    ``state`` is ``None`` where no answer is owed. ``missing`` are the facts without which an
    answer is none.
    """

    id: str
    place: Place
    answer: Verdict | None
    due: Moment | None
    done: Moment | None
    state: State | None
    missing: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Consulted:
    """A consultation as it stands; ``valid`` is ``None`` while what is missing would settle it."""

    valid: bool | None
    window: Window
    opinions: tuple[Owed, ...]
    counts: Mapping[str, int]
    answered: Share
    in_time: Share
    summary: Obligation | None
    summary_state: State | None
    findings: tuple[str, ...]
    missing: tuple[str, ...]


def consult(rule: ConsultingRule, given: Consulting, as_of: date, calendar: Calendar) -> Consulted:
    """How a consultation stands as of a day; what happened later is not seen.

    Raises `CaseError` for days in an order that cannot be, and for an opinion given twice.
    """
    _check(given)
    findings: list[str] = []
    missing: list[str] = []
    window = _window(rule, given, as_of, calendar, findings, missing)
    _papers(rule, given, as_of, findings, missing)
    valid = _valid(window, findings, missing)
    seen = [one for one in given.opinions if not after(one.at, as_of)]
    opinions = tuple(_owed(rule, given, one, as_of, calendar) for one in seen)
    summary = _summary(rule, given, calendar)
    state = None if summary is None else summary.state(as_of)
    if state in ("late", "overdue"):
        findings.append(f"summary_{state}")
    for stands in ("late", "overdue"):
        if any(one.state == stands for one in opinions):
            findings.append(f"answers_{stands}")
    number = {one.id: n for n, one in enumerate(given.opinions)}
    missing += [f"opinions[{number[one.id]}].{name}" for one in opinions for name in one.missing]
    return Consulted(
        valid=valid, window=window, opinions=opinions, counts=_counts(opinions),
        answered=_share(opinions, ("done", "late"), ("open", "overdue", "undated")),
        in_time=_share(opinions, ("done",), ("late", "overdue")),
        summary=summary, summary_state=state, findings=tuple(findings), missing=tuple(missing),
    )  # fmt: skip


def _check(given: Consulting) -> None:
    if given.opened and given.closed and given.closed < given.opened:
        raise CaseError("closed", given.closed, f"at or after {given.opened}")
    for n, pause in enumerate(given.interruptions):
        if pause.end is not None and pause.end < pause.start:
            expected = f"at or after {pause.start}"
            raise CaseError("end", pause.end, expected, where=f"interruptions[{n}]")
    if given.closed and given.summary and given.summary < given.closed:
        raise CaseError("summary", given.summary, f"at or after {given.closed}")
    seen: set[str] = set()
    for n, one in enumerate(given.opinions):
        if one.id in seen:
            raise CaseError("id", one.id, "each opinion once", where=f"opinions[{n}]")
        seen.add(one.id)
        if one.answered is not None and after(one.at, one.answered):
            expected = f"at or after {one.at}"
            raise CaseError("answered", str(one.answered), expected, where=f"opinions[{n}]")
    for word in given.unpublished:
        if word in given.published:
            raise CaseError("unpublished", word, "a paper that was not published")


def _window(
    rule: ConsultingRule,
    given: Consulting,
    as_of: date,
    calendar: Calendar,
    findings: list[str],
    missing: list[str],
) -> Window:
    if given.opened is None:
        missing.append("opened")
        return Window(state="start_unknown")
    if given.opened > as_of:
        return Window(state="not_opened", counts_from=given.opened, closed=given.closed)
    start, closed = given.opened, given.closed
    if rule.all_published:
        days = [given.published.get(paper) for paper in rule.papers]
        seen = [day for day in days if day is not None and day <= as_of]
        if len(seen) < len(days):
            told = all(day or paper in given.unpublished for paper, day in zip(rule.papers, days))
            return Window(state="not_opened" if told else "start_unknown", closed=closed)
        start = max([start, *seen])
    reckoning = _Reckoning(rule, given, start, calendar)
    until = reckoning.until(rule.at_least)
    window = Window(
        state="running", counts_from=start, closed=closed, needed_until=until,
        held=reckoning.held(as_of if closed is None else min(closed, as_of)),
        lacking=reckoning.lacking(closed, until),
    )  # fmt: skip
    if until is None:
        missing += [f"interruptions[{n}].end" for n in reckoning.open]
    if closed is None or until is None:
        return window
    if closed >= until:
        return attrs.evolve(window, state="long_enough" if closed <= as_of else "running")
    if closed > as_of:
        if _shortened(rule, given, reckoning, closed, [], missing) != "shortened":
            findings.append("planned_too_short")
        return window
    return attrs.evolve(window, state=_shortened(rule, given, reckoning, closed, findings, missing))


def _shortened(
    rule: ConsultingRule,
    given: Consulting,
    reckoning: _Reckoning,
    closed: date,
    findings: list[str],
    missing: list[str],
) -> WindowState:
    """What a notice is that ended before its time: allowed where urgent and explained."""
    until = None if rule.shortest is None else reckoning.until(rule.shortest)
    if until is None or closed < until or given.urgent is False:
        findings.append("too_short")
        return "too_short"
    if given.explained is False:
        findings.append("not_explained")
        return "too_short"
    unknown = [name for name in ("urgent", "explained") if getattr(given, name) is None]
    missing += unknown
    return "open" if unknown else "shortened"


@attrs.frozen
class _Reckoning:
    """Days of a notice that counts from ``start``, interruptions left out."""

    rule: ConsultingRule
    given: Consulting
    start: date
    calendar: Calendar

    @property
    def pauses(self) -> list[Pause]:
        return [(pause.start, pause.end) for pause in self.given.interruptions]

    @property
    def open(self) -> list[int]:
        """The places of interruptions whose end is not known."""
        return [n for n, pause in enumerate(self.given.interruptions) if pause.end is None]

    @property
    def unit(self) -> SpanUnit:
        unit = self.rule.at_least.unit
        return "day" if unit == "month" else unit

    def until(self, span: Span) -> date | None:
        """The last day of a notice of that length."""
        clock = Clock(
            limit=span, count_start=self.rule.count_first, ends_on_workday=self.rule.ends_on_workday
        )
        end = clock.end(self.start, span, self.calendar, self.pauses)
        return None if end is None else day_of(end)

    def held(self, last: date) -> Span:
        """How long it lasted up to and including a day."""
        before = self.start - _DAY if self.rule.count_first else self.start
        return measure(before, last, self.unit, self.calendar, pauses=self.pauses)

    def lacking(self, closed: date | None, until: date | None) -> Span | None:
        """What a notice that ends on ``closed`` falls short; ``None`` where it does not."""
        if closed is None or until is None or closed >= until:
            return None
        since = max(closed, self.start - _DAY if self.rule.count_first else self.start)
        return measure(since, until, self.unit, self.calendar, pauses=self.pauses)


def _papers(
    rule: ConsultingRule, given: Consulting, as_of: date, findings: list[str], missing: list[str]
) -> None:
    """What had to be published, and through how many channels."""
    if given.opened is None or given.opened > as_of:
        return
    for paper in rule.papers:
        day = given.published.get(paper)
        if paper in given.unpublished or (day is not None and day > as_of):
            findings.append(f"not_published:{paper}")
        elif day is None:
            missing.append(f"published.{paper}")
        elif day > given.opened and not rule.all_published:
            findings.append(f"published_late:{paper}")
    if rule.channels and given.channels is None:
        missing.append("channels")
    elif given.channels is not None and len(set(given.channels)) < rule.channels:
        findings.append("too_few_channels")


_HARMLESS = ("planned_too_short",)
"""Findings that can still be put right."""


def _valid(window: Window, findings: list[str], missing: list[str]) -> bool | None:
    if any(code.partition(":")[0] not in _HARMLESS for code in findings):
        return False
    if missing or window.state in ("start_unknown", "not_opened", "running", "open"):
        return None
    return True


def _place(given: Consulting, one: Opinion) -> Place:
    day = day_of(one.at)
    if given.opened is None:
        return "unknown"
    if day < given.opened:
        return "before"
    return "after" if given.closed is not None and day > given.closed else "within"


def _owed(
    rule: ConsultingRule, given: Consulting, one: Opinion, as_of: date, calendar: Calendar
) -> Owed:
    place = _place(given, one)
    if one.answered is not None and after(one.answered, as_of):
        one = attrs.evolve(one, answered=None, answer=None, reason=None)
    if not rule.outside and place in ("before", "after"):
        return Owed(one.id, place, one.answer, None, None, None)
    start: date | None = day_of(one.at)
    if rule.from_close:  # nobody owes an answer by a day before the opinion came in
        start = None if given.closed is None else max(given.closed, day_of(one.at))
    due = None if start is None else add(start, rule.answer, calendar)
    missing = []
    if one.answered is not None or one.answer is not None:
        missing = list(_lacks(rule, one))
    done = one.answered if not missing else None
    state = Obligation("answer", given.organiser or "", due, done).state(as_of)
    known = done if state in ("done", "late") else None
    return Owed(one.id, place, one.answer, due, known, state, tuple(missing))


def _lacks(rule: ConsultingRule, one: Opinion) -> Iterator[str]:
    """The facts without which what was answered is no answer."""
    if one.answered is None:
        yield "answered"
    if one.answer is None:
        yield "answer"
    elif one.answer in rule.reasons and not (one.reason or "").strip():
        yield "reason"


def _summary(rule: ConsultingRule, given: Consulting, calendar: Calendar) -> Obligation | None:
    """The duty to publish what was adopted."""
    if rule.summary is None:
        return None
    due = None if given.closed is None else add(given.closed, rule.summary, calendar)
    return Obligation("summary", given.organiser or "", due, given.summary)


def _counts(opinions: tuple[Owed, ...]) -> Mapping[str, int]:
    answered = [one for one in opinions if one.done is not None]
    counts: dict[str, int] = {"received": len(opinions)}
    counts["outside"] = sum(1 for one in opinions if one.place in ("before", "after"))
    for verdict in ("adopted", "partly", "not_adopted"):
        counts[verdict] = sum(1 for one in answered if one.answer == verdict)
    return counts


def _share(opinions: tuple[Owed, ...], good: tuple[State, ...], others: tuple[State, ...]) -> Share:
    done = sum(1 for one in opinions if one.state in good)
    return Share(done, done + sum(1 for one in opinions if one.state in others))
