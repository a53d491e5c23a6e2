"""Test files as written: ``*.test.yaml`` to tests, each with its cases and its place.

kind: tests
ruleset: [vocabulary.yaml, lead.yaml]   # beside this file; `plan`; by default the folder
as_of: 2025-03-01
tests:
  - name: elderly care is led by civil affairs
    source: plan §5.1
    case: {domain: elderly_care}
    expect: {lead: civil_affairs, joint_required: true}
  - name: twenty working days are in time, twenty-one are not
    case: {domain: elderly_care}           # what all rows share
    table:
      columns: [elapsed, expect.overdue]
      rows: [[20, false], [21, true]]
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal

import attrs

from govcoord.case_files.yaml_format import raw_value
from govcoord.diagnostics import Collector
from govcoord.rules.load import TEST_SUFFIXES
from govcoord.rules.model import Name
from govcoord.rules.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode, read_path
from govcoord.rules.structure import Skip, make_structurer
from govcoord.source import Span

EXPECT = "expect."
"""The beginning of the heading of a column that holds what is expected."""

_FIELD = re.compile(r"(?P<list>[^\[\].]+)\[(?P<index>[0-9]{1,3})\]\.(?P<field>[^\[\]]+)")


@attrs.frozen(slots=True, kw_only=True)
class TableEntry:
    """Cases in rows: a column is a fact, ``participants[0].answered``, or ``expect.lead``."""

    columns: tuple[str, ...]
    rows: tuple[Node, ...] = attrs.field(eq=False, repr=False)
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class TestEntry:
    """One test as written. ``case`` with ``cases`` or ``table`` is what all of them share.

    With ``mechanism`` the case is what that mechanism is given, and ``expect`` its result. With
    ``pilot`` it is asked of the rules in force together with those that are tried out.
    """

    __test__ = False  # not a class of tests, whatever pytest makes of its name

    name: str
    source: str = ""
    note: str = ""
    as_of: date | None = None
    mechanism: str = ""
    pilot: bool = False
    case: Node | None = attrs.field(default=None, eq=False, repr=False)
    cases: tuple[Node, ...] = attrs.field(default=(), eq=False, repr=False)
    table: TableEntry | None = None
    expect: Node | None = attrs.field(default=None, eq=False, repr=False)
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class TestsDocument:
    """A document of kind ``tests``."""

    __test__ = False

    kind: Literal["tests"]
    id: Name | None = None
    title: str = ""
    note: str = ""
    source: str = ""
    ruleset: tuple[str, ...] = ()
    as_of: date | None = None
    tests: tuple[Node, ...] = attrs.field(eq=False, repr=False)
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


Expected = Mapping[str, tuple[ScalarNode, Node]]
"""What a test expects: key to (key as written, value as written)."""


@attrs.frozen
class YamlTest:
    """One case with what is expected of it.

    ``name`` is that of the test, with ``[3]`` for the third of several cases; ``rulesets``
    are the files and folders to load, ``("plan",)`` for those of the library.
    """

    file: str
    name: str
    case: Mapping[str, Any] = attrs.field(hash=False)
    expected: Expected = attrs.field(hash=False, repr=False)
    rulesets: tuple[str, ...]
    as_of: date | None = None
    source: str = ""
    mechanism: str = ""
    pilot: bool = False
    span: Span | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def id(self) -> str:
        """The file and the name, which no other test has."""
        return f"{self.file}::{self.name}"

    @property
    def place(self) -> str:
        """``file:line``."""
        return f"{self.span.source.name}:{self.span.line}" if self.span else self.file


def test_files(paths: Sequence[Path]) -> list[Path]:
    """The test files among ``paths``; folders are searched through, in order."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.extend(
                sorted(p for p in path.rglob("*") if p.name.lower().endswith(TEST_SUFFIXES))
            )
        else:
            found.append(path)
    return list(dict.fromkeys(found))


test_files.__test__ = False  # type: ignore[attr-defined]


def read_tests(path: Path, collector: Collector) -> list[YamlTest]:
    """The tests of one file; problems go to the collector, and what is sound is kept."""
    before = len(collector)
    nodes = read_path(path, collector)
    found: list[YamlTest] = []
    converter = make_structurer(collector)
    for node in nodes:
        kind = node.get("kind") if isinstance(node, MappingNode) else None
        if not isinstance(kind, ScalarNode) or kind.value != "tests":
            collector.add("GC287", (kind or node).span)
            continue
        try:
            document = converter.structure(node, TestsDocument)
        except Skip:
            continue
        found.extend(_tests(document, path, collector))
        if not document.tests:
            collector.add("GC287", node.span)
    if not nodes and len(collector) == before:
        collector.add("GC287", None)
    _report_doubles(found, collector)
    return found


def _report_doubles(tests: Sequence[YamlTest], collector: Collector) -> None:
    seen: set[str] = set()
    for test in tests:
        if test.name in seen:
            collector.add("GC286", test.span, test=test.name)
        seen.add(test.name)


