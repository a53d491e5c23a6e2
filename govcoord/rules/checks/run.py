"""Running the checks over a plan: findings to diagnostics with regions and witnesses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from govcoord.diagnostics import Collector, Diagnostic, Related
from govcoord.plain import jsonable
from govcoord.rules.checks import CHECKS
from govcoord.rules.checks.base import (
    SPELLED_OUT,
    Budget,
    BudgetError,
    Check,
    Finding,
    Meter,
    Question,
    study_of,
)
from govcoord.rules.conditions.words import describe_box
from govcoord.rules.engine import Plan
from govcoord.rules.load import load_files
from govcoord.rules.solving.witness import Witness, find_witness
from govcoord.rules.tables import Table
from govcoord.text import LANGUAGES

SHOWN_BOXES = 3
"""Boxes of a region that a message spells out."""

HANDLED = {"GC310": "GC317", "GC311": "GC318"}
"""Findings that another table deals with, by testing the status: notes instead of errors."""


def check_files(paths: Sequence[Path], budget: Budget | None = None) -> tuple[Diagnostic, ...]:
    """Every problem of the rulesets at ``paths``: what loading finds, then what the checks find.

    The logic is checked once nothing is wrong with the parts.
    """
    loaded = load_files(paths)
    if loaded.plan is None or any(d.severity == "error" for d in loaded.diagnostics):
        return loaded.diagnostics
    collector = Collector()
    collector.extend(loaded.diagnostics)
    collector.extend(check_logic(loaded.plan, budget))
    return collector.sorted()


def check_logic(plan: Plan, budget: Budget | None = None) -> list[Diagnostic]:
    """What the checks find in the tables of a plan, each finding with a witness where it has one.

    A check of a table that runs out of its budget is reported as undecided (GC319).
    """
    found: list[Diagnostic] = []
    for table in plan.tables:
        study = study_of(table, plan.vocabulary)
        for name, check in CHECKS:
            found.extend(_run(plan, Question(study, Meter(budget or Budget())), name, check))
    return found


def _run(plan: Plan, question: Question, name: str, check: Check) -> Iterator[Diagnostic]:
    table, meter = question.table, question.meter
    done = 0
    shown: Counter[str] = Counter()
    codes: dict[str, str] = {}
    try:
        for finding in check(question):
            done += 1
            shown[finding.code] += 1
            if shown[finding.code] <= SPELLED_OUT:
                found = diagnostic(plan, finding)
                codes[finding.code] = found.code
                yield found
    except BudgetError:
        covered = f"{done:,} ({meter.done:,}/{meter.total:,})"
        yield Diagnostic("GC319", table.span, {"table": table.id, "check": name, "found": covered})
    for code, count in shown.items():
        if count > SPELLED_OUT:
            more = {"table": table.id, "kind": codes[code], "count": f"{count - SPELLED_OUT:,}"}
            yield Diagnostic("GC320", table.span, more)


def handler(plan: Plan, finding: Finding) -> Table | None:
    """The table that takes up cases without an answer, or in conflict, of another table."""
    outcome = {"GC310": "none", "GC311": "conflict"}.get(finding.code)
    status = finding.table.status
    if outcome is None or status is None:
        return None
    for table in plan.tables:
        for rule in table.rules:
            for box in rule.boxes:
                test = dict(box.tests).get(status)
                if test is not None and test.accepts(outcome) and table is not finding.table:
                    return table
    return None


def diagnostic(plan: Plan, finding: Finding) -> Diagnostic:
    """A finding as a diagnostic: place, words for its region, and a witness case."""
    witness = _witness(plan, finding)
    params = {"table": finding.table.id, **dict(finding.params)}
    by = handler(plan, finding)
    code = finding.code if by is None else HANDLED[finding.code]
    params["handler"] = by.id if by else ""
    for number, rule in enumerate(finding.rules):
        params[("rule", "other")[number] if number < 2 else f"rule{number}"] = rule.id
    for language in LANGUAGES:
        key = "region" if language == "en" else f"region_{language[3:].lower()}"
        params[key] = words_for(plan, finding, language)
    params["confirmed"] = "" if witness is None or witness.confirmed else "unconfirmed"
    span = finding.rules[0].span if finding.rules else finding.table.span
    related = tuple(
        Related(rule.span, "other rule") for rule in finding.rules[1:] if rule.span is not None
    )
    case = None if witness is None else jsonable(witness.case)
    return Diagnostic(code, span, params, related, witness=case)


def _witness(plan: Plan, finding: Finding) -> Witness | None:
    for box in finding.boxes:
        witness = find_witness(plan, finding.table, box)
        if witness.confirmed:
            return witness
    return find_witness(plan, finding.table, finding.boxes[0]) if finding.boxes else None


def words_for(plan: Plan, finding: Finding, language: str) -> str:
    """The region of a finding in the vocabulary's words."""
    scope = finding.table.scope
    shown = [describe_box(b, plan.vocabulary, language, scope) for b in finding.boxes[:SHOWN_BOXES]]
    joiner = {"en": "; or ", "zh-Hans": "；或 ", "zh-Hant": "；或 "}[language]
    more = len(finding.boxes) - len(shown)
    tail = {
        "en": f"; and {more} more" if not finding.partly else f"; and more than {more} more",
        "zh-Hans": f"；另有 {more} 处" + ("以上" if finding.partly else ""),
        "zh-Hant": f"；另有 {more} 處" + ("以上" if finding.partly else ""),
    }
    return joiner.join(shown) + (tail[language] if more > 0 or finding.partly else "")
