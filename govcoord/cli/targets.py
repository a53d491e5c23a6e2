"""``govcoord targets``: how the targets of a plan stand, with pictures."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from govcoord.case_files import BadRow
from govcoord.cli.case_input import CaseInput
from govcoord.cli.faults import FINDINGS, FINE, StopError
from govcoord.cli.local import (
    Command,
    DayType,
    Option,
    format_option,
    make_command,
    paths_argument,
)
from govcoord.cli.output import add_row, console, make_table, print_rejected
from govcoord.cli.rulesets import load_plan
from govcoord.errors import CaseError
from govcoord.mechanisms.said import phrase
from govcoord.messages import Messages
from govcoord.plain import jsonable
from govcoord.rules.engine import Plan, Rejected
from govcoord.rules.kinds.targets.words import TEXTS, asked_words, due_words
from govcoord.rules.records import words_of

if TYPE_CHECKING:
    from govcoord.mechanisms.pace import Light
    from govcoord.rules.kinds.targets.results import LevelResult, TargetsMechanism, TargetsResult


def make(say: Messages) -> Command:
    """The command ``targets``."""

    def targets(
        paths: Sequence[str],
        figures: str,
        mechanism: str | None,
        as_of: date | None,
        form: str,
        picture: str | None,
    ) -> int:
        plan = load_plan(paths, say, as_of=as_of)
        found = find_targets(plan, mechanism, say)
        results = list(assess_figures(plan, found, figures, say))
        if not results:
            return FINDINGS
        for result in results:
            if form == "text":
                for line in result.lines(plan.vocabulary, say.language):
                    click.echo(line)
            elif form == "table":
                print_targets(result, say)
        if form == "json":
            click.echo(json.dumps([jsonable(one) for one in results], ensure_ascii=False, indent=2))
        if picture is not None:
            for path in draw(results, Path(picture), say):
                click.echo(say("targets.drawn", path=path.as_posix()), err=True)
        return FINE

    params = [
        paths_argument(say),
        Option(say, ["--figures"], required=True, metavar=say("metavar.file"),
               help=say("option.target_figures")),
        Option(say, ["--mechanism", "-m"], metavar=say("metavar.mechanism"),
               help=say("option.mechanism")),
        Option(say, ["--as-of"], type=DayType(say), metavar=say("metavar.date"),
               help=say("option.as_of")),
        format_option(say, "table", "text", "json"),
        Option(say, ["--picture"], metavar=say("metavar.folder"),
               help=say("option.target_pictures")),
    ]  # fmt: skip
    return make_command(say, "targets", targets, params)


def find_targets(plan: Plan, name: str | None, say: Messages) -> TargetsMechanism:
    """The targets of that id or title; those of the only document that has any without one."""
    from govcoord.rules.kinds.targets.results import TargetsMechanism

    known = {
        mechanism.id: mechanism
        for mechanism in plan.mechanisms.values()
        if isinstance(mechanism, TargetsMechanism) and mechanism.targets
    }
    listed = ", ".join(known) or "—"
    for mechanism in known.values():
        if name in (mechanism.id, *mechanism.title.all()) or (name is None and len(known) == 1):
            return mechanism
    if name is None:
        raise StopError(say("error.which_targets", known=listed))
    raise StopError(say("error.no_mechanism", name=name, known=listed))


def assess_figures(
    plan: Plan, mechanism: TargetsMechanism, path: str, say: Messages
) -> Iterator[TargetsResult]:
    """The results of every record of a file; records that do not fit are reported."""
    with CaseInput(path, None, "utf-8").opened(words_of(mechanism.record)) as (_, rows):
        for row in rows:
            try:
                if isinstance(row, BadRow):
                    raise row.error
                yield cast("TargetsResult", plan.assess(mechanism.id, row.facts))
            except CaseError as error:
                rejected = Rejected(row.number, error, row.id, row.place)
                print_rejected(console(err=True), rejected, say, plan.vocabulary)


def print_targets(result: TargetsResult, say: Messages) -> None:
    """A line for each level, then a line for each phase."""
    names = ("target", "asked", "due", "latest", "gap", "status", "light", "forecast")
    table = make_table([say(f"targets.{name}") for name in names])
    for target in result.targets:
        for n, level in enumerate(target.levels):
            title = f"{target.id} {target.title.get(say.language)}" if n == 0 else ""
            add_row(table, [title, *_cells(level, result, target.id, say)])
    console().print(table)
    click.echo()
    lights: tuple[Light, ...] = ("green", "yellow", "red", "grey")
    phases = make_table([say("targets.phase"), *(say(f"light.{light}") for light in lights)])
    for row in result.phases:
        title = row.title.get(say.language) or phrase(TEXTS, "no_phase", say.language)
        add_row(phases, [title, *(str(row.lights[light]) for light in lights)])
    console().print(phases)


def _cells(level: LevelResult, result: TargetsResult, id_: str, say: Messages) -> Iterator[str]:
    target, judged, language = result.meaning.target(id_), level.judged, say.language
    assert target is not None
    yield asked_words(level, target, language)
    yield due_words(level, language)
    yield "—" if judged.latest is None else target.words(judged.latest, language)
    yield "—" if judged.gap is None else target.gap_words(judged.gap, language)
    yield phrase(TEXTS, judged.status, language)
    yield say(f"light.{judged.light}")
    yield "—" if judged.forecast is None else target.words(judged.forecast.value, language)


def draw(results: Iterable[TargetsResult], folder: Path, say: Messages) -> Iterator[Path]:
    """Write a picture of every target that has one; the files."""
    from govcoord.rules.kinds.targets.chart import target_svg

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, result in enumerate(results, 1):
            for target in result.targets:
                picture = target_svg(result, target.id, say.language)
                if picture is not None:
                    mark = "" if number == 1 else f"-{number}"
                    path = folder / f"{target.id}{mark}.svg"
                    path.write_text(picture, encoding="utf-8")
                    yield path
    except OSError as error:
        raise StopError(say("error.picture", path=folder.as_posix(), why=error.strerror)) from None
