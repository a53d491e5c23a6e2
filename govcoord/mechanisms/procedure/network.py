"""Steps that follow each other: their order, circles, and the longest chain.

A network is a mapping from each step to the steps that it comes after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import attrs

After = Mapping[str, tuple[str, ...]]

_MOST_STATES = 20_000


def find_circle(after: After) -> tuple[str, ...] | None:
    """Steps that wait for each other, in the order in which they wait; ``None`` without any.

    >>> find_circle({"a": ("c",), "b": ("a",), "c": ("b",), "d": ("a",)})
    ('a', 'c', 'b')
    """
    done: set[str] = set()
    for first in after:
        path: list[str] = []
        todo: list[tuple[str, bool]] = [(first, True)]
        while todo:
            step, entering = todo.pop()
            if not entering:
                done.add(path.pop())
            elif step in path:
                return tuple(path[path.index(step) :])
            elif step not in done:
                path.append(step)
                todo.append((step, False))
                todo.extend((one, True) for one in after.get(step, ()))
    return None


def in_order(after: After) -> tuple[str, ...]:
    """Every step after those it comes after; steps that are free keep their order.

    >>> in_order({"b": ("a",), "c": (), "a": ()})
    ('a', 'b', 'c')
    """
    found: dict[str, None] = {}

    def visit(first: str) -> None:
        todo = [first]
        while todo:
            waiting = [one for one in after.get(todo[-1], ()) if one not in found]
            if waiting:
                todo.extend(reversed(waiting))
            else:
                found.setdefault(todo.pop())

    for step in after:
        visit(step)
    return tuple(found)


def before(after: After, step: str) -> frozenset[str]:
    """All steps that have to come before a step, through any number of others."""
    found: set[str] = set()
    todo = list(after.get(step, ()))
    while todo:
        one = todo.pop()
        if one not in found:
            found.add(one)
            todo.extend(after.get(one, ()))
    return frozenset(found)


def following(after: After, step: str) -> frozenset[str]:
    """All steps that come after a step, through any number of others."""
    return frozenset(one for one in after if step in before(after, one))


@attrs.frozen
class Chain:
    """Steps one after the other and how long they take together.

    Where ``exact`` is false there were too many conditions to look at: no chain is longer,
    and this one may never be taken as a whole.
    """

    length: int
    steps: tuple[str, ...]
    exact: bool = True


def longest_chain(
    after: After,
    length: Mapping[str, int],
    conditional: Iterable[str] = (),
    together: Callable[[frozenset[str]], bool] = lambda steps: True,
) -> Chain:
    """The chain that takes longest, among those whose conditional steps can all be needed.

    ``together`` says of a set of conditional steps whether one case can need them all. A step
    that is not needed takes no time, and what comes after it waits for what comes before it.

    >>> after = {"a": (), "b": ("a",), "c": ("b",)}
    >>> longest_chain(after, {"a": 1, "b": 5, "c": 2}).steps
    ('a', 'b', 'c')
    """
    some = frozenset(conditional)
    whole = _chains(after, length, frozenset(), together)
    assert whole is not None
    if together(some.intersection(whole.steps)):
        return whole
    return _chains(after, length, some, together) or attrs.evolve(whole, exact=False)


_Best = dict[frozenset[str], tuple[int, tuple[str, ...]]]


def _chains(
    after: After,
    length: Mapping[str, int],
    conditional: frozenset[str],
    together: Callable[[frozenset[str]], bool],
) -> Chain | None:
    """The longest chain; ``None`` where there are too many combinations of conditions."""
    best: dict[str, _Best] = {}
    states = 0
    for step in in_order(after):
        reached: _Best = {}
        for one in after.get(step, ()):
            _keep(reached, best[one])
        if not reached:
            reached[frozenset()] = (0, ())
        found: _Best = dict(reached) if step in conditional else {}
        for chosen, (taken, chain) in reached.items():
            more = chosen | {step} if step in conditional else chosen
            if more == chosen or together(more):
                _keep(found, {more: (taken + length[step], (*chain, step))})
        best[step] = found
        states += len(found)
        if states > _MOST_STATES:
            return None
    ends = [pair for found in best.values() for pair in found.values()]
    taken, chain = max(ends, key=lambda pair: pair[0], default=(0, ()))
    return Chain(taken, chain)


def _keep(best: _Best, more: _Best) -> None:
    """Keep the longer chain for each choice of conditions; the first of equals."""
    for chosen, pair in more.items():
        if chosen not in best or pair[0] > best[chosen][0]:
            best[chosen] = pair
