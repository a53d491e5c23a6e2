"""The file of cases that a command reads: its options, opening it, progress over it."""

from __future__ import annotations

import sys
from collections.abc import Container, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import BinaryIO, TextIO

import attrs
import click

from govcoord.case_files import FORMATS, Row, format_of, numbered, read_stream
from govcoord.case_files.files import open_cases
from govcoord.cli.faults import StopError
from govcoord.cli.local import DayType, Option
from govcoord.cli.output import console
from govcoord.messages import Messages

STDIN = "-"

BAR_FROM = 2 * 2**20
"""Bytes of cases from which on a progress bar is shown."""

_STEP = 256

_NUMBERS_KEPT = 200_000
_REPEATS_TOLD = 3


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
    def opened(
        self, words: Container[str] | None = None
    ) -> Iterator[tuple[BinaryIO, Iterator[Row]]]:
        """The stream and its rows; `CaseFileError` when it cannot be read.

        ``words`` are those for facts; the rows are `numbered` then, else as they are written.
        """
        path = Path(self.path)
        with nullcontext(sys.stdin.buffer) if self.path == STDIN else open_cases(path) as stream:
            form = self.form or ("jsonl" if self.path == STDIN else format_of(path))
            rows = read_stream(stream, self.name, format=form, encoding=self.encoding)
            yield stream, rows if words is None else numbered(rows, words)

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


@attrs.define
class Repeats:
    """Numbers that several cases of a file share: nobody can tell these cases apart by them."""

    first: dict[str, str] = attrs.field(factory=dict)
    places: dict[str, list[str]] = attrs.field(factory=dict)

    def watched(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The rows, of which the numbers are kept: as many as fit in little memory."""
        for row in rows:
            id_ = row.id
            if id_ is not None:
                if id_ in self.first:
                    self.places.setdefault(id_, [self.first[id_]]).append(row.place)
                elif len(self.first) < _NUMBERS_KEPT:
                    self.first[id_] = row.place
            yield row

    def tell(self, say: Messages) -> None:
        """Say on stderr which numbers are shared, and where."""
        for id_, places in list(self.places.items())[:_REPEATS_TOLD]:
            more = ["…"] if len(places) > _REPEATS_TOLD else []
            listed = say("value.list").join([*places[:_REPEATS_TOLD], *more])
            text = say("summary.repeated", id=id_, count=f"{len(places):,}", places=listed)
            console(err=True).print(text, style="yellow", soft_wrap=True)
        if len(self.places) > _REPEATS_TOLD:
            count = f"{len(self.places):,}"
            console(err=True).print(say("summary.repeats", count=count), style="yellow")


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
