"""A shadow run: a candidate plan evaluated beside the one in force over past cases.

report = shadow_run(plan, candidate, past_cases)
print(report.to_text())
"""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import dedent
from typing import Any

import attrs

from govcoord.rules.diff.cases import CaseCount, CaseCounter
from govcoord.rules.diff.model import Difference
from govcoord.rules.diff.phrases import Speaker
from govcoord.rules.diff.report import case_lines
from govcoord.rules.diff.vocabulary import join_vocabularies
from govcoord.rules.engine import Plan


@attrs.frozen
class ShadowReport:
    """What would have differed: ``count`` has the numbers, per outcome and department.

    ``count.changes`` are the ways in which outcomes differ, each with its number of cases and
    the names of the first ones; ``count.departments`` says which departments would have been
    named in fewer and in more cases.
    """

    difference: Difference = attrs.field(repr=False)
    count: CaseCount

    @property
    def nothing(self) -> bool:
        """Whether every case would have ended the same."""
        return self.count.nothing

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return self.count.to_dict()

    def to_text(self, language: str = "en") -> str:
        """In words. ``language`` is ``en``, ``zh-Hans`` or ``zh-Hant``."""
        lines = case_lines(Speaker(self.difference, language), self.count)
        return dedent("\n".join(lines))


def shadow_run(old: Plan, new: Plan, cases: Iterable[object]) -> ShadowReport:
    """Evaluate cases by both plans and summarise what differs.

    ``cases`` are taken one after the other and not kept. A case that a plan rejects is counted,
    and named, as rejected by it. Nothing is said of other cases: that is `govcoord.diff`.
    """
    joined = join_vocabularies(old.vocabulary, new.vocabulary)
    difference = Difference(
        old,
        new,
        joined.vocabulary,
        joined.changes,
        tables=(),
        compared=0,
        derived={},
        scorecards=(),
    )
    counter = CaseCounter(difference)
    for number, case in enumerate(cases):
        counter.add(case, number)
    return ShadowReport(difference, counter.result())
