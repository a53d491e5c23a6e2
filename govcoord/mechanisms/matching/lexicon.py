"""Terms with weights: which of them a text has, and what they add up to for each target."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Literal

import attrs

from govcoord.mechanisms.matching.grams import plain
from govcoord.numerals import Number

Target = tuple[Literal["matter", "department"], str]
"""What a term speaks for."""


@attrs.frozen
class Term:
    """A term with its weight per target; one without targets is excluded: it counts nothing."""

    text: str
    weights: Mapping[Target, Number] = attrs.field(factory=dict)


@attrs.frozen
class Hit:
    """A term found in a text, from ``start`` to before ``end`` of the text in plain form."""

    term: Term
    start: int
    end: int


@attrs.frozen
class Scored:
    """A target with the sum of the weights of its terms, and these terms in order of weight."""

    target: Target
    score: Number
    words: tuple[str, ...]


@attrs.frozen(slots=False)
class Lexicon:
    """Terms to be looked for, longest first.

    >>> home = Term("养老院", {("matter", "elderly"): 3})
    >>> old = Term("养老", {("matter", "pension"): 1})
    >>> [hit.term.text for hit in Lexicon((old, home)).find("养老院收费和养老")]
    ['养老院', '养老']
    """

    terms: tuple[Term, ...]

    @cached_property
    def _index(self) -> Mapping[str, tuple[tuple[str, Term], ...]]:
        """By the first character: terms in plain form, longest first, then as written."""
        found: defaultdict[str, list[tuple[str, Term]]] = defaultdict(list)
        for term in self.terms:
            if form := " ".join(plain(term.text).split()):
                found[form[0]].append((form, term))
        return {c: tuple(sorted(ts, key=lambda t: -len(t[0]))) for c, ts in found.items()}

    def find(self, text: str) -> tuple[Hit, ...]:
        """The terms in a text that do not overlap: longer ones first, then earlier ones.

        A term of letters is found as a whole word only (``tax`` is not in ``taxi``).
        """
        form = " ".join(plain(text).split())
        every = sorted(self._everywhere(form), key=lambda hit: (hit.start - hit.end, hit.start))
        taken = bytearray(len(form))
        kept = []
        for hit in every:
            if not any(taken[hit.start : hit.end]):
                taken[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
                kept.append(hit)
        return tuple(sorted(kept, key=lambda hit: hit.start))

    def _everywhere(self, form: str) -> Iterator[Hit]:
        for at, character in enumerate(form):
            for word, term in self._index.get(character, ()):
                end = at + len(word)
                if form.startswith(word, at) and _whole(form, at, end):
                    yield Hit(term, at, end)


def _whole(form: str, start: int, end: int) -> bool:
    """Whether neither edge cuts a word of Latin letters or a number in two."""
    return not any(
        0 < at < len(form) and _joined(form[at - 1]) and _joined(form[at]) for at in (start, end)
    )


def _joined(character: str) -> bool:
    return character.isascii() and character.isalnum()


def score(hits: Sequence[Hit]) -> tuple[Scored, ...]:
    """What the terms found add up to, each term once; highest first, equal ones by name."""
    sums: defaultdict[Target, Fraction] = defaultdict(Fraction)
    words: defaultdict[Target, dict[str, Number]] = defaultdict(dict)
    for term in _once(hits):
        for target, weight in term.weights.items():
            sums[target] += weight
            words[target][term.text] = weight
    made = [
        Scored(target, _number(total), tuple(_heaviest(words[target])))
        for target, total in sums.items()
    ]
    return tuple(sorted(made, key=lambda one: (-one.score, one.target)))


def _once(hits: Sequence[Hit]) -> Iterator[Term]:
    seen = set()
    for hit in hits:
        if plain(hit.term.text) not in seen:
            seen.add(plain(hit.term.text))
            yield hit.term


def _heaviest(weights: Mapping[str, Number]) -> list[str]:
    """The words, those of most weight first, equal ones by their letters."""
    return sorted(weights, key=lambda word: (-weights[word], word))


def _number(total: Fraction) -> Number:
    return total.numerator if total.denominator == 1 else total


State = Literal["confident", "close", "weak", "nothing"]
"""``close``: others are within the margin; ``weak``: below the threshold; ``nothing`` found."""


def judge(scored: Sequence[Scored], threshold: Number, margin: Number) -> State:
    """Whether the first of the targets may be taken.

    Its score must reach ``threshold`` and be at least ``margin`` ahead of the second; with a
    margin of 0 an equal score is still too close.
    """
    if not scored:
        return "nothing"
    if scored[0].score < threshold:
        return "weak"
    if len(scored) > 1:
        ahead = scored[0].score - scored[1].score
        if ahead < margin or ahead == 0:
            return "close"
    return "confident"
