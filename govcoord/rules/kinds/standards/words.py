"""Findings about standards in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from fractions import Fraction

from govcoord.mechanisms.said import COLUMN, Texts, phrase
from govcoord.numerals import Number, exact, round_number
from govcoord.rules.model import Amount
from govcoord.text import Text
from govcoord.units import find_unit, format_quantity

TEXTS: Texts = {
    "met": ("met", "达标", "達標"),
    "short": ("short", "不足", "不足"),
    "over": ("over", "超出", "超出"),
    "exempt": ("exempt", "豁免", "豁免"),
    "not_yet_due": ("not yet due", "未到期", "未到期"),
    "not_applicable": ("not applicable", "不适用", "不適用"),
    "needs_evidence": ("needs evidence", "待补证", "待補證"),
    "requirement": ("requirement", "要求", "要求"),
    "measure": ("measured", "实际", "實際"),
    "at_least": ("at least", "不低于", "不低於"),
    "at_most": ("at most", "不高于", "不高於"),
    "short_by": ("short by", "差额", "差額"),
    "over_by": ("over by", "超出量", "超出量"),
    "mend_by": ("to be mended by", "最迟整改日", "最遲整改日"),
    "missing": ("still to be known", "须查明", "須查明"),
    "source": ("source", "依据", "依據"),
    "window": ("window", "考察窗口", "考察窗口"),
    "months": ("months that count", "计入月数", "計入月數"),
    "most": ("at most, once all is known", "查明后至多", "查明後至多"),
    "need": ("months needed", "应有月数", "應有月數"),
    "due_from": ("first day due", "首次考察日", "首次考察日"),
    "deadline": (
        "fails on, unless more is begun",
        "若无新经历，不达标之日",
        "若無新經歷，不達標之日",
    ),
    "begin_by": ("last day to begin so as to be in time", "最迟开始日", "最遲開始日"),
    "mended_on": ("mended on, if begun the next day", "次日开始则达标之日", "次日開始則達標之日"),
    "leaves_scope": ("leaves the scope by age on", "因年龄退出范围之日", "因年齡退出範圍之日"),
    "violation": (
        "violated on every day from {first} to {last}, least {least}",
        "{first} 至 {last} 逐日不达标，最少{least}",
        "{first} 至 {last} 逐日不達標，最少{least}",
    ),
    "about": (
        "about {about} (exactly {exactly})",
        "约{about}（精确值为{exactly}个月）",
        "約{about}（精確值為{exactly}個月）",
    ),
    "mixed": ("{whole} + {over}", "{whole}又{over}", "{whole}又{over}"),
    "spell": ("not counted", "不计入", "不計入"),
    "kind": ("kind does not count", "类型不计入", "類型不計入"),
    "same_department": ("not another department", "不是其他部门", "不是其他部門"),
    "part_time": ("part time does not count", "兼职不计入", "兼職不計入"),
    "exempted": (
        "exempt: {ground}, approved by {by}",
        "豁免：{ground}，{by} 批准",
        "豁免：{ground}，{by} 批准",
    ),
    "coverage": ("coverage", "覆盖率", "覆蓋率"),
    "counted": ("met of those bound", "达标人数/应考察人数", "達標人數/應考察人數"),
    "nobody": ("nobody is bound yet", "尚无应考察人员", "尚無應考察人員"),
    "persons": ("persons", "人员", "人員"),
    "all": ("all departments", "全部部门", "全部部門"),
    "agreed": ("time in which it should be up", "应可用时间", "應可用時間"),
    "lost": ("time lost", "不可用时间", "不可用時間"),
    "lost_most": ("time lost at most", "不可用时间至多", "不可用時間至多"),
    "lost_for_certain": ("of this for certain", "其中已经确定", "其中已經確定"),
    "left_least": ("left of it at least", "剩余至少", "剩餘至少"),
    "budget": ("time that may be lost", "允许不可用时间", "允許不可用時間"),
    "left": ("left of it", "剩余", "剩餘"),
    "period": ("period", "考核期", "考核期"),
    "earliest_end": ("earliest end", "最早结束日", "最早結束日"),
    "latest_end": ("latest end", "最迟结束日", "最遲結束日"),
    "balance": (
        "{first} to {second}: {there}, back: {back}",
        "{first}派往{second}：{there} 人，对向：{back} 人",
        "{first}派往{second}：{there} 人，對向：{back} 人",
    ),
    "owes": ("{name} still owes {n}", "{name}尚欠 {n} 人", "{name}尚欠 {n} 人"),
    "current": ("current entries", "有效条目", "有效條目"),
    "stale": ("stale entries", "过期条目", "過期條目"),
    "doubles": ("entered twice", "重复登记", "重複登記"),
    "pairs": ("too many open mentor pairs", "在结对子过多", "在結對子過多"),
    "hours_needed": ("hours needed", "应有学时", "應有學時"),
    "hours": ("hours done", "已完成", "已完成"),
    "carried": ("carried over", "结转", "結轉"),
    "short_least": ("short by at least", "至少差", "至少差"),
    "hours_left": ("still to be done", "尚须完成", "尚須完成"),
    "due": ("by", "最迟完成日", "最遲完成日"),
    "attendances": ("attendances", "参训人次", "參訓人次"),
    "courses": ("different courses", "不同课程数", "不同課程數"),
    "persons_n": ("persons in all", "人数", "人數"),
    "trained": ("persons trained", "参训人数", "參訓人數"),
    "turnout_unknown": (
        "persons whose attendance is not known",
        "参训情况未知的人数",
        "參訓情況未知的人數",
    ),
    "later": ("ends after the day looked at", "在考察日之后结束", "在考察日之後結束"),
    "before_service": ("before the service began", "任职之前", "任職之前"),
    "not_passed": ("not completed", "未合格", "未合格"),
    "entered_twice": ("entered twice", "重复登记", "重複登記"),
    "month": ("a month (`2025-06`)", "一个月（`2025-06`）", "一個月（`2025-06`）"),
    "quarter": ("a quarter (`2025-Q2`)", "一个季度（`2025-Q2`）", "一個季度（`2025-Q2`）"),
    "half_year": ("a half-year (`2025-H1`)", "半年（`2025-H1`）", "半年（`2025-H1`）"),
    "year": ("a year (`2025`)", "一年（`2025`）", "一年（`2025`）"),
    "expect:period": ("{per}", "{per}", "{per}"),
    "expect:begun": (
        "a period that has begun by {day}",
        "{day} 已经开始的考察期",
        "{day} 已經開始的考察期",
    ),
    "expect:hours": (
        "from nothing to what the days of the course hold",
        "不小于零，且不超过起止日期容得下的时数",
        "不小於零，且不超過起止日期容得下的時數",
    ),
    "expect:carried": (
        "from nothing to {most}, what may be carried over",
        "不小于零且不超过可结转的 {most}",
        "不小於零且不超過可結轉的 {most}",
    ),
    "expect:unit": ("a quantity in {unit}", "以{unit}计的量", "以{unit}計的量"),
    "rate": ("rate of deviation", "偏差率", "偏差率"),
    "from_to": (
        "{least} to {most}",
        "{least}至{most}",
        "{least}至{most}",
    ),
    "of_unit": (
        "{name}, clauses that are due {n}: {rate}",
        "{name}（{n}条）：{rate}",
        "{name}（{n}條）：{rate}",
    ),
    "whose": ("{name} ({unit})", "{name}（{unit}）", "{name}（{unit}）"),
    "pair": ("{name}: {text}", "{name}：{text}", "{name}：{text}"),
    "clause_as_planned": ("as planned", "符合", "符合"),
    "clause_deviates": ("deviates", "有偏差", "有偏差"),
    "clause_undone": (
        "not carried out, counts in full",
        "未执行，按百分之百计",
        "未執行，按百分之百計",
    ),
    "clause_unknown": ("not known", "尚不清楚", "尚不清楚"),
    "clause_not_yet_due": ("not yet due, left out", "未到期，不计", "未到期，不計"),
    "clause_left_out": ("left out: {reason}", "剔除：{reason}", "剔除：{reason}"),
    "late": (", {n} days late", "，逾期 {n} 天", "，逾期 {n} 天"),
    "adds": (
        ", {own}; adds {adds} to the rate",
        "，偏差{own}，计入偏差率{adds}",
        "，偏差{own}，計入偏差率{adds}",
    ),
    "expect:by": ("a day up to {day}", "不晚于 {day} 的日期", "不晚於 {day} 的日期"),
    "expect:undone": (
        "nothing, for the clause is said not to be carried out",
        "不填（已写明该条未执行）",
        "不填（已寫明該條未執行）",
    ),
    "expect:clause": ("each clause once", "每条一项", "每條一項"),
    "expect:weight": (
        "a weight above zero for every clause",
        "每条都须有大于零的权重",
        "每條都須有大於零的權重",
    ),
    "expect:no_weight": (
        "no weight: all clauses weigh the same",
        "不填：各条权重相等",
        "不填：各條權重相等",
    ),
    "expect:like": (
        "an amount in the unit of {planned}",
        "与计划数 {planned} 同一单位的数",
        "與計劃數 {planned} 同一單位的數",
    ),
    "expect:after": ("a day not before {day}", "不早于 {day} 的日期", "不早於 {day} 的日期"),
    "expect:whole": ("more than zero", "大于零的数", "大於零的數"),
    "expect:part": ("at most the whole, {whole}", "不超过总额 {whole}", "不超過總額 {whole}"),
    "expect:not_negative": ("not less than zero", "不小于零的数", "不小於零的數"),
    "expect:once": ("each person once", "每人一条", "每人一條"),
    "expect:moment": (
        "a day with a time (`2025-02-09 17:30`)",
        "带时刻的日期（`2025-02-09 17:30`）",
        "帶時刻的日期（`2025-02-09 17:30`）",
    ),
    "expect:share": ("a share from 0% to 100%", "0% 至 100% 的比例", "0% 至 100% 的比例"),
    "expect:secondment": ("each secondment once", "每次挂职一条", "每次掛職一條"),
    "expect:two_persons": ("two different persons", "两个不同的人", "兩個不同的人"),
    "expect:two": ("two different departments", "两个不同的部门", "兩個不同的部門"),
}

_MONTH = find_unit("month")
_COLON = (": ", "：", "：")
_COMMA = (", ", "、", "、")


def line(key: str, value: object, language: str) -> str:
    """A label and what it says."""
    return f"{phrase(TEXTS, key, language)}{_COLON[COLUMN[language]]}{value}"


def listed(words: Iterable[object], language: str) -> str:
    """Words in a list."""
    return _COMMA[COLUMN[language]].join(map(str, words))


def status_line(subject: str, status: str, title: Text, language: str) -> str:
    """The first line of a finding: of whom, and how it stands."""
    head = _COMMA[COLUMN[language]].join(filter(None, (subject, title.get(language))))
    said = phrase(TEXTS, status, language)
    return f"{head}{_COLON[COLUMN[language]]}{said}" if head else said


def lines(pairs: Iterable[tuple[str, object]], language: str) -> Iterator[str]:
    """A line for every label that says something."""
    for key, value in pairs:
        if value is None or value == ():
            continue
        if isinstance(value, Amount):
            said = shown(value, language)
        elif isinstance(value, date | datetime):
            said = value.isoformat() if type(value) is date else value.isoformat(" ", "minutes")  # type: ignore[call-arg]
        elif isinstance(value, tuple):
            said = listed(value, language)
        else:
            said = str(value)
        yield f"  {line(key, said, language)}"


def shown(amount: Amount, language: str) -> str:
    """An amount; one that no decimal says exactly, or in many digits, to four digits below it."""
    if Fraction(amount.value * 10**4).denominator == 1:
        return amount.words(language)
    return f"≈{format_quantity(round_number(amount.value, 4, 'floor'), amount.unit, language)}"


def months_text(months: Number, language: str) -> str:
    """Months in words; what no short decimal says exactly, cut to two digits, then exactly.

    It is cut and never rounded up: 5.999 months are not told as 6.

    >>> months_text(6, "en"), months_text(Fraction(185, 31), "en")
    ('6 months', 'about 5.96 months (exactly 5 + 30/31)')
    >>> months_text(Fraction(185, 31), "zh-Hans")
    '约5.96个月（精确值为5又30/31个月）'
    """
    number = Fraction(months)
    if (number * 100).denominator == 1:
        return format_quantity(exact(number), _MONTH, language)
    whole, over = divmod(number, 1)
    about = format_quantity(round_number(months, 2, "floor"), _MONTH, language)
    mixed = phrase(TEXTS, "mixed", language, whole=whole, over=over) if whole else str(over)
    return phrase(TEXTS, "about", language, about=about, exactly=mixed)


def percent(share: Number) -> Amount:
    """A share in percent."""
    return Amount(exact(Fraction(share) * 100), find_unit("percent"))
