"""The file of cases that a command reads: its options, opening it, progress over it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import attrs
import click

from govcoord.case_files import FORMATS, Row, format_of, read_stream
from govcoord.case_files.files import open_cases
from govcoord.cli.local import DayType, Option
from govcoord.messages import Messages

STDIN = "-"


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
