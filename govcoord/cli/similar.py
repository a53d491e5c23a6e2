"""``govcoord similar``: the past cases most similar to a case, with reasons."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date

import attrs
import click

from govcoord.case_files import BadRow
from govcoord.cli.case_input import CaseInput, case_options
from govcoord.cli.csv_heads import heads
from govcoord.cli.faults import FINDINGS, FINE, StopError
from govcoord.cli.local import (
    Command,
    CountType,
    Option,
    format_option,
    make_command,
    paths_argument,
)
from govcoord.cli.output import console, print_rejected
from govcoord.cli.rulesets import load_plan
from govcoord.errors import CaseError, GovcoordError
from govcoord.messages import Messages
from govcoord.numerals import exact, format_number
from govcoord.plain import jsonable
from govcoord.rules.engine import Plan, Rejected
from govcoord.similar import History, SimilarCases, history

_CSV = (
    "case", "rank", "id", "place", "similarity", "known", "agrees", "differs", "unknown",
    "same_rules_and_outcome", "other_rules_or_outcome",
)  # fmt: skip


def make(say: Messages) -> Command:
    """The command ``similar``."""

    def similar(
        paths: Sequence[str],
        cases: str,
        cases_format: str | None,
        encoding: str,
        as_of: date | None,
        asked: str,
        mechanism: str | None,
        limit: int | None,
        form: str,
    ) -> int:
        plan = load_plan(paths, say, as_of=as_of)
        try:
            past = history(plan, (), by=mechanism)
        except GovcoordError as error:
            raise StopError(say("error.no_similarity")) from error
        code = read_past(past, CaseInput(cases, cases_format, encoding), say)
        found: list[SimilarCases] = []
        with CaseInput(asked, None, encoding).opened(plan.vocabulary.case_words) as (_, rows):
            for row in rows:
                try:
                    if isinstance(row, BadRow):
                        raise row.error
                    found.append(past.nearest(row.facts, limit))
                except CaseError as error:
                    code = reject(Rejected(row.number, error, row.id, row.place), plan, say)
        write(found, form, plan, say)
        return code

    params = [
        paths_argument(say),
        *case_options(say),
        Option(say, ["--case", "asked"], required=True, metavar=say("metavar.file"),
               help=say("option.similar_case")),
        Option(say, ["--mechanism", "-m"], metavar=say("metavar.mechanism"),
               help=say("option.mechanism")),
        Option(say, ["--limit"], type=CountType(say), metavar=say("metavar.number"),
               help=say("option.similar_limit")),
        format_option(say, "text", "json", "csv"),
    ]  # fmt: skip
    return make_command(say, "similar", similar, params)


def read_past(past: History, source: CaseInput, say: Messages) -> int:
    """Read the past cases; those that do not fit are reported and left out."""
    code = FINE
    with source.opened(past.plan.vocabulary.case_words) as (_, rows):
        for row in rows:
            try:
                if isinstance(row, BadRow):
                    raise row.error
                past.add(attrs.evolve(past.plan.case(row.facts), place=row.place))
            except CaseError as error:
                past.rejected += 1
                code = reject(Rejected(row.number, error, row.id, row.place), past.plan, say)
    return code


def reject(rejected: Rejected, plan: Plan, say: Messages) -> int:
    """Report a case that does not fit."""
    print_rejected(console(err=True), rejected, say, plan.vocabulary)
    return FINDINGS


def write(found: Sequence[SimilarCases], form: str, plan: Plan, say: Messages) -> None:
    """Write what was found for every case that was asked about."""
    if form == "json":
        click.echo(json.dumps([jsonable(one) for one in found], ensure_ascii=False, indent=2))
    elif form == "csv":
        write_csv(found, say.language)
    else:
        for one in found:
            if one.case is not None:
                click.echo(say("similar.case", id=one.case))
            for line in one.lines(plan.vocabulary, say.language):
                click.echo(line)
            click.echo()


def write_csv(found: Iterable[SimilarCases], language: str) -> None:
    """A row for every similar case."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(heads(_CSV, language))
    for one in found:
        for rank, case in enumerate(one.cases, 1):
            same = [r.table for r in case.rules if r.same_rules and r.same_outcome]
            other = [r.table for r in case.rules if not (r.same_rules and r.same_outcome)]
            shares = (format_number(exact(share)) for share in (case.similarity, case.known))
            names = (case.agrees, [d.fact for d in case.differs], case.unknown, same, other)
            head = (one.case, rank, case.id or case.number + 1, case.place)
            writer.writerow((*head, *shares, *(" ".join(part) for part in names)))
