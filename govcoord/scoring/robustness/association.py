"""Indicators that move together, and what each really weighs.

Correlations are taken over the scores of all subjects that have both, so that "good with
good" counts as positive whatever the directions. Sources: OECD/JRC Handbook (2008), steps 4
and 6; Paruolo, Saisana and Saltelli, *Ratings and rankings: voodoo or science?* (2013).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from math import isqrt
from operator import mul
from typing import Final

from attrs import field, frozen

from govcoord.numerals import Number, exact, to_number
from govcoord.scoring.report import ScoreReport, fixed
from govcoord.text import Text

DOUBLE: Final = Fraction(9, 10)
"""From this correlation on two indicators count the same thing twice."""

_DECIMALS: Final = 12
_LEAST: Final = 3
"""Fewer subjects say nothing about a correlation."""
_MOST: Final = 1000
"""Kendall's coefficient is left out for more subjects: it takes the square of their number."""


@frozen
class Pair:
    """Two indicators, over the ``count`` subjects that have both.

    Coefficients of Pearson, Spearman and Kendall (tau-b), each from -1 to 1, to 12 decimals;
    ``None`` where one of the two is the same for all, Kendall's also for more than 1,000
    subjects.
    """

    first: str
    second: str
    count: int
    pearson: Number | None
    spearman: Number | None
    kendall: Number | None

    def is_double(self, limit: Number = DOUBLE) -> bool:
        """Whether Pearson's or Spearman's coefficient reaches the limit.

        One below 0 is no double: there what one gives the other takes.
        """
        return max(Fraction(r or 0) for r in (self.pearson, self.spearman)) >= limit

    @property
    def strength(self) -> Fraction:
        """The stronger of Pearson's and Spearman's coefficients, whatever its sign."""
        return max(abs(Fraction(r or 0)) for r in (self.pearson, self.spearman))

    def to_dict(self) -> dict[str, object]:
        """The pair as plain data."""
        found: dict[str, object] = {
            "first": self.first,
            "second": self.second,
            "count": self.count,
        }
        for name in ("pearson", "spearman", "kendall"):
            value = getattr(self, name)
            found[name] = None if value is None else fixed(value, 4)
        return found


@frozen
class Pull:
    """What an indicator weighs by the scorecard and in effect.

    ``weight`` is the declared one. ``share`` is the covariance of the indicator's points with
    the total over the variance of the total: the shares of all lines of a score add up to 1
    exactly, and one below 0 pulls against the rest. ``effect`` is the squared correlation of
    its score with the total, a linear estimate of the variance that would vanish if the
    indicator were the same for all. ``None`` where all totals are equal.
    """

    indicator: str
    title: Text
    weight: Number
    share: Number | None
    effect: Number | None

    def label(self, language: str = "en") -> str:
        """The title in ``language``, or the id."""
        return self.title.get(language) or self.indicator

    def to_dict(self, language: str = "en") -> dict[str, object]:
        """The line as plain data."""
        return {
            "indicator": self.indicator,
            "title": self.label(language),
            "weight": fixed(self.weight, 4),
            "share": None if self.share is None else fixed(self.share, 4),
            "effect": None if self.effect is None else fixed(self.effect, 4),
        }


@frozen
class Association:
    """How the indicators of a report go together.

    ``pairs`` begin with the strongest. ``others`` is the share of the differences that comes
    from bonus, deductions and other lines. ``alpha`` is Cronbach's coefficient of internal
    consistency, over subjects with all figures; ``None`` where it makes no sense.
    """

    pairs: tuple[Pair, ...]
    pulls: tuple[Pull, ...]
    others: Number | None
    alpha: Number | None
    limit: Number = field(default=DOUBLE, converter=to_number)

    @property
    def doubles(self) -> tuple[Pair, ...]:
        """The pairs that count the same thing twice."""
        return tuple(pair for pair in self.pairs if pair.is_double(self.limit))

    def to_dict(self, language: str = "en") -> dict[str, object]:
        """Everything as plain data."""
        return {
            "limit": fixed(self.limit, 4),
            "pairs": [pair.to_dict() for pair in self.pairs],
            "pulls": [pull.to_dict(language) for pull in self.pulls],
            "others": None if self.others is None else fixed(self.others, 4),
            "alpha": None if self.alpha is None else fixed(self.alpha, 4),
        }


def associate(report: ScoreReport, *, limit: Number = DOUBLE) -> Association:
    """How the indicators of a report go together; ``limit`` is that for doubles."""
    results = report.results
    if not results:
        return Association((), (), None, None, limit)
    card = results[0].sheet.scorecard
    lines = [[c for c in r.contributions if c.kind == "indicator"] for r in results]
    totals = [_whole(result.exact) for result in results]
    scores: list[list[int | None]] = []
    pulls = []
    shared = Fraction(0)
    for at, leaf in enumerate(card.indicators):
        column = [row[at].score for row in lines]
        scores.append([None if score is None else _whole(score) for score in column])
        share = _slope([_whole(row[at].points) for row in lines], totals)
        shared += share or 0
        kept = [(s, t) for s, t in zip(scores[-1], totals) if s is not None]
        r = pearson([s for s, _ in kept], [t for _, t in kept])
        effect = None if r is None else exact(Fraction(r) ** 2)
        weight = lines[0][at].weight
        pulls.append(Pull(leaf.id, leaf.title, weight or 0, share, effect))
    ids = [leaf.id for leaf in card.indicators]
    whole = [None if None in column else _Column.of([s or 0 for s in column]) for column in scores]
    pairs = []
    for i, j in combinations(range(len(ids)), 2):
        one, other = whole[i], whole[j]
        if one is None or other is None:
            both = [(a, b) for a, b in zip(scores[i], scores[j]) if None not in (a, b)]
            one = _Column.of([a or 0 for a, _ in both])
            other = _Column.of([b or 0 for _, b in both])
        pairs.append(_pair(ids[i], ids[j], one, other))
    pairs.sort(key=lambda pair: -pair.strength)
    moving = any(total != totals[0] for total in totals)
    others = exact(1 - shared) if moving else None
    return Association(tuple(pairs), tuple(pulls), others, _alpha(scores), limit)


