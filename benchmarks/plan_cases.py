"""Realistic cases for the plan's own rulesets, as lines of JSON or as Python values.

A case is a joint matter with two to five departments of which each has its own record: asked
when, answered when, refused or not. Most are in order; some are late, some lack facts. Only
what the vocabulary knows is written, so that the cases stay valid as it grows.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import checkout  # noqa: F401

from govcoord import Plan

Case = dict[str, Any]

FIRST_DAY = date(2024, 7, 1)
LAST_DAY = date(2025, 6, 30)
KEPT = 0.97
"""The share of facts that the register has; the others are missing."""


class Maker:
    """Makes cases from the lists of a plan's vocabulary."""

    def __init__(self, plan: Plan, seed: int = 1) -> None:
        vocabulary = plan.vocabulary
        self.rng = random.Random(seed)
        self.lists = {name: sorted(listed.ids) for name, listed in vocabulary.choices.items()}
        self.known = {a.id for a in vocabulary.attributes.values() if a.is_given}
        self.records = {
            record.key: {a.id for a in record.fields.values() if a.is_given}
            for record in vocabulary.records.values()
        }

    def cases(self, count: int) -> Iterator[Case]:
        """So many cases, one after the other."""
        for number in range(count):
            yield {"id": f"case-{number + 1:07}", **self.case()}

    def case(self) -> Case:
        """One case."""
        rng = self.rng
        received = FIRST_DAY + timedelta(days=rng.randrange(300))
        taking_part = rng.sample(self.lists["departments"], rng.choice([2, 2, 3, 3, 4, 5]))
        facts = {
            "matter": self.one("matters"),
            "domain": self.one("domains"),
            "level": self.one("levels"),
            "region": self.one("regions"),
            "applicant": self.one("applicants"),
            "departments": taking_part,
            "cross_region": rng.random() < 0.2,
            "amount": int(10 ** rng.uniform(3, 8)),
            "urgent": rng.random() < 0.1,
            "data_needed": rng.sample(self.lists["data_classes"], rng.choice([0, 1, 1, 2, 3])),
            "first_receiver": taking_part[0],
            "received": received,
            "closed": self.later(received, 45) if rng.random() < 0.85 else None,
            "limit": rng.choice([5, 10, 15, 20, 20, 30, 60]),
            "delay_cause": self.one("delay_causes") if rng.random() < 0.08 else None,
            "as_of": LAST_DAY,
        }
        case = self.registered(facts, self.known)
        for key, made in (
            ("suspensions", self.suspensions(received)),
            ("participants", self.participants(taking_part, received)),
        ):
            if key in self.records:
                case[key] = [self.registered(record, self.records[key]) for record in made]
        return case

    def suspensions(self, received: date) -> list[Case]:
        """None, or one."""
        if self.rng.random() < 0.85:
            return []
        start = self.later(received, 10)
        return [
            {"from": start, "to": self.later(start, 15), "ground": self.one("suspension_grounds")}
        ]

    def participants(self, departments: list[str], received: date) -> list[Case]:
        """A record for each department; the first leads."""
        return [self.participant(d, number == 0, received) for number, d in enumerate(departments)]

    def participant(self, department: str, leads: bool, received: date) -> Case:
        """The record of one department: nine of ten do their part."""
        rng = self.rng
        fine = rng.random() < 0.9
        asked = received if leads else self.later(received, 4)
        obstacle = self.later(asked, 5) if leads and rng.random() < 0.3 else None
        refused = not leads and not fine and rng.random() < 0.3
        return {
            "department": department,
            "role": "lead" if leads else "support",
            "asked": asked,
            "answered": self.later(asked, 8 if fine else 50) if rng.random() < 0.93 else None,
            "answer_limit": rng.choice([5, 7, 10]),
            "refused": refused,
            "refusal_ground": self.one("refusal_grounds") if refused else None,
            "coordinated": (fine or rng.random() < 0.5) if leads else None,
            "obstacle_found": obstacle,
            "escalated": self.later(obstacle, 4 if fine else 15) if obstacle else None,
            "prior_findings": rng.choice([0] * 17 + [1, 1, 2]),
            "evidence": rng.sample(self.lists["evidence_kinds"], 3),
            "bad_faith": rng.random() < 0.01,
            "gross_negligence": rng.random() < 0.01,
            "private_gain": rng.random() < 0.005,
            "safety_accident": rng.random() < 0.005,
            "innovation": rng.random() < 0.05,
            "lawful": True,
            "public_purpose": True,
            "due_procedure": rng.random() < 0.95,
            "active_repair": rng.random() < 0.9,
        }

    def one(self, name: str) -> str:
        """One value of a list."""
        return self.rng.choice(self.lists[name])

    def later(self, day: date, days: int) -> date:
        """A day within so many days after ``day``, not in the future."""
        return min(day + timedelta(days=self.rng.randint(1, days)), LAST_DAY)

    def registered(self, facts: Mapping[str, Any], known: set[str]) -> Case:
        """The facts that the vocabulary knows and the register has."""
        rng = self.rng
        return {
            name: value
            for name, value in facts.items()
            if value is not None and name in known and (name == "as_of" or rng.random() < KEPT)
        }


def written(case: Case) -> Case:
    """The case as JSON has it, with days as ISO texts."""
    return {name: _written(value) for name, value in case.items()}


def _written(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [written(item) if isinstance(item, dict) else item for item in value]
    return value
