"""Pictures: well formed, the same bytes for the same input, no two boxes on each other."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from fractions import Fraction
from io import BytesIO
from itertools import combinations

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcoord.graph.draw import (
    FORMATS,
    Bar,
    Cell,
    Edge,
    Gantt,
    Graph,
    Matrix,
    Node,
    layout_of,
    render,
)
from govcoord.svg import decimal, text_ems, wrap

LABELS = st.text(max_size=30) | st.sampled_from(
    ["民政部门", "街道办事处（乡镇）", 'Department of "Housing" & Construction', "<b>", "#quot;"]
)  # fmt: skip
WEIGHTS = st.none() | st.integers(0, 10**6) | st.fractions(0, 100)


@st.composite
def graphs(draw, most=12, layouts=("auto", "ring", "layered")):
    """Graphs with any labels, circles, loops, parallel edges and missing groups."""
    ids = draw(st.lists(st.text('abc"\\<&é部', min_size=1, max_size=4), unique=True, max_size=most))
    groups = draw(st.lists(st.sampled_from("xyz"), unique=True))
    nodes = tuple(
        Node(id=id_, label=draw(LABELS), group=draw(st.sampled_from([None, "w", *groups])),
             marked=draw(st.booleans()), note=draw(LABELS))
        for id_ in ids
    )  # fmt: skip
    ends = st.sampled_from(ids) if ids else st.nothing()
    edge = st.builds(
        Edge, source=ends, target=ends, kind=st.sampled_from([None, "k", "l"]), weight=WEIGHTS,
        label=st.just("") | LABELS, note=LABELS, missing=st.booleans(),
    )  # fmt: skip
    return Graph(
        title=draw(LABELS), nodes=nodes, edges=tuple(draw(st.lists(edge, max_size=25))),
        groups=tuple((one, one.upper()) for one in groups), kinds=(("k", "K"), ("l", "L")),
        mark="!", weight="n", directed=draw(st.booleans()),
        layout=draw(st.sampled_from(layouts)), language=draw(st.sampled_from(["en", "zh-Hans"])),
    )  # fmt: skip


@given(graphs())
def test_every_format_can_be_written_and_is_the_same_again(graph):
    """Any graph is drawn in every format, twice the same."""
    for form in FORMATS:
        assert render(graph, form) == render(graph, form)


@given(graphs())
def test_svg_and_graphml_are_well_formed(graph):
    """Whatever labels hold, SVG and GraphML are XML."""
    ET.fromstring(render(graph, "svg"))
    ET.fromstring(render(graph, "graphml"))
    ET.fromstring(render(graph, "html").removeprefix("<!DOCTYPE html>\n"))


@given(graphs(most=40))
@settings(max_examples=60)
def test_no_two_boxes_of_nodes_meet(graph):
    """Boxes of nodes do not even touch, and all lie within the picture."""
    layout = layout_of(graph)
    assert set(layout.boxes) == {node.id for node in graph.nodes}
    assert len(layout.curves) == len(graph.edges)
    for one, other in combinations(layout.boxes.values(), 2):
        assert not one.meets(other)
    for box in layout.boxes.values():
        assert 0 <= box.x <= layout.width - box.width
        assert 0 <= box.y <= layout.height - box.height


@given(graphs(layouts=("layered",)))
def test_layers_follow_edges_where_there_is_no_circle(graph):
    """Without circles, every edge leads from a box to one that lies right of it."""
    plain = networkx.DiGraph((e.source, e.target) for e in graph.edges if e.source != e.target)
    if not networkx.is_directed_acyclic_graph(plain):
        return
    boxes = layout_of(graph).boxes
    for source, target in plain.edges:
        assert boxes[source].x + boxes[source].width < boxes[target].x


@given(graphs())
def test_graphml_says_what_the_graph_says(graph):
    """An independent reader finds the nodes, the labels and the edges."""
    if not graph.nodes:
        return
    read = networkx.read_graphml(BytesIO(render(graph, "graphml").encode()), force_multigraph=True)
    assert set(read.nodes) == {node.id for node in graph.nodes}
    assert read.is_directed() == graph.directed
    found = sorted((str(a), str(b)) for a, b in read.edges())
    given_ = [(e.source, e.target) for e in graph.edges]
    if graph.directed:
        assert found == sorted(given_)
    else:
        assert sorted(map(sorted, found)) == sorted(map(sorted, given_))


@given(graphs())
def test_json_keeps_everything(graph):
    """The JSON form has every node and edge, weights exact."""
    data = json.loads(render(graph, "json"))
    assert [n["id"] for n in data["nodes"]] == [n.id for n in graph.nodes]
    weights = [e["weight"] for e in data["edges"]]
    assert [None if w is None else Fraction(w) for w in weights] == [e.weight for e in graph.edges]


def test_edges_need_their_nodes():
    """An edge to a node that is not there is refused, and so are two nodes of one id."""
    with pytest.raises(ValueError, match="no such node"):
        Graph(title="", nodes=(Node(id="a", label=""),), edges=(Edge(source="a", target="b"),))
    with pytest.raises(ValueError, match="same id"):
        Graph(title="", nodes=(Node(id="a", label=""), Node(id="a", label="")))


@given(st.lists(LABELS, max_size=8), st.lists(LABELS, max_size=8), st.data())
def test_matrices_are_written_in_every_format(rows, columns, data):
    """A matrix of any labels is drawn in every format; its SVG is XML with all letters."""
    listed = lambda names, sign: tuple((f"{sign}{n}", name) for n, name in enumerate(names))  # noqa: E731
    spots = [(r, c) for r in range(len(rows)) for c in range(len(columns))]
    chosen = data.draw(st.lists(st.sampled_from(spots), unique=True)) if spots else []
    cells = tuple(Cell(row=f"r{r}", column=f"c{c}", text="RACI"[(r + c) % 4], kind="k")
                  for r, c in chosen)  # fmt: skip
    matrix = Matrix(title="t", rows=listed(rows, "r"), columns=listed(columns, "c"), cells=cells,
                    kinds=(("k", "K"),), corner="部门")  # fmt: skip
    for form in FORMATS:
        assert render(matrix, form)
    root = ET.fromstring(render(matrix, "svg"))
    written = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    for letter in "RACI":
        assert written.count(letter) >= sum(cell.text == letter for cell in cells)


@given(
    st.lists(st.tuples(LABELS, st.integers(0, 60), st.integers(0, 30), st.booleans()), max_size=10),
    st.booleans(),
)
def test_charts_are_written_in_every_format(given_bars, days):
    """Bars in days or in numbers, milestones and slack among them, in every format."""
    point = (lambda n: date(2026, 2, 1) + timedelta(n)) if days else (lambda n: Fraction(n, 2))
    bars = tuple(
        Bar(id=str(n), label=label, start=point(at), end=point(at + length), marked=marked,
            after=(str(n - 1),) if n else (), slack=point(at + length + 3) if marked else None,
            text=f"{length}")
        for n, (label, at, length, marked) in enumerate(given_bars)
    )  # fmt: skip
    chart = Gantt(title="流程", bars=bars, mark="关键", slack="余量")
    for form in FORMATS:
        assert render(chart, form) == render(chart, form)
    ET.fromstring(render(chart, "svg"))


def test_days_and_numbers_do_not_mix():
    """A chart has one axis."""
    with pytest.raises(ValueError, match="days and numbers"):
        Gantt(title="", bars=(Bar(id="a", label="", start=date(2026, 1, 1), end=3),))


@given(st.text(max_size=60), st.integers(200, 2000), st.integers(1, 3))
def test_lines_fit_their_room(text, ems, lines):
    """Wrapped lines are no wider than asked, and no text is lost but at an ellipsis."""
    found = wrap(text, ems, lines)
    assert len(found) <= lines
    assert all(text_ems(line) <= ems for line in found)
    plain = "".join(text.split())
    joined = "".join("".join(found).split())
    assert joined == plain or plain.startswith(joined.removesuffix("…"))


@given(st.fractions(-1000, 1000))
def test_decimals_are_rounded_half_up(value):
    """Two decimals, at most half a hundredth away."""
    text = decimal(value)
    assert len(text.partition(".")[2]) == 2
    assert -Fraction(1, 200) <= value - Fraction(text) <= Fraction(1, 200)


def test_sections_of_one_name_that_come_again_stay_apart() -> None:
    """Mermaid joins sections of one name: bars would stand beside another section's name."""
    bars = [Bar(id=str(n), label=f"b{n}", start=n, end=n + 1, group="ab"[n % 2]) for n in range(4)]
    chart = Gantt(title="t", bars=tuple(bars), groups=(("a", "甲"), ("b", "乙")))
    sections = [line for line in render(chart, "mermaid").splitlines() if "section" in line]
    assert len(set(sections)) == 4


