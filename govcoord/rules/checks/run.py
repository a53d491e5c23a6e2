"""Running the checks over a plan, or over what stands of one with errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from govcoord.diagnostics import Collector, Diagnostic
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
from govcoord.rules.checks.report import Reporter
from govcoord.rules.engine import Plan
from govcoord.rules.load import Loaded, load_files
from govcoord.rules.parts import Parts, standing
from govcoord.rules.reviews import check_life
from govcoord.rules.tables import Table

OF_WHAT_STANDS = frozenset({"conflict", "shadow"})
"""Checks of what rules say of each other, which hold where other rules are still missing."""


def check_files(
    paths: Sequence[Path], budget: Budget | None = None, *, as_of: date | None = None
) -> tuple[Diagnostic, ...]:
    """Every problem of the rulesets at ``paths``: what loading finds, then what the checks find.

    Where there are errors the tables are checked as far as they stand. With a day it is also
    said which reviews are due then, and which documents have run out.
    """
    loaded = load_files(paths)
    found = Collector()
    found.extend(check_loaded(loaded, budget))
    if as_of is not None:
        found.extend(check_life(loaded.documents, as_of))
    return found.sorted()


def check_loaded(loaded: Loaded, budget: Budget | None = None) -> tuple[Diagnostic, ...]:
    """What loading has found of rulesets, and what the checks find."""
    collector = Collector()
    collector.extend(loaded.diagnostics)
    if loaded.plan is not None and not collector.has_errors:
        collector.extend(check_logic(loaded.plan, budget))
    else:
        collector.extend(check_parts(standing(loaded), budget))
    return collector.sorted()


def check_logic(plan: Plan, budget: Budget | None = None) -> list[Diagnostic]:
    """What the checks find in the tables of a plan, each finding with a witness where it has one.

    A check of a table that runs out of its budget is reported as undecided (GC319).
    """
    return check_parts(Parts(plan), budget)


def check_parts(parts: Parts, budget: Budget | None = None) -> list[Diagnostic]:
    """The same of what stands of a plan, with what was left out (GC321, GC322).

    Of a table without some of its rules nothing is asked that these rules may answer: no gap,
    no redundant rule, no value that goes without mention.
    """
    found: list[Diagnostic] = []
    reporter = Reporter(parts.plan, parts.open)
    for table in parts.plan.tables:
        names = CHECKS
        if not _worth_asking(table, parts):
            continue
        if table.id in parts.unsound:
            found.append(reporter.left_out("GC322", table, parts.unsound[table.id]))
            continue
        if table.id in parts.broken:
            found.append(reporter.left_out("GC321", table, parts.broken[table.id]))
            names = tuple(pair for pair in CHECKS if pair[0] in OF_WHAT_STANDS)
        study = study_of(table, parts.plan.vocabulary)
        for name, check in names:
            question = Question(study, Meter(budget or Budget()))
            found.extend(_run(reporter, question, name, _but_of(check, parts)))
    return found


def _worth_asking(table: Table, parts: Parts) -> bool:
    """Whether there is anything in a table that stands and is not only made for another."""
    if table.id not in parts.broken and table.id not in parts.unsound:
        return True
    return bool(table.rules) and not table.auxiliary


def _but_of(check: Check, parts: Parts) -> Check:
    """The check without what it finds of rules that have errors."""

    def sound(question: Question) -> Iterator[Finding]:
        broken = frozenset(parts.broken.get(question.table.id, ()))
        for finding in check(question):
            if broken.isdisjoint(rule.id for rule in finding.rules):
                yield finding

    return sound


def _run(reporter: Reporter, question: Question, name: str, check: Check) -> Iterator[Diagnostic]:
    table, meter = question.table, question.meter
    done = 0
    shown: Counter[str] = Counter()
    codes: dict[str, str] = {}
    try:
        for finding in check(question):
            if not reporter.may_happen(finding):
                continue
            done += 1
            shown[finding.code] += 1
            if shown[finding.code] <= SPELLED_OUT:
                found = reporter.diagnostic(finding)
                codes[finding.code] = found.code
                yield found
    except BudgetError:
        yield reporter.undecided(table, name, done, meter)
    for code, count in shown.items():
        if count > SPELLED_OUT:
            yield reporter.not_listed(table, codes[code], count - SPELLED_OUT)
