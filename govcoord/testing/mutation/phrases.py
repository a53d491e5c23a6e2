"""Words of reports on mutation in English, simplified and traditional Chinese."""

from __future__ import annotations

from typing import Final

COLUMNS: Final = {"en": 0, "zh-Hans": 1, "zh-Hant": 2}

PHRASES: Final[dict[str, tuple[str, str, str]]] = {
    "title": (
        "Mistakes that the tests notice",
        "测试能否发现规则中的错误",
        "測試能否發現規則中的錯誤",
    ),
    "tests": (
        "tests: {tests}; tests that reach no table: {apart}",
        "测试：{tests} 个；不涉及判定表的测试：{apart} 个",
        "測試：{tests} 個；不涉及判定表的測試：{apart} 個",
    ),
    "table": ("table", "表", "表"),
    "noticed": ("noticed", "已发现", "已發現"),
    "share": ("share", "比例", "比例"),
    "equivalent": ("changes nothing", "不改变结论", "不改變結論"),
    "undecided": ("undecided", "未能判定", "未能判定"),
    "total": ("in all", "合计", "合計"),
    "of": ("{killed} of {total}", "{killed}／{total}", "{killed}／{total}"),
    "all": (
        "every mistake that changes a case is noticed",
        "凡改变结论的错误，测试均能发现",
        "凡改變結論的錯誤，測試均能發現",
    ),
    "survivors": (
        "mistakes that no test notices, each with a test that would",
        "测试未能发现的错误，以及能发现它的测试",
        "測試未能發現的錯誤，以及能發現它的測試",
    ),
    "open": (
        "undecided: no test notices these, and within the budget neither a proof was found that "
        "no case changes, nor a case",
        "未能判定：测试未发现，且在限额内既未证明结论不变，也未找到案件",
        "未能判定：測試未發現，且在限額內既未證明結論不變，也未找到案件",
    ),
    "more": (
        "and {count} more (see --all)",
        "另有 {count} 处（见 --all）",
        "另有 {count} 處（見 --all）",
    ),
    "confirm": (
        "today's outcome: confirm it against the rule before you keep it",
        "以下为现行规则的结论，请对照规则原文确认后再采用",
        "以下為現行規則的結論，請對照規則原文確認後再採用",
    ),
    "no_test": (
        "no line of `expect` tells the two apart; compare the whole decision",
        "`expect` 中没有能区分二者的写法，请核对整份结论",
        "`expect` 中沒有能區分二者的寫法，請核對整份結論",
    ),
    "remembered": (
        "known from earlier runs: {count}",
        "沿用以往结果：{count} 个",
        "沿用以往結果：{count} 個",
    ),
    "in_rule": ("{what} in {rule}", "{rule}：{what}", "{rule}：{what}"),
    "and_more": ("{rule} and {count} more", "{rule} 等 {count} 条", "{rule} 等 {count} 條"),
    "name": ("{rule}: {what}", "{rule}：{what}", "{rule}：{what}"),
    "bound": (
        "bound of {name}: {before} → {after}",
        "{name}的界限由“{before}”改为“{after}”",
        "{name}的界限由「{before}」改為「{after}」",
    ),
    "edge": (
        "end of {name}: {before} → {after}",
        "{name}的端点由“{before}”改为“{after}”",
        "{name}的端點由「{before}」改為「{after}」",
    ),
    "member": (
        "{name}: {before} → {after}",
        "{name}由“{before}”改为“{after}”",
        "{name}由「{before}」改為「{after}」",
    ),
    "negate": (
        "condition turned round: {name}: {before}",
        "条件写反：{name}：{before}",
        "條件寫反：{name}：{before}",
    ),
    "drop": (
        "condition forgotten: {name}: {before}",
        "漏写条件：{name}：{before}",
        "漏寫條件：{name}：{before}",
    ),
    "widen": (
        "exemption too wide, without {name}: {before}",
        "免除过宽，漏写条件：{name}：{before}",
        "免除過寬，漏寫條件：{name}：{before}",
    ),
    "joined": ("all in place of any", "“任一”误作“全部”", "「任一」誤作「全部」"),
    "split": ("any in place of all", "“全部”误作“任一”", "「全部」誤作「任一」"),
    "alternative": (
        "alternative forgotten: {before}",
        "漏写一种情形：{before}",
        "漏寫一種情形：{before}",
    ),
    "output": (
        "{name}: {before} → {after}",
        "{name}由“{before}”改为“{after}”",
        "{name}由「{before}」改為「{after}」",
    ),
    "nothing": ("nothing", "空", "空"),
    "rule": ("rule left out", "漏写整条规则", "漏寫整條規則"),
    "override": ("override of {after} forgotten", "漏写优先于 {after}", "漏寫優先於 {after}"),
    "order": ("after {after} in place of before it", "与 {after} 次序颠倒", "與 {after} 次序顛倒"),
    "priority": (
        "priority exchanged with {after}",
        "与 {after} 的优先级互换",
        "與 {after} 的優先級互換",
    ),
}


def phrase(name: str, language: str, /, **values: object) -> str:
    """A phrase in a language, completed.

    >>> phrase("of", "en", killed=3, total=4)
    '3 of 4'
    """
    return PHRASES[name][COLUMNS[language]].format(**values)
