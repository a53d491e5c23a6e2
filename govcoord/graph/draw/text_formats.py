"""Mermaid, Graphviz DOT and GraphML: pictures that other programs draw."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction

from govcoord.graph.draw.model import Edge, Gantt, Graph, Node, Point
from govcoord.graph.draw.style import GRID, MARK, PAPER, PLAIN, SOFT, fills, lines, thickness
from govcoord.numerals import format_number
from govcoord.svg import FONT, decimal, escaped, text_ems

_SECTION_SIZE = 12
"""Pixels of a sign in the names of sections."""


def by_group(graph: Graph) -> Iterator[tuple[str | None, str, list[Node]]]:
    """The groups that have nodes, in order, with their label; last those without a group.

    A group with an empty label gives its nodes a colour and no frame.
    """
    named = dict(graph.groups)
    for node in graph.nodes:
        if node.group is not None:
            named.setdefault(node.group, node.group)
    for id_, label in named.items():
        nodes = [node for node in graph.nodes if node.group == id_]
        if nodes:
            yield id_, label, nodes
    rest = [node for node in graph.nodes if node.group is None]
    if rest:
        yield None, "", rest


def mermaid(graph: Graph) -> str:
    """The graph as a Mermaid flowchart, groups as subgraphs."""
    names = {node.id: f"n{number}" for number, node in enumerate(graph.nodes)}
    out = ["---", f"title: {json.dumps(graph.title, ensure_ascii=False)}", "---", "flowchart LR"]
    for number, (_, label, nodes) in enumerate(by_group(graph)):
        indent = "    "
        if label:
            out.append(f'    subgraph g{number}["{_mermaid_text(label)}"]')
            indent *= 2
        out += [f'{indent}{names[node.id]}["{_mermaid_text(node.label)}"]' for node in nodes]
        if label:
            out.append("    end")
    thick, colours = thickness(graph), lines(graph.kinds)
    arrow = "-->" if graph.directed else "---"
    styles = []
    for number, edge in enumerate(graph.edges):
        said = f'|"{_mermaid_text(edge.text)}"|' if edge.text else ""
        out.append(f"    {names[edge.source]} {arrow}{said} {names[edge.target]}")
        style = f"stroke:{colours.get(edge.kind or '', SOFT)},stroke-width:{_px(thick[edge])}px"
        dashes = ",stroke-dasharray:6 4" if edge.missing else ""
        styles.append(f"    linkStyle {number} {style}{dashes}")
    painted = fills(graph.groups)
    for node in graph.nodes:
        edge_colour, width = (MARK, 3) if node.marked else (SOFT, 1)
        fill = painted.get(node.group or "", PLAIN)
        styles.append(
            f"    style {names[node.id]} fill:{fill},stroke:{edge_colour},stroke-width:{width}px"
        )
    legend, painted_legend = _mermaid_legend(graph, arrow)
    return "\n".join([*out, *legend, *styles, *painted_legend, ""])


def _mermaid_legend(graph: Graph, arrow: str) -> tuple[list[str], list[str]]:
    """What colours, outlines and thickness mean, as a graph of its own; lines and styles."""
    kinds, mark, weight = explained(graph)
    if not (kinds or mark or weight):
        return [], []
    colours, first = lines(graph.kinds), len(graph.edges)
    out, styles = ['    subgraph legend[" "]'], []
    for number, (kind, label) in enumerate(kinds):
        said = f'|"{_mermaid_text(label)}"|'
        out.append(f'        k{number}a[" "] {arrow}{said} k{number}b[" "]')
        styles.append(f"    linkStyle {first + number} stroke:{colours[kind]},stroke-width:2px")
    if mark:
        out.append(f'        mark["{_mermaid_text(mark)}"]')
        styles.append(f"    style mark fill:{PAPER},stroke:{MARK},stroke-width:3px")
    if weight:
        out.append(f'        weight["━ {_mermaid_text(weight)}"]')
        styles.append(f"    style weight fill:{PAPER},stroke:{PAPER}")
    return [*out, "    end"], [*styles, f"    style legend fill:{PAPER},stroke:{GRID}"]


def explained(graph: Graph) -> tuple[list[tuple[str, str]], str, str]:
    """What a legend has to tell: the kinds of edges there are, the mark, the thickness."""
    used = {edge.kind for edge in graph.edges}
    mark = graph.mark if any(node.marked for node in graph.nodes) else ""
    weight = graph.weight if any(edge.weight is not None for edge in graph.edges) else ""
    return [(kind, label) for kind, label in graph.kinds if kind in used], mark, weight


def _mermaid_text(text: str) -> str:
    # Mermaid reads #…; as a character, so that "#" goes first
    for sign, code in (("#", "#35;"), ('"', "#quot;"), ("<", "#lt;"), (">", "#gt;"), ("`", "#96;")):
        text = text.replace(sign, code)
    return " ".join(text.split())


def _px(value: Fraction) -> str:
    return decimal(value).rstrip("0").rstrip(".")


def dot(graph: Graph) -> str:
    """The graph in Graphviz DOT, groups as clusters."""
    font = _quoted(FONT.replace("'", "").split(",")[0])
    head = "digraph" if graph.directed else "graph"
    # a graph without directions has no ranks: Graphviz gives up on the ranks of a dense one
    layout = "rankdir=LR" if graph.directed else "layout=fdp, outputorder=edgesfirst"
    out = [
        f"{head} {{",
        f"  graph [label={_quoted(graph.title)}, labelloc=t, {layout}, fontname={font}];",
        f'  node [shape=box, style="rounded,filled", fillcolor="{PLAIN}", fontname={font}];',
        f"  edge [fontname={font}, fontsize=10];",
    ]
    painted = fills(graph.groups)
    for number, (_, label, nodes) in enumerate(by_group(graph)):
        indent = "  "
        if label:
            out += [
                f"  subgraph cluster_{number} {{",
                f'    label={_quoted(label)}; color="{GRID}";',
            ]
            indent = "    "
        for node in nodes:
            made = {"label": node.label, "tooltip": node.note}
            made["fillcolor"] = painted.get(node.group or "", "")
            made |= {"color": MARK, "penwidth": "3"} if node.marked else {}
            out.append(f"{indent}{_quoted(node.id)}{_attributes(made)};")
        if label:
            out.append("  }")
    thick, colours = thickness(graph), lines(graph.kinds)
    joint = "->" if graph.directed else "--"
    for edge in graph.edges:
        made = {"label": edge.text, "tooltip": edge.note, "penwidth": _px(thick[edge])}
        made["color"] = colours.get(edge.kind or "", SOFT)
        made |= {"style": "dashed"} if edge.missing else {}
        ends = f"{_quoted(edge.source)} {joint} {_quoted(edge.target)}"
        out.append(f"  {ends}{_attributes(made)};")
    return "\n".join([*out, *_dot_legend(graph), "}", ""])


def _dot_legend(graph: Graph) -> Iterator[str]:
    kinds, mark, weight = explained(graph)
    colours = lines(graph.kinds)
    said = [(f"━ {label}", colours[kind]) for kind, label in kinds]
    said += [(f"▢ {mark}", MARK)] if mark else []
    said += [(f"━ {weight}", SOFT)] if weight else []
    if said:
        rows = "".join(
            f'<tr><td align="left"><font color="{colour}">{escaped(words)}</font></td></tr>'
            for words, colour in said
        )
        yield f'  legend [shape=plaintext, style="", label=<<table border="0">{rows}</table>>];'


def _attributes(made: dict[str, str]) -> str:
    said = ", ".join(f"{name}={_quoted(value)}" for name, value in made.items() if value)
    return f" [{said}]" if said else ""


def _quoted(text: str) -> str:
    # in DOT a backslash of its own begins an escape (\N is the node's name)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


_NODE: tuple[tuple[str, str, Callable[[Node], object]], ...] = (
    ("label", "string", lambda node: node.label),
    ("group", "string", lambda node: node.group),
    ("weight", "double", lambda node: node.weight),
    ("marked", "boolean", lambda node: node.marked or None),
    ("note", "string", lambda node: node.note or None),
)
_EDGE: tuple[tuple[str, str, Callable[[Edge], object]], ...] = (
    ("label", "string", lambda edge: edge.label or None),
    ("kind", "string", lambda edge: edge.kind),
    ("weight", "double", lambda edge: edge.weight),
    ("missing", "boolean", lambda edge: edge.missing or None),
    ("note", "string", lambda edge: edge.note or None),
)


def graphml(graph: Graph) -> str:
    """The graph in GraphML, with labels, groups, kinds and weights as data.

    A weight that no decimal gives exactly is rounded to 12 decimals: the format has no other
    numbers. JSON keeps it.
    """
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ]
    for on, keys in (("node", _NODE), ("edge", _EDGE)):
        out += [
            f'  <key id="{on}_{name}" for="{on}" attr.name="{name}" attr.type="{type_}"/>'
            for name, type_, _ in keys
        ]
    out.append('  <key id="title" for="graph" attr.name="title" attr.type="string"/>')
    out.append(f'  <graph edgedefault="{"directed" if graph.directed else "undirected"}">')
    out.append(f'    <data key="title">{escaped(graph.title)}</data>')
    for node in graph.nodes:
        out.append(f'    <node id="{escaped(node.id)}">')
        out += _data("node", ((name, get(node)) for name, _, get in _NODE))
        out.append("    </node>")
    for number, edge in enumerate(graph.edges):
        ends = f'source="{escaped(edge.source)}" target="{escaped(edge.target)}"'
        out.append(f'    <edge id="e{number}" {ends}>')
        out += _data("edge", ((name, get(edge)) for name, _, get in _EDGE))
        out.append("    </edge>")
    return "\n".join([*out, "  </graph>", "</graphml>", ""])


def _data(on: str, pairs: Iterator[tuple[str, object]]) -> Iterator[str]:
    for name, value in pairs:
        if value is None:
            continue
        if isinstance(value, bool):
            said = "true"
        elif isinstance(value, int | Fraction):
            said = format_number(value, digits=12).removeprefix("≈")
        else:
            said = str(value)
        yield f'      <data key="{on}_{name}">{escaped(said)}</data>'


def mermaid_gantt(chart: Gantt) -> str:
    """The chart as a Mermaid Gantt chart; where the axis is in numbers, it counts seconds."""
    days = bool(chart.points) and isinstance(chart.points[0], date)
    named = dict(chart.groups)
    axis = f" ({chart.axis})" if chart.axis else ""
    widest = max((text_ems(named.get(b.group or "", "")) for b in chart.bars), default=0)
    # names of sections stand before the axis, and Mermaid leaves 75 pixels to any of them
    padding = max(75, widest * _SECTION_SIZE // 100 + 24)
    out = [f'%%{{init: {{"gantt": {{"leftPadding": {padding}}}}}}}%%']
    out += ["gantt", f"    title {_gantt_text(chart.title + axis)}"]
    out.append(f"    dateFormat {'YYYY-MM-DD' if days else 'X'}")
    out.append(f"    axisFormat {'%Y-%m-%d' if days else '%s'}")
    group, begun = None, Counter[str]()
    for bar in chart.bars:
        if bar.group != group and bar.group is not None:
            # Mermaid joins sections of one name wherever they stand: a blank of no width parts them
            part = "\u200b" * begun[bar.group]
            out.append(f"    section {_gantt_text(named.get(bar.group, bar.group))}{part}")
            begun[bar.group] += 1
        group = bar.group
        tags = [
            tag for tag, on in (("crit", bar.marked), ("milestone", bar.start == bar.end)) if on
        ]
        place = [*tags, _moment(bar.start), _moment(bar.end)]
        out.append(f"    {_gantt_text(bar.label)} :{', '.join(place)}")
    return "\n".join([*out, ""])


def _moment(point: Point) -> str:
    if isinstance(point, date):
        return point.isoformat()[:10]
    return format_number(point, digits=3).removeprefix("≈")


def _gantt_text(text: str) -> str:
    # a colon or semicolon would end the name of a task, "#" begin a character
    for sign, other in ((":", "："), (";", "；"), ("#", "＃"), (",", "，")):
        text = text.replace(sign, other)
    return " ".join(text.split()) or "—"
