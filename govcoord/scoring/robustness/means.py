"""Means of columns in whole numbers: fast, and the same on every machine.

A draw of a simulation carries its scores as whole numbers, so many to a point (``unit``).
Logarithm and exponential are made of the four basic operations in a fixed order, which every
machine rounds alike; the functions of the C library differ in the last bit.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import mul
from typing import Final

Column = Sequence[int | None]
"""The scores of all subjects, times the unit; ``None`` where one is left out."""

_LN2: Final = (float.fromhex("0x1.62e42fee00000p-1"), float.fromhex("0x1.a39ef35793c76p-33"))
"""The logarithm of 2 as a number of few bits and the rest of it."""
_ROOT: Final = 0.7071067811865476
_TERMS: Final = tuple(1 / (2 * k + 1) for k in range(11, -1, -1))
_INVERSES: Final = tuple(1 / math.factorial(k) for k in range(14, -1, -1))
_FINE: Final = 1 << 60
"""What logarithms are multiplied by to be whole numbers."""


def ln(value: float) -> float:
    """The natural logarithm of a number above 0.

    >>> ln(1.0), round(ln(10.0), 12)
    (0.0, 2.302585092994)
    """
    part, power = math.frexp(value)
    if part < _ROOT:
        part, power = part * 2, power - 1
    share = (part - 1) / (part + 1)
    square = share * share
    series = 0.0
    for term in _TERMS:
        series = series * square + term
    return power * _LN2[0] + (2 * share * series + power * _LN2[1])


def exp(value: float) -> float:
    """``e`` to the power of a number.

    >>> exp(0.0), round(exp(1.0), 12)
    (1.0, 2.718281828459)
    """
    power = round(value / _LN2[0])
    rest = (value - power * _LN2[0]) - power * _LN2[1]
    series = 0.0
    for term in _INVERSES:
        series = series * rest + term
    return math.ldexp(series, power)


def _arithmetic(weights: Sequence[int], row: Iterable[int], _: int) -> int:
    whole = sum(weights)
    total: int = sum(map(mul, weights, row))
    return (2 * total + whole) // (2 * whole)


def _geometric(weights: Sequence[int], row: Sequence[int], unit: int) -> int:
    if not all(row):
        return 0
    total = sum(map(mul, weights, [_log(score, unit) for score in row]))
    return _from_log(total, sum(weights), unit)


def _log(score: int, unit: int) -> int:
    return round(ln(score / unit) * _FINE)


def _from_log(total: int, whole: int, unit: int) -> int:
    return round(exp(total / (whole * _FINE)) * unit)


def _harmonic(weights: Sequence[int], row: Sequence[int], unit: int) -> int:
    if not all(row):
        return 0
    return _from_inverse(sum(map(mul, weights, [_inverse(score, unit) for score in row])),
                         sum(weights), unit)  # fmt: skip


def _inverse(score: int, unit: int) -> int:
    return unit * unit * unit // score


def _from_inverse(total: int, whole: int, unit: int) -> int:
    return (2 * whole * unit * unit * unit + total) // (2 * total)


def _minimum(_: Sequence[int], row: Iterable[int], __: int) -> int:
    return min(row)


def _maximum(_: Sequence[int], row: Iterable[int], __: int) -> int:
    return max(row)


_MEANS: Final[Mapping[str, Callable[[Sequence[int], Sequence[int], int], int]]] = {
    "weighted_mean": _arithmetic,
    "geometric": _geometric,
    "harmonic": _harmonic,
    "minimum": _minimum,
    "maximum": _maximum,
}
KNOWN: Final = frozenset(_MEANS)
"""The aggregations that have a mean here."""

_TURNED: Final = {"geometric": (_log, _from_log), "harmonic": (_inverse, _from_inverse)}
"""What means other than the arithmetic one add up instead of scores, and the way back."""


class Turned:
    """Logarithms and inverses of scores; those of ``fixed`` columns are made once."""

    def __init__(self, unit: int, fixed: Iterable[Column] = ()) -> None:
        self.unit = unit
        self._fixed = {id(column): column for column in fixed}
        self._known: dict[tuple[str, int], list[int | None]] = {}

    def of(self, name: str, column: Column) -> Column:
        """The column as the mean ``name`` adds it up, 0 as ``None``."""
        if id(column) not in self._fixed:
            return self._turned(name, column)
        key = name, id(column)
        if key not in self._known:
            self._known[key] = self._turned(name, column)
        return self._known[key]

    def _turned(self, name: str, column: Column) -> list[int | None]:
        turn = _TURNED[name][0]
        return [turn(score, self.unit) if score else None for score in column]


def combine(
    name: str, weights: Sequence[int], columns: Sequence[Column], turned: Turned
) -> list[int | None]:
    """The mean of columns, subject by subject, the weights of those left out shared out.

    >>> combine("weighted_mean", [1, 3], [[100, 100, None], [80, None, None]], Turned(100))
    [85, 100, None]
    """
    rows = zip(*columns)
    if any(None in column for column in columns):
        return [_partial(name, weights, row, turned.unit) for row in rows]
    unit = turned.unit
    if name == "weighted_mean":
        whole = sum(weights)
        twice, half = [2 * weight for weight in weights], 2 * whole
        return [(sum(map(mul, twice, row)) + whole) // half for row in rows]
    if name in _TURNED:
        whole, back = sum(weights), _TURNED[name][1]
        rows = zip(*[turned.of(name, column) for column in columns])
        return [
            0 if None in row else back(sum(map(mul, weights, row)), whole, unit) for row in rows
        ]
    mean = _MEANS[name]
    return [mean(weights, row, unit) for row in rows]


def _partial(name: str, weights: Sequence[int], row: Sequence[int | None], unit: int) -> int | None:
    kept = [(weight, score) for weight, score in zip(weights, row) if score is not None]
    if not kept:
        return None
    return _MEANS[name]([weight for weight, _ in kept], [score for _, score in kept], unit)
