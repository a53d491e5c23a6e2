"""Grades and places: bands, quotas and the ranking."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby
from typing import Final

from attrs import frozen

from govcoord.numerals import Number, exact, round_number
from govcoord.scoring.document import QuotaEntry, ScorecardDocument

Band = tuple[str, Number | None]
"""The id of a band and its lower bound, which belongs to it; ``None`` takes everything below."""


class TieError(ValueError):
    """Subjects are equal where the scorecard allows no tie; ``subjects`` are their numbers."""

    def __init__(self, subjects: Sequence[int]) -> None:
        self.subjects = tuple(subjects)
        super().__init__(self.subjects)


@frozen
class Standing:
    """One subject as grading sees it: the score that decides, its band, scores for ties.

    ``band`` is a position in the list of bands (0 is best; 0 too where there are none).
    """

    score: Number
    band: int
    ties: tuple[Number, ...] = ()


def band_position(score: Number, bands: Sequence[Band]) -> int:
    """The first band whose lower bound the score reaches; the last one takes the rest.

    >>> rows = [("excellent", 90), ("good", 80), ("poor", None)]
    >>> [band_position(score, rows) for score in (90, 89, 10)]
    [0, 1, 2]
    """
    for position, (_, low) in enumerate(bands):
        if low is None or score >= low:
            return position
    return len(bands) - 1


_MODES: Final = {"down": "floor", "half_up": "half_up", "up": "ceiling"}


def apply_quota(
    standings: Sequence[Standing], bands: Sequence[str], quota: QuotaEntry
) -> list[int]:
    """The bands of all subjects after the quota, best band first.

    A band holds at most its share of all subjects given, rounded as the quota says; the best
    scores stay, the others go to the next band and count there. At the border, equal
    subjects all fall (``ties: lower``) or all stay (``upper``); `TieError` under ``fail``.
    """
    placed = [standing.band for standing in standings]
    for position, band in enumerate(bands[:-1]):
        if band not in quota.bands:
            continue
        share = Fraction(quota.bands[band]) * len(standings)
        allowed = int(round_number(share, 0, _MODES[quota.round]))
        holders = [i for i, at in enumerate(placed) if at == position]
        for i in _surplus(holders, standings, allowed, quota.ties):
            placed[i] = position + 1
    return placed


def _surplus(
    holders: list[int], standings: Sequence[Standing], allowed: int, ties: str
) -> list[int]:
    """The holders of a band who must leave it."""
    if len(holders) <= allowed:
        return []

    def key(i: int) -> tuple[Number, ...]:
        return (standings[i].score, *standings[i].ties)

    ordered = sorted(holders, key=key, reverse=True)
    if allowed == 0:
        return ordered
    border = key(ordered[allowed])
    if key(ordered[allowed - 1]) != border:
        return ordered[allowed:]
    if ties == "fail":
        raise TieError([i for i in ordered if key(i) == border])
    if ties == "lower":
        return [i for i in ordered if key(i) <= border]
    return [i for i in ordered if key(i) < border]


def places(standings: Sequence[Standing], ties: str, lowest_first: bool = False) -> list[Number]:
    """Places from 1: better band first, then higher score, then the scores for ties.

    Without a veto a higher score never has a worse band, so places follow scores; whoever a
    veto lowered stands after everybody in a better band. With ``lowest_first`` the lowest score
    comes first and bands play no part. `TieError` under ``ties: fail``.

    >>> rows = [Standing(80, 0), Standing(90, 0), Standing(80, 0), Standing(95, 1)]
    >>> places(rows, "same_rank_then_skip"), places(rows, "same_rank_no_skip")
    ([2, 1, 2, 4], [2, 1, 2, 3])
    """
    if lowest_first:
        return places_of([(row.score, *(-tie for tie in row.ties)) for row in standings], ties)
    return places_of(
        [(row.band, -row.score, *(-tie for tie in row.ties)) for row in standings], ties
    )


def places_of(keys: Sequence[tuple[Number, ...]], ties: str) -> list[Number]:
    """Places from 1 for the lowest key; `TieError` for equal keys under ``ties: fail``.

    >>> places_of([(0, -80), (0, -90), (0, -80)], "average_rank")
    [Fraction(5, 2), 1, Fraction(5, 2)]
    """
    order = sorted(range(len(keys)), key=keys.__getitem__)
    found: list[Number] = [0] * len(keys)
    first, group = 1, 1
    for _, equal in groupby(order, key=keys.__getitem__):
        members = list(equal)
        if len(members) > 1 and ties == "fail":
            raise TieError(members)
        last = first + len(members) - 1
        place: Number = first
        if ties == "same_rank_no_skip":
            place = group
        elif ties == "average_rank":
            place = exact(Fraction(first + last, 2))
        elif ties == "skip_then_same_rank":
            place = last
        for i in members:
            found[i] = place
        first, group = last + 1, group + 1
    return found


def bands_of(document: ScorecardDocument) -> tuple[Band, ...]:
    """The bands of a scorecard, best first, as written."""
    return tuple((id_, band.at_least) for id_, band in document.bands.items())
