"""A graph of who works with whom from a stream of decisions: time and memory.

    python benchmarks/graph.py --cases 1000000 --departments 500

Cases are made, evaluated and counted one after the other; nothing of them is kept. The time of
counting and measuring is told apart from that of making and evaluating the cases.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from time import process_time
from typing import Any

from measure import memory, save, table

import govcoord
from govcoord import Decision, Plan
from govcoord.graph.coordination_graph import measured, traffic_of_decisions
from govcoord.graph.traffic import Traffic


def make_plan(departments: int) -> Plan:
    """A plan with so many departments, each of which leads its own matter."""
    names = [f"d{n:03}" for n in range(departments)]
    vocabulary = f"""
kind: vocabulary
id: words
departments: {{{", ".join(f"{name}: {name.upper()}" for name in names)}}}
attributes:
  matter: {{type: choice, of: departments}}
  first_receiver: {{type: choice, of: departments}}
records:
  participants:
    each: participant
    subject: department
    fields:
      department: {{type: choice, of: departments}}
      asked: {{type: date}}
      answered: {{type: date}}
      own_elapsed: {{derive: 'workdays(asked, answered or as_of)'}}
calendar: {{country: CN}}
"""
    rules = "\n".join(
        f"  - {{id: L-{name}, when: {{matter: {name}}}, lead: {name}}}" for name in names
    )
    head = "kind: lead_responsibility\nid: leads\nsource: made up\n"
    head += (
        "unresolved: {refer_to: d000, acting: first_receiver, within: 5 days, source: made up}\n"
    )
    lead = f"{head}rules:\n{rules}\n"
    return govcoord.load_texts({"words.yaml": vocabulary, "leads.yaml": lead})


def make_cases(departments: int, count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Cases of two to six departments; some departments take part much more often."""
    draw = random.Random(seed)
    names = [f"d{n:03}" for n in range(departments)]
    weights = [1 / (1 + n % 97) for n in range(departments)]
    start = date(2025, 1, 6)
    days = [start + timedelta(days=n) for n in range(300)]
    for _ in range(count):
        chosen = dict.fromkeys(draw.choices(names, weights, k=draw.randint(2, 6)))
        people = []
        for one in chosen:
            asked = draw.randrange(200)
            record = {"department": one, "asked": days[asked]}
            if draw.random() < 0.95:
                record["answered"] = days[asked + draw.randrange(30)]
            people.append(record)
        yield {"matter": people[0]["department"], "participants": people}


def timed(decisions: Iterator[Decision], spent: list[float]) -> Iterator[Decision]:
    """The same decisions; the CPU seconds of whoever makes them are added up."""
    while True:
        begin = process_time()
        decision = next(decisions, None)
        spent[0] += process_time() - begin
        if decision is None:
            return
        yield decision


def run(departments: int, count: int, seed: int) -> dict[str, Any]:
    """Count and measure once; CPU seconds and megabytes."""
    plan = make_plan(departments)
    decisions = map(plan.evaluate, make_cases(departments, count, seed))
    spent, before = [0.0], memory()[0]
    begin = process_time()
    traffic: Traffic = traffic_of_decisions(timed(decisions, spent))
    counted = process_time()
    found = measured(traffic)
    done = process_time()
    return {
        "cases": found.cases, "departments": len(found.departments), "links": len(found.links),
        "hand-overs": len(found.handovers), "groups": len(found.groups),
        "CPU seconds to make and evaluate the cases": spent[0],
        "CPU seconds to count": counted - begin - spent[0],
        "CPU seconds to measure": done - counted,
        "MB before": before, "MB at most": memory()[1],
    }  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--departments", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    found = run(options.departments, options.cases, options.seed)
    print(table(["", "figure"], [[name, value] for name, value in found.items()]))
    save(found, options.json)


if __name__ == "__main__":
    main()
