"""Single facts moved to every cell that some rule tells apart: what no search may overlook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from govcoord.rules.engine import Plan
from govcoord.rules.program import Fact, owner
from govcoord.rules.regions import Ranges, Region, Sets, Values
from govcoord.rules.solving.aims import LIST, Slot, inner_ends, nearest
from govcoord.rules.space import settle, universe
from govcoord.rules.vocabulary import Attribute, Type

MOST_VALUES: Final = 64
"""Values of one fact that are tried."""


def single_moves(plan: Plan, now: Mapping[Slot, Any]) -> Iterator[tuple[Slot, Any]]:
    """Given facts that rules test, each with a value of every cell but its own.

    Facts of the records that there are count too; facts behind derived ones do not.
    """
    for (kind, name), regions in tested(plan).items():
        attribute = plan.vocabulary.attribute(name, kind)
        assert attribute is not None
        rows = [0] if kind is None else range(now.get(Slot(kind, LIST, ""), 0))
        for slot in (Slot(kind, row, name) for row in rows) if attribute.is_given else ():
            held = now.get(slot)
            values = dict.fromkeys(_values(attribute, regions, held))
            yield from ((slot, v) for v in list(values)[:MOST_VALUES] if v not in (None, held))


def tested(plan: Plan) -> dict[Fact, dict[Region, None]]:
    """The regions that rules test each fact for."""
    found: dict[Fact, dict[Region, None]] = {}
    for table in plan.tables:
        for rule in table.rules:
            for box in rule.boxes:
                for name, test in box.tests:
                    fact = owner(name, plan.vocabulary, table.scope)
                    found.setdefault(fact, {})[test.region] = None
    return found


def _values(attribute: Attribute, regions: Mapping[Region, None], now: Any) -> Iterator[Any]:
    if attribute.type is Type.BOOLEAN:
        yield from (True, False)
    elif attribute.type is Type.SET:
        held = now or frozenset()
        yield from (held ^ {member} for member in sorted(universe(attribute)))
        yield from (nearest(region, attribute, held) for region in regions)
        yield from (nearest(r, attribute, held) for region in regions for r in _outside(region))
    elif attribute.type.is_ordered:
        yield from _in_cells(attribute, regions)
    else:
        for region in regions:
            assert isinstance(region, Values)
            yield from sorted(region.values)
        if attribute.choices is not None:
            yield from (item.id for item in attribute.choices.items)
        yield nearest(Values(frozenset(_mentioned(regions)), True), attribute)


def _outside(region: Region) -> list[Sets]:
    return region.complements() if isinstance(region, Sets) else []


def _mentioned(regions: Mapping[Region, None]) -> set[Any]:
    return {value for r in regions if isinstance(r, Values) for value in r.values}


def _in_cells(attribute: Attribute, regions: Mapping[Region, None]) -> Iterator[Any]:
    """Values of an ordered attribute on either side of every cut."""
    for region in regions:
        settled = settle(region, attribute)
        for piece in (settled, settle(_complement(settled), attribute)):
            assert isinstance(piece, Ranges)
            for low, high in piece.intervals():
                yield from inner_ends(low, high, whole=attribute.is_discrete)


def _complement(region: Region) -> Region:
    assert isinstance(region, Ranges)
    return region.complement()
