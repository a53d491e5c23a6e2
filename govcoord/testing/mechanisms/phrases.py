"""Words of reports on mechanisms in English, simplified and traditional Chinese."""

from __future__ import annotations

from typing import Final

from govcoord.testing.mutation.phrases import COLUMNS

PHRASES: Final[dict[str, tuple[str, str, str]]] = {
    "title": (
        "Mistakes in mechanisms that the tests notice",
        "测试能否发现机制文件中的错误",
        "測試能否發現機制文件中的錯誤",
    ),
    "tests": ("tests of mechanisms: {tests}", "机制的测试：{tests} 个", "機制的測試：{tests} 個"),
    "remembered": (
        "known from earlier runs: {count}",
        "沿用以往结果：{count} 个",
        "沿用以往結果：{count} 個",
    ),
    "document": ("document", "文件", "文件"),
    "noticed": ("noticed", "已发现", "已發現"),
    "share": ("share", "比例", "比例"),
    "checked": ("kept out at load", "载入时即被拒", "載入時即被拒"),
    "alike": ("not told apart", "未能区分", "未能區分"),
    "equivalent": ("changes nothing", "不改变结果", "不改變結果"),
    "timed_out": ("does not end", "不能结束", "不能結束"),
    "timed_out_head": (
        "does not end: with these mistakes a test or a record never comes to an end, which whoever "
        "runs the tests notices; the engine should refuse them",
        "不能结束：改错后测试或记录算不完，运行测试时即可发现；这样的值本应拒绝载入",
        "不能結束：改錯後測試或記錄算不完，執行測試時即可發現；這樣的值本應拒絕載入",
    ),
    "total": ("in all", "合计", "合計"),
    "of": ("{killed} of {total}", "{killed}／{total}", "{killed}／{total}"),
    "all": (
        "every mistake of which a record is known that shows it is noticed",
        "凡已知有记录能显示的错误，测试均能发现",
        "凡已知有記錄能顯示的錯誤，測試均能發現",
    ),
    "survivors": (
        "mistakes that no test notices, each with a test that would",
        "测试未能发现的错误，以及能发现它的测试",
        "測試未能發現的錯誤，以及能發現它的測試",
    ),
    "alike_head": (
        "not told apart: no test notices these, and no record was found that shows them; "
        "that proves nothing",
        "未能区分：测试未发现，也未找到能显示它的记录（不等于没有影响）",
        "未能區分：測試未發現，也未找到能顯示它的記錄（不等於沒有影響）",
    ),
    "more": (
        "and {count} more (see --all)",
        "另有 {count} 处（见 --all）",
        "另有 {count} 處（見 --all）",
    ),
    "confirm": (
        "today's result: confirm it against the document before you keep it",
        "以下为现行规则的结果，请对照文件原文确认后再采用",
        "以下為現行規則的結果，請對照文件原文確認後再採用",
    ),
    "name": ("{document}: {what}", "{document}：{what}", "{document}：{what}"),
    "replaced": (
        "{part}: {before} → {after}",
        "{part}由“{before}”改为“{after}”",
        "{part}由「{before}」改為「{after}」",
    ),
    "dropped": ("{part} left out ({before})", "漏写{part}（{before}）", "漏寫{part}（{before}）"),
    "joint": (
        "{part}: all in place of any",
        "{part}：“任一”误作“全部”",
        "{part}：「任一」誤作「全部」",
    ),
    "split": (
        "{part}: any in place of all",
        "{part}：“全部”误作“任一”",
        "{part}：「全部」誤作「任一」",
    ),
    "parameter": ("{what} (parameter {name})", "{what}（参数 {name}）", "{what}（參數 {name}）"),
    # coverage
    "cover_title": (
        "Parts of mechanisms that the tests exercise",
        "测试触及机制文件的哪些部分",
        "測試觸及機制文件的哪些部分",
    ),
    "parts": ("parts", "部分", "部分"),
    "covered": ("covered", "已覆盖", "已覆蓋"),
    "held": ("held by the check", "由载入检查保证", "由載入檢查保證"),
    "inert": ("changes nothing", "不改变结果", "不改變結果"),
    "section": ("section", "章节", "章節"),
    "cover_all": (
        "no part can be changed without a test or the check noticing",
        "任何部分有改动，测试或载入检查都能发现",
        "任何部分有改動，測試或載入檢查都能發現",
    ),
    "lacking": (
        "parts of which no test notices a change",
        "改动后没有测试发现的部分",
        "改動後沒有測試發現的部分",
    ),
    "tried": (
        "{part} ({count} changes tried)",
        "{part}（试改 {count} 处）",
        "{part}（試改 {count} 處）",
    ),
    "cover_below": (
        "coverage of mechanisms {percent} is below the minimum of {least}",
        "机制覆盖率 {percent} 低于下限 {least}",
        "機制覆蓋率 {percent} 低於下限 {least}",
    ),
    "lines": ("lines of the document", "文件逐行", "文件逐行"),
}


def phrase(name: str, language: str, /, **values: object) -> str:
    """A phrase in a language, completed.

    >>> phrase("of", "en", killed=3, total=4)
    '3 of 4'
    """
    return PHRASES[name][COLUMNS[language]].format(**values)
