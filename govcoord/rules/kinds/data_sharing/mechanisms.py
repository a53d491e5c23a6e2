"""Requests for data as they run, and requests held against grants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import attrs

from govcoord.errors import MISSING, CaseError
from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.grants import Combine, Grant, Register, Request, Verdict, WithoutEnd
from govcoord.mechanisms.said import phrase, said
from govcoord.mechanisms.sharing import Answered, Limits, Run, Standing, run_of
from govcoord.rules.kinds.data_sharing.answer import (
    GATE_TABLE,
    STOPPED,
    TABLE,
    SharingAnswer,
    label,
)
from govcoord.rules.kinds.data_sharing.words import TEXTS, line, lines, listed
from govcoord.rules.mechanism import Setting
from govcoord.rules.places import Places
from govcoord.rules.vocabulary import Vocabulary
from govcoord.text import Text

if TYPE_CHECKING:
    from govcoord.decision import Decision

KIND = "data_sharing"

_OPINIONS = {"同意": "agree", "不同意": "refuse", "拒绝": "refuse", "拒絕": "refuse"}


@attrs.frozen(kw_only=True)
class Reply:
    """What one step of approval answered; a refusal needs a legal basis."""

    answered: date = fact("answered on", "答复日期", "答覆日期")
    opinion: Literal["agree", "refuse"] = fact("opinion", "意见", "意見", words=_OPINIONS)
    basis: str = fact("legal basis", "法律依据", "法律依據", default="")


@attrs.frozen(kw_only=True)
class SharingRequest:
    """A request for data as it stands: its facts as in a case, and what has happened to it.

    ``told_incomplete`` are the days on which somebody told what was missing, ``replies`` the
    answers of the steps in their order, ``decided`` what the data authority decided of a
    request that nobody answered.
    """

    facts: Mapping[str, Any] = fact("facts", "请求事实", "請求事實")
    asked: date | None = fact("asked on", "申请日期", "申請日期", default=None)
    told_incomplete: tuple[date, ...] = fact(
        "told incomplete on", "一次告知日期", "一次告知日期", default=()
    )
    supplemented: date | None = fact("supplemented on", "补正日期", "補正日期", default=None)
    replies: tuple[Reply, ...] = fact("replies", "各步答复", "各步答覆", default=())
    extended: date | None = fact("extended on", "延期告知日期", "延期告知日期", default=None)
    escalated: date | None = fact("escalated on", "提请决定日期", "提請決定日期", default=None)
    decided: Reply | None = fact(
        "decision of the authority", "数据主管部门决定", "數據主管部門決定", default=None
    )
    supplied: date | None = fact("supplied on", "提供日期", "提供日期", default=None)
    disputed: date | None = fact("disputed on", "提出争议日期", "提出爭議日期", default=None)
    mediated: date | None = fact("mediated on", "协调完成日期", "協調完成日期", default=None)
    found_wrong: date | None = fact(
        "found wrong on", "发现数据有误日期", "發現數據有誤日期", default=None
    )
    corrected: date | None = fact("corrected on", "更正日期", "更正日期", default=None)


@attrs.frozen(kw_only=True)
class RequestState:
    """Where a request for data stands.

    ``released`` says whether the data may be handed over: only by agreement of every step or
    by decision of the authority, never because a limit has lapsed, and not while the gate
    stops it. ``stops`` are the rules of the gate; ``missing`` the facts that are asked for.
    """

    title: Text
    state: str
    released: bool
    answer: SharingAnswer | None
    run: Standing | None
    stops: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    source: str = ""

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterable[str]:
        """The state in words."""
        yield line("state", phrase(TEXTS, self.state, language), language)
        if self.answer is not None:
            yield from (f"  {text}" for text in self.answer.lines(vocabulary, language))
        yield from lines([("stopped", listed(self.stops, language))], language)
        if self.run is not None:
            yield from _run_lines(self.run, vocabulary, language)
        yes = phrase(TEXTS, "yes" if self.released else "no", language)
        yield line("released", yes, language)
        if self.missing:
            names = Places(vocabulary, language, SharingRequest).titles(self.missing)
            yield phrase(TEXTS, "do:ask", language, who=listed(names, language))


def _run_lines(run: Standing, vocabulary: Vocabulary, language: str) -> Iterator[str]:
    name = vocabulary.departments.label
    if run.late_notice:
        yield "  " + phrase(TEXTS, "late_notice", language)
    yield from (
        f"  {t}" for t in lines([("complete_since", run.start), ("due", run.due)], language)
    )
    for n, step in enumerate(run.steps, 1):
        status = phrase(TEXTS, step.status, language)
        who = name(step.by, language)
        yield "  " + phrase(
            TEXTS, "step", language, n=n, who=who, due=step.due or "—", status=status
        )
    silent = [name(by, language) for by in run.silent]
    yield from lines([("silent", listed(silent, language))], language)
    if run.next_action is not None:
        who = name(run.next_by, language) if run.next_by else "—"
        to = name(run.authority, language)
        said_ = phrase(TEXTS, f"do:{run.next_action}", language, who=who, to=to)
        by = phrase(TEXTS, "by", language, day=run.next_due) if run.next_due else ""
        yield line("next", said_ + by, language)


@attrs.frozen(kw_only=True)
class RequestMechanism:
    """How requests for data run: limits, silence, disputes, corrections."""

    id: str
    title: Text
    source: str
    authority: str
    told_within: int
    decide_within: int
    dispute_within: int
    correct_within: int
    kind: str = KIND

    @property
    def record(self) -> type[SharingRequest]:
        """A request with what has happened to it."""
        return SharingRequest

    def assess(self, given: Any, setting: Setting) -> RequestState:
        """Where a request stands as of the day."""
        decision = setting.decide(given.facts)
        answer: SharingAnswer | None = decision.view("data_answer")
        if answer is None:
            return RequestState(
                title=self.title,
                state="undetermined",
                released=False,
                answer=None,
                run=None,
                missing=_asked(decision, TABLE),
                source=self.source,
            )
        run = self.run(given, answer, setting)
        stopped, stops = self.gate(decision)
        agreed = run.state in ("approved", "supplied")
        state = "stopped" if stopped and run.state == "approved" else run.state
        if stopped is not False and run.state == "approved":
            run = attrs.evolve(run, next_action=None, next_by=None, next_due=None)
        return RequestState(
            title=self.title,
            state=state,
            released=agreed and stopped is False,
            answer=answer,
            run=run,
            stops=stops,
            missing=_asked(decision, GATE_TABLE) if stopped is None else (),
            source=self.source,
        )

    def gate(self, decision: Decision) -> tuple[bool | None, tuple[str, ...]]:
        """Whether the gate stops a release; nothing is stopped where there is no gate."""
        if STOPPED not in decision.plan.vocabulary.attributes:
            return False, ()
        stops = tuple(stop.rule for stop in decision.view("release_stops"))
        return decision.fact(STOPPED), stops

    def run(self, given: SharingRequest, answer: SharingAnswer, setting: Setting) -> Standing:
        """The run of a request under the answer's limits."""
        if given.asked is None:
            raise CaseError("asked", MISSING, said(TEXTS, "expect:asked"))
        if len(given.replies) > len(answer.steps):
            expected = said(TEXTS, "expect:steps", n=len(answer.steps))
            raise CaseError("replies", len(given.replies), expected)
        limits = Limits(
            told=self.told_within,
            decide=self.decide_within,
            dispute=self.dispute_within,
            correct=self.correct_within,
            whole=_days(answer.within),
            extension=_days(answer.extension),
            supply=_days(answer.supply_within),
        )
        steps = tuple((step.by, int(step.within.value)) for step in answer.steps)
        requester = given.facts.get("data_recipient")
        run = Run(
            asked=given.asked,
            told=given.told_incomplete,
            supplemented=given.supplemented,
            replies=tuple(map(_answered, given.replies)),
            extended=given.extended,
            escalated=given.escalated,
            decided=None if given.decided is None else _answered(given.decided),
            supplied=given.supplied,
            disputed=given.disputed,
            mediated=given.mediated,
            found_wrong=given.found_wrong,
            corrected=given.corrected,
        )
        return run_of(
            run, limits, steps, answer.answer, setting.day, setting.calendar,
            authority=self.authority, provider=answer.provider,
            recipient=None if requester is None else _department(requester, setting),
        )  # fmt: skip


