"""How wide the columns of a table are, from what stands in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from govcoord.sections import Row, Table, text_of

_LEAST, _MOST = 8, 46


def shares(heads: Sequence[str], rows: Sequence[Row]) -> tuple[int, ...]:
    """The share of the width of each column, in percent.

    A column gets room by the square root of what stands in it, so that long texts wrap and
    short ones need not.
    """
    needs = [
        _need([head, *(text_of(row.cells[number]) for row in rows)])
        for number, head in enumerate(heads)
    ]
    total = sum(needs)
    return tuple(min(max(100 * need // total, _LEAST), _MOST) for need in needs) if total else ()


def table_of(heads: Sequence[str], rows: Sequence[Row]) -> Table:
    """A table without the columns in which nothing stands, as wide as its texts need."""
    kept = [n for n in range(len(heads)) if any(row.cells[n] for row in rows)]
    slim = [Row(tuple(row.cells[n] for n in kept), row.anchor) for row in rows]
    titles = tuple(heads[n] for n in kept)
    return Table(titles, tuple(slim), shares(titles, slim))


def _need(texts: Sequence[str]) -> int:
    """Ten times the root of the mean width, held up by the longest word."""
    told = [text for text in texts if text]
    mean = sum(map(_width, told)) / max(len(told), 1)
    longest = max((_width(line) for text in told for line in text.split("\n")), default=1)
    return int(10 * (0.7 * mean + 0.3 * min(longest, 60)) ** 0.5) + 12


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
