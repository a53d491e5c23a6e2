"""``govcoord assess``: what a mechanism makes of the records of a file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

import click

from govcoord.case_files import BadRow, CaseRow, Row
from govcoord.cli.case_input import CaseInput, case_options
from govcoord.cli.faults import FINDINGS, FINE, StopError
from govcoord.cli.local import Command, Option, format_option, make_command, paths_argument
from govcoord.cli.output import add_row, console, make_table, print_rejected
from govcoord.cli.rows import assess_rows, listed_in, table_head
from govcoord.cli.rulesets import load_plan
from govcoord.cli.template import template
from govcoord.errors import CaseError, GovcoordError
from govcoord.messages import Messages
from govcoord.plain import jsonable
from govcoord.rules.engine import Plan, Rejected
from govcoord.rules.mechanism import Mechanism, Result


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
        blank: bool,
    ) -> int:
        plan = load_plan(paths, say, as_of=as_of)
        if mechanism is None:
            list_mechanisms(plan, say)
            return FINE
        found = find_mechanism(plan, mechanism, say)
        if blank or cases is None:
            listed = listed_in(found.record) if cases_format == "csv" else None
            blank_ = table_head(found.record, listed, say) if listed else None
            click.echo(blank_ or template(found.record, plan.vocabulary, say), nl=False)
            return FINE
        return assess_file(plan, found, CaseInput(cases, cases_format, encoding), form, say)

    params = [
        paths_argument(say),
        Option(
            say, ["--mechanism", "-m"], metavar=say("metavar.mechanism"),
            help=say("option.mechanism"),
        ),
        *case_options(say, required=False),
        format_option(say, "text", "json", "jsonl"),
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
    plan: Plan, mechanism: Mechanism, source: CaseInput, form: str, say: Messages
) -> int:
    """Assess every record of a file, or the one whose items its rows are; the exit code."""
    code, made = FINE, []

    def reject(row: Row, error: CaseError) -> None:
        nonlocal code
        rejected = Rejected(row.number, error, row.id, row.place)
        print_rejected(console(err=True), rejected, say, plan.vocabulary)
        code = FINDINGS

    def assess(given: Mapping[str, Any]) -> Result:
        return plan.assess(mechanism.id, given)

    def tell(id_: str | None, name: str, place: str, result: Result) -> None:
        if form == "text":
            click.echo(say("explain.title", name=name, place=place) + "\n")
            for line in result.lines(plan.vocabulary, say.language):
                click.echo(line)
            click.echo()
            return
        data = {"id": id_, "mechanism": mechanism.id, **jsonable(result)}
        if form == "jsonl":
            click.echo(json.dumps(data, ensure_ascii=False))
        made.append(data)

    with source.opened() as (_, read):
        rows = iter(read)
        first = next(rows, None)
        rows = rows if first is None else chain([first], rows)
        listed = listed_in(mechanism.record)
        if first is not None and listed is not None and listed.holds(first, plan.vocabulary):
            try:
                result = assess_rows(rows, listed, assess, reject)
            except CaseError as error:
                reject(CaseRow(0, source.name, {}), error)
            else:
                tell(None, mechanism.title.get(say.language) or mechanism.id, source.name, result)
        else:
            for row in rows:
                try:
                    if isinstance(row, BadRow):
                        raise row.error
                    result = assess({k: v for k, v in row.facts.items() if k != "id"})
                except CaseError as error:
                    reject(row, error)
                    continue
                tell(row.id, row.id or str(row.number + 1), row.place, result)
    if form == "json":
        click.echo(json.dumps(made, ensure_ascii=False, indent=2))
    return code
