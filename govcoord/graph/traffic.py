"""Who works with whom, added up case by case in memory that grows with departments only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from govcoord.graph.logs import MICROSECOND, MICROSECONDS_A_DAY, Event, Log
from govcoord.numerals import Number, exact

_BITS = 24
_LOW = (1 << _BITS) - 1


PassedOn = tuple[str, str, Number | None, bool]
"""A case passed on: from whom, to whom, how long it took (``None``: not known), and whether an
answer came."""


class Counted(NamedTuple):
    """Cases passed on from one department to another, added up."""

    source: str
    target: str
    times: int
    answered: int
    timed: int
    waited: Number
    longest: Number


class Traffic:
    """Counts of cases, pairs and hand-overs; `add` one case after the other.

    ``unit`` is what waiting is told in, ``parts`` how many of what is added make one of it.
    """

    def __init__(self, unit: str = "workday", parts: int = 1) -> None:
        self.unit, self.parts = unit, parts
        self.cases = 0
        self.alone = 0
        self._ids: dict[str, int] = {}
        self._names: list[str] = []
        self._seen: list[int] = []
        self._led: list[int] = []
        self._pairs: dict[int, int] = {}
        self._passed: dict[int, list[Number]] = {}

    def add(
        self, departments: Iterable[str], lead: str | None = None, passed: Iterable[PassedOn] = ()
    ) -> None:
        """Count one case: who took part, who led, how it went from hand to hand."""
        ids = self._ids
        mine = sorted({ids[one] if one in ids else self._new(one) for one in departments})
        self.cases += 1
        self.alone += len(mine) < 2
        pairs, seen = self._pairs, self._seen
        for n, a in enumerate(mine):
            seen[a] += 1
            high = a << _BITS
            for b in mine[n + 1 :]:
                key = high | b
                pairs[key] = pairs.get(key, 0) + 1
        if lead is not None:
            self._led[ids[lead] if lead in ids else self._new(lead)] += 1
        for source, target, waited, answered in passed:
            a = ids[source] if source in ids else self._new(source)
            b = ids[target] if target in ids else self._new(target)
            found = self._passed.get(a << _BITS | b)
            if found is None:
                found = self._passed[a << _BITS | b] = [0, 0, 0, 0, 0]
            found[0] += 1
            found[1] += answered
            if waited is not None:
                found[2] += 1
                found[3] += waited
                if waited > found[4]:
                    found[4] = waited

    def _new(self, name: str) -> int:
        number = self._ids[name] = len(self._names)
        self._names.append(name)
        self._seen.append(0)
        self._led.append(0)
        return number

    @property
    def departments(self) -> dict[str, tuple[int, int]]:
        """Departments in the order of their names: cases that they took part in, and led."""
        return {
            name: (self._seen[n], self._led[n]) for name, n in sorted(self._ids.items())
        }  # fmt: skip

    @property
    def pairs(self) -> dict[tuple[str, str], int]:
        """Two departments, in the order of their names, to the cases they worked on together."""
        names, found = self._names, {}
        for key, count in self._pairs.items():
            a, b = names[key >> _BITS], names[key & _LOW]
            found[(a, b) if a < b else (b, a)] = count
        return dict(sorted(found.items()))

    @property
    def passed(self) -> tuple[Counted, ...]:
        """Hand-overs from one department to another, in the order of their names."""
        names = self._names
        rows = [
            Counted(
                names[key >> _BITS], names[key & _LOW],
                int(n), int(answered), int(timed), self._told(waited), self._told(longest),
            )
            for key, (n, answered, timed, waited, longest) in self._passed.items()
        ]  # fmt: skip
        return tuple(sorted(rows))

    def _told(self, waited: Number) -> Number:
        return exact(Fraction(waited) / self.parts)


def traffic_of_log(log: Log) -> Traffic:
    """The traffic of a log.

    A case is passed on where an event of one department follows an event of another; how long
    that took is the time between the two events, in days. Where an event names nobody, the
    case was not seen to be passed on. The log's time is exact to the microsecond.
    """
    found = Traffic("day", MICROSECONDS_A_DAY)
    for trace in log.traces.values():
        named = {event.department for event in trace}
        found.add((one for one in named if one is not None), passed=_steps(trace))
    return found


def _steps(trace: Iterable[Event]) -> Iterator[PassedOn]:
    before: Event | None = None
    for event in trace:
        ends = (before and before.department, event.department)
        if before is not None and ends[0] and ends[1] and ends[0] != ends[1]:
            yield ends[0], ends[1], (event.at - before.at) // MICROSECOND, True
        before = event
