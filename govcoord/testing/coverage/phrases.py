"""Words of coverage reports in English, simplified and traditional Chinese."""

from __future__ import annotations

from typing import Final

COLUMNS: Final = {"en": 0, "zh-Hans": 1, "zh-Hant": 2}

PHRASES: Final[dict[str, tuple[str, str, str]]] = {
    "title": ("Coverage of rules by tests", "规则的测试覆盖情况", "規則的測試覆蓋情況"),
    "cases": ("decisions: {count}", "案件：{count} 件", "案件：{count} 件"),
    "foreign": (
        "decisions of other rulesets, not counted: {count}",
        "其他规则的案件（未计入）：{count} 件",
        "其他規則的案件（未計入）：{count} 件",
    ),
    "total": ("in all", "合计", "合計"),
    "table": ("table", "表", "表"),
    "what": ("what is looked at", "检查内容", "檢查內容"),
    "covered": ("covered", "已覆盖", "已覆蓋"),
    "missing": ("missing", "未覆盖", "未覆蓋"),
    "unreachable": ("out of reach", "不可能出现", "不可能出現"),
    "share": ("share", "覆盖率", "覆蓋率"),
    "of": ("{covered} of {total}", "{covered}/{total}", "{covered}/{total}"),
    "rules": ("rules that applied", "规则适用过", "規則適用過"),
    "decisions": ("rules that gave the answer", "规则定过结论", "規則定過結論"),
    "conditions": (
        "conditions, true and false alone",
        "条件单独成立、单独不成立",
        "條件單獨成立、單獨不成立",
    ),
    "sides": ("bounds, either side", "界限两侧", "界限兩側"),
    "values": ("bounds, the very value", "界限处的值", "界限處的值"),
    "overrides": ("overrides", "优先于其他规则", "優先於其他規則"),
    "exemptions": ("exemptions", "免除、例外", "免除、例外"),
    "no_answer": ("tables without an answer", "表中无规则适用", "表中無規則適用"),
    "not_matched": ("{rule} never applies", "{rule} 从未适用", "{rule} 從未適用"),
    "not_decided": (
        "{rule} never gives the answer",
        "{rule} 从未定过结论",
        "{rule} 從未定過結論",
    ),
    "not_true": (
        "{rule}: `{condition}` never true together with the rule's other conditions",
        "{rule}：“{condition}”未与其他条件同时成立过",
        "{rule}：“{condition}”未與其他條件同時成立過",
    ),
    "not_false": (
        "{rule}: `{condition}` never false while the rule's other conditions hold",
        "{rule}：“{condition}”未在其他条件都成立时不成立过",
        "{rule}：“{condition}”未在其他條件都成立時不成立過",
    ),
    "not_below": (
        "{rule}: {name}: nothing just below {value} was tried",
        "{rule}：{name}未试过略低于 {value} 的情形",
        "{rule}：{name}未試過略低於 {value} 的情形",
    ),
    "not_above": (
        "{rule}: {name}: nothing just above {value} was tried",
        "{rule}：{name}未试过略高于 {value} 的情形",
        "{rule}：{name}未試過略高於 {value} 的情形",
    ),
    "not_above_value": (
        "{rule}: {name}: nothing from {value} on was tried",
        "{rule}：{name}未试过达到 {value} 的情形",
        "{rule}：{name}未試過達到 {value} 的情形",
    ),
    "not_below_value": (
        "{rule}: {name}: nothing up to {value} was tried",
        "{rule}：{name}未试过不超过 {value} 的情形",
        "{rule}：{name}未試過不超過 {value} 的情形",
    ),
    "not_exact": (
        "{rule}: {name}: {value} itself was never tried",
        "{rule}：{name}未试过恰为 {value} 的情形",
        "{rule}：{name}未試過恰為 {value} 的情形",
    ),
    "not_override": (
        "{rule} never overrides {other}",
        "{rule} 从未优先于 {other}",
        "{rule} 從未優先於 {other}",
    ),
    "not_exemption": (
        "{rule} never lifts {other}",
        "{rule} 从未免除 {other}",
        "{rule} 從未免除 {other}",
    ),
    "not_no_answer": (
        "{table}: no case to which no rule applies",
        "{table}：尚无不适用任何规则的案件",
        "{table}：尚無不適用任何規則的案件",
    ),
    "is_matched": ("{rule} applies", "{rule} 适用", "{rule} 適用"),
    "is_decided": ("{rule} gives the answer", "由 {rule} 定结论", "由 {rule} 定結論"),
    "is_true": (
        "{rule} with `{condition}`",
        "{rule}：符合“{condition}”",
        "{rule}：符合“{condition}”",
    ),
    "is_false": (
        "{rule} but for `{condition}`",
        "{rule}：只差“{condition}”",
        "{rule}：只差“{condition}”",
    ),
    "is_below": (
        "{rule}: {name} just below {value}",
        "{rule}：{name}略低于 {value}",
        "{rule}：{name}略低於 {value}",
    ),
    "is_above": (
        "{rule}: {name} just above {value}",
        "{rule}：{name}略高于 {value}",
        "{rule}：{name}略高於 {value}",
    ),
    "is_below_value": (
        "{rule}: {name} up to {value}",
        "{rule}：{name}不超过 {value}",
        "{rule}：{name}不超過 {value}",
    ),
    "is_above_value": (
        "{rule}: {name} from {value} on",
        "{rule}：{name}达到 {value}",
        "{rule}：{name}達到 {value}",
    ),
    "is_exact": (
        "{rule}: {name} is {value}",
        "{rule}：{name}恰为 {value}",
        "{rule}：{name}恰為 {value}",
    ),
    "is_override": ("{rule} before {other}", "{rule} 优先于 {other}", "{rule} 優先於 {other}"),
    "is_exemption": ("{rule} lifts {other}", "{rule} 免除 {other}", "{rule} 免除 {other}"),
    "is_no_answer": ("{table}: no rule applies", "{table}：无规则适用", "{table}：無規則適用"),
    "count_of": ("number of {name}", "{name}的个数", "{name}的個數"),
    "condition": ("{name}: {test}", "{name}：{test}", "{name}：{test}"),
    "shared": (
        "{rule} and {count} more",
        "{rule} 等 {count} 条",
        "{rule} 等 {count} 條",
    ),
    "list": (", ", "、", "、"),
    "lacking": ("What is missing", "尚缺什么", "尚缺什麼"),
    "paste": (
        "Cases that would cover it, ready to paste; the answers are today's: hold them against "
        "the text of the rule before you keep them",
        "可直接粘贴的补充案件；结论是按现行规则得出的，请对照条文核实后再留用",
        "可直接貼上的補充案件；結論是按現行規則得出的，請對照條文核實後再留用",
    ),
    "unfound": (
        "No case was found for these (which proves nothing)",
        "以下各项未找到案件（不等于不可能）",
        "以下各項未找到案件（不等於不可能）",
    ),
    "more": ("and {count} more", "另有 {count} 项", "另有 {count} 項"),
    "all": (
        "Everything that can be covered is covered.",
        "能覆盖的都已覆盖。",
        "能覆蓋的都已覆蓋。",
    ),
    "below_min": (
        "coverage {percent} is below the minimum of {least}",
        "覆盖率 {percent}，低于要求的 {least}",
        "覆蓋率 {percent}，低於要求的 {least}",
    ),
    "files": ("The rules, line by line", "逐行查看规则", "逐行查看規則"),
    "legend_full": ("fully covered", "全部覆盖", "全部覆蓋"),
    "legend_part": ("in part", "部分覆盖", "部分覆蓋"),
    "legend_none": ("not at all", "未覆盖", "未覆蓋"),
    "legend_dead": ("out of reach (proved)", "不可能出现（已证明）", "不可能出現（已證明）"),
    "copy": ("copy", "复制", "複製"),
    "copied": ("copied", "已复制", "已複製"),
    "only_gaps": ("only lines with gaps", "只看有缺的规则", "只看有缺的規則"),
    "covers": ("covers", "覆盖", "覆蓋"),
    "rulesets": ("rulesets: {names}", "规则：{names}", "規則：{names}"),
    "confirm": (
        "today's answer: confirm it against the text",
        "现行规则的结论，请对照条文核实",
        "現行規則的結論，請對照條文核實",
    ),
}


def phrase(name: str, language: str, /, **values: object) -> str:
    """A phrase, completed.

    >>> phrase("of", "en", covered=3, total=4)
    '3 of 4'
    """
    text = PHRASES[name][COLUMNS[language]]
    return text.format(**values) if values else text
