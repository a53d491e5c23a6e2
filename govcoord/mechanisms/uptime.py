"""How long a service was up: outages as intervals, each second counted once, in whole seconds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

import attrs

from govcoord.numerals import Number, exact
from govcoord.periods import add_months

_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@attrs.frozen
class Outage:
    """From ``start`` up to ``end``; ``share`` is 1 for down, less for degraded service.

    ``at_least`` is the share for certain where ``share`` is not known and stands for the most.
    ``excluded`` says whether it is left out of account; ``None`` is not known.
    """

    start: datetime
    end: datetime
    share: Number = 1
    at_least: Number | None = None
    excluded: bool | None = False

    @property
    def certain(self) -> Number:
        """The share that is certain."""
        return self.share if self.at_least is None else self.at_least


@attrs.frozen
class Uptime:
    """What outages add up to, in seconds: ``agreed`` is the time in which it should be up.

    ``least`` and ``most`` are the time lost, which differ while it is not known whether
    something is left out of account.
    """

    agreed: int
    least: Number
    most: Number

    @property
    def best(self) -> Fraction:
        """The availability if all that is open is left out of account."""
        return 1 - Fraction(self.least) / self.agreed

    @property
    def worst(self) -> Fraction:
        """The availability if nothing that is open is left out of account."""
        return 1 - Fraction(self.most) / self.agreed


def period_of(day: date, length: str) -> tuple[datetime, datetime]:
    """The month, quarter, half-year or year of a day: from its first moment to its end.

    >>> period_of(date(2025, 5, 9), "quarter")[1]
    datetime.datetime(2025, 7, 1, 0, 0)
    """
    months = _MONTHS[length]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return _moment(first), _moment(add_months(first, months))


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def add_up(outages: Iterable[Outage], start: datetime, end: datetime) -> Uptime:
    """The time lost between two moments; where outages overlap the worst counts.

    Time that is left out of account is neither agreed nor lost, whatever else happens in it.

    >>> day = datetime(2025, 1, 1), datetime(2025, 1, 2)
    >>> add_up([Outage(datetime(2025, 1, 1, 8), datetime(2025, 1, 1, 9))], *day).least
    3600
    """
    given = [
        attrs.evolve(one, start=max(one.start, start), end=min(one.end, end))
        for one in outages
        if one.start < end and one.end > start
    ]
    cuts = sorted({start, end} | {m for one in given for m in (one.start, one.end)})
    agreed, least, most = 0, Fraction(0), Fraction(0)
    for first, after in pairwise(cuts):
        here = [one for one in given if one.start <= first < one.end]
        if any(one.excluded for one in here):
            continue
        seconds = (after - first) // timedelta(seconds=1)
        agreed += seconds
        most += seconds * max((one.share for one in here), default=0)
        if any(one.excluded is None for one in here):
            continue
        least += seconds * max((one.certain for one in here), default=0)
    return Uptime(agreed, exact(least), exact(most))
