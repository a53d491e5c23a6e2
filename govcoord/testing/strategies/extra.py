"""Hypothesis, imported when a strategy is asked for."""

from __future__ import annotations

from typing import Any

from govcoord.errors import MissingExtraError


def strategies_module() -> Any:
    """``hypothesis.strategies``; `MissingExtraError` where Hypothesis is not installed."""
    try:
        from hypothesis import strategies
    except ImportError:
        raise MissingExtraError("strategies for cases", "test") from None
    return strategies
