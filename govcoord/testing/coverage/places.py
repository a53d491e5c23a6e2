"""On which line of which file each point is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

import attrs

from govcoord.rules.tables import TableRule
from govcoord.source import Source, Span
from govcoord.testing.coverage.extents import extent, line_of, words_of
from govcoord.testing.coverage.points import Point, TableMap
from govcoord.testing.coverage.report import CoverageReport, Tally

Key = tuple[str, int]
"""The name of a file and a line, from 1."""


@attrs.frozen(slots=False)
class Places:
    """Points by line, and rules by the lines that they take."""

    report: CoverageReport

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The files with rules, in the order of the tables."""
        spans = [r.span for t in self.report.tables for r in t.rules if r.span is not None]
        return {span.source.name: span.source for span in spans}

    @cached_property
    def points(self) -> Mapping[Key, list[Point]]:
        """The points of each line."""
        found: dict[Key, list[Point]] = defaultdict(list)
        for map_ in self.report.coverage.maps:
            for point in map_.points:
                key = _place(point, map_)
                if key is not None:
                    found[key].append(point)
        return found

    @cached_property
    def rules(self) -> Mapping[Key, tuple[str, int]]:
        """The table and number of the rule that each line belongs to."""
        found: dict[Key, tuple[str, int]] = {}
        for table in self.report.tables:
            for number, rule in enumerate(table.rules):
                if rule.span is not None:
                    for line in range(rule.span.line, extent(rule.span).end_line + 1):
                        found.setdefault((rule.span.source.name, line), (table.id, number))
        return found

    def tally(self, key: Key) -> Tally | None:
        """How much of a line is covered; ``None`` for a line without points."""
        points = self.points.get(key)
        return Tally.of(self.report.states[p] for p in points) if points else None


def _place(point: Point, map_: TableMap) -> Key | None:
    table = map_.table
    rule = table.rules[point.rule] if point.rule >= 0 else None
    span = table.span if rule is None else rule.span
    if span is None:
        return None
    condition = point.condition
    if condition is None or rule is None:
        if point.other >= 0:
            return _find(extent(span), [table.rules[point.other].id], keys=False) or _key(span)
        return _key(span)
    words = words_of(map_.attributes[condition.attribute])
    shared = len(condition.rules) > 1
    if shared and table.span is not None:
        head = _head(table.span, table.rules)
        return _find(head, words) or _key(table.span)
    return _find(extent(span), words) or _key(span)


def _key(span: Span) -> Key:
    return span.source.name, span.line


def _head(span: Span, rules: tuple[TableRule, ...]) -> Span:
    """What stands in a document before its first rule."""
    name = span.source.name
    first = [r.span.line for r in rules if r.span is not None and r.span.source.name == name]
    after = [line for line in first if line > span.line]
    return attrs.evolve(span, end_line=min(after, default=span.end_line), end_column=1)


def _find(span: Span, words: list[str], *, keys: bool = True) -> Key | None:
    line = line_of(span, words, keys=keys)
    return None if line is None else (span.source.name, line)
