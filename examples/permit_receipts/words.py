"""The words of the report in the three languages of the library."""

from __future__ import annotations

LANGUAGES = ("en", "zh-Hans", "zh-Hant")

_WORDS = {
    "title": (
        "Permit receipts as of {day}",
        "许可收件日志，截至 {day}",
        "許可收件日誌，截至 {day}",
    ),
    "last_day": (
        "(the day of the log's last event)",
        "（日志最后一个事件当日）",
        "（日誌最後一個事件當日）",
    ),
    "caveat": (
        "The rulesets are an illustration, not the municipality's law.",
        "规则仅作示例，并非该市的法规。",
        "規則僅作示例，並非該市的法規。",
    ),
    "cases_head": ("Cases", "案件", "案件"),
    "cases": ("cases in", "输入案件", "輸入案件"),
    "decisions": ("decisions", "已判定", "已判定"),
    "rejected": ("rejected", "退回", "退回"),
    "undetermined": ("deadline not decided", "期限未能判定", "期限未能判定"),
    "stray": ("events without a case", "无对应案件的事件", "無對應案件的事件"),
    "lead_open": ("lead not decided", "牵头未能判定", "牽頭未能判定"),
    "joint_head": ("Joint handling", "协同办理", "協同辦理"),
    "joint": ("joint", "协同案件", "協同案件"),
    "joint_incomplete": (
        "joint, a required group is not named",
        "协同但缺必须小组",
        "協同但缺必須小組",
    ),
    "late_head": ("Time limits", "办理时限", "辦理時限"),
    "closed": ("closed", "已办结", "已辦結"),
    "late": ("closed after the deadline", "超过期限办结", "超過期限辦結"),
    "late_by_day": ("the same by calendar day", "按日历日计", "按日曆日計"),
    "late_plan": ("closed after the planned end", "超过计划办结", "超過計劃辦結"),
    "contradictory": ("closed before received", "办结早于收件", "辦結早於收件"),
    "open": ("open", "在办", "在辦"),
    "overdue": ("open and overdue", "在办已逾期", "在辦已逾期"),
    "delay_head": (
        "Whose delay (proposals, for the management to decide)",
        "延误归责（建议，由管理层决定）",
        "延誤歸責（建議，由管理層決定）",
    ),
    "unit": ("unit", "单位", "單位"),
    "side": ("side", "责任方", "責任方"),
    "proposals": ("proposals", "建议数", "建議數"),
    "of_open": ("open cases", "其中在办", "其中在辦"),
    "counted_days": ("counted days", "计责天数", "計責天數"),
    "lead": ("lead", "牵头", "牽頭"),
    "coordinating": ("coordinating", "配合", "配合"),
    "all": ("all", "合计", "合計"),
    "unnamed": ("(no group named, exempt)", "（未记名，免责）", "（未記名，免責）"),
    "late_cases": ("late and overdue cases", "逾期案件", "逾期案件"),
    "proposed_cases": ("with a proposal", "有归责建议", "有歸責建議"),
    "score_head": ("Scores (advice)", "评分（供参考）", "評分（供參考）"),
    "score": ("score", "得分", "得分"),
    "rank": ("rank", "名次", "名次"),
    "sample": (
        "No rank where a figure rests on fewer than {count} cases.",
        "样本不足 {count} 件的单位不排名。",
        "樣本不足 {count} 件的單位不排名。",
    ),
    "of": ("{share}% of {whole}", "占 {whole} 的 {share}%", "佔 {whole} 的 {share}%"),
}


def say(key: str, language: str, **params: object) -> str:
    """The text ``key`` in ``language``, completed by ``params``."""
    return _WORDS[key][LANGUAGES.index(language)].format(**params)
