"""GC5xx: the life cycle of a ruleset."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = ()
