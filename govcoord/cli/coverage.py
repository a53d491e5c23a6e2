"""``govcoord coverage``: what the tests of rulesets reach, and cases for what they do not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text as Styled

from govcoord.case_files import CaseRow
from govcoord.cli.case_input import CaseInput, reading_options
from govcoord.cli.faults import FINDINGS, FINE, StopError
from govcoord.cli.local import Command, Option, make_command, ruleset_paths
from govcoord.cli.output import console, make_table, print_diagnostics
from govcoord.cli.rulesets import load_plan
from govcoord.diagnostics import Collector
from govcoord.errors import CaseError
from govcoord.messages import Messages

if TYPE_CHECKING:
    from rich.table import Table

    from govcoord.testing.coverage import Coverage, CoverageReport
    from govcoord.testing.coverage.text import Row
    from govcoord.testing.mechanisms.coverage import MechanismCoverage

STDOUT = "-"
SHOWN_POINTS, SHOWN_CASES = 12, 3
EVERYTHING = 1_000_000
_BAR = 20
_STYLES = {"head": "bold", "bad": "yellow", "good": "bold green", "yaml": "cyan", "note": "dim"}


def make(say: Messages) -> Command:
    """The command ``coverage``."""

    def coverage(
        path: str,
        tests: Sequence[str],
        least: Fraction | None,
        page: str | None,
        data: str | None,
        cases: str | None,
        cases_format: str | None,
        encoding: str,
        mechanisms: bool,
        everything: bool,
    ) -> int:
        from govcoord.testing.coverage import Coverage

        found = Coverage(load_plan([path], say))
        failed = run_tests(found, tests or (() if cases else (path,)), say)
        extra = measure_mechanisms(path, tests or (path,), say) if mechanisms else None
        if cases is not None:
            count_cases(found, CaseInput(cases, cases_format, encoding), say)
        report = found.report()
        if data != STDOUT:
            if everything:
                print_report(report, say, cases=EVERYTHING, listed=EVERYTHING)
            else:
                print_report(report, say)
            if extra is not None:
                print_mechanisms(extra, say, listed=EVERYTHING if everything else SHOWN_POINTS)
        write(report, page, data, say, extra)
        return max(verdict(report, least, failed, say), mechanisms_verdict(extra, least, say))

    return make_command(say, "coverage", coverage, _params(say))


def _params(say: Messages) -> list[click.Parameter]:
    file = say("metavar.file")
    return [
        click.Argument(["path"], metavar=say("metavar.one_path")),
        click.Argument(["tests"], nargs=-1, metavar=say("metavar.tests")),
        Option(
            say,
            ["--min", "least"],
            type=PercentType(say),
            metavar=say("metavar.percent"),
            help=say("option.coverage_min"),
        ),
        Option(say, ["--html", "page"], metavar=file, help=say("option.coverage_html")),
        Option(say, ["--json", "data"], metavar=file, help=say("option.coverage_json")),
        Option(say, ["--cases"], metavar=file, help=say("option.coverage_cases")),
        *reading_options(say),
        Option(say, ["--mechanisms"], is_flag=True, help=say("option.coverage_mechanisms")),
        Option(say, ["--all", "everything"], is_flag=True, help=say("option.coverage_all")),
    ]


class PercentType(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """A share in percent, exact: ``95``, ``97.5`` or ``95%``."""

    name = "percent"

    def __init__(self, say: Messages) -> None:
        self.say = say

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The share that the text names."""
        try:
            share = Fraction(str(value).strip().removesuffix("%"))
        except (ValueError, ZeroDivisionError):
            share = Fraction(-1)
        if not 0 <= share <= 100:
            self.fail(self.say("error.percent", value=value), param, ctx)
        return share


def run_tests(coverage: Coverage, paths: Sequence[str], say: Messages) -> int:
    """Run the tests and count what they reach; how many failed."""
    from govcoord.testing.yaml_tests import run_each

    if not paths:
        return 0
    collector = Collector()
    names = [path.as_posix() for path in ruleset_paths(paths)]
    results = list(run_each(names, collector, watch=lambda _, decision: coverage.add(decision)))
    errors = [d for d in collector.sorted() if d.severity == "error"]
    if errors:
        print_diagnostics(errors, say, err=True)
        raise StopError(say("test.broken", errors=len(errors)))
    failed = sum(result.status == "failed" for result in results)
    if failed:
        console(err=True).print(say("coverage.failed", count=failed), style="bold red")
    return failed


def count_cases(coverage: Coverage, source: CaseInput, say: Messages) -> None:
    """Count what the cases of a file reach, one after the other."""
    rejected = 0
    with source.opened(coverage.plan.vocabulary.case_words) as (_, rows):
        for row in rows:
            if not isinstance(row, CaseRow):
                rejected += 1
                continue
            try:
                coverage.add(coverage.plan.evaluate(row.facts))
            except CaseError:
                rejected += 1
    if rejected:
        console(err=True).print(say("coverage.rejected", count=rejected), style="yellow")


