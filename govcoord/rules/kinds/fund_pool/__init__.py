"""The document kind ``fund_pool``: joint applications, one payee, draw-down and carry-over."""

from govcoord.rules.kinds.fund_pool.kind import KIND

__all__ = ["KIND"]
