"""Exact measures of a weighted network: who lies between others, who brokers, which groups.

A network is a mapping from each name to its neighbours with whole weights, the same both ways
(`Network`). Nothing here depends on chance: names are taken in their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from heapq import heappop, heappush
from math import lcm

import networkx as nx

Network = Mapping[str, Mapping[str, int]]

_MOST_BITS = 4096
_ROUNDED = 10**30
_HUBS = 8


def network(names: Iterable[str], pairs: Mapping[tuple[str, str], int]) -> Network:
    """The network of these names, with a link for each pair.

    >>> network("ab", {("a", "b"): 3})
    {'a': {'b': 3}, 'b': {'a': 3}}
    """
    found: dict[str, dict[str, int]] = {name: {} for name in sorted(names)}
    for (a, b), weight in sorted(pairs.items()):
        found[a][b] = weight
        found[b][a] = weight
    return found


def betweenness(links: Network) -> Mapping[str, Fraction]:
    """On what part of the shortest ways between two others a name lies, summed over all pairs.

    A link is as long as one over its weight. Brandes (2001), "A faster algorithm for
    betweenness centrality", with each name's links in the order of their length (Spira 1973),
    so that dense networks need not be looked at link by link. Exact; only where the weights
    have no common multiple of less than 4,096 bits, lengths are rounded to 30 digits.

    >>> dict(betweenness(network("abc", {("a", "b"): 2, ("b", "c"): 1})))
    {'a': Fraction(0, 1), 'b': Fraction(1, 1), 'c': Fraction(0, 1)}
    """
    names = list(links)
    at = {name: n for n, name in enumerate(names)}
    lengths = _lengths({weight for mine in links.values() for weight in mine.values()})
    ways = [
        sorted((length, at[other]) for other, length in mine.items())
        for mine in _useful(links, lengths)
    ]
    total = [Fraction(0)] * len(names)
    for source in range(len(names)):
        _add_from(source, ways, total)
    return {name: total[n] / 2 for n, name in enumerate(names)}


def _useful(links: Network, lengths: Mapping[int, int]) -> Iterable[Mapping[str, int]]:
    """The lengths of each name's links, without some that are on no shortest way.

    Where the way over one of those who work most is shorter than the link, the link is on none.
    """
    far = {
        name: {other: lengths[weight] for other, weight in mine.items()}
        for name, mine in links.items()
    }
    most = sorted(links, key=lambda name: -sum(links[name].values()))[:_HUBS]
    for _name, mine in far.items():
        hubs = [(mine[hub], far[hub]) for hub in most if hub in mine]
        yield {
            other: length
            for other, length in mine.items()
            if not any(to < length and to + over.get(other, length) < length for to, over in hubs)
        }


def _lengths(weights: set[int]) -> Mapping[int, int]:
    scale = 1
    for weight in sorted(weights):
        scale = lcm(scale, weight)
        if scale.bit_length() > _MOST_BITS:
            scale = _ROUNDED
            break
    return {weight: scale // weight for weight in weights}


def _add_from(
    source: int, ways: Sequence[Sequence[tuple[int, int]]], total: list[Fraction]
) -> None:
    """Add what each name carries of the shortest ways from ``source``."""
    distance = {source: 0}
    count = {source: 1}
    before: dict[int, list[int]] = {source: []}
    # One candidate per settled name waits: its shortest link that was not tried yet.
    waiting: list[tuple[int, int, int, int]] = []

    def offer(name: int, position: int) -> None:
        start, links = distance[name], ways[name]
        while position < len(links):
            length, other = links[position]
            reached, far = distance.get(other), start + length
            # A link to a name that was reached by a shorter way is on no shortest way.
            if reached is None or reached >= far:
                heappush(waiting, (far, other, name, position))
                return
            position += 1

    offer(source, 0)
    farthest = 0
    while waiting:
        far, name, via, position = heappop(waiting)
        if len(distance) == len(ways) and far > farthest:
            break
        if name not in distance:
            distance[name] = farthest = far
            count[name], before[name] = count[via], [via]
            offer(name, 0)
        elif distance[name] == far:
            count[name] += count[via]
            before[name].append(via)
        offer(via, position + 1)
    carried: dict[int, int | Fraction] = dict.fromkeys(distance, 0)
    for name in reversed(distance):
        for via in before[name]:
            share = 1 + carried[name]
            if count[via] != count[name]:
                share = Fraction(share * count[via]) / count[name]
            carried[via] += share
        if name != source:
            total[name] += carried[name]


def brokered(links: Network) -> Mapping[str, int]:
    """How many pairs of a name's partners do not work with each other.

    >>> brokered(network("abc", {("a", "b"): 1, ("b", "c"): 1}))
    {'a': 0, 'b': 1, 'c': 0}
    """
    sets = {name: set(mine) for name, mine in links.items()}
    found = {}
    for name, mine in sets.items():
        closed = sum(len(mine & sets[other]) for other in mine) // 2
        found[name] = len(mine) * (len(mine) - 1) // 2 - closed
    return found


def single_points(links: Network) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Names without which their network falls apart, with the parts, the largest first.

    >>> dict(single_points(network("abc", {("a", "b"): 1, ("b", "c"): 1})))
    {'b': (('a',), ('c',))}
    """
    whole = nx.Graph()
    whole.add_nodes_from(links)
    whole.add_edges_from((a, b) for a, mine in links.items() for b in mine)
    found = {}
    for name in sorted(nx.articulation_points(whole)):
        near = whole.subgraph(nx.node_connected_component(whole, name) - {name})
        parts = [tuple(sorted(part)) for part in nx.connected_components(near)]
        found[name] = tuple(sorted(parts, key=lambda part: (-len(part), part)))
    return found


