"""Mistakes seeded into the plan's rulesets, and which means finds each of them.

Run as a script it measures the table of ``docs/testing/proof.md``.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import attrs
import yaml
from shipped import shipped_plan

from govcoord.api import plan_folder
from govcoord.rules.checks.base import Budget
from govcoord.rules.checks.run import check_loaded
from govcoord.rules.engine import Plan
from govcoord.rules.load import Loaded, load_texts
from govcoord.testing.coverage import Coverage
from govcoord.testing.mutation.bench import Trial
from govcoord.testing.mutation.run import mutate, tests_at

HERE = Path(__file__).parent
FOLDER = plan_folder()
MISTAKES = yaml.safe_load((HERE / "seeded_mistakes.yaml").read_text("utf-8"))
MEANS = ("check", "tests", "coverage", "mutation", "boundaries")
ADDED = "boundaries.test.yaml"
"""The tests that mutation asked for; without them the others are looked at first."""


PARAMETERS = sorted(path.name for path in FOLDER.glob("parameters*.yaml"))
BESIDE = (
    "vocabulary.yaml",
    "policy_norms.yaml",
    "procedure_cross_province.yaml",
    "gate_tolerance.yaml",
    *PARAMETERS,
)
FILES = (*BESIDE, *sorted({mistake["file"] for mistake in MISTAKES}))
"""The rulesets that the mistakes lie in, which stand on their own."""


def texts() -> dict[str, str]:
    """The rulesets that the mistakes lie in."""
    return {name: (FOLDER / name).read_text("utf-8") for name in FILES}


def suite() -> list[Path]:
    """The tests of these rulesets, without those that mutation asked for."""
    names = (FOLDER / name.replace(".yaml", ".test.yaml") for name in FILES)
    return [path for path in names if path.exists()]


def seeded(mistake: dict[str, str], known: dict[str, str]) -> dict[str, str]:
    """The rulesets with a mistake."""
    text = known[mistake["file"]]
    assert mistake["old"] in text, mistake
    return {**known, mistake["file"]: text.replace(mistake["old"], mistake["new"], 1)}


def findings(loaded: Loaded) -> Counter[str]:
    """What `govcoord check` says, errors and warnings, without places and notes."""
    found = check_loaded(loaded, Budget(seconds=20))
    return Counter(d.code for d in found if d.severity != "note")


def failing(loaded: Loaded, trials: Any) -> bool:
    """Whether one of the tests fails by the plan."""
    assert loaded.plan is not None
    return any(trial.notices(loaded.plan) for trial in trials)


def passes(trial: Any, plan: Plan) -> bool:
    """Whether a test holds by these rulesets; one about facts of others does not."""
    try:
        return not trial.notices(plan)
    except KeyError:
        return False


def measured(mistakes: list[dict[str, str]]) -> list[dict[str, Any]]:
    """For each mistake whether the checks, the suite and the added tests find it."""
    known = texts()
    plain = load_texts(known)
    base = findings(plain)
    assert plain.plan is not None
    assert not any(d.severity == "error" for d in plain.diagnostics)
    before, added = (
        [trial for trial in tests_at(paths).trials if passes(trial, plain.plan)]
        for paths in (suite(), [FOLDER / ADDED])
    )
    rows = []
    for mistake in mistakes:
        loaded = load_texts(seeded(mistake, known))
        errors = loaded.plan is None or any(d.severity == "error" for d in loaded.diagnostics)
        rows.append({
            "rule": mistake["rule"],
            "what": mistake["what"],
            "check": errors or bool(findings(loaded) - base),
            "tests": errors or failing(loaded, before),
            "boundaries": errors or failing(loaded, added),
        })  # fmt: skip
    return rows


def wanting() -> dict[str, set[str]]:
    """The rules of which the suite leaves something uncovered, and a mistake unnoticed."""
    plan = load_texts(texts()).plan
    assert plan is not None
    coverage = Coverage(plan)
    for trial in tests_at(suite()).trials:
        ready = attrs.evolve(trial.ready, plan=_dated(plan, trial))
        ready.run(lambda _, decision: coverage.add(decision))
    tables = {t.id: t for t in plan.tables}
    rules = {mistake["rule"] for mistake in MISTAKES}
    points = (p for p in coverage.report().missing if p.rule >= 0)
    bare = {tables[p.table].rules[p.rule].id for p in points}
    chosen = [t.id for t in plan.tables if any(r.id in rules for r in t.rules)]
    report = mutate(shipped_plan(), suite(), tables=chosen)
    surviving = {r.mutant.rule.id for r in report.survivors}
    return {"coverage": bare & rules, "mutation": surviving & rules}


def _dated(plan: Plan, trial: Trial) -> Plan:
    day = trial.ready.test.as_of
    return plan if day is None else plan.on(day)


def as_table(rows: list[dict[str, Any]]) -> str:
    """The rows as a table of Markdown."""
    lines = ["| | rule | mistake | " + " | ".join(MEANS) + " |", "|--:|---|---|" + "---|" * 5]
    for number, row in enumerate(rows, 1):
        marks = " | ".join("found" if row[name] else "–" for name in MEANS)
        lines.append(f"| {number} | {row['rule']} | {row['what']} | {marks} |")
    totals = " | ".join(str(sum(bool(r[name]) for r in rows)) for name in MEANS)
    return "\n".join([*lines, f"| | | in all {len(rows)} | {totals} |"])


def joined(rows: list[dict[str, Any]], bare: dict[str, list[str]]) -> list[dict[str, Any]]:
    """The rows with what coverage and mutation say of their rules."""
    return [{**row, **{name: row["rule"] in bare[name] for name in bare}} for row in rows]


if __name__ == "__main__":
    rows = measured(MISTAKES)
    print(as_table(joined(rows, {k: sorted(v) for k, v in wanting().items()})))