def test_a_matrix_as_a_graph_has_no_frames_without_a_name() -> None:
    """Rows and columns are told apart by colour, not by frames named with letters."""
    matrix = Matrix(
        title="t",
        rows=(("r1", "甲"),),
        columns=(("c1", "乙"),),
        cells=(Cell(row="r1", column="c1", text="牵", kind="lead"),),
        kinds=(("lead", "牵头"), ("other", "另")),
    )
    assert 'subgraph g0["' not in render(matrix, "mermaid")
    assert "cluster" not in render(matrix, "dot")


@pytest.mark.parametrize("form", ["mermaid", "dot"])
def test_a_legend_tells_the_kinds_that_are_there(form: str) -> None:
    """Kinds with an edge, the mark of a marked node, what thickness means; nothing else."""
    nodes = (Node(id="a", label="甲", marked=True), Node(id="b", label="乙"))
    graph = Graph(
        title="t",
        nodes=nodes,
        edges=(Edge(source="a", target="b", kind="x", weight=2),),
        kinds=(("x", "有协同"), ("y", "无协同")),
        mark="单点依赖",
        weight="案件数",
    )
    text = render(graph, form)
    assert all(word in text for word in ("有协同", "单点依赖", "案件数"))
    assert "无协同" not in text
    plain = Graph(title="t", nodes=nodes[1:])
    assert "legend" not in render(plain, form)


def test_graphviz_is_not_asked_for_ranks_of_an_undirected_graph() -> None:
    """It fails on the ranks of a dense graph with clusters."""
    nodes = (Node(id="a", label="甲"),)
    assert "layout=fdp" in render(Graph(title="t", nodes=nodes, directed=False), "dot")
    assert "rankdir=LR" in render(Graph(title="t", nodes=nodes), "dot")
