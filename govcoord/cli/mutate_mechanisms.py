"""``govcoord mutate --mechanisms``: which mistakes in mechanisms their tests would notice."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text as Styled

from govcoord.cli.faults import FINDINGS, FINE, StopError
from govcoord.cli.local import ruleset_paths
from govcoord.cli.mutate import STYLES, stopped
from govcoord.cli.output import console, make_table
from govcoord.errors import GovcoordError
from govcoord.messages import Messages

if TYPE_CHECKING:
    from govcoord.rules.engine import Plan
    from govcoord.testing.mechanisms import MechanismMutationReport

Progress = AbstractContextManager[Callable[[int, int], None] | None]


def known(names: Sequence[str], plan: Plan, say: Messages) -> list[str]:
    """The ids of mechanisms; one that is not there stops the command."""
    found = []
    for name in names:
        try:
            found.append(plan.mechanism(name).id)
        except GovcoordError:
            listed = ", ".join(plan.mechanisms)
            raise StopError(say("error.no_mechanism", name=name, known=listed)) from None
    return found


def run(
    path: str,
    tests: Sequence[str],
    mechanisms: Sequence[str] | None,
    cache: Path | None,
    most: int | None,
    progress: Progress,
    say: Messages,
    *,
    everything: bool,
    data: bool,
) -> int:
    """Make the mutants, hold them against the tests, print; the exit code."""
    from govcoord.testing.mechanisms.run import mutate_mechanisms
    from govcoord.testing.mechanisms.words import as_data
    from govcoord.testing.mutation.run import BrokenTestsError

    try:
        with progress as watch:
            report = mutate_mechanisms(
                ruleset_paths([path]), tests, mechanisms=mechanisms, cache=cache, watch=watch,
                most=most,
            )  # fmt: skip
    except BrokenTestsError as broken:
        raise stopped(broken, say) from None
    if data:
        click.echo(json.dumps(as_data(report, say.language), ensure_ascii=False, indent=2))
    else:
        print_report(report, say, everything=everything)
    return FINE if report.ok else FINDINGS


def print_report(report: MechanismMutationReport, say: Messages, *, everything: bool) -> None:
    """The shares as a table, then what was not noticed."""
    from govcoord.testing.coverage.words import percent
    from govcoord.testing.mechanisms.phrases import phrase
    from govcoord.testing.mechanisms.words import SHOWN, lines_of, shares
    from govcoord.testing.mutation.text import EVERYTHING

    language, out = say.language, console()
    out.print(Styled(phrase("title", language), style="bold"))
    out.print(phrase("tests", language, tests=report.tests))
    if report.remembered:
        out.print(phrase("remembered", language, count=report.remembered))
    out.print()
    names = ("document", "noticed", "share", "checked", "alike", "equivalent", "timed_out")
    table = make_table([phrase(name, language) for name in names])
    for share in shares(report, language):
        counted = phrase("of", language, killed=share.killed, total=share.killable)
        style = "green" if share.killed == share.killable else "yellow"
        table.add_row(
            share.name, counted, Styled(percent(share.percent), style=style), str(share.checked),
            str(share.alike), str(share.equivalent), str(share.timed_out),
        )  # fmt: skip
    out.print(table)
    out.print()
    for line in lines_of(report, language, listed=EVERYTHING if everything else SHOWN):
        out.print(Styled(line.text, style=STYLES[line.role]), soft_wrap=True)
