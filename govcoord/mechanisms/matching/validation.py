"""How good a matcher is: stratified folds, accuracy, macro F1, who is taken for whom."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction

import attrs

from govcoord.mechanisms.matching.learned import Example, Matcher, Trainer

NOTHING = ""
"""Stands for the label where a matcher has no guess."""


@attrs.frozen
class Measured:
    """What a matcher said of texts whose labels are known: ``(label, said)`` with its count."""

    confusion: Mapping[tuple[str, str], int]

    @property
    def texts(self) -> int:
        """How many texts were tried."""
        return sum(self.confusion.values())

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the texts, the most frequent first."""
        counts = self.counts
        return tuple(sorted(counts, key=lambda label: (-counts[label], label)))

    @property
    def counts(self) -> Mapping[str, int]:
        """How many texts each label has."""
        found: Counter[str] = Counter()
        for (label, _), count in self.confusion.items():
            found[label] += count
        return found

    @property
    def accuracy(self) -> Fraction:
        """The share of texts whose label was said."""
        right = sum(n for (label, said), n in self.confusion.items() if label == said)
        return Fraction(right, self.texts) if self.texts else Fraction(0)

    def precision(self, label: str) -> Fraction | None:
        """How many of those said to be of the label are; ``None`` where it was never said."""
        said = sum(n for (_, one), n in self.confusion.items() if one == label)
        return Fraction(self.confusion.get((label, label), 0), said) if said else None

    def recall(self, label: str) -> Fraction:
        """How many of the label's texts were found."""
        return Fraction(self.confusion.get((label, label), 0), self.counts[label])

    def f1(self, label: str) -> Fraction:
        """The harmonic mean of precision and recall: 2·hits / (texts of it + said to be it)."""
        said = sum(n for (_, one), n in self.confusion.items() if one == label)
        hits = self.confusion.get((label, label), 0)
        return Fraction(2 * hits, self.counts[label] + said)

    @property
    def macro_f1(self) -> Fraction:
        """The mean F1 of the labels, each counted alike however few texts it has."""
        labels = self.labels
        return sum((self.f1(one) for one in labels), Fraction(0)) / len(labels or (0,))

    def taken_for(self, label: str) -> tuple[tuple[str, int], ...]:
        """The wrong labels that were said of a label's texts, most frequent first."""
        wrong = [(s, n) for (one, s), n in self.confusion.items() if one == label and s != label]
        return tuple(sorted(wrong, key=lambda item: (-item[1], item[0])))


def folds(examples: Sequence[Example], number: int) -> tuple[tuple[Example, ...], ...]:
    """Parts of about equal size in which each label has its share, whatever the order given.

    Examples of one group stay together. `ValueError` for fewer than two parts.
    """
    if number < 2:
        raise ValueError("at least two folds are needed")
    groups: defaultdict[str, list[Example]] = defaultdict(list)
    for one in sorted(examples, key=lambda e: (e.label, e.text)):
        groups[one.text if one.group is None else one.group].append(one)

    def order(name: str) -> tuple[str, str]:
        labels = Counter(one.label for one in groups[name])
        label = min(labels, key=lambda word: (-labels[word], word))
        return label, hashlib.sha256(name.encode()).hexdigest()

    parts: list[list[Example]] = [[] for _ in range(number)]
    for at, name in enumerate(sorted(groups, key=order)):
        parts[at % number].extend(groups[name])
    return tuple(tuple(part) for part in parts)


def cross_validate(trainer: Trainer, examples: Sequence[Example], number: int = 5) -> Measured:
    """Each text is tried by a matcher that has learned from the other parts alone."""
    parts = folds(examples, number)
    confusion: Counter[tuple[str, str]] = Counter()
    for at, part in enumerate(parts):
        rest = [one for n, other in enumerate(parts) if n != at for one in other]
        if rest:
            confusion.update(measure(trainer(rest), part).confusion)
    return Measured(confusion)


def measure(matcher: Matcher, examples: Sequence[Example]) -> Measured:
    """What a matcher says of examples that it has not learned from."""
    return Measured(
        Counter((one.label, matcher.suggest(one.text).label or NOTHING) for one in examples)
    )
