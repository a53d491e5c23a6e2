"""GC3xx: logic."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = ()
