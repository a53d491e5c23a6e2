"""What a version says as told beside what the other says: values, or the answers that differ."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from govcoord.rules.diff.model import Saying
from govcoord.rules.diff.sides import UNSTATED, Answer, Said
from govcoord.rules.tables import TableRule


def only(said: Said, other: Said) -> Said:
    """What is said here and not there: of answers those that the other version lacks."""
    return attrs.evolve(
        said, answers=said.answers - other.answers, possible=said.possible - other.possible
    )


def saying(said: Said, other: Said, rules: Sequence[TableRule]) -> Saying:
    """What a version says in a region, as compared with the other version."""
    mine = only(said, other) if said != other else said
    answers = sorted((*mine.answers, *mine.possible), key=str)
    values = {**dict(said.values), **dict(_totals(said, other))}
    unstated = said.status == UNSTATED.status
    return Saying(
        said.status or "collected",
        {} if unstated else values,
        () if unstated else tuple(map(dict, answers)),
        () if unstated else tuple(rules),
    )


def _totals(said: Said, other: Said) -> Answer:
    """Totals of rules that differ are shown where the answers are the same."""
    return said.totals if said.answers == other.answers else ()
