"""The document kind ``register``: what entries must hold, what is due, and who may see what."""

from govcoord.rules.kinds.register.kind import KIND

__all__ = ["KIND"]