def _asked(decision: Decision, table: str) -> tuple[str, ...]:
    """The facts that would settle a table."""
    asked = (name for one in decision.undetermined if one.table == table for name in one.ask)
    return tuple(dict.fromkeys(asked))


def _days(amount: Any) -> int | None:
    return None if amount is None else int(amount.value)


def _answered(reply: Reply) -> Answered:
    return Answered(reply.answered, reply.opinion == "agree", bool(reply.basis.strip()))


def _department(word: object, setting: Setting) -> str | None:
    return setting.vocabulary.departments.resolve(str(word))


@attrs.frozen(kw_only=True)
class GrantedUse:
    """Grants and the requests that are held against them."""

    grants: tuple[Grant, ...] = fact("grants", "授权", "授權")
    requests: tuple[Request, ...] = fact("requests", "请求", "請求")


@attrs.frozen(kw_only=True)
class GrantsFinding:
    """What is said of every request, in order; ``answers`` are the answers alone."""

    title: Text
    answers: tuple[str, ...]
    requests: tuple[Verdict, ...]
    source: str

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterable[str]:
        """The verdicts in words."""
        for n, verdict in enumerate(self.requests, 1):
            yield line_of(verdict.request or f"#{n}", verdict.answer, language)
            for one in verdict.items:
                key = "under" if one.grant else "not_under"
                item = label(vocabulary, "data_classes", one.item, language)
                answer = phrase(TEXTS, one.answer, language)
                yield "  " + phrase(TEXTS, key, language, item=item, answer=answer, grant=one.grant)
                if one.answer == "deny" and not one.reasons:
                    yield "    " + phrase(TEXTS, "no_grant", language)
                for reason in one.reasons:
                    yield "    " + _reason(reason, vocabulary, language)


