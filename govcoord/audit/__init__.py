"""The audit trail: decisions in a file that shows when it was changed, and decided again."""

from govcoord.audit.replay import Change, Replayed, replay
from govcoord.audit.trail import KEYS, START, Broken, append, verify

__all__ = ["KEYS", "START", "Broken", "Change", "Replayed", "append", "replay", "verify"]
