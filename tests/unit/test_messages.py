"""Texts of the command line: the same keys and placeholders in every language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from govcoord.codes.base import placeholders
from govcoord.messages import LANGUAGES, Messages, texts_of
from govcoord.messages.expected import localised

PACKAGE = Path(__file__).parents[2] / "govcoord"
_USED = re.compile(r"""say\(\s*f?["']([a-z_.{}]+)["']""")


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
    for key, text in texts_of("zh-Hans").items():
        if key not in {"unknown", "none", "list", "groups", "of", "record"}:
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
        ("one of `a`, `b`", "`a`, `b` 之一"),
        ("one of `a`, `b`, … (40 in all)", "`a`, `b` 等之一（共 40 个）"),
        ("a list of one of `a`, `b`", "由 `a`, `b` 组成的列表"),
        ("a date such as 2025-03-01", "日期，如 2025-03-01"),
        ("did you mean `health`?", "您是否想写 `health`？"),
        ("something that nobody has translated", "something that nobody has translated"),
    ],
)
def test_expectations_of_the_core_in_chinese(english: str, chinese: str) -> None:
    """Known wordings are translated, others are shown as they are."""
    assert localised(english, "zh-Hans") == chinese
    assert localised(english, "en") == english
