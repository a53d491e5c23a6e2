"""Scores of departments and people, exact and explained: figures in, points with reasons out."""

from __future__ import annotations

from govcoord.scoring.document import ScorecardDocument
from govcoord.scoring.figures import FigureTable, parse_figures, read_figures
from govcoord.scoring.report import Contribution, Flag, Score, ScoreReport
from govcoord.scoring.scorecard import Scorecard, check_figures, score

__all__ = [
    "Contribution",
    "FigureTable",
    "Flag",
    "Score",
    "ScoreReport",
    "Scorecard",
    "ScorecardDocument",
    "check_figures",
    "parse_figures",
    "read_figures",
    "score",
]
