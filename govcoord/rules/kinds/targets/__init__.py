"""The document kind ``targets``: what is to be reached by when, phases, and contradictions."""

from govcoord.rules.kinds.targets.kind import KIND

__all__ = ["KIND"]
