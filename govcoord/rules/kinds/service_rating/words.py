"""Ratings of service in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from govcoord.mechanisms.rating import Rating, Ticket, UnitRates
from govcoord.mechanisms.said import Texts
from govcoord.mechanisms.shares import Share
from govcoord.numerals import format_number
from govcoord.rules.kinds.speech import Speech
from govcoord.rules.vocabulary import Vocabulary

if TYPE_CHECKING:
    from govcoord.rules.kinds.service_rating.kind import RatingsResult

PHRASES: Texts = {
    "bad": ("{id}{unit}: {level}", "{id}{unit}：{level}", "{id}{unit}：{level}"),
    "malicious": ("{id}{unit}: left out, malicious by review", "{id}{unit}：经复核为恶意评价，不计入", "{id}{unit}：經複核為惡意評價，不計入"),
    "mistaken": ("{id}{unit}: left out, mistaken by review", "{id}{unit}：经复核为误评，不计入", "{id}{unit}：經複核為誤評，不計入"),
    "duty": ("{what}{due}: {state}", "{what}{due}：{state}", "{what}{due}：{state}"),
    "due": (", by {day}", "，期限至 {day}", "，期限至 {day}"),
    "contact": ("contact", "联系评价人", "聯繫評價人"),
    "rectify": ("rectify", "整改", "整改"),
    "call_back": ("call back", "回访", "回訪"),
    "state.done": ("in time", "按期完成", "按期完成"),
    "state.late": ("late", "逾期完成", "逾期完成"),
    "state.open": ("not yet due", "未到期", "未到期"),
    "state.overdue": ("overdue", "逾期", "逾期"),
    "state.undated": ("time not known", "期限未定", "期限未定"),
    "no_evidence": ("the review gives no evidence: the rating counts", "复核没有证据，差评照计", "複核沒有證據，差評照計"),
    "missing": ("to be found out: {names}", "待查明：{names}", "待查明：{names}"),
    "unit": ("{unit}: {good} good, {bad} bad; not counted: {rest}", "{unit}：好评 {good}，差评 {bad}；不计入 {rest}", "{unit}：好評 {good}，差評 {bad}；不計入 {rest}"),
    "all": ("all units", "合计", "合計"),
    "rectified": ("bad ratings rectified: {share}{unknown}{attained}", "差评整改率：{share}{unknown}{attained}", "差評整改率：{share}{unknown}{attained}"),
    "in_time": ("rectified in time: {share}{unknown}", "按期整改率：{share}{unknown}", "按期整改率：{share}{unknown}"),
    "satisfied": ("satisfied: {share}", "满意率：{share}", "滿意率：{share}"),
    "too_few": ("satisfied: too few ratings ({n})", "满意率：样本不足（{n}）", "滿意率：樣本不足（{n}）"),
    "share": ("{percent}% ({done}/{total})", "{percent}%（{done}/{total}）", "{percent}%（{done}/{total}）"),
    "nothing": ("not applicable", "不适用", "不適用"),
    "unknown": (", {n} not known", "，另有 {n} 件不清楚", "，另有 {n} 件不清楚"),
    "attained": (", target reached", "，达到目标", "，達到目標"),
    "missed": (", target not reached", "，未达目标", "，未達目標"),
}  # fmt: skip


def rating_lines(result: RatingsResult, vocabulary: Vocabulary, language: str) -> Iterator[str]:
    """Bad ratings and rates, line by line."""
    speech = Speech(PHRASES, vocabulary, language)
    for ticket in result.tickets:
        yield from _ticket_lines(ticket, result, speech)
    for unit in (*result.units, result.total):
        yield from _unit_lines(unit, speech)


def _ticket_lines(ticket: Ticket, result: RatingsResult, speech: Speech) -> Iterator[str]:
    head = "" if ticket.id is None else f"{ticket.id} "
    titles = result.mechanism.titles
    level = titles[ticket.level or ""].get(speech.language) or ticket.level or ""
    yield speech.say(ticket.verdict, id=head, unit=speech.name(ticket.unit), level=level)
    for duty in ticket.duties:
        due = "" if duty.due is None else speech.say("due", day=speech.moment(duty.due))
        state = speech.say(f"state.{duty.state}")
        yield "  " + speech.say("duty", what=speech.say(duty.duty), due=due, state=state)
    if "no_evidence" in ticket.findings:
        yield "  " + speech.say("no_evidence")
    if ticket.missing:
        yield "  " + speech.say("missing", names=speech.facts(ticket.missing, Rating))


def _unit_lines(unit: UnitRates, speech: Speech) -> Iterator[str]:
    name = speech.say("all") if unit.unit is None else speech.name(unit.unit)
    counts = unit.counts
    rest = sum(counts.values()) - counts["good"] - counts["bad"]
    yield speech.say("unit", unit=name, good=counts["good"], bad=counts["bad"], rest=rest)
    attained = "" if unit.attained is None else "attained" if unit.attained else "missed"
    yield "  " + speech.say(
        "rectified",
        share=_share(unit.rectified, speech),
        unknown=_unknown(unit.rectified, speech),
        attained=speech.say(attained) if attained else "",
    )
    share, unknown = _share(unit.in_time, speech), _unknown(unit.in_time, speech)
    yield "  " + speech.say("in_time", share=share, unknown=unknown)
    if unit.enough:
        yield "  " + speech.say("satisfied", share=_share(unit.satisfied, speech))
    else:
        yield "  " + speech.say("too_few", n=unit.satisfied.total)


def _share(share: Share, speech: Speech) -> str:
    value = share.value
    if value is None:
        return speech.say("nothing")
    percent = format_number(value * 100, digits=2)
    return speech.say("share", percent=percent, done=share.done, total=share.total)


def _unknown(share: Share, speech: Speech) -> str:
    return speech.say("unknown", n=share.unknown) if share.unknown else ""
