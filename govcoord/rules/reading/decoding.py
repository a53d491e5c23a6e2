"""Bytes or text of a YAML file -> text that a YAML parser takes, and its Source."""

from __future__ import annotations

import codecs
import re

from govcoord.diagnostics import Collector
from govcoord.source import Source, Span

_OTHER_BOMS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_BREAKS = "\x85\u2028\u2029"
_INVISIBLE = "\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069"
_UNWANTED = re.compile(
    "(?P<break>[\x85\u2028\u2029])"
    f"|(?P<invisible>[{_INVISIBLE}])"
    "|(?P<control>[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff])"
)
_CODES = {"break": "GC125", "invisible": "GC124", "control": "GC123"}
_MAX_REPORTED = 100
_BIG5 = ("Big5", "big5")
# Bytes of one encoding read as the other become rare characters, hardly any of these.
_COMMON = frozenset(
    "的一是在不了有和人这這中大为為上个個国國以要时時来來用到作地于於出分对對成会會可主发發年"
    "动動同工能下方后後多定行学學法所民得经經标標题題名称稱部门門政务務级級市区區县縣省重点點"
    "责責任老服事项項目单單位牵牽头頭协協办辦"
)


def decode(
    name: str, data: bytes | str, collector: Collector, max_bytes: int
) -> tuple[Source, str] | None:
    """The source as written, and its text made fit for a parser; None when nothing can be read.

    Both texts have the same length, so that a place in one is a place in the other.
    """
    size = len(data)
    if isinstance(data, str) and size <= max_bytes < 4 * size:
        size = len(data.encode("utf-8", "surrogatepass"))
    if size > max_bytes:
        collector.add("GC150", _start(Source(name, "")), limit=max_bytes)
        return None
    text = data if isinstance(data, str) else _decoded(name, data, collector)
    if text is None:
        return None
    marked = text.startswith("\ufeff")
    source = Source(name, text[1:] if marked else text)
    if marked:
        collector.add("GC122", _start(source))
    return source, _cleaned(source, collector)


def _decoded(name: str, data: bytes, collector: Collector) -> str | None:
    for mark, encoding in _OTHER_BOMS:
        if data.startswith(mark):
            shown = Source(name, data.decode(encoding, "replace"))
            collector.add("GC121", _start(shown), encoding=encoding)
            return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        _report_bytes(name, data, error, collector)
        return None


def _report_bytes(name: str, data: bytes, error: UnicodeDecodeError, collector: Collector) -> None:
    """Say which byte is wrong, or which Chinese encoding the file was probably saved in."""
    before = data[: error.start].decode("utf-8")
    encoding, text = _likely(data) if before.isascii() else ("", "")
    source = Source(name, text if encoding else data.decode("utf-8", "replace"))
    span = source.span(len(before), len(before) + 1)
    if encoding:
        collector.add("GC126", span, encoding=encoding)
    else:
        byte = f"0x{data[error.start]:02X}"
        collector.add("GC120", span, byte=byte, offset=error.start + 1)


def _likely(data: bytes) -> tuple[str, str]:
    """The encoding under which the bytes read most like Chinese, and the text; empty if none."""
    texts = [(label, _chinese(data, codec)) for label, codec in (("GBK", "gb18030"), _BIG5)]
    label, text = max(texts, key=lambda found: sum(char in _COMMON for char in found[1]))
    return (label, text) if text else ("", "")


def _chinese(data: bytes, encoding: str) -> str:
    """The decoded text, or nothing when it is no text that is mostly Chinese."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return ""
    foreign = [char for char in text if not char.isascii()]
    chinese = sum("\u3000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef" for char in foreign)
    return text if chinese * 10 >= len(foreign) * 9 and "\x00" not in text else ""


def _cleaned(source: Source, collector: Collector) -> str:
    """The text with each character that YAML parsers stumble over reported and replaced."""
    found = 0
    for match in _UNWANTED.finditer(source.text):
        found += 1
        if found > _MAX_REPORTED:
            break
        code = _CODES[match.lastgroup or "control"]
        span = source.span(match.start(), match.end())
        collector.add(code, span, char=f"U+{ord(match.group()):04X}")
    return _UNWANTED.sub(_substitute, source.text) if found else source.text


def _substitute(match: re.Match[str]) -> str:
    return " " if match.lastgroup == "break" else "\ufffd"


def _start(source: Source) -> Span:
    return Span(source, 1, 1, 1, 1)
