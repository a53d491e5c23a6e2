"""Hypothesis strategies for cases and rulesets, made from the cell map of a plan.

They need the extra ``test`` (Hypothesis); asking for one without it raises `MissingExtraError`.
"""

from govcoord.testing.strategies.cases import (
    boundary_cases,
    cases,
    cases_matching,
    incomplete_cases,
)
from govcoord.testing.strategies.rulesets import rulesets
from govcoord.testing.strategies.texts import ruleset_text

__all__ = [
    "boundary_cases",
    "cases",
    "cases_matching",
    "incomplete_cases",
    "ruleset_text",
    "rulesets",
]
