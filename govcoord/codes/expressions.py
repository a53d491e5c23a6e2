"""GC240-GC254: expressions of derived attributes."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = ()
