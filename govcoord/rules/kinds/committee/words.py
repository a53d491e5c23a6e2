"""Decision records in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from govcoord.mechanisms.said import Texts
from govcoord.rules.kinds.speech import Speech
from govcoord.rules.vocabulary import Vocabulary
from govcoord.text import Text

if TYPE_CHECKING:
    from govcoord.rules.kinds.committee.records import DecisionRecord

PHRASES: Texts = {
    "passed": ("{matter}: adopted", "{matter}：通过", "{matter}：通過"),
    "rejected": ("{matter}: not adopted", "{matter}：未通过", "{matter}：未通過"),
    "invalid": ("{matter}: no valid decision", "{matter}：议事无效", "{matter}：議事無效"),
    "open": ("{matter}: not settled yet", "{matter}：尚无结果", "{matter}：尚無結果"),
    "to_meeting": (
        "{matter}: a member wants a meeting; convene one",
        "{matter}：有成员要求开会，应召开会议",
        "{matter}：有成員要求開會，應召開會議",
    ),
    "not_on_agenda": (
        "the matter is not on the agenda",
        "该议题未列入议程",
        "該議題未列入議程",
    ),
    "several_matters": (
        "more than one matter for one session",
        "一次会议列了多个议题（应一事一议）",
        "一次會議列了多個議題（應一事一議）",
    ),
    "no_chair": (
        "neither the chair nor a deputy presides",
        "召集人及副召集人均未主持",
        "召集人及副召集人均未主持",
    ),
    "no_quorum": ("no quorum", "未达法定出席人数", "未達法定出席人數"),
    "quorum_unreachable": (
        "after recusals no meeting of this body can have a quorum",
        "回避后，本机构无法达到法定出席人数",
        "迴避後，本機構無法達到法定出席人數",
    ),
    "circulation_not_allowed": (
        "the matter may not be decided by circulation",
        "该议题不得传签",
        "該議題不得傳簽",
    ),
    "meeting_demanded": ("a member wants a meeting", "有成员要求开会", "有成員要求開會"),
    "count": (
        "entitled {entitled}, present {present}, quorum {quorum}; for {yes}, against {no}, "
        "abstained {abstained}; needed {needed}",
        "应到 {entitled}，实到 {present}，法定人数 {quorum}；赞成 {yes}，反对 {no}，"
        "弃权 {abstained}；通过需 {needed} 票",
        "應到 {entitled}，實到 {present}，法定人數 {quorum}；贊成 {yes}，反對 {no}，"
        "棄權 {abstained}；通過需 {needed} 票",
    ),
    "group": (
        "{group}: {present} present, at least {needed}",
        "{group}：实到 {present}，至少 {needed}",
        "{group}：實到 {present}，至少 {needed}",
    ),
    "tie": ("a tie, decided by {chair}", "票数相等，由{chair}决定", "票數相等，由{chair}決定"),
    "tie_open": ("a tie", "票数相等", "票數相等"),
    "recused": ("recused: {names}", "回避：{names}", "迴避：{names}"),
    "invited": ("invited, without a vote: {names}", "列席（无表决权）：{names}", "列席（無表決權）：{names}"),
    "not_there": ("not there: {names}", "缺席：{names}", "缺席：{names}"),
    "uncounted": ("not counted: {name} ({why})", "未计入：{name}（{why}）", "未計入：{name}（{why}）"),
    "dissent": ("dissent: {name}, {reason}", "不同意见：{name}，{reason}", "不同意見：{name}，{reason}"),
    "no_reason": ("no reason recorded", "未记录理由", "未記錄理由"),
    "alone": (
        "{name} alone decided: nobody else was there to vote; the rules set no fewest number",
        "仅{name}一人议决，其他成员均未参加表决；议事规则没有规定最少人数",
        "僅{name}一人議決，其他成員均未參加表決；議事規則沒有規定最少人數",
    ),
    "missing": ("to be found out: {names}", "待查明：{names}", "待查明：{names}"),
    "unified": ("one position: all have signed off", "口径统一：全部会签", "口徑統一：全部會簽"),
    "not_unified": (
        "no single position; not signed off: {names}",
        "口径未统一，未会签：{names}",
        "口徑未統一，未會簽：{names}",
    ),
    "due": ("answers due by {day}", "传签答复截止 {day}", "傳簽答覆截止 {day}"),
    "owed": ("{holder}: {what}, by {day}{state}", "{holder}：{what}，不晚于 {day} 完成{state}", "{holder}：{what}，不晚於 {day} 完成{state}"),
    "refer": ("goes to {body}", "提请{body}", "提請{body}"),
    "state": (" ({state})", "（{state}）", "（{state}）"),
    "state.done": ("done", "已完成", "已完成"),
    "state.late": ("done late", "逾期完成", "逾期完成"),
    "state.open": ("not yet due", "未到期", "未到期"),
    "state.overdue": ("overdue", "已逾期", "已逾期"),
    "state.undated": ("no day set", "未定期限", "未定期限"),
    "why.recused": ("recused", "已回避", "已迴避"),
    "why.no_vote": ("has no vote", "无表决权", "無表決權"),
    "why.not_present": ("not present", "未出席", "未出席"),
    "why.proxy_not_allowed": ("proxies are not allowed", "不允许委托", "不允許委託"),
    "why.too_many_proxies": ("one person for too many", "一人受托过多", "一人受託過多"),
    "why.proxy_not_written": ("not in writing", "无书面委托", "無書面委託"),
    "why.late": ("after the time for answers", "超过答复期限", "超過答覆期限"),
    "why.day_unknown": ("day of the answer not known", "答复日期未知", "答覆日期未知"),
    "unknown": ("not known", "未知", "未知"),
}  # fmt: skip


def record_lines(record: DecisionRecord, vocabulary: Vocabulary, language: str) -> Iterator[str]:
    """A decision record, line by line."""
    speech = Speech(PHRASES, vocabulary, language)

    def seat(id_: str) -> str:
        return record.body.label(id_, vocabulary, language)

    def seats(ids: tuple[str, ...]) -> str:
        return speech.joined(map(seat, ids))

    yield speech.say(record.state, matter=record.matter)
    for ground in record.grounds:
        yield "  " + speech.say(ground)
    for line in _count_lines(record, speech):
        yield "  " + line
    if record.tally.tie:
        key = "tie" if record.tally.chair_decided else "tie_open"
        yield "  " + speech.say(key, chair=seat(record.chair or ""))
    if record.alone is not None:
        yield "  " + speech.say("alone", name=seat(record.alone))
    for key in ("recused", "invited", "not_there"):
        if getattr(record, key):
            yield "  " + speech.say(key, names=seats(getattr(record, key)))
    for vote in record.uncounted:
        why = speech.say(f"why.{vote.why}")
        yield "  " + speech.say("uncounted", name=seat(vote.member), why=why)
    for dissent in record.dissents:
        reason = dissent.reason or speech.say("no_reason")
        yield "  " + speech.say("dissent", name=seat(dissent.member), reason=reason)
    if record.position is not None:
        yield "  " + speech.say(record.position, names=seats(record.unsigned))
    if record.due is not None:
        yield "  " + speech.say("due", day=speech.moment(record.due))
    for owed in record.obligations:
        state = speech.say("state", state=speech.say(f"state.{owed.state}")) if owed.state else ""
        day = speech.moment(owed.due)
        holder = speech.name(owed.holder)
        yield "  " + speech.say("owed", holder=holder, what=owed.what, day=day, state=state)
    if record.refer_to is not None:
        yield "  " + speech.say("refer", body=speech.name(record.refer_to))
    if record.missing:
        names = speech.facts(record.missing, record.body.record, seat)
        yield "  " + speech.say("missing", names=names)


def _count_lines(record: DecisionRecord, speech: Speech) -> Iterator[str]:
    tally = record.tally
    unknown = speech.say("unknown")
    yield speech.say(
        "count",
        entitled=tally.entitled,
        present=unknown if tally.present is None else tally.present,
        quorum=tally.quorum_needed,
        yes=tally.votes_for,
        no=tally.against,
        abstained=tally.abstained,
        needed=unknown if tally.needed is None else tally.needed,
    )
    for group in tally.groups:
        present = unknown if group.present is None else group.present
        title = record.body.groups.get(group.group, Text()).get(speech.language) or group.group
        yield speech.say("group", group=title, present=present, needed=group.needed)
