"""CSV: one case a row, keys in the first row.

An empty cell is a fact that is not given. Several values in one cell stand between ``、``,
``;`` or ``|``. A list of records has columns such as ``participants[0].department`` (counted
from 0; a record whose cells are all empty is not there), or is JSON in one cell. A row with
nothing in any cell is no case. Delimiters at the end of a row, with nothing between, say nothing.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, BinaryIO

import attrs

from govcoord.case_files.base import BadRow, CaseFileError, CaseRow, Row, file_error
from govcoord.case_files.strict_json import STRICT, cut, explain
from govcoord.case_files.texts import open_text
from govcoord.errors import CaseError
from govcoord.headings import number_of, plain

DELIMITERS = (",", ";", "\t")

_RECORD = re.compile(r"(?P<list>[^\[\].]+)\[(?P<index>[0-9]{1,4})\]\.(?P<field>[^\[\]]+)")
_SEP = re.compile(r"sep=(.)\s*", re.IGNORECASE)


@attrs.frozen(slots=True)
class Column:
    """Where the cells of a column go: a fact, or a field of one record of a list."""

    name: str
    record: str | None = None
    index: int = 0
    field: str = ""


def read_csv(stream: BinaryIO, name: str, encoding: str = "utf-8") -> Iterator[Row]:
    """The cases of a CSV file whose cells are parted by commas, semicolons or tabs."""
    text = open_text(stream, name, encoding)
    reader = _Reader(name, iter(text.readline, ""))
    columns = _columns(reader)
    simple = all(column.record is None for column in columns)
    names = [column.name for column in columns]
    number = 0
    for place, cells in reader.rows():
        if isinstance(cells, CaseError):
            yield BadRow(number, place, cells)
        elif not any(cells):
            continue
        else:
            yield _row(number, place, cells, columns, names, simple)
        number += 1


class _Reader:
    """Rows of cells with the line on which each begins."""

    def __init__(self, name: str, lines: Iterator[str]) -> None:
        self.name = name
        self.lines = lines
        self.first = self._first_line()
        self.delimiter = self._delimiter()
        self.skipped = self.line - 1
        rest = chain([self.first], lines)
        self.reader = csv.reader(rest, delimiter=self.delimiter, strict=True)

    def _first_line(self) -> str:
        self.line = 1
        line = next(self.lines, "")
        self.declared = _SEP.fullmatch(line)
        while line and ((self.declared and self.line == 1) or not line.strip()):
            line = next(self.lines, "")
            self.line += 1
        if not line:
            raise file_error("GC163", self.name)
        return line

    def _delimiter(self) -> str:
        if self.declared:
            return self.declared.group(1)
        outside = re.sub(r'"[^"]*"?', "", self.first)
        return max(DELIMITERS, key=outside.count)

    def rows(self) -> Iterator[tuple[str, list[str] | CaseError]]:
        """Every row from here on that is not blank; a `CaseError` for one that is no CSV."""
        while True:
            start = self.reader.line_num + self.skipped + 1
            place = f"{self.name}:{start}"
            try:
                cells = next(self.reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield place, self._explained(error, start)
            else:
                if cells:
                    yield place, cells

    def _explained(self, error: csv.Error, line: int) -> CaseError:
        if "unexpected end" in str(error) or "field larger" in str(error):
            raise file_error("GC175", self.name, line)
        hint = 'write a quote inside a cell as ""' if '"' in str(error) else None
        return CaseError("case", str(error), "a row of CSV", hint=hint)


def _columns(reader: _Reader) -> list[Column]:
    """The columns by the first row, which is taken from the reader."""
    _, cells = next(reader.rows())
    if isinstance(cells, CaseError):
        raise file_error("GC176", reader.name, reader.line, name=reader.first.strip())
    seen: set[str] = set()
    columns = []
    for cell in cells:
        name = cell.strip()
        if name and plain(name) in seen:
            raise _header_error("GC174", reader, cell)
        seen.add(plain(name))
        columns.append(_column(name, reader))
    return columns


def _column(name: str, reader: _Reader) -> Column:
    if "[" not in name:
        return Column(name)
    match = _RECORD.fullmatch(name)
    if match is None:
        raise _header_error("GC176", reader, name)
    return Column(name, match["list"].strip(), int(match["index"]), match["field"].strip())


def _header_error(code: str, reader: _Reader, cell: str) -> CaseFileError:
    line = reader.first.rstrip("\r\n")
    column = max(line.rfind(cell), 0) + 1
    return file_error(code, reader.name, reader.line, column, text=line, name=cell.strip())


def _row(
    number: int,
    place: str,
    cells: list[str],
    columns: Sequence[Column],
    names: Sequence[str],
    simple: bool,
) -> Row:
    if len(cells) != len(columns):
        fitted = _fitted(cells, names)
        if fitted is None:
            return BadRow(number, place, _miscounted(cells, len(columns)), _id_of(names, cells))
        cells = fitted
    try:
        facts = _facts(cells, columns) if not simple else _simple(cells, names)
    except CaseError as error:
        return BadRow(number, place, error, _id_of(names, cells))
    return CaseRow(number, place, facts)


def _id_of(names: Sequence[str], cells: list[str]) -> str | None:
    return number_of(dict(zip(names, cells)))


def _fitted(cells: list[str], names: Sequence[str]) -> list[str] | None:
    """A cell for each column, where the row differs by nothing but empty cells at its end."""
    count = len(names)
    titled = max((n for n, name in enumerate(names, 1) if name), default=0)
    if len(cells) > count:
        return None if any(cell.strip() for cell in cells[count:]) else cells[:count]
    return [*cells, *[""] * (count - len(cells))] if len(cells) >= titled else None


def _miscounted(cells: list[str], expected: int) -> CaseError:
    hint = f"the row has {len(cells)} cells"
    if len(cells) > expected:
        hint += "; put a cell that holds the delimiter in quotes"
    return CaseError("case", cut(" | ".join(cells)), f"{expected} cells", hint=hint)


def _simple(cells: list[str], names: Sequence[str]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for name, cell in zip(names, cells):
        if cell and not cell.isspace():
            facts[name] = value_of(cell) if cell[0] == "[" else cell
            if not name:
                raise CaseError("case", cut(cell), "no value in a column without a title")
    return facts


def _facts(cells: list[str], columns: Sequence[Column]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    records: dict[str, dict[int, dict[str, Any]]] = {}
    for column, cell in zip(columns, cells):
        if not cell or cell.isspace():
            continue
        if column.record is None:
            facts.update(_simple([cell], [column.name]))
        else:
            found = records.setdefault(column.record, {})
            found.setdefault(column.index, {})[column.field] = value_of(cell)
    for key, found in records.items():
        if key in facts:
            hint = f"`{key}` is given as JSON and in columns of its own"
            raise CaseError(key, facts[key], "each list once", hint=hint)
        facts[key] = [found[index] for index in sorted(found)]
    return facts


def value_of(cell: str) -> Any:
    """The text of a cell; a list where it is a JSON list of records or texts, or ``[]``."""
    text = cell.strip()
    if not (text.startswith("[") and text.endswith("]")):
        return cell
    try:
        value, end = STRICT.raw_decode(text)
    except (ValueError, RecursionError) as error:
        if text[1:].lstrip().startswith("{"):
            raise explain(error, text) from None
        return cell
    listed = end == len(text) and all(isinstance(item, Mapping | str) for item in value)
    return value if listed else cell
