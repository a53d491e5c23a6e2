"""``govcoord risks``: where the risks of a register stand, as registered or in cases."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from govcoord.case_files import Answer, evaluate_rows
from govcoord.cli.case_input import CaseInput, case_options
from govcoord.cli.faults import FINDINGS, FINE, StopError
from govcoord.cli.local import Command, format_option, make_command, paths_argument
from govcoord.cli.output import add_row, console, make_table, print_rejected
from govcoord.cli.rulesets import load_plan
from govcoord.cli.values import fact_title
from govcoord.messages import Messages
from govcoord.numerals import format_number
from govcoord.plain import jsonable
from govcoord.rules.engine import Plan, Rejected
from govcoord.rules.kinds.risk_register import VIEW, Level, Risk, RiskView

if TYPE_CHECKING:
    from govcoord.decision import Decision

HEADINGS = ("risk", "category", "owner", "inherent", "current", "may_rise", "triggers", "ask")

_ASKED = 3


def make(say: Messages) -> Command:
    """The command ``risks``."""

    def risks(
        paths: Sequence[str],
        cases: str | None,
        cases_format: str | None,
        encoding: str,
        as_of: date | None,
        form: str,
    ) -> int:
        plan = load_plan(paths, say, as_of=as_of)
        view = plan.views.get(VIEW)
        if not isinstance(view, RiskView):
            raise StopError(say("error.no_risks"))
        code, found = FINE, []
        source = None if cases is None else CaseInput(cases, cases_format, encoding)
        for item in _decided(plan, source):
            if isinstance(item, Rejected):
                print_rejected(console(err=True), item, say, plan.vocabulary)
                code = FINDINGS
                continue
            name, decision = item
            if form == "json":
                found.append({"case": name, "risks": jsonable(view(decision))})
                continue
            if name is not None:
                click.echo(f"\n{say('risks.case', name=name)}\n")
            _print(view, decision, say)
        if form == "json":
            click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return code

    params = [
        paths_argument(say), *case_options(say, required=False), format_option(say, "table", "json")
    ]  # fmt: skip
    return make_command(say, "risks", risks, params)


def _decided(
    plan: Plan, source: CaseInput | None
) -> Iterator[tuple[str | None, Decision] | Rejected]:
    """Each case's name and decision; without a file, what holds when nothing is known."""
    if source is None:
        yield None, plan.evaluate({})
        return
    with source.opened() as (_, rows):
        for item in evaluate_rows(plan, rows):
            if isinstance(item, Answer):
                yield item.id or str(item.number + 1), item.decision
            else:
                yield item


def _print(view: RiskView, decision: Decision, say: Messages) -> None:
    """A row a risk, the highest first."""
    table = make_table([say(f"risks.{heading}") for heading in HEADINGS])
    for risk in view(decision):
        add_row(table, _cells(risk, view, decision, say))
    console().print(table)


def _cells(risk: Risk, view: RiskView, decision: Decision, say: Messages) -> list[str]:
    language, comma = say.language, say("value.list")
    document = view.document_of(risk.id)
    bands = {str(band.id): band.title.get(language) or str(band.id) for band in document.bands}
    category: Any = document.categories.get(risk.category)

    def told(level: Level | None) -> str:
        return "" if level is None else f"{format_number(level.level)} {bands[level.band]}"

    asked = [fact_title(fact, decision, say)[1] for fact in risk.ask]
    more = [say("value.more", count=len(asked) - _ASKED)] if len(asked) > _ASKED else []
    return [
        f"{risk.id} {risk.title.get(language)}",
        category.get(language) if category else risk.category,
        decision.plan.vocabulary.departments.label(risk.owner, language),
        told(risk.inherent),
        told(risk.current),
        told(risk.may_rise_to),
        comma.join(risk.triggers),
        comma.join([*asked[:_ASKED], *more]),
    ]
