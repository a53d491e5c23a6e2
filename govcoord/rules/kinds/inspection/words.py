"""Inspections in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from govcoord.mechanisms.said import Texts
from govcoord.mechanisms.supervising import Inspected, Inspection
from govcoord.numerals import format_number
from govcoord.rules.kinds.speech import Speech
from govcoord.rules.vocabulary import Vocabulary

if TYPE_CHECKING:
    from govcoord.rules.kinds.inspection.kind import Rate, SupervisionResult

PHRASES: Texts = {
    "rule": ("{id}: inspected by rule {rules}", "{id}：按 {rules} 必须督查", "{id}：按 {rules} 必須督查"),
    "sample": ("{id}: drawn in the sample", "{id}：抽样抽中", "{id}：抽樣抽中"),
    "not": ("{id}: not inspected", "{id}：不督查", "{id}：不督查"),
    "unknown": ("{id}: not known yet whether it is inspected", "{id}：是否督查尚不确定", "{id}：是否督查尚不確定"),
    "missing": ("to be found out: {names}", "待查明：{names}", "待查明：{names}"),
    "inspection": ("inspection {id}{provisional}", "督查 {id}{provisional}", "督查 {id}{provisional}"),
    "provisional": (" (provisional)", "（结论尚未最终确定）", "（結論尚未最終確定）"),
    "not_ordered": ("ordered by a body that may not", "批准机关无权决定督查", "批准機關無權決定督查"),
    "no_plan": ("not in the plan", "未列入计划", "未列入計劃"),
    "repeated": ("repeats inspection {id} too soon", "与督查 {id} 在限定时间内重复", "與督查 {id} 在限定時間內重複"),
    "objection_late": ("the objection came too late", "申诉超过期限", "申訴超過期限"),
    "review_overdue": ("the review is overdue", "复核逾期未决", "複核逾期未決"),
    "review_late": ("the review was decided late", "复核决定逾期", "複核決定逾期"),
    "same_staff": ("those who inspected also decided on the objection", "原督查人员参加了复核", "原督查人員參加了複核"),
    "mending_late": ("findings were mended late", "有问题逾期整改", "有問題逾期整改"),
    "mending_overdue": ("findings are past their day", "有问题逾期未改", "有問題逾期未改"),
    "flaw": ("{unit}: {what}, by {day} ({state})", "{unit}：{what}，期限至 {day}（{state}）", "{unit}：{what}，期限至 {day}（{state}）"),
    "state.done": ("mended in time", "按期整改", "按期整改"),
    "state.late": ("mended late", "逾期整改", "逾期整改"),
    "state.open": ("not yet due", "未到期", "未到期"),
    "state.overdue": ("overdue", "逾期未改", "逾期未改"),
    "review.not_concluded": ("not concluded yet", "尚未送达结论", "尚未送達結論"),
    "review.none": ("no objection", "没有申诉", "沒有申訴"),
    "review.possible": ("may be objected to until {day}, that day included", "可以申诉，不晚于 {day}", "可以申訴，不晚於 {day}"),
    "review.pending": ("objection pending, to be decided by {day}", "申诉复核中，不晚于 {day} 作出决定", "申訴複核中，不晚於 {day} 作出決定"),
    "review.too_late": ("objection not admissible", "申诉不予受理", "申訴不予受理"),
    "review.confirmed": ("confirmed by review", "复核维持", "複核維持"),
    "review.changed": ("changed by review", "复核变更", "複核變更"),
    "review.revoked": ("revoked by review", "复核撤销", "複核撤銷"),
    "review.unknown": ("where the objection stands is not known", "申诉进展不明", "申訴進展不明"),
    "rate": ("{unit}: mended {share}{attained}", "{unit}：整改率 {share}{attained}", "{unit}：整改率 {share}{attained}"),
    "all": ("all units", "合计", "合計"),
    "share": ("{percent}% ({done}/{total})", "{percent}%（{done}/{total}）", "{percent}%（{done}/{total}）"),
    "nothing": ("not applicable", "不适用", "不適用"),
    "attained": (", target reached", "，达到目标", "，達到目標"),
    "missed": (", target not reached", "，未达目标", "，未達目標"),
    "visit": ("{object}: {checks} in one visit between {start} and {end}, by {units}", "{object}：{checks} 合并为一次，{start} 至 {end} 之间，由{units}共同检查", "{object}：{checks} 合併為一次，{start} 至 {end} 之間，由{units}共同檢查"),
    "alone": ("{object}: {checks}, between {start} and {end}, by {units}", "{object}：{checks}，{start} 至 {end} 之间，由{units}检查", "{object}：{checks}，{start} 至 {end} 之間，由{units}檢查"),
    "twice": ("would have been checked twice: {items}", "原计划重复检查的事项：{items}", "原計劃重複檢查的事項：{items}"),
    "saved": ("visits saved: {n}", "减少入户检查 {n} 次", "減少入戶檢查 {n} 次"),
}  # fmt: skip


def inspection_lines(
    result: SupervisionResult, vocabulary: Vocabulary, language: str
) -> Iterator[str]:
    """Selection, inspections, rates and visits, line by line."""
    speech = Speech(PHRASES, vocabulary, language)
    for case in result.selected:
        yield speech.say(case.how, id=case.id, rules=speech.joined(case.rules))
        if case.missing:
            yield "  " + speech.say("missing", names=speech.facts(case.missing))
    for one in result.inspections:
        yield from _lines_of(one, speech)
    for rate in result.rates:
        yield _rate(rate, speech)
    for visit in result.visits:
        yield speech.say(
            "visit" if len(visit.checks) > 1 else "alone",
            object=visit.object,
            checks=speech.joined(visit.checks),
            start=speech.moment(visit.earliest),
            end=speech.moment(visit.latest),
            units=speech.names(visit.units),
        )
        if visit.twice:
            yield "  " + speech.say("twice", items=speech.joined(visit.twice))
    if result.visits:
        yield speech.say("saved", n=result.visits_saved)


def _lines_of(one: Inspected, speech: Speech) -> Iterator[str]:
    provisional = speech.say("provisional") if one.provisional else ""
    yield speech.say("inspection", id=one.id, provisional=provisional)
    for code in one.wrong:
        yield "  " + speech.say(code, id=one.repeats)
    yield "  " + speech.say(f"review.{one.review}", day=speech.moment(one.until))
    for flaw in one.mending:
        state = speech.say(f"state.{flaw.state}")
        unit, day = speech.name(flaw.unit), speech.moment(flaw.due)
        yield "  " + speech.say("flaw", unit=unit, what=flaw.what, day=day, state=state)
    if one.missing:
        yield "  " + speech.say("missing", names=speech.facts(one.missing, Inspection))


def _rate(rate: Rate, speech: Speech) -> str:
    value = rate.mended.value
    share = speech.say("nothing")
    if value is not None:
        percent = format_number(value * 100, digits=2)
        done, total = rate.mended.done, rate.mended.total
        share = speech.say("share", percent=percent, done=done, total=total)
    attained = ""
    if rate.attained is not None:
        attained = speech.say("attained" if rate.attained else "missed")
    unit = speech.say("all") if rate.unit is None else speech.name(rate.unit)
    return speech.say("rate", unit=unit, share=share, attained=attained)
