"""JSON: an array of cases, or an object with ``cases``, read element by element.

Only what stands between two commas is held in memory. The place of a case is
``cases.json[12]``, counted from 0.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from govcoord.case_files.base import BadRow, CaseFileError, CaseRow, Row, file_error
from govcoord.case_files.strict_json import LENIENT, STRICT, checked, explain
from govcoord.case_files.texts import open_text
from govcoord.errors import CaseError
from govcoord.headings import is_number, number_of

CHUNK = 1 << 20
_MARGIN = 16
"""Characters at the end of what was read in which an error may only mean "not all is here"."""

MAX_SHOWN = 10_000
"""Characters of a line that is shown with an error."""

_BLANKS = " \t\n\r"


def read_json(stream: BinaryIO, name: str, encoding: str = "utf-8") -> Iterator[Row]:
    """The cases of a JSON file: an array, an object with ``cases``, or one case."""
    text = _Text(open_text(stream, name, encoding), name)
    first = text.peek()
    if first == "[":
        yield from _array(text)
    elif first == "{":
        yield from _object(text)
    elif not first:
        raise text.error("the file is empty")
    else:
        raise file_error("GC173", name, *text.place(), text=text.line(), got="text")
    if text.peek():
        raise text.error("text after the end")


def _array(text: _Text) -> Iterator[Row]:
    text.skip("[")
    if text.peek() == "]":
        text.skip("]")
        return
    number = 0
    while True:
        yield _element(text, number)
        number += 1
        mark = text.peek()
        if mark not in (",", "]"):
            raise text.error("expected `,` or `]`")
        text.skip(mark)
        if mark == "]":
            return


def _element(text: _Text, number: int) -> Row:
    place = f"{text.name}[{number}]"
    text.peek()
    try:
        value, written = text.value(STRICT)
        return CaseRow(number, place, checked(value, written))
    except CaseError as error:
        return BadRow(number, place, error, _id_in(value))
    except (ValueError, RecursionError) as error:
        _, written = text.value(LENIENT)
        return BadRow(number, place, explain(error, written))


def _id_in(value: object) -> str | None:
    return number_of(value) if isinstance(value, dict) else None


def _object(text: _Text) -> Iterator[Row]:
    """The array under ``cases``; an object without it, or with a number first, is one case."""
    begin = text.mark()
    has_cases = own = False
    text.skip("{")
    while text.peek() != "}":
        key, _ = text.value(LENIENT)
        if not isinstance(key, str) or text.peek() != ":":
            raise text.error("expected a name in quotes and `:`")
        text.skip(":")
        own = own or is_number(key)
        if key == "cases" and not own and text.peek() == "[":
            if has_cases:
                raise text.error("`cases` is given twice")
            has_cases = True
            text.forget()
            yield from _array(text)
        else:
            text.value(LENIENT)
        _end_of_member(text)
    text.skip("}")
    if not has_cases:
        yield _single(text, text.since(begin))


def _end_of_member(text: _Text) -> None:
    mark = text.peek()
    if mark == ",":
        text.skip(mark)
        if text.peek() != '"':
            raise text.error("expected a name in quotes")
    elif mark != "}":
        raise text.error("expected `,` or `}`")


def _single(text: _Text, written: str) -> Row:
    place = text.name
    try:
        value = STRICT.raw_decode(written)[0]
        return CaseRow(0, place, checked(value, written))
    except CaseError as error:
        return BadRow(0, place, error)
    except (ValueError, RecursionError) as error:
        return BadRow(0, place, explain(error, written))


class _Text:
    """The text of a JSON file, of which only the part being read is held."""

    def __init__(self, stream: io.TextIOBase, name: str) -> None:
        self.stream, self.name = stream, name
        self.held = ""
        self.at = 0
        self.ended = False
        self.lines = 0
        """Lines that were dropped in front of what is held."""
        self.columns = 0
        """Characters of the line that were dropped in front of what is held."""
        self.kept = False
        """Whether nothing may be dropped."""

    def more(self) -> bool:
        """Read as much again as is held; false at the end of the file."""
        if not self.ended:
            if not self.kept and self.at:
                self._drop()
            read = self.stream.read(max(CHUNK, len(self.held)))
            self.ended = not read
            self.held += read
        return not self.ended

    def _drop(self) -> None:
        """Let go of everything in front of the place of reading."""
        last = self.held.rfind("\n", 0, self.at)
        self.columns = self.at - last - 1 if last >= 0 else self.columns + self.at
        self.lines += self.held.count("\n", 0, self.at)
        self.held, self.at = self.held[self.at :], 0

    def peek(self) -> str:
        """The next character that is no blank, and empty text at the end."""
        while True:
            at = self.at
            while at < len(self.held) and self.held[at] in _BLANKS:
                at += 1
            self.at = at
            if at < len(self.held):
                return self.held[at]
            if not self.more():
                return ""

    def skip(self, mark: str) -> None:
        """Go past a character that `peek` has seen."""
        self.at += len(mark)

    def mark(self) -> int:
        """Keep the text from here on, until `forget`."""
        self.kept = True
        return self.at

    def since(self, mark: int) -> str:
        """The text since the mark."""
        return self.held[mark : self.at]

    def forget(self) -> None:
        """Let the text since the mark go."""
        self.kept = False

    def value(self, decoder: json.JSONDecoder) -> tuple[Any, str]:
        """The value that begins here, and its text.

        Raises what the decoder refuses (`ValueError`, at its beginning still), and
        `CaseFileError` where the text is no JSON.
        """
        self.peek()
        while True:
            try:
                value, end = decoder.raw_decode(self.held, self.at)
            except json.JSONDecodeError as error:
                if self._cut_off(error) and not self.ended:
                    self.more()
                    continue
                raise self._syntax(error) from None
            except RecursionError:
                if decoder is STRICT:
                    raise
                raise self.error("nested too deep") from None
            if end == len(self.held) and not self.ended:
                self.more()
                continue
            written = self.held[self.at : end]
            self.at = end
            return value, written

    def _cut_off(self, error: json.JSONDecodeError) -> bool:
        """Whether the error may be only that the rest has not been read."""
        return error.pos >= len(self.held) - _MARGIN or error.msg.startswith("Unterminated string")

    def _syntax(self, error: json.JSONDecodeError) -> CaseFileError:
        self.at = min(error.pos, len(self.held))
        return self.error(error.msg)

    def place(self) -> tuple[int, int]:
        """Line and column from 1."""
        last = self.held.rfind("\n", 0, self.at)
        column = self.at - last if last >= 0 else self.columns + self.at + 1
        return self.lines + self.held.count("\n", 0, self.at) + 1, column

    def line(self) -> str:
        """The line, to be shown; empty where it is not all there or long."""
        last = self.held.rfind("\n", 0, self.at)
        end = self.held.find("\n", self.at)
        line = self.held[last + 1 : end if end >= 0 else len(self.held)]
        return "" if (last < 0 and self.columns) or len(line) > MAX_SHOWN else line

    def error(self, problem: str) -> CaseFileError:
        """The file cannot be read on from here."""
        return file_error("GC171", self.name, *self.place(), text=self.line(), problem=problem)
