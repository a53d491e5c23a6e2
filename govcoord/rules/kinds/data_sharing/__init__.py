"""The document kind ``data_sharing``: who may get which data for what, and how it is answered."""

from govcoord.rules.kinds.data_sharing.kind import KIND

__all__ = ["KIND"]
