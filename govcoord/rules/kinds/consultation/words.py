"""Consultations in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from govcoord.mechanisms.consulting import Owed, Window
from govcoord.mechanisms.said import Texts
from govcoord.mechanisms.shares import Share
from govcoord.numerals import format_number
from govcoord.rules.kinds.speech import Speech
from govcoord.rules.vocabulary import Vocabulary

if TYPE_CHECKING:
    from govcoord.rules.kinds.consultation.kind import ConsultationResult

PHRASES: Texts = {
    "start_unknown": ("notice: from when it counts is not known", "公示征求意见：从哪天起算尚不清楚", "公示徵求意見：從哪天起算尚不清楚"),
    "not_opened": ("notice: not begun", "公示征求意见：尚未开始", "公示徵求意見：尚未開始"),
    "running": ("notice: running since {start}, {held} so far", "公示征求意见：自 {start} 起进行中，已满 {held}", "公示徵求意見：自 {start} 起進行中，已滿 {held}"),
    "long_enough": ("notice: {start} to {closed}, {held}: long enough", "公示征求意见：{start} 至 {closed}，共 {held}，时间足够", "公示徵求意見：{start} 至 {closed}，共 {held}，時間足夠"),
    "shortened": ("notice: {start} to {closed}, {held}: shortened, urgent and explained", "公示征求意见：{start} 至 {closed}，共 {held}，因情况紧急缩短并已说明", "公示徵求意見：{start} 至 {closed}，共 {held}，因情況緊急縮短並已說明"),
    "too_short": ("notice: {start} to {closed}, {held}: too short by {lacking}", "公示征求意见：{start} 至 {closed}，共 {held}，还差 {lacking}", "公示徵求意見：{start} 至 {closed}，共 {held}，還差 {lacking}"),
    "open": ("notice: {start} to {closed}, {held}: short by {lacking}, not known yet whether that was allowed", "公示征求意见：{start} 至 {closed}，共 {held}，还差 {lacking}，能否缩短尚不确定", "公示徵求意見：{start} 至 {closed}，共 {held}，還差 {lacking}，能否縮短尚不確定"),
    "until": ("must last until {day}", "应持续到 {day}", "應持續到 {day}"),
    "valid": ("in order", "符合要求", "符合要求"),
    "invalid": ("not in order", "不符合要求", "不符合要求"),
    "undecided": ("not known yet whether in order", "是否符合要求尚不确定", "是否符合要求尚不確定"),
    "finding.too_short": ("the notice was too short", "公示时间不足", "公示時間不足"),
    "finding.not_explained": ("the shortening was not explained", "缩短时间没有说明理由", "縮短時間沒有說明理由"),
    "finding.planned_too_short": ("the closing day that was announced comes too early, put it off", "预定截止日过早，应当推迟", "預定截止日過早，應當推遲"),
    "finding.not_published": ("not published: {paper}", "没有公布：{paper}", "沒有公布：{paper}"),
    "finding.published_late": ("published late: {paper}", "公布晚于征求意见开始：{paper}", "公布晚於徵求意見開始：{paper}"),
    "finding.too_few_channels": ("too few channels", "征求渠道太少", "徵求渠道太少"),
    "finding.answers_late": ("answers were late", "有意见逾期反馈", "有意見逾期反饋"),
    "finding.answers_overdue": ("answers are overdue", "有意见逾期未反馈", "有意見逾期未反饋"),
    "finding.summary_late": ("the outcome was published late", "采纳情况逾期公布", "採納情況逾期公布"),
    "finding.summary_overdue": ("the outcome is not published and overdue", "采纳情况逾期未公布", "採納情況逾期未公布"),
    "counts": ("opinions: {received}, {outside} of them outside the notice; adopted {adopted}, in part {partly}, not {not_adopted}", "收到意见 {received} 条，其中期外 {outside} 条；采纳 {adopted} 条，部分采纳 {partly} 条，不采纳 {not_adopted} 条", "收到意見 {received} 條，其中期外 {outside} 條；採納 {adopted} 條，部分採納 {partly} 條，不採納 {not_adopted} 條"),
    "answered": ("answered: {answered}; in time: {in_time}", "反馈率 {answered}，按期反馈率 {in_time}", "反饋率 {answered}，按期反饋率 {in_time}"),
    "share": ("{percent}% ({done}/{total})", "{percent}%（{done}/{total}）", "{percent}%（{done}/{total}）"),
    "nothing": ("not applicable", "不适用", "不適用"),
    "opinion": ("{id}{place}: {what}, {state}{due}", "{id}{place}：{what}，{state}{due}", "{id}{place}：{what}，{state}{due}"),
    "place.within": ("", "", ""),
    "place.unknown": ("", "", ""),
    "place.before": (" (before the notice)", "（公示之前）", "（公示之前）"),
    "place.after": (" (after the close)", "（截止之后）", "（截止之後）"),
    "due": (", by {day}", "，期限至 {day}", "，期限至 {day}"),
    "what.adopted": ("adopted", "采纳", "採納"),
    "what.partly": ("adopted in part", "部分采纳", "部分採納"),
    "what.not_adopted": ("not adopted", "不采纳", "不採納"),
    "what.none": ("no answer on record", "没有采纳情况", "沒有採納情況"),
    "state.done": ("answered in time", "按期反馈", "按期反饋"),
    "state.late": ("answered late", "逾期反馈", "逾期反饋"),
    "state.open": ("to be answered", "待反馈", "待反饋"),
    "state.overdue": ("overdue", "逾期未反馈", "逾期未反饋"),
    "state.undated": ("to be answered, the day is not known", "待反馈，期限未定", "待反饋，期限未定"),
    "state.filed": ("filed, no answer owed", "存档，不须反馈", "存檔，不須反饋"),
    "summary": ("outcome to be published: {state}{due}", "公布采纳情况：{state}{due}", "公布採納情況：{state}{due}"),
    "summary.done": ("in time", "按期公布", "按期公布"),
    "summary.late": ("late", "逾期公布", "逾期公布"),
    "summary.open": ("not yet due", "未到期", "未到期"),
    "summary.overdue": ("overdue", "逾期未公布", "逾期未公布"),
    "summary.undated": ("the day is not known", "期限未定", "期限未定"),
    "missing": ("to be found out: {names}", "待查明：{names}", "待查明：{names}"),
}  # fmt: skip


def consultation_lines(
    result: ConsultationResult, vocabulary: Vocabulary, language: str
) -> Iterator[str]:
    """The notice, whether all is in order, and each opinion with its answer."""
    speech = Speech(PHRASES, vocabulary, language)
    yield from _window(result.window, speech)
    yield speech.say({True: "valid", False: "invalid", None: "undecided"}[result.valid])
    for code in result.findings:
        key, _, paper = code.partition(":")
        title = result.mechanism.papers.label(paper, language) if paper else ""
        yield "  " + speech.say(f"finding.{key}", paper=title)
    if result.missing:
        papers = result.mechanism.papers
        names = speech.facts(
            result.missing, result.mechanism.record, lambda key: papers.label(key, language)
        )
        yield "  " + speech.say("missing", names=names)
    if result.opinions:
        yield speech.say("counts", **result.counts)
        answered, in_time = _share(result.answered, speech), _share(result.in_time, speech)
        yield speech.say("answered", answered=answered, in_time=in_time)
    for one in result.opinions:
        yield "  " + _opinion(one, speech)
    if result.summary is not None:
        state = speech.say(f"summary.{result.summary_state}")
        yield speech.say("summary", state=state, due=_due(result.summary.due, speech))


def _window(window: Window, speech: Speech) -> Iterator[str]:
    yield speech.say(
        window.state,
        start=speech.moment(window.counts_from),
        closed=speech.moment(window.closed),
        held="" if window.held is None else speech.span(window.held),
        lacking="" if window.lacking is None else speech.span(window.lacking),
    )
    if window.needed_until is not None and window.state not in ("long_enough", "shortened"):
        yield "  " + speech.say("until", day=speech.moment(window.needed_until))


def _opinion(one: Owed, speech: Speech) -> str:
    due = _due(one.due, speech) if one.state in ("open", "overdue") else ""
    return speech.say(
        "opinion",
        id=one.id,
        place=speech.say(f"place.{one.place}"),
        what=speech.say(f"what.{one.answer or 'none'}"),
        state=speech.say(f"state.{one.state or 'filed'}"),
        due=due,
    )


def _due(day: object, speech: Speech) -> str:
    return "" if day is None else speech.say("due", day=day)


def _share(share: Share, speech: Speech) -> str:
    value = share.value
    if value is None:
        return speech.say("nothing")
    percent = format_number(value * 100, digits=2)
    return speech.say("share", percent=percent, done=share.done, total=share.total)
