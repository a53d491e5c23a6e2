"""Source texts, places in them, and snippets with a caret that lines up."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cached_property
from operator import attrgetter

from attrs import field, frozen

_LINE_END = re.compile(r"\r\n|\n|\r")
_TAB = 4
_MAX_CELLS = 96
_ELLIPSIS = "…"
_REPLACEMENT = "\ufffd"
_JOINERS = "\u200c\u200d"


@frozen(slots=False)
class Source:
    r"""A named text; only ``\n``, ``\r\n`` and ``\r`` end its lines."""

    name: str
    text: str = field(repr=False)

    @cached_property
    def _starts(self) -> list[int]:
        # Thousands of diagnostics may ask one large file for lines, so the starts are found once.
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def line(self, n: int) -> str:
        """Line ``n`` (counted from 1) without its line end; empty outside the text."""
        starts = self._starts
        if not 1 <= n <= len(starts):
            return ""
        end = starts[n] if n < len(starts) else len(self.text)
        return self.text[starts[n - 1] : end].rstrip("\r\n")

    def offset(self, line: int) -> int:
        """The offset of the first character of ``line``; the length of the text after the last."""
        starts = self._starts
        return starts[max(line, 1) - 1] if line <= len(starts) else len(self.text)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column (both from 1) of the character at ``offset``."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """The place of the characters from ``start`` up to, not including, ``end``."""
        return Span(self, *self.place(start), *self.place(end))


@frozen
class Span:
    """A place: lines and columns from 1 in characters; the end is exclusive."""

    source: Source = field(repr=False, eq=attrgetter("name"))
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.source.name}:{self.line}:{self.column}"

    @property
    def text(self) -> str:
        r"""The text that the span covers, its lines joined by ``\n``."""
        if self.line == self.end_line:
            return self.source.line(self.line)[self.column - 1 : self.end_column - 1]
        return "\n".join(
            [
                self.source.line(self.line)[self.column - 1 :],
                *(self.source.line(n) for n in range(self.line + 1, self.end_line)),
                self.source.line(self.end_line)[: self.end_column - 1],
            ]
        )


def char_width(char: str) -> int:
    """Cells that a terminal gives to one character: 2 for East Asian wide, 0 for combining."""
    if " " <= char <= "~":
        return 1
    if unicodedata.combining(char) or char in _JOINERS or unicodedata.category(char) in _MARKS:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


_MARKS = frozenset({"Mn", "Me"})
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs"})


def text_width(text: str) -> int:
    """Cells that a terminal gives to ``text``."""
    return sum(map(char_width, text))


def snippet(span: Span, *, context: int = 0) -> str:
    """The line of ``span`` with a gutter and a caret underline, and ``context`` lines around it.

    A span over several lines is underlined on its first line only.
    """
    here = max(1, span.line)
    first = max(1, here - context)
    last = max(here, min(here + context, len(span.source._starts)))
    gutter = len(str(last))
    begin, end, shown, marks = _underlined(span)
    rows = [f"{'':{gutter}} |"]
    for n in range(first, last + 1):
        if n == here:
            rows.append(f"{n:>{gutter}} | {shown}".rstrip())
            rows.append(f"{'':{gutter}} | {marks}")
        else:
            cells = _cells(span.source.line(n))
            rows.append(f"{n:>{gutter}} | {_cut(cells, begin, end)[0]}".rstrip())
    return "\n".join(rows)


def _underlined(span: Span) -> tuple[int, int, str, str]:
    """The window in cells, the shown line and the row of carets under it."""
    line = span.source.line(span.line)
    start = min(max(span.column - 1, 0), len(line))
    stop = len(line.rstrip()) if span.end_line > span.line else min(span.end_column - 1, len(line))
    # Far longer than the window: the rest of a huge line need not be measured.
    base = max(0, start - 4 * _MAX_CELLS)
    line = line[base : start + 4 * _MAX_CELLS]
    start, stop = start - base, min(stop - base, len(line))
    cells = _cells(line)
    before = sum(width for _, width in cells[:start])
    marked = max(1, sum(width for _, width in cells[start:stop]))
    total = sum(width for _, width in cells)
    begin, end = _window(before, marked, total)
    if base:
        begin = max(begin, 1)
    shown, shift = _cut(cells, begin, end)
    carets = max(1, min(marked, end - before))
    return begin, end, shown, " " * (before - shift) + "^" * carets


def _cells(line: str) -> list[tuple[str, int]]:
    """Each character as shown (tabs expanded, control characters replaced) with its width."""
    cells: list[tuple[str, int]] = []
    at = 0
    for char in line:
        if char == "\t":
            width = _TAB - at % _TAB
            cells.append((" " * width, width))
        elif unicodedata.category(char) in _UNPRINTABLE and char not in _JOINERS:
            width = 1
            cells.append((_REPLACEMENT, 1))
        else:
            width = char_width(char)
            cells.append((char, width))
        at += width
    return cells


def _window(before: int, marked: int, total: int) -> tuple[int, int]:
    """The cells to show, so that the marked part is in view with some text before it."""
    if total <= _MAX_CELLS:
        return 0, _MAX_CELLS
    room = max(_MAX_CELLS - marked, 0) // 2
    begin = max(0, min(before - min(max(room, 8), _MAX_CELLS // 2), total - _MAX_CELLS))
    return begin, begin + _MAX_CELLS


def _cut(cells: list[tuple[str, int]], begin: int, end: int) -> tuple[str, int]:
    """The characters inside the window, and by how many cells they moved to the left."""
    shown: list[str] = []
    at = 0
    shift = 0
    for char, width in cells:
        if at < begin:
            shift = at + width - 1  # the ellipsis takes the place of one cell
        elif at + width <= end:
            shown.append(char)
        else:
            shown.append(_ELLIPSIS)
            break
        at += width
    head = _ELLIPSIS if begin and shift else ""
    return head + "".join(shown), shift if head else 0
