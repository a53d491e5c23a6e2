"""Wrong use is told in the user's language."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from govcoord.case_files import CaseRow
from govcoord.cli.app import COMMANDS, language_of
from govcoord.cli.explain import find_case
from govcoord.messages import LANGUAGES, Messages, texts_of

Run = Callable[..., Result]


@pytest.mark.parametrize(
    ("args", "english", "chinese"),
    [
        (["evalaute"], "no such command: evalaute; did you mean evaluate?", "没有命令 evalaute"),
        (["check"], "missing PATH...", "缺少 路径..."),
        (["check", "--strct", "x"], "no such option: --strct; did you mean --strict?", "没有选项"),
        (["evaluate", "x"], "missing --cases", "缺少 --cases"),
        (["evaluate", "x", "--cases"], "--cases needs a value", "--cases 后面要写值"),
        (["demo", "x"], "unexpected argument x", "多出的参数 x"),
        (["check", "x", "--format", "xml"], "`xml` is none of text, json", "不在可选项中"),
        (["evaluate", "x", "--cases", "y", "--limit", "0"], "at least 1", "不小于 1"),
        (["evaluate", "x", "--cases", "y", "--as-of", "May"], "is not a date", "不是日期"),
        (["--language", "fr"], "`fr` is none of en, zh-Hans, zh-Hant", "不在可选项中"),
    ],
)
def test_usage_errors(run: Run, args: list[str], english: str, chinese: str) -> None:
    """What is wrong, on stderr, with exit code 2."""
    for language, wanted in (("en", english), ("zh-Hans", chinese)):
        result = run(*args, language=language)
        assert result.exit_code == 2
        assert wanted in result.stderr
        assert result.stdout == ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_in_every_language(run: Run, command: str, language: str) -> None:
    """Nothing of click's English is left in Chinese help."""
    text = run(command, "-h", language=language).stdout
    say = Messages(language)
    assert say(f"{command}.help").partition("\n")[0][:30] in text
    if language != "en":
        assert not any(word in text for word in ("Usage", "Options", "required", "Show this"))
        assert not re.search(r"\b(PATH|FILE|NAME|DATE|NUMBER|WORD|SUBJECT|COMMAND|ARGS)\b", text)


@pytest.mark.parametrize(("language", "word"), [("zh-Hans", "截至日期"), ("zh-Hant", "截至日期")])
def test_one_thing_has_one_word(run: Run, language: str, word: str) -> None:
    """`as_of` is called as in the vocabulary, and what a case comes to is no court's ruling."""
    assert word in run("evaluate", "-h", language=language).stdout
    whole = " ".join(texts_of(language).values())
    assert "裁定" not in whole
    assert "基准日期" not in whole


@pytest.mark.parametrize(
    ("args", "env", "language"),
    [
        (["check", "--language", "zh-Hant"], {}, "zh-Hant"),
        (["--language=en", "check"], {"LANG": "zh_CN"}, "en"),
        (["check"], {"LC_ALL": "zh_SG.UTF-8"}, "zh-Hans"),
        (["check", "--language"], {"LANG": "zh_TW"}, "zh-Hant"),
        (["check", "--language", "fr"], {"LANG": "zh-Hant-HK"}, "zh-Hant"),
        (["test", "--", "--language", "en"], {"LANG": "zh_CN"}, "zh-Hans"),
        ([], {"LANG": "zha_CN"}, "zh-Hans"),
        ([], {}, "en"),
    ],
)
def test_the_language_of_a_command_line(
    args: list[str], env: dict[str, str], language: str
) -> None:
    """The option wins over the locale."""
    assert language_of(args, env) == language


def test_a_number_finds_a_case_that_has_another_id() -> None:
    """Ids first, wherever they stand; then numbers from 1."""
    rows = [CaseRow(n, f"c:{n}", {"id": id_}) for n, id_ in enumerate(["b", "3", "x"])]
    say = Messages("en")
    assert find_case(rows, "3", say).number == 1
    assert find_case(rows, "1", say).number == 0


def test_an_unexpected_error_is_no_traceback(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is owned up to, and details can be asked for."""

    def fail(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("govcoord.rules.load.ruleset_files", fail)
    monkeypatch.delenv("GOVCOORD_TRACEBACK", raising=False)
    result = run("check", small)
    assert result.exit_code == 70
    assert "RuntimeError: boom" in result.stderr
    assert "Traceback" not in result.stderr
