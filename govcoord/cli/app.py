"""The whole command line: its commands, its language, and what becomes of errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

import click

from govcoord import __version__
from govcoord.cli.faults import exit_code
from govcoord.cli.local import Group, Option, help_option, language_option
from govcoord.messages import LANGUAGES, Messages, language_of_locale

COMMANDS = (
    "check", "diff", "evaluate", "explain", "assess", "match", "similar", "targets", "risks",
    "graph", "score", "sensitivity", "test", "coverage", "mutate", "suggest", "parameters",
    "rule", "handbook", "audit", "schema", "demo",
)  # fmt: skip
"""The commands, in the order in which they are listed; each has a module of its name here."""


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
    params = [language_option(say), _version_option(say), help_option(say)]
    return App(
        say, "govcoord", COMMANDS, help=f"{say('app.help')}\n\n{say('path.help')}", params=params
    )


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
