"""The life of documents: when each must be reviewed, and which have run out.

A review is due so many months (or days) after the last one; where there was none, after the
day on which the document came into force. A document whose review is overdue stays in force.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Literal

import attrs

from govcoord.diagnostics import Collector, Diagnostic
from govcoord.mechanisms.spans import Span
from govcoord.periods import add_months
from govcoord.rules.model import Document
from govcoord.text import Text

WARN_DAYS = 90
"""So many days before its day a review is announced (the default of `reviews`)."""

State = Literal["current", "due_soon", "overdue", "undated"]


@attrs.frozen
class ReviewState:
    """How the review of a document stands; ``due`` is its last day, ``None`` if nothing says."""

    document: str
    title: Text
    owner: str
    last: date | None
    due: date | None
    state: State


def review_due(document: Document) -> date | None:
    """The last day by which a document must be reviewed next."""
    review = document.review
    if review is None or review.every is None:
        return None
    start = review.last or (document.in_force.from_ if document.in_force else None)
    if start is None:
        return None
    span = Span.of(review.every.value, review.every.unit)
    if span.unit == "month":
        return add_months(start, int(span.n)) + timedelta(days=span.days)
    return start + timedelta(days=int(span.n))


def reviews(
    documents: Iterable[Document], day: date, *, warn_days: int = WARN_DAYS
) -> tuple[ReviewState, ...]:
    """How the reviews of all documents that ask for one stand on a day, the next one first."""
    found = []
    for document in documents:
        if document.review is None or document.review.every is None:
            continue
        due = review_due(document)
        state: State = "undated"
        if due is not None:
            soon = (due - day).days <= warn_days
            state = "overdue" if day > due else "due_soon" if soon else "current"
        found.append(
            ReviewState(
                str(document.id), document.title, document.owner, document.review.last, due, state
            )
        )
    return tuple(sorted(found, key=lambda r: (r.due or date.max, r.document)))


def check_life(documents: Iterable[Document], day: date) -> Iterator[Diagnostic]:
    """Reviews that are overdue, due soon or undated (GC502-GC504); what has run out (GC505)."""
    collector = Collector()
    listed = list(documents)
    by_id = {str(document.id): document for document in listed}
    codes = {"overdue": "GC502", "due_soon": "GC503", "undated": "GC504"}
    for found in reviews(listed, day):
        if found.state in codes:
            document = by_id[found.document]
            span = (document.review and document.review.span) or document.id.span
            collector.add(
                codes[found.state], span, id=found.document, due=str(found.due or "—"),
                owner=found.owner or "—",
            )  # fmt: skip
    for document in listed:
        end = document.in_force.to if document.in_force else None
        if end is not None and day > end:
            collector.add("GC505", document.id.span, id=document.id, end=str(end))
    yield from collector.sorted()
