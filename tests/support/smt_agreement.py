"""One ruleset under two eyes: where the checks and the solver do not agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import combinations
from typing import Any

import attrs
import yaml
import z3
from outcomes import engine_says, reference_says
from smt import Variable, variables
from smt_answers import Asker, OneTable, conflict, decides, gap, is_redundant, read_table, standing
from smt_boxes import box_formula, union_formula
from smt_rulesets import make_documents

from govcoord.rules.checks import CHECKS
from govcoord.rules.checks.base import Budget, BudgetError, Finding, Meter, Question, study_of
from govcoord.rules.checks.report import Reporter
from govcoord.rules.engine import Plan
from govcoord.rules.load import load_texts
from govcoord.rules.tables import Table


@attrs.frozen(eq=False)
class Case:
    """A table of a ruleset: as loaded, with what the checks find, and as its document says."""

    plan: Plan
    table: Table
    findings: tuple[Finding, ...]
    said: OneTable
    seen: Mapping[str, Variable]
    asker: Asker
    loading: frozenset[str]

    def found(self, code: str) -> dict[tuple[str, ...], Finding]:
        """The findings of a code by the ids of their rules."""
        return {tuple(r.id for r in f.rules): f for f in self.findings if f.code == code}


def cases(seed: int) -> list[Case]:
    """The tables of a generated ruleset; none where loading refuses it."""
    documents = make_documents(seed)
    text = yaml.safe_dump_all(documents, allow_unicode=True, sort_keys=False)
    loaded = load_texts({"world.yaml": text})
    plan = loaded.plan
    if plan is None or any(d.severity == "error" for d in loaded.diagnostics):
        return []
    never = frozenset(dict(d.params)["rule"] for d in loaded.diagnostics if d.code == "GC304")
    vocabulary, *tables = documents
    spaces = variables(vocabulary, tables)
    by_id = {table.id: table for table in plan.tables}
    found = []
    for document in tables:
        seen = spaces[document.get("scope")]
        asker = Asker(seen)
        table = by_id[document["id"]]
        found.append(
            Case(
                plan,
                table,
                tuple(run_checks(plan, table)),
                read_table(document, seen, asker),
                seen,
                asker,
                never,
            )
        )
    return found


def run_checks(plan: Plan, table: Table) -> Iterator[Finding]:
    """What the checks find in a table."""
    study = study_of(table, plan.vocabulary)
    for _, check in CHECKS:
        with suppress(BudgetError):  # a gap in very many parts is not spelled out
            yield from check(Question(study, Meter(Budget(steps=10_000_000, seconds=120))))


def disagreements(seed: int) -> list[str]:
    """In words, everything on which checks and solver differ for one ruleset."""
    return [
        f"seed {seed}, {case.table.id}: {words}"
        for case in cases(seed)
        for look in LOOKS
        for words in look(case)
    ]


def gaps(case: Case) -> Iterator[str]:
    """Gap or none, and its region."""
    where = gap(case.said)
    found = case.found("GC310").get(())
    if case.asker.some(where) if case.said.must_answer else False:
        if found is None:
            yield "a gap is not found"
        else:
            yield from _region(case, found, where)
    elif found is not None:
        yield "what is called a gap is none"


def _region(case: Case, finding: Finding, where: Any) -> Iterator[str]:
    label = f"{finding.code} of {', '.join(r.id for r in finding.rules)}"
    for box in finding.boxes:
        formula = box_formula(box, case.seen)
        if case.asker.some(formula, z3.Not(where)):
            yield f"{label}: a box reaches too far: {box}"
        if case.asker.none(formula):
            yield f"{label}: a box is empty: {box}"
    if not finding.partly and case.asker.some(
        where, z3.Not(union_formula(finding.boxes, case.seen))
    ):
        yield f"{label}: the region leaves something out"


def conflicts(case: Case) -> Iterator[str]:
    """Pairs in conflict, and pairs that agree where they overlap."""
    if case.said.hit in ("collect", "first"):
        return
    at = standing(case.said)
    found = {"GC311": case.found("GC311"), "GC312": case.found("GC312")}
    for one, other in combinations(case.said.rules, 2):
        agree = case.said.hit != "unique" and one.answer == other.answer
        code = "GC312" if agree else "GC311"
        where = conflict(case.said, at, one, other)
        finding = found[code].pop((one.id, other.id), None)
        if case.asker.none(where):
            if finding is not None:
                yield f"{code} of {one.id}, {other.id} is none"
        elif finding is None:
            yield f"{code} of {one.id}, {other.id} is not found"
        else:
            yield from _region(case, finding, where)
    for code, left in found.items():
        for pair in left:
            yield f"{code} of {pair} is out of place"


def never_decide(case: Case) -> Iterator[str]:
    """Rules that can never decide, and those whose condition nothing can meet."""
    at = standing(case.said)
    found = {rules[0]: rules[1:] for rules in case.found("GC313")}
    empty = case.loading | {rules[0] for rules in case.found("GC304")}
    for rule in case.said.rules:
        impossible = case.asker.none(rule.holds)
        if impossible != (rule.id in empty):
            yield f"GC304 of {rule.id}: {not impossible} in the checks"
        expected = not impossible and case.asker.none(decides(case.said, at, rule))
        if expected != (rule.id in found):
            yield f"GC313 of {rule.id}: {not expected} in the checks"


def redundant(case: Case) -> Iterator[str]:
    """Rules that could go without any change."""
    found = {rules[0] for rules in case.found("GC314")}
    for rule in case.said.rules:
        expected = is_redundant(case.said, rule, case.asker)
        if expected != (rule.id in found):
            yield f"GC314 of {rule.id}: {not expected} in the checks"


def idle(case: Case) -> Iterator[str]:
    """Overrides that never bite, neither on the rule that is named nor on any it overrides."""
    found = set(case.found("GC315"))
    expected = set()
    for rule in case.said.rules:
        below = {name: {name, *_below(case, name)} for name in rule.named}
        for other, reached in below.items():
            rest = set().union(*(more for name, more in below.items() if name != other))
            asked = {other, *(reached - rest)} - {rule.id}
            if all(case.asker.none(rule.holds, case.said.rule(x).possible) for x in asked):
                expected.add((rule.id, other))
    for pair in found ^ expected:
        yield f"GC315 of {pair}: {pair in found} in the checks"


def _below(case: Case, name: str) -> set[str]:
    """The rules that a rule overrides, through any number of steps."""
    found: set[str] = set()
    todo = [name]
    while todo:
        new = set(case.said.rule(todo.pop()).named) - found
        found |= new
        todo.extend(new)
    return found


def witnesses(case: Case) -> Iterator[str]:
    """Confirmed witnesses do what they are witnesses of, in the engine and in the reference."""
    for finding in case.findings:
        if finding.code not in ("GC310", "GC311"):
            continue
        shown = Reporter(case.plan).diagnostic(finding)
        if shown.witness is None or not shown.confirmed:
            continue
        for says in (engine_says, reference_says):
            said = says(case.plan, dict(shown.witness))
            status, rules, *_ = said[case.table.id, 0 if case.table.scope else None]
            expected = "none" if finding.code == "GC310" else "conflict"
            if status != expected or not {r.id for r in finding.rules} <= set(rules):
                yield f"the witness of {finding.code} gives {status} {rules}: {shown.witness}"


LOOKS = (gaps, conflicts, never_decide, redundant, idle, witnesses)
