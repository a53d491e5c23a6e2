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
    from govcoord.scoring.fairness import Audit
    from govcoord.scoring.report import ScoreReport
    from govcoord.scoring.robustness import Assumptions, Sensitivity


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


def sensitivity_of(
    plan: Plan,
    name: str,
    figures: object,
    assumptions: Assumptions | None,
    draws: int,
    seed: int,
    groups: Mapping[str, str] | None,
) -> Sensitivity:
    """How far the scores of a plan's scorecard hold up; see `Plan.sensitivity`."""
    from govcoord.scoring.robustness import sensitivity

    card = plan.scorecard(name)
    subjects = plan.vocabulary.choices.get(str(card.document.subject))
    return sensitivity(
        card,
        gathered(card, figures, None, {}),
        assumptions=assumptions,
        draws=draws,
        seed=seed,
        subjects=subjects,
        groups=groups,
    )


def audit_of(plan: Plan, name: str, figures: object, groups: Mapping[str, str] | None) -> Audit:
    """What figures reveal about a plan's scorecard; see `Plan.audit`."""
    from govcoord.scoring.fairness import audit

    card = plan.scorecard(name)
    subjects = plan.vocabulary.choices.get(str(card.document.subject))
    return audit(card, gathered(card, figures, None, {}), subjects=subjects, groups=groups)


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
