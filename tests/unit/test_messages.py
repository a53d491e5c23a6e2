"""Texts of the command line: the same keys and placeholders in every language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from shipped import shipped_plan

from govcoord import Plan
from govcoord.codes.base import placeholders
from govcoord.diagnostics import Diagnostic
from govcoord.errors import CaseError, FigureError
from govcoord.messages import LANGUAGES, Messages, texts_of
from govcoord.messages.expected import localised
from govcoord.messages.phrases import PHRASES, SIMPLIFIED, TRADITIONAL, WORDS

PACKAGE = Path(__file__).parents[2] / "govcoord"
_USED = re.compile(r"""(?<!words\.)say\(\s*f?["']([a-z_.{}]+)["']""")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys_and_placeholders(language: str) -> None:
    """A text may not be missing, nor need other values than the English one."""
    english, texts = texts_of("en"), texts_of(language)
    assert list(texts) == list(english)
    for key, text in texts.items():
        assert placeholders(text) == placeholders(english[key]), key


def test_every_key_in_the_code_has_a_text_and_every_text_is_used() -> None:
    """Keys that are put together from parts match by their beginning."""
    files = [*(PACKAGE / "cli").glob("*.py"), *(PACKAGE / "testing").glob("*.py")]
    code = "\n".join(file.read_text("utf-8") for file in files)
    used = set(_USED.findall(code))
    texts = set(texts_of("en"))
    whole = {key for key in used if "{" not in key}
    parts = {key.partition("{")[0] for key in used if "{" in key} - {""}
    assert whole <= texts
    endings = (".help",)
    unused = {
        key
        for key in texts - whole
        if not key.startswith(tuple(parts)) and not key.endswith(endings)
    }
    assert unused == set()


def test_chinese_texts_are_chinese() -> None:
    """And the two scripts are not mixed up."""
    names = ("unknown", "none", "list", "groups", "of", "record")
    signs = {"rejected.colon", *(f"value.{name}" for name in names)}
    for key, text in texts_of("zh-Hans").items():
        if key not in signs:
            assert re.search("[\u4e00-\u9fff]", text), key
        assert not re.search("[檔規則們個選項輸測試權責門見輯]", text), key
    for key, text in texts_of("zh-Hant").items():
        assert not re.search("[档规则们个选项输测试权责门见辑]", text), key


def test_a_missing_value_is_an_error() -> None:
    """Not a text with a hole."""
    with pytest.raises(KeyError):
        Messages("en")("error.write", path="x")


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("a quantity in yuan of at least 0 and at most 5", "以“元”计的量，不小于 0 且不大于 5"),
        ("a quantity in workdays", "以“工作日”计的量"),
        ("one of `a`, `b`", "`a`、`b` 之一"),
        ("one of `a`, `b`, … (40 in all)", "`a`、`b` 等之一（共 40 个）"),
        ("a list of one of `a`, `b`", "由 `a`、`b` 组成的列表"),
        ("a date such as 2025-03-01", "日期，如 2025-03-01"),
        ("did you mean `health`?", "您是否想写 `health`？"),
        ("something that nobody has translated", "something that nobody has translated"),
    ],
)
def test_expectations_of_the_core_in_chinese(english: str, chinese: str) -> None:
    """Known wordings are translated, others are shown as they are."""
    assert localised(english, "zh-Hans") == chinese
    assert localised(english, "en") == english


def test_phrases_in_both_scripts() -> None:
    """Traditional Chinese has no simplified characters, and groups are those of the English."""
    assert len(SIMPLIFIED) == len(TRADITIONAL) == len(set(SIMPLIFIED))
    assert not set(SIMPLIFIED) & set("".join(WORDS.values()))
    for pattern, chinese in PHRASES:
        groups = re.compile(pattern).groups
        used = {int(digit) for digit in re.findall(r"(?:\\|<)(\d)", chinese)}
        assert not used or max(used) <= groups, pattern


_RAWS: tuple[object, ...] = (
    "wrong", "", "1e5", "nan", "0x1F", "1_000", "007", "1,00", "5.", "3/0", "一百二",
    "十百", "2天3", "3 grams", "5天", "5小时", "48 hours", "5%", "3个百分点", "5人次", "2024年",
    "5月", "1 ton", "5度", "$5", "￥5 USD", "5 wrkdays", "-5", "2.5", "2025-02-30", "2025-13-01",
    "5 K", "5 天平方", True, -5, 2.5, float("inf"), float("nan"), [], ["wrong", 5], {},
    {"value": 1}, object(), {"value": "x", "unit": "day"}, {"value": 5, "unit": "gram"},
    {"value": 5, "unit": "xyz"}, datetime(2025, 1, 1, 12), b"x",
)  # fmt: skip
_PROPER = {
    "JSON",
    "YAML",
    "CSV",
    "UTF",
    "GBK",
    "date",
    "datetime",
    "true",
    "false",
    "USD",
    "object",
}


