"""Mechanisms: what a document of a plan makes of more than one case's facts.

A table decides a case. A mechanism is given a record of its own (the steps of a running
procedure, the parts of a cost, a person's posts) and gives a result that says why. Each kind
of mechanism is one attrs class in `govcoord.rules.kinds`; what it computes with stands in
`govcoord.mechanisms`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

import attrs

from govcoord.case import Facts, as_mapping, read_facts
from govcoord.errors import MISSING, CalendarError, CaseError, GovcoordError
from govcoord.headings import meaning, with_plain, without_number
from govcoord.mechanisms.said import COLUMN, Said
from govcoord.periods import Calendar
from govcoord.rules.places import labelled
from govcoord.rules.records import read_record, words_of
from govcoord.rules.regions import Box
from govcoord.rules.values import BadValue, to_value
from govcoord.rules.vocabulary import AS_OF, Attribute, Vocabulary
from govcoord.text import Text

if TYPE_CHECKING:
    from govcoord.decision import Decision
    from govcoord.rules.engine import Plan


class Result(Protocol):
    """What a mechanism gives: a frozen attrs value, JSON-able by `govcoord.plain.jsonable`."""

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterable[str]:
        """The result in words, line by line, in ``en``, ``zh-Hans`` or ``zh-Hant``."""


@attrs.frozen
class Setting:
    """What a mechanism may use beside its record: the plan and the day.

    ``as_of`` is the day at which it is looked at, or ``None``.
    """

    plan: Plan
    as_of: date | None = None

    @property
    def vocabulary(self) -> Vocabulary:
        """The plan's vocabulary."""
        return self.plan.vocabulary

    @property
    def calendar(self) -> Calendar:
        """The calendar of working days."""
        return self.plan.vocabulary.calendar

    @property
    def day(self) -> date:
        """The day at which it is looked at; `CaseError` where none is given."""
        if self.as_of is None:
            raise CaseError(AS_OF, MISSING, "a date", hint="the answer depends on the day")
        return self.as_of

    def decide(self, facts: Mapping[str, Any]) -> Decision:
        """The plan's decision of a case with these facts, as of this day unless they say."""
        plan = self.plan if self.as_of is None else self.plan.on(self.as_of)
        return plan.evaluate(facts)

    def facts(
        self, raw: Mapping[str, Any], record: str | None = None, where: str | None = None
    ) -> Facts:
        """Raw facts of a case, or of a record of that kind, in canonical form."""
        return read_facts(raw, self.vocabulary, record, where)

    def holds(self, boxes: Sequence[Box], facts: Facts) -> bool | None:
        """Whether a condition holds for canonical facts; ``None`` where facts are missing."""
        said = [box.accepts(facts) for box in boxes]
        if True in said:
            return True
        return None if None in said else False


class Mechanism(Protocol):
    """A mechanism as loaded: an immutable, picklable value.

    ``record`` is the attrs class of what it is given; ``source`` the section it comes from.
    """

    @property
    def id(self) -> str:
        """Its id: that of its document."""

    @property
    def kind(self) -> str:
        """The document kind."""

    @property
    def title(self) -> Text:
        """Its title."""

    @property
    def source(self) -> str:
        """The section of the plan or law that it comes from."""

    @property
    def record(self) -> type[Any]:
        """The attrs class of what it is given, made with `govcoord.mechanisms.facts.fact`."""

    def assess(self, given: Any, setting: Setting) -> Result:
        """The result for a value of ``record``; `CaseError` for what does not fit."""


@attrs.frozen
class BlankRow:
    """A row that a blank record begins with: what is filled in, a remark, words of the rest."""

    given: Mapping[str, str]
    remark: Text = Text()
    words: Mapping[str, Sequence[Text]] = attrs.field(factory=dict)


@attrs.frozen
class Blanks:
    """What a document has a blank record hold beyond its fields.

    ``rows`` are the rows of a list, by field; ``facts`` the attributes of a mapping of facts. A
    mechanism that has such things gives them as ``blanks(setting)``.
    """

    rows: Mapping[str, Sequence[BlankRow]] = attrs.field(factory=dict)
    facts: Mapping[str, Sequence[Attribute]] = attrs.field(factory=dict)


class Stream(Protocol):
    """Takes the items of a mechanism's list one at a time, in memory that stays small."""

    def add(self, raw: Mapping[str, Any]) -> Any:
        """Take in an item; what is told of it alone, or ``None``. `CaseError` if it is wrong."""

    def result(self) -> Result:
        """What all items come to together."""


def stream(plan: Plan, mechanism: Mechanism, as_of: date | None) -> Stream:
    """The stream of a mechanism as of a day; `GovcoordError` where it adds nothing up."""
    make = getattr(mechanism, "stream", None)
    if make is None:
        raise GovcoordError(f"`{mechanism.id}` takes records and no stream of items")
    try:
        made: Stream = make(Setting(plan, as_of or plan.as_of))
    except CaseError as error:
        raise _told(error, mechanism, plan.vocabulary) from None
    return made


def assess(plan: Plan, mechanism: Mechanism, given: object, as_of: date | None) -> Result:
    """Read what a mechanism is given, and let it assess that."""
    try:
        if not isinstance(given, mechanism.record):
            raw = dict(as_mapping(given, mechanism.id, None))
            as_of = _day(raw, as_of, plan.vocabulary)
            facts = without_number(raw, words_of(mechanism.record))
            given = read_record(mechanism.record, facts, plan.vocabulary)
        return mechanism.assess(given, Setting(plan, as_of or plan.as_of))
    except CaseError as error:
        raise _told(error, mechanism, plan.vocabulary) from None
    except (CalendarError, OverflowError) as error:
        far = "a date lies outside the years 1-9999"
        hint = far if isinstance(error, OverflowError) else str(error)
        expected = "dates that can be counted"
        found = CaseError(mechanism.id, None, expected, hint=hint)
        raise _told(found, mechanism, plan.vocabulary) from None


def _told(error: CaseError, mechanism: Mechanism, vocabulary: Vocabulary) -> CaseError:
    """The error with its place in words; one about the record as a whole names the mechanism."""
    if error.name != mechanism.id:
        return labelled(error, mechanism.record, vocabulary)
    error.label = Said(*(mechanism.title.get(language) or mechanism.id for language in COLUMN))
    return error


def _day(raw: dict[str, Any], as_of: date | None, vocabulary: Vocabulary) -> date | None:
    """Take ``as_of`` out of the raw data; what is said there comes first."""
    attribute = vocabulary.attributes[AS_OF]
    words = with_plain(dict.fromkeys((AS_OF, *attribute.title.all()), True))
    for word in [word for word in raw if isinstance(word, str) and meaning(word, words)]:
        value = raw.pop(word)
        if value is not None:
            try:
                as_of = to_value(value, attribute)
            except BadValue as bad:
                raise CaseError(AS_OF, value, bad.expected, hint=bad.hint) from None
    return as_of
