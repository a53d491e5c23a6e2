"""A lexicon of kind ``matching`` in YAML, proposed from labelled texts for staff to mend."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs

from govcoord.mechanisms.matching.learned import Example
from govcoord.mechanisms.matching.lexicon import Term
from govcoord.mechanisms.matching.proposing import LEAD, PER_LABEL, propose_terms
from govcoord.rules.structure import is_id
from govcoord.rules.vocabulary import Vocabulary

LISTS: Final = ("departments", "matters")
"""Where a label is looked for, in this order."""
HEAD: Final = (
    "kind: matching",
    "id: proposed_lexicon",
    "title: {zh-Hans: 词库建议, zh-Hant: 詞庫建議, en: proposed lexicon}",
    "threshold: 1",
    f"margin: {LEAD}",
    "title_weight: 0",
)


@attrs.frozen
class Proposal:
    """A document in YAML, and the labels that the vocabulary has no department or matter for."""

    text: str
    terms: int
    unknown: tuple[str, ...]


def propose_lexicon(
    examples: Sequence[Example], vocabulary: Vocabulary, per_label: int = PER_LABEL
) -> Proposal:
    """A document of kind ``matching`` with terms and whole weights for each label.

    A label is an id, a title or an alias of a department or a matter. One that is neither is
    written as a department all the same and named in ``unknown``, so that loading points at it.
    """
    named = {one.label: _named(one.label, vocabulary) for one in examples}
    own = [attrs.evolve(one, label=named[one.label].word) for one in examples]
    terms = propose_terms(own, per_label)
    lists = {one.word: one.list for one in named.values()}
    counts = Counter(one.label for one in own)
    by_label: defaultdict[str, list[Term]] = defaultdict(list)
    for term in terms:
        heaviest = max(term.weights, key=lambda target: (term.weights[target], target))
        by_label[heaviest[1]].append(term)
    lines = [*HEAD, "terms:" if terms else "terms: []"]
    for label in sorted(by_label, key=lambda one: (-counts[one], one)):
        lines.append(f"  # {' '.join(label.split())}: {counts[label]}")
        lines += [f"  - {_entry(term, lists)}" for term in by_label[label]]
    unknown = tuple(sorted(label for label, one in named.items() if not one.known))
    return Proposal("\n".join(lines) + "\n", len(terms), unknown)


@attrs.frozen
class _Named:
    """A label as it is written: the list it belongs to, the word, whether it is known."""

    list: str
    word: str
    known: bool = True


def _named(label: str, vocabulary: Vocabulary) -> _Named:
    """The title of the label's department or matter, or its id where the title is no key."""
    for name in LISTS:
        found = vocabulary.choices.get(name)
        id_ = found.resolve(label) if found is not None else None
        if found is not None and id_ is not None:
            title = found.label(id_, "zh-Hans")
            return _Named(name, title if is_id(title) and found.resolve(title) == id_ else id_)
    return _Named(LISTS[0], label, known=False)


def _entry(term: Term, lists: Mapping[str, str]) -> str:
    """A term as staff write it, heaviest label first."""
    entry: dict[str, Any] = {"term": term.text}
    weights = sorted(term.weights.items(), key=lambda item: (-item[1], item[0]))
    for name in LISTS:
        own = {label: w for (_, label), w in weights if lists[label] == name}
        if own:
            entry[name] = own
    import yaml

    text = yaml.safe_dump(
        entry, allow_unicode=True, sort_keys=False, default_flow_style=True, width=10**6
    )
    return str(text).strip()
