"""The decisions counted: how many cases were joint, how many late, whose delay it was.

Everything here adds up what the rules said; nothing is decided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from govcoord import Decision, Outcome, Rejected, Subject

UNNAMED = "empty"


@dataclass
class Delay:
    """What is proposed of one unit on one side: proposals, those of open cases, counted days."""

    proposals: int = 0
    of_open_cases: int = 0
    counted_days: Fraction = Fraction(0)
    measures: Counter[str] = field(default_factory=Counter)


@dataclass
class Turns:
    """What a unit's score rests on: counts as (good, all) pairs, and the days it held cases."""

    closed: list[bool] = field(default_factory=list)
    own: list[bool] = field(default_factory=list)
    joint: list[bool] = field(default_factory=list)
    held: list[Fraction] = field(default_factory=list)

    def figures(self) -> dict[str, Any]:
        """The figures of the scorecard's indicators."""
        mean = sum(self.held, Fraction(0)) / len(self.held) if self.held else None
        return {
            "on_time": _rate(self.closed),
            "own_share": _rate(self.own),
            "joint_handling": _rate(self.joint),
            "days_held": {"value": mean, "sample": len(self.held)},
        }


def _rate(flags: list[bool]) -> dict[str, int]:
    return {"numerator": sum(flags), "denominator": len(flags)}


@dataclass
class Summary:
    """Everything that is counted over the cases of a log."""

    cases: int = 0
    decisions: int = 0
    rejected: list[tuple[str, str]] = field(default_factory=list)
    undetermined: Counter[str] = field(default_factory=Counter)
    joint: int = 0
    entries: Counter[str] = field(default_factory=Counter)
    joint_incomplete: int = 0
    leads: Counter[str] = field(default_factory=Counter)
    closed: int = 0
    open: int = 0
    standings: Counter[str] = field(default_factory=Counter)
    plan_standings: Counter[str] = field(default_factory=Counter)
    closed_late_by_day: int = 0
    delays: dict[tuple[str, str], Delay] = field(default_factory=dict)
    proposed_cases: int = 0
    unnamed: Delay = field(default_factory=Delay)
    turns: dict[str, Turns] = field(default_factory=dict)

    def add(self, item: Decision | Rejected) -> None:
        """Count one case."""
        self.cases += 1
        if isinstance(item, Rejected):
            self.rejected.append((item.id or f"#{item.number + 1}", str(item.error)))
            return
        self.decisions += 1
        self.undetermined.update({question.table for question in item.undetermined})
        self._joint(item)
        self._late(item)
        self._delay(item)
        self._turns(item)

    @property
    def delay(self) -> Delay:
        """All proposals together."""
        total = Delay()
        for delay in self.delays.values():
            total.proposals += delay.proposals
            total.of_open_cases += delay.of_open_cases
            total.counted_days += delay.counted_days
            total.measures += delay.measures
        return total

    def _joint(self, decision: Decision) -> None:
        self.leads[decision.lead or ""] += 1
        if not decision.joint_required:
            return
        self.joint += 1
        self.joint_incomplete += bool(decision.view("missing_departments"))
        if outcome := decision.outcome("negative_list"):
            self.entries.update(rule.id for rule in outcome.rules)

    def _late(self, decision: Decision) -> None:
        is_closed = bool(decision.fact("is_closed"))
        self.closed += is_closed
        self.open += not is_closed
        self.standings[decision.fact("standing") or ""] += 1
        self.plan_standings[decision.fact("plan_standing") or ""] += 1
        self.closed_late_by_day += is_closed and decision.fact("late_by_day") is True

    def _delay(self, decision: Decision) -> None:
        is_open = not decision.fact("is_closed")
        self.proposed_cases += bool(decision.liabilities)
        for proposal in decision.liabilities:
            delay = self.delays.setdefault((proposal.department, proposal.side), Delay())
            _count(delay, proposal.counted_days, is_open)
            delay.measures[proposal.measure or ""] += 1
        for subject in decision.subjects("participant") or ():
            if _is_exempt(decision.outcome("accountability", subject)):
                _count(self.unnamed, decision.fact("beyond_share", subject), is_open)

    def _turns(self, decision: Decision) -> None:
        for subject in decision.subjects("participant") or ():
            if subject.department not in (None, UNNAMED):
                self._turn(decision, subject, self.turns.setdefault(subject.department, Turns()))

    def _turn(self, decision: Decision, subject: Subject, turns: Turns) -> None:
        standing = decision.fact("standing")
        if standing in ("in_time", "late"):
            turns.closed.append(standing == "in_time")
        if (kept := decision.fact("within_share", subject)) is not None:
            turns.own.append(kept)
        if decision.joint_required:
            turns.joint.append(not decision.view("missing_departments"))
        if (held := decision.fact("held", subject)) is not None:
            turns.held.append(Fraction(held))


def _count(delay: Delay, days: Any, is_open: bool) -> None:
    delay.proposals += 1
    delay.of_open_cases += is_open
    delay.counted_days += Fraction(days or 0)


def _is_exempt(outcome: Outcome | None) -> bool:
    """Whether a ground gave way to an exemption."""
    return outcome is not None and any("side" in rule.values for rule, _ in outcome.overridden)


def summarise(items: Iterable[Decision | Rejected]) -> Summary:
    """Count all cases."""
    summary = Summary()
    for item in items:
        summary.add(item)
    return summary


def figures(summary: Summary) -> Mapping[str, Mapping[str, Any]]:
    """The figures of every unit for the scorecard, in the order of ids."""
    return {unit: turns.figures() for unit, turns in sorted(summary.turns.items())}
