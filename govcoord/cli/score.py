"""``govcoord score``: scores of departments by a scorecard."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govcoord.case_files.files import open_cases
from govcoord.cli.faults import FINDINGS, FINE, StopError
from govcoord.cli.layout import fit
from govcoord.cli.local import Command, Option, format_option, make_command, paths_argument
from govcoord.cli.output import add_row, console, make_table, remedy, shown
from govcoord.cli.rulesets import load_plan
from govcoord.errors import FigureError
from govcoord.messages import Messages
from govcoord.messages.expected import input_name, input_place
from govcoord.numerals import format_number
from govcoord.rules.engine import Plan

if TYPE_CHECKING:
    from govcoord.scoring.report import Score, ScoreReport
    from govcoord.scoring.scorecard import Scorecard


def make(say: Messages) -> Command:
    """The command ``score``."""

    def score(
        paths: Sequence[str],
        scorecard: str | None,
        figures: str,
        form: str,
        subject: str | None,
    ) -> int:
        plan = load_plan(paths, say)
        card = find_scorecard(plan, scorecard, say)
        report = score_file(plan, card, Path(figures), say)
        if report is None:
            return FINDINGS
        if subject is not None:
            known = plan.vocabulary.choices.get(str(card.document.subject))
            chosen = (known.resolve(subject) if known else None) or subject
            click.echo(find_subject(report, chosen, say).explain(say.language))
        elif form == "json":
            data = report.to_dict(say.language)
            click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        elif form == "csv":
            write_csv(report, say)
        else:
            print_report(report, say)
        return FINE

    return make_command(
        say,
        "score",
        score,
        [
            paths_argument(say),
            Option(
                say, ["--scorecard"], metavar=say("metavar.scorecard"), help=say("option.scorecard")
            ),
            Option(
                say,
                ["--figures"],
                required=True,
                metavar=say("metavar.file"),
                help=say("option.figures"),
            ),
            format_option(say, "table", "json", "csv"),
            Option(
                say,
                ["--explain", "subject"],
                metavar=say("metavar.subject"),
                help=say("option.explain_subject"),
            ),
        ],
    )


def find_scorecard(plan: Plan, name: str | None, say: Messages) -> Scorecard:
    """The scorecard with that id or title; the only one when no name is given."""
    cards = plan.scorecards
    known = ", ".join(cards)
    if not cards:
        raise StopError(say("error.no_scorecards"))
    if name is None:
        if len(cards) > 1:
            raise StopError(say("error.which_scorecard", known=known))
        return next(iter(cards.values()))
    for id_, card in cards.items():
        if name in (id_, *card.document.title.all()):
            return card
    raise StopError(say("error.no_scorecard", name=name, known=known))


def score_file(plan: Plan, card: Scorecard, path: Path, say: Messages) -> ScoreReport | None:
    """The scores by the figures of a file; ``None`` after reporting figures that do not fit."""
    from govcoord.scoring.figures import read_figures
    from govcoord.scoring.scorecard import check_figures, score

    open_cases(path).close()
    subjects = plan.vocabulary.choices.get(str(card.document.subject))
    try:
        figures = read_figures(path)
        errors = check_figures(card, figures, subjects=subjects, groups=figures.groups)
    except FigureError as error:
        errors = (error,)
    if errors:
        _print_errors(card, errors, say)
        return None
    return score(card, figures, subjects=subjects, groups=figures.groups)


def _print_errors(card: Scorecard, errors: Sequence[FigureError], say: Messages) -> None:
    out = console(err=True)
    titles = {leaf.id: leaf.label(say.language) for leaf in card.indicators}
    for error in errors:
        name = titles.get(error.name) or input_name(error.name, say.language)
        what = say("rejected.value", name=name, value=shown(error.value))
        if error.value is None:
            what = say("score.absent", name=name)
        place = input_place(error.where, say.language) if error.where else None
        text = say("rejected.colon").join(filter(None, (place, what)))
        out.print(say("error", text=text), soft_wrap=True)
        for line in remedy(error, say):
            out.print(f"  = {line}", soft_wrap=True)
    out.print(say("score.figures", count=len(errors)), soft_wrap=True)


def find_subject(report: ScoreReport, name: str, say: Messages) -> Score:
    """The score of the subject with that id or title."""
    for result in report:
        if name in (result.subject, *result.title.all()):
            return result
    known = ", ".join(result.subject for result in report)
    raise StopError(say("error.no_subject", name=name, known=known))


def band_label(result: Score, language: str) -> str:
    """The title of the grade, empty where there is none."""
    if result.band is None:
        return ""
    entry = result.sheet.scorecard.document.bands.get(result.band)
    return (entry.title.get(language) if entry else "") or result.band


def print_report(report: ScoreReport, say: Messages) -> None:
    """The scores as a table, ranked subjects first."""
    out = console()
    headings = [say(f"column.{name}") for name in ("rank", "subject", "score", "band", "flags")]
    ranked = {id(result) for result in report.ranking}
    rest = [result for result in report if id(result) not in ranked]
    rows = [headings]
    for result in (*report.ranking, *rest):
        flags = "\n".join(flag.text(say.language) for flag in result.flags)
        rows.append(
            [
                "" if result.rank is None else str(result.rank),
                result.label(say.language),
                result.published,
                band_label(result, say.language),
                flags,
            ]
        )
    table = make_table(headings, widths=fit(rows, out.width))
    for row in rows[1:]:
        add_row(table, row)
    out.print(table)
    if report.advice_only:
        out.print(say("score.advice"))


def write_csv(report: ScoreReport, say: Messages) -> None:
    """The scores as CSV with one row for each subject, in the order of the figures."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    head = ["subject", "title", "group", "score", "exact", "band", "rank", "provisional", "flags"]
    writer.writerow(head)
    for result in report:
        writer.writerow(
            [
                result.subject,
                result.label(say.language),
                result.group or "",
                result.published,
                format_number(result.exact),
                result.band or "",
                "" if result.rank is None else result.rank,
                str(result.provisional).lower(),
                "; ".join(flag.text(say.language) for flag in result.flags),
            ]
        )
