"""govcoord: rules as code for coordination between government departments.

    import govcoord

    plan = govcoord.load_plan()              # the rulesets that ship with the library
    plan = govcoord.load("my/rulesets")      # or your own
    decision = plan.evaluate({"domain": "elderly_care", "as_of": date(2025, 3, 1)})
    print(decision.lead, decision.explain("zh-Hans"))

Everything public is listed in ``__all__``; it is imported when first used, so that
``import govcoord`` stays light.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govcoord.late import late_names

if TYPE_CHECKING:
    from govcoord.api import check, diff, load, load_plan, load_texts
    from govcoord.case import Case
    from govcoord.case_files import read_cases
    from govcoord.decision import Decision, Outcome, Subject
    from govcoord.diagnostics import Diagnostic
    from govcoord.errors import (
        CalendarError,
        CaseError,
        FigureError,
        GovcoordError,
        MissingExtraError,
        RulesetError,
        UnitError,
    )
    from govcoord.rules.diff import Difference
    from govcoord.rules.engine import Plan, Rejected
    from govcoord.rules.kinds.accountability.liability import Liability
    from govcoord.rules.kinds.lead_responsibility import Referral, Support
    from govcoord.rules.questions import Undetermined
    from govcoord.scoring.fairness import Audit
    from govcoord.scoring.report import Contribution, Score, ScoreReport
    from govcoord.scoring.robustness import Assumptions, Sensitivity
    from govcoord.text import Text

__version__ = "0.1.0"

_HOMES = {
    "Assumptions": "scoring.robustness",
    "Audit": "scoring.fairness",
    "CalendarError": "errors",
    "Case": "case",
    "CaseError": "errors",
    "Contribution": "scoring.report",
    "Decision": "decision",
    "Diagnostic": "diagnostics",
    "Difference": "rules.diff",
    "FigureError": "errors",
    "GovcoordError": "errors",
    "Liability": "rules.kinds.accountability.liability",
    "MissingExtraError": "errors",
    "Outcome": "decision",
    "Plan": "rules.engine",
    "Referral": "rules.kinds.lead_responsibility",
    "Rejected": "rules.engine",
    "RulesetError": "errors",
    "Score": "scoring.report",
    "ScoreReport": "scoring.report",
    "Sensitivity": "scoring.robustness",
    "Subject": "decision",
    "Support": "rules.kinds.lead_responsibility",
    "Text": "text",
    "Undetermined": "rules.questions",
    "UnitError": "errors",
    "check": "api",
    "diff": "api",
    "load": "api",
    "load_plan": "api",
    "load_texts": "api",
    "read_cases": "case_files",
}

__all__ = [
    "Assumptions",
    "Audit",
    "CalendarError",
    "Case",
    "CaseError",
    "Contribution",
    "Decision",
    "Diagnostic",
    "Difference",
    "FigureError",
    "GovcoordError",
    "Liability",
    "MissingExtraError",
    "Outcome",
    "Plan",
    "Referral",
    "Rejected",
    "RulesetError",
    "Score",
    "ScoreReport",
    "Sensitivity",
    "Subject",
    "Support",
    "Text",
    "Undetermined",
    "UnitError",
    "__version__",
    "check",
    "diff",
    "load",
    "load_plan",
    "load_texts",
    "read_cases",
]

__getattr__, __dir__ = late_names(globals(), _HOMES)
