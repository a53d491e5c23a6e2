"""Surveys in words."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from govcoord.mechanisms.said import Texts
from govcoord.mechanisms.survey import Change, Reckoned
from govcoord.numerals import exact, format_number, round_number
from govcoord.rules.kinds.speech import Speech
from govcoord.rules.vocabulary import Vocabulary

if TYPE_CHECKING:
    from govcoord.rules.kinds.survey.kind import SurveyResult

PHRASES: Texts = {
    "period": ("period {period}", "时期：{period}", "時期：{period}"),
    "earlier": ("earlier period", "上一时期", "上一時期"),
    "all": ("total", "合计", "合計"),
    "unnamed": ("(no group)", "（未分组）", "（未分組）"),
    "rate": ("{group}: {rate} ({hits}/{valid}), at {level} between {low} and {high}{attained}", "{group}：{rate}（{hits}/{valid}），{level} 置信区间 {low} 至 {high}{attained}", "{group}：{rate}（{hits}/{valid}），{level} 信賴區間 {low} 至 {high}{attained}"),
    "weighted": ("{group}: {rate} (groups weighed by population, {valid} answers), at {level} between {low} and {high}{attained}", "{group}：{rate}（各组按总体人数加权，有效 {valid} 份），{level} 置信区间 {low} 至 {high}{attained}", "{group}：{rate}（各組按母體人數加權，有效 {valid} 份），{level} 信賴區間 {low} 至 {high}{attained}"),
    "insufficient_sample": ("{group}: insufficient sample ({valid} answers that count, at least {minimum} in all and one of each group are needed), no rate is told", "{group}：样本不足（有效 {valid} 份，至少需要 {minimum} 份，各组不得为零），不给出比率", "{group}：樣本不足（有效 {valid} 份，至少需要 {minimum} 份，各組不得為零），不給出比率"),
    "no_answers": ("{group}: no answer that counts, no rate is told", "{group}：没有有效答卷，不给出比率", "{group}：沒有有效答卷，不給出比率"),
    "population_unknown": ("{group}: the population of a group is not known, no total is told", "{group}：有的分组总体人数不明，不给出合计", "{group}：有的分組母體人數不明，不給出合計"),
    "attained": (", target {target} attained", "，达到目标 {target}", "，達到目標 {target}"),
    "short": (", target {target} not attained", "，未达目标 {target}", "，未達目標 {target}"),
    "reached": (" beyond the margin", "，且超出误差范围", "，且超出誤差範圍"),
    "missed": (" beyond the margin", "，且超出误差范围", "，且超出誤差範圍"),
    "within_margin": (" within the margin only", "，但仍在误差范围之内", "，但仍在誤差範圍之內"),
    "counts": ("answers: {counts}", "答卷：{counts}", "答卷：{counts}"),
    "count": ("{option} {n}", "{option} {n}", "{option} {n}"),
    "points": ("mean of points: {points}", "平均得分：{points}", "平均得分：{points}"),
    "returned": ("not returned: {n} of {asked} (answered {share})", "未应答：{n}／{asked} 份（应答率 {share}）", "未應答：{n}／{asked} 份（應答率 {share}）"),
    "asked_unknown": ("how many were asked is not known", "发出多少份不明，应答率无法计算", "發出多少份不明，應答率無法計算"),
    "change": ("{group}: changed by {difference} percentage points, between {low} and {high}: {verdict}", "{group}：变化 {difference} 个百分点，区间 {low} 至 {high}：{verdict}", "{group}：變化 {difference} 個百分點，區間 {low} 至 {high}：{verdict}"),
    "up": ("higher", "上升", "上升"),
    "down": ("lower", "下降", "下降"),
    "no_difference_shown": ("the interval holds zero, no difference is shown", "区间含零，不足以认定有变化", "區間含零，不足以認定有變化"),
    "usable": ("may be used", "可以采用", "可以採用"),
    "not_usable": ("may not be used", "不宜采用", "不宜採用"),
    "open": ("not known yet whether it may be used", "能否采用尚不确定", "能否採用尚不確定"),
    "not_independent": ("not made by an independent third party", "不是独立第三方所作", "不是獨立第三方所作"),
    "low_response": ("fewer answered than should have", "应答率低于要求", "應答率低於要求"),
    "answered_twice": ("answered differently more than once, not counted, for a person to look at: {who}", "同一人前后答卷不一致，未计入，请人工核对：{who}", "同一人前後答卷不一致，未計入，請人工核對：{who}"),
    "unread": ("answers that could not be read: {n}", "另有 {n} 份未能读取，不在其内", "另有 {n} 份未能讀取，不在其內"),
    "missing": ("to be found out: {names}", "待查明：{names}", "待查明：{names}"),
}  # fmt: skip


def survey_lines(result: SurveyResult, vocabulary: Vocabulary, language: str) -> Iterator[str]:
    """Groups, the total, changes, and whether the result may be used."""
    speech = Speech(PHRASES, vocabulary, language)
    record = result.mechanism.record
    if result.period is not None:
        yield speech.say("period", period=result.period)
    shown = (*result.groups, result.total) if len(result.groups) > 1 else result.groups
    for one in shown:
        yield from _lines_of(one, result, speech)
    if result.earlier is not None:
        yield speech.say("earlier")
        total = result.earlier.total
        yield "  " + _head(total, result, speech, len(result.earlier.groups) > 1)
    of_groups = [change for change in result.changes if change.group is not None]
    alike = len(result.groups) == 1 and bool(of_groups)  # the total says the same again
    for change in of_groups if alike else result.changes:
        yield _change(change, result, speech)
    key = {True: "usable", False: "not_usable", None: "open"}[result.usable]
    yield speech.say(key)
    for code in result.findings:
        yield "  " + speech.say(code, who=speech.joined(result.repeated), n=result.unread)
    if result.missing:
        yield "  " + speech.say("missing", names=speech.facts(result.missing, record))


def _lines_of(one: Reckoned, result: SurveyResult, speech: Speech) -> Iterator[str]:
    yield _head(one, result, speech, one.group is None and len(result.groups) > 1)
    options = result.mechanism.options
    counts = (
        speech.say("count", option=options.label(option, speech.language), n=n)
        for option, n in one.counts.items()
    )
    yield "  " + speech.say("counts", counts=speech.joined(counts))
    if one.points is not None:
        points = format_number(exact(one.points), digits=result.mechanism.rule.digits)
        yield "  " + speech.say("points", points=points)
    if one.asked is None or one.not_returned is None:
        yield "  " + speech.say("asked_unknown")
    elif one.response is not None and one.response.value is not None:
        share = _percent(one.response.value, 2)
        yield "  " + speech.say("returned", n=one.not_returned, asked=one.asked, share=share)


def _head(one: Reckoned, result: SurveyResult, speech: Speech, is_total: bool) -> str:
    rule = result.mechanism.rule
    name = speech.say("all") if one.group is None else one.group or speech.say("unnamed")
    if one.rate is None or one.low is None or one.high is None:
        return speech.say(one.status, group=name, valid=one.valid, minimum=rule.minimum)
    attained = ""
    if one.attained is not None and rule.target is not None:
        key = "attained" if one.attained else "short"
        attained = speech.say(key, target=_percent(rule.target, 2)) + speech.say(one.reached or "")
    return speech.say(
        "weighted" if is_total and rule.by_population else "rate",
        group=name,
        rate=_percent(one.rate, rule.digits),
        hits=one.hits,
        valid=one.valid,
        level=_percent(rule.confidence, 2),
        low=_percent(one.low, rule.digits),
        high=_percent(one.high, rule.digits),
        attained=attained,
    )


def _change(change: Change, result: SurveyResult, speech: Speech) -> str:
    digits = result.mechanism.rule.digits
    name = speech.say("all") if change.group is None else change.group or speech.say("unnamed")
    return speech.say(
        "change",
        group=name,
        difference=_signed(change.difference, digits),
        low=_signed(change.low, digits),
        high=_signed(change.high, digits),
        verdict=speech.say(change.verdict),
    )


def _percent(share: Fraction, digits: int) -> str:
    return format_number(exact(share * 100), digits=digits) + "%"


def _signed(share: Fraction, digits: int) -> str:
    points = round_number(exact(share * 100), digits)
    return ("+" if points > 0 else "") + format_number(points)