def modularity(links: Network, groups: Iterable[Iterable[str]]) -> Fraction | None:
    """How much more weight lies within groups than chance would put there, -1/2 to 1.

    Newman and Girvan (2004), weighted; ``None`` where there is no link.

    >>> modularity(network("abcd", {("a", "b"): 1, ("c", "d"): 1}), ["ab", "cd"])
    Fraction(1, 2)
    """
    degree = {name: sum(mine.values()) for name, mine in links.items()}
    double = sum(degree.values())
    if not double:
        return None
    value = Fraction(0)
    for group in groups:
        members = set(group)
        inside = sum(w for name in members for other, w in links[name].items() if other in members)
        value += Fraction(inside, double) - Fraction(sum(degree[m] for m in members), double) ** 2
    return value


def communities(links: Network) -> tuple[tuple[str, ...], ...]:
    """Groups that work more within than without, the largest first; names without links apart.

    Names move to the neighbouring group that raises modularity most, in their order, until
    none does; then groups move alike (Blondel and others 2008, in whole numbers). At the end a
    group that hangs together only through others is parted.

    >>> communities(network("abcd", {("a", "b"): 3, ("c", "d"): 3, ("b", "c"): 1}))
    (('a', 'b'), ('c', 'd'))
    """
    groups = [[name] for name in links]
    at = {name: n for n, name in enumerate(links)}
    level = [{at[other]: weight for other, weight in mine.items()} for mine in links.values()]
    while True:
        home = _moved(level)
        if len(set(home)) == len(level):
            break
        order = {old: new for new, old in enumerate(dict.fromkeys(home))}
        merged: list[list[str]] = [[] for _ in order]
        joined: list[dict[int, int]] = [{} for _ in order]
        for n, old in enumerate(home):
            new = order[old]
            merged[new].extend(groups[n])
            for other, weight in level[n].items():
                far = order[home[other]]
                joined[new][far] = joined[new].get(far, 0) + weight
        groups, level = merged, joined
    parts = [part for group in groups for part in _connected(links, set(group))]
    return tuple(sorted(parts, key=lambda part: (-len(part), part)))


def _moved(level: Sequence[Mapping[int, int]]) -> list[int]:
    """The group of each number, when no single move raises modularity any more."""
    degree = [sum(mine.values()) for mine in level]
    double = sum(degree)
    home, weight = list(range(len(level))), list(degree)
    moving = bool(double)
    while moving:
        moving = False
        for n, mine in enumerate(level):
            near = {home[n]: 0}
            for other, w in mine.items():
                if other != n:
                    near[home[other]] = near.get(home[other], 0) + w
            weight[home[n]] -= degree[n]
            # Gains of modularity, times the square of the whole weight: whole numbers.
            gain = {g: w * double - degree[n] * weight[g] for g, w in near.items()}
            best = max(gain, key=lambda g: (gain[g], g == home[n], -g))
            moving = moving or best != home[n]
            home[n] = best
            weight[best] += degree[n]
    return home


def _connected(links: Network, group: set[str]) -> Iterable[tuple[str, ...]]:
    while group:
        part, todo = set(), [min(group)]
        while todo:
            name = todo.pop()
            if name not in part:
                part.add(name)
                todo.extend(other for other in links[name] if other in group)
        group -= part
        yield tuple(sorted(part))
