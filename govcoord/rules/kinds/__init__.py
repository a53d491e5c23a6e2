"""Document kinds: one file each; `KINDS` is the one ordered tuple.

Third parties add kinds through the entry-point group ``govcoord.kinds``: each entry point
names a `Kind`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import entry_points

from govcoord.rules.kinds import (
    accountability,
    awards,
    cadence,
    committee,
    consultation,
    cost_sharing,
    data_sharing,
    escalation,
    fund_pool,
    gate,
    inspection,
    intake,
    lead_responsibility,
    matching,
    negative_list,
    panel,
    parameters,
    policy_norms,
    procedure,
    register,
    risk_register,
    scorecard,
    service_rating,
    similarity,
    standards,
    survey,
    table,
    targets,
)
from govcoord.rules.kinds.base import Kind
from govcoord.rules.kinds.vocabulary import VocabularyDocument

KINDS: tuple[Kind, ...] = (
    Kind("vocabulary", VocabularyDocument),
    parameters.KIND,
    table.KIND,
    negative_list.KIND,
    policy_norms.KIND,
    lead_responsibility.KIND,
    accountability.KIND,
    procedure.KIND,
    cadence.KIND,
    scorecard.KIND,
    cost_sharing.KIND,
    fund_pool.KIND,
    awards.KIND,
    committee.KIND,
    panel.KIND,
    targets.KIND,
    data_sharing.KIND,
    standards.KIND,
    escalation.KIND,
    service_rating.KIND,
    inspection.KIND,
    matching.KIND,
    risk_register.KIND,
    similarity.KIND,
    gate.KIND,
    register.KIND,
    intake.KIND,
    consultation.KIND,
    survey.KIND,
)

ENTRY_POINTS = "govcoord.kinds"


def all_kinds() -> Mapping[str, Kind]:
    """Every kind by name: the library's own, then those of entry points that can be used."""
    return _installed()[0]


def broken_kinds() -> Mapping[str, str]:
    """The entry points that give no kind, by their names, each with the reason."""
    return _installed()[1]


@lru_cache(maxsize=1)
def _installed() -> tuple[Mapping[str, Kind], Mapping[str, str]]:
    """Entry points are loaded with the first ruleset; one that fails stops no other."""
    kinds = {kind.name: kind for kind in KINDS}
    broken: dict[str, str] = {}
    for point in entry_points(group=ENTRY_POINTS):
        try:
            kind = point.load()
        except Exception as error:  # whatever a third party's module raises
            broken[point.name] = f"{point.value}: {type(error).__name__}: {error}"
            continue
        if not isinstance(kind, Kind):
            broken[point.name] = f"{point.value}: not a Kind but {type(kind).__name__}"
        elif kinds.setdefault(kind.name, kind) is not kind:
            broken[point.name] = f"{point.value}: there is another kind `{kind.name}`"
    return kinds, broken
