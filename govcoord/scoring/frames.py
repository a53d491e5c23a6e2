"""Frames of pandas and polars, in and out; neither library is needed for anything else.

A frame has a row for each subject. The column of subjects is named like one of
`govcoord.scoring.figures.SUBJECT_WORDS`, or is the first one with texts, or the index of a
pandas frame that has names. Column headings are read as those of a CSV file.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from govcoord.errors import FigureError, GovcoordError, MissingExtraError
from govcoord.numerals import Number, format_number
from govcoord.scoring.figures import GROUP_WORDS, SUBJECT_WORDS, FigureTable, heading_of

if TYPE_CHECKING:
    from govcoord.scoring.report import Score, ScoreReport, Unscored

LIBRARIES: Final = ("pandas", "polars")


def is_frame(value: object) -> bool:
    """Whether a value is a frame of pandas or polars, without importing either."""
    kind = type(value)
    return kind.__name__ == "DataFrame" and kind.__module__.split(".")[0] in LIBRARIES


def read_frame(frame: Any) -> FigureTable:
    """The figures of a frame; `FigureError` with row and column for what cannot be read.

    Missing values (``None``, ``NA``, ``NaT``, and ``NaN`` in a column of floats) are figures
    not reported.
    """
    headings, rows = _cells(frame)
    at = _subject_column(headings, rows)
    found: dict[str, Mapping[str, object]] = {}
    places: dict[tuple[str, str], str] = {}
    groups: dict[str, str] = {}
    for number, cells in enumerate(rows, 1):
        subject = str(cells[at]).strip()
        if cells[at] is None or not subject:
            where = f"frame, row {number}, column `{headings[at]}`"
            raise FigureError("subject", None, "a name", where=where)
        if subject in found:
            raise FigureError("subject", subject, "each subject once", where=f"frame, row {number}")
        figures: dict[str, object] = {}
        places[subject, ""] = f"frame, row {number}"
        for column, (heading, cell) in enumerate(zip(headings, cells)):
            if column == at:
                continue
            if heading.strip().lower() in GROUP_WORDS:
                groups[subject] = str(cell)
                continue
            _put(figures, heading, cell)
            name, *_ = heading_of(heading)
            places[subject, name] = f"frame, row {number}, column `{heading}`"
        found[subject] = figures
    return FigureTable(found, places, groups)


def _put(figures: dict[str, object], heading: str, cell: object) -> None:
    name, unit, detail = heading_of(heading)
    if detail is not None:
        if cell is not None:
            before = figures.get(name)
            value = before if isinstance(before, dict) else {"value": before}
            figures[name] = {**value, detail: cell}
        return
    if unit and isinstance(cell, int | float | Decimal | Fraction):
        cell = _with_unit(cell, unit)
    before = figures.get(name)
    figures[name] = {**before, "value": cell} if isinstance(before, dict) else cell


def _with_unit(cell: int | float | Decimal | Fraction, unit: str) -> object:
    if cell != cell or cell in (float("inf"), float("-inf")):
        return cell
    return f"{cell}{' ' if unit.isascii() and unit.isalpha() else ''}{unit}"


def _cells(frame: Any) -> tuple[list[str], list[list[object]]]:
    """Headings and rows of plain values."""
    if type(frame).__module__.startswith("polars"):
        return list(frame.columns), [list(row) for row in frame.iter_rows()]
    pandas = importlib.import_module("pandas")
    if not isinstance(frame.index, pandas.RangeIndex) and frame.index.nlevels == 1:
        name = frame.index.name or "subject"
        frame = frame.reset_index(names=[name])
    columns = [[_plain(pandas, cell) for cell in frame[name]] for name in frame.columns]
    return [str(name) for name in frame.columns], [list(row) for row in zip(*columns)]


def _plain(pandas: Any, cell: Any) -> object:
    """A value of NumPy as one of Python; what pandas takes for missing as ``None``."""
    if isinstance(cell, Mapping | list | tuple | str):
        return cell
    if pandas.isna(cell):
        return None
    return cell.item() if hasattr(cell, "item") else cell


def _subject_column(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> int:
    for at, heading in enumerate(headings):
        if heading.strip().lower() in SUBJECT_WORDS:
            return at
    for at in range(len(headings)):
        if rows and all(isinstance(row[at], str) for row in rows):
            return at
    raise FigureError("header", ", ".join(headings), "a column `subject` (部门)", where="frame")


def to_frame(report: ScoreReport, library: str, language: str = "en") -> Any:
    """The report as a frame of ``pandas`` or ``polars``, a row for each subject.

    The columns are those of ``govcoord score --format csv``, and the points of each indicator
    under ``points:<id>``. Scores and points are exact `Decimal` where a decimal is exact, and
    `Fraction` in pandas or the text ``p/q`` in polars where none is. `MissingExtraError` when
    the library is not installed.
    """
    if library not in LIBRARIES:
        known = " or ".join(f"`{name}`" for name in LIBRARIES)
        raise GovcoordError(f"there is no frame of `{library}`, only {known}")
    try:
        module = importlib.import_module(library)
    except ImportError:
        raise MissingExtraError(f"a frame of {library}", library) from None
    rows = [_row(result, library, language) for result in report.results]
    rows += [_empty(one, language) for one in report.unscored]
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {name: [row.get(name) for row in rows] for name in names}
    if library == "pandas":
        return module.DataFrame({k: module.Series(v, dtype=object) for k, v in columns.items()})
    return module.DataFrame({k: _polars_column(v) for k, v in columns.items()}, strict=False)


def _polars_column(values: Sequence[object]) -> Sequence[object]:
    """A column of one type: texts where some number has no exact decimal."""
    if any(isinstance(value, Fraction) for value in values):
        return [None if v is None else v if isinstance(v, str) else _text(v) for v in values]
    return values


def _text(value: object) -> str:
    return format_number(value) if isinstance(value, int | Fraction) else str(value)


def _row(result: Score, library: str, language: str) -> dict[str, object]:
    row: dict[str, object] = {
        "subject": result.subject,
        "title": result.label(language),
        "group": result.group,
        "score": Decimal(result.published),
        "exact": _number(result.exact),
        "band": result.band,
        "rank": _rank(result.rank),
        "provisional": result.provisional,
        "flags": "; ".join(flag.text(language) for flag in result.flags),
    }
    for line in result.contributions:
        name = line.id if line.kind == "indicator" else f"{line.kind}:{line.id}"
        row[f"points:{name}"] = _number(line.points)
    return row


def _empty(one: Unscored, language: str) -> dict[str, object]:
    return {
        "subject": one.subject,
        "title": one.label(language),
        "group": one.group,
        "provisional": True,
        "flags": "; ".join(flag.text(language) for flag in one.flags),
    }


def _rank(rank: Number | None) -> object:
    return rank if rank is None or isinstance(rank, int) else Decimal(format_number(rank))


def _number(number: Number) -> Decimal | Fraction:
    text = format_number(number)
    return Fraction(number) if "/" in text else Decimal(text.replace(",", ""))


__all__ = ["LIBRARIES", "is_frame", "read_frame", "to_frame"]
