"""Escalation of one matter: disputes, levels, requests for assistance, returns of dispatches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import attrs

from govcoord.errors import CaseError
from govcoord.mechanisms.clock import Suspension
from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.ladder import Event, Rung, Stay, climb
from govcoord.mechanisms.obligation import after
from govcoord.mechanisms.order import not_before, not_later
from govcoord.mechanisms.replies import (
    Act,
    Answer,
    AssistanceRule,
    Request,
    Return,
    ReturnRule,
    assess_answer,
    holding,
    pauses_of,
)
from govcoord.mechanisms.spans import Moment, Span, add, measure
from govcoord.rules.kinds.escalation import words as words
from govcoord.rules.kinds.escalation.tables import LEVEL
from govcoord.rules.mechanism import Setting
from govcoord.rules.vocabulary import Vocabulary
from govcoord.text import Text

PARTIES = "parties"


@attrs.frozen
class Finding:
    """Something that is not as it should be: what, of whom, and since when or until when."""

    code: str
    who: str | None = None
    due: Moment | None = None
    at: Moment | None = None
    detail: str | None = None


# the ladder


@attrs.frozen(kw_only=True)
class Ladder:
    """A ladder as loaded; ``deciders`` has the body of each step, ``parties`` among them."""

    rungs: tuple[Rung, ...]
    titles: Mapping[str, Text]
    deciders: Mapping[str, str]
    papers: Mapping[str, tuple[str, ...]]
    by_itself: bool
    starts_at: str | None
    meanwhile: Text


@attrs.frozen(kw_only=True)
class Dispute:
    """A dispute as recorded.

    With ``facts`` it is a case that the rules of the plan are asked about: whether its lead is
    open, and who acts meanwhile.
    """

    raised: Moment = fact("raised on", "提出日期", "提出日期")
    parties: tuple[str, ...] = fact(
        "parties", "争议各方", "爭議各方", choices="departments", default=()
    )
    facts: Mapping[str, Any] | None = fact("the case", "案件", "案件", default=None)
    events: tuple[Event, ...] = fact("events", "经过", "經過", default=())
    suspensions: tuple[Suspension, ...] = fact("suspensions", "时限中止", "時限中止", default=())


DisputeState = Literal["open", "settled", "withdrawn", "no_dispute", "unknown"]


@attrs.frozen(kw_only=True)
class DisputeResult:
    """Where a dispute stands: the step, who decides, by when; duties stay as they were.

    ``acting`` acts until it is settled, where the rules of the plan say who; ``steps`` are the
    titles of all steps.
    """

    state: DisputeState
    step: str | None = None
    title: Text = Text()
    steps: Mapping[str, Text] = attrs.field(factory=dict)
    decides: tuple[str, ...] = ()
    since: Moment | None = None
    due: Moment | None = None
    overdue: bool = False
    next_step: str | None = None
    settled_by: str | None = None
    ground: str | None = None
    lead: str | None = None
    acting: str | None = None
    meanwhile: Text = Text()
    stays: tuple[Stay, ...] = ()
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """The dispute in words."""
        return words.dispute_lines(self, Dispute, vocabulary, language)


def assess_dispute(ladder: Ladder, given: Dispute, setting: Setting) -> DisputeResult:
    """Where a dispute stands as of the day; `CaseError` for one that cannot be."""
    not_later("raised", given.raised, setting.day)
    start, known = ladder.rungs[0].id, {}
    if given.facts is not None:
        known = _referred(given.facts, setting)
        if known["state"] != "open":
            return DisputeResult(**known)
        body = known.pop("body")
        start = ladder.starts_at or _step_of(ladder, body) or start
    begin = [rung.id for rung in ladder.rungs].index(start)
    rungs = ladder.rungs[begin:]
    way = climb(
        rungs, given.raised, given.events, setting.day, setting.calendar,
        by_itself=ladder.by_itself, pauses=pauses_of(given.suspensions),
    )  # fmt: skip
    last = way.last
    state: DisputeState = "open"
    if last.how in ("settled", "withdrawn"):
        state = "settled" if last.how == "settled" else "withdrawn"
    overdue = way.is_open and last.due is not None and after(setting.day, last.due)
    above = [rung.id for rung in rungs][len(way.stays) :]
    findings, missing, by = _of_events(ladder, given, way.stays, setting)
    if overdue:
        findings.append(Finding("step_overdue", ladder.deciders[last.step], last.due))
    if len(set(given.parties)) == 1:
        findings.append(Finding("one_party", given.parties[0]))
    known["state"] = state
    return DisputeResult(
        **known,
        step=last.step,
        title=ladder.titles[last.step],
        steps=ladder.titles,
        decides=_deciders(ladder, last.step, given),
        since=last.since,
        due=last.due,
        overdue=overdue,
        next_step=above[0] if above and way.is_open else None,
        settled_by=by,
        meanwhile=ladder.meanwhile,
        stays=way.stays,
        findings=tuple(findings),
        missing=tuple(missing),
    )


def _referred(facts: Mapping[str, Any], setting: Setting) -> dict[str, Any]:
    """What the plan's rules say of the case: settled, referred to a body, or not known."""
    decision = setting.decide(facts)
    if decision.lead is not None:
        return {"state": "no_dispute", "lead": decision.lead}
    referral = decision.view("referral") if "referral" in setting.plan.views else None
    if referral is None:
        ask = [name for question in decision.undetermined for name in question.ask]
        return {"state": "unknown", "missing": tuple(dict.fromkeys(ask))}
    return {
        "state": "open", "body": referral.refer_to, "ground": referral.ground,
        "acting": referral.acting,
    }  # fmt: skip


