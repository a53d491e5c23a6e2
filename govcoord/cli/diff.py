"""``govcoord diff``: what changes from one version of rulesets to another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from govcoord.case_files import CaseRow, Row
from govcoord.cli.case_input import CaseInput, reading_options
from govcoord.cli.faults import FINDINGS, FINE, StopError
from govcoord.cli.local import Command, CountType, DayType, Option, format_option, make_command
from govcoord.cli.rulesets import load_plan
from govcoord.messages import Messages
from govcoord.rules.engine import Plan

if TYPE_CHECKING:
    from govcoord.rules.diff import Difference
    from govcoord.rules.diff.cases import CaseCount


def make(say: Messages) -> Command:
    """The command ``diff``."""

    def diff(
        old: str,
        new: str | None,
        on: date | None,
        and_: date | None,
        cases: str | None,
        cases_format: str | None,
        encoding: str,
        same_answers: bool,
        pilot: bool,
        budget: int,
        form: str,
    ) -> int:
        from govcoord.api import diff as compare

        before, after = versions(old, new, on, and_, say, pilot=pilot)
        found = compare(before, after, budget=budget, same_answers=same_answers)
        count = None
        if cases is not None:
            words = before.vocabulary.case_words
            with CaseInput(cases, cases_format, encoding).opened(words) as (_, rows):
                count = counted(found, rows)
        click.echo(shown(found, count, form, say.language))
        same = found.nothing and (count is None or count.nothing)
        return FINE if same else FINDINGS

    return make_command(say, "diff", diff, [*_arguments(say), *_options(say)])


def versions(
    old: str,
    new: str | None,
    on: date | None,
    and_: date | None,
    say: Messages,
    *,
    pilot: bool = False,
) -> tuple[Plan, Plan]:
    """The two plans to compare: two versions, one on two days, or both."""
    if and_ is not None and on is None:
        raise StopError(say("error.diff_and"))
    if pilot:
        return _with_pilots(old, new, on, say)
    if new is None and and_ is None:
        raise StopError(say("error.diff_new"))
    before = load_plan([old], say)
    after = before if new is None else load_plan([new], say)
    if on is None:
        return before, after
    return before.on(on), after.on(and_ or on)


def _with_pilots(path: str, new: str | None, on: date | None, say: Messages) -> tuple[Plan, Plan]:
    """The rules in force, and these with the rules that are on trial."""
    if new is not None:
        raise StopError(say("error.diff_pilot"))
    plan = load_plan([path], say, as_of=on)
    if plan.pilot is None:
        raise StopError(say("error.no_pilot"))
    return plan, plan.pilot


def counted(difference: Difference, rows: Iterator[Row]) -> CaseCount:
    """The cases of a file counted; rows that cannot be read are rejected by both versions."""
    from govcoord.rules.diff.cases import CaseCounter

    counter = CaseCounter(difference)
    for row in rows:
        if isinstance(row, CaseRow):
            counter.add(row.facts, row.number)
        else:
            counter.reject(row.id or str(row.number + 1))
    return counter.result()


def shown(difference: Difference, cases: CaseCount | None, form: str, language: str) -> str:
    """The difference in one of the forms."""
    if form == "json":
        data = difference.to_dict(language, cases)
        return json.dumps(data, ensure_ascii=False, indent=2)
    if form == "markdown":
        return difference.to_markdown(language, cases)
    return difference.to_text(language, cases)


def _arguments(say: Messages) -> list[click.Parameter]:
    return [
        click.Argument(["old"], metavar=say("metavar.old")),
        click.Argument(["new"], required=False, metavar=f"[{say('metavar.new')}]"),
    ]


def _options(say: Messages) -> list[click.Parameter]:
    day, word = DayType(say), say("metavar.date")
    return [
        Option(say, ["--on"], type=day, metavar=word, help=say("option.diff_on")),
        Option(say, ["--and", "and_"], type=day, metavar=word, help=say("option.diff_and")),
        Option(say, ["--cases"], metavar=say("metavar.file"), help=say("option.diff_cases")),
        *reading_options(say),
        Option(say, ["--pilot"], is_flag=True, help=say("option.pilot")),
        Option(say, ["--same-answers"], is_flag=True, help=say("option.same_answers")),
        Option(
            say,
            ["--budget"],
            type=CountType(say),
            default=20,
            metavar=say("metavar.seconds"),
            help=say("option.budget"),
        ),
        format_option(say, "text", "markdown", "json"),
    ]
