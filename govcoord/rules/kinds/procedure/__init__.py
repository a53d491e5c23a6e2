"""The document kind ``procedure``: stages of several departments, their limits, running cases."""

from govcoord.rules.kinds.procedure.kind import KIND

__all__ = ["KIND"]
