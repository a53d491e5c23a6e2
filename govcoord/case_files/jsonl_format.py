"""JSON lines: one case a line, read line by line in flat memory."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from govcoord.case_files.base import BadRow, CaseRow, Row
from govcoord.case_files.strict_json import STRICT, case_of_text, cut, has_surrogates
from govcoord.errors import CaseError

MAX_LINE = 16 * 2**20
"""Bytes of one line; a longer one is a bad row."""

ENDS = ("\n", "", "\r\n")


def read_jsonl(stream: BinaryIO, name: str, encoding: str = "utf-8") -> Iterator[Row]:
    """The cases of a file with one JSON object a line; blank lines are no cases."""
    number, line_number = 0, 0
    decode, readline = STRICT.raw_decode, stream.readline
    while line := readline(MAX_LINE + 1):
        line_number += 1
        if line_number == 1 and line.startswith(codecs.BOM_UTF8):
            line = line[len(codecs.BOM_UTF8) :]
        if len(line) > MAX_LINE:
            line = _skip_rest(stream, line)
        elif line.isspace() or not line:
            continue
        place = f"{name}:{line_number}"
        try:
            # The way of nearly all lines: one object and a line end, in text without escapes.
            text = line.decode(encoding)
            facts, end = decode(text)
            if text[end:] not in ENDS or type(facts) is not dict or has_surrogates(text):
                facts = case_of_text(text)
            yield CaseRow(number, place, facts)
        except (ValueError, RecursionError, CaseError):
            yield _explained(number, place, line, encoding)
        number += 1


def _skip_rest(stream: BinaryIO, line: bytes) -> bytes:
    rest = line
    while rest and not rest.endswith(b"\n"):
        rest = stream.readline(MAX_LINE)
    return line


def _explained(number: int, place: str, line: bytes, encoding: str) -> Row:
    """What is wrong with a line; a row after all where it has blanks in front."""
    if len(line) > MAX_LINE:
        shown = cut(line[:200].decode(encoding, "replace"))
        error = CaseError("case", shown, f"a line of at most {MAX_LINE} bytes")
        return BadRow(number, place, error)
    try:
        return CaseRow(number, place, case_of_text(line.decode(encoding).rstrip("\r\n")))
    except UnicodeDecodeError as error:
        return BadRow(number, place, undecodable(line, error))
    except CaseError as error:
        return BadRow(number, place, error)


def undecodable(line: bytes, error: UnicodeDecodeError) -> CaseError:
    """The error for a line whose bytes do not fit the encoding."""
    hint = f"byte 0x{line[error.start]:02X} at column {error.start + 1}"
    if looks_like_gb18030(line):
        hint += "; it looks like GB18030 (GBK): save the file as UTF-8, or give the encoding"
    shown = cut(line.decode(error.encoding, "replace"))
    return CaseError("case", shown, f"text in {error.encoding.upper()}", hint=hint)


def looks_like_gb18030(data: bytes) -> bool:
    """Whether bytes that are no UTF-8 read as mostly Chinese text in GB18030."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    foreign = [char for char in text if not char.isascii()]
    chinese = sum("\u3000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef" for char in foreign)
    return chinese * 10 >= len(foreign) * 9
