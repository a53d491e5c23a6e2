"""Scores in plain words, for the head of a department: English and both Chinese scripts."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from govcoord.numerals import Number, exact, format_number
from govcoord.scoring.report import Contribution, Flag, Score, ScoreReport, Unscored
from govcoord.scoring.weights import percent

if TYPE_CHECKING:
    from govcoord.scoring.scorecard import Scorecard

_EN: Final[Mapping[str, str]] = {
    "head": "{subject}: {score} points{band}{rank}{provisional}",
    "band": ", {band}",
    "rank": ", place {rank}",
    "provisional": " (provisional)",
    "group": "{title} (weight {weight}): {points}",
    "indicator": "{title}: {figure}, scores {score} of {scale} "
    "× weight {weight}{was}{more} = {points}",
    "was": " (declared {weight})",
    "left_out": "{title}: {state}, left out",
    "filled": "{title}: {state}, counted as {score} of {scale} "
    "× weight {weight}{was}{more} = {points}",
    "more": ", imbalance {points}",
    "missing": "not reported",
    "too_few": "too few figures in its group",
    "not_applicable": "not applicable",
    "small_sample": "sample too small",
    "unscored": "{subject}: no score",
    "formula": "effect of the formula of {title}: {points}",
    "rescaling": "{title}, rescaled: {points}",
    "last_known": "last known",
    "bonus": "bonus, {title}, {count} times: {points}",
    "deduction": "deduction, {title}, {count} times: {points}",
    "bonus_cap": "bonus held at its cap: {points}",
    "deduction_cap": "deductions held at their cap: {points}",
    "cap": "held at the highest score: {points}",
    "bottom": "held at the lowest score: {points}",
    "veto": "veto, {title}: {points}",
    "total": "total {exact}, rounded to {digits} decimals ({mode}): {score}",
    "total_each": "total of the rounded lines: {score}",
    "band_moved": "grade by score {from_}, after veto and quota {to}",
    "note": "note: {text}",
    "advice": "advice only: a competent body decides",
    "flag_missing_fail": "no figure for `{title}`",
    "flag_missing_exclude_and_reweight": "no figure for `{title}`: left out, its weight goes to "
    "the other indicators of its group",
    "flag_missing_zero_and_flag": "no figure for `{title}`: counted as 0",
    "flag_missing_worst": "no figure for `{title}`: counted as the lowest score reported",
    "flag_missing_mean": "no figure for `{title}`: counted as the mean score",
    "flag_missing_median": "no figure for `{title}`: counted as the median score",
    "flag_missing_mean_figure": "no figure for `{title}`: the mean figure stands in",
    "flag_missing_median_figure": "no figure for `{title}`: the median figure stands in",
    "flag_missing_fixed_score": "no figure for `{title}`: counted with the fixed score",
    "flag_missing_unscored": "no figure for `{title}`: no score",
    "flag_last_known": "figure for `{title}` is of an earlier period",
    "flag_few_leave_out": "`{title}` has figures for {there} of {of} indicators, fewer than "
    "{least}: left out, its weight goes to the other indicators of its group",
    "flag_few_unscored": "`{title}` has figures for {there} of {of} indicators, fewer than "
    "{least}: no score",
    "flag_few_unranked": "`{title}` has figures for {there} of {of} indicators, fewer than {least}",
    "flag_unranked_few": "not ranked, because `{title}` has too few figures",
    "flag_not_applicable_reweight": "`{title}` does not apply: left out, its weight goes to the "
    "other indicators of its group",
    "flag_not_applicable_full_score": "`{title}` does not apply: counted with the full score",
    "flag_small_sample_flag": "sample for `{title}` below {minimum}: counted all the same",
    "flag_small_sample_unranked": "sample for `{title}` below {minimum}",
    "flag_small_sample_exclude_and_reweight": "sample for `{title}` below {minimum}: left out",
    "flag_unranked_sample": "not ranked, because the sample for `{title}` is too small",
    "flag_weight_below": "weight of `{title}` is {weight}, below the floor {limit}: not ranked",
    "flag_weight_above": "weight of `{title}` is {weight}, above the cap {limit}: not ranked",
    "flag_coverage": "figures cover {coverage} of the weight, below {limit}: not ranked",
    "flag_veto_zero": "veto: {title}; the score is 0",
    "flag_veto_lowest_band": "veto: {title}; the grade is the lowest",
    "flag_veto_cap_at_band": "veto: {title}; the grade is limited",
    "flag_events_unknown": "nothing reported on `{title}`: counted as none for now",
    "flag_quota": "grade {from_} is full: moved to {to}",
}
_HANS: Final[Mapping[str, str]] = {
    "head": "{subject}：{score} 分{band}{rank}{provisional}",
    "band": "，{band}",
    "rank": "，第 {rank} 名",
    "provisional": "（暂定）",
    "group": "{title}（权重 {weight}）：{points} 分",
    "indicator": "{title}：{figure}，得分 {score}（满分 {scale}）"
    "× 权重 {weight}{was}{more} = {points} 分",
    "more": "，不均衡 {points} 分",
    "was": "（原定 {weight}）",
    "left_out": "{title}：{state}，不计入",
    "filled": "{title}：{state}，按 {score} 分计（满分 {scale}）"
    "× 权重 {weight}{was}{more} = {points} 分",
    "missing": "未报",
    "too_few": "本组数值不足",
    "not_applicable": "不适用",
    "small_sample": "样本不足",
    "unscored": "{subject}：不评分",
    "formula": "{title}公式的影响：{points} 分",
    "rescaling": "{title}重新换算：{points} 分",
    "last_known": "沿用以前的数值",
    "bonus": "加分，{title}，{count} 次：{points} 分",
    "deduction": "扣分，{title}，{count} 次：{points} 分",
    "bonus_cap": "加分封顶：{points} 分",
    "deduction_cap": "扣分封顶：{points} 分",
    "cap": "总分封顶：{points} 分",
    "bottom": "总分保底：{points} 分",
    "veto": "一票否决，{title}：{points} 分",
    "total": "合计 {exact} 分，{mode}保留 {digits} 位小数：{score} 分",
    "total_each": "各项取整后合计：{score} 分",
    "band_moved": "按得分为{from_}，经否决与限额后为{to}",
    "note": "说明：{text}",
    "advice": "本结果仅供参考，由有权机关决定",
    "flag_missing_fail": "“{title}”未报",
    "flag_missing_exclude_and_reweight": "“{title}”未报：不计入，权重由同组其他指标分担",
    "flag_missing_zero_and_flag": "“{title}”未报：按 0 分计",
    "flag_missing_worst": "“{title}”未报：按已报单位的最低分计",
    "flag_missing_mean": "“{title}”未报：按平均分计",
    "flag_missing_median": "“{title}”未报：按得分中位数计",
    "flag_missing_mean_figure": "“{title}”未报：以平均数值代替",
    "flag_missing_median_figure": "“{title}”未报：以数值的中位数代替",
    "flag_missing_fixed_score": "“{title}”未报：按规定的分数计",
    "flag_missing_unscored": "“{title}”未报：不评分",
    "flag_last_known": "“{title}”沿用以前时期的数值",
    "flag_few_leave_out": "“{title}”的 {of} 项指标只有 {there} 项有数值，少于 {least}："
    "不计入，权重由同组其他指标分担",
    "flag_few_unscored": "“{title}”的 {of} 项指标只有 {there} 项有数值，少于 {least}：不评分",
    "flag_few_unranked": "“{title}”的 {of} 项指标只有 {there} 项有数值，少于 {least}",
    "flag_unranked_few": "“{title}”有数值的指标太少，不参加排名",
    "flag_not_applicable_reweight": "“{title}”不适用：不计入，权重由同组其他指标分担",
    "flag_not_applicable_full_score": "“{title}”不适用：按满分计",
    "flag_small_sample_flag": "“{title}”样本少于 {minimum}：仍计入",
    "flag_small_sample_unranked": "“{title}”样本少于 {minimum}",
    "flag_small_sample_exclude_and_reweight": "“{title}”样本少于 {minimum}：不计入",
    "flag_unranked_sample": "“{title}”样本不足，不参加排名",
    "flag_weight_below": "“{title}”权重为 {weight}，低于下限 {limit}：不参加排名",
    "flag_weight_above": "“{title}”权重为 {weight}，高于上限 {limit}：不参加排名",
    "flag_coverage": "已报指标占权重 {coverage}，低于 {limit}：不参加排名",
    "flag_veto_zero": "一票否决：{title}，总分为 0",
    "flag_veto_lowest_band": "一票否决：{title}，等次为最低",
    "flag_veto_cap_at_band": "一票否决：{title}，等次受限",
    "flag_events_unknown": "“{title}”情况未报：暂按未发生计",
    "flag_quota": "{from_}名额已满：列为{to}",
}
_HANT: Final[Mapping[str, str]] = {
    "head": "{subject}：{score} 分{band}{rank}{provisional}",
    "band": "，{band}",
    "rank": "，第 {rank} 名",
    "provisional": "（暫定）",
    "group": "{title}（權重 {weight}）：{points} 分",
    "indicator": "{title}：{figure}，得分 {score}（滿分 {scale}）"
    "× 權重 {weight}{was}{more} = {points} 分",
    "more": "，不均衡 {points} 分",
    "was": "（原定 {weight}）",
    "left_out": "{title}：{state}，不計入",
    "filled": "{title}：{state}，按 {score} 分計（滿分 {scale}）"
    "× 權重 {weight}{was}{more} = {points} 分",
    "missing": "未報",
    "too_few": "本組數值不足",
    "not_applicable": "不適用",
    "small_sample": "樣本不足",
    "unscored": "{subject}：不評分",
    "formula": "{title}公式的影響：{points} 分",
    "rescaling": "{title}重新換算：{points} 分",
    "last_known": "沿用以前的數值",
    "bonus": "加分，{title}，{count} 次：{points} 分",
    "deduction": "扣分，{title}，{count} 次：{points} 分",
    "bonus_cap": "加分封頂：{points} 分",
    "deduction_cap": "扣分封頂：{points} 分",
    "cap": "總分封頂：{points} 分",
    "bottom": "總分保底：{points} 分",
    "veto": "一票否決，{title}：{points} 分",
    "total": "合計 {exact} 分，{mode}保留 {digits} 位小數：{score} 分",
    "total_each": "各項取整後合計：{score} 分",
    "band_moved": "按得分為{from_}，經否決與限額後為{to}",
    "note": "說明：{text}",
    "advice": "本結果僅供參考，由有權機關決定",
    "flag_missing_fail": "「{title}」未報",
    "flag_missing_exclude_and_reweight": "「{title}」未報：不計入，權重由同組其他指標分擔",
    "flag_missing_zero_and_flag": "「{title}」未報：按 0 分計",
    "flag_missing_worst": "「{title}」未報：按已報單位的最低分計",
    "flag_missing_mean": "「{title}」未報：按平均分計",
    "flag_missing_median": "「{title}」未報：按得分中位數計",
    "flag_missing_mean_figure": "「{title}」未報：以平均數值代替",
    "flag_missing_median_figure": "「{title}」未報：以數值的中位數代替",
    "flag_missing_fixed_score": "「{title}」未報：按規定的分數計",
    "flag_missing_unscored": "「{title}」未報：不評分",
    "flag_last_known": "「{title}」沿用以前時期的數值",
    "flag_few_leave_out": "「{title}」的 {of} 項指標只有 {there} 項有數值，少於 {least}："
    "不計入，權重由同組其他指標分擔",
    "flag_few_unscored": "「{title}」的 {of} 項指標只有 {there} 項有數值，少於 {least}：不評分",
    "flag_few_unranked": "「{title}」的 {of} 項指標只有 {there} 項有數值，少於 {least}",
    "flag_unranked_few": "「{title}」有數值的指標太少，不參加排名",
    "flag_not_applicable_reweight": "「{title}」不適用：不計入，權重由同組其他指標分擔",
    "flag_not_applicable_full_score": "「{title}」不適用：按滿分計",
    "flag_small_sample_flag": "「{title}」樣本少於 {minimum}：仍計入",
    "flag_small_sample_unranked": "「{title}」樣本少於 {minimum}",
    "flag_small_sample_exclude_and_reweight": "「{title}」樣本少於 {minimum}：不計入",
    "flag_unranked_sample": "「{title}」樣本不足，不參加排名",
    "flag_weight_below": "「{title}」權重為 {weight}，低於下限 {limit}：不參加排名",
    "flag_weight_above": "「{title}」權重為 {weight}，高於上限 {limit}：不參加排名",
    "flag_coverage": "已報指標佔權重 {coverage}，低於 {limit}：不參加排名",
    "flag_veto_zero": "一票否決：{title}，總分為 0",
    "flag_veto_lowest_band": "一票否決：{title}，等次為最低",
    "flag_veto_cap_at_band": "一票否決：{title}，等次受限",
    "flag_events_unknown": "「{title}」情況未報：暫按未發生計",
    "flag_quota": "{from_}名額已滿：列為{to}",
}
TEXTS: Final[Mapping[str, Mapping[str, str]]] = {"en": _EN, "zh-Hans": _HANS, "zh-Hant": _HANT}

_MODES: Final[Mapping[str, tuple[str, str, str]]] = {
    "half_up": ("half up", "四舍五入", "四捨五入"),
    "half_even": ("half to even", "四舍六入五成双", "四捨六入五成雙"),
    "half_down": ("half down", "五舍六入", "五捨六入"),
    "up": ("away from zero", "进位", "進位"),
    "down": ("towards zero", "舍位", "捨位"),
    "ceiling": ("up", "向上取整", "向上取整"),
    "floor": ("down", "向下取整", "向下取整"),
}


def flag_text(flag: Flag, language: str = "en") -> str:
    """A flag as a sentence."""
    titles = {key: title.get(language) for key, title in flag.titles}
    params = {key.replace("from", "from_"): titles.get(key) or value for key, value in flag.params}
    name = "_".join(
        ["flag", flag.kind]
        + [params[key] for key in ("policy", "effect", "side") if params.get(key)]
    )
    title = flag.title.get(language) or flag.id
    return TEXTS[language][name].format(title=title, **params)


def explain_report(report: ScoreReport, language: str = "en") -> str:
    """All scores of a report in words, one after the other."""
    parts = [report.title.get(language) or report.scorecard]
    if report.advice_only:
        parts.append(TEXTS[language]["advice"])
    shown = [explain_score(score, language) for score in report.results]
    shown += [_unscored(one, language) for one in report.unscored]
    return "\n\n".join(["\n".join(parts), *shown])


def _unscored(one: Unscored, language: str) -> str:
    texts = TEXTS[language]
    notes = ["  " + texts["note"].format(text=flag_text(f, language)) for f in one.flags]
    return "\n".join([texts["unscored"].format(subject=one.label(language)), *notes])


def explain_score(score: Score, language: str = "en") -> str:
    """One score in words: the result, every line that led to it, what must be known."""
    texts = TEXTS[language]
    card = score.sheet.scorecard
    rows = [_head(score, language)]
    lines = {line.id: line for line in score.contributions if line.kind == "indicator"}
    rows += _tree(card, score, lines, 0, 1, language)
    for line in score.contributions:
        if line.kind != "indicator":
            rows.append("  " + texts[line.kind].format(
                title=line.label(language), points=_signed(line.points), count=line.count
            ))  # fmt: skip
    rows.append("  " + _total(score, language))
    if score.band != score.band_by_score:
        rows.append("  " + texts["band_moved"].format(
            from_=band_label(card, score.band_by_score, language),
            to=band_label(card, score.band, language),
        ))  # fmt: skip
    rows += ["  " + texts["note"].format(text=flag_text(f, language)) for f in score.flags]
    return "\n".join(rows)


def band_label(card: Scorecard, band: str | None, language: str) -> str:
    """The title of a band, or its id where there is none."""
    if band is None:
        return ""
    return card.document.bands[band].title.get(language) or band


def _head(score: Score, language: str) -> str:
    texts = TEXTS[language]
    card = score.sheet.scorecard
    band = band_label(card, score.band, language)
    return texts["head"].format(
        subject=score.label(language),
        score=score.published,
        band=texts["band"].format(band=band) if band else "",
        rank="" if score.rank is None else texts["rank"].format(rank=_short(score.rank)),
        provisional=texts["provisional"] if score.provisional else "",
    )


def _total(score: Score, language: str) -> str:
    rounding = score.sheet.scorecard.document.rounding
    texts = TEXTS[language]
    if rounding.where == "each":
        return texts["total_each"].format(score=score.published)
    at = ("en", "zh-Hans", "zh-Hant").index(language)
    return texts["total"].format(
        exact=format_number(score.exact, digits=rounding.digits + 4),
        digits=rounding.digits,
        mode=_MODES[rounding.mode][at],
        score=score.published,
    )


def _tree(
    card: Scorecard,
    score: Score,
    lines: Mapping[str, Contribution],
    position: int,
    depth: int,
    language: str,
) -> list[str]:
    rows = []
    for child in card.tree[position].children:
        branch = card.tree[child]
        indent = "  " * depth
        if branch.leaf >= 0:
            rows.append(indent + _indicator(card, lines[branch.id], language))
            continue
        inner = _tree(card, score, lines, child, depth + 1, language)
        title = card.groups[branch.id].title.get(language) or branch.id
        points = exact(sum(Fraction(lines[id_].points) for id_ in _leaves(card, child)))
        group = TEXTS[language]["group"].format(
            title=title, weight=percent(score.sheet.weights[child]), points=_short(points)
        )
        rows += [indent + group, *inner]
    return rows


def _leaves(card: Scorecard, position: int) -> list[str]:
    branch = card.tree[position]
    if branch.leaf >= 0:
        return [branch.id]
    return [id_ for child in branch.children for id_ in _leaves(card, child)]


def _indicator(card: Scorecard, line: Contribution, language: str) -> str:
    texts = TEXTS[language]
    title = line.label(language)
    if line.score is None:
        return texts["left_out"].format(title=title, state=state_label(line.state, language))
    assert line.effective is not None
    assert line.weight is not None
    same = line.effective == line.weight
    indicator = card.indicators[card.tree[card.positions[line.id]].leaf]
    params = {
        "title": title,
        "score": _short(line.score),
        "scale": _short(card.document.scale),
        "weight": percent(line.effective),
        "was": "" if same else texts["was"].format(weight=percent(line.weight)),
        "points": _short(line.points),
        "more": texts["more"].format(points=_signed(line.imbalance)) if line.imbalance else "",
    }
    if line.figure is None:
        return texts["filled"].format(state=texts[line.state], **params)
    return texts["indicator"].format(figure=indicator.show(line.figure, language), **params)


def line_label(line: Contribution, language: str = "en") -> str:
    """What a line is about, in few words, for a picture: ``bonus: model case``."""
    if line.kind == "indicator":
        return line.label(language)
    at = ("en", "zh-Hans", "zh-Hant").index(language)
    colon = ": " if language == "en" else "："
    kind = _KINDS[line.kind][at]
    named = line.title.get(language) or (line.id if line.kind in _NAMED else "")
    return f"{kind}{colon}{named}" if named else kind


def state_label(state: str, language: str = "en") -> str:
    """Why an indicator has no points: not reported, not applicable, sample too small."""
    # A figure that is there and has no score went out with its group.
    return TEXTS[language]["too_few" if state in ("reported", "last_known") else state]


_NAMED: Final = frozenset({"bonus", "deduction", "veto"})
_KINDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "formula": ("formula", "公式", "公式"),
    "rescaling": ("rescaling", "重新换算", "重新換算"),
    "bonus": ("bonus", "加分", "加分"),
    "deduction": ("deduction", "扣分", "扣分"),
    "bonus_cap": ("cap of bonus", "加分封顶", "加分封頂"),
    "deduction_cap": ("cap of deductions", "扣分封顶", "扣分封頂"),
    "cap": ("highest score", "总分封顶", "總分封頂"),
    "bottom": ("lowest score", "总分保底", "總分保底"),
    "veto": ("veto", "一票否决", "一票否決"),
}


def _short(number: Number) -> str:
    return format_number(number, digits=4)


def _signed(number: Number) -> str:
    shown = _short(number)
    if number <= 0:
        return shown
    return "≈+" + shown[1:] if shown.startswith("≈") else "+" + shown


__all__ = ["TEXTS", "band_label", "explain_report", "explain_score", "flag_text", "line_label",
           "state_label"]  # fmt: skip
