"""The plan's own rulesets on realistic cases, checked against the reference interpreter first.

python benchmarks/plan_rulesets.py --cases 5000
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from measure import Lane, clock, memory, race, save, table
from plan_cases import Case, Maker, written

import govcoord
from govcoord import Decision, Plan
from govcoord.rules.reference import interpret

CHECKED = 300


def check(plan: Plan, cases: Sequence[Case]) -> None:
    """Stop unless the reference interpreter says the same of every case, however it is given."""
    for case in cases:
        expected = {
            (a.table, a.subject): (a.status, sorted(a.rules), sorted(a.possible), dict(a.values))
            for a in interpret(case, plan.vocabulary, plan.tables)
        }
        for given in (case, json.loads(json.dumps(written(case)))):
            if answers(plan.evaluate(given)) != expected:
                raise SystemExit(f"the reference interpreter disagrees on {case}")


def answers(decision: Decision) -> dict[tuple[str, int | None], Any]:
    """The outcomes in the reference interpreter's form."""
    return {
        (o.id, o.subject.index if o.subject else None): (
            o.status.value,
            sorted(rule.id for rule in o.rules),
            sorted(rule.id for rule in o.possible),
            o.values,
        )
        for o in decision.outcomes
    }


def views(decision: Decision) -> tuple[Any, ...]:
    """The answers that the plan is asked for most."""
    return (
        decision.joint_required,
        decision.lead,
        decision.supports,
        decision.liabilities,
        decision.undetermined,
    )


def shapes(cases: Sequence[Case]) -> int:
    """How many different sets of keys the cases have; each is compiled once."""
    return len({tuple(case) for case in cases})


def statuses(plan: Plan, cases: Sequence[Case]) -> Counter[str]:
    """How often each status occurs."""
    return Counter(
        outcome.status.value for case in cases for outcome in plan.evaluate(case).outcomes
    )


def measure(plan: Plan, cases: Sequence[Case], seconds: float) -> dict[str, Any]:
    """First pass and later passes, in cases per second."""
    first = len(cases) / clock(plan.evaluate, cases)
    evaluate = plan.evaluate
    lines = [json.dumps(written(case), ensure_ascii=False) for case in cases]
    lanes = {
        "evaluate": Lane(evaluate, cases),
        "… and all outcomes": Lane(lambda case: evaluate(case).outcomes, cases),
        "… and joint, lead, supports, liabilities, open questions": Lane(
            lambda case: views(evaluate(case)), cases
        ),
        "… and to_dict()": Lane(lambda case: evaluate(case).to_dict(), cases),
        "evaluate a line of JSON": Lane(lambda line: evaluate(json.loads(line)), lines),
    }
    rates = race(lanes, seconds=seconds)
    return {
        "evaluate, first pass over these cases": first,
        **{name: median(found) for name, found in rates.items()},
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=1.0, help="per lane and round")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    begin = perf_counter()
    plan = govcoord.load_plan()
    loaded = perf_counter() - begin
    cases = list(Maker(plan, options.seed).cases(options.cases))
    check(plan, list(Maker(plan, options.seed + 1).cases(min(CHECKED, options.cases))))
    found = measure(plan, cases, options.seconds)
    rules = sum(len(one.rules) for one in plan.tables)
    counted = statuses(plan, cases)
    print(f"{len(plan.tables)} tables, {rules} rules, loaded in {loaded:.2f} s; ", end="")
    print(f"{len(cases):,} cases in {shapes(cases)} shapes; ", end="")
    print(f"peak memory {memory()[1]:.0f} MB\n")
    print(table(["", "cases/s", "us per case"], [[k, v, 1e6 / v] for k, v in found.items()]))
    total = sum(counted.values())
    shares = [[name, count / total * 100] for name, count in counted.most_common()]
    print("\n" + table(["outcomes", "%"], shares))
    save({"load": loaded, "cases_per_second": found, "outcomes": counted}, options.json)


if __name__ == "__main__":
    main()
