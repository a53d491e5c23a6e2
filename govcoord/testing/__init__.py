"""The test kit for people who write rules.

YAML tests (``run_tests``), strategies for Hypothesis (``cases`` and others), and coverage
(``Coverage``). Everything is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from govcoord.testing.coverage import Coverage, CoverageReport
    from govcoord.testing.strategies import (
        boundary_cases,
        cases,
        cases_matching,
        incomplete_cases,
        rulesets,
    )
    from govcoord.testing.yaml_tests import Report, run_tests

_HOMES = {
    "Coverage": "coverage",
    "CoverageReport": "coverage",
    "Report": "yaml_tests",
    "boundary_cases": "strategies",
    "cases": "strategies",
    "cases_matching": "strategies",
    "incomplete_cases": "strategies",
    "rulesets": "strategies",
    "run_tests": "yaml_tests",
}

__all__ = [
    "Coverage",
    "CoverageReport",
    "Report",
    "boundary_cases",
    "cases",
    "cases_matching",
    "incomplete_cases",
    "rulesets",
    "run_tests",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'govcoord.testing' has no attribute {name!r}")
    value = getattr(import_module(f"govcoord.testing.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
