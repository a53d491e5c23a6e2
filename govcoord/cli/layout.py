"""Tables of text: how wide each column is, and where a long cell is broken."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len, chop_cells

GAP = 2
"""Blank columns between two columns of text."""

_LEAST = 8
_CLOSING = "、，。；：？！）」”》,.;:?!)"
_PIECES = re.compile(rf"[ -~]+? |[!-~]+[{_CLOSING}]*|[^!-~][{_CLOSING}]*|.", re.DOTALL)


def fit(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """The widths of columns: what the rows need, the widest cut until all fit the room."""
    widths = [
        max(cell_len(line) for row in rows for line in row[n].split("\n") or [""])
        for n in range(len(rows[0]))
    ]
    free = room - GAP * len(widths)
    while sum(widths) > free and max(widths) > _LEAST:
        widths[widths.index(max(widths))] -= 1
    return widths


def wrapped(text: str, width: int) -> str:
    """The text in lines of at most ``width`` columns.

    A line ends at a blank or after a Chinese character, never before a closing mark; a line
    of a list ends after a mark of the list where that leaves it at least a third full.

    >>> print(wrapped("卫生健康部门、民政部门", 14))
    卫生健康部门、
    民政部门
    """
    return "\n".join(part for line in text.split("\n") for part in _lines(line, width))


def _lines(text: str, width: int) -> list[str]:
    lines: list[str] = []
    held: list[str] = []
    for piece in _PIECES.findall(text):
        while held and cell_len("".join(held) + piece.rstrip()) > width:
            at = _break_of(held, width)
            lines.append("".join(held[:at]).rstrip())
            held = held[at:]
        if cell_len(piece.rstrip()) > width:
            *full, piece = chop_cells(piece, width)
            lines += full
        held.append(piece)
    return [*lines, "".join(held).rstrip()]


def _break_of(pieces: Sequence[str], width: int) -> int:
    """How many pieces stay on the line: up to the last mark of a list, if that is enough."""
    used = 0
    best = len(pieces)
    for at, piece in enumerate(pieces, 1):
        used += cell_len(piece)
        if piece.rstrip()[-1:] in "、；，,;" and piece.strip() and used * 3 >= width:
            best = at
    return best
