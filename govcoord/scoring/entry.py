"""What `Plan.score` does: figures of any form and counted cases to a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, cast

from govcoord.errors import GovcoordError
from govcoord.scoring.frames import is_frame, read_frame
from govcoord.scoring.measures import figures_from
from govcoord.scoring.scorecard import Figures, Scorecard, score

if TYPE_CHECKING:
    from govcoord.rules.engine import Plan
    from govcoord.scoring.report import ScoreReport


def score_plan(
    plan: Plan,
    name: str,
    figures: object,
    decisions: Iterable[object] | None,
    groups: Mapping[str, str] | None,
) -> ScoreReport:
    """The report of a plan's scorecard; see `Plan.score`."""
    card = plan.scorecard(name)
    subjects = plan.vocabulary.choices.get(str(card.document.subject))
    words = subjects.words if subjects else {}
    given = gathered(card, figures, decisions, words)
    return score(card, given, subjects=subjects, groups=groups)


def gathered(
    card: Scorecard,
    figures: object,
    decisions: Iterable[object] | None,
    words: Mapping[str, str],
) -> Figures:
    """All figures of a scorecard: those reported, and those counted in decisions."""
    if figures is not None and not isinstance(figures, Mapping):
        if not is_frame(figures):
            kind = type(figures).__name__
            raise GovcoordError(f"`figures` takes a mapping or a frame, not {kind}")
        figures = read_frame(figures)
    reported = cast("Figures | None", figures)
    if decisions is None:
        if reported is None:
            raise GovcoordError("`score` needs `figures`, `decisions` or both")
        return reported
    if card.measures is None:
        raise GovcoordError(f"the scorecard `{card.document.id}` counts nothing in cases")
    return figures_from(card.measures, decisions, reported, words)
