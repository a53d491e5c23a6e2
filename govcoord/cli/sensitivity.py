"""``govcoord sensitivity``: how far the places and grades of a scorecard hold up."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from govcoord.cli.coverage import PercentType
from govcoord.cli.faults import FINDINGS, FINE, StopError
from govcoord.cli.local import (
    Command,
    CountType,
    Option,
    format_option,
    make_command,
    paths_argument,
)
from govcoord.cli.output import console
from govcoord.cli.rulesets import load_plan
from govcoord.cli.score import find_scorecard, find_subject, score_file
from govcoord.cli.sensitivity_tables import print_analysis, print_changes
from govcoord.messages import Messages
from govcoord.numerals import exact
from govcoord.rules.engine import Plan
from govcoord.scoring.document import MissingPolicy
from govcoord.scoring.robustness.draws import Assumptions
from govcoord.scoring.robustness.means import KNOWN
from govcoord.scoring.robustness.variants import AS_WRITTEN, NORMALISATIONS

if TYPE_CHECKING:
    from govcoord.numerals import Number
    from govcoord.scoring.report import Score
    from govcoord.scoring.scorecard import Scorecard

NONE = "none"
"""Stands for no other choice than the one written."""

_MISSING = tuple(p for p in get_args(MissingPolicy) if p not in ("fail", "fixed_score"))


def make(say: Messages) -> Command:
    """The command ``sensitivity``."""

    def sensitivity(
        paths: Sequence[str],
        scorecard: str | None,
        figures: str,
        draws: int,
        seed: int,
        weights: Fraction,
        ranges: Sequence[str],
        normalise: Sequence[str],
        aggregate: Sequence[str],
        missing: Sequence[str],
        subject: str | None,
        form: str,
    ) -> int:
        plan = load_plan(paths, say)
        card = find_scorecard(plan, scorecard, say)
        report = score_file(plan, card, Path(figures), say)
        if report is None:
            return FINDINGS
        if subject is not None:
            known = plan.vocabulary.choices.get(str(card.document.subject))
            chosen = (known.resolve(subject) if known else None) or subject
            result = find_subject(report, chosen, say)
            return changes(plan, card, result, figures, form, say)
        usual = Assumptions()
        assumptions = Assumptions(
            weights=exact(weights / 100),
            ranges=dict(read_range(word, say) for word in ranges),
            normalise=_choices(normalise, usual.normalise),
            aggregate=_choices(aggregate, usual.aggregate),
            missing=_choices(missing, usual.missing),
        )
        return analyse(plan, card, figures, assumptions, draws, seed, form, say)

    return make_command(say, "sensitivity", sensitivity, _parameters(say))


def _parameters(say: Messages) -> list[click.Parameter]:
    number, file = say("metavar.whole"), say("metavar.file")

    def choice(name: str, known: Sequence[str]) -> Option:
        kind = click.Choice([*known, NONE])
        return Option(say, [f"--{name}"], multiple=True, type=kind, help=say(f"option.{name}"))

    return [
        paths_argument(say),
        Option(
            say, ["--scorecard"], metavar=say("metavar.scorecard"), help=say("option.scorecard")
        ),
        Option(say, ["--figures"], required=True, metavar=file, help=say("option.figures")),
        Option(
            say,
            ["--draws"],
            type=CountType(say),
            default=1000,
            metavar=number,
            help=say("option.draws"),
        ),
        Option(
            say,
            ["--seed"],
            type=CountType(say, 0),
            default=1,
            metavar=number,
            help=say("option.seed"),
        ),
        Option(
            say,
            ["--weights"],
            type=PercentType(say),
            default="25%",
            metavar=say("metavar.percent"),
            help=say("option.weight_share"),
        ),
        Option(
            say,
            ["--range", "ranges"],
            multiple=True,
            metavar=say("metavar.range"),
            help=say("option.range"),
        ),
        choice("normalise", NORMALISATIONS),
        choice("aggregate", sorted(KNOWN)),
        choice("missing", _MISSING),
        Option(
            say,
            ["--changes", "subject"],
            metavar=say("metavar.subject"),
            help=say("option.changes"),
        ),
        format_option(say, "table", "json"),
    ]


def _choices(given: Sequence[str], usual: tuple[str, ...]) -> tuple[str, ...]:
    """What is written, and the choices given; the usual ones where none is."""
    if not given:
        return usual
    return (AS_WRITTEN, *dict.fromkeys(word for word in given if word != NONE))


def read_range(word: str, say: Messages) -> tuple[str, tuple[Number, Number]]:
    """A range of weights, ``joint=40%..70%``."""
    id_, equals, rest = word.partition("=")
    ends = [end.strip().removesuffix("%") for end in rest.split("..")]
    try:
        low, high = (Fraction(end) / 100 for end in ends)
    except (ValueError, ZeroDivisionError):
        low, high = Fraction(1), Fraction(0)
    if not equals or not 0 <= low <= high <= 1:
        raise StopError(say("error.range", value=word))
    return id_.strip(), (exact(low), exact(high))


def analyse(
    plan: Plan,
    card: Scorecard,
    path: str,
    assumptions: Assumptions,
    draws: int,
    seed: int,
    form: str,
    say: Messages,
) -> int:
    """Run the simulation and the audit, and print both."""
    from govcoord.scoring.fairness import audit
    from govcoord.scoring.figures import read_figures
    from govcoord.scoring.robustness.sensitivity import sensitivity

    figures = read_figures(path)
    subjects = plan.vocabulary.choices.get(str(card.document.subject))
    with _progress(say) as progress:
        found = sensitivity(
            card,
            figures,
            assumptions=assumptions,
            draws=draws,
            seed=seed,
            subjects=subjects,
            progress=progress,
        )
    looked = audit(card, figures, weights=assumptions.weights, subjects=subjects)
    if form == "json":
        data: dict[str, Any] = found.to_dict(say.language)
        data["audit"] = looked.to_dict(say.language)
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        print_analysis(card, found, looked, say)
    return FINE


def changes(
    plan: Plan,
    card: Scorecard,
    result: Score,
    path: str,
    form: str,
    say: Messages,
) -> int:
    """Print which single figures would change a subject's grade and place."""
    from govcoord.scoring.figures import read_figures
    from govcoord.scoring.robustness.change import decisive_changes

    figures = read_figures(path)
    subjects = plan.vocabulary.choices.get(str(card.document.subject))
    asked = [of for of in ("grade", "place") if of == "place" or card.bands]
    found = {
        of: decisive_changes(card, figures, result.subject, of=of, subjects=subjects)
        for of in asked
    }
    if form == "json":
        data: dict[str, object] = {
            of: [one.to_dict(say.language) for one in rows] for of, rows in found.items()
        }
        data = {"subject": result.subject, **data}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        print_changes(card, result, found, say)
    return FINE


@contextmanager
def _progress(say: Messages) -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar on stderr, where that is a terminal."""
    out = console(err=True)
    if not out.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TimeRemainingColumn

    columns = ("{task.description}", BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=out, transient=True) as bar:
        task = bar.add_task(say("progress.sensitivity"), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
