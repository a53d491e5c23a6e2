"""The scenes of ``govcoord demo``: a question in plain words, and what a mechanism answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import click

from govcoord.api import check
from govcoord.case_files import BadRow, read_cases
from govcoord.cli.rulesets import load_plan
from govcoord.messages import Messages
from govcoord.rules.engine import Plan

QUESTIONS = ("plain_silence", "committee_quorum", "experience_age_day")
"""The parameters whose questions are shown; the command ``parameters`` lists all."""


def print_scenes(plan: Plan, folder: Path, say: Messages) -> None:
    """Every scene of the folder: its question, and what is answered."""
    rules = folder / "rules.yaml"
    own = load_plan([rules.as_posix()], say)
    found = {d.code: d for d in check(rules)}
    for number, row in enumerate(read_cases(folder / "mechanisms.yaml"), 1):
        if isinstance(row, BadRow):
            raise row.error
        scene = row.facts
        code = scene.get("finding")
        shown = code or scene["mechanism"]
        click.secho(f"{number} {scene['question'][say.language]}  ({shown})", bold=True)
        lines = [found[code].message(say.language)] if code else answers(plan, own, scene, say)
        click.echo(indent(dedent("\n".join(lines)), "    ") + "\n")


def answers(plan: Plan, own: Plan, scene: Mapping[str, Any], say: Messages) -> Iterator[str]:
    """What the mechanism of a scene answers: the lines that the scene shows, or all."""
    source = plan if scene["mechanism"] in plan.mechanisms else own
    result = source.assess(scene["mechanism"], scene["given"])
    lines = list(result.lines(source.vocabulary, say.language))
    shown = [int(number) for number in scene.get("show", ())]
    yield from (lines[number - 1] for number in shown or range(1, len(lines) + 1))


def print_questions(plan: Plan, say: Messages) -> None:
    """How many choices the policy leaves open, and some of the questions about them."""
    asked = [p for p in plan.parameters if p.question and p.basis == "default" and not p.set_by]
    click.echo("    " + say("demo.parameters", count=len(plan.parameters), asked=len(asked)))
    for parameter in asked:
        if parameter.id in QUESTIONS:
            click.echo(f"    - {parameter.question.get(say.language)} (${parameter.id})")
    click.echo()
