"""One assumption at a time: what it does to the places when everything else stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import frozen

from govcoord.numerals import Number, exact
from govcoord.scoring.report import fixed
from govcoord.scoring.robustness.draws import Weights
from govcoord.scoring.robustness.ranks import plain, shifts
from govcoord.scoring.robustness.simulate import Stage
from govcoord.scoring.robustness.variants import AS_WRITTEN, Variant
from govcoord.text import Text


@frozen
class Effect:
    """What one assumption alone does.

    ``kind`` is ``weight``, ``normalise``, ``aggregate`` or ``missing``; ``choice`` is the
    option taken, for a weight the indicator or group whose share among its siblings goes from
    ``before`` to ``after``. ``mean_shift`` is how many places a ranked subject moves on
    average, ``largest`` how many ``subject`` moves, which moves most. ``grades`` counts the
    subjects whose grade changes; ``None`` without grades or on another scale.
    """

    kind: str
    choice: str
    title: Text
    before: Number | None
    after: Number | None
    mean_shift: Number
    largest: Number
    subject: str | None
    subject_title: Text
    grades: int | None

    def label(self, language: str = "en") -> str:
        """The title of the indicator in ``language``, or the id or option."""
        return self.title.get(language) or self.choice

    @property
    def is_idle(self) -> bool:
        """Whether it changes no place and no grade."""
        return not self.largest and not self.grades

    def to_dict(self, language: str = "en") -> dict[str, object]:
        """The effect as plain data; numbers that are not whole are texts."""
        return {
            "kind": self.kind,
            "choice": self.choice,
            "title": self.label(language),
            "before": None if self.before is None else fixed(self.before, 4),
            "after": None if self.after is None else fixed(self.after, 4),
            "mean_shift": fixed(self.mean_shift, 2),
            "largest": plain(self.largest),
            "subject": self.subject,
            "grades": self.grades,
        }


def effects_of(stage: Stage, weights: Weights) -> tuple[Effect, ...]:
    """Every assumption alone: each weight down and up, and each choice that is not as written."""
    found = list(_weight_effects(stage, weights))
    for kind in ("normalise", "aggregate", "missing"):
        for choice in getattr(stage.assumptions, kind):
            if choice != AS_WRITTEN:
                found.append(_effect(stage, Variant(**{kind: choice}), kind, choice))
    return tuple(found)


def _weight_effects(stage: Stage, weights: Weights) -> Iterator[Effect]:
    card = stage.bench.card
    for group in weights.groups():
        for at in group:
            id_ = card.tree[at].id
            for up in (False, True):
                moved = weights.moved(at, up)
                before = card.tree[at].weight
                after = moved.get(id_, before)
                if after == before:
                    continue
                effect = _effect(stage, Variant(weights=moved), "weight", id_)
                yield Effect(
                    kind="weight",
                    choice=id_,
                    title=_title(stage, id_),
                    before=before,
                    after=after,
                    mean_shift=effect.mean_shift,
                    largest=effect.largest,
                    subject=effect.subject,
                    subject_title=effect.subject_title,
                    grades=effect.grades,
                )


def _title(stage: Stage, id_: str) -> Text:
    card = stage.bench.card
    group = card.groups.get(id_)
    if group is not None:
        return group.title
    return next(leaf.title for leaf in card.indicators if leaf.id == id_)


def _effect(stage: Stage, variant: Variant, kind: str, choice: str) -> Effect:
    bands = [name for name, _ in stage.bench.card.bands]
    graded = bool(bands) and variant.normalise == AS_WRITTEN
    moved: list[tuple[Number, str, Text]] = []
    grades = 0
    for pool in stage.pools:
        run = pool.runner.run(variant)
        ranked = [r for r, place in zip(pool.published, run.places)
                  if place is not None and r.rank is not None]  # fmt: skip
        steps = shifts(pool.published, run.places)
        moved += [(step, r.subject, r.title) for step, r in zip(steps, ranked)]
        if graded:
            grades += _changed([r.band for r in pool.published], [bands[b] for b in run.bands])
    largest = max(moved, key=lambda row: row[0], default=(0, "", Text()))
    mean = Fraction(sum(step for step, *_ in moved)) / len(moved) if moved else Fraction(0)
    return Effect(
        kind=kind,
        choice=choice,
        title=Text(),
        before=None,
        after=None,
        mean_shift=exact(mean),
        largest=largest[0],
        subject=largest[1] if largest[0] else None,
        subject_title=largest[2] if largest[0] else Text(),
        grades=grades if graded else None,
    )


def _changed(before: Sequence[str | None], after: Sequence[str | None]) -> int:
    return sum(1 for old, new in zip(before, after) if old != new)
