"""The plan as it ships, loaded once in each worker: a plan never changes."""

from __future__ import annotations

from functools import cache

import govcoord
from govcoord import Plan


@cache
def shipped_plan() -> Plan:
    """`govcoord.load_plan`, for tests that ask the plan and not the loading."""
    return govcoord.load_plan()
