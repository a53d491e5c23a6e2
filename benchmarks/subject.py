"""govcoord as it is measured: the ways to ask it, and its answers in the workload's form."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import checkout  # noqa: F401
from workload import Answer, Case, as_json, with_dates

import govcoord
from govcoord import Decision, Plan

NAME = "govcoord"


def start(texts: Mapping[str, str]) -> Plan:
    """The plan of a translated ruleset."""
    return govcoord.load_texts(texts)


def read(decision: Decision) -> list[tuple[Any, ...]]:
    """Everything that the tables say: status, values, rules, and what each rule gives."""
    return [
        (outcome.status, outcome.values, [(rule.id, rule.values) for rule in outcome.rules])
        for outcome in decision.outcomes
    ]


def answer(decision: Decision) -> Answer:
    """The decision in the workload's form."""
    found = {outcome.id: outcome for outcome in decision.outcomes}
    negative, lead = found["negative_list"], found["lead_department"]
    return Answer(
        [rule.values["reason"] for rule in negative.rules],
        lead.values["lead"],
        [(r.values["role"], r.values["sanction"]) for r in found["accountability"].rules],
    )


def ways(plan: Plan) -> dict[str, tuple[Callable[[Any], Any], Callable[[Case], Any]]]:
    """The ways to ask: for each what is timed, and how its cases are made beforehand."""
    evaluate = plan.evaluate
    return {
        "evaluate": (evaluate, with_dates),
        "read": (lambda case: read(evaluate(case)), with_dates),
        "to_dict": (lambda case: evaluate(case).to_dict(), with_dates),
        "from JSON": (lambda line: read(evaluate(json.loads(line))), as_json),
    }


WAYS = {
    "evaluate": "evaluate(case), a Decision",
    "read": "… with all outcomes, rules and values read",
    "to_dict": "… with to_dict()",
    "from JSON": "a line of JSON, evaluated and read",
}
