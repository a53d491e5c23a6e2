"""Parts of a located text: a substring of a scalar that knows its own place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise

import attrs

from govcoord.rules.reading.nodes import ScalarNode
from govcoord.source import Source, Span

__all__ = ["Piece", "is_torn", "part", "plain_signs"]

_SIGNS = str.maketrans("（）［］＞＜＝，．：；－＋～％／\u3000", "()[]><=,.:;-+~%/ ")

_NOT = re.compile(r"(?:not|非)\s*\(", re.IGNORECASE)
_INTERVAL = re.compile(r"[\[(\]][^\[\]()]*?\.\.[^\[\]()]*?[\])\[]")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


def plain_signs(text: str) -> str:
    """The text with full-width signs as plain ones; of the same length."""
    return text.translate(_SIGNS)


def is_torn(text: str) -> bool:
    """Whether a text opens more brackets than it closes; `(2..5]` is whole."""
    plain = _INTERVAL.sub("", plain_signs(text))
    return plain.count("(") > plain.count(")")


def part(node: ScalarNode, start: int, end: int) -> Span:
    """The place of the characters ``start`` to ``end`` of a scalar's value.

    The place of the whole scalar where the text as written is not the value itself, with or
    without quotes around it: folded over lines, or with escapes.
    """
    span = node.span
    if span.line != span.end_line:
        return span
    raw = span.text
    if raw == node.value:
        at = span.column
    elif raw[1:-1] == node.value:
        at = span.column + 1
    else:
        return span
    return Span(span.source, span.line, at + start, span.line, at + end)


@attrs.frozen(slots=True)
class Piece:
    """The characters ``start`` to ``end`` of a scalar's value."""

    node: ScalarNode
    start: int
    end: int

    @classmethod
    def of(cls, node: ScalarNode) -> Piece:
        """The whole scalar without the blanks around it."""
        return cls(node, 0, len(node.value)).strip()

    @classmethod
    def alone(cls, text: str) -> Piece:
        """A piece of a text that stands in no file."""
        node = ScalarNode()
        node.source, node.value, node.plain = Source("", text), text, False
        node.line = node.end_line = node.column = node.end_column = 1
        return cls.of(node)

    @property
    def text(self) -> str:
        """The characters as written."""
        return self.node.value[self.start : self.end]

    @property
    def plain(self) -> str:
        """The characters with full-width signs as plain ones; of the same length."""
        return plain_signs(self.text)

    @property
    def span(self) -> Span:
        """The place of the piece."""
        return part(self.node, self.start, self.end)

    def sub(self, start: int, end: int | None = None) -> Piece:
        """A piece of this piece, without the blanks around it."""
        stop = self.end if end is None else self.start + end
        return Piece(self.node, self.start + start, stop).strip()

    def strip(self) -> Piece:
        """This piece without the blanks around it."""
        text = self.text
        if text and not text[0].isspace() and not text[-1].isspace():
            return self
        left = len(text) - len(text.lstrip())
        size = len(text.strip())
        start = self.start + (left if size else 0)
        return Piece(self.node, start, start + size)

    def split(self) -> list[Piece]:
        """The items of a list with commas (`,`, `，` or `、`) outside brackets and quotes."""
        plain = self.plain
        if "," not in plain and "、" not in plain:
            return [self]
        cuts = [-1, *_commas(plain), len(plain)]
        return [self.sub(a + 1, b) for a, b in pairwise(cuts)]

    def inside_not(self) -> Piece | None:
        """What stands in ``not(…)``, where that is the whole piece."""
        plain = self.plain
        head = _NOT.match(plain)
        if head is None or not plain.endswith(")") or _closing(plain, head.end()) != len(plain) - 1:
            return None
        return self.sub(head.end(), len(plain) - 1)

    def strings(self) -> list[str] | None:
        """The texts of a list of quoted texts (as in JSON), or ``None`` when it is none."""
        out = []
        for item in self.split():
            if not _STRING.fullmatch(item.plain):
                return None
            try:
                out.append(json.loads(item.text, strict=False))
            except ValueError:
                return None
        return out


def _commas(plain: str) -> list[int]:
    return [at for at, char, depth in _walk(plain, 0) if depth <= 0 and char != ")"]


def _closing(plain: str, start: int) -> int:
    """Where the bracket that was opened before ``start`` closes, or -1."""
    return next((at for at, char, depth in _walk(plain, start) if char == ")" and depth < 0), -1)


def _walk(plain: str, at: int) -> Iterator[tuple[int, str, int]]:
    """Commas and closing brackets with the depth after them; intervals and quotes are skipped."""
    depth, fresh = 0, True
    while at < len(plain):
        char = plain[at]
        skip = _skipped(plain, at, char, fresh)
        if skip:
            at, fresh = skip, False
            continue
        opened = _NOT.match(plain, at) if fresh and char in "nN非" else None
        if opened:
            depth, at = depth + 1, opened.end()
            continue
        if char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            yield at, char, depth
        elif char in ",、" and not _THOUSANDS.match(plain, at):
            yield at, char, depth
            fresh, at = True, at + 1
            continue
        fresh = fresh and char.isspace()
        at += 1


def _skipped(plain: str, at: int, char: str, fresh: bool) -> int:
    """Where an interval or a quoted text that begins at ``at`` ends; 0 when none does."""
    if fresh and char in "[(]":
        found = _INTERVAL.match(plain, at)
    elif char == '"':
        found = _STRING.match(plain, at)
    else:
        found = None
    return found.end() if found else 0
