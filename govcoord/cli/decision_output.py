"""Decisions written one after the other: as a table, a JSON array, or JSON lines."""

from __future__ import annotations

import json
from typing import Any, Protocol, TextIO

from rich.console import Console

from govcoord.case_files import Answer
from govcoord.cli.layout import fit
from govcoord.cli.output import add_row, make_table, width_of
from govcoord.cli.values import columns
from govcoord.messages import Messages
from govcoord.plain import jsonable
from govcoord.rules.engine import Plan, Rejected
from govcoord.rules.outcomes import as_json

BATCH = 200
"""Rows of a table that are laid out together; the first ones fix its columns."""


class Sink(Protocol):
    """Takes what became of each case, in order."""

    def answer(self, answer: Answer) -> None:
        """Write a decision."""

    def rejected(self, rejected: Rejected) -> None:
        """Write that a case was rejected."""

    def close(self) -> None:
        """Write what is still held back."""


def make_sink(
    form: str, out: TextIO, plan: Plan, say: Messages, *, everything: bool = False
) -> Sink:
    """What writes decisions in the form ``table``, ``json`` or ``jsonl``.

    With ``everything`` what concerns tables that a case does not touch is written too.
    """
    if form == "jsonl":
        return JsonLines(out, everything)
    return JsonArray(out, everything) if form == "json" else Rows(out, plan, say, everything)


def json_of(answer: Answer, *, everything: bool = False) -> str:
    """A decision with the number (from 0), id and place of its case, as JSON on one line."""
    head = as_json({"number": answer.number, "id": answer.id, "place": answer.place})
    return f"{head[:-1]}, {answer.decision.to_json(everything=everything)[1:]}"


def record_of_rejected(rejected: Rejected) -> dict[str, Any]:
    """A rejected case with why, as plain data."""
    error = rejected.error
    return {
        "number": rejected.number,
        "id": rejected.id,
        "place": rejected.place,
        "rejected": {
            "attribute": error.name,
            "value": plain(error.value),
            "expected": error.expected,
            "hint": error.hint,
            "where": error.where,
        },
    }


def plain(value: object) -> Any:
    """A raw value of a case as data for JSON; its text where JSON has nothing like it."""
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        try:
            return jsonable(value)
        except (TypeError, ValueError, RecursionError):
            return str(value)
    return value


class JsonLines:
    """One JSON object a line for every case, rejected ones included."""

    def __init__(self, out: TextIO, everything: bool = False) -> None:
        self.out = out
        self.everything = everything

    def answer(self, answer: Answer) -> None:
        """Write a decision."""
        self._write(json_of(answer, everything=self.everything))

    def rejected(self, rejected: Rejected) -> None:
        """Write that a case was rejected."""
        self._write(as_json(record_of_rejected(rejected)))

    def _write(self, record: str) -> None:
        self.out.write(record + "\n")

    def close(self) -> None:
        """Send what is held back on its way."""
        self.out.flush()


class JsonArray(JsonLines):
    """One JSON array with an object for every case, rejected ones included."""

    _before = "["

    def _write(self, record: str) -> None:
        self.out.write(f"{self._before}\n{record}")
        self._before = ","

    def close(self) -> None:
        """Close the array."""
        self.out.write("\n]\n" if self._before == "," else "[]\n")
        self.out.flush()


class Rows:
    """A table of decisions; laid out in batches, so that memory stays flat."""

    def __init__(self, out: TextIO, plan: Plan, say: Messages, everything: bool = False) -> None:
        self.console = Console(
            file=out,
            width=width_of(out),
            markup=False,
            highlight=False,
            emoji=False,
            legacy_windows=False,
        )
        self.columns = columns(plan, say, everything=everything)
        self.headings = [say("column.id"), *(heading for heading, _ in self.columns)]
        self.held: list[list[str]] = []
        self.widths: list[int] | None = None

    def answer(self, answer: Answer) -> None:
        """Write a decision."""
        name = answer.id if answer.id is not None else str(answer.number + 1)
        cells = [cell(answer.decision) for _, cell in self.columns]
        self.held.append([name, *cells])
        if len(self.held) >= BATCH:
            self._flush()

    def rejected(self, rejected: Rejected) -> None:
        """Rejected cases are reported on stderr."""

    def _flush(self) -> None:
        first = self.widths is None
        if self.widths is None:
            self.widths = fit([self.headings, *self.held], self.console.width)
        table = make_table(self.headings, widths=self.widths)
        table.show_header = first
        for cells in self.held:
            add_row(table, cells)
        self.console.print(table)
        self.held.clear()

    def close(self) -> None:
        """Write the rows that are still held back."""
        if self.held:
            self._flush()
