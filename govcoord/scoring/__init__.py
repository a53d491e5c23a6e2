"""Scores of departments and people, exact and explained: figures in, points with reasons out."""

from __future__ import annotations

from govcoord.scoring.document import ScorecardDocument
from govcoord.scoring.fairness import Audit, audit
from govcoord.scoring.figures import FigureTable, parse_figures, read_figures
from govcoord.scoring.report import Contribution, Flag, Score, ScoreReport
from govcoord.scoring.robustness import (
    Assumptions,
    Change,
    Sensitivity,
    associate,
    decisive_changes,
    dominance,
    sensitivity,
)
from govcoord.scoring.scorecard import Scorecard, check_figures, score

__all__ = [
    "Assumptions",
    "Audit",
    "Change",
    "Contribution",
    "FigureTable",
    "Flag",
    "Score",
    "ScoreReport",
    "Scorecard",
    "ScorecardDocument",
    "Sensitivity",
    "associate",
    "audit",
    "check_figures",
    "decisive_changes",
    "dominance",
    "parse_figures",
    "read_figures",
    "score",
    "sensitivity",
]
