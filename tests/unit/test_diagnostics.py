"""Diagnostics, their texts, and how they are collected."""

from __future__ import annotations

import json
import re
import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.codes import CODES, Code, collect
from govcoord.codes.base import placeholders
from govcoord.codes.terms import TERMS, term
from govcoord.diagnostics import LANGUAGES, Collector, Diagnostic, Related, suggest
from govcoord.errors import RulesetError
from govcoord.nearest import edit_distance
from govcoord.source import Source, Span

TEXT = "id: a\n标题: 养老\nid: b\n"
SOURCE = Source("rules/a.yaml", TEXT)


def at(part: str, nth: int = 0) -> Span:
    """The span of one occurrence of ``part`` in TEXT."""
    start = [match.start() for match in re.finditer(re.escape(part), TEXT)][nth]
    return SOURCE.span(start, start + len(part))


def twice() -> Diagnostic:
    """A problem with all its parts."""
    return Diagnostic("GC130", at("id", 1), {"key": "id"}, (Related(at("id"), "first"),), "title")


ALL_CODES = list(CODES.values())


def parameters(template: str | None) -> frozenset[str]:
    """The parameters of a template; ``unit_hans`` and ``unit_hant`` are ``unit`` translated."""
    return frozenset(re.sub("_han[st]$", "", name) for name in placeholders(template or ""))


@pytest.mark.parametrize("code", ALL_CODES, ids=lambda code: code.code)
def test_texts_need_the_same_parameters(code: Code) -> None:
    """The three languages of a message take the same parameters, and so do hints."""
    texts = [code.text(language) for language in LANGUAGES]
    assert len({parameters(message) for message, _ in texts}) == 1
    assert len({hint is None for _, hint in texts}) == 1
    assert len({parameters(hint) for _, hint in texts}) == 1


@pytest.mark.parametrize("code", ALL_CODES, ids=lambda code: code.code)
def test_texts_keep_the_style(code: Code) -> None:
    """Messages are one line, start in lower case and end without a full stop."""
    for language in LANGUAGES:
        for text in filter(None, code.text(language)):
            assert "\n" not in text
            assert not text.endswith((".", "。"))
        message = code.text(language)[0]
        assert not message[0].isupper() or message[:2].isupper()


@pytest.mark.parametrize("code", ALL_CODES, ids=lambda code: code.code)
def test_every_code_can_be_rendered(code: Code) -> None:
    """Every code renders in every language once its parameters are given."""
    found = Diagnostic(code.code, at("养老"), dict.fromkeys(code.placeholders, "x"))
    for language in LANGUAGES:
        assert found.message(language) in found.render(language)
        json.dumps(found.to_dict(language))


def test_equal_numbers_are_refused() -> None:
    """Two problems cannot share a number."""
    code = CODES["GC101"]
    with pytest.raises(ValueError, match="GC101"):
        collect([(code,), (code,)])


def test_numbers_are_checked() -> None:
    """A code outside the five ranges is refused."""
    with pytest.raises(ValueError, match="GC"):
        Code("GC900", "error", ("x", None), ("x", None), ("x", None))


def test_terms_are_complete() -> None:
    """Every shared expression has three texts, and an unknown one is shown as it is."""
    assert all(len(texts) == 3 and all(texts) for texts in TERMS.values())
    assert term("no such term", "zh-Hans") == "no such term"


def test_str_is_one_line() -> None:
    """The short form names file, line, column, severity, code and message."""
    assert str(twice()) == "rules/a.yaml:3:1: error GC130: key `id` is written twice"


def test_render_shows_everything() -> None:
    """The long form has message, place, line with caret, related place and hint."""
    assert twice().render() == (
        "error[GC130]: key `id` is written twice\n"
        " --> rules/a.yaml:3:1\n"
        "  |\n"
        "3 | id: b\n"
        "  | ^^\n"
        " ::: rules/a.yaml:1:1: first written here\n"
        "  |\n"
        "1 | id: a\n"
        "  | ^^\n"
        "  = hint: did you mean `title`? keep one of the two"
    )


def test_render_in_chinese() -> None:
    """All parts of the long form follow the language."""
    simplified, traditional = twice().render("zh-Hans"), twice().render("zh-Hant")
    assert "错误[GC130]: 名称 `id` 写了两次" in simplified
    assert "建议：您是否想写 `title`？请只保留一个" in simplified
    assert "第一次写在这里" in simplified
    assert "錯誤[GC130]: 名稱 `id` 寫了兩次" in traditional
    assert "建議：您是否想寫 `title`？請只保留一個" in traditional
    assert "第一次寫在這裡" in traditional


def test_to_dict_is_plain_data() -> None:
    """The data form survives JSON and keeps witnesses exact."""
    witness = {"amount": Decimal("0.10"), "on": date(2025, 1, 2), "who": ("a", "b"), "ok": True}
    found = Diagnostic("GC163", at("标题"), {}, witness=witness)
    data = json.loads(json.dumps(found.to_dict("zh-Hant")))
    assert (data["file"], data["line"], data["column"]) == ("rules/a.yaml", 2, 1)
    assert (data["end_line"], data["end_column"]) == (2, 3)
    assert data["witness"] == {
        "amount": "0.10",
        "on": "2025-01-02",
        "who": ["a", "b"],
        "ok": True,
    }
    assert data["message"] == "檔案沒有內容"


