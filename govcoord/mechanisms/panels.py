"""Choosing so many of a pool in a declared order, within quotas: exact, or a proof that none is.

Candidates are taken in their order. Each is taken unless no valid panel would be left with
them: so the panel is the first, in the order of candidates, of all that keep the quotas.
Whether a valid panel is left is found by trying all ways to fill it, counting alike candidates
together; a search that grows too large ends with `TooLargeError` and gives no answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

import attrs

BUDGET = 400_000
"""States that one search may look at."""


class TooLargeError(Exception):
    """The search was given up: the quotas leave too many ways."""


@attrs.frozen
class Quota:
    """At least and at most so many of a group."""

    id: str
    least: int = 0
    most: int | None = None


@attrs.frozen
class Cap:
    """At most so many who share a value (an institution, a region)."""

    id: str
    most: int


@attrs.frozen
class Candidate:
    """Somebody who may be chosen: the quotas whose groups they are in, their value per cap."""

    id: str
    groups: frozenset[str] = frozenset()
    values: tuple[tuple[str, str], ...] = ()


Rule = Quota | Cap


@attrs.frozen
class Chosen:
    """Who was taken, in order; for those passed over the quotas that would have been broken.

    ``panel`` is ``None`` where there is no valid panel: then ``blocking`` are quotas that cannot
    be kept together, each of which is needed for that (none: there are too few candidates), and
    ``relief`` those of which each alone, left out, would make a panel possible.
    """

    panel: tuple[str, ...] | None
    passed: Mapping[str, tuple[str, ...]]
    blocking: tuple[str, ...] = ()
    relief: tuple[str, ...] = ()


def choose(
    candidates: Sequence[Candidate],
    size: int,
    rules: Sequence[Rule],
    appointed: Sequence[str] = (),
    budget: int = BUDGET,
) -> Chosen:
    """The first valid panel of ``size`` that holds those who are appointed already.

    Raises `TooLargeError`.

    >>> pool = [Candidate("a", frozenset({"law"})), Candidate("b"), Candidate("c")]
    >>> choose(pool, 2, [Quota("law", most=0)]).panel
    ('b', 'c')
    >>> choose(pool, 2, [Quota("law", least=2)]).blocking
    ('law',)
    """
    by_id = {one.id: one for one in candidates}
    taken = [by_id[id_] for id_ in appointed]
    rest = [one for one in candidates if one.id not in set(appointed)]
    search = _Search(size, budget)
    if not search.possible(taken, rest, rules):
        blocking, relief = search.blocked(taken, rest, rules)
        return Chosen(None, {}, blocking, relief)
    passed: dict[str, tuple[str, ...]] = {}
    refused: dict[object, tuple[str, ...]] = {}
    for n, one in enumerate(rest):
        if len(taken) == size:
            break
        alike = (one.groups, one.values)
        # what was refused stays refused: fewer candidates are left and more are taken
        if alike not in refused and search.possible([*taken, one], rest[n + 1 :], rules):
            taken.append(one)
            continue
        if alike not in refused:
            refused[alike] = search.blocked([*taken, one], rest[n + 1 :], rules)[0]
        passed[one.id] = refused[alike]
    return Chosen(tuple(one.id for one in taken), passed)


@attrs.frozen
class _Search:
    size: int
    budget: int

    def blocked(
        self, taken: Sequence[Candidate], rest: Sequence[Candidate], rules: Sequence[Rule]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Quotas that cannot be kept together, and those whose absence alone would help."""
        core = list(rules)
        for rule in rules:
            without = [other for other in core if other is not rule]
            if not self.possible(taken, rest, without):
                core = without
        relief = [
            rule.id
            for rule in core
            if self.possible(taken, rest, [other for other in rules if other is not rule])
        ]
        return tuple(rule.id for rule in core), tuple(relief)

    def possible(
        self, taken: Sequence[Candidate], rest: Sequence[Candidate], rules: Sequence[Rule]
    ) -> bool:
        """Whether the panel can be filled up from the rest so that every quota is kept."""
        open_places = self.size - len(taken)
        if open_places < 0 or open_places > len(rest):
            return False
        left = _left(taken, rest, rules, open_places)
        if left is None:
            return False
        groups, caps, rest = left
        if _quickly(rest, groups, caps, open_places):
            return True
        if len(caps) > 1 and not all(
            self._filled(rest, groups, {id_: cap}, open_places) for id_, cap in caps.items()
        ):
            return False
        return self._filled(rest, groups, caps, open_places)

    def _filled(
        self,
        rest: Sequence[Candidate],
        groups: Sequence[_Group],
        caps: Mapping[str, _Cap],
        open_places: int,
    ) -> bool:
        """All ways to fill the places, block by block of candidates who share a value."""
        outer = max(caps, key=lambda id_: len(caps[id_].crowded), default=None)
        inner = [
            _Group(0, cap.most(value), frozenset(c.id for c in rest if (id_, value) in c.values))
            for id_, cap in caps.items()
            if id_ != outer
            for value in sorted(cap.crowded)
        ]
        looked_at = [*groups, *inner]
        start = (0, *(0 for _ in looked_at))
        goal = [group.least for group in looked_at]
        states, seen = {start}, 0
        for options in _blocks(rest, looked_at, caps.get(outer or ""), outer, open_places):
            found = set(states)
            for state, option in product(states, options):
                seen += 1
                if seen > self.budget:
                    raise TooLargeError
                made = _added(state, option, looked_at, open_places)
                if made is not None:
                    found.add(made)
            states = found
            if any(
                s[0] == open_places and all(n >= g for n, g in zip(s[1:], goal)) for s in states
            ):
                return True
        return False


