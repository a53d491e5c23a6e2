"""The document kind ``committee``: a body that decides by vote, one matter at a session."""

from govcoord.rules.kinds.committee.kind import KIND

__all__ = ["KIND"]
