"""A graph in layers from left to right: for chains, flows, and who is responsible for what.

Each node stands right of all that lead to it (edges that close a circle are turned round
for the time being). Nodes of a layer are put in the order that crosses fewest edges, by the
mean place of their neighbours; an edge over several layers gets a place in each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from attrs import define, field

from govcoord.graph.draw.boxes import Box, Layout, Segment, Spot, at_origin, loop, size_of
from govcoord.graph.draw.model import Graph
from govcoord.svg import text_ems

_SWEEPS, _ROW, _THIN, _BETWEEN = 12, 14, 10, 70

Link = tuple[str, str]


def layered(graph: Graph) -> Layout:
    """The layout of a graph in layers."""
    links = [(e.source, e.target) for e in graph.edges if e.source != e.target]
    forward = _without_circles([node.id for node in graph.nodes], links)
    web = _Web.of(graph, list(dict.fromkeys(forward)))
    _order(web)
    boxes = _boxes(web, _gaps(graph, web))
    chains = dict(zip(links, forward))
    curves = []
    for edge in graph.edges:
        if edge.source == edge.target:
            curves.append(loop(boxes[edge.source]))
            continue
        link = chains[edge.source, edge.target]
        curve = _curve([boxes[name] for name in web.chains[link]])
        back = link != (edge.source, edge.target)
        curves.append(tuple(s[::-1] for s in curve[::-1]) if back else curve)
    return at_origin({node.id: boxes[node.id] for node in graph.nodes}, curves)


def has_circle(graph: Graph) -> bool:
    """Whether edges lead from some node back to it, by way of another."""
    links = [(e.source, e.target) for e in graph.edges if e.source != e.target]
    return links != _without_circles([node.id for node in graph.nodes], links)


def _without_circles(nodes: Sequence[str], links: Sequence[Link]) -> list[Link]:
    """The links, those turned round that lead back to where a walk along them came from."""
    onward: dict[str, list[str]] = {id_: [] for id_ in nodes}
    for source, target in dict.fromkeys(links):
        onward[source].append(target)
    done: set[str] = set()
    turned: set[Link] = set()
    for root in nodes:
        path, open_ = [(root, iter(onward[root]))], {root}
        if root in done:
            continue
        while path:
            here, ways = path[-1]
            there = next(ways, None)
            if there is None:
                path.pop()
                open_.discard(here)
                done.add(here)
            elif there in open_:
                turned.add((here, there))
            elif there not in done:
                open_.add(there)
                path.append((there, iter(onward[there])))
    return [link[::-1] if link in turned else link for link in links]


@define
class _Web:
    """Nodes and the places of long edges, in layers, and what each has beside it."""

    sizes: dict[str, Spot]
    layers: list[list[str]]
    chains: dict[Link, list[str]]
    before: dict[str, list[str]] = field(factory=dict)
    after: dict[str, list[str]] = field(factory=dict)

    @classmethod
    def of(cls, graph: Graph, links: Sequence[Link]) -> _Web:
        depth = _depths([node.id for node in graph.nodes], links)
        sizes = {node.id: size_of(node) for node in graph.nodes}
        groups = {id_: n for n, (id_, _) in enumerate(graph.groups)}
        layers: list[list[str]] = [[] for _ in range(max(depth.values(), default=0) + 1)]
        for node in sorted(graph.nodes, key=lambda n: groups.get(n.group or "", len(groups))):
            layers[depth[node.id]].append(node.id)
        web = cls(sizes, layers, {})
        for number, (source, target) in enumerate(links):
            chain = [source]
            for layer in range(depth[source] + 1, depth[target]):
                chain.append(f"\0{number}:{layer}")
                web.sizes[chain[-1]] = (0, _THIN)
                layers[layer].append(chain[-1])
            web.chains[source, target] = [*chain, target]
        for chain in web.chains.values():
            for one, other in pairwise(chain):
                web.after.setdefault(one, []).append(other)
                web.before.setdefault(other, []).append(one)
        return web


def _depths(nodes: Sequence[str], links: Sequence[Link]) -> dict[str, int]:
    """The layer of each node: one more than the deepest that leads to it."""
    onward: dict[str, list[str]] = {id_: [] for id_ in nodes}
    waiting = dict.fromkeys(nodes, 0)
    for source, target in links:
        onward[source].append(target)
        waiting[target] += 1
    depth = dict.fromkeys(nodes, 0)
    ready = [id_ for id_ in nodes if not waiting[id_]]
    for id_ in ready:
        for target in onward[id_]:
            depth[target] = max(depth[target], depth[id_] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    # who leads nowhere early stands just left of the first that it leads to
    reached = {target for _, target in links}
    for id_ in ready:
        if onward[id_] and id_ not in reached:
            depth[id_] = min(depth[target] for target in onward[id_]) - 1
    return depth


def _order(web: _Web) -> None:
    best, fewest = [list(layer) for layer in web.layers], _crossings(web)
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        beside = web.before if down else web.after
        layers = web.layers if down else web.layers[::-1]
        for fixed, layer in pairwise(layers):
            place = {name: n for n, name in enumerate(fixed)}
            own = {name: Fraction(n * len(fixed), len(layer)) for n, name in enumerate(layer)}
            layer.sort(key=lambda name: _mean(beside.get(name, ()), place, own[name]))
        crossed = _crossings(web)
        if crossed < fewest:
            best, fewest = [list(layer) for layer in web.layers], crossed
    web.layers[:] = best


def _mean(names: Sequence[str], place: Mapping[str, int], otherwise: Fraction) -> Fraction:
    if not names:
        return otherwise
    return Fraction(sum(place[name] for name in names), len(names))


def _crossings(web: _Web) -> int:
    """How many pairs of edges between neighbouring layers cross."""
    total = 0
    for left, right in pairwise(web.layers):
        place = {name: n for n, name in enumerate(right)}
        ends = [end for name in left for end in sorted(place[o] for o in web.after.get(name, ()))]
        tree = [0] * (len(right) + 1)
        for seen, end in enumerate(ends):
            not_after, at = 0, end + 1
            while at:
                not_after += tree[at]
                at -= at & -at
            total += seen - not_after
            at = end + 1
            while at < len(tree):
                tree[at] += 1
                at += at & -at
    return total


def _gaps(graph: Graph, web: _Web) -> list[int]:
    """The room between each layer and the next: for the curves, and what is written on them."""
    said = max((text_ems(edge.text) for edge in graph.edges), default=0)
    gaps = []
    for left in web.layers[:-1]:
        crowd = sum(len(web.after.get(name, ())) for name in left)
        gaps.append(_BETWEEN + min(said * 11 // 100, 160) + min(crowd, 60) * 2)
    return gaps


def _boxes(web: _Web, gaps: Sequence[int]) -> dict[str, Box]:
    middles = _middles(web)
    boxes: dict[str, Box] = {}
    x = 0
    for number, layer in enumerate(web.layers):
        width = max((web.sizes[name][0] for name in layer), default=0)
        for name in layer:
            own, height = web.sizes[name]
            # a place of a long edge is as wide as the layer, so that the edge runs level in it
            wide = own if not name.startswith("\0") else width
            boxes[name] = Box(x + (width - wide) // 2, middles[name] - height // 2, wide, height)
        x += width + (gaps[number] if number < len(gaps) else 0)
    return boxes


def _middles(web: _Web) -> dict[str, int]:
    """How far down the middle of each is: near its neighbours', none closer than its size asks."""
    middles: dict[str, int] = {}
    for layer in web.layers:
        middles |= _apart(web, layer, dict.fromkeys(layer, 0))
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        for layer in web.layers if down else web.layers[::-1]:
            beside = (
                [web.before, web.after]
                if sweep >= _SWEEPS - 2
                else [web.before if down else web.after]
            )
            wished = {}
            for name in layer:
                near = [middles[other] for side in beside for other in side.get(name, ())]
                wished[name] = sum(near) // len(near) if near else middles[name]
            middles |= _apart(web, layer, wished)
    return middles


