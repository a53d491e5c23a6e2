"""The document kind ``panel``: experts for a matter, chosen in a declared order within quotas."""

from govcoord.rules.kinds.panel.kind import KIND

__all__ = ["KIND"]
