"""The test kit for people who write rules.

YAML tests (``run_tests``), strategies for Hypothesis (``cases`` and others), coverage
(``Coverage``) and mutation (``mutate``), of mechanisms too, suggested tests, assertions about
all cases (``assert_never`` and others), shadow runs, and laws of document kinds.
Everything is imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govcoord.late import late_names

if TYPE_CHECKING:
    from govcoord.testing.assertions import (
        UndecidedError,
        assert_consistent,
        assert_exactly_one,
        assert_never,
        assert_no_change,
    )
    from govcoord.testing.coverage import Coverage, CoverageReport
    from govcoord.testing.kind_laws import check_kind_laws
    from govcoord.testing.mechanisms import (
        MechanismCoverage,
        MechanismMutationReport,
        mechanism_coverage,
        mutate_mechanisms,
    )
    from govcoord.testing.mutation import MutationReport, mutate
    from govcoord.testing.shadow import ShadowReport, shadow_run
    from govcoord.testing.strategies import (
        boundary_cases,
        cases,
        cases_matching,
        incomplete_cases,
        ruleset_text,
        rulesets,
    )
    from govcoord.testing.suggest import SuggestedTests, suggest_tests
    from govcoord.testing.yaml_tests import Report, run_tests

_HOMES = {
    "Coverage": "coverage",
    "CoverageReport": "coverage",
    "MechanismCoverage": "mechanisms",
    "MechanismMutationReport": "mechanisms",
    "MutationReport": "mutation",
    "Report": "yaml_tests",
    "ShadowReport": "shadow",
    "SuggestedTests": "suggest",
    "UndecidedError": "assertions",
    "assert_consistent": "assertions",
    "assert_exactly_one": "assertions",
    "assert_never": "assertions",
    "assert_no_change": "assertions",
    "boundary_cases": "strategies",
    "cases": "strategies",
    "cases_matching": "strategies",
    "check_kind_laws": "kind_laws",
    "incomplete_cases": "strategies",
    "mechanism_coverage": "mechanisms",
    "mutate": "mutation",
    "mutate_mechanisms": "mechanisms",
    "ruleset_text": "strategies",
    "rulesets": "strategies",
    "run_tests": "yaml_tests",
    "shadow_run": "shadow",
    "suggest_tests": "suggest",
}

__all__ = [
    "Coverage",
    "CoverageReport",
    "MechanismCoverage",
    "MechanismMutationReport",
    "MutationReport",
    "Report",
    "ShadowReport",
    "SuggestedTests",
    "UndecidedError",
    "assert_consistent",
    "assert_exactly_one",
    "assert_never",
    "assert_no_change",
    "boundary_cases",
    "cases",
    "cases_matching",
    "check_kind_laws",
    "incomplete_cases",
    "mechanism_coverage",
    "mutate",
    "mutate_mechanisms",
    "ruleset_text",
    "rulesets",
    "run_tests",
    "shadow_run",
    "suggest_tests",
]

__getattr__, __dir__ = late_names(globals(), _HOMES)