@frozen
class _Column:
    """Scores of one indicator, their places, and the spread of both."""

    values: Sequence[int]
    places: Sequence[int]
    spreads: tuple[int, int]

    @classmethod
    def of(cls, values: Sequence[int]) -> _Column:
        places = _places(values)
        return cls(values, places, (_variance(values), _variance(places)))


def _pair(first: str, second: str, one: _Column, other: _Column) -> Pair:
    count = len(one.values)
    if count < _LEAST:
        return Pair(first, second, count, None, None, None)
    by_score, by_place = (a * b for a, b in zip(one.spreads, other.spreads))
    return Pair(
        first,
        second,
        count,
        _over_root(_cross(one.values, other.values), by_score),
        _over_root(_cross(one.places, other.places), by_place),
        kendall(one.values, other.values) if count <= _MOST else None,
    )


def _cross(xs: Sequence[int], ys: Sequence[int]) -> int:
    """The covariance times the square of the number of values."""
    products: int = sum(map(mul, xs, ys))
    return len(xs) * products - sum(xs) * sum(ys)


def _whole(number: Number) -> int:
    return round(Fraction(number) * 10**_DECIMALS)


def pearson(xs: Sequence[int], ys: Sequence[int]) -> Number | None:
    """The coefficient of Pearson, to 12 decimals; ``None`` when either is constant.

    >>> pearson([1, 2, 3], [2, 4, 6]), pearson([1, 2, 3], [3, 2, 1]), pearson([1, 1], [1, 2])
    (1, -1, None)
    """
    return _over_root(_cross(xs, ys), _variance(xs) * _variance(ys))


def _over_root(above: int, square: int) -> Number | None:
    """``above / sqrt(square)`` to 12 decimals, worked out in whole numbers."""
    if not square:
        return None
    size = isqrt(above * above * 100 ** (_DECIMALS + 1) // square)
    share = exact(Fraction((size + 5) // 10, 10**_DECIMALS))
    return share if above >= 0 else -share


def spearman(xs: Sequence[int], ys: Sequence[int]) -> Number | None:
    """The coefficient of Pearson over places, equals sharing the mean of theirs.

    >>> spearman([1, 2, 30], [1, 4, 5])
    1
    """
    return pearson(_places(xs), _places(ys))


def _places(values: Sequence[int]) -> list[int]:
    """Twice the mean place of each value."""
    ordered = sorted(values)
    return [bisect_left(ordered, v) + bisect_right(ordered, v) + 1 for v in values]


def kendall(xs: Sequence[int], ys: Sequence[int]) -> Number | None:
    """Kendall's tau-b: pairs in the same order less pairs in the opposite one, ties allowed for.

    >>> kendall([1, 2, 3, 4], [1, 2, 4, 3])
    Fraction(666666666667, 1000000000000)
    """
    order = sorted(zip(xs, ys))
    seen: list[int] = []
    waiting: list[int] = []
    balance = 0
    for at, (x, y) in enumerate(order):
        balance += bisect_left(seen, y) - (len(seen) - bisect_right(seen, y))
        waiting.append(y)
        if at + 1 == len(order) or order[at + 1][0] != x:
            for one in waiting:
                insort(seen, one)
            waiting.clear()
    pairs = len(xs) * (len(xs) - 1) // 2
    return _over_root(balance, (pairs - _tied(xs)) * (pairs - _tied(ys)))


def _tied(values: Sequence[int]) -> int:
    """The number of pairs of equal values."""
    return sum(n * (n - 1) // 2 for n in Counter(values).values())


def _slope(points: Sequence[int], totals: Sequence[int]) -> Number | None:
    """The covariance of points and totals over the variance of the totals."""
    variance = _variance(totals)
    return exact(Fraction(_cross(points, totals), variance)) if variance else None


def _alpha(columns: Sequence[Sequence[int | None]]) -> Number | None:
    """Cronbach's alpha, ``k / (k - 1) × (1 - sum of variances / variance of the sum)``."""
    rows = [[s for s in row if s is not None] for row in zip(*columns) if None not in row]
    width = len(columns)
    if width < 2 or len(rows) < _LEAST:
        return None
    whole = _variance([sum(row) for row in rows])
    if not whole:
        return None
    parts = sum(_variance(column) for column in zip(*rows))
    return exact(Fraction(width, width - 1) * (1 - Fraction(parts, whole)))


def _variance(values: Sequence[int]) -> int:
    """The variance times the square of the number of values."""
    return _cross(values, values)