def _step_of(ladder: Ladder, body: str) -> str | None:
    return next((step for step, who in ladder.deciders.items() if who == body), None)


def _deciders(ladder: Ladder, step: str, given: Dispute) -> tuple[str, ...]:
    who = ladder.deciders[step]
    return given.parties if who == PARTIES else (who,)


def _of_events(
    ladder: Ladder, given: Dispute, stays: Sequence[Stay], setting: Setting
) -> tuple[list[Finding], list[str], str | None]:
    """What is wrong with the way: steps that let their time pass, papers, wrong deciders."""
    findings, missing, by = [], [], None
    seen = [(n, event) for n, event in enumerate(given.events) if not after(event.at, setting.day)]
    events = iter(sorted(seen, key=lambda pair: (str(pair[1].at), pair[0])))
    for stay in stays:
        who = ladder.deciders[stay.step]
        if stay.how == "expired":
            findings.append(Finding("step_expired", who, stay.due))
        if stay.how not in ("failed", "settled", "withdrawn"):
            continue
        n, event = next(events)
        if stay.due is not None and after(event.at, stay.due):
            findings.append(Finding("step_late", who, stay.due, event.at))
        if stay.how == "failed" and ladder.papers[stay.step]:
            if event.papers is None:
                missing.append(f"events[{n}].papers")
            for paper in ladder.papers[stay.step]:
                if event.papers is not None and paper not in event.papers:
                    findings.append(Finding("paper_missing", who, at=event.at, detail=paper))
        if stay.how == "settled":
            by = event.by
            deciders = _deciders(ladder, stay.step, given)
            if by is not None and deciders and by not in deciders:
                findings.append(Finding("not_competent", by, at=event.at))
    return findings, missing, by


# levels


@attrs.frozen(kw_only=True)
class Tiers:
    """Handling by levels as loaded; ``order`` from the lowest level to the highest."""

    order: tuple[str, ...]
    within: Span | None
    each: Mapping[str, Span]


@attrs.frozen(kw_only=True)
class Move:
    """A level hands the matter to another, with its reason."""

    at: Moment = fact("on", "日期", "日期")
    to: str | None = fact("to level", "移送层级", "移送層級", choices="levels", default=None)
    reason: str | None = fact("reason", "理由", "理由", default=None)


@attrs.frozen(kw_only=True)
class TierCase:
    """A matter that is handled by levels; a move without a level goes one level up."""

    facts: Mapping[str, Any] = fact("the case", "案件", "案件", factory=dict)
    received: Moment = fact("received", "受理日期", "受理日期")
    moves: tuple[Move, ...] = fact("moves", "移送", "移送", default=())
    closed: Moment | None = fact("closed", "办结日期", "辦結日期", default=None)
    suspensions: tuple[Suspension, ...] = fact("suspensions", "时限中止", "時限中止", default=())


@attrs.frozen(kw_only=True)
class TierResult:
    """Which level handles a matter, and how its one clock stands; going up does not stop it."""

    state: Literal["open", "closed", "no_level", "unknown"]
    first: str | None = None
    level: str | None = None
    since: Moment | None = None
    level_due: Moment | None = None
    due: Moment | None = None
    spent: Span | None = None
    overdue: bool = False
    stays: tuple[Stay, ...] = ()
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """The level in words."""
        return words.tier_lines(self, vocabulary, language)


def assess_tiers(tiers: Tiers, given: TierCase, setting: Setting) -> TierResult:
    """Which level handles a matter as of the day."""
    day = setting.day
    not_later("received", given.received, day)
    not_before("closed", given.closed, given.received)
    decision = setting.decide(given.facts)
    first = decision.fact(LEVEL)
    if first is None:
        ask = tuple(a for q in decision.undetermined if q.table == LEVEL for a in q.ask)
        return TierResult(state="unknown" if ask else "no_level", missing=ask)
    closed = given.closed if given.closed and not after(given.closed, day) else None
    now = closed or day
    pauses = pauses_of(given.suspensions)
    stays, findings = _levels(tiers, given, first, now, setting)
    due = None
    if tiers.within is not None:
        due = add(given.received, tiers.within, setting.calendar, pauses=pauses)
    unit = tiers.within.unit if tiers.within else "workday"
    last = stays[-1]
    if closed is not None:
        stays[-1] = attrs.evolve(last, left=closed, how="settled")
    return TierResult(
        state="open" if closed is None else "closed",
        first=first,
        level=last.step,
        since=last.since,
        level_due=last.due,
        due=due,
        spent=measure(given.received, now, unit, setting.calendar, pauses=pauses),
        overdue=due is not None and after(now, due),
        stays=tuple(stays),
        findings=tuple(findings),
    )


