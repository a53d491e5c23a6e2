"""Terms and weights proposed from labelled texts, for people to read, mend and own.

A person can check "`营业执照` speaks for the bureau with 3"; nobody can check a vector. So the
proposal is kept to what staff would write themselves: short terms, whole positive weights, at
most so many terms per label.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

import attrs

from govcoord.mechanisms.matching.grams import plain
from govcoord.mechanisms.matching.learned import Example, Guess, Reason, Suggestion
from govcoord.mechanisms.matching.lexicon import Lexicon, Target, Term, judge, score
from govcoord.mechanisms.matching.validation import folds

SHORTEST, LONGEST = 2, 6
"""How many characters a proposed term has."""
PER_LABEL = 30
"""How many terms are proposed for a label; chosen by cross-validation on a service catalogue."""
PASSES = 10
"""How often the weights are gone through."""
LEAD = 1
"""By how much the right label of a text has to lead."""

EDGE = " "
"""Stands for the character before or after a run at an edge."""
LATIN = re.compile(r"[0-9a-z]{2,}")

Weights = dict[str, dict[str, int]]
"""Per term its weight for each label."""


@attrs.frozen
class LexiconMatcher:
    """A lexicon of proposed terms, used as a matcher."""

    lexicon: Lexicon = attrs.field(repr=False)

    def suggest(self, text: str) -> Suggestion:
        """The labels whose terms the text has, the likeliest first.

        >>> matcher = train_lexicon([Example("高龄津贴", "民政"), Example("高龄津贴", "民政")])
        >>> matcher.suggest("高龄津贴何时发").label
        '民政'
        >>> matcher.suggest("公交").label is None
        True
        """
        scored = score(self.lexicon.find(text))
        if not scored:
            return Suggestion((), ())
        weights = {term.text: term.weights for term in self.lexicon.terms}
        reasons = tuple(
            Reason(word, float(weights[word][scored[0].target])) for word in scored[0].words
        )
        return Suggestion(tuple(Guess(s.target[1], float(s.score)) for s in scored), reasons)


def train_lexicon(examples: Sequence[Example], per_label: int = PER_LABEL) -> LexiconMatcher:
    """The matcher that uses the terms proposed from examples."""
    return LexiconMatcher(Lexicon(propose_terms(examples, per_label)))


@attrs.frozen
class Answered:
    """Of ``texts`` how many a margin lets be answered, and how many of those rightly."""

    margin: int
    texts: int
    answered: int
    right: int


def by_margin(
    examples: Sequence[Example], margins: Sequence[int], parts: int = 5, per_label: int = PER_LABEL
) -> tuple[Answered, ...]:
    """What each margin costs and brings, on texts that the proposed terms do not come from."""
    answered, right = Counter[int](), Counter[int]()
    divided = folds(examples, parts)
    for at, part in enumerate(divided):
        rest = [one for n, other in enumerate(divided) if n != at for one in other]
        lexicon = Lexicon(propose_terms(rest, per_label))
        for one in part:
            scored = score(lexicon.find(one.text))
            for margin in margins:
                if judge(scored, 1, margin) == "confident":
                    answered[margin] += 1
                    right[margin] += scored[0].target[1] == one.label
    return tuple(Answered(m, len(examples), answered[m], right[m]) for m in margins)


def propose_terms(examples: Sequence[Example], per_label: int = PER_LABEL) -> tuple[Term, ...]:
    """Terms with whole positive weights for the labels, all spoken for as departments.

    The order of the examples does not matter. A weight begins as the base-2 logarithm, rounded,
    of how much oftener the term stands in texts of the label than in others; a perceptron
    (Rosenblatt 1958) then mends it on the examples with the lexicon's own way of finding terms.
    """
    ordered = sorted(examples, key=lambda one: (one.label, one.text))
    counts = _counted(ordered)
    labels = Counter(one.label for one in ordered)
    kept = _best_of_labels(counts, per_label)
    weights = {term: _first_weights(counts[term], labels) for term in kept}
    _mend(weights, ordered)
    return tuple(
        Term(term, {_target(label): w for label, w in sorted(weights[term].items())})
        for term in sorted(weights)
        if weights[term]
    )


def _target(label: str) -> Target:
    return "department", label


@attrs.define
class _Run:
    """A run of characters: in how many texts of each label, and what stands beside it."""

    texts: Counter[str] = attrs.field(factory=Counter)
    before: set[str] = attrs.field(factory=set)
    after: set[str] = attrs.field(factory=set)

    @property
    def free(self) -> bool:
        """Whether it looks like a word: in two texts, and its neighbours change on both sides."""
        return self.texts.total() > 1 and _changes(self.before) and _changes(self.after)


def _changes(neighbours: set[str]) -> bool:
    """Whether a run is met beside different characters, or at an edge of the text."""
    return len(neighbours) > 1 or EDGE in neighbours


def _counted(examples: Iterable[Example]) -> dict[str, Counter[str]]:
    """The runs that look like words, each with the number of texts of each label."""
    runs: defaultdict[str, _Run] = defaultdict(_Run)
    for one in examples:
        seen = set()
        for run, before, after in _runs(one.text):
            runs[run].before.add(before)
            runs[run].after.add(after)
            seen.add(run)
        for run in seen:
            runs[run].texts[one.label] += 1
    return {text: run.texts for text, run in runs.items() if run.free}


def _runs(text: str) -> Iterator[tuple[str, str, str]]:
    """Runs of characters between marks, whole words of Latin letters; no numbers.

    Each with the character before and after it, `EDGE` where there is none.
    """
    spaced = "".join(c if c.isalnum() else EDGE for c in plain(text))
    for word in LATIN.findall(spaced):
        if not word.isdigit():
            yield word, EDGE, EDGE
    for word in LATIN.sub(EDGE, spaced).split():
        edged = f"{EDGE}{word}{EDGE}"
        for size in range(SHORTEST, LONGEST + 1):
            for at in range(1, len(word) - size + 2):
                yield edged[at : at + size], edged[at - 1], edged[at + size]


def _best_of_labels(counts: Mapping[str, Counter[str]], per_label: int) -> list[str]:
    """For each label the runs that it has often and others seldom."""
    of_label: defaultdict[str, list[tuple[Fraction, str]]] = defaultdict(list)
    for run, found in counts.items():
        most = max(found.values())
        label = min(name for name, count in found.items() if count == most)
        of_label[label].append((Fraction(most * most, found.total()), run))
    return [
        run
        for found in of_label.values()
        for _, run in sorted(found, key=lambda one: (-one[0], one[1]))[:per_label]
    ]


def _first_weights(found: Mapping[str, int], labels: Counter[str]) -> dict[str, int]:
    """Per label the rounded logarithm of the odds, where it is above zero."""
    texts, having = labels.total(), sum(found.values())
    weights = {}
    for label, count in found.items():
        inside = (count + Fraction(1, 10)) / (labels[label] + Fraction(1, 10))
        outside = (having - count + Fraction(1, 2)) / (texts - labels[label] + Fraction(1, 2))
        weight = _log2(inside / outside)
        if weight > 0:
            weights[label] = weight
    return weights


def _log2(odds: Fraction) -> int:
    """The nearest whole base-2 logarithm of odds above 1, exactly; 0 for others."""
    twice = int(2 * odds * odds)
    return (twice.bit_length() - 1) // 2 if twice else 0


def _mend(weights: Weights, examples: Sequence[Example]) -> None:
    """Raise and lower weights until each example's label leads, or the passes are over."""
    lexicon = Lexicon(tuple(Term(term) for term in sorted(weights)))
    found = [({hit.term.text for hit in lexicon.find(one.text)}, one.label) for one in examples]
    labels = sorted({one.label for one in examples})
    for _ in range(PASSES):
        wrong = [terms for terms, label in found if _mended(weights, terms, label, labels)]
        if not wrong:
            return


def _mended(weights: Weights, terms: set[str], label: str, labels: Sequence[str]) -> bool:
    """Whether the label did not lead and the weights of the terms were changed."""
    sums: Counter[str] = Counter()
    for term in terms:
        sums.update(weights[term])
    rivals = [one for one in labels if one != label]
    rival = max(rivals, key=lambda one: (sums[one], one)) if rivals else None
    if sums[label] - (sums[rival] if rival else 0) >= LEAD:
        return False
    for term in terms:
        own = weights[term]
        own[label] = own.get(label, 0) + 1
        if rival in own:
            own[rival] -= 1
            if not own[rival]:
                del own[rival]
    return True
