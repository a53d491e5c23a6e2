"""How far a rule reaches in its file, and where it speaks of an attribute."""

from __future__ import annotations

import re
from collections.abc import Iterable

import attrs

from govcoord.rules.vocabulary import REGION, Attribute, Type
from govcoord.source import Span


def extent(span: Span) -> Span:
    """The span down to the last line that is indented as far as its first.

    The span of a block in YAML has its first line alone.

    >>> from govcoord.source import Source
    >>> text = "rules:\\n  - id: A\\n    when: {n: 1}\\n  - id: B\\n"
    >>> extent(Span(Source("x", text), 2, 5, 2, 10)).end_line
    3
    """
    source, last = span.source, max(span.line, span.end_line)
    if span.end_column == 1 and last > span.line:
        last -= 1
    count = source.text.count("\n") + 1
    for line in range(last + 1, count + 1):
        text = source.line(line)
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        if len(text) - len(text.lstrip(" ")) < span.column - 1 or text.startswith("---"):
            break
        last = line
    return attrs.evolve(span, end_line=last, end_column=len(source.line(last)) + 1)


def words_of(attribute: Attribute) -> list[str]:
    """The keys by which a rule may test an attribute."""
    words = [attribute.id, *attribute.title.all()]
    if attribute.id == REGION:
        words.append("jurisdiction")
    if attribute.type is Type.DATE:
        words.append("in_force")
    return words


def line_of(span: Span, words: Iterable[str], *, keys: bool = True) -> int | None:
    """The first line of a span in which one of the words stands (as a key)."""
    listed = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    ending = r"\s*['\"]?\s*:" if keys else r"(?![\w-])"
    pattern = re.compile(rf"(?<![\w-])(?:{listed}){ending}")
    for line in range(span.line, span.end_line + 1):
        text = span.source.line(line)
        if line == span.line:
            text = text[span.column - 1 :]
        if pattern.search(text.partition(" #")[0]):
            return line
    return None
