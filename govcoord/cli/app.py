"""The whole command line: its commands, its language, and what becomes of errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

import click

from govcoord import __version__
from govcoord.cli import check, demo, evaluate, explain, score, test
from govcoord.cli.faults import FINDINGS, exit_code
from govcoord.cli.local import Command, Group, Option, help_option, language_option
from govcoord.messages import LANGUAGES, Messages, language_of_locale

COMMANDS: tuple[Callable[[Messages], Command], ...] = (
    check.make,
    evaluate.make,
    explain.make,
    score.make,
    test.make,
    demo.make,
)
"""What makes each command, in the order in which they are listed."""


def run(args: Sequence[str], environ: Mapping[str, str] = os.environ) -> int:
    """Run one command line; the exit code."""
    _forgive_encoding()
    app = make_app(language_of(args, environ))
    return app.run(list(args))


def language_of(args: Sequence[str], environ: Mapping[str, str]) -> str:
    """The language that ``--language`` names anywhere among the arguments, else the locale's."""
    for at, arg in enumerate(args):
        if arg == "--":
            break
        name, equals, value = arg.partition("=")
        if name == "--language":
            word = value if equals else next(iter(args[at + 1 :]), "")
            if word in LANGUAGES:
                return word
    return language_of_locale(environ)


def make_app(language: str) -> App:
    """The command line in one language."""
    say = Messages(language)
    app = App(
        say,
        "govcoord",
        help=say("app.help"),
        params=[language_option(say), _version_option(say), help_option(say)],
    )
    for make in COMMANDS:
        app.add_command(make(say))
    return app


class App(Group):
    """The group of all commands; it alone turns exceptions into messages and exit codes."""

    def run(self, args: list[str] | None = None, **extra: Any) -> int:
        """Run one command line; the exit code."""
        try:
            code = super().main(args, "govcoord", standalone_mode=False, **extra)
            sys.stdout.flush()
        except Exception as error:
            return exit_code(error, self.say)
        except KeyboardInterrupt:
            click.echo(self.say("stopped"), err=True)
            return 130
        return code if isinstance(code, int) else 0

    def main(  # type: ignore[override]
        self, args: Any = None, prog_name: Any = None, **extra: Any
    ) -> NoReturn:
        """Run one command line and exit, as click's test runner expects."""
        extra.pop("standalone_mode", None)
        sys.exit(self.run(list(args) if args is not None else None, **extra))


def _version_option(say: Messages) -> Option:
    def show(ctx: click.Context, _: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            click.echo(f"govcoord {__version__}")
            ctx.exit()

    return Option(
        say,
        ["--version"],
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=show,
        help=say("option.version"),
    )


def _forgive_encoding() -> None:
    """Write what a terminal's encoding does not have as escapes, rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


__all__ = ["FINDINGS", "App", "language_of", "make_app", "run"]
