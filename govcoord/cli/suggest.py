"""``govcoord suggest``: few cases that cover the rules, as a test file to be confirmed."""

from __future__ import annotations

from pathlib import Path

import click

from govcoord.cli.faults import FINDINGS, FINE
from govcoord.cli.local import Command, CountType, Option, make_command
from govcoord.cli.output import console
from govcoord.cli.rulesets import load_plan
from govcoord.messages import Messages


def make(say: Messages) -> Command:
    """The command ``suggest``."""

    def suggest(path: str, strength: str, seconds: int, out: str | None) -> int:
        from govcoord.testing.suggest import suggest_tests

        found = suggest_tests(load_plan([path], say), strength=int(strength), seconds=seconds)
        text = found.to_yaml(say.language)
        if out is None:
            click.echo(text, nl=False)
        else:
            Path(out).write_text(text, encoding="utf-8")
        told = say(
            "suggest.summary",
            tests=len(found.tests),
            combinations=found.combinations,
            impossible=found.impossible,
            unfound=found.unfound,
            unfinished=found.unfinished,
        )
        console(err=True).print(told, soft_wrap=True)
        return FINDINGS if found.unfound or found.unfinished else FINE

    return make_command(
        say,
        "suggest",
        suggest,
        [
            click.Argument(["path"], metavar=say("metavar.one_path")),
            Option(
                say,
                ["--strength"],
                type=click.Choice(["1", "2", "3"]),
                default="1",
                help=say("option.suggest_strength"),
            ),
            Option(
                say,
                ["--budget", "seconds"],
                type=CountType(say),
                default=120,
                metavar=say("metavar.seconds"),
                help=say("option.suggest_budget"),
            ),
            Option(say, ["--out"], metavar=say("metavar.file"), help=say("option.suggest_out")),
        ],
    )
