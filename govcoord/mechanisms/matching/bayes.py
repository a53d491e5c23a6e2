"""Complement naive Bayes over runs of characters, in pure Python.

A label is judged by the texts of all *other* labels, which are many even where its own are
few: made for uneven labels (Rennie, Shih, Teevan, Karger 2003, "Tackling the Poor Assumptions
of Naive Bayes Text Classifiers", their steps 1-8). Scores are floats: they rank guesses and are
part of no appraisal.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import attrs

from govcoord.mechanisms.matching.grams import LONGEST, grams
from govcoord.mechanisms.matching.learned import (
    Example,
    Suggestion,
    inverse_frequency,
    ranked,
    strongest,
)

SMOOTHING = 0.1
"""What is added to every count; chosen by cross-validation on the service catalogue."""


@attrs.frozen
class ComplementBayes:
    """A matcher trained from examples.

    ``rarity`` is the weight of each run of characters, ``against`` per label how much each run
    speaks against it, ``unseen`` the same for a run that no other label has.

    >>> matcher = train_bayes([Example("养老院补贴", "民政"), Example("公交线路", "交通")])
    >>> matcher.suggest("老人想申请养老补贴").label
    '民政'
    >>> matcher.suggest("……").label is None
    True
    """

    rarity: Mapping[str, float] = attrs.field(repr=False)
    against: Mapping[str, Mapping[str, float]] = attrs.field(repr=False)
    unseen: Mapping[str, float] = attrs.field(repr=False)
    longest: int = LONGEST

    def suggest(self, text: str) -> Suggestion:
        """The labels of a text, the likeliest first."""
        seen = weighed(grams(text, self.longest), self.rarity)
        if not seen:
            return Suggestion((), ())
        scores = {
            label: -math.fsum(self._against(label, gram) * much for gram, much in seen.items())
            for label in self.against
        }
        guesses = ranked(scores)
        if len(guesses) < 2:
            return Suggestion(guesses, ())
        first, second = guesses[0].label, guesses[1].label
        reasons = {
            gram: much * (self._against(second, gram) - self._against(first, gram))
            for gram, much in seen.items()
        }
        return Suggestion(guesses, strongest(reasons))

    def _against(self, label: str, gram: str) -> float:
        return self.against[label].get(gram, self.unseen[label])


def weighed(counts: Counter[str], rarity: Mapping[str, float]) -> dict[str, float]:
    """Known runs of a text by dampened count times rarity, as a vector of length 1."""
    found = {g: math.log1p(n) * rarity[g] for g, n in counts.items() if g in rarity}
    length = math.sqrt(math.fsum(much * much for much in found.values()))
    return {gram: much / length for gram, much in found.items()} if length else {}


def train_bayes(
    examples: Sequence[Example], *, smoothing: float = SMOOTHING, longest: int = LONGEST
) -> ComplementBayes:
    """A matcher that has learned from examples; their order does not matter."""
    examples = sorted(examples, key=lambda one: (one.label, one.text))
    counted = [(one.label, grams(one.text, longest)) for one in examples]
    containing = Counter(gram for _, counts in counted for gram in counts)
    rarity = {gram: inverse_frequency(len(counted), n) for gram, n in containing.items()}
    of_label: dict[str, dict[str, float]] = {}
    in_all: defaultdict[str, float] = defaultdict(float)
    for label, counts in counted:
        own = of_label.setdefault(label, defaultdict(float))
        for gram, much in weighed(counts, rarity).items():
            own[gram] += much
            in_all[gram] += much
    against, unseen = {}, {}
    for label, own in of_label.items():
        others = {g: max(0.0, much - own.get(g, 0.0)) for g, much in in_all.items()}
        against[label], unseen[label] = _complement(others, smoothing)
    return ComplementBayes(rarity, against, unseen, longest)


def _complement(others: Mapping[str, float], smoothing: float) -> tuple[dict[str, float], float]:
    """``ln`` of how often the other labels have each run, scaled to an absolute sum of 1."""
    total = math.fsum(others.values()) + smoothing * len(others)
    least = math.log(smoothing / total) if total else 0.0
    logs = {gram: math.log((smoothing + much) / total) for gram, much in others.items()}
    scale = math.fsum(abs(value) for value in logs.values()) or 1.0
    return {gram: value / scale for gram, value in logs.items()}, least / scale
