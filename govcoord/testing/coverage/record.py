"""Coverage of several rulesets at once, as a run of tests comes across them."""

from __future__ import annotations

from collections.abc import Mapping

from govcoord.decision import Decision
from govcoord.testing.coverage.collect import Coverage
from govcoord.testing.documents import YamlTest


class Recorder:
    """Takes the decisions of tests; each ruleset has a coverage of its own.

    Rulesets are told apart by their content: the same files under two paths are one.
    """

    def __init__(self) -> None:
        self._coverages: dict[str, Coverage] = {}
        self._names: dict[str, tuple[str, ...]] = {}

    def watch(self, test: YamlTest, decision: Decision) -> None:
        """Take the decision of a test into account."""
        plan = decision.plan
        coverage = self._coverages.get(plan.digest)
        if coverage is None:
            coverage = self._coverages[plan.digest] = Coverage(plan)
            self._names[plan.digest] = test.rulesets
        coverage.add(decision)

    @property
    def coverages(self) -> Mapping[tuple[str, ...], Coverage]:
        """The coverage of each ruleset, by the files and folders that it was loaded from."""
        return {self._names[digest]: found for digest, found in self._coverages.items()}
