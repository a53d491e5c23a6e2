"""The document kind ``standards``: what departments, offices, persons and systems must reach."""

from govcoord.rules.kinds.standards.kind import KIND

__all__ = ["KIND"]
