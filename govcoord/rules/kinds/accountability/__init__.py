"""The document kind ``accountability``: dual accountability for delay, as proposals."""

from govcoord.rules.kinds.accountability.kind import KIND

__all__ = ["KIND"]
