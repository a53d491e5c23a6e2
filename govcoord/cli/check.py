"""``govcoord check``: every problem of every file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date

import click

from govcoord.cli.faults import FINDINGS, FINE, USAGE
from govcoord.cli.local import (
    Command,
    DayType,
    Option,
    format_option,
    make_command,
    paths_argument,
    ruleset_paths,
)
from govcoord.cli.output import console, print_diagnostics
from govcoord.diagnostics import Diagnostic
from govcoord.messages import Messages


def make(say: Messages) -> Command:
    """The command ``check``."""

    def check(paths: Sequence[str], strict: bool, as_of: date | None, form: str) -> int:
        from govcoord.rules.checks.run import check_files
        from govcoord.rules.load import ruleset_files

        found = ruleset_paths(paths)
        diagnostics = check_files(found, as_of=as_of)
        files = len(ruleset_files(found))
        if form == "json":
            click.echo(_as_json(diagnostics, say.language))
        else:
            print_diagnostics(diagnostics, say)
            console(err=True).print(summary(diagnostics, files, say))
        missing = any(not path.exists() for path in found) or not files
        return USAGE if missing else verdict(diagnostics, strict)

    return make_command(
        say,
        "check",
        check,
        [
            paths_argument(say),
            Option(
                say,
                ["--as-of"],
                type=DayType(say),
                metavar=say("metavar.date"),
                help=say("option.check_as_of"),
            ),
            Option(say, ["--strict"], is_flag=True, help=say("option.check_strict")),
            format_option(say, "text", "json"),
        ],
    )


def verdict(diagnostics: Sequence[Diagnostic], strict: bool) -> int:
    """The exit code: findings are errors, with ``strict`` warnings too."""
    bad = ("error", "warning") if strict else ("error",)
    return FINDINGS if any(d.severity in bad for d in diagnostics) else FINE


def summary(diagnostics: Sequence[Diagnostic], files: int, say: Messages) -> str:
    """How many problems of which severity there are in how many files."""
    if not diagnostics:
        return say("check.clean", files=files)
    counts = Counter(d.severity for d in diagnostics)
    return say(
        "check.summary",
        files=files,
        errors=counts["error"],
        warnings=counts["warning"],
        notes=counts["note"],
    )


def _as_json(diagnostics: Sequence[Diagnostic], language: str) -> str:
    listed = [d.to_dict(language) for d in diagnostics]
    return json.dumps({"diagnostics": listed}, ensure_ascii=False, indent=2)