def _levels(
    tiers: Tiers, given: TierCase, first: str, now: Moment, setting: Setting
) -> tuple[list[Stay], list[Finding]]:
    """The levels that a matter went through; a move down is a finding and changes nothing."""
    findings: list[Finding] = []
    pauses = pauses_of(given.suspensions)

    def stay(level: str, since: Moment) -> Stay:
        within = tiers.each.get(level)
        due = None if within is None else add(since, within, setting.calendar, pauses=pauses)
        return Stay(level, since, due)

    stays = [stay(first, given.received)]
    for n, move in enumerate(given.moves):
        at = stays[-1]
        if after(move.at, now):
            continue
        if after(at.since, move.at):
            raise CaseError("at", str(move.at), f"at or after {at.since}", where=f"moves[{n}]")
        rank = tiers.order.index(at.step)
        to = move.to or (tiers.order[rank + 1] if rank + 1 < len(tiers.order) else None)
        if to is None or tiers.order.index(to) <= rank:
            findings.append(Finding("not_upward", at.step, at=move.at, detail=to))
            continue
        if not (move.reason or "").strip():
            findings.append(Finding("no_reason", at.step, at=move.at))
        stays[-1] = attrs.evolve(at, left=move.at, how="failed")
        stays.append(stay(to, move.at))
    for spent in stays:
        if spent.due is not None and after(spent.left or now, spent.due):
            findings.append(Finding("held_too_long", spent.step, spent.due, spent.left))
    return stays, findings


# assistance


@attrs.frozen(kw_only=True)
class Assistance:
    """How requests for assistance are answered, as loaded."""

    rule: AssistanceRule
    words: Mapping[str, str]
    dispute: str | None
    overdue_to: str | None


@attrs.frozen(kw_only=True)
class AssistanceResult:
    """What an answer is worth, and what follows.

    ``refer_to`` is told of silence and of refusals that do not count; ``ladder`` is the
    escalation by which a refusal is disputed.
    """

    state: str
    due: Moment | None
    late: bool
    of: str
    reasons: tuple[str, ...]
    missing: tuple[str, ...]
    transfer_to: str | None
    refer_to: str | None
    ladder: str | None
    ladder_title: Text = Text()

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """The answer in words."""
        return words.assistance_lines(self, vocabulary, language)


def assess_assistance(rule: Assistance, given: Request, setting: Setting) -> AssistanceResult:
    """What an answer to a request is worth as of the day."""
    not_later("asked", given.asked, setting.day)
    ground = given.ground if given.ground is None else rule.words.get(given.ground, given.ground)
    found: Answer = assess_answer(rule.rule, given, ground, setting.day, setting.calendar)
    told = found.state in ("silent", "refusal_invalid")
    ladder = rule.dispute if told or found.state == "declined" else None
    known = setting.plan.mechanisms.get(ladder or "")
    return AssistanceResult(
        state=found.state,
        due=found.due,
        late=found.late,
        of=given.of,
        reasons=found.reasons,
        missing=found.missing,
        transfer_to=given.transfer_to if found.state == "transferred" else None,
        refer_to=rule.overdue_to if told else None,
        ladder=ladder,
        ladder_title=known.title if known is not None else Text(),
    )


# returns


@attrs.frozen(kw_only=True)
class Returns:
    """When dispatches may be returned, as loaded."""

    rule: ReturnRule
    decided_by: str | None


@attrs.frozen(kw_only=True)
class Dispatches:
    """The dispatches and returns of one matter, in order."""

    acts: tuple[Act, ...] = fact("dispatches and returns", "派单与退回", "派單與退回")


@attrs.frozen(kw_only=True)
class ReturnResult:
    """Who holds the matter and has to handle it; ``decides`` dispatches it anew."""

    holder: str | None
    since: Moment
    designated: bool
    return_until: Moment | None
    may_return: bool
    returns: tuple[Return, ...]
    decides: str | None

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """The holder in words."""
        return words.return_lines(self, vocabulary, language)


def assess_returns(rule: Returns, given: Dispatches, setting: Setting) -> ReturnResult:
    """Who holds a matter as of the day, and which returns count."""
    found = holding(rule.rule, given.acts, setting.day, setting.calendar)
    until = found.return_until
    return ReturnResult(
        holder=found.holder,
        since=found.since,
        designated=found.designated,
        return_until=until,
        may_return=until is not None and not after(setting.day, until),
        returns=found.returns,
        decides=rule.decided_by if found.holder is None else None,
    )