def line_of(name: str, answer: str, language: str) -> str:
    """A request and what is said of it."""
    colon = ": " if language == "en" else "："
    return f"{name}{colon}{phrase(TEXTS, answer, language)}"


_LISTS = {
    "class": "data_classes", "purpose": "data_purposes", "recipient": "departments",
    "field": "data_fields",
}  # fmt: skip


def _reason(reason: Any, vocabulary: Vocabulary, language: str) -> str:
    if reason.facts:
        known = (fact.removeprefix(f"{reason.grant}.") for fact in reason.facts)
        record = Grant if reason.facts[0].startswith(f"{reason.grant}.") else Request
        facts = Places(vocabulary, language, record).titles(known)
        why = phrase(TEXTS, "asks", language, facts=listed(facts, language))
    else:
        list_name = _LISTS.get(reason.dimension, "")
        beyond = listed(
            (label(vocabulary, list_name, w, language) for w in reason.beyond), language
        )
        why = phrase(TEXTS, reason.dimension, language, beyond=beyond, since=reason.since)
    return phrase(TEXTS, "reason", language, grant=reason.grant, why=why)


@attrs.frozen(kw_only=True)
class GrantsMechanism:
    """Whether uses of data lie within what was granted once."""

    id: str
    title: Text
    source: str
    combine: Combine
    without_end: WithoutEnd
    kind: str = KIND

    @property
    def record(self) -> type[GrantedUse]:
        """Grants and requests."""
        return GrantedUse

    def assess(self, given: Any, setting: Setting) -> GrantsFinding:
        """A verdict on every request; one without a day is looked at as of the day of looking."""
        for n, grant in enumerate(given.grants):
            where = f"grants[{n}]"
            if grant.start is not None and grant.end is not None and grant.end < grant.start:
                expected = said(TEXTS, "expect:order", day=grant.start)
                raise CaseError("end", grant.end, expected, where=where)
            if grant.id in {other.id for other in given.grants[:n]}:
                raise CaseError("id", grant.id, said(TEXTS, "expect:once"), where=where)
            for class_ in sorted((grant.withdrawn_classes or frozenset()) - grant.classes):
                raise CaseError(
                    "withdrawn_classes", class_, said(TEXTS, "expect:granted"), where=where
                )
        register = Register(given.grants, self.combine, self.without_end)
        verdicts = []
        for request in given.requests:
            if request.day is None and setting.as_of is not None:
                request = attrs.evolve(request, day=setting.as_of)
            verdicts.append(register.judge(request))
        return GrantsFinding(
            title=self.title,
            answers=tuple(v.answer for v in verdicts),
            requests=tuple(verdicts),
            source=self.source,
        )
