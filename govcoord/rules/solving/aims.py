"""Aims: what facts of a case must be like, narrowed step by step while a case is looked for.

A *slot* is one fact of the case or of one of its records; an *aim* has a test for each slot
that matters. `Search` narrows aims, knows how the case stands now (if there is one) and counts
which of its facts have to move.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final, NamedTuple

import attrs

from govcoord.numerals import exact
from govcoord.rules.engine import Plan
from govcoord.rules.program import owner
from govcoord.rules.ranges import AFTER, Cut, Ranges
from govcoord.rules.regions import NO_SETS, Region, Sets, Test, Values
from govcoord.rules.solving.standing import Standing
from govcoord.rules.space import SOME_DAY, find_set, has_none, pick, settle, universe
from govcoord.rules.vocabulary import Attribute, Type

Place = tuple[str | None, int]
"""From where rules and expressions look: (kind of record or ``None``, number of the record)."""

CASE: Final[Place] = (None, 0)
LIST: Final = -1
_LENGTH: Final = Attribute("", Type.INTEGER, min=0)


class Slot(NamedTuple):
    """A fact: kind of record (``None``: the case), number of the record, attribute.

    With the number `LIST` it stands for the list of records, whose value is its length.
    """

    kind: str | None
    row: int
    name: str


def list_slot(kind: str) -> Slot:
    """The slot of a whole list of records."""
    return Slot(kind, LIST, "")


@attrs.frozen
class Aim:
    """Tests on slots, all of which must hold; ``moved`` are given facts that must change."""

    tests: Mapping[Slot, Test] = attrs.field(factory=dict)
    moved: frozenset[Slot] = frozenset()

    def without(self, slots: Iterable[Slot]) -> Aim:
        """The aim that no longer asks for these slots."""
        gone = set(slots)
        return Aim({s: t for s, t in self.tests.items() if s not in gone}, self.moved)


class SpentError(Exception):
    """The budget of a search is used up."""


class Search:
    """Narrows aims over a plan's vocabulary, within a budget of steps.

    ``now`` are the facts of a case to stay near to; ``keep`` those that must not move; ``most``
    how many may. Without ``most`` any facts may be chosen.
    """

    def __init__(
        self,
        plan: Plan,
        *,
        steps: int,
        now: Mapping[Slot, Any] | None = None,
        keep: frozenset[Slot] = frozenset(),
        most: int | None = None,
    ) -> None:
        self.plan = plan
        self.vocabulary = plan.vocabulary
        self.left = steps
        self.now = now or {}
        self.keep = keep
        self.most = most
        self.standings: dict[str, Standing] = {}

    def attribute(self, slot: Slot) -> Attribute:
        """The attribute of a slot."""
        if slot.row == LIST:
            return _LENGTH
        found = self.vocabulary.attribute(slot.name, slot.kind)
        assert found is not None
        return found

    def slot(self, name: str, place: Place) -> Slot:
        """The slot that ``name`` means as seen from a place."""
        kind, id_ = owner(name, self.vocabulary, place[0])
        return Slot(None, 0, id_) if kind is None else Slot(kind, place[1], id_)

    def spend(self, steps: int) -> None:
        """Take steps; raises `SpentError` when none are left."""
        self.left -= steps
        if self.left < 0:
            raise SpentError

    def narrow(self, aim: Aim, slot: Slot, test: Test) -> Aim | None:
        """The aim with a further test; ``None`` when nothing is left or too much must move."""
        self.spend(1)
        attribute = self.attribute(slot)
        old = aim.tests.get(slot)
        met = test if old is None else old.meet(test)
        met = Test(settle(met.region, attribute), met.missing)
        if met == old:
            return aim
        if met.missing is not True and has_none(met.region, attribute):
            return None
        moved = self._moved(aim, slot, met, attribute)
        if moved is None:
            return None
        found = Aim({**aim.tests, slot: met}, moved)
        if slot.kind is not None and slot.row >= 0 and old is None:
            return self.narrow(found, list_slot(slot.kind), at_least(slot.row + 1))
        return found

    def _moved(self, aim: Aim, slot: Slot, met: Test, given: Attribute) -> frozenset[Slot] | None:
        if self.most is None or not given.is_given or met.accepts(self.now.get(slot)) is True:
            return aim.moved
        if slot in self.keep:
            return None
        moved = aim.moved | {slot}
        return moved if len(moved) <= self.most else None

    def choose(self, aim: Aim, slot: Slot) -> Any | None:
        """The value that a slot gets: as now where that will do, else the nearest."""
        test = aim.tests.get(slot)
        now = self.now.get(slot)
        if test is None or (now is not None and test.accepts(now)):
            return now
        if self.most is not None and now is None and test.missing:
            return None
        return nearest(test.region, self.attribute(slot), now)

    def case(self, aim: Aim) -> dict[str, Any]:
        """The case that an aim of given facts comes to: facts now, and what the aim asks."""
        slots = [s for s in dict.fromkeys([*self.now, *aim.tests]) if self.attribute(s).is_given]
        case: dict[str, Any] = {}
        for kind, record in self.vocabulary.records.items():
            length = self.choose(aim, list_slot(kind))
            if length is not None:
                case[record.key] = [{} for _ in range(length)]
        for slot in slots:
            if slot.row == LIST:
                continue
            value = self.choose(aim, slot)
            if value is None:
                continue
            if slot.kind is None:
                case[slot.name] = value
                continue
            rows = case.get(self.vocabulary.records[slot.kind].key, ())
            if slot.row < len(rows):
                rows[slot.row][slot.name] = value
        return case


def at_least(length: int) -> Test:
    """The test of a list that has this many records or more."""
    return Test(Ranges.interval(length, None), False)


def point(value: Any) -> Region:
    """The region of one value.

    >>> point(True) == Values(frozenset([True]))
    True
    """
    if isinstance(value, frozenset):
        return Sets(frozenset(frozenset([m]) for m in value), count=Ranges.point(len(value)))
    if isinstance(value, bool | str):
        return Values(frozenset([value]))
    return Ranges.point(value)


def nothing(attribute: Attribute) -> Test:
    """The test that only a missing fact passes."""
    if attribute.type.is_ordered:
        return Test(Ranges(), True)
    return Test(NO_SETS if attribute.type is Type.SET else Values(), True)


def anything(attribute: Attribute) -> Test:
    """The test that every given value passes."""
    if attribute.type.is_ordered:
        return Test(Ranges((), True), False)
    return Test(Sets() if attribute.type is Type.SET else Values(frozenset(), True), False)


def refuses(held: Test | None, test: Test) -> bool:
    """Whether a test refuses every value, and a missing fact, that ``held`` allows."""
    if held is None:
        return False
    if not held.region.meet(test.region).is_empty:  # type: ignore[arg-type]
        return False
    if held.region.is_empty:
        return test.missing is False
    return held.missing is not True or test.missing is False


# the value of a region that is nearest to another


def nearest(region: Region, attribute: Attribute, around: Any | None = None) -> Any | None:
    """The value of a region that is nearest to ``around``; ``None`` where it has none.

    Without ``around`` a plain value: near to 0, or to the first day of 2025.

    >>> nearest(Ranges.interval(20, None), Attribute("n", Type.INTEGER), 3)
    20
    """
    if isinstance(region, Sets):
        return _nearest_set(region, universe(attribute), around)
    settled = settle(region, attribute)
    if not isinstance(settled, Ranges) or settled.is_empty:
        return pick(settled, attribute)
    if around is None:
        around = SOME_DAY if attribute.type is Type.DATE else 0
    if settled.contains(around):
        return around
    whole = attribute.is_discrete
    ends = [end for pair in settled.intervals() for end in inner_ends(*pair, whole=whole)]
    return min(ends, key=lambda end: (abs(end - around), end))


def inner_ends(low: Cut | None, high: Cut | None, *, whole: bool = False) -> list[Any]:
    """Values of an interval as near to its ends as plain numbers come.

    >>> inner_ends((5, AFTER), (8, AFTER))
    [6, 8]
    """
    found = []
    if low is not None:
        found.append(low[0] if low[1] != AFTER else _inwards(low[0], None if whole else high, 1))
    if high is not None:
        found.append(high[0] if high[1] == AFTER else _inwards(high[0], None if whole else low, -1))
    return found


def _inwards(end: Any, other: Cut | None, sign: int) -> Any:
    if isinstance(end, date):
        return end + sign * timedelta(days=1)
    for step in (1, Fraction(1, 10), Fraction(1, 100)):
        if other is None or abs(other[0] - end) > step:
            return exact(end + sign * step)
    assert other is not None
    return exact(Fraction(end + other[0]) / 2) if other[0] != end else end


def _nearest_set(
    region: Sets, members: frozenset[str], around: frozenset[str] | None
) -> frozenset[str] | None:
    if around is None:
        return find_set(region, members)
    # keep what is there and may stay, as far as the count allows; then what is missing
    start = around - region.none_of
    for size in range(len(start), -1, -1):
        kept = frozenset(sorted(start)[:size])
        groups = region.any_of | {frozenset([member]) for member in kept}
        found = find_set(attrs.evolve(region, any_of=groups), members)
        if found is not None:
            return found
    return find_set(region, members)
