"""All checks of the logic: on the plan's rulesets, and on generated tables that grow.

python benchmarks/checks.py --sizes 100,300,1000,3000,10000
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from time import process_time
from typing import Any

from measure import child, memory, save, table
from translate import to_yaml
from workload import DEPARTMENTS, MAKERS, Condition, Rule, Ruleset

DRAWN = {
    "domain": 4, "level": 3, "departments": 1, "department_count": 1, "amount_cny": 3,
    "elapsed_workdays": 3, "citizen_rating": 1, "cross_region": 1, "data_classification": 3,
    "applicant_kind": 3, "received": 2, "urgent": 1, "matter": 0.3,
}  # fmt: skip
"""What the rules test, with weights: about one pair of rules in twenty shares a case."""

EDITED = 1000
"""Rules of the tables in which one is edited."""

HITS = ("any", "priority", "first")


def make_rules(size: int, seed: int, counts: Sequence[int] = (6, 7, 8, 9, 9)) -> list[Rule]:
    """Rules with so many conditions and one of six leads."""
    rng = random.Random(seed)
    return [
        Rule(f"R-{n:05}", _conditions(rng, counts), rng.choice(DEPARTMENTS[:6]))
        for n in range(size)
    ]


def _conditions(rng: random.Random, counts: Sequence[int]) -> tuple[Condition, ...]:
    drawn: dict[str, Condition] = {}
    wanted = rng.choice(counts)
    while len(drawn) < wanted:
        (name,) = rng.choices(list(DRAWN), list(DRAWN.values()))
        drawn.setdefault(name, MAKERS[name](rng))
    return tuple(drawn.values())


BROAD = (1, 2, 3)
"""Conditions of rules that overlap heavily."""


def write(size: int, hit: str, seed: int, *, broad: bool = False) -> str:
    """The vocabulary and one table that must always answer, as YAML.

    Where the order is not by itself a rule of precedence, some rules override one before them.
    """
    made = make_rules(size, seed, BROAD) if broad else make_rules(size, seed)
    texts = to_yaml(Ruleset((), tuple(made), ()))
    lead = texts["lead.yaml"].replace("hit: first", f"hit: {hit}\nmust_answer: always")
    rng = random.Random(seed)
    lines = []
    for line in lead.splitlines():
        lines.append(line)
        if line.startswith("  - id: R-") and hit != "first":
            number = int(line[-5:])
            if number and rng.random() < 0.2:
                lines.append(f"    overrides: [R-{rng.randrange(number):05}]")
            lines.append(f"    priority: {rng.randrange(4)}")
    return texts["vocabulary.yaml"] + "---\n" + "\n".join(lines)


def measure(size: int, hit: str, seed: int) -> dict[str, Any]:
    """CPU seconds of all checks on one generated table, what they found, and memory."""
    from govcoord.rules.checks.base import study_of
    from govcoord.rules.checks.run import check_logic
    from govcoord.rules.load import load_texts

    loaded = load_texts({"table.yaml": write(size, hit, seed)})
    assert loaded.plan is not None, loaded.diagnostics[:3]
    loaded_mb, _ = memory()
    begin = process_time()
    found = check_logic(loaded.plan)
    spent = process_time() - begin
    study = study_of(loaded.plan.tables[0], loaded.plan.vocabulary)
    pairs = sum(study.near(n).bit_count() for n in range(size)) / 2
    undecided = ["{check} {done}/{total}".format(**dict(d.params)) for d in found
                 if d.code == "GC319"]  # fmt: skip
    return {
        "seconds": spent,
        "overlapping": pairs / (size * (size - 1) / 2),
        "loaded_mb": loaded_mb,
        "peak_mb": memory()[1],
        "found": Counter(d.code for d in found),
        "undecided": undecided,
    }


def one_edit(size: int, hit: str, seed: int) -> dict[str, Any]:
    """CPU seconds to compare a table of broad rules with itself after one rule's answer changed."""
    import govcoord

    rng = random.Random(seed)
    lines = write(size, hit, seed, broad=True).splitlines()
    leads = [n for n, line in enumerate(lines) if "then: {lead: " in line]
    old = govcoord.load_texts({"old.yaml": "\n".join(lines)})
    at = rng.choice(leads)
    head, lead = lines[at].split("then: {lead: ")
    other = next(d for d in DEPARTMENTS[:6] if not lead.startswith(d))
    lines[at] = f"{head}then: {{lead: {other}}}"
    new = govcoord.load_texts({"new.yaml": "\n".join(lines)})
    begin = process_time()
    found = govcoord.diff(old, new, budget=120)
    spent = process_time() - begin
    return {
        "seconds": spent,
        "changes": len(found.changes),
        "undecided": bool(found.undecided),
        "peak_mb": memory()[1],
    }


def plan_rulesets() -> list[object]:
    """CPU seconds of all checks on the plan's rulesets, the first time and again."""
    import govcoord
    from govcoord.rules.checks.run import check_logic

    plan = govcoord.load_plan()
    begin = process_time()
    check_logic(plan)
    first = process_time() - begin
    begin = process_time()
    check_logic(plan)
    rules = sum(len(one.rules) for one in plan.tables)
    return [f"{len(plan.tables)} tables, {rules} rules", first, process_time() - begin]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="100,300,1000,3000,10000")
    parser.add_argument("--hits", default=",".join(HITS))
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    print(table(["the plan's rulesets", "first CPU s", "again CPU s"], [plan_rulesets()]) + "\n")
    found: dict[str, Any] = {}
    rows: list[list[object]] = []
    for hit in options.hits.split(","):
        for size in map(int, options.sizes.split(",")):
            one = child(__file__, "--worker", size, hit, options.seed)
            if "failed" in one:
                raise SystemExit(one["failed"])
            found[f"{hit} {size}"] = one
            counts = ", ".join(f"{code} {n}" for code, n in sorted(one["found"].items()))
            rows.append(
                [f"{hit}, {size:,} rules", one["overlapping"] * 100, one["seconds"],
                 one["peak_mb"], counts, "; ".join(one["undecided"]) or "nothing"]
            )  # fmt: skip
    head = ["table", "% of pairs overlap", "CPU s", "peak MB", "findings", "undecided"]
    print(table(head, rows))
    edits: list[list[object]] = []
    for hit in options.hits.split(","):
        one = child(__file__, "--edit", EDITED, hit, options.seed)
        if "failed" in one:
            raise SystemExit(one["failed"])
        found[f"edit {hit}"] = one
        state = "undecided" if one["undecided"] else "decided"
        edits.append(
            [f"{hit}, {EDITED:,} rules", one["seconds"], one["peak_mb"], one["changes"], state]
        )
    print("\n" + table(["one edit", "CPU s", "peak MB", "changes", "answer"], edits))
    save(found, options.json)


if __name__ == "__main__":
    work = {"--worker": measure, "--edit": one_edit}.get(sys.argv[1] if sys.argv[1:] else "")
    if work is not None:
        print(json.dumps(work(int(sys.argv[2]), sys.argv[3], int(sys.argv[4]))))
    else:
        main()
