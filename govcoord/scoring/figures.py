"""Figures from files: CSV (long or wide), JSON and YAML, each figure with its place."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final

from attrs import field, frozen

from govcoord.diagnostics import Collector
from govcoord.errors import FigureError
from govcoord.rules.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode, read

SUBJECT_WORDS: Final = frozenset(
    [
        "subject",
        "department",
        "unit_name",
        "部门",
        "部門",
        "单位",
        "單位",
        "主体",
        "主體",
        "对象",
        "對象",
        "考核对象",
        "考核對象",
    ]
)
INDICATOR_WORDS: Final = frozenset(["indicator", "指标", "指標"])
GROUP_WORDS: Final = frozenset(["group", "组别", "組別", "类别", "類別"])
DETAIL_WORDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(["value", "figure", "数值", "數值", "值", "数据", "數據", "完成值"], "value"),
    **dict.fromkeys(["sample", "样本", "樣本", "样本量", "樣本量"], "sample"),
    **dict.fromkeys(["numerator", "分子"], "numerator"),
    **dict.fromkeys(["denominator", "分母"], "denominator"),
    **dict.fromkeys(["by", "evaluator", "测评方", "測評方", "评价方", "評價方"], "by"),
    **dict.fromkeys(["unit", "计量单位", "計量單位"], "unit"),
    **dict.fromkeys(["period", "时期", "時期", "年份", "年度", "期间", "期間"], "period"),
}
_UNIT = re.compile(r"(.+?)\s*[(（]\s*([^()（）]+?)\s*[)）]")
_DETAIL = re.compile(r"(.+?)\s*[:：]\s*(.+)")
_NUMBER = re.compile(r"[+-]?[0-9０-９][0-9０-９,，.．/]*")


@frozen
class FigureTable(Mapping[str, Mapping[str, object]]):
    """Figures by subject and indicator, as a mapping, with the place of each in its file.

    ``groups`` are the groups of subjects, where the file has a column for them.
    """

    rows: Mapping[str, Mapping[str, object]] = field(hash=False)
    places: Mapping[tuple[str, str], str] = field(factory=dict, eq=False, repr=False)
    groups: Mapping[str, str] = field(factory=dict, hash=False)

    def __getitem__(self, subject: str) -> Mapping[str, object]:
        return self.rows[subject]

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def place(self, subject: str, name: str) -> str | None:
        """Where the figure stands: file, row and column; the row where there is no figure."""
        return self.places.get((subject, name)) or self.places.get((subject, ""))


def read_figures(path: str | Path) -> FigureTable:
    """The figures in a file, by its ending: ``.csv``, ``.tsv``, ``.json``, ``.yaml``.

    A long CSV has the columns ``subject`` (部门), ``indicator`` (指标) and ``value`` (数值), and
    if needed ``numerator``, ``denominator``, ``sample`` (样本量), ``by`` (测评方), ``unit``,
    ``group`` (组别), ``period`` (时期; several periods of one indicator are several rows). A
    wide one has a row for each subject and a column for each indicator;
    ``满意率（%）`` gives the unit of a column, ``满意率：样本量`` its sample. JSON and YAML map
    subjects to indicators to figures. UTF-8, with or without a byte order mark.

    Raises `FigureError` with row and column for what cannot be read, ``OSError`` when the
    file cannot be opened.
    """
    path = Path(path)
    return parse_figures(path.name, path.read_bytes())


def parse_figures(name: str, data: bytes | str) -> FigureTable:
    """The figures in a text whose name ends as the file's would; see `read_figures`."""
    text = _text(name, data)
    ending = name.rsplit(".", 1)[-1].lower()
    if ending in ("csv", "tsv", "txt"):
        return _Table(name).read(text)
    if ending == "json":
        return _from_json(name, text)
    if ending in ("yaml", "yml"):
        return _from_yaml(name, text)
    raise FigureError("file", name, "a file ending in .csv, .tsv, .json, .yaml or .yml")


def _text(name: str, data: bytes | str) -> str:
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        hint = "save it as `CSV UTF-8` in the spreadsheet program"
        place = f"{name}, byte {error.start + 1}"
        raise FigureError("text", data[error.start : error.start + 4], "UTF-8", hint=hint,
                          where=place) from None  # fmt: skip


