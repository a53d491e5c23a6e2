"""Mechanisms under test: mistakes put into their documents, and the parts that tests exercise.

report = mutate_mechanisms(["rulesets"], ["rulesets"])
for result in report.survivors:
    print(result.mutant, result.witness)
"""

from __future__ import annotations

from govcoord.testing.mechanisms.coverage import MechanismCoverage, mechanism_coverage
from govcoord.testing.mechanisms.run import (
    MechanismMutationReport,
    MechanismResult,
    mutate_mechanisms,
)

__all__ = [
    "MechanismCoverage",
    "MechanismMutationReport",
    "MechanismResult",
    "mechanism_coverage",
    "mutate_mechanisms",
]
