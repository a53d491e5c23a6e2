"""The document kind ``intake``: reports of one event from all channels become one ticket."""

from govcoord.rules.kinds.intake.kind import KIND

__all__ = ["KIND"]