def _apart(web: _Web, layer: Sequence[str], wished: Mapping[str, int]) -> dict[str, int]:
    """The places nearest to those wished for at which nothing overlaps, in the layer's order.

    What must stay behind each other is joined to blocks that move together (pool adjacent
    violators), each at the mean of what its members wish.
    """
    offsets, offset = [], 0
    for n, name in enumerate(layer):
        if n:
            offset += (web.sizes[layer[n - 1]][1] + web.sizes[name][1]) // 2 + _ROW
        offsets.append(offset)
    blocks: list[tuple[Fraction, int]] = []
    for name, offset in zip(layer, offsets):
        blocks.append((Fraction(wished[name] - offset), 1))
        while len(blocks) > 1 and blocks[-2][0] >= blocks[-1][0]:
            (a, m), (b, n) = blocks[-2:]
            blocks[-2:] = [((a * m + b * n) / (m + n), m + n)]
    shifts = [int(at) for at, members in blocks for _ in range(members)]
    return {name: offset + shift for name, offset, shift in zip(layer, offsets, shifts)}


def _curve(boxes: Sequence[Box]) -> tuple[Segment, ...]:
    """The way from the right of the first box to the left of the last, level in the others."""
    segments: list[Segment] = []
    for n, (one, other) in enumerate(pairwise(boxes)):
        start = (one.x + one.width, one.middle[1])
        end = (other.x, other.middle[1])
        half = (end[0] - start[0]) // 2
        segments.append((start, (start[0] + half, start[1]), (end[0] - half, end[1]), end))
        if n < len(boxes) - 2:
            past = (other.x + other.width, other.middle[1])
            segments.append((end, end, past, past))
    return tuple(segments)
