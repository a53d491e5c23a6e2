"""The document kind ``matching``: from the text of a request to its matter and department.

A lexicon of terms with weights, in YAML; titles and aliases of matters and departments are terms
by themselves. Where the words do not carry an answer, a person is asked, with the alternatives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Literal

import attrs

from govcoord.errors import CaseError
from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.matching.grams import plain
from govcoord.mechanisms.matching.lexicon import (
    Hit,
    Lexicon,
    Scored,
    State,
    Target,
    Term,
    judge,
    score,
)
from govcoord.mechanisms.said import said
from govcoord.numerals import Number
from govcoord.rules.kinds.base import Context, Kind, Lowered
from govcoord.rules.kinds.matching_words import PHRASES, match_lines
from govcoord.rules.mechanism import Setting
from govcoord.rules.model import Document, Name
from govcoord.rules.vocabulary import Type, Vocabulary
from govcoord.source import Span
from govcoord.text import Text

MATTER = "matter"
"""The fact of a case that names its matter; else the only one that is one of the matters."""
LISTS: Mapping[Literal["matter", "department"], str] = {
    "matter": "matters",
    "department": "departments",
}


@attrs.frozen(slots=True, kw_only=True)
class TermEntry:
    """A term and how much it speaks for each matter or department."""

    term: Name
    matters: Mapping[str, Number] = attrs.field(factory=dict)
    departments: Mapping[str, Number] = attrs.field(factory=dict)
    note: Text = Text()
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class MatchingDocument(Document):
    """A document of kind ``matching``.

    ``title_weight`` is the weight of a title or alias; ``alternatives`` how many are shown.
    """

    ALONE: ClassVar[bool] = True

    threshold: Number
    margin: Number
    title_weight: Number
    alternatives: int = 3
    terms: tuple[TermEntry, ...] = ()
    excluded: tuple[Name, ...] = ()


@attrs.frozen
class Request:
    """A request in words, and what is known of its case beside."""

    text: str = fact("text", "文本", "文本")
    facts: dict[str, Any] = fact("facts", "其他事实", "其他事實", factory=dict)


@attrs.frozen
class Candidate:
    """A matter or department with its score and the words that speak for it."""

    id: str
    score: Number
    words: tuple[str, ...]


@attrs.frozen
class Match:
    """What a request is about, as far as its words say; the text itself is not kept.

    ``state``: ``confident`` (``matter`` is taken), ``close``, ``weak`` or ``nothing`` (a person
    is asked). ``department_by`` says whether the plan's rules about the lead gave the
    department, or the words. ``ask`` are the facts that would settle the lead.
    """

    matter: str | None
    department: str | None
    confident: bool
    state: State
    score: Number
    words: tuple[str, ...]
    alternatives: tuple[Candidate, ...]
    department_by: Literal["rules", "words"] | None
    department_alternatives: tuple[Candidate, ...]
    ask: tuple[str, ...]
    ignored: tuple[str, ...]
    threshold: Number
    margin: Number

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """The result in words."""
        return match_lines(self, vocabulary, language)


@attrs.frozen
class Matching:
    """A document of kind ``matching``, ready to match."""

    id: str
    title: Text
    source: str
    lexicon: Lexicon
    threshold: Number
    margin: Number
    shown: int
    kind: str = "matching"
    record: type[Request] = Request

    def assess(self, given: Request, setting: Setting) -> Match:
        """What the request is about; `CaseError` for an empty text or facts that do not fit."""
        if not given.text.strip():
            raise CaseError("text", given.text, said(PHRASES, "text"))
        hits = self.lexicon.find(given.text)
        scored = score(hits)
        matters = [one for one in scored if one.target[0] == "matter"]
        departments = [one for one in scored if one.target[0] == "department"]
        state = judge(matters, self.threshold, self.margin)
        matter = matters[0].target[1] if state == "confident" else None
        department, by, ask = self._department(matter, departments, given, setting)
        return Match(
            matter,
            department,
            matter is not None,
            state,
            matters[0].score if matters else 0,
            matters[0].words if matters else (),
            self._alternatives(matters[1 if matter else 0 :]),
            by,
            self._alternatives(d for d in departments if d.target[1] != department),
            ask,
            _ignored(hits),
            self.threshold,
            self.margin,
        )

    def _department(
        self, matter: str | None, departments: Sequence[Scored], given: Request, setting: Setting
    ) -> tuple[str | None, Literal["rules", "words"] | None, tuple[str, ...]]:
        """The lead of the matter by the plan's rules, else the department that words name."""
        ask: tuple[str, ...] = ()
        fact = matter_fact(setting.vocabulary)
        if matter is not None and fact is not None:
            decision = setting.decide({**given.facts, fact: matter})
            if decision.lead is not None:
                return decision.lead, "rules", ()
            open_ = [q for q in decision.undetermined if q.table == "lead_responsibility"]
            ask = tuple(dict.fromkeys(name for question in open_ for name in question.ask))
        if judge(departments, self.threshold, self.margin) == "confident":
            return departments[0].target[1], "words", ask
        return None, None, ask

    def _alternatives(self, scored: Any) -> tuple[Candidate, ...]:
        made = [Candidate(one.target[1], one.score, one.words) for one in scored]
        if len(made) <= self.shown:
            return tuple(made)
        # equals at the edge are all shown: none of them is better than another
        return tuple(one for one in made if one.score >= made[self.shown - 1].score)


