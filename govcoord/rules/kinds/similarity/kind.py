"""The document kind ``similarity``: which facts make cases similar, and how much each weighs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, ClassVar, Literal

import attrs

from govcoord.diagnostics import suggest
from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.nearness import (
    Distance,
    Measure,
    Scaled,
    of_paths,
    of_ratio,
    of_sets,
    same,
)
from govcoord.numerals import Number, exact
from govcoord.rules.kinds.base import Context, Kind, Lowered
from govcoord.rules.kinds.similarity.results import SimilarCases
from govcoord.rules.kinds.similarity.search import History
from govcoord.rules.mechanism import Setting
from govcoord.rules.model import Amount, Document, Name
from govcoord.rules.vocabulary import Attribute, Choices, Type
from govcoord.source import Span
from govcoord.text import Text

_NUMERIC = (Type.INTEGER, Type.NUMBER, Type.QUANTITY)


@attrs.frozen(slots=True, kw_only=True)
class CompareEntry:
    """A fact that is compared, and its weight.

    Numbers and dates need a ``scale``, the difference that counts as altogether different, or
    ``by: ratio``. ``by: order`` compares the values of a list by their places in it.
    """

    SHORTHAND: ClassVar[str] = "fact"

    fact: Name
    weight: Number = 1
    scale: Amount | None = None
    by: Literal["value", "ratio", "order"] = "value"
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class SimilarityDocument(Document):
    """A document of kind ``similarity``.

    Past cases of which less than ``least_known`` can be compared, of the weight of the facts
    that the case asked about gives, are left out;
    ``limit`` is how many are shown.
    """

    ALONE: ClassVar[bool] = True

    compare: tuple[CompareEntry, ...]
    least_known: Number = 0
    limit: int = 5


@attrs.frozen(kw_only=True)
class Question:
    """A case, and the past cases it is compared with; ``limit`` is how many are wanted."""

    case: Mapping[str, Any] = fact("case", "案件", "案件")
    past: tuple[Mapping[str, Any], ...] = fact("past cases", "既往案件", "既往案件")
    limit: int | None = fact("how many", "件数", "件數", default=None, at_least=1)


@attrs.frozen(kw_only=True)
class Similarity:
    """A document of kind ``similarity``, ready to compare."""

    id: str
    title: Text
    source: str
    measures: tuple[Measure, ...] = attrs.field(repr=False)
    least_known: Fraction
    limit: int
    kind: str = "similarity"
    record: type[Question] = Question

    def assess(self, given: Question, setting: Setting) -> SimilarCases:
        """The past cases nearest to one; `CaseError` for facts that do not fit."""
        plan = setting.plan if setting.as_of is None else setting.plan.on(setting.as_of)
        history = History(plan, self)
        for n, raw in enumerate(given.past):
            history.add(raw, where=f"past[{n}]")
        return history.nearest(given.case, given.limit)


@attrs.frozen
class ByPath:
    """Values of a tree by what their paths have in common."""

    choices: Choices

    def __call__(self, one: str, other: str) -> Fraction:
        return of_paths(self.choices.path(one), self.choices.path(other))


@attrs.frozen
class ByOrder:
    """Values of a list by how far they are apart in it."""

    choices: Choices

    def __call__(self, one: str, other: str) -> Fraction:
        places = list(self.choices.by_id)
        apart = abs(places.index(one) - places.index(other))
        return Fraction(apart, max(len(places) - 1, 1))


@attrs.frozen
class ByDays:
    """Dates by the days between them, as a share of what counts as altogether different."""

    scale: Number

    def __call__(self, one: Any, other: Any) -> Fraction:
        return min(Fraction(abs((one - other).days)) / Fraction(self.scale), Fraction(1))


def lower(documents: Sequence[SimilarityDocument], context: Context) -> Lowered:
    """A mechanism per document."""
    return Lowered(mechanisms=tuple(_similarity(document, context) for document in documents))


def _similarity(document: SimilarityDocument, context: Context) -> Similarity:
    share = Fraction(document.least_known)
    if not 0 <= share <= 1 or document.limit < 1 or not document.compare:
        context.collector.add("GC583", document.id.span, document=document.id)
    return Similarity(
        id=str(document.id),
        title=document.title,
        source=document.source,
        measures=tuple(_measures(document, context)),
        least_known=share,
        limit=document.limit,
    )


def _measures(document: SimilarityDocument, context: Context) -> Iterator[Measure]:
    seen: set[str] = set()
    known = {a.id: a for a in context.vocabulary.attributes.values() if a.is_given}
    for entry in document.compare:
        attribute = known.get(entry.fact)
        if attribute is None:
            near = suggest(entry.fact, known)
            context.collector.add("GC580", entry.fact.span, name=entry.fact, suggestion=near)
            continue
        if attribute.id in seen or entry.weight <= 0:
            context.collector.add("GC582", entry.fact.span, name=entry.fact)
            continue
        seen.add(attribute.id)
        distance = _distance(entry, attribute)
        if distance is None:
            context.collector.add("GC581", entry.fact.span, name=entry.fact)
            continue
        yield Measure(attribute.id, entry.weight, distance)


def _distance(entry: CompareEntry, attribute: Attribute) -> Distance | None:
    """How far values of a fact are apart; ``None`` where that is not said, or does not fit."""
    choices, scale = attribute.choices, entry.scale
    if attribute.type in _NUMERIC:
        if entry.by == "ratio" and scale is None:
            return of_ratio
        number = None if scale is None else _number(scale, attribute)
        return Scaled(number) if number is not None and number > 0 and entry.by == "value" else None
    if attribute.type is Type.DATE:
        days = None if scale is None else _days(scale)
        return ByDays(days) if days is not None and days > 0 and entry.by == "value" else None
    if scale is not None or entry.by == "ratio":
        return None
    if attribute.type is Type.CHOICE and choices is not None:
        return ByOrder(choices) if entry.by == "order" else ByPath(choices)
    if entry.by == "order":
        return None
    return of_sets if attribute.type is Type.SET else same


def _number(scale: Amount, attribute: Attribute) -> Number | None:
    """A difference in the unit of a fact."""
    if scale.unit == attribute.unit:
        return scale.value
    if scale.unit is None or attribute.unit is None:
        return None
    if scale.unit.dimension != attribute.unit.dimension:
        return None
    return exact(Fraction(scale.value) * Fraction(scale.unit.factor) / attribute.unit.factor)


def _days(scale: Amount) -> Number | None:
    """A difference in days: months and years have no fixed length and are refused."""
    if scale.unit is None or scale.unit.dimension != "time":
        return None
    return exact(Fraction(scale.value) * Fraction(scale.unit.factor) / 86400)


KIND = Kind("similarity", SimilarityDocument, lower=lower)
"""Similar past cases: the kind ``similarity``."""
