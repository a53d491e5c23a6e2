"""``govcoord explain``: one decision in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import click

from govcoord.case_files import BadRow, Row
from govcoord.cli.case_input import CaseInput, case_options
from govcoord.cli.faults import FINDINGS, FINE, StopError
from govcoord.cli.local import (
    Command,
    Option,
    everything_option,
    make_command,
    paths_argument,
)
from govcoord.cli.output import console, print_rejected
from govcoord.cli.rulesets import load_plan
from govcoord.errors import CaseError
from govcoord.messages import Messages
from govcoord.rules.engine import Rejected


def make(say: Messages) -> Command:
    """The command ``explain``."""

    def explain(
        paths: Sequence[str],
        cases: str,
        cases_format: str | None,
        encoding: str,
        as_of: date | None,
        case: str,
        everything: bool,
    ) -> int:
        plan = load_plan(paths, say, as_of=as_of)
        words = plan.vocabulary.case_words
        with CaseInput(cases, cases_format, encoding).opened(words) as (_, rows):
            row = find_case(rows, case, say)
        try:
            if isinstance(row, BadRow):
                raise row.error
            decision = plan.evaluate(row.facts)
        except CaseError as error:
            rejected = Rejected(row.number, error, row.id, row.place)
            print_rejected(console(err=True), rejected, say, plan.vocabulary)
            return FINDINGS
        name = row.id or str(row.number + 1)
        click.echo(say("explain.title", name=name, place=row.place) + "\n")
        click.echo(decision.explain(say.language, everything=everything))
        return FINE

    case = Option(
        say, ["--case"], required=True, metavar=say("metavar.case"), help=say("option.case")
    )
    params = [paths_argument(say), *case_options(say), case, everything_option(say)]
    return make_command(say, "explain", explain, params)


def find_case(rows: Iterable[Row], wanted: str, say: Messages) -> Row:
    """The case with that number of its own, else the one at that place from 1."""
    place = int(wanted) if wanted.isascii() and wanted.isdigit() else 0
    found: list[Row] = []
    placed: Row | None = None
    count = 0
    for row in rows:
        if row.id == wanted:
            found.append(row)
        count += 1
        if count == place:
            placed = row
    if len(found) > 1:
        raise StopError(say("error.several_cases", case=wanted, count=f"{len(found):,}",
                            first=found[0].place, second=found[1].place))  # fmt: skip
    chosen = found[0] if found else placed
    if chosen is not None:
        return chosen
    raise StopError(say("error.no_case", case=wanted, count=f"{count:,}"))
