"""The two files of the log to cases: one mapping of facts for each case, nothing decided.

Turns: the time before an event is the turn of the group that did it, from the event before (or
the receipt of the case); the time after the last event is the turn of the unit that owns the
case. Turns are cut at the receipt and at the closing, so that they add up to the time elapsed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

UNNAMED = "EMPTY"
"""The name that the log gives to a group it does not name."""

Row = Mapping[str, str]
MICROSECONDS_A_DAY = 86_400_000_000


@dataclass(frozen=True)
class Log:
    """The rows of a log: its cases, and its events by case in the order of time."""

    cases: Sequence[Row]
    events: Mapping[str, Sequence[Row]]
    last: datetime

    @property
    def stray(self) -> int:
        """How many events belong to no case."""
        known = {row["case_id"] for row in self.cases}
        return sum(len(rows) for id_, rows in self.events.items() if id_ not in known)


@dataclass(frozen=True)
class Turn:
    """A time during which one group held the case; open while nobody took over."""

    group: str
    start: datetime
    end: datetime
    is_over: bool = True


def read_log(folder: Path) -> Log:
    """Read ``cases.csv`` and ``events.csv``; raises ``OSError`` or ``ValueError``."""
    by_case: dict[str, list[Row]] = {}
    times = []
    for row in _rows(folder / "events.csv"):
        by_case.setdefault(row["case_id"], []).append(row)
        if (moment := _readable(row["timestamp"])) is not None:
            times.append(moment)
    if not times:
        raise ValueError("events.csv has no event with a time")
    return Log(_rows(folder / "cases.csv"), by_case, max(times))


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def instant(text: str) -> datetime:
    """The moment of a timestamp with its offset, with or without fractions of a second.

    >>> instant("2011-10-11 13:42:22.688000+02:00") < instant("2011-10-11 12:42:23+01:00")
    True
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"`{text}` has no offset")
    return moment


def _readable(text: str) -> datetime | None:
    try:
        return instant(text)
    except ValueError:
        return None


def days(span: timedelta) -> Fraction:
    """A span as an exact number of days."""
    return Fraction(span // timedelta(microseconds=1), MICROSECONDS_A_DAY)


def end_of(day: date, log: Log) -> datetime:
    """The end of a day, at the offset of the log's last event."""
    return datetime.combine(day + timedelta(days=1), time(), log.last.tzinfo)


def cases(log: Log, seen: datetime) -> Iterator[dict[str, Any]]:
    """One mapping of facts for each case; open cases are looked at when it is ``seen``."""
    for row in log.cases:
        yield case_of(row, log.events.get(row["case_id"], ()), seen)


def case_of(row: Row, events: Sequence[Row], seen: datetime) -> dict[str, Any]:
    """The facts of one case; a fact that the log does not give is left out.

    A time that cannot be read is handed on as it is written: the plan rejects the case and
    names it.
    """
    facts: dict[str, Any] = {
        "id": row["case_id"],
        "department": row["department"],
        "case_group": row["group"],
        "has_group": bool(row["group"]),
        "channel": row["channel"],
        "is_closed": bool(row["enddate"]),
        "departments": sorted({event["group"] for event in events}),
        "named_groups": sorted({event["group"] for event in events} - {UNNAMED}),
        "steps": sorted({event["activity"] for event in events}),
    }
    try:
        facts |= _times(row, seen) | _handling(row, events, seen)
    except ValueError:
        facts |= _unreadable(row, events)
    return {name: value for name, value in facts.items() if value not in ("", None)}


def _times(row: Row, seen: datetime) -> dict[str, Any]:
    """Days for the calendar, and exact parts of days since the receipt."""
    start = _moment(row["startdate"])
    facts: dict[str, Any] = {"received": start and start.date()}
    for day, after, column in (
        ("planned_end", "planned_after", "enddate_planned"),
        ("deadline", "deadline_after", "deadline"),
        ("closed", "closed_after", "enddate"),
    ):
        moment = _moment(row[column])
        facts[day] = moment and moment.date()
        facts[after] = days(moment - start) if moment and start else None
    facts["seen_after"] = days(seen - start) if start else None
    return facts


def _moment(text: str) -> datetime | None:
    return instant(text) if text else None


def _handling(row: Row, events: Sequence[Row], seen: datetime) -> dict[str, Any]:
    """Who held the case and for how long."""
    ordered = sorted(events, key=lambda event: instant(event["timestamp"]))
    first = ordered[0]["group"] if ordered else UNNAMED
    facts: dict[str, Any] = {"first_receiver": None if first == UNNAMED else first}
    start, end = _moment(row["startdate"]), _moment(row["enddate"])
    if start is not None:
        owner = row["group"] or row["department"]
        turns = turns_of(ordered, owner, start, end, seen)
        facts["participants"] = participants(turns, owner)
    return facts


def turns_of(
    events: Sequence[Row], owner: str, start: datetime, end: datetime | None, seen: datetime
) -> list[Turn]:
    """The turns of a case from its receipt until its closing, or until it is seen."""
    last = max(start, end or seen)
    turns, at = [], start
    for event in events:
        until = min(max(instant(event["timestamp"]), at), last)
        turns.append(Turn(event["group"], at, until))
        at = until
    if owner:
        turns.append(Turn(owner, at, last, is_over=end is not None))
    return turns


def participants(turns: Sequence[Turn], owner: str) -> list[dict[str, Any]]:
    """One record for each group, in the order in which they first held the case."""
    found: dict[str, list[Turn]] = {}
    for turn in turns:
        found.setdefault(turn.group, []).append(turn)
    return [_participant(group, own, owner) for group, own in found.items()]


def _participant(group: str, turns: Sequence[Turn], owner: str) -> dict[str, Any]:
    record: dict[str, Any] = {
        "group": group,
        "role": "owner" if group == owner else "handler",
        "asked": turns[0].start.date(),
        "held": sum((days(turn.end - turn.start) for turn in turns), Fraction(0)),
        "evidence": ["log_times"],
    }
    if turns[-1].is_over:
        record["answered"] = turns[-1].end.date()
    return record


def _unreadable(row: Row, events: Sequence[Row]) -> dict[str, Any]:
    """The facts whose times cannot be read, as the log writes them."""
    columns = {
        "received": "startdate",
        "planned_end": "enddate_planned",
        "deadline": "deadline",
        "closed": "enddate",
    }
    wrong = {n: row[c] for n, c in columns.items() if row[c] and _readable(row[c]) is None}
    stamps = [e["timestamp"] for e in events if _readable(e["timestamp"]) is None]
    return {**wrong, "participants": [{"asked": stamp} for stamp in stamps]}
