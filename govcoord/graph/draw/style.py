"""Colours and thickness, the same in every format."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from govcoord.graph.draw.model import Edge, Graph, Listed
from govcoord.numerals import Number

INK: Final = "#1a202c"
SOFT: Final = "#4a5568"
GRID: Final = "#cbd5e0"
PAPER: Final = "#ffffff"
PLAIN: Final = "#edf2f7"
MARK: Final = "#9b2c2c"

FILLS: Final = ("#d6e6f7", "#fce8c8", "#d7efdc", "#f5d9dc", "#e4dcf3", "#d3eeee", "#f4eec0",
                "#e6ddd0", "#dfe3e8", "#f7dcef")  # fmt: skip
"""What nodes, cells and bars are filled with, by their group; all bear dark text."""

LINES: Final = ("#2b6cb0", "#c05621", "#2f855a", "#b83280", "#6b46c1", "#0f7f86", "#8a6d00",
                "#7b4b2a")  # fmt: skip
"""What edges are drawn in, by their kind."""

_THICKEST: Final = 6


def fills(groups: Listed) -> Mapping[str, str]:
    """The fill of each group."""
    return {id_: FILLS[n % len(FILLS)] for n, (id_, _) in enumerate(groups)}


def lines(kinds: Listed) -> Mapping[str, str]:
    """The colour of each kind of edge."""
    return {id_: LINES[n % len(LINES)] for n, (id_, _) in enumerate(kinds)}


def thickness(graph: Graph) -> Mapping[Edge, Fraction]:
    """How thick each edge is, in tenths of a pixel: from 1 to 6 by its share of the greatest."""
    top = max((edge.weight for edge in graph.edges if edge.weight is not None), default=0)
    return {edge: _thick(edge.weight, top) for edge in graph.edges}


def _thick(weight: Number | None, top: Number) -> Fraction:
    if weight is None or top <= 0 or weight <= 0:
        return Fraction(3, 2)
    tenths = (Fraction(weight) * 10 * (_THICKEST - 1) / Fraction(top) + Fraction(1, 2)).__floor__()
    return Fraction(10 + tenths, 10)
