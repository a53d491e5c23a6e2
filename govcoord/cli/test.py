"""``govcoord test``: run the YAML tests beside rulesets."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence

import click
from rich.text import Text as Styled

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
from govcoord.testing.reports import junit, lines_of
from govcoord.testing.yaml_tests import Report, YamlResult, run_each

_STYLES = {"head": "bold red", "place": "blue", "minus": "red", "plus": "green", "note": ""}


def make(say: Messages) -> Command:
    """The command ``test``."""

    def test(paths: Sequence[str], keyword: str | None, fail_fast: bool, form: str) -> int:
        report = run(_folders(paths), keyword, fail_fast, say, live=form == "text")
        if form == "json":
            data = report.to_dict(say.language)
            click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        elif form == "junit":
            click.echo(junit(report, say.language), nl=False)
        else:
            _finish(report, say)
        return verdict(report)

    return make_command(
        say,
        "test",
        test,
        [
            paths_argument(say),
            Option(say, ["-k", "keyword"], metavar=say("metavar.word"), help=say("option.keyword")),
            Option(say, ["--fail-fast", "-x"], is_flag=True, help=say("option.fail_fast")),
            format_option(say, "text", "json", "junit"),
        ],
    )


def _folders(words: Sequence[str]) -> list[str]:
    from govcoord.api import plan_folder

    return [str(plan_folder()) if word == PLAN_WORD else word for word in words]


def run(
    paths: Sequence[str], keyword: str | None, fail_fast: bool, say: Messages, *, live: bool
) -> Report:
    """Run the tests; with ``live`` each failure is printed as soon as it is known."""
    started = time.perf_counter()
    collector = Collector()
    results: list[YamlResult] = []
    for result in run_each(paths, collector, keyword=keyword):
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
