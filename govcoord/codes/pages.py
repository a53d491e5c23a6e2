"""The pages of the catalogue: one per code, with the headings that the catalogue gives them.

The pages themselves are written by hand, in ``docs/codes``; what they say at their top and the
index are made of the catalogue, so that both stay as they are there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from attrs import frozen

from govcoord.codes import CODES, Code

PACKAGE = Path(__file__).parents[1]

INDEX: Final = "index.md"

SECTIONS: Final = (
    "检查什么 · What it checks",
    "为什么重要 · Why it matters",
    "错误示例 · Example",
    "正确做法 · Do instead",
)
"""The headings of every page, in their order."""

_PLACEHOLDER = re.compile(r"\{+[^{}]*\}+")
_COMMENT = re.compile(r"<!--.*-->")
_ENGLISH = re.compile(r"(?P<chinese>[^*]*)\*(?P<english>.+)\*")
_SEVERITIES: Final[Mapping[str, tuple[str, str, str]]] = {
    "error": ("error", "错误", "錯誤"),
    "warning": ("warning", "警告", "警告"),
    "note": ("note", "提示", "提示"),
}


@frozen
class Range:
    """Codes that belong together, from ``first`` to ``last``, and what they are about."""

    first: int
    last: int
    en: str
    zh_hans: str
    zh_hant: str

    @property
    def codes(self) -> tuple[Code, ...]:
        """Those of the catalogue, in their order."""
        return tuple(c for c in CODES.values() if self.first <= int(c.code[2:]) <= self.last)

    def title(self, language: str) -> str:
        """What they are about, in ``language``."""
        return _in_language((self.en, self.zh_hans, self.zh_hant), language)


RANGES: Final = (
    Range(100, 119, "how YAML is written", "YAML 写法", "YAML 寫法"),
    Range(120, 129, "encodings and characters", "编码与字符", "編碼與字元"),
    Range(130, 149, "what YAML allows and we do not", "容易误读的写法", "容易誤讀的寫法"),
    Range(150, 169, "files and their limits", "文件与上限", "檔案與上限"),
    Range(170, 199, "files of cases", "案件文件", "案件檔案"),
    Range(200, 204, "the parts of a document", "文件的各项内容", "文件的各項內容"),
    Range(205, 219, "vocabularies", "词汇表", "詞彙表"),
    Range(220, 239, "conditions", "条件", "條件"),
    Range(240, 254, "derived attributes", "派生属性", "衍生屬性"),
    Range(255, 269, "rules and tables", "规则与规则表", "規則與規則表"),
    Range(270, 279, "documents and rulesets", "规则文件", "規則檔案"),
    Range(280, 289, "tests of rulesets", "规则的测试", "規則的測試"),
    Range(290, 299, "conditions that mean something else", "与本意不符的条件", "與本意不符的條件"),
    Range(300, 399, "logic", "规则之间的逻辑", "規則之間的邏輯"),
    Range(400, 409, "negative lists", "负面清单", "負面清單"),
    Range(410, 419, "lead responsibility", "牵头负责", "牽頭負責"),
    Range(420, 439, "accountability", "问责", "問責"),
    Range(440, 449, "procedures", "办理程序", "辦理程序"),
    Range(450, 499, "scorecards", "评分表", "評分表"),
    Range(500, 509, "life cycle", "有效期与依据", "有效期與依據"),
    Range(510, 519, "sharing of data", "数据共享", "數據共享"),
    Range(520, 529, "standards", "标准", "標準"),
    Range(530, 539, "registers", "台账", "臺賬"),
    Range(540, 549, "gates", "准入", "准入"),
    Range(550, 559, "intake of reports", "受理归并", "受理歸併"),
    Range(560, 569, "consultations and surveys", "征求意见与调查", "徵求意見與調查"),
    Range(570, 579, "panels of experts", "专家遴选", "專家遴選"),
    Range(580, 584, "similar cases", "相似案件", "相似案件"),
    Range(590, 594, "kinds and lengths", "文件种类与长度", "文件種類與長度"),
    Range(595, 599, "bodies that decide", "议事机构", "議事機構"),
    Range(640, 649, "matching of requests", "需求匹配", "需求匹配"),
    Range(650, 659, "registers of risks", "风险登记", "風險登記"),
    Range(660, 679, "disputes and supervision", "争议与监督", "爭議與監督"),
    Range(680, 689, "cadences", "定期职责", "定期職責"),
    Range(690, 699, "policy norms", "政策规范", "政策規範"),
)
"""All codes in groups; each belongs to exactly one."""


def pages_folder() -> Path:
    """The folder of the pages: in the installed package, or in a checkout."""
    installed = PACKAGE / "_docs" / "codes"
    return installed if installed.is_dir() else PACKAGE.parent / "docs" / "codes"


def page(code: str) -> str:
    """The Markdown of the page of a code; ``OSError`` when this installation lacks it."""
    return (pages_folder() / f"{CODES[code].code}.md").read_text(encoding="utf-8")


def page_in(code: str, language: str) -> str:
    """The page of a code in one language; what is not in traditional characters is simplified.

    ``OSError`` when this installation lacks it.
    """
    lines = page(code).splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("## "))
    entry = CODES[code]
    shown = [f"# {code}", "", general_message(entry, language), "", severity_word(entry, language)]
    inside = False
    for line in ["", *lines[start:]]:
        inside ^= line.startswith("```")
        if inside or line.startswith("```"):
            shown.append(line)
        elif not _COMMENT.fullmatch(line):
            shown += _line_in(line, language == "en")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(shown)) + "\n"


def _line_in(line: str, english: bool) -> list[str]:
    """A line of prose in one language, or nothing where it is in the other alone."""
    if line.startswith("## "):
        chinese, _, other = line[3:].partition(" · ")
        return [f"## {other if english else chinese}"]
    match = _ENGLISH.fullmatch(line)
    if match is None:
        return [] if english and line else [line]
    text = match["english"] if english else match["chinese"].rstrip()
    return [text] if text else []


def general_message(code: Code, language: str) -> str:
    """The message of a code with ``…`` for what differs from case to case.

    >>> general_message(CODES["GC130"], "en")
    'key `…` is written twice'
    """
    return _PLACEHOLDER.sub("…", code.text(language)[0])


def severity_word(code: Code, language: str) -> str:
    """How bad it is, in words."""
    return _in_language(_SEVERITIES[code.severity], language)


def heading(code: Code) -> str:
    """The beginning of a code's page: its number, its message in two languages, how bad it is."""
    severity = f"{severity_word(code, 'zh-Hans')} · {severity_word(code, 'en')}"
    chinese, english = (general_message(code, language) for language in ("zh-Hans", "en"))
    return f"# {code.code}\n\n{chinese}\n\n*{english}*\n\n{severity}\n"


