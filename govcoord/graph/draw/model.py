"""What a picture is made of, whatever it is then drawn as.

A `Graph` has nodes and edges, a `Matrix` rows, columns and cells, a `Gantt` chart bars in
time. Words are in the language of the picture. What comes first is drawn first.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from attrs import field, frozen

from govcoord.numerals import Number, format_number
from govcoord.plain import jsonable

Listed = tuple[tuple[str, str], ...]
"""Ids with the words for them, in order: what a legend shows."""


@frozen(kw_only=True)
class Node:
    """A node. ``group`` colours it and puts it beside its like; ``note`` is its tooltip.

    ``marked`` gives it a heavy outline, for what the picture wants to point at.
    """

    id: str
    label: str
    group: str | None = None
    weight: Number | None = None
    marked: bool = False
    note: str = ""


@frozen(kw_only=True)
class Edge:
    """An edge from ``source`` to ``target``, by ids of nodes.

    ``kind`` colours it; ``weight`` is drawn as its thickness, and written beside it unless
    ``label`` says something else; ``note`` is its tooltip. ``missing`` draws it broken, for a
    link that ought to be there.
    """

    source: str
    target: str
    kind: str | None = None
    weight: Number | None = None
    label: str = ""
    note: str = ""
    missing: bool = False

    @property
    def text(self) -> str:
        """What is written beside it."""
        if self.label or self.weight is None:
            return self.label
        return format_number(self.weight, digits=2)


@frozen(kw_only=True)
class Graph:
    """Nodes and edges with a title.

    ``groups`` and ``kinds`` name the groups of nodes and the kinds of edges for the legend, in
    the order in which they get their colours; ``mark`` says what a marked node is, ``weight``
    what thickness stands for. ``layout``: ``layered`` from left to right, ``ring`` around a
    circle, or ``auto``: layered unless edges go around in a circle. Edges whose ends are not
    among the nodes are an error (`ValueError`).
    """

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...] = ()
    groups: Listed = ()
    kinds: Listed = ()
    mark: str = ""
    weight: str = ""
    directed: bool = True
    layout: Literal["auto", "layered", "ring"] = "auto"
    language: str = "en"

    def __attrs_post_init__(self) -> None:
        known = {node.id for node in self.nodes}
        if len(known) < len(self.nodes):
            raise ValueError("two nodes have the same id")
        lost = [e for e in self.edges if e.source not in known or e.target not in known]
        if lost:
            raise ValueError(f"no such node: {lost[0].source!r} or {lost[0].target!r}")

    @property
    def graph(self) -> Graph:
        """The picture as nodes and edges: itself."""
        return self

    @property
    def matrix(self) -> Matrix:
        """The same as a matrix: who stands in the row has an edge to who stands in the column."""
        cells: dict[tuple[str, str], list[Edge]] = {}
        for edge in self.edges:
            cells.setdefault((edge.source, edge.target), []).append(edge)
            if not self.directed and edge.source != edge.target:
                cells.setdefault((edge.target, edge.source), []).append(edge)
        labels = tuple((node.id, node.label) for node in self.nodes)
        return Matrix(
            title=self.title,
            rows=labels,
            columns=labels,
            cells=tuple(
                Cell(
                    row=row,
                    column=column,
                    text=" ".join(e.text for e in found if e.text) or "•",
                    kind=found[0].kind,
                    note="\n".join(e.note for e in found if e.note),
                )
                for (row, column), found in cells.items()
            ),
            kinds=self.kinds,
            language=self.language,
        )

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return _plain(self, "graph")


@frozen(kw_only=True)
class Cell:
    """What stands where a row meets a column; ``kind`` colours it, ``note`` is its tooltip."""

    row: str
    column: str
    text: str
    kind: str | None = None
    note: str = ""


@frozen(kw_only=True)
class Matrix:
    """Rows and columns (ids with labels) and the cells that are not empty.

    ``corner`` names what rows and columns are; ``kinds`` says what the colours stand for.
    """

    title: str
    rows: Listed
    columns: Listed
    cells: tuple[Cell, ...]
    kinds: Listed = ()
    corner: str = ""
    language: str = "en"

    def at(self) -> Mapping[tuple[str, str], Cell]:
        """The cells by row and column; a later one takes the place of an earlier."""
        return {(cell.row, cell.column): cell for cell in self.cells}

    @property
    def graph(self) -> Graph:
        """The same as nodes and edges: columns on the left, rows on the right."""
        columns = tuple(Node(id=f"c:{id_}", label=label, group="c") for id_, label in self.columns)
        rows = tuple(Node(id=f"r:{id_}", label=label, group="r") for id_, label in self.rows)
        edges = tuple(
            Edge(source=f"c:{c.column}", target=f"r:{c.row}", kind=c.kind, label=c.text,
                 note=c.note)
            for c in self.cells
        )  # fmt: skip
        return Graph(
            title=self.title, nodes=columns + rows, edges=edges, kinds=self.kinds,
            groups=(("c", ""), ("r", "")),
            layout="layered", language=self.language,
        )  # fmt: skip

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return _plain(self, "matrix")


Point = date | int | Fraction
"""A place on the axis of a Gantt chart: a day, or a number (workdays from the start)."""


@frozen(kw_only=True)
class Bar:
    """A bar from ``start`` to ``end`` in a row of its own; where they are equal, a milestone.

    ``after`` are the ids of bars that come before it; ``marked`` is for the critical path;
    ``slack`` says up to where it may be late without harm (drawn as a thin line).
    """

    id: str
    label: str
    start: Point
    end: Point
    group: str | None = None
    after: tuple[str, ...] = ()
    text: str = ""
    marked: bool = False
    slack: Point | None = None
    note: str = ""


@frozen(kw_only=True)
class Gantt:
    """Bars in time, all in days or all in numbers; ``axis`` says what the numbers are.

    ``mark`` says what a marked bar is, ``slack`` what the thin line is; ``groups`` name the
    groups of bars for the legend.
    """

    title: str
    bars: tuple[Bar, ...]
    groups: Listed = ()
    mark: str = ""
    slack: str = ""
    axis: str = ""
    language: str = "en"
    points: tuple[Point, ...] = field(init=False, eq=False, repr=False)

    @points.default
    def _points(self) -> tuple[Point, ...]:
        found = [p for bar in self.bars for p in (bar.start, bar.end, bar.slack) if p is not None]
        if len({isinstance(point, date) for point in found}) > 1:
            raise ValueError("days and numbers in one chart")
        return (min(found), max(found)) if found else ()

    @property
    def graph(self) -> Graph:
        """The same as nodes and edges: which bar comes after which."""
        known = {bar.id for bar in self.bars}
        return Graph(
            title=self.title,
            nodes=tuple(
                Node(id=b.id, label=b.label, group=b.group, marked=b.marked, note=b.note)
                for b in self.bars
            ),
            edges=tuple(
                Edge(source=before, target=bar.id)
                for bar in self.bars
                for before in bar.after
                if before in known
            ),
            groups=self.groups,
            mark=self.mark,
            layout="layered",
            language=self.language,
        )

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        data = _plain(self, "gantt")
        data.pop("points")
        return data


Picture = Graph | Matrix | Gantt


def _plain(picture: Any, form: str) -> dict[str, Any]:
    fields = [name.name for name in picture.__attrs_attrs__]
    data: dict[str, Any] = {"form": form}
    for name in fields:
        value = getattr(picture, name)
        if name in ("groups", "kinds"):
            data[name] = dict(value)
        elif name in ("rows", "columns"):
            data[name] = [{"id": id_, "label": label} for id_, label in value]
        else:
            data[name] = jsonable(value)
    return data
