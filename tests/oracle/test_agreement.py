"""The checks against an independent oracle: an SMT solver that reads the documents itself.

``HYPOTHESIS_PROFILE=thorough`` goes through thousands of rulesets, otherwise through a
hundred or so. A ruleset is known by its seed: ``disagreements(seed)`` looks at it again.
"""

from __future__ import annotations

import os

import pytest

pytest.importorskip("z3", reason="the oracle needs the extra `oracle`")

from smt_agreement import cases, disagreements

RULESETS = {"thorough": 4000, "quick": 80}.get(os.environ.get("HYPOTHESIS_PROFILE", ""), 120)
PARTS = 8


@pytest.mark.parametrize("part", range(PARTS))
def test_checks_agree_with_the_solver(part: int) -> None:
    """Gaps, conflicts, rules that never decide or repeat others, idle overrides: both ways."""
    wrong = [words for seed in range(part, RULESETS, PARTS) for words in disagreements(seed)]
    assert not wrong, "\n".join(wrong)


def test_generated_rulesets_are_worth_asking_about() -> None:
    """Hardly any is refused, and the checks find something of every kind."""
    found = [cases(seed) for seed in range(40)]
    codes = {f.code for ruleset in found for case in ruleset for f in case.findings}
    assert sum(not ruleset for ruleset in found) <= 4
    assert codes >= {"GC310", "GC311", "GC312", "GC313", "GC314", "GC315"}