class _Table:
    """Reads one CSV text."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows: dict[str, dict[str, object]] = {}
        self.places: dict[tuple[str, str], str] = {}
        self.groups: dict[str, str] = {}

    def place(self, row: int, column: int | None = None) -> str:
        at = f"{self.name}, row {row}"
        return at if column is None else f"{at}, column {column + 1}"

    def fail(self, name: str, value: object, expected: str, row: int, column: int | None = None,
             hint: str | None = None) -> FigureError:  # fmt: skip
        return FigureError(name, value, expected, hint=hint, where=self.place(row, column))

    def read(self, text: str) -> FigureTable:
        lines = [
            (number, [cell.strip() for cell in cells])
            for number, cells in _numbered(text)
            if any(cell.strip() for cell in cells)
        ]
        if not lines:
            raise self.fail("header", "", "a row of column names", 1)
        number, header = lines[0]
        self.check_header(number, header)
        lower = [cell.lower() for cell in header]
        is_long = any(word in INDICATOR_WORDS for word in lower)
        for number, cells in lines[1:]:
            if len(cells) > len(header):
                if any(cells[len(header) :]):
                    raise self.fail("row", cells[len(header)], f"{len(header)} cells", number,
                                    len(header))  # fmt: skip
                cells = cells[: len(header)]
            cells += [""] * (len(header) - len(cells))
            (self.long if is_long else self.wide)(number, header, lower, cells)
        return FigureTable(self.rows, self.places, self.groups)

    def check_header(self, number: int, header: list[str]) -> None:
        seen: set[str] = set()
        for column, cell in enumerate(header):
            if not cell:
                raise self.fail("header", cell, "a column name", number, column)
            if cell in seen:
                raise self.fail("header", cell, "each column once", number, column)
            seen.add(cell)

    def subject(self, number: int, column: int, cell: str) -> str:
        if not cell:
            raise self.fail("subject", cell, "a subject", number, column)
        return cell

    def wide(self, number: int, header: list[str], lower: list[str], cells: list[str]) -> None:
        at = next((i for i, word in enumerate(lower) if word in SUBJECT_WORDS), 0)
        subject = self.subject(number, at, cells[at])
        if subject in self.rows:
            raise self.fail("subject", subject, "one row for each subject", number, at)
        figures = self.rows[subject] = {}
        self.places[subject, ""] = self.place(number)
        details: dict[str, dict[str, object]] = {}
        for column, cell in enumerate(cells):
            if column == at:
                continue
            if lower[column] in GROUP_WORDS:
                self.groups[subject] = cell
                continue
            name, unit, detail = heading_of(header[column])
            if detail in (None, "value") or (subject, name) not in self.places:
                self.places[subject, name] = self.place(number, column)
            if detail is None:
                figures[name] = _with_unit(cell, unit)
            elif cell:
                details.setdefault(name, {})[detail] = cell
        for name, more in details.items():
            value = figures.get(name)
            figures[name] = {**({} if value in (None, "") else {"value": value}), **more}

    def long(self, number: int, header: list[str], lower: list[str], cells: list[str]) -> None:
        subject, indicator, details, unit = "", "", {}, ""
        group, at = "", 0
        has_subject = any(word in SUBJECT_WORDS - {"单位", "單位"} for word in lower)
        for column, (word, cell) in enumerate(zip(lower, cells)):
            if word in INDICATOR_WORDS:
                indicator, at = cell, column
            elif word in SUBJECT_WORDS and not (has_subject and word in ("单位", "單位")):
                subject = self.subject(number, column, cell)
            elif word in GROUP_WORDS:
                group = cell
            elif word in ("单位", "單位") or DETAIL_WORDS.get(word) == "unit":
                unit = cell
            elif word in DETAIL_WORDS:
                details[DETAIL_WORDS[word]] = cell
            else:
                expected = "a column such as subject, indicator, value, sample"
                raise self.fail("header", header[column], expected, number, column)
        if not subject:
            raise self.fail("header", ", ".join(header), "a column `subject` (部门)", number)
        if not indicator:
            raise self.fail("indicator", indicator, "an indicator", number, at)
        figures = self.rows.setdefault(subject, {})
        value = _long_value(details, unit)
        if indicator in figures:
            before = figures[indicator]
            value = _series(before, value)
            if value is None:
                raise self.fail(indicator, subject, "one figure for each indicator", number, at)
        figures[indicator] = value
        self.places[subject, indicator] = self.place(number)
        self.places.setdefault((subject, ""), self.place(number))
        if group:
            self.groups[subject] = group


def _numbered(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.split("\n", 1)[0]
    separator = next((mark for mark in ("\t", ";") if mark in first and "," not in first), ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    for cells in reader:
        yield reader.line_num, cells


def heading_of(heading: str) -> tuple[str, str, str | None]:
    """The indicator, the unit and the detail that the heading of a column names."""
    if match := _DETAIL.fullmatch(heading):
        detail = DETAIL_WORDS.get(match[2].strip().lower())
        if detail is not None:
            return match[1], "", detail
    if match := _UNIT.fullmatch(heading):
        return match[1], match[2], None
    return heading, "", None


def _with_unit(cell: str, unit: str) -> str:
    return f"{cell}{' ' if unit.isascii() and unit.isalpha() else ''}{unit}" if (
        unit and _NUMBER.fullmatch(cell)
    ) else cell  # fmt: skip


def _long_value(details: Mapping[str, str], unit: str) -> object:
    value = _with_unit(details.get("value", ""), unit)
    more = {key: cell for key, cell in details.items() if key != "value" and cell}
    if not more:
        return value
    return {**({"value": value} if value else {}), **more}


def _series(before: object, value: object) -> object | None:
    """The figures of several periods together; ``None`` where one names no period."""
    known = before if isinstance(before, list) else [before]
    if all(isinstance(one, Mapping) and "period" in one for one in (*known, value)):
        return [*known, value]
    return None


def _from_json(name: str, text: str) -> FigureTable:
    def pairs(items: list[tuple[str, object]]) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, value in items:
            if key in found:
                raise FigureError(key, value, "each name once", where=name)
            found[key] = value
        return found

    try:
        data = json.loads(text, parse_float=Decimal, parse_constant=str, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        place = f"{name}, row {error.lineno}, column {error.colno}"
        raise FigureError("text", error.msg, "JSON", where=place) from None
    except RecursionError:
        raise FigureError("text", "…", "JSON that is not nested so deep", where=name) from None
    subjects = data if isinstance(data, dict) else {}
    return _checked(name, data, {(subject, ""): name for subject in subjects})


def _from_yaml(name: str, text: str) -> FigureTable:
    collector = Collector()
    nodes = read(name, text, collector)
    collector.raise_if_errors()
    if len(nodes) != 1:
        raise FigureError("text", f"{len(nodes)} documents", "one YAML document", where=name)
    places: dict[tuple[str, str], str] = {}
    root = nodes[0]
    if isinstance(root, MappingNode):
        for subject, (key, value) in root.entries.items():
            places[subject, ""] = f"{name}, row {key.line}, column {key.column}"
            if isinstance(value, MappingNode):
                for indicator, (_, figure) in value.entries.items():
                    at = f"{name}, row {figure.line}, column {figure.column}"
                    places[subject, indicator] = at
    return _checked(name, _plain(root), places)


def _plain(node: Node) -> object:
    if isinstance(node, MappingNode):
        return {key: _plain(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, SequenceNode):
        return [_plain(item) for item in node.items]
    assert isinstance(node, ScalarNode)
    return None if node.is_null else node.value


def _checked(name: str, data: object, places: Mapping[tuple[str, str], str]) -> FigureTable:
    expected = "a mapping of subjects to indicators to figures"
    if not isinstance(data, dict):
        raise FigureError("text", data, expected, where=name)
    for subject, figures in data.items():
        if not isinstance(figures, dict):
            where = places.get((subject, ""), name)
            raise FigureError(subject, figures, "a mapping of indicators to figures", where=where)
    return FigureTable(data, places)
