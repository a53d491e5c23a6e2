"""Splits of costs in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from govcoord.mechanisms.said import Texts, phrase
from govcoord.numerals import Number, exact, format_number
from govcoord.rules.vocabulary import Vocabulary
from govcoord.text import Text
from govcoord.units import find_unit, format_quantity

if TYPE_CHECKING:
    from govcoord.rules.kinds.cost_sharing.split import CostSplit, Share

TEXTS: Texts = {
    "expect:parties": ("the departments that bear the cost", "分担费用的部门", "分擔費用的部門"),
    "expect:party": (
        "a department that takes part: {known}", "参与分担的部门：{known}", "參與分擔的部門：{known}",
    ),
    "expect:driver": (
        "a figure that the rule names: {known}", "规则列出的数据项：{known}", "規則列出的數據項：{known}",
    ),
    "expect:total": ("`total` or `costs`", "`total` 或 `costs`", "`total` 或 `costs`"),
    "expect:not_negative": (
        "costs that come to nothing less than zero", "合计不小于零的费用", "合計不小於零的費用",
    ),
    "expect:sum": (
        "what the costs add up to, {sum}", "费用明细的合计（{sum}）", "費用明細的合計（{sum}）",
    ),
    "expect:day": (
        "the day of the cost, for the ratio depends on it",
        "费用发生日期（分担比例随日期不同）",
        "費用發生日期（分擔比例隨日期不同）",
    ),
    "expect:ratio_day": (
        "a day on which a ratio is in force", "有分担比例适用的日期", "有分擔比例適用的日期",
    ),
    "expect:positive": ("a figure that is not below zero", "不小于零的数", "不小於零的數"),
    "expect:negative": ("a figure that is not below zero", "不小于零的数", "不小於零的數"),
    "expect:lead": (
        "a lead that bears a share, for the remainder goes to it",
        "参与分担的牵头部门（余数归牵头部门）",
        "參與分擔的牽頭部門（餘數歸牽頭部門）",
    ),
    "expect:units": (
        "a whole number of units of {amount}", "{amount}的整数倍", "{amount}的整數倍",
    ),
    "expect:no_weight": (
        "a share above zero for somebody", "至少一方的份额大于零", "至少一方的份額大於零",
    ),
    "expect:floors": (
        "at least {amount}, to which the floors add up",
        "不少于各方下限之和 {amount}",
        "不少於各方下限之和 {amount}",
    ),
    "expect:caps": (
        "at most {amount}, which is all that the caps leave room for",
        "不超过各方上限所容的 {amount}",
        "不超過各方上限所容的 {amount}",
    ),
    "expect:crossed": (
        "bounds that leave room for `{party}`: its floor, {amount}, is above its cap",
        "能容纳 `{party}` 的上下限（其下限 {amount} 高于上限）",
        "能容納 `{party}` 的上下限（其下限 {amount} 高於上限）",
    ),
    "head": (
        "{total}, split to {unit}, remainder: {rule}",
        "总额{total}，分到{unit}，余数处理：{rule}",
        "總額{total}，分到{unit}，餘數處理：{rule}",
    ),
    "largest_remainder": (
        "largest remainder, the first listed at a tie",
        "最大余数法，相同的按列示顺序",
        "最大餘數法，相同的按列示順序",
    ),
    "to_lead": ("to the lead", "归牵头部门", "歸牽頭部門"),
    "to_last": ("to the last listed", "归最后列示的部门", "歸最後列示的部門"),
    "share": ("{name}: {amount}{ratio}{bound}", "{name}：{amount}{ratio}{bound}", "{name}：{amount}{ratio}{bound}"),
    "ratio": (" (share {share})", "（份额 {share}）", "（份額 {share}）"),
    "floor": (", held by its floor", "，取下限", "，取下限"),
    "cap": (", held by its cap", "，取上限", "，取上限"),
    "owed": ("  paid {paid}, still owes {amount}", "  已付{paid}，尚应付{amount}", "  已付{paid}，尚應付{amount}"),
    "refund": ("  paid {paid}, to be refunded {amount}", "  已付{paid}，应退{amount}", "  已付{paid}，應退{amount}"),
    "settled": ("  paid {paid}, settled", "  已付{paid}，已结清", "  已付{paid}，已結清"),
    "portion": (
        "of this {total} by the ratio in force {days} ({source})",
        "其中{total}适用{days}的比例（{source}）",
        "其中{total}適用{days}的比例（{source}）",
    ),
    "from": ("from {start}", "{start}起", "{start}起"),
    "to": ("until {end}", "{end}止", "{end}止"),
    "between": ("from {start} to {end}", "{start}至{end}", "{start}至{end}"),
    "always": ("at all times", "始终", "始終"),
    "zero_total": (
        "no split of {total}: the contributions are all zero; a person has to decide",
        "{total}未作分配：贡献值均为零，须由人决定",
        "{total}未作分配：貢獻值均為零，須由人決定",
    ),
    "zero_driver": (
        "no split of {total}: {drivers} zero for all, and so its weight goes to nobody; "
        "a person has to decide",
        "{total}未作分配：各方的{drivers}均为零，所占权重无从分配，须由人决定",
        "{total}未作分配：各方的{drivers}均為零，所佔權重無從分配，須由人決定",
    ),
    "missing_figures": (
        "no split of {total} yet, figures are missing: {missing}",
        "{total}暂不分配，尚缺：{missing}",
        "{total}暫不分配，尚缺：{missing}",
    ),
    "figure": ("{name}: {what}", "{name}的{what}", "{name}的{what}"),
    "contribution": ("contribution", "贡献值", "貢獻值"),
    "list": (", ", "、", "、"),
}  # fmt: skip


def money(amount: Number, language: str) -> str:
    """A sum of money in words."""
    return format_quantity(amount, find_unit("CNY"), language)


def split_lines(split: CostSplit, vocabulary: Vocabulary, language: str) -> Iterator[str]:
    """A split in words."""
    total = money(split.total, language)
    if split.status != "split":
        joint = phrase(TEXTS, "list", language)
        missing = joint.join(_figures(split, vocabulary, language))
        drivers = joint.join(_driver(split, one, language) for one in split.zero_drivers)
        yield phrase(
            TEXTS, str(split.reason), language, total=total, missing=missing, drivers=drivers
        )
        return
    rule = phrase(TEXTS, split.remainder, language)
    yield phrase(TEXTS, "head", language, total=total, unit=money(split.unit, language), rule=rule)
    for share in split.shares:
        yield from _share_lines(share, vocabulary, language)
    if len(split.portions) > 1:
        for portion in split.portions:
            days = _days(portion.from_, portion.to, language)
            amount = money(portion.total, language)
            yield phrase(
                TEXTS, "portion", language, total=amount, days=days, source=portion.source or "—"
            )


def _figures(split: CostSplit, vocabulary: Vocabulary, language: str) -> Iterator[str]:
    """The figures that a split waits for: whose, and which."""
    for path in split.missing:
        department, _, figure = path.partition(".")
        name = vocabulary.departments.label(department, language)
        driver = figure.removeprefix("scores.")
        what = phrase(TEXTS, "contribution", language)
        if driver != figure:
            what = _driver(split, driver, language)
        yield phrase(TEXTS, "figure", language, name=name, what=what)


def _driver(split: CostSplit, driver: str, language: str) -> str:
    return split.drivers.get(driver, Text()).get(language) or driver


def _share_lines(share: Share, vocabulary: Vocabulary, language: str) -> Iterator[str]:
    departments = vocabulary.choices["departments"]
    ratio = bound = ""
    if share.ratio is not None:
        percent = format_number(exact(share.ratio * 100), digits=4)
        ratio = phrase(TEXTS, "ratio", language, share=f"{percent}%")
    if share.bound is not None:
        bound = phrase(TEXTS, share.bound, language)
    yield phrase(
        TEXTS, "share", language, name=departments.label(share.department, language),
        amount=money(share.amount, language), ratio=ratio, bound=bound,
    )  # fmt: skip
    if share.paid is not None:
        key = "owed" if share.owed else "refund" if share.refund else "settled"
        paid, amount = money(share.paid, language), money(share.owed or share.refund or 0, language)
        yield phrase(TEXTS, key, language, paid=paid, amount=amount)


def _days(start: object, end: object, language: str) -> str:
    key = "between" if start and end else "from" if start else "to" if end else "always"
    return phrase(TEXTS, key, language, start=start, end=end)
