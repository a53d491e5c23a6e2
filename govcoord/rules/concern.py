"""Which tables a case concerns: one notion for explanations, tables of decisions and data.

A table is *touched* when something that it asks is known, or when it has an answer all the
same. The day and the region of a case say nothing of what it is about. A case that touches
no table of its own has nothing to tell them apart by: then data leave out none of them.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import attrs

from govcoord.rules.resolve import Status
from govcoord.rules.vocabulary import AS_OF, REGION

if TYPE_CHECKING:
    from govcoord.decision import Decision
    from govcoord.rules.engine import Plan

CIRCUMSTANCES = frozenset({AS_OF, REGION})

_ANSWERS = frozenset({Status.DECIDED, Status.CONFLICT})


@attrs.frozen(slots=True)
class Asked:
    """What a table asks of the case itself: slots of facts, and facts that other tables give."""

    table: str
    scope: str | None
    slots: tuple[int, ...]
    outputs: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether it asks no more than the day and the region."""
        return not self.slots and not self.outputs

    def knows(self, decision: Decision) -> bool:
        """Whether some of it is known."""
        return decision.knows_any(self.slots) or any(
            decision.fact(name) is not None for name in self.outputs
        )


def asked_by_tables(plan: Plan) -> tuple[Asked, ...]:
    """What each table asks of a case, in the order in which the tables are evaluated."""
    vocabulary, found = plan.vocabulary, []
    for table in (part.table for step in plan.program.matches for part in step.parts):
        of_record = vocabulary.records[table.scope].fields if table.scope else {}
        names = sorted(table.inputs - CIRCUMSTANCES - of_record.keys())
        given = [n for n in names if vocabulary.attributes[n].table is None]
        outputs = tuple(n for n in names if vocabulary.attributes[n].table is not None)
        slots = tuple(plan.slots[None, name] for name in given)
        found.append(Asked(table.id, table.scope, slots, outputs))
    return tuple(found)


def untouched(decision: Decision) -> tuple[str, ...]:
    """The ids of the tables that the case does not concern, if it concerns any."""
    found = nothing_known(decision)
    of_case = {one.table for one in decision.plan.asked if one.scope is None}
    return () if of_case.issubset(found) else found


def nothing_known(decision: Decision) -> tuple[str, ...]:
    """The ids of the tables that the case does not touch; all of them for an empty case."""
    return tuple(
        one.table
        for one in decision.plan.asked
        if not one.nothing and not one.knows(decision) and not _answers(decision, one)
    )


def _answers(decision: Decision, asked: Asked) -> bool:
    """Whether a table has an answer without anything known; one of records has those it lists."""
    if asked.scope is not None:
        return decision.subjects(asked.scope) is not None
    outcome = decision.outcome(asked.table)
    return outcome is not None and outcome.status in _ANSWERS


def is_about(view: Any, tables: Collection[str]) -> bool:
    """Whether a view has nothing to tell of but these tables: it names its own as ``tables``."""
    own: tuple[str, ...] = getattr(view, "tables", ())
    return bool(own) and all(table in tables for table in own)
