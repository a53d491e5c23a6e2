"""Click commands and options whose help is in the chosen language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govcoord.messages import LANGUAGES, Messages

if TYPE_CHECKING:
    _DayBase = click.ParamType[date]
    _CountBase = click.ParamType[int]
else:  # generic only in later versions of click
    _DayBase = _CountBase = click.ParamType

PLAN_WORD = "plan"
"""Stands for the rulesets that ship with the package, where a path is asked for."""


class Option(click.Option):
    """An option whose help says in the language that it must be given."""

    def __init__(self, say: Messages, names: Sequence[str], **kwargs: Any) -> None:
        self.say = say
        super().__init__(list(names), **kwargs)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Name and help of the option."""
        record = super().get_help_record(ctx)
        if record is None:
            return None
        return record[0], record[1].replace("[required]", f"[{self.say('required')}]")


class Command(click.Command):
    """A command whose help is in the language of ``say``."""

    def __init__(self, say: Messages, name: str, **kwargs: Any) -> None:
        self.say = say
        metavar = f"[{say('options')}]"
        super().__init__(name, add_help_option=False, options_metavar=metavar, **kwargs)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows how the command is used."""
        pieces = " ".join(filter(None, self.collect_usage_pieces(ctx)))
        formatter.write_usage(ctx.command_path, pieces, prefix=self.say("usage"))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of options."""
        own = (p for p in self.get_params(ctx) if isinstance(p, click.Option))
        records = [p.get_help_record(ctx) for p in own]
        with formatter.section(self.say("options")):
            formatter.write_dl([record for record in records if record])


class Group(Command, click.Group):
    """A group of commands, each made by the module of its name when it is first needed."""

    def __init__(self, say: Messages, name: str, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(say, name, subcommand_metavar=say("metavar.command"), **kwargs)
        self.names = list(names)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the lists of options and commands."""
        super().format_options(ctx, formatter)
        with formatter.section(self.say("commands")):
            formatter.write_dl([(name, self._short(name)) for name in self.names])

    def _short(self, name: str) -> str:
        return self.say(f"{name}.help").partition("\n\n")[0]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands in their order."""
        return self.names

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, if there is one."""
        if cmd_name not in self.names:
            return None
        made: click.Command = import_module(f"govcoord.cli.{cmd_name}").make(self.say)
        return made


def make_command(
    say: Messages, name: str, action: Callable[..., Any], params: Sequence[click.Parameter]
) -> Command:
    """A command with the options that all have; ``action`` gets the parameters by name."""
    own = [*params, language_option(say), help_option(say)]
    text = say(f"{name}.help")
    if any(isinstance(param, click.Argument) for param in params):
        text = f"{text}\n\n{say('path.help')}"
    return Command(say, name, callback=action, params=own, help=text)


def language_option(say: Messages) -> Option:
    """``--language``; it is looked for before anything is parsed, so its value is not used."""
    return Option(
        say,
        ["--language"],
        type=click.Choice(LANGUAGES),
        expose_value=False,
        help=say("option.language"),
    )


def help_option(say: Messages) -> Option:
    """``--help`` in the language."""

    def show(ctx: click.Context, _: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            click.echo(ctx.get_help())
            ctx.exit()

    return Option(
        say,
        ["-h", "--help"],
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=show,
        help=say("option.help"),
    )


def paths_argument(say: Messages) -> click.Argument:
    """One or more files or folders with rulesets."""
    metavar = say("metavar.path")
    return click.Argument(["paths"], nargs=-1, required=True, metavar=metavar, type=str)


def format_option(say: Messages, *formats: str, default: str | None = None) -> Option:
    """``--format`` with its choices; the first one unless said otherwise."""
    return Option(
        say,
        ["--format", "form"],
        type=click.Choice(formats),
        default=default or formats[0],
        help=say("option.format"),
    )


def everything_option(say: Messages) -> Option:
    """``--everything``: nothing is left out because the case does not concern it."""
    return Option(say, ["--everything"], is_flag=True, help=say("option.everything"))


class DayType(_DayBase):
    """A day as rules write it: ``2025-03-01`` or ``2025年3月1日``."""

    name = "date"

    def __init__(self, say: Messages) -> None:
        self.say = say

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that the text names."""
        from govcoord.rules.values import read_date

        try:
            return value if isinstance(value, date) else read_date(str(value))
        except ValueError:
            self.fail(self.say("error.date", value=value), param, ctx)


class CountType(_CountBase):
    """A whole number from ``least`` on."""

    name = "number"

    def __init__(self, say: Messages, least: int = 1) -> None:
        self.say, self.least = say, least

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number that the text names."""
        try:
            number = int(value)
        except ValueError:
            number = self.least - 1
        if number < self.least:
            self.fail(self.say("error.number", value=value, least=self.least), param, ctx)
        return number


def ruleset_paths(words: Sequence[str]) -> list[Path]:
    """The paths that the words name; the word ``plan`` stands for the library's own."""
    from govcoord.api import plan_folder

    return [plan_folder() if word == PLAN_WORD else Path(word) for word in words]
