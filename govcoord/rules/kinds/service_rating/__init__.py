"""The document kind ``service_rating``: ratings of service and what bad ones oblige to."""

from govcoord.rules.kinds.service_rating.kind import KIND

__all__ = ["KIND"]
