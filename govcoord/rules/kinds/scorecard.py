"""The document kind ``scorecard``: indicators, weights and what grades follow from them."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from govcoord.diagnostics import Collector, suggest
from govcoord.rules.kinds.base import Context, Kind, Lowered
from govcoord.rules.model import Name
from govcoord.rules.vocabulary import Choices, Vocabulary
from govcoord.scoring.checks import check_scorecard
from govcoord.scoring.document import IndicatorEntry, ScorecardDocument
from govcoord.scoring.intake import EVERYONE
from govcoord.scoring.measure_checks import read_measures
from govcoord.scoring.scorecard import Scorecard

UNLISTED = "unlisted"
"""The ``subject`` of a scorecard whose subjects (persons, say) stand in no list of choices."""

__all__ = ["KIND", "UNLISTED", "IndicatorEntry", "ScorecardDocument", "check"]


def check(document: ScorecardDocument, vocabulary: Vocabulary | None, collector: Collector) -> None:
    """Add every problem of a scorecard to the collector; nothing is raised.

    ``vocabulary`` may be ``None`` where none is at hand: then the list of subjects is not
    looked up.
    """
    check_scorecard(document, collector)
    if vocabulary is None:
        return
    if document.subject in vocabulary.choices:
        _reporting(document, vocabulary.choices[document.subject], collector)
        return
    if document.subject == UNLISTED:
        return
    known = sorted(vocabulary.choices)
    collector.add(
        "GC476",
        document.subject.span if isinstance(document.subject, Name) else document.span,
        suggestion=suggest(document.subject, known),
        id=document.subject,
        known=", ".join(f"`{id_}`" for id_ in known) or "—",
    )


def _reporting(document: ScorecardDocument, subjects: Choices, collector: Collector) -> None:
    """Whoever must report is one of the subjects."""
    for word in document.must_report:
        if word != EVERYONE and subjects.resolve(word) is None:
            near = suggest(word, subjects.words)
            collector.add("GC258", word.span, value=word, list=subjects.name, suggestion=near)


def lower(documents: Sequence[ScorecardDocument], context: Context) -> Lowered:
    """Check every scorecard; a scorecard makes no tables."""
    sound = {}
    for document in documents:
        found = Collector()
        check(document, context.vocabulary, found)
        measures = read_measures(document, context.vocabulary, found)
        context.collector.extend(found.sorted())
        if not found.has_errors:
            sound[str(document.id)] = evolve(Scorecard.of(document), measures=measures)
    return Lowered(scorecards=sound)


KIND = Kind("scorecard", ScorecardDocument, lower=lower)