def _quickly(
    rest: Sequence[Candidate], groups: Sequence[_Group], caps: Mapping[str, _Cap], places: int
) -> bool:
    """Whether taking at each place who serves most quotas that are still open fills the panel.

    A panel found so is a proof; where none is found nothing is said.
    """
    needs = [group.least for group in groups]
    room = [group.most for group in groups]
    used = {(id_, value): n for id_, cap in caps.items() for value, n in cap.used.items()}
    left = list(rest)
    for _ in range(places):
        fits = [
            (
                -sum(needs[n] > 0 for n, group in enumerate(groups) if one.id in group.members),
                sum(
                    room[n] is not None for n, group in enumerate(groups) if one.id in group.members
                ),
                at,
            )
            for at, one in enumerate(left)
            if all(room[n] != 0 for n, group in enumerate(groups) if one.id in group.members)
            and all(
                used.get(pair, 0) < caps[pair[0]].limit for pair in one.values if pair[0] in caps
            )
        ]
        if not fits:
            return False
        one = left.pop(min(fits)[2])
        for n, group in enumerate(groups):
            if one.id in group.members:
                needs[n] = max(needs[n] - 1, 0)
                limit = room[n]
                room[n] = None if limit is None else limit - 1
        for pair in one.values:
            used[pair] = used.get(pair, 0) + 1
    return not any(needs)


@attrs.frozen
class _Group:
    """What a quota still asks of a group, and who is in it."""

    least: int
    most: int | None
    members: frozenset[str]


@attrs.frozen
class _Cap:
    """How many of each value may still be taken, where more than that are there."""

    limit: int
    used: Mapping[str, int]
    crowded: frozenset[str]

    def most(self, value: str) -> int:
        """How many of that value may still be taken."""
        return self.limit - self.used.get(value, 0)


def _left(
    taken: Sequence[Candidate], rest: Sequence[Candidate], rules: Sequence[Rule], places: int
) -> tuple[list[_Group], dict[str, _Cap], list[Candidate]] | None:
    """What rules still ask; ``None`` where those taken break one, or too few are left for one."""
    groups, caps, kept = [], {}, list(rest)
    for rule in rules:
        if isinstance(rule, Cap):
            used = Counter(v for one in taken for id_, v in one.values if id_ == rule.id)
            if used and max(used.values()) > rule.most:
                return None
            full = {value for value, n in used.items() if n == rule.most}
            kept = [c for c in kept if not any(i == rule.id and v in full for i, v in c.values)]
            there = Counter(v for one in kept for id_, v in one.values if id_ == rule.id)
            crowded = {v for v, n in there.items() if n > rule.most - used.get(v, 0)}
            if crowded and rule.most < places + max(used.values(), default=0):
                caps[rule.id] = _Cap(rule.most, used, frozenset(crowded))
            continue
        n = sum(rule.id in one.groups for one in taken)
        if rule.most is not None and n > rule.most:
            return None
        members = frozenset(one.id for one in rest if rule.id in one.groups)
        least, most = max(rule.least - n, 0), None if rule.most is None else rule.most - n
        if least > min(len(members), places):
            return None
        binding = most is not None and most < min(len(members), places)
        if least or binding:
            groups.append(_Group(least, most if binding else None, members))
    return (groups, caps, kept) if len(kept) >= places else None


_Option = tuple[int, ...]
"""How many candidates are taken, and how many of each group."""


def _blocks(
    rest: Sequence[Candidate],
    groups: Sequence[_Group],
    cap: _Cap | None,
    outer: str | None,
    places: int,
) -> Iterator[list[_Option]]:
    """The ways to take some of each block; alike blocks at most ``places`` times."""
    held: dict[str | None, Counter[_Option]] = {}
    for one in rest:
        mask = tuple(int(one.id in group.members) for group in groups)
        value = next((v for id_, v in one.values if id_ == outer), None)
        crowded = cap is not None and value in cap.crowded
        held.setdefault(value if crowded else None, Counter())[mask] += 1
    free = held.pop(None, Counter())
    for mask, n in sorted(free.items()):
        yield [(k, *(k * bit for bit in mask)) for k in range(1, min(n, places) + 1)]
    alike: Counter[tuple[int, tuple[tuple[_Option, int], ...]]] = Counter()
    for value, counted in held.items():
        assert cap is not None
        assert value is not None
        most = cap.most(value)
        alike[most, tuple(sorted((mask, min(n, most)) for mask, n in counted.items()))] += 1
    for (most, kinds), copies in sorted(alike.items()):
        options = sorted(set(_ways(kinds, min(most, places), len(groups))))
        for _ in range(min(copies, places)):
            yield options


def _ways(masks: Iterable[tuple[_Option, int]], most: int, width: int) -> Iterator[_Option]:
    """The ways to take one to ``most`` of a block."""
    found = {(0,) * (width + 1)}
    for mask, n in masks:
        found |= {
            (way[0] + k, *(a + k * b for a, b in zip(way[1:], mask)))
            for way in found
            for k in range(1, min(n, most - way[0]) + 1)
        }
    return (way for way in found if way[0])


def _added(
    state: _Option, option: _Option, groups: Sequence[_Group], places: int
) -> _Option | None:
    """A state with more candidates taken; what a group has beyond its floor is not told apart."""
    total = state[0] + option[0]
    if total > places:
        return None
    counts = []
    for a, b, group in zip(state[1:], option[1:], groups):
        n = a + b
        if group.most is None:
            n = min(n, group.least)
        elif n > group.most:
            return None
        counts.append(n)
    return (total, *counts)
