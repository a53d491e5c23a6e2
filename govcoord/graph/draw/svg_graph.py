"""A graph as SVG, drawn here without any other program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from govcoord.graph.draw.boxes import EM, LINE, Box, Layout, Segment, at, label_lines
from govcoord.graph.draw.layered import has_circle, layered
from govcoord.graph.draw.model import Edge, Graph, Node
from govcoord.graph.draw.ring import ring
from govcoord.graph.draw.style import INK, MARK, PAPER, PLAIN, SOFT, fills, lines, thickness
from govcoord.graph.draw.svg_parts import Key, page, stroke, swatch, text_box
from govcoord.mechanisms.said import Texts, phrase
from govcoord.numerals import format_number
from govcoord.svg import decimal, escaped

_SMALL = 11
_PLACES = tuple(Fraction(n, 20) for n in (10, 8, 12, 6, 14, 5, 15, 4, 16, 3, 17))
"""Where along an edge its text is tried: in the middle first, then ever closer to the ends."""

WORDS: Texts = {
    "missing": ("ought to be there and is not", "应有而未有", "應有而未有"),
    "from_to": ("{what}: {low} to {high}", "{what}：{low} 至 {high}", "{what}：{low} 至 {high}"),
    "unwritten": (
        "{count} of {total} figures have no room; they are in the tooltips",
        "{total} 个数值中有 {count} 个因空间所限未写出，见悬停提示",
        "{total} 個數值中有 {count} 個因空間所限未寫出，見懸停提示",
    ),
}


def layout_of(graph: Graph) -> Layout:
    """Where everything in a graph goes, by the layout that it asks for."""
    if graph.layout == "ring":
        return ring(graph)
    if graph.layout == "layered" or (graph.directed and graph.edges and not has_circle(graph)):
        return layered(graph)
    return ring(graph)


def graph_svg(graph: Graph) -> str:
    """The graph as SVG. The same graph gives the same bytes on every machine."""
    layout = layout_of(graph)
    colours, thick = lines(graph.kinds), thickness(graph)
    body: list[str] = []
    for edge, curve in zip(graph.edges, layout.curves):
        body += _edge(edge, curve, colours.get(edge.kind or "", SOFT), thick[edge], graph)
    painted = fills(graph.groups)
    for node in graph.nodes:
        body += _node(node, layout.boxes[node.id], painted.get(node.group or "", PLAIN))
    texts = _edge_texts(graph, layout)
    for edge, box in texts:
        x, y = box.middle
        body.append(
            f'<text x="{x}" y="{y + 4}" font-size="{_SMALL}" text-anchor="middle" '
            f'fill="{colours.get(edge.kind or "", SOFT)}" stroke="{PAPER}" stroke-width="3" '
            f'paint-order="stroke">{escaped(edge.text)}</text>'
        )
    legend = [*_legend(graph), *_left_out(graph, len(texts))]
    used = {colours.get(edge.kind or "", SOFT) for edge in graph.edges}
    return page(graph.title, body, (layout.width, layout.height), legend, _arrows(graph, used))


def _arrows(graph: Graph, used: set[str]) -> str:
    if not graph.directed:
        return ""
    return "".join(
        f'<marker id="a{colour[1:]}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="12" '
        f'markerHeight="12" markerUnits="userSpaceOnUse" orient="auto"><path '
        f'd="M0 0.5 10 5 0 9.5z" fill="{colour}"/></marker>'
        for colour in sorted(used)
    )


def _edge(
    edge: Edge, curve: Sequence[Segment], colour: str, thick: Fraction, graph: Graph
) -> Iterator[str]:
    (x, y), *_ = curve[0]
    path = f"M{x} {y}" + "".join(
        f"C{a[0]} {a[1]} {b[0]} {b[1]} {c[0]} {c[1]}" for _, a, b, c in curve
    )
    dashes = ' stroke-dasharray="7 5"' if edge.missing else ""
    arrow = f' marker-end="url(#a{colour[1:]})"' if graph.directed else ""
    faint = ' stroke-opacity="0.7"' if len(graph.edges) > 30 else ""
    named = {node.id: node.label for node in graph.nodes}
    joint = "→" if graph.directed else "—"
    note = f"{named[edge.source]} {joint} {named[edge.target]}"
    note += "".join(f"\n{line}" for line in (edge.text, edge.note) if line)
    yield (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{decimal(thick)}"'
        f"{faint}{dashes}{arrow}><title>{escaped(note)}</title></path>"
    )


def _node(node: Node, box: Box, fill: str) -> Iterator[str]:
    border, width = (MARK, 3) if node.marked else (SOFT, 1)
    said = label_lines(node)
    note = node.label + (f"\n{node.note}" if node.note else "")
    yield f'<g class="node"><title>{escaped(note)}</title>'
    yield (
        f'<rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" rx="5" '
        f'fill="{fill}" stroke="{border}" stroke-width="{width}"/>'
    )
    x, y = box.middle
    first = y - (len(said) - 1) * LINE // 2 + EM * 2 // 5
    for n, line in enumerate(said):
        yield f'<text x="{x}" y="{first + n * LINE}" text-anchor="middle">{escaped(line)}</text>'
    yield "</g>"


def _edge_texts(graph: Graph, layout: Layout) -> list[tuple[Edge, Box]]:
    """What is written on edges and where: the heaviest first, as far as there is room."""
    taken = _Taken(layout.boxes)
    order = sorted(
        (n for n, edge in enumerate(graph.edges) if edge.text),
        key=lambda n: -(graph.edges[n].weight or 0),
    )
    found: list[tuple[Edge, Box]] = []
    for n in order:
        edge, curve = graph.edges[n], layout.curves[n]
        spots = [at(segment, t) for t in _PLACES for segment in curve]
        boxes = (text_box(edge.text, spot, _SMALL) for spot in spots)
        room = next((box for box in boxes if taken.free(box)), None)
        if room is not None:
            taken.add(room)
            found.append((edge, room))
    return found


class _Taken:
    """The boxes that are taken, in strips of the picture so that few are looked at."""

    _STRIP = 40

    def __init__(self, boxes: Mapping[str, Box]) -> None:
        self._strips: dict[int, list[Box]] = {}
        for box in boxes.values():
            self.add(box)

    def _of(self, box: Box) -> range:
        return range(box.y // self._STRIP, (box.y + box.height) // self._STRIP + 1)

    def add(self, box: Box) -> None:
        for strip in self._of(box):
            self._strips.setdefault(strip, []).append(box)

    def free(self, box: Box) -> bool:
        return not any(
            box.meets(other) for strip in self._of(box) for other in self._strips.get(strip, ())
        )


def _legend(graph: Graph) -> Iterator[Key]:
    painted, colours = fills(graph.groups), lines(graph.kinds)
    shown = {node.group for node in graph.nodes}
    yield from (Key(swatch(painted[id_]), label) for id_, label in graph.groups if id_ in shown)
    if graph.mark and any(node.marked for node in graph.nodes):
        yield Key(swatch(PAPER, MARK, 3), graph.mark)
    kinds = {edge.kind for edge in graph.edges}
    yield from (Key(stroke(colours[id_]), label) for id_, label in graph.kinds if id_ in kinds)
    if any(edge.missing for edge in graph.edges):
        yield Key(stroke(SOFT, "2", "7 5"), phrase(WORDS, "missing", graph.language))
    weights = [edge.weight for edge in graph.edges if edge.weight is not None]
    if graph.weight and weights:
        low, high = (format_number(w, digits=2) for w in (min(weights), max(weights)))
        said = phrase(WORDS, "from_to", graph.language, what=graph.weight, low=low, high=high)
        wedge = f'<path d="M0 7 28 2 28 12z" fill="{SOFT}"/>'
        yield Key(wedge, said)


def _left_out(graph: Graph, written: int) -> Iterator[Key]:
    total = sum(1 for edge in graph.edges if edge.text)
    if written < total:
        said = phrase(WORDS, "unwritten", graph.language, count=total - written, total=total)
        yield Key(f'<text x="14" y="12" text-anchor="middle" fill="{INK}">…</text>', said)
