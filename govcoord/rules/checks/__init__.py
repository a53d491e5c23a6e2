"""Checks of the logic of rulesets: one file each; `CHECKS` is the one ordered tuple.

They see tables, never documents or kinds. Each gets a budget; one that runs out says so (GC319).
"""

from __future__ import annotations

from govcoord.rules.checks import conflict, gap, redundant, shadow, unused
from govcoord.rules.checks.base import Budget, Check, Finding

__all__ = ["CHECKS", "Budget", "Check", "Finding"]

CHECKS: tuple[tuple[str, Check], ...] = (
    ("gap", gap.check),
    ("conflict", conflict.check),
    ("shadow", shadow.check),
    ("redundant", redundant.check),
    ("unused", unused.check),
)
