"""``govcoord score``: scores of departments by a scorecard."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govcoord.case_files import Answer, Row, evaluate_rows
from govcoord.case_files.files import open_cases
from govcoord.cli.case_input import CaseInput, case_options
from govcoord.cli.csv_heads import heads
from govcoord.cli.faults import FINDINGS, FINE, StopError
from govcoord.cli.layout import fit
from govcoord.cli.local import Command, Option, format_option, make_command, paths_argument
from govcoord.cli.output import (
    add_row,
    console,
    make_table,
    print_rejected,
    remedy,
    shown,
)
from govcoord.cli.rulesets import load_plan
from govcoord.errors import FigureError
from govcoord.messages import Messages
from govcoord.messages.expected import input_name, input_place
from govcoord.numerals import format_number
from govcoord.rules.engine import Plan, Rejected

if TYPE_CHECKING:
    from govcoord.decision import Decision
    from govcoord.scoring.report import Score, ScoreReport
    from govcoord.scoring.scorecard import Figures, Scorecard

_SHOWN = 20
"""Rejected cases that are shown one by one."""


def make(say: Messages) -> Command:
    """The command ``score``."""

    def score(
        paths: Sequence[str],
        scorecard: str | None,
        figures: str | None,
        cases: str | None,
        cases_format: str | None,
        encoding: str,
        as_of: date | None,
        form: str,
        subject: str | None,
        picture: str | None,
    ) -> int:
        plan = load_plan(paths, say, as_of=as_of)
        card = find_scorecard(plan, scorecard, say)
        source = None if cases is None else CaseInput(cases, cases_format, encoding)
        report = score_sources(plan, card, figures, source, say)
        if report is None:
            return FINDINGS
        known = plan.vocabulary.choices.get(str(card.document.subject))
        chosen = None if subject is None else (known.resolve(subject) if known else None) or subject
        if picture is not None:
            draw(report, chosen, Path(picture), say)
        if chosen is not None:
            click.echo(find_subject(report, chosen, say).explain(say.language))
        elif form == "json":
            data = report.to_dict(say.language)
            click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        elif form == "csv":
            write_csv(report, say)
        else:
            print_report(report, say)
        return FINE

    return make_command(say, "score", score, _parameters(say))


def _parameters(say: Messages) -> list[click.Parameter]:
    file, subject = say("metavar.file"), say("metavar.subject")
    return [
        paths_argument(say),
        Option(
            say, ["--scorecard"], metavar=say("metavar.scorecard"), help=say("option.scorecard")
        ),
        Option(say, ["--figures"], metavar=file, help=say("option.figures")),
        *case_options(say, required=False),
        format_option(say, "table", "json", "csv"),
        Option(say, ["--explain", "subject"], metavar=subject, help=say("option.explain_subject")),
        Option(say, ["--picture"], metavar=file, help=say("option.picture")),
    ]


def draw(report: ScoreReport, subject: str | None, path: Path, say: Messages) -> None:
    """Write the waterfall of one subject to a file."""
    from govcoord.scoring.plotting import ENDINGS, save_picture

    if path.suffix.lower() not in ENDINGS:
        raise StopError(say("error.picture_ending", name=path.name, known=", ".join(ENDINGS)))
    if subject is None and len(report) != 1:
        raise StopError(say("error.picture_subject"))
    result = report.results[0] if subject is None else find_subject(report, subject, say)
    save_picture(result, path, say.language)


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
    return score_sources(plan, card, str(path), None, say)


def score_sources(
    plan: Plan, card: Scorecard, figures: str | None, cases: CaseInput | None, say: Messages
) -> ScoreReport | None:
    """The scores by files of figures and cases; ``None`` after reporting what does not fit."""
    from govcoord.scoring.scorecard import check_figures, score

    if figures is None and cases is None:
        raise StopError(say("error.no_figures"))
    if cases is not None and card.measures is None:
        raise StopError(say("error.no_measures", scorecard=card.title.get(say.language)))
    subjects = plan.vocabulary.choices.get(str(card.document.subject))
    try:
        given = _given(plan, card, figures, cases, say)
        if given is None:
            return None
        groups = getattr(given, "groups", None)
        errors = check_figures(card, given, subjects=subjects, groups=groups)
    except FigureError as error:
        given, errors = {}, (error,)
    if errors:
        _print_errors(card, errors, say)
        return None
    return score(card, given, subjects=subjects, groups=groups)


def _given(
    plan: Plan, card: Scorecard, path: str | None, cases: CaseInput | None, say: Messages
) -> Figures | None:
    """The figures of a file and those counted in cases; ``None`` after reporting bad cases."""
    from govcoord.scoring.entry import gathered
    from govcoord.scoring.figures import read_figures

    figures = None
    if path is not None:
        open_cases(Path(path)).close()
        figures = read_figures(path)
    if cases is None:
        return figures
    subjects = plan.vocabulary.choices.get(str(card.document.subject))
    rejected: list[Rejected] = []
    with cases.opened() as (_, rows):
        decisions = _decisions(plan, rows, rejected)
        counted = gathered(card, figures, decisions, subjects.words if subjects else {})
    messages = console(err=True)
    for one in rejected[:_SHOWN]:
        print_rejected(messages, one, say, plan.vocabulary)
    if rejected:
        messages.print(say("score.cases", count=len(rejected)), soft_wrap=True)
        return None
    return counted


def _decisions(plan: Plan, rows: Iterable[Row], rejected: list[Rejected]) -> Iterator[Decision]:
    """The decisions on a file's cases, one after the other; bad cases are put aside."""
    for item in evaluate_rows(plan, rows):
        if isinstance(item, Answer):
            yield item.decision
        else:
            rejected.append(item)


def _print_errors(card: Scorecard, errors: Sequence[FigureError], say: Messages) -> None:
    out = console(err=True)
    titles = card.titles(say.language)
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
                "" if result.rank is None else format_number(result.rank),
                result.label(say.language),
                result.published,
                result.band_title(say.language),
                flags,
            ]
        )
    for one in report.unscored:
        flags = "\n".join(flag.text(say.language) for flag in one.flags)
        rows.append(["", one.label(say.language), "—", "", flags])
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
    writer.writerow(heads(head, say.language))
    for result in report:
        writer.writerow(
            [
                result.subject,
                result.label(say.language),
                result.group or "",
                result.published,
                format_number(result.exact),
                result.band or "",
                "" if result.rank is None else format_number(result.rank),
                str(result.provisional).lower(),
                "; ".join(flag.text(say.language) for flag in result.flags),
            ]
        )
    for one in report.unscored:
        flags = "; ".join(flag.text(say.language) for flag in one.flags)
        title = one.label(say.language)
        writer.writerow([one.subject, title, one.group or "", "", "", "", "", "true", flags])
