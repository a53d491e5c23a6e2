"""What a gate gives, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from govcoord.mechanisms.gates import Found
from govcoord.mechanisms.said import Texts
from govcoord.rules.kinds.speech import Speech
from govcoord.rules.vocabulary import Vocabulary
from govcoord.text import Text

if TYPE_CHECKING:
    from govcoord.rules.kinds.gate.result import GateResult

PHRASES: Texts = {
    "proposed": ("{title}: proposed: {outcome} (to be decided by {body})", "{title}：建议{outcome}（由{body}决定）", "{title}：建議{outcome}（由{body}決定）"),
    "needs_evidence": ("{title}: needs evidence; still possible: {possible} (to be decided by {body})", "{title}：尚待证据，可能的结论：{possible}（由{body}决定）", "{title}：尚待證據，可能的結論：{possible}（由{body}決定）"),
    "not_applicable": ("{title}: does not apply", "{title}：不适用", "{title}：不適用"),
    "crossed": ("red line crossed: {item}", "触碰红线：{item}", "觸碰紅線：{item}"),
    "failed": ("not passed: {item} ({need}){again}", "未通过：{item}（{need}）{again}", "未通過：{item}（{need}）{again}"),
    "ask": ("missing: {item} ({need}): {why}", "待补：{item}（{need}）：{why}", "待補：{item}（{need}）：{why}"),
    "blank": ("{title} ({need})", "{title}（{need}）", "{title}（{need}）"),
    "red_line": ("red line", "红线", "紅線"),
    "mandatory": ("mandatory", "必备", "必備"),
    "desirable": ("desirable", "加分", "加分"),
    "recheck": (", may be checked again until {day}", "，不晚于 {day} 可以复检", "，不晚於 {day} 可以複檢"),
    "final": (", may not be checked again", "，不得再复检", "，不得再複檢"),
    "recheck_late": ("a check of {item} came too late and does not count", "{item}的复检超过期限，不计", "{item}的複檢超過期限，不計"),
    "recheck_too_often": ("{item} was checked too often; the surplus does not count", "{item}的复检超过次数，多出的不计", "{item}的複檢超過次數，多出的不計"),
    "no_check": ("no check on record{evidence}", "没有检查记录{evidence}", "沒有檢查記錄{evidence}"),
    "no_evidence": ("no evidence{evidence}", "没有证据{evidence}", "沒有證據{evidence}"),
    "undated": ("no day{evidence}", "没有日期{evidence}", "沒有日期{evidence}"),
    "too_old": ("evidence expired after {day}{evidence}", "证据 {day} 后已过期{evidence}", "證據 {day} 後已過期{evidence}"),
    "facts": ("not known: {facts}", "尚不知道：{facts}", "尚不知道：{facts}"),
    "evidence": (", needed: {what}", "，需要：{what}", "，需要：{what}"),
    "besides": ("not known either, and needed for a better outcome: {items}", "此外尚不知道、改判须补的：{items}", "此外尚不知道、改判須補的：{items}"),
    "facts_missing": ("not known whether it applies: {facts}", "是否适用尚不知道：{facts}", "是否適用尚不知道：{facts}"),
    "valid_until": ("holds until {day}, when evidence grows too old", "结论有效至 {day}（证据到期）", "結論有效至 {day}（證據到期）"),
    "owed": ("still owed: {text}{due}", "仍须：{text}{due}", "仍須：{text}{due}"),
    "owed.due": (" by {day} ({state})", "（期限至 {day}，{state}）", "（期限至 {day}，{state}）"),
    "owed.no_due": (" ({state})", "（{state}）", "（{state}）"),
    "state.done": ("done", "已完成", "已完成"),
    "state.late": ("done late", "逾期完成", "逾期完成"),
    "state.open": ("not yet due", "未到期", "未到期"),
    "state.overdue": ("overdue", "逾期未完成", "逾期未完成"),
    "state.undated": ("counted from the decision", "自决定送达起算", "自決定送達起算"),
    "decision": ("decided: {outcome}{provisional}", "已决定：{outcome}{provisional}", "已決定：{outcome}{provisional}"),
    "provisional": (" (provisional)", "（尚未最终确定）", "（尚未最終確定）"),
    "against_checklist": ("the decision is not what the checklist gave on its day: reasons are owed, or it is to be reconsidered", "决定与当日检查结论不一致：应说明理由或者重新决定", "決定與當日檢查結論不一致：應說明理由或者重新決定"),
    "without_evidence": ("decided while evidence was missing", "决定时证据不全", "決定時證據不全"),
    "no_longer_holds": ("the checklist gives another outcome today: to be reconsidered", "现在的检查结论已与决定不同：应当重新决定", "現在的檢查結論已與決定不同：應當重新決定"),
    "evidence_lapsed": ("evidence has lapsed since the decision: to be renewed", "决定后证据已失效：应当更新", "決定後證據已失效：應當更新"),
    "objection_late": ("the appeal came too late", "申诉超过期限", "申訴超過期限"),
    "review_overdue": ("the appeal is overdue", "申诉逾期未决", "申訴逾期未決"),
    "review_late": ("the appeal was decided late", "申诉决定逾期", "申訴決定逾期"),
    "correction_late": ("corrected late", "逾期整改", "逾期整改"),
    "correction_overdue": ("the correction is overdue", "整改逾期", "整改逾期"),
    "appeal.not_concluded": ("the decision has not been told: the time to appeal has not begun", "决定尚未送达，申诉期未起算", "決定尚未送達，申訴期未起算"),
    "appeal.none": ("not appealed against in time", "期内没有申诉", "期內沒有申訴"),
    "appeal.possible": ("may be appealed against until {day}{to}", "不晚于 {day} 可以{to}申诉", "不晚於 {day} 可以{to}申訴"),
    "appeal.pending": ("appeal pending, to be decided by {day}", "申诉复核中，不晚于 {day} 作出决定", "申訴複核中，不晚於 {day} 作出決定"),
    "appeal.pending_open": ("appeal pending", "申诉复核中", "申訴複核中"),
    "appeal.too_late": ("appeal not admissible", "申诉不予受理", "申訴不予受理"),
    "appeal.confirmed": ("confirmed on appeal", "申诉维持", "申訴維持"),
    "appeal.changed": ("changed on appeal: record the new decision", "申诉变更：请登记新的决定", "申訴變更：請登記新的決定"),
    "appeal.revoked": ("revoked on appeal", "申诉撤销", "申訴撤銷"),
    "appeal.unknown": ("result of the appeal not known", "申诉结果不明", "申訴結果不明"),
    "to": (" to {body}", "向{body}", "向{body}"),
}  # fmt: skip

RESULTS: Mapping[bool, tuple[Text, Text]] = {
    False: (
        Text.of({"en": "passed", "zh-Hans": "通过", "zh-Hant": "通過"}),
        Text.of({"en": "failed", "zh-Hans": "不通过", "zh-Hant": "不通過"}),
    ),
    True: (
        Text.of({"en": "clear", "zh-Hans": "未触碰", "zh-Hant": "未觸碰"}),
        Text.of({"en": "crossed", "zh-Hans": "触碰", "zh-Hant": "觸碰"}),
    ),
}
"""How the results of a check are written, of an item and of a red line."""

TEXTS: Texts = {
    "expect:one_value": ("one value a day", "同一天只有一个值", "同一天只有一個值"),
}


def gate_lines(result: GateResult, vocabulary: Vocabulary, language: str) -> Iterator[str]:
    """The outcome, what stands in its way, what was decided and how that stands."""
    speech = Speech(PHRASES, vocabulary, language)
    told = result.told

    def named(texts: object, id_: str) -> str:
        title = texts.get(id_) if hasattr(texts, "get") else None
        return (title.get(language) if isinstance(title, Text) else None) or id_

    yield speech.say(
        result.status,
        title=told.title.get(language) or "",
        outcome=named(told.outcomes, result.outcome or ""),
        possible=speech.joined(named(told.outcomes, id_) for id_ in result.possible),
        body=speech.name(result.decided_by),
    )
    yield from _items(result, speech)
    if result.valid_until is not None:
        yield speech.say("valid_until", day=result.valid_until)
    if result.decision is not None:
        provisional = speech.say("provisional") if result.provisional else ""
        outcome = named(told.outcomes, result.decision)
        yield speech.say("decision", outcome=outcome, provisional=provisional)
    yield from (speech.say(code) for code in result.wrong)
    yield from _owed(result, speech)
    yield from _appeal(result, speech)


def _items(result: GateResult, speech: Speech) -> Iterator[str]:
    told = result.told
    for one in result.items:
        item = told.items[one.id].get(speech.language) or one.id
        need = speech.say(one.need)
        if one.id in result.crossed:
            yield speech.say("crossed", item=item)
        elif one.id in result.failed:
            yield speech.say("failed", item=item, need=need, again=_again(one, speech))
        elif one.id in result.ask:
            yield speech.say("ask", item=item, need=need, why=_why(one, result, speech))
        yield from (speech.say(slip, item=item) for slip in one.slips)
    if result.outcome is not None and not result.crossed:
        open_ = [one for one in result.items if one.passed is None and one.id not in result.ask]
        if names := [told.items[one.id].get(speech.language) or one.id for one in open_]:
            yield speech.say("besides", items=speech.joined(names))
    known = {name for one in result.items if one.id in result.ask for name in one.facts}
    if left := [name for name in result.facts_missing if name not in known]:
        yield speech.say("facts_missing", facts=_labels(left, result, speech))


def _again(one: Found, speech: Speech) -> str:
    if one.final:
        return speech.say("final")
    return speech.say("recheck", day=one.recheck_until) if one.recheck_until else ""


def _why(one: Found, result: GateResult, speech: Speech) -> str:
    what = result.told.evidence[one.id].get(speech.language)
    return speech.say(
        one.why or "no_check",
        day=one.valid_until,
        evidence=speech.say("evidence", what=what) if what else "",
        facts=_labels(one.facts, result, speech),
    )


def _labels(names: Iterable[str], result: GateResult, speech: Speech) -> str:
    visible = speech.vocabulary.visible(result.told.subject)
    return speech.joined(
        visible[name].label(speech.language) if name in visible else name for name in names
    )


def _owed(result: GateResult, speech: Speech) -> Iterator[str]:
    owed = result.owed
    if owed is None:
        return
    state = speech.say(f"state.{owed.state}")
    due = (
        speech.say("owed.due", day=owed.due, state=state)
        if owed.due
        else speech.say("owed.no_due", state=state)
    )
    yield speech.say("owed", text=owed.text.get(speech.language) or "", due=due)


def _appeal(result: GateResult, speech: Speech) -> Iterator[str]:
    appeal = result.appeal
    if appeal is None:
        return
    key = "pending_open" if appeal.state == "pending" and not appeal.until else appeal.state
    to = result.told.appeal_to
    yield speech.say(
        f"appeal.{key}", day=appeal.until, to=speech.say("to", body=speech.name(to)) if to else ""
    )