def index() -> str:
    """The Markdown of the page that lists all codes."""
    lines = [
        "# 全部提示编号 · All codes",
        "",
        "`govcoord check` 给出的每个编号都有一页说明；`govcoord rule GC301` 在终端里显示。",
        "",
        "*Every code that `govcoord check` shows has a page; "
        "`govcoord rule GC301` shows it in a terminal.*",
    ]
    for group in RANGES:
        if group.codes:
            lines += ["", f"## {group.title('zh-Hans')} · {group.title('en')}", ""]
            lines += ["| 编号 · code | | 说明 · message |", "|---|---|---|"]
            lines += _rows(group.codes)
    return "\n".join(lines) + "\n"


def _rows(codes: Iterable[Code]) -> Iterable[str]:
    for code in codes:
        severity = f"{severity_word(code, 'zh-Hans')} {severity_word(code, 'en')}"
        texts = (general_message(code, language) for language in ("zh-Hans", "en"))
        chinese, english = (text.replace("|", "\\|") for text in texts)
        link = f"[{code.code}]({code.code}.md)"
        yield f"| {link} | {severity} | {chinese}<br>*{english}* |"


def _in_language(texts: tuple[str, str, str], language: str) -> str:
    return texts[("en", "zh-Hans", "zh-Hant").index(language)]
