"""The document kind ``consultation``: notice long enough, papers, opinions and their answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import attrs

from govcoord.errors import CaseError
from govcoord.mechanisms.consulting import (
    Consulted,
    Consulting,
    ConsultingRule,
    Verdict,
    consult,
)
from govcoord.mechanisms.spans import Span
from govcoord.plain import jsonable
from govcoord.rules.kinds.base import Context, Kind, Lowered
from govcoord.rules.kinds.consultation.words import consultation_lines
from govcoord.rules.kinds.limits import known_span
from govcoord.rules.kinds.listed import Listed
from govcoord.rules.mechanism import Setting
from govcoord.rules.model import Amount, Document, Name
from govcoord.rules.vocabulary import Vocabulary
from govcoord.source import Span as Place
from govcoord.text import Text


@attrs.frozen(slots=True, kw_only=True)
class NoticeEntry:
    """How long the notice lasts, and how its days are counted.

    ``count_first`` says whether the day on which it begins counts, ``day_off`` whether a notice
    may end on a day off, ``counts_from`` whether it begins when it was opened or when the last
    paper was published. ``urgent`` is how short an urgent one may be.
    """

    at_least: Amount
    count_first: bool
    day_off: Literal["counts", "next_workday"]
    counts_from: Literal["opened", "all_published"] = "opened"
    urgent: Amount | None = None
    span: Place | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class AnswerEntry:
    """The answer that each opinion is owed, and those that need a reason."""

    within: Amount
    from_: Literal["received", "closed"] = attrs.field(metadata={"key": "from"})
    outside: Literal["answer", "file"] = "answer"
    reason_for: tuple[Verdict, ...] = ()


@attrs.frozen(slots=True, kw_only=True)
class ConsultationDocument(Document):
    """A document of kind ``consultation``.

    ``papers`` must be published, ``channels`` are the ways to take part, of which
    ``channels_at_least`` so many. ``summary`` is the time in which the outcome is published.
    """

    notice: NoticeEntry
    papers: Mapping[Name, Text] = attrs.field(factory=dict)
    channels: Mapping[Name, Text] = attrs.field(factory=dict)
    channels_at_least: int = 0
    answer: AnswerEntry
    summary: Amount | None = None


@attrs.frozen(kw_only=True)
class ConsultationResult(Consulted):
    """A consultation as it stands, in the words of its document."""

    mechanism: Consultation = attrs.field(eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """As plain data, with shares worked out."""
        names = [a.name for a in attrs.fields(type(self)) if a.name != "mechanism"]
        data = {name: jsonable(getattr(self, name)) for name in names}
        for name in ("answered", "in_time"):
            data[name]["value"] = jsonable(getattr(self, name).value)
        return data

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """The consultation in words."""
        return consultation_lines(self, vocabulary, language)


@attrs.frozen(kw_only=True)
class Consultation:
    """How the public is consulted, as loaded."""

    id: str
    title: Text
    source: str
    rule: ConsultingRule
    papers: Listed
    channels: Listed
    kind: str = "consultation"
    record: type[Consulting] = Consulting

    def assess(self, given: Consulting, setting: Setting) -> ConsultationResult:
        """How a consultation stands as of the day; `CaseError` for what does not fit."""
        state = consult(self.rule, self.read(given), setting.day, setting.calendar)
        fields = {a.name: getattr(state, a.name) for a in attrs.fields(Consulted)}
        return ConsultationResult(**fields, mechanism=self)

    def read(self, given: Consulting) -> Consulting:
        """The consultation with papers and channels by id, where they are given by title."""
        published: dict[str, Any] = {}
        for word, day in given.published.items():
            paper = self.papers.id_of(word, "published")
            if paper in published:
                raise CaseError(word, day, "each paper once", where="published")
            published[paper] = day
        opinions = []
        for n, one in enumerate(given.opinions):
            if one.channel is not None:
                channel = self.channels.id_of(one.channel, "channel", f"opinions[{n}]")
                one = attrs.evolve(one, channel=channel)
            opinions.append(one)
        channels = given.channels
        if channels is not None:
            channels = tuple(self.channels.id_of(word, "channels") for word in channels)
        unpublished = (self.papers.id_of(word, "unpublished") for word in given.unpublished)
        return attrs.evolve(
            given, published=published, unpublished=tuple(unpublished), channels=channels,
            opinions=tuple(opinions),
        )  # fmt: skip


def lower(documents: Sequence[ConsultationDocument], context: Context) -> Lowered:
    """A mechanism per document."""
    found = (_consultation(document, context) for document in documents)
    return Lowered(mechanisms=tuple(made for made in found if made is not None))


def _consultation(document: ConsultationDocument, context: Context) -> Consultation | None:
    if not document.source:
        context.collector.add("GC501", document.id.span, rule=document.id)
    notice, answer = document.notice, document.answer
    spans = [_days(a, context) for a in (notice.at_least, notice.urgent)]
    at_least, urgent = spans
    within, summary = _days(answer.within, context), _days(document.summary, context)
    lengths = (notice.urgent, document.summary)
    if (
        at_least is None
        or within is None
        or any(
            span is None and amount is not None
            for span, amount in zip((urgent, summary), lengths, strict=True)
        )
    ):
        return None
    if not _is_sound(document, at_least, urgent, context):
        return None
    rule = ConsultingRule(
        at_least=at_least,
        count_first=notice.count_first,
        ends_on_workday=notice.day_off == "next_workday",
        shortest=urgent,
        all_published=notice.counts_from == "all_published",
        papers=tuple(str(name) for name in document.papers),
        channels=document.channels_at_least,
        answer=within,
        from_close=answer.from_ == "closed",
        outside=answer.outside == "answer",
        reasons=frozenset(answer.reason_for),
        summary=summary,
    )
    return Consultation(
        id=str(document.id), title=document.title, source=document.source, rule=rule,
        papers=Listed({str(name): title for name, title in document.papers.items()}),
        channels=Listed({str(name): title for name, title in document.channels.items()}),
    )  # fmt: skip


def _days(amount: Amount | None, context: Context) -> Span | None:
    """A length counted in days: of the calendar, of work, or in months."""
    if amount is None:
        return None
    span = known_span(amount, context)
    if span is None:
        return None
    if span.is_timed or span.n < 1:
        context.collector.add("GC560", amount.span, amount=amount.written)
        return None
    return span


def _is_sound(
    document: ConsultationDocument, at_least: Span, urgent: Span | None, context: Context
) -> bool:
    sound = True
    notice, least = document.notice, document.channels_at_least
    if urgent is not None and (urgent.unit != at_least.unit or urgent.n >= at_least.n):
        assert notice.urgent is not None
        context.collector.add(
            "GC561", notice.urgent.span, urgent=str(notice.urgent), usual=str(notice.at_least)
        )
        sound = False
    if not 0 <= least <= len(document.channels):
        context.collector.add(
            "GC562", document.id.span, least=least, channels=len(document.channels)
        )
        sound = False
    if notice.counts_from == "all_published" and not document.papers:
        context.collector.add("GC563", notice.span)
        sound = False
    return sound


KIND = Kind("consultation", ConsultationDocument, lower=lower)
