"""The document kind ``service_rating``: ratings of service and what bad ones oblige to.

What it is given are ratings; what it gives are the duties of each bad one and the rates of
units. Over many ratings `ServiceRating.tally` counts one at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from govcoord.errors import CaseError
from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.rating import Rating, RatingRule, RatingTally, Ticket, UnitRates
from govcoord.numerals import Number
from govcoord.rules.kinds.base import Context, Kind, Lowered
from govcoord.rules.kinds.limits import optional_span, span_of
from govcoord.rules.kinds.listed import Listed
from govcoord.rules.kinds.service_rating.words import rating_lines
from govcoord.rules.mechanism import Setting
from govcoord.rules.model import Amount, Document, Name
from govcoord.rules.places import labelled
from govcoord.rules.records import read_record
from govcoord.rules.vocabulary import Vocabulary
from govcoord.source import Span as Place
from govcoord.text import Text

if TYPE_CHECKING:
    from govcoord.rules.engine import Plan

_TOLD = ("bad", "malicious", "mistaken")
"""What is told of single ratings."""


@attrs.frozen(slots=True, kw_only=True)
class ServiceRatingDocument(Document):
    """A document of kind ``service_rating``.

    ``levels`` go from the best to the worst, ``bad`` are the last of them. ``contact`` is the
    time to reach a person who gave a real name, ``rectify`` that of each difficulty,
    ``call_back`` that of asking again once rectified. ``minimum`` is the fewest ratings of
    which a share of satisfied is told.
    """

    levels: Mapping[Name, Text]
    bad: tuple[Name, ...]
    contact: Amount | None = None
    rectify: Mapping[Name, Amount]
    call_back: Amount | None = None
    target: Number = 1
    minimum: int = 1


@attrs.frozen(kw_only=True)
class Ratings:
    """Ratings of one or several units."""

    ratings: tuple[Rating, ...] = fact("ratings", "评价", "評價", rows=True)


@attrs.frozen(kw_only=True)
class RatingsResult:
    """Bad ratings with their duties, and the rates of each unit and of all together."""

    tickets: tuple[Ticket, ...]
    units: tuple[UnitRates, ...]
    total: UnitRates
    mechanism: ServiceRating = attrs.field(eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """As plain data, with the shares worked out."""
        return {
            "tickets": [_plain(ticket) for ticket in self.tickets],
            "units": [_plain(unit) for unit in self.units],
            "total": _plain(self.total),
        }

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """The ratings in words."""
        return rating_lines(self, vocabulary, language)


def _plain(value: Ticket | UnitRates) -> dict[str, Any]:
    from govcoord.plain import jsonable

    data: dict[str, Any] = jsonable(value)
    for name in ("rectified", "in_time", "satisfied"):
        if isinstance(value, UnitRates):
            data[name]["value"] = jsonable(getattr(value, name).value)
    return data


@attrs.define
class RatingStream:
    """Ratings that are counted one at a time."""

    mechanism: ServiceRating
    setting: Setting
    tally: RatingTally

    def add(self, raw: Mapping[str, Any]) -> Ticket | None:
        """Count a rating; its ticket where it is bad or left out by a review."""
        vocabulary = self.setting.vocabulary
        try:
            rating = self.mechanism.by_id(read_record(Rating, raw, vocabulary))
            ticket = self.tally.add(rating)
        except CaseError as error:
            raise labelled(error, Rating, vocabulary) from None
        return ticket if ticket.verdict in _TOLD else None

    def result(self) -> RatingsResult:
        """The rates of all ratings; their tickets have been told."""
        return RatingsResult(
            tickets=(), units=self.tally.units(), total=self.tally.total(),
            mechanism=self.mechanism,
        )  # fmt: skip


@attrs.frozen(kw_only=True)
class ServiceRating:
    """How service is rated, as loaded."""

    id: str
    title: Text
    source: str
    rule: RatingRule
    titles: Mapping[str, Text]
    kind: str = "service_rating"
    record: type[Ratings] = Ratings

    def assess(self, given: Ratings, setting: Setting) -> RatingsResult:
        """The duties and rates of the ratings as of the day."""
        tally = RatingTally(self.rule, setting.day, setting.calendar)
        tickets = []
        for n, rating in enumerate(given.ratings):
            try:
                tickets.append(tally.add(self.by_id(rating)))
            except CaseError as error:
                raise error.at(f"ratings[{n}]") from None
        return RatingsResult(
            tickets=tuple(t for t in tickets if t.verdict in _TOLD),
            units=tally.units(),
            total=tally.total(),
            mechanism=self,
        )

    def stream(self, setting: Setting) -> RatingStream:
        """Ratings one at a time: bad ones are told at once, the rates at the end."""
        return RatingStream(self, setting, RatingTally(self.rule, setting.day, setting.calendar))

    def tally(self, plan: Plan, as_of: date) -> RatingTally:
        """A tally to which ratings are added one at a time, as of a day."""
        return RatingTally(self.rule, as_of, plan.vocabulary.calendar)

    def read(self, raw: Mapping[str, Any], plan: Plan) -> Rating:
        """A rating from raw data, for a tally; `CaseError` for what does not fit."""
        return self.by_id(read_record(Rating, raw, plan.vocabulary))

    def by_id(self, rating: Rating) -> Rating:
        """The rating with its levels by id, where they are given by title."""
        listed, found = Listed(self.titles), {}
        for name in ("level", "again"):
            word = getattr(rating, name)
            found[name] = None if word is None else listed.id_of(word, name)
        return attrs.evolve(rating, level=found["level"], again=found["again"])


def lower(documents: Sequence[ServiceRatingDocument], context: Context) -> Lowered:
    """A mechanism per document."""
    found = (_rating(document, context) for document in documents)
    return Lowered(mechanisms=tuple(made for made in found if made is not None))


def _rating(document: ServiceRatingDocument, context: Context) -> ServiceRating | None:
    if not document.source:
        context.collector.add("GC501", document.id.span, rule=document.id)
    levels = [str(name) for name in document.levels]
    bad = [str(name) for name in document.bad]
    if not bad or len(bad) >= len(levels) or set(levels[-len(bad) :]) != set(bad):
        place: Place | None = document.bad[0].span if document.bad else document.span
        context.collector.add("GC669", place, worst=", ".join(f"`{x}`" for x in levels[-2:]))
        return None
    if not 0 <= document.target <= 1:
        context.collector.add("GC670", document.span, target=str(document.target))
        return None
    rule = RatingRule(
        levels=tuple(levels),
        bad=frozenset(bad),
        contact=optional_span(document.contact, context),
        rectify={str(name): span_of(a, context) for name, a in document.rectify.items()},
        call_back=optional_span(document.call_back, context),
        minimum=document.minimum,
        target=Fraction(document.target),
    )
    titles = {str(name): title for name, title in document.levels.items()}
    return ServiceRating(
        id=str(document.id), title=document.title, source=document.source, rule=rule,
        titles=titles,
    )  # fmt: skip


KIND = Kind("service_rating", ServiceRatingDocument, lower=lower)
