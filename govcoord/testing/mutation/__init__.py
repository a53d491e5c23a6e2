"""Mutation: small mistakes put into the tables of a plan, to see which of them tests notice.

report = mutate(plan, ["rulesets"])
for result in report.survivors:
    print(result.mutant, result.witness)
"""

from __future__ import annotations

from govcoord.testing.mutation.mutants import Mutant, mutants_of
from govcoord.testing.mutation.run import MutationReport, Result, mutate

__all__ = ["Mutant", "MutationReport", "Result", "mutants_of", "mutate"]
