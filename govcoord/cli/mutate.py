"""``govcoord mutate``: which mistakes in rules their tests would notice."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text as Styled

from govcoord.cli.faults import FINDINGS, FINE, StopError
from govcoord.cli.local import (
    Command,
    CountType,
    Option,
    format_option,
    make_command,
    ruleset_paths,
)
from govcoord.cli.output import console, make_table, print_diagnostics
from govcoord.cli.rulesets import load_plan
from govcoord.messages import Messages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govcoord.testing.mutation import MutationReport
    from govcoord.testing.mutation.run import BrokenTestsError

STYLES = {"head": "bold", "bad": "yellow", "good": "bold green", "yaml": "cyan", "note": "dim"}


def make(say: Messages) -> Command:
    """The command ``mutate``."""

    def mutate(
        path: str,
        tests: Sequence[str],
        tables: Sequence[str],
        mechanisms: Sequence[str],
        every_mechanism: bool,
        most: int | None,
        cache: str | None,
        no_cache: bool,
        everything: bool,
        form: str,
    ) -> int:
        from govcoord.testing.mutation import run

        plan = load_plan([path], say)
        unknown = [name for name in tables if name not in {t.id for t in plan.tables}]
        if unknown:
            known = ", ".join(table.id for table in plan.tables)
            raise StopError(say("error.no_table", name=unknown[0], known=known))
        names = [p.as_posix() for p in ruleset_paths(tests or (path,))]
        apart = bool(mechanisms) or every_mechanism
        file = None if no_cache else Path(cache) if cache else cache_file(path, apart=apart)
        if apart and tables:
            raise StopError(say("error.mutate_both"))
        if apart:
            from govcoord.cli import mutate_mechanisms as command

            wanted = None if every_mechanism else command.known(mechanisms, plan, say)
            return command.run(
                path, names, wanted, file, most, progress_bar(say), say, everything=everything,
                data=form == "json",
            )  # fmt: skip
        try:
            with progress_bar(say) as watch:
                report = run.mutate(
                    plan, names, tables=tables or None, cache=file, watch=watch, most=most
                )
        except run.BrokenTestsError as broken:
            raise stopped(broken, say) from None
        if form == "json":
            from govcoord.testing.mutation.text import as_data

            click.echo(json.dumps(as_data(report, say.language), ensure_ascii=False, indent=2))
        else:
            print_report(report, say, everything=everything)
        return FINE if report.ok else FINDINGS

    return make_command(say, "mutate", mutate, _params(say))


def stopped(broken: BrokenTestsError, say: Messages) -> StopError:
    """What is said of tests that fail before anything is changed."""
    print_diagnostics(broken.diagnostics, say, err=True)
    text = say("mutate.broken", failed=len(broken.failed), errors=len(broken.diagnostics))
    return StopError(text)


def cache_file(path: str, *, apart: bool = False) -> Path:
    """Where results of the rulesets at a path are kept between runs, of mechanisms ``apart``."""
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    name = hashlib.sha256(str(Path(path).resolve()).encode()).hexdigest()[:16]
    return Path(home) / "govcoord" / f"mutate-{'mechanisms-' if apart else ''}{name}.json"


def progress_bar(say: Messages) -> AbstractContextManager[Callable[[int, int], None] | None]:
    """A bar on a terminal; nothing elsewhere."""
    return _bar(say) if console(err=True).is_terminal else nullcontext()


@contextmanager
def _bar(say: Messages) -> Iterator[Callable[[int, int], None]]:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console(err=True), transient=True) as progress:
        task = progress.add_task(say("mutate.progress"), total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def print_report(report: MutationReport, say: Messages, *, everything: bool) -> None:
    """The shares as a table, then what was not noticed."""
    from govcoord.testing.coverage.words import percent
    from govcoord.testing.mutation.text import EVERYTHING, SHOWN, lines_of, shares
    from govcoord.testing.mutation.words import Words

    words, out = Words(report.plan, say.language), console()
    out.print(Styled(words.say("title"), style="bold"))
    out.print(words.say("tests", tests=report.tests, apart=report.apart))
    if report.remembered:
        out.print(words.say("remembered", count=report.remembered))
    out.print()
    names = ("table", "noticed", "share", "equivalent", "undecided")
    table = make_table([words.say(name) for name in names])
    for share in shares(report, words):
        whole = share.killed == share.killable
        counted = words.say("of", killed=share.killed, total=share.killable)
        part = percent(share.percent)
        style = "green" if whole else "yellow"
        cells = (share.name, counted, part, str(share.equivalent), str(share.undecided))
        table.add_row(
            *(Styled(cell, style=style if n == 2 else "") for n, cell in enumerate(cells))
        )
    out.print(table)
    out.print()
    for line in lines_of(report, words, listed=EVERYTHING if everything else SHOWN):
        out.print(Styled(line.text, style=STYLES[line.role]), soft_wrap=True)


def _params(say: Messages) -> list[click.Parameter]:
    return [
        click.Argument(["path"], metavar=say("metavar.one_path")),
        click.Argument(["tests"], nargs=-1, metavar=say("metavar.tests")),
        Option(
            say,
            ["--table", "-t", "tables"],
            multiple=True,
            metavar=say("metavar.mechanism"),
            help=say("option.mutate_table"),
        ),
        Option(
            say,
            ["--mechanism", "-m", "mechanisms"],
            multiple=True,
            metavar=say("metavar.mechanism"),
            help=say("option.mutate_mechanism"),
        ),
        Option(
            say,
            ["--mechanisms", "every_mechanism"],
            is_flag=True,
            help=say("option.mutate_mechanisms"),
        ),
        Option(
            say,
            ["--most"],
            type=CountType(say),
            metavar=say("metavar.number"),
            help=say("option.mutate_most"),
        ),
        Option(say, ["--cache"], metavar=say("metavar.file"), help=say("option.mutate_cache")),
        Option(say, ["--no-cache"], is_flag=True, help=say("option.mutate_no_cache")),
        Option(say, ["--all", "everything"], is_flag=True, help=say("option.mutate_all")),
        format_option(say, "text", "json"),
    ]
