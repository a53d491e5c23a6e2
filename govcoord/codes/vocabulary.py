"""GC2xx: vocabulary, types and units."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = ()
