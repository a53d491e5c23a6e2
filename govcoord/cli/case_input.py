"""The file of cases that a command reads: its options, opening it, progress over it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

import attrs
import click

from govcoord.case_files import FORMATS, Row, format_of, read_stream
from govcoord.case_files.files import open_cases
from govcoord.cli.faults import StopError
from govcoord.cli.local import DayType, Option
from govcoord.cli.output import console
from govcoord.messages import Messages

STDIN = "-"

BAR_FROM = 2 * 2**20
"""Bytes of cases from which on a progress bar is shown."""

_STEP = 256


@attrs.frozen
class CaseInput:
    """Where cases come from: a path or ``-``, and how to read it."""

    path: str
    form: str | None
    encoding: str

    @property
    def name(self) -> str:
        """The name that places of cases begin with."""
        return "<stdin>" if self.path == STDIN else Path(self.path).as_posix()

    @contextmanager
    def opened(self) -> Iterator[tuple[BinaryIO, Iterator[Row]]]:
        """The stream and its rows; `CaseFileError` when it cannot be read."""
        if self.path == STDIN:
            form = self.form or "jsonl"
            stream = sys.stdin.buffer
            yield stream, read_stream(stream, self.name, format=form, encoding=self.encoding)
            return
        path = Path(self.path)
        with open_cases(path) as stream:
            form = self.form or format_of(path)
            yield stream, read_stream(stream, self.name, format=form, encoding=self.encoding)

    @property
    def size(self) -> int | None:
        """The bytes of the file, ``None`` where that is not known."""
        if self.path == STDIN:
            return None
        try:
            return Path(self.path).stat().st_size
        except OSError:
            return None


def case_options(say: Messages, *, required: bool = True) -> list[click.Parameter]:
    """``--cases`` and what goes with it."""
    return [
        Option(
            say,
            ["--cases"],
            required=required,
            metavar=say("metavar.file"),
            help=say("option.cases"),
        ),
        *reading_options(say),
        Option(
            say,
            ["--as-of"],
            type=DayType(say),
            metavar=say("metavar.date"),
            help=say("option.as_of"),
        ),
    ]


def reading_options(say: Messages) -> list[click.Parameter]:
    """How a file of cases is read: ``--cases-format`` and ``--encoding``."""
    return [
        Option(
            say,
            ["--cases-format", "cases_format"],
            type=click.Choice(FORMATS),
            help=say("option.cases_format"),
        ),
        Option(
            say,
            ["--encoding"],
            default="utf-8",
            metavar=say("metavar.encoding"),
            help=say("option.encoding"),
        ),
    ]


def is_terminal() -> bool:
    """Whether messages go to a terminal."""
    return sys.stderr.isatty()


def refuse_overwriting(source: CaseInput, output: str | None, say: Messages) -> None:
    """Refuse to write over the file that is read."""
    if output is None:
        return
    target, cases = Path(output), Path(source.path)
    if target.exists() and cases.exists() and target.samefile(cases):
        raise StopError(say("error.overwrite", path=output))


@contextmanager
def output_to(path: str | None) -> Iterator[TextIO]:
    """Standard output, or a file of that path."""
    if path is None:
        yield sys.stdout
        return
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        yield file


def followed(
    rows: Iterator[Row],
    stream: BinaryIO,
    source: CaseInput,
    out: TextIO,
    doing: str,
) -> Iterator[Row]:
    """The rows, with a progress bar on stderr where the work is long and nothing else is there."""
    size = source.size
    if size is None or size < BAR_FROM or not is_terminal() or out.isatty():
        yield from rows
        return
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TimeRemainingColumn

    bar = Progress(
        "{task.description}",
        BarColumn(),
        TaskProgressColumn(),
        "{task.fields[count]:,}",
        TimeRemainingColumn(),
        console=console(err=True),
        transient=True,
    )
    with bar:
        task = bar.add_task(doing, total=size, count=0)
        for number, row in enumerate(rows):
            if not number % _STEP:
                bar.update(task, completed=stream.tell(), count=number)
            yield row
