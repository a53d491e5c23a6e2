"""Coverage of rulesets by decisions: what tests have tried, what they have not, and what would.

>>> import govcoord
>>> from govcoord.testing.coverage import Coverage, as_text
>>> plan = govcoord.load_plan()
>>> coverage = Coverage(plan)
>>> coverage.add(plan.evaluate({"matter": "flood_drought_control", "urgent": False}))
>>> report = coverage.report()
>>> report.total.covered > 0, report.reaches(90)
(True, False)
"""

from govcoord.testing.coverage.collect import Coverage
from govcoord.testing.coverage.points import Aspect, Condition, Point, TableMap
from govcoord.testing.coverage.report import GROUPS, CoverageReport, Tally
from govcoord.testing.coverage.suggest import Suggestion, Suggestions, suggest
from govcoord.testing.coverage.text import as_data, as_text

__all__ = [
    "GROUPS",
    "Aspect",
    "Condition",
    "Coverage",
    "CoverageReport",
    "Point",
    "Suggestion",
    "Suggestions",
    "TableMap",
    "Tally",
    "as_data",
    "as_text",
    "suggest",
]
