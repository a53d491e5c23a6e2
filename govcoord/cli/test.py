"""``govcoord test``: run the YAML tests beside rulesets."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from typing import Any

import click
from rich.text import Text as Styled

from govcoord.cli.coverage import print_report
from govcoord.cli.faults import FINDINGS, FINE, USAGE
from govcoord.cli.local import (
    PLAN_WORD,
    Command,
    Option,
    format_option,
    make_command,
    paths_argument,
)
from govcoord.cli.output import console, print_diagnostics
from govcoord.diagnostics import Collector
from govcoord.messages import Messages
from govcoord.testing.coverage import as_data
from govcoord.testing.coverage.record import Recorder
from govcoord.testing.reports import junit, lines_of
from govcoord.testing.yaml_tests import Report, Watch, YamlResult, run_each

_STYLES = {"head": "bold red", "place": "blue", "minus": "red", "plus": "green", "note": ""}


def make(say: Messages) -> Command:
    """The command ``test``."""

    def test(
        paths: Sequence[str], keyword: str | None, fail_fast: bool, coverage: bool, form: str
    ) -> int:
        recorder = Recorder()
        watch = recorder.watch if coverage else None
        report = run(_folders(paths), keyword, fail_fast, say, live=form == "text", watch=watch)
        if form == "json":
            data = report.to_dict(say.language)
            if coverage:
                data["coverage"] = _coverage_data(recorder, say)
            click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        elif form == "junit":
            click.echo(junit(report, say.language), nl=False)
        else:
            _finish(report, say)
        if coverage and form != "json":
            print_coverage(recorder, say, err=form == "junit")
        return verdict(report)

    return make_command(
        say,
        "test",
        test,
        [
            paths_argument(say),
            Option(say, ["-k", "keyword"], metavar=say("metavar.word"), help=say("option.keyword")),
            Option(say, ["--fail-fast", "-x"], is_flag=True, help=say("option.fail_fast")),
            Option(say, ["--coverage"], is_flag=True, help=say("option.coverage")),
            format_option(say, "text", "json", "junit"),
        ],
    )


def _folders(words: Sequence[str]) -> list[str]:
    from govcoord.api import plan_folder

    return [str(plan_folder()) if word == PLAN_WORD else word for word in words]


def print_coverage(recorder: Recorder, say: Messages, *, err: bool = False) -> None:
    """What the tests reach of each ruleset, without cases."""
    for names, found in recorder.coverages.items():
        out = console(err=err)
        out.print()
        if len(recorder.coverages) > 1:
            out.print(Styled(", ".join(names), style="bold blue"), soft_wrap=True)
        print_report(found.report(), say, cases=0, err=err)


def _coverage_data(recorder: Recorder, say: Messages) -> list[dict[str, Any]]:
    return [
        {"rulesets": list(names), **as_data(found.report(), say.language, cases=False)}
        for names, found in recorder.coverages.items()
    ]


def run(
    paths: Sequence[str],
    keyword: str | None,
    fail_fast: bool,
    say: Messages,
    *,
    live: bool,
    watch: Watch | None = None,
) -> Report:
    """Run the tests; with ``live`` each failure is printed as soon as it is known."""
    started = time.perf_counter()
    collector = Collector()
    results: list[YamlResult] = []
    for result in run_each(paths, collector, keyword=keyword, watch=watch):
        results.append(result)
        if result.status == "failed":
            if live:
                print_failure(result, say)
            if fail_fast:
                break
    return Report(tuple(results), collector.sorted(), time.perf_counter() - started)


def print_failure(result: YamlResult, say: Messages) -> None:
    """A failed test, in colour on a terminal."""
    out = console()
    for line in lines_of(result, say):
        out.print(Styled(line.text, style=_STYLES[line.role]), soft_wrap=True)
    out.print()


def _finish(report: Report, say: Messages) -> None:
    print_diagnostics(report.diagnostics, say)
    out = console()
    if report.errors:
        text = say("test.broken", errors=len(report.errors))
        out.print(Styled(text, style="bold red"), soft_wrap=True)
    if not report.results:
        out.print(say("test.none_found"))
        return
    text = say(
        "test.summary",
        tests=len(report.results),
        passed=len(report.passed),
        failed=len(report.failed),
    )
    out.print(Styled(text, style="bold green" if report.ok else "bold red"), soft_wrap=True)


def verdict(report: Report) -> int:
    """The exit code: 2 when tests could not be run, or none was; 1 when some failed."""
    if report.errors or not report.results:
        return USAGE
    return FINDINGS if report.failed else FINE
