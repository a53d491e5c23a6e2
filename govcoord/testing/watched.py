"""A plan that tells of each decision it makes, also of those that mechanisms ask for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import attrs

from govcoord.decision import Decision
from govcoord.rules.engine import Plan

Tell = Callable[[Decision], None]


def watched(plan: Plan, tell: Tell) -> Plan:
    """The plan, with ``tell`` called of each decision before it is used."""
    other = WatchedPlan(**{a.name: getattr(plan, a.name) for a in attrs.fields(Plan)})
    other.__dict__.update(before=plan, tell=tell)
    return other


class WatchedPlan(Plan):
    """A plan that tells of its decisions; they are those of the plan ``before``."""

    before: Plan
    tell: Tell

    def on(self, day: date) -> Plan:
        """The plan for a day."""
        return watched(self.before.on(day), self.tell)

    def evaluate(self, case: object) -> Decision:
        """Decide one case, and tell."""
        decision = self.before.evaluate(case)
        self.tell(decision)
        return decision
