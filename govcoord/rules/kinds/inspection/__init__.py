"""The document kind ``inspection``: which cases are inspected, how inspections stand, merging."""

from govcoord.rules.kinds.inspection.kind import KIND

__all__ = ["KIND"]
