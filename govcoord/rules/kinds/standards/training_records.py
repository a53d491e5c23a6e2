"""What is given of a person's training, and what is found of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from govcoord.mechanisms.facts import fact
from govcoord.mechanisms.rolling import Status
from govcoord.mechanisms.said import phrase
from govcoord.rules.kinds.standards.given import Exemption
from govcoord.rules.kinds.standards.words import TEXTS, line, lines, status_line
from govcoord.rules.model import Amount
from govcoord.rules.places import Places
from govcoord.rules.vocabulary import Vocabulary
from govcoord.text import Text


@attrs.frozen(kw_only=True)
class Attendance:
    """A person in one run of a course. ``passed`` is whether it was completed."""

    course: str = fact("course", "课程", "課程")
    kind: str | None = fact("kind", "课程类别", "課程類別", choices="course_kinds", default=None)
    start: date = fact("from", "起", "起")
    end: date | None = fact("to", "止", "止", default=None)
    hours: Amount | None = fact("hours", "学时", "學時", default=None)
    passed: bool | None = fact("completed", "合格", "合格", default=None)

    @property
    def last(self) -> date:
        """The day on which it ends."""
        return self.end if self.end is not None else self.start


@attrs.frozen(kw_only=True)
class Trainee:
    """A person whose training is looked at; ``attendances`` are all that there are.

    ``period`` is the period that is asked for (``2025``), else that of the day. ``carried`` are
    the hours carried into it, where they are not to be reckoned from the periods before.
    """

    name: str = fact("name", "姓名", "姓名", default="")
    department: str | None = fact(
        "department", "所在部门", "所在部門", choices="departments", default=None
    )
    period: str | None = fact("period", "考察期", "考察期", default=None)
    served_from: date | None = fact("in service from", "任职起始日", "任職起始日", default=None)
    attendances: tuple[Attendance, ...] | None = fact(
        "attendances", "参训记录", "參訓記錄", default=None
    )
    carried: Amount | None = fact("carried over", "结转学时", "結轉學時", default=None)
    exemptions: tuple[Exemption, ...] = fact("exemptions", "豁免", "豁免", default=())


@attrs.frozen(kw_only=True)
class TrainingRoster:
    """Persons whose training is looked at together, in one period where one is given."""

    period: str | None = fact("period", "考察期", "考察期", default=None)
    people: tuple[Trainee, ...] = fact("persons", "人员", "人員")

    @property
    def persons(self) -> tuple[Trainee, ...]:
        """The persons, each with the period that is looked at."""
        return tuple(
            attrs.evolve(one, period=self.period) if one.period is None else one
            for one in self.people
        )


@attrs.frozen(kw_only=True)
class Turnout:
    """Persons are not attendances: how many of each, and how many different courses.

    ``trained`` persons sat in at least one run of a course; of ``unknown`` persons it is not
    known in what they sat.
    """

    persons: int
    trained: int
    attendances: int
    courses: int
    unknown: int

    def lines(self, language: str) -> Iterator[str]:
        """The numbers in words."""
        pairs = (
            ("persons_n", self.persons), ("trained", self.trained),
            ("attendances", self.attendances), ("courses", self.courses),
            ("turnout_unknown", self.unknown or None),
        )  # fmt: skip
        yield from lines(pairs, language)


def turnout_of(standings: Iterable[TrainingStanding]) -> Turnout:
    """The numbers of some persons."""
    found = list(standings)
    return Turnout(
        persons=len(found),
        trained=sum(bool(one.attendances) for one in found),
        attendances=sum(one.attendances or 0 for one in found),
        courses=len({course for one in found for course in one.courses}),
        unknown=sum(one.attendances is None for one in found),
    )


@attrs.frozen(kw_only=True)
class TierFinding:
    """How a person stands to one tier's hours in the period.

    ``hours`` are done in the period for certain, ``most`` if all that is open counts;
    ``carried`` come from the periods before. ``short`` is what is missing after the period
    (``short_least`` if all that is open counts), ``left`` what is still to be done by ``due``
    before its end.
    """

    requirement: str
    title: Text
    status: Status
    need: Amount
    hours: Amount | None = None
    most: Amount | None = None
    carried: Amount | None = None
    short: Amount | None = None
    short_least: Amount | None = None
    left: Amount | None = None
    due: date | None = None
    missing: tuple[str, ...] = ()
    source: str = ""

    def lines(self, subject: str, vocabulary: Vocabulary, language: str) -> Iterator[str]:
        """The finding in words."""
        missing = tuple(Places(vocabulary, language, Trainee).titles(self.missing))
        yield status_line(subject, self.status, self.title, language)
        pairs = (
            ("hours_needed", self.need), ("hours", self.hours), ("most", self.most),
            ("carried", self.carried), ("short_by", self.short), ("short_least", self.short_least),
            ("hours_left", self.left),
            ("due", self.due), ("missing", missing), ("source", self.source or None),
        )  # fmt: skip
        yield from lines(pairs, language)


@attrs.frozen(kw_only=True)
class LeftOut:
    """A sitting that does not count, by its number from 1, and why."""

    sitting: int
    reason: str


@attrs.frozen(kw_only=True)
class TrainingStanding:
    """How a person stands in a period; ``status`` is the worst of the tiers that bind.

    ``attendances`` is in how many runs of courses the person sat in the period (a run that is
    entered twice is one), ``courses`` how many different courses that are.
    """

    name: str
    department: str | None
    title: Text
    status: Status
    period_from: date
    period_to: date
    findings: tuple[TierFinding, ...] = ()
    attendances: int | None = None
    courses: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    exemption: str | None = None
    approved_by: str | None = None
    missing: tuple[str, ...] = ()

    def lines(self, vocabulary: Vocabulary, language: str) -> Iterable[str]:
        """The findings in words."""
        yield status_line(self.name, self.status, self.title, language)
        pairs = (
            ("period", f"{self.period_from} – {self.period_to}"),
            ("attendances", self.attendances), ("courses", len(self.courses) or None),
        )  # fmt: skip
        yield from lines(pairs, language)
        for other in self.left_out:
            reason = phrase(TEXTS, other.reason, language)
            yield f"  {line('spell', f'#{other.sitting} {reason}', language)}"
        if self.exemption is not None:
            choices = vocabulary.choices.get("exemption_grounds")
            ground = choices.label(self.exemption, language) if choices else self.exemption
            yield "  " + phrase(TEXTS, "exempted", language, ground=ground, by=self.approved_by)
        for finding in self.findings:
            yield from finding.lines("", vocabulary, language)
        if not self.findings:
            missing = tuple(Places(vocabulary, language, Trainee).titles(self.missing))
            yield from lines((("missing", missing),), language)
