"""Dominance: whoever is at least as good in everything may not stand lower.

A subject is at least as good as another when it is so in every figure (in the indicator's
direction; where none is declared, in its score), in every bonus and deduction, and has no veto
that the other has not. Only subjects with the same indicators reported are compared: which
score a missing figure gets is a policy, not an achievement. Where a grade goes against
dominance because of a quota, the breach says so: a quota may split equals by design.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from attrs import frozen

from govcoord.numerals import Number
from govcoord.scoring.document import IndicatorEntry
from govcoord.scoring.report import Score, ScoreReport
from govcoord.scoring.robustness.ranks import plain
from govcoord.scoring.robustness.variants import direction_of
from govcoord.scoring.scorecard import Scorecard
from govcoord.text import Text


@frozen
class Breach:
    """``better`` is at least as good as ``worse`` in everything and stands lower.

    ``reason`` is ``place``, ``grade``, or ``quota`` for a grade that a quota lowered.
    """

    better: str
    better_title: Text
    worse: str
    worse_title: Text
    reason: str
    better_place: Number | None
    worse_place: Number | None

    def to_dict(self) -> dict[str, object]:
        """The breach as plain data."""
        return {
            "better": self.better,
            "worse": self.worse,
            "reason": self.reason,
            "better_place": plain(self.better_place),
            "worse_place": plain(self.worse_place),
        }


@frozen
class Dominance:
    """The breaches of dominance among ``pairs`` pairs in which one is at least as good."""

    pairs: int
    breaches: tuple[Breach, ...]

    def to_dict(self) -> dict[str, object]:
        """Everything as plain data."""
        return {"pairs": self.pairs, "breaches": [breach.to_dict() for breach in self.breaches]}


def dominance(report: ScoreReport) -> Dominance:
    """Compare all subjects of each group with each other."""
    pairs, breaches = 0, []
    for name in dict.fromkeys(result.group for result in report):
        results = [r for r in report if r.group == name]
        masks = _dominated(results)
        for i, mask in enumerate(masks):
            others = [j for j in _bits(mask) if j != i]
            pairs += len(others)
            breaches += [b for j in others if (b := _breach(results[i], results[j]))]
    return Dominance(pairs, tuple(breaches))


def _breach(better: Score, worse: Score) -> Breach | None:
    reason = None
    if better.rank is not None and worse.rank is not None and better.rank > worse.rank:
        reason = "place"
    elif _grade(better) > _grade(worse):
        by_quota = any(flag.kind == "quota" for flag in better.flags)
        reason = "quota" if by_quota else "grade"
    if reason is None:
        return None
    return Breach(
        better.subject, better.title, worse.subject, worse.title, reason, better.rank, worse.rank
    )


def _grade(result: Score) -> int:
    ids = [name for name, _ in result.sheet.scorecard.bands]
    return 0 if result.band is None else ids.index(result.band)


def _dominated(results: Sequence[Score]) -> list[int]:
    """For each subject the set of those it is at least as good as, one bit for each."""
    masks = _comparable(results)
    for column in _columns(results):
        known = [i for i, value in enumerate(column) if value is not None]
        known.sort(key=lambda i: column[i] or 0)
        missing, reached = _missing(column), 0
        for _, equal in groupby(known, key=lambda i: column[i]):
            members = list(equal)
            for i in members:
                reached |= 1 << i
            for i in members:
                masks[i] &= reached | missing
    return masks


def _missing(column: Sequence[Number | None]) -> int:
    return sum(1 << i for i, value in enumerate(column) if value is None)


def _comparable(results: Sequence[Score]) -> list[int]:
    """For each subject those with the same figures reported and all vetoes that it has."""
    keys = [(r.sheet.states, r.rank is not None, _vetoes(r)) for r in results]
    masks: dict[tuple[object, bool, frozenset[str]], int] = {}
    for i, key in enumerate(keys):
        masks[key] = masks.get(key, 0) | 1 << i
    fitting = {
        (states, ranked, vetoes): sum(
            mask
            for (other, takes_part, more), mask in masks.items()
            if other == states and takes_part == ranked and vetoes <= more
        )
        for states, ranked, vetoes in masks
    }
    return [fitting[key] for key in keys]


def _vetoes(result: Score) -> frozenset[str]:
    return frozenset(flag.id for flag in result.flags if flag.kind == "veto")


def _columns(results: Sequence[Score]) -> Iterator[list[Number | None]]:
    """What is compared, one column each; more is better."""
    card = results[0].sheet.scorecard
    directions = directions_of(card)
    for leaf, indicator in enumerate(card.indicators):
        sign = {"higher": 1, "lower": -1}.get(directions[indicator.id] or "")
        if sign is None:
            yield [result.sheet.score(leaf) for result in results]
        else:
            figures = [result.sheet.figures[leaf] for result in results]
            yield [None if figure is None else sign * figure for figure in figures]
    for _, events in card.events:
        for id_ in events.items:
            yield [_points(result, str(id_)) for result in results]


def _points(result: Score, id_: str) -> Number:
    return sum(line.points for line in result.sheet.extras if line.id == id_)


def directions_of(card: Scorecard) -> dict[str, str | None]:
    """The direction of each indicator, where there is one."""

    def walk(entries: Sequence[tuple[str, IndicatorEntry]]) -> Iterator[tuple[str, str | None]]:
        for id_, entry in entries:
            yield str(id_), direction_of(entry)
            yield from walk(list(entry.indicators.items()))

    return dict(walk(list(card.document.indicators.items())))


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
