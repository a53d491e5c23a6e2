"""How far scores hold up: other weights, scales and means; changes of one figure; doubles."""

from __future__ import annotations

from govcoord.scoring.robustness.association import Association, associate
from govcoord.scoring.robustness.change import Change, decisive_changes
from govcoord.scoring.robustness.dominance import Dominance, dominance
from govcoord.scoring.robustness.draws import Assumptions
from govcoord.scoring.robustness.ranks import RankInterval
from govcoord.scoring.robustness.sensitivity import Sensitivity, sensitivity

__all__ = [
    "Association",
    "Assumptions",
    "Change",
    "Dominance",
    "RankInterval",
    "Sensitivity",
    "associate",
    "decisive_changes",
    "dominance",
    "sensitivity",
]