def test_without_a_place() -> None:
    """A problem may have no place."""
    found = Diagnostic("GC163")
    assert str(found) == "warning GC163: file holds nothing"
    assert "-->" not in found.render()
    assert found.to_dict()["line"] is None


@pytest.mark.parametrize("form", ["message", "hint", "render", "to_dict"])
def test_unknown_language(form: str) -> None:
    """An unknown language is an error in every form."""
    with pytest.raises(ValueError, match="fr"):
        getattr(twice(), form)("fr")


def test_user_text_cannot_break_the_line() -> None:
    """Line breaks, control characters and great length in user text keep to one line."""
    message = Diagnostic("GC130", None, {"key": "a\n\x1b[0m" + "x" * 500}).message()
    assert "`a\\n\\u001b[0mxx" in message
    assert len(message) < 200


def test_user_text_is_not_a_template() -> None:
    """Braces in user text are shown, not filled in."""
    assert Diagnostic("GC130", None, {"key": "{0} {key}"}).message() == (
        "key `{0} {key}` is written twice"
    )


def test_missing_parameter_is_found_at_once() -> None:
    """Forgetting a parameter fails where the problem is added, not where it is shown."""
    with pytest.raises(KeyError, match="key"):
        Collector().add("GC130")


def test_unknown_code_is_found_at_once() -> None:
    """A code outside the catalogue fails where the problem is added."""
    with pytest.raises(KeyError):
        Collector().add("GC999")


def test_diagnostics_are_values() -> None:
    """Equal problems are equal and hash alike, with a witness too."""
    witness = {"level": ["county"]}
    one = Diagnostic("GC163", at("id"), {"b": 1, "a": "x"}, witness=witness)
    other = Diagnostic("GC163", at("id"), {"a": "x", "b": "1"}, witness=dict(witness))
    assert one == other
    assert hash(one) == hash(other)
    assert one != Diagnostic("GC163", at("id"), {"b": 1, "a": "x"})


def test_collector_sorts_and_drops_duplicates() -> None:
    """Problems come out by file, line, column and code, each once."""
    collector = Collector()
    collector.add("GC163", Span(Source("b", ""), 1, 1, 1, 1))
    collector.add("GC130", at("id", 1), key="id")
    collector.add("GC163", at("标题"))
    collector.add("GC122", at("标题"))
    collector.add("GC163", at("标题"))
    collector.add("GC163")
    assert [(d.code, str(d.span or "")) for d in collector.sorted()] == [
        ("GC163", ""),
        ("GC163", "b:1:1"),
        ("GC122", "rules/a.yaml:2:1"),
        ("GC163", "rules/a.yaml:2:1"),
        ("GC130", "rules/a.yaml:3:1"),
    ]


def test_warnings_do_not_raise() -> None:
    """Warnings alone let the run go on."""
    collector = Collector()
    collector.add("GC163")
    assert not collector.has_errors
    collector.raise_if_errors()


def test_errors_raise_once_with_everything() -> None:
    """One exception carries all problems, sorted, warnings included."""
    collector = Collector()
    collector.extend([twice(), Diagnostic("GC163", at("标题"))])
    with pytest.raises(RulesetError) as caught:
        collector.raise_if_errors()
    assert [d.code for d in caught.value.diagnostics] == ["GC163", "GC130"]
    assert "GC130" in str(caught.value)


@pytest.mark.parametrize(
    ("word", "candidates", "expected"),
    [
        ("elderly-care", ["child_care", "elderly_care"], "elderly_care"),
        ("Elderly_Care", ["elderly_care"], "elderly_care"),
        ("eldelry_care", ["elderly_care"], "elderly_care"),
        ("养老服務", ["医疗服务", "养老服务"], "养老服务"),
        ("民政局", ["财政局", "民政厅", "教育部"], "财政局"),
        ("牵头单", ["牵头单位"], "牵头单位"),
        ("县級", ["县级"], None),
        ("部门", ["单位"], None),
        ("养老服务", ["医疗保障"], None),
        ("ＩＤ", ["id"], "id"),
        ("lvel", ["label", "level"], "level"),
        ("xyz", ["abc"], None),
        ("", ["a"], None),
        ("level", [], None),
        ("level", ["level"], None),
    ],
)
def test_suggest(word: str, candidates: list[str], expected: str | None) -> None:
    """The nearest word is offered, and nothing when none is near."""
    assert suggest(word, candidates) == expected


def test_suggest_is_quick() -> None:
    """Ten thousand candidates that look alike take about a second at most."""
    candidates = [f"department_of_region_{n}" for n in range(10_000)]
    start = time.process_time()
    assert suggest("department_of_regoin_7x", candidates) is not None
    assert time.process_time() - start < 2


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_edit_distance_is_symmetric_and_bounded(one: str, other: str) -> None:
    """Edits are the same both ways, and at most as many as the longer word has characters."""
    distance = edit_distance(one, other, 10)
    assert distance == edit_distance(other, one, 10)
    assert distance is not None
    assert abs(len(one) - len(other)) <= distance <= max(len(one), len(other))


@given(st.text("abcd", max_size=7), st.text("abcd", max_size=7), st.integers(0, 5))
def test_edit_distance_limit(one: str, other: str, limit: int) -> None:
    """A limit only hides distances above it."""
    full = edit_distance(one, other, 20)
    assert full is not None
    assert edit_distance(one, other, limit) == (full if full <= limit else None)
