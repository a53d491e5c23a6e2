"""How far a rule reaches in its file: a span of a block in YAML has its first line alone."""

from __future__ import annotations

import attrs

from govcoord.source import Span


def extent(span: Span) -> Span:
    """The span down to the last line that is indented as far as its first.

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
