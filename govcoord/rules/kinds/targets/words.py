"""How targets stand, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from govcoord.mechanisms.said import Texts, phrase

if TYPE_CHECKING:
    from govcoord.rules.kinds.targets.meaning import Target
    from govcoord.rules.kinds.targets.results import LevelResult, TargetResult, TargetsResult

TEXTS: Texts = {
    "expect:target": ("a target of the document", "文件中的目标", "文件中的目標"),
    "expect:days": (
        "`achieved` or `not_yet`, for the target is done or not",
        "`achieved` 或 `not_yet`（该目标只有完成与否）",
        "`achieved` 或 `not_yet`（該目標只有完成與否）",
    ),
    "expect:figures": (
        "figures by period (`series`), for the target is a number",
        "`series` 中的各期数值（该目标是数量）",
        "`series` 中的各期數值（該目標是數量）",
    ),
    "expect:before": (
        "a day before it was achieved, {day}",
        "早于完成日期 {day} 的日期",
        "早於完成日期 {day} 的日期",
    ),
    "expect:unit": ("a figure in {unit}", "以“{unit}”计的数", "以「{unit}」計的數"),
    "plain": ("plain numbers", "不带单位的数", "不帶單位的數"),
    "expect:range": (
        "a figure from {low} to {high}",
        "{low} 至 {high} 之间的数",
        "{low} 至 {high} 之間的數",
    ),
    "expect:period": (
        "a period such as `2024`, `2024-Q3`, `2024-06` or a day",
        "期间，例如 `2024`、`2024年上半年`、`2024-06` 或日期",
        "期間，例如 `2024`、`2024年上半年`、`2024-06` 或日期",
    ),
    "expect:apart": (
        "periods that do not overlap (ends: {one}, {two})",
        "互不重叠的期间（截止日 {one}、{two}）",
        "互不重疊的期間（截止日 {one}、{two}）",
    ),
    "at_least": ("at least {value}", "不低于{value}", "不低於{value}"),
    "at_most": ("at most {value}", "不超过{value}", "不超過{value}"),
    "more_than": ("more than {value}", "超过{value}", "超過{value}"),
    "less_than": ("less than {value}", "低于{value}", "低於{value}"),
    "reduce_by": ("{value} less than the baseline", "比基期减少{value}", "比基期減少{value}"),
    "increase_by": ("{value} more than the baseline", "比基期增加{value}", "比基期增加{value}"),
    "done": ("done", "完成", "完成"),
    "head": ("Targets as of {day}", "截至{day}的目标完成情况", "截至{day}的目標完成情況"),
    "level": (
        "  {asked}, {due} ({source}): {status}",
        "  {asked}，{due}（{source}）：{status}",
        "  {asked}，{due}（{source}）：{status}",
    ),
    "due": ("by {day}", "不晚于{day}", "不晚於{day}"),
    "standing": ("at all times", "持续要求", "持續要求"),
    "attained": ("attained", "已达到", "已達到"),
    "on_pace": ("on pace", "符合进度", "符合進度"),
    "behind": ("behind", "落后", "落後"),
    "missed": ("missed", "未达到", "未達到"),
    "pending": ("not due yet", "尚未到期", "尚未到期"),
    "no_data": ("no data", "无数据", "無數據"),
    "not_measurable": ("not measurable yet", "尚无法衡量", "尚無法衡量"),
    "reason": (" ({reason})", "（{reason}）", "（{reason}）"),
    "baseline": ("the baseline is not given", "没有基期值", "沒有基期值"),
    "baseline_not_positive": (
        "the baseline is not above zero, so that a share of it says nothing",
        "基期值不大于零，无法按比例衡量",
        "基期值不大於零，無法按比例衡量",
    ),
    "no_figures": ("no figure is given", "没有数据", "沒有數據"),
    "figures_missing": (
        "figures of some periods are missing",
        "缺少部分期间的数据",
        "缺少部分期間的數據",
    ),
    "no_figure_at_due": (
        "there is no figure for the due day",
        "没有到期日的数据",
        "沒有到期日的數據",
    ),
    "one_figure": (
        "one figure shows no pace",
        "只有一期数据，看不出进度",
        "只有一期數據，看不出進度",
    ),
    "due_today": ("due today", "今日到期", "今日到期"),
    "latest": ("figure of {day}: {value}", "{day}为{value}", "{day}為{value}"),
    "gap": ("still to go: {gap}", "尚差{gap}", "尚差{gap}"),
    "required": ("required: {value}", "应为{value}", "應為{value}"),
    "expected": ("on a straight way: {value}", "按直线进度应为{value}", "按直線進度應為{value}"),
    "pace": ("needed per year: {value}", "此后每年需{value}", "此後每年需{value}"),
    "forecast": (
        "forecast for {day} by {method}: {value}{interval}",
        "{day}预测值（{method}）：{value}{interval}",
        "{day}預測值（{method}）：{value}{interval}",
    ),
    "interval": (
        ", {level} between {low} and {high}",
        "，{level}区间{low}至{high}",
        "，{level}區間{low}至{high}",
    ),
    "least_squares": ("least squares", "最小二乘直线", "最小二乘直線"),
    "last_two": ("the last two figures", "最近两期连线", "最近兩期連線"),
    "attained_on": ("since {day}", "自{day}", "自{day}"),
    "phase": ("{title}: {lights}", "{title}：{lights}", "{title}：{lights}"),
    "phases": (
        "By phase (forecasts and examples not counted)",
        "分阶段（预测和示例不计）",
        "分階段（預測和示例不計）",
    ),
    "no_phase": (
        "at all times or outside of the phases",
        "持续要求或不在各阶段之内",
        "持續要求或不在各階段之內",
    ),
    "green": ("green {n}", "绿灯 {n}", "綠燈 {n}"),
    "yellow": ("yellow {n}", "黄灯 {n}", "黃燈 {n}"),
    "red": ("red {n}", "红灯 {n}", "紅燈 {n}"),
    "grey": ("grey {n}", "灰灯 {n}", "灰燈 {n}"),
    "target": ("{id} {title}", "{id} {title}", "{id} {title}"),
    "nature": (" ({nature}, no target)", "（{nature}，不是目标）", "（{nature}，不是目標）"),
    "nature:forecast": ("forecast", "预测", "預測"),
    "nature:example": ("example", "示例", "示例"),
    "contradictions": (
        "The plan contradicts itself: {ids}",
        "方案自身有矛盾：{ids}",
        "方案自身有矛盾：{ids}",
    ),
    "none": ("  no level is set", "  没有定出要求", "  沒有定出要求"),
    "list": (", ", "，", "，"),
    "marks": ("; ", "；", "；"),
}


def targets_lines(result: TargetsResult, language: str) -> Iterator[str]:
    """Every target, then the phases and the contradictions."""
    yield phrase(TEXTS, "head", language, day=result.as_of)
    for target in result.targets:
        yield from target_lines(target, result, language)
    if result.meaning.phases:
        yield phrase(TEXTS, "phases", language)
    for row in result.phases:
        title = row.title.get(language) or phrase(TEXTS, "no_phase", language)
        lights = [phrase(TEXTS, light, language, n=n) for light, n in row.lights.items() if n]
        joined = phrase(TEXTS, "list", language).join(lights) or "—"
        yield "  " + phrase(TEXTS, "phase", language, title=title, lights=joined)
    if result.contradictions:
        yield phrase(TEXTS, "contradictions", language, ids=", ".join(result.contradictions))


def target_lines(target: TargetResult, result: TargetsResult, language: str) -> Iterator[str]:
    """One target: its name, then each of its levels."""
    nature = ""
    if target.nature != "target":
        word = phrase(TEXTS, f"nature:{target.nature}", language)
        nature = phrase(TEXTS, "nature", language, nature=word)
    title = target.title.get(language)
    yield phrase(TEXTS, "target", language, id=target.id, title=title) + nature
    meant = result.meaning.target(target.id)
    assert meant is not None
    for level in target.levels:
        yield from _level_lines(level, meant, language)
    if not target.levels:
        yield phrase(TEXTS, "none", language)


def asked_words(level: LevelResult, target: Target, language: str) -> str:
    """What a level asks for: ``at least 90%``."""
    demands = target.levels[level.level - 1].demands
    demand = next((one for one in demands if one.key == level.demand), None)
    value = demand.words(target.unit, language) if demand else ""
    return phrase(TEXTS, level.demand, language, value=value)


def due_words(level: LevelResult, language: str) -> str:
    """When a level is due."""
    if level.due is None:
        return phrase(TEXTS, "standing", language)
    return phrase(TEXTS, "due", language, day=level.due)


def _level_lines(level: LevelResult, target: Target, language: str) -> Iterator[str]:
    judged = level.judged
    status = phrase(TEXTS, judged.status, language)
    if judged.reason:
        reason = phrase(TEXTS, judged.reason, language)
        status += phrase(TEXTS, "reason", language, reason=reason)
    yield phrase(
        TEXTS, "level", language, asked=asked_words(level, target, language),
        due=due_words(level, language), source=level.source or "—", status=status,
    )  # fmt: skip
    details = list(_details(level, target, language))
    if details:
        yield "    " + phrase(TEXTS, "marks", language).join(details)


def _details(level: LevelResult, target: Target, language: str) -> Iterator[str]:
    judged = level.judged
    if judged.latest is not None and judged.at is not None:
        value = target.words(judged.latest, language)
        yield phrase(TEXTS, "latest", language, day=judged.at, value=value)
    if judged.required is not None and level.demand in ("reduce_by", "increase_by"):
        value = target.words(judged.required, language)
        yield phrase(TEXTS, "required", language, value=value)
    if judged.attained_on is not None:
        yield phrase(TEXTS, "attained_on", language, day=judged.attained_on)
    if judged.gap:
        yield phrase(TEXTS, "gap", language, gap=target.gap_words(judged.gap, language))
    if judged.expected is not None:
        value = target.words(judged.expected, language)
        yield phrase(TEXTS, "expected", language, value=value)
    if judged.pace is not None:
        sign = "+" if judged.pace > 0 else ""
        pace = sign + target.gap_words(judged.pace, language)
        yield phrase(TEXTS, "pace", language, value=pace)
    if judged.forecast is not None:
        yield _forecast(level, target, language)


def _forecast(level: LevelResult, target: Target, language: str) -> str:
    ahead = level.judged.forecast
    assert ahead is not None
    interval = ""
    if ahead.low is not None and ahead.high is not None:
        interval = phrase(
            TEXTS, "interval", language, level=ahead.interval,
            low=target.words(ahead.low, language), high=target.words(ahead.high, language),
        )  # fmt: skip
    return phrase(
        TEXTS, "forecast", language, day=ahead.at, interval=interval,
        method=phrase(TEXTS, ahead.method, language), value=target.words(ahead.value, language),
    )  # fmt: skip