def english_in(text: str) -> set[str]:
    """The English words of a message that are neither quoted nor proper names."""
    for quoted in (r"`[^`]*`", r"「[^」]*」", r"\[[^\]]*\]", r"\{[^}]*\}", r"<[^>]*>", r"b'x'"):
        text = re.sub(quoted, "", text)
    text = re.sub(r"为 .*?，(?=应为)", "", text.partition("：属性")[2] or text)
    return set(re.findall("[A-Za-z]{3,}", text)) - _PROPER


def misfits() -> Iterator[CaseError]:
    """What is said of cases of the plan in which one value is wrong."""
    plan = shipped_plan()
    records = [(record.key, record.fields.values()) for record in plan.vocabulary.records.values()]
    for raw in _RAWS:
        for attribute in plan.vocabulary.attributes.values():
            yield from misfit(plan, {attribute.id: raw})
        for key, fields in records:
            yield from misfit(plan, {key: raw})
            for attribute in fields:
                yield from misfit(plan, {key: [{attribute.id: raw}]})
    for key in ("lede", "participnts"):
        yield from misfit(plan, {key: 1})
    yield from misfit(plan, {"received": "2035-01-01", "as_of": "2035-03-01"})
    yield from misfit(plan, {"received": "2025-01-01", "as_of": "2099-03-01"})


def misfit(plan: Plan, case: dict[str, object]) -> Iterator[CaseError]:
    """What is wrong with a case, if anything is."""
    try:
        plan.evaluate(case).to_dict()
    except CaseError as error:
        yield error


def test_errors_in_cases_are_chinese_throughout() -> None:
    """Whatever was written wrongly, nothing of the core's English is left."""
    left: dict[str, str] = {}
    for error in misfits():
        for word in english_in(error.message("zh-Hans")):
            left[word] = error.message("zh-Hans")
    assert left == {}


_RAISED = {"UnfitError": (0, 1), "FigureError": (2,), "CaseError": (2,), "fail": (2,)}


def wordings() -> Iterator[tuple[str, str]]:
    """Where the code says what was expected or what would help, and the words."""
    places = ("scoring", "case_files", "case.py")
    files = [f for place in places for f in (PACKAGE / place).glob("*.py")] + [PACKAGE / "case.py"]
    for file in files:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
            given = [node.args[at] for at in _RAISED.get(name, ()) if at < len(node.args)]
            if name in _RAISED:
                given += [word.value for word in node.keywords if word.arg == "hint"]
            for part in given:
                text = words_of(part)
                if text:
                    yield f"{file.name}:{part.lineno}", text


def words_of(node: ast.expr) -> str:
    """A text of the code, with `5` for what is put in; empty for anything else."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if not isinstance(node, ast.JoinedStr):
        return ""
    return "".join(words_of(part) or "5" for part in node.values)


def test_every_wording_of_the_code_has_its_chinese() -> None:
    """A new one has to be added to the phrases."""
    found = list(wordings())
    assert len(found) > 60
    assert [pair for pair in found if localised(pair[1], "zh-Hant") == pair[1]] == []


def test_errors_in_figures_are_chinese() -> None:
    """With the place in the file and what is no indicator by its name."""
    error = FigureError(
        "subject", "卫生局", "one of the 38 departments", where="f.csv, row 3, `卫生局`"
    )
    wanted = "f.csv 第 3 行 `卫生局`：对象 为 `卫生局`，应为38 个部门之一"
    assert error.message("zh-Hans") == wanted
    error = FigureError("header", "", "a column name", where="f.csv, row 1, column 2")
    assert error.message("zh-Hant") == "f.csv 第 1 列第 2 欄：表頭 為 ``，應為欄名"


def test_diagnostics_use_the_same_phrases() -> None:
    """In the messages that quote what the core expected of a value."""
    found = Diagnostic(
        "GC285", None, {"attribute": "x", "value": "5", "expected": "one of `a`, `b`"}
    )
    assert found.message("zh-Hans") == "`x` 不可能是 `5`：应为`a`、`b` 之一"
    found = Diagnostic("GC259", None, {"attribute": "x", "value": "5", "expected": "a text"})
    assert found.message("zh-Hant") == "`5` 不適合 `x`：應為文字"
