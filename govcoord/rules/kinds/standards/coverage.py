"""How many persons of a department meet a personal standard, of all who are bound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

import attrs

from govcoord.errors import CaseError
from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.rolling import Status
from govcoord.mechanisms.said import phrase, said
from govcoord.numerals import Number, exact, round_number
from govcoord.rules.kinds.standards.given import Person, with_facts
from govcoord.rules.kinds.standards.measure import KIND
from govcoord.rules.kinds.standards.rotation import RotationFinding, RotationStandard
from govcoord.rules.kinds.standards.training import TrainingStandard
from govcoord.rules.kinds.standards.training_records import (
    Trainee,
    TrainingRoster,
    TrainingStanding,
    Turnout,
    turnout_of,
)
from govcoord.rules.kinds.standards.words import TEXTS, line, lines, listed, percent, status_line
from govcoord.rules.mechanism import Setting
from govcoord.rules.model import Amount
from govcoord.rules.places import Places
from govcoord.rules.vocabulary import Attribute, Vocabulary
from govcoord.text import Text

Personal = RotationStandard | TrainingStandard
"""The standards of single persons that coverage can be counted of."""

Finding = RotationFinding | TrainingStanding


@attrs.frozen(kw_only=True)
class Roster:
    """Persons whose experience is looked at together."""

    people: tuple[Person, ...] = fact("persons", "人员", "人員")

    @property
    def persons(self) -> tuple[Person, ...]:
        """The persons."""
        return self.people


@attrs.frozen(kw_only=True)
class DepartmentCoverage:
    """How many of a department's persons who are bound meet the duty.

    Persons who are exempt, not yet due or out of scope are left out of account. ``short`` is
    how many more must meet it. ``turnout`` counts persons and attendances, of training.
    """

    department: str | None
    status: Status
    met: int
    bound: int
    open: int
    share: Amount | None = None
    short: int | None = None
    turnout: Turnout | None = None

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """The finding in words."""
        name = phrase(TEXTS, "all", language)
        if self.department is not None:
            name = vocabulary.departments.label(self.department, language)
        yield status_line(name, self.status, Text(), language)
        counted_ = f"{self.met}/{self.bound}" if self.bound else phrase(TEXTS, "nobody", language)
        pairs = (("coverage", self.share), ("counted", counted_), ("short_by", self.short))
        yield from lines(pairs, language)
        if self.turnout is not None:
            yield from self.turnout.lines(language)


@attrs.frozen(kw_only=True)
class Coverage:
    """How all persons and departments stand; ``total`` is that of all departments together."""

    status: Status
    total: DepartmentCoverage
    departments: tuple[DepartmentCoverage, ...]
    persons: tuple[Finding, ...]
    at_least: Amount
    source: str

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterable[str]:
        """The findings in words, departments first."""
        for one in (self.total, *self.departments):
            yield from one.lines(vocabulary, language)
        yield line("persons", listed((), language), language)
        sat = any(isinstance(person, TrainingStanding) for person in self.persons)
        places = Places(vocabulary, language, Trainee if sat else Person)
        for person in self.persons:
            yield f"  {status_line(person.name, person.status, Text(), language)}"
            missing = tuple(places.titles(person.missing))
            yield from (f"  {told}" for told in lines((("missing", missing),), language))
        yield from lines((("source", self.source or None),), language)


@attrs.frozen(kw_only=True)
class CoverageStandard:
    """The least share of persons who meet a personal standard, per department."""

    id: str
    title: Text
    source: str
    of: Personal
    at_least: Number
    kind: str = KIND

    @property
    def record(self) -> type[Any]:
        """Persons with the facts of the personal standard."""
        training = isinstance(self.of, TrainingStandard)
        return roster_of(TrainingRoster if training else Roster, self.of.fields)

    def assess(self, given: Any, setting: Setting) -> Coverage:
        """How all persons and departments stand on the day."""
        names = [person.name for person in given.people if person.name]
        for n, name in enumerate(names):
            if name in names[:n]:
                raise CaseError("name", name, said(TEXTS, "expect:once"), where=f"people[{n}]")
        found = tuple(self.one(n, person, setting) for n, person in enumerate(given.persons))
        homes = dict.fromkeys(one.department for one in found if one.department is not None)
        departments = tuple(
            self.counted([one for one in found if one.department == home], home) for home in homes
        )
        total = self.counted(found, None)
        return Coverage(
            status=total.status,
            total=total,
            departments=departments,
            persons=found,
            at_least=percent(self.at_least),
            source=self.source,
        )

    def one(self, n: int, person: Any, setting: Setting) -> Finding:
        """How one of the persons stands."""
        try:
            return self.of.standing(person, setting)
        except CaseError as error:
            raise error.at(f"people[{n}]") from None

    def counted(self, found: Sequence[Finding], home: str | None) -> DepartmentCoverage:
        """The coverage of some persons; open ones may turn out either way, or not bound."""
        statuses = [one.status for one in found]
        met, short = statuses.count("met"), statuses.count("short")
        sat = [one for one in found if isinstance(one, TrainingStanding)]
        open_, bound = statuses.count("needs_evidence"), met + short
        made = DepartmentCoverage(
            department=home, status="not_yet_due", met=met, bound=bound, open=open_,
            turnout=turnout_of(sat) if sat else None,
        )  # fmt: skip
        if not bound and not open_:
            return made
        enough = self.at_least * (bound + open_) <= met
        never = met + open_ < self.at_least * (bound + open_)
        status: Status = "met" if enough else "short" if never else "needs_evidence"
        share = percent(exact(Fraction(met, bound))) if bound else None
        needed = round_number(exact(self.at_least * Fraction(bound)), 0, "ceiling")
        missed = int(needed) - met if status == "short" else None
        return attrs.evolve(made, status=status, share=share, short=missed)


@lru_cache(maxsize=32)
def roster_of(base: type[Any], fields: tuple[Attribute, ...]) -> type[Any]:
    """A roster of persons with the facts of a kind of record."""
    person = with_facts(Trainee if base is TrainingRoster else Person, fields)
    metadata = dict(attrs.fields(base).people.metadata)
    people = attrs.field(type=tuple[person, ...], metadata=metadata)  # type: ignore[valid-type]
    made = attrs.make_class(
        base.__name__, {"people": people}, bases=(base,), frozen=True, kw_only=True, slots=True
    )
    made.__doc__ = base.__doc__
    return made
