"""The document kind ``consultation``: notice long enough, papers, opinions and their answers."""

from govcoord.rules.kinds.consultation.kind import KIND

__all__ = ["KIND"]
