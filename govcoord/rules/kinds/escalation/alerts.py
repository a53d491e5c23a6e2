"""Escalation of what has to be told: feedback, emergencies, warnings, posts that change hands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

import attrs

from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.obligation import Obligation, after
from govcoord.mechanisms.order import not_before, not_later
from govcoord.mechanisms.posts import Bound, Duty, Tenure, bound, holder_at
from govcoord.mechanisms.relay import Hop, Told, relayed, told
from govcoord.mechanisms.replies import FeedbackRule, Instruction, Owing, feedback
from govcoord.mechanisms.spans import Moment, Span, add, on_clock
from govcoord.rules.kinds.escalation import words as words
from govcoord.rules.kinds.escalation.disputes import Finding
from govcoord.rules.kinds.escalation.tables import EVENT
from govcoord.rules.mechanism import Setting
from govcoord.rules.vocabulary import Vocabulary

# instructions and feedback


@attrs.frozen(kw_only=True)
class Feedback:
    """What is owed on an instruction, as loaded."""

    rule: FeedbackRule
    overdue_to: str | None


@attrs.frozen(kw_only=True)
class FeedbackResult:
    """Every reply owed, and each that is late or overdue as a finding."""

    replies: tuple[Owing, ...]
    next_due: Moment | None
    findings: tuple[Finding, ...]
    refer_to: str | None

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """The replies in words."""
        return words.feedback_lines(self, vocabulary, language)


def assess_feedback(rule: Feedback, given: Instruction, setting: Setting) -> FeedbackResult:
    """What came back on an instruction as of the day."""
    owed = feedback(rule.rule, given, setting.day, setting.calendar)
    findings = tuple(
        Finding(f"{one.reply}_{one.state}", one.department, one.due, one.done)
        for one in owed
        if one.state in ("late", "overdue")
    )
    open_ = [one.due for one in owed if one.state == "open" and one.due is not None]
    overdue = any(one.state == "overdue" for one in owed)
    return FeedbackResult(
        replies=owed,
        next_due=min(open_, key=str, default=None),
        findings=findings,
        refer_to=rule.overdue_to if overdue else None,
    )


# emergencies


@attrs.frozen(kw_only=True)
class Team:
    """The task force of an emergency, as loaded."""

    lead: str
    members: tuple[str, ...]
    set_up_within: Span
    dissolve_within: Span


@attrs.frozen(kw_only=True)
class Emergency:
    """An emergency plan as loaded: whom each level tells in what time."""

    tell: Mapping[str, tuple[tuple[str, Span], ...]]
    with_team: frozenset[str]
    team: Team | None


@attrs.frozen(kw_only=True)
class Incident:
    """An event: its facts, when it became known, whom it was told to, what became of it.

    ``now`` is the moment at which it is looked at; left out it is the as-of day.
    """

    facts: Mapping[str, Any] = fact("facts of the event", "事件事实", "事件事實", factory=dict)
    known: Moment = fact("known since", "获知时间", "獲知時間")
    told: Mapping[str, Moment] = fact(
        "told", "报告时间", "報告時間", choices="departments", factory=dict
    )
    set_up: Moment | None = fact("task force set up", "专班成立", "專班成立", default=None)
    ended: Moment | None = fact("event ended", "处置结束", "處置結束", default=None)
    dissolved: Moment | None = fact("task force dissolved", "专班解散", "專班解散", default=None)
    now: Moment | None = fact("now", "当前时间", "當前時間", default=None)


TeamState = Literal["not_needed", "unknown", "to_set_up", "active", "to_dissolve", "dissolved"]


@attrs.frozen(kw_only=True)
class EmergencyResult:
    """How grave an event is, who had to be told by when, and where the task force stands."""

    level: str | None
    notices: tuple[Told, ...]
    team: TeamState
    lead: str | None
    members: tuple[str, ...]
    team_due: Moment | None
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """The emergency in words."""
        return words.emergency_lines(self, vocabulary, language)


def assess_emergency(plan: Emergency, given: Incident, setting: Setting) -> EmergencyResult:
    """Who had to be told of an event, and whether the task force stands."""
    decision = setting.decide(given.facts)
    level = decision.fact(EVENT)
    now = given.now or setting.day
    not_later("known", given.known, now)
    for who, at in given.told.items():
        not_before(who, at, given.known, "told")
    not_before("ended", given.ended, given.known)
    not_before("dissolved", given.dissolved, given.ended or given.set_up or given.known)
    for _, within in plan.tell.get(level or "", ()):
        on_clock(given.known, within.unit, "known")
    ask = tuple(a for q in decision.undetermined if q.table == EVENT for a in q.ask)
    notices = tuple(
        told(None, who, given.known, within, given.told.get(who), now, setting.calendar)
        for who, within in plan.tell.get(level or "", ())
    )
    findings = [
        Finding(f"told_{one.state}", one.receiver, one.due, one.at)
        for one in notices
        if one.state in ("late", "overdue")
    ]
    state, due = _team(plan, given, level, now, setting, bool(ask), findings)
    team = plan.team if state not in ("not_needed", "unknown") else None
    return EmergencyResult(
        level=level,
        notices=notices,
        team=state,
        lead=team.lead if team else None,
        members=team.members if team else (),
        team_due=due,
        findings=tuple(findings),
        missing=ask,
    )


def _team(
    plan: Emergency,
    given: Incident,
    level: str | None,
    now: Moment,
    setting: Setting,
    is_open: bool,
    findings: list[Finding],
) -> tuple[TeamState, Moment | None]:
    """Where the task force stands, and by when the next step is due."""
    if level is None:
        return ("unknown" if is_open else "not_needed"), None
    if plan.team is None or level not in plan.with_team:
        return "not_needed", None
    due = add(given.known, plan.team.set_up_within, setting.calendar)
    owed = Obligation("set_up", plan.team.lead, due, given.set_up).state(now)
    if owed in ("late", "overdue"):
        findings.append(Finding(f"set_up_{owed}", plan.team.lead, due, given.set_up))
    if owed in ("open", "overdue"):
        return "to_set_up", due
    if given.ended is None or after(given.ended, now):
        return "active", None
    due = add(given.ended, plan.team.dissolve_within, setting.calendar)
    owed = Obligation("dissolve", plan.team.lead, due, given.dissolved).state(now)
    if owed in ("late", "overdue"):
        findings.append(Finding(f"dissolve_{owed}", plan.team.lead, due, given.dissolved))
    return ("to_dissolve" if owed in ("open", "overdue") else "dissolved"), due


# warnings


@attrs.frozen(kw_only=True)
class Alert:
    """A warning and when it reached whom; ``now`` left out is the as-of day."""

    issued: Moment = fact("issued", "发布时间", "發布時間")
    received: Mapping[str, Moment] = fact(
        "received", "收到时间", "收到時間", choices="departments", factory=dict
    )
    now: Moment | None = fact("now", "当前时间", "當前時間", default=None)


@attrs.frozen(kw_only=True)
class RelayResult:
    """Each hop of a warning; those late or overdue are findings."""

    hops: tuple[Told, ...]
    complete: bool
    findings: tuple[Finding, ...]

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """The hops in words."""
        return words.relay_lines(self, vocabulary, language)


def assess_relay(hops: tuple[Hop, ...], given: Alert, setting: Setting) -> RelayResult:
    """How a warning went along its chain."""
    now = given.now or setting.day
    not_later("issued", given.issued, now)
    for who, at in given.received.items():
        not_before(who, at, given.issued, "received")
    found = relayed(hops, given.issued, given.received, now, setting.calendar)
    return RelayResult(
        hops=found,
        complete=all(one.at is not None for one in found),
        findings=tuple(
            # who did not pass it on answers for it, and it is late for whom it did not reach
            Finding(f"hop_{one.state}", one.sender, one.due, one.at, one.receiver)
            for one in found
            if one.state in ("late", "overdue")
        ),
    )


# posts


@attrs.frozen(kw_only=True)
class Posts:
    """How soon a new holder takes over what the post owes, as loaded."""

    hand_over: Span


@attrs.frozen(kw_only=True)
class Register:
    """What posts owe, and who held them when."""

    duties: tuple[Duty, ...] = fact("duties", "任务清单", "任務清單")
    holders: tuple[Tenure, ...] = fact("holders", "任职记录", "任職記錄")


@attrs.frozen(kw_only=True)
class PostsResult:
    """Open obligations with the holders of their posts; vacant posts are findings."""

    obligations: tuple[Bound, ...]
    findings: tuple[Finding, ...]

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """The obligations in words."""
        return words.post_lines(self, vocabulary, language)


def assess_posts(rule: Posts, given: Register, setting: Setting) -> PostsResult:
    """Who answers for what posts owe as of the day."""
    day = setting.day
    found = bound(given.duties, given.holders, day)
    open_ = [one for one in found if one.state in ("open", "overdue", "undated")]
    findings = []
    for post in dict.fromkeys(one.post for one in open_):
        if holder_at(given.holders, post, day) is None:
            findings.append(Finding("post_vacant", post))
    moved = {one.post for one in open_ if one.moved}
    for tenure in given.holders:
        if tenure.post in moved and tenure is holder_at(given.holders, tenure.post, day):
            findings.extend(_handed_over(rule, tenure, day, setting))
    return PostsResult(obligations=found, findings=tuple(findings))


def _handed_over(rule: Posts, tenure: Tenure, day: date, setting: Setting) -> Iterator[Finding]:
    """Whether what the post owes was handed over in time."""
    due = add(tenure.start, rule.hand_over, setting.calendar)
    state = Obligation("hand over", tenure.post, due, tenure.handed_over).state(day)
    if state in ("late", "overdue"):
        yield Finding(f"hand_over_{state}", tenure.post, due, tenure.handed_over)
