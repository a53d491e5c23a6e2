"""The audit trail: decisions in a file that shows when it was changed, and decided again."""

from govcoord.audit.replay import Change, Replayed, replay
from govcoord.audit.trail import KEYS, START, Broken, TrailError, append, mend, verify

__all__ = [
    "KEYS",
    "START",
    "Broken",
    "Change",
    "Replayed",
    "TrailError",
    "append",
    "mend",
    "replay",
    "verify",
]
