"""A duty that must be met in every window that ends on any day: so many months in so many.

Evidence has three values. Stretches that count for certain give the least number of months,
those that may count the most; where the two lie on different sides of what is needed, the
answer is open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

import attrs

from govcoord.mechanisms.months import DAY, Stretch, disjoint, month_end, months_within, window_of
from govcoord.mechanisms.windows import Windows, without
from govcoord.numerals import Number
from govcoord.periods import add_months

Status = Literal[
    "met", "short", "over", "exempt", "not_yet_due", "not_applicable", "needs_evidence"
]

AgeDay = Literal["each_day", "year_start", "year_end"]

FAR = date(9000, 1, 1)


@attrs.frozen
class Duty:
    """``need`` months within every ``within`` months, for those up to an age.

    ``age_day`` says on which day of a window's last year the age is taken: the last day of
    the window, the first or the last day of that year. ``since`` is the first day on which
    the duty exists.
    """

    need: Number
    within: int
    oldest: int | None = None
    age_day: AgeDay = "each_day"
    since: date | None = None


@attrs.frozen
class Violation:
    """Days, one after the other, on which the window that ends there holds too little."""

    first: date
    last: date
    least: Number


@attrs.frozen
class Record:
    """What is known of one person: all stretches are disjoint and in order.

    ``certain`` are counted for sure, ``possible`` hold all that may count too. ``exempt`` are
    periods of exemption.
    """

    certain: tuple[Stretch, ...] = ()
    possible: tuple[Stretch, ...] = ()
    served_from: date | None = None
    born: date | None = None
    exempt: tuple[Stretch, ...] = ()


def age_on(born: date, day: date) -> int:
    """Completed years; a birthday on 29 February is kept on 1 March in other years.

    >>> age_on(date(1980, 2, 29), date(2025, 2, 28)), age_on(date(1980, 2, 29), date(2025, 3, 1))
    (44, 45)
    """
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


@attrs.frozen
class Watch:
    """A duty and a person's record: what holds on each day."""

    duty: Duty
    record: Record

    def months(self, day: date, stretches: Sequence[Stretch] | None = None) -> Number:
        """The months in the window that ends on ``day``: those that count for certain."""
        counted = self.record.certain if stretches is None else stretches
        return months_within(counted, window_of(day, self.duty.within), day)

    def of_age(self, day: date) -> bool | None:
        """Whether the age is one that the duty is for."""
        if self.duty.oldest is None:
            return True
        if self.record.born is None:
            return None
        days = {"year_start": date(day.year, 1, 1), "year_end": date(day.year, 12, 31)}
        taken = days.get(self.duty.age_day, day)
        return age_on(self.record.born, taken) <= self.duty.oldest

    def is_due(self, day: date) -> bool | None:
        """Whether the whole window lies in the time of service and of the duty."""
        if self.record.served_from is None:
            return None
        return window_of(day, self.duty.within) >= self.starts

    @property
    def starts(self) -> date:
        """The day from which windows are looked at."""
        served = self.record.served_from
        assert served is not None
        return max(served, self.duty.since) if self.duty.since else served

    @property
    def due_from(self) -> date | None:
        """The first day on which a whole window has passed."""
        if self.record.served_from is None:
            return None
        day = add_months(self.starts, self.duty.within) - DAY
        while not self.is_due(day):
            day += DAY
        return day

    def is_exempt(self, day: date) -> bool:
        """Whether an exemption covers the day."""
        return any(one.first <= day <= one.last for one in self.record.exempt)

    def binds(self, day: date) -> bool | None:
        """Whether the duty must be met on that day."""
        if self.of_age(day) is False or self.is_due(day) is False or self.is_exempt(day):
            return False
        return None if self.of_age(day) is None or self.is_due(day) is None else True

    def status(self, day: date) -> Status:
        """How it stands on a day."""
        if self.of_age(day) is False:
            return "not_applicable"
        if self.of_age(day) is None:
            return "needs_evidence"
        if self.is_exempt(day):
            return "exempt"
        if self.is_due(day) is None:
            return "needs_evidence"
        if self.is_due(day) is False:
            return "not_yet_due"
        if self.months(day) >= self.duty.need:
            return "met"
        most = self.months(day, self.record.possible)
        return "short" if most < self.duty.need else "needs_evidence"

    def bound(self, first: date, last: date) -> Iterator[tuple[date, date]]:
        """The days from ``first`` to ``last`` on which the duty must be met for certain."""
        due = self.due_from
        if due is None or self.of_age(last) is None:
            return
        early, late = max(first, due), last + DAY
        while early < late:  # an age only rises, so the days of age are the first of them
            middle = early + (late - early) // 2
            if self.of_age(middle):
                early = middle + DAY
            else:
                late = middle
        yield from without(max(first, due), late - DAY, self.record.exempt)

    def violations(self, until: date) -> Iterator[Violation]:
        """The days up to ``until`` on which the duty was violated for certain."""
        windows = Windows(self.record.possible, self.duty.within)
        found: Violation | None = None
        for start, end in self.bound(date.min, until):
            for first, last in windows.below(start, end, self.duty.need):
                least = windows.lowest(first, last)
                if found is not None and found.last + DAY == first:
                    found = Violation(found.first, last, min(found.least, least))
                    continue
                if found is not None:
                    yield found
                found = Violation(first, last, least)
        if found is not None:
            yield found

    # what can still be done

    def deadline(self, after: date) -> date | None:
        """The first day after ``after`` on which it fails unless something new is begun.

        ``None`` where it does not fail before the person leaves the scope, or is not known.
        """
        if self.due_from is None:
            return None
        day = max(after + DAY, self.due_from)
        end = max([day, *(one.last for one in self.record.certain)])
        return self.first_failing(day, add_months(end, self.duty.within + 1))

    def first_failing(self, first: date, last: date) -> date | None:
        """The first of these days on which it must be met and is not, by what is certain."""
        windows = Windows(self.record.certain, self.duty.within)
        failing = (windows.first_below(*days, self.duty.need) for days in self.bound(first, last))
        return next((day for day in failing if day is not None), None)

    def begun(self, start: date) -> Watch:
        """The same with full-time service from ``start`` on, without an end."""
        longer = disjoint((*self.record.certain, Stretch(start, FAR)))
        return attrs.evolve(self, record=attrs.evolve(self.record, certain=longer))

    def last_start(self, after: date, deadline: date) -> date | None:
        """The last day after ``after`` to begin full time so that no day fails from then on.

        ``None`` where even the next day is too late.
        """
        early, late = after + DAY, deadline
        if not self._in_time(early, deadline):
            return None
        while early < late:
            middle = early + (late - early + DAY) // 2
            if self._in_time(middle, deadline):
                early = middle
            else:
                late = middle - DAY
        return early

    def _in_time(self, start: date, deadline: date) -> bool:
        enough = month_end(start, -(-self.duty.need // 1))
        return self.begun(start).first_failing(deadline, enough) is None

    def first_mended(self, start: date) -> date:
        """The first day on which it is met where full-time service begins on ``start``."""
        windows = Windows(self.begun(start).record.certain, self.duty.within)
        enough = month_end(start, -(-self.duty.need // 1))
        found = windows.first_reaching(start, enough, self.duty.need)
        assert found is not None  # so many months of full time are enough by themselves
        return found

    def leaves_scope(self, after: date) -> date | None:
        """The first day after ``after`` on which the age is above the limit."""
        if self.record.born is None or self.duty.oldest is None:
            return None
        day = month_end(self.record.born, 12 * (self.duty.oldest + 1))
        if self.duty.age_day == "year_end":
            day = date(day.year, 1, 1)
        elif self.duty.age_day == "year_start" and (day.month, day.day) != (1, 1):
            day = date(day.year + 1, 1, 1)
        return day if day > after else None


def counted(
    stretches: Iterable[tuple[Stretch, bool | None]],
) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """Those that count for certain, and those that may: each day once."""
    given = list(stretches)
    return (
        disjoint(one for one, counts in given if counts is True),
        disjoint(one for one, counts in given if counts is not False),
    )
