"""GC4xx: what a mechanism demands."""

from __future__ import annotations

from govcoord.codes import procedure, scorecard
from govcoord.codes.base import Code

CODES: tuple[Code, ...] = (*procedure.CODES, *scorecard.CODES)
