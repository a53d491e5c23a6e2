"""A matrix as a table: plain text, Markdown, HTML."""

from __future__ import annotations

from govcoord.graph.draw.model import Matrix
from govcoord.graph.draw.style import fills
from govcoord.source import text_width
from govcoord.svg import FONT, escaped


def matrix_text(matrix: Matrix) -> str:
    """The matrix in columns of equal width, columns numbered and named below.

    >>> from govcoord.graph.draw import Cell, Matrix
    >>> cell = Cell(row="a", column="m", text="R")
    >>> rows, columns = (("a", "民政部门"),), (("m", "养老"),)
    >>> print(matrix_text(Matrix(title="谁牵头", rows=rows, columns=columns, cells=(cell,))))
    谁牵头
    <BLANKLINE>
              1
    民政部门  R
    <BLANKLINE>
    1  养老
    <BLANKLINE>
    """
    at = matrix.at()
    left = max(map(text_width, [matrix.corner, *(label for _, label in matrix.rows)]), default=0)
    numbers = [str(number) for number in range(1, len(matrix.columns) + 1)]
    texts = [
        [at[row, column].text if (row, column) in at else "" for column, _ in matrix.columns]
        for row, _ in matrix.rows
    ]
    widths = [max(map(text_width, column)) for column in zip(numbers, *texts)]
    lines = [_line(matrix.corner, numbers, left, widths)]
    lines += [_line(label, texts[n], left, widths) for n, (_, label) in enumerate(matrix.rows)]
    names = [f"{number:>{len(numbers[-1])}}  {label}" for number, (_, label)
             in zip(numbers, matrix.columns)] if numbers else []  # fmt: skip
    kinds = [f"{label}" for _, label in matrix.kinds]
    parts = [matrix.title, "\n".join(lines), "\n".join(names), "\n".join(kinds)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _line(label: str, cells: list[str], left: int, widths: list[int]) -> str:
    said = [label + " " * (left - text_width(label))]
    said += [cell + " " * (width - text_width(cell)) for cell, width in zip(cells, widths)]
    return "  ".join(said).rstrip()


def matrix_markdown(matrix: Matrix) -> str:
    """The matrix as a Markdown table."""
    at = matrix.at()
    head = [matrix.corner or " ", *(label for _, label in matrix.columns)]
    lines = [_cells(head), "|" + " --- |" + " :-: |" * len(matrix.columns)]
    for row, label in matrix.rows:
        found = (at.get((row, column)) for column, _ in matrix.columns)
        lines.append(_cells([label, *(cell.text if cell else " " for cell in found)]))
    kinds = [f"- {_markdown(label)}" for _, label in matrix.kinds]
    parts = [f"**{_markdown(matrix.title)}**", "\n".join(lines), "\n".join(kinds)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _cells(cells: list[str]) -> str:
    return "| " + " | ".join(_markdown(cell) for cell in cells) + " |"


def _markdown(text: str) -> str:
    text = " ".join(text.split()) or " "
    return "".join("\\" + sign if sign in "\\|*_`<>[]" else sign for sign in text)


def matrix_html(matrix: Matrix) -> str:
    """The matrix as a page of its own, head and first column standing still, tooltips on cells."""
    at, painted = matrix.at(), fills(matrix.kinds)
    heads = "".join(f'<th scope="col"><div>{escaped(label)}</div></th>'
                    for _, label in matrix.columns)  # fmt: skip
    rows = []
    for row, label in matrix.rows:
        cells = []
        for column, _ in matrix.columns:
            cell = at.get((row, column))
            if cell is None:
                cells.append("<td></td>")
                continue
            fill = painted.get(cell.kind or "", "")
            style = f' style="background:{fill}"' if fill else ""
            note = f' title="{escaped(cell.note)}"' if cell.note else ""
            cells.append(f"<td{style}{note}>{escaped(cell.text)}</td>")
        rows.append(f'<tr><th scope="row">{escaped(label)}</th>{"".join(cells)}</tr>')
    legend = "".join(
        f'<span class="key"><i style="background:{painted[id_]}"></i>{escaped(label)}</span>'
        for id_, label in matrix.kinds
    )
    return "\n".join([
        "<!DOCTYPE html>",
        f'<html lang="{escaped(matrix.language)}"><head><meta charset="utf-8"/>',
        f"<title>{escaped(matrix.title)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escaped(matrix.title)}</h1><p>{legend}</p>",
        f"<table><thead><tr><th>{escaped(matrix.corner)}</th>{heads}</tr></thead><tbody>",
        *rows,
        "</tbody></table></body></html>",
        "",
    ])  # fmt: skip


_STYLE = (
    f"body{{font-family:{FONT};color:#1a202c;margin:16px}}h1{{font-size:18px}}"
    "table{border-collapse:collapse;font-size:13px}"
    "td,th{border:1px solid #cbd5e0;padding:3px 6px;text-align:center}"
    "tbody th{text-align:left;white-space:nowrap;position:sticky;left:0;background:#f7fafc}"
    "thead th{vertical-align:bottom;position:sticky;top:0;background:#f7fafc;font-weight:normal}"
    "thead div{writing-mode:vertical-rl;max-height:14em}"
    ".key{margin-right:1.5em}.key i{display:inline-block;width:1em;height:1em;margin-right:.4em;"
    "border:1px solid #cbd5e0;vertical-align:-2px}"
)