def print_report(
    report: CoverageReport,
    say: Messages,
    *,
    cases: int = SHOWN_CASES,
    listed: int = SHOWN_POINTS,
    err: bool = False,
) -> None:
    """The shares as tables with bars, then what is missing with cases for it."""
    from govcoord.testing.coverage.text import lines_of, rows_of, table_rows
    from govcoord.testing.coverage.words import Words

    words, out = Words(report, say.language), console(err=err)
    out.print(Styled(words.tell("title"), style="bold"))
    out.print(words.tell("cases", count=report.decisions))
    if report.foreign:
        out.print(words.tell("foreign", count=report.foreign))
    for heading, rows in (("table", table_rows(words)), ("what", rows_of(words))):
        out.print()
        out.print(_shares([words.tell(w) for w in (heading, "covered", "share")], rows, say))
    out.print()
    for line in lines_of(words, cases=cases, listed=listed):
        out.print(Styled(line.text, style=_STYLES[line.role]), soft_wrap=True)


def _shares(headings: Sequence[str], rows: Sequence[Row], say: Messages) -> Table:
    from govcoord.testing.coverage.phrases import phrase
    from govcoord.testing.coverage.words import percent

    table = make_table([*headings, ""])
    for row in rows:
        tally = row.tally
        filled = int(tally.percent * _BAR / 100)
        style = "green" if not tally.missing else "yellow" if tally.covered else "red"
        counted = phrase("of", say.language, covered=tally.covered, total=tally.total)
        bar = Styled("█" * filled, style=style).append("░" * (_BAR - filled), style="dim")
        table.add_row(Styled(row.name), Styled(counted), Styled(percent(tally)), bar)
    return table


def measure_mechanisms(path: str, tests: Sequence[str], say: Messages) -> MechanismCoverage:
    """Which parts of mechanisms the tests exercise; tests that fail stop the command."""
    from govcoord.cli.mutate import cache_file, progress_bar, stopped
    from govcoord.testing.mechanisms.coverage import mechanism_coverage
    from govcoord.testing.mutation.run import BrokenTestsError

    names = [found.as_posix() for found in ruleset_paths(tests)]
    try:
        with progress_bar(say) as watch:
            return mechanism_coverage(
                ruleset_paths([path]), names, cache=cache_file(path, apart=True), watch=watch
            )
    except BrokenTestsError as broken:
        raise stopped(broken, say) from None


def print_mechanisms(report: MechanismCoverage, say: Messages, *, listed: int) -> None:
    """The shares of documents of mechanisms with bars, then the parts that are missing."""
    from govcoord.testing.mechanisms.coverage_text import lines_of, rows_of
    from govcoord.testing.mechanisms.phrases import phrase

    out = console()
    out.print()
    out.print(Styled(phrase("cover_title", say.language), style="bold"))
    out.print(phrase("tests", say.language, tests=report.tests))
    out.print()
    headings = [phrase(word, say.language) for word in ("document", "covered", "share")]
    out.print(_shares(headings, rows_of(report, say.language), say))
    out.print()
    for line in lines_of(report, say.language, listed=listed):
        out.print(Styled(line.text, style=_STYLES[line.role]), soft_wrap=True)


def mechanisms_verdict(
    report: MechanismCoverage | None, least: Fraction | None, say: Messages
) -> int:
    """The exit code by the parts of mechanisms; what is below the minimum is said."""
    from govcoord.testing.coverage.words import percent
    from govcoord.testing.mechanisms.phrases import phrase

    if report is None or least is None or report.reaches(least):
        return FINE
    shares = {"percent": percent(report.percent), "least": percent(least)}
    console(err=True).print(Styled(phrase("cover_below", say.language, **shares), style="bold red"))
    return FINDINGS


def write(
    report: CoverageReport,
    page: str | None,
    data: str | None,
    say: Messages,
    extra: MechanismCoverage | None = None,
) -> None:
    """Write the report as HTML and as JSON, where that is asked for."""
    if page is not None:
        from govcoord.testing.coverage.html import as_html

        Path(page).write_text(as_html(report, say.language, mechanisms=extra), encoding="utf-8")
        console(err=True).print(say("coverage.written", path=page))
    if data is not None:
        from govcoord.testing.coverage import as_data

        told = as_data(report, say.language)
        if extra is not None:
            told["mechanisms"] = extra.to_dict()
        text = json.dumps(told, ensure_ascii=False, indent=2)
        if data == STDOUT:
            click.echo(text)
        else:
            Path(data).write_text(text + "\n", encoding="utf-8")
            console(err=True).print(say("coverage.written", path=data))


def verdict(report: CoverageReport, least: Fraction | None, failed: int, say: Messages) -> int:
    """The exit code; what is below the minimum is said on standard error."""
    from govcoord.testing.coverage.words import Words, percent

    if least is not None and not report.reaches(least):
        text = Words(report, say.language).tell(
            "below_min", percent=percent(report.percent), least=percent(least)
        )
        console(err=True).print(Styled(text, style="bold red"))
        return FINDINGS
    return FINDINGS if failed else FINE
