"""What mechanisms made of records, written one after the other: text, JSON, JSON lines, CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from typing import Any, Protocol, TextIO

import attrs

from govcoord.cli.csv_heads import heads
from govcoord.cli.decision_output import record_of_rejected
from govcoord.cli.output import console, print_rejected
from govcoord.messages import Messages
from govcoord.plain import jsonable
from govcoord.rules.engine import Plan, Rejected
from govcoord.rules.mechanism import Mechanism

MOST_TOLD = 50
"""Rejected records that are told one by one on stderr; a file of them has all."""

HEAD = ("number", "id", "place")


@attrs.frozen
class Told:
    """One result with the number (from 0), id and place of its record, and its lines."""

    number: int
    id: str | None
    place: str
    result: Any


class Sink(Protocol):
    """Takes what became of each record, in order."""

    def result(self, told: Told) -> None:
        """Write a result."""

    def close(self) -> None:
        """Write what is still held back."""


def make_sink(form: str, out: TextIO, plan: Plan, mechanism: Mechanism, say: Messages) -> Sink:
    """What writes results in the form ``text``, ``json``, ``jsonl`` or ``csv``."""
    if form == "text":
        return Lines(out, plan, say)
    if form == "csv":
        return Table(out, say.language)
    return Array(out, mechanism.id) if form == "json" else Objects(out, mechanism.id)


@attrs.define
class Lines:
    """Results in words; those without a word say that there is nothing to tell."""

    out: TextIO
    plan: Plan
    say: Messages

    def result(self, told: Told) -> None:
        """Write a result."""
        name = told.id or str(told.number + 1)
        self.out.write(self.say("explain.title", name=name, place=told.place) + "\n\n")
        lines = [*told.result.lines(self.plan.vocabulary, self.say.language)]
        for line in lines or [self.say("assess.nothing")]:
            self.out.write(line + "\n")
        self.out.write("\n")

    def close(self) -> None:
        """Send what is held back on its way."""
        self.out.flush()


@attrs.define
class Objects:
    """One JSON object a line."""

    out: TextIO
    mechanism: str

    def result(self, told: Told) -> None:
        """Write a result."""
        self.write({"id": told.id, "mechanism": self.mechanism, **jsonable(told.result)})

    def write(self, data: Mapping[str, Any]) -> None:
        """Write an object."""
        self.out.write(json.dumps(data, ensure_ascii=False) + "\n")

    def close(self) -> None:
        """Send what is held back on its way."""
        self.out.flush()


@attrs.define
class Array(Objects):
    """One JSON array of objects, written as they come."""

    before: str = "["

    def write(self, data: Mapping[str, Any]) -> None:
        """Write an object."""
        text = json.dumps(data, ensure_ascii=False, indent=2).replace("\n", "\n  ")
        self.out.write(f"{self.before}\n  {text}")
        self.before = ","

    def close(self) -> None:
        """Close the array."""
        self.out.write("\n]\n" if self.before == "," else "[]\n")
        self.out.flush()


@attrs.define
class Table:
    """One row of CSV for each result; what is nested stands in its cell as JSON.

    The first result gives the columns: results of one mechanism have the same.
    """

    out: TextIO
    language: str
    columns: list[str] | None = None

    def result(self, told: Told) -> None:
        """Write a result."""
        data = jsonable(told.result)
        names = list(data)
        writer = csv.writer(self.out, lineterminator="\n")
        if self.columns is None:
            self.columns = names
            own = (f"result.{name}" if name in HEAD else name for name in names)
            writer.writerow([*heads(HEAD, self.language), *own])
        values = [told.number + 1, told.id or "", told.place]
        writer.writerow([*values, *(_cell(data.get(name)) for name in self.columns)])

    def close(self) -> None:
        """Send what is held back on its way."""
        self.out.flush()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@attrs.define
class Errors:
    """Rejected records: the first are told on stderr, all of them go to a file if there is one."""

    plan: Plan
    say: Messages
    file: TextIO | None = None
    count: int = 0

    def reject(self, rejected: Rejected) -> None:
        """Take a record that was rejected."""
        self.count += 1
        if self.file is not None:
            data = record_of_rejected(rejected)
            data["rejected"]["message"] = rejected.error.message(self.say.language)
            self.file.write(json.dumps(data, ensure_ascii=False) + "\n")
        if self.count <= MOST_TOLD:
            print_rejected(console(err=True), rejected, self.say, self.plan.vocabulary)

    def close(self) -> None:
        """Say how many were not told one by one."""
        if self.count > MOST_TOLD:
            more = f"{self.count - MOST_TOLD:,}"
            console(err=True).print(self.say("assess.more_rejected", more=more), soft_wrap=True)
