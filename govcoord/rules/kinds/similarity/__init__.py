"""The document kind ``similarity``: what makes one case similar to another."""

from govcoord.rules.kinds.similarity.kind import KIND

__all__ = ["KIND"]
