"""The document kind ``cost_sharing``: who bears how much of a joint cost, to the fen."""

from govcoord.rules.kinds.cost_sharing.kind import KIND

__all__ = ["KIND"]
