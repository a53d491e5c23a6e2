"""What a simulation says of each subject: between which places it stands, in which grade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from attrs import field, frozen

from govcoord.numerals import Number, exact, format_number
from govcoord.scoring.report import Score, fixed
from govcoord.text import Text

LOW: Final = Fraction(5, 100)
HIGH: Final = Fraction(95, 100)
"""The shares of draws between which the usual interval of places lies."""


@frozen
class RankInterval:
    """The places of one subject over all draws, and how often its grade is another.

    ``place`` and ``band`` are as published. ``low`` and ``high`` bound the places of 90% of
    the draws (5% of them lie at or before ``low``, 5% at or after ``high``), ``best`` and
    ``worst`` those of all. ``bands`` counts the grades over the draws that keep the
    normalisation, since grades have no meaning on another scale. A subject that is not ranked
    has no places.
    """

    subject: str
    title: Text
    group: str | None
    place: Number | None
    low: Number | None
    high: Number | None
    best: Number | None
    worst: Number | None
    mean: Number | None
    band: str | None
    bands: tuple[tuple[str, int], ...] = field(default=())

    def label(self, language: str = "en") -> str:
        """The title in ``language``, or the id where there is none."""
        return self.title.get(language) or self.subject

    @property
    def other_grade(self) -> Number | None:
        """The share of draws in which the grade is another one; ``None`` without grades."""
        total = sum(count for _, count in self.bands)
        if self.band is None or not total:
            return None
        return exact(1 - Fraction(dict(self.bands).get(self.band, 0), total))

    def to_dict(self, language: str = "en") -> dict[str, object]:
        """The interval as plain data; numbers that are not whole are texts."""
        share = self.other_grade
        return {
            "subject": self.subject,
            "title": self.label(language),
            "group": self.group,
            "place": plain(self.place),
            "p5": plain(self.low),
            "p95": plain(self.high),
            "best": plain(self.best),
            "worst": plain(self.worst),
            "mean": None if self.mean is None else fixed(self.mean, 2),
            "band": self.band,
            "bands": dict(self.bands),
            "other_grade": None if share is None else fixed(share, 4),
        }


def plain(place: Number | None) -> int | str | None:
    """A place as plain data: a text where it is not whole."""
    return place if place is None or isinstance(place, int) else format_number(place)


class Tally:
    """Counts places and grades of one subject while draws come in."""

    def __init__(self, published: Score) -> None:
        self.published = published
        self.places: Counter[Number] = Counter()
        self.bands: Counter[str] = Counter()

    def interval(self) -> RankInterval:
        """What all draws so far say."""
        result = self.published
        places = self.places
        total = sum(places.values())
        mean = Fraction(sum(p * n for p, n in places.items())) / total if total else None
        return RankInterval(
            subject=result.subject,
            title=result.title,
            group=result.group,
            place=result.rank,
            low=percentile(places, LOW),
            high=percentile(places, HIGH),
            best=min(places, default=None),
            worst=max(places, default=None),
            mean=None if mean is None else exact(mean),
            band=result.band,
            bands=tuple(sorted(self.bands.items())),
        )


def percentile(places: Counter[Number], share: Fraction) -> Number | None:
    """The first place at which so large a share of the draws is reached.

    >>> percentile(Counter({1: 90, 2: 6, 9: 4}), HIGH)
    2
    """
    needed = share * sum(places.values())
    reached = 0
    for place in sorted(places):
        reached += places[place]
        if reached >= needed:
            return place
    return None


def shifts(published: Sequence[Score], places: Sequence[Number | None]) -> list[Number]:
    """How many places each ranked subject stands away from its published one."""
    away = [
        place - result.rank
        for result, place in zip(published, places)
        if place is not None and result.rank is not None
    ]
    return [step if step > 0 else -step for step in away]
