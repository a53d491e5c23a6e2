"""How far scores hold up: other weights, scales and means; changes of one figure; doubles."""

from __future__ import annotations

from govcoord.scoring.robustness.draws import Assumptions
from govcoord.scoring.robustness.ranks import RankInterval
from govcoord.scoring.robustness.sensitivity import Sensitivity, sensitivity

__all__ = ["Assumptions", "RankInterval", "Sensitivity", "sensitivity"]
