"""Results of escalation in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from govcoord.mechanisms.ladder import Stay
from govcoord.mechanisms.replies import Request
from govcoord.mechanisms.said import Texts
from govcoord.mechanisms.spans import Moment
from govcoord.rules.kinds.speech import Speech
from govcoord.rules.vocabulary import Vocabulary
from govcoord.text import Text

if TYPE_CHECKING:
    from govcoord.rules.kinds.escalation.alerts import (
        EmergencyResult,
        FeedbackResult,
        PostsResult,
        RelayResult,
    )
    from govcoord.rules.kinds.escalation.disputes import (
        AssistanceResult,
        DisputeResult,
        Finding,
        ReturnResult,
        TierResult,
    )

PHRASES: Texts = {
    "dispute.open": ("open, at {step}: {who} decides{due}", "未决，现处于{step}：由{who}处理{due}", "未決，現處於{step}：由{who}處理{due}"),
    "dispute.settled": ("settled at {step}{by}", "已在{step}环节解决{by}", "已在{step}環節解決{by}"),
    "dispute.withdrawn": ("withdrawn at {step}", "已在{step}环节撤回", "已在{step}環節撤回"),
    "dispute.no_dispute": ("no dispute: the rules name {who} as lead", "没有争议：规则已定由{who}牵头", "沒有爭議：規則已定由{who}牽頭"),
    "dispute.unknown": ("not known whether the lead is open", "尚不清楚是否有牵头争议", "尚不清楚是否有牽頭爭議"),
    "by": (" by {who}", "，由{who}作出", "，由{who}作出"),
    "due": (", by {day}", "，期限至 {day}", "，期限至 {day}"),
    "overdue": (" (overdue)", "（已逾期）", "（已逾期）"),
    "next": ("then: {step}", "下一步：{step}", "下一步：{step}"),
    "acting": ("{who} acts until then", "解决之前由{who}先行办理", "解決之前由{who}先行辦理"),
    "stay": ("{step}: from {since}{due}{left}", "{step}：自 {since} 起{due}{left}", "{step}：自 {since} 起{due}{left}"),
    "left.settled": (", settled on {day}", "，{day} 解决", "，{day} 解決"),
    "left.failed": (", handed up on {day}", "，{day} 上报", "，{day} 上報"),
    "left.expired": (", went up when its time was over", "，到期未决，自动上报", "，到期未決，自動上報"),
    "left.withdrawn": (", withdrawn on {day}", "，{day} 撤回", "，{day} 撤回"),
    "parties": ("the parties", "争议各方", "爭議各方"),
    "missing": ("to be found out: {names}", "待查明：{names}", "待查明：{names}"),
    "refer": ("to be told: {who}", "应报：{who}", "應報：{who}"),
    "finding": ("finding: {text}", "问题：{text}", "問題：{text}"),
    "detail": (" ({detail})", "（{detail}）", "（{detail}）"),
    "at": (", actually {day}", "，实为 {day}", "，實為 {day}"),
    "step_expired": ("{who} let its time pass{due}", "{who}到期未决{due}", "{who}到期未決{due}"),
    "step_overdue": ("{who} is overdue{due}", "{who}已逾期{due}", "{who}已逾期{due}"),
    "step_late": ("{who} was late{due}{at}", "{who}逾期{due}{at}", "{who}逾期{due}{at}"),
    "one_party": ("{who} is the only party named; a dispute has at least two", "争议方只列了{who}，争议应至少有两方，请补全", "爭議方只列了{who}，爭議應至少有兩方，請補全"),
    "paper_missing": ("{who} handed it up without a paper", "{who}上报时缺少材料", "{who}上報時缺少材料"),
    "not_competent": ("{who} settled what it was not its turn to settle", "{who}不是本环节的决定者", "{who}不是本環節的決定者"),
    "not_upward": ("{who} may only hand a matter up", "{who}只能向上移送", "{who}只能向上移送"),
    "no_reason": ("{who} gave no reason", "{who}没有写明理由", "{who}沒有寫明理由"),
    "held_too_long": ("{who} kept it too long{due}{at}", "{who}留办过久{due}{at}", "{who}留辦過久{due}{at}"),
    "receipt_late": ("{who} confirmed receipt late{due}{at}", "{who}签收逾期{due}{at}", "{who}簽收逾期{due}{at}"),
    "receipt_overdue": ("{who} has not confirmed receipt{due}", "{who}未签收{due}", "{who}未簽收{due}"),
    "progress_late": ("{who} reported late{due}{at}", "{who}进展反馈逾期{due}{at}", "{who}進展反饋逾期{due}{at}"),
    "progress_overdue": ("{who} did not report progress{due}", "{who}未反馈进展{due}", "{who}未反饋進展{due}"),
    "result_late": ("{who} gave the result late{due}{at}", "{who}结果反馈逾期{due}{at}", "{who}結果反饋逾期{due}{at}"),
    "result_overdue": ("{who} has given no result{due}", "{who}未反馈结果{due}", "{who}未反饋結果{due}"),
    "told_late": ("{who} was told late{due}{at}", "报告{who}逾时{due}{at}", "報告{who}逾時{due}{at}"),
    "told_overdue": ("{who} has not been told{due}", "尚未报告{who}{due}", "尚未報告{who}{due}"),
    "set_up_late": ("the task force of {who} was set up late{due}{at}", "{who}成立专班逾时{due}{at}", "{who}成立專班逾時{due}{at}"),
    "set_up_overdue": ("the task force of {who} is not set up{due}", "{who}尚未成立专班{due}", "{who}尚未成立專班{due}"),
    "dissolve_late": ("the task force of {who} was dissolved late{due}{at}", "{who}解散专班逾期{due}{at}", "{who}解散專班逾期{due}{at}"),
    "dissolve_overdue": ("the task force of {who} is not dissolved{due}", "{who}尚未解散专班{due}", "{who}尚未解散專班{due}"),
    "hop_late": ("{who} passed it on late{due}{at}", "{who}转发逾时{due}{at}", "{who}轉發逾時{due}{at}"),
    "hop_overdue": ("{who} has not passed it on{due}", "{who}尚未转发{due}", "{who}尚未轉發{due}"),
    "post_vacant": ("the post {who} is vacant and owes something", "岗位{who}空缺，仍有未完成任务", "崗位{who}空缺，仍有未完成任務"),
    "hand_over_late": ("{who} was handed over late{due}{at}", "{who}交接逾期{due}{at}", "{who}交接逾期{due}{at}"),
    "hand_over_overdue": ("{who} has not been handed over{due}", "{who}尚未交接{due}", "{who}尚未交接{due}"),
    "tier.open": ("handled at {level}{due}", "由{level}办理{due}", "由{level}辦理{due}"),
    "tier.closed": ("closed at {level}{due}", "已在{level}办结{due}", "已在{level}辦結{due}"),
    "tier.no_level": ("no level is competent by the rules", "规则中没有相应的办理层级", "規則中沒有相應的辦理層級"),
    "tier.unknown": ("the level is not known yet", "办理层级尚不确定", "辦理層級尚不確定"),
    "spent": ("time spent in all: {span}; going up did not stop it", "累计用时 {span}，逐级上报期间不停计", "累計用時 {span}，逐級上報期間不停計"),
    "answer.waiting": ("{who}: no answer yet{due}", "{who}：尚未答复{due}", "{who}：尚未答覆{due}"),
    "answer.accepted": ("{who} assists", "{who}同意协助", "{who}同意協助"),
    "answer.declined": ("{who} declines, on a valid ground", "{who}拒绝，理由成立", "{who}拒絕，理由成立"),
    "answer.transferred": ("{who} passed it on to {to}", "{who}转交{to}", "{who}轉交{to}"),
    "answer.refusal_invalid": ("the refusal of {who} does not count", "{who}的拒绝无效", "{who}的拒絕無效"),
    "answer.refusal_open": ("whether the refusal of {who} counts is open", "{who}的拒绝是否有效待查", "{who}的拒絕是否有效待查"),
    "answer.silent": ("{who} did not answer in time{due}", "{who}逾期未答复{due}", "{who}逾期未答覆{due}"),
    "answer.deemed_accepted": ("{who} was silent and is taken to accept{due}", "{who}逾期未答复，视为同意{due}", "{who}逾期未答覆，視為同意{due}"),
    "why.no_answer": ("no answer", "没有答复", "沒有答覆"),
    "why.answered_late": ("answered late", "答复逾期", "答覆逾期"),
    "why.not_in_writing": ("not in writing", "没有书面答复", "沒有書面答覆"),
    "why.no_ground": ("no ground given", "没有写明理由", "沒有寫明理由"),
    "why.ground_not_listed": ("the ground is not on the list", "理由不在清单内", "理由不在清單內"),
    "ladder": ("may be disputed: {title}", "可按“{title}”提请解决", "可按「{title}」提請解決"),
    "holder": ("held by {who} since {since}", "自 {since} 起由{who}办理", "自 {since} 起由{who}辦理"),
    "holder.none": ("back since {since}; {who} dispatches it anew", "{since} 已退回，由{who}重新派单", "{since} 已退回，由{who}重新派單"),
    "designated": ("designated: it may not be returned", "已指定，不得退回", "已指定，不得退回"),
    "return_until": ("may be returned until {day}, that day included", "可以退回，不晚于 {day}", "可以退回，不晚於 {day}"),
    "return.good": ("returned by {who} on {day}", "{who}于 {day} 退回", "{who}於 {day} 退回"),
    "return.refused": ("the return by {who} on {day} does not count: {why}", "{who}于 {day} 的退回无效：{why}", "{who}於 {day} 的退回無效：{why}"),
    "why.not_holder": ("it did not hold the matter", "该部门不是承办部门", "該部門不是承辦部門"),
    "why.returned_again": ("it had been returned before", "此前已退回过", "此前已退回過"),
    "why.after_designation": ("it had been designated", "已经指定承办", "已經指定承辦"),
    "why.no_reason": ("no reason given", "没有写明理由", "沒有寫明理由"),
    "why.returned_late": ("too late", "超过退回期限", "超過退回期限"),
    "reply.receipt": ("receipt", "签收", "簽收"),
    "reply.progress": ("report {n}", "第 {n} 次进展", "第 {n} 次進展"),
    "reply.result": ("result", "结果", "結果"),
    "reply": ("{who}, {what}{due}: {state}", "{who}，{what}{due}：{state}", "{who}，{what}{due}：{state}"),
    "state.done": ("in time", "按期", "按期"),
    "state.late": ("late", "逾期完成", "逾期完成"),
    "state.open": ("not yet due", "未到期", "未到期"),
    "state.overdue": ("overdue", "逾期", "逾期"),
    "state.undated": ("no day set", "未定期限", "未定期限"),
    "event": ("gravity: {level}", "事件级别：{level}", "事件級別：{level}"),
    "event.none": ("no level of the plan", "未达到预案级别", "未達到預案級別"),
    "event.unknown": ("gravity not known yet", "事件级别尚不确定", "事件級別尚不確定"),
    "tell": ("to {who}{due}: {state}{late}", "报告{who}{due}：{state}{late}", "報告{who}{due}：{state}{late}"),
    "late_by": (" by {span}", "（超 {span}）", "（超 {span}）"),
    "tell.in_time": ("told in time", "按时", "按時"),
    "tell.late": ("told late", "逾时", "逾時"),
    "tell.waiting": ("still to be told", "待报告", "待報告"),
    "tell.overdue": ("not told, overdue", "逾时未报", "逾時未報"),
    "tell.not_reached": ("has not been reached yet", "上一环节尚未送达", "上一環節尚未送達"),
    "team.to_set_up": ("task force to be set up{due}; lead {who}", "应成立专班{due}，{who}牵头", "應成立專班{due}，{who}牽頭"),
    "team.active": ("task force at work; lead {who}", "专班在运行，{who}牵头", "專班在運行，{who}牽頭"),
    "team.to_dissolve": ("task force to be dissolved{due}; lead {who}", "应解散专班{due}，{who}牵头", "應解散專班{due}，{who}牽頭"),
    "team.dissolved": ("task force dissolved", "专班已解散", "專班已解散"),
    "hop": ("{sender} → {receiver}{due}: {state}{late}", "{sender} → {receiver}{due}：{state}{late}", "{sender} → {receiver}{due}：{state}{late}"),
    "complete": ("the warning reached everybody", "预警已全部送达", "預警已全部送達"),
    "bound": ("{post}: {what}{due} ({state}); answers for it: {who}", "{post}：{what}{due}（{state}），现由{who}负责", "{post}：{what}{due}（{state}），現由{who}負責"),
    "bound.moved": (", taken over from {first}", "，自{first}接续", "，自{first}接續"),
    "vacant": ("nobody, the post is vacant", "无人（岗位空缺）", "無人（崗位空缺）"),
}  # fmt: skip


class _Lines(Speech):
    """Phrases of escalation, with days that are due and findings."""

    def due(self, moment: Moment | None) -> str:
        return "" if moment is None else self.say("due", day=self.moment(moment))

    def step(self, id_: str) -> str:
        return self.name(id_, "levels")

    def missing(self, names: Sequence[str], record: type[Any] | None = None) -> Iterator[str]:
        if names:
            yield "  " + self.say("missing", names=self.facts(names, record))

    def findings(self, found: Sequence[Finding]) -> Iterator[str]:
        for one in found:
            who = self.say("parties") if one.who == "parties" else self.name(self.level(one.who))
            at = "" if one.at is None else self.say("at", day=self.moment(one.at))
            text = self.say(one.code, who=who, due=self.due(one.due), at=at)
            if one.detail:
                text += self.say("detail", detail=self.name(self.level(one.detail)))
            yield "  " + self.say("finding", text=text)

    def level(self, id_: str | None) -> str | None:
        """A level by its title; other ids as they are."""
        return id_ if id_ is None else self.name(id_, "levels")

    def refer(self, who: str | None) -> Iterator[str]:
        if who is not None:
            yield "  " + self.say("refer", who=self.name(who))


def dispute_lines(
    result: DisputeResult, record: type[Any], vocabulary: Vocabulary, language: str
) -> Iterator[str]:
    """A dispute, line by line."""
    say = _Lines(PHRASES, vocabulary, language)

    def title(step: str) -> str:
        return result.steps.get(step, Text()).get(language) or step

    step = title(result.step or "")
    who = say.names(result.decides) if result.decides else say.say("parties")
    if result.state == "no_dispute":
        who = say.name(result.lead)
    due = say.due(result.due) + (say.say("overdue") if result.overdue else "")
    by = "" if result.settled_by is None else say.say("by", who=say.name(result.settled_by))
    yield say.say(f"dispute.{result.state}", step=step, who=who, due=due, by=by)
    if result.next_step is not None:
        yield "  " + say.say("next", step=title(result.next_step))
    if result.acting is not None:
        yield "  " + say.say("acting", who=say.name(result.acting))
    if result.state == "open" and result.meanwhile:
        yield "  " + result.meanwhile.get(language)
    yield from _stay_lines(say, result.stays, title)
    yield from say.findings(result.findings)
    yield from say.missing(result.missing, record)


def _stay_lines(say: _Lines, stays: Sequence[Stay], title: Callable[[str], str]) -> Iterator[str]:
    for stay in stays:
        left = "" if stay.how is None else say.say(f"left.{stay.how}", day=say.moment(stay.left))
        step, due = title(stay.step), say.due(stay.due)
        yield "  " + say.say("stay", step=step, since=say.moment(stay.since), due=due, left=left)


def tier_lines(result: TierResult, vocabulary: Vocabulary, language: str) -> Iterator[str]:
    """The level of a matter, line by line."""
    say = _Lines(PHRASES, vocabulary, language)
    due = say.due(result.due) + (say.say("overdue") if result.overdue else "")
    yield say.say(f"tier.{result.state}", level=say.step(result.level or ""), due=due)
    if result.spent is not None:
        yield "  " + say.say("spent", span=say.span(result.spent))
    yield from _stay_lines(say, result.stays, say.step)
    yield from say.findings(result.findings)
    yield from say.missing(result.missing)


def assistance_lines(
    result: AssistanceResult, vocabulary: Vocabulary, language: str
) -> Iterator[str]:
    """An answer to a request, line by line."""
    say = _Lines(PHRASES, vocabulary, language)
    to = say.name(result.transfer_to)
    who, due = say.name(result.of), say.due(result.due)
    yield say.say(f"answer.{result.state}", who=who, to=to, due=due)
    for reason in result.reasons:
        yield "  " + say.say(f"why.{reason}")
    yield from say.refer(result.refer_to)
    if result.ladder is not None:
        title = result.ladder_title.get(language) or f"`{result.ladder}`"
        yield "  " + say.say("ladder", title=title)
    yield from say.missing(result.missing, Request)


def return_lines(result: ReturnResult, vocabulary: Vocabulary, language: str) -> Iterator[str]:
    """The holder of a matter, line by line."""
    say = _Lines(PHRASES, vocabulary, language)
    since = say.moment(result.since)
    if result.holder is None:
        yield say.say("holder.none", since=since, who=say.name(result.decides))
    else:
        yield say.say("holder", since=since, who=say.name(result.holder))
    if result.designated:
        yield "  " + say.say("designated")
    if result.may_return:
        yield "  " + say.say("return_until", day=say.moment(result.return_until))
    for one in result.returns:
        who, day = say.name(one.department), say.moment(one.at)
        if one.refused is None:
            yield "  " + say.say("return.good", who=who, day=day)
        else:
            why = say.say(f"why.{one.refused}")
            yield "  " + say.say("return.refused", who=who, day=day, why=why)


def feedback_lines(result: FeedbackResult, vocabulary: Vocabulary, language: str) -> Iterator[str]:
    """The replies to an instruction, line by line."""
    say = _Lines(PHRASES, vocabulary, language)
    for one in result.replies:
        what = say.say(f"reply.{one.reply}", n=one.n)
        who, due = say.name(one.department), say.due(one.due)
        yield say.say("reply", who=who, what=what, due=due, state=say.say(f"state.{one.state}"))
    yield from say.findings(result.findings)
    yield from say.refer(result.refer_to)


def emergency_lines(
    result: EmergencyResult, vocabulary: Vocabulary, language: str
) -> Iterator[str]:
    """An emergency, line by line."""
    say = _Lines(PHRASES, vocabulary, language)
    attribute = vocabulary.attributes["emergency_level"]
    if result.level is not None and attribute.choices is not None:
        yield say.say("event", level=attribute.choices.label(result.level, language))
    else:
        yield say.say("event.unknown" if result.missing else "event.none")
    for one in result.notices:
        late = "" if one.late_by is None else say.say("late_by", span=say.span(one.late_by))
        state = say.say(f"tell.{one.state}")
        who = say.name(one.receiver)
        yield "  " + say.say("tell", who=who, due=say.due(one.due), state=state, late=late)
    if result.team not in ("not_needed", "unknown"):
        who = say.name(result.lead)
        yield "  " + say.say(f"team.{result.team}", who=who, due=say.due(result.team_due))
    yield from say.findings(result.findings)
    yield from say.missing(result.missing)


def relay_lines(result: RelayResult, vocabulary: Vocabulary, language: str) -> Iterator[str]:
    """The hops of a warning, line by line."""
    say = _Lines(PHRASES, vocabulary, language)
    for one in result.hops:
        late = "" if one.late_by is None else say.say("late_by", span=say.span(one.late_by))
        yield say.say(
            "hop",
            sender=say.name(one.sender),
            receiver=say.name(one.receiver),
            due=say.due(one.due),
            state=say.say(f"tell.{one.state}"),
            late=late,
        )
    if result.complete:
        yield "  " + say.say("complete")
    yield from say.findings(result.findings)


def post_lines(result: PostsResult, vocabulary: Vocabulary, language: str) -> Iterator[str]:
    """What posts owe, line by line."""
    say = _Lines(PHRASES, vocabulary, language)
    for one in result.obligations:
        line = say.say(
            "bound",
            post=one.post,
            what=one.what,
            due=say.due(one.due),
            state=say.say(f"state.{one.state}"),
            who=one.holder or say.say("vacant"),
        )
        if one.moved and one.first is not None:
            line += say.say("bound.moved", first=one.first)
        yield line
    yield from say.findings(result.findings)
