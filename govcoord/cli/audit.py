"""``govcoord audit``: write a trail of decisions, verify it, decide it again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from govcoord import audit
from govcoord.case_files import BadRow
from govcoord.cli.assess import find_mechanism
from govcoord.cli.case_input import CaseInput, case_options
from govcoord.cli.faults import FINDINGS, FINE, StopError
from govcoord.cli.local import Command, Option, format_option, make_command
from govcoord.cli.output import console, print_rejected
from govcoord.cli.replayed import write_replayed
from govcoord.cli.rulesets import load_plan
from govcoord.errors import CaseError
from govcoord.messages import Messages
from govcoord.rules.engine import Rejected
from govcoord.rules.records import words_of


def make(say: Messages) -> Command:
    """The command ``audit``."""

    def run(
        action: str,
        trail: str,
        rules: tuple[str, ...],
        cases: str | None,
        cases_format: str | None,
        encoding: str,
        as_of: date | None,
        mechanism: str | None,
        who: str | None,
        when: str | None,
        head: str | None,
        form: str,
    ) -> int:
        path = Path(trail)
        if action != "append" and not path.is_file():
            raise StopError(say("error.no_trail", path=trail))
        if action == "verify":
            return verify(path, head, say)
        if action == "mend":
            return mend(path, say)
        if not rules:
            raise StopError(say("error.audit_rules"))
        if action == "replay":
            return replay(path, rules, as_of, form, say)
        if not (cases and who and when):
            raise StopError(say("error.audit_append"))
        source = CaseInput(cases, cases_format, encoding)
        return append(path, rules, source, as_of, mechanism, (who, when), say)

    text = {name: say(f"option.audit_{name}") for name in ("rules", "who", "when", "head")}
    params: list[click.Parameter] = [
        click.Argument(["action"], type=click.Choice(["append", "verify", "replay", "mend"])),
        click.Argument(["trail"], metavar=say("metavar.file")),
        Option(say, ["--rules"], multiple=True, metavar=say("metavar.path"), help=text["rules"]),
        *case_options(say, required=False),
        Option(
            say, ["--mechanism", "-m"], metavar=say("metavar.mechanism"),
            help=say("option.mechanism"),
        ),
        Option(say, ["--who"], metavar=say("metavar.word"), help=text["who"]),
        Option(say, ["--when"], metavar=say("metavar.word"), help=text["when"]),
        Option(say, ["--head"], metavar=say("metavar.word"), help=text["head"]),
        format_option(say, "text", "json", "csv"),
    ]  # fmt: skip
    return make_command(say, "audit", run, params)


def verify(path: Path, head: str | None, say: Messages) -> int:
    """Say whether the trail holds, and where it does not."""
    broken = audit.verify(path, head=head)
    if broken is None:
        click.echo(say("audit.holds"))
        return FINE
    fault = say(f"audit.fault_{broken.fault}")
    click.echo(say("audit.broken", line=f"{broken.line:,}", fault=fault))
    return FINDINGS


def mend(path: Path, say: Messages) -> int:
    """Cut a torn last line off; what was cut goes to stderr, to be kept."""
    torn = audit.mend(path)
    click.echo(say("audit.mended", bytes=f"{len(torn):,}") if torn else say("audit.whole"))
    if torn:
        click.echo(torn, err=True)
    return FINE


def replay(path: Path, rules: tuple[str, ...], as_of: date | None, form: str, say: Messages) -> int:
    """Decide every line again, and say of each that comes out otherwise what differs."""
    plan = load_plan(rules, say, as_of=as_of)
    try:
        proved = write_replayed(audit.replay(path, plan), plan, form, say)
    except ValueError as error:
        raise StopError(say("error.replay_trail", path=str(path))) from error
    return FINE if proved else FINDINGS


def append(
    path: Path,
    rules: tuple[str, ...],
    source: CaseInput,
    as_of: date | None,
    mechanism: str | None,
    by: tuple[str, str],
    say: Messages,
) -> int:
    """Decide the cases of a file into the trail; the last line on stdout is the head's hash."""
    plan = load_plan(rules, say, as_of=as_of)
    head, code = None, FINE
    named = mechanism and find_mechanism(plan, mechanism, say)
    words = words_of(named.record) if named else frozenset(plan.vocabulary.case_words)
    with source.opened(words) as (_, rows):
        for row in rows:
            try:
                if isinstance(row, BadRow):
                    raise row.error
                given = dict(row.facts)
                head = audit.append(path, plan, given, who=by[0], when=by[1], mechanism=mechanism)
            except CaseError as error:
                rejected = Rejected(row.number, error, row.id, row.place)
                print_rejected(console(err=True), rejected, say, plan.vocabulary)
                code = FINDINGS
            except ValueError as error:
                raise StopError(say("error.bad_trail", path=str(path))) from error
    if head is not None:
        click.echo(head)
    return code
