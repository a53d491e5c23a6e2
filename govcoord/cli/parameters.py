"""``govcoord parameters``: the choices of a policy, who made them, where they are used."""

from __future__ import annotations

import json
from collections.abc import Sequence

import click

from govcoord.cli.faults import FINE
from govcoord.cli.local import Command, format_option, make_command, paths_argument
from govcoord.cli.output import add_row, console, make_table
from govcoord.cli.rulesets import load_plan
from govcoord.messages import Messages
from govcoord.plain import jsonable
from govcoord.rules.parameters import Parameter

COLUMNS = ("number", "title", "value", "basis", "source", "uses")


def make(say: Messages) -> Command:
    """The command ``parameters``."""

    def parameters(paths: Sequence[str], form: str) -> int:
        plan = load_plan(paths, say)
        if form == "json":
            click.echo(json.dumps(jsonable(plan.parameters), ensure_ascii=False, indent=2))
        elif not plan.parameters:
            click.echo(say("parameters.none"))
        else:
            print_parameters(plan.parameters, say)
        return FINE

    return make_command(
        say, "parameters", parameters, [paths_argument(say), format_option(say, "table", "json")]
    )


def print_parameters(parameters: Sequence[Parameter], say: Messages) -> None:
    """A table of the parameters, then the questions that are open."""
    table = make_table([say(f"column.{name}") for name in COLUMNS])
    for parameter in parameters:
        add_row(table, _cells(parameter, say))
    out = console()
    out.print(table)
    asked = [p for p in parameters if p.question and p.basis == "default" and not p.set_by]
    if asked:
        out.print()
        out.print(say("parameters.open", count=len(asked)))
        for parameter in asked:
            out.print(f"  {parameter.id}: {parameter.question.get(say.language)}", soft_wrap=True)


def _cells(parameter: Parameter, say: Messages) -> list[str]:
    basis = say(f"basis.{parameter.basis}")
    if parameter.set_by:
        basis = say("basis.set", by=parameter.set_by)
    bounds = [
        f"{sign} {bound}"
        for sign, bound in (("≥", parameter.at_least), ("≤", parameter.at_most))
        if bound
    ]
    value = parameter.words + (f" ({', '.join(bounds)})" if bounds else "")
    title = parameter.title.get(say.language) or ""
    return [parameter.id, title, value, basis, parameter.source, str(len(parameter.uses))]
