"""``govcoord schema``: the JSON Schema of rulesets, for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

from govcoord.cli.faults import FINE
from govcoord.cli.local import Command, Option, make_command
from govcoord.cli.rulesets import load_plan
from govcoord.messages import Messages

FILE = "govcoord.schema.json"
"""The name of the file that is written into a folder."""


def make(say: Messages) -> Command:
    """The command ``schema``."""

    def schema(output: str | None, vocabulary: str | None) -> int:
        from govcoord.schema import json_schema

        words = load_plan([vocabulary], say).vocabulary if vocabulary else None
        text = json.dumps(json_schema(words), ensure_ascii=False, indent=2)
        if output is None:
            click.echo(text)
            return FINE
        path = Path(output) / FILE
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text}\n", encoding="utf-8")
        click.echo(say("schema.written", path=path), err=True)
        return FINE

    return make_command(
        say,
        "schema",
        schema,
        [
            Option(
                say,
                ["--output", "-o"],
                metavar=say("metavar.folder"),
                help=say("option.schema_output"),
            ),
            Option(
                say,
                ["--vocabulary"],
                metavar=say("metavar.one_path"),
                help=say("option.vocabulary"),
            ),
        ],
    )
