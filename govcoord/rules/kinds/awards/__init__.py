"""The document kind ``awards``: who is eligible, in what order, and how far the budget goes."""

from govcoord.rules.kinds.awards.kind import KIND

__all__ = ["KIND"]
