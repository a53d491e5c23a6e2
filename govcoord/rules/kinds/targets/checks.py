"""Contradictions of a plan's targets: found or declared, reported and not settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

import attrs

from govcoord.diagnostics import Collector, Related
from govcoord.mechanisms.said import said
from govcoord.numerals import format_number
from govcoord.rules.kinds.targets.meaning import Demand, Level, Target
from govcoord.rules.kinds.targets.words import TEXTS

if TYPE_CHECKING:
    from govcoord.rules.kinds.targets.results import TargetsMechanism


@attrs.frozen
class _Asked:
    """One demand of one level of one target."""

    target: Target
    level: Level
    demand: Demand

    @property
    def due(self) -> str:
        """When: a day, each year or always."""
        return str(self.level.by) if self.level.by else "each year" if self.level.yearly else "—"


def check_contradictions(mechanisms: Sequence[TargetsMechanism], collector: Collector) -> None:
    """Note every contradiction of the targets of all documents."""
    by_measure: dict[str, list[_Asked]] = {}
    for mechanism in mechanisms:
        for target in mechanism.targets:
            by_measure.setdefault(target.measure, []).extend(_asked(target))
            _check_implied(target, collector)
        for declared in mechanism.contradictions:
            related = [Related(r.span, r.source) for r in declared.readings if r.span]
            sources = [reading.source for reading in declared.readings]
            collector.add(
                "GC406", declared.span, related=related, contradiction=declared.id,
                first=sources[0], second=" / ".join(sources[1:]),
            )  # fmt: skip
    for asked in by_measure.values():
        for one, two in combinations(asked, 2):
            _check_pair(one, two, collector)


def _asked(target: Target) -> Iterator[_Asked]:
    for level in target.levels:
        demands = level.demands or ((Demand("done", 1, True),) if target.yes_no else ())
        for demand in demands:
            yield _Asked(target, level, demand)


def _check_pair(one: _Asked, two: _Asked, collector: Collector) -> None:
    """Two demands of one measure: the same for different days, or different for one day."""
    if one.level is two.level or one.target.nature != two.target.nature:
        return
    same_day = one.due == two.due
    same = one.demand == two.demand
    comparable = one.demand.key == two.demand.key and one.demand.of == two.demand.of
    if same == same_day or not comparable:
        return
    span = two.level.span
    related = [Related(one.level.span, "other level")] if one.level.span else []
    collector.add(
        "GC404" if same else "GC405", span, related=related, target=two.target.id,
        **_words("value", one), **_words("other", two),
        first_due=one.due, second_due=two.due,
        first=one.level.source or "—", second=two.level.source or "—",
    )  # fmt: skip


def _words(name: str, asked: _Asked) -> dict[str, Any]:
    """What is asked for, in each language."""
    demand, unit = asked.demand, asked.target.unit
    told = said(TEXTS, demand.key, value=lambda language: demand.words(unit, language))
    return {name: str(told), f"{name}_hans": told.hans, f"{name}_hant": told.hant}


def _check_implied(target: Target, collector: Collector) -> None:
    """A level that is absolute and relative at once implies a baseline that is not given."""
    for level in target.levels:
        shares = [demand for demand in level.demands if demand.of == "share"]
        fixed = [demand for demand in level.demands if demand.of is None]
        if not shares or not fixed or target.baseline is None:
            continue
        implied = shares[0].implied(fixed[0].value)
        if implied is not None and implied != target.baseline.value:
            collector.add(
                "GC407", level.span, target=target.id, year=target.baseline.year,
                implied=format_number(implied, digits=2), source=level.source or "—",
                share=shares[0].written, value=fixed[0].written,
            )  # fmt: skip
