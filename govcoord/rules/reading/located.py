"""Located nodes: what a YAML text says and where, before anything is interpreted."""

from __future__ import annotations

from attrs import frozen

from govcoord.source import Source, Span

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@frozen
class Limits:
    """How much one file may hold; what goes over is a diagnostic."""

    max_bytes: int = 32 * 2**20
    max_depth: int = 64
    max_nodes: int = 5_000_000
    max_alias_nodes: int = 10_000
    max_problems: int = 10_000


DEFAULT_LIMITS = Limits()


class Node:
    """A piece of YAML and its place (from 1, end exclusive).

    A block of several lines has the place of its first line only, so that a caret under it
    does not cover a whole document.
    """

    # A file may hold a million nodes: plain slots, and a Span only when one is asked for.
    __slots__ = ("column", "end_column", "end_line", "line", "source")

    source: Source
    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def span(self) -> Span:
        """The place of the node."""
        if self.line == self.end_line and self.column == self.end_column:
            end = self._first_line_end()
            return Span(self.source, self.line, self.column, self.line, end)
        return Span(self.source, self.line, self.column, self.end_line, self.end_column)

    def _first_line_end(self) -> int:
        return max(len(self.source.line(self.line).rstrip()) + 1, self.column)


class ScalarNode(Node):
    """One piece of text, as written after YAML unquoting; ``plain`` when it had no quotes."""

    __slots__ = ("plain", "value")

    value: str
    plain: bool

    @property
    def is_null(self) -> bool:
        """Whether nothing is written here, or an unquoted ``null`` or ``~``."""
        return self.plain and self.value in _NULLS

    def _first_line_end(self) -> int:
        return self.column

    def __repr__(self) -> str:
        return f"ScalarNode({self.value!r})"


class SequenceNode(Node):
    """A list of nodes."""

    __slots__ = ("items",)

    items: list[Node]

    def __repr__(self) -> str:
        return f"SequenceNode({self.items!r})"


class MappingNode(Node):
    """Keys with values, in the order written; ``entries`` maps key text to (key, value)."""

    __slots__ = ("entries",)

    entries: dict[str, tuple[ScalarNode, Node]]

    def get(self, key: str) -> Node | None:
        """The value of ``key``, or None."""
        entry = self.entries.get(key)
        return None if entry is None else entry[1]

    def key_span(self, key: str) -> Span:
        """The place of the key itself; KeyError when it is not there."""
        return self.entries[key][0].span

    def __repr__(self) -> str:
        shown = ", ".join(f"{key!r}: {value!r}" for key, (_, value) in self.entries.items())
        return f"MappingNode({{{shown}}})"
