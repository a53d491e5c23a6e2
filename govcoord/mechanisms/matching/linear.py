"""A linear model over weighted runs of characters, by scikit-learn (the extra ``matching``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from govcoord.errors import MissingExtraError
from govcoord.mechanisms.matching.grams import grams
from govcoord.mechanisms.matching.learned import Example, Suggestion, ranked, strongest


@attrs.frozen
class LinearMatcher:
    """A support vector machine per label over TF-IDF of runs of 1 to 3 characters.

    ``labels`` in the order of the rows of ``weights``; ``shift`` is added to each score.
    """

    labels: tuple[str, ...]
    vectorizer: Any = attrs.field(repr=False)
    weights: Any = attrs.field(repr=False)
    shift: tuple[float, ...] = attrs.field(repr=False)

    def suggest(self, text: str) -> Suggestion:
        """The labels of a text, the likeliest first."""
        row = self.vectorizer.transform([text])
        if not row.nnz:
            return Suggestion((), ())
        totals = (row @ self.weights.T).ravel()
        scores = {one: float(t) + s for one, t, s in zip(self.labels, totals, self.shift)}
        guesses = ranked(scores)
        if len(guesses) < 2:
            return Suggestion(guesses, ())
        first, second = (self.labels.index(guess.label) for guess in guesses[:2])
        names = self.vectorizer.get_feature_names_out()
        reasons = {
            str(names[at]): float(much * (self.weights[first, at] - self.weights[second, at]))
            for at, much in zip(row.indices, row.data)
        }
        return Suggestion(guesses, strongest(reasons))


def runs(text: str) -> list[str]:
    """The runs of characters of a text, each as often as it occurs."""
    return list(grams(text).elements())


def train_linear(examples: Sequence[Example]) -> LinearMatcher:
    """A matcher that has learned from examples; their order does not matter.

    Raises `MissingExtraError` where scikit-learn is not installed.
    """
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.svm import LinearSVC
    except ImportError:
        raise MissingExtraError("a linear matcher", "matching") from None
    examples = sorted(examples, key=lambda one: (one.label, one.text))
    labels = tuple(sorted({one.label for one in examples}))
    vectorizer = TfidfVectorizer(analyzer=runs, sublinear_tf=True)
    table = vectorizer.fit_transform([one.text for one in examples])
    if len(labels) < 2:
        weights = table[:0].toarray().sum(axis=0, keepdims=True)
        return LinearMatcher(labels, vectorizer, weights, (0.0,) * len(labels))
    model = LinearSVC(C=1.0, class_weight="balanced", random_state=0)
    model.fit(table, [one.label for one in examples])
    weights, shift = model.coef_, model.intercept_
    if len(labels) == 2:
        # one row says how far the second label is ahead of the first
        import numpy

        weights, shift = numpy.vstack([-weights, weights]), (-shift[0], shift[0])
    return LinearMatcher(labels, vectorizer, weights, tuple(float(s) for s in shift))
