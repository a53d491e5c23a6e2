"""The document kind ``gate``: checklists with dated evidence, red lines and outcomes."""

from govcoord.rules.kinds.gate.kind import KIND

__all__ = ["KIND"]
