"""What a matcher that learned from examples says, and what every such matcher can do."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

import attrs


@attrs.frozen
class Example:
    """A text with its label; examples of one ``group`` are variants of one another."""

    text: str
    label: str
    group: str | None = None


@attrs.frozen
class Guess:
    """A label with its score (higher is likelier; comparable within one text only)."""

    label: str
    score: float


@attrs.frozen
class Reason:
    """A run of characters of the text and how much it speaks for the first over the second."""

    gram: str
    weight: float


@attrs.frozen
class Suggestion:
    """The labels from the likeliest on, and the runs that decided, strongest first.

    There are no guesses where the text has nothing that any example has.
    """

    guesses: tuple[Guess, ...]
    reasons: tuple[Reason, ...]

    @property
    def label(self) -> str | None:
        """The likeliest label."""
        return self.guesses[0].label if self.guesses else None


class Matcher(Protocol):
    """A matcher that has learned: the same examples and text give the same suggestion."""

    def suggest(self, text: str) -> Suggestion:
        """The labels of a text, the likeliest first."""


class Trainer(Protocol):
    """Makes a matcher of examples."""

    def __call__(self, examples: Sequence[Example]) -> Matcher:
        """A matcher that has learned from these examples."""


REASONS = 6
"""How many runs of characters a suggestion names."""


def strongest(weights: dict[str, float]) -> tuple[Reason, ...]:
    """The runs that speak most for the first label; equal ones in the order of characters."""
    for_it = [(gram, weight) for gram, weight in weights.items() if weight > 0]
    for_it.sort(key=lambda item: (-item[1], -len(item[0]), item[0]))
    kept: list[Reason] = []
    for gram, weight in for_it:
        # a run within one that is named already says nothing new
        if not any(gram in one.gram for one in kept):
            kept.append(Reason(gram, weight))
        if len(kept) == REASONS:
            break
    return tuple(kept)


def ranked(scores: dict[str, float]) -> tuple[Guess, ...]:
    """Labels by score, equal ones in the order of their names."""
    order = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Guess(label, score) for label, score in order)


def inverse_frequency(documents: int, containing: int) -> float:
    """The weight of a run of characters that few texts have: ``ln((1+n)/(1+df)) + 1``."""
    return math.log((1 + documents) / (1 + containing)) + 1
