"""``govcoord evaluate``: decide the cases of a file, streamed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

import attrs

from govcoord.case_files import Answer, CaseFileError, Row, evaluate_rows, numbered
from govcoord.cli.case_input import (
    CaseInput,
    Repeats,
    case_options,
    followed,
    output_to,
    refuse_overwriting,
)
from govcoord.cli.decision_output import Sink, make_sink
from govcoord.cli.faults import FINDINGS, FINE, USAGE
from govcoord.cli.local import (
    Command,
    CountType,
    Option,
    everything_option,
    format_option,
    make_command,
    paths_argument,
)
from govcoord.cli.output import console, print_diagnostics, print_rejected
from govcoord.cli.rulesets import load_plan
from govcoord.decision import Decision
from govcoord.messages import Messages
from govcoord.rules.engine import Plan


def make(say: Messages) -> Command:
    """The command ``evaluate``."""

    def evaluate(
        paths: Sequence[str],
        cases: str,
        cases_format: str | None,
        encoding: str,
        as_of: date | None,
        form: str,
        output: str | None,
        strict: bool,
        limit: int | None,
        everything: bool,
    ) -> int:
        source = CaseInput(cases, cases_format, encoding)
        refuse_overwriting(source, output, say)
        plan = load_plan(paths, say, as_of=as_of)
        with source.opened() as (stream, rows), output_to(output) as out:
            read = followed(rows, stream, source, out, say("progress.evaluate"))
            sink = make_sink(form, out, plan, say, everything=everything)
            chosen = islice(read, limit)
            return run(plan, chosen, sink, say, strict=strict, everything=everything)

    return make_command(
        say,
        "evaluate",
        evaluate,
        [
            paths_argument(say),
            *case_options(say),
            format_option(say, "table", "json", "jsonl"),
            Option(say, ["--output", "-o"], metavar=say("metavar.file"), help=say("option.output")),
            Option(say, ["--strict"], is_flag=True, help=say("option.evaluate_strict")),
            Option(
                say,
                ["--limit"],
                type=CountType(say),
                metavar=say("metavar.number"),
                help=say("option.limit"),
            ),
            everything_option(say),
        ],
    )


@attrs.define
class _Counts:
    decisions: int = 0
    rejected: int = 0
    least_untouched: int | None = None
    most_untouched: int = 0

    @property
    def cases(self) -> int:
        return self.decisions + self.rejected

    def add(self, decision: Decision) -> None:
        """Count a decision and the tables that its case leaves alone."""
        self.decisions += 1
        untouched = len(decision.untouched)
        least = self.least_untouched
        self.least_untouched = untouched if least is None else min(least, untouched)
        self.most_untouched = max(self.most_untouched, untouched)


def run(
    plan: Plan,
    rows: Iterator[Row],
    sink: Sink,
    say: Messages,
    *,
    strict: bool = False,
    everything: bool = False,
) -> int:
    """Decide all rows into the sink; the exit code. The last lines on stderr count them."""
    counts, code, repeats = _Counts(), FINE, Repeats()
    messages = console(err=True)
    try:
        for item in evaluate_rows(
            plan, repeats.watched(numbered(rows, plan.vocabulary.case_words))
        ):
            if isinstance(item, Answer):
                counts.add(item.decision)
                sink.answer(item)
                continue
            counts.rejected += 1
            code = FINDINGS
            sink.rejected(item)
            print_rejected(messages, item, say, plan.vocabulary)
            if strict:
                messages.print(say("summary.stopped", cases=f"{counts.cases:,}"))
                break
    except CaseFileError as error:
        code = USAGE
        print_diagnostics(error.diagnostics, say, err=True)
    sink.close()
    repeats.tell(say)
    if counts.most_untouched and not everything:
        messages.print(_left_out(counts, len(plan.tables), say), soft_wrap=True)
    messages.print(summary(counts.decisions, counts.rejected, say), soft_wrap=True)
    return code


def _left_out(counts: _Counts, tables: int, say: Messages) -> str:
    """How many tables were left out of each case."""
    least, most = counts.least_untouched or 0, counts.most_untouched
    count = f"{most}" if least == most else f"{least}–{most}"
    return say("summary.untouched", count=count, tables=tables)


def summary(decisions: int, rejected: int, say: Messages) -> str:
    """``1,434 cases: 1,430 decisions, 4 rejected``."""
    return say(
        "summary.cases",
        cases=f"{decisions + rejected:,}",
        decisions=f"{decisions:,}",
        rejected=f"{rejected:,}",
    )
