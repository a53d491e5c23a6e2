"""A matrix as SVG: letters in coloured cells, the names of columns aslant above."""

from __future__ import annotations

from collections.abc import Iterator

from govcoord.graph.draw.boxes import EM
from govcoord.graph.draw.model import Matrix
from govcoord.graph.draw.style import GRID, PLAIN, SOFT, fills
from govcoord.graph.draw.svg_parts import Key, page, swatch
from govcoord.svg import cut, escaped, text_ems

_ROW, _LEAST, _NAME = 24, 28, 1600


def matrix_svg(matrix: Matrix) -> str:
    """The matrix as SVG. The same matrix gives the same bytes on every machine."""
    left = _widest([matrix.corner, *(label for _, label in matrix.rows)]) + 12
    # names go up to the right at 45 degrees: 0.71 of their width up, and as much beyond
    slant = _widest([label for _, label in matrix.columns]) * 71 // 100
    top = slant + 20
    texts = (text_ems(cell.text) * EM // 100 + 8 for cell in matrix.cells)
    wide = max([_LEAST, *texts])
    width = left + wide * len(matrix.columns)
    height = top + _ROW * len(matrix.rows)
    painted = fills(matrix.kinds)
    keys = [Key(swatch(painted[id_]), label) for id_, label in matrix.kinds]
    body = [*_heads(matrix, left, top, wide, height), *_rows(matrix, left, top, wide, width)]
    return page(matrix.title, body, (width + slant, height), keys)


def _widest(texts: list[str]) -> int:
    return max((min(text_ems(text), _NAME) * EM // 100 for text in texts), default=0)


def _heads(matrix: Matrix, left: int, top: int, wide: int, height: int) -> Iterator[str]:
    yield f'<text x="0" y="{top - 8}" fill="{SOFT}">{escaped(cut(matrix.corner, _NAME))}</text>'
    for n, (_, label) in enumerate(matrix.columns):
        x = left + n * wide
        yield f'<line x1="{x}" y1="{top}" x2="{x}" y2="{height}" stroke="{GRID}"/>'
        yield (
            f'<text transform="translate({x + wide // 2 + 2},{top - 8}) rotate(-45)">'
            f"<title>{escaped(label)}</title>{escaped(cut(label, _NAME))}</text>"
        )
    x = left + len(matrix.columns) * wide
    yield f'<line x1="{x}" y1="{top}" x2="{x}" y2="{height}" stroke="{GRID}"/>'


def _rows(matrix: Matrix, left: int, top: int, wide: int, width: int) -> Iterator[str]:
    at, painted = matrix.at(), fills(matrix.kinds)
    columns = dict(matrix.columns)
    for n, (row, label) in enumerate(matrix.rows):
        y = top + n * _ROW
        yield f'<line x1="0" y1="{y}" x2="{width}" y2="{y}" stroke="{GRID}"/>'
        shown = escaped(cut(label, _NAME))
        yield f'<text x="0" y="{y + 17}"><title>{escaped(label)}</title>{shown}</text>'
        for m, (column, name) in enumerate(columns.items()):
            cell = at.get((row, column))
            if cell is None:
                continue
            x = left + m * wide
            note = f"{label} × {name}\n{cell.text}" + (f"\n{cell.note}" if cell.note else "")
            yield (
                f"<g><title>{escaped(note)}</title>"
                f'<rect x="{x + 1}" y="{y + 1}" width="{wide - 2}" height="{_ROW - 2}" '
                f'fill="{painted.get(cell.kind or "", PLAIN)}"/>'
                f'<text x="{x + wide // 2}" y="{y + 17}" text-anchor="middle">'
                f"{escaped(cell.text)}</text></g>"
            )
    y = top + len(matrix.rows) * _ROW
    yield f'<line x1="0" y1="{y}" x2="{width}" y2="{y}" stroke="{GRID}"/>'
