"""Sources, spans and snippets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcoord.source import Source, Span, char_width, snippet, text_width


def under_caret(shown: str) -> str:
    """The characters that stand above the carets of a snippet, by terminal cells."""
    rows = shown.split("\n")
    at = next(i for i, row in enumerate(rows) if set(row.split("|", 1)[1].strip()) == {"^"})
    line, marks = rows[at - 1], rows[at]
    begin, end = marks.index("^"), len(marks)
    picked, cell = "", 0
    for char in line:
        if begin <= cell < end:
            picked += char
        cell += char_width(char)
    return picked


def span_of(text: str, part: str, name: str = "a.yaml") -> Span:
    """The span of the first occurrence of ``part``."""
    start = text.index(part)
    return Source(name, text).span(start, start + len(part))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    """All three line ends split lines, and none of them is part of a line."""
    source = Source("a", f"one{end}{end}three")
    assert [source.line(n) for n in (1, 2, 3)] == ["one", "", "three"]


def test_other_breaks_are_not_line_ends() -> None:
    """Only the three usual line ends count, so that lines agree with every editor."""
    text = "a\x85b\u2028c\u2029d\x0be\x0cf"
    assert Source("a", text).line(1) == text


def test_line_outside_the_text_is_empty() -> None:
    """A place past the end is shown as an empty line, never an error."""
    source = Source("a", "x")
    assert [source.line(n) for n in (0, 2, 99)] == ["", "", ""]


def test_sources_are_equal_by_name_and_text() -> None:
    """Equality and hash of sources follow name and text."""
    assert Source("a", "x") == Source("a", "x")
    assert hash(Source("a", "x")) == hash(Source("a", "x"))
    assert Source("a", "x") != Source("a", "y")
    assert Source("a", "x") != Source("b", "x")


def test_span_shows_its_place() -> None:
    """A span prints as file:line:column, counted from 1."""
    assert str(span_of("id: 1\n标题: 养老", "养老")) == "a.yaml:2:5"


def test_span_text_over_lines() -> None:
    """A span gives the text it covers, also over several lines."""
    assert span_of("ab\r\ncd\r\nef", "b\r\ncd\r\ne").text == "b\ncd\ne"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("lead: elderly", "elderly"),
        ("牵头部门: 民政局 # 县级", "民政局"),
        ("部门：民政", "："),
        ("e\u0301te\u0301: ca\u0301s", "ca\u0301s"),
        ("ＡＢ: ｶﾅ値", "値"),
        ("a" * 500 + "目标" + "b" * 500, "目标"),
        ("长" * 500 + "目标" + "好" * 500, "目标"),
        ("长" * 500 + "目标", "目标"),
        ("目标" + "好" * 500, "目标"),
        ("a" * 47 + "长" * 300 + "目标" + "b" * 47, "目标"),
    ],
)
def test_caret_lines_up(text: str, part: str) -> None:
    """The carets stand under exactly the characters of the span, whatever their width."""
    assert under_caret(snippet(span_of(text, part))) == part


def test_tabs_are_expanded() -> None:
    """A tab is shown as spaces, so that the caret does not depend on the terminal."""
    shown = snippet(span_of("a:\tb", "b"))
    assert "\t" not in shown
    assert under_caret(shown) == "b"


def test_long_lines_are_cut() -> None:
    """A snippet never gets wider than a screen, and shows where text was left out."""
    shown = snippet(span_of("好" * 5000 + "X" + "坏" * 5000, "X"))
    assert max(map(text_width, shown.split("\n"))) < 110
    assert shown.count("…") == 2


def test_long_span_is_cut() -> None:
    """A span that is wider than the window gets carets to the end of the window."""
    shown = snippet(span_of("x" * 5000, "x" * 5000))
    assert max(map(text_width, shown.split("\n"))) < 110


def test_empty_span_gets_one_caret() -> None:
    """An empty place, such as a value that is missing, is still pointed at."""
    assert snippet(Source("a", "key:").span(4, 4)) == "  |\n1 | key:\n  |     ^"


def test_span_over_lines_is_underlined_on_its_first() -> None:
    """Of a long block only the first line is shown."""
    assert under_caret(snippet(span_of("k: |\n  a\n  b\n", "|\n  a\n"))) == "|"


def test_context_lines() -> None:
    """Context shows the lines around, with one gutter for all numbers."""
    text = "\n".join(f"line {n}" for n in range(1, 13))
    assert snippet(span_of(text, "line 10"), context=1) == (
        "   |\n 9 | line 9\n10 | line 10\n   | ^^^^^^^\n11 | line 11"
    )


def test_control_characters_are_not_sent_to_the_terminal() -> None:
    """Escape sequences and direction marks in a file do not reach the screen."""
    shown = snippet(Source("a", "x: \x1b[31m\u202eabc").span(0, 1))
    assert "\x1b" not in shown
    assert "\u202e" not in shown


@given(st.text(), st.integers(-2, 40), st.integers(-2, 40), st.integers(0, 3))
def test_snippet_never_fails(text: str, line: int, column: int, context: int) -> None:
    """Any place in any text can be shown."""
    shown = snippet(Span(Source("a", text), line, column, line, column + 2), context=context)
    assert "^" in shown


@given(st.text(), st.data())
def test_place_and_offset_agree(text: str, data: st.DataObject) -> None:
    """A place found for an offset leads back to it."""
    source = Source("a", text)
    offset = data.draw(st.integers(0, len(text)))
    line, column = source.place(offset)
    assert source.offset(line) + column - 1 == offset
