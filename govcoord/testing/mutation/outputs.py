"""Other values of outputs: what a person might have written in place of the right one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import attrs

from govcoord.rules.model import Amount
from govcoord.rules.vocabulary import Attribute, Choices


def other_values(value: Any, attribute: Attribute | None, said: Sequence[Any]) -> Iterator[Any]:
    """Values to be said in place of one; none of texts and of what has parts of its own.

    ``said`` are the values that rules of the table give under the same output. What is not
    written (an empty text) is not exchanged, and nothing is made less than zero that was not.
    """
    choices = attribute.choices if attribute is not None else None
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int | Fraction):
        yield from _moved(value)
    elif isinstance(value, Amount):
        yield from (attrs.evolve(value, value=other) for other in _moved(value.value))
    elif isinstance(value, date):
        yield from (value + timedelta(days=by) for by in (1, -1))
    elif isinstance(value, str) and value:
        yield from _others(value, choices, said)
    elif isinstance(value, frozenset) and all(isinstance(item, str) for item in value):
        yield from _sets(value, choices)


def _moved(value: int | Fraction) -> Iterator[int | Fraction]:
    step = _step(value)
    yield value + step
    if value >= step or value < 0:
        yield value - step


def _step(value: int | Fraction) -> int | Fraction:
    """One, or a tenth, a hundredth … where the value is finer."""
    step: int | Fraction = 1
    while value % step and step > Fraction(1, 10**9):
        step = Fraction(step) / 10
    return step


def _others(value: str, choices: Choices | None, said: Sequence[Any]) -> Iterator[str]:
    """What another rule says, the next one on from the one that says this; else a neighbour."""
    near = [v for v in said if isinstance(v, str) and v]
    if len(near) > 1:
        yield near[(near.index(value) + 1) % len(near)]
    elif choices is not None:
        yield from _after(value, choices, {value})


def _sets(value: frozenset[str], choices: Choices | None) -> Iterator[frozenset[str]]:
    for member in sorted(value):
        yield value - {member}
    if choices is not None and value:
        for member in _after(max(value), choices, value):
            yield value | {member}


def _after(value: str, choices: Choices, taken: frozenset[str] | set[str]) -> Iterator[str]:
    """The next choice of the list that is not taken, if there is one."""
    known = [item.id for item in choices.items]
    at = known.index(value) + 1 if value in known else 0
    other = next((id_ for id_ in [*known[at:], *known[:at]] if id_ not in taken), None)
    if other is not None:
        yield other
