"""Pictures without any other program: graphs, matrices, Gantt charts.

    from govcoord.graph.draw import Edge, Graph, Node, render

    picture = Graph(
        title="谁与谁协同",
        nodes=(Node(id="a", label="民政部门"), Node(id="b", label="卫生健康部门")),
        edges=(Edge(source="a", target="b", weight=12),),
    )
    svg = render(picture, "svg")

The same picture gives the same text on every machine; nothing is random and nothing is
measured with a font. A matrix and a chart are drawn as nodes and edges in formats that know
nothing else; a graph is written as text, Markdown or HTML as its matrix.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final

from govcoord.graph.draw.boxes import Box
from govcoord.graph.draw.model import Bar, Cell, Edge, Gantt, Graph, Matrix, Node, Picture, Point
from govcoord.graph.draw.svg_gantt import gantt_svg
from govcoord.graph.draw.svg_graph import graph_svg, layout_of
from govcoord.graph.draw.svg_matrix import matrix_svg
from govcoord.graph.draw.tables import matrix_html, matrix_markdown, matrix_text
from govcoord.graph.draw.text_formats import dot, graphml, mermaid, mermaid_gantt

__all__ = [
    "FORMATS",
    "Bar",
    "Box",
    "Cell",
    "Edge",
    "Gantt",
    "Graph",
    "Matrix",
    "Node",
    "Picture",
    "Point",
    "layout_of",
    "render",
]


def _svg(picture: Picture) -> str:
    if isinstance(picture, Gantt):
        return gantt_svg(picture)
    return matrix_svg(picture) if isinstance(picture, Matrix) else graph_svg(picture)


def _mermaid(picture: Picture) -> str:
    return mermaid_gantt(picture) if isinstance(picture, Gantt) else mermaid(picture.graph)


def _matrix(picture: Picture) -> Matrix:
    return picture if isinstance(picture, Matrix) else picture.graph.matrix


def _json(picture: Picture) -> str:
    return json.dumps(picture.to_dict(), ensure_ascii=False, indent=2) + "\n"


_DRAWN: Final[dict[str, Callable[[Picture], str]]] = {
    "svg": _svg,
    "mermaid": _mermaid,
    "dot": lambda picture: dot(picture.graph),
    "graphml": lambda picture: graphml(picture.graph),
    "json": _json,
    "text": lambda picture: matrix_text(_matrix(picture)),
    "markdown": lambda picture: matrix_markdown(_matrix(picture)),
    "html": lambda picture: matrix_html(_matrix(picture)),
}

FORMATS: Final = tuple(_DRAWN)
"""The formats that `render` knows."""


def render(picture: Picture, form: str) -> str:
    """The picture as text in one of `FORMATS`.

    >>> from govcoord.graph.draw import Edge, Graph, Node, render
    >>> two = Graph(title="ab", nodes=(Node(id="a", label="A"), Node(id="b", label="B")),
    ...             edges=(Edge(source="a", target="b", weight=3),))
    >>> print(render(two, "mermaid").splitlines()[-3])
        linkStyle 0 stroke:#4a5568,stroke-width:6px
    """
    return _DRAWN[form](picture)
