"""``govcoord handbook``: a plan as a manual to read, in Markdown or in one HTML file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from os.path import relpath
from pathlib import Path
from typing import Any

import click

from govcoord.cli.faults import FINE, StopError
from govcoord.cli.local import (
    Command,
    DayType,
    Option,
    make_command,
    paths_argument,
    ruleset_paths,
)
from govcoord.cli.rulesets import load_plan
from govcoord.messages import Messages

FORMS = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html"}
"""Which ending of a file asks for which form."""


def make(say: Messages) -> Command:
    """The command ``handbook``."""

    def handbook(
        paths: Sequence[str],
        outputs: Sequence[str],
        title: str | None,
        as_of: date | None,
        pictures: str | None,
    ) -> int:
        from govcoord.handbook import make_handbook
        from govcoord.rules.checks.run import check_files

        folder = None if pictures is None else Path(pictures)
        writers = [(Path(output), _writer(output, say, folder)) for output in outputs]
        plan = load_plan(paths, say)
        found = check_files(ruleset_paths(paths))
        book = make_handbook(plan, say.language, title=title, as_of=as_of, diagnostics=found)
        if not writers:
            click.echo(_writer(".md", say, folder)(book), nl=False)
        if folder is not None:
            _write_pictures(folder, book, say)
        for path, write in writers:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(write(book), encoding="utf-8", newline="\n")
            click.echo(say("handbook.written", path=path), err=True)
        return FINE

    return make_command(
        say,
        "handbook",
        handbook,
        [
            paths_argument(say),
            Option(say, ["--output", "-o", "outputs"], multiple=True,
                   metavar=say("metavar.file"), help=say("option.handbook_output")),
            Option(say, ["--pictures"], metavar=say("metavar.folder"),
                   help=say("option.handbook_pictures")),
            Option(say, ["--title"], metavar=say("metavar.text"),
                   help=say("option.handbook_title")),
            Option(say, ["--as-of"], type=DayType(say), metavar=say("metavar.date"),
                   help=say("option.handbook_as_of")),
        ],
    )  # fmt: skip


def _write_pictures(folder: Path, book: Any, say: Messages) -> None:
    from govcoord.handbook import picture_files

    folder.mkdir(parents=True, exist_ok=True)
    for name, svg in picture_files(book).items():
        (folder / name).write_text(svg, encoding="utf-8", newline="\n")
    click.echo(say("handbook.written", path=folder), err=True)


def _writer(name: str, say: Messages, pictures: Path | None) -> Callable[[Any], str]:
    """What writes a book in the form that the ending of a file asks for.

    Markdown leads to the pictures of a folder by the way from its own.
    """
    from govcoord.handbook import to_html, to_markdown

    ending = name[name.rfind(".") :].lower() if "." in name else ""
    form = FORMS.get(ending)
    if form is None:
        raise StopError(say("handbook.ending", path=name))
    if form == "html":
        return to_html
    way = None if pictures is None else Path(relpath(pictures, Path(name).parent)).as_posix()
    return partial(to_markdown, pictures=way)
