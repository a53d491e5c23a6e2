"""Whether an application is accepted, and from which day its clock runs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

import attrs

from govcoord.mechanisms.procedure.model import AcceptanceTerms, MaterialReport, ProcedureModel
from govcoord.mechanisms.procedure.record import CaseRecord, Notice, Promise
from govcoord.mechanisms.spans import Moment, Span, add, day_of
from govcoord.periods import Calendar

AcceptanceOutcome = Literal[
    "not_received", "undetermined", "not_competent", "under_check", "to_correct", "accepted",
    "accepted_by_lapse", "accepted_with_gaps", "withdrawn",
]  # fmt: skip

FindingCode = Literal[
    "notice_late", "no_notice", "asked_again", "asked_needlessly", "accepted_incomplete",
    "gap_not_allowed", "started_early", "objection_without_reasons", "opinion_late",
    "later_date_void", "finished_unneeded",
]  # fmt: skip


@attrs.frozen
class Finding:
    """Something in the record that the rules do not allow: what, where, when."""

    code: FindingCode
    step: str | None = None
    day: date | None = None
    materials: tuple[str, ...] = ()


@attrs.frozen
class Acceptance:
    """What became of an application.

    ``accepted`` is the day from which it counts as accepted. ``missing`` are materials that
    hold it up or were promised and are not here yet, ``None`` where it is not known what was
    submitted. ``notice_due`` is the last day to tell all defects, ``gap_due`` the last day to
    supply what was promised, ``unknown`` the facts that would settle the outcome.
    """

    outcome: AcceptanceOutcome
    accepted: date | None = None
    missing: tuple[str, ...] | None = ()
    notice_due: date | None = None
    gap_due: date | None = None
    go_to: str | None = None
    findings: tuple[Finding, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def is_accepted(self) -> bool:
        """Whether the procedure runs."""
        return self.accepted is not None


def seen(moment: Moment | None, as_of: date) -> date | None:
    """The day of an event that has happened by ``as_of``."""
    if moment is None or day_of(moment) > as_of:
        return None
    return day_of(moment)


def last_day(start: date, span: Span, calendar: Calendar) -> date:
    """The last day of a span that nothing pauses."""
    end = add(start, span, calendar)
    assert end is not None
    return day_of(end)


def accept(
    model: ProcedureModel,
    record: CaseRecord,
    as_of: date,
    calendar: Calendar,
    competent: bool | None,
    materials: MaterialReport,
) -> Acceptance:
    """What became of the application as of a day.

    ``competent`` is ``None`` where it is not known; ``materials`` is what this case needs.
    """
    terms = model.acceptance
    accepted = seen(record.accepted, as_of)
    received = seen(record.received, as_of) or accepted
    if competent is False:
        return Acceptance("not_competent", go_to=terms.elsewhere if terms else None)
    if received is None:
        return Acceptance("not_received", missing=None)
    if competent is None and accepted is None:
        return Acceptance("undetermined", missing=None, unknown=("competent",))
    if terms is None:
        return Acceptance("accepted", accepted or received)
    return _Intake(model, terms, record, as_of, calendar, received, accepted, materials).judged()


@attrs.frozen
class _Intake:
    model: ProcedureModel
    terms: AcceptanceTerms
    record: CaseRecord
    as_of: date
    calendar: Calendar
    received: date
    accepted: date | None
    materials: MaterialReport

    def judged(self) -> Acceptance:
        due = last_day(self.received, self.terms.notice_within, self.calendar)
        notices = self.notices()
        told = notices[0] if notices and day_of(notices[0].day) <= due else None
        found = self.complete(due) or self.gaps() or self.told(told) or self.lapsed(due, notices)
        findings = (*found.findings, *self.of_notices(notices))
        return attrs.evolve(found, notice_due=due, findings=findings)

    def notices(self) -> list[Notice]:
        given = (one for one in self.record.notices if seen(one.day, self.as_of))
        return sorted(given, key=lambda one: day_of(one.day))

    def lacking(self) -> tuple[str, ...] | None:
        """What was wanted and not handed in at first; ``None`` where that is not known."""
        submitted = self.record.submitted
        if submitted is None:
            return None
        return tuple(one for one in self.materials.asked if one not in submitted)

    def supplied_on(self, material: str) -> date | None:
        days = [
            day_of(one.day)
            for one in self.record.supplied
            if material in one.materials and seen(one.day, self.as_of)
        ]
        return min(days, default=None)

    def all_here(self, materials: Iterable[str]) -> date | None:
        """The day on which the last of these came in; ``None`` while one is missing."""
        days = [self.supplied_on(one) for one in materials]
        if None in days:
            return None
        return max([self.received, *(day for day in days if day)])

    def open(self, materials: Iterable[str]) -> tuple[str, ...]:
        return tuple(one for one in materials if self.supplied_on(one) is None)

    def complete(self, due: date) -> Acceptance | None:
        """Complete within the time for the notice: it has to be accepted."""
        lacking = self.lacking()
        day = None if lacking is None else self.all_here(lacking)
        if day is None or day > due:
            return None
        if self.accepted is None or self.accepted <= due:
            return Acceptance("accepted", self.accepted or day)
        return None

    def gaps(self) -> Acceptance | None:
        """Accepted on a promise, where only secondary material is missing."""
        promise, lacking = self.record.promise, self.lacking()
        within = self.terms.gap_within
        if promise is None or within is None or not lacking:
            return None
        signed = seen(promise.signed, self.as_of)
        if signed is None:
            return None
        if self.terms.gap_needs_credit and self.record.bad_credit is None:
            return Acceptance("undetermined", missing=lacking, unknown=("bad_credit",))
        if not self.may_lack(lacking, promise):
            return None
        due = last_day(signed, within, self.calendar)
        if (self.all_here(lacking) or self.as_of) <= due:
            start = self.accepted or signed
            return Acceptance("accepted_with_gaps", start, self.open(lacking), gap_due=due)
        outcome: AcceptanceOutcome = (
            "withdrawn" if self.terms.gap_lapse == "withdrawn" else "to_correct"
        )
        return Acceptance(outcome, missing=self.open(lacking), gap_due=due)

    def may_lack(self, lacking: Iterable[str], promise: Promise) -> bool:
        known = (self.model.materials[one] for one in lacking)
        return (
            all(one.importance == "secondary" and not one.no_gap for one in known)
            and (not promise.materials or promise.materials >= set(lacking))
            and not (self.terms.gap_needs_credit and self.record.bad_credit)
        )

    def refused_gap(self) -> tuple[Finding, ...]:
        promise = self.record.promise
        if promise is None or seen(promise.signed, self.as_of) is None or not self.lacking():
            return ()
        return (Finding("gap_not_allowed", day=day_of(promise.signed)),)

    def told(self, notice: Notice | None) -> Acceptance | None:
        """After a notice in time: what it lists, and nothing else, holds the case up."""
        if notice is None:
            return None
        listed = [one for one in self.materials.asked if one in notice.materials]
        wanted = listed if notice.materials else list(self.lacking() or ())
        if not notice.materials and self.lacking() is None and self.accepted is None:
            return Acceptance("to_correct", missing=None, unknown=("notices.materials",))
        day = self.all_here(wanted)
        if day is not None:
            return Acceptance("accepted", self.accepted or max(day, day_of(notice.day)))
        still = self.open(wanted)
        if self.accepted is not None:
            return self.incomplete(self.accepted, still)
        return Acceptance("to_correct", missing=still, findings=self.refused_gap())

    def incomplete(self, day: date, missing: tuple[str, ...]) -> Acceptance:
        finding = Finding("accepted_incomplete", day=day, materials=missing)
        return Acceptance("accepted", day, missing, findings=(*self.refused_gap(), finding))

    def lapsed(self, due: date, notices: list[Notice]) -> Acceptance:
        """Without a notice in time it counts as accepted from receipt."""
        lacking = self.lacking()
        if self.accepted is not None and self.accepted <= due:
            if lacking:
                return self.incomplete(self.accepted, self.open(lacking))
            return Acceptance("accepted", self.accepted, lacking)
        if self.as_of <= due:
            return Acceptance("under_check", missing=lacking, findings=self.refused_gap())
        finding = (
            Finding("notice_late", day=day_of(notices[0].day)) if notices else Finding("no_notice")
        )
        return Acceptance("accepted_by_lapse", self.received, lacking, findings=(finding,))

    def of_notices(self, notices: list[Notice]) -> Iterable[Finding]:
        """What was asked for again, or need not be asked for at all."""
        for n, notice in enumerate(notices):
            day = day_of(notice.day)
            extra = notice.materials - set(self.materials.asked)
            if extra:
                yield Finding("asked_needlessly", day=day, materials=tuple(sorted(extra)))
            more = notice.materials & set(self.materials.asked)
            if n:
                more -= notices[0].materials
            if n and (more or not notice.materials):
                yield Finding("asked_again", day=day, materials=tuple(sorted(more)))