def _tests(document: TestsDocument, path: Path, collector: Collector) -> Iterator[YamlTest]:
    converter = make_structurer(collector)
    for node in document.tests:
        try:
            entry = converter.structure(node, TestEntry)
        except Skip:
            continue
        yield from _cases(entry, document, path, collector)


def _cases(
    entry: TestEntry, document: TestsDocument, path: Path, collector: Collector
) -> Iterator[YamlTest]:
    shared = _mapping(entry.case, collector)
    expected = _expected(entry.expect, collector)
    if shared is None or expected is None:
        return
    made = list(_variants(entry, shared, expected, collector))
    rulesets = tuple(_ruleset(word, path) for word in document.ruleset) or (path.parent.as_posix(),)
    for number, (case, wanted, span) in enumerate(made, 1):
        if not wanted:
            collector.add("GC282", span, test=entry.name)
            continue
        yield YamlTest(
            path.as_posix(),
            entry.name if len(made) == 1 else f"{entry.name} [{number}]",
            case,
            wanted,
            rulesets,
            entry.as_of or document.as_of,
            entry.source or document.source,
            entry.mechanism,
            entry.pilot,
            span,
        )


def _ruleset(word: str, path: Path) -> str:
    """The path of a ruleset as it is shown in places, without ``..`` where that can be."""
    if word == "plan":
        return word
    return Path(os.path.normpath(path.parent / word)).as_posix()


Variant = tuple[Mapping[str, Any], Expected, Span | None]


def _variants(
    entry: TestEntry, shared: Mapping[str, Any], expected: Expected, collector: Collector
) -> Iterator[Variant]:
    """Each case of a test with what is expected of it."""
    given = (entry.case is not None, bool(entry.cases), entry.table is not None)
    if not any(given) or given[1:] == (True, True):
        collector.add("GC281", entry.span, test=entry.name)
    elif entry.table is not None:
        yield from _rows(entry.table, shared, expected, collector)
    elif entry.cases:
        for node in entry.cases:
            case = _mapping(node, collector)
            if case is not None:
                yield {**shared, **case}, expected, node.span
    else:
        yield shared, expected, entry.span


def _rows(
    table: TableEntry, shared: Mapping[str, Any], expected: Expected, collector: Collector
) -> Iterator[Variant]:
    for row in table.rows:
        cells = row.items if isinstance(row, SequenceNode) else [row]
        if len(cells) != len(table.columns):
            collector.add("GC283", row.span, got=len(cells), expected=len(table.columns))
            continue
        case = {key: _copied(value) for key, value in shared.items()}
        wanted = dict(expected)
        for column, cell in zip(table.columns, cells):
            if column.startswith(EXPECT):
                key = column.removeprefix(EXPECT)
                wanted[key] = (_key(key, cell), cell)
            else:
                _put(case, column, raw_value(cell))
        yield case, wanted, row.span


def _copied(value: Any) -> Any:
    if isinstance(value, list):
        return [dict(item) if isinstance(item, Mapping) else item for item in value]
    return value


def _put(case: dict[str, Any], column: str, value: Any) -> None:
    """Set a fact, a field of one record, or one of a mapping; ``None`` takes the fact away."""
    match = _FIELD.fullmatch(column)
    if match is None:
        key, _, field = column.partition(".")
        given = case.get(key)
        if field and isinstance(given, Mapping):
            case[key] = {**given, field: value}
        else:
            case[column] = value
        return
    key, index = match["list"], int(match["index"])
    records = case.get(key)
    if not isinstance(records, list):
        records = case[key] = []
    records += [{} for _ in range(index + 1 - len(records))]
    record = records[index]
    records[index] = {**(record if isinstance(record, Mapping) else {}), match["field"]: value}


def _key(text: str, place: Node) -> ScalarNode:
    node = ScalarNode()
    node.value, node.plain, node.source = text, True, place.source
    node.line, node.column = place.line, place.column
    node.end_line, node.end_column = place.end_line, place.end_column
    return node


def _mapping(node: Node | None, collector: Collector) -> Mapping[str, Any] | None:
    """A case as raw data; nothing is a case without facts; ``None`` after a problem."""
    if node is None or (isinstance(node, ScalarNode) and node.is_null):
        return {}
    if not isinstance(node, MappingNode):
        collector.add("GC201", node.span, got=_shown(node), expected="a case (`name: value` lines)")
        return None
    value: Mapping[str, Any] = raw_value(node)
    return value


def _expected(node: Node | None, collector: Collector) -> Expected | None:
    if node is None:
        return {}
    if not isinstance(node, MappingNode):
        expected = "what is expected (`name: value` lines)"
        collector.add("GC201", node.span, got=_shown(node), expected=expected)
        return None
    return node.entries


def _shown(node: Node) -> str:
    return f"`{node.value}`" if isinstance(node, ScalarNode) else "a list"
