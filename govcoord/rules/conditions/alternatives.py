"""Tests of which any may hold: what they come to together."""

from __future__ import annotations

from collections.abc import Sequence

from govcoord.rules.conditions.pieces import Piece
from govcoord.rules.regions import Ranges, Test, Values, clip
from govcoord.rules.vocabulary import Attribute

__all__ = ["covering_bounds", "is_spoken_pair", "pooled"]


def covering_bounds(parts: Sequence[list[Test] | None], attribute: Attribute) -> Ranges | None:
    """What lower and upper bounds have in common, where one of them holds for every value.

    ``None`` when they leave something out, or one of them alone leaves out nothing.
    """
    if not attribute.type.is_ordered or len(parts) < 2:
        return None
    regions = [test.region for tests in parts if tests for test in tests]
    halves = [r for r in regions if isinstance(r, Ranges) and len(r.cuts) == 1]
    if len({half.low for half in halves}) < 2:
        return None
    any_, all_ = Ranges(), Ranges((), True)
    for half in halves:
        if clip(half, attribute.min, attribute.max).is_full:
            return None
        any_, all_ = any_.join(half), all_.meet(half)
    return all_ if clip(any_, attribute.min, attribute.max).is_full else None


def is_spoken_pair(piece: Piece, items: Sequence[Piece]) -> bool:
    """`超过5个工作日、15个工作日以下`: two bounds in words with the comma of enumerations."""
    between = piece.node.value[items[0].end : items[1].start]
    return len(items) == 2 and "、" in between and not any(i.text.isascii() for i in items)


def pooled(tests: Sequence[Test]) -> list[Test]:
    """Joins the plain lists of values at once: joining a thousand one by one is slow."""
    values = [t for t in tests if isinstance(t.region, Values) and not t.region.negated]
    if len(values) < 3:
        return list(tests)
    out = [t for t in tests if t not in values]
    for missing in dict.fromkeys(t.missing for t in values):
        pool = (t.region.values for t in values if t.missing is missing)  # type: ignore[union-attr]
        out.append(Test(Values(frozenset().union(*pool)), missing))
    return out
