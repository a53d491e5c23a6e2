"""Bytes of a file of cases to text; what does not fit the encoding stops the reading."""

from __future__ import annotations

import codecs
import io
from typing import BinaryIO

from govcoord.case_files.base import CaseFileError, file_error
from govcoord.case_files.jsonl_format import looks_like_gb18030

_SAMPLE = 4096


def check_encoding(encoding: str, name: str) -> None:
    """Raise `CaseFileError` when no such encoding is known, or it has line ends of its own."""
    try:
        plain = "\n".encode(encoding) == b"\n"
    except LookupError:
        plain = False
    if not plain:
        raise file_error("GC177", name, encoding=encoding)


def open_text(stream: BinaryIO, name: str, encoding: str) -> io.TextIOBase:
    """The text of a file, without the mark that some programs put in front of UTF-8."""
    if codecs.lookup(encoding).name == "utf-8":
        encoding = "utf-8-sig"
    return _Decoded(stream, name, encoding)


class _Decoded(io.TextIOBase):
    """Decodes by lines or chunks; says which byte is wrong, and what the file probably is."""

    def __init__(self, stream: BinaryIO, name: str, encoding: str) -> None:
        self._stream, self._name = stream, name
        self._encoding = encoding
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._line = 0

    def read(self, size: int | None = -1) -> str:
        """At most ``size`` bytes of text; empty at the end."""
        while data := self._stream.read(-1 if size is None else size):
            text = self._decode(data, 1 + self._line)
            self._line += data.count(b"\n")
            if text:
                return text
        return self._decode(b"", 1 + self._line, final=True)

    def readline(self, size: int = -1) -> str:  # type: ignore[override]
        """One line with its end; empty at the end."""
        data = self._stream.readline(size)
        self._line += 1
        return self._decode(data, self._line, final=not data)

    def _decode(self, data: bytes, line: int, *, final: bool = False) -> str:
        try:
            return self._decoder.decode(data, final)
        except UnicodeDecodeError as error:
            raise self._error(data, line, error) from None

    def _error(self, data: bytes, line: int, error: UnicodeDecodeError) -> CaseFileError:
        wrong = error.object[error.start]
        at = data.find(error.object[error.start : error.start + 4])
        before = data[: max(at, 0)]
        start = before.rfind(b"\n") + 1
        column = len(before[start:].decode("utf-8", "replace")) + 1
        sample = data[start : start + _SAMPLE]
        remedy = "encoding:given"
        if "utf-8" in self._encoding.replace("_", "-"):
            cut = sample[: sample.rfind(b"\n") + 1] or sample
            remedy = "encoding:gb18030" if looks_like_gb18030(cut) else "encoding:utf8"
        return file_error(
            "GC172",
            self._name,
            line + before.count(b"\n"),
            column,
            byte=f"0x{wrong:02X}",
            encoding=self._encoding.removesuffix("-sig").upper(),
            remedy=remedy,
        )