def matter_fact(vocabulary: Vocabulary) -> str | None:
    """The fact of a case that names its matter; ``None`` where none or several may be it."""
    if MATTER in vocabulary.attributes:
        return MATTER
    found = [
        a.id
        for a in vocabulary.attributes.values()
        if a.is_given and a.type is Type.CHOICE and a.choices and a.choices.name == LISTS["matter"]
    ]
    return found[0] if len(found) == 1 else None


def _ignored(hits: Sequence[Hit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hit.term.text for hit in hits if not hit.term.weights))


def lower(documents: Sequence[MatchingDocument], context: Context) -> Lowered:
    """One mechanism per document."""
    made = []
    for document in documents:
        _check_numbers(document, context)
        lexicon = Lexicon(tuple(_terms(document, context).values()))
        made.append(
            Matching(
                str(document.id),
                document.title,
                document.source,
                lexicon,
                document.threshold,
                document.margin,
                document.alternatives,
            )
        )
    return Lowered(mechanisms=tuple(made))


def _check_numbers(document: MatchingDocument, context: Context) -> None:
    for key, least in (("threshold", 0), ("margin", 0), ("title_weight", 0), ("alternatives", 1)):
        value = getattr(document, key)
        if value < least:
            context.collector.add("GC640", document.id.span, key=key, value=str(value))


def _terms(document: MatchingDocument, context: Context) -> dict[str, Term]:
    """Terms by their plain form; what is written stands in the place of a title."""
    found = {} if not document.title_weight else _titles(document.title_weight, context)
    written: set[str] = set()
    for entry in document.terms:
        weights = {**_weights(entry, "matter", context), **_weights(entry, "department", context)}
        if not entry.matters and not entry.departments:
            context.collector.add("GC642", entry.term.span, term=entry.term)
        _add(entry.term, Term(str(entry.term), weights), found, written, context)
    for word in document.excluded:
        _add(word, Term(str(word)), found, written, context)
    return found


def _add(
    word: Name, term: Term, found: dict[str, Term], written: set[str], context: Context
) -> None:
    form = plain(word)
    if form in written:
        context.collector.add("GC641", word.span, term=word)
    written.add(form)
    found[form] = term


def _titles(weight: Number, context: Context) -> dict[str, Term]:
    """Titles and aliases; a word that two choices share speaks for both."""
    found: dict[str, Term] = {}
    for target, name in LISTS.items():
        choices = context.vocabulary.choices.get(name)
        for item in choices.items if choices else ():
            for word in dict.fromkeys((*item.title.all(), *item.aliases)):
                known = found.get(plain(word), Term(word))
                speaks: dict[Target, Number] = {**known.weights, (target, item.id): weight}
                found[plain(word)] = Term(known.text, speaks)
    return found


def _weights(
    entry: TermEntry, target: Literal["matter", "department"], context: Context
) -> dict[Target, Number]:
    written = entry.matters if target == "matter" else entry.departments
    found: dict[Target, Number] = {}
    for word, weight in written.items():
        name = Name.at(str(word), getattr(word, "span", entry.span))
        id_ = context.choice(name, LISTS[target])
        if weight <= 0:
            context.collector.add("GC640", name.span, key=name, value=str(weight))
        if id_ is not None:
            found[(target, id_)] = weight
    return found


KIND = Kind("matching", MatchingDocument, lower=lower)
