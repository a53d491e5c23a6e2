"""``govcoord demo``: the plan's rulesets on example cases, and each group of mechanisms on one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from govcoord import __version__
from govcoord.case_files import Answer, read_cases
from govcoord.cli.decision_output import Sink, make_sink
from govcoord.cli.demo_scenes import print_questions, print_scenes
from govcoord.cli.evaluate import run
from govcoord.cli.faults import FINE, StopError
from govcoord.cli.local import PLAN_WORD, Command, make_command
from govcoord.cli.rulesets import load_plan
from govcoord.cli.score import find_scorecard, print_report, score_file
from govcoord.messages import Messages
from govcoord.rules.engine import Plan, Rejected

EXPLAINED = "D-02"
"""The case whose decision is explained."""

DEMO_SCORECARD = "plan_scorecard_department"
"""The scorecard that the example figures are for."""


def make(say: Messages) -> Command:
    """The command ``demo``."""
    return make_command(say, "demo", lambda: demo(say), [])


def demo_folder() -> Path:
    """The folder of the example cases: in the installed package, or in a checkout.

    Seen from the working directory where it lies below it, which makes places short.
    """
    package = Path(__file__).parents[1]
    installed = package / "_demo"
    folder = installed if installed.is_dir() else package.parent / "examples" / "demo"
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def demo(say: Messages) -> int:
    """Decide the example cases, answer a question of each mechanism, score, explain."""
    folder = demo_folder()
    cases = folder / "cases.yaml"
    if not cases.is_file():
        raise StopError(say("demo.missing"))
    plan = load_plan([PLAN_WORD], say)
    rules = sum(len(table.rules) for table in plan.tables)
    _head(say("demo.title", version=__version__, rules=rules, tables=len(plan.tables)))
    _head(say("demo.cases"))
    teller = _Teller(make_sink("table", sys.stdout, plan, say))
    run(plan, read_cases(cases), teller, say)
    if teller.explained is not None:
        _explain(teller.explained, say)
    _head(say("demo.mechanisms"))
    print_scenes(plan, folder, say)
    _head(say("demo.open"))
    print_questions(plan, say)
    _scores(plan, say)
    click.echo("\n" + say("demo.next", folder=folder.as_posix()))
    return FINE


def _head(text: str) -> None:
    click.secho(f"\n{text}\n", bold=True)


class _Teller:
    """Passes answers on, and keeps the one that is explained."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self.explained: Answer | None = None

    def answer(self, answer: Answer) -> None:
        """Keep and pass on."""
        if answer.id == EXPLAINED:
            self.explained = answer
        self.sink.answer(answer)

    def rejected(self, rejected: Rejected) -> None:
        """Pass on."""
        self.sink.rejected(rejected)

    def close(self) -> None:
        """Pass on."""
        self.sink.close()


def _explain(answer: Answer, say: Messages) -> None:
    _head(say("demo.explained"))
    name = answer.id or str(answer.number + 1)
    click.echo(say("explain.title", name=name, place=answer.place))
    click.echo(f"\n{answer.decision.explain(say.language)}")


def _scores(plan: Plan, say: Messages) -> None:
    figures = demo_folder() / "figures.csv"
    if figures.is_file():
        card = find_scorecard(plan, DEMO_SCORECARD, say)
        report = score_file(plan, card, figures, say)
        if report is not None:
            title = card.document.title.get(say.language) or str(card.document.id)
            _head(say("demo.scores", scorecard=title))
            print_report(report, say)
