"""``govcoord assess``: what a mechanism makes of the records of a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any, TextIO

import attrs
import click

from govcoord.case_files import BadRow, CaseFileError, CaseRow, Row, numbered
from govcoord.cli.assess_output import Errors, Lines, Sink, Table, Told, make_sink
from govcoord.cli.case_input import (
    CaseInput,
    Repeats,
    case_options,
    followed,
    output_to,
    refuse_overwriting,
)
from govcoord.cli.faults import FINDINGS, FINE, USAGE, StopError
from govcoord.cli.local import Command, Option, format_option, make_command, paths_argument
from govcoord.cli.output import add_row, console, make_table, print_diagnostics
from govcoord.cli.rows import assess_rows, holds, table_head
from govcoord.cli.rulesets import load_plan
from govcoord.cli.template import blank_record
from govcoord.errors import CaseError, GovcoordError
from govcoord.messages import Messages
from govcoord.rules.engine import Plan, Rejected
from govcoord.rules.items import Listed, listed_in
from govcoord.rules.mechanism import Mechanism, Result, Setting
from govcoord.rules.records import words_of


def make(say: Messages) -> Command:
    """The command ``assess``."""

    def assess(
        paths: Sequence[str],
        cases: str | None,
        cases_format: str | None,
        encoding: str,
        as_of: date | None,
        mechanism: str | None,
        form: str,
        output: str | None,
        rejects: str | None,
        blank: bool,
    ) -> int:
        plan = load_plan(paths, say, as_of=as_of)
        if mechanism is None:
            list_mechanisms(plan, say)
            return FINE
        found = find_mechanism(plan, mechanism, say)
        if blank or cases is None:
            listed = listed_in(found.record) if cases_format == "csv" else None
            blank_ = table_head(listed, say) if listed else None
            click.echo(blank_ or blank_record(found, Setting(plan, plan.as_of), say), nl=False)
            return FINE
        source = CaseInput(cases, cases_format, encoding)
        for path in (output, rejects):
            refuse_overwriting(source, path, say)
        with output_to(output) as out, output_to(rejects) as file:
            sink = make_sink(form, out, plan, found, say)
            errors = Errors(plan, say, None if rejects is None else file)
            return assess_file(plan, found, source, sink, errors, say, out)

    params = [
        paths_argument(say),
        Option(
            say, ["--mechanism", "-m"], metavar=say("metavar.mechanism"),
            help=say("option.mechanism"),
        ),
        *case_options(say, required=False),
        format_option(say, "text", "json", "jsonl", "csv"),
        Option(say, ["--output", "-o"], metavar=say("metavar.file"), help=say("option.output")),
        Option(
            say, ["--errors", "rejects"], metavar=say("metavar.file"), help=say("option.errors")
        ),
        Option(say, ["--template", "blank"], is_flag=True, help=say("option.template")),
    ]  # fmt: skip
    return make_command(say, "assess", assess, params)


def find_mechanism(plan: Plan, name: str, say: Messages) -> Mechanism:
    """The mechanism of that id or title."""
    try:
        return plan.mechanism(name)
    except GovcoordError:
        known = ", ".join(plan.mechanisms) or "—"
        raise StopError(say("error.no_mechanism", name=name, known=known)) from None


def list_mechanisms(plan: Plan, say: Messages) -> None:
    """The mechanisms of a plan, a line each."""
    table = make_table([say(f"column.{name}") for name in ("number", "kind", "title", "source")])
    for mechanism in plan.mechanisms.values():
        title = mechanism.title.get(say.language) or ""
        add_row(table, [mechanism.id, mechanism.kind, title, mechanism.source])
    console().print(table)


def assess_file(
    plan: Plan,
    mechanism: Mechanism,
    source: CaseInput,
    sink: Sink,
    errors: Errors,
    say: Messages,
    out: TextIO,
) -> int:
    """Assess every record of a file, or all items that its rows are; the exit code.

    Records and streams of items are taken one at a time, so that memory does not grow.
    """
    made, repeats = _Made(plan, mechanism, source, sink, errors), Repeats()
    code = FINE
    try:
        with source.opened() as (stream, read):
            rows = followed(read, stream, source, out, say("progress.assess"))
            first = next(rows, None)
            rows = rows if first is None else chain([first], rows)
            listed = listed_in(mechanism.record)
            if first is None or listed is None or not holds(listed, first, plan.vocabulary):
                made.records(repeats.watched(numbered(rows, words_of(mechanism.record))))
            elif hasattr(mechanism, "stream"):
                made.stream(numbered(rows, listed.words), listed)
            else:
                made.together(numbered(rows, listed.words), listed)
    except CaseFileError as error:
        code = USAGE
        print_diagnostics(error.diagnostics, say, err=True)
    sink.close()
    errors.close()
    repeats.tell(say)
    counts = {"assessed": made.assessed, "rejected": errors.count}
    counts["records"] = sum(counts.values())
    told = {name: f"{count:,}" for name, count in counts.items()}
    console(err=True).print(say("summary.records", **told), soft_wrap=True)
    return code or (FINDINGS if errors.count else FINE)


@attrs.define
class _Made:
    """What has been made of the rows of a file so far."""

    plan: Plan
    mechanism: Mechanism
    source: CaseInput
    sink: Sink
    errors: Errors
    assessed: int = 0

    def reject(self, row: Row, error: CaseError) -> None:
        self.errors.reject(Rejected(row.number, error, row.id, row.place))

    def records(self, rows: Iterator[Row]) -> None:
        """Every row is a record of its own."""
        for row in rows:
            try:
                if isinstance(row, BadRow):
                    raise row.error
                result = self.plan.assess(self.mechanism.id, row.facts)
            except CaseError as error:
                self.reject(row, error)
                continue
            self.assessed += 1
            self.sink.result(Told(row.number, row.id, row.place, result))

    def stream(self, rows: Iterator[Row], listed: Listed) -> None:
        """Every row is an item that is added up; what is told of it comes at once."""
        try:
            stream = self.plan.stream(self.mechanism.id)
        except CaseError as error:
            self.reject(CaseRow(0, self.source.name, {}), error)
            return
        for row in rows:
            try:
                if isinstance(row, BadRow):
                    raise row.error
                told = stream.add(listed.facts(row.facts))
            except CaseError as error:
                self.reject(row, error)
                continue
            self.assessed += 1
            if told is not None and not isinstance(self.sink, Lines):
                self.sink.result(Told(row.number, row.id, row.place, told))
        self.whole(stream.result())

    def together(self, rows: Iterator[Row], listed: Listed) -> None:
        """All rows are items of one record."""
        total = 0

        def counted() -> Iterator[Row]:
            nonlocal total
            for row in rows:
                total += 1
                yield row

        def assess(given: Mapping[str, Any]) -> Result:
            return self.plan.assess(self.mechanism.id, given)

        before = self.errors.count
        try:
            result = assess_rows(counted(), listed, assess, self.reject)
        except CaseError as error:
            self.reject(CaseRow(0, self.source.name, {}), error)
            return
        self.assessed += total - (self.errors.count - before)
        self.whole(result)

    def whole(self, result: Result) -> None:
        """What all rows come to together."""
        told = self.sink
        if isinstance(told, Table) and told.columns is not None:
            told = Lines(sys.stderr, self.plan, self.errors.say)
        name = self.mechanism.title.get(self.errors.say.language) or self.mechanism.id
        told.result(Told(0, name if isinstance(told, Lines) else None, self.source.name, result))
