"""Event logs: who did what in which case, and when, read from a file without any rules.

A log has a row for each event. Times with an offset are compared as moments; a log whose times
have none is taken as local time, and the two do not mix.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import zip_longest
from pathlib import Path

import attrs

from govcoord.case_files import BadRow, CaseRow, Row, format_of, read_cases
from govcoord.case_files.base import located
from govcoord.case_files.csv_format import DELIMITERS
from govcoord.case_files.files import open_cases
from govcoord.case_files.texts import open_text
from govcoord.diagnostics import suggest
from govcoord.errors import MISSING, CaseError
from govcoord.rules.vocabulary import Choices

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "case": ("case_id", "case", "case:concept:name", "案件编号", "案件編號", "案件", "编号"),
    "activity": ("activity", "concept:name", "stage", "环节", "環節", "活动", "活動"),
    "department": ("department", "group", "org:group", "resource", "部门", "部門", "单位"),
    "time": ("timestamp", "time", "time:timestamp", "时间", "時間", "日期"),
}
"""What a log says of an event, and the names of columns that say it; the first found counts."""

A_TIME = "a day or a time (`2024-02-09 17:30:00+08:00`)"


@attrs.frozen(slots=True)
class Event:
    """One thing done. ``department`` is ``None`` where the log does not say who did it."""

    activity: str
    department: str | None
    at: datetime


@attrs.frozen
class Log:
    """Cases with their events in the order of time; of equal times the file's order counts.

    ``rejected`` are rows that could not be read. Every row is an event or is rejected.
    """

    traces: Mapping[str, tuple[Event, ...]]
    rejected: tuple[CaseError, ...] = ()

    @property
    def events(self) -> int:
        """How many events there are."""
        return sum(map(len, self.traces.values()))

    @property
    def departments(self) -> tuple[str, ...]:
        """Who did something, sorted."""
        named = {e.department for trace in self.traces.values() for e in trace}
        return tuple(sorted(one for one in named if one is not None))

    def between(self, since: date | None = None, until: date | None = None) -> Log:
        """The cases whose first event is on a day from ``since`` to ``until``, both included."""
        kept = {
            case: trace
            for case, trace in self.traces.items()
            if (since is None or trace[0].at.date() >= since)
            and (until is None or trace[0].at.date() <= until)
        }
        return attrs.evolve(self, traces=kept)


def read_log(
    source: str | Path | Iterable[Mapping[str, object]],
    *,
    columns: Mapping[str, str] | None = None,
    departments: Choices | None = None,
    unnamed: Sequence[str] = (),
) -> Log:
    """The log of a file (CSV, JSON, JSON lines, YAML), or of rows at hand.

    ``columns`` says which column holds the ``case``, the ``activity``, the ``department`` or
    the ``time``; what it leaves out is looked for under usual names (`COLUMNS`).
    ``departments`` puts ids in the place of titles; other words stay as they are.
    ``unnamed`` are words by which the log says that it names nobody. Raises `CaseError` where
    a column is not there, ``CaseFileError`` where the file cannot be read.

    >>> log = read_log([
    ...     {"case": "1", "activity": "check", "department": "fire", "time": "2026-03-02 09:00"},
    ...     {"case": "1", "activity": "ask", "department": "tax", "time": "2026-03-01"},
    ... ])
    >>> [event.department for event in log.traces["1"]]
    ['tax', 'fire']
    """
    rows: Iterable[Row]
    if not isinstance(source, (str, Path)):
        rows = (CaseRow(n, f"row {n + 1}", dict(facts)) for n, facts in enumerate(source))
    elif format_of(Path(source)) == "csv":
        rows = _csv_rows(Path(source))
    else:
        rows = read_cases(source)
    words = dict(departments.words) if departments is not None else {}
    reader = _Reader(dict(columns or {}), words, frozenset(unnamed))
    for row in rows:
        reader.add(row)
    traces = {
        case: tuple(sorted(events, key=lambda event: event.at))
        for case, events in reader.events.items()
    }
    return Log(traces, tuple(reader.rejected))


def _csv_rows(path: Path) -> Iterator[Row]:
    """The rows of a CSV file. A cell is one text: the separators of lists are none here."""
    with open_cases(path) as stream:
        text = open_text(stream, path.as_posix(), "utf-8")
        head = text.readline()
        delimiter = max(DELIMITERS, key=head.count)
        names = next(csv.reader([head], delimiter=delimiter), [])
        rows = csv.reader(text, delimiter=delimiter)
        for n, cells in enumerate(rows):
            if cells:
                place = f"{path.as_posix()}:{rows.line_num + 1}"
                yield CaseRow(n, place, dict(zip_longest(names, cells[: len(names)], fillvalue="")))


class _Reader:
    """Rows to events, case by case."""

    def __init__(
        self, columns: dict[str, str], words: Mapping[str, str], unnamed: frozenset[str]
    ) -> None:
        unknown = [name for name in columns if name not in COLUMNS]
        if unknown:
            raise CaseError("columns", unknown[0], "one of " + ", ".join(f"`{n}`" for n in COLUMNS))
        self.columns, self.words, self.unnamed = columns, words, unnamed
        self.events: dict[str, list[Event]] = {}
        self.rejected: list[CaseError] = []
        self.found: dict[str, str] | None = None
        self.has_offset: bool | None = None

    def add(self, row: Row) -> None:
        """Keep one row, as an event or as rejected."""
        if isinstance(row, BadRow):
            self.rejected.append(row.error)
            return
        if self.found is None:
            self.found = _find(self.columns, row.facts)
        try:
            case, event = self._event(row.facts, self.found)
        except CaseError as error:
            self.rejected.append(located(error, row.place))
        else:
            self.events.setdefault(case, []).append(event)

    def _event(self, facts: Mapping[str, object], found: Mapping[str, str]) -> tuple[str, Event]:
        case, activity = (_text(facts, found[name]) for name in ("case", "activity"))
        moment = self._moment(facts.get(found["time"]), found["time"])
        who = facts.get(found["department"])
        name = None if who is None or who == "" or who in self.unnamed else str(who)
        return case, Event(activity, self.words.get(name, name) if name else None, moment)

    def _moment(self, value: object, column: str) -> datetime:
        moment = _read_moment(value, column)
        has_offset = moment.tzinfo is not None
        if self.has_offset is None:
            self.has_offset = has_offset
        elif self.has_offset is not has_offset:
            hint = "other times of the log have an offset, and this one has none"
            if has_offset:
                hint = "other times of the log have no offset, and this one has one"
            raise CaseError(column, value, A_TIME, hint=hint)
        return moment.astimezone(UTC) if has_offset else moment


def _find(given: Mapping[str, str], row: Mapping[str, object]) -> dict[str, str]:
    """The column of each thing a log says. A cell that is empty may be absent from a row."""
    found = {}
    for name, usual in COLUMNS.items():
        column = given.get(name) or next((one for one in usual if one in row), None)
        if column is None or (column not in row and name != "department"):
            wanted = given.get(name) or name
            near = suggest(wanted, row)
            hint = (
                f"did you mean `{near}`?"
                if near
                else "the log has " + ", ".join(f"`{one}`" for one in row)
            )
            raise CaseError(wanted, MISSING, "a column of the log", hint=hint)
        found[name] = column
    return found


def _text(facts: Mapping[str, object], column: str) -> str:
    value = facts.get(column)
    if value is None or value == "":
        raise CaseError(column, MISSING, "a text")
    return str(value)


def _read_moment(value: object, column: str) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time())
    if value is None or value == "":
        raise CaseError(column, MISSING, A_TIME)
    try:
        return datetime.fromisoformat(str(value).strip())
    except ValueError:
        raise CaseError(column, value, A_TIME) from None


MICROSECOND = timedelta(microseconds=1)
MICROSECONDS_A_DAY = 86_400_000_000
