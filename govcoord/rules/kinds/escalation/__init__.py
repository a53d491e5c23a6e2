"""The document kind ``escalation``: what goes to whom when it cannot be settled where it is."""

from govcoord.rules.kinds.escalation.kind import KIND

__all__ = ["KIND"]
